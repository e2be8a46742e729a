"""Export: the list of every download with its rows, bytes and SHA-256."""

import hashlib
import json

from build_scripts.exports.publication import media_type
from build_scripts.model import Model


def index_json(model: Model, files: dict[str, bytes]) -> bytes:
    """Return `index.json`; `rows` and `schema` are null for a file that is not one dataset.

    `releases` names every version that was released, the oldest first, with the place of its
    files; `previous` the last of them, `changes` what differs from it.
    """
    places = {one["name"]: place for place, one in enumerate(model.package.resources)}

    def entry(name: str, raw: bytes) -> dict:
        stem = name.partition(".")[0]
        holds_rows = stem in places and media_type(name)
        return {
            "path": name,
            "rows": len(model.rows[stem]) if holds_rows else None,
            "schema": f"datapackage.json#/resources/{places[stem]}/schema" if holds_rows else None,
            "is_derived": name.startswith("derived/"),
            "bytes": len(raw),
            "sha256": hashlib.sha256(raw).hexdigest(),
        }

    latest = model.package.ledger.latest
    content = {
        "name": model.package.descriptor["name"],
        "version": model.package.descriptor["version"],
        "as_of": model.as_of.isoformat(),
        "releases": [
            {
                "version": release.version,
                "day": release.day.isoformat(),
                "path": f"../v{release.version}/",
            }
            for release in model.package.ledger.releases
        ],
        "previous": latest.version if latest else None,
        "changes": "changes.json",
        "files": [entry(name, raw) for name, raw in sorted(files.items())],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
