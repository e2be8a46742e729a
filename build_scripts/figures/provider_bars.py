"""Figure: the standing of every provider as a bar over time."""

from datetime import date, timedelta

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import DOUBT, LINE, OFF, OK, SOON, frame
from build_scripts.language import Language
from build_scripts.model import Model

COLOURS = {
    "under_review": SOON,
    "registered": OK,
    "renewal_under_review": SOON,
    "not_known": DOUBT,
}
MIDNIGHT = 86_400_000  # milliseconds a day


def provider_bars(model: Model, language: Language) -> Figure:
    """Draw a bar for each span of a standing; what ended is thin and grey."""
    say = language.say
    words = {
        "under_review": say("Under review"),
        "registered": say("Registered"),
        "renewal_under_review": say("Renewal under review"),
        "not_known": say("Not known"),
    }
    views = [view for view in model.providers if view.spans]
    names = [language.pick(view.provider, "brand") for view in views]
    spans = [
        (name, state, start, end or model.as_of)
        for name, view in zip(names, views, strict=True)
        for state, start, end in view.dated_spans
    ]
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        for state in ("registered", "under_review", "renewal_under_review", "not_known", "ended"):
            some = [one for one in spans if (one[1] if one[1] in COLOURS else "ended") == state]
            if not some:
                continue
            thin = state == "ended"
            chart.add_bar(
                x=[max((end - start).days, 10) * MIDNIGHT for _, _, start, end in some],
                base=[start.isoformat() for _, _, start, _ in some],
                y=[name for name, *_ in some],
                orientation="h",
                width=0.12 if thin else 0.62,
                name=words.get(state, say("Ended")),
                marker={
                    "color": COLOURS.get(state, OFF),
                    "pattern": {"shape": "/" if COLOURS.get(state) == SOON else ""},
                },
                hovertemplate="%{y}: " + words.get(state, say("Ended")) + "<extra></extra>",
            )
        chart.update_layout(barmode="overlay", bargap=0.2)
        frame(chart, narrow, height=18 * len(views) + 50, l=8, r=8, b=32, t=8)
        last = date(model.as_of.year, model.as_of.month, 1) + timedelta(days=45)
        chart.update_xaxes(
            type="date",
            dtick="M12",
            tickformat="’%y" if narrow else "%Y",
            showgrid=True,
            gridcolor=LINE,
            range=["2021-07-01", last.isoformat()],
        )
        chart.update_yaxes(
            type="category",
            automargin=True,
            categoryorder="array",
            categoryarray=names[::-1],
            tickfont={"size": 13},
        )
        charts.append(chart)
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
