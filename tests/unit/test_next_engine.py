"""The two engines' pages are held to each other."""

from pathlib import Path

from build_scripts.write import add_files
from tests.browser.next_engine import missing, pages


def test_a_page_that_one_engine_leaves_out_is_named(tmp_path: Path):
    add_files(tmp_path, {"a/index.html": b"1", "embed/x/index.html": b"1", "a/b.html": b"1"})
    one = pages(tmp_path)
    assert one == {"a/index.html"}
    assert missing(one, one, fewest=1) == []
    assert missing(one, {"b/index.html"}, fewest=2) == [
        "a/index.html: the next engine makes no such page",
        "b/index.html: only the next engine makes this page",
        "1 pages, expected 2 or more",
    ]
