"""Read `datapackage.yaml` and the schemas it names; the only module that opens them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

import yaml

from build_scripts.errors import DataError, Finding

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
MOST_BYTES = 1_000_000
NAME = re.compile("[a-z][a-z0-9_]*")
FOLDER = re.compile("[a-z][a-z0-9_-]*")
WEB = re.compile(r"https?://[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(/[^\s\"'<>\\]*)?")


@dataclass(frozen=True)
class Package:
    """The descriptor with every schema folded in, and the folder it describes."""

    descriptor: dict
    folder: Path

    @property
    def resources(self) -> list[dict]:
        """Return the resources in reading order."""
        return self.descriptor["resources"]

    def resource(self, name: str) -> dict:
        """Return one resource; raises KeyError where the package has none of that name."""
        for resource in self.resources:
            if resource["name"] == name:
                return resource
        raise KeyError(name)

    def labels(self, resource: str, field: str, language: str) -> dict[str, str]:
        """Return what people read for each allowed value of a field."""
        key = "label" if language == "en" else f"kcr:label_{language}"
        for candidate in self.resource(resource)["schema"]["fields"]:
            if candidate["name"] == field:
                return {entry["value"]: entry[key] for entry in candidate["categories"]}
        raise KeyError(f"{resource}.{field}")


class _Marked(dict):
    """A mapping that remembers the line and the column of each of its keys."""

    marks: dict[str, tuple[int, int]]


class _Loader(yaml.SafeLoader):
    """Reads YAML with positions; refuses aliases, keys that stand twice and keys that are no text.

    An alias of an alias makes a file of a few lines as large as one likes.
    """

    def compose_node(self, parent: yaml.Node, index: object) -> yaml.Node:
        """Return the next node; raises ComposerError for an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "an alias", mark)
        return super().compose_node(parent, index)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Iterator[_Marked]:
    result = _Marked()
    result.marks = {}
    yield result
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        mark = key_node.start_mark
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r}, no text", mark)
        if key in result:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} a second time in one mapping", mark
            )
        result[key] = loader.construct_object(value_node, deep=True)
        result.marks[key] = (mark.line + 1, mark.column + 1)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path, shown: str) -> _Marked:
    """Return a YAML mapping whose keys know their lines; raises DataError where it cannot."""
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            found, expected = f"{len(raw)} bytes", f"at most {MOST_BYTES}"
            raise DataError([Finding(shown, 1, "1", found, expected, "yaml")])
        content = yaml.load(raw.decode("utf-8"), Loader=_Loader)
    except OSError as error:
        found = (error.strerror or "an unreadable file").lower()
        raise DataError([Finding(shown, 1, "1", found, "a YAML file", "yaml")]) from None
    except UnicodeDecodeError as error:
        found = f"bytes that are not UTF-8 at byte {error.start}"
        raise DataError([Finding(shown, 1, "1", found, "UTF-8", "yaml")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise DataError([Finding(shown, line, str(column), found, "valid YAML", "yaml")]) from None
    except (ValueError, OverflowError, RecursionError) as error:  # a day or a number YAML cannot be
        found = f"{type(error).__name__.removesuffix('Error').lower()}: {error}"
        raise DataError([Finding(shown, 1, "1", found, "valid YAML", "yaml")]) from None
    if not isinstance(content, _Marked):
        raise DataError([Finding(shown, 1, "1", "no mapping", "a YAML mapping", "yaml")])
    return content


def _key_findings(mapping: object, keys: dict, shown: str, what: str) -> Iterator[Finding]:
    if not isinstance(mapping, _Marked):
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


def _schema_findings(schema: _Marked, shown: str) -> Iterator[Finding]:
    """Find what is wrong with a Table Schema by itself: its properties, its fields, its keys."""

    def wrong(mapping: _Marked, key: str, found: str, expected: str) -> Finding:
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
        constraints = field.get("constraints", _Marked())
        if not isinstance(constraints, _Marked):
            yield wrong(field, "constraints", "constraints that are no mapping", "a mapping")
            continue
        for key, value in constraints.items():
            if fault := _constraint_fault(key, value):
                yield wrong(constraints, key, *fault)
        if "categories" in field:
            entries = field["categories"]
            values = [
                entry.get("value") if isinstance(entry, _Marked) and entry.keys() >= CATEGORY else 0
                for entry in (entries if isinstance(entries, list) else [])
            ]
            if not values or values != constraints.get("enum"):
                expected = (
                    f"the values of constraints.enum, {constraints.get('enum')}, each labelled"
                )
                yield wrong(field, "categories", f"categories {values}", expected)
    if not _are_fields(schema.get("primaryKey"), names):
        found = f"a primaryKey on {_first_stranger(schema.get('primaryKey'), names)!r}"
        yield wrong(schema, "primaryKey", found, "a list of fields of this schema")
    keys = schema.get("foreignKeys", [])
    for key in keys if isinstance(keys, list) else [None]:
        reference = key.get("reference") if isinstance(key, _Marked) else None
        if not isinstance(reference, _Marked) or key.keys() != {"fields", "reference"}:
            expected = "a list of mappings of fields and reference"
            yield wrong(schema, "foreignKeys", "a foreign key of another shape", expected)
        elif not _are_fields(key["fields"], names):
            found = f"a foreignKeys on {_first_stranger(key['fields'], names)!r}"
            yield wrong(key, "fields", found, "a list of fields of this schema")


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


def _package_findings(descriptor: _Marked, shown: str) -> Iterator[Finding]:
    """Find what is wrong with the properties of the package itself."""

    def wrong(mapping: _Marked, key: str, expected: str) -> Finding:
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
        kind = str if key == "keywords" else _Marked
        if not isinstance(listed, list) or not all(isinstance(one, kind) for one in listed):
            yield wrong(descriptor, key, f"a list of {'texts' if kind is str else 'mappings'}")
        elif key != "resources":
            for one in listed if kind is _Marked else []:
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


def _resource_findings(resource: _Marked, shown: str, seen: set[str]) -> Iterator[Finding]:
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
    return Package({**descriptor, "resources": resources}, folder)
