"""Files are written when they change and gone when nobody makes them."""

from pathlib import Path

import pytest

from build_scripts.write import leave_out, put_in_place, write_tree


def test_writes_what_changed_and_deletes_what_is_no_longer_made(tmp_path: Path):
    assert write_tree(tmp_path, {"a/b.md": b"1", "c.md": b"2"}) == 2
    assert write_tree(tmp_path, {"a/b.md": b"1", "c.md": b"2"}) == 0
    assert write_tree(tmp_path, {"c.md": b"3"}) == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["c.md"]


def test_a_finished_site_takes_the_place_of_the_old_one_whole(tmp_path: Path):
    place, made = tmp_path / "site", tmp_path / "site.new"
    write_tree(place, {"old.html": b"old"})
    write_tree(made, {"new.html": b"new"})
    put_in_place(made, place)
    assert [path.name for path in place.iterdir()] == ["new.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_without_a_new_site_the_old_one_stays(tmp_path: Path):
    place = tmp_path / "site"
    write_tree(place, {"old.html": b"old"})
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "site.new", place)
    assert [path.name for path in place.iterdir()] == ["old.html"]


def test_what_nobody_asks_for_is_left_out(tmp_path: Path):
    write_tree(tmp_path, {"lunr/ko.js": b"1", "lunr.js": b"2", "x-ui.js": b"3", "x-ui.css": b"4"})
    leave_out(tmp_path, ("lunr", "*-ui.*", "nowhere/*"))
    assert [path.name for path in tmp_path.rglob("*")] == ["lunr.js"]
