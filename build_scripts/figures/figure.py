"""What a figure is."""

from dataclasses import dataclass, field

import plotly.graph_objects as go


@dataclass(frozen=True)
class Figure:
    """A chart in two widths with its words and its numbers.

    `finding` is one sentence that says what the numbers show; `alt` says the numbers a reader
    of the drawing sees. `table` is a header and its rows. `cites` are the rows it rests on.
    """

    name: str
    title: str
    finding: str
    unit: str
    alt: str
    wide: go.Figure
    narrow: go.Figure
    header: list[str]
    rows: list[list[object]]
    resources: tuple[str, ...]
    last_day: str
    cites: list[tuple[str, dict]] = field(default_factory=list)
