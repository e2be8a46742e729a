"""Dress the tables of the prose like those of the records: rules, and on a phone a card a row."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

AFTER_INLINE = 15  # Markdown's own step for what stands inside a line is 20


class ProseTables(Treeprocessor):
    """Give a table its look, and each cell the head of its column: a card has no heads."""

    def run(self, root: Element) -> None:
        """Change the tables of a page; those written as HTML, and tags in a head, are not in it."""
        for table in root.iter("table"):
            table.set("class", "data cards")
            heads = list(table.iter("th"))
            for head in heads:
                head.set("scope", "col")
            names = [HTML_PLACEHOLDER_RE.sub("", "".join(head.itertext())) for head in heads]
            for row in table.iter("tr"):
                for name, cell in zip(names, row.iter("td"), strict=False):
                    cell.set("data-label", name.strip())


class ProseTablesExtension(Extension):
    """Make the step known to Markdown, as its extensions are."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, Markdown's own name
        """Add the step behind those that read a line."""
        md.treeprocessors.register(ProseTables(md), "prose_tables", AFTER_INLINE)


def makeExtension() -> Extension:  # noqa: N802, the name Markdown asks a module for
    """Return the extension; mkdocs.yml names this module."""
    return ProseTablesExtension()
