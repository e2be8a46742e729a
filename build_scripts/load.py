"""Turn the resources of the data package into typed tables."""

from pathlib import Path

import pandas as pd

from build_scripts.descriptor import Package

DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}

Tables = dict[str, pd.DataFrame]


def load_resource(resource: dict, folder: Path) -> pd.DataFrame:
    """Return a table with the types of its Table Schema; an empty cell is missing."""
    fields = resource["schema"]["fields"]
    dtypes = {field["name"]: DTYPES.get(field["type"], "string") for field in fields}
    table = pd.read_csv(
        folder / resource["path"],
        dtype=dtypes,
        keep_default_na=False,
        na_values=[""],
        encoding="utf-8",
    )
    for field in fields:
        if field["type"] == "date":
            table[field["name"]] = pd.to_datetime(table[field["name"]], format="%Y-%m-%d")
    return table


def load_package(package: Package) -> Tables:
    """Return every resource as a typed table, by name."""
    return {
        resource["name"]: load_resource(resource, package.folder) for resource in package.resources
    }


def records(table: pd.DataFrame) -> list[dict]:
    """Return rows as plain dicts: a missing cell is None, a date is a `date`."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    for row in rows:
        for name, value in row.items():
            if isinstance(value, pd.Timestamp):
                row[name] = value.date()
    return rows


def record_key(record: dict, primary_key: list[str]) -> str:
    """Return the key of a record as one string; the parts of a longer key are joined by `/`."""
    return "/".join(str(record[name]) for name in primary_key)
