"""Every format opens in the tools it is for, and holds the rows of the CSV, no more, no less."""

import asyncio
import csv
import io
import json
import sqlite3
from pathlib import Path

import duckdb
import frictionless
import openpyxl
import polars
import pytest
from datasette.app import Datasette
from openapi_spec_validator import OpenAPIV31SpecValidator

from build_scripts.exports.api import ROOT, address, api
from build_scripts.exports.parquet import parquet
from build_scripts.language import CODES, read_language
from build_scripts.model import DERIVED, Model, derived_rows
from build_scripts.paths import LOCALE

NAME = "korea-crypto-rules"


@pytest.fixture(scope="module")
def addresses(model: Model) -> dict[str, bytes]:
    languages = {code: read_language(code, LOCALE) for code in CODES}
    return api(model, languages, "https://example.org/")


def test_parquet_holds_the_typed_rows_for_duckdb_and_polars(
    downloads: dict[str, bytes], model: Model, tmp_path: Path
):
    for resource in model.package.resources:
        path = tmp_path / f"{resource['name']}.parquet"
        path.write_bytes(downloads[path.name])
        found = duckdb.sql(f"FROM '{path}'").fetchall()
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert found == [tuple(row[name] for name in names) for row in model.rows[path.stem]]
    table = polars.read_parquet(tmp_path / "rule_values.parquet")
    assert table.height == model.count("rule_values") > 300
    assert table.schema["applies_from"] == polars.Date


def test_a_cell_that_does_not_fit_its_type_stops_the_parquet_file():
    schema = {"fields": [{"name": "count", "type": "integer"}]}
    assert parquet({"one": b"count\n1\n"}, {"one": schema}).keys() == {"one.parquet"}
    with pytest.raises(duckdb.Error):
        parquet({"one": b"count\nmany\n"}, {"one": schema})


def test_the_workbook_holds_text_and_numbers_and_no_formula(
    downloads: dict[str, bytes], model: Model
):
    book = openpyxl.load_workbook(io.BytesIO(downloads[f"{NAME}.xlsx"]), read_only=False)
    assert len(book.sheetnames) == len(model.package.resources) + 1
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
        assert not sheet._hyperlinks
    days = [row[0].value for row in book["registration_counts"].iter_rows(min_row=2)]
    assert days == [row["registration_count_id"] for row in model.rows["registration_counts"]]
    [column] = [cell.column for cell in book["rule_values"][1] if cell.value == "applies_from"]
    cells = [row[column - 1].value for row in book["rule_values"].iter_rows(min_row=2)]
    assert cells == [row["applies_from"].isoformat() for row in model.rows["rule_values"]]


def test_the_sqlite_file_is_sound_and_its_keys_hold(
    downloads: dict[str, bytes], model: Model, tmp_path: Path
):
    path = tmp_path / f"{NAME}.sqlite"
    path.write_bytes(downloads[path.name])
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for resource in model.package.resources:
        count = connection.execute(f'SELECT count(*) FROM "{resource["name"]}"').fetchone()
        assert count == (model.count(resource["name"]),)
    connection.execute("UPDATE rules SET source_id = 'nobody' WHERE rule_id = 'travel-rule'")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() != []
    connection.close()


def test_datasette_shows_the_tables_with_their_words(downloads: dict[str, bytes], tmp_path: Path):
    path = tmp_path / f"{NAME}.sqlite"
    path.write_bytes(downloads[path.name])
    metadata = json.loads(downloads["datasette-metadata.json"])
    shown = Datasette([str(path)], metadata=metadata)

    async def read(place: str) -> str:
        answer = await shown.client.get(f"/{NAME}{place}")
        assert answer.status_code == 200
        return answer.text

    page = asyncio.run(read("/rules"))
    assert metadata["databases"][NAME]["tables"]["rules"]["description"][:40] in page
    rows = json.loads(asyncio.run(read("/derived_rule_states.json?rule_id=travel-rule")))
    assert len(rows["rows"]) == 4


def test_the_derived_tables_say_what_the_model_says(
    downloads: dict[str, bytes], model: Model, tmp_path: Path
):
    for name, raw in downloads.items():
        if name.startswith("derived/"):
            (tmp_path / Path(name).name).write_bytes(raw)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert len(report.tasks) == len(DERIVED) == 4
    rows = derived_rows(model)
    assert all(rows[resource["name"]] for resource in DERIVED)
    now = {
        row["rule_id"]: row["state"]
        for row in rows["rule_states"]
        if row["from_on"] <= model.as_of and not (row["until_on"] and row["until_on"] < model.as_of)
    }
    assert now == {view.rule["rule_id"]: view.state for view in model.rules if view.now}
    last = {
        row["provider_id"]: row["state"]
        for row in rows["provider_states"]
        if row["kind"] == "standing" and not row["next_on"]
    }
    assert {key: last[key] for key in last} == {
        view.provider["provider_id"]: view.standing for view in model.providers if view.spans
    }
    assert len(rows["timeline"]) == len(model.timeline)
    read = csv.DictReader(io.StringIO(downloads["derived/exemption_ledger.csv"].decode()))
    states = {row["exemption_id"]: row["state"] for row in read}
    assert states == {one.exemption["exemption_id"]: one.state for one in model.exemptions}


def test_every_record_has_one_address_in_each_language(addresses: dict, model: Model):
    for code in CODES:
        for resource in model.package.resources:
            name = resource["name"]
            listed = json.loads(addresses[f"{ROOT}/{code}/{name}/index.json"])
            keys = [model.key(name, row) for row in model.rows[name]]
            assert [one["key"] for one in listed["records"]] == keys
            assert len({address(key) for key in keys}) == len(keys)
    assert len(addresses) == 2 * (sum(map(len, model.rows.values())) + len(model.rows)) + 2


def test_a_record_says_what_it_is_where_it_stands_and_who_says_so(addresses: dict, model: Model):
    record = json.loads(addresses[f"{ROOT}/ko/rules/travel-rule.json"])
    row = model.row("rules", "travel-rule")
    assert record["record"]["title"] == row["title_ko"]
    assert not [name for name in record["record"] if name.endswith(("_en", "_ko"))]
    assert record["state"] == {"is": "in_force", "since": "2022-03-25"}
    assert record["page"] == "https://example.org/ko/rules/travel-rule/"
    assert record["sources"][0]["url"] == model.sources[row["source_id"]]["url"]


def test_the_description_of_the_addresses_is_valid_and_can_be_wrong(addresses: dict, model: Model):
    described = json.loads(addresses[f"{ROOT}/openapi.json"])
    validator = OpenAPIV31SpecValidator
    few = dict(list(described["paths"].items())[:4])
    assert list(validator({**described, "paths": few}).iter_errors()) == []
    assert len(described["paths"]) == 2 * len(model.package.resources)
    del described["paths"]["/{language}/rules/index.json"]["get"]["parameters"]
    broken = {"/{language}/rules/index.json": described["paths"]["/{language}/rules/index.json"]}
    assert list(validator({**described, "paths": broken}).iter_errors())
