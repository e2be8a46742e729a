"""Made-up packages and rows for the unit tests."""

from pathlib import Path

import pandas as pd
import yaml

from build_scripts.descriptor import PROFILE, Package
from build_scripts.load import DTYPES, Tables

WORDS = {
    "title": "T",
    "kcr:title_ko": "제목",
    "description": "D.",
    "kcr:description_ko": "설명.",
}


def a_field(name: str, type_: str = "string", **constraints: object) -> dict:
    """Return a field as a schema holds it."""
    field = {"name": name, "type": type_, **WORDS}
    return field | ({"constraints": constraints} if constraints else {})


def a_folder(folder: Path, **resources: tuple[list[dict], str]) -> Path:
    """Write a package of resources, each (fields, CSV text); the first field is the key."""
    (folder / "shelf").mkdir(parents=True)
    entries = []
    for name, (fields, text) in resources.items():
        (folder / "shelf" / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        schema = {"primaryKey": [fields[0]["name"]], "fields": fields}
        (folder / "shelf" / f"{name}.schema.yaml").write_text(
            yaml.safe_dump(schema, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
        entries.append(
            {
                "name": name,
                "path": f"shelf/{name}.csv",
                **WORDS,
                "kcr:evidence_until": "2026-01-31",
                "encoding": "utf-8",
                "schema": f"shelf/{name}.schema.yaml",
            }
        )
    descriptor = {
        "$schema": PROFILE,
        "name": "made-up",
        **WORDS,
        "version": "1.0.0",
        "created": "2026-01-31T00:00:00Z",
        "keywords": ["made up"],
        "licenses": [{"name": "CC-BY-4.0"}],
        "contributors": [{"title": "Nobody"}],
        "resources": entries,
    }
    (folder / "datapackage.yaml").write_text(
        yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return folder


def checked(**resources: tuple[list[dict], list[list[object]]]) -> tuple[Package, Tables]:
    """Return a package in memory and its typed tables, each given as (fields, rows)."""
    entries, tables = [], {}
    for name, (fields, rows) in resources.items():
        names = [field["name"] for field in fields]
        table = pd.DataFrame(rows, columns=names)
        for field in fields:
            if field["type"] == "date":
                table[field["name"]] = pd.to_datetime(table[field["name"]])
            else:
                dtype = DTYPES.get(field["type"], "string")
                table[field["name"]] = table[field["name"]].astype(dtype)
        entries.append({"name": name, "schema": {"primaryKey": names[:1], "fields": fields}})
        tables[name] = table
    return Package({"resources": entries}, Path("datasets")), tables
