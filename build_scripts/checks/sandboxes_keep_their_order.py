"""Check: a project follows its zone, its exemptions follow the step that gave them."""

import pandas as pd

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

GIVES = {"granted", "widened", "permitted", "extended"}
# what must have come before a step; one of the set is enough
NEEDS = {"extended": {"granted", "permitted"}, "widened": {"granted", "permitted"}}


def sandboxes_keep_their_order(package: Package, tables: Tables) -> list[Breach]:
    """Refuse steps and exemptions that cannot be, compared as far as both days are known.

    An exemption is given by a step that gives one; a temporary permit by one that is one; an
    article is named with its law. A project in a zone has the scheme of the zone's law and no
    exemption before the zone was designated. No term ends before it begins.
    """
    projects = tables["sandbox_projects"].set_index("project_id")
    zones = tables["zones"].set_index("zone_id")
    laws = tables["sandbox_regimes"].set_index("regime_id")["law_id"]
    breaches = []

    def refuse(resource: str, row: int, field: str, found: str, expected: str) -> None:
        breaches.append(Breach(resource, row, field, found, expected))

    for row, project in tables["sandbox_projects"].iterrows():
        zone, scheme = project["zone_id"], project["regime_id"]
        if _is(zone) and (not _is(scheme) or laws[scheme] != zones.loc[zone, "law_id"]):
            expected = f"the scheme of {zones.loc[zone, 'law_id']}, on which {zone} rests"
            refuse("sandbox_projects", row, "regime_id", repr(scheme), expected)

    named = tables["zone_events"]
    designated = named[named["zone_event_type"] == "designated"].groupby("zone_id")["occurred_on"]
    begins = designated.min().to_dict()
    events = tables["project_events"]
    for row, event in events.iterrows():
        kind, day, until = (
            event["project_event_type"], event["occurred_on"], event["holds_until"]
        )  # fmt: skip
        zone = projects.loc[event["project_id"], "zone_id"]
        if kind in GIVES and _is(zone) and _before(day, begins.get(zone, "9999")):
            expected = (
                f"no day before {zone} was designated, {begins.get(zone, 'which it was not')}"
            )
            refuse("project_events", row, "occurred_on", f"{kind} on {day}", expected)
        if _is(until) and _before(str(until.date()), day):
            found = f"holds_until {until.date()} before occurred_on {day}"
            refuse("project_events", row, "holds_until", found, "a later day")
        if kind in NEEDS:
            own = events[events["project_id"] == event["project_id"]]
            earlier = {
                other["project_event_type"]
                for _, other in own.iterrows()
                if not _before(day, other["occurred_on"])
            }
            if not NEEDS[kind] & earlier:
                expected = f"{' or '.join(sorted(NEEDS[kind]))} before it"
                found = f"{kind} on {day}"
                refuse("project_events", row, "project_event_type", found, expected)

    kinds = events.set_index("project_event_id")["project_event_type"]
    for row, exemption in tables["exemptions"].iterrows():
        kind = kinds[exemption["project_event_id"]]
        if kind not in GIVES:
            found = f"a step that is {kind}"
            refuse(
                "exemptions", row, "project_event_id", found, f"one of {', '.join(sorted(GIVES))}"
            )
        elif kind == "permitted" and exemption["tool"] != "temporary_permit":
            refuse("exemptions", row, "tool", repr(exemption["tool"]), "temporary_permit")
        if _is(exemption["waived_article"]) and not _is(exemption["law_id"]):
            found = f"{exemption['waived_article']!r} of no law"
            refuse("exemptions", row, "waived_article", found, "a law_id beside it")
    return breaches


def _is(cell: object) -> bool:
    """Say whether a cell is filled."""
    return bool(pd.notna(cell))


def _before(one: str, other: str) -> bool:
    """Say whether one day is before another, as far as both are known."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]
