"""The days on which something changed, and what did."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from build_scripts.model.days import last_day, years_after
from build_scripts.model.licensing import SILENT_YEARS, VALID_YEARS, ProviderView, latest
from build_scripts.model.rules import RuleView
from build_scripts.model.zones import SILENT_YEARS as ZONE_SILENT_YEARS
from build_scripts.model.zones import ZoneView

FIRST = date(2017, 1, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class State:
    """The rules, providers and zones as they stand on a day."""

    rules: dict[str, RuleView]
    providers: dict[str, ProviderView]
    zones: dict[str, ZoneView]

    @cached_property
    def held(self) -> dict[str, list[RuleView]]:
        """Return the rules in force or effect on the day, by topic."""
        found: dict[str, list[RuleView]] = {}
        for view in self.rules.values():
            if view.now and view.state == "in_force":
                found.setdefault(view.rule["topic"], []).append(view)
        return found


@dataclass(frozen=True)
class Day:
    """A day on which something changed, with the state it began and the one it ended.

    The state holds up to `until`, None for the last day. `rules`, `providers` and `zones` are
    (before, after) pairs of what changed; a rule's `before` may have no value. `made` are the
    rules with a value to come that was promulgated on the day; `waiting` all that wait then.
    """

    day: date
    until: date | None
    previous: date | None
    following: date | None
    state: State
    rules: list[tuple[RuleView, RuleView]]
    providers: list[tuple[ProviderView, ProviderView]]
    zones: list[tuple[ZoneView, ZoneView]]
    made: list[tuple[RuleView, dict]]
    waiting: list[tuple[RuleView, dict]]


def rule_days(rows: dict[str, list[dict]]) -> set[date]:
    """Return every day on which the value of a rule can change."""
    return {row["applies_from"] for row in rows["rule_values"]}


def provider_days(rows: dict[str, list[dict]]) -> set[date]:
    """Return every day on which the standing of a provider can change."""
    steps = {latest(event) for event in rows["licence_events"]}
    later = {
        years_after(day, years) + DAY for day in steps for years in (VALID_YEARS, SILENT_YEARS)
    }
    return steps | later | {latest(step) for step in rows["bank_partnerships"]}


def zone_days(rows: dict[str, list[dict]]) -> set[date]:
    """Return every day on which the state of a zone can change."""
    steps = {last_day(event["occurred_on"]) for event in rows["zone_events"]}
    ends = {event["holds_until"] + DAY for event in rows["zone_events"] if event["holds_until"]}
    return steps | ends | {years_after(day, ZONE_SILENT_YEARS) + DAY for day in steps}


def candidates(rows: dict[str, list[dict]], as_of: date) -> list[date]:
    """Return every day on which a state can change or a value is promulgated, in order.

    Rules may change on days after `as_of`, where they are promulgated; for providers and zones
    nothing is said of later days.
    """
    days = rule_days(rows)
    days |= {row["promulgated_on"] for row in rows["rule_values"] if row["promulgated_on"]}
    days |= {day for day in provider_days(rows) | zone_days(rows) if day <= as_of}
    return sorted(day for day in days if day >= FIRST)


def between(days: set[date], on: Callable[[date], dict]) -> Callable[[date], dict]:
    """Return `on` for what changes on these days alone: each state is worked out once."""
    steps = [FIRST - DAY, *sorted(day for day in days if day >= FIRST)]
    once = cache(on)
    return lambda day: once(steps[bisect_right(steps, day) - 1])


def rule_mark(view: RuleView) -> tuple:
    """Return what tells one state of a rule from another."""
    return (view.now["applies_from"] if view.now else None,)


def waiting(state: State, day: date) -> list[tuple[RuleView, dict]]:
    """Return the rules with a value promulgated by a day and not begun, each with that value."""
    return [
        (view, value)
        for view in state.rules.values()
        for value in view.values
        if value["promulgated_on"] and value["promulgated_on"] <= day < value["applies_from"]
    ]


def provider_mark(view: ProviderView) -> tuple:
    """Return what tells one standing of a provider from another."""
    restriction = view.restriction["licence_event_id"] if view.restriction else None
    bank = view.bank["bank_en"] if view.bank else None
    return view.standing, view.since, view.market, restriction, bank


def zone_mark(view: ZoneView) -> tuple:
    """Return what tells one state of a zone from another."""
    return view.state, view.until


def changed(before: dict, after: dict, mark: Callable) -> list[tuple]:
    """Return the (before, after) pairs whose marks differ."""
    return [(before[key], view) for key, view in after.items() if mark(before[key]) != mark(view)]


def days_of_change(found: list[date], on: Callable[[date], State]) -> list[Day]:
    """Return the days among those found on which a state differs from that of the day before."""
    before = on(FIRST - DAY)
    steps = []
    for day in found:
        state = on(day)
        changes = (
            changed(before.rules, state.rules, rule_mark),
            changed(before.providers, state.providers, provider_mark),
            changed(before.zones, state.zones, zone_mark),
        )
        wait = waiting(state, day)
        made = [one for one in wait if one[1]["promulgated_on"] == day]
        if any(changes) or made:
            steps.append((day, state, (*changes, made, wait)))
        before = state
    days = [day for day, _, _ in steps]
    return [
        Day(day, following - DAY if following else None, previous, following, state, *changes)
        for (day, state, changes), previous, following in zip(
            steps, [None, *days], [*days[1:], None], strict=False
        )
    ]
