"""Read `datapackage.yaml`, the schemas it names and the ledger; nothing else opens them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

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
CONSTRAINTS = {"required", "unique", "pattern", "enum", "minimum", "maximum"}


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


TEXTS = {"name", "path", "title", "description", "version", "created", "kcr:evidence_until"}


def _schema_findings(schema: Marked, shown: str) -> Iterator[Finding]:
    yield from _key_findings(schema, SCHEMA_KEYS, shown, "a schema")
    fields = schema.get("fields", [])
    for field in fields if isinstance(fields, list) else []:
        yield from _key_findings(field, FIELD_KEYS, shown, "a field")
        if not isinstance(field, Marked):
            continue
        if field.get("type") not in TYPES and "type" in field:
            line, column = field.marks["type"]
            found = f"the type {field['type']!r}"
            expected = f"one of {', '.join(sorted(TYPES))}"
            yield Finding(shown, line, str(column), found, expected, "descriptor")
        constraints = field.get("constraints", {})
        for key in constraints.keys() - CONSTRAINTS if isinstance(constraints, Marked) else ():
            line, column = constraints.marks[key]
            expected = f"one of {', '.join(sorted(CONSTRAINTS))}"
            found = f"the unknown constraint {key!r}"
            yield Finding(shown, line, str(column), found, expected, "descriptor")
        if "categories" in field:
            values = [entry.get("value") for entry in field["categories"]]
            if values != (constraints or {}).get("enum"):
                line, column = field.marks["categories"]
                found = f"categories {values}"
                expected = f"the values of constraints.enum, {(constraints or {}).get('enum')}"
                yield Finding(shown, line, str(column), found, expected, "descriptor")
    names = {field.get("name") for field in fields if isinstance(field, dict)}
    keys = [("primaryKey", schema.get("primaryKey", []))]
    keys += [("foreignKeys", key.get("fields", [])) for key in schema.get("foreignKeys", [])]
    for what, key in keys:
        for name in key if isinstance(key, list) else [key]:
            if name not in names and what in schema.marks:
                line, column = schema.marks[what]
                found = f"a {what} on {name!r}"
                yield Finding(
                    shown, line, str(column), found, "a field of this schema", "descriptor"
                )


def read_package(folder: Path) -> Package:
    """Return the package in a folder; raises DataError with all that is wrong in its YAML."""
    shown = f"{folder.name}/datapackage.yaml"
    descriptor = read_yaml(folder / "datapackage.yaml", shown)
    findings = list(_key_findings(descriptor, PACKAGE_KEYS, shown, "the package"))
    if findings:
        raise DataError(findings)
    if descriptor["$schema"] != PROFILE:
        line, column = descriptor.marks["$schema"]
        found = f"$schema {descriptor['$schema']!r}"
        findings.append(Finding(shown, line, str(column), found, PROFILE, "descriptor"))
    if not isinstance(descriptor["resources"], list):
        line, column = descriptor.marks["resources"]
        found = "resources that are no list"
        raise DataError([Finding(shown, line, str(column), found, "a list", "descriptor")])
    resources = []
    seen: set[str] = set()
    for resource in descriptor["resources"]:
        wrong = list(_key_findings(resource, RESOURCE_KEYS, shown, "a resource"))
        findings += wrong
        if wrong:
            continue
        line, column = resource.marks["name"]
        if resource["name"] in seen:
            found = f"the resource {resource['name']!r} twice"
            findings.append(Finding(shown, line, str(column), found, "one entry", "descriptor"))
        seen.add(resource["name"])
        for key, ending in (("path", ".csv"), ("schema", ".schema.yaml")):
            line, column = resource.marks[key]
            path = PurePosixPath(str(resource[key]))
            proper = len(path.parts) == 2 and path.name == resource["name"] + ending
            if not proper or path.is_absolute() or ".." in path.parts:
                found = f"the {key} {resource[key]!r}"
                expected = f"<shelf>/{resource['name']}{ending}"
                findings.append(Finding(shown, line, str(column), found, expected, "descriptor"))
                break
        else:
            if resource["encoding"] != "utf-8":
                line, column = resource.marks["encoding"]
                found = f"the encoding {resource['encoding']!r}"
                findings.append(Finding(shown, line, str(column), found, "utf-8", "descriptor"))
            schema_shown = f"{folder.name}/{resource['schema']}"
            try:
                schema = read_yaml(folder / resource["schema"], schema_shown)
            except DataError as error:
                findings += error.findings
                continue
            findings += _schema_findings(schema, schema_shown)
            resources.append({**resource, "schema": schema})
    names = {resource["name"] for resource in resources}
    for resource in resources:
        schema = resource["schema"]
        for key in schema.get("foreignKeys", []):
            target = key["reference"].get("resource", "")
            if target and target not in names:
                line, column = schema.marks["foreignKeys"]
                path = f"{folder.name}/{resource['path'].removesuffix('.csv')}.schema.yaml"
                found = f"a foreign key to {target!r}"
                expected = "a resource of the package"
                findings.append(Finding(path, line, str(column), found, expected, "descriptor"))
    if findings:
        raise DataError(findings)
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
