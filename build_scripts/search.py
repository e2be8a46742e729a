"""Say what the search index holds of a page: its names, their inner parts, its words.

Korean is written without spaces inside compounds, and an index of words finds only how a word
begins. So the names of a page are also given from their second syllable on, from their third and
so on: who asks for 분석원 finds 금융정보분석원. A whole name stands there once more as one marked
word: a query that is a name leads to what it names before anything that merely mentions it.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterable
from html import escape, unescape

import yaml

from build_scripts.language import Language
from build_scripts.model import Model

# lists of what other pages say: found by walking, not by asking
LEFT_OUT = re.compile(r"on(/|$)|check/|404")
MOVED = '<meta http-equiv="refresh"'  # an address that only leads on
# pages about a page: a name leads to what bears it first
BEHIND = re.compile(r"data/|sanctions/|bills/|timeline/|instruments/")
# pages that hold a little of everything: their words say little of what they answer
LONG_LIST = re.compile(r"(glossary|claims|timeline|turning-points|data)(/|$)")
WORD = re.compile(r"[^\W_]+")
KOREAN = re.compile(r"[가-힣]{3,}")
MARK = "zz"  # opens and closes a whole name; docs/assets/search.js asks with it
# what Korean hangs on a word of two syllables or more; docs/assets/search.js drops the same
PARTICLES = "은|는|이|가|을|를|의|에|와|과|도|로|만|으로|에서|에게|에는|부터|까지|보다|라는|라고"
PARTICLE = re.compile(rf"\b([가-힣]{{2,}}?)(?:{PARTICLES})\b")
HEAD = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
SECTION_NAME = re.compile(r'</li>\s*<li class="md-path__item"><a [^>]*>([^<]*)</a></li>\s*</ol>')
EXCLUDED = re.compile(r"<h2[^>]* data-search-exclude")
TAG = re.compile(r"<[^>]+>")


def names(model: Model) -> dict[str, list[str]]:
    """Return the names of what a page is about, in both languages, by the page's address."""
    found: dict[str, list[str]] = {}
    for resource, address, stems in (
        ("rules", "rules/{rule_id}", ["title"]),
        ("laws", "instruments/{law_id}", ["title", "short_title"]),
        ("bills", "bills/{bill_id}", ["title"]),
        ("providers", "providers/{provider_id}", ["brand", "legal_name", "former_names"]),
        ("zones", "zones/{zone_id}", ["name"]),
        ("regions", "regions/{region_id}", ["short_name", "name"]),
        ("sandbox_projects", "projects/{project_id}", ["name"]),
        ("sandbox_regimes", "sandbox", ["name"]),
        ("authorities", "authorities", ["name"]),
        ("associations", "associations", ["name"]),
        ("turning_points", "turning-points/{turning_point_id}", ["title"]),
        ("unregistered_platforms", "platforms", ["name"]),
    ):
        for row in model.rows[resource]:
            fields = [f"{stem}_{code}" for stem in stems for code in ("en", "ko")]
            found.setdefault(address.format(**row), []).extend(
                name for field in [*fields, "abbreviation"] for name in _several(row.get(field))
            )
    return found


def aliases(model: Model) -> dict[str, list[str]]:
    """Return what else leads to a page, by the page's address: words of the glossary, and owners.

    A term leads to the rule that says most about it, else to the law that defines it; a body
    or an association to the page that tells of it. Its own line in the glossary is found by
    `terms`. Who bought a share of a provider, or meant to, leads to the provider.
    """
    told_of = {
        row[f"name_{code}"]: resource
        for resource in ("authorities", "associations")
        for row in model.rows[resource]
        for code in ("en", "ko")
    }
    found: dict[str, list[str]] = {}
    for row in model.rows["glossary"]:
        addresses = {told_of[name] for name in (row["term_en"], row["term_ko"]) if name in told_of}
        if row["rule_id"]:
            addresses.add(f"rules/{row['rule_id']}")
        elif row["law_id"]:
            addresses.add(f"instruments/{row['law_id']}")
        fields = ("term_en", "term_ko", "also_en", "also_ko", "romanised")
        for address in sorted(addresses):
            told = found.setdefault(address, [])
            told += [name for field in fields for name in _several(row[field])]
    for row in model.rows["ownership_events"]:
        told = found.setdefault(f"providers/{row['provider_id']}", [])
        buyers = [*_several(row["buyer_en"]), *_several(row["buyer_ko"])]
        told += [name for name in buyers if name not in told]
    return found


