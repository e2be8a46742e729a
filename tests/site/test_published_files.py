"""Addresses are a promise; and what stands there is what its checksum says."""

import csv
import hashlib
import io
import itertools
import json
import re
import subprocess
import zipfile
from pathlib import Path

from build_scripts.model import Model

LATEST = "data/latest"
FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(\.\d+)?$)")
PROMISED = [
    "index.html",
    "ko/index.html",
    "rules/travel-rule/index.html",
    "providers/upbit/index.html",
    "zones/jeju-blockchain/index.html",
    "timeline/index.html",
    "data/index.html",
    "changes/index.html",
    "ko/changes/index.html",
    "calendar.ics",
    "ko/calendar.ics",
    "feeds/timeline.atom",
    "feeds/timeline.json",
    "feeds/changes.atom",
    "feeds/changes.json",
    "ko/feeds/timeline.atom",
    "ko/feeds/changes.json",
    f"{LATEST}/changes.json",
    f"{LATEST}/changes.csv",
    f"{LATEST}/index.json",
    f"{LATEST}/datapackage.json",
    f"{LATEST}/SHA256SUMS",
    f"{LATEST}/korea-crypto-rules.zip",
    f"{LATEST}/codebook.txt",
    f"{LATEST}/korea-crypto-rules.xlsx",
    f"{LATEST}/korea-crypto-rules.sqlite",
    f"{LATEST}/datasette-metadata.json",
    f"{LATEST}/derived/datapackage.json",
    f"{LATEST}/derived/rule_states.csv",
    "api/v1/index.json",
    "api/v1/openapi.json",
    "api/v1/en/rules/index.json",
    "api/v1/ko/rules/travel-rule.json",
    "embed/registered_providers/index.html",
    "ko/embed/registered_providers/index.html",
    "rules/travel-rule/index.md",
    "robots.txt",
    "llms.txt",
    "sitemap.xml",
    "ko/sitemap.xml",
    f"{LATEST}/catalogue.jsonld",
    f"{LATEST}/catalogue.ttl",
    f"{LATEST}/croissant.json",
    f"{LATEST}/csv-metadata.json",
]


def test_the_promised_addresses_stand(site: Path, model: Model):
    of_data = [
        f"{LATEST}/{resource['name']}.{ending}"
        for resource in model.package.resources
        for ending in ("csv", "bom.csv", "json", "csv-metadata.json")
    ]
    assert [path for path in PROMISED + of_data if not (site / path).is_file()] == []


def test_the_published_csv_is_the_one_that_is_edited(site: Path, model: Model):
    for resource in model.package.resources:
        edited = (model.package.folder / resource["path"]).read_bytes()
        published = site / LATEST / f"{resource['name']}.csv"
        assert published.read_bytes() == edited
        assert published.with_suffix(".bom.csv").read_bytes() == b"\xef\xbb\xbf" + edited


def test_the_json_has_the_rows_of_the_csv_typed(site: Path, model: Model):
    rows = json.loads((site / LATEST / "rule_values.json").read_text(encoding="utf-8"))
    assert len(rows) == model.count("rule_values")
    [row] = [
        row
        for row in rows
        if row["rule_id"] == "travel-rule" and row["applies_from"] == "2022-03-25"
    ]
    assert row["value"] == 1_000_000
    assert row["second_source_id"] is None or isinstance(row["second_source_id"], str)


def test_the_checksums_hold_and_a_flipped_byte_is_found(site: Path, tmp_path: Path):
    with zipfile.ZipFile(site / LATEST / "korea-crypto-rules.zip") as zipped:
        zipped.extractall(tmp_path)
    folder = tmp_path / "korea-crypto-rules"
    verify = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(verify, cwd=folder, check=False).returncode == 0
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert listed == held - {"SHA256SUMS"}
    target = folder / "rules.csv"
    raw = bytearray(target.read_bytes())
    raw[100] ^= 1
    target.write_bytes(raw)
    result = subprocess.run(verify, cwd=folder, check=False, capture_output=True)
    assert result.returncode == 1


def test_the_index_is_true_to_the_files(site: Path):
    index = json.loads((site / LATEST / "index.json").read_text(encoding="utf-8"))
    assert len(index["files"]) > 45
    for entry in index["files"]:
        raw = (site / LATEST / entry["path"]).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(raw), hashlib.sha256(raw).hexdigest())


def formulas(text: str) -> list[str]:
    """Return the cells a spreadsheet would run: a number may begin with a minus, nothing else."""
    cells = itertools.chain.from_iterable(csv.reader(io.StringIO(text, newline="")))
    return [cell for cell in cells if FORMULA.match(cell)]


def test_no_cell_of_any_table_is_a_formula(site: Path):
    read = 0
    for path in site.rglob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        assert formulas(text) == [], path
        read += text.count("\n")
    assert read > 15_000
    assert formulas('a,"=1+1",-1\n-1.5,-b,"@c"\n') == ["=1+1", "-b", "@c"]


def test_no_path_of_the_building_machine_is_published(site: Path, built: Path):
    folder = str(built).encode()
    home = str(Path.home()).encode() + b"/"
    for path in site.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert folder not in raw, path
            assert home not in raw, path
