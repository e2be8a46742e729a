"""Say where in a law something stands in Korean: Article 7(3)2 → 제7조제3항제2호.

A pinpoint is read in two steps, first into tokens, then left to right by one table:

    pinpoint   = clause *( ";" clause )
    clause     = case | court | notice | numbered | instrument | annotated
               | ( law "," | addenda "," ) annotated | law | addenda
    annotated  = list [ ", as amended by" instrument ]
    list       = unit place *( more place | then )
    more       = ("," | "and" | ", and") [unit] | "to" | [","] "item" | [","] "items"

A place is what is written without a space: 7(3)2 is article 7, paragraph 3, item 2.
"""

import calendar
import re
from dataclasses import dataclass
from functools import cache, lru_cache

# What pinpoints call laws beside the short titles of laws.csv.
ALSO = {
    "Adjustment of International Taxes Act": "국제조세조정법",
    "Regulation": "감독규정",
    "decree": "시행령",
    "Personal Information Protection Act": "개인정보 보호법",
    "Punishment of Tax Offenses Act": "조세범 처벌법",
}
INSTRUMENTS = {"Act": "법률", "Decree": "대통령령"}
# A joint notice bears a number of each body: where it is not known whose it is, none is named.
NOTICES = {"FSC Notice": "금융위원회 고시", "KoFIU Notice": "금융정보분석원 고시", "Notice": "고시"}
UNITS = {
    "Article": "제{}조",
    "item": "제{}호",
    "Annex": "별표 {}",
    "Section": "{}절",
    "point": " {}번",
    "page": "{}면",
    "table": "표 {}",
    "Question": "질의응답 {}번",
}
BRANCHING = {"Article", "item", "Annex"}  # elsewhere a hyphen, as in pages 3-4, may be a range
LETTERS = dict(zip("abcdefghijklmn", "가나다라마바사아자차카타파하", strict=True))
MONTHS = dict(zip(calendar.month_name[1:], range(1, 13), strict=True))
CRIMINAL = {"Do": "도", "Mo": "모"}
CASES = {"Ga": "가", "Na": "나", "Da": "다", "Ra": "라", "Ma": "마", "Ba": "바", "Sa": "사"}

# Article 2 of an Act defines its terms in items without a paragraph, so that the bracket in
# "Article 2(1)" is an item (User Protection Act 제2조제1호); in the addenda it is a paragraph.
ARTICLE_OF_DEFINITIONS = "2"

NUMBER = r"\d+(?:-\d+)?"
FIRST = rf"({NUMBER})?"
BRACKET = rf"(?:\(({NUMBER})\)({NUMBER})?)?"
LETTER = r"(?:\(([a-n])\)(?:(\d+)\))?)?"
TOKENS = {
    "case": rf"Case \d{{4}}Hun-(?:{'|'.join(CASES)})\d+",
    "court": rf"Supreme Court \d{{4}}(?:{'|'.join(CRIMINAL)})\d+",
    "notice": rf"FSC Notice of \d+ (?:{'|'.join(MONTHS)}) \d{{4}}",
    "numbered": rf"(?:{'|'.join(NOTICES)}) No\. \d{{4}}-\d+",
    "amended": r", as amended by (?=(?:Act|Decree) No\.)",
    "instrument": rf"(?:{'|'.join(INSTRUMENTS)}) No\. \d+",
    "addenda": rf"Addenda No\. {NUMBER}",
    "unit": r"(?:Article|Section|page|table|Question)s? |Annex(?:es)? ",
    "item": r",? item ",
    "items": r",? items ",
    "then": r" \(then paragraph \d+\)",
    "place": rf"(?=[\d(]){FIRST}{BRACKET}{LETTER}(?![\w(-])",
    "to": " to ",
    "and": ",? and ",
    "comma": ", ",
    "end": "; ",
}
FOLLOWERS = {
    "end": {"case", "court", "notice", "numbered", "instrument", "addenda", "law", "unit"},
    "case": {"end"},
    "court": {"end"},
    "notice": {"end"},
    "numbered": {"end"},
    "instrument": {"end"},
    "amended": {"instrument"},
    "addenda": {"amended", "comma", "end"},
    "law": {"comma", "end"},
    "unit": {"place"},
    "item": {"place"},
    "items": {"place"},
    "place": {"item", "items", "then", "amended", "to", "and", "comma", "end"},
    "last": {"amended", "and", "comma", "end"},
    "then": {"amended", "and", "comma", "end"},
    "to": {"place"},
    "and": {"unit", "place"},
    "comma": {"unit", "place"},
}


