"""A reader with a screen reader and the keyboard only does what others do with eyes and a mouse."""

import pytest
from playwright.sync_api import Browser, Page, expect

from build_scripts.figures.figure import Figure
from build_scripts.figures.market_by_half import market_by_half
from build_scripts.model import Model
from tests.browser.test_tasks import (
    held,
    rules_that_held,
    says_what_comes,
    says_where_it_stands,
)
from tests.browser.test_tasks_with_data import banks_known, banks_told
from tests.browser.visitor import DESK, ENGLISH, visitor, word

# 1280 pixels at twice the size (WCAG 2.2, 1.4.4 and 1.4.10)
ZOOMED = {"viewport": {"width": 640, "height": 450}}
STILL = {"reduced_motion": "reduce"}
IS_FOCUSED = "selector => document.activeElement.matches(selector)"
# what has the focus and no ring around it, or stands out of sight; a hidden choice rings its label
UNSEEN = """
() => {
    const focused = document.activeElement;
    const shown = focused.matches("input[type=radio]") ? focused.nextElementSibling : focused;
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    const { top, bottom, left, right, width } = shown.getBoundingClientRect();
    const inSight = width > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    const ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    return inSight && ringed ? [] : [shown.outerHTML];
}
"""
# what moves by itself, or glides, for longer than an eye can follow
MOVING = """
() => [...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    const glides = transitionDuration.split(",").some((time) => parseFloat(time) > 0.02);
    return glides || animationName !== "none" || scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 80))
"""


def tab_to(page: Page, selector: str, most: int) -> None:
    """Press Tab until what is looked for has the focus, at most so often."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(IS_FOCUSED, selector):
            return
    raise AssertionError(f"{selector} is not among the next {most} stops")


def test_a_reader_with_the_keyboard_and_a_screen_reader(
    browser: Browser, address: str, model: Model
):
    view = next(view for view in model.providers if view.is_registered)
    with visitor(browser, f"{address}/", **DESK, **STILL) as he:
        page = he.page
        page.goto(he.root)
        assert [one for one in unseen_stops(page, 20) if one] == []
        page.goto(he.root)
        skips_to_the_content(page)
        finds_by_search(page, view.provider["brand_ko"], view.provider["brand_en"])
        says_where_it_stands(page, view, ENGLISH)
        hears_the_page(page, view.provider["brand_en"], word(view.standing, ENGLISH))
        skips_to_the_content(page)
        reads_a_source_in_place(page, model.sources[view.accepted["source_id"]]["publisher"])
        assert page.evaluate(MOVING) == []
        finds_by_search(page, "providers", "Who may operate, and who once could")
        hears_a_table(page, "Provider", [row["brand_en"] for row in model.rows["providers"]])
        page.goto(he.root)
        explores(page, market_by_half(model, ENGLISH))


def unseen_stops(page: Page, stops: int) -> list[list[str]]:
    """Return, for each of the first stops of the Tab key, what cannot be seen to have the focus."""
    found = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        found.append(page.evaluate(UNSEEN))
    return found


def skips_to_the_content(page: Page) -> None:
    """Reach the first thing of the content in two stops, past the navigation."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    tab_to(page, "a.md-skip", most=1)
    expect(page.locator("a.md-skip")).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    place = page.evaluate("document.querySelector('h1').getBoundingClientRect().top")
    assert 0 <= place < 450
    tab_to(page, "article *", most=1)


def finds_by_search(page: Page, query: str, title: str) -> None:
    """Open the search by its keys, type, and go to a result by the arrow and Enter."""
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Find a rule, a provider, a term")
    expect(field).to_be_focused()
    page.keyboard.type(query)
    results = page.locator("#kcr-found")
    options = results.get_by_role("option")
    expect(page.get_by_role("status").filter(has_text="found")).to_be_visible()
    expect(results).to_have_attribute("aria-busy", "false")  # the whole word was asked for
    chosen = options.and_(page.locator("[aria-selected=true]"))
    for _ in range(options.count()):
        expect(chosen).to_have_count(1)
        assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
        if chosen.locator(".kcr-find__title").inner_text() == title:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def hears_the_page(page: Page, title: str, state: str) -> None:
    """Hold what a screen reader is told: landmarks, the heading, the state, the source marks."""
    for role in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(role)).to_have_count(1)
    for name in ("Tabs", "On this page", "You are here"):
        expect(page.get_by_role("navigation", name=name)).to_have_count(1)
    told = page.get_by_role("article").aria_snapshot()
    assert told.count("[level=1]") == 1
    assert f'- heading "{title}" [level=1]' in told
    assert state in told.split("[level=2]")[0]
    assert told.count('- link "Source ') == page.locator("article a.ev").count() > 5


def hears_a_table(page: Page, first: str, names: list[str]) -> None:
    """Hold a table to its head and its rows, as they are told."""
    table = page.get_by_role("main").get_by_role("table").first
    heads = table.get_by_role("columnheader")
    assert heads.count() == table.get_by_role("row").nth(1).get_by_role("cell").count()
    assert first in heads.nth(0).aria_snapshot()
    assert not set("↕↑↓") & set("".join(heads.all()[i].aria_snapshot() for i in range(2)))
    told = table.aria_snapshot()
    assert [name for name in names if f'link "{name}"' not in told] == []


