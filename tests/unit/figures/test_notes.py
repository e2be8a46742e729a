"""A chart gets its notes and shapes all at once: plotly copies those it has for each one added."""

import re

from build_scripts.figures import FIGURES
from build_scripts.paths import ROOT

FOLDER = ROOT / "build_scripts" / "figures"
ONE_BY_ONE = re.compile(r"\.add_(annotation|shape|layout_image|[vh](line|rect))\(")


def one_by_one(code: str) -> list[str]:
    """Return the calls that add to a layout one at a time."""
    return [match[0] for match in ONE_BY_ONE.finditer(code)]


def test_no_figure_adds_notes_one_at_a_time():
    read = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
    assert len(read) > len(FIGURES) > 20
    assert sum("note(" in code for code in read.values()) > 15
    assert {name: found for name, code in read.items() if (found := one_by_one(code))} == {}


def test_a_note_added_in_a_loop_is_found():
    assert one_by_one("for day in days:\n    chart.add_annotation(x=day)\n") == [".add_annotation("]
    assert one_by_one("chart.add_vline(x=day)") == [".add_vline("]
    assert one_by_one("chart.layout.annotations = notes") == []
