"""Days as sources give them: a day, a month or a year."""

import calendar
from datetime import date
from functools import cache


@cache
def first_day(value: str) -> date:
    """Return the first day an ISO 8601 date of any precision can mean."""
    return date.fromisoformat(value + "-01-01"[len(value) - 4 :])


@cache
def last_day(value: str) -> date:
    """Return the last day an ISO 8601 date of any precision can mean."""
    parts = [int(part) for part in value.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def surely_by(row: dict) -> date:
    """Return the last day a dated row's event can have happened: at the latest when it was read.

    A row that says 2026 and was checked in November 2026 tells of something past by then.
    """
    last = last_day(row["occurred_on"])
    checked = row.get("last_checked_on")
    return min(last, checked) if checked else last


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
