"""Every figure is on a page, drawn twice a language, with its words, its table and its files."""

import csv
import html
import json
import re
from pathlib import Path

import pytest

from build_scripts.figures import FIGURES

NAMES = [figure.__name__ for figure in FIGURES]


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): html.unescape(path.read_text(encoding="utf-8"))
        for path in site.rglob("index.html")
    }


@pytest.mark.parametrize("root", ["", "ko/"])
@pytest.mark.parametrize("name", NAMES)
def test_a_figure_stands_whole_on_a_page(name: str, root: str, texts: dict, site: Path):
    of_language = {
        path: text for path, text in texts.items() if path.startswith("ko/") == bool(root)
    }
    holders = [text for text in of_language.values() if f'id="{name}"' in text]
    assert holders
    figure = holders[0].split(f'id="{name}"')[1].split("</figure>")[0]
    assert figure.count("<svg ") == 2
    assert figure.count('role="img"') == 2
    assert 'class="fig-title"' in figure
    assert figure.count("<tr>") > 3
    assert "var(--fig-" in figure
    assert " style=" not in re.sub(r"<code>.*?</code>", "", figure)  # the line for other pages
    folder = site / root / "assets/figures"
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        head, *rows = csv.reader(lines)
    assert len(rows) > 2 and {len(row) for row in rows} == {len(head)}
    assert len({row[-1] for row in rows}) == 1
    assert re.search(r"version \d+\.\d+\.\d+; CC BY|\d+\.\d+\.\d+판, CC BY", rows[0][-1])
    assert (folder / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")
    chart = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert chart["wide"]["data"]
    assert "template" not in chart["wide"]["layout"]


def test_the_chart_library_stands_once_and_fits_the_package(site: Path):
    from plotly.offline import get_plotlyjs_version

    found = list(site.rglob("plotly-basic.min.js"))
    assert [path.relative_to(site).as_posix() for path in found] == ["assets/plotly-basic.min.js"]
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}" in found[0].read_text()[:200]
