"""The public files say what they hold, and say it twice the same."""

import hashlib
import io
import json
import zipfile
from datetime import date

from build_scripts.exports.archive import archive, sha256sums
from build_scripts.model import Model

FILES = {"b.csv": b"b\n", "a.csv": b"a\n"}
DAY = date(2026, 11, 20)


def test_checksums_are_those_of_the_files_in_order():
    lines = sha256sums(FILES).decode().splitlines()
    assert lines == [
        f"{hashlib.sha256(b'a' + bytes([10])).hexdigest()}  a.csv",
        f"{hashlib.sha256(b'b' + bytes([10])).hexdigest()}  b.csv",
    ]


def test_the_zip_is_the_same_twice_and_holds_its_checksums():
    made = archive(FILES, DAY)
    assert made == archive(dict(reversed(FILES.items())), DAY)
    with zipfile.ZipFile(io.BytesIO(made)) as zipped:
        assert zipped.namelist() == [
            f"korea-crypto-rules/{name}" for name in ("SHA256SUMS", "a.csv", "b.csv")
        ]
        assert zipped.read("korea-crypto-rules/SHA256SUMS") == sha256sums(FILES)


def test_the_index_names_every_file_with_its_rows_bytes_and_hash(
    downloads: dict[str, bytes], model: Model
):
    files = downloads
    index = json.loads(files["index.json"])
    entries = {entry["path"]: entry for entry in index["files"]}
    assert entries.keys() == files.keys() - {"index.json", "SHA256SUMS"}
    for path, entry in entries.items():
        assert entry["bytes"] == len(files[path])
        assert entry["sha256"] == hashlib.sha256(files[path]).hexdigest()
    assert entries["rules.csv"]["rows"] == model.count("rules")
    assert entries["datapackage.json"]["rows"] is None
    assert entries["rules.csv-metadata.json"]["rows"] is None
