"""Figure: hacks and other losses by day and amount at the time."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, REST, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

UNIT = {"en": 1e9, "ko": 1e8}  # billion won, 억 원


def losses_by_year(model: Model, language: Language) -> Figure:
    """Place each incident with a known loss by its day and its amount in won at the time."""
    say, unit = language.say, UNIT[language.code]
    rows = [row for row in model.incidents if row["loss_krw"] and not model.is_weak(row)]
    rows.sort(key=lambda row: row["occurred_on"])
    largest = max(rows, key=lambda row: row["loss_krw"])
    charts = []
    names = [f"{row['occurred_on'][:4]} {language.pick(row, 'name')}" for row in rows]
    for narrow in (False, True):
        notes = []
        chart = go.Figure(
            go.Bar(
                x=[row["loss_krw"] / unit for row in rows],
                y=list(range(len(rows))),
                orientation="h",
                marker={"color": [MAIN if row is largest else REST for row in rows]},
                hovertemplate="%{x:.1f}<extra></extra>",
            )
        )
        for place, row in enumerate(rows):
            notes.append(
                note(
                    x=row["loss_krw"] / unit,
                    y=place,
                    text=f"<b>{row['loss_krw'] / unit:,.1f}</b>",
                    xanchor="left",
                    xshift=4,
                )
            )
        chart.layout.annotations = notes
        chart.update_layout(bargap=0.35)
        frame(chart, narrow, height=30 * len(rows) + 24, l=8, r=56, b=8)
        chart.update_xaxes(visible=False)
        chart.update_yaxes(
            tickvals=list(range(len(rows))),
            ticktext=names,
            autorange="reversed",
            automargin=True,
        )
        charts.append(chart)
    return Figure(
        name="losses_by_year",
        title=say("Losses in hacks and failures, by day, at prices of the time"),
        finding=say(
            "The largest loss with a known sum is that of %(name)s in %(year)s: KRW %(amount)s "
            "billion. Cases without a known loss are not drawn.",
            name=language.pick(largest, "name"),
            year=largest["occurred_on"][:4],
            amount=language.number(largest["loss_krw"] / unit),
        ),
        unit=say("Billion won"),
        alt=say(
            "Columns: %(numbers)s.",
            numbers=", ".join(
                f"{language.pick(row, 'name')} {row['occurred_on'][:4]} "
                f"{row['loss_krw'] / unit:,.1f}"
                for row in rows
            ),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Occurred on"), say("Business"), say("Loss (KRW)")],
        rows=[
            [row["occurred_on"], language.pick(row, "name"), language.number(row["loss_krw"])]
            for row in rows
        ],
        resources=("incidents",),
        last_day=model.evidence_until("incidents").isoformat(),
        cites=[("incidents", row) for row in rows],
    )
