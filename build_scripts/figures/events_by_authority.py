"""Figure: dated statements by year and by the authority whose matter they are."""

from collections import Counter

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, PAPER, REST_DARK, frame
from build_scripts.language import Language
from build_scripts.model import Model

MOST = 9  # authorities drawn; the others are in the table


def events_by_authority(model: Model, language: Language) -> Figure:
    """Count the statements of the timeline that name an authority, by year."""
    say = language.say
    counted = Counter(
        (moment.year, moment.authority)
        for moment in model.timeline
        if moment.authority and moment.year >= "2017"
    )
    totals = Counter()
    for (_, authority), count in counted.items():
        totals[authority] += count
    ids = [authority for authority, _ in totals.most_common()]
    years = [str(year) for year in range(2017, model.as_of.year + 1)]

    def name(authority: str) -> str:
        row = model.authorities[authority]
        short = row["abbreviation"] if language.code == "en" else None
        return short or language.pick(row, "name").split(" (")[0]

    drawn = ids[:MOST]
    most = max(counted.values())
    charts = []
    for narrow in (False, True):
        cells = [(year, one) for one in drawn for year in years if counted[year, one]]
        largest = 22 if narrow else 34
        chart = go.Figure(
            go.Scatter(
                x=[year for year, _ in cells],
                y=[name(one) for _, one in cells],
                mode="markers+text",
                text=[str(counted[cell]) for cell in cells],
                textfont={"color": PAPER, "size": 11 if narrow else 13},
                marker={
                    "size": [max(17.0, largest * (counted[cell] / most) ** 0.5) for cell in cells],
                    "color": [MAIN if one == drawn[0] else REST_DARK for _, one in cells],
                },
                cliponaxis=False,
                hovertemplate="%{y}, %{x}: %{text}<extra></extra>",
            )
        )
        frame(chart, narrow, height=(34 if narrow else 40) * len(drawn) + 60, l=8, b=32)
        chart.update_xaxes(
            type="category",
            categoryarray=years,
            tickvals=years,
            ticktext=[f"’{year[2:]}" for year in years] if narrow else years,
        )
        chart.update_yaxes(
            type="category",
            categoryorder="array",
            categoryarray=[name(one) for one in drawn][::-1],
            automargin=True,
        )
        charts.append(chart)
    return Figure(
        name="events_by_authority",
        title=say("Whose matter: dated statements by year and authority"),
        finding=say(
            "Most statements that name an authority are about %(authority)s: %(count)s.",
            authority=language.pick(model.authorities[ids[0]], "name"),
            count=language.number(totals[ids[0]]),
        ),
        unit=say("Number of statements"),
        alt="; ".join(f"{name(one)}: {totals[one]}" for one in drawn),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Authority"), *years, say("All")],
        rows=[[name(one), *(counted[year, one] for year in years), totals[one]] for one in ids],
        resources=("events", "enforcement_actions", "rule_values"),
        last_day=model.evidence_until("events").isoformat(),
    )
