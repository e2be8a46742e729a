"""Every pinpoint of the datasets to a law can be said in Korean."""

import re

from build_scripts.load import Tables
from build_scripts.model import Model
from build_scripts.pinpoints import pinpoint_in

COLUMNS = ("pinpoint", "penalty_pinpoint", "instrument_number", "number")
FOREIGN = ("jurisdictions", "jurisdiction_rules")  # laws that count their parts in other ways
OPENINGS = (
    "Supreme Court",
    "FSC Notice",
    "KoFIU Notice",
    "Notice No.",
    "Article",
    "Addenda",
    "Act ",
    "Decree ",
    "Annex",
    "Section",
    "Case ",
)


def legal_pinpoints(tables: Tables, laws: tuple) -> set[str]:
    """Return the distinct values that open as a pinpoint to a law, an instrument or a case."""
    openings = (*OPENINGS, *(f"{english}," for english, _ in laws))
    values = (
        value
        for name, table in tables.items()
        for column in COLUMNS
        if column in table and name not in FOREIGN
        for value in table[column].dropna()
    )
    return {value for value in values if value.startswith(openings)}


def test_every_legal_pinpoint_is_said_in_korean(tables: Tables, model: Model):
    pinpoints = legal_pinpoints(tables, model.law_names)
    assert len(pinpoints) > 300
    said = {text: pinpoint_in(text, "ko", model.law_names) for text in pinpoints}
    assert [text for text, korean in said.items() if re.search("[A-Za-z]", korean)] == []
