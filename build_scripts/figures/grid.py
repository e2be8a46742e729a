"""A grid of counts by year: one row a name, one circle a cell, its area by the count."""

from collections.abc import Callable

import plotly.graph_objects as go

from build_scripts.figures.theme import MAIN, PAPER, REST_DARK, frame, note

SMALLEST = 17.0  # CSS pixels across, so that the number fits


def grid(
    rows: list[str],
    years: list[str],
    counts: dict[tuple[str, str], int],
    stands_out: Callable[[str, str], bool],
    narrow: bool,
) -> go.Figure:
    """Return the chart of the counts by (year, row); `stands_out` says which cells are marked."""
    cells = [(year, row) for row in rows for year in years if counts.get((year, row))]
    most = max(counts[cell] for cell in cells)
    largest = 22 if narrow else 34
    chart = go.Figure(
        go.Scatter(
            x=[year for year, _ in cells],
            y=[row for _, row in cells],
            mode="markers+text",
            text=[str(counts[cell]) for cell in cells],
            textfont={"color": PAPER, "size": 13},
            marker={
                "size": [max(SMALLEST, largest * (counts[cell] / most) ** 0.5) for cell in cells],
                "color": [MAIN if stands_out(*cell) else REST_DARK for cell in cells],
                "opacity": 1,  # plotly lets circles of several sizes shine through
            },
            cliponaxis=False,
            hovertemplate="%{y}, %{x}: %{text}<extra></extra>",
        )
    )
    frame(chart, narrow, height=(48 if narrow else 40) * len(rows) + 60, l=8, b=32)
    chart.update_xaxes(
        type="category",
        categoryarray=years,
        tickvals=years,
        ticktext=[f"’{year[2:]}" for year in years] if narrow else years,
        tickangle=0,
    )
    chart.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        automargin=True,
        showticklabels=not narrow,
    )
    if narrow:  # beside the circles there is no room
        chart.layout.annotations = [
            note(x=0, xref="paper", y=row, text=row, xanchor="left", yshift=21) for row in rows
        ]
    return chart
