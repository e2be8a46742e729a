"""Figure: how many approvals each scheme counted over time."""

import re

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import INK, LINE, OTHER, SERIES, apart, broken, frame, note
from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.model.days import last_day

MEASURES = ("approvals", "designations")
IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
FEWEST = 2  # counts a scheme needs for a line


def approvals_by_regime(model: Model, language: Language) -> Figure:
    """Draw a line for each scheme, and for all together, through its published totals."""
    say = language.say
    lines: dict[str | None, list[dict]] = {}
    for row in model.rows["sandbox_counts"]:
        if row["measure"] in MEASURES and row["counted_from"] is None and not model.is_weak(row):
            lines.setdefault(row["regime_id"], []).append(row)
    lines = {
        scheme: sorted(rows, key=lambda row: last_day(row["counted_on"]))
        for scheme, rows in lines.items()
        if len(rows) >= FEWEST
    }
    order = sorted(lines, key=lambda scheme: -lines[scheme][-1]["value"])

    def name(scheme: str | None) -> str:
        return language.pick(model.regimes[scheme], "name") if scheme else say("All schemes")

    def label(scheme: str | None, room: int) -> str:
        short = IN_BRACKETS.sub("", name(scheme))  # the table has the whole name
        return broken(f"{language.number(lines[scheme][-1]['value'])} {short}", room)

    most = max(rows[-1]["value"] for rows in lines.values())
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        notes = []
        room = 168 if narrow else 250
        ends = [lines[scheme][-1]["value"] for scheme in order]
        heights = apart(ends, most * (0.13 if narrow else 0.07))
        for scheme, colour, height in zip(order, (INK, *SERIES, OTHER), heights, strict=False):
            rows = lines[scheme]
            chart.add_scatter(
                x=[last_day(row["counted_on"]).isoformat() for row in rows],
                y=[row["value"] for row in rows],
                mode="lines+markers",
                line={"color": colour, "width": 2},
                marker={"size": 7},
                name=name(scheme),
                hovertemplate="%{x}: %{y}<extra></extra>",
            )
            notes.append(
                note(
                    x=1,  # beside the plot, since most lines end before it does
                    xref="paper",
                    y=height,
                    text=label(scheme, room),
                    xanchor="left",
                    align="left",
                    font={"color": colour, "size": 13},
                )
            )
        chart.layout.annotations = notes
        frame(chart, narrow, height=380, l=8, r=room + 10, t=16)
        chart.update_xaxes(
            type="date",
            dtick="M24" if narrow else "M12",
            tickformat="’%y" if narrow else "%Y",
        )
        chart.update_yaxes(automargin=True, showgrid=True, gridcolor=LINE, rangemode="tozero")
        charts.append(chart)
    first = lines[order[0]][-1]
    return Figure(
        name="approvals_by_regime",
        title=say("Approvals counted in public, by scheme"),
        finding=say(
            "The highest published total is %(value)s, counted up to %(day)s.",
            value=language.number(first["value"]),
            day=language.day(first["counted_on"]),
        ),
        unit=say("Approvals or designations since the start of the scheme"),
        alt="; ".join(
            f"{name(scheme)}: "
            + ", ".join(f"{row['counted_on']} {row['value']}" for row in lines[scheme])
            for scheme in order
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Scheme"), say("Counted until"), say("Count"), say("What is counted")],
        rows=[
            [name(scheme), row["counted_on"], row["value"], language.pick(row, "counted")]
            for scheme in order
            for row in lines[scheme]
        ],
        resources=("sandbox_counts", "sandbox_regimes"),
        last_day=model.evidence_until("sandbox_counts").isoformat(),
        cites=[("sandbox_counts", row) for rows in lines.values() for row in rows[-1:]],
    )
