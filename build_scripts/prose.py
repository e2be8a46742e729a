"""Hold the hand-written pages to the record: no typed facts, no wrong words, each with its twin."""

import re
from pathlib import Path

import yaml

from build_scripts.errors import Finding
from build_scripts.language import CODES

EXPLAINERS = "explain"
# what is no prose: what templates fill in, the names of headings, the numbers of lists
NOT_PROSE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{:.*?\}|^\s*\d+\. ", re.MULTILINE | re.DOTALL)
DIGIT = re.compile(r"\d[\d,.]*")
# the first heading is the title, whose words the page is found by
TITLE = re.compile(r"^# .*", re.MULTILINE)
# a number in words goes stale like one in digits; below three they are too often no count
NUMBER_WORDS = {
    "en": re.compile(
        r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve"
        r"|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b",
        re.IGNORECASE,
    ),
    # 세 and 네 count before a noun, 열 (also “to open”) only before a counter
    "ko": re.compile(
        r"(?<![가-힣])(?:(?:세|네|석|넉)(?:\s+[가-힣]+|가지|건|곳|개|번|차례|명|단계|달)"
        r"|(?:셋|넷)(?:째|[은이을과의도으]|(?![가-힣]))"
        r"|(?:다섯|여섯|일곱|여덟|아홉)(?:째|\s*[가-힣]+)?"
        r"|(?:열한|열두|열)\s*(?:가지|건|곳|개|번|차례|명|단계|달))"
    ),
}
# a row whose words a page picks for itself, and the macros that put a row's mark behind its words
BARE = re.compile(r'\bfact\.row\(("[^"]+", "[^"]+")\)')
MARKED = re.compile(r'\bfact\.(?:mark|sentence|field|day|number|won)\(("[^"]+", "[^"]+")')


def explainers(docs: Path, language: str) -> dict[str, dict]:
    """Return the head of each explainer of a language (title, description, order) by address."""
    heads = {}
    for path in (docs / language / EXPLAINERS).glob("*.md"):
        head = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        heads[f"{EXPLAINERS}/{path.stem}"] = head
    return dict(sorted(heads.items(), key=lambda one: one[1]["order"]))


def prose_findings(docs: Path, wrong: dict[str, dict[str, str]]) -> list[Finding]:
    """Find typed numbers, wrong words and missing twins; `wrong` are the words by language."""
    findings = []
    for language in CODES:
        folder = docs / language
        for path in sorted(folder.rglob("*.md")):
            place = path.relative_to(docs.parent).as_posix()
            content = path.read_text(encoding="utf-8")
            for word, right in wrong[language].items():
                found = content.lower().find(word)
                if found >= 0:
                    line = content.count("\n", 0, found) + 1
                    expected = f"{right!r}, or other words"
                    findings.append(Finding(place, line, "text", repr(word), expected, "prose"))
            for other in CODES:
                if not (docs / other / path.relative_to(folder)).exists():
                    expected = f"the same page in docs/{other}"
                    findings.append(Finding(place, 1, "file", "no twin", expected, "prose"))
            if path.parent.name == EXPLAINERS:
                findings += _typed_numbers(place, content, language) + _unmarked(place, content)
    return findings


def _unmarked(place: str, content: str) -> list[Finding]:
    """Find every row an explainer takes words from by hand and does not mark on the same line."""
    return [
        Finding(
            place, number, "text", f"{row} without its mark", "its source mark on the line", "prose"
        )
        for number, line in enumerate(content.splitlines(), 1)
        for row in sorted(set(BARE.findall(line)) - set(MARKED.findall(line)))
    ]


def _typed_numbers(place: str, content: str, language: str) -> list[Finding]:
    """Find every number typed into an explainer, in digits or in words, in order of place.

    What a dataset knows comes from it; a list shows by itself how long it is. The title may
    hold a number in words.
    """
    _, head, body = content.split("---\n", 2)
    above = head.count("\n") + 2
    prose = NOT_PROSE.sub(_blank, body)
    digits = DIGIT.finditer(prose)
    words = NUMBER_WORDS[language].finditer(TITLE.sub(_blank, prose))
    return [
        Finding(
            place,
            above + prose.count("\n", 0, match.start()) + 1,
            "text",
            f"the number {match[0]!r}",
            "a value taken from the record, or words that need no number",
            "prose",
        )
        for match in sorted([*digits, *words], key=re.Match.start)
    ]


def _blank(match: re.Match) -> str:
    """Return spaces in place of what was found, its lines kept."""
    return re.sub(r"[^\n]", " ", match[0])
