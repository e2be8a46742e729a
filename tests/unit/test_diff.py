"""What differs between two states, what that asks of the version, and that applying it is exact."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from build_scripts.diff import (
    Contents,
    apply,
    as_change,
    as_record,
    contents,
    diff,
    explained,
    hashes,
    lines,
    step,
    versions_after,
)
from build_scripts.ledger import EMPTY, Entry
from build_scripts.paths import DATASETS
from build_scripts.release import manifest
from build_scripts.revision import files_of
from tests.unit.packages import a_field, a_folder

FIELDS = [a_field("thing_id"), a_field("title_en"), a_field("size", "integer")]
OLD = "thing_id,title_en,size\na,First,1\nb,Second,2\nc,Third,\n"
NEW = "thing_id,title_en,size\na,First,10\nc2,Third,\nd,Fourth,4\n"


def a_state(folder: Path, text: str, fields: list[dict] = FIELDS, **more) -> Contents:
    return contents(files_of(str(a_folder(folder, things=(fields, text), **more))))


def an_entry(what: str, *keys: str, cause: str = "our_error", **more) -> Entry:
    day = date(2026, 12, 1)
    return Entry("things", what, cause, "Reason.", "이유입니다.", day, keys, **more)


def as_csv(state: Contents, name: str) -> bytes:
    """Write a dataset of a state as its file is written."""
    table = state[name]
    names = [field.rpartition(":")[0] for field in table.fields]
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(names)
    rows = [[row.get(field, "") for field in names] for row in table.rows.values()]
    order = [names.index(field) for field in table.key]
    writer.writerows(sorted(rows, key=lambda row: [row[place] for place in order]))
    return written.getvalue().encode()


def test_rows_added_removed_changed_and_renamed_are_told_cell_by_cell(tmp_path: Path):
    old, new = a_state(tmp_path / "o", OLD), a_state(tmp_path / "n", NEW)
    told = {(c.what, c.key): c for c in diff(old, new, {("things", "c"): "c2"})}
    assert told.keys() == {("changed", "a"), ("removed", "b"), ("renamed", "c"), ("added", "d")}
    assert told["changed", "a"].cells == {"size": ("1", "10")}
    assert told["renamed", "c"].renamed_to == "c2"
    assert told["added", "d"].cells["title_en"] == ("", "Fourth")
    without = {(c.what, c.key) for c in diff(old, new, {})}
    assert without >= {("removed", "c"), ("added", "c2")}


def test_the_changes_applied_to_the_old_state_give_the_new_one(tmp_path: Path):
    old, new = a_state(tmp_path / "o", OLD), a_state(tmp_path / "n", NEW)
    changes = diff(old, new, {("things", "c"): "c2"})
    through_json = [as_change(json.loads(json.dumps(as_record(c, an_entry("x"))))) for c in changes]
    assert through_json == changes
    assert apply(old, through_json) == new
    assert as_csv(apply(old, changes), "things") == NEW.encode()
    assert apply(old, changes[1:]) != new
    with pytest.raises(ValueError, match="things a size says '10', not '1'"):
        apply(new, changes)


def test_the_committed_data_with_edits_is_reached_byte_for_byte():
    files = files_of(str(DATASETS))
    edited = dict(files)
    rules = files["rules/rules.csv"].split(b"\n")
    edited["rules/rules.csv"] = b"\n".join(rules[:5] + rules[6:])
    events = files["record/events.csv"]
    edited["record/events.csv"] = events.replace(b",statement,", b",guidance,", 1)
    edited["zones/regions.csv"] = (
        files["zones/regions.csv"] + b"zz,X,X,X,X,KR-99,s,,,,,2026-11-22\n"
    )
    old, new = contents(files), contents(edited)
    assert sum(len(table.rows) for table in old.values()) > 5_000
    assert len(manifest("1.0.0", date(2026, 12, 1), None, old, EMPTY, "1.0.0", [], {})) < 600_000
    changes = diff(old, new, {})
    assert sorted(change.what for change in changes) == ["added", "changed", "removed"]
    reached = apply(old, changes)
    assert reached == new
    for name, path in (("rules", "rules/rules.csv"), ("events", "record/events.csv")):
        assert as_csv(reached, name) == edited[path]
        assert as_csv(old, name) == files[path]


NAMES = "thing_id,title_en,size\na,First,1\n"
STEPS = {
    "nothing": (FIELDS, NAMES, None),
    "a cell corrected": (FIELDS, "thing_id,title_en,size\na,Word,1\n", "patch"),
    "a row added": (FIELDS, NAMES + "b,Second,2\n", "minor"),
    "a row renamed": (FIELDS, "thing_id,title_en,size\na2,First,1\n", "minor"),
    "a field added": (
        [*FIELDS, a_field("more")],
        "thing_id,title_en,size,more\na,First,1,\n",
        "minor",
    ),
    "a field inside": (
        [*FIELDS[:1], a_field("more"), *FIELDS[1:]],
        "thing_id,more,title_en,size\na,,First,1\n",
        "minor",
    ),
    "a field removed": (FIELDS[:2], "thing_id,title_en\na,First\n", "major"),
    "fields in another order": (
        [FIELDS[0], FIELDS[2], FIELDS[1]],
        "thing_id,size,title_en\na,1,First\n",
        "major",
    ),
    "another type": ([*FIELDS[:2], a_field("size")], NAMES, "major"),
}


@pytest.mark.parametrize("name", STEPS)
def test_the_step_of_the_version_is_what_a_reader_of_the_data_feels(name: str, tmp_path: Path):
    fields, text, expected = STEPS[name]
    old, new = a_state(tmp_path / "o", NAMES), a_state(tmp_path / "n", text, fields)
    changes = diff(old, new, {("things", "a"): "a2"})
    assert step(changes) == expected
    assert apply(old, changes) == new


def test_a_dataset_that_comes_is_minor_and_one_that_goes_is_major(tmp_path: Path):
    one = a_state(tmp_path / "o", NAMES)
    two = a_state(tmp_path / "n", NAMES, others=(FIELDS, NAMES))
    assert step(diff(one, two, {})) == "minor"
    assert step(diff(two, one, {})) == "major"
    assert apply(two, diff(two, one, {})) == one
    assert apply(one, diff(one, two, {})) == two


def test_a_withdrawn_row_is_a_patch_and_its_version_follows():
    assert versions_after("1.2.3", "patch") == {
        "major": "2.0.0",
        "minor": "1.3.0",
        "patch": "1.2.4",
    }
    assert versions_after("1.2.3", "major") == {"major": "2.0.0"}


def test_a_cause_covers_what_it_names_and_nothing_else(tmp_path: Path):
    old = a_state(tmp_path / "o", OLD)
    new = a_state(tmp_path / "n", OLD.replace("First,1", "Word,9").replace("Second", "Zweite"))
    changes = diff(old, new, {})
    told, without = explained(changes, (an_entry("changed", "a", field="size"),))
    assert [(change.key, list(change.cells)) for change, _ in told] == [("a", ["size"])]
    assert [(c.key, list(c.cells)) for c in without] == [("a", ["title_en"]), ("b", ["title_en"])]
    entries = (an_entry("changed", "a", field="size"), an_entry("changed", "*", cause="schema"))
    told, without = explained(changes, entries)
    assert without == []
    assert [entry.cause for _, entry in told] == ["our_error", "schema", "schema"]
    assert apply(old, [change for change, _ in told]) == new
    assert list(lines(changes, entries[:1]))[:2] == [
        "changed   things a [our_error]",
        "          size: 1 → 9",
    ]
    assert "changed   things b [no cause yet]" in list(lines(changes, entries[:1]))


def test_a_hash_changes_with_any_cell_and_not_with_an_empty_field(tmp_path: Path):
    old = hashes(a_state(tmp_path / "o", NAMES))
    more = hashes(a_state(tmp_path / "m", STEPS["a field added"][1], STEPS["a field added"][0]))
    other = hashes(a_state(tmp_path / "x", NAMES.replace("First", "first")))
    assert old == more
    assert old != other


def test_a_folder_and_the_published_zip_are_the_same_state(tmp_path: Path):
    folder = a_folder(tmp_path / "o", things=(FIELDS, OLD))
    schema = {"primaryKey": ["thing_id"], "fields": FIELDS}
    descriptor = {"resources": [{"name": "things", "path": "things.csv", "schema": schema}]}
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        zipped.writestr("made-up/datapackage.json", json.dumps(descriptor))
        zipped.writestr("made-up/things.csv", OLD)
    assert contents(files_of(str(tmp_path / "a.zip"))) == contents(files_of(str(folder)))
