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
        ("2026-02-28", "decided", 35.20156e9, False),
        ("2026-09-01", "annulled", 35.20156e9, False),
    ],
)
def test_a_case_stands_where_its_last_step_leads(day, stage, amount, notice):
    steps = [ANNULLED, FIXED, NOTICE, OBJECTED]
    view = case_view(CASE, steps, date.fromisoformat(day), set())
    assert (view.stage, view.amount, view.is_notice) == (stage, amount, notice)
    assert view.undone == (stage == "annulled")
    assert view.contested == (day == "2026-02-28")


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


def test_an_outcome_stays_when_it_is_appealed_or_becomes_final():
    steps = [step("2020-01-31", "acquitted"), step("2020-02-04", "appealed")]
    appealed = case_view(CASE, steps, date(2026, 11, 20), set())
    assert (appealed.stage, appealed.contested, appealed.is_final) == ("acquitted", True, False)
    final = case_view(CASE, [*steps, step("2023-11-09", "final")], date(2026, 11, 20), set())
    assert (final.stage, final.contested, final.is_final) == ("acquitted", False, True)


def test_a_second_outcome_ends_the_contest():
    steps = [
        step("2025-07-15", "acquitted"),
        step("2025-07-17", "appealed"),
        step("2025-11-27", "acquitted"),
    ]
    view = case_view(CASE, steps, date(2026, 11, 20), set())
    assert (view.stage, view.contested) == ("acquitted", False)


def test_a_step_of_this_year_has_happened_when_it_was_read():
    objected = {**step("2026", "objected", "fine"), "last_checked_on": date(2026, 11, 20)}
    view = case_view(CASE, [FIXED, objected], date(2026, 11, 20), set())
    assert (view.stage, view.contested) == ("decided", True)
    assert not case_view(CASE, [FIXED, objected], date(2026, 11, 19), set()).contested


def test_a_refused_rehabilitation_does_not_end_a_bankruptcy():
    steps = [
        step("2024-11-22", "opened", "bankruptcy"),
        step("2025-05-01", "dismissed", "rehabilitation"),
    ]
    view = case_view(CASE, steps, date(2026, 11, 20), set())
    assert (view.stage, view.since) == ("opened", "2024-11-22")


def test_nothing_is_told_before_the_first_step():
    assert case_view(CASE, [NOTICE], date(2025, 11, 5), set()) is None
