"""Every class of bad data is refused where it stands, in every dataset it can apply to."""

import csv
import io
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from build_scripts.checks.addresses_are_web import addresses_are_web
from build_scripts.checks.dates_are_days import dates_are_days
from build_scripts.checks.no_stand_ins import no_stand_ins
from build_scripts.checks.nothing_stands_twice import nothing_stands_twice
from build_scripts.checks.periods_run_forward import PERIODS, periods_run_forward
from build_scripts.checks.published_rows_stay import published_rows_stay
from build_scripts.checks.text_is_plain import text_is_plain
from build_scripts.descriptor import Package, read_package
from build_scripts.ledger import Ledger, Release
from build_scripts.load import Tables, load_package, record_key, records
from build_scripts.paths import DATASETS
from build_scripts.validate import MOST_BYTES, file_findings, schema_findings

ROWS = 12  # of each dataset, for the faults of bytes; the layer asks no more of a long file
Row = list[str]


@pytest.fixture(scope="module")
def samples(package: Package) -> dict[str, tuple[str, list[str], list[str]]]:
    """Return the first rows of every dataset as text, its fields and its key."""
    found = {}
    for resource in package.resources:
        raw = (DATASETS / resource["path"]).read_text(encoding="utf-8")
        fields = [field["name"] for field in resource["schema"]["fields"]]
        text = "\n".join(raw.split("\n")[: ROWS + 1]).rstrip("\n") + "\n"
        found[resource["name"]] = (text, fields, resource["schema"]["primaryKey"])
    return found


def rows_of(text: str) -> list[Row]:
    return list(csv.reader(io.StringIO(text, newline="")))


