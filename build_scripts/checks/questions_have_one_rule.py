"""Check: each question of the comparison has one rule that answers it for Korea."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables


def questions_have_one_rule(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a question no rule or more than one answers, and Korean rows typed by hand."""
    questions = package.labels("jurisdiction_rules", "question", "en")
    given = tables["rules"]["compares_as"]
    breaches = []
    for question in questions:
        rows = given.index[given == question]
        if len(rows) != 1:
            row = rows[1] if len(rows) else 0
            found = f"{len(rows)} rules for {question!r}"
            breaches.append(Breach("rules", row, "compares_as", found, "exactly one"))
    rows = tables["jurisdiction_rules"]
    return breaches + [
        Breach("jurisdiction_rules", row, "jurisdiction_id", "'kr'", "answers from the rules")
        for row in rows.index[rows["jurisdiction_id"] == "kr"]
    ]
