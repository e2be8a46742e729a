"""Bars of dated spans: one row a name, one bar a span."""

from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from build_scripts.figures.theme import LINE, SOON, frame

MIDNIGHT = 86_400_000  # milliseconds a day
SHORTEST = 10  # days a bar is drawn long at least, so that it can be seen


@dataclass(frozen=True)
class Bar:
    """A span of a row; `look` is a key of the looks it is drawn with."""

    row: str
    look: str
    start: date
    end: date


def bars(
    rows: list[str],
    spans: list[Bar],
    looks: dict[str, tuple[str, str]],
    thin: set[str],
    first: date,
    last: date,
    narrow: bool,
    row_height: int = 18,
) -> go.Figure:
    """Return the chart: `looks` are (colour, words) in the order of drawing; `thin` what ended.

    What waits is hatched as well as coloured, what ended is thin, so that colour is not needed.
    `row_height` is in CSS pixels.
    """
    chart = go.Figure()
    for look, (colour, words) in looks.items():
        some = [bar for bar in spans if bar.look == look]
        if not some:
            continue
        chart.add_bar(
            x=[max((bar.end - bar.start).days, SHORTEST) * MIDNIGHT for bar in some],
            base=[bar.start.isoformat() for bar in some],
            y=[bar.row for bar in some],
            orientation="h",
            width=0.12 if look in thin else 0.62,
            name=words,
            marker={"color": colour, "pattern": {"shape": "/" if colour == SOON else ""}},
            hovertemplate="%{y}: " + words + "<extra></extra>",
        )
    chart.update_layout(barmode="overlay", bargap=0.2)
    frame(chart, narrow, height=row_height * len(rows) + 50, l=8, r=8, b=32, t=8)
    chart.update_xaxes(
        type="date",
        dtick="M24" if narrow and last.year - first.year > 6 else "M12",
        tickformat="’%y" if narrow else "%Y",
        showgrid=True,
        gridcolor=LINE,
        range=[first.isoformat(), last.isoformat()],
    )
    chart.update_yaxes(
        type="category",
        automargin=True,
        categoryorder="array",
        categoryarray=rows[::-1],
        tickfont={"size": 13},
    )
    return chart
