"""Every pinpoint of the datasets to a law can be said in Korean."""

import re

from build_scripts.load import Tables
from build_scripts.pinpoints import LAWS, pinpoint_in

COLUMNS = ("pinpoint", "penalty_pinpoint", "instrument_number")
OPENINGS = ("Article", "Addenda", "Act ", "Decree ", "Annex", "Section", "Case ", *LAWS)


def legal_pinpoints(tables: Tables) -> set[str]:
    """Return the distinct values that open as a pinpoint to a law, an instrument or a case."""
    values = (
        value
        for table in tables.values()
        for column in COLUMNS
        if column in table
        for value in table[column].dropna()
    )
    return {value for value in values if value.startswith(OPENINGS)}


def test_every_legal_pinpoint_is_said_in_korean(tables: Tables):
    pinpoints = legal_pinpoints(tables)
    assert len(pinpoints) > 100
    assert [text for text in pinpoints if re.search("[A-Za-z]", pinpoint_in(text, "ko"))] == []


def test_laws_are_called_what_their_short_titles_say(tables: Tables):
    laws = tables["laws"]
    laws = laws[laws["kind"].isin(["act", "decree", "regulation"])]
    titles = dict(zip(laws["short_title_en"], laws["short_title_ko"], strict=True))
    assert titles == {english: LAWS.get(english) for english in titles}
