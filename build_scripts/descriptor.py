"""Read `datapackage.yaml`, the schemas it names and the ledger; nothing else opens them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path

from build_scripts.errors import DataError, Finding
from build_scripts.ledger import EMPTY, Ledger, read_ledger
from build_scripts.marked_yaml import Marked, read_yaml

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PACKAGE_KEYS = {
    "required": {
        *("$schema", "name", "title", "kcr:title_ko", "description", "kcr:description_ko"),
        *("version", "created", "keywords", "licenses", "contributors", "resources"),
    },
    "allowed": {"homepage", "sources", "kcr:citation"},
}
RESOURCE_KEYS = {
    "required": {
        *("name", "path", "title", "kcr:title_ko", "description", "kcr:description_ko"),
        *("kcr:evidence_until", "encoding", "schema"),
    },
    "allowed": set(),
}
SCHEMA_KEYS = {"required": {"primaryKey", "fields"}, "allowed": {"foreignKeys", "missingValues"}}
FIELD_KEYS = {
    "required": {
        *("name", "type", "title", "kcr:title_ko", "description", "kcr:description_ko"),
    },
    "allowed": {"format", "constraints", "categories"},
}
TYPES = {"string", "integer", "number", "boolean", "date"}
# the YAML type of each constraint's value (Table Schema, constraints)
CONSTRAINTS = {
    "required": bool,
    "unique": bool,
    "pattern": str,
    "enum": list,
    "minimum": (int, float),
    "maximum": (int, float),
}

# what a row says beside `source_id`, so that it can be cited and graded
CITING = ("pinpoint", "second_source_id", "last_checked_on")

NAME = re.compile("[a-z][a-z0-9_]*")
FOLDER = re.compile("[a-z][a-z0-9_-]*")
WEB = re.compile(r"https?://[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(/[^\s\"'<>\\]*)?")


@dataclass(frozen=True)
class Package:
    """The descriptor with every schema folded in, the folder it describes, what was published."""

    descriptor: dict
    folder: Path
    ledger: Ledger = EMPTY

    @property
    def resources(self) -> list[dict]:
        """Return the resources in reading order."""
        return self.descriptor["resources"]

    def resource(self, name: str) -> dict:
        """Return one resource; raises KeyError where the package has none of that name."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, dict]:
        return {resource["name"]: resource for resource in self.resources}

    def labels(self, resource: str, field: str, language: str) -> dict[str, str]:
        """Return what people read for each allowed value of a field."""
        key = "label" if language == "en" else f"kcr:label_{language}"
        for candidate in self.resource(resource)["schema"]["fields"]:
            if candidate["name"] == field:
                return {entry["value"]: entry[key] for entry in candidate["categories"]}
        raise KeyError(f"{resource}.{field}")


def _key_findings(mapping: object, keys: dict, shown: str, what: str) -> Iterator[Finding]:
    if not isinstance(mapping, Marked):
        yield Finding(shown, 1, "1", f"{what} that is no mapping", "a mapping", "descriptor")
        return
    first = min(mapping.marks.values(), default=(1, 1))
    for key in sorted(keys["required"] - mapping.keys()):
        found = f"{what} without {key!r}"
        yield Finding(shown, first[0], str(first[1]), found, f"the property {key!r}", "descriptor")
    for key in mapping.keys() - keys["required"] - keys["allowed"]:
        line, column = mapping.marks[key]
        known = ", ".join(sorted(keys["required"] | keys["allowed"]))
        found = f"the unknown property {key!r} of {what}"
        yield Finding(shown, line, str(column), found, f"one of {known}", "descriptor")
    for key in keys["required"] & mapping.keys():
        line, column = mapping.marks[key]
        value = mapping[key]
        if value in (None, "", [], {}):
            found = f"an empty {key!r}"
            yield Finding(shown, line, str(column), found, "a value", "descriptor")
        elif key in TEXTS and not isinstance(value, str):
            found = f"{key} that YAML reads as {type(value).__name__}: {value!r}"
            yield Finding(shown, line, str(column), found, "text, in quotes", "descriptor")


