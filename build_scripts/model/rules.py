"""What each rule says on a day: the value that holds, the one before, the one to come."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest


@dataclass(frozen=True)
class RuleView:
    """A rule as it stands on one day.

    `values` are all its rows, oldest first, each with `until`: the last day it holds, None where
    no later row ends it. `now` is the row that holds, None before the first; `coming` the next.
    `since` is the day from which the state of the holding row has held without a break.
    """

    rule: dict
    values: list[dict]
    now: dict | None
    coming: dict | None
    state: str
    since: date | None


def rule_view(rule: dict, rows: list[dict], as_of: date) -> RuleView:
    """Return a rule as of a day; `state` is that of the holding row, or `coming`."""
    ordered = sorted(rows, key=lambda row: row["applies_from"])
    values = [
        {**row, "until": after["applies_from"] - timedelta(days=1) if after else None}
        for row, after in zip_longest(ordered, ordered[1:])
    ]
    for value in values:
        value["is_coming"] = value["applies_from"] > as_of
        value["is_now"] = not value["is_coming"] and (
            value["until"] is None or value["until"] >= as_of
        )
    now = next((value for value in values if value["is_now"]), None)
    coming = next((value for value in values if value["is_coming"]), None)
    since = None
    for value in reversed([value for value in values if not value["is_coming"]]):
        if value["state"] != now["state"]:
            break
        since = value["applies_from"]
    return RuleView(rule, values, now, coming, now["state"] if now else "coming", since)
