"""A customer, a compliance lead and a journalist: from the front page they find what is recorded.

What is right is worked out from the model, and the words of links are those of the messages.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from build_scripts.exports.calendar import title as calendar_title
from build_scripts.figures.figure import Figure
from build_scripts.figures.market_by_half import market_by_half
from build_scripts.figures.picture import source_line
from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.model.days import years_after
from build_scripts.model.licensing import ProviderView
from build_scripts.model.on_day import candidates
from build_scripts.model.scope import OUTCOMES
from build_scripts.pages import PREVIEW
from build_scripts.paths import DOCS
from build_scripts.prose import explainers
from tests.browser.serving import served
from tests.browser.visitor import (
    DESK,
    ENGLISH,
    KOREAN,
    PHONE,
    Visitor,
    act,
    asks,
    choose,
    fill,
    follow,
    hrefs,
    press,
    save,
    shown_source,
    visitor,
    word,
)

DAY = timedelta(days=1)


# a customer, on a phone, in Korean


def test_a_customer_on_a_phone_in_korean(browser: Browser, address: str, model: Model):
    stands = next(view for view in model.providers if view.is_registered and view.market == "krw")
    gone = next(view for view in model.providers if view.standing == "closed" and view.accepted)
    with visitor(browser, f"{address}/ko/", **PHONE) as she:
        for view in (stands, gone):
            with asks(she, "is my exchange registered?", most=3) as page:
                finds_her_exchange(she, view, KOREAN)
                says_where_it_stands(page, view, KOREAN)
        joined = date.fromisoformat(stands.accepted["occurred_on"])
        for day in (joined - DAY, years_after(joined, 2)):
            with asks(she, "was it when I signed up?", most=3) as page:
                goes_to_a_day(she, day, KOREAN)
                names_who_was_registered(page, model, day)
        with asks(she, "what protects my money?", most=2) as page:
            reads_what_protects_her_money(she, model)
        with asks(she, "when does the tax start?", most=1) as page:
            follow(she, explainers(DOCS, "ko")["explain/tax"]["title"])
            coming = model.rule_view("virtual-asset-income-tax").coming
            for told in (KOREAN.day(coming["applies_from"]), coming["value_text_ko"]):
                expect(page.locator(".answer")).to_contain_text(told)


def finds_her_exchange(who: Visitor, view: ProviderView, language: Language) -> None:
    """Find the exchange in the table, read its row, open its page."""
    brand = language.pick(view.provider, "brand")
    follow(who, language.say("Is my exchange registered?"))
    fill(who, language.say("Find a name"), brand)
    row = who.page.locator("#providers tbody tr:visible").filter(
        has=who.page.get_by_role("link", name=brand, exact=True)
    )
    expect(row).to_contain_text(word(view.standing, language))
    expect(row).to_contain_text(view.accepted["occurred_on"])
    follow(who, brand, within="#providers")


def says_where_it_stands(page: Page, view: ProviderView, language: Language) -> None:
    """Hold the first lines of a provider's page to its state."""
    expect(page.locator("h1")).to_have_text(language.pick(view.provider, "brand"))
    state = page.locator("article > p > .st").first
    if view.is_registered:
        assert state.inner_text() == word(view.standing, language)
        accepted = language.day(view.accepted["occurred_on"])
        expect(page.locator(".answer")).to_contain_text(accepted)
    else:
        assert state.inner_text().startswith(word(view.standing, language))
        assert language.day(view.since) in state.inner_text()


def goes_to_a_day(who: Visitor, day: date, language: Language) -> None:
    follow(who, language.say("On a day"))
    fill(who, language.say("Another day"), day.isoformat())
    press(who, language.say("Show"))
    who.page.wait_for_url(re.compile(r"/on/\d"), wait_until="domcontentloaded")


def names_who_was_registered(page: Page, model: Model, day: date) -> None:
    """Hold the providers a day's page calls registered to the model of that day."""
    named = {link.rsplit("/", 2)[1] for link in hrefs(page.locator("#providers + p a"))}
    views = model.providers_on(day)
    assert named == {view.provider["provider_id"] for view in views if view.is_registered}


def reads_what_protects_her_money(who: Visitor, model: Model) -> None:
    """Read the explainer and open the source of its first statement."""
    follow(who, explainers(DOCS, "ko")["explain/user-protection"]["title"])
    for rule in ("customer-money-in-bank", "bankruptcy-priority-of-deposits", "coin-segregation"):
        expect(who.page.locator("article")).to_contain_text(model.rule_view(rule).now["answer_ko"])
    row = model.rule_view("customer-money-in-bank").now
    source = shown_source(who, who.page.locator(".answer a.ev").first)
    assert source == model.sources[row["source_id"]]["url"]


# the person in charge of compliance at a won-market exchange