TEXTS = {
    *("name", "path", "title", "kcr:title_ko", "description", "kcr:description_ko"),
    *("version", "created", "encoding", "schema", "type", "kcr:evidence_until"),
}


def _schema_findings(schema: Marked, shown: str) -> Iterator[Finding]:
    """Find what is wrong with a Table Schema by itself: its properties, its fields, its keys."""

    def wrong(mapping: Marked, key: str, found: str, expected: str) -> Finding:
        line, column = mapping.marks.get(key, (1, 1))
        return Finding(shown, line, str(column), found, expected, "descriptor")

    yield from _key_findings(schema, SCHEMA_KEYS, shown, "a schema")
    if schema.get("missingValues", [""]) != [""]:
        yield wrong(schema, "missingValues", f"{schema['missingValues']!r}", "['']")
    fields = schema.get("fields", [])
    if not isinstance(fields, list):
        yield wrong(schema, "fields", "fields that are no list", "a list")
        return
    names: set[str] = set()
    for field in fields:
        found = list(_key_findings(field, FIELD_KEYS, shown, "a field"))
        yield from found
        if found:
            continue
        name = field["name"]
        if not NAME.fullmatch(name) or name in names:
            expected = "lower-case words joined by _, each once"
            yield wrong(field, "name", f"the field {name!r}", expected)
        names.add(name)
        if field["type"] not in TYPES:
            expected = f"one of {', '.join(sorted(TYPES))}"
            yield wrong(field, "type", f"the type {field['type']!r}", expected)
        if field.get("format", "default") != "default":
            yield wrong(field, "format", f"the format {field['format']!r}", "'default'")
        constraints = field.get("constraints", Marked())
        if not isinstance(constraints, Marked):
            yield wrong(field, "constraints", "constraints that are no mapping", "a mapping")
            continue
        for key, value in constraints.items():
            if fault := _constraint_fault(key, value):
                yield wrong(constraints, key, *fault)
        if "categories" in field:
            entries = field["categories"]
            values = [
                entry.get("value") if isinstance(entry, Marked) and entry.keys() >= CATEGORY else 0
                for entry in (entries if isinstance(entries, list) else [])
            ]
            if not values or values != constraints.get("enum"):
                expected = (
                    f"the values of constraints.enum, {constraints.get('enum')}, each labelled"
                )
                yield wrong(field, "categories", f"categories {values}", expected)
    cites = "source_id" in names and schema.get("primaryKey") != ["source_id"]
    if cites:
        for name in CITING:
            if name not in names:
                expected = f"the fields {', '.join(CITING)} beside it"
                yield wrong(schema, "fields", f"source_id without {name}", expected)
    if not _are_fields(schema.get("primaryKey"), names):
        found = f"a primaryKey on {_first_stranger(schema.get('primaryKey'), names)!r}"
        yield wrong(schema, "primaryKey", found, "a list of fields of this schema")
    keys, led = schema.get("foreignKeys", []), set()
    for key in keys if isinstance(keys, list) else [None]:
        reference = key.get("reference") if isinstance(key, Marked) else None
        if not isinstance(reference, Marked) or key.keys() != {"fields", "reference"}:
            expected = "a list of mappings of fields and reference"
            yield wrong(schema, "foreignKeys", "a foreign key of another shape", expected)
        elif not _are_fields(key["fields"], names):
            found = f"a foreignKeys on {_first_stranger(key['fields'], names)!r}"
            yield wrong(key, "fields", found, "a list of fields of this schema")
        elif isinstance(reference.get("resource"), str):
            led |= {(name, reference["resource"]) for name in key["fields"]}
    for name in ("source_id", "second_source_id"):
        if name in names and cites and (name, "sources") not in led:
            expected = "a foreign key to sources"
            yield wrong(schema, "fields", f"{name} that leads nowhere", expected)


