"""Export: each table as Parquet, typed, for programs that read columns."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

# Table Schema type → SQL type
TYPES = {"string": "VARCHAR", "date": "DATE", "integer": "BIGINT", "number": "DOUBLE"}


def parquet(tables: dict[str, bytes], schemas: dict[str, dict]) -> dict[str, bytes]:
    """Return each CSV as a Parquet file (zstd) by the same name, with the types of its schema.

    Raises duckdb.Error where a cell does not fit its type, KeyError for a type not foreseen.
    """
    files = {}
    # DuckDB reads and writes files only; the folder is gone when the bytes are read
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as database:
        for name, raw in tables.items():
            fields = schemas[name]["fields"]
            source, made = Path(folder) / "table.csv", Path(folder) / "table.parquet"
            source.write_bytes(raw)
            columns = ", ".join(f"'{field['name']}': '{TYPES[field['type']]}'" for field in fields)
            database.execute(
                f"COPY (FROM read_csv('{source}', columns = {{{columns}}}, header = true,"
                " delim = ',', quote = '\"', escape = '\"', nullstr = '', auto_detect = false,"
                " parallel = false, null_padding = false))"
                f" TO '{made}' (FORMAT parquet, COMPRESSION zstd)"
            )
            files[f"{name}.parquet"] = made.read_bytes()
    return files
