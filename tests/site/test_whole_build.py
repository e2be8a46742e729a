"""The build as a whole: the same twice, whole without a browser, untouched by wrong data."""

import shutil
from pathlib import Path

import pytest

from build_scripts import build as flow
from build_scripts.__main__ import main
from build_scripts.errors import DataError
from build_scripts.paths import DATASETS
from tests.conftest import AS_OF, SETTINGS


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_builds_in_different_folders_are_the_same_bytes(
    site: Path, tmp_path: Path, monkeypatch
):
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "C")
    flow.build(AS_OF, SETTINGS, print, tmp_path)
    one, other = tree(site), tree(tmp_path / "site")
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_without_a_browser_tables_stand_and_addresses_are_said_where_they_are_set(
    tmp_path: Path, monkeypatch, capsys
):
    monkeypatch.setattr(flow, "find_browser", lambda: None)
    both = flow.run_mkdocs

    def korean_only(config: Path, to: Path, site: Path, *rest) -> None:
        """Leave out the English half, which says nothing more here and takes as long."""
        site.mkdir(parents=True, exist_ok=True)
        if config.name == "mkdocs.ko.yml":
            both(config, to, site, *rest)

    monkeypatch.setattr(flow, "run_mkdocs", korean_only)
    monkeypatch.setattr(flow, "run_pagefind", lambda *_: None)
    settings = {"SITE_URL": "https://example.org/kcr", "REPO_URL": "https://example.org/repo"}
    flow.build(AS_OF, settings, print, tmp_path)
    korean = (tmp_path / "site/ko/rules/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/kcr/ko/rules/">' in korean
    assert 'href="https://example.org/repo/issues"' in korean
    rule = (tmp_path / "site/ko/rules/travel-rule/index.html").read_text(encoding="utf-8")
    assert "https://example.org/kcr/ko/rules/travel-rule/" in rule.split("<article", 1)[1]
    assert "no Chromium here, so tables stand in their place" in capsys.readouterr().out
    page = (tmp_path / "site/ko/market/index.html").read_text(encoding="utf-8")
    figure = page.split("<figure", 1)[1].split("</figure>")[0]
    assert "<svg" not in figure
    assert "<details open" in figure
    assert figure.count("<tr>") > 5


def test_a_wrong_row_stops_the_build_and_leaves_the_old_site(tmp_path: Path, monkeypatch):
    folder = tmp_path / "datasets"
    shutil.copytree(DATASETS, folder)
    rules = folder / "rules" / "rules.csv"
    rules.write_text(rules.read_text(encoding="utf-8").replace(",ban,", ",bann,", 1))
    old = tmp_path / "build" / "site" / "index.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    monkeypatch.setattr(flow, "DATASETS", folder)
    with pytest.raises(DataError, match=r"datasets/rules/rules.csv:\d+:rule_type: found 'bann'"):
        flow.build(AS_OF, SETTINGS, print, tmp_path / "build")
    assert tree(tmp_path / "build") == {"site/index.html": b"old"}


@pytest.mark.parametrize(
    ("arguments", "code"), [(["check"], 0), (["check", "nowhere"], 1), (["--no-such-thing"], 2)]
)
def test_the_door_tells_by_its_exit_code(arguments: list[str], code: int, capsys):
    try:
        found = main(arguments)
    except SystemExit as stop:
        found = stop.code
    assert found == code


def test_an_address_that_is_none_is_a_wrong_use(monkeypatch, capsys):
    monkeypatch.setenv("SITE_URL", "javascript:alert(1)")
    assert main(["build"]) == 2
    assert "is no web address" in capsys.readouterr().err