CATEGORY = {"value", "label", "kcr:label_ko"}


def _are_fields(names: object, fields: set[str]) -> bool:
    """Say whether a value is a list of fields that are."""
    return (
        isinstance(names, list)
        and bool(names)
        and all(isinstance(name, str) and name in fields for name in names)
    )


def _first_stranger(names: object, fields: set[str]) -> object:
    """Return the first of some names that is no field, or what stands in place of a list."""
    if not isinstance(names, list):
        return names
    return next((name for name in names if not isinstance(name, str) or name not in fields), names)


def _constraint_fault(key: str, value: object) -> tuple[str, str] | None:
    """Return (what was found, what was expected) for a constraint that cannot be, or None."""
    if key not in CONSTRAINTS:
        return f"the unknown constraint {key!r}", f"one of {', '.join(sorted(CONSTRAINTS))}"
    is_flag = CONSTRAINTS[key] is bool
    if not isinstance(value, CONSTRAINTS[key]) or (isinstance(value, bool) and not is_flag):
        return f"{key} {value!r}", "a value of its type"
    if key == "pattern":
        try:
            re.compile(value)
        except (re.error, OverflowError, RecursionError) as error:
            return f"the pattern {value!r}", f"a regular expression ({error})"
    if key == "enum" and not (value and all(isinstance(one, str) for one in value)):
        return f"enum {value!r}", "texts"
    return None


def _reference_findings(resources: list[dict], folder: str) -> Iterator[Finding]:
    """Find the foreign keys (Table Schema, foreignKeys) that lead to no resource or no field."""
    fields = {one["name"]: {f["name"] for f in one["schema"]["fields"]} for one in resources}
    for resource in resources:
        path = f"{folder}/{resource['path'].removesuffix('.csv')}.schema.yaml"
        for key in resource["schema"].get("foreignKeys", []):
            reference = key["reference"]
            target = reference.get("resource") or resource["name"]
            line, column = key.marks["reference"]
            if not isinstance(target, str) or target not in fields:
                found, expected = f"a foreign key to {target!r}", "a resource of the package"
                yield Finding(path, line, str(column), found, expected, "descriptor")
                continue
            there = reference.get("fields")
            if not _are_fields(there, fields[target]) or len(there) != len(key["fields"]):
                found = f"a foreign key to {there!r}"
                expected = f"as many fields of {target}"
                yield Finding(path, line, str(column), found, expected, "descriptor")


def _package_findings(descriptor: Marked, shown: str) -> Iterator[Finding]:
    """Find what is wrong with the properties of the package itself."""

    def wrong(mapping: Marked, key: str, expected: str) -> Finding:
        line, column = mapping.marks.get(key) or next(iter(mapping.marks.values()), (1, 1))
        found = f"{key} {mapping.get(key)!r}"[:120]
        return Finding(shown, line, str(column), found, expected, "descriptor")

    if descriptor["$schema"] != PROFILE:
        yield wrong(descriptor, "$schema", PROFILE)
    if not re.fullmatch("[a-z][a-z0-9.-]*", descriptor["name"]):
        yield wrong(descriptor, "name", "lower-case words joined by -")
    if not re.fullmatch(r"\d+\.\d+\.\d+", descriptor["version"]):
        yield wrong(descriptor, "version", "three numbers (Semantic Versioning)")
    if not _is_moment(descriptor["created"]):
        yield wrong(descriptor, "created", "a moment such as 2026-01-31T00:00:00Z")
    for key in ("keywords", "licenses", "contributors", "resources", "sources"):
        listed = descriptor.get(key, [])
        kind = str if key == "keywords" else Marked
        if not isinstance(listed, list) or not all(isinstance(one, kind) for one in listed):
            yield wrong(descriptor, key, f"a list of {'texts' if kind is str else 'mappings'}")
        elif key != "resources":
            for one in listed if kind is Marked else []:
                if not any(isinstance(one.get(name), str) for name in ("name", "title")):
                    yield wrong(descriptor, key, "a name or a title in each")
                if "path" in one and not _is_web(one["path"]):
                    yield wrong(one, "path", "an address of the web")
    if "homepage" in descriptor and not _is_web(descriptor["homepage"]):
        yield wrong(descriptor, "homepage", "an address of the web")