def test_a_compliance_lead_finds_what_binds_and_what_comes(
    browser: Browser, address: str, model: Model
):
    with visitor(browser, f"{address}/", **DESK) as he:
        with asks(he, "which rules bind us?", most=4) as page:
            choice = ("won_exchange", "transfer", "virtual_asset")
            asks_the_checker(he, model, choice, ENGLISH)
            assert told_rules(page) == answered_rules(model, choice)
        with asks(he, "what is it called in Korean?", most=4) as page:
            term = next(row for row in model.rows["glossary"] if row["term_id"] == "travel-rule")
            rule = model.rule("travel-rule")
            follow(he, "About", within=".md-tabs")
            follow(he, "Glossary", within=".md-sidebar--primary")
            fill(he, ENGLISH.say("Find a term"), term["term_en"])
            row = page.locator("#travel-rule:visible")
            expect(row.locator("[lang=ko]").first).to_have_text(term["term_ko"])
            follow(he, rule["title_en"], within="#travel-rule")
            expect(page.locator(".other-name[lang=ko]")).to_have_text(rule["title_ko"])
        with asks(he, "what is coming, and as a calendar?", most=2) as page:
            follow(he, ENGLISH.say("Everything that is coming"))
            says_what_comes(page, model, ENGLISH)
            saved = save(he, ENGLISH.say("These days as a calendar"))
            told = {
                (event.decoded("dtstart"), str(event["summary"]))
                for event in Calendar.from_ical(saved.read_bytes()).walk("VEVENT")
            }
            assert told == {(one.day, calendar_title(one, model, ENGLISH)) for one in model.coming}


def asks_the_checker(who: Visitor, model: Model, choice: tuple, language: Language) -> None:
    follow(who, language.say("Which rules apply to me?"))
    labels = zip(("I am", "I want to", "With"), ("actor", "activity", "asset"), choice, strict=True)
    for label, name, value in labels:
        choose(who, language.say(label), model.package.labels("rule_scope", name, "en")[value])


def told_rules(page: Page) -> dict[str, set[str]]:
    """Return the rules the checker lists under each outcome."""
    return {
        outcome: set(page.locator(f"[data-outcome={outcome}] li > a").all_inner_texts())
        for outcome in OUTCOMES
    }


def answered_rules(model: Model, choice: tuple) -> dict[str, set[str]]:
    """Return the rules the model gives to the same choice."""
    found = model.applies(*choice, model.as_of)
    assert len({one.outcome for one in found}) > 2
    return {
        outcome: {model.rule(one.rule_id)["title_en"] for one in found if one.outcome == outcome}
        for outcome in OUTCOMES
    }


def says_what_comes(page: Page, model: Model, language: Language) -> None:
    """Hold the days to come and the rules under each to the model."""
    lists = page.locator("ul.coming")
    days = page.locator("h2:has(+ ul.coming)").all_inner_texts()
    assert days == [language.day(day) for day, _ in model.coming_by_day]
    for number, (_, entries) in enumerate(model.coming_by_day):
        links = hrefs(lists.nth(number).locator("li > a:not(.ev)"))
        assert [link.split("/")[-2] for link in links] == [v.rule["rule_id"] for v, _ in entries]


# a journalist


def test_a_journalist_checks_a_number_a_day_and_takes_a_figure(
    browser: Browser, address: str, model: Model, tmp_path: Path
):
    with visitor(browser, f"{address}/", **DESK) as she:
        with asks(she, "how many are registered, and who counted?", most=2) as page:
            count = model.latest_count("accepted")
            front = page.locator(".numbers li").filter(
                has=page.get_by_role("link", name=ENGLISH.say("Registered providers"))
            )
            expect(front.locator(".big")).to_have_text(str(count["value"]))
            follow(she, ENGLISH.say("Registered providers"))
            row = page.locator("tbody tr", has_text=count["statement_en"]).first
            cells = row.locator("td").all_inner_texts()
            assert cells[:2] == [count["counted_on"], str(count["value"])]
            source = shown_source(she, row.locator("a.ev").first)
            assert source == model.sources[count["source_id"]]["url"]
        with asks(she, "is it true what I read?", most=2) as page:
            claim = next(one for one in model.claims if one.verdict == "mixes_two_things")
            follow(she, ENGLISH.say("Is it true what I read?"))
            fill(she, ENGLISH.say("Find words"), claim.claim["claim_en"])
            verdict = model.package.labels("claims", "verdict", "en")[claim.verdict]
            [row] = page.locator("table tbody tr:visible").all()
            assert row.locator("td").nth(1).inner_text() == verdict
        with asks(she, "do the sources disagree?", most=1) as page:
            follow(she, "Disagreements", within="footer")
            both_sides_of_every_question(page, model)
        with asks(she, "what held on a past day?", most=3) as page:
            changes = set(candidates(model.rows, model.as_of))
            of_year = sorted(day for day in changes if day.year == 2022)
            day = next(day + DAY for day in of_year if day + DAY not in changes)
            goes_to_a_day(she, day, ENGLISH)
            expect(page.locator("p.asked")).to_contain_text(day.isoformat())
            assert rules_that_held(page) == held(model, day)
        with asks(she, "may I show this figure?", most=1) as page:
            figure = market_by_half(model, ENGLISH)
            act(she, "Embed", page.locator(f"#{figure.name} details.embed summary"))
            line = page.locator(f"#{figure.name} details.embed code").inner_text()
        shows_it_elsewhere(she, line.replace(PREVIEW, address), tmp_path, figure, model)


