"""What is published is the old site or the new one, whole, at every moment."""

import base64
import gzip
import hashlib
import os
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from build_scripts import write
from build_scripts.paths import ROOT
from build_scripts.verify import FEWEST_PAGES, faults, sum_faults
from build_scripts.write import add_files, add_sums, publish
from tests.site.serving import OFFERED, find_nginx, nginx

SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.S)

needs_nginx = pytest.mark.skipif(
    find_nginx() is None, reason="no nginx here; run: sudo apt-get install nginx-light"
)


def test_the_built_site_is_whole(site: Path):
    assert faults(site) == []
    assert FEWEST_PAGES >= 1_000


def test_a_killed_publication_leaves_the_old_site_or_the_new_one(tmp_path: Path):
    times = os.environ.get("KCR_KILLS", "60")
    command = [sys.executable, "-m", "tests.site.kill", tmp_path, times]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    killed, steps, pairs = (line.split() for line in result.stdout.splitlines())
    assert int(killed[1]) > int(times) / 10
    assert killed[2:] == ["new", "old"]
    assert steps[1:] == ["checked", "copied", "checked", "made", "went", "keeps"]
    assert pairs[1].startswith("0:")


def small_site(folder: Path, letter: str) -> Path:
    """Make a site whose every file but one holds one letter."""
    page = f"<!doctype html><title>{letter}</title>{letter * 9_000}".encode()
    paths = ["index.html", "404.html", *(f"{n}/index.html" for n in range(60))]
    files = {f"{part}{path}": page for part in ("", "ko/") for path in paths}
    files |= {"embed/figure/index.html": page, "ko/embed/figure/index.html": page}
    files |= {"assets/main.1a2b3c4d.min.css": b"body{}" + letter.encode() * 9_000}
    files |= {"data/latest/rules.csv": page, "data/latest/rules.parquet": page}
    add_files(folder, files | {"assets/same.svg": b"<svg/>"})
    add_sums(folder)
    return folder


def get(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): headers[name] for name in headers}
    )
    answer = connection.getresponse()
    return answer, answer.read()


def test_every_script_in_a_page_is_one_the_server_allows(site: Path):
    offered = OFFERED.read_text(encoding="utf-8")
    pages = sorted(site.rglob("index.html"), key=lambda path: len(path.parts))
    allowed = set()
    for page in [site / "404.html", site / "ko/404.html", *pages[:4], *pages[4::25]]:
        for head, script in SCRIPT.findall(page.read_text(encoding="utf-8")):
            if "src=" not in head and "json" not in head:
                digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
                assert f"'sha256-{digest}'" in offered, (page, script[:80])
                allowed.add(digest)
    assert len(allowed) == offered.count("'sha256-") - 2  # the others are styles


@needs_nginx
def test_nginx_says_what_a_browser_must_know(tmp_path: Path):
    one, other = (small_site(tmp_path / letter, letter) for letter in "AB")
    to = tmp_path / "to"
    publish(one, to, print, sum_faults)
    with nginx(to, tmp_path / "nginx") as port:
        page, _ = get(port, "/0/")
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert policy.endswith("frame-ancestors 'none'")
        assert "unsafe-inline" not in policy
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["Cache-Control"] == "no-cache"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Server"] == "nginx"
        assert "Access-Control-Allow-Origin" not in page.headers
        framed, _ = get(port, "/ko/embed/figure/")
        assert framed.headers["Content-Security-Policy"].endswith("frame-ancestors *")
        data, _ = get(port, "/data/latest/rules.csv")
        assert data.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert data.headers["Access-Control-Allow-Origin"] == "*"
        hashed, _ = get(port, "/assets/main.1a2b3c4d.min.css")
        assert hashed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        packed, raw = get(port, "/0/", Accept_Encoding="gzip")
        assert packed.headers["Content-Encoding"] == "gzip"
        assert len(raw) < 500 < len(gzip.decompress(raw))
        for path, there in [("/nowhere/", "/404.html"), ("/ko/nowhere/", "/ko/404.html")]:
            missing, raw = get(port, path)
            assert (missing.status, raw) == (404, get(port, there)[1])
            assert missing.headers["Content-Security-Policy"]
            assert "Cache-Control" not in missing.headers
        assert get(port, "/.lock")[0].status == 404
        assert get(port, "/0")[0].headers["Location"] == "/0/"
        same, changed = (get(port, path)[0].headers["ETag"] for path in ("/assets/same.svg", "/0/"))
        publish(other, to, print, sum_faults)
        assert get(port, "/assets/same.svg", If_None_Match=same)[0].status == 304
        assert get(port, "/0/", If_None_Match=changed)[0].status == 200


@needs_nginx
def test_5000_requests_while_the_site_changes_find_no_broken_page(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(write, "onto_disk", lambda folder: None)  # no host is lost here
    sites = [small_site(tmp_path / letter, letter) for letter in "AB"]
    to = tmp_path / "to"
    publish(sites[0], to, print, sum_faults)
    whole = {(site / "0/index.html").read_bytes() for site in sites}
    seen, swaps, done = set(), 0, threading.Event()

    def reader(start: int) -> int:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        asked = 0
        while asked < 100 or seen != whole:  # a slow machine must not end before the swap
            part, packed = ("/ko" if asked % 2 else ""), bool(asked % 3)
            headers = {"Accept-Encoding": "gzip"} if packed else {}
            connection.request("GET", f"{part}/{(start + asked) % 60}/", headers=headers)
            answer = connection.getresponse()
            raw = answer.read()
            page = gzip.decompress(raw) if packed else raw
            assert answer.status == 200
            assert page in whole
            seen.add(page)
            asked += 1
            time.sleep(0.02)  # else 50 readers leave the publisher no turn
        return asked

    with nginx(to, tmp_path / "nginx") as port, ThreadPoolExecutor(50) as pool:
        answers = [pool.submit(reader, start) for start in range(50)]
        for answer in answers:
            answer.add_done_callback(lambda _: all(a.done() for a in answers) and done.set())
        while not done.is_set():
            swaps += 1
            done.wait(0.03)
            publish(sites[swaps % 2], to, print, sum_faults)
        assert sum(answer.result() for answer in answers) >= 5_000
    assert seen == whole
