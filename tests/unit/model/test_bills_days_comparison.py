"""Where bills stand, what changed on a day, and Korea beside others, on made-up rows."""

from datetime import date

import pytest

from build_scripts.model.bills import bill_view
from build_scripts.model.comparison import foreign_cell
from build_scripts.model.on_day import State, between, candidates, days_of_change
from build_scripts.model.rules import rule_view

BILL = {"bill_id": "b", "assembly": 22}


def step(day: str, event: str) -> dict:
    return {"bill_id": "b", "occurred_on": day, "event": event}


@pytest.mark.parametrize(
    ("steps", "state", "since"),
    [
        ([("2023-06-30", "passed"), ("2022-05-01", "introduced")], "passed", "2023-06-30"),
        ([("2022-05", "introduced"), ("2022-06", "referred")], "pending", "2022-05"),
        ([("2022-05-01", "introduced"), ("2023-06-30", "merged")], "merged", "2023-06-30"),
        ([("2023-06-30", "passed"), ("2023-06-30", "introduced")], "passed", "2023-06-30"),
        ([("2022-05-01", "introduced"), ("2024-05-29", "lapsed")], "lapsed", "2024-05-29"),
    ],
)
def test_a_bill_stands_where_its_last_step_leads(steps: list, state: str, since: str):
    view = bill_view(BILL, [step(*one) for one in steps], [], date(2025, 1, 1))
    assert (view.state, view.since) == (state, since)


def test_a_bill_of_an_assembly_that_is_over_is_not_told_as_pending():
    steps = [step("2023-05-11", "introduced")]
    old = {**BILL, "assembly": 21}
    assert bill_view(old, steps, [], date(2024, 5, 29)).state == "pending"
    view = bill_view(old, steps, [], date(2024, 5, 30))
    assert (view.state, view.is_open) == ("not_known", False)


def test_a_bill_is_not_told_before_its_first_step():
    assert bill_view(BILL, [step("2025-06-10", "introduced")], [], date(2025, 6, 9)) is None
    assert bill_view(BILL, [step("2025-06-10", "introduced")], [], date(2025, 6, 10)).is_open


def answer(day: str, state: str = "in_force") -> dict:
    return {"applies_from": day, "state": state}


def test_a_proposal_is_never_the_answer_that_holds():
    rows = [answer("2026-04-10", "proposed"), answer("2017-04"), answer("2028-01", "promulgated")]
    cell = foreign_cell(rows, date(2026, 11, 20))
    assert cell.now == answer("2017-04")
    assert [row["applies_from"] for row in cell.coming] == ["2026-04-10", "2028-01"]
    made = foreign_cell([answer("2025-07-18", "promulgated")], date(2026, 11, 20))
    assert (made.now, len(made.coming)) == (None, 1)
    assert foreign_cell([answer("2026-04-10", "proposed")], date(2026, 11, 20)).now is None


RULE = {"rule_id": "r"}
ROWS = {
    "rule_values": [
        {
            "rule_id": "r",
            "applies_from": date(2021, 3, 25),
            "state": "in_force",
            "promulgated_on": None,
        },
        {
            "rule_id": "r",
            "applies_from": date(2027, 2, 19),
            "state": "in_force",
            "promulgated_on": date(2026, 8, 18),
        },
    ],
    "licence_events": [{"occurred_on": "2021-09", "latest_on": None}],
    "bank_partnerships": [],
    "zone_events": [{"occurred_on": "2030-01-01", "holds_until": None}],
}


def on(day: date) -> State:
    return State({"r": rule_view(RULE, ROWS["rule_values"], day, set())}, {}, {})


def test_only_days_on_which_something_changed_are_told():
    found = candidates(ROWS, date(2026, 11, 20))
    assert date(2021, 3, 25) in found
    assert date(2021, 9, 30) in found  # a month is over on its last day
    assert date(2027, 2, 19) in found  # a rule to come
    assert date(2030, 1, 1) not in found  # nothing is said of a zone's later days
    days = days_of_change(found, on)
    first, made, last = days
    assert [entry.day for entry in days] == [
        date(2021, 3, 25),
        date(2026, 8, 18),
        date(2027, 2, 19),
    ]
    assert (made.rules, len(made.made), len(made.waiting)) == ([], 1, 1)
    assert (first.previous, first.until, first.following) == (
        None,
        date(2026, 8, 17),
        date(2026, 8, 18),
    )
    assert (last.previous, last.until, last.waiting) == (date(2026, 8, 18), None, [])
    [(before, after)] = first.rules
    assert (before.now, after.state) == (None, "in_force")


def test_the_same_state_is_no_change():
    days = days_of_change([date(2021, 3, 25), date(2021, 9, 30)], on)
    assert [entry.day for entry in days] == [date(2021, 3, 25)]


def test_what_changes_on_known_days_is_worked_out_once_for_each():
    asked = []

    def worked_out(day: date) -> dict:
        asked.append(day)
        return {"day": day}

    on = between({date(2021, 3, 25), date(2016, 1, 1), date(2020, 1, 1)}, worked_out)
    days = (date(2016, 12, 31), date(2019, 12, 31), date(2020, 1, 1), date(2021, 3, 24))
    assert [on(day)["day"] for day in days] == [date(2016, 12, 31)] * 2 + [date(2020, 1, 1)] * 2
    assert on(date(2026, 1, 1)) == {"day": date(2021, 3, 25)}
    assert asked == [date(2016, 12, 31), date(2020, 1, 1), date(2021, 3, 25)]
