"""Every class of bad data is refused, with its file, its line and its column."""

from pathlib import Path

import pytest

from build_scripts.descriptor import read_package
from build_scripts.errors import DataError
from build_scripts.validate import bytes_findings, file_findings, schema_findings
from tests.unit.packages import a_field, a_folder

NAMES = ["thing_id", "title", "size"]
GOOD = "thing_id,title,size\none,First,1\ntwo,Second,2\n"


def findings_of(raw: str | bytes) -> list[str]:
    raw = raw.encode() if isinstance(raw, str) else raw
    return list(map(str, file_findings(raw, "d/t.csv", NAMES, ["thing_id"])))


def test_accepts_a_canonical_file():
    assert findings_of(GOOD) == []


FAULTS = {
    "empty": ("", "d/t.csv:1:1: found an empty file"),
    "header only": ("thing_id,title,size\n", "d/t.csv:2:1: found no row"),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD.encode(), "d/t.csv:1:1: found a byte order mark"),
    "UTF-16": (GOOD.encode("utf-16"), "d/t.csv:1:1: found a byte order mark"),
    "legacy Korean": (
        "thing_id,title,size\none,가,1\n".encode("cp949"),
        "d/t.csv:2:5: found the byte 0xb0",
    ),
    "another file type": (b"PK\x03\x04" + GOOD.encode(), "d/t.csv:1:3: found the character"),
    "CRLF": (GOOD.replace("\n", "\r\n"), "d/t.csv:1:20: found the character U+000D"),
    "no line end": (GOOD.rstrip("\n"), "d/t.csv:3:13: found the end of the file"),
    "cut in the middle": (GOOD[:-7], "d/t.csv:3:"),
    "merge marker": (GOOD + "<<<<<<< ours\n", "d/t.csv:4:1: found a merge marker"),
    "control": (GOOD.replace("First", "Fi\x07rst"), "d/t.csv:2:7: found the character U+0007"),
    "zero width": (GOOD.replace("First", "Fi\u200brst"), "d/t.csv:2:7: found the character ZERO"),
    "bidirectional": (GOOD.replace("First", "\u202eFirst"), "d/t.csv:2:5: found the character R"),
    "decomposed Hangul": (GOOD.replace("First", "\u1100\u1161"), "d/t.csv:2:5: found decomposed"),
    "blank line": (GOOD + "\n", "d/t.csv:4:1: found a blank line"),
    "short row": (GOOD + "zed,Third\n", "d/t.csv:4:1: found 2 cells, expected 3"),
    "long row": (GOOD + "zed,Third,3,4\n", "d/t.csv:4:1: found 4 cells, expected 3"),
    "column missing": ("thing_id,size\none,1\n", "d/t.csv:1:2: found the column 'size'"),
    "column added": (GOOD.replace("size\n", "size,x\n"), "d/t.csv:1:4: found the column 'x'"),
    "column renamed": (GOOD.replace("title", "name"), "d/t.csv:1:2: found the column 'name'"),
    "columns swapped": (
        "title,thing_id,size\nFirst,one,1\n",
        "d/t.csv:1:1: found the column 'title', expected 'thing_id'",
    ),
    "column doubled": (
        GOOD.replace("thing_id,", "thing_id,thing_id,"),
        "d/t.csv:1:2: found the column 'thing_id', expected 'title'",
    ),
    "wrong delimiter": (GOOD.replace(",", ";"), "d/t.csv:1:1: found the column 'thing_id;title"),
    "unbalanced quote": (GOOD.replace("First", '"First'), "d/t.csv:2:1: found a row that is no"),
    "needless quotes": (GOOD.replace("First", '"First"'), "d/t.csv:2:5: found "),
    "newline in a cell": (GOOD.replace("First", '"Fi\nrst"'), "d/t.csv:2:title: found a line end"),
    "stray space": (GOOD.replace("First", "First "), "d/t.csv:2:title: found stray spaces"),
    "huge cell": (GOOD.replace("First", "F" * 3000), "d/t.csv:2:title: found 3000 characters"),
    "look-alike letter": (GOOD.replace("First", "Fаrst"), "d/t.csv:2:6: found the character CY"),
    "look-alike Latin": (
        GOOD.replace("First", "Fırst"),
        "d/t.csv:2:6: found the character LA",
    ),
    "mathematical letter": (
        GOOD.replace("First", "𝐅irst"),
        "d/t.csv:2:5: found the character MA",
    ),
    "full-width sign": (
        GOOD.replace("First", "First＜"),
        "d/t.csv:2:10: found the character FU",
    ),
    "other digits": (GOOD.replace("First", "٣"), "d/t.csv:2:5: found the character ARABIC-INDIC"),
    "Hangul filler": (GOOD.replace("First", "\u3164"), "d/t.csv:2:5: found the character HANGUL F"),
    "half a syllable": (GOOD.replace("First", "\u1100"), "d/t.csv:2:5: found the character HANGUL"),
    "mark on a letter": (GOOD.replace("First", "F\u0334"), "d/t.csv:2:6: found the character CO"),
    "wide space": (GOOD.replace("First", "a\u3000b"), "d/t.csv:2:6: found the character ID"),
    "key like a path": (
        GOOD.replace("one", "../one"),
        "d/t.csv:2:thing_id: found a key",
    ),
    "key full-width": (GOOD.replace("one", "ｏｎｅ"), "d/t.csv:2:1: found the character FULLWIDTH"),
    "key by case only": (
        "thing_id,title,size\nOne,First,1\none,Second,2\n",
        "d/t.csv:3:thing_id: found 'one', which differs from 'One' by case only",
    ),
    "another merge marker": (GOOD + "||||||| base\n", "d/t.csv:4:1: found a merge marker"),
    "cell beyond a reader": (GOOD.replace("First", "F" * 200_000), "d/t.csv:2:1: found a line of"),
    "columns without end": (GOOD + "," * 100_000 + "\n", "d/t.csv:4:1: found 100001 cells"),
    "file without end": (GOOD + "x" * 5_000_001, "d/t.csv:1:1: found 5000"),
    "out of order": (
        "thing_id,title,size\ntwo,Second,2\none,First,1\n",
        "d/t.csv:3:thing_id: found one after two",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_refuses_and_locates(fault: str):
    raw, expected = FAULTS[fault]
    found = findings_of(raw)
    assert any(line.startswith(expected) for line in found), found


FIELDS = [
    a_field("thing_id", required=True, pattern="[a-z]+(-[a-z]+)*"),
    a_field("kind", enum=["apple", "pear"], required=True),
    a_field("happened_on", "date"),
    a_field("count", "integer"),
    a_field("other_id"),
]
HEAD = "thing_id,kind,happened_on,count,other_id\n"


def schema_of(tmp_path: Path, text: str) -> list[str]:
    folder = a_folder(tmp_path / "datasets", things=(FIELDS, HEAD + text))
    path = folder / "shelf" / "things.schema.yaml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "foreignKeys:\n- fields: [other_id]\n  reference: {resource: '', fields: [thing_id]}\n",
        encoding="utf-8",
    )
    package = read_package(folder)
    assert bytes_findings(package) == []
    return list(map(str, schema_findings(package)))


