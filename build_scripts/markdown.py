"""Write each page again as Markdown, for readers and programs that want its words only."""

import re
from concurrent.futures import ThreadPoolExecutor
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
# characters that were made harmless for HTML and would come alive again as Markdown
SPELT = re.compile("&#(?:42|60|62|91|93|96);")
MARK = "\ue000"  # stands where a backslash will, which the converter would double
ARTICLE = re.compile(r"<article[^>]*>(.*?)</article>", re.DOTALL)


def markdown_twins(site: Path) -> dict[str, bytes]:
    """Return `index.md` beside every `index.html` of a folder that has an article, by path."""
    articles = {}
    for page in sorted(site.rglob("index.html")):
        article = ARTICLE.search(page.read_text(encoding="utf-8"))
        if article:
            articles[page.relative_to(site).with_suffix(".md").as_posix()] = article[1]
    with ThreadPoolExecutor() as pool:  # the converter lets other threads run meanwhile
        twins = pool.map(markdown, articles.values())
        return {path: twin.encode() for path, twin in zip(articles, twins, strict=True)}


def markdown(article: str) -> str:
    """Return the words of an article as Markdown; tables stay tables, links stay links."""
    marked = SPELT.sub(rf"{MARK}\g<0>", DRAWN.sub("", article))
    return convert(marked, OPTIONS).content.replace(MARK, "\\")
