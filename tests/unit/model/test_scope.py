"""Which rules apply, on made-up rows."""

from datetime import date
from itertools import product

import pytest

from build_scripts.model.scope import answers, merged


def row(actor="any", activity="any", asset="any", effect="binds") -> dict:
    return {
        "rule_id": "rule",
        "actor": actor,
        "activity": activity,
        "asset": asset,
        "effect": effect,
    }


def value(day: str, state: str = "in_force", promulgated: str | None = None) -> dict:
    made = date.fromisoformat(promulgated) if promulgated else None
    return {"applies_from": date.fromisoformat(day), "state": state, "promulgated_on": made}


def said(rows: list[dict], values: list[dict], day: str = "2024-07-19") -> list[str]:
    choice = ("bank", "trade", "nft")
    found = answers({"rule": rows}, {"rule": values}, *choice, date.fromisoformat(day))
    return [answer.outcome for answer in found]


STANDS = [value("2024-07-19")]


@pytest.mark.parametrize(
    ("rows", "outcomes"),
    [
        ([row()], ["binds"]),
        ([row("bank", "trade", "nft", "permits")], ["permits"]),
        ([row("individual")], []),
        ([row(activity="lend")], []),
        ([row(asset="stablecoin")], []),
        ([row(effect="protects"), row("bank")], ["binds"]),
        ([row(), row(asset="nft", effect="depends")], ["depends"]),
        ([row(effect="depends"), row(asset="nft", effect="excluded")], ["excluded"]),
    ],
)
def test_the_strongest_row_that_fits_counts(rows: list, outcomes: list):
    assert said(rows, STANDS) == outcomes


@pytest.mark.parametrize(
    ("values", "day", "outcomes"),
    [
        (STANDS, "2024-07-18", []),
        (STANDS, "2024-07-19", ["binds"]),
        ([value("2024-07-19", promulgated="2023-07-18")], "2023-07-17", []),
        ([value("2024-07-19", promulgated="2023-07-18")], "2023-07-18", ["not_yet"]),
        ([value("2020-12-29", "postponed"), value("2027-01-01")], "2024-01-01", ["not_yet"]),
        ([value("2020-12-29", "postponed"), value("2027-01-01")], "2027-01-01", ["binds"]),
        ([value("2018-01-01", "suspended")], "2024-01-01", ["not_yet"]),
        ([value("2018-01-01"), value("2021-01-01", "repealed")], "2024-01-01", []),
    ],
)
def test_the_day_decides(values: list, day: str, outcomes: list):
    assert said([row()], values, day) == outcomes


def test_rows_put_together_cover_what_they_covered_and_no_more():
    rows = [row(a, b, c) for a in ("bank", "company") for b in ("trade", "own") for c in ("nft",)]
    rows += [row("issuer", "trade", "nft"), row("bank", "trade", "stablecoin", "permits")]
    rows = [{**one, "reason_en": None, "source_id": "s", "pinpoint": None} for one in rows]
    covered = {
        (*choice, group["effect"])
        for group in merged(rows)
        for choice in product(group["actors"], group["activities"], group["assets"])
    }
    assert covered == {(one["actor"], one["activity"], one["asset"], one["effect"]) for one in rows}
    assert len(merged(rows)) == 3
