"""Draw figures as SVG with plotly's own exporter, in one browser."""

import asyncio
import errno
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import plotly.graph_objects as go
from choreographer.errors import BrowserClosedError, BrowserFailedError
from kaleido import Kaleido, PageGenerator

from build_scripts.figures.figure import Figure, chart_data
from build_scripts.figures.theme import VARIABLES

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PRESENTATION = {
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-miterlimit"),
    *("stroke-dasharray", "stroke-linejoin", "font-family", "font-size", "font-weight", "opacity"),
    *("clip-path", "text-anchor", "vector-effect", "pointer-events", "dominant-baseline"),
}
SEEDED = Path(__file__).with_name("seeded_random.js")


@dataclass(frozen=True)
class Drawing:
    """A drawing for the page, in variables of the style sheet, and one to download, in colours."""

    page: str
    file: str


def find_browser() -> str | None:
    """Return the path of a Chromium on this machine; None where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def require_korean_font() -> None:
    """Raise FileNotFoundError where this machine has no Korean font, for words are measured in it.

    A machine without fontconfig is taken at its word: its browser finds fonts another way.
    """
    lists = shutil.which("fc-list")
    if lists and not subprocess.run([lists, ":lang=ko"], capture_output=True, check=True).stdout:
        said = "no Korean font for the drawings; run: make browser"
        raise FileNotFoundError(errno.ENOENT, said)


def draw(figures: list[tuple[str, Figure]], plotly_js: Path, browser: str) -> dict[str, Drawing]:
    """Return the drawings by `<prefix>-<name>-<width>`; the same figures give the same bytes.

    Raises OSError where the browser does not start, or stops.
    """
    charts = {
        f"{prefix}-{figure.name}-{width}": (getattr(figure, width), figure)
        for prefix, figure in figures
        for width in ("wide", "narrow")
    }
    wanted = {name: pair[0] for name, pair in charts.items()}
    # in a thread of its own, since the caller may run an event loop already
    with ThreadPoolExecutor(1) as thread:
        run = thread.submit(asyncio.run, _draw_all(wanted, plotly_js, browser))
    try:
        svgs = run.result()
    except (BrowserFailedError, BrowserClosedError) as error:
        raise OSError(errno.EIO, "the browser of the drawings stopped", browser) from error
    return {
        name: Drawing(for_page(svg, name, charts[name][1].alt), svg) for name, svg in svgs.items()
    }


async def _draw_all(charts: dict[str, go.Figure], plotly_js: Path, browser: str) -> dict[str, str]:
    page = PageGenerator(
        plotly=plotly_js.as_uri(), mathjax=False, others=[(SEEDED.as_uri(), "utf-8")]
    )
    drawn = {}
    async with Kaleido(n=1, page_generator=page, path=browser) as kaleido:
        for name, chart in charts.items():
            size = {"width": chart.layout.width, "height": chart.layout.height}
            raw = await kaleido.calc_fig(chart_data(chart), {"format": "svg", **size})
            # an empty style stands now before, now behind the other attributes
            drawn[name] = raw.decode("utf-8").replace(' style=""', "")
    return drawn


def for_page(svg: str, name: str, alt: str) -> str:
    """Return a drawing fit to stand in a page: own ids, colours by name, its words for readers.

    Styles become attributes, since a page of the site has no inline style.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'\bid="([^"]+)"', lambda match: f'id="{name}-{match[1]}"', svg)
    svg = re.sub(r"url\(['\"]?#([^'\")]+)['\"]?\)", lambda match: f"url(#{name}-{match[1]})", svg)
    svg = re.sub(r'xlink:href="#([^"]+)"', lambda match: f'href="#{name}-{match[1]}"', svg)
    for colour, variable in VARIABLES.items():
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        for written in (f"rgb({red}, {green}, {blue})", colour, colour.lower()):
            svg = svg.replace(written, f"var({variable})")
    svg = re.sub(r'<[a-z][^<>]*? style="[^"]*"[^<>]*>', _without_style, svg)
    words = alt.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{words}" ', 1)


def _without_style(tag: re.Match) -> str:
    """Return a tag whose style is written as presentation attributes (SVG 2, section 6.6)."""
    before, style, after = re.split(r' style="([^"]*)"', tag[0], maxsplit=1)
    declared = dict(
        (part.strip() for part in declaration.split(":", 1))
        for declaration in style.replace("&quot;", "'").split(";")
        if ":" in declaration
    )
    attributes = ""
    for name in sorted(PRESENTATION & declared.keys()):
        before, after = (re.sub(rf' {name}="[^"]*"', "", part) for part in (before, after))
        attributes += f' {name}="{declared[name]}"'
    return before + attributes + after
