"""Check: text is plain: no markup, no template, no formula."""

import re

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

MARKUP = re.compile(
    r"[<>\[\]{}`|*\\]|&#?\w+;|(java|vb)script:|\bdata:\w+/|-8<-|~~|==|\^\^|(?<!\w)_+[^_\s][^_]*_",
    re.IGNORECASE,
)
# what opens a formula, a heading, a comment or an admonition
STARTS = "=+-@#%!"


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
    if cell[0] in STARTS:
        return f"text that starts like a formula or a heading, {cell[:30]!r}"
    if not address:
        markup = MARKUP.search(cell)
        if markup:
            return f"{markup.group()!r} in {cell[:60]!r}"
    return None
