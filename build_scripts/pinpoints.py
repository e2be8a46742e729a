"""Say where in a law something stands in Korean: Article 7(3)2 → 제7조제3항제2호.

A pinpoint is read in two steps, first into tokens, then left to right by one table:

    pinpoint   = clause *( ";" clause )
    clause     = case | instrument | annotated
               | ( law "," | addenda "," ) annotated | law | addenda
    annotated  = list [ ", as amended by" instrument ]
    list       = unit place *( ("," | "and" | "to") [unit] place | [","] "items" place | then )

A place is what is written without a space: 7(3)2 is article 7, paragraph 3, item 2.
"""

import re
from dataclasses import dataclass

LAWS = {
    "Adjustment of International Taxes Act": "국제조세조정법",
    "Capital Markets Act": "자본시장법",
    "Electronic Securities Act": "전자증권법",
    "Fund-Raising Act": "유사수신행위법",
    "Public Service Ethics Act": "공직자윤리법",
    "Regulation": "감독규정",
    "Reporting Act": "특정금융정보법",
    "Reporting Decree": "특정금융정보법 시행령",
    "Telecom Fraud Act": "통신사기피해환급법",
    "User Protection Act": "가상자산이용자보호법",
    "decree": "시행령",
}
INSTRUMENTS = {"Act": "법률", "Decree": "대통령령"}
UNITS = {"Article": "제{}조", "Annex": "별표 {}", "Section": "{}절", "page": "{}면", "table": "표 {}"}
LETTERS = dict(zip("abcdefghijklmn", "가나다라마바사아자차카타파하", strict=True))
CASES = {"Ga": "가", "Na": "나", "Da": "다", "Ra": "라", "Ma": "마", "Ba": "바", "Sa": "사"}

# Articles that list items without a paragraph, so that the bracket in "Article 2(1)" is an item:
# Article 2 of an Act defines its terms (User Protection Act 제2조제1호), and Article 1 of the
# addenda lists the days in force (부칙 제17757호 제1조제2호).
ARTICLE_OF_ITEMS = {"law": "2", "addenda": "1"}

NUMBER = r"\d+(?:-\d+)?"
TOKENS = {
    "case": rf"Case \d{{4}}Hun-(?:{'|'.join(CASES)})\d+",
    "amended": r", as amended by (?=(?:Act|Decree) No\.)",
    "instrument": rf"(?:{'|'.join(INSTRUMENTS)}) No\. \d+",
    "addenda": r"Addenda No\. \d+",
    "law": "|".join(sorted(LAWS, key=len, reverse=True)),
    "unit": r"(?:Article|Section|page|table)s? |Annex(?:es)? ",
    "items": r",? items? ",
    "then": r" \(then paragraph \d+\)",
    "place": rf"(?:{NUMBER})?(?:\({NUMBER}\)(?:{NUMBER})?)?(?:\([a-n]\)(?:\d+\))?)?(?![\w(-])",
    "to": " to ",
    "and": " and ",
    "comma": ", ",
    "end": "; |$",
}
TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in TOKENS.items()))
PLACE = re.compile(
    rf"(?P<first>{NUMBER})?(?:\((?P<bracket>{NUMBER})\)(?P<item>{NUMBER})?)?"
    r"(?:\((?P<letter>[a-n])\)(?:(?P<point>\d+)\))?)?"
)
FOLLOWERS = {
    "end": {"case", "instrument", "addenda", "law", "unit"},
    "case": {"end"},
    "instrument": {"end"},
    "amended": {"instrument"},
    "addenda": {"comma", "end"},
    "law": {"comma", "end"},
    "unit": {"place"},
    "items": {"place"},
    "place": {"items", "then", "amended", "to", "and", "comma", "end"},
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
class Context:
    """What the words before a place say about it."""

    before: str = "end"
    part: str = "law"
    unit: str = ""
    article: str = ""


def pinpoint_in(text: str, code: str) -> str:
    """Return a pinpoint in a language; one that is not understood comes back whole, as it is.

    Korean names the parts as Korean statutes do, from the large to the small and written
    together: 조 (article), 항 (paragraph), 호 (item), 목 (letter), as in 제10조의20제5호가목.
    """
    return {"en": _english, "ko": _korean}[code](text)


def _english(text: str) -> str:
    return text


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
        case "unit":
            word, unit, article = "", re.sub("(?<=Annex)es|s$", "", token.text.strip()), ""
        case "items":
            word, unit = "", _unit_of_items(unit)
        case "addenda":
            word, part = f"부칙 제{_digits(token.text)}호", "addenda"
        case "law":
            word = LAWS[token.text]
        case "comma":
            word = ", " if context.before in ("place", "then") else " "
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
    place = PLACE.fullmatch(text).groupdict()
    if context.unit == "Article":
        article = place["first"] or context.article
        word = _article(place, article, context.part)
    else:
        article = context.article
        word = _plain(place, context.unit)
    return word + ("까지" if context.before == "to" else ""), article


def _article(place: dict[str, str | None], article: str, part: str) -> str:
    """Say 조·항·호·목; "(4)" after an article already named stands for its paragraph."""
    bracket, item = place["bracket"], place["item"]
    if not article or (place["letter"] and not bracket):
        raise UnknownPinpointError(place)
    # A letter (목) hangs on an item, and only an item has a branch number such as 제3호의2.
    bare = place["letter"] or "-" in (bracket or "") or article == ARTICLE_OF_ITEMS[part]
    if bracket and not item and bare:
        bracket, item = None, bracket
    return (
        _numbered("제{}조", place["first"])
        + _numbered("제{}항", bracket)
        + _numbered("제{}호", item)
        + _letter(place)
    )


def _plain(place: dict[str, str | None], unit: str) -> str:
    """Say a place that is one number, with a letter if it is an item."""
    if not place["first"] or place["bracket"] or (place["letter"] and unit != "item"):
        raise UnknownPinpointError(place)
    pattern = {**UNITS, "item": "제{}호", "point": "{}번"}[unit] if unit else None
    if pattern is None:
        raise UnknownPinpointError(place)
    return _numbered(pattern, place["first"]) + _letter(place)


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


def _letter(place: dict[str, str | None]) -> str:
    """Say (e)2) as 마목2)."""
    if not place["letter"]:
        return ""
    return f"{LETTERS[place['letter']]}목" + (f"{place['point']})" if place["point"] else "")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
