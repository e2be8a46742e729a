"""What holds, who stands where and how sure that is, on made-up rows."""

from datetime import date

import pytest

from build_scripts.model.days import first_day, last_day, years_after
from build_scripts.model.evidence import grade
from build_scripts.model.licensing import provider_view, spans_of_banks
from build_scripts.model.rules import rule_view
from build_scripts.model.timeline import SERIES, moments
from build_scripts.model.zones import zone_view


def test_days_reach_as_far_as_the_source():
    assert (first_day("2024"), last_day("2024")) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert first_day("2024-02-03") == last_day("2024-02-03") == date(2024, 2, 3)
    assert years_after(date(2024, 2, 29), 3) == date(2027, 2, 28)


SOURCES = {
    "law": {"kind": "law", "publisher_group": "law"},
    "fsc": {"kind": "official", "publisher_group": "fsc"},
    "one": {"kind": "news", "publisher_group": "one"},
    "two": {"kind": "news", "publisher_group": "two"},
    "blog": {"kind": "other", "publisher_group": "blog"},
    "wiki": {"kind": "other", "publisher_group": "wiki"},
}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("law", None, "law"),
        ("one", "fsc", "official"),
        ("one", "two", "corroborated"),
        ("one", None, "reported"),
        ("one", "blog", "reported"),
        ("blog", "wiki", "weak"),
    ],
)
def test_grades_follow_the_sources(first: str, second: str | None, expected: str):
    record = {"source_id": first, "second_source_id": second}
    assert grade(record, SOURCES, False) == expected
    assert grade(record, SOURCES, True) == "disputed"


def a_value(day: str, state: str = "in_force") -> dict:
    return {"applies_from": date.fromisoformat(day), "state": state}


RULE = [a_value("2022-03-25"), a_value("2021-03-25", "deferred"), a_value("2027-02-19")]


@pytest.mark.parametrize(
    ("day", "state", "coming"),
    [
        ("2021-03-24", "coming", "2021-03-25"),
        ("2021-03-25", "deferred", "2022-03-25"),
        ("2022-03-24", "deferred", "2022-03-25"),
        ("2022-03-25", "in_force", "2027-02-19"),
        ("2027-02-18", "in_force", "2027-02-19"),
        ("2027-02-19", "in_force", None),
    ],
)
def test_a_rule_says_what_its_last_row_says(day: str, state: str, coming: str | None):
    view = rule_view({}, RULE, date.fromisoformat(day), set())
    assert view.state == state
    assert (view.coming["applies_from"].isoformat() if view.coming else None) == coming
    assert [value["until"] for value in view.values] == [
        date(2022, 3, 24),
        date(2027, 2, 18),
        None,
    ]


def test_a_state_reaches_back_over_rows_that_keep_it():
    rows = [a_value("2017-09-29"), a_value("2019-01-31"), a_value("2027-01-01", "repealed")]
    assert rule_view({}, rows, date(2026, 11, 20), set()).since == date(2017, 9, 29)
    assert rule_view({}, RULE, date(2026, 11, 20), set()).since == date(2022, 3, 25)
    assert rule_view({}, RULE, date(2020, 1, 1), set()).since is None


def test_what_is_no_law_does_not_count_towards_a_time_in_force():
    rows = [
        {"applies_from": date(2018, 1, 30), "state": "in_force", "law_id": "guideline"},
        {"applies_from": date(2021, 3, 25), "state": "in_force", "law_id": None},
        {"applies_from": date(2024, 6, 27), "state": "in_force", "law_id": None},
    ]
    view = rule_view({"law_id": "act"}, rows, date(2026, 11, 20), {"guideline"})
    assert view.since == date(2021, 3, 25)
    assert rule_view({"law_id": "act"}, rows, date(2020, 1, 1), {"guideline"}).since == date(
        2018, 1, 30
    )


def a_step(day: str, kind: str, market: str | None = None, latest: date | None = None) -> dict:
    return {
        "licence_event_id": f"{kind}-{day}",
        "occurred_on": day,
        "latest_on": latest,
        "licence_event_type": kind,
        "market": market,
    }


HISTORY = [
    a_step("2021-08-20", "filed"),
    a_step("2021-09-17", "accepted", "krw"),
    a_step("2024-08", "renewal_filed"),
    a_step("2025-02-25", "suspended_in_part"),
    a_step("2025-03-26", "suspension_stayed"),
    a_step("2025-12-23", "renewed"),
]


