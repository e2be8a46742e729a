"""A reader asks, and the right page is among the first three; and a first visit stays light."""

import csv
import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_reading import violations

QUERIES = Path(__file__).with_name("search_queries.csv")
ROOTS = {"en": "", "ko": "ko/"}
KILOBYTE = 1000
LIGHT, WITH_A_FIGURE, A_QUERY = 120 * KILOBYTE, 160 * KILOBYTE, 300 * KILOBYTE
# type each query into the open dialog; tell its first three pages and what it fetched
ASK_ALL = """
async ([queries, root]) => {
    const field = document.querySelector("dialog.kcr-find input");
    const list = document.getElementById("kcr-found");
    const fetched = () => performance.getEntriesByType("resource")
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    performance.setResourceTimingBufferSize(5000);
    const told = [];
    for (const query of queries) {
        const before = fetched();
        field.value = query;
        field.dispatchEvent(new Event("input"));
        while (list.getAttribute("aria-busy") === "true") await new Promise((go) => setTimeout(go));
        const addresses = [...list.children].slice(0, 3)
            .map((option) => new URL(option.href).pathname.replace(root, "").replace(/\\/$/, ""));
        told.push({ addresses, bytes: fetched() - before });
    }
    return told;
}
"""


def rows(language: str) -> list[dict]:
    """Return the queries of a language with the pages that would answer them."""
    with QUERIES.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["language"] == language]


def ask(page: Page, address: str, language: str, queries: list[str]) -> list[dict]:
    """Open the search and return, for each query, its first three pages and the bytes it took."""
    page.goto(f"{address}/{ROOTS[language]}")
    page.locator("header [data-open-search]").click()
    root = f"/{address.split('/', 3)[3]}/{ROOTS[language]}"
    return page.evaluate(ASK_ALL, [queries, root])


def wrong(asked: list[dict], told: list[dict]) -> list[str]:
    """Return the queries of which no right page is among the first three."""
    return [
        f"{row['query']} ({row['kind']}): {one['addresses']}"
        for row, one in zip(asked, told, strict=True)
        if not set(row["expected"].split()) & set(one["addresses"])
    ]


@pytest.mark.parametrize(("language", "least"), [("en", 41), ("ko", 47)])
def test_the_right_page_is_among_the_first_three(
    page: Page, address: str, language: str, least: int
):
    asked = rows(language)
    assert len(asked) >= least
    told = ask(page, address, language, [row["query"] for row in asked])
    assert wrong(asked, told) == []
    assert max(one["bytes"] for one in told) < A_QUERY


# the milliseconds from a query to its first result, on a processor four times slower
FIRST = """
async (queries) => {
    const field = document.querySelector("dialog.kcr-find input");
    const list = document.getElementById("kcr-found");
    const busy = () => list.getAttribute("aria-busy") === "true";
    const wait = () => new Promise((go) => setTimeout(go));
    const took = [];
    for (const query of queries) {
        list.replaceChildren();
        const start = performance.now();
        field.value = query;
        field.dispatchEvent(new Event("input"));
        while (busy() && !list.children.length) await wait();
        took.push(performance.now() - start);
        while (busy()) await wait();
    }
    return took;
}
"""


def test_the_first_result_comes_within_a_tenth_of_a_second(page: Page, address: str):
    queries = [
        "가상자산",
        "이용자보호법",
        "신고",
        "특금법",
        "특구",
        "업비트",
        "트래블룰",
        "제주",
        "NFT",
    ]
    ask(page, address, "ko", queries)  # what the queries need is loaded
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    # the best of a few rounds: what others do on the machine is not the search's doing
    rounds = [sorted(page.evaluate(FIRST, queries)) for _ in range(3)]
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    assert min(took[len(took) // 2] for took in rounds) < 100, rounds


def test_a_query_without_an_answer_is_found_out(page: Page, address: str):
    planted = [{"query": "qqxjvw", "kind": "planted", "expected": "rules/travel-rule"}]
    told = ask(page, address, "en", ["qqxjvw"])
    assert wrong(planted, told) == ["qqxjvw (planted): []"]
    expect(page.locator(".kcr-find__note")).to_contain_text("No page fits “qqxjvw”")


def test_a_mistyped_name_is_said_to_be_one(page: Page, address: str):
    ask(page, address, "en", ["Upbti"])
    expect(page.locator(".kcr-find__note")).to_contain_text("pages for “Upbit”")


def test_the_search_works_by_keyboard(page: Page, address: str):
    page.goto(f"{address}/ko/rules/")
    dialog = page.locator("dialog.kcr-find")
    page.keyboard.press("s")
    expect(dialog).to_be_hidden()  # no key alone does anything: WCAG 2.1.4
    page.keyboard.press("Control+k")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("header [data-open-search]").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("빗썸")
    options = dialog.get_by_role("option")
    expect(options.nth(3)).to_be_visible()
    expect(page.locator("#kcr-found")).to_have_attribute("aria-busy", "false")
    field = dialog.get_by_role("combobox")
    expect(field).to_have_attribute("aria-activedescendant", "kcr-found-0")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "kcr-found-1")
    page.keyboard.press("ArrowUp")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/ko/providers/bithumb/")


# what stands in the way of a first visit: layout that moves, in shares of the screen
SHIFTS = """
new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.shifted = (window.shifted || 0) + shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("root", ROOTS.values())
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("turning-points/user-protection-begins/", LIGHT),
        ("rules/travel-rule/", LIGHT),
        ("zones/", WITH_A_FIGURE),
        ("", LIGHT),
    ],
)
def test_a_first_visit_is_light_and_asks_for_no_index(
    browser: Browser, address: str, root: str, path: str, most: int
):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script(SHIFTS)
    page = context.new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{address}/{root}{path}", wait_until="load")  # idle alone may come before scripts
    page.wait_for_load_state("networkidle")
    sent = [answer for answer in answers if answer.url.startswith("http")]  # not what pages hold
    weights = {answer.url: len(gzip.compress(answer.body(), 6)) for answer in sent}
    assert len(weights) > 6
    assert sum(weights.values()) < most, weights
    assert [url for url in weights if "/search/" in url or "names.json" in url] == []
    assert page.evaluate("window.shifted || 0") < 0.02
    context.close()
