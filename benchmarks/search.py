"""Search: ours and that of Material for MkDocs over the same pages, with the same questions.

Material's search is built from the same folders with Material's own theme and its search plugin,
with the separator that finds most words of these pages. The processor is four times slower.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page

from benchmarks.browsing import phone, served
from benchmarks.measure import keep, machine, run, show
from build_scripts.paths import BUILD, ROOT
from tests.browser.serving import chromium
from tests.browser.test_search import rows

LANGUAGES = {"en": "", "ko": "ko/"}
VISITS = 3  # of which the median is told
SEPARATOR = r"""[\s\-,:;!=\[\]()"`/.·「」『』“”‘’]+"""
OPEN = {
    "ours": "document.querySelector('header [data-open-search]').click()",
    "material": "document.querySelector('.md-search__input').focus()",
}
# ask one question; tell after how many milliseconds the first result stood there, and the first 3
ASK = {
    "ours": """
async ([query, root]) => {
    const field = document.querySelector("dialog.kcr-find input");
    const list = document.getElementById("kcr-found");
    const busy = () => list.getAttribute("aria-busy") === "true";
    const wait = () => new Promise((go) => setTimeout(go));
    list.replaceChildren();
    const start = performance.now();
    field.value = query;
    field.dispatchEvent(new Event("input"));
    while (busy() && !list.children.length) await wait();
    const took = performance.now() - start;
    while (busy()) await wait();
    const paths = [...list.children].slice(0, 3)
        .map((option) => new URL(option.href).pathname.replace(root, "").replace(/\\/$/, ""));
    return { took, paths };
}
""",
    "material": """
async ([query, root]) => {
    const field = document.querySelector(".md-search__input");
    const told = document.querySelector(".md-search-result__meta");
    const list = document.querySelector(".md-search-result__list");
    const wait = () => new Promise((go) => setTimeout(go));
    const type = (text) => {
        field.value = text;
        field.dispatchEvent(new Event("keyup"));
    };
    const still = async () => {
        let before = null;
        while (before !== list.innerHTML) {
            before = list.innerHTML;
            await new Promise((go) => setTimeout(go, 60));
        }
    };
    const start = performance.now();
    const old = told.textContent;
    type(query);
    const limit = start + 60000;
    while (!list.querySelector("a") && performance.now() < limit) {
        await wait();
        if (told.textContent !== old && /^(No|검색어와)/.test(told.textContent.trim())) break;
    }
    const took = performance.now() - start;
    await still();
    const every = [...list.querySelectorAll(":scope > li > a")].map((link) =>
        new URL(link.href).pathname.replace(root, "").replace(/\\/$/, ""));
    const paths = [...new Set(every)].slice(0, 3);
    type("");
    while (list.querySelector("a")) await wait();
    return { took, paths };
}
""",
}


def build_material(docs: Path, folder: Path) -> None:
    """Build both languages with Material's own theme and search into a folder."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)
    for code, place in LANGUAGES.items():
        theme = {"name": "material", "language": code, "font": False}
        own = {
            "site_name": config["site_name"],
            "docs_dir": str(docs / code),
            "site_dir": str(folder / "site" / place),
            "theme": theme,
            "plugins": [{"search": {"lang": code, "separator": SEPARATOR}}],
            "markdown_extensions": config["markdown_extensions"],
            "nav": [{"Home": "index.md"}],
            "validation": {"nav": {"omitted_files": "ignore"}},
        }
        path = folder / f"mkdocs.{code}.yml"
        path.write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "--config-file", str(path)]
        run(command, folder, PYTHONPATH=str(ROOT), NO_MKDOCS_2_WARNING="1")


class _Loader(yaml.SafeLoader):
    """Reads the configuration of MkDocs, whose !ENV names a setting and its default."""


_Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])


def asked(page: Page, which: str, queries: list[str], root: str) -> list[dict]:
    """Ask a page's search every question."""
    return [page.evaluate(ASK[which], [query, root]) for query in queries]


def visit(browser: Browser, which: str, address: str, root: str, queries: list[str]) -> dict:
    """Visit once, ask everything; return bytes, the first answer's time, the rest's median."""
    with phone(browser, slow_network=False) as (page, sizes):
        page.goto(address, wait_until="load")
        page.wait_for_load_state("networkidle")
        before = sum(sizes)
        page.evaluate(OPEN[which])
        first, *rest = asked(page, which, queries, root)
        page.wait_for_load_state("networkidle")
        return {
            "bytes_before": before,
            "bytes_a_query": round((sum(sizes) - before) / len(queries)),
            "first_ms": round(first["took"]),
            "next_ms": round(statistics.median(one["took"] for one in rest)),
            "found": [one["paths"] for one in (first, *rest)],
        }


def right(answers: list[dict], found: list[list[str]]) -> int:
    """Return of how many questions a right page is among the first three."""
    return sum(
        bool(set(row["expected"].split()) & set(paths))
        for row, paths in zip(answers, found, strict=True)
    )


def measured(look: Callable[[], dict], answers: list[dict]) -> dict:
    """Return the median of some visits, and how often the right page was found."""
    visits = [look() for _ in range(VISITS)]
    numbers = [name for name in visits[0] if name != "found"]
    told = {name: round(statistics.median(one[name] for one in visits)) for name in numbers}
    return told | {"right": right(answers, visits[0]["found"]), "asked": len(answers)}


def main(build: Path) -> None:
    """Measure, print and keep."""
    told = []
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        folder = Path(temporary)
        build_material(build / "docs", folder)
        for code, place in LANGUAGES.items():
            answers = rows(code)
            queries = [row["query"] for row in answers]
            for which, site in (("ours", build / "site"), ("material", folder / "site")):
                with served(site) as root:
                    numbers = measured(
                        lambda: visit(browser, which, root + place, f"/{place}", queries),  # noqa: B023
                        answers,
                    )
                told.append({"language": code, "name": which, **numbers})
        version = browser.version.split(".")[0]
    keys = ("bytes_before", "bytes_a_query", "first_ms", "next_ms", "right", "asked")
    header = ["search", *keys]
    show(header, [[f"{o['language']} {o['name']}", *(o[key] for key in keys)] for o in told])
    described = machine("pagefind", "mkdocs-material", "playwright")
    described["versions"] |= {"chromium": version}
    keep("search", {"machine": described, "searches": told})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else BUILD)
