"""Prose takes words, days and numbers from the record, each with its mark."""

from datetime import date

import pytest
from markupsafe import Markup

from build_scripts.facts import Facts
from build_scripts.language import Language, read_language
from build_scripts.model import Model
from build_scripts.paths import LOCALE


@pytest.fixture(params=["en", "ko"])
def language(request: pytest.FixtureRequest) -> Language:
    return read_language(request.param, LOCALE)


@pytest.fixture
def fact(model: Model, language: Language) -> Facts:
    return Facts(
        model,
        language,
        lambda resource, row: Markup("[{}]").format(resource),
        lambda address, anchor="": f"/{address}/#{anchor}",
    )


def test_a_value_is_that_of_the_day_or_of_its_row(fact: Facts, model: Model):
    now = model.rule_view("travel-rule").now
    row = model.row("rule_values", "travel-rule/2027-02-19")
    code = fact._language.code
    assert fact.value("travel-rule") == f"{now[f'value_text_{code}']}[rule_values]"
    assert row[f"answer_{code}"].split()[0] in fact.says("travel-rule", "2027-02-19")
    assert fact.coming("travel-rule") == f"{fact._language.day(date(2027, 2, 19))}[rule_values]"


def test_what_the_record_has_not_cannot_be_told(fact: Facts):
    with pytest.raises(KeyError):
        fact.value("travel-rule", "2020-01-01")
    with pytest.raises(KeyError):
        fact.mark("events", "no-such-event")
    with pytest.raises(KeyError):
        fact.coming("ico-ban")


def test_numbers_and_links_come_from_the_record(fact: Facts, model: Model):
    count = sum(view.is_registered for view in model.providers)
    assert fact.registered() == f'<a href="/providers/#">{count}</a>'
    assert fact.number("registration_counts", "filed-2021-09-24").startswith("42[")
    assert 'href="/glossary/#registration"' in fact.term("registration")
    assert 'title="' in fact.term("registration")


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        (35_200_000_000, "KRW 35.2 billion", "352억 원"),
        (35_201_560_000, "KRW 35,201.56 million", "352억 156만 원"),
        (2_500_000, "KRW 2.5 million", "250만 원"),
        (1_600_000_000_000, "KRW 1.6 trillion", "1조 6,000억 원"),
        (950, "KRW 950", "950 원"),
    ],
)
def test_won_are_said_exactly_in_the_units_of_the_language(value: int, english: str, korean: str):
    assert read_language("en", LOCALE).won(value) == english
    assert read_language("ko", LOCALE).won(value) == korean
