"""Write the Content-Security-Policy of the pages from a build of the theme that holds no data.

A page may run the scripts of this site and the few the theme writes into it, known by their hash
(CSP Level 3, section 2.3.1). The hashes are taken from pages without data: taken from the real
pages they would bless whatever had got into them.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

SELF = "'self'"
# of an empty style element: plotly's chart adds one and writes its rules into it afterwards
NOTHING = f"'sha256-{b64encode(sha256(b'').digest()).decode()}'"
# what a page may fetch and do; a host that is not listed is never asked
PAGE = {
    "default-src": ["'none'"],
    "script-src": [SELF, "'wasm-unsafe-eval'"],  # the engine of the search is WebAssembly
    "style-src": [SELF, NOTHING],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "worker-src": [SELF],
    "manifest-src": [SELF],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "object-src": ["'none'"],
}
# a drawing in a frame of somebody else's page: styles of this site and nothing else
EMBED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
# one of the theme's scripts names the way to the root, so a page of each depth is needed
DEEPEST = 4
INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)
IS_DATA = re.compile(r'type="(?!text/javascript|module)')


def empty_pages() -> dict[str, bytes]:
    """Return the Markdown of a page of each depth, without a word of data, by its path."""
    folders = [f"{'x/' * depth}" for depth in range(DEEPEST)]
    return {f"{folder}index.md": b"# x\n\n## x\n" for folder in folders}


def page_policy(pages: Iterable[str]) -> str:
    """Return the policy of pages whose inline scripts and styles are those of these pages.

    Raises ValueError where the pages hold no script: then they are not the theme's.
    """
    hashes: dict[str, set[str]] = {"script": set(), "style": set()}
    for page in pages:
        for element, attributes, content in INLINE.findall(page):
            if " src=" not in attributes and not IS_DATA.search(attributes):
                digest = b64encode(sha256(content.encode()).digest()).decode()
                hashes[element].add(f"'sha256-{digest}'")
    if not hashes["script"]:
        raise ValueError("no inline script in the pages of the empty build")
    own = {f"{element}-src": sorted(found) for element, found in hashes.items()}
    return "; ".join(" ".join([name, *values, *own.get(name, [])]) for name, values in PAGE.items())
