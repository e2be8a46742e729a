"""With the gate off, whatever a cell says does nothing: in no page, file or chart, in a browser.

Every text of every dataset is replaced by payloads, one page of each kind is built in both
languages under the policy of the real site, and a real browser opens them all.
"""

import io
import json
import re
import zipfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from build_scripts import pages as pages_module
from build_scripts.build import (
    PLOTLY,
    asset_files,
    figure_files,
    run_mkdocs,
    run_pagefind,
    theme_policy,
)
from build_scripts.descriptor import Package
from build_scripts.exports.api import api
from build_scripts.exports.check_json import check_json
from build_scripts.exports.workbook import workbook
from build_scripts.figures import FIGURES
from build_scripts.figures.drawing import Drawing, for_page
from build_scripts.language import CODES, read_language
from build_scripts.load import Tables
from build_scripts.markdown import markdown_twins
from build_scripts.model import Model, build_model
from build_scripts.pages import Download, Site, embeds, plan, render
from build_scripts.paths import DOCS, LOCALE, ROOT
from build_scripts.prose import explainers
from build_scripts.search import aliases, entries, names, spellings
from build_scripts.write import add_files
from tests.browser.serving import served
from tests.conftest import AS_OF, SETTINGS
from tests.payloads import poisoned_ledger, poisoned_tables

