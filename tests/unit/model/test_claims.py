"""Verdicts follow the tables: a row flipped changes the verdicts that rest on it, and no other."""

import copy

import pytest

from build_scripts.model.claims import claim_view

KEYS = {"values": ["rule_id", "applies_from"]}
TABLES = {
    "values": [
        {"rule_id": "tax", "applies_from": "2027-01-01", "value": 2500000, "state": "in_force"},
        {"rule_id": "cold", "applies_from": "2024-07-19", "value": 80, "state": "in_force"},
    ]
}


def a_test(key: str, field: str, compares: str, value: str) -> dict:
    return {
        "resource": "values",
        "record_key": key,
        "field": field,
        "compares": compares,
        "value": value,
    }


def a_claim(verdict: str | None = None, otherwise: str | None = "false") -> dict:
    return {"claim_id": "c", "verdict": verdict, "otherwise": otherwise}


@pytest.mark.parametrize(
    ("compares", "value", "verdict"),
    [
        ("equals", "2500000", "true"),
        ("equals", "2500000.0", "true"),
        ("equals", "50000000", "false"),
        ("at_least", "1000000", "true"),
        ("at_most", "1000000", "false"),
    ],
)
def test_a_verdict_is_computed_from_the_record(compares: str, value: str, verdict: str):
    view = claim_view(a_claim(), [a_test("tax/2027-01-01", "value", compares, value)], TABLES, KEYS)
    assert (view.verdict, view.is_computed) == (verdict, True)
    assert view.tests[0].found == "2500000"


def test_every_test_must_hold():
    tests = [
        a_test("tax/2027-01-01", "state", "equals", "in_force"),
        a_test("cold/2024-07-19", "value", "equals", "70"),
    ]
    assert claim_view(a_claim(otherwise="mixes_two_things"), tests, TABLES, KEYS).verdict == (
        "mixes_two_things"
    )


def test_days_are_compared_as_days():
    test = a_test("tax/2027-01-01", "applies_from", "at_most", "2026-12-31")
    assert claim_view(a_claim(), [test], TABLES, KEYS).verdict == "false"


def test_an_empty_field_holds_nothing():
    tables = copy.deepcopy(TABLES)
    tables["values"][0]["value"] = None
    test = a_test("tax/2027-01-01", "value", "at_most", "1")
    assert claim_view(a_claim(), [test], tables, KEYS).verdict == "false"


def test_without_tests_the_argued_verdict_stands():
    view = claim_view(a_claim("not_settled", None), [], TABLES, KEYS)
    assert (view.verdict, view.is_computed) == ("not_settled", False)


def test_a_record_that_is_gone_is_named():
    with pytest.raises(KeyError, match="tax/2025-01-01"):
        claim_view(a_claim(), [a_test("tax/2025-01-01", "value", "equals", "1")], TABLES, KEYS)
