"""What goes wrong ends with one line and a code; what stood before stands."""

import errno
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from build_scripts import __main__ as door
from build_scripts.build import run_pagefind
from build_scripts.figures import drawing
from build_scripts.paths import ROOT
from build_scripts.verify import SUMS, sum_faults
from build_scripts.write import add_files, add_sums, alone, publish


@pytest.fixture
def place(tmp_path: Path, monkeypatch) -> Path:
    """Let the door work in a folder of the test's own, which holds a former site."""
    add_files(tmp_path, {"site/index.html": b"old"})
    monkeypatch.setattr(door, "BUILD", tmp_path)
    monkeypatch.setattr(door, "SITE", tmp_path / "site")
    return tmp_path


def ends(capsys, *arguments: str) -> tuple[int, list[str]]:
    return door.main([*arguments]), capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("number", "path"),
    [(errno.ENOSPC, "x.html"), (errno.EACCES, "datasets/rules/rules.csv"), (errno.EIO, None)],
)
def test_what_the_machine_cannot_is_one_line(place: Path, monkeypatch, capsys, number, path):
    def build(*_: object) -> None:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(door, "build", build)
    code, lines = ends(capsys, "build")
    where = f": {path}" if path else ""
    assert (code, lines) == (
        3,
        [f"stopped: {os.strerror(number)}{where}; what stood before stands"],
    )
    assert (place / "site/index.html").read_bytes() == b"old"


@pytest.mark.parametrize("words", ["no Korean font for the drawings", "the browser stopped"])
def test_what_is_missing_is_one_line(place: Path, monkeypatch, capsys, words: str):
    def build(*_: object) -> None:
        raise FileNotFoundError(words)

    monkeypatch.setattr(door, "build", build)
    assert ends(capsys, "build") == (3, [f"stopped: {words}; what stood before stands"])
    assert (place / "site/index.html").read_bytes() == b"old"


def test_a_full_disk_ends_a_publication_with_one_line(place: Path, monkeypatch, capsys):
    monkeypatch.setattr(door, "publish", partial(publish, check=sum_faults))
    site, to = place / "site", place / "to"
    add_sums(site)
    assert ends(capsys, "publish", str(to), "--site", str(site)) == (0, [])
    (site / "index.html").write_bytes(b"new" * 9_000)
    (site / SUMS).unlink()
    add_sums(site)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, before[1]))  # the nearest to a full disk
    try:
        code, lines = ends(capsys, "publish", str(to), "--site", str(site))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (code, len(lines)) == (3, 1)
    assert re.match("stopped: File too large.*; what stood before stands", lines[0])
    assert (to / "current/index.html").read_bytes() == b"old"


def test_pagefind_that_cannot_write_is_one_line(tmp_path: Path):
    add_files(tmp_path, {"pages/index.html": b"<html lang=en><body>word</body></html>"})
    (tmp_path / "index").write_text("a file in its place")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        run_pagefind(tmp_path / "pages", tmp_path / "index")


def test_a_second_build_does_not_begin(place: Path, monkeypatch, capsys):
    monkeypatch.setattr(door, "build", lambda *_: pytest.fail("it began"))
    with alone(place):
        code, lines = ends(capsys, "build")
    assert code == 3
    assert lines[0].startswith("stopped: another build or publication is at work here")


def test_a_build_first_brings_back_what_a_stopped_one_moved_away(place: Path, monkeypatch):
    (place / "site").rename(place / "site.old")
    found = []
    monkeypatch.setattr(door, "build", lambda *_: found.extend((place / "site").iterdir()))
    assert door.main(["build"]) == 0
    assert [path.name for path in found] == ["index.html"]


def test_a_site_that_is_not_whole_is_told_by_its_faults(place: Path, capsys):
    code, lines = ends(capsys, "verify", str(place / "site"))
    assert code == 1
    assert "SHA256SUMS: is not there; a finished site has one" in lines
    assert lines[-1] == f"{len(lines) - 1} faults; what stood before stands"
    assert ends(capsys, "publish", str(place / "to"), "--site", str(place / "site"))[0] == 1
    assert not (place / "to/current").exists()


def test_a_tag_that_is_not_the_version_offers_nothing(place: Path, monkeypatch, capsys):
    monkeypatch.setattr(door, "bundle", lambda *_: {"x-1.2.3.zip": b"1"})
    monkeypatch.setenv("TAG", "v1.2.4")
    assert ends(capsys, "bundle") == (
        1,
        ["tag v1.2.4: is not the version of the site", "1 faults; what stood before stands"],
    )
    monkeypatch.setenv("TAG", "v1.2.3")
    assert ends(capsys, "bundle") == (0, [])
    assert (place / "release/x-1.2.3.zip").read_bytes() == b"1"


def test_what_aged_is_reported_with_the_links_that_died(place: Path, monkeypatch, capsys):
    def links(urls: Iterable[str]) -> dict[str, str]:
        one, other, *_ = urls
        return {one: "404 Not Found", other: "403 Forbidden"}

    monkeypatch.setattr(door, "links", links)
    monkeypatch.setattr(door, "today", lambda: date(2028, 1, 1))
    assert ends(capsys, "upkeep") == (0, [])
    report = (place / "upkeep/report.md").read_text(encoding="utf-8")
    assert "## Sources whose address is gone: 1" in report
    assert "404 Not Found" in report
    assert "1 more addresses refused us" in report
    assert "### rules: " in report


def test_two_builds_that_differ_are_told_by_the_file(place: Path, monkeypatch, capsys):
    add_files(place, {"site/data/latest/index.json": b'{"as_of": "2024-07-19"}'})
    days = []

    def build(day, settings, say, to: Path) -> None:
        days.append(day.isoformat())
        again = {"index.html": b"old", "data/latest/index.json": b'{"as_of": "2024-07-19"}'}
        add_files(to / "site", again | ({"more.html": b"1"} if len(days) > 1 else {}))

    monkeypatch.setattr(door, "build", build)
    assert ends(capsys, "again") == (0, [])
    (place / "again/site").rename(place / "first")
    code, lines = ends(capsys, "again")
    assert (code, lines[0]) == (1, "more.html: is not the same in two builds")
    assert days == ["2024-07-19", "2024-07-19"]


def test_without_a_korean_font_nothing_is_drawn(tmp_path: Path, monkeypatch):
    lists = tmp_path / "fc-list"
    lists.write_text('#!/bin/sh\nprintf "$FONTS"\n')
    lists.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("FONTS", "NotoSansCJK.ttc")
    drawing.require_korean_font()
    monkeypatch.setenv("FONTS", "")
    with pytest.raises(FileNotFoundError, match="no Korean font for the drawings"):
        drawing.require_korean_font()


def test_a_browser_that_does_not_start_is_named(tmp_path: Path):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    code = (  # in a process of its own, which need not wait for the browser's threads
        "import os, sys; from pathlib import Path; from build_scripts.figures.drawing import draw\n"
        "try: draw([], Path('README.md').resolve(), sys.argv[1])\n"
        "except OSError as error: print(error, flush=True); os._exit(3)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, broken],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 3, result.stderr
    assert "the browser of the drawings stopped" in result.stdout
