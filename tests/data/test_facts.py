"""Prose takes words, days and numbers from the record, each with its mark."""

from datetime import date

import pytest
from markupsafe import Markup

from build_scripts import pages
from build_scripts.descriptor import Package
from build_scripts.facts import Facts
from build_scripts.figures import FIGURES
from build_scripts.language import CODES, Language, read_language
from build_scripts.load import Tables
from build_scripts.model import Model, build_model
from build_scripts.pages import Site, plan, twins_apart
from build_scripts.paths import DOCS, LOCALE
from build_scripts.prose import explainers


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
    day = fact._language.day(date(2027, 2, 19))
    assert fact.since("travel-rule", "2027-02-19") == f"{day}[rule_values]"


def test_prose_may_ask_whether_a_day_is_to_come(fact: Facts):
    assert fact.awaits("rule_values", "travel-rule/2027-02-19")
    assert not fact.awaits("rule_values", "travel-rule/2022-03-25")


def test_what_the_record_has_not_cannot_be_told(fact: Facts):
    with pytest.raises(KeyError):
        fact.value("travel-rule", "2020-01-01")
    with pytest.raises(KeyError):
        fact.mark("events", "no-such-event")
    with pytest.raises(KeyError):
        fact.awaits("rule_values", "ico-ban/2099-01-01")


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


def test_the_explainers_stand_on_days_to_come(
    model: Model, package: Package, tables: Tables, monkeypatch: pytest.MonkeyPatch
):
    applies = tables["rule_values"]["applies_from"].dt.date
    days = sorted(set(applies[applies > model.as_of]))
    english = read_language("en", LOCALE)  # what the figures say is not looked at here
    figures = {one.name: one for figure in FIGURES for one in [figure(model, english)]}
    told = []
    for then in [model, *(build_model(package, tables, day) for day in (days[1], days[-1]))]:
        sites = []
        for code in CODES:
            language = read_language(code, LOCALE)
            heads = explainers(DOCS, code)
            site = Site(then, language, figures, {}, {}, [], "", "", heads)
            planned = list(plan(site))
            site.addresses.update(address for address, _, _ in planned)
            prose = [page for page in planned if page[0] in heads]
            monkeypatch.setattr(pages, "plan", lambda _, prose=prose: prose)
            sites.append(site)
            told.append(pages.render(site)["explain/tax.md"])
            monkeypatch.undo()
        assert twins_apart(*sites) == []
    assert ["has not started yet" in page for page in told[::2]] == [True, False, False]
    assert ["아직 시작되지 않았습니다" in page for page in told[1::2]] == [True, False, False]
