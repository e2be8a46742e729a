"""The record's own pages say what the committed data say."""

import copy
from dataclasses import replace

import pytest

from build_scripts.checks.words_are_right import avoided
from build_scripts.load import Tables
from build_scripts.model import Model
from build_scripts.model.claims import claim_view
from build_scripts.model.timeline import SERIES
from build_scripts.paths import DOCS, TEMPLATES


def test_every_dataset_of_dated_steps_is_in_the_timeline(model: Model):
    dated = {
        resource["name"]
        for resource in model.package.resources
        if {"occurred_on", "stated_on", "held_from"}
        & {field["name"] for field in resource["schema"]["fields"]}
    }
    assert dated <= {series.resource for series in SERIES}


def test_a_flipped_row_changes_exactly_the_verdicts_that_rest_on_it(model: Model):
    keys = {r["name"]: r["schema"]["primaryKey"] for r in model.package.resources}
    before = {view.claim["claim_id"]: view.verdict for view in model.claims}
    [test] = [
        test
        for view in model.claims
        for test in view.tests
        if test.row["resource"] == "zone_events" and test.row["field"] == "occurred_on"
    ][:1]
    tables = copy.deepcopy(model.rows)
    [row] = [row for row in tables["zone_events"] if row["zone_event_id"] == test.row["record_key"]]
    row["occurred_on"] = test.row["value"] if not test.holds else "2010-01-01"
    after = {
        view.claim["claim_id"]: claim_view(
            view.claim, [one.row for one in view.tests], tables, keys
        ).verdict
        for view in model.claims
    }
    rest_on_it = {
        view.claim["claim_id"]
        for view in model.claims
        for one in view.tests
        if (one.row["resource"], one.row["record_key"]) == ("zone_events", test.row["record_key"])
    }
    changed = {claim for claim in before if before[claim] != after[claim]}
    assert changed
    assert changed <= rest_on_it


def test_every_claim_of_the_articles_has_a_verdict(model: Model):
    labels = model.package.labels("claims", "verdict", "en")
    assert model.claims
    assert {view.verdict for view in model.claims} <= set(labels)
    assert sum(view.is_computed for view in model.claims) * 2 > len(model.claims)


def test_the_unknowns_are_counted_as_they_stand_in_the_data(model: Model):
    for name, field, empty, rows in model.unknowns:
        values = [row[field] for row in model.rows[name]]
        assert (values.count(None), len(values)) == (empty, rows)
    states = [view.standing for view in model.providers].count("not_known")
    told = [name for _, name, _ in model.not_known].count("providers")
    assert states == told


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_prose_uses_a_word_the_glossary_calls_wrong(tables: Tables, language: str):
    wrong = avoided(tables, language)
    assert wrong
    texts = [*(DOCS / language).rglob("*.md")]
    texts += TEMPLATES.glob("*.jinja") if language == "en" else [DOCS / "locale" / "ko.po"]
    for path in texts:
        text = path.read_text(encoding="utf-8").lower()
        assert not [word for word in wrong if word in text], path


def test_no_expired_exemption_looks_active(model: Model):
    for view in model.exemptions:
        if view.state == "active":
            ends = [day for day in (view.standing.until, view.standing.at_most) if day]
            assert ends and min(ends) >= model.as_of, view.exemption["exemption_id"]


def test_nothing_says_that_busan_allows_crypto(model: Model):
    projects = model.projects_of("zone_id", "busan-blockchain")
    assert projects
    exempted = [view for view in projects if view.was_granted]
    assert {view.project["uses"] for view in exempted} <= {"blockchain", "voucher", "security"}
    assert model.zone_rank("jeju") == "asked"
    assert model.zone_rank("busan") == "blockchain_zone"
    assert model.zone_rank("seoul") == "programme"


def test_a_later_step_that_weak_sources_tell_is_told_and_moves_nothing(model: Model):
    weak = next(
        one for one in model.sources if model.is_weak({"source_id": one, "second_source_id": None})
    )
    stay = "upbit-suspension-stayed-2025"
    steps = [
        {**row, "source_id": weak, "second_source_id": None}
        if row["licence_event_id"] == stay
        else row
        for row in model.rows["licence_events"]
    ]
    planted = replace(model, rows={**model.rows, "licence_events": steps})
    for record, moved in ((model, stay), (planted, f"{stay}-interim")):
        [view] = [one for one in record.providers if one.provider["provider_id"] == "upbit"]
        told = [row.get("licence_event_id") for _, row in record.told_of_suspension(view)]
        assert view.restriction["licence_event_id"] == moved
        assert (stay in told) == (record is planted)
        assert moved not in told
        assert f"{record.doubted_from(view)}" == (
            "2025-03-26" if record is planted else "2026-04-09"
        )


def test_no_state_changes_on_a_day_that_is_not_among_the_days_of_change(model: Model):
    for entry in model.days:
        told = min(entry.day, model.as_of)
        state = entry.state
        assert list(state.rules.values()) == model.rules_on(entry.day), entry.day
        assert list(state.providers.values()) == model.providers_on(told), entry.day
        assert list(state.zones.values()) == model.zones_on(told), entry.day
