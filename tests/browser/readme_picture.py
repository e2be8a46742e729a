"""Take the picture that README.md shows: the first screen of a provider's page."""

import sys

from build_scripts.paths import BUILD
from tests.browser.serving import chromium, served


def main(target: str) -> None:
    """Save the picture at a path."""
    with served(BUILD / "site") as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/providers/upbit/")
        page.screenshot(path=target)


if __name__ == "__main__":
    main(sys.argv[1])