class UnknownPinpointError(ValueError):
    """A pinpoint that the grammar does not cover."""


Laws = tuple[tuple[str, str], ...]


@lru_cache
def token_pattern(laws: Laws) -> re.Pattern:
    """Return the pattern that finds the next token, given the names of laws."""
    names = sorted((*dict(laws), *ALSO), key=len, reverse=True)
    kinds = {**TOKENS, "law": "|".join(map(re.escape, names))}
    whole = ["case", "court", "notice", "numbered", "amended", "instrument", "addenda", "law"]
    order = [*whole, *TOKENS]
    return re.compile("|".join(f"(?P<{kind}>{kinds[kind]})" for kind in dict.fromkeys(order)))


@dataclass(frozen=True)
class Token:
    """A stretch of a pinpoint, of one of the kinds in `TOKENS`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Place:
    """The parts of 10-12(3)2(a)1): each is missing where nothing is written."""

    first: str | None
    bracket: str | None
    item: str | None
    letter: str | None
    sub: str | None


@dataclass(frozen=True)
class Context:
    """What was read before a token; `before` is the kind just read, "last" the end of a range."""

    before: str = "end"
    part: str = "law"
    unit: str = ""
    article: str = ""


def pinpoint_in(text: str, code: str, laws: Laws) -> str:
    """Return a pinpoint in a language; one that is not understood comes back whole, as it is.

    `laws` are the (English, Korean) short titles of the laws it may name.

    Korean names the parts as Korean statutes do, from the large to the small and written
    together: 조 (article), 항 (paragraph), 호 (item), 목 (letter), as in 제10조의20제5호가목.
    """
    match code:
        case "en":
            return text
        case "ko":
            return _korean(text, laws)
        case _:
            raise ValueError(f"no pinpoints in {code!r}")


@cache
def _korean(text: str, laws: Laws) -> str:
    try:
        return _say(_tokens(text, token_pattern(laws)), {**dict(laws), **ALSO})
    except UnknownPinpointError:
        return text


def _tokens(text: str, pattern: re.Pattern) -> list[Token]:
    """Cut a text into tokens, the last one an empty `end`; raises where none fits."""
    tokens, position = [], 0
    while position < len(text):
        match = pattern.match(text, position)
        if not match or not match[0]:
            raise UnknownPinpointError(text)
        tokens.append(Token(match.lastgroup, match[0]))
        position = match.end()
    return [*tokens, Token("end", "")]


def _say(tokens: list[Token], laws: dict[str, str]) -> str:
    """Say tokens in Korean; raises where one may not follow the one before."""
    said, context = [], Context()
    for token in tokens:
        if token.kind not in FOLLOWERS[context.before]:
            raise UnknownPinpointError(token.text)
        word, context = _word(token, context)
        word = laws[token.text] if token.kind == "law" else word
        said.append(word)
    return "".join(said)


def _word(token: Token, context: Context) -> tuple[str, Context]:
    """Return a token in Korean, and the context of the next one."""
    kind, part, unit, article = token.kind, context.part, context.unit, context.article
    match kind:
        case "place":
            word, article = _place(token.text, context)
            kind = "last" if context.before == "to" else kind
            unit = "" if context.before == "item" else unit  # "item 2 and 3": what is 3?
        case "unit":
            word, unit, article = "", re.sub("(?<=Annex)es|s$", "", token.text.strip()), ""
        case "item" | "items":
            word, unit = "", _unit_of_items(unit)
        case "addenda":
            word, part = f"부칙 제{token.text.split()[-1]}호", "addenda"
        case "law":
            word = token.text
        case "comma":
            word = " " if context.before in ("law", "addenda") else ", "
        case "end":
            word, part, unit, article = token.text, "law", "", ""
        case "instrument":
            ending = "로 개정" if context.before == "amended" else ""
            word = f"{INSTRUMENTS[token.text.split()[0]]} 제{_digits(token.text)}호{ending}"
        case "case":
            year, letter, number = re.fullmatch(r"Case (\d+)Hun-(\w\w)(\d+)", token.text).groups()
            word = f"{year}헌{CASES[letter]}{number}"
        case "court":
            year, kind, number = re.fullmatch(
                r"Supreme Court (\d+)(\w\w)(\d+)", token.text
            ).groups()
            word, kind = f"대법원 {year}{CRIMINAL[kind]}{number}", token.kind
        case "notice":
            day, month, year = token.text.removeprefix("FSC Notice of ").split()
            word = f"금융위원회 고시({year}. {MONTHS[month]}. {day}.)"
        case "numbered":
            body, number = token.text.split(" No. ")
            word = f"{NOTICES[body]} 제{number}호"
        case "then":
            word = f"(당시 제{_digits(token.text)}항)"
        case _:
            word = {"to": "부터 ", "and": " 및 ", "amended": ", "}[kind]
    return word, Context(kind, part, unit, article)


def _place(text: str, context: Context) -> tuple[str, str]:
    """Return a place in Korean, and its article; raises where it does not suit its unit."""
    place = Place(*re.fullmatch(FIRST + BRACKET + LETTER, text).groups())
    if context.unit == "Article":
        article = place.first or context.article
        word = _article(place, article, context.part)
    else:
        article = context.article
        word = _plain(place, context.unit)
    return word + ("까지" if context.before == "to" else ""), article


def _article(place: Place, article: str, part: str) -> str:
    """Say 조·항·호·목; "(4)" after an article already named stands for its paragraph."""
    bracket, item = place.bracket, place.item
    if not article or (place.letter and not bracket):
        raise UnknownPinpointError(place)
    # A letter (목) hangs on an item, and only an item has a branch number such as 제3호의2.
    branched = "-" in (bracket or "")
    if branched and item:
        raise UnknownPinpointError(place)
    defines = part == "law" and article == ARTICLE_OF_DEFINITIONS
    if not item and (place.letter or branched or defines):
        bracket, item = None, bracket
    return (
        _numbered(UNITS["Article"], place.first)
        + _numbered("제{}항", bracket)
        + _numbered(UNITS["item"], item)
        + _letter(place)
    )


def _plain(place: Place, unit: str) -> str:
    """Say a place that is one number, with a letter if it is an item."""
    number = place.first
    if not unit or not number or place.bracket or (place.letter and unit != "item"):
        raise UnknownPinpointError(place)
    if "-" in number and unit not in BRANCHING:
        raise UnknownPinpointError(place)
    return _numbered(UNITS[unit], number) + _letter(place)


def _unit_of_items(unit: str) -> str:
    """Return what an item of a unit is: 호 in an article, a mere number in a document's section."""
    units = {"Article": "item", "Section": "point"}
    if unit not in units:
        raise UnknownPinpointError(unit)
    return units[unit]


def _numbered(pattern: str, number: str | None) -> str:
    """Fill a number into a pattern, its branch behind it: 10-20 → 제10조의20."""
    if number is None:
        return ""
    trunk, _, branch = number.partition("-")
    return pattern.format(trunk) + (f"의{branch}" if branch else "")


def _letter(place: Place) -> str:
    """Say (e)2) as 마목2)."""
    if not place.letter:
        return ""
    return f"{LETTERS[place.letter]}목" + (f"{place.sub})" if place.sub else "")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
