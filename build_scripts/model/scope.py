"""Which rules apply to a person who does one thing with one kind of asset, on one day."""

from dataclasses import dataclass
from datetime import date

ANY = "any"
# the effects of a rule, the strongest first: an exception goes before a duty
EFFECTS = ("excluded", "depends", "binds", "permits", "protects")
# the states in which a rule is made but does not apply
WAITING = ("promulgated", "deferred", "postponed", "suspended")
OUTCOMES = ("binds", "permits", "protects", "depends", "excluded", "not_yet")


@dataclass(frozen=True)
class Answer:
    """What one rule says to one choice: its outcome, the row that says so and the rule's value.

    `outcome` is one of `OUTCOMES`; `not_yet` means that the rule is made but does not apply on
    the day. `value` is the row of the rule that holds, or the first to come.
    """

    rule_id: str
    outcome: str
    scope: dict
    value: dict


def fits(row: dict, actor: str, activity: str, asset: str) -> bool:
    """Say whether a scope row covers a choice."""
    return (
        row["actor"] in (actor, ANY)
        and row["activity"] in (activity, ANY)
        and row["asset"] in (asset, ANY)
    )


def strongest(rows: list[dict]) -> dict:
    """Return the row whose effect counts: the strongest, of equal ones the first."""
    return min(rows, key=lambda row: EFFECTS.index(row["effect"]))


def value_on(values: list[dict], day: date) -> dict | None:
    """Return the row of a rule that holds on a day.

    Before its first row, that is the first row from the day it was promulgated on; None earlier.
    """
    held = [value for value in values if value["applies_from"] <= day]
    if held:
        return held[-1]
    first = values[0]
    known = first["promulgated_on"] is not None and first["promulgated_on"] <= day
    return first if known else None


def outcome(effect: str, value: dict, day: date) -> str | None:
    """Return the outcome of a rule whose strongest effect is given; None once it has ended."""
    if value["applies_from"] > day or value["state"] in WAITING:
        return "not_yet"
    return None if value["state"] == "repealed" else effect


def answers(
    scope: dict[str, list[dict]],
    values: dict[str, list[dict]],
    actor: str,
    activity: str,
    asset: str,
    day: date,
) -> list[Answer]:
    """Return what each rule says to a choice on a day, by rule id; silent rules are left out.

    `scope` and `values` hold the rows of each rule, the values in the order of their days.
    """
    found = []
    for rule_id in sorted(scope):
        rows = [row for row in scope[rule_id] if fits(row, actor, activity, asset)]
        value = value_on(values[rule_id], day) if rows else None
        if value is None:
            continue
        row = strongest(rows)
        said = outcome(row["effect"], value, day)
        if said:
            found.append(Answer(rule_id, said, row, value))
    return found


def merged(rows: list[dict]) -> list[dict]:
    """Return scope rows with those that differ in one of who, what and with what put together.

    In the result `actors`, `activities` and `assets` are tuples; every combination of them is
    covered by one of the rows, and no other is. The other fields are those of the first row.
    """
    keys = ("actors", "activities", "assets")
    groups = [
        {
            **row,
            "actors": (row["actor"],),
            "activities": (row["activity"],),
            "assets": (row["asset"],),
        }
        for row in rows
    ]
    for key in reversed(keys):
        joined: dict[tuple, dict] = {}
        for group in groups:
            same = tuple(group[other] for other in keys if other != key) + tuple(
                group[name] for name in ("effect", "reason_en", "source_id", "pinpoint")
            )
            if same in joined:
                joined[same][key] += group[key]
            else:
                joined[same] = dict(group)
        groups = list(joined.values())
    return groups