OTHERS = ["providers/upbit", "rules/travel-rule", "explain/start", "explain/tax", "method", "about"]
# what only a payload brings into a page
LIVE = """
(document) => {
    const found = [];
    const told = (element, why) => found.push(`${why}: ${element.outerHTML.slice(0, 160)}`);
    for (const element of document.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) {
            if (name.startsWith("on")) told(element, name);
            if (!["href", "src", "action", "srcset", "data", "xlink:href"].includes(name)) continue;
            if (/^\\s*(javascript|vbscript|data:text)/i.test(value)) told(element, name);
            if (/evil\\.test/.test(value)) told(element, name);
        }
        if (/^(IFRAME|OBJECT|EMBED|BASE)$/.test(element.tagName)) told(element, "element");
        if (element.tagName === "STYLE" && element.textContent) told(element, "element");
        if (element.matches(".evil, #evil")) told(element, "class");
        if (!/^(STRONG|EM|B|I|CODE|PRE|DEL|S|MARK|H\\d|LI|A)$/.test(element.tagName)) continue;
        if (element.textContent.trim() === "evil") told(element, "markup");
    }
    return found;
}
"""
# the same of pages that are read and not run
PARSED = f"""
async (addresses) => {{
    const live = {LIVE};
    const found = {{}};
    for (const address of addresses) {{
        const text = await (await fetch(address)).text();
        const faults = live(new DOMParser().parseFromString(text, "text/html"));
        if (faults.length) found[address] = faults;
    }}
    return found;
}}
"""
WATCH = """
window.ran = 0;
window.evil = () => { window.ran += 1; };
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => {
    window.broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass
class Poisoned:
    """A site full of payloads: its folder, its addresses, what it was made from.

    The English pages are opened; the Korean ones, which the same templates make, are parsed.
    """

    folder: Path
    english: list[str]
    korean: list[str]
    model: Model
    words: dict[str, str]


def few(site: Site) -> list[tuple[str, str, dict]]:
    """Return one page of each kind and some prose; every address stays known to the links."""
    planned = list(plan(site))
    site.addresses.update(address for address, _, _ in planned)
    kinds: dict[str, tuple] = {}
    for one in planned:
        if not one[1].endswith(".md") and one[0] not in OTHERS:
            kinds.setdefault(one[1], one)
    return [*kinds.values(), *(one for one in planned if one[0] in OTHERS)]


@pytest.fixture(scope="module")
def poisoned(package: Package, tables: Tables, tmp_path_factory: pytest.TempPathFactory):
    to = tmp_path_factory.mktemp("poisoned")
    made, words = poisoned_tables(package, tables)
    model = build_model(replace(package, ledger=poisoned_ledger()), made, AS_OF)
    addresses, korean, beside = [], [], {}
    thread = ThreadPoolExecutor(1)
    policy = thread.submit(theme_policy, to / "empty", AS_OF, SETTINGS)
    figures = {
        one.name: one for make in FIGURES for one in [make(model, read_language("en", LOCALE))]
    }
    patch = pytest.MonkeyPatch()
    for code in CODES:
        language = read_language(code, LOCALE)
        blank = '<svg viewBox="0 0 600 300" width="600" height="300"></svg>'
        drawings = {
            f"{code}-{name}-{width}": Drawing(for_page(blank, name, figure.alt), blank)
            for name, figure in figures.items()
            for width in ("wide", "narrow")
        }
        listed = defaultdict(lambda: Download("x", 1, "0" * 64))
        site = Site(model, language, figures, drawings, listed, [], "", "", explainers(DOCS, code))
        chosen = few(site)
        patch.setattr(pages_module, "plan", lambda _, chosen=chosen: iter(chosen))
        files = {path: text.encode() for path, text in render(site).items()}
        patch.undo()
        root = "" if code == "en" else "ko/"
        framed = {path: raw for path, raw in embeds(site).items() if site.homes}
        beside |= {f"{root}{path}": raw for path, raw in framed.items()}
        found = [f"{root}{address}/" if address else root for address, _, _ in chosen]
        found += [f"{root}{path.removesuffix('index.html')}" for path in list(framed)[:3]]
        (addresses if code == "en" else korean).extend(found)
        files |= asset_files() | figure_files(figures, {}, language, "1.0.0")
        files |= {"assets/check.json": check_json(model, language)}
        files |= {"assets/names.json": spellings(names(model), aliases(model))}
        files |= {"assets/plotly-basic.min.js": PLOTLY.read_bytes()}
        add_files(to / "docs" / code, files)
    told = SETTINGS | {"KCR_POLICY": policy.result(), "KCR_VERSION": "1", "KCR_AS_OF": "a day"}
    told |= {"KCR_DAY_PARTS": "2026, 11, 20"}
    with ThreadPoolExecutor() as pool:
        runs = [
            pool.submit(run_mkdocs, ROOT / config, to, to / name, AS_OF, told, False)
            for config, name in (("mkdocs.yml", "site"), ("mkdocs.ko.yml", "ko"))
        ]
    for run in runs:
        run.result()
    (to / "ko").rename(to / "site" / "ko")
    add_files(to / "site", beside)
    html = {
        path.relative_to(to / "site").as_posix(): path.read_text(encoding="utf-8")
        for path in (to / "site").rglob("index.html")
    }
    html = {path: page for path, page in html.items() if not path.startswith(("ko/", "embed/"))}
    add_files(to / "search", entries(html, names(model), aliases(model), "en"))
    run_pagefind(to / "search", to / "site" / "search")
    return Poisoned(to / "site", addresses, korean, model, words)


@pytest.fixture(scope="module")
def watched(browser: Browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context, asked
    context.close()


def opened(context: BrowserContext) -> tuple[Page, list[str]]:
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def harm(page: Page) -> list[str]:
    """Return what ran, what is alive and what the policy had to stop on the page as it stands."""
    ran, broken = page.evaluate("[window.ran, window.broken]")
    return [*["a script ran"] * ran, *broken, *page.evaluate(f"({LIVE})(document)")]


def foreign(asked: list[str], root: str) -> list[str]:
    host = "/".join(root.split("/")[:3])
    return [url for url in asked if not url.startswith((f"{host}/", "data:", "blob:", "about:"))]


def test_no_payload_is_alive_on_any_page(poisoned: Poisoned, watched):
    context, asked = watched
    asked.clear()
    page, said = opened(context)
    found = {}
    with served(poisoned.folder) as root:
        for address in poisoned.english:
            page.goto(f"{root}/{address}", wait_until="load")
            if faults := harm(page):
                found[address] = faults[:3]
        page.goto(f"{root}/about/")
        found |= page.evaluate(PARSED, [f"{root}/{address}" for address in poisoned.korean])
        assert foreign(asked, root) == []
    page.close()
    assert min(len(poisoned.english), len(poisoned.korean)) > 45
    assert found == {}
    assert said == []


def test_no_payload_comes_alive_when_a_reader_acts(poisoned: Poisoned, watched):
    context, asked = watched
    asked.clear()
    page, said = opened(context)
    with served(poisoned.folder) as root:
        for address, figure in (("market/", "market_by_half"), ("zones/", "zone_bars")):
            page.goto(f"{root}/{address}")
            page.locator(f"#{figure} button[data-explore]").click()
            page.locator(f"#{figure} .chart .main-svg").first.wait_for()
            assert harm(page) == [], address
        page.goto(f"{root}/check/?who=won_exchange&do=transfer&with=virtual_asset&on=2026-11-20")
        page.locator("#check-answer li").first.wait_for()
        assert harm(page) == []
        page.goto(f"{root}/providers/upbit/")
        page.locator("a.ev").first.click()
        page.locator(".kcr-pop").wait_for()
        assert harm(page) == []
        page.goto(f"{root}/about/")
        page.locator("header [data-open-search]").click()
        told = []
        for query in ("evil", "<script>evil()</script>", "onerror=evil", "evvil"):
            page.locator("dialog.kcr-find input").fill(query)
            page.locator("#kcr-found:not([aria-busy=true]) .kcr-find__title").first.wait_for()
            assert harm(page) == [], query
            told += page.locator("#kcr-found a").all_inner_texts()
        assert sum("evil" in text for text in told) > 5, told
        assert foreign(asked, root) == []
    page.close()
    assert said == []


RAW = """<script>evil()</script><img src="https://evil.test/x.png" onerror="evil()">
<a class="evil" href="javascript:evil()">evil</a>"""


@pytest.mark.parametrize("with_policy", [True, False], ids=["under the policy", "without it"])
def test_a_planted_payload_is_seen(
    poisoned: Poisoned, browser: Browser, tmp_path: Path, with_policy: bool
):
    text = (poisoned.folder / "about" / "index.html").read_text(encoding="utf-8")
    assert text.count("</article>") == 1
    text = text.replace("</article>", f"{RAW}</article>")
    if not with_policy:
        text, count = re.subn(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", text)
        assert count == 1
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    context = browser.new_context()
    context.add_init_script(WATCH)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page, _ = opened(context)
    with served(tmp_path) as root:
        page.goto(root, wait_until="load")
        page.locator("a.evil").click()
        faults = harm(page)
        ran, broken = page.evaluate("[window.ran, window.broken]")
        reached = foreign(asked, root)
    context.close()
    assert len([fault for fault in faults if ": <" in fault]) >= 3  # seen as alive either way
    if with_policy:
        assert ran == 0
        assert len(broken) >= 4  # the script, the picture, its onerror and the link
    else:
        assert ran >= 2
        assert reached == ["https://evil.test/x.png"]


def test_no_payload_is_alive_in_any_file(poisoned: Poisoned):
    # the workbook holds texts, no formula and no link
    book = zipfile.ZipFile(io.BytesIO(workbook(poisoned.model)))
    parts = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    assert sum("<row " in part for part in parts.values()) > 40
    assert [name for name, part in parts.items() if "<f>" in part or "<hyperlink" in part] == []
    # a Markdown twin that somebody renders shows words
    twins = markdown_twins(poisoned.folder)
    assert len(twins) > 80
    # a hint of a link (its title) is words, whatever it says
    alive = re.compile(
        r"<(script|img|iframe|base|form|style|meta|svg)|(href|src)=\"\s*javascript:", re.I
    )
    for path in sorted(twins):
        made = markdown.markdown(twins[path].decode(), extensions=["tables"])
        assert [found.group() for found in alive.finditer(made)] == [], path
    # what a program reads as JSON is JSON, and says the payload as it stands
    files = api(poisoned.model, {"en": read_language("en", LOCALE)}, "")
    seen = set()
    for path, raw in files.items():
        if path.endswith("/index.json"):
            json.loads(raw)
            seen |= {word for word in poisoned.words if word.encode() in raw}
    assert len(poisoned.words) > 250
    english = {word for word, place in poisoned.words.items() if not place.endswith("_ko")}
    assert sorted(poisoned.words[word] for word in english - seen) == []


def test_what_search_engines_read_is_json_in_one_script(poisoned: Poisoned):
    seen = ""
    for path in sorted(poisoned.folder.rglob("index.html")):
        page = path.read_text(encoding="utf-8")
        scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        assert page.count("application/ld+json") == len(scripts)
        for script in scripts:
            seen += json.dumps(json.loads(script))
    assert len({word for word in poisoned.words if word in seen}) >= 3


def test_the_payloads_reach_the_pages(poisoned: Poisoned):
    text = "".join(path.read_text(encoding="utf-8") for path in poisoned.folder.rglob("*.html"))
    seen = {word for word in poisoned.words if word in text}
    unseen = sorted(poisoned.words[word] for word in poisoned.words.keys() - seen)
    assert len(seen) > 0.8 * len(poisoned.words), unseen
