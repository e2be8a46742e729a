"""The committed package is true to its own description."""

import csv
import io
import re

import frictionless
import pytest

from build_scripts.checks import CHECKS
from build_scripts.descriptor import Package, read_package
from build_scripts.load import Tables, load_package
from build_scripts.model import Model
from build_scripts.paths import DATASETS
from build_scripts.validate import bytes_findings, check_findings, schema_findings

NAMES = [resource["name"] for resource in read_package(DATASETS).resources]
KOREAN = re.compile("[가-힣]")
FLOORS = {
    "sources": 150,
    "rules": 25,
    "rule_values": 40,
    "providers": 42,
    "licence_events": 100,
    "bank_partnerships": 10,
    "registration_counts": 20,
    "market_surveys": 80,
    "zones": 8,
    "zone_events": 100,
    "sandbox_regimes": 8,
    "sandbox_tools": 20,
    "sandbox_counts": 50,
    "sandbox_projects": 30,
    "project_events": 90,
    "exemptions": 35,
    "claims": 60,
    "claim_tests": 50,
    "associations": 5,
    "association_events": 50,
    "office_holders": 50,
    "positions": 50,
    "glossary": 80,
    "turning_points": 5,
    "events": 120,
}


@pytest.mark.parametrize("layer", [bytes_findings, schema_findings])
def test_the_committed_data_has_no_finding(layer, package: Package):
    assert list(map(str, layer(package))) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_committed_data_passes(check, package: Package):
    tables = load_package(package)
    assert [breach for breach in check(package, tables)] == []


def test_no_check_is_left_out(package: Package, tables: Tables):
    assert check_findings(package, tables) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_dataset_and_field_is_described_in_both_languages(name: str, package: Package):
    resource = package.resource(name)
    things = [resource, *resource["schema"]["fields"]]
    for thing in things:
        assert len(thing["description"]) > 15, thing["name"]
        assert KOREAN.search(thing["kcr:title_ko"]), thing["name"]
        assert KOREAN.search(thing["kcr:description_ko"]), thing["name"]
        for entry in thing.get("categories", []):
            assert entry["label"], entry
            assert KOREAN.search(entry["kcr:label_ko"]), entry


@pytest.mark.parametrize("name", NAMES)
def test_every_row_outside_sources_names_a_source(name: str, package: Package):
    fields = {field["name"] for field in package.resource(name)["schema"]["fields"]}
    assert (
        name in ("sources", "claim_tests")  # a test rests on the record it names
        or {"source_id", "last_checked_on"} <= fields
        or {
            "source_a_id",
            "source_b_id",
        }
        <= fields
    )


@pytest.mark.parametrize("name", FLOORS)
def test_no_dataset_is_nearly_empty(name: str, tables: Tables):
    assert len(tables[name]) >= FLOORS[name]


def test_what_is_published_validates_by_itself(downloads: dict[str, bytes], tmp_path):
    for name, raw in downloads.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert len(report.tasks) == len(NAMES)
    assert report.valid, report.flatten(["note", "message"])[:5]


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_a_formula(name: str, downloads: dict[str, bytes]):
    raw = downloads[f"{name}.csv"].decode()
    starts = {cell[0] for row in csv.reader(io.StringIO(raw)) for cell in row if cell}
    # a number may be negative; text may not start like a formula
    assert not starts & set("=+@")


def test_the_histories_meet_the_count_of_23_december_2021(model: Model):
    from datetime import date

    views = [view for view in model.providers_on(date(2021, 12, 23)) if view.is_registered]
    markets = [view.market for view in views]
    assert [markets.count(kind) for kind in ("krw", "coin", "not_applicable")] == [4, 20, 5]