def test_accepts_rows_that_fit_the_schema(tmp_path: Path):
    assert schema_of(tmp_path, "one,apple,2024-02-29,1,\ntwo,pear,,,one\n") == []


BREACHES = {
    "key twice": ("one,apple,,,\none,pear,,,\n", "things.csv:3:thing_id"),
    "key empty": (",apple,,,\n", "things.csv:2:thing_id"),
    "key in capitals": ("One,apple,,,\n", "things.csv:2:thing_id"),
    "impossible date": ("one,apple,2026-02-30,,\n", "things.csv:2:happened_on"),
    "other date format": ("one,apple,19.7.2024,,\n", "things.csv:2:happened_on"),
    "not an integer": ("one,apple,,1.5,\n", "things.csv:2:count"),
    "an integer in parts": ("one,apple,,1_0,\n", "things.csv:2:count: found '1_0'"),
    "an integer with zeros": ("one,apple,,007,\n", "things.csv:2:count: found '007'"),
    "an integer without end": ("one,apple,," + "9" * 40 + ",\n", "things.csv:2:count: found '999"),
    "a short date": ("one,apple,2024-7-1,,\n", "things.csv:2:happened_on"),
    "not in the list": ("one,aple,,,\n", "things.csv:2:kind: found 'aple'"),
    "dangling key": ("one,apple,,,tow\ntwo,pear,,,\n", "things.csv:2:other_id: found 'tow'"),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_names_the_cell_that_breaks_the_schema(tmp_path: Path, breach: str):
    text, expected = BREACHES[breach]
    found = schema_of(tmp_path, text)
    assert any(expected in line for line in found), found


def test_names_the_nearest_valid_value(tmp_path: Path):
    assert "nearest is 'apple'" in "\n".join(schema_of(tmp_path / "a", "one,aple,,,\n"))
    found = schema_of(tmp_path / "b", "one,apple,,,tow\ntwo,pear,,,\n")
    assert "the nearest is 'two'" in "\n".join(found)


def test_names_a_missing_file_and_a_file_nobody_lists(tmp_path: Path):
    folder = a_folder(tmp_path / "datasets", things=(FIELDS, HEAD + "one,apple,,,\n"))
    (folder / "shelf" / "things.csv").rename(folder / "shelf" / "stray.csv")
    found = [str(finding) for finding in bytes_findings(read_package(folder))]
    assert found[0].startswith("datasets/shelf/things.csv:1:1: found no such file")
    assert found[1].startswith("datasets/shelf/stray.csv:1:1: found a file no resource names")


def test_names_a_schema_that_is_gone(tmp_path: Path):
    folder = a_folder(tmp_path / "datasets", things=(FIELDS, HEAD + "one,apple,,,\n"))
    (folder / "shelf" / "things.schema.yaml").unlink()
    with pytest.raises(DataError, match=r"datasets/shelf/things\.schema\.yaml:1:1: found no"):
        read_package(folder)


DESCRIPTORS = {
    "unknown property": ("version:", "versoin:", "the unknown property 'versoin'"),
    "no licence": ("licenses:\n- name: CC-BY-4.0\n", "", "the package without 'licenses'"),
    "doubled key": ("name: made-up\n", "name: made-up\nname: again\n", "a second time"),
    "outside the folder": ("path: shelf/things.csv", "path: ../things.csv", "the path '../th"),
    "remote path": ("path: shelf/things.csv", "path: https://x.kr/things.csv", "the path 'https"),
    "no schema": ("  schema: shelf/things.schema.yaml\n", "", "a resource without 'schema'"),
    "other profile": ("2.0/datapackage.json", "1.0/datapackage.json", "$schema"),
    "other encoding": ("encoding: utf-8", "encoding: cp949", "the encoding 'cp949'"),
    "invalid": ("name: made-up", "name: [made-up", "expected valid YAML"),
    "a number as version": ("version: 1.0.0", "version: 1.0", "YAML reads as float"),
    "a version that is none": ("version: 1.0.0", "version: one", "version 'one'"),
    "remote in two parts": ("path: shelf/things.csv", "path: https:/things.csv", "the path 'https"),
    "absolute path": ("path: shelf/things.csv", "path: /shelf/things.csv", "the path '/shelf"),
    "another shelf for the schema": ("schema: shelf/", "schema: rack/", "the schema 'rack/"),
    "name like a path": ("- name: things", "- name: ../things", "the name '../things'"),
    "a hash": (
        "  encoding: utf-8",
        "  encoding: utf-8\n  hash: abc",
        "the unknown property 'hash'",
    ),
    "a size": (
        "  encoding: utf-8",
        "  encoding: utf-8\n  bytes: 1",
        "the unknown property 'bytes'",
    ),
    "data inline": ("  encoding: utf-8", "  encoding: utf-8\n  data: x", "unknown property 'data'"),
    "an empty list": ("licenses:\n- name: CC-BY-4.0\n", "licenses: []\n", "an empty 'licenses'"),
    "a licence without name": ("- name: CC-BY-4.0", "- path: https://x.kr/", "a name or a title"),
    "a licence at no address": (
        "- name: CC-BY-4.0",
        "- name: CC-BY-4.0\n  path: javascript:alert(1)",
        "an address of the web",
    ),
    "a homepage that is none": ("version:", "homepage: file:///x\nversion:", "an address of the w"),
    "an impossible moment": ("2026-01-31T00:00", "2026-02-31T00:00", "a moment such as"),
    "an impossible day": ("'2026-01-31'", "'2026-02-31'", "a day such as"),
    "a day unquoted": (
        "kcr:evidence_until: '2026-01-31'",
        "kcr:evidence_until: 2026-01-31",
        "date",
    ),
    "an alias": ("name: made-up", "name: &x made-up\nhomepage: *x", "found an alias"),
    "a key that is no text": ("name: made-up", "1: made-up", "the key 1, no text"),
    "depth without end": ("name: made-up", "name: " + "[" * 5_000, "valid YAML"),
    "size without end": ("name: made-up", "name: " + "x" * 1_000_001, "at most 1000000"),
}


@pytest.mark.parametrize("fault", DESCRIPTORS)
def test_refuses_a_wrong_descriptor(tmp_path: Path, fault: str):
    before, after, expected = DESCRIPTORS[fault]
    folder = a_folder(tmp_path / "datasets", things=(FIELDS, HEAD + "one,apple,,,\n"))
    path = folder / "datapackage.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_package(folder)
    assert expected in str(error.value)
    assert str(error.value).startswith("datasets/datapackage.yaml:")


SCHEMAS = {
    "unknown type": ("type: date", "type: geopoint", "the type 'geopoint'"),
    "unknown constraint": ("pattern:", "patern:", "the unknown constraint 'patern'"),
    "key on no field": ("- thing_id\n", "- thing\n", "a primaryKey on 'thing'"),
    "key that is no list": ("primaryKey:\n- thing_id\n", "primaryKey: thing_id\n", "a primaryKey"),
    "field twice": ("name: kind", "name: thing_id", "the field 'thing_id'"),
    "unknown format": ("type: date", "type: date\n  format: any", "the format 'any'"),
    "pattern that is none": ("(-[a-z]+)*", "(", "the pattern"),
    "constraint of another type": ("required: true", "required: maybe", "required 'maybe'"),
    "missing values of another kind": ("primaryKey:", "missingValues: [x]\nprimaryKey:", "['x']"),
    "key to nowhere": (
        "primaryKey:",
        "foreignKeys:\n- fields: [kind]\n  reference: {resource: kinds, fields: [kind]}\n"
        "primaryKey:",
        "a foreign key to 'kinds'",
    ),
    "key to no field": (
        "primaryKey:",
        "foreignKeys:\n- fields: [kind]\n  reference: {resource: '', fields: [sort]}\nprimaryKey:",
        "a foreign key to ['sort']",
    ),
    "key of another shape": ("primaryKey:", "foreignKeys: [kind]\nprimaryKey:", "another shape"),
    "no Korean": ("  kcr:title_ko: 제목\n", "", "a field without 'kcr:title_ko'"),
    "a source, and no place for a second": (
        "name: kind",
        "name: source_id",
        "found source_id without second_source_id, expected the fields pinpoint, second_source_id",
    ),
    "a source that leads nowhere": (
        "name: kind",
        "name: source_id",
        "found source_id that leads nowhere, expected a foreign key to sources",
    ),
}


@pytest.mark.parametrize("fault", SCHEMAS)
def test_refuses_a_wrong_schema(tmp_path: Path, fault: str):
    before, after, expected = SCHEMAS[fault]
    folder = a_folder(tmp_path / "datasets", things=(FIELDS, HEAD + "one,apple,,,\n"))
    path = folder / "shelf" / "things.schema.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_package(folder)
    assert expected in str(error.value)
    assert "datasets/shelf/things.schema.yaml:" in str(error.value)
