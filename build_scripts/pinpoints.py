"""Say where in a law something stands in Korean: Article 7(3)2 → 제7조제3항제2호.

A pinpoint is read in two steps, first into tokens, then left to right by one table:

    pinpoint   = clause *( ";" clause )
    clause     = case | instrument | annotated
               | ( law "," | addenda "," ) annotated | law | addenda
    annotated  = list [ ", as amended by" instrument ]
    list       = unit place *( more place | then )
    more       = ("," | "and" | ", and") [unit] | "to" | [","] "item" | [","] "items"

A place is what is written without a space: 7(3)2 is article 7, paragraph 3, item 2.
"""

import re
from dataclasses import dataclass

# The short titles of laws.csv, to which a data test holds them, and three more that pinpoints use.
LAWS = {
    "Capital Markets Act": "자본시장법",
    "Credit Finance Decree": "여신전문금융업법 시행령",
    "Electronic Financial Transactions Act": "전자금융거래법",
    "Electronic Securities Act": "전자증권법",
    "Financial Innovation Act": "금융혁신지원특별법",
    "Foreign Exchange Act": "외국환거래법",
    "Fund-Raising Act": "유사수신행위법",
    "Income Tax Act": "소득세법",
    "Inheritance Tax Decree": "상속세 및 증여세법 시행령",
    "International Tax Act": "국제조세조정법",
    "KoFIU reporting regulation": "특금법 감독규정",
    "Local Tax Act": "지방세법",
    "Network Act": "정보통신망법",
    "Network Decree": "정보통신망법 시행령",
    "Public Service Ethics Act": "공직자윤리법",
    "Regional Zones Act": "규제자유특구법",
    "Reporting Act": "특정금융정보법",
    "Reporting Decree": "특정금융정보법 시행령",
    "Tax Collection Act": "국세징수법",
    "Telecom Fraud Act": "통신사기피해환급법",
    "User Protection Act": "가상자산이용자보호법",
    "User Protection Decree": "가상자산이용자보호법 시행령",
    "User Protection regulation": "가상자산업감독규정",
    "Venture Decree": "벤처기업법 시행령",
    "Adjustment of International Taxes Act": "국제조세조정법",
    "Regulation": "감독규정",
    "decree": "시행령",
}
INSTRUMENTS = {"Act": "법률", "Decree": "대통령령"}
UNITS = {
    "Article": "제{}조",
    "item": "제{}호",
    "Annex": "별표 {}",
    "Section": "{}절",
    "point": " {}번",
    "page": "{}면",
    "table": "표 {}",
}
BRANCHING = {"Article", "item", "Annex"}  # elsewhere a hyphen, as in pages 3-4, may be a range
LETTERS = dict(zip("abcdefghijklmn", "가나다라마바사아자차카타파하", strict=True))
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
    "amended": r", as amended by (?=(?:Act|Decree) No\.)",
    "instrument": rf"(?:{'|'.join(INSTRUMENTS)}) No\. \d+",
    "addenda": r"Addenda No\. \d+",
    "law": "|".join(sorted(LAWS, key=len, reverse=True)),
    "unit": r"(?:Article|Section|page|table)s? |Annex(?:es)? ",
    "item": r",? item ",
    "items": r",? items ",
    "then": r" \(then paragraph \d+\)",
    "place": rf"(?=[\d(]){FIRST}{BRACKET}{LETTER}(?![\w(-])",
    "to": " to ",
    "and": ",? and ",
    "comma": ", ",
    "end": "; ",
}
TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in TOKENS.items()))
FOLLOWERS = {
    "end": {"case", "instrument", "addenda", "law", "unit"},
    "case": {"end"},
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


def pinpoint_in(text: str, code: str) -> str:
    """Return a pinpoint in a language; one that is not understood comes back whole, as it is.

    Korean names the parts as Korean statutes do, from the large to the small and written
    together: 조 (article), 항 (paragraph), 호 (item), 목 (letter), as in 제10조의20제5호가목.
    """
    match code:
        case "en":
            return text
        case "ko":
            return _korean(text)
        case _:
            raise ValueError(f"no pinpoints in {code!r}")


def _korean(text: str) -> str:
    try:
        return _say(_tokens(text))
    except UnknownPinpointError:
        return text


def _tokens(text: str) -> list[Token]:
    """Cut a text into tokens, the last one an empty `end`; raises where none fits."""
    tokens, position = [], 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match or not match[0]:
            raise UnknownPinpointError(text)
        tokens.append(Token(match.lastgroup, match[0]))
        position = match.end()
    return [*tokens, Token("end", "")]


def _say(tokens: list[Token]) -> str:
    """Say tokens in Korean; raises where one may not follow the one before."""
    said, context = [], Context()
    for token in tokens:
        if token.kind not in FOLLOWERS[context.before]:
            raise UnknownPinpointError(token.text)
        word, context = _word(token, context)
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
            word, part = f"부칙 제{_digits(token.text)}호", "addenda"
        case "law":
            word = LAWS[token.text]
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