def written(rows: list[Row], **dialect: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", **dialect).writerows(rows)
    return text.getvalue()


def on_rows(change: Callable[[list[Row]], list[Row]]) -> Callable[[str], str]:
    return lambda text: written(change(rows_of(text)))


def second_line(change: Callable[[str], str]) -> Callable[[str], str]:
    def edit(text: str) -> str:
        lines = text.split("\n")
        return "\n".join([lines[0], change(lines[1]), *lines[2:]])

    return edit


def slipped_in(character: str) -> Callable[[str], str]:
    return second_line(lambda line: line[:1] + character + line[1:])


def cell(row: Row, number: int, change: Callable[[str], str]) -> Row:
    return [*row[:number], change(row[number]), *row[number + 1 :]]


# class → (edit, line, column: a number, or that of a field in the header by its position)
FIRST = "first field"
BYTES: dict[str, tuple[Callable[[str], str | bytes], int, object]] = {
    "columns: missing": (on_rows(lambda rows: [r[:1] + r[2:] for r in rows]), 1, 2),
    "columns: added": (on_rows(lambda rows: [[*r, "x"] for r in rows]), 1, "after the last"),
    "columns: renamed": (on_rows(lambda rows: [["x", *rows[0][1:]], *rows[1:]]), 1, 1),
    "columns: swapped": (on_rows(lambda rows: [[r[1], r[0], *r[2:]] for r in rows]), 1, 1),
    "columns: doubled": (on_rows(lambda rows: [[r[0], *r] for r in rows]), 1, 2),
    "columns: without end": (second_line(lambda line: line + "," * 50_000), 2, 1),
    "rows: short": (on_rows(lambda rows: [rows[0], rows[1][:-1], *rows[2:]]), 2, 1),
    "rows: long": (on_rows(lambda rows: [rows[0], [*rows[1], ""], *rows[2:]]), 2, 1),
    "rows: blank": (second_line(lambda line: f"\n{line}"), 2, 1),
    "rows: none": (lambda text: text.split("\n")[0] + "\n", 2, 1),
    "quotes: unbalanced": (second_line(lambda line: f'"{line}'), 2, None),
    "quotes: needless": (on_rows(lambda rows: rows), 2, None),  # see below
    "file: empty": (lambda text: "", 1, 1),
    "file: cut in the middle": (lambda text: text.rstrip("\n")[:-1], "last", None),
    "file: semicolons": (lambda text: written(rows_of(text), delimiter=";"), 1, 1),
    "file: tabs": (lambda text: written(rows_of(text), delimiter="\t"), 1, None),
    "file: merge marker": (second_line(lambda line: f"<<<<<<< ours\n{line}"), 2, 1),
    "file: merge base": (second_line(lambda line: f"||||||| base\n{line}"), 2, 1),
    "file: an archive": (lambda text: b"PK\x03\x04" + text.encode(), 1, 3),
    "file: compressed": (lambda text: b"\x1f\x8b\x08" + text.encode(), 1, 2),
    "file: a web page": (lambda text: f"<!doctype html>\n<p>{text}", 1, 1),
    "encoding: byte order mark": (lambda text: b"\xef\xbb\xbf" + text.encode(), 1, 1),
    "encoding: UTF-16": (lambda text: text.encode("utf-16"), 1, 1),
    "encoding: UTF-16, no mark": (lambda text: text.encode("utf-16-le"), None, None),
    "encoding: CP949": (slipped_in("가"), 2, 2),  # encoded below
    "encoding: invalid": (lambda text: text.encode().replace(b"\n", b"\n\xff", 1), 2, 1),
    "encoding: CRLF": (lambda text: text.replace("\n", "\r\n"), 1, "after the header"),
    "encoding: CR": (lambda text: text.replace("\n", "\r"), 1, "after the header"),
    "characters: control": (slipped_in("\x07"), 2, 2),
    "characters: zero width": (slipped_in("\u200b"), 2, 2),
    "characters: word joiner": (slipped_in("\u2060"), 2, 2),
    "characters: bidirectional": (slipped_in("\u202e"), 2, 2),
    "characters: bidirectional isolate": (slipped_in("\u2066"), 2, 2),
    "characters: tag": (slipped_in("\U000e0041"), 2, 2),
    "characters: no-break space": (slipped_in("\u00a0"), 2, 2),
    "characters: wide space": (slipped_in("\u3000"), 2, 2),
    "characters: line separator": (slipped_in("\u2028"), 2, 2),
    "characters: Hangul filler": (slipped_in("\u3164"), 2, 2),
    "characters: replacement": (slipped_in("\ufffd"), 2, 2),
    "characters: private": (slipped_in("\ue000"), 2, 2),
    "characters: decomposed Hangul": (slipped_in("\u1112\u1161\u11ab"), 2, 2),
    "characters: decomposed Latin": (slipped_in("e\u0301"), 2, None),
    "characters: stacked mark": (slipped_in("a\u0334"), 2, 3),
    "characters: Cyrillic": (slipped_in("а"), 2, 2),
    "characters: Greek": (slipped_in("ο"), 2, 2),
    "characters: Latin look-alike": (slipped_in("ɑ"), 2, 2),
    "characters: mathematical": (slipped_in("𝐚"), 2, 2),
    "characters: full width": (slipped_in("ａ"), 2, 2),
    "characters: full-width formula": (slipped_in("＝"), 2, 2),
    "characters: other digits": (slipped_in("٣"), 2, 2),
    "cells: line end": (on_rows(lambda rows: edited(rows, lambda c: f"{c}\nx")), 2, FIRST),
    "cells: space before": (on_rows(lambda rows: edited(rows, lambda c: f" {c}")), 2, FIRST),
    "cells: space after": (on_rows(lambda rows: edited(rows, lambda c: f"{c} ")), 2, FIRST),
    "cells: two spaces": (on_rows(lambda rows: edited(rows, lambda c: f"{c}  x")), 2, FIRST),
    "cells: huge": (on_rows(lambda rows: edited(rows, lambda c: c + "x" * 3_000)), 2, FIRST),
    "cells: beyond a reader": (on_rows(lambda rows: edited(rows, lambda c: "x" * 200_000)), 2, 1),
    "rows: without end": (lambda text: text + "x\n" * 50_001, 50_002, 1),
    "keys: like a path": (on_rows(lambda rows: edited(rows, lambda c: f"../{c}")), 2, FIRST),
    "keys: with a slash": (on_rows(lambda rows: edited(rows, lambda c: f"{c}/x")), 2, FIRST),
    "keys: by case only": (
        on_rows(lambda rows: [rows[0], edited(rows, str.upper)[1], *rows[1:]]),
        3,
        FIRST,
    ),
    "order": (on_rows(lambda rows: [rows[0], rows[-1], *rows[1:-1]]), 3, FIRST),
}


def edited(rows: list[Row], change: Callable[[str], str]) -> list[Row]:
    """Return rows with the first cell of the first of them changed."""
    return [rows[0], cell(rows[1], 0, change), *rows[2:]]


def needless(text: str) -> str:
    header, row, rest = text.split("\n", 2)
    first, others = row.split(",", 1)
    return f'{header}\n"{first}",{others}\n{rest}'


def expected_place(path: str, text: str, fields: list[str], line: object, column: object) -> str:
    number = text.count("\n") + 1 if line == "last" else line
    if line == "last":
        number -= 1
    named = {
        FIRST: fields[0],
        "after the last": len(fields) + 1,
        "after the header": len(text.split("\n")[0]) + 1,
    }
    if line is None:
        return f"{path}:"
    place = f"{path}:{number}:"
    return place if column is None else f"{place}{named.get(column, column)}: found "


@pytest.mark.parametrize("fault", BYTES)
def test_the_bytes_of_every_dataset_are_refused(fault: str, samples):
    edit, line, column = BYTES[fault]
    missed = []
    for name, (text, fields, key) in samples.items():
        made = needless(text) if fault == "quotes: needless" else edit(text)
        if fault == "encoding: CP949":
            made = "\n".join(made.split("\n")[:2])
            made = made.encode("cp949", errors="ignore") + b"\n"
        if fault == "keys: by case only" and rows_of(text)[1][0].upper() == rows_of(text)[1][0]:
            continue  # a day has no case
        raw = made.encode() if isinstance(made, str) else made
        place = expected_place("d/t.csv", text, fields, line, column)
        lines = list(map(str, file_findings(raw, "d/t.csv", fields, key)))
        if not any(found.startswith(place) for found in lines):
            missed.append((name, place, lines[:2]))
    assert len(samples) > 40
    assert missed == []


def test_every_sample_is_right_before_it_is_spoilt(samples):
    for text, fields, key in samples.values():
        assert file_findings(text.encode(), "d/t.csv", fields, key) == []


@pytest.mark.parametrize(
    "junk", [b"\0\n", b"a,b\n", b'"', b"\xff", "가а\n".encode(), b"<<<<<<< \n", b" ,\n"]
)
def test_junk_of_the_longest_length_is_refused_within_a_second(junk: bytes):
    raw = junk * (MOST_BYTES // len(junk))
    start = time.process_time()
    findings = file_findings(raw, "d/t.csv", ["a", "b"], ["a"])
    assert 1 <= len(findings) <= 100
    assert time.process_time() - start < 1


def spoilt(package: Package, folder: Path) -> set[tuple[str, int, str]]:
    """Plant a fault of every class a Table Schema refuses in every dataset; return the places."""
    places = set()
    for resource in package.resources:
        path = folder / resource["path"]
        rows = rows_of(path.read_text(encoding="utf-8"))
        schema = resource["schema"]
        fields = {field["name"]: field for field in schema["fields"]}
        names, key = list(fields), schema["primaryKey"]
        number = iter(range(1, len(rows)))

        def plant(name: str, value: str, rows=rows, names=names, number=number, resource=resource):
            at = next(number)
            rows[at][names.index(name)] = value
            places.add((f"datasets/{resource['path']}", at + 1, name))

        rows.append(list(rows[-1]))
        places.add((f"datasets/{resource['path']}", len(rows), ",".join(key)))
        plant(key[0], "")
        if fields[key[0]].get("constraints", {}).get("pattern", "").startswith("[a-z]"):
            plant(key[0], "A-" + rows[2][names.index(key[0])])
        for foreign in schema.get("foreignKeys", [])[:1]:
            if len(foreign["fields"]) == 1:
                plant(foreign["fields"][0], "leads-to-nowhere")
        days = [name for name, field in fields.items() if field["type"] == "date"]
        for name in days[:1]:
            plant(name, "2021-09-31")
            plant(name, "19.7.2024")
            plant(name, "2024-07-19T00:00")
        for name, field in fields.items():
            if "enum" in field.get("constraints", {}):
                plant(name, "no_such_value")
                break
        for name, field in fields.items():
            if field["type"] in ("integer", "number") and len(rows) > 10:
                plant(name, "a few")
                break
        path.write_text(written(rows), encoding="utf-8", newline="")
    return places


def test_every_schema_refuses_what_it_can(package: Package, tmp_path: Path):
    folder = tmp_path / "datasets"
    shutil.copytree(DATASETS, folder)
    places = spoilt(package, folder)
    found = {(one.path, one.line, one.column) for one in schema_findings(read_package(folder))}
    assert len(places) > 250
    assert places - found == set()


@pytest.fixture(scope="module")
def fresh(package: Package) -> Tables:
    return load_package(package)


Plants = list[tuple[str, int, str]]


def free_texts(resource: dict) -> list[str]:
    """Return the fields of a dataset in which words stand."""
    return [
        field["name"]
        for field in resource["schema"]["fields"]
        if field["type"] == "string"
        and not {"enum", "pattern"} & field.get("constraints", {}).keys()
        and not field["name"].endswith(("url", "_id", "_on", "_from", "_until"))
    ]


def planted(package: Package, tables: Tables, values: list, fields_of) -> tuple[Tables, Plants]:
    """Return tables in which each value stands in a row of each dataset, field after field."""
    made, plants = dict(tables), []
    for resource in package.resources:
        name, fields = resource["name"], fields_of(resource)
        table = tables[name].copy()
        for number, value in enumerate(values if fields else ()):
            # a short dataset takes what fits; the values move on from field to field
            row = number % len(table)
            field = fields[(number // len(table) + number) % len(fields)]
            table.loc[row, field] = value
            plants.append((name, row, field))
        made[name] = table
    return made, plants


INJECTED = [
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <!-- b", "&lt;b&gt;"),
    *("&#60;b&#62;", "[x](javascript:alert(1))", "![x](y)", "**bold**", "a _word_ b", "`code`"),
    *("~~gone~~", "==marked==", "^^up^^", "# Heading", "| a | b |", "{{ 7*7 }}", "{% raw %}"),
    *("{: onclick=x }", "${7*7}", "<%= 7 %>", '--8<-- "file"', "-8<- file", "!!! note", "%inc"),
    *("=1+1", "+1", "-1", "@SUM(A1)", "javascript:alert(1)", "vbscript:x", "data:text/html,x"),
    *("back\\slash", "*one*", "<https://example.com>", "[1]: https://example.com"),
]
STAND_INS = ["n/a", "N/A", "#N/A", "unknown", "-", "–", "?", "...", "TBD", "null", "9999-12-31"]
STAND_INS += [
    "not available",
    "TODO",
    "미상",
    "해당 없음",
    "해당사항 없음",
    "확인 불가",
    "1970-01-01",
]
ADDRESSES = [
    *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://fsc.go.kr/"),
    *("https://user@fsc.go.kr/", "https://fsc.go.kr@example.com/", "https://a:b@fsc.go.kr/"),
    *("https://fsc.go.kr:8443/", "https://127.0.0.1/", "https://[::1]/", "https://[x", "//fsc.go"),
    *("https://localhost/", "https://fsc.local/", "https://fsс.go.kr/", "https://FSC.go.kr/"),
    *("https://xn--fs-elc.go.kr/", "https://fsc.go.kr\\@example.com", "https:/fsc.go.kr/"),
    *("https://fsc.go.kr/ x", 'https://fsc.go.kr/"x', "https://fsc.go.kr/<x>", "see the site"),
    *("https://fsc.go.kr/%0d%0ax", "https://fsc.go.kr/{x}", "https://fsc.go.kr/?utm_source=x"),
]
WRONG_DAYS = ["1066-10-14", "2062-01-01"]


def texts(resource: dict) -> list[str]:
    return free_texts(resource)


def urls(resource: dict) -> list[str]:
    names = [field["name"] for field in resource["schema"]["fields"]]
    return [name for name in names if name == "url" or name.endswith("_url")]


@pytest.mark.parametrize(
    ("check", "values", "fields_of", "floor"),
    [
        (text_is_plain, INJECTED, texts, 1_000),
        (no_stand_ins, STAND_INS, texts, 600),
        (addresses_are_web, ADDRESSES, urls, 70),
    ],
    ids=["injection", "stand-ins", "addresses"],
)
def test_every_text_of_every_dataset_is_refused(
    package: Package, fresh: Tables, check, values, fields_of, floor: int
):
    # a short dataset cannot hold every value at once: as many rounds as its rows ask for
    step, seen = 12, 0
    for first in range(0, len(values), step):
        made, plants = planted(package, fresh, values[first : first + step], fields_of)
        found = {(one.resource, one.row, one.field) for one in check(package, made)}
        assert set(plants) - found == set()
        seen += len(plants)
    assert seen > floor


def test_every_day_of_every_dataset_is_refused(package: Package, fresh: Tables):
    seen = 0
    for value in WRONG_DAYS:
        for ending in ("_on", "_from", "_until"):
            made, plants = dict(fresh), set()
            for resource in package.resources:
                name = resource["name"]
                table = fresh[name].copy()
                for row, field in enumerate(one for one in table.columns if one.endswith(ending)):
                    is_text = table[field].dtype == "string"
                    table.loc[row, field] = value if is_text else pd.Timestamp(value)
                    plants.add((name, row, field))
                made[name] = table
            found = {(b.resource, b.row, b.field) for b in dates_are_days(package, made)}
            assert plants - found == set(), value
            seen += len(plants)
    assert seen > 150


def test_what_has_happened_did_so_before_it_was_read(package: Package, fresh: Tables):
    after = date(2026, 12, 24)
    made, plants = dict(fresh), set()
    for resource in package.resources:
        name = resource["name"]
        table = fresh[name].copy()
        for row, field in enumerate(table.columns):
            if field in ("occurred_on", "stated_on", "counted_on", "claimed_on", "published_on"):
                table.loc[row, field] = str(after)
                plants.add((name, row, field))
        made[name] = table
    found = {(b.resource, b.row, b.field) for b in dates_are_days(package, made)}
    assert plants - found == set()
    assert len(plants) > 12


def test_a_row_again_under_a_new_key_is_refused(package: Package, fresh: Tables):
    made, plants = dict(fresh), set()
    for resource in package.resources:
        name, key = resource["name"], resource["schema"]["primaryKey"]
        if len(key) > 1:
            continue
        again = fresh[name].iloc[[0]].assign(**{key[0]: "zz-again"})
        made[name] = pd.concat([fresh[name], again], ignore_index=True)
        plants.add((name, len(fresh[name]), key[0]))
    found = {(b.resource, b.row, b.field) for b in nothing_stands_twice(package, made)}
    assert plants - found == set()
    assert len(plants) > 25


def test_a_period_that_ends_before_it_starts_is_refused(package: Package, fresh: Tables):
    made, plants = dict(fresh), set()
    for name, table in fresh.items():
        for first, last in PERIODS:
            if first in table and last in table and len(table) > 1:
                made[name] = made[name].copy()
                for field, day in ((first, "2024-02-02"), (last, "2024-01-31")):
                    is_text = table[field].dtype == "string"
                    made[name].loc[1, field] = day if is_text else pd.Timestamp(day)
                plants.add((name, 1, last))
    found = {(b.resource, b.row, b.field) for b in periods_run_forward(package, made)}
    assert plants - found == set()
    assert len(plants) > 5


def test_a_published_row_that_is_gone_is_refused_in_every_dataset(package: Package, fresh: Tables):
    rows = {
        one["name"]: {
            record_key(row, one["schema"]["primaryKey"]): "0" for row in records(fresh[one["name"]])
        }
        for one in package.resources
    }
    released = replace(package, ledger=Ledger((Release("1.0.0", date(2026, 11, 20), rows),)))
    assert published_rows_stay(released, fresh) == []
    cut = {name: table.iloc[:-1] for name, table in fresh.items()}  # a file cut at a row's end
    found = {breach.resource for breach in published_rows_stay(released, cut)}
    assert found == set(cut)
    assert len(found) > 40
