"""At which stage a case stands and what it amounts to, on made-up rows."""

from datetime import date

import pytest

from build_scripts.model.enforcement import case_view

CASE = {"enforcement_case_id": "c"}


def step(day: str, what: str, measure: str | None = None, amount: float | None = None) -> dict:
    return {
        "enforcement_action_id": f"{day}-{what}-{measure}",
        "occurred_on": day,
        "step": what,
        "measure": measure,
        "amount_krw": amount,
    }


NOTICE = step("2025-11-06", "prior_notice", "fine", 35.2e9)
FIXED = step("2025-12-09", "amount_fixed", "fine", 35.20156e9)
OBJECTED = step("2026-02", "objected", "fine", 35.20156e9)
ANNULLED = step("2026-09-01", "annulled", "fine")


@pytest.mark.parametrize(
    ("day", "stage", "amount", "notice"),
    [
        ("2025-11-06", "notified", 35.2e9, True),
        ("2025-12-09", "decided", 35.20156e9, False),
        ("2026-02-27", "decided", 35.20156e9, False),  # a month is over on its last day
        ("2026-02-28", "contested", 35.20156e9, False),
        ("2026-09-01", "annulled", 35.20156e9, False),
    ],
)
def test_a_case_stands_where_its_last_step_leads(day, stage, amount, notice):
    steps = [ANNULLED, FIXED, NOTICE, OBJECTED]
    view = case_view(CASE, steps, date.fromisoformat(day), set())
    assert (view.stage, view.amount, view.is_notice) == (stage, amount, notice)
    assert view.undone == (stage == "annulled")


def test_fine_and_surcharge_of_one_day_are_added_and_prison_is_no_money():
    steps = [
        step("2017-12-12", "decided", "surcharge", 43.5e6),
        step("2017-12-12", "decided", "fine", 15e6),
        step("2017-12-12", "decided", "correction"),
    ]
    view = case_view(CASE, steps, date(2026, 11, 20), set())
    assert (view.amount, view.amount_year) == (58.5e6, "2017")
    prison = case_view(CASE, [step("2026-02-04", "convicted", "prison")], date(2026, 11, 20), set())
    assert (prison.stage, prison.amount, prison.amount_year) == ("convicted", None, None)


def test_a_weak_step_is_listed_and_moves_nothing():
    reported = step("2026-04-09", "annulled", "fine")
    weak = {reported["enforcement_action_id"]}
    view = case_view(CASE, [FIXED, reported], date(2026, 11, 20), weak)
    assert (view.stage, len(view.steps)) == ("decided", 2)


def test_nothing_is_told_before_the_first_step():
    assert case_view(CASE, [NOTICE], date(2025, 11, 5), set()) is None
