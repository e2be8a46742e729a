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
                findings += _typed_numbers(place, content)
    return findings


def _typed_numbers(place: str, content: str) -> list[Finding]:
    """Find every number typed into an explainer; what a dataset knows comes from it."""
    _, head, body = content.split("---\n", 2)
    above = head.count("\n") + 2
    blank = NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    return [
        Finding(
            place,
            above + blank.count("\n", 0, match.start()) + 1,
            "text",
            f"the number {match[0]!r}",
            "a value taken from the record, or the number in words",
            "prose",
        )
        for match in DIGIT.finditer(blank)
    ]