def reads_a_source_in_place(page: Page, publisher: str) -> None:
    """Open the first source of the answer by Enter, read it, close it by Escape, go on there."""
    tab_to(page, ".answer a.ev", most=12)
    page.keyboard.press("Enter")
    note = page.get_by_role("dialog", name="Source")
    expect(note).to_contain_text(publisher)
    expect(note.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    assert page.evaluate(IS_FOCUSED, ".answer a.ev")


def explores(page: Page, figure: Figure) -> None:
    """Reach a figure, explore it by Enter and open its table: the same words, the same numbers."""
    place = page.locator(f"#{figure.name}")
    drawn = place.get_by_role("img", name=figure.alt, exact=True)
    expect(drawn.filter(visible=True)).to_have_count(1)
    tab_to(page, f"#{figure.name} button[data-explore]", most=100)
    page.keyboard.press("Enter")
    chart = place.locator(".chart:has(.main-svg)").and_(drawn)
    expect(chart).to_be_focused()  # the button is gone: the focus stays where the reader was
    tab_to(page, f"#{figure.name} summary", most=1)
    page.keyboard.press("Enter")
    expect(place.get_by_role("table")).to_be_visible()
    header, *rows = numbers_in(page, figure)
    assert [header, *rows] == numbers_of(figure)
    lines = chart.evaluate("chart => chart.data.map(({ name, y }) => [name, ...y])")
    columns = zip(header, *rows, strict=True)
    drawn_columns = [[name, *map(float, cells)] for name, *cells in list(columns)[1:]]
    assert lines == drawn_columns


def numbers_in(page: Page, figure: Figure) -> list[list[str]]:
    """Return the cells of a figure's table, its header first."""
    return page.locator(f"#{figure.name} table tr").evaluate_all(
        "rows => rows.map(({ cells }) => [...cells].map((cell) => cell.textContent))"
    )


def numbers_of(figure: Figure) -> list[list[str]]:
    return [figure.header, *([str(cell) for cell in row] for row in figure.rows)]


def test_twice_the_size_fits_and_without_scripts_the_facts_are_the_same(
    browser: Browser, address: str, model: Model
):
    view = next(view for view in model.providers if view.is_registered)
    day = model.rule_view("travel-rule").now["applies_from"]
    facts = {
        f"providers/{view.provider['provider_id']}/": lambda page: says_where_it_stands(
            page, view, ENGLISH
        ),
        f"on/{day}/": lambda page: same(rules_that_held(page), held(model, day)),
        "coming/": lambda page: says_what_comes(page, model, ENGLISH),
        "providers/": lambda page: same(banks_told(page), banks_known(model, ENGLISH)),
        "check/won-exchange/": lambda page: says_what_binds(page, model, "won_exchange"),
    }
    with visitor(browser, f"{address}/", java_script_enabled=False) as he:
        for path, holds in facts.items():
            he.page.goto(he.root + path)
            holds(he.page)
    with visitor(browser, f"{address}/", **ZOOMED, **STILL) as he:
        for path in ("", "check/", "use/", "rules/travel-rule/"):
            he.page.goto(he.root + path)
            assert wider_than_the_window(he.page) == 0, path
            if path in ("", "check/"):  # through the drawer, closed and open at a part
                assert [one for one in unseen_stops(he.page, 14) if one] == []


def same(told: object, known: object) -> None:
    assert told == known


def says_what_binds(page: Page, model: Model, actor: str) -> None:
    """Hold the plain table of an actor's rules to the model."""
    told = set(page.locator("article tbody td:first-child a").all_inner_texts())
    assert told == {view.rule["title_en"] for view, _ in model.scope_of_actor(actor)}


def wider_than_the_window(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


# each test can fail


def test_what_keeps_a_reader_out_is_found(browser: Browser, address: str, model: Model):
    figure = market_by_half(model, ENGLISH)
    with visitor(browser, f"{address}/", **ZOOMED) as he:
        page = he.page
        page.goto(he.root)
        assert len(page.evaluate(MOVING)) > 10  # who did not ask for less motion sees some
        page.locator("main a").evaluate_all(
            "links => links.forEach((one) => one.style.setProperty('outline', 'none', 'important'))"
        )
        assert sum(map(len, unseen_stops(page, 20))) > 3
        page.evaluate("document.querySelector('a.md-skip').href = '#sources'")
        with pytest.raises(AssertionError):
            skips_to_the_content(page)
        page.evaluate("document.querySelector('article').style.width = '900px'")
        assert wider_than_the_window(page) > 0
        assert numbers_in(page, figure) == numbers_of(figure)
        page.evaluate("document.querySelector('figure.fig tbody td').textContent = '1'")
        assert numbers_in(page, figure) != numbers_of(figure)
        page.goto(he.root + "providers/")
        page.evaluate("document.querySelector('#providers thead').remove()")
        with pytest.raises(AssertionError):
            hears_a_table(page, "Provider", [])
