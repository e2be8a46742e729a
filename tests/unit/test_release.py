"""A release is refused while anything stands against it, and its manifest is true."""

import json
from datetime import date
from pathlib import Path

import pytest

from build_scripts import __main__ as door
from build_scripts import release as releasing
from build_scripts.__main__ import main
from build_scripts.checks.published_rows_stay import published_rows_stay
from build_scripts.descriptor import read_package
from build_scripts.diff import apply, as_change, contents
from build_scripts.errors import DataError
from build_scripts.ledger import EMPTY, Entry, Ledger, Release
from build_scripts.load import load_package
from build_scripts.paths import DATASETS
from build_scripts.release import EMPTY_NEXT, hashes, manifest
from build_scripts.revision import files_of
from tests.unit.packages import a_field, a_folder

FIELDS = [a_field("thing_id"), a_field("title_en")]
OLD = "thing_id,title_en\na,First\nb,Second\n"
DAY = date(2026, 12, 1)


def states(folder: Path, new: str):
    return [
        contents(files_of(str(a_folder(folder / name, things=(FIELDS, text)))))
        for name, text in (("o", OLD), ("n", new))
    ]


def an_entry(what: str, *keys: str, **more) -> Entry:
    return Entry("things", what, "our_error", "Reason.", "이유입니다.", DAY, keys, **more)


def released(folder: Path, new: str, version: str, *entries: Entry) -> list[str] | dict:
    """Return the manifest of a version after 1.0.0, or what stands against it."""
    before, after = states(folder, new)
    ledger = Ledger((Release("1.0.0", DAY, hashes(before)),), entries)
    try:
        made = manifest(version, DAY, before, after, ledger, version, ["things"], {})
    except DataError as error:
        return list(map(str, error.findings))
    return json.loads(made)


def test_the_first_release_lists_every_row(tmp_path: Path):
    _, state = states(tmp_path, OLD)
    made = json.loads(manifest("1.0.0", DAY, None, state, EMPTY, "1.0.0", ["b", "a"], {"u": "d"}))
    assert made["resources"]["things"].keys() == {"a", "b"}
    assert (made["changes"], made["addresses"], made["calendar"]) == ([], ["a", "b"], {"u": "d"})


def test_a_later_release_tells_its_changes_with_their_causes(tmp_path: Path):
    entry = an_entry("changed", "b")
    made = released(tmp_path, OLD.replace("Second", "Other"), "1.0.1", entry)
    [change] = made["changes"]
    assert (change["key"], change["cause"]) == ("b", "our_error")
    assert change["cells"] == {"title_en": ["Second", "Other"]}
    before, after = states(tmp_path / "again", OLD.replace("Second", "Other"))
    assert apply(before, [as_change(change)]) == after


REFUSED = {
    "a change without a cause": (
        OLD.replace("Second", "Other"),
        "1.0.1",
        (),
        "next.yaml:1:changes: found things b changed (title_en) without a cause",
    ),
    "a row that vanished": (
        OLD.replace("b,Second\n", ""),
        "1.0.1",
        (),
        "found things b removed (thing_id, title_en) without a cause",
    ),
    "an addition as a patch": (
        OLD + "c,Third\n",
        "1.0.1",
        (an_entry("added", "*"),),
        "found 1.0.1, expected 2.0.0 or 1.1.0: the changes ask for a minor step",
    ),
    "a version left out": (
        OLD + "c,Third\n",
        "1.2.0",
        (an_entry("added", "*"),),
        "found 1.2.0, expected 2.0.0 or 1.1.0",
    ),
    "nothing new": (OLD, "1.0.1", (), "found no change, expected a change"),
    "a reason for nothing": (
        OLD.replace("Second", "Other"),
        "1.0.1",
        (an_entry("changed", "b"), an_entry("changed", "a")),
        "found an entry no change needs (things changed)",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_release_is_refused(fault: str, tmp_path: Path):
    new, version, entries, expected = REFUSED[fault]
    told = released(tmp_path, new, version, *entries)
    assert isinstance(told, list), "was released"
    assert any(expected in line for line in told), told


def test_another_state_than_the_last_release_is_refused(tmp_path: Path):
    before, after = states(tmp_path, OLD.replace("Second", "Other"))
    ledger = Ledger((Release("1.0.0", DAY, hashes(after)),))
    with pytest.raises(DataError, match=r"expected the rows v1\.0\.0\.json lists"):
        manifest("1.0.1", DAY, before, after, ledger, "1.0.1", [], {})
    with pytest.raises(DataError, match=r"found version 1\.0\.1, expected 1\.0\.2"):
        manifest("1.0.2", DAY, None, after, EMPTY, "1.0.1", [], {})


def test_a_file_cut_after_a_release_is_refused_until_the_cut_has_a_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(releasing, "validate", load_package)  # the checks know the real datasets
    monkeypatch.setattr(releasing, "addresses", lambda site: ["changes", "things/a"])
    monkeypatch.setattr(releasing, "days", lambda model: {})
    folder = a_folder(tmp_path / "datasets", things=(FIELDS, OLD))
    (folder / "releases").mkdir()
    said: list[str] = []
    releasing.release("1.0.0", None, DAY, said.append, folder)
    first = contents(files_of(str(folder)))
    assert (folder / "releases" / "next.yaml").read_text(encoding="utf-8") == EMPTY_NEXT

    edit(folder, "shelf/things.csv", "b,Second\n", "")
    edit(folder, "datapackage.yaml", "version: 1.0.0", "version: 1.0.1")
    before = files_of(str(folder))
    package = read_package(folder)
    [breach] = published_rows_stay(package, load_package(package))
    assert breach.found == "the end of the file and no row 'b', which v1.0.0 published"
    with pytest.raises(DataError, match=r"things b removed .* without a cause"):
        releasing.release("1.0.1", first, DAY, said.append, folder)
    assert files_of(str(folder)) == before

    edit(folder, "releases/next.yaml", "changes: []", CAUSE)
    package = read_package(folder)
    assert published_rows_stay(package, load_package(package)) == []
    releasing.release("1.0.1", first, DAY, said.append, folder)
    package = read_package(folder)
    assert [release.version for release in package.ledger.releases] == ["1.0.0", "1.0.1"]
    assert package.ledger.entries == ()
    assert package.ledger.gone["things", "b"]["version"] == "1.0.1"
    assert published_rows_stay(package, load_package(package)) == []
    assert len(said) == 2


CAUSE = """\
changes:
- resource: things
  what: removed
  keys: [b]
  cause: our_error
  reason_en: It stood twice.
  reason_ko: 같은 행이 두 번 있었습니다.
  decided_on: "2026-12-01"
"""


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8", newline="")


def test_the_ledger_of_this_repository_is_there():
    assert (DATASETS / "releases" / "next.yaml").is_file()


@pytest.mark.parametrize(
    "arguments", [["diff", "no-such-revision"], ["release", "v1"], ["release"], ["diff"]]
)
def test_a_wrong_use_is_told_by_the_exit_code(arguments: list[str], capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


def test_the_door_tells_what_differs_and_refuses_a_wrong_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    old = a_folder(tmp_path / "old", things=(FIELDS, OLD))
    new = a_folder(tmp_path / "new", things=(FIELDS, OLD.replace("Second", "Other")))
    monkeypatch.setattr(door, "DATASETS", new)
    assert main(["diff", str(old)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "changed   things b [no cause yet]",
        "          title_en: Second → Other",
        "1 rows or structures differ: patch step",
    ]
