"""On a phone the words of a drawing stand whole and apart."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from build_scripts.figures import FIGURES

FIGURE = re.compile(r'<figure class="fig[^>]*? id="([^"]+)">(.*?)</figure>', re.DOTALL)
NARROW = re.compile(r'<div class="narrow">(<svg.*?</svg>)\s*</div>', re.DOTALL)
FONT = '<style>svg text { font-family: "Noto Sans", "Noto Sans KR", sans-serif; }</style>'
# the words that are cut off at an edge of their drawing, and those that stand in others
FAULTS = """
() => [...document.querySelectorAll("svg[role=img]")].flatMap((svg) => {
    const edge = svg.getBoundingClientRect();
    const lines = [...svg.querySelectorAll("text:not(:has(tspan.line)), tspan.line")]
        .filter((line) => line.textContent.trim())
        .map((line) => [line.textContent, line.getBoundingClientRect()]);
    const cut = lines.filter(([, box]) => box.left < edge.left - 2 || box.right > edge.right + 2)
        .map(([text]) => `cut: ${text}`);
    const mixed = lines.flatMap(([text, one], i) => lines.slice(i + 1)
        .filter(([, other]) =>
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3 &&
            Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 6)
        .map(([second]) => `mixed: ${text} | ${second}`));
    return [...cut, ...mixed].map((fault) => `${svg.parentElement.id}: ${fault}`);
})
"""


def narrow_drawings(folder: Path) -> dict[str, str]:
    """Return the narrow drawing of each figure of a language's pages, by the figure's name."""
    found = {}
    for path in folder.rglob("index.html"):
        if "embed" in path.parts or ("ko" in path.relative_to(folder).parts):
            continue
        for name, figure in FIGURE.findall(path.read_text(encoding="utf-8")):
            found[name.replace("&#95;", "_")] = NARROW.search(figure)[1]
    return found


@pytest.mark.parametrize("root", ["", "ko"])
def test_the_words_of_a_narrow_drawing_stand_whole_and_apart(page: Page, site: Path, root: str):
    drawings = narrow_drawings(site / root)
    assert set(drawings) == {figure.__name__ for figure in FIGURES}
    shown = "".join(f'<div id="{name}">{svg}</div>' for name, svg in drawings.items())
    page.set_content(FONT + shown)
    assert page.locator("svg[role=img] text").count() > 500
    assert page.evaluate(FAULTS) == []
    page.locator("svg text:not(:has(tspan))").first.evaluate("text => text.setAttribute('x', -30)")
    assert "cut" in page.evaluate(FAULTS)[0]
