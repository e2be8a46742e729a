"""Pages: a page with a figure as we make it, and the same page with the figure as others put it.

All pages but ours draw the chart in the browser: plotly inside the page, plotly as a file, plotly's
basic bundle as a file, Observable Plot with D3 as files. Each stands in the place of our drawing;
everything else of the page stays, our policy apart, which would forbid the inline ways.
"""

import json
import re
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser
from plotly.offline import get_plotlyjs

from benchmarks.browsing import phone, served
from benchmarks.measure import install_npm, keep, machine, show
from build_scripts.paths import BUILD
from tests.browser.serving import chromium

PAGE, FIGURE = "counts", "registered_providers"
PLOT, D3 = "0.6.17", "7.9.0"
VISITS = 3  # of which the median is told
POLICY = re.compile(r'<meta http-equiv="content-security-policy"[^>]*>', re.IGNORECASE)
DRAWINGS = re.compile(r'<div class="drawings">.*?</div></div>', re.DOTALL)
# sees the first frame in which the figure shows a chart, and every task that blocks
WATCH = """
window.blocked = 0;
new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.blocked += Math.max(0, task.duration - 50);
}).observe({ type: "longtask", buffered: true });
const look = () => {
    const marks = document.querySelectorAll("figure#FIGURE :is(.drawings, .chart) svg path");
    const shown = [...marks].some((mark) => mark.getBoundingClientRect().width > 50);
    if (shown) requestAnimationFrame(() => { window.charted = performance.now(); });
    else requestAnimationFrame(look);
};
requestAnimationFrame(look);
""".replace("FIGURE", FIGURE)
PLOTLY_CALL = """
const chart = {chart};
Plotly.newPlot("chart", chart.data, chart.layout, {{ displayModeBar: false }});
"""
# the same lines and marks in Observable Plot, from the same numbers
PLOT_CALL = """
const chart = {chart};
const points = chart.data.flatMap(({{ x, y, name }}) =>
    x.map((day, i) => ({{ day: new Date(day), y: y[i], name }})));
const lines = points.filter(({{ name }}) => name !== chart.data.at(-1).name);
const counted = points.filter(({{ name }}) => name === chart.data.at(-1).name);
document.getElementById("chart").append(Plot.plot({{
    width: chart.layout.width, height: chart.layout.height,
    y: {{ grid: true }}, color: {{ legend: true }},
    marks: [
        Plot.line(lines, {{ x: "day", y: "y", stroke: "name", curve: "step-after" }}),
        Plot.dot(counted, {{ x: "day", y: "y", symbol: "diamond", fill: "gray" }}),
        Plot.text(counted, {{ x: "day", y: "y", text: "y", dy: -10 }}),
    ],
}}));
"""


def variant(page: str, scripts: str, call: str) -> str:
    """Return a page whose figure is drawn in the browser by a call, after some scripts."""
    page, found = DRAWINGS.subn('<div class="chart" id="chart"></div>', page, count=1)
    assert found == 1, "the page has no drawing; build it on a machine with Chromium"
    start = f"addEventListener('DOMContentLoaded', () => {{ {call} }});"
    return POLICY.sub("", page).replace("</body>", f"{scripts}<script>{start}</script></body>")


def variants(site: Path, folder: Path) -> dict[str, str | None]:
    """Write the pages beside ours in a copy of what they load; return their paths, None: not run.

    The scripts are deferred, as those who care for speed load them.
    """
    ours = site / PAGE / "index.html"
    page = ours.read_text(encoding="utf-8")
    raw = (site / "assets" / "figures" / f"{FIGURE}.json").read_text(encoding="utf-8")
    chart = json.dumps(json.loads(raw)["narrow"], ensure_ascii=False).replace("</", "<\\/")
    drawn = PLOTLY_CALL.format(chart=chart)
    (folder / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")
    pages = {
        "plotly_inside": variant(page, f"<script>{get_plotlyjs()}</script>", drawn),
        "plotly_file": variant(page, _deferred("/plotly.min.js"), drawn),
        "basic_file": variant(page, _deferred("/assets/plotly-basic.min.js"), drawn),
    }
    names: dict[str, str | None] = {"ours": f"{PAGE}/"}
    try:
        install_npm(folder, f"@observablehq/plot@{PLOT}", f"d3@{D3}")
        scripts = _deferred("/node_modules/d3/dist/d3.min.js")
        scripts += _deferred("/node_modules/@observablehq/plot/dist/plot.umd.min.js")
        call = PLOT_CALL.format(chart=chart)
        pages["observable_plot"] = variant(page, scripts, call)
    except RuntimeError as error:
        print(f"Observable Plot: not run ({str(error).splitlines()[-1]})")
        names["observable_plot"] = None
    for number, (name, text) in enumerate(pages.items()):
        path = f"variant-{number}"
        (folder / path).mkdir()
        (folder / path / "index.html").write_text(text, encoding="utf-8")
        names[name] = f"{path}/"
    return names


def _deferred(address: str) -> str:
    return f'<script src="{address}" defer></script>'


def visit(browser: Browser, address: str) -> dict:
    """Visit a page for the first time, slowly; return what it weighed and how long it took."""
    with phone(browser, slow_network=True) as (page, sizes):
        page.add_init_script(WATCH)
        page.goto(address, wait_until="load", timeout=180_000)
        page.wait_for_function("window.charted", timeout=180_000)
        page.wait_for_load_state("networkidle")
        return {
            "bytes": sum(sizes),
            "requests": len(sizes),
            "first_chart_ms": round(page.evaluate("window.charted")),
            "blocking_ms": round(page.evaluate("window.blocked")),
        }


def median(visits: list[dict]) -> dict:
    """Return the median of each number of some visits."""
    return {name: round(statistics.median(one[name] for one in visits)) for name in visits[0]}


def compared(names: dict[str, str | None], look: Callable[[str], dict]) -> list[dict]:
    """Visit every page in turns; return what each took, and how many times ours that is."""
    paths = {name: path for name, path in names.items() if path}
    visits: dict[str, list[dict]] = {name: [] for name in paths}
    for _ in range(VISITS):
        for name, path in paths.items():
            visits[name].append(look(path))
    told = [{"name": name, **median(seen)} for name, seen in visits.items()]
    for one in told:
        one["bytes_ratio"] = round(one["bytes"] / told[0]["bytes"], 1)
        one["first_chart_ratio"] = round(one["first_chart_ms"] / told[0]["first_chart_ms"], 1)
    return told + [{"name": name, "not_run": True} for name, path in names.items() if not path]


def main(build: Path) -> None:
    """Measure, print and keep."""
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        folder, site = Path(temporary), build / "site"
        names = variants(site, folder)
        for path in site.iterdir():
            if not (folder / path.name).exists():
                (folder / path.name).symlink_to(path.resolve())
        with served(folder) as root:
            told = compared(names, lambda path: visit(browser, root + path))
        version = browser.version.split(".")[0]
    keys = ("bytes", "requests", "first_chart_ms", "blocking_ms", "bytes_ratio")
    show(["page", *keys, "first_chart_ratio"],
         [[one["name"], *(one.get(key, "-") for key in (*keys, "first_chart_ratio"))]
          for one in told])  # fmt: skip
    described = machine("plotly", "playwright")
    described["versions"] |= {"chromium": version, "@observablehq/plot": PLOT, "d3": D3}
    keep("pages", {"machine": described, "page": PAGE, "figure": FIGURE, "pages": told})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else BUILD)
