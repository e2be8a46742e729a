"""Serve a built site under a sub-path and open a real browser on it."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from build_scripts.figures.drawing import find_browser

BASE = "/korea-crypto-rules"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under `BASE` and nothing beside it, as the site is published."""

    def translate_path(self, path: str) -> str:
        inside = path.split("?")[0] == BASE or path.startswith(f"{BASE}/")
        return super().translate_path(path.removeprefix(BASE) if inside else "/not-of-this-site")

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on a free local port; yields the address of its root, without a slash."""
    handler = functools.partial(_Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium; raises RuntimeError where there is none."""
    path = find_browser()
    if not path:
        raise RuntimeError("no Chromium found; run: make browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
