"""What a figure is."""

import json
import re
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


# the tags our figures write; any other would be taken for plotly's pseudo-HTML, links among it
FOREIGN_TAG = re.compile("<(?!/?b>|br>|/?extra>)")


def chart_data(chart: go.Figure) -> dict:
    """Return a chart as plain data, in whose texts only the tags of our figures are tags."""

    def harmless(value: object) -> object:
        if isinstance(value, str):
            return FOREIGN_TAG.sub("&lt;", value)
        if isinstance(value, list):
            return [harmless(one) for one in value]
        if isinstance(value, dict):
            return {name: harmless(one) for name, one in value.items()}
        return value

    return harmless(json.loads(chart.to_json()))
