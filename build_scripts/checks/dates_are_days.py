"""Check: every date is a day that exists and lies where such a date can lie."""

from datetime import date, timedelta

import pandas as pd

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

EARLIEST = date(1945, 8, 15)  # the oldest bodies of the record are of the Republic's founding years
YEARS_AHEAD = 10
# days that may lie ahead of the day a row was read; the other `_on` have happened
AHEAD = {"starts_on", "ends_on"}
HAPPENED = {"held_from", "counted_from"}
# nothing is read long after the package was made; the clock itself is not asked
READ_AFTER = timedelta(days=366)


def dates_are_days(package: Package, tables: Tables) -> list[Breach]:
    """Refuse days no calendar has, absurd years, and things that happened after they were read."""
    breaches = []
    made = date.fromisoformat(package.descriptor.get("created", "9000-01-01")[:10])
    for resource in package.resources:
        table = tables[resource["name"]]
        read = "read_on" if "read_on" in table else "last_checked_on"
        for name in table.columns:
            if not name.endswith(("_on", "_from", "_until")):
                continue
            for row, value in table[name].dropna().items():
                fault = _fault(value)
                happened = name in HAPPENED or (name.endswith("_on") and name not in AHEAD)
                if not fault and happened and _first(value) > table[read][row].date():
                    fault = f"{_text(value)}, later than {read} {table[read][row].date()}"
                if not fault and name == read and value.date() > made + READ_AFTER:
                    fault = f"{_text(value)}, long after the package was made on {made}"
                if fault:
                    expected = "a day that can be"
                    breaches.append(Breach(resource["name"], row, name, fault, expected))
    return breaches


def _text(value: str | pd.Timestamp) -> str:
    return value if isinstance(value, str) else str(value.date())


def _first(value: str | pd.Timestamp) -> date:
    """Return the first day a date of any precision can mean; raises ValueError."""
    if not isinstance(value, str):
        return value.date()
    return date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value)


def _fault(value: str | pd.Timestamp) -> str | None:
    """Return what is wrong with a date, or None."""
    try:
        first = _first(value)
    except ValueError:
        return f"{value!r}, which no calendar has"
    if first < EARLIEST or first.year > date(2026, 1, 1).year + YEARS_AHEAD:
        return f"the year {first.year}"
    return None
