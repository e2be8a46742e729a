"""Export: every change of every release, cell by cell with its cause, as JSON and as CSV."""

import csv
import io
import json

from build_scripts.ledger import Ledger
from build_scripts.model import Model

HEADER = (
    *("version", "released_on", "resource", "record_key", "what", "renamed_to", "field"),
    *("before", "after", "cause", "decided_on", "reason_en", "reason_ko"),
)


def changes(model: Model) -> dict[str, bytes]:
    """Return `changes.json` and `changes.csv`; both are whole, each tells every cell.

    Applied in their order to a release, the changes of the next one lead to it exactly. What was
    decided since the last release stands under `unreleased`, without cells.
    """
    ledger = model.package.ledger
    content = {
        "name": model.package.descriptor["name"],
        "releases": [
            {
                "version": release.version,
                "released_on": release.day.isoformat(),
                "changes": release.changes,
            }
            for release in ledger.releases
        ],
        "unreleased": [
            {
                **vars(reason),
                "decided_on": reason.decided_on.isoformat(),
            }
            for reason in ledger.reasons
            if reason.version is None
        ],
    }
    written = json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
    return {"changes.json": written, "changes.csv": _csv(ledger)}


def _csv(ledger: Ledger) -> bytes:
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(HEADER)
    for release in ledger.releases:
        for told in release.changes:
            place = (told["resource"], told["key"], told["what"], told.get("renamed_to"))
            why = (told["cause"], told["decided_on"], told["reason_en"], told["reason_ko"])
            for field, (before, after) in told["cells"].items():
                row = (release.version, release.day, *place, field, before, after, *why)
                rows.writerow(row)
    return written.getvalue().encode()
