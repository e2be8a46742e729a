"""Ask the web whether what is published is what was built, and whether the sources answer.

The only module that uses the network; no build does.
"""

import socket
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from build_scripts.verify import SUMS, read_sums

SAMPLE = 60  # files of the published site that are read, spread over all of it
FIRST = ("index.html", "ko/index.html", "404.html", "data/latest/SHA256SUMS")
AGENT = "korea-crypto-rules (checks its own pages and sources)"
SECONDS = 20
SILENCES = 3  # after so many without an answer in a row a host is left alone


def fetch(url: str) -> bytes:
    """Return what stands at an address now, past what caches remember."""
    request = Request(url, headers={"User-Agent": AGENT, "Cache-Control": "no-cache"})
    with urlopen(request, timeout=SECONDS) as answer:
        return answer.read()


def live_faults(root: str, listing: bytes, sample: int = SAMPLE) -> list[str]:
    """Return one line for each thing at an address that is not what the checksums list."""
    root, mark = root.rstrip("/"), sha256(listing).hexdigest()[:12]
    listed = read_sums(listing)
    step = max(1, len(listed) // sample)
    names = [name for name in FIRST if name in listed] + sorted(listed)[::step]
    expected = {SUMS: sha256(listing).hexdigest()} | {name: listed[name] for name in names}
    wrong = []
    for name, digest in expected.items():
        try:
            found = sha256(fetch(f"{root}/{quote(name)}?{mark}")).hexdigest()
        except (OSError, HTTPException) as error:
            wrong.append(f"{name}: {said(error)}")
            continue
        if found != digest:
            wrong.append(f"{name}: other bytes than were built")
    return wrong


def wait_for(root: str, listing: bytes, tries: int, pause: float) -> list[str]:
    """Return what is still wrong at an address after some tries; a new site needs its minutes."""
    for left in reversed(range(tries)):
        wrong = live_faults(root, listing)
        if not wrong or not left:
            break
        time.sleep(pause)
    return wrong


def links(urls: Iterable[str], pause: float = 1.0) -> dict[str, str]:
    """Return what each address that did not answer well said; each host is asked in turn."""
    hosts = defaultdict(list)
    for url in sorted(set(urls)):
        hosts[urlsplit(url).netloc].append(url)
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda group: ask_host(group, pause), hosts.values())
    return {url: said for answer in answers for url, said in answer.items()}


def ask_host(urls: list[str], pause: float) -> dict[str, str]:
    """Ask one host for its addresses, one after the other, politely."""
    answers, silences = {}, 0
    for url in urls:
        if silences == SILENCES:
            answers[url] = "not asked: the host was silent"
            continue
        answer = ask(url)
        silences = silences + 1 if answer == "no answer" else 0
        if answer:
            answers[url] = answer
        time.sleep(pause)
    return answers


def ask(url: str) -> str:
    """Return nothing where an address answers well, else what it said."""
    try:
        with urlopen(Request(url, headers={"User-Agent": AGENT}), timeout=SECONDS):
            return ""
    except (OSError, HTTPException, ValueError) as error:
        return said(error)


def said(error: Exception) -> str:
    """Return in words what came instead of an answer."""
    if isinstance(error, HTTPError):
        return f"{error.code} {error.reason}".strip()
    if isinstance(error, URLError) and isinstance(error.reason, socket.gaierror):
        return "no such host"
    return "no answer"


def is_gone(answer: str) -> bool:
    """Say whether an address is gone: its host or the page; else it may only have refused us."""
    return answer == "no such host" or answer.startswith(("404", "410"))
