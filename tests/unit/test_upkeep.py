"""What aged is named with its line; a report holds no more than an issue can."""

from datetime import date
from pathlib import Path

from build_scripts.descriptor import read_package
from build_scripts.load import load_package
from build_scripts.upkeep import report, stale
from tests.unit.packages import a_field, a_folder

DAY = date(2026, 11, 20)


def test_a_row_is_stale_after_half_a_year(tmp_path: Path):
    fields = [a_field("thing_id"), a_field("last_checked_on", "date")]
    rows = "thing_id,last_checked_on\none,2026-05-20\ntwo,2026-05-21\nthree,2026-11-20\n"
    plain = ([a_field("plain_id")], "plain_id\na\n")
    package = read_package(a_folder(tmp_path / "d", things=(fields, rows), plain=plain))
    found = stale(package, load_package(package), DAY)
    assert found == {"things": ["d/shelf/things.csv:2:last_checked_on: one, 2026-05-20"]}


def test_a_report_names_what_is_gone_and_what_is_old_and_stays_short():
    old = {"rules": [f"rules.csv:{n}:last_checked_on: r, 2026-01-01" for n in range(500)]}
    dead = {f"https://example.org/{n}": "404 Not Found" for n in range(500)}
    text = report(old, dead, 7, DAY)
    assert text.startswith("State of 2026-11-20.")
    assert "## Sources whose address is gone: 500" in text
    assert "- `https://example.org/0: 404 Not Found`" in text
    assert "7 more addresses refused us" in text
    assert "### rules: 500" in text
    assert text.count("- and 480 more") == 2
    assert len(text) < 10_000


def test_without_anything_to_look_at_there_is_no_report():
    assert report({}, {}, 9, DAY) == ""
