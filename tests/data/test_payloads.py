"""With the gate off, whatever a cell says does nothing in the files that are made beside the pages.

The pages themselves, the search and the charts are opened by a browser in tests/browser.
"""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from build_scripts.descriptor import Package
from build_scripts.exports.calendar import calendar
from build_scripts.exports.changes import changes
from build_scripts.exports.check_json import check_json
from build_scripts.exports.crawlers import llms
from build_scripts.exports.database import database
from build_scripts.exports.feed import feeds
from build_scripts.language import CODES, read_language
from build_scripts.ledger import Ledger, Release
from build_scripts.load import Tables
from build_scripts.model import Model, build_model, derived_rows
from build_scripts.paths import LOCALE
from build_scripts.search import aliases, entries, names, spellings
from tests.conftest import AS_OF
from tests.payloads import PAYLOADS, poisoned_ledger, poisoned_tables

ATOM = "{http://www.w3.org/2005/Atom}"
ELEMENTS = {
    *("feed", "id", "title", "updated", "published", "link", "author", "name", "rights"),
    *("entry", "category", "content"),
}
LINES = {  # of a calendar, unfolded (RFC 5545, 3.1)
    *("BEGIN", "END", "VERSION", "PRODID", "X-WR-CALNAME", "UID", "DTSTAMP", "SEQUENCE"),
    *("DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"),
}
ROOT = "https://example.org/"


@pytest.fixture(scope="module")
def poisoned(package: Package, tables: Tables) -> Model:
    made, _ = poisoned_tables(package, tables)
    return build_model(replace(package, ledger=poisoned_ledger()), made, AS_OF)


def texts(value: object) -> Iterator[str]:
    """Give every text of a tree of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


@pytest.mark.parametrize("root", ["", ROOT])
@pytest.mark.parametrize("code", CODES)
def test_a_feed_holds_payloads_as_text(poisoned: Model, code: str, root: str):
    made = feeds(poisoned, read_language(code, LOCALE), root)
    told = set()
    for path, raw in made.items():
        if path.endswith(".json"):
            feed = json.loads(raw)
            links = [item.get("external_url", ROOT) for item in feed["items"]]
            told |= {item["content_text"] for item in feed["items"]}
            assert all(item.keys().isdisjoint({"content_html"}) for item in feed["items"])
        else:
            feed = ElementTree.fromstring(raw)
            assert {element.tag.removeprefix(ATOM) for element in feed.iter()} == ELEMENTS
            assert {one.get("type") for one in feed.iter(f"{ATOM}content")} == {"text"}
            assert {one.get("type") for one in feed.iter(f"{ATOM}title")} == {None}
            links = [one.get("href") for one in feed.iter(f"{ATOM}link")]
        strange = r"https?://|\.\./|[a-z0-9/-]+$" if not root else "https?://"
        assert [link for link in links if not re.match(strange, link)] == [], path
    assert len(made) == 14
    seen = [way for way in PAYLOADS if any(way in text for text in told)]
    assert len(seen) == len(PAYLOADS)


@pytest.mark.parametrize("code", CODES)
def test_a_calendar_holds_payloads_as_text(poisoned: Model, code: str):
    raw = calendar(poisoned, read_language(code, LOCALE), ROOT)
    lines = re.sub(r"\r\n[ \t]", "", raw.decode()).split("\r\n")
    assert lines.pop() == ""
    assert {re.match("[A-Z-]*", line).group() for line in lines} == LINES
    assert lines.count("BEGIN:VEVENT") == len(poisoned.coming)
    # str.splitlines breaks at more characters than RFC 5545 does, and so may a reader
    events = Calendar.from_ical(raw).walk("VEVENT")
    assert [len(event.keys()) for event in events] == [9] * len(poisoned.coming)
    told = "".join(event["description"] for event in events)
    assert sum(way.strip() in told for way in PAYLOADS) > 20
    assert {event["url"].startswith(ROOT) for event in events} == {True}


def test_what_the_pages_fetch_is_json_and_nothing_else(poisoned: Model):
    spelt = spellings(names(poisoned), aliases(poisoned))
    for raw in (spelt, *(check_json(poisoned, read_language(code, LOCALE)) for code in CODES)):
        told = list(texts(json.loads(raw)))
        assert len(told) > 100
        assert any("evil" in text for text in told)


def test_the_search_is_told_payloads_as_words(poisoned: Model):
    head = '<title>{0}</title><meta name="description" content="{0}"><article>{0}</article>'
    safe = [way.translate({ord(c): f"&#{ord(c)};" for c in "<>&\"'"}) for way in PAYLOADS]
    pages = {f"{n}/index.html": head.format(way) for n, way in enumerate(safe)}
    told = {address: PAYLOADS for address in map(str, range(len(pages)))}
    made = entries(pages, told, told, "en")
    assert len(made) == len(PAYLOADS)
    for raw in made.values():
        assert {name for name in re.findall(r"<(\w+)", raw.decode())} == {"html", "body", "i", "p"}
        assert "evil" in raw.decode()


def test_no_cell_of_the_record_reaches_what_language_models_read(poisoned: Model, model: Model):
    assert llms(poisoned, str, [], ROOT) == llms(model, str, [], ROOT)


def test_what_changed_reads_back_as_it_was_written(poisoned: Model):
    told = tuple(
        {
            **{"resource": "rules", "key": f"r-{n}", "what": "changed", "cause": "our_error"},
            **{"decided_on": "2026-11-20", "reason_en": way, "reason_ko": way},
            "cells": {"title_en": [way, way]},
        }
        for n, way in enumerate(PAYLOADS)
    )
    ledger = Ledger((Release("1.0.0", AS_OF, {}), Release("1.0.1", AS_OF, {}, told)))
    made = changes(replace(poisoned, package=replace(poisoned.package, ledger=ledger)))
    rows = list(csv.DictReader(io.StringIO(made["changes.csv"].decode(), newline="")))
    assert [row["before"] for row in rows] == [row["reason_ko"] for row in rows] == PAYLOADS
    read = json.loads(made["changes.json"])["releases"][1]["changes"]
    assert [one["reason_en"] for one in read] == PAYLOADS


def test_a_database_holds_payloads_as_text(poisoned: Model):
    base = sqlite3.connect(":memory:")
    base.deserialize(database(poisoned, derived_rows(poisoned)))
    rows = [row["title_en"] for row in poisoned.rows["rules"]]
    assert [row[0] for row in base.execute("SELECT title_en FROM rules")] == rows
    assert sum("evil" in row for row in rows) > 100
    base.close()
