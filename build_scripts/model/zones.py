"""Where each zone stands on a day."""

from dataclasses import dataclass
from datetime import date

from build_scripts.model.days import last_day, years_after

# A designation without a term, or a plan, is not told as standing once this long is silence.
SILENT_YEARS = 3

LEADS_TO = {
    "proposed": "proposed",
    "applied": "applied",
    "shortlisted": "applied",
    "not_selected": "not_designated",
    "designated": "designated",
    "ended": "ended",
}
# the states a later, lesser step does not undo
RANK = {"proposed": 1, "applied": 2, "designated": 3}


@dataclass(frozen=True)
class ZoneView:
    """A zone on one day: its state, the day that began, and the last day its term holds.

    `state` is one of proposed, applied, not_designated, designated, ended, term_over, not_known,
    programme, none. `term_over` says that the last term on record has run out and nothing was heard
    after it; `not_known`, that something was heard after it but no later term is on record, or that
    no term is on record and nothing was heard for three years.
    `last` is the last step up to the day.
    """

    zone: dict
    region: dict
    events: list[dict]
    state: str
    since: str | None
    until: date | None
    last: dict | None


def zone_view(zone: dict, region: dict, events: list[dict], as_of: date) -> ZoneView:
    """Return a zone as of a day."""
    ordered = sorted(events, key=lambda event: last_day(event["occurred_on"]))
    past = [event for event in ordered if last_day(event["occurred_on"]) <= as_of]
    state, since, until = "none", None, None
    for event in past:
        new = LEADS_TO.get(event["zone_event_type"], state)
        if new in RANK and RANK[new] < RANK.get(state, 0):
            new = state  # what is asked later undoes neither an application nor a designation
        if new != state:
            since = event["occurred_on"]
        state = new
        if event["holds_until"] and state == "designated":
            until = max(filter(None, (until, event["holds_until"])))
    last = max((last_day(event["occurred_on"]) for event in past), default=as_of)
    if zone["kind"] == "programme":
        state = "programme"
    elif state == "designated" and until and until < as_of:
        state = "not_known" if last > until else "term_over"
    elif state in RANK and not until and years_after(last, SILENT_YEARS) < as_of:
        state = "not_known"
    return ZoneView(zone, region, ordered, state, since, until, past[-1] if past else None)
