"""Export: the derived tables, marked as such, with a descriptor of their own."""

import csv
import io
import json
from datetime import date

from build_scripts.model import DERIVED, Model


def derived(model: Model, tables: dict[str, list[dict]]) -> dict[str, bytes]:
    """Return the derived tables as CSV and JSON below `derived/`, with their own descriptor."""
    files = {}
    for resource in DERIVED:
        name, rows = resource["name"], tables[resource["name"]]
        written = io.StringIO(newline="")
        names = [field["name"] for field in resource["schema"]["fields"]]
        writer = csv.DictWriter(written, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        files[f"derived/{name}.csv"] = written.getvalue().encode()
        text = json.dumps(rows, ensure_ascii=False, indent=1, default=date.isoformat)
        files[f"derived/{name}.json"] = text.encode() + b"\n"
    whole = model.package.descriptor
    descriptor = {
        **{key: whole[key] for key in ("$schema", "version", "licenses", "contributors")},
        "name": f"{whole['name']}-derived",
        "title": f"{whole['title']}: derived tables",
        "description": f"Worked out from the package {whole['name']} as of {model.as_of}.",
        "resources": [
            {
                **resource,
                "path": f"{resource['name']}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "kcr:derived": True,
            }
            for resource in DERIVED
        ],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    files["derived/datapackage.json"] = text.encode() + b"\n"
    return files
