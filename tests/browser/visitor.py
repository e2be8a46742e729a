"""A person who visits the site: starts at its front page, acts, finds, and each act is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from build_scripts.language import Language, read_language
from build_scripts.pages import STATUS
from build_scripts.paths import LOCALE

ENGLISH, KOREAN = read_language("en", LOCALE), read_language("ko", LOCALE)
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
PHONE |= {"locale": "ko-KR", "device_scale_factor": 2}
DESK = {"viewport": {"width": 1280, "height": 900}}


@dataclass
class Visitor:
    """One person in a browser of their own; `acts` are what they did since the front page."""

    page: Page
    root: str
    touches: bool = False
    acts: list[str] = field(default_factory=list)


@contextmanager
def visitor(browser: Browser, root: str, **settings: object) -> Iterator[Visitor]:
    """Let a person in by the front page at `root`; nothing they ask for may be missing or break."""
    context = browser.new_context(**settings)
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield Visitor(page, root, bool(settings.get("has_touch")))
    context.close()
    assert failed == []


@contextmanager
def asks(who: Visitor, question: str, most: int) -> Iterator[Page]:
    """Let a person find an answer from the front page on, in at most so many acts, never sideways.

    An act is a link followed, a button pressed, a box filled or a choice made.
    """
    who.page.goto(who.root, wait_until="domcontentloaded")
    who.acts.clear()
    yield who.page
    assert len(who.acts) <= most, f"{question}: {who.acts}"
    too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not who.page.evaluate(too_wide), question


def act(who: Visitor, name: str, target: Locator) -> None:
    """Click what is called so, or tap it."""
    who.acts.append(name)
    if who.touches:
        target.tap()
    else:
        target.click()


def follow(who: Visitor, name: str, within: str = "article") -> None:
    """Follow the first link of that name in a part of the page to another page."""
    before = who.page.url
    act(who, name, who.page.locator(within).get_by_role("link", name=name, exact=True).first)
    who.page.wait_for_url(lambda url: url != before, wait_until="domcontentloaded")


def press(who: Visitor, name: str, within: str = "article") -> None:
    """Press the first button of that name in a part of the page."""
    act(who, name, who.page.locator(within).get_by_role("button", name=name, exact=True).first)


def fill(who: Visitor, label: str, text: str) -> None:
    """Type into the box of that label."""
    who.acts.append(f"{label}: {text}")
    who.page.locator("article").get_by_label(label, exact=True).fill(text)


def choose(who: Visitor, label: str, choice: str) -> None:
    """Choose by its words from the list of that label."""
    who.acts.append(f"{label}: {choice}")
    lists = who.page.locator("article").get_by_role("combobox", name=label, exact=True)
    lists.select_option(label=choice)


def save(who: Visitor, name: str) -> Path:
    """Follow a link that downloads a file and return where it was saved."""
    with who.page.expect_download() as download:
        link = who.page.locator("article").get_by_role("link", name=name, exact=True)
        act(who, name, link)
    return download.value.path()


def word(state: str, language: Language) -> str:
    """Return what people read for a state."""
    return language.say(STATUS[state][1])


def shown_source(who: Visitor, mark: Locator) -> str:
    """Open a source mark in place and return the address its note leads to."""
    act(who, "a source mark", mark)
    note = who.page.get_by_role("dialog", name=mark.get_attribute("aria-label"))
    expect(note).to_be_visible()
    return note.get_by_role("link").first.get_attribute("href")


def hrefs(links: Locator) -> list[str]:
    """Return the addresses of links as they are written."""
    return links.evaluate_all("links => links.map((link) => link.getAttribute('href'))")
