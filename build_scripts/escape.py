"""The one place that makes text safe to stand in Markdown, HTML and front matter."""

import json
import re
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

# every character Markdown, HTML or a template can act on becomes an entity
ACTIVE = "&<>\"'`*_{}[]#|~^!=\\"
# a line end in a text would begin a new block of Markdown
SPACES = {ord(character): " " for character in "\n\r\v\f\x85\u2028\u2029"}
# what no address may hold as it stands, and what Markdown would act on in one
NOT_IN_ADDRESS = re.compile(r"[\s<>\"`\\^{|}\[\]*]")
SPACE = re.compile(" {2,}")  # four of them would begin a block of code
OPENER = re.compile("^( ?)([-+])")  # at the start of a line they begin a list
ENTITIES = SPACES | str.maketrans({character: f"&#{ord(character)};" for character in ACTIVE})


def text(value: object) -> Markup:
    """Return a value as text in which nothing is alive, in Markdown as in HTML."""
    if isinstance(value, Markup):
        return value
    return _text(str(value))


@lru_cache(100_000)
def _text(value: str) -> Markup:
    safe = SPACE.sub(" ", value.translate(ENTITIES))
    return Markup(OPENER.sub(lambda found: f"{found[1]}&#{ord(found[2])};", safe, count=1))


def web_address(value: str) -> Markup:
    """Return an address of the web as text; what is none leads to the top of its own page.

    Signs that no address may hold as they stand (RFC 3986, section 2) are spelt with a percent.
    """
    spelt = NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), value)
    return text(spelt if value.startswith(("https://", "http://")) else "#")


def front_matter(value: str) -> Markup:
    """Return text as a YAML string in double quotes whose content is safe as HTML."""
    safe = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(json.dumps(safe.replace('"', "&quot;"), ensure_ascii=False))


def json_ld(value: object) -> Markup:
    """Return a value as JSON that cannot end the script element it stands in."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    for character in "<>&":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return Markup(written)
