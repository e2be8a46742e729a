"""Check: text is plain: no markup, no formula, no letters that only look right."""

import re
import unicodedata

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

MARKUP = re.compile(r"[<>\[\]{}`|*\\]|&[a-z#]+;|javascript:|--8<--", re.IGNORECASE)
SCRIPTS = ("LATIN", "HANGUL", "CJK", "HIRAGANA", "KATAKANA", "FEMININE", "MASCULINE", "MICRO")


def text_is_plain(package: Package, tables: Tables) -> list[Breach]:
    """Refuse what Markdown, HTML, templates or spreadsheets would act on."""
    breaches = []
    for resource in package.resources:
        table = tables[resource["name"]]
        for field in resource["schema"]["fields"]:
            if field["type"] != "string":
                continue
            name = field["name"]
            address = name == "url" or name.endswith("_url")
            for row, cell in table[name].dropna().items():
                fault = _fault(cell, address)
                if fault:
                    breaches.append(Breach(resource["name"], row, name, fault, "plain text"))
    return breaches


def _fault(cell: str, address: bool) -> str | None:
    """Return what is not plain in a cell, or None."""
    if cell[0] in "=+-@":
        return f"text that starts like a formula, {cell[:30]!r}"
    if not address:
        markup = MARKUP.search(cell)
        if markup:
            return f"{markup.group()!r} in {cell[:60]!r}"
    for character in cell:
        if character.isalpha() and not character.isascii():
            name = unicodedata.name(character, "UNNAMED")
            if not name.startswith(SCRIPTS) or name.startswith("FULLWIDTH"):
                return f"the letter {name} in {cell[:60]!r}"
    return None
