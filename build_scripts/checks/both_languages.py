"""Check: what is said in English is said in Korean, and the other way round."""

import re

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

HANGUL = re.compile("[가-힣]")
NAMES = re.compile(r"[A-Za-z0-9 .,;%&()/'’·-]+")


def both_languages(package: Package, tables: Tables) -> list[Breach]:
    """Hold each pair of `_en` and `_ko` fields: both filled, each in its language.

    A Korean cell may be without Hangul where it is a name or a number in Latin letters.
    """
    breaches = []
    for resource in package.resources:
        table = tables[resource["name"]]
        for english in table.columns[table.columns.str.endswith("_en")]:
            korean = english[:-3] + "_ko"
            for row, (one, other) in enumerate(
                zip(table[english].fillna(""), table[korean].fillna(""), strict=True)
            ):
                if bool(one) != bool(other):
                    empty = korean if one else english
                    found, expected = "an empty cell", f"what {english} and {korean} both say"
                    breaches.append(Breach(resource["name"], row, empty, found, expected))
                if HANGUL.search(one):
                    found = f"Hangul in {one[:40]!r}"
                    breaches.append(Breach(resource["name"], row, english, found, "English"))
                if other and not HANGUL.search(other) and not NAMES.fullmatch(other):
                    found = f"no Hangul in {other[:40]!r}"
                    breaches.append(Breach(resource["name"], row, korean, found, "Korean"))
    return breaches
