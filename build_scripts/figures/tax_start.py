"""Figure: the start day of the income tax, as each act set it."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import INK_2, LINE, MAIN, OFF, SOON, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

RULE = "virtual-asset-income-tax"


def tax_start(model: Model, language: Language) -> Figure:
    """Draw, for each act, the span from its promulgation to the start day it set."""
    say = language.say
    rows = [row for row in model.values_of[RULE] if row["starts_on"]]
    starts = [row["starts_on"] for row in rows]
    names = [row["instrument_number"] for row in rows]
    if language.code == "ko":
        names = [name.replace("Act No. ", "법률 제") + "호" for name in names]
    charts = []
    for narrow in (False, True):
        spans, notes = [], []
        for level, (row, name) in enumerate(zip(rows, names, strict=True)):
            holds = row is rows[-1]
            colour = SOON if holds else OFF
            begins, ends = row["applies_from"].isoformat(), row["starts_on"].isoformat()
            spans.append(
                go.Scatter(
                    x=[begins, ends],
                    y=[level, level],
                    mode="lines+markers",
                    line={"color": colour, "width": 5 if holds else 3, "dash": "solid"},
                    marker={"size": [9, 12], "symbol": ["circle", "diamond"], "color": colour},
                    hovertemplate="%{x}<extra></extra>",
                )
            )
            day = language.short_day(row["starts_on"])
            late = narrow and level > len(rows) / 2  # no room to the right of its beginning
            notes.append(
                note(
                    x=ends if late else begins,
                    y=level,
                    text=f"{name} → <b>{day}</b>",
                    xanchor="right" if late else "left",
                    yanchor="bottom",
                    yshift=7,
                    font={"color": MAIN if holds else INK_2},
                )
            )
        chart = go.Figure(spans)
        chart.layout.annotations = notes
        frame(chart, narrow, height=62 * len(rows) + 40, l=12, r=16, b=32)
        chart.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.8])
        chart.update_xaxes(
            dtick="M24" if narrow else "M12",
            tickformat="’%y" if narrow else "%Y",
            showgrid=True,
            gridcolor=LINE,
            range=["2020-09-01", f"{max(starts).year}-12-31"],
        )
        charts.append(chart)
    return Figure(
        name="tax_start",
        title=say("The start day of the income tax, as each act set it"),
        finding=say(
            "The tax was first due on %(first)s; %(times)s later acts put it off, and it is now "
            "due on %(last)s.",
            first=language.day(starts[0]),
            times=len(rows) - 1,
            last=language.day(starts[-1]),
        ),
        unit=say("From promulgation (disc) to the start day set (diamond)"),
        alt=say(
            "Spans from promulgation to start day: %(spans)s.",
            spans="; ".join(
                f"{name}, {language.day(row['applies_from'])} → {language.day(row['starts_on'])}"
                for row, name in zip(rows, names, strict=True)
            ),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Act"), say("Promulgated"), say("Start day set")],
        rows=[
            [name, row["applies_from"].isoformat(), row["starts_on"].isoformat()]
            for row, name in zip(rows, names, strict=True)
        ],
        resources=("rule_values",),
        last_day=model.evidence_until("rule_values").isoformat(),
        cites=[("rule_values", row) for row in rows],
    )
