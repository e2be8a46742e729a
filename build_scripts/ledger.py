"""Read the ledger of releases: what each published, and why rows changed since the last one."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from build_scripts.errors import DataError, Finding
from build_scripts.marked_yaml import Marked, read_yaml

NEXT = "next.yaml"
# each cause, and each way in which rows differ, with the English of its words
CAUSES = {
    "law_changed": "the law changed",
    "new_evidence": "new evidence",
    "source_corrected": "the source was corrected",
    "our_error": "our error",
    "schema": "the structure of the data changed",
}
WHATS = {
    "added": "Rows added",
    "changed": "Rows changed",
    "removed": "Rows withdrawn",
    "renamed": "Row renamed",
    "structure": "Structure changed",
}
ALL = "*"  # every row of the dataset that changed in this way
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
KEYS = {
    "required": {"resource", "what", "cause", "reason_en", "reason_ko", "decided_on"},
    "allowed": {"keys", "field", "renamed_to"},
}
RELEASE_KEYS = {"version", "day", "resources", "changes", "addresses", "calendar"}


@dataclass(frozen=True)
class Entry:
    """Why rows of one dataset changed: one entry of `next.yaml`.

    `keys` are the keys of the rows, or `*`; `field` limits the entry to one field of them.
    """

    resource: str
    what: str
    cause: str
    reason_en: str
    reason_ko: str
    decided_on: date
    keys: tuple[str, ...] = ()
    field: str | None = None
    renamed_to: str | None = None
    line: int = 1


@dataclass(frozen=True)
class Release:
    """One published version: the hash of every row by dataset and key, and what had changed.

    `changes` are as `diff.told` wrote them. `addresses` are those of its pages in each language;
    `calendar` gives the day of each event of its calendar by the event's id.
    """

    version: str
    day: date
    rows: dict[str, dict[str, str]]
    changes: tuple[dict, ...] = ()
    addresses: tuple[str, ...] = ()
    calendar: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reason:
    """Rows of one dataset that changed in one way for one reason.

    `keys` are the rows' keys, `*` before the release where an entry is for all of them; `version`
    is the release it stands in, None before it. `cells` are (key, field, before, after) of what
    differs in rows that stay, once released.
    """

    resource: str
    what: str
    cause: str
    reason_en: str
    reason_ko: str
    decided_on: date
    keys: tuple[str, ...]
    renamed_to: str | None
    version: str | None
    cells: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Ledger:
    """Every release, the oldest first, and the reasons given since the last one."""

    releases: tuple[Release, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def latest(self) -> Release | None:
        """Return the last release; None before the first."""
        return self.releases[-1] if self.releases else None

    @cached_property
    def reasons(self) -> list[Reason]:
        """Return why rows changed, the latest decision first, released or not."""
        found: dict[tuple, tuple[dict[str, None], list[tuple]]] = {}
        for entry in self.entries:
            place = (*_reason(vars(entry)), entry.decided_on, entry.renamed_to, None)
            found.setdefault(place, ({}, []))[0].update(dict.fromkeys(entry.keys))
        for release in self.releases:
            for change in release.changes:
                day = date.fromisoformat(change["decided_on"])
                place = (*_reason(change), day, change.get("renamed_to"), release.version)
                keys, cells = found.setdefault(place, ({}, []))
                keys[change["key"]] = None
                if change["what"] not in ("added", "removed"):
                    cells += [(change["key"], f, *pair) for f, pair in change["cells"].items()]
        reasons = [
            Reason(*words, day, tuple(keys), renamed_to, version, tuple(cells))
            for (*words, day, renamed_to, version), (keys, cells) in found.items()
        ]
        return sorted(reasons, key=lambda reason: reason.decided_on, reverse=True)

    @property
    def renamed(self) -> dict[tuple[str, str], str]:
        """Return the new keys by dataset and old key, of what is not released yet."""
        return {
            (entry.resource, key): entry.renamed_to
            for entry in self.entries
            if entry.renamed_to
            for key in entry.keys
        }

    @cached_property
    def gone(self) -> dict[tuple[str, str], dict]:
        """Return what is said of each published key no row bears any more, by dataset and key.

        The latest word counts; one of `next.yaml` bears no version yet.
        """
        words = ("resource", "what", "cause", "reason_en", "reason_ko", "decided_on", "renamed_to")
        found = {}
        for release in self.releases:
            for change in release.changes:
                if change["what"] in ("removed", "renamed"):
                    told = {**change, "version": release.version, "renamed_to": None}
                    found[change["resource"], change["key"]] = told | {
                        word: change[word] for word in words if word in change
                    }
        for entry in self.entries:
            if entry.what in ("removed", "renamed"):
                told = {word: getattr(entry, word) for word in words}
                told |= {"decided_on": entry.decided_on.isoformat(), "version": None}
                found |= {(entry.resource, key): told for key in entry.keys}
        return found

    @cached_property
    def _older_keys(self) -> dict[tuple[str, str], str]:
        return {
            (resource, told["renamed_to"]): key
            for (resource, key), told in self.gone.items()
            if told["renamed_to"]
        }

    def first_key(self, resource: str, key: str) -> str:
        """Return the key a row was first published with, before any renaming."""
        while (resource, key) in self._older_keys:
            key = self._older_keys[resource, key]
        return key

    def last_key(self, resource: str, key: str) -> str | None:
        """Return the key a published row bears now; None where it was removed."""
        while (resource, key) in self.gone:
            key = self.gone[resource, key]["renamed_to"]
            if key is None:
                return None
        return key


EMPTY = Ledger()


def _reason(told: dict) -> tuple[str, ...]:
    return tuple(told[word] for word in ("resource", "what", "cause", "reason_en", "reason_ko"))


def read_ledger(folder: Path, shown: str, resources: set[str]) -> Ledger:
    """Return the ledger of a folder, empty where there is none; raises DataError."""
    if not folder.is_dir():
        return Ledger()
    findings: list[Finding] = []
    releases = []
    for path in sorted(folder.iterdir()):
        if path.name == NEXT:
            continue
        place = f"{shown}/{path.name}"
        try:
            releases.append(_release(path.read_text(encoding="utf-8"), path.name))
        except (ValueError, KeyError, TypeError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            found = f"no manifest of a release ({type(error).__name__}: {error})"
            expected = "v<version>.json as `release` wrote it"
            findings.append(Finding(place, line, "1", found, expected, "ledger"))
    entries: list[Entry] = []
    if (folder / NEXT).is_file():
        place = f"{shown}/{NEXT}"
        content = read_yaml(folder / NEXT, place)
        findings += _list_findings(content, place)
        if not findings:
            for entry in content["changes"]:
                wrong = list(_entry_findings(entry, place, resources))
                findings += wrong
                if not wrong:
                    entries.append(_entry(entry))
    if findings:
        raise DataError(findings)
    releases.sort(key=lambda release: numbers(release.version))
    return Ledger(tuple(releases), tuple(entries))


def numbers(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version; raises ValueError where it has not three."""
    match = VERSION.fullmatch(version)
    if not match:
        raise ValueError(f"the version {version!r}")
    return int(match[1]), int(match[2]), int(match[3])


