"""Each provider's standing, market and bank on a day, and the spans between its steps."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from build_scripts.model.days import first_day, last_day, surely_by, years_after

# An accepted filing holds three years (Reporting Act, Article 7(6); Decree, Article 10-15(1)).
VALID_YEARS = 3
# A filing was to be decided within three months; a year without a word is silence, not review.
SILENT_YEARS = 1

# the standing a step leads to; a step that is not here leaves the standing as it was
LEADS_TO = {
    "filed": "under_review",
    "deferred": "under_review",
    "accepted": "registered",
    "renewal_filed": "renewal_under_review",
    "renewed": "registered",
    "withdrawn": "withdrawn",
    "refused": "refused",
    "trading_ended": "trading_ended",
    "closed": "closed",
    "cancelled": "cancelled",
}
# a suspension in part leaves the registration as it is, so it is a state of its own
RESTRICTS = {
    "suspended_in_part": "suspended_in_part",
    "suspension_stayed": "suspension_stayed",
    "suspension_annulled": None,
    "suspension_ended": None,
}
REGISTERED = ("registered", "renewal_under_review")
OVER = ("withdrawn", "refused", "trading_ended", "closed", "cancelled")
STANDINGS = ("not_filed", "under_review", *REGISTERED, *OVER, "not_known")


@dataclass(frozen=True)
class ProviderView:
    """A provider as it stands on one day.

    `standing` is one of `STANDINGS`; `since` is the day it began, as precise as the source.
    `restriction` is the last step about a suspension that still says something, or None.
    `spans` are (standing, from, until, market, event) in order, `until` None for the last one;
    `restrictions` are (state, from, until); `bank_spans` (English, Korean, from, until, step).
    `bank_until` is where the last contract on record ends, None where no source says.
    """

    provider: dict
    events: list[dict]
    banks: list[dict]
    standing: str
    since: str | None
    market: str | None
    accepted: dict | None
    renewed: dict | None
    last: dict | None
    bank_until: str | None
    restriction: dict | None
    bank: dict | None
    spans: list[tuple]
    restrictions: list[tuple]
    bank_spans: list[tuple]

    @property
    def bank_term_over(self) -> date | None:
        """Return the last day of the bank contract on record, None where no source gives one."""
        return last_day(self.bank_until) if self.bank_until else None

    @property
    def dated_spans(self) -> list[tuple[str, date, date | None]]:
        """Return (standing, first day, first day of the next) with each step on its latest day.

        A step of which only the year is known is drawn where it had surely happened.
        """
        days = [
            first_day(start) if state == "not_known" else latest(event)
            for state, start, _, _, event in self.spans
        ]
        states = [span[0] for span in self.spans]
        return list(zip(states, days, [*days[1:], None], strict=True))

    @property
    def restriction_state(self) -> str | None:
        """Return the state a suspension leads to that still says something, or None."""
        return RESTRICTS[self.restriction["licence_event_type"]] if self.restriction else None

    @property
    def is_registered(self) -> bool:
        """Say whether the filing stands accepted that day, whatever else is under way."""
        return self.standing in REGISTERED


def in_order(events: list[dict]) -> list[dict]:
    """Return events from first to last; a month without a day comes after its known days.

    Steps of one day stand in the order the law takes them: filed before accepted.
    """
    steps = list(LEADS_TO)

    def place(event: dict) -> tuple:
        kind = event.get("licence_event_type")
        return latest(event), steps.index(kind) if kind in steps else -1

    return sorted(events, key=place)


def latest(event: dict) -> date:
    """Return the last day an event can have happened, by all its row says."""
    return event.get("latest_on") or surely_by(event)


def happened(event: dict, as_of: date) -> bool:
    """Say whether an event has certainly happened by a day."""
    return latest(event) <= as_of


def next_standing(standing: str, step: str) -> str:
    """Return the standing a step leads to, given the one before.

    A decision put off leaves a registration as it is: it was a change or a renewal that waits.
    """
    if step == "deferred" and standing in REGISTERED:
        return standing
    return LEADS_TO.get(step, standing)


def provider_view(
    provider: dict, events: list[dict], banks: list[dict], as_of: date, weak: set[str]
) -> ProviderView:
    """Return a provider as of a day; events named in `weak` are listed but move nothing.

    Three years after the last acceptance with no renewal, no filing for one and no end on record,
    the standing is `not_known`: the record is silent, so it does not say registered. A renewal
    on record after the day says that the registration had lasted. The same holds one year
    after a first filing whose outcome is not on record.
    """
    past = [
        event
        for event in in_order(events)
        if happened(event, as_of) and event["licence_event_id"] not in weak
    ]
    spans, standing, market = [], "not_filed", None
    accepted = renewed = None
    for event in past:
        step = event["licence_event_type"]
        if event["market"]:
            market = event["market"]
        if step == "accepted":
            accepted = event
        if step == "renewed":
            renewed = event
        new = next_standing(standing, step)
        if new != standing or step in ("renewed", "market_switched"):
            spans.append((new, event["occurred_on"], market, event))
        standing = new
    held = renewed or accepted
    silent = None
    lasted = any(
        event["licence_event_type"] in ("renewal_filed", "renewed") and not happened(event, as_of)
        for event in events
    )
    if held and standing == "registered" and not lasted:
        silent = (held, years_after(latest(held), VALID_YEARS))
    elif past and standing == "under_review":
        silent = (past[-1], years_after(latest(past[-1]), SILENT_YEARS))
    if silent and silent[1] < as_of:
        standing = "not_known"
        spans.append((standing, silent[1].isoformat(), market, silent[0]))
    closed = [
        (state, start, after[1] if after else None, place, event)
        for (state, start, place, event), after in zip_longest(spans, spans[1:])
    ]
    steps = [event for event in past if event["licence_event_type"] in RESTRICTS]
    restrictions = [
        (
            RESTRICTS[step["licence_event_type"]],
            step["occurred_on"],
            after["occurred_on"] if after else None,
        )
        for step, after in zip_longest(steps, steps[1:])
        if RESTRICTS[step["licence_event_type"]]
    ]
    restricted = bool(steps) and RESTRICTS[steps[-1]["licence_event_type"]] is not None
    bank_spans = spans_of_banks([step for step in in_order(banks) if happened(step, as_of)])
    running = [span for span in bank_spans if span[3] is None]
    bank = running[-1][4] if running and standing not in OVER else None
    terms = [
        step["contract_until"]
        for step in banks
        if bank
        and step["bank_en"] == bank["bank_en"]
        and step["contract_until"]
        and happened(step, as_of)
    ]
    return ProviderView(
        provider=provider,
        events=in_order(events),
        banks=in_order(banks),
        standing=standing,
        since=spans[-1][1] if spans else None,
        market=market,
        accepted=accepted,
        renewed=renewed,
        last=past[-1] if past else None,
        restriction=steps[-1] if restricted else None,
        bank_until=max(terms, default=None),
        bank=bank,
        spans=closed,
        restrictions=restrictions,
        bank_spans=bank_spans,
    )


def spans_of_banks(steps: list[dict]) -> list[tuple]:
    """Return (bank in English, in Korean, from, until, step) for each real-name partner.

    A span ends with the row that ends that bank's accounts, or, where the sources name no such
    day, with the start of the next bank; `until` is None for a partner that still stands.
    """
    spans = []
    starts = [step for step in steps if step["bank_event_type"] == "started"]
    for start, following in zip_longest(starts, starts[1:]):
        ends = [
            step["occurred_on"]
            for step in steps
            if step["bank_event_type"] == "ended"
            and step["bank_en"] == start["bank_en"]
            and last_day(step["occurred_on"]) >= last_day(start["occurred_on"])
        ]
        end = ends[0] if ends else following["occurred_on"] if following else None
        spans.append((start["bank_en"], start["bank_ko"], start["occurred_on"], end, start))
    return spans


def registered_by_market(views_on: dict[date, list[ProviderView]]) -> list[dict]:
    """Return, for each day, how many providers stood registered in each kind of market."""
    return [
        {
            "day": day,
            **{
                market: sum(view.is_registered and view.market == market for view in views)
                for market in ("krw", "coin", "not_applicable")
            },
        }
        for day, views in views_on.items()
    ]


def first_known(event: dict) -> date:
    """Return the first day an event can have happened."""
    return first_day(event["occurred_on"])
