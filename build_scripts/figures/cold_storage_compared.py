"""Figure: the share of customers' coins that must be kept offline, by jurisdiction."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, REST, frame, note
from build_scripts.language import Language
from build_scripts.model import Model


def cold_storage_compared(model: Model, language: Language) -> Figure:
    """Show the shares in force on the day; a jurisdiction without a fixed share has no bar."""
    say = language.say
    cells = model.comparison["cold_storage"]
    rows = []
    for place, cell in cells.items():
        value = cell.now["value"] if cell.now and cell.now["unit"] == "percent" else None
        rows.append((language.pick(model.jurisdiction(place), "name"), value, place, cell))
    rows.sort(key=lambda row: (row[1] or -1, row[0]))
    fixed = [row for row in rows if row[1] is not None]
    charts = []
    for narrow in (False, True):
        notes = []
        chart = go.Figure(
            go.Bar(
                x=[value or 0 for _, value, _, _ in rows],
                y=[name for name, _, _, _ in rows],
                orientation="h",
                marker={"color": [MAIN if place == "kr" else REST for _, _, place, _ in rows]},
                hovertemplate="%{y}: %{x}%<extra></extra>",
            )
        )
        for name, value, _, cell in rows:
            words = say("no fixed share") if cell.now else say("not found")
            notes.append(
                note(
                    x=value or 0,
                    y=name,
                    text=words if value is None else f"<b>{language.number(value)}%</b>",
                    xanchor="left",
                    xshift=4,
                )
            )
        chart.layout.annotations = notes
        chart.update_layout(bargap=0.4)
        frame(chart, narrow, height=38 * len(rows) + 20, l=8, r=56, b=8)
        chart.update_xaxes(visible=False, range=[0, 100])
        chart.update_yaxes(automargin=True)
        charts.append(chart)
    return Figure(
        name="cold_storage_compared",
        title=say("Share of customers’ coins that must be kept offline"),
        finding=say(
            "%(count)s of %(all)s jurisdictions fixed a share on %(day)s; the highest was "
            "%(value)s%% (%(place)s).",
            count=len(fixed),
            all=len(rows),
            day=language.day(model.as_of),
            value=language.number(fixed[-1][1]),
            place=fixed[-1][0],
        ),
        unit=say("Per cent of customers’ coins"),
        alt=say(
            "Bars: %(numbers)s.",
            numbers=", ".join(f"{name} {language.number(value)}%" for name, value, _, _ in fixed),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Jurisdiction"), say("Per cent")],
        rows=[
            [name, say("no fixed share") if value is None else language.number(value)]
            for name, value, _, _ in rows[::-1]
        ],
        resources=("jurisdiction_rules", "rule_values"),
        last_day=model.evidence_until("jurisdiction_rules").isoformat(),
        cites=[
            ("rule_values" if place == "kr" else "jurisdiction_rules", cell.now)
            for _, _, place, cell in rows
            if cell.now
        ],
    )
