"""The feeds and the calendar are valid, keep their ids, and say what the record says."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import unquote
from xml.etree import ElementTree

import fastfeedparser
import pytest
from icalendar import Calendar

from build_scripts.build import followed
from build_scripts.exports.calendar import calendar, days, event_id, sequence
from build_scripts.exports.changes import HEADER, changes
from build_scripts.exports.feed import FOLDER, SHELVES, feeds
from build_scripts.language import CODES, Language, read_language
from build_scripts.ledger import CAUSES, WHATS, Entry, Ledger, Release
from build_scripts.model import Model
from build_scripts.pages import Page, Site, _globals, environment, gone
from build_scripts.paths import LOCALE

ROOT = "https://example.org/kcr/"
LANGUAGES = {code: read_language(code, LOCALE) for code in CODES}
NAMES = ("timeline", "changes", *SHELVES)
DAY = date(2026, 12, 1)


def with_ledger(model: Model, *releases: Release, entries: tuple[Entry, ...] = ()) -> Model:
    return replace(model, package=replace(model.package, ledger=Ledger(releases, entries)))


def a_change(resource: str, key: str, what: str = "changed", **more: object) -> dict:
    words = {"cause": "our_error", "reason_en": "A slip.", "reason_ko": "오기입니다."}
    place = {"resource": resource, "what": what, "key": key, "decided_on": "2026-11-30"}
    return place | words | {"cells": {"title_en": ["Before", "=After"]}} | more


def faults(raw: bytes) -> list[str]:
    """Return what readers of XML and feeds find wrong, and what RFC 4287 asks and is missing."""
    try:
        ElementTree.fromstring(raw)
        parsed = fastfeedparser.parse(raw)
    except (ElementTree.ParseError, ValueError) as error:
        return [str(error)]
    found = []
    for thing in (parsed.feed, *parsed.entries):
        found += [f"no {name}" for name in ("id", "title", "updated") if not thing.get(name)]
        if not re.fullmatch(r"tag:[a-z-]+,2026:(en|ko)/\S+", thing.get("id", "")):
            found.append(f"the id {thing.get('id')!r}")
    try:
        datetime.fromisoformat(parsed.feed["updated"])
    except ValueError as error:
        found.append(str(error))
    ids = [entry.get("id") for entry in parsed.entries]
    found += [f"{one} twice" for one in {one for one in ids if ids.count(one) > 1}]
    if not parsed.feed.get("author"):
        found.append("no author")
    return found


@pytest.mark.parametrize("code", CODES)
def test_every_feed_is_valid_and_the_two_formats_say_the_same(code: str, model: Model):
    made = feeds(model, LANGUAGES[code], ROOT)
    assert made.keys() == {f"{FOLDER}/{name}.{end}" for name in NAMES for end in ("atom", "json")}
    for name in NAMES:
        atom, other = made[f"{FOLDER}/{name}.atom"], json.loads(made[f"{FOLDER}/{name}.json"])
        assert faults(atom) == [], name
        entries = fastfeedparser.parse(atom).entries
        assert other["version"] == "https://jsonfeed.org/version/1.1"
        assert [entry["id"] for entry in entries] == [item["id"] for item in other["items"]]
        assert [entry["title"] for entry in entries] == [item["title"] for item in other["items"]]
        assert [entry["link"] for entry in entries] == [item["url"] for item in other["items"]]
        assert entries
        assert len(entries) <= 50
    assert len(json.loads(made[f"{FOLDER}/timeline.json"])["items"]) == 50


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</title>", "</titel>"),
        ("<updated>2026", "<updated>soon"),
        (" <id>tag:", " <id>"),
        ("<name>", "<email>"),
        ("xmlns=", "xmlnt="),
    ],
)
def test_a_planted_fault_in_a_feed_is_found(old: str, new: str, model: Model):
    raw = feeds(model, LANGUAGES["en"], ROOT)[f"{FOLDER}/timeline.atom"].decode()
    assert old in raw
    assert faults(raw.replace(old, new).encode()) != []


def test_without_an_address_the_links_lead_within_the_site(model: Model):
    made = followed(model, LANGUAGES["ko"], "")
    entries = fastfeedparser.parse(made[f"{FOLDER}/timeline.atom"]).entries
    assert {entry["link"][:3] for entry in entries} == {"../"}
    assert "url" not in json.loads(made[f"{FOLDER}/timeline.json"])["items"][0]
    whole = followed(model, LANGUAGES["ko"], "https://example.org/kcr")
    entries = fastfeedparser.parse(whole[f"{FOLDER}/timeline.atom"]).entries
    assert {entry["link"][:27] for entry in entries} == {"https://example.org/kcr/ko/"}
    assert b"URL:https://example.org/kcr/ko/rules/" in whole["calendar.ics"]


def test_a_reader_follows_the_latest_day_and_is_told_what_is_weak(model: Model):
    items = json.loads(feeds(model, LANGUAGES["en"], ROOT)[f"{FOLDER}/timeline.json"])["items"]
    told = [item["date_published"] for item in items]
    assert told == sorted(told, reverse=True)
    assert told[0][:10] <= model.as_of.isoformat()
    assert all(re.search(r"Grade: [A-Z][a-z]+\.$", item["content_text"]) for item in items)


def test_a_change_is_in_the_feeds_with_its_cause_before_and_after_its_release(model: Model):
    entry = Entry("laws", "changed", "our_error", "A slip.", "오기입니다.", DAY, ("vaupa",))
    first = Release("1.0.0", date(2026, 11, 1), {"laws": {"vaupa": "0123456789ab"}})
    before = with_ledger(model, first, entries=(entry,))
    told = a_change("laws", "vaupa", decided_on="2026-12-01")
    after = with_ledger(model, first, Release("1.0.1", date(2026, 12, 2), {}, (told,)))

    def items(of: Model, name: str) -> list[dict]:
        return json.loads(feeds(of, LANGUAGES["en"], ROOT)[f"{FOLDER}/{name}.json"])["items"]

    titles = [item["title"] for item in items(after, "changes")]
    assert titles == ["Version 1.0.1", "Rows changed: laws", "First publication: version 1.0.0"]
    [one] = [item for item in items(before, "changes") if item["tags"] == ["laws"]]
    assert one in items(after, "changes")  # its release does not make it new again
    assert one["content_text"] == "A slip. Cause: our error. vaupa"
    assert one in items(after, "rules")
    assert one not in items(after, "zones")


def test_a_corrected_row_is_updated_and_keeps_its_id(model: Model):
    moment = model.dated_moments[0]
    key = model.key(moment.resource, moment.record)
    changed = with_ledger(model, Release("1.0.1", DAY, {}, (a_change(moment.resource, key),)))
    renamed = a_change(moment.resource, "old-name", "renamed", renamed_to=key)
    moved = with_ledger(model, Release("1.0.1", DAY, {}, (renamed,)))
    first, of_changed, of_moved = (
        json.loads(feeds(of, LANGUAGES["en"], ROOT)[f"{FOLDER}/timeline.json"])["items"][0]
        for of in (model, changed, moved)
    )
    assert of_changed["id"] == first["id"]
    assert of_changed["date_modified"][:10] == "2026-11-30" > first["date_modified"][:10]
    assert unquote(of_moved["id"]).endswith(f"{moment.resource}/old-name")


def test_the_changes_are_published_whole_in_both_formats(model: Model):
    assert changes(model)["changes.csv"].decode() == ",".join(HEADER) + "\n"
    told = a_change("laws", "vaupa")
    made = changes(with_ledger(model, Release("1.0.1", DAY, {}, (told,))))
    [release] = json.loads(made["changes.json"])["releases"]
    assert release["changes"] == [told]
    assert made["changes.csv"].decode().splitlines()[1:] == [
        "1.0.1,2026-12-01,laws,vaupa,changed,,title_en,Before,=After,our_error,2026-11-30,"
        "A slip.,오기입니다."
    ]


def calendar_faults(raw: bytes) -> list[str]:
    """Return what RFC 5545 asks of each event and is not there."""
    read = Calendar.from_ical(raw)
    found = [f"no {name}" for name in ("version", "prodid") if name not in read]
    events = read.walk("VEVENT")
    for event in events:
        for name in ("uid", "dtstamp", "dtstart", "summary", "sequence"):
            if name not in event:
                found.append(f"no {name}")
        found += [f"{name}: {text}" for name, text in event.errors]
        if "dtstart" in event and "dtend" in event:
            first, last = event.decoded("dtstart"), event.decoded("dtend")
            if type(first) is not date or last - first != timedelta(1):
                found.append(f"{first} to {last}, no whole day")
    ids = [str(event.get("uid")) for event in events]
    found += [f"{one} twice" for one in {one for one in ids if ids.count(one) > 1}]
    long = [line for line in raw.split(b"\r\n") if len(line) > 75]
    return found + [f"a line of {len(line)} bytes" for line in long]


@pytest.mark.parametrize("code", CODES)
def test_the_calendar_is_valid_and_holds_every_known_day_to_come(code: str, model: Model):
    raw = calendar(model, LANGUAGES[code], ROOT)
    assert raw == calendar(model, LANGUAGES[code], ROOT)
    assert calendar_faults(raw) == []
    events = Calendar.from_ical(raw).walk("VEVENT")
    assert len(events) == len(model.coming) > 40
    assert {event.decoded("dtstart") for event in events} >= {
        day for day, entries in model.coming_by_day if not all(model.is_weak(v) for _, v in entries)
    }
    assert min(event.decoded("dtstart") for event in events) >= model.as_of
    assert {int(event["sequence"]) for event in events} == {0}
    kinds = {one.kind for one in model.coming}
    assert kinds >= {"rule_starts", "version_starts", "zone_ends", "registration_ends"}


@pytest.mark.parametrize(
    "plant",
    [
        lambda raw: raw.replace(b"DTSTAMP", b"X-STAMP", 1),
        lambda raw: raw.replace(b"UID:", b"X-UID:", 1),
        lambda raw: raw.replace(b";VALUE=DATE:20261203", b":20261203T000000", 1),
        lambda raw: raw.replace(b"DTSTART;VALUE=DATE:20261203", b"DTSTART;VALUE=DATE:20261303", 1),
        lambda raw: raw.replace(b"END:VEVENT\r\n", b"SUMMARY:" + b"x" * 90 + b"\r\nEND:VEVENT\r\n"),
    ],
)
def test_a_planted_fault_in_a_calendar_is_found(plant: Callable, model: Model):
    raw = calendar(model, LANGUAGES["en"], ROOT)
    assert plant(raw) != raw
    assert calendar_faults(plant(raw)) != []


def test_what_has_no_day_is_on_the_page_and_not_in_the_calendar(model: Model):
    undated = {("exemptions", view.exemption["exemption_id"]) for view in model.undated}
    assert undated
    assert not undated & {one.thing for one in model.coming}


def test_a_day_that_moved_raises_the_sequence_and_keeps_the_id(model: Model):
    def release(version: str, **told: str) -> Release:
        return Release(version, DAY, {}, calendar=tuple(told.items()))

    ledger = Ledger((release("1.0.0", u="2027-01-01"), release("1.1.0", u="2028-01-01")))
    assert sequence(Ledger(), "u", date(2027, 1, 1)) == 0
    assert sequence(ledger, "u", date(2028, 1, 1)) == 1
    assert sequence(ledger, "u", date(2029, 1, 1)) == 2
    assert sequence(ledger, "v", date(2029, 1, 1)) == 0
    one = next(one for one in model.coming if one.kind == "rule_starts")
    resource, key = one.thing
    older = f"{key.split('/')[0]}/2026-01-01"
    renamed = a_change(resource, older, "renamed", renamed_to=key)
    moved = with_ledger(model, replace(release("1.1.0"), changes=(renamed,)))
    assert event_id(one, moved) == event_id(one, model).replace(key, older)
    assert len(days(moved)) == len(model.coming)


def page_of(model: Model, language: Language, address: str) -> str:
    """Render the page that stands at an address no record has any more."""
    there = {"changes", "method", "rules/travel-rule"}
    site = Site(model, language, {}, {}, {}, [], "", "", {}, there | {address})
    [(_, template, given)] = [one for one in gone(model, there) if one[0] == address]
    text = environment().get_template(template)
    return text.render(**given, **_globals(Page(site, address)))


@pytest.mark.parametrize("code", CODES)
def test_the_addresses_of_a_release_still_answer(code: str, model: Model):
    addresses = ("on/2020-01-01", "rules/gone", "rules/old-name", "rules/travel-rule")
    first = Release("1.0.0", date(2026, 11, 1), {}, addresses=addresses)
    told = (
        a_change("rules", "gone", "removed"),
        a_change("rules", "old-name", "renamed", renamed_to="travel-rule"),
    )
    later = with_ledger(model, first, Release("1.1.0", DAY, {}, told))
    there = {"changes", "method", "rules/travel-rule"}
    assert [address for address, _, _ in gone(later, there)] == sorted(addresses[:3])
    assert list(gone(model, there)) == []
    language = LANGUAGES[code]
    moved = page_of(later, language, "rules/old-name")
    assert 'moved_to: "../../rules/travel-rule/"' in moved
    removed = page_of(later, language, "rules/gone")
    assert language.say("This record was withdrawn.") in removed
    assert ("A slip." if code == "en" else "오기입니다.") in removed
    assert "moved_to" not in removed + page_of(later, language, "on/2020-01-01")


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_changes_tells_each_with_its_cause(code: str, model: Model):
    first = Release("1.0.0", date(2026, 11, 1), {"laws": {"vaupa": "0123456789ab"}})
    changed = with_ledger(model, first, Release("1.0.1", DAY, {}, (a_change("laws", "vaupa"),)))
    language = LANGUAGES[code]
    site = Site(changed, language, {}, {}, {}, [], "", "", {}, {"coming", "data", "data/laws"})
    given = {"shelves": SHELVES, "causes": CAUSES, "whats": WHATS}
    template = environment().get_template("changes.md.jinja")
    text = template.render(**given, **_globals(Page(site, "changes")))
    assert language.say("Cause: %(cause)s.", cause=language.say("our error")) in text
    assert "Before" in text
    assert "&#61;After" in text
    assert language.say("Released in version %(version)s.", version="1.0.1") in text
