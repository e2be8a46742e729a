"""The site came out whole: pages, twins, links, sources, files."""

import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from build_scripts.model import Model

FOLDER_ENDINGS = {".html", ".css", ".js", ".json", ".csv", ".svg", ".txt", ".zip", ".png"}
FOLDER_ENDINGS |= {".xml", ".gz", ".map", ""}


class _Reader(HTMLParser):
    """Collects links, ids, language marks and inline scripts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if given.get("id"):
            self.ids.append(given["id"])
        if tag in ("h1", "h2"):
            self.headings.append(tag)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        for name in ("src", "data-explore", "data-library"):
            if given.get(name):
                self.loads.append(given[name])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "alternate"):
            self.loads.append(given["href"])


def read(path: Path) -> _Reader:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, _Reader]:
    return {
        path.relative_to(site).as_posix(): read(path)
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def broken(pages: dict[str, _Reader], site: Path) -> dict[str, list[str]]:
    """Return the links of each page that lead nowhere inside the site, anchors included."""
    found = defaultdict(list)
    for name, reader in pages.items():
        for link in reader.links + reader.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("data:"):
                continue
            folder = (site / name).parent
            target = (folder / unquote(parts.path)).resolve() if parts.path else site / name
            if target.is_dir():
                target = target / "index.html"
            if not target.is_file():
                found[name].append(link)
            elif parts.fragment and target.suffix == ".html":
                key = target.relative_to(site.resolve()).as_posix()
                ids = pages[key].ids if key in pages else []
                if parts.fragment not in ids and not parts.fragment.startswith("__"):
                    found[name].append(link)
    return dict(found)


def test_every_link_inside_the_site_leads_somewhere(pages: dict, site: Path):
    assert sum(len(reader.links) for reader in pages.values()) > 5_000
    assert broken(pages, site) == {}


def test_a_planted_broken_link_is_found(site: Path):
    planted = _Reader()
    planted.feed('<a href="../nowhere/">x</a><a href="#none">y</a><a href="./">z</a>')
    assert broken({"index.html": planted}, site) == {"index.html": ["../nowhere/", "#none"]}


def test_every_page_has_its_twin(pages: dict):
    korean = {name.removeprefix("ko/") for name in pages if name.startswith("ko/")}
    english = {name for name in pages if not name.startswith("ko/")}
    assert korean == english


def test_there_is_a_page_for_every_record_that_has_one(pages: dict, model: Model):
    expected = [f"rules/{row['rule_id']}" for row in model.rows["rules"]]
    expected += [f"providers/{row['provider_id']}" for row in model.rows["providers"]]
    expected += [f"zones/{row['zone_id']}" for row in model.rows["zones"]]
    expected += [f"data/{resource['name']}" for resource in model.package.resources]
    assert len(expected) > 100
    assert [path for path in expected if f"{path}/index.html" not in pages] == []


def test_section_indexes_list_their_pages(pages: dict, model: Model):
    for section, rows, key in (
        ("rules", model.rows["rules"], "rule_id"),
        ("providers", model.rows["providers"], "provider_id"),
        ("zones", model.rows["zones"], "zone_id"),
    ):
        links = pages[f"{section}/index.html"].links
        missing = [row[key] for row in rows if f"../{section}/{row[key]}/" not in links]
        assert missing == []


def test_each_page_has_one_h1_and_no_id_twice(pages: dict):
    for name, reader in pages.items():
        assert reader.headings.count("h1") == 1, name
        twice = {key for key in reader.ids if reader.ids.count(key) > 1}
        assert not twice - {"__nav_1"}, (name, twice)


def test_record_pages_end_in_sources_limits_and_a_day(site: Path, model: Model):
    for view in model.providers:
        text = (site / "providers" / view.provider["provider_id"] / "index.html").read_text()
        assert 'class="sources"' in text
        assert "What this page cannot tell you" in text
        assert "State of 20 November 2026" in text
        assert "no endorsement" in text


def test_every_source_mark_has_its_entry(site: Path):
    marks = 0
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        cited = set(re.findall(r'class="ev[^"]*" href="#(s\d+)"', text))
        marks += len(cited)
        assert cited == set(re.findall(r'<li id="(s\d+)">', text)), path
    assert marks > 1_000


def test_nothing_is_loaded_from_another_host(pages: dict):
    for name, reader in pages.items():
        assert [load for load in reader.loads if urlsplit(load).netloc] == [], name


def test_no_style_stands_in_a_page_of_ours(site: Path):
    for path in (site / "rules").rglob("*.html"):
        article = path.read_text(encoding="utf-8").split("<article", 1)[1].split("</article")[0]
        assert " style=" not in article, path


def test_the_site_holds_only_files_of_known_kinds(site: Path):
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) > 400
    assert [path for path in files if path.suffix not in FOLDER_ENDINGS] == []
    assert [path for path in files if path.is_symlink()] == []
    assert [path for path in files if not path.stat().st_size] == []


def test_korean_pages_are_korean(site: Path):
    for path in (site / "ko").rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        assert '<html lang="ko"' in text, path
        assert len(re.findall("[가-힣]", text)) > 200, path
