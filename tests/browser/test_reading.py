"""A person reads, clicks and finds: in a real browser."""

import csv
import io
import os
import re
from datetime import date
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, expect

from build_scripts.model import Model
from build_scripts.paths import NODE_MODULES

WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    window.broken.push(`${violatedDirective} ${blockedURI}`);
});
"""
AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PAGES = [
    "",
    "explain/",
    "explain/start/",
    "explain/stablecoins/",
    "rules/",
    "rules/travel-rule/",
    "rules/ico-ban/",
    "instruments/",
    "instruments/vaupa/",
    "bills/",
    "compare/",
    "coming/",
    "check/",
    "check/won-exchange/",
    "on/",
    "on/2024-07-19/",
    "providers/",
    "providers/upbit/",
    "registration/",
    "deadline-2021/",
    "counts/",
    "sanctions/",
    "sanctions/dunamu-suspension-2025/",
    "incidents/",
    "platforms/",
    "market/",
    "zones/",
    "exemptions/",
    "zones/jeju-blockchain/",
    "regions/busan/",
    "sandbox/",
    "projects/",
    "projects/musicow/",
    "timeline/",
    "timeline/2021/",
    "turning-points/deadline-of-september-2021/",
    "authorities/",
    "positions/",
    "associations/",
    "claims/",
    "glossary/",
    "unknowns/",
    "data/",
    "data/rule_values/",
    "use/",
    "changes/",
    "disagreements/",
    "method/",
]

# what a screen reader would read wrong: Korean words of an English page in an English voice
# (WCAG 2.2, 3.1.2), a table without the names of its columns, a page without one main heading
UNHEARD = """
() => {
    const korean = /[가-힣]/;
    const found = [];
    const spoken = (element) => element.closest("[lang]").lang;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const { textContent, parentElement } = texts.currentNode;
        if (!korean.test(textContent) || parentElement.closest("script, style")) continue;
        if (spoken(parentElement) !== "ko") found.push(`not marked: ${textContent.trim()}`);
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [alt]")) {
        const names = ["aria-label", "title", "alt"].map((name) => element.getAttribute(name));
        if (korean.test(names.join(" ")) && spoken(element) !== "ko") found.push(names.join(" "));
    }
    for (const table of document.querySelectorAll("article table")) {
        const heads = [...table.rows[0].cells].filter((cell) => cell.matches("thead th"));
        if (heads.length !== table.rows[0].cells.length) found.push(`no head: ${table.id}`);
    }
    const titles = document.querySelectorAll("h1").length;
    return titles === 1 ? found : [...found, `${titles} main headings`];
}
"""
# each page is seen in both languages, both widths and both schemes: in two settings of four, or,
# where time does not count, in all eight
EVERY = "KCR_EVERY_SETTING" in os.environ
SETTINGS = [
    ("", 360, "light"),
    ("", 1280, "dark"),
    ("ko/", 1280, "dark"),
    ("ko/", 360, "light"),
]
if EVERY:
    SETTINGS = list(product(("", "ko/"), (360, 1280), ("light", "dark")))


def violations(page: Page) -> list[str]:
    """Return axe's violations on a page, each with where it stands."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{item['id']}: {node['target']} {node['any'][:1]}"
        for item in found
        for node in item["nodes"][:2]
    ]


