"""Figure: the standing of every provider as a bar over time."""

from datetime import date, timedelta

from build_scripts.figures.bars import Bar, bars
from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import DOUBT, OFF, OK, SOON
from build_scripts.language import Language
from build_scripts.model import Model

COLOURS = {
    "registered": OK,
    "under_review": SOON,
    "renewal_under_review": SOON,
    "not_known": DOUBT,
}


def provider_bars(model: Model, language: Language) -> Figure:
    """Draw a bar for each span of a standing; what ended is thin and grey."""
    say = language.say
    words = {
        "under_review": say("Under review"),
        "registered": say("Registered"),
        "renewal_under_review": say("Renewal under review"),
        "not_known": say("Not known"),
    }
    looks = {state: (COLOURS[state], words[state]) for state in COLOURS}
    looks["ended"] = (OFF, say("Ended"))
    views = [view for view in model.providers if view.spans]
    names = [language.pick(view.provider, "brand") for view in views]
    spans = [
        Bar(name, state if state in COLOURS else "ended", start, end or model.as_of)
        for name, view in zip(names, views, strict=True)
        for state, start, end in view.dated_spans
    ]
    last = date(model.as_of.year, model.as_of.month, 1) + timedelta(days=45)
    charts = [
        bars(names, spans, looks, {"ended"}, date(2021, 7, 1), last, narrow)
        for narrow in (False, True)
    ]
    now = sum(view.is_registered for view in views)
    return Figure(
        name="provider_bars",
        title=say("The standing of every provider on record, day by day"),
        finding=say(
            "On %(day)s the record can call %(now)s of %(all)s providers registered.",
            day=language.day(model.as_of),
            now=now,
            all=len(views),
        ),
        unit=say("Green: registered. Hatched: under review. Violet: not known. Thin: ended."),
        alt=say(
            "A bar for each of %(all)s providers; %(now)s of them reach %(day)s as registered.",
            all=len(views),
            now=now,
            day=language.day(model.as_of),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Provider"), say("Standing"), say("From"), say("Until")],
        rows=[
            [
                language.pick(view.provider, "brand"),
                words.get(state, say("Ended")),
                start,
                end or say("open"),
            ]
            for view in views
            for state, start, end, _, _ in view.spans
        ],
        resources=("providers", "licence_events"),
        last_day=model.evidence_until("licence_events").isoformat(),
    )
