"""Hold the site that Zensical built from the same pages to the one MkDocs built.

The same pages, no violation axe knows, no request to another host: a line for each fault. The
search and the files beside the pages are not the engine's, and are left out.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser

from build_scripts.paths import BUILD
from build_scripts.verify import FEWEST_PAGES
from tests.browser.serving import chromium, served
from tests.browser.test_reading import PAGES, SETTINGS, violations

BARE = "embed/"  # made beside the pages


def pages(site: Path) -> set[str]:
    """Return the addresses of a site's pages."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
    return {path for path in found if not path.removeprefix("ko/").startswith(BARE)}


def missing(one: set[str], other: set[str], fewest: int = FEWEST_PAGES) -> list[str]:
    """Return a line for each page one of two sites has alone."""
    wrong = [f"{path}: the next engine makes no such page" for path in sorted(one - other)]
    wrong += [f"{path}: only the next engine makes this page" for path in sorted(other - one)]
    if len(other) < fewest:
        wrong.append(f"{len(other)} pages, expected {fewest} or more")
    return wrong


def seen(browser: Browser, address: str) -> list[str]:
    """Return a line for each fault of one page of each kind, in a setting of its own."""
    wrong = []
    for number, (root, width, scheme) in enumerate(SETTINGS):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        for path in PAGES[number % 2 :: 2]:
            page.goto(f"{address}/{root}{path}")
            wrong += [f"{root}{path}: {fault}" for fault in violations(page)]
        host = address.rsplit("/", 1)[0]
        strange = [url for url in asked if not url.startswith((host, "data:", "blob:"))]
        wrong += [f"a request to {url}" for url in strange]
        context.close()
    return wrong


def main() -> int:
    """Print the faults; return 1 where there is one."""
    site, other = BUILD / "site", BUILD / "next"
    wrong = missing(pages(site), pages(other))
    with served(other) as address, chromium() as browser:
        wrong += seen(browser, address)
    print("\n".join(wrong) or f"{len(pages(other))} pages, the same with the next engine")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