@pytest.mark.parametrize("number", range(len(SETTINGS)))
def test_pages_are_accessible_and_ask_nothing_of_another_host(
    browser: Browser, address: str, number: int
):
    root, width, scheme = SETTINGS[number]
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    found, asked, failed = {}, [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    for path in PAGES if EVERY else PAGES[number % 2 :: 2]:
        page.goto(f"{address}/{root}{path}")
        failed += page.evaluate("window.broken")  # what the page's own policy had to stop
        faults = violations(page) + page.evaluate(UNHEARD)
        if faults:
            found[path] = faults
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found[f"{path} is too wide"] = [wide]
    host = address.rsplit("/", 1)[0]
    cookies = context.cookies()
    context.close()
    assert found == {}
    assert len(asked) > 50
    assert [url for url in asked if not url.startswith((host, "data:", "blob:"))] == []
    assert failed == []
    assert cookies == []


def test_a_planted_fault_is_found(page: Page, address: str):
    page.goto(f"{address}/method/")
    page.evaluate("document.querySelector('article').append(document.createElement('button'))")
    assert any(line.startswith("button-name") for line in violations(page))
    assert page.evaluate(UNHEARD) == []
    page.evaluate(
        """document.querySelector("article").innerHTML +=
            "<h1 title='신고'>수리</h1><table><tr><td>1</td></tr></table>" """
    )
    assert len(page.evaluate(UNHEARD)) == 4


def two_clicks(page: Page, address: str, *links: str) -> Page:
    """Open the front page and follow links by their words; at most two."""
    assert len(links) <= 2
    page.goto(f"{address}/")
    for link in links:
        page.locator("article").get_by_role("link", name=link).first.click()
    return page


def test_upbit_since_when_and_with_which_bank(page: Page, address: str):
    two_clicks(page, address, "Upbit: since when, with which bank?")
    answer = page.locator(".answer")
    expect(answer).to_contain_text("Upbit is registered")
    expect(answer).to_contain_text("17 September 2021")
    expect(answer).to_contain_text("K bank")
    expect(answer.locator("a.ev").first).to_be_visible()


def test_the_travel_rule_today_and_from_19_february_2027(page: Page, address: str):
    two_clicks(page, address, "What does the travel rule ask?")
    expect(page.locator(".answer")).to_contain_text("KRW 1m")
    expect(page.locator(".notice").first).to_contain_text("19 February 2027")


def test_the_explainers_answer_in_their_first_lines(page: Page, address: str):
    for root, told in (("", "has not started yet"), ("ko/", "아직 시작되지 않았습니다")):
        page.goto(f"{address}/{root}explain/tax/")
        answer = page.locator(".answer")
        expect(answer).to_contain_text(told)
        expect(answer.locator("a.ev").first).to_be_visible()
        expect(page.locator("a.term").first).to_have_attribute("title", re.compile(".{20}"))


def test_the_ledger_tells_the_state_on_a_chosen_day(page: Page, address: str):
    page.goto(f"{address}/exemptions/?day=2022-08-01")
    active = page.locator("#exemptions tbody tr[data-state=active]:visible")
    then = active.count()
    page.get_by_label("On the day").fill("2019-01-18")
    expect(page.locator("#exemptions tbody tr:visible")).to_have_count(0)
    page.get_by_label("On the day").fill("")
    assert 0 < active.count() < then


def test_jeju_did_not_become_a_zone(page: Page, address: str):
    two_clicks(page, address, "Did Jeju become a crypto zone?")
    expect(page.locator(".st").first).to_contain_text("Not designated")


def test_the_ico_ban_rests_on_no_statute(page: Page, address: str):
    two_clicks(page, address, "What does the ICO ban rest on?")
    expect(page.locator("article")).to_contain_text("no statute says it")


def test_a_source_mark_opens_and_closes_by_keyboard(page: Page, address: str):
    page.goto(f"{address}/providers/upbit/")
    mark = page.locator(".answer a.ev").first
    mark.focus()
    page.keyboard.press("Enter")
    box = page.locator(".kcr-pop")
    expect(box).to_be_visible()
    assert box.locator("a").first.get_attribute("href").startswith("http")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    assert mark.evaluate("mark => mark === document.activeElement")


def test_a_table_is_found_in_filtered_sorted_and_linked(page: Page, address: str):
    page.goto(f"{address}/providers/")
    rows = page.locator("#providers tbody tr:visible")
    every = rows.count()
    page.get_by_label("Find a name").fill("업비트")
    expect(rows).to_have_count(1)
    expect(page.locator("#providers-count")).to_contain_text(f"1 of {every}")
    assert "q=" in page.url
    page.goto(f"{address}/providers/?market=krw")
    expect(rows).to_have_count(5)
    page.get_by_role("button", name="Provider").click()
    names = page.locator("#providers tbody tr:visible td:first-child a").all_inner_texts()
    assert names == sorted(names)
    page.get_by_label("Find a name").fill("no such name")
    expect(page.locator("#providers-count")).to_contain_text("Drop one of")


@pytest.mark.parametrize("root", ["", "ko/"])
def test_what_a_table_shows_is_taken_along(browser: Browser, address: str, root: str):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{address}/{root}providers/?market=krw&without=3-6&sort=0-")
    heads = page.locator("#providers thead th:visible")
    expect(heads).to_have_count(5)
    page.locator(".taking summary").press("Enter")
    boxes = page.locator(".taking details input")
    boxes.nth(1).press("Space")  # the third column: the first has no box
    expect(heads).to_have_count(4)
    assert "without=2-3-6" in page.url
    assert violations(page) == []
    first = page.locator("#providers tbody tr:visible td:first-child").first
    first.evaluate("cell => cell.prepend('=1+1 ')")
    page.locator("[data-copied]").first.press("Enter")
    expect(page.locator(".taking [role=status]")).to_contain_text("5")
    lines = [
        line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").split("\n")
    ]
    assert len(lines) == 6 and {len(line) for line in lines} == {4}
    assert lines[1][0].startswith("'=1+1 ")
    page.locator("[data-copied]").last.press("Enter")
    expect(page.locator(".taking [role=status]")).not_to_contain_text("5")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    with page.expect_download() as started:
        page.locator("[data-file]").press("Enter")
    assert started.value.suggested_filename == "korea-crypto-rules-providers.csv"
    saved = list(csv.reader(io.StringIO(started.value.path().read_text("utf-8-sig"))))
    assert [line[:-1] for line in saved] == lines
    assert {line[-1] for line in saved[1:]} == {saved[1][-1]}
    assert re.search(r"\d\.\d+\.\d", saved[1][-1]) and saved[1][-1].endswith(page.url)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.locator("[data-copied]").first.press("Enter")
    text = page.locator(".taking textarea")
    expect(text).to_be_focused()
    assert text.input_value().splitlines()[0] == "\t".join(lines[0])
    assert page.evaluate("window.broken") == []
    context.close()


def test_on_a_phone_a_table_is_filtered_and_sorted(browser: Browser, address: str):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{address}/providers/?market=krw")
    rows = page.locator("#providers tbody tr:visible")
    expect(rows).to_have_count(5)
    names = page.locator("#providers tbody tr:visible td:first-child a")
    page.get_by_label("Sort by").select_option("0-")
    assert names.all_inner_texts() == sorted(names.all_inner_texts(), reverse=True)
    assert "sort=0-" in page.url
    page.goto(f"{address}/explain/sandboxes/")
    cell = page.locator("article table.cards td").nth(1)
    assert cell.evaluate("cell => cell.clientWidth") > 300
    assert cell.get_attribute("data-label") == "Who decides"
    page.close()


def test_paper_shows_the_record_its_address_and_no_controls(browser: Browser, address: str):
    page = browser.new_page(viewport={"width": 680, "height": 900}, color_scheme="dark")
    page.goto(f"{address}/providers/")
    printed = page.locator(".kcr-printed")
    expect(printed).to_be_hidden()
    expect(page.locator("#providers thead")).to_be_hidden()
    page.emulate_media(media="print")
    expect(printed).to_contain_text("/providers/")
    expect(page.locator(".kcr-footer__state")).to_contain_text("20 November 2026")
    expect(page.locator("#providers thead")).to_be_visible()
    for control in (".md-header", ".md-tabs", ".tools >> nth=0", ".taking", ".kcr-cite"):
        expect(page.locator(control)).to_be_hidden()
    paper = "getComputedStyle(document.body).getPropertyValue('--paper')"
    assert page.evaluate(paper) == "#fff"
    page.close()


def test_no_key_alone_leads_away(page: Page, address: str):
    page.goto(f"{address}/rules/")
    for key in "np,.fs/":
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url == f"{address}/rules/"
    # the theme's script still listens: with the link it looks for, the key would lead there
    page.evaluate("document.head.insertAdjacentHTML('beforeend', '<link rel=next href=../zones/>')")
    page.keyboard.press("n")
    page.wait_for_url(f"{address}/zones/")


@pytest.mark.parametrize(("width", "holder"), [(1280, ".wide"), (360, ".narrow")])
def test_explore_fetches_the_chart_and_moves_nothing(
    browser: Browser, address: str, width: int, holder: str
):
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/market/", wait_until="networkidle")
    assert not any("plotly" in url or "market_by_half.json" in url for url in asked)
    below = page.locator("#market_by_half details").first
    before = below.bounding_box()["y"]
    page.get_by_role("button", name="Explore").click()
    expect(page.locator(f"{holder} .chart .main-svg").first).to_be_visible()
    assert sum("plotly-basic.min.js" in url for url in asked) == 1
    assert page.evaluate("window.broken") == []
    assert page.locator(f"{holder} .chart tspan").count() > 0
    # the button is gone, so what stands below may move up by its row, never down
    assert before - 60 <= below.bounding_box()["y"] <= before + 2
    context.close()


def test_without_scripts_everything_is_there(browser: Browser, address: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/providers/")
    assert page.locator("#providers tbody tr:visible").count() > 40
    assert page.locator(".tools").count() == 2
    assert page.locator(".tools:visible").count() == 0
    expect(page.locator("#won_exchanges svg").first).to_be_visible()
    page.goto(f"{address}/providers/upbit/")
    page.locator(".answer a.ev").first.click()
    assert "#s" in page.url
    context.close()


def test_a_day_between_two_changes_leads_to_the_day_before_it(page: Page, address: str):
    page.goto(f"{address}/on/")
    page.get_by_label("Another day").fill("2024-07-20")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/on/2024-07-19/?day=2024-07-20")
    expect(page.locator("p.asked")).to_contain_text("2024-07-20")
    expect(page.locator("#new ~ table").first).to_contain_text("User Protection Act")


def test_a_choice_is_answered_and_its_address_keeps_it(page: Page, address: str):
    choice = "who=won_exchange&do=transfer&with=virtual_asset"
    page.goto(f"{address}/check/?{choice}&on=2026-11-20")
    binds = page.locator("section[data-outcome=binds]")
    expect(binds).to_contain_text("Travel rule")
    expect(page.locator("section[data-outcome=not_yet]")).to_contain_text("2027-02-19")
    page.get_by_label("I am").select_option("individual")
    assert "who=individual" in page.url
    page.goto(f"{address}/check/?who=individual&do=mint_nft&with=nft&on=2017-01-01")
    expect(page.locator("#check-count")).to_contain_text("does not mean")


def test_the_browser_answers_as_the_model_does(page: Page, address: str, model: Model):
    labels = model.package.labels
    who, what, asset = (
        [value for value in labels("rule_scope", name, "en") if value != "any"]
        for name in ("actor", "activity", "asset")
    )
    days = ["2017-12-13", "2021-03-25", "2024-07-18", "2024-07-19", "2026-11-20", "2027-02-19"]
    page.goto(f"{address}/check/")
    told = page.evaluate(
        """async ([who, what, asset, days]) => {
            const record = await (await fetch("../assets/check.json")).json();
            return days.map((day) => who.flatMap((a) => what.flatMap((b) => asset.map((c) =>
                kcrDecide(record, a, b, c, day).map((one) => one.rule + ":" + one.outcome).join(" ")
            ))));
        }""",
        [who, what, asset, days],
    )
    answered = 0
    for day, of_day in zip(days, told, strict=True):
        expected = [
            " ".join(
                f"{one.rule_id}:{one.outcome}"
                for one in model.applies(*choice, date.fromisoformat(day))
            )
            for choice in product(who, what, asset)
        ]
        assert of_day == expected
        answered += sum(map(bool, expected))
    assert answered > 1_000


def test_the_language_link_leads_to_the_same_page(page: Page, address: str):
    page.goto(f"{address}/rules/travel-rule/")
    page.locator(".kcr-language").click()
    assert page.url == f"{address}/ko/rules/travel-rule/"
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.locator(".kcr-language").click()
    assert page.url == f"{address}/rules/travel-rule/"
