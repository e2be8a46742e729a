"""A fault of every class, planted into the committed data, is refused where it stands."""

import io
import itertools
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from build_scripts.__main__ import main
from build_scripts.paths import DATASETS

EVENTS = "record/events.csv"


def swap(old: str, new: str) -> Callable[[str], str]:
    """Return an edit of a file's text that must find what it replaces."""

    def edit(text: str) -> str:
        assert re.search(old, text), old
        return re.sub(old, new, text, count=1)

    return edit


def first_row(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return an edit of the first row below the header."""

    def edit(text: str) -> str:
        header, row, rest = text.split("\n", 2)
        return "\n".join([header, change(row), rest])

    return edit


# class → (file, edit, what the message must say, the place included)
FAULTS: dict[str, tuple[str, Callable[[str], str], str]] = {
    "structure: column renamed": (EVENTS, swap("event_type", "kind"), "events.csv:1:3: "),
    "structure: row cut": (EVENTS, first_row(lambda row: row[:40]), "events.csv:2:1: "),
    "structure: doubled row": (EVENTS, first_row(lambda row: f"{row}\n{row}"), "events.csv:3:"),
    "encoding: zero width": (EVENTS, first_row(lambda row: row + "\u200b"), "ZERO WIDTH SPACE"),
    "encoding: decomposed": (EVENTS, first_row(lambda row: row + "\u1112\u1161"), "decomposed"),
    "injection: markup": ("rules/laws.csv", swap("(?<=,)Act on", "<b>Act on"), "laws.csv:"),
    "content: out of order": (
        EVENTS,
        lambda text: "\n".join([(rows := text.split("\n"))[0], *rows[2:3], rows[1], *rows[3:]]),
        "rows sorted by their key",
    ),
    "keys: dangling": (
        "licensing/licence_events.csv",
        swap(r"(?<=,)upbit(?=,)", "upbitt"),
        ":provider_id: found 'upbitt', expected a key of providers; the nearest is 'upbit'",
    ),
    "dates: impossible": (
        "licensing/licence_events.csv",
        swap(r"(?<=,upbit,)2021-09-17(?=,)", "2021-09-31"),
        ":occurred_on: found '2021-09-31', which no calendar has",
    ),
    "dates: reversed": (
        "licensing/licence_events.csv",
        swap(r"(?<=,upbit,)2021-09-17(?=,)", "2021-08-17"),
        ":licence_event_type: found accepted on 2021-08-17, expected filed before it",
    ),
    "dates: in the future": (
        "licensing/licence_events.csv",
        swap(r"(?<=,upbit,)2025-12-23(?=,)", "2029-12-23"),
        "later than last_checked_on",
    ),
    "injection: formula": (
        "rules/laws.csv",
        swap("(?<=,)Act on", "=Act on"),
        "text that starts like a formula",
    ),
    "injection: address": (
        "evidence/sources.csv",
        swap("https://www.", "https://user@www."),
        ":url: found the host 'user@www.",
    ),
    "descriptor: no licence": (
        "datapackage.yaml",
        swap(r"licenses:\n(- .*\n|  .*\n)+", ""),
        "datasets/datapackage.yaml:1:1: found the package without 'licenses'",
    ),
    "size: huge cell": (
        EVENTS,
        first_row(lambda row: row.replace(",", "," + "x" * 3000, 1)),
        "events.csv:2:occurred_on: found",
    ),
    "content: stand-in": (
        "licensing/licence_events.csv",
        swap(r"(?<=,)KoFIU accepted[^,]*(?=,)", "n/a"),
        ":statement_en: found 'n/a'",
    ),
    "rules: a value before its law": (
        "rules/rule_values.csv",
        swap(r"customer-coins-offline,2024-07-19", "customer-coins-offline,2024-07-18"),
        ":applies_from: found 2024-07-18 for vaupa-regulation, expected no day before 2024-07-19",
    ),
    "rules: two values on one day": (
        "rules/rule_values.csv",
        swap(r"(?m)^(travel-rule,2022-03-25,.*)$", r"\1\n\1"),
        "found a key that is not its own",
    ),
    "rules: without scope": (
        "rules/rule_scope.csv",
        swap(r"(?m)(^ico-ban,.*\n)+", ""),
        ":rule_id: found 'ico-ban' without a row in rule_scope",
    ),
    "rules: an article that cannot be": (
        "rules/rule_values.csv",
        swap(r"Article 12; Addenda No. 19563", "Article 12000; Addenda No. 19563"),
        ":pinpoint: found 'Article 12000; Addenda No. 19563",
    ),
    "bills: promulgated before it passed": (
        "rules/bill_events.csv",
        swap(r"(na20-reporting-act-committee,2020-03-05),passed,", r"\1,referred,"),
        "found promulgated on 2020-03-24, expected passed before it",
    ),
    "licensing: a bank for a coin market": (
        "licensing/bank_partnerships.csv",
        swap(r"(?m)^(\S+?),upbit,(\S+?),started,", r"\1,flybit,\2,started,"),
        ":provider_id: found ",
    ),
    "licensing: a sum beside a warning": (
        "licensing/enforcement_actions.csv",
        swap(r",fine,(\d+),", r",warning,\1,"),
        ":amount_krw: found ",
    ),
    "licensing: a renewal after closing": (
        "licensing/licence_events.csv",
        swap("(upbit-account-change-2024,upbit,2024-10-04,,)change_accepted", r"\1closed"),
        "found renewed on 2025-12-23, after the closing of 2024-10-04",
    ),
    "zones: a region that is none": (
        "zones/zones.csv",
        swap(r"(?m)^busan-blockchain,busan,", "busan-blockchain,pusan,"),
        ":region_id: found 'pusan', expected a key of regions",
    ),
    "zones: an exemption before the zone": (
        "zones/project_events.csv",
        swap(r"(?<=,)2019-07-24,granted", "2018-07-24,granted"),
        ":occurred_on: found granted on 2018-07-24, expected no day before busan-blockchain",
    ),
    "zones: a term that ends before it starts": (
        "zones/zone_events.csv",
        swap(r"(?<=,)2027-12-31(?=,)", "2017-12-31"),
        ":holds_until: found holds_until 2017-12-31",
    ),
    "zones: an exemption nobody gave": (
        "zones/project_events.csv",
        swap(r"(?<=,)2019-07-24,granted", "2019-07-24,applied"),
        ":project_event_id: found a step that is applied, expected one of",
    ),
    "record: a claim about a record that is gone": (
        "evidence/claim_tests.csv",
        swap(r"(?<=,rule_values,)[^,]+", "nothing/2020-01-01"),
        ":record_key: found 'nothing/2020-01-01', expected a key of rule_values",
    ),
    "record: a term confused with none": (
        "record/glossary.csv",
        swap(r"(?m)(^registration,.*,)acceptance; licence,", r"\1acceptances,"),
        ":confused_with: found 'acceptances', expected another term_id",
    ),
    "record: a wrong word": (
        "record/events.csv",
        swap(r"KoFIU", "the exchange licensed with KoFIU"),
        "found 'licensed with kofiu', expected",
    ),
    "zones: two totals for one day": (
        "zones/sandbox_counts.csv",
        swap(r"(?m)^([a-z0-9-]+)(,,approvals,,[0-9-]+,)(\d+)(,.*)$", r"\1\2\3\4\n\1x\g<2>1\4"),
        ":value: found value 1, but ",
    ),
    "content: no article": (
        "rules/rules.csv",
        swap(r",law-reporting-act,[^\"\n,]+,", ",law-reporting-act,,"),
        ":pinpoint: found an empty cell, expected the article",
    ),
}


# what the layers before the checks refuse; each stops the check, so each is planted alone
ALONE = {
    "structure: column renamed",
    "structure: row cut",
    "structure: doubled row",
    "encoding: zero width",
    "encoding: decomposed",
    "content: out of order",
    "keys: dangling",
    "descriptor: no licence",
    "size: huge cell",
    "rules: two values on one day",
    "zones: a region that is none",
}


def batches() -> list[list[str]]:
    """Return the faults the checks refuse, so that no two of a batch touch one file."""
    by_file: dict[str, list[str]] = {}
    for fault in FAULTS.keys() - ALONE:
        by_file.setdefault(FAULTS[fault][0], []).append(fault)
    rows = itertools.zip_longest(*(sorted(faults) for faults in by_file.values()))
    return [[fault for fault in row if fault] for row in rows]


def planted(folder: Path, faults: list[str]) -> tuple[int, list[str]]:
    """Return the exit code and the lines of a check of the data with faults in them."""
    shutil.copytree(DATASETS, folder)
    for fault in faults:
        file, edit, _ = FAULTS[fault]
        path = folder / file
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    written = io.StringIO()
    with redirect_stderr(written):
        code = main(["check", str(folder)])
    return code, written.getvalue().splitlines()


def assert_told(fault: str, lines: list[str]) -> None:
    expected = FAULTS[fault][2]
    [line, *_] = [line for line in lines if expected in line] or [""]
    assert expected in line, (fault, expected, lines[:5])
    assert re.match(r"datasets/[\w/.]+:\d+:[\w,]+: found .+, expected .+ \[[\w -]+\]$", line)


@pytest.mark.parametrize("fault", sorted(ALONE))
def test_bytes_and_schemas_refuse_with_file_line_and_field(fault: str, tmp_path: Path):
    code, lines = planted(tmp_path / "datasets", [fault])
    assert code == 1
    assert_told(fault, lines)
    assert lines[-1].endswith("nothing was written")


@pytest.mark.parametrize("batch", batches(), ids=lambda batch: f"{len(batch)} faults")
def test_the_checks_refuse_with_file_line_and_field(batch: list[str], tmp_path: Path):
    code, lines = planted(tmp_path / "datasets", batch)
    assert code == 1
    for fault in batch:
        assert_told(fault, lines)
    assert lines[-1].endswith("nothing was written")
