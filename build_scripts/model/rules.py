"""What each rule says on a day: the value that holds, the one before, the one to come."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest


@dataclass(frozen=True)
class RuleView:
    """A rule as it stands on one day.

    `values` are all its rows, oldest first, each with `until`: the last day it holds, None where
    no later row ends it. `now` is the row that holds, None before the first; `coming` the next.
    `since` is the day from which the state of the holding row has held without a break; what is
    no law does not count towards a time in force.
    """

    rule: dict
    values: list[dict]
    now: dict | None
    coming: dict | None
    state: str
    since: date | None

    @property
    def last_held(self) -> dict | None:
        """Return the last row before the day under which the rule applied; None where none did."""
        held = [row for row in self.values if row["state"] == "in_force" and not row["is_coming"]]
        return held[-1] if held else None


def rule_view(rule: dict, rows: list[dict], as_of: date, not_law: set[str]) -> RuleView:
    """Return a rule as of a day; `state` is that of the holding row, or `coming`.

    `not_law` are the ids of instruments that do not bind, such as guidelines.
    """
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

    def kind(value: dict) -> tuple:
        return value["state"], (value.get("law_id") or rule.get("law_id")) in not_law

    since = None
    for value in reversed([value for value in values if not value["is_coming"]]):
        if kind(value) != kind(now):
            break
        since = value["applies_from"]
    return RuleView(rule, values, now, coming, now["state"] if now else "coming", since)