def asked(pages: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the words readers ask with, from the head of a page's Markdown, by its address."""
    found = {}
    for path, raw in pages.items():
        if path.endswith(".md") and b"\nasked:" in raw.partition(b"\n---\n")[0]:
            head = yaml.safe_load(raw.decode().split("---\n")[1])
            found[path.removesuffix(".md").removesuffix("/index")] = head["asked"]
    return found


def _several(text: str | None) -> list[str]:
    """Return the parts of a field that holds several, divided by semicolons."""
    return text.split("; ") if text else []


def spellings(*told: dict[str, list[str]]) -> bytes:
    """Return every short name as JSON: what a mistyped query is held against."""
    every = [name for named in told for texts in named.values() for name in texts]
    short = {name for name in every if len(name) <= 24}
    return json.dumps(sorted(short), ensure_ascii=False, separators=(",", ":")).encode()


def whole(name: str) -> str:
    """Return a name as one marked word."""
    return f"{MARK}{''.join(WORD.findall(name)).lower()}{MARK}"


def inner_parts(text: str) -> list[str]:
    """Return every Korean word of a text from its second syllable on, its third and so on."""
    parts = [word[start:] for word in KOREAN.findall(text) for start in range(1, len(word) - 1)]
    return list(dict.fromkeys(parts))


def endings(name: str) -> list[str]:
    """Return the ends of a short Korean name, three syllables at least, each as a whole name."""
    joined = "".join(WORD.findall(name))
    if len(joined) > 12 or not KOREAN.fullmatch(joined):
        return []
    return [whole(joined[start:]) for start in range(1, len(joined) - 2)]


def bare_words(text: str) -> list[str]:
    """Return the different words of a text, the Korean ones without their particles."""
    return list(dict.fromkeys(WORD.findall(PARTICLE.sub(r"\1", text))))


def article_text(page: str) -> str:
    """Return the words of a built page's article, without the sections kept from the search."""
    article = page.partition("<article")[2].partition("</article>")[0]
    first, *sections = article.split("<h2")
    kept = [f"<h2{section}" for section in sections]
    kept = [section for section in kept if not EXCLUDED.match(section)]
    shown = [part.partition('<ol class="sources"')[0] for part in (first, *kept)]
    return unescape(TAG.sub(" ", "<" + " ".join(shown)))


def entry(address: str, page: str, told: list[str], also: list[str], code: str) -> str:
    """Return what is indexed of a built page: a page of its own, its parts by their weight."""
    title = unescape(HEAD.search(page)[1]).strip()
    title = title.rpartition(" - ")[0] or title  # the name of the site stands behind it
    about = DESCRIPTION.search(page)
    about = unescape(about[1]) if about else ""
    section = SECTION_NAME.search(page)
    heads = [title]
    if address.startswith("explain/"):
        heads += [part for part in [title.partition(":")[0]] if part != title]
    told = [name for name in dict.fromkeys(told) if name not in heads]
    less = 2 if BEHIND.match(address) else 0
    body = 0.3 if LONG_LIST.match(address) else 1
    weighed = (
        (10 - less, [*map(whole, heads), *heads[:1]]),
        (9 - less, [*map(whole, told), *told]),
        (8 - less, [*map(whole, also), *also]),
        (4, inner_parts(" ".join([title, *told, *also]))),
        (3, list(dict.fromkeys(end for name in [*heads, *told, *also] for end in endings(name)))),
        (2, [about]),
        (body, [] if address == "glossary" else bare_words(article_text(page))),  # see `terms`
    )
    shown = {"title": title, "about": about, "section": unescape(section[1]) if section else ""}
    return _indexed(weighed, shown, code)


def _indexed(weighed: Iterable[tuple[float, list[str]]], shown: dict[str, str], code: str) -> str:
    """Return a page for the index: texts by their weight, and what the list of results shows."""
    blocks = "\n".join(
        f'<p data-pagefind-weight="{weight}">{escape(" . ".join(texts))}</p>'
        for weight, texts in weighed
        if texts
    )
    meta = "".join(
        f'<i data-pagefind-meta="{name}[title]" title="{escape(text)}"></i>'
        for name, text in shown.items()
        if text
    )
    return f'<html lang="{code}"><body data-pagefind-body>{meta}\n{blocks}\n</body></html>\n'


def terms(model: Model, language: Language) -> dict[str, bytes]:
    """Return what is indexed of each term of the glossary: its names and its meaning, by a path.

    No page has that path; docs/assets/search.js leads from it to the term's line in the glossary.
    """
    section = language.say("Glossary")
    found = {}
    for row in model.rows["glossary"]:
        title, about = language.pick(row, "term"), language.pick(row, "meaning")
        fields = ("term_en", "term_ko", "also_en", "also_ko", "romanised")
        told = [name for field in fields for name in _several(row[field])]
        weighed = ((5, [*map(whole, told), *told]), (1, inner_parts(" ".join(told))), (1, [about]))
        shown = {"title": title, "about": about, "section": section}
        page = _indexed(weighed, shown, language.code)
        found[f"glossary/{row['term_id']}/index.html"] = page.encode()
    return found


def entries(
    pages: dict[str, str], told: dict[str, list[str]], also: dict[str, list[str]], code: str
) -> dict[str, bytes]:
    """Return what is indexed of every built page of a language, by the page's path."""
    found = {}
    for path, page in pages.items():
        address = path.removesuffix("index.html").strip("/")
        if not LEFT_OUT.match(address) and MOVED not in page:
            of_page = (told.get(address, []), also.get(address, []))
            found[path] = entry(address, page, *of_page, code).encode()
    return found


def cut_short(index: dict[str, bytes]) -> list[str]:
    """Return the files of a search index that end too early, as Pagefind leaves on a full disk."""
    return sorted(path for path, raw in index.items() if not _is_whole(path, raw))


def _is_whole(path: str, raw: bytes) -> bool:
    if not path.endswith((".pagefind", ".pf_fragment", ".pf_index", ".pf_meta")):
        return bool(raw)
    try:
        return bool(gzip.decompress(raw))
    except (EOFError, OSError, zlib.error):
        return False
