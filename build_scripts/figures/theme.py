"""Colours, type and margins of every chart; the one place where a figure's look is decided."""

import itertools
import re

import plotly.graph_objects as go

# light values; on the page each becomes the CSS variable beside it, so that one drawing serves
# the light and the dark scheme. Categorical colours differ by ΔE 20 under simulated deficiencies.
INK, INK_2, LINE, PAPER = "#14202B", "#4A5862", "#D3DADD", "#FFFFFF"
MAIN, REST, REST_DARK = "#0B5A7A", "#5E93AB", "#3E6F86"
SERIES = ("#0B76A0", "#7A2407", "#96690F", "#115240", "#5A1FB0")
OTHER = "#6A767E"
OK, SOON, STOP, OFF, DOUBT = "#0B6B5E", "#855400", "#AE2E12", "#586570", "#6F3F96"
VARIABLES = {
    INK: "--fig-ink",
    INK_2: "--fig-ink-2",
    LINE: "--fig-line",
    PAPER: "--fig-paper",
    MAIN: "--fig-main",
    REST: "--fig-rest",
    REST_DARK: "--fig-rest-dark",
    **{colour: f"--fig-{number}" for number, colour in enumerate(SERIES, 1)},
    OTHER: "--fig-other",
    OK: "--fig-ok",
    SOON: "--fig-soon",
    STOP: "--fig-stop",
    OFF: "--fig-off",
    DOUBT: "--fig-doubt",
}
FONT = (
    "-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Noto Sans, Apple SD Gothic Neo, "
    "Malgun Gothic, Noto Sans KR, Noto Sans CJK KR, sans-serif"
)
# how wide a letter is, in parts of its size: Korean letters fill the square, others half of it
WIDE_LETTER = re.compile("[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]")
WIDE, NARROW = (800, 380), (360, 360)


def frame(chart: go.Figure, narrow: bool, height: int | None = None, **margin: int) -> go.Figure:
    """Give a chart the look of the site; sizes are CSS pixels at 1:1 with 13 px text."""
    width, usual = NARROW if narrow else WIDE
    space = {"l": 8, "r": 8, "t": 12, "b": 44, **margin}
    chart.update_layout(
        template=go.layout.Template(),
        width=width,
        height=height or usual,
        margin=space,
        font={"family": FONT, "size": 13, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hoverlabel={"font": {"family": FONT, "size": 13}},
    )
    chart.update_xaxes(showgrid=False, zeroline=False, ticks="", linecolor=INK, showline=True)
    chart.update_yaxes(showgrid=False, zeroline=False, ticks="", showline=False)
    return chart


def note(**where) -> dict:
    """Return an annotation without an arrow.

    A chart is given all of its notes at once, since plotly copies those it has for each one added.
    """
    return {"showarrow": False, **where}


def broken(text: str, width: float) -> str:
    """Return a text of 13 px in lines no wider than `width`, a single word apart, for plotly."""
    lines, used = [""], 0.0
    for word in text.split():
        length = 13 * sum(1.0 if WIDE_LETTER.match(letter) else 0.55 for letter in word)
        if lines[-1] and used + 4 + length > width:
            lines.append("")
            used = 0.0
        lines[-1] = f"{lines[-1]} {word}".lstrip()
        used += length + 4
    return "<br>".join(lines)


def apart(values: list[int], gap: float) -> list[float]:
    """Return heights for labels so that no two stand nearer than `gap`."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    heights = [float(value) for value in values]
    for lower, upper in itertools.pairwise(order):
        heights[upper] = max(heights[upper], heights[lower] + gap)
    return heights
