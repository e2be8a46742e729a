"""Export: what each column of each CSV is, in CSV on the Web (W3C Recommendation, 2015)."""

import json

from build_scripts.exports.publication import both, issued, publisher
from build_scripts.model import Model

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
BASES = {
    "string": "string",
    "integer": "integer",
    "number": "decimal",
    "boolean": "boolean",
    "date": "date",
}


def csvw(model: Model) -> dict[str, bytes]:
    """Return `<name>.csv-metadata.json` for each CSV, and `csv-metadata.json` for all together.

    Both are the names section 5.3 of the standard has a program look for. Only the group has
    foreign keys: they need both tables, and a null one breaks them, so only those that are
    required stand in it. Addresses are relative: the CSVs stand beside these files.
    """
    package = model.package.descriptor
    tables = {one["name"]: _table(one) for one in model.package.resources}
    files = {
        f"{name}.csv-metadata.json": {"@context": CONTEXT, **table}
        for name, table in tables.items()
    }
    keyed = []
    for resource in model.package.resources:
        table = tables[resource["name"]]
        keys = _foreign_keys(resource)
        schema = table["tableSchema"] | ({"foreignKeys": keys} if keys else {})
        keyed.append({**table, "tableSchema": schema})
    files["csv-metadata.json"] = {
        "@context": CONTEXT,
        "dc:title": _tagged(both(package, "title")),
        "dc:description": _tagged(both(package, "description")),
        "dc:license": {"@id": package["licenses"][0]["path"]},
        "dc:publisher": publisher(model),
        "dc:issued": {"@value": issued(model), "@type": "xsd:date"},
        "dc:modified": {"@value": model.as_of.isoformat(), "@type": "xsd:date"},
        "tables": keyed,
    }
    return {
        name: json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
        for name, content in files.items()
    }


def _table(resource: dict) -> dict:
    return {
        "url": f"{resource['name']}.csv",
        "dc:title": _tagged(both(resource, "title")),
        "dc:description": _tagged(both(resource, "description")),
        "tableSchema": {
            "columns": [_column(field) for field in resource["schema"]["fields"]],
            "primaryKey": resource["schema"]["primaryKey"],
        },
    }


def _column(field: dict) -> dict:
    """Return a column; `und` among its titles is what stands in the header of the file."""
    column = {
        "name": field["name"],
        "titles": {"und": field["name"], **both(field, "title")},
        "dc:description": _tagged(both(field, "description")),
        "datatype": _datatype(field),
        "null": "",
    }
    if field.get("constraints", {}).get("required"):
        column["required"] = True
    language = field["name"].rpartition("_")[2]
    return column | ({"lang": language} if language in ("en", "ko") else {})


def _datatype(field: dict) -> dict:
    """Return the type of a column; a pattern or the allowed values are its format."""
    constraints = field.get("constraints", {})
    datatype = {"base": BASES[field["type"]]}
    if field["type"] == "date":
        datatype["format"] = "yyyy-MM-dd"
    elif "enum" in constraints:  # the standard has no list of allowed values
        datatype["format"] = "|".join(constraints["enum"])
    elif "pattern" in constraints:
        datatype["format"] = constraints["pattern"]
    bounds = [key for key in ("minimum", "maximum") if key in constraints]
    return datatype | {key: constraints[key] for key in bounds}


def _foreign_keys(resource: dict) -> list[dict]:
    """Return the keys of a dataset whose cells are never empty."""
    required = {
        field["name"]
        for field in resource["schema"]["fields"]
        if field.get("constraints", {}).get("required")
    }
    return [
        {
            "columnReference": key["fields"],
            "reference": {
                "resource": f"{key['reference'].get('resource') or resource['name']}.csv",
                "columnReference": key["reference"]["fields"],
            },
        }
        for key in resource["schema"].get("foreignKeys", [])
        if required.issuperset(key["fields"])
    ]


def _tagged(texts: dict[str, str]) -> list[dict]:
    return [{"@value": words, "@language": language} for language, words in texts.items()]
