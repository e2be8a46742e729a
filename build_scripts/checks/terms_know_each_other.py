"""Check: the terms a term is confused with are in the glossary."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables


def terms_know_each_other(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a term confused with itself or with one the glossary has not."""
    terms = tables["glossary"]
    known = set(terms["term_id"])
    return [
        Breach("glossary", row, "confused_with", repr(other), "another term_id of the glossary")
        for row, term in terms.dropna(subset=["confused_with"]).iterrows()
        for other in term["confused_with"].split("; ")
        if other not in known or other == term["term_id"]
    ]
