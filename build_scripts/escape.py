"""The one place that makes text safe to stand in Markdown, HTML and front matter."""

import json

from markupsafe import Markup

# every character Markdown, HTML or a template can act on becomes an entity
ACTIVE = "&<>\"'`*_{}[]#|~^!=\\"
ENTITIES = str.maketrans({character: f"&#{ord(character)};" for character in ACTIVE})


def text(value: object) -> Markup:
    """Return a value as text in which nothing is alive, in Markdown as in HTML."""
    if isinstance(value, Markup):
        return value
    return Markup(str(value).translate(ENTITIES))


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
