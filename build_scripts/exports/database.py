"""Export: the package as one SQLite file with its keys, and how Datasette names its tables."""

import json
import sqlite3
from datetime import date

from build_scripts.model import DERIVED, Model

TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL"}


def database(model: Model, derived: dict[str, list[dict]]) -> bytes:
    """Return a SQLite file: every dataset with its primary and foreign keys, derived tables too.

    Days are text (ISO 8601). Raises sqlite3.IntegrityError where a key points to no row.
    """
    connection = sqlite3.connect(":memory:")
    for resource in model.package.resources:
        _table(connection, resource["name"], resource["schema"], model.rows[resource["name"]])
    for resource in DERIVED:
        name = f"derived_{resource['name']}"
        _table(connection, name, resource["schema"], derived[resource["name"]])
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise sqlite3.IntegrityError(f"keys that point to no row: {dangling[:5]}")
    connection.commit()
    connection.execute("VACUUM")
    return connection.serialize()


def _table(connection: sqlite3.Connection, name: str, schema: dict, rows: list[dict]) -> None:
    names = [field["name"] for field in schema["fields"]]
    lines = [
        f'"{field["name"]}" {TYPES[field["type"]]}'
        + (" NOT NULL" if field.get("constraints", {}).get("required") else "")
        for field in schema["fields"]
    ]
    lines.append(f"PRIMARY KEY ({_quoted(schema['primaryKey'])})")
    keys = schema.get("foreignKeys", [])
    for key in keys:
        there = key["reference"].get("resource") or name
        lines.append(
            f"FOREIGN KEY ({_quoted(key['fields'])})"
            f' REFERENCES "{there}" ({_quoted(key["reference"]["fields"])})'
        )
    connection.execute(f'CREATE TABLE "{name}" ({", ".join(lines)})')
    marks = ", ".join("?" * len(names))
    connection.executemany(
        f'INSERT INTO "{name}" VALUES ({marks})',
        [
            [value.isoformat() if isinstance(value, date) else value for value in row]
            for row in ([record[field] for field in names] for record in rows)
        ],
    )
    for fields in sorted({tuple(key["fields"]) for key in keys}):
        index = f"{name}_{'_'.join(fields)}"
        connection.execute(f'CREATE INDEX "{index}" ON "{name}" ({_quoted(fields)})')


def _quoted(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def datasette_metadata(model: Model) -> bytes:
    """Return the metadata file of Datasette: titles, licence, what tables and columns mean."""
    package = model.package.descriptor
    tables = {
        resource["name"]: {
            "title": resource["title"],
            "description": resource["description"],
            "columns": {
                field["name"]: field["description"] for field in resource["schema"]["fields"]
            },
        }
        for resource in model.package.resources
    }
    tables |= {
        f"derived_{resource['name']}": {
            "title": resource["title"],
            "description": resource["description"],
        }
        for resource in DERIVED
    }
    licence = package["licenses"][0]
    metadata = {
        "title": package["title"],
        "description": package["description"],
        "license": licence["title"],
        "license_url": licence["path"],
        "databases": {package["name"]: {"tables": tables}},
    }
    return json.dumps(metadata, ensure_ascii=False, indent=1).encode() + b"\n"
