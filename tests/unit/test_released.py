"""What was released stays at its address, and only as it was."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from build_scripts.diff import contents, hashes
from build_scripts.errors import SiteError
from build_scripts.exports.archive import archive
from build_scripts.ledger import EMPTY, Ledger, Release
from build_scripts.released import released

DAY = date(2026, 12, 1)
SCHEMA = {"primaryKey": ["thing_id"], "fields": [{"name": "thing_id", "type": "string"}]}
FILES = {
    "datapackage.json": json.dumps(
        {"resources": [{"name": "things", "path": "things.csv", "schema": SCHEMA}]}
    ).encode(),
    "things.csv": b"thing_id\na\nb\n",
}


def ledger_of(files: dict[str, bytes]) -> Ledger:
    return Ledger((Release("1.0.0", DAY, hashes(contents(files))),))


def test_a_released_zip_answers_at_its_version_byte_for_byte(tmp_path: Path):
    raw = archive(FILES, DAY)
    (tmp_path / "v1.0.0.zip").write_bytes(raw)
    files = released(tmp_path, ledger_of(FILES))
    assert files["data/v1.0.0/things.csv"] == FILES["things.csv"]
    assert files["data/v1.0.0/v1.0.0.zip"] == raw
    assert files.keys() >= {"data/v1.0.0/datapackage.json", "data/v1.0.0/SHA256SUMS"}


def test_without_a_folder_nothing_was_released(tmp_path: Path):
    assert released(tmp_path / "none", EMPTY) == {}


def test_a_version_nobody_released_is_refused(tmp_path: Path):
    (tmp_path / "v1.0.0.zip").write_bytes(archive(FILES, DAY))
    with pytest.raises(SiteError, match=r"v1\.0\.0\.zip: found a version the ledger does not"):
        released(tmp_path, EMPTY)


def test_other_rows_than_were_released_are_refused(tmp_path: Path):
    other = FILES | {"things.csv": b"thing_id\na\nc\n"}
    (tmp_path / "v1.0.0.zip").write_bytes(archive(other, DAY))
    with pytest.raises(SiteError, match="found other rows than the ledger says"):
        released(tmp_path, ledger_of(FILES))


def test_a_changed_file_in_a_zip_is_refused(tmp_path: Path):
    made = tmp_path / "made.zip"
    made.write_bytes(archive(FILES, DAY))
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(tmp_path / "v1.0.0.zip", "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            new.writestr(name, raw.replace(b"b\n", b"B\n") if name.endswith(".csv") else raw)
    with pytest.raises(SiteError, match=r"other bytes than SHA256SUMS says in things\.csv"):
        released(tmp_path, ledger_of(FILES))