@pytest.mark.parametrize(
    ("day", "standing", "market", "restriction"),
    [
        ("2021-08-19", "not_filed", None, None),
        ("2021-08-20", "under_review", None, None),
        ("2021-09-17", "registered", "krw", None),
        ("2024-08-30", "registered", "krw", None),  # the day in August is not known
        ("2024-08-31", "renewal_under_review", "krw", None),
        ("2025-02-25", "renewal_under_review", "krw", "suspended_in_part"),
        ("2025-03-26", "renewal_under_review", "krw", "suspension_stayed"),
        ("2025-12-23", "registered", "krw", "suspension_stayed"),
        ("2028-12-24", "not_known", "krw", "suspension_stayed"),
    ],
)
def test_a_provider_stands_where_its_history_says(day, standing, market, restriction):
    view = provider_view({}, HISTORY, [], date.fromisoformat(day), set())
    assert (view.standing, view.market) == (standing, market)
    kind = view.restriction and view.restriction["licence_event_type"]
    assert kind == restriction


def test_silence_after_three_years_is_not_registration():
    view = provider_view({}, HISTORY[:2], [], date(2024, 9, 18), set())
    assert (view.standing, view.since) == ("not_known", "2024-09-17")
    assert provider_view({}, HISTORY[:2], [], date(2024, 9, 17), set()).is_registered


def test_a_filing_without_a_word_for_a_year_is_not_under_review():
    assert provider_view({}, HISTORY[:1], [], date(2022, 8, 20), set()).standing == "under_review"
    assert provider_view({}, HISTORY[:1], [], date(2022, 8, 21), set()).standing == "not_known"


def test_a_renewal_on_record_later_says_that_the_registration_had_lasted():
    steps = [*HISTORY[:2], a_step("2025-12-23", "renewed")]
    assert provider_view({}, steps, [], date(2025, 1, 1), set()).is_registered


def test_a_step_of_a_year_is_drawn_where_it_had_surely_happened():
    steps = [a_step("2021-09-24", "filed"), a_step("2021", "accepted", "coin")]
    steps[1]["latest_on"] = date(2021, 12, 23)
    view = provider_view({}, steps, [], date(2022, 6, 1), set())
    assert view.dated_spans == [
        ("under_review", date(2021, 9, 24), date(2021, 12, 23)),
        ("registered", date(2021, 12, 23), None),
    ]
    silent = provider_view({}, steps, [], date(2025, 1, 1), set())
    assert silent.dated_spans[-1] == ("not_known", date(2024, 12, 23), None)


def test_weak_steps_move_nothing():
    view = provider_view({}, HISTORY, [], date(2025, 3, 26), {"suspension_stayed-2025-03-26"})
    assert view.restriction["licence_event_type"] == "suspended_in_part"


def test_a_year_counts_from_its_latest_day():
    steps = [a_step("2021-09", "filed"), a_step("2021", "accepted", "coin", date(2021, 12, 23))]
    assert provider_view({}, steps, [], date(2021, 12, 23), set()).is_registered
    assert not provider_view({}, steps, [], date(2021, 12, 22), set()).is_registered


@pytest.mark.parametrize(
    ("kind", "standing"),
    [("deferred", "registered"), ("change_refused", "registered"), ("closed", "closed")],
)
def test_only_what_ends_ends(kind: str, standing: str):
    steps = [*HISTORY[:2], a_step("2022-05-01", kind)]
    assert provider_view({}, steps, [], date(2022, 6, 1), set()).standing == standing


def a_bank(day: str, kind: str, bank: str, until: str | None = None) -> dict:
    return {
        "occurred_on": day,
        "bank_event_type": kind,
        "bank_en": bank,
        "bank_ko": bank,
        "contract_until": until,
    }


def test_a_bank_holds_until_its_own_end_or_the_next_start():
    steps = [
        a_bank("2018-01-30", "started", "IBK"),
        a_bank("2020-06-23", "started", "K bank"),
        a_bank("2020-07-24", "ended", "IBK"),
    ]
    spans = [(bank, start, end) for bank, _, start, end, _ in spans_of_banks(steps)]
    assert spans == [("IBK", "2018-01-30", "2020-07-24"), ("K bank", "2020-06-23", None)]
    view = provider_view({}, HISTORY, steps, date(2026, 1, 1), set())
    assert (view.bank["bank_en"], view.bank_until) == ("K bank", None)


