"""Figure: dated public events by year and kind."""

from collections import Counter

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, PAPER, REST_DARK, frame
from build_scripts.language import Language
from build_scripts.model import Model


def events_by_year(model: Model, language: Language) -> Figure:
    """Count events of the record by the year they happened; the year of `as_of` is not over."""
    say = language.say
    labels = model.package.labels("events", "event_type", language.code)
    events = [
        (row["occurred_on"][:4], row["event_type"])
        for row in model.rows["events"]
        if row["occurred_on"] <= model.as_of.isoformat()
    ]
    counts = Counter(events)
    years = [str(year) for year in range(int(min(events)[0]), model.as_of.year + 1)]
    kinds = [kind for kind in labels if any(event[1] == kind for event in events)]
    totals = Counter(year for year, _ in events)
    busiest = max(years, key=lambda year: totals[year])
    most = max(counts.values())
    charts = []
    for narrow in (False, True):
        cells = [(year, kind) for kind in kinds for year in years if counts[year, kind]]
        largest = 22 if narrow else 34
        sizes = [max(15.0, largest * (counts[cell] / most) ** 0.5) for cell in cells]
        chart = go.Figure(
            go.Scatter(
                x=[year for year, _ in cells],
                y=[labels[kind] for _, kind in cells],
                mode="markers+text",
                text=[str(counts[cell]) for cell in cells],
                textfont={"color": PAPER, "size": 13},
                marker={
                    "size": sizes,
                    "color": [MAIN if year == busiest else REST_DARK for year, _ in cells],
                },
                cliponaxis=False,
                hovertemplate="%{y}, %{x}: %{text}<extra></extra>",
            )
        )
        frame(chart, narrow, height=(34 if narrow else 40) * len(kinds) + 60, l=8, b=32)
        chart.update_xaxes(
            type="category",
            categoryarray=years,
            tickvals=years,
            ticktext=[f"’{year[2:]}" for year in years] if narrow else years,
        )
        chart.update_yaxes(
            type="category",
            categoryorder="array",
            categoryarray=[labels[kind] for kind in kinds][::-1],
            automargin=True,
        )
        charts.append(chart)
    return Figure(
        name="events_by_year",
        title=say("Public events in this record, by year and kind"),
        finding=say(
            "The record holds %(count)s public events; %(year)s has the most, %(most)s. What was "
            "recorded is a choice, so this counts the record, not the country.",
            count=len(events),
            year=language.day(busiest),
            most=totals[busiest],
        ),
        unit=say("Number of events"),
        alt=say(
            "A grid of counts, kinds by year. Most: %(year)s with %(most)s events.",
            year=language.day(busiest),
            most=totals[busiest],
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Year"), *(labels[kind] for kind in kinds), say("All")],
        rows=[[year, *(counts[year, kind] for kind in kinds), totals[year]] for year in years],
        resources=("events",),
        last_day=model.evidence_until("events").isoformat(),
    )
