"""Where projects and exemptions stand on a day."""

from datetime import date

import pytest

from build_scripts.model.sandbox import project_view


def a_term(since: str, first: int | None, extension: int | None) -> dict:
    return {
        "applies_from": date.fromisoformat(since),
        "first_months": first,
        "extension_months": extension,
    }


TERMS = {
    ("zone", "demonstration_exemption"): [
        a_term("2019-04-17", 24, 24),
        a_term("2024-08-07", 48, 24),
    ],
    ("zone", "temporary_permit"): [a_term("2019-04-17", 36, 24)],
    ("fin", "designation"): [a_term("2019-04-01", 24, 24)],
    ("open", "temporary_permit"): [a_term("2019-01-17", None, None)],
}
READ = date(2026, 11, 22)


def a_step(day: str, kind: str, until: str | None = None) -> dict:
    return {
        "project_event_id": f"{kind}-{day}",
        "project_event_type": kind,
        "occurred_on": day,
        "holds_until": until and date.fromisoformat(until),
        "last_checked_on": READ,
    }


def an_exemption(step: dict, tool: str = "demonstration_exemption") -> dict:
    return {"exemption_id": "x", "project_event_id": step["project_event_id"], "tool": tool}


def viewed(day: str, *steps: dict, scheme: str | None = "zone", exemptions=(), weak=()):
    project = {"project_id": "p", "regime_id": scheme}
    as_of = date.fromisoformat(day)
    return project_view(project, list(steps), list(exemptions), TERMS, set(weak), as_of)


GRANTED = a_step("2019-07-24", "granted")


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2019-07-23", "none"),
        ("2019-07-24", "granted"),
        ("2021-07-24", "granted"),  # the last day of the longest first term
        ("2021-07-25", "not_known"),  # lengthened or over: no source says
    ],
)
def test_without_a_last_day_the_longest_first_term_of_the_act_counts(day: str, state: str):
    assert viewed(day, GRANTED).state == state


@pytest.mark.parametrize(("day", "state"), [("2028-09-01", "granted"), ("2028-09-02", "not_known")])
def test_the_term_is_that_of_the_act_on_the_day_of_the_grant(day: str, state: str):
    assert viewed(day, a_step("2024-09-01", "granted")).state == state


@pytest.mark.parametrize(("day", "state"), [("2023-07-24", "granted"), ("2023-07-25", "not_known")])
def test_an_extension_counts_where_a_step_says_that_there_was_one(day: str, state: str):
    assert viewed(day, GRANTED, a_step("2021-07-01", "extended")).state == state


@pytest.mark.parametrize("later", ["extended", "permitted"])
def test_what_was_lengthened_or_permitted_later_was_still_running(later: str):
    steps = (GRANTED, a_step("2022-11-22", later))
    assert viewed("2022-11-21", *steps).state == "not_known"  # as far as was known then
    spans = viewed("2023-01-01", *steps).spans
    assert spans[0][:2] == ("granted", date(2019, 7, 24))
    assert "not_known" not in [state for state, start, _ in spans if start < date(2022, 11, 22)]


def test_a_service_that_starts_again_is_no_longer_on_hold():
    hold, again = a_step("2020-01-01", "on_hold"), a_step("2020-03-01", "started")
    assert viewed("2020-02-01", GRANTED, hold).state == "on_hold"
    assert viewed("2020-03-01", GRANTED, hold, again).state == "granted"


@pytest.mark.parametrize(("day", "state"), [("2020-12-31", "granted"), ("2021-01-01", "term_over")])
def test_a_last_day_a_source_gives_goes_before_the_act(day: str, state: str):
    view = viewed(day, a_step("2019-07-24", "granted", "2020-12-31"))
    assert view.state == state
    assert view.standing.until == date(2020, 12, 31)


@pytest.mark.parametrize(("day", "state"), [("2022-03-01", "granted"), ("2022-03-02", "not_known")])
def test_where_the_act_sets_no_term_three_silent_years_count(day: str, state: str):
    step = a_step("2019-03-01", "granted")
    view = viewed(day, step, scheme="open", exemptions=[an_exemption(step, "temporary_permit")])
    assert view.state == state


def test_a_permit_ends_the_trial_and_its_own_exemption_goes_on():
    permit = a_step("2021-07-01", "permitted")
    exemptions = [an_exemption(GRANTED), an_exemption(permit, "temporary_permit")]
    view = viewed("2022-01-01", GRANTED, permit, exemptions=exemptions)
    assert view.state == "permitted"
    assert [one.state for one in view.exemptions] == ["became_permit", "active"]
    assert view.exemptions[0].spans == [
        ("active", date(2019, 7, 24), date(2021, 7, 1)),
        ("became_permit", date(2021, 7, 1), None),
    ]
    assert view.exemptions[1].spans == [
        ("active", date(2021, 7, 1), date(2024, 7, 2)),
        ("not_known", date(2024, 7, 2), None),
    ]


@pytest.mark.parametrize(
    ("kind", "project", "exemption"),
    [
        ("law_changed", "rule_changed", "rule_changed"),
        ("licensed", "licensed", "became_licence"),
        ("ended", "ended", "ended"),
        ("on_hold", "on_hold", "on_hold"),
        ("licence_refused", "granted", "active"),  # what was asked beside it ends nothing
        ("announced", "granted", "active"),
    ],
)
def test_what_a_step_does_to_a_project_and_its_exemption(kind: str, project: str, exemption: str):
    steps = (GRANTED, a_step("2020-05-01", kind))
    view = viewed("2020-06-01", *steps, exemptions=[an_exemption(GRANTED)])
    assert (view.state, view.exemptions[0].state) == (project, exemption)


def test_who_was_never_exempted_is_told_by_the_last_answer():
    steps = (a_step("2019-01", "applied"), a_step("2019-03-06", "deferred"))
    assert viewed("2019-12-01", *steps).state == "put_off"
    assert not viewed("2019-12-01", *steps).was_granted
    assert viewed("2020-01-01", *steps, a_step("2019-12", "left_out")).state == "left_out"


def test_a_licence_without_a_sandbox_is_told_by_its_own_steps():
    steps = (a_step("2025-10-31", "licence_applied"), a_step("2026-02-13", "licence_preliminary"))
    assert viewed("2026-02-12", *steps, scheme=None).state == "licence_applied"
    assert viewed("2026-02-13", *steps, scheme=None).state == "licence_preliminary"


def test_a_step_only_weak_sources_report_is_listed_but_moves_nothing():
    weak = a_step("2020-01-01", "ended")
    view = viewed("2020-06-01", GRANTED, weak, weak={weak["project_event_id"]})
    assert view.state == "granted"
    assert weak in view.events
