"""Korea beside others: each jurisdiction's answer to the same questions."""

from dataclasses import dataclass
from datetime import date

from build_scripts.model.days import first_day
from build_scripts.model.rules import RuleView


@dataclass(frozen=True)
class Cell:
    """One jurisdiction's answer to one question.

    `now` is the row that holds; `coming` are the later ones, promulgated or proposed, in order.
    For Korea the rows are values of the rule in `rule`, which is None elsewhere.
    """

    now: dict | None
    coming: list[dict]
    rule: RuleView | None


def foreign_cell(rows: list[dict], as_of: date) -> Cell:
    """Return the answer of a jurisdiction as of a day from its rows for one question."""
    ordered = sorted(rows, key=lambda row: first_day(row["applies_from"]))
    held = [row for row in ordered if _holds(row, as_of)]
    coming = [row for row in ordered if not _holds(row, as_of)]
    return Cell(held[-1] if held else None, coming, None)


def _holds(row: dict, as_of: date) -> bool:
    """Say whether an answer is in force and has begun; what is only made or proposed is not."""
    return row["state"] == "in_force" and first_day(row["applies_from"]) <= as_of


def korean_cell(view: RuleView, as_of: date) -> Cell:
    """Return Korea's answer from the rule that answers a question."""
    coming = [value for value in view.values if value["applies_from"] > as_of]
    return Cell(view.now, coming, view)
