"""The pages work under the policy the offered nginx configuration sends."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site.serving import find_nginx, nginx

PAGES = ["", "ko/rules/travel-rule/", "check/", "nowhere/", "embed/events_by_year/"]


@pytest.mark.skipif(
    find_nginx() is None, reason="no nginx here; run: sudo apt-get install nginx-light"
)
def test_no_page_breaks_the_policy_of_the_server(site: Path, page: Page, tmp_path: Path):
    (tmp_path / "current").symlink_to(site)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    with nginx(tmp_path, tmp_path / "nginx") as port:
        root = f"http://127.0.0.1:{port}/"
        for path in PAGES:
            page.goto(root + path)
        page.goto(root + "market/")
        page.locator("button[data-explore]").first.click()
        expect(page.locator(".chart svg").first).to_be_visible()
        page.locator("header [data-open-search]").click()
        page.keyboard.type("travel rule")
        expect(page.locator("dialog a").first).to_be_visible()
        assert [line for line in said if "404" not in line] == []
        page.evaluate(
            "document.body.append(document.createElement('script'));"
            "document.body.lastChild.textContent = 'window.bad = 1'"
        )
        assert page.evaluate("window.bad") is None
        assert any("Content Security Policy" in line for line in said)
