"""Take pictures of the built site: python -m tests.browser.screenshot FOLDER [PAGE …].

Each page is taken whole, at 360 and 1,280 pixels, light and dark.
"""

import sys
from pathlib import Path

from build_scripts.paths import BUILD
from tests.browser.serving import chromium, served

WIDTHS = {"phone": 360, "desktop": 1280}


def main(folder: Path, pages: list[str]) -> None:
    """Save the pictures of each page, named by page, width and scheme."""
    folder.mkdir(parents=True, exist_ok=True)
    with served(BUILD / "site") as address, chromium() as browser:
        for width_name, width in WIDTHS.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                page = context.new_page()
                for path in pages:
                    page.goto(f"{address}/{path}")
                    name = path.strip("/").replace("/", "-") or "home"
                    page.screenshot(
                        path=folder / f"{name}-{width_name}-{scheme}.png", full_page=True
                    )
                context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or [""])