def _release(text: str, name: str) -> Release:
    content = json.loads(text)
    numbers(content["version"])
    if name != f"v{content['version']}.json":
        raise ValueError(f"version {content['version']} in {name}")
    if content.keys() != RELEASE_KEYS:
        raise ValueError(f"the properties {sorted(content)}")
    return Release(
        content["version"],
        date.fromisoformat(content["day"]),
        content["resources"],
        tuple(content["changes"]),
        tuple(content["addresses"]),
        tuple(content["calendar"].items()),
    )


def _list_findings(content: Marked, shown: str) -> Iterator[Finding]:
    for key in content.keys() - {"changes"}:
        line, column = content.marks[key]
        found = f"the unknown property {key!r}"
        yield Finding(shown, line, str(column), found, "changes and nothing else", "ledger")
    if not isinstance(content.get("changes"), list):
        yield Finding(shown, 1, "1", "no list `changes`", "a list, [] where empty", "ledger")


def _entry_findings(entry: object, shown: str, resources: set[str]) -> Iterator[Finding]:
    if not isinstance(entry, Marked):
        yield Finding(shown, 1, "1", f"the entry {entry!r}", "a mapping", "ledger")
        return
    first = min(entry.marks.values(), default=(1, 1))

    def finding(key: str, found: str, expected: str) -> Finding:
        line, column = entry.marks.get(key, first)
        return Finding(shown, line, str(column), found, expected, "ledger")

    for key in sorted(KEYS["required"] - entry.keys()):
        yield finding(key, f"an entry without {key!r}", f"the property {key!r}")
    for key in sorted(entry.keys() - KEYS["required"] - KEYS["allowed"]):
        known = ", ".join(sorted(KEYS["required"] | KEYS["allowed"]))
        yield finding(key, f"the unknown property {key!r}", f"one of {known}")
    for key in sorted((entry.keys() & (KEYS["required"] | KEYS["allowed"])) - {"keys"}):
        if not isinstance(entry[key], str) or not entry[key].strip():
            yield finding(key, f"{key} {entry[key]!r}", "text, in quotes where YAML reads a date")
            return
    if KEYS["required"] - entry.keys():
        return
    lists = (
        ("resource", sorted(resources)),
        ("cause", CAUSES),
        ("what", WHATS),
    )
    for key, allowed in lists:
        removed = key == "resource" and entry["what"] in ("structure", "removed")
        if entry[key] not in allowed and not removed:
            yield finding(key, f"{key} {entry[key]!r}", f"one of {', '.join(allowed)}")
    try:
        date.fromisoformat(entry["decided_on"])
    except ValueError:
        yield finding("decided_on", f"{entry['decided_on']!r}", "a day, YYYY-MM-DD")
    if not re.search("[가-힣]", entry["reason_ko"]):
        yield finding("reason_ko", f"{entry['reason_ko']!r}", "the reason in Korean")
    what, keys = entry["what"], entry.get("keys")
    if (keys is None) != (what == "structure"):
        yield finding("keys", f"{what} with keys {keys!r}", "keys, save for a structure")
    elif keys is not None and keys != ALL:
        if not isinstance(keys, list) or not keys or not all(isinstance(k, str) for k in keys):
            yield finding("keys", f"keys {keys!r}", "a list of keys, or '*'")
    elif keys == ALL and what in ("removed", "renamed"):
        yield finding("keys", f"{what} with keys '*'", "each key by its name")
    if ("renamed_to" in entry) != (what == "renamed"):
        yield finding("renamed_to", f"{what}, renamed_to {entry.get('renamed_to')!r}", "both")
    elif what == "renamed" and isinstance(keys, list) and len(keys) != 1:
        yield finding("keys", f"{len(keys)} keys renamed to one", "one entry a key")
    if "field" in entry and what != "changed":
        yield finding("field", f"a field of rows {what}", "a field with `changed` only")


def _entry(entry: Marked) -> Entry:
    keys = entry.get("keys", [])
    return Entry(
        entry["resource"],
        entry["what"],
        entry["cause"],
        entry["reason_en"],
        entry["reason_ko"],
        date.fromisoformat(entry["decided_on"]),
        (ALL,) if keys == ALL else tuple(keys),
        entry.get("field"),
        entry.get("renamed_to"),
        min(entry.marks.values())[0],
    )
