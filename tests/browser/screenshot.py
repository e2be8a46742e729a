"""Take pictures of built pages: python -m tests.browser.screenshot FOLDER [PAGE …]."""

import sys
from pathlib import Path

from tests.browser.serving import chromium, served

SITE = Path("build/site")
WIDTHS = {"phone": 360, "desktop": 1280}


def main(folder: Path, pages: list[str]) -> None:
    """Save each page in both widths and both colour schemes, whole."""
    folder.mkdir(parents=True, exist_ok=True)
    with served(SITE) as address, chromium() as browser:
        for width_name, width in WIDTHS.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                page = context.new_page()
                for path in pages:
                    page.goto(f"{address}/{path}")
                    name = path.strip("/").replace("/", "-") or "home"
                    target = folder / f"{name}-{width_name}-{scheme}.png"
                    page.screenshot(path=target, full_page=True)
                    print(target)
                context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or [""])
