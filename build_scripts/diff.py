"""What differs between two states of the package, cell by cell, and which version that asks for."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import yaml

from build_scripts.ledger import ALL, Entry, numbers

STEPS = ("major", "minor", "patch")


@dataclass(frozen=True)
class Table:
    """One dataset as text: its fields as `name:type`, its key, its rows by their key.

    A row holds the cells that are not empty, as the CSV writes them.
    """

    fields: tuple[str, ...]
    key: tuple[str, ...]
    rows: dict[str, dict[str, str]]


Contents = dict[str, Table]


@dataclass(frozen=True)
class Change:
    """One row, or the structure of one dataset, that differs.

    `what` is added, changed, removed, renamed or structure. `cells` are (before, after) by field,
    empty text where there is none; those of a structure are its fields and its key as lists.
    """

    resource: str
    what: str
    key: str
    cells: dict[str, tuple[str, str]]
    renamed_to: str | None = None


def contents(files: dict[str, bytes]) -> Contents:
    """Return the datasets in the files of a package; raises KeyError where one is missing.

    The files are those of `datasets/`, or those of the published zip.
    """
    if "datapackage.yaml" in files:
        descriptor = yaml.safe_load(files["datapackage.yaml"])
    else:
        descriptor = json.loads(files["datapackage.json"])
    found = {}
    for resource in descriptor["resources"]:
        schema = resource["schema"]
        if isinstance(schema, str):
            schema = yaml.safe_load(files[schema])
        text = files[resource["path"]].decode("utf-8")
        key = tuple(schema["primaryKey"])
        rows = {}
        for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
            name = "/".join(row[part] for part in key)
            rows[name] = {field: cell for field, cell in row.items() if cell}
        fields = tuple(f"{field['name']}:{field['type']}" for field in schema["fields"])
        found[resource["name"]] = Table(fields, key, rows)
    return found


def hashes(state: Contents) -> dict[str, dict[str, str]]:
    """Return a short hash of every row by dataset and key; empty cells do not count."""
    return {
        name: {key: _hash(row) for key, row in sorted(table.rows.items())}
        for name, table in sorted(state.items())
    }


def _hash(row: dict[str, str]) -> str:
    written = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def diff(old: Contents, new: Contents, renamed: dict[tuple[str, str], str]) -> list[Change]:
    """Return what turns one state into another; `renamed` gives new keys by (dataset, old key).

    A renaming counts only where the old key is gone and the new one came.
    """
    changes = []
    nothing = Table((), (), {})
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name, nothing), new.get(name, nothing)
        structure = _cells(_structure(before), _structure(after))
        if structure:
            changes.append(Change(name, "structure", "", structure))
        moved = {
            key: renamed[name, key]
            for key in before.rows.keys() - after.rows.keys()
            if renamed.get((name, key)) in after.rows.keys() - before.rows.keys()
        }
        for key in sorted((before.rows.keys() | after.rows.keys()) - set(moved.values())):
            target = moved.get(key, key)
            cells = _cells(before.rows.get(key, {}), after.rows.get(target, {}))
            if key in moved:
                what = "renamed"
            elif key not in before.rows:
                what = "added"
            else:
                what = "changed" if key in after.rows else "removed"
            if cells:
                changes.append(Change(name, what, key, cells, moved.get(key)))
    return changes


def _structure(table: Table) -> dict[str, str]:
    words = {"fields": ",".join(table.fields), "key": ",".join(table.key)}
    return {name: text for name, text in words.items() if text}


def _cells(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    names = [*before, *(name for name in after if name not in before)]
    pairs = {name: (before.get(name, ""), after.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def apply(old: Contents, changes: list[Change]) -> Contents:
    """Return the state that changes lead to; raises ValueError where they do not fit the old one.

    Every cell must say what the change says it said before.
    """
    state = {name: Table(t.fields, t.key, dict(t.rows)) for name, t in old.items()}
    for change in changes:
        table = state.setdefault(change.resource, Table((), (), {}))
        if change.what == "structure":
            words = _edited(_structure(table), change)
            fields, key = (
                tuple(filter(None, words.get(w, "").split(","))) for w in ("fields", "key")
            )
            state[change.resource] = Table(fields, key, table.rows)
            continue
        row = _edited(table.rows.get(change.key, {}), change)
        table.rows.pop(change.key, None)
        if row:
            table.rows[change.renamed_to or change.key] = row
    return {name: table for name, table in state.items() if table.fields}


def _edited(cells: dict[str, str], change: Change) -> dict[str, str]:
    edited = dict(cells)
    for field, (before, after) in change.cells.items():
        if edited.get(field, "") != before:
            place = f"{change.resource} {change.key} {field}"
            raise ValueError(f"{place} says {edited.get(field, '')!r}, not {before!r}")
        edited[field] = after
    return {field: cell for field, cell in edited.items() if cell}


def explained(
    changes: list[Change], entries: tuple[Entry, ...]
) -> tuple[list[tuple[Change, Entry]], list[Change]]:
    """Return each change with the entry that gives its cause, and what no entry covers.

    A changed row whose cells have different causes is taken apart; the first entry that fits wins.
    """
    told, without = [], []
    for change in changes:
        left = dict(change.cells)
        for entry in entries:
            if not _covers(entry, change):
                continue
            taken = {name: pair for name, pair in left.items() if entry.field in (None, name)}
            if taken:
                told.append((replace(change, cells=taken), entry))
                left = {name: pair for name, pair in left.items() if name not in taken}
        if left:
            without.append(replace(change, cells=left))
    return told, without


def _covers(entry: Entry, change: Change) -> bool:
    if (entry.resource, entry.what) != (change.resource, change.what):
        return False
    if change.what == "renamed" and entry.renamed_to != change.renamed_to:
        return False
    return change.what == "structure" or change.key in entry.keys or ALL in entry.keys


def as_record(change: Change, entry: Entry) -> dict:
    """Return a change with its cause as the ledger keeps it."""
    record = {
        "resource": change.resource,
        "what": change.what,
        "key": change.key,
        "cause": entry.cause,
        "decided_on": entry.decided_on.isoformat(),
        "reason_en": entry.reason_en,
        "reason_ko": entry.reason_ko,
        "cells": {name: list(pair) for name, pair in change.cells.items()},
    }
    return record | ({"renamed_to": change.renamed_to} if change.renamed_to else {})


def as_change(record: dict) -> Change:
    """Return the change a record of the ledger tells."""
    cells = {name: (before, after) for name, (before, after) in record["cells"].items()}
    return Change(
        record["resource"], record["what"], record["key"], cells, record.get("renamed_to")
    )


def step(changes: list[Change]) -> str | None:
    """Return the step of the version changes ask for; None where there are none.

    A reader's script breaks (major) where a dataset or a field is gone, has another type or
    another order, or a key is made of other fields. What is only more, a new name of a row
    included, is minor; what corrects or withdraws, a patch.
    """
    found = {_step(change) for change in changes}
    return next((name for name in STEPS if name in found), None)


def _step(change: Change) -> str:
    if change.what != "structure":
        return "minor" if change.what in ("added", "renamed") else "patch"
    before, after = change.cells.get("fields", ("", ""))
    kept = iter(after.split(","))
    in_order = all(field in kept for field in filter(None, before.split(",")))
    same_key = not change.cells.get("key", ("", ""))[0]
    return "minor" if in_order and same_key else "major"


def versions_after(version: str, needed: str) -> dict[str, str]:
    """Return the versions that may follow one, by their step: the needed step or a greater one."""
    major, minor, patch = numbers(version)
    after = {
        "major": f"{major + 1}.0.0",
        "minor": f"{major}.{minor + 1}.0",
        "patch": f"{major}.{minor}.{patch + 1}",
    }
    return {name: after[name] for name in STEPS[: STEPS.index(needed) + 1]}


def lines(changes: list[Change], entries: tuple[Entry, ...]) -> Iterator[str]:
    """Yield a line for each cell that differs, with its cause, to be read on a screen."""
    told, without = explained(changes, entries)
    whys = [(change, entry.cause) for change, entry in told]
    whys += [(change, "no cause yet") for change in without]
    for change, cause in sorted(whys, key=lambda one: (one[0].resource, one[0].key)):
        target = f" → {change.renamed_to}" if change.renamed_to else ""
        place = f"{change.resource} {change.key}".strip() + target
        yield f"{change.what:<9} {place} [{cause}]"
        if change.what in ("changed", "renamed", "structure"):
            for field, (before, after) in change.cells.items():
                yield f"          {field}: {before or '(empty)'} → {after or '(empty)'}"
