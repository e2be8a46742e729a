"""The ledger is read strictly: what is wrong in it is told with its file and line."""

import json
from datetime import date
from pathlib import Path

import pytest

from build_scripts.descriptor import read_package
from build_scripts.errors import DataError
from build_scripts.ledger import EMPTY, Ledger, Release, read_ledger
from build_scripts.release import EMPTY_NEXT
from build_scripts.validate import bytes_findings
from tests.unit.packages import a_field, a_folder

GOOD = """\
changes:
- resource: things
  what: renamed
  keys: [a]
  renamed_to: b
  cause: our_error
  reason_en: A slip.
  reason_ko: 오기입니다.
  decided_on: "2026-12-01"
"""
MANIFEST = {
    "version": "1.0.0",
    "day": "2026-12-01",
    "resources": {"things": {"a": "0123456789ab"}},
    "changes": [],
    "addresses": ["things/a"],
    "calendar": {},
}


def read(folder: Path, text: str = GOOD, **manifests: dict) -> Ledger:
    releases = folder / "releases"
    releases.mkdir(parents=True)
    (releases / "next.yaml").write_text(text, encoding="utf-8")
    for name, content in manifests.items():
        raw = content if isinstance(content, str) else json.dumps(content)
        (releases / f"{name}.json").write_text(raw, encoding="utf-8")
    return read_ledger(releases, "datasets/releases", {"things"})


def test_no_folder_is_no_release(tmp_path: Path):
    assert read_ledger(tmp_path / "none", "x", set()) == EMPTY


def test_a_ledger_is_read_in_the_order_of_its_versions(tmp_path: Path):
    later = MANIFEST | {"version": "1.10.0"}
    between = MANIFEST | {"version": "1.9.0"}
    ledger = read(tmp_path, **{"v1.10.0": later, "v1.0.0": MANIFEST, "v1.9.0": between})
    assert [release.version for release in ledger.releases] == ["1.0.0", "1.9.0", "1.10.0"]
    assert ledger.latest.rows == {"things": {"a": "0123456789ab"}}
    assert ledger.renamed == {("things", "a"): "b"}
    assert ledger.first_key("things", "b") == "a"
    assert ledger.last_key("things", "a") == "b"


FAULTS = {
    "an unknown cause": ("our_error", "whim", ":6:3: found cause 'whim', expected one of law_ch"),
    "an unknown dataset": ("things", "thing", ":2:3: found resource 'thing', expected one of th"),
    "an unknown change": ("renamed\n", "moved\n", ":3:3: found what 'moved'"),
    "no reason": ("  reason_en: A slip.\n", "", ":2:3: found an entry without 'reason_en'"),
    "an empty reason": ("A slip.", "''", ":7:3: found reason_en ''"),
    "no Korean": ("오기입니다.", "A slip.", ":8:3: found 'A slip.', expected the reason in Korean"),
    "a day unquoted": ('"2026-12-01"', "2026-12-01", ":9:3: found decided_on datetime.date("),
    "no day": ("2026-12-01", "2026-13-01", ":9:3: found '2026-13-01', expected a day"),
    "no new name": ("  renamed_to: b\n", "", ":2:3: found renamed, renamed_to None"),
    "all renamed": ("[a]", '"*"', ":4:3: found renamed with keys '*', expected each key"),
    "keys that are none": ("[a]", "a", ":4:3: found keys 'a', expected a list of keys"),
    "a word not known": ("keys:", "rows:", ":4:3: found the unknown property 'rows'"),
    "a key twice": ("  keys: [a]\n", "  keys: [a]\n  keys: [a]\n", ":5:3: found the key 'keys' a"),
    "no list": (GOOD, "changes: none\n", ":1:1: found no list `changes`"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_entry_is_told_with_its_line(fault: str, tmp_path: Path):
    old, new, expected = FAULTS[fault]
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        read(tmp_path, GOOD.replace(old, new))
    told = list(map(str, caught.value.findings))
    assert any(f"datasets/releases/next.yaml{expected}" in line for line in told), told


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("v1.0.0", '{\n"version": "1.0.0",\n'),
        ("v1.0.1", MANIFEST),
        ("v1.0", MANIFEST | {"version": "1.0"}),
        ("v1.0.0", MANIFEST | {"more": 1}),
        ("v1.0.0", MANIFEST | {"day": "soon"}),
    ],
)
def test_a_file_that_is_no_manifest_is_refused(name: str, content, tmp_path: Path):
    with pytest.raises(DataError, match=f"datasets/releases/{name}.json:.* no manifest"):
        read(tmp_path, **{name: content})


def test_the_empty_list_of_reasons_is_read_and_belongs_to_the_package(tmp_path: Path):
    fields = [a_field("thing_id"), a_field("title_en")]
    folder = a_folder(tmp_path / "datasets", things=(fields, "thing_id,title_en\na,First\n"))
    read(folder, EMPTY_NEXT, **{"v1.0.0": MANIFEST})
    package = read_package(folder)
    assert package.ledger.latest.version == "1.0.0"
    assert package.ledger.entries == ()
    assert bytes_findings(package) == []


def test_a_dataset_that_vanished_is_told(tmp_path: Path):
    fields = [a_field("thing_id"), a_field("title_en")]
    folder = a_folder(tmp_path / "datasets", things=(fields, "thing_id,title_en\na,First\n"))
    gone = MANIFEST | {"resources": {"things": {}, "others": {"x": "0123456789ab"}}}
    read(folder, EMPTY_NEXT, **{"v1.0.0": gone})
    with pytest.raises(DataError, match=r"datapackage.yaml:\d+:1: found no resource 'others'"):
        read_package(folder)


def test_the_reasons_of_a_release_keep_their_cells():
    told = {
        **{"resource": "things", "what": "changed", "key": "a", "cause": "our_error"},
        **{"decided_on": "2026-12-01", "reason_en": "A slip.", "reason_ko": "오기입니다."},
        "cells": {"size": ["1", "2"]},
    }
    [reason] = Ledger(
        (Release("1.0.1", date(2026, 12, 2), {}, (told, told | {"key": "b"})),)
    ).reasons
    assert reason.keys == ("a", "b")
    assert reason.cells == (("a", "size", "1", "2"), ("b", "size", "1", "2"))
    assert (reason.version, reason.decided_on) == ("1.0.1", date(2026, 12, 1))
