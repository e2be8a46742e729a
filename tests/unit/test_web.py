"""The published site and the sources are asked, politely, and believed."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import gaierror
from threading import Thread
from urllib.error import URLError

import pytest

from build_scripts import web
from build_scripts.exports.archive import tarball
from build_scripts.verify import SUMS
from build_scripts.web import ask, is_gone, links, live_faults, said, wait_for
from build_scripts.write import add_files, add_sums, unpack
from tests.conftest import AS_OF


class Handler(BaseHTTPRequestHandler):
    """Serves a folder; an address whose first part is a number answers with that number."""

    folder: Path
    asked: list[str]

    def do_GET(self) -> None:
        """Answer."""
        path = self.path.partition("?")[0].strip("/")
        self.asked.append(path)
        number = path.partition("/")[0]
        file = self.folder / path
        code = int(number) if number.isdigit() else 200 if file.is_file() else 404
        self.send_response(code)
        self.end_headers()
        if code == 200:
            self.wfile.write(file.read_bytes())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, type[Handler]]]:
    handler = type("Here", (Handler,), {"folder": tmp_path / "site", "asked": []})
    add_files(handler.folder, {f"{n}.html": b"%d" % n for n in range(1000, 1200)})
    add_files(handler.folder, {"index.html": b"1", "a b.csv": b"2"})
    add_sums(handler.folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", handler
        running.shutdown()


def test_a_live_site_is_the_one_that_was_built(server):
    root, handler = server
    listing = (handler.folder / SUMS).read_bytes()
    assert live_faults(root + "/", listing) == []
    assert 50 < len(handler.asked) < 90
    (handler.folder / "index.html").write_bytes(b"another")
    assert live_faults(root, listing) == ["index.html: other bytes than were built"]
    (handler.folder / "index.html").unlink()
    assert live_faults(root, listing) == ["index.html: 404 Not Found"]
    assert live_faults(root, listing + b"\n".join([b"0" * 64 + b"  x.html", b""]))[0].startswith(
        f"{SUMS}: other bytes"
    )


def test_a_release_goes_live_again_from_its_packed_site(server, tmp_path: Path):
    root, handler = server
    files = {path.name: path.read_bytes() for path in handler.folder.iterdir()}
    (tmp_path / "packed.tar.gz").write_bytes(tarball(files, AS_OF))
    (handler.folder / "index.html").write_bytes(b"a broken release")
    assert live_faults(root, files[SUMS]) != []
    unpack(tmp_path / "packed.tar.gz", handler.folder)
    assert live_faults(root, files[SUMS]) == []


def test_a_new_site_is_given_its_minutes(server, monkeypatch):
    root, handler = server
    listing = (handler.folder / SUMS).read_bytes()
    (handler.folder / "index.html").write_bytes(b"the former one")
    waits = []

    def arrive(pause: float) -> None:
        waits.append(pause)
        if len(waits) == 2:
            (handler.folder / "index.html").write_bytes(b"1")

    monkeypatch.setattr(web.time, "sleep", arrive)
    assert wait_for(root, listing, tries=5, pause=7) == []
    assert waits == [7, 7]
    (handler.folder / "index.html").unlink()
    assert wait_for(root, listing, tries=3, pause=7) == ["index.html: 404 Not Found"]
    assert len(waits) == 4


def test_a_dead_link_is_told_from_a_refusal(server):
    root, handler = server
    urls = [f"{root}/{path}" for path in ("index.html", "404/x", "410/x", "403/x", "500/x")]
    answers = links([*urls, urls[0]], pause=0)
    assert list(answers) == [url for url in sorted(urls) if url != urls[0]]
    assert {url for url, answer in answers.items() if is_gone(answer)} == {urls[1], urls[2]}
    assert is_gone(said(URLError(gaierror())))
    assert handler.asked.count("index.html") == 1


def test_a_silent_host_is_left_alone():
    urls = [f"http://127.0.0.1:1/{n}" for n in range(6)]
    assert ask(urls[0]) == "no answer"
    answers = links(urls, pause=0)
    assert list(answers.values()).count("not asked: the host was silent") == 3
    assert not any(map(is_gone, answers.values()))
