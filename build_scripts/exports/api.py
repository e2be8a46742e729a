"""Export: one address for each record and each dataset in each language, as static JSON.

The addresses are described by `openapi.json` (OpenAPI 3.1); they hold as long as `v1` stands.
"""

import json
import re
from datetime import date

from build_scripts.language import Language
from build_scripts.model import Model

ROOT = "api/v1"
# dataset → the folder of its records' pages; the key of the record is the last part
PAGES = {
    "rules": "rules",
    "laws": "instruments",
    "bills": "bills",
    "providers": "providers",
    "enforcement_cases": "sanctions",
    "zones": "zones",
    "regions": "regions",
    "sandbox_projects": "projects",
    "turning_points": "turning-points",
}
# Table Schema type → JSON Schema of a value (JSON Schema 2020-12)
JSON_TYPES = {
    "string": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
}


def api(model: Model, languages: dict[str, Language], site: str) -> dict[str, bytes]:
    """Return every file of the API by its address; `site` is the site's address or empty."""
    files = {f"{ROOT}/openapi.json": _dump(_openapi(model, list(languages), site))}
    states = _states(model)
    for code in languages:
        for resource in model.package.resources:
            name = resource["name"]
            cases = [_document(model, states, code, name, row, site) for row in model.rows[name]]
            for document in cases:
                files[f"{ROOT}/{code}/{name}/{address(document['key'])}.json"] = _dump(document)
            listed = {
                "dataset": name,
                "title": resource["title"] if code == "en" else resource["kcr:title_ko"],
                "version": model.package.descriptor["version"],
                "as_of": model.as_of.isoformat(),
                "count": len(cases),
                "records": [
                    {
                        "key": document["key"],
                        "href": f"{address(document['key'])}.json",
                        **document["record"],
                    }
                    for document in cases
                ],
            }
            files[f"{ROOT}/{code}/{name}/index.json"] = _dump(listed)
    files[f"{ROOT}/index.json"] = _dump(
        {
            "version": model.package.descriptor["version"],
            "as_of": model.as_of.isoformat(),
            "openapi": "openapi.json",
            "datasets": {
                code: {
                    resource["name"]: f"{code}/{resource['name']}/index.json"
                    for resource in model.package.resources
                }
                for code in languages
            },
        }
    )
    return files


def address(key: str) -> str:
    """Return a record's key as the last part of an address: lower case, hyphens for the rest."""
    return re.sub(r"[^a-z0-9/_-]+", "-", key.lower())


def in_language(record: dict, code: str) -> dict:
    """Return a record in one language: `title_en` or `title_ko` becomes `title`."""
    other = "_ko" if code == "en" else "_en"
    return {
        name.removesuffix(f"_{code}"): value
        for name, value in record.items()
        if not name.endswith(other)
    }


def _document(model: Model, states: dict, code: str, resource: str, row: dict, site: str) -> dict:
    """Return what one address says of one record."""
    key = model.key(resource, row)
    version = model.package.descriptor["version"]
    names = "publisher" if code == "en" else "publisher_ko"
    cited = [row.get("source_id"), row.get("second_source_id")] if resource != "sources" else []
    sources = [
        {
            "source_id": source["source_id"],
            "publisher": source[names],
            "title": (code == "ko" and source["title_ko"]) or source["title"],
            "url": source["url"],
            "published_on": source["published_on"],
        }
        for source_id in filter(None, cited)
        for source in [model.sources[source_id]]
    ]
    page = f"{PAGES[resource]}/{key}/" if resource in PAGES else None
    language = "" if code == "en" else "ko/"
    return {
        "dataset": resource,
        "key": key,
        "language": code,
        "version": version,
        "as_of": model.as_of.isoformat(),
        "address": f"{site}{ROOT}/{code}/{resource}/{address(key)}.json",
        "page": page and f"{site}{language}{page}",
        "record": in_language(row, code),
        "labels": _labels(model, code, resource, row),
        "state": states.get(resource, {}).get(key),
        "grade": model.grade(resource, row) if "source_id" in row and cited else None,
        "sources": sources,
        "conflicts": [one["conflict_id"] for one in model.conflicts(resource, row)],
        "cite": f"Korea Crypto Rules, {resource}/{key}, version {version}, state of {model.as_of}",
    }


