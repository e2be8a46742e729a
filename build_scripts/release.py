"""Write a release into the ledger, or refuse it with all that stands against it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from build_scripts.descriptor import read_package
from build_scripts.diff import (
    Contents,
    apply,
    as_change,
    as_record,
    contents,
    diff,
    explained,
    hashes,
    step,
    versions_after,
)
from build_scripts.errors import DataError, Finding
from build_scripts.exports.calendar import days
from build_scripts.language import Language
from build_scripts.ledger import NEXT, Ledger
from build_scripts.model import build_model
from build_scripts.pages import Site, addresses
from build_scripts.paths import DATASETS, DOCS
from build_scripts.prose import explainers
from build_scripts.revision import files_of
from build_scripts.validate import validate
from build_scripts.write import write_tree

FOLDER = "datasets/releases"
DESCRIPTOR = "datasets/datapackage.yaml"
EMPTY_NEXT = """\
# Why rows changed since the last release: the build of a release refuses a change without a cause.
# One entry for rows that changed for one reason:
#
# - resource: rules
#   what: changed            # added, changed, removed, renamed; structure for fields and keys
#   keys: [travel-rule]      # or "*" for all rows added or changed; none for a structure
#   field: penalty_en        # only with changed, and only where the cause is that of one field
#   renamed_to: travel-rule  # only with renamed
#   cause: our_error         # law_changed, new_evidence, source_corrected, our_error, schema
#   reason_en: The penalty of another article was cited.
#   reason_ko: 다른 조문의 벌칙을 적었습니다.
#   decided_on: "2026-12-01"
changes: []
"""


def release(
    version: str,
    old: Contents | None,
    as_of: date,
    say: Callable[[str], None],
    folder: Path = DATASETS,
) -> None:
    """Write the manifest of a version and empty `next.yaml`; raises DataError, then writes nothing.

    The last release is `old`, or where that is None the state under its tag.
    """
    package = read_package(folder)
    model = build_model(package, validate(package), as_of)
    last = package.ledger.latest
    if last and old is None:
        old = contents(files_of(f"v{last.version}"))
    site = Site(model, Language("en", None), {}, {}, {}, [], "", "", explainers(DOCS, "en"))
    made = manifest(
        version,
        as_of,
        old,
        contents(files_of(str(folder))),
        package.ledger,
        package.descriptor["version"],
        addresses(site),
        days(model),
    )
    ledger = folder / "releases"
    files = {path.name: path.read_bytes() for path in ledger.iterdir()}
    write_tree(ledger, files | {f"v{version}.json": made, NEXT: EMPTY_NEXT.encode()})
    rows = sum(map(len, model.rows.values()))
    say(f"v{version}: {rows} rows, {len(made) // 1000} KB; commit it, then tag it v{version}")


def manifest(
    version: str,
    day: date,
    old: Contents | None,
    new: Contents,
    ledger: Ledger,
    descriptor_version: str,
    addresses: list[str],
    calendar: dict[str, str],
) -> bytes:
    """Return the manifest of a release as the ledger keeps it; raises DataError.

    `old` is the state of the last release, None before the first.
    """
    findings = []
    if version != descriptor_version:
        found = f"version {descriptor_version}"
        findings.append(Finding(DESCRIPTOR, 1, "version", found, version, "release"))
    if ledger.latest is None:
        records = []
        for entry in ledger.entries:
            findings.append(_needless(entry.line, f"{entry.resource} {entry.what}"))
    else:
        if hashes(old) != ledger.latest.rows:
            expected = f"the rows v{ledger.latest.version}.json lists"
            raise DataError(
                [Finding(FOLDER, 1, "1", "another state as the last release", expected, "release")]
            )
        changes = diff(old, new, ledger.renamed)
        records = _records(changes, ledger, findings)
        needed = step(changes)
        if needed is None:
            findings.append(Finding(DESCRIPTOR, 1, "version", "no change", "a change", "release"))
        else:
            allowed = versions_after(ledger.latest.version, needed)
            if version not in allowed.values():
                expected = f"{' or '.join(allowed.values())}: the changes ask for a {needed} step"
                finding = Finding(DESCRIPTOR, 1, "version", version, expected, "release")
                findings.append(finding)
    if findings:
        raise DataError(findings)
    if old is not None and apply(old, list(map(as_change, records))) != new:
        raise AssertionError("the changes do not lead from the last release to this one")
    content = {
        "version": version,
        "day": day.isoformat(),
        "resources": hashes(new),
        "changes": records,
        "addresses": sorted(addresses),
        "calendar": dict(sorted(calendar.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=0).encode() + b"\n"


def _records(changes: list, ledger: Ledger, findings: list[Finding]) -> list[dict]:
    """Return the changes with their causes; adds to the findings what lacks one, or has no use."""
    told, without = explained(changes, ledger.entries)
    for change in without:
        names = ", ".join(change.cells)
        found = f"{change.resource} {change.key} {change.what} ({names}) without a cause"
        findings.append(Finding(f"{FOLDER}/{NEXT}", 1, "changes", found, "an entry", "release"))
    used = {id(entry) for _, entry in told}
    for entry in ledger.entries:
        if id(entry) not in used:
            findings.append(_needless(entry.line, f"{entry.resource} {entry.what}"))
    return [as_record(change, entry) for change, entry in told]


def _needless(line: int, what: str) -> Finding:
    found = f"an entry no change needs ({what})"
    return Finding(f"{FOLDER}/{NEXT}", line, "changes", found, "a change", "release")
