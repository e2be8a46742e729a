"""The build as a whole: the same twice, whole without a browser, untouched by wrong data."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from build_scripts import build as flow
from build_scripts.__main__ import main
from build_scripts.errors import DataError
from build_scripts.load import Tables
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
    built: Path, tmp_path: Path, monkeypatch
):
    """Compare what is handed to MkDocs in both languages, and the whole Korean half it made."""
    both = flow.run_mkdocs

    def korean_only(config: Path, to: Path, site: Path, *rest) -> None:
        site.mkdir(parents=True, exist_ok=True)
        if config.name == "mkdocs.ko.yml" or rest[-1] is False:  # or the theme without data
            both(config, to, site, *rest)

    index = flow.run_pagefind
    monkeypatch.setattr(flow, "run_mkdocs", korean_only)
    monkeypatch.setattr(
        flow, "run_pagefind", lambda pages, to: pages.name == "ko" and index(pages, to)
    )
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "C")
    flow.build(AS_OF, SETTINGS, print, tmp_path)
    one, other = tree(built / "docs"), tree(tmp_path / "docs")
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
    one, other = tree(built / "site"), tree(tmp_path / "site")
    del one["SHA256SUMS"], other["SHA256SUMS"]
    english = {path for path in one if not path.startswith("ko/")}
    assert other.keys() >= one.keys() - english
    assert len(other) > 15_000
    assert [path for path in other if one[path] != other[path]] == []


def test_without_a_browser_tables_stand_and_addresses_are_said_where_they_are_set(
    tables: Tables, tmp_path: Path, monkeypatch, capsys
):
    asked, both = {}, flow.run_mkdocs

    def no_mkdocs(
        config: Path, to: Path, site: Path, as_of: date, settings: dict, strict: bool = True
    ) -> None:
        """Leave MkDocs out, which says nothing more here, and keep what it would be told."""
        if not strict:  # the theme's own scripts, for the policy
            return both(config, to, site, as_of, settings, strict)
        asked[config.name] = settings
        site.mkdir(parents=True, exist_ok=True)
        return None

    monkeypatch.setattr(flow, "validate", lambda _: tables)
    monkeypatch.setattr(flow, "find_browser", lambda: None)
    monkeypatch.setattr(flow, "run_mkdocs", no_mkdocs)
    monkeypatch.setattr(flow, "run_pagefind", lambda *_: None)
    settings = {"SITE_URL": "https://example.org/kcr", "REPO_URL": "https://example.org/repo"}
    flow.build(AS_OF, settings, print, tmp_path)
    assert asked["mkdocs.ko.yml"].items() >= settings.items()
    assert asked["mkdocs.ko.yml"]["KCR_OTHER_URL"] == "https://example.org/kcr/"
    rule = (tmp_path / "docs/ko/rules/travel-rule.md").read_text(encoding="utf-8")
    assert "https://example.org/kcr/ko/rules/travel-rule/" in rule
    record = json.loads((tmp_path / "site/api/v1/ko/rules/travel-rule.json").read_text())
    assert record["page"] == "https://example.org/kcr/ko/rules/travel-rule/"
    robots = (tmp_path / "site/robots.txt").read_text()
    assert "Sitemap: https://example.org/kcr/ko/sitemap.xml" in robots
    assert "no Chromium here, so tables stand in their place" in capsys.readouterr().out
    page = (tmp_path / "docs/ko/market.md").read_text(encoding="utf-8")
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