def both_sides_of_every_question(page: Page, model: Model) -> None:
    """Hold the page of disagreements to the rows: both answers, and which one is used."""
    used = model.package.labels("conflicts", "used", "en")
    rows = page.locator("table tbody tr")
    told = {
        row_id: [re.sub(r"\s+", " ", cell) for cell in cells]
        for row_id, cells in rows.evaluate_all(
            "rows => rows.map((row) => [row.id, [...row.cells].map((cell) => cell.textContent)])"
        )
    }
    assert len(told) == len(model.rows["conflicts"]) > 50
    for row in model.rows["conflicts"]:
        question, one, other, kept, _ = told[row["conflict_id"]]
        assert row["question_en"] in question
        assert (row["value_a_en"] in one, row["value_b_en"] in other) == (True, True), question
        assert kept.startswith(f"{used[row['used']]}. {row['reason_en']}")


def rules_that_held(page: Page) -> list[str]:
    """Return the rules a day's page lists as holding, without those made and not applied."""
    listed = hrefs(page.locator("#held ~ dl.held dt a"))
    waiting = hrefs(page.locator("#waiting ~ dl.held dt a"))
    return sorted(link.split("/")[-2] for link in listed[: len(listed) - len(waiting)])


def held(model: Model, day: date) -> list[str]:
    views = [view for view in model.rules_on(day) if view.now and view.state == "in_force"]
    return sorted(view.rule["rule_id"] for view in views)


def shows_it_elsewhere(who: Visitor, line: str, folder: Path, figure: Figure, model: Model) -> None:
    """Put the line into a page of another origin: the figure stands there with its source."""
    (folder / "index.html").write_text(f"<!doctype html><h1>A newspaper</h1>{line}")
    source = source_line(figure, ENGLISH, model.package.descriptor["version"])
    with served(folder) as elsewhere:
        assert elsewhere != who.root.rstrip("/")
        for width in (360, 1000):
            who.page.set_viewport_size({"width": width, "height": 900})
            who.page.goto(f"{elsewhere}/")
            frame = who.page.frame_locator(f"iframe[title='{figure.title}']")
            expect(frame.get_by_role("img").filter(visible=True)).to_have_count(1)
            expect(frame.locator("body")).to_contain_text(figure.finding)
            expect(frame.locator("body")).to_contain_text(source)
            inside = frame.locator("html")
            assert inside.evaluate("page => page.scrollHeight <= page.clientHeight"), width
            assert inside.evaluate("page => page.scrollWidth <= page.clientWidth"), width


# each test can fail


def test_a_wrong_page_is_found(browser: Browser, address: str, model: Model):
    with visitor(browser, f"{address}/", **DESK) as she:
        page = she.page
        view = next(view for view in model.providers if view.is_registered)
        page.goto(f"{address}/providers/{view.provider['provider_id']}/")
        says_where_it_stands(page, view, ENGLISH)
        page.evaluate("document.querySelector('article > p > .st').textContent = 'Closed'")
        with pytest.raises(AssertionError):
            says_where_it_stands(page, view, ENGLISH)
        day = model.rule_view("travel-rule").now["applies_from"]
        page.goto(f"{address}/on/{day}/")
        names_who_was_registered(page, model, day)
        assert rules_that_held(page) == held(model, day)
        page.evaluate("document.querySelector('#providers + p a').remove()")
        page.evaluate("document.querySelector('dl.held dt').remove()")
        with pytest.raises(AssertionError):
            names_who_was_registered(page, model, day)
        assert rules_that_held(page) != held(model, day)
        page.goto(f"{address}/disagreements/")
        both_sides_of_every_question(page, model)
        page.evaluate("document.querySelector('tbody tr').cells[1].textContent = 'One answer'")
        with pytest.raises(AssertionError):
            both_sides_of_every_question(page, model)
        with pytest.raises(AssertionError, match="too long a way"), asks(she, "too long a way", 1):
            follow(she, ENGLISH.say("What we do not know"))
            follow(she, "Home", within=".md-tabs")
