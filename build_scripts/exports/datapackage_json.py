"""Export: the descriptor with schemas folded in, and hash and size of each file."""

import hashlib
import json

from build_scripts.model import Model


def datapackage_json(model: Model, files: dict[str, bytes]) -> bytes:
    """Return `datapackage.json`; its paths are the names of the CSVs beside it."""
    resources = []
    for resource in model.package.resources:
        raw = files[f"{resource['name']}.csv"]
        resources.append(
            {
                **resource,
                "path": f"{resource['name']}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "bytes": len(raw),
                "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
            }
        )
    descriptor = {**model.package.descriptor, "resources": resources}
    return json.dumps(descriptor, ensure_ascii=False, indent=2).encode() + b"\n"
