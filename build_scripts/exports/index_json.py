"""Export: the list of every download with its rows, bytes and SHA-256."""

import hashlib
import json

from build_scripts.exports.publication import media_type
from build_scripts.model import Model


def index_json(model: Model, files: dict[str, bytes]) -> bytes:
    """Return `index.json`; `rows` is null for a file that is not one dataset."""
    entries = [
        {
            "path": name,
            "rows": _rows(model, name),
            "bytes": len(raw),
            "sha256": hashlib.sha256(raw).hexdigest(),
        }
        for name, raw in sorted(files.items())
    ]
    content = {
        "name": model.package.descriptor["name"],
        "version": model.package.descriptor["version"],
        "as_of": model.as_of.isoformat(),
        "files": entries,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _rows(model: Model, name: str) -> int | None:
    stem = name.partition(".")[0]
    return len(model.rows[stem]) if stem in model.rows and media_type(name) else None
