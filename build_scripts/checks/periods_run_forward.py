"""Check: a period ends after it starts, and an office has one holder at a time."""

import itertools

import pandas as pd

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

# (first day, last day) wherever a dataset has both
PERIODS = (
    ("held_from", "held_until"),
    ("starts_on", "ends_on"),
    ("counted_from", "counted_on"),
    ("occurred_on", "contract_until"),
    ("occurred_on", "latest_on"),
    ("promulgated_on", "in_force_from"),
)
OFFICE = ["authority_id", "office_en"]


def periods_run_forward(package: Package, tables: Tables) -> list[Breach]:
    """Refuse spans that end before they start, and two holders of one office on one day.

    Days are compared only as far as both are known: a term may start in the month another ends.
    """
    breaches = []
    for resource, table in tables.items():
        for first, last in PERIODS:
            if first not in table or last not in table:
                continue
            for row, (start, end) in table[[first, last]].dropna().iterrows():
                if not _in_order(start, end):
                    found = f"{_day(end)}, before {first} {_day(start)}"
                    breaches.append(Breach(resource, row, last, found, "a later day"))
    if "office_holders" not in tables:
        return breaches
    for _, terms in tables["office_holders"].groupby(OFFICE):
        rows = terms.sort_values("held_from").iterrows()
        for (_, earlier), (row, later) in itertools.pairwise(rows):
            until = earlier["held_until"]
            if pd.notna(until) and not _in_order(until, later["held_from"]):
                found = f"{later['held_from']}, while {earlier['person_en']} held it until {until}"
                breaches.append(Breach("office_holders", row, "held_from", found, "a later day"))
    return breaches


def _day(value: str | pd.Timestamp) -> str:
    return value if isinstance(value, str) else str(value.date())


def _in_order(one: str | pd.Timestamp, other: str | pd.Timestamp) -> bool:
    first, second = _day(one), _day(other)
    length = min(len(first), len(second))
    return first[:length] <= second[:length]
