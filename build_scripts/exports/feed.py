"""Export: what is new, to subscribe to: Atom (RFC 4287) and JSON Feed 1.1, one a shelf."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree

from build_scripts.language import Language
from build_scripts.ledger import CAUSES, WHATS, Reason
from build_scripts.model import Model
from build_scripts.model.evidence import GRADES
from build_scripts.model.timeline import Moment

FOLDER = "feeds"
MOST = 50
RELEASE = "release"  # the tag of what concerns every dataset
LONGEST_TITLE = 120
SHELVES = {
    "rules": "Rules",
    "licensing": "Licensing",
    "zones": "Zones and sandboxes",
    "record": "Events and people",
    "evidence": "Sources and claims",
}
MIDNIGHT = "T00:00:00+09:00"  # a day of the record is one of Korean time


@dataclass(frozen=True)
class Item:
    """One thing to read: its id within the record, its days, its words, its page, its source."""

    name: str
    day: date
    updated: date
    title: str
    text: str
    page: str
    source: str | None
    tag: str


def feeds(model: Model, language: Language, root: str) -> dict[str, bytes]:
    """Return every feed of a language by its path.

    `root` is the address of the language's pages, empty where the site has none yet: then links
    are relative, and JSON Feed, which asks for whole addresses, goes without.
    """
    say = language.say
    changed = {
        (reason.resource, key): reason.decided_on
        for reason in reversed(model.package.ledger.reasons)
        for key in reason.keys
    }
    moments = [_moment(one, model, language, changed) for one in model.dated_moments]
    changes = _changes(model, language)
    shelf_of = {r["name"]: r["path"].split("/")[0] for r in model.package.resources}
    found = {
        "timeline": (say("Timeline"), moments),
        "changes": (say("What changed in this record"), changes),
    }
    for shelf, words in SHELVES.items():
        own = [
            item
            for item in [*changes, *moments]
            if item.tag == RELEASE or shelf_of[item.tag] == shelf
        ]
        found[shelf] = (say(words), sorted(own, key=lambda item: item.day, reverse=True))
    files = {}
    for name, (title, items) in found.items():
        latest = items[:MOST]
        files[f"{FOLDER}/{name}.atom"] = _atom(model, language, root, name, title, latest)
        files[f"{FOLDER}/{name}.json"] = _json(model, language, root, name, title, latest)
    return files


def _moment(
    one: Moment, model: Model, language: Language, changed: dict[tuple[str, str], date]
) -> Item:
    """Return a dated statement as an item, with its source and how well it is evidenced.

    It was updated when its row last changed after a release, else on its own day.
    """
    day = date.fromisoformat(one.occurred_on)
    source = model.sources[one.record["source_id"]]
    english = language.code == "en"
    text = one.text_en if english else one.text_ko
    grade = language.say(GRADES[model.grade(one.resource, one.record)])
    key = model.key(one.resource, one.record)
    publisher = source["publisher" if english else "publisher_ko"]
    return Item(
        f"{one.resource}/{model.package.ledger.first_key(one.resource, key)}",
        day,
        max(day, changed.get((one.resource, key), day)),
        _short(text),
        " ".join(
            [
                f"{language.day(one.occurred_on)}: {text}",
                *filter(None, [language.pick(one.record, "note")]),
                language.say(
                    "Source: %(publisher)s. Grade: %(grade)s.", publisher=publisher, grade=grade
                ),
            ]
        ),
        f"{one.page or f'timeline/{one.year}'}/",
        source["url"] if source["url"].startswith(("https://", "http://")) else None,
        one.resource,
    )


def _short(text: str) -> str:
    """Return a text cut at a word so that it fits a title."""
    if len(text) <= LONGEST_TITLE:
        return text
    return text[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _changes(model: Model, language: Language) -> list[Item]:
    """Return the changes of the record by their reasons, and its releases, the newest first."""
    ledger, say = model.package.ledger, language.say
    items = [_reason(reason, language) for reason in ledger.reasons]
    for number, release in enumerate(ledger.releases):
        words = "Version %(version)s" if number else "First publication: version %(version)s"
        text = say(
            "%(rows)s rows in %(tables)s datasets.",
            rows=language.number(sum(map(len, release.rows.values()))),
            tables=len(release.rows),
        )
        title = say(words, version=release.version)
        name = f"release/{release.version}"
        items.append(Item(name, release.day, release.day, title, text, "changes/", None, RELEASE))
    if not ledger.releases:
        descriptor = model.package.descriptor
        text = say(
            "Before the first release: version %(version)s, %(rows)s rows in %(tables)s datasets. "
            "From the first release on, each change stands here with its cause.",
            version=descriptor["version"],
            rows=language.number(sum(map(len, model.rows.values()))),
            tables=len(model.rows),
        )
        day = date.fromisoformat(descriptor["created"][:10])
        title = say("First publication")
        items.append(Item("release/first", day, day, title, text, "changes/", None, RELEASE))
    return sorted(items, key=lambda item: item.day, reverse=True)


def _reason(reason: Reason, language: Language) -> Item:
    say = language.say
    words = f"{reason.cause} {reason.renamed_to} {reason.reason_en}"
    told = hashlib.sha256(words.encode()).hexdigest()[:8]
    keys = ", ".join(reason.keys[:5]) + (" …" if len(reason.keys) > 5 else "")
    text = " ".join(
        [
            language.pick(vars(reason), "reason"),
            say("Cause: %(cause)s.", cause=say(CAUSES[reason.cause])),
            *([keys] if keys not in ("", "*") else []),
        ]
    )
    return Item(
        f"changes/{reason.resource}/{reason.what}/{reason.decided_on}/{told}",
        reason.decided_on,
        reason.decided_on,
        f"{say(WHATS[reason.what])}: {reason.resource}",
        text,
        "changes/",
        None,
        reason.resource,
    )


def _id(model: Model, language: Language, name: str) -> str:
    """Return a tag URI (RFC 4151), the same wherever the site stands."""
    return f"tag:{model.package.descriptor['name']},2026:{language.code}/{quote(name)}"


def _title(model: Model, language: Language, title: str) -> str:
    descriptor = model.package.descriptor
    return f"{descriptor['title' if language.code == 'en' else 'kcr:title_ko']}: {title}"


def _atom(
    model: Model, language: Language, root: str, name: str, title: str, items: list[Item]
) -> bytes:
    feed = ElementTree.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language.code}
    )
    add = _adder(feed)
    here = root or "../"
    add("id", _id(model, language, f"{FOLDER}/{name}"))
    add("title", _title(model, language, title))
    add("updated", f"{max(item.updated for item in items)}{MIDNIGHT}")
    add("link", rel="self", href=f"{here}{FOLDER}/{name}.atom", type="application/atom+xml")
    add("link", rel="alternate", href=here, type="text/html", hreflang=language.code)
    author = _adder(add("author"))
    author("name", model.package.descriptor["contributors"][0]["title"])
    add("rights", "CC BY 4.0")
    for item in items:
        entry = _adder(add("entry"))
        entry("id", _id(model, language, item.name))
        entry("title", item.title)
        entry("updated", f"{item.updated}{MIDNIGHT}")
        entry("published", f"{item.day}{MIDNIGHT}")
        entry("link", rel="alternate", href=f"{here}{item.page}", type="text/html")
        if item.source:
            entry("link", rel="via", href=quote(item.source, safe="/:?&=#%()+,;@!$'*~[]"))
        entry("category", term=item.tag)
        entry("content", item.text, type="text")
    ElementTree.indent(feed, " ")
    return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _adder(parent: ElementTree.Element) -> Callable[..., ElementTree.Element]:
    """Return a function that adds an element to a parent and returns it."""

    def add(name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, name, attributes)
        element.text = text
        return element

    return add


def _json(
    model: Model, language: Language, root: str, name: str, title: str, items: list[Item]
) -> bytes:
    feed: dict = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(model, language, title),
        "language": language.code,
        "authors": [{"name": model.package.descriptor["contributors"][0]["title"]}],
    }
    if root:
        feed |= {"home_page_url": root, "feed_url": f"{root}{FOLDER}/{name}.json"}
    feed["items"] = [
        {
            "id": _id(model, language, item.name),
            **({"url": f"{root}{item.page}"} if root else {}),
            **({"external_url": item.source} if item.source else {}),
            "title": item.title,
            "content_text": item.text,
            "date_published": f"{item.day}{MIDNIGHT}",
            "date_modified": f"{item.updated}{MIDNIGHT}",
            "tags": [item.tag],
        }
        for item in items
    ]
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"