def test_the_last_contract_on_record_is_told():
    steps = [
        a_bank("2020-06-23", "started", "K bank"),
        a_bank("2025", "extended", "K bank", "2026-10"),
    ]
    view = provider_view({}, HISTORY, steps, date(2026, 11, 20), set())
    assert view.bank_term_over == date(2026, 10, 31)


def a_zone_step(day: str, kind: str, until: str | None = None) -> dict:
    return {
        "occurred_on": day,
        "zone_event_type": kind,
        "holds_until": until and date.fromisoformat(until),
    }


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2019-03-01", "applied"),
        ("2019-07-24", "designated"),
        ("2027-12-31", "designated"),
        ("2028-01-01", "term_over"),
    ],
)
def test_a_zone_holds_as_long_as_its_term(day: str, state: str):
    steps = [
        a_zone_step("2019-02", "applied"),
        a_zone_step("2019-07-24", "designated", "2021-08-31"),
        a_zone_step("2024-11-22", "extended", "2027-12-31"),
    ]
    zone = {"kind": "regulation_free_zone"}
    assert zone_view(zone, {}, steps, date.fromisoformat(day)).state == state


@pytest.mark.parametrize(
    ("day", "state"), [("2022-07-24", "designated"), ("2022-07-25", "not_known")]
)
def test_a_zone_without_a_term_is_not_known_after_three_silent_years(day: str, state: str):
    steps = [a_zone_step("2019-07-24", "designated")]
    view = zone_view({"kind": "regulation_free_zone"}, {}, steps, date.fromisoformat(day))
    assert view.state == state


@pytest.mark.parametrize("kind", ["proposed", "applied", "announced"])
def test_what_is_asked_after_a_designation_does_not_undo_it(kind: str):
    steps = [a_zone_step("2019-11-12", "designated"), a_zone_step("2021-09", kind)]
    view = zone_view({"kind": "regulation_free_zone"}, {}, steps, date(2022, 1, 1))
    assert (view.state, view.since) == ("designated", "2019-11-12")


@pytest.mark.parametrize(("later", "state"), [(None, "term_over"), ("2025-11", "not_known")])
def test_a_term_that_ran_out_is_over_or_not_known(later: str | None, state: str):
    permit = a_zone_step("2021-11-04", "permitted") | {"holds_until": date(2023, 12, 5)}
    steps = [a_zone_step("2019-11-12", "designated"), permit]
    steps += [a_zone_step(later, "announced")] if later else []
    view = zone_view({"kind": "regulation_free_zone"}, {}, steps, date(2026, 11, 20))
    assert (view.state, view.until) == (state, date(2023, 12, 5))


def test_a_zone_that_was_not_selected_is_not_designated():
    steps = [a_zone_step("2019-02", "applied"), a_zone_step("2019-07-24", "not_selected")]
    view = zone_view({"kind": "proposal"}, {}, steps, date(2026, 11, 20))
    assert (view.state, view.since) == ("not_designated", "2019-07-24")


def a_moment(**fields: object) -> dict:
    return {"statement_en": "e", "statement_ko": "k", **fields}


def test_the_timeline_is_the_union_of_dated_rows_up_to_the_day():
    tables = {series.resource: [] for series in SERIES}
    tables |= {series.about[0]: [] for series in SERIES if series.about}
    tables["events"] = [
        {
            "occurred_on": "2018-08",
            "event_type": "plan",
            "headline_en": "e",
            "headline_ko": "k",
            "rule_id": None,
            "authority_id": "fsc",
        }
    ]
    step = a_step("2021-09-17", "accepted")
    tables["licence_events"] = [a_moment(**step, provider_id="upbit")]
    tables["rules"] = [{"rule_id": "r", "authority_id": "kofiu"}]
    read = date(2026, 11, 22)  # a day to come is no past, though its row was read before
    tables["rule_values"] = [
        a_moment(**a_value(day), rule_id="r", last_checked_on=read)
        for day in ("2022-03-25", "2027-02-19")
    ]
    found = moments(tables, date(2026, 11, 20))
    assert [(m.occurred_on, m.resource, m.page, m.authority) for m in found] == [
        ("2022-03-25", "rule_values", "rules/r", "kofiu"),
        ("2021-09-17", "licence_events", "providers/upbit", None),
        ("2018-08", "events", None, "fsc"),
    ]