def _is_web(value: object) -> bool:
    return isinstance(value, str) and WEB.fullmatch(value) is not None


def _is_moment(value: str) -> bool:
    """Say whether a text is a moment of RFC 3339 in UTC."""
    try:
        return value.endswith("Z") and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _resource_findings(resource: Marked, shown: str, seen: set[str]) -> Iterator[Finding]:
    """Find what is wrong with an entry of the package, given the names before it."""

    def wrong(key: str, found: str, expected: str) -> Finding:
        line, column = resource.marks[key]
        return Finding(shown, line, str(column), found, expected, "descriptor")

    name = resource["name"]
    if name in seen:
        yield wrong("name", f"the resource {name!r} twice", "one entry")
    if not NAME.fullmatch(name):
        yield wrong("name", f"the name {name!r}", "lower-case words joined by _")
    shelf = resource["path"].split("/")[0]
    for key, ending in (("path", ".csv"), ("schema", ".schema.yaml")):
        if not FOLDER.fullmatch(shelf) or resource[key] != f"{shelf}/{name}{ending}":
            yield wrong(key, f"the {key} {resource[key]!r}", f"<shelf>/{name}{ending}")
            return
    if resource["encoding"] != "utf-8":
        yield wrong("encoding", f"the encoding {resource['encoding']!r}", "utf-8")
    if not _is_day(resource["kcr:evidence_until"]):
        found = f"kcr:evidence_until {resource['kcr:evidence_until']!r}"
        yield wrong("kcr:evidence_until", found, "a day such as 2026-01-31")


def read_package(folder: Path) -> Package:
    """Return the package in a folder; raises DataError with all that is wrong in its YAML."""
    shown = f"{folder.name}/datapackage.yaml"
    descriptor = read_yaml(folder / "datapackage.yaml", shown)
    for look in (partial(_key_findings, keys=PACKAGE_KEYS, what="the package"), _package_findings):
        if findings := list(look(descriptor, shown=shown)):
            raise DataError(findings)
    resources = []
    seen: set[str] = set()
    for resource in descriptor["resources"]:
        wrong = list(_key_findings(resource, RESOURCE_KEYS, shown, "a resource"))
        wrong = wrong or list(_resource_findings(resource, shown, seen))
        findings += wrong
        seen.add(resource.get("name") if isinstance(resource.get("name"), str) else "")
        if wrong:
            continue
        schema_shown = f"{folder.name}/{resource['schema']}"
        try:
            schema = read_yaml(folder / resource["schema"], schema_shown)
        except DataError as error:
            findings += error.findings
            continue
        wrong = list(_schema_findings(schema, schema_shown))
        findings += wrong
        if not wrong:
            resources.append({**resource, "schema": schema})
    if findings:
        raise DataError(findings)
    findings = list(_reference_findings(resources, folder.name))
    if findings:
        raise DataError(findings)
    names = {resource["name"] for resource in resources}
    ledger = read_ledger(folder / "releases", f"{folder.name}/releases", names)
    told = {entry.resource for entry in ledger.entries if entry.what == "structure"}
    for name in sorted((ledger.latest.rows.keys() if ledger.latest else set()) - names - told):
        line, column = descriptor.marks["resources"]
        found = f"no resource {name!r}, which v{ledger.latest.version} published"
        expected = "the resource, or why it was removed in releases/next.yaml"
        findings.append(Finding(shown, line, str(column), found, expected, "descriptor"))
    if findings:
        raise DataError(findings)
    return Package({**descriptor, "resources": resources}, folder, ledger)
