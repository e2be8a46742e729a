"""Export: each dataset as CSV, as CSV for spreadsheets and as JSON."""

import json
from datetime import date

from build_scripts.model import Model


def tables(model: Model) -> dict[str, bytes]:
    """Return the files by name: the CSV byte for byte as edited, its BOM twin, typed records."""
    files = {}
    for resource in model.package.resources:
        name = resource["name"]
        raw = (model.package.folder / resource["path"]).read_bytes()
        files[f"{name}.csv"] = raw
        files[f"{name}.bom.csv"] = b"\xef\xbb\xbf" + raw
        content = json.dumps(model.rows[name], ensure_ascii=False, indent=1, default=_day)
        files[f"{name}.json"] = content.encode() + b"\n"
    return files


def _day(value: object) -> str:
    """Return a day as ISO 8601; raises TypeError for anything else JSON does not know."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
