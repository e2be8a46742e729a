"""Write each page again as Markdown, for readers and programs that want its words only."""

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from html_to_markdown import ConversionOptions, convert

# drawings and strips say nothing in words that the text beside them does not say
DRAWN = re.compile(r'<svg.*?</svg>|<div class="lanes".*?<div class="axis".*?</div>', re.DOTALL)
OPTIONS = ConversionOptions(
    compact_tables=True,
    br_in_tables=True,
    extract_metadata=False,
    exclude_selectors=[".fig-controls", ".daybar", ".tools"],
)
# characters that were made harmless for HTML and would come alive again as Markdown, even in a
# block of code, which not every reader of Markdown knows
SPELT = re.compile("&#(?:42|60|62|91|93|96);")
# the hint of a link, which not every reader of Markdown ends where it ends
HINT = re.compile(r' title="[^"<>]*"(?=[^<>]*>)')
MARK = "\ue000"  # stands where a backslash will, which the converter would double


def markdown_twins(site: Path) -> dict[str, bytes]:
    """Return `index.md` beside every `index.html` of a folder that has an article, by path."""
    articles = {}
    for page in sorted(site.rglob("index.html")):
        _, is_there, behind = page.read_text(encoding="utf-8").partition("<article")
        if is_there:
            article = behind.partition(">")[2].partition("</article>")[0]
            articles[page.relative_to(site).with_suffix(".md").as_posix()] = article
    return dict(zip(articles, markdown(articles.values()), strict=True))


def markdown(articles: Iterable[str]) -> Iterator[bytes]:
    """Return the words of each article as Markdown; tables stay tables, links stay links."""
    plain = (HINT.sub("", DRAWN.sub("", article)) for article in articles)
    apart = (article.replace("<small", " <small") for article in plain)  # as the page shows it
    marked = [SPELT.sub(rf"{MARK}\g<0>", article) for article in apart]
    return (text.replace(MARK, "\\").encode() for text in converted(marked))


def converted(pages: list[str]) -> list[str]:
    """Return each piece of HTML as Markdown."""
    with ThreadPoolExecutor() as pool:  # the converter lets other threads run meanwhile
        return [made.content for made in pool.map(partial(convert, options=OPTIONS), pages)]
