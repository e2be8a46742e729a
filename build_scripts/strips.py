"""Time strips: spans of days as places on a rail, in half per cents of its width."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from build_scripts.language import Language
from build_scripts.model.days import first_day
from build_scripts.model.licensing import ProviderView
from build_scripts.model.rules import RuleView
from build_scripts.model.sandbox import ProjectView
from build_scripts.model.zones import ZoneView

NARROW_RAIL = 300  # CSS pixels; a label that does not fit there is dropped on phones
WIDE_RAIL = 560  # and one that does not fit here is dropped everywhere
RULE_STATES = {
    "in_force": "s-on",
    "promulgated": "s-wait",
    "deferred": "s-wait",
    "postponed": "s-wait",
    "suspended": "s-stop",
    "repealed": "s-off",
}
STANDING_STATES = {
    "under_review": "s-wait",
    "registered": "s-on",
    "renewal_under_review": "s-wait",
    "not_known": "s-doubt",
}
RESTRICTIONS = {"suspended_in_part": "s-stop", "suspension_stayed": "s-stay"}
PROJECT_STATES = {
    "applied": "s-wait",
    "put_off": "s-wait",
    "granted": "s-on",
    "permitted": "s-on",
    "licensed": "s-on",
    "licence_applied": "s-wait",
    "licence_preliminary": "s-wait",
    "not_known": "s-doubt",
    "term_over": "s-doubt",
}
ZONE_STATES = {"proposed": "s-wait", "applied": "s-wait", "designated": "s-on"}


@dataclass(frozen=True)
class Segment:
    """A span on a lane; `left` and `width` count half per cents of the rail."""

    left: int
    width: int
    look: str
    label: str
    fits: bool
    fits_wide: bool


@dataclass(frozen=True)
class Lane:
    """A named row of spans."""

    label: str
    segments: list[Segment]


@dataclass(frozen=True)
class Strip:
    """Lanes above one axis of years, with the line of the day."""

    lanes: list[Lane]
    years: list[tuple[int, str]]
    today: int
    day: str
    looks: set[str]


def style_sheet() -> str:
    """Return the rules that place segments, so that no page needs a style of its own."""
    lefts = (f".l{step}{{left:{step / 2:g}%}}" for step in range(201))
    widths = (f".w{step}{{width:{step / 2:g}%}}" for step in range(1, 201))
    return "\n".join([*lefts, *widths]) + "\n"


def rule_strip(view: RuleView, lane: str, as_of: date, language: Language) -> Strip:
    """Return the strip of a rule: one lane, one segment a value."""
    spans = [
        (
            value["applies_from"],
            value["until"] + timedelta(days=1) if value["until"] else None,
            "s-soon" if value["is_coming"] else RULE_STATES[value["state"]],
            language.pick(value, "value_text"),
        )
        for value in view.values
    ]
    return _strip([(lane, spans)], as_of, language)


def provider_strip(
    view: ProviderView, names: dict, doubted: date | None, as_of: date, language: Language
) -> Strip:
    """Return the strip of a provider: its standing, and its bank where it had one.

    From the day `doubted` on it is not known whether its suspension holds.
    """
    standing = [
        (start, end, STANDING_STATES.get(state, "s-off"), names[state])
        for state, start, end in view.dated_spans
    ]
    lanes = [(language.say("Standing"), standing)]
    banks = [
        (
            first_day(start),
            first_day(end) if end else min(view.bank_term_over or as_of, as_of),
            "s-bank",
            english if language.code == "en" else korean,
        )
        for english, korean, start, end, _ in view.bank_spans
    ]
    if view.bank_term_over and view.bank_term_over < as_of:
        banks.append((view.bank_term_over, None, "s-doubt", "?"))
    if banks:
        lanes.append((language.say("Bank"), banks))
    sanctions = [
        (first_day(start), first_day(end) if end else doubted, RESTRICTIONS[state], names[state])
        for state, start, end in view.restrictions
    ]
    if doubted:
        sanctions.append((doubted, None, "s-doubt", "?"))
    if sanctions:
        lanes.append((language.say("Sanctions"), sanctions))
    return _strip(lanes, as_of, language)


def zone_strip(view: ZoneView, names: dict, as_of: date, language: Language) -> Strip | None:
    """Return the strip of a zone's state; None where no step changes its state."""
    from_state = {
        "proposed": "proposed",
        "applied": "applied",
        "shortlisted": "applied",
        "designated": "designated",
        "not_selected": "not_designated",
        "ended": "ended",
    }
    steps = [
        (from_state[event["zone_event_type"]], event["occurred_on"])
        for event in view.events
        if event["zone_event_type"] in from_state and first_day(event["occurred_on"]) <= as_of
    ]
    steps = [
        step
        for before, step in zip([None, *steps], steps, strict=False)
        if not before or before[0] != step[0]
    ]
    if not steps:
        return None
    spans = []
    for (state, start), after in zip_longest(steps, steps[1:]):
        end = first_day(after[1]) if after else (view.until if state == "designated" else None)
        spans.append((first_day(start), end, ZONE_STATES.get(state, "s-off"), names[state]))
    return _strip([(language.say("State"), spans)], as_of, language)


def project_strip(view: ProjectView, names: dict, as_of: date, language: Language) -> Strip | None:
    """Return the strip of a sandbox project; None where no step moves its state."""
    spans = [
        (start, end, PROJECT_STATES.get(state, "s-off"), names[state])
        for state, start, end in view.spans
        if start <= as_of
    ]
    if not spans:
        return None
    return _strip([(language.say("State"), spans)], as_of, language)


def _strip(lanes: list, as_of: date, language: Language) -> Strip:
    """Place spans between the first year and the year after the last known day."""
    days = [day for _, spans in lanes for span in spans for day in span[:2] if day] + [as_of]
    first = date(min(days).year, 1, 1)
    last = date(max(days).year + 1, 1, 1)
    length = (last - first).days

    def place(day: date) -> int:
        return round(200 * (day - first).days / length)

    drawn = []
    for label, spans in lanes:
        segments = []
        for start, end, look, words in spans:
            open_end = end or (last if start > as_of or look == "s-soon" else as_of)
            left = place(start)
            width = max(1, place(max(open_end, start)) - left)
            fits, fits_wide = (
                _pixels(words) + 12 <= width / 200 * rail for rail in (NARROW_RAIL, WIDE_RAIL)
            )
            segments.append(Segment(left, width, look, words, fits, fits_wide))
        drawn.append(Lane(label, segments))
    years = range(first.year, last.year)
    step = 1 if len(years) <= 7 else 2
    marks = [
        (place(date(year, 1, 1)), str(year)) for year in years if not (year - first.year) % step
    ]
    looks = {segment.look for lane in drawn for segment in lane.segments}
    return Strip(drawn, marks, place(as_of), language.short_day(as_of), looks)


def _pixels(words: str) -> float:
    """Return about how wide words stand at 13 px."""
    return sum(7 if character.isascii() else 13 for character in words)