def _labels(model: Model, code: str, resource: str, row: dict) -> dict[str, str]:
    """Return what people read for each coded value of a record, by field."""
    key = "label" if code == "en" else "kcr:label_ko"
    return {
        field["name"]: entry[key]
        for field in model.package.resource(resource)["schema"]["fields"]
        for entry in field.get("categories", [])
        if entry["value"] == row[field["name"]]
    }


def _states(model: Model) -> dict[str, dict[str, dict]]:
    """Return the computed state of the records that have one, on the day, by dataset and key."""
    return {
        "rules": {v.rule["rule_id"]: _state(v.state, v.since) for v in model.rules},
        "providers": {
            v.provider["provider_id"]: _state(v.standing, v.since) for v in model.providers
        },
        "zones": {v.zone["zone_id"]: _state(v.state, v.since) for v in model.zones},
        "bills": {v.bill["bill_id"]: _state(v.state, v.since) for v in model.bills},
        "enforcement_cases": {
            v.case["enforcement_case_id"]: _state(v.stage, v.since) for v in model.cases
        },
        "sandbox_projects": {
            v.project["project_id"]: _state(v.state, v.standing.since) for v in model.projects
        },
        "exemptions": {
            v.exemption["exemption_id"]: _state(v.state, v.standing.since) for v in model.exemptions
        },
        "claims": {v.claim["claim_id"]: _state(v.verdict, None) for v in model.claims},
    }


def _state(word: str, since: date | str | None) -> dict:
    return {"is": word, "since": str(since) if since else None}


def _openapi(model: Model, codes: list[str], site: str) -> dict:
    """Return the description of the API, one list and one record address for each dataset."""
    package = model.package.descriptor
    language = {
        "name": "language",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": codes},
    }
    key = {
        "name": "key",
        "in": "path",
        "required": True,
        "description": "The primary key in lower case; its parts joined by a slash, and every"
        " other character than letters, digits, _ and - written as a hyphen.",
        "schema": {"type": "string"},
    }
    paths, schemas = {}, {}
    for resource in model.package.resources:
        name = resource["name"]
        schemas[name] = {
            "type": "object",
            "description": resource["description"],
            "properties": _properties(resource),
        }
        fields = {"$ref": f"#/components/schemas/{name}"}
        paths[f"/{{language}}/{name}/index.json"] = {
            "get": _operation(
                f"List {name}",
                [language],
                {"properties": {"records": {"type": "array", "items": fields}}},
            )
        }
        paths[f"/{{language}}/{name}/{{key}}.json"] = {
            "get": _operation(
                f"One record of {name}", [language, key], {"properties": {"record": fields}}
            )
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{package['title']}: records as JSON",
            "version": package["version"],
            "description": package["description"],
            "license": {"name": package["licenses"][0]["title"], "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": f"{site}{ROOT}" if site else f"/{ROOT}"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(summary: str, parameters: list[dict], schema: dict) -> dict:
    content = {"application/json": {"schema": {"type": "object", **schema}}}
    return {
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": content},
            "404": {"description": "No such record"},
        },
    }


def _properties(resource: dict) -> dict[str, dict]:
    found = {}
    for field in resource["schema"]["fields"]:
        name = field["name"]
        if name.endswith("_ko"):
            continue
        constraints = field.get("constraints", {})
        schema = dict(JSON_TYPES[field["type"]])
        if not constraints.get("required"):
            schema["type"] = [schema["type"], "null"]
        elif "enum" in constraints:
            schema["enum"] = constraints["enum"]
        found[name.removesuffix("_en")] = {**schema, "description": field["description"]}
    return found


def _dump(content: dict) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
    return text.encode() + b"\n"
