"""Find everything that is wrong with the data: its bytes, its schema, then what it says."""

import csv
import difflib
import io
import itertools
import re
import unicodedata
from pathlib import Path

import frictionless

from build_scripts.checks import CHECKS
from build_scripts.descriptor import Package
from build_scripts.errors import DataError, Finding
from build_scripts.load import Tables, load_package

LONGEST_CELL = 2_000
# the one way to write a value of a type; readers differ on 1_0, 1e3, 007, NaN and 2024-7-1
WRITTEN = {
    "integer": re.compile("0|-?[1-9][0-9]{0,17}"),
    "number": re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?"),
    "date": re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "boolean": re.compile("true|false"),
}
LONGEST_LINE = 100_000
MOST_ROWS = 50_000
MOST_BYTES = 5_000_000
# of one file; whoever mends these sees the next ones
MOST_FINDINGS = 100
MERGE_MARKERS = ("<<<<<<< ", "||||||| ", "=======", ">>>>>>> ")
# characters that need no second look: ASCII, Hangul syllables, the common CJK ideographs
COMMON = re.compile("[^ -~가-힣一-鿿]")
# letters by the start of their Unicode name: Hangul, CJK and kana, and Latin with its accents
SCRIPTS = ("LATIN", "HANGUL", "CJK", "HIRAGANA", "KATAKANA", "FEMININE", "MASCULINE", "MICRO")
LAST_LATIN = "\u017e"
LOOK_ALIKES = "ıĸſ"
JAMO = "".join(map(chr, range(0x1100, 0x1200)))  # parts of syllables
INVISIBLE = "\u115f\u1160\u3164\uffa0\u2800\ufffd"


def validate(package: Package) -> Tables:
    """Return the typed tables of a package that is right; raises DataError with all findings.

    The layers stand on each other: a schema is only asked of files whose bytes are sound,
    and the checks may trust the types.
    """
    for layer in (bytes_findings, schema_findings):
        try:
            findings = layer(package)
        except Exception as error:  # an unforeseen file must be refused, not crash
            findings = [_unforeseen(package, layer.__name__, error)]
        if findings:
            raise DataError(findings)
    tables = load_package(package)
    findings = check_findings(package, tables)
    if findings:
        raise DataError(findings)
    return tables


def _unforeseen(package: Package, check: str, error: Exception) -> Finding:
    """Return the finding that a check broke on a value nobody thought of."""
    found = f"a value the check did not foresee ({type(error).__name__}: {error})"
    place = f"{package.folder.name}/datapackage.yaml"
    return Finding(place, 1, "1", found, "a value it knows", check)


def shown(package: Package, resource: dict) -> str:
    """Return the path of a resource as a reader of the repository writes it."""
    return f"{package.folder.name}/{resource['path']}"


def bytes_findings(package: Package) -> list[Finding]:
    """Find what is wrong with the files before anybody asks what they say."""
    findings = []
    for resource in package.resources:
        path = shown(package, resource)
        try:
            raw = (package.folder / resource["path"]).read_bytes()
        except OSError as error:
            found = (error.strerror or "an unreadable file").lower()
            findings.append(Finding(path, 1, "1", found, "a readable file", "bytes"))
            continue
        names = [field["name"] for field in resource["schema"]["fields"]]
        findings += file_findings(raw, path, names, resource["schema"]["primaryKey"])
    listed = {resource["path"] for resource in package.resources}
    listed |= {resource["path"][: -len(".csv")] + ".schema.yaml" for resource in package.resources}
    listed |= {f"releases/v{release.version}.json" for release in package.ledger.releases}
    listed |= {"datapackage.yaml", "releases/next.yaml"}
    for file in sorted(package.folder.rglob("*")):
        relative = file.relative_to(package.folder).as_posix()
        place = f"{package.folder.name}/{relative}"
        if file.is_symlink():
            findings.append(Finding(place, 1, "1", "a symbolic link", "a file", "bytes"))
        elif file.is_file() and relative not in listed:
            found, expected = "a file no resource names", "an entry in datapackage.yaml"
            findings.append(Finding(place, 1, "1", found, expected, "bytes"))
    return findings


def file_findings(raw: bytes, path: str, names: list[str], key: list[str]) -> list[Finding]:
    """Find what is wrong with one file, given its fields' names and its primary key."""

    def finding(line: int, column: int | str, found: str, expected: str) -> Finding:
        return Finding(path, line, str(column), found, expected, "bytes")

    if not raw:
        return [finding(1, 1, "an empty file", f"the header {','.join(names)}")]
    if len(raw) > MOST_BYTES:
        return [finding(1, 1, f"{len(raw)} bytes", f"at most {MOST_BYTES}")]
    if raw.count(b"\n") > MOST_ROWS + 1:
        return [finding(MOST_ROWS + 2, 1, "one more row", f"at most {MOST_ROWS}")]
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return [finding(1, 1, "a byte order mark", "plain UTF-8")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return [finding(line, column, f"the byte 0x{raw[error.start]:02x}", "UTF-8 text")]
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            found = f"a line of {len(line)} characters"
            return [*findings, finding(number, 1, found, f"at most {LONGEST_LINE}")]
        findings += _line_findings(line, number, finding)
        if len(findings) >= MOST_FINDINGS:
            return findings[:MOST_FINDINGS]
    if not text.endswith("\n"):
        last = text.count("\n") + 1
        column = len(text) - text.rfind("\n")
        findings.append(finding(last, column, "the end of the file", "a line end before it"))
    if findings:
        return findings
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        line = _unbalanced_line(text) or reader.line_num
        return [finding(line, 1, f"a row that is no CSV ({error})", "balanced quotes")]
    findings += _header_findings(rows[0], names, finding)
    findings += _row_findings(rows, names, finding)
    if findings:
        return findings[:MOST_FINDINGS]
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    if written.getvalue() != text:
        found, wanted = text.split("\n"), written.getvalue().split("\n")
        for number, (one, other) in enumerate(zip(found, wanted, strict=False), 1):
            if one != other:
                column = next(
                    (i for i, (a, b) in enumerate(zip(one, other, strict=False), 1) if a != b),
                    min(len(one), len(other)) + 1,
                )
                expected = f"{other[max(0, column - 1) :][:40]!r}, as a CSV writer quotes it"
                return [finding(number, column, repr(one[max(0, column - 1) :][:40]), expected)]
    return _key_findings(rows, names, key, finding)[:MOST_FINDINGS]


def _unbalanced_line(text: str) -> int | None:
    """Return the first line whose quotes do not balance; None where each line balances."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count('"') % 2:
            return number
    return None


def _line_findings(line: str, number: int, finding) -> list[Finding]:
    findings = []
    if line.startswith(MERGE_MARKERS):
        findings.append(finding(number, 1, "a merge marker", "a merged file"))
    for match in COMMON.finditer(line):
        if expected := _unfit(match.group()):
            name = unicodedata.name(match.group(), f"U+{ord(match.group()):04X}")
            findings.append(finding(number, match.start() + 1, f"the character {name}", expected))
    composed = unicodedata.normalize("NFC", line)
    if composed != line:
        column = next(
            (i for i, (a, b) in enumerate(zip(line, composed, strict=False), 1) if a != b), 1
        )
        found = "decomposed characters"
        findings.append(finding(number, column, found, "the composed form (Unicode NFC)"))
    return findings


def _unfit(character: str) -> str | None:
    """Return what should stand in place of a character that hides or deceives, or None.

    What is refused: controls, spaces but the plain one, what has no width or no glyph, marks that
    stack on a letter, full-width forms, digits and letters of scripts the record does not write in
    (Unicode, general categories; UTS #39 calls the last two confusable).
    """
    category = unicodedata.category(character)
    if category[0] == "C" or category in ("Zl", "Zp") or character in INVISIBLE:
        return "visible text"
    if category == "Zs":
        return "a plain space"
    if "\uff01" <= character <= "\uff5e" or "\uffe0" <= character <= "\uffe6":
        return "its plain form"
    if category == "Nd":
        return "a digit from 0 to 9"
    if category[0] == "M":
        return "a letter without a mark of its own"
    if "\u2e80" <= character <= "\u2fdf":
        return "the ideograph this is a part of"
    if category[0] == "L":
        name = unicodedata.name(character, "")
        latin = name.startswith("LATIN") and character > LAST_LATIN
        if not name.startswith(SCRIPTS) or latin or character in LOOK_ALIKES + JAMO:
            return "a Latin or Korean letter"
    return None


def _header_findings(header: list[str], names: list[str], finding) -> list[Finding]:
    if header == names:
        return []
    for column, (one, other) in enumerate(zip(header, names, strict=False), 1):
        if one != other:
            return [finding(1, column, f"the column {one!r}", f"{other!r}")]
    if len(header) > len(names):
        return [finding(1, len(names) + 1, f"the column {header[len(names)]!r}", "no more columns")]
    return [finding(1, len(header) + 1, "no more columns", f"the column {names[len(header)]!r}")]


def _row_findings(rows: list[list[str]], names: list[str], finding) -> list[Finding]:
    findings = []
    if len(rows) == 1:
        findings.append(finding(2, 1, "no row below the header", "at least one row"))
    for number, row in enumerate(rows[1:], 2):
        if not row:
            findings.append(finding(number, 1, "a blank line", "a row"))
        elif len(row) != len(names):
            findings.append(finding(number, 1, f"{len(row)} cells", f"{len(names)} cells"))
        for name, cell in zip(names, row, strict=False):
            if "\n" in cell:
                findings.append(finding(number, name, "a line end in a cell", "one line"))
            if cell != cell.strip() or "  " in cell:
                findings.append(finding(number, name, f"stray spaces in {cell[:60]!r}", "none"))
            if len(cell) > LONGEST_CELL:
                found = f"{len(cell)} characters"
                findings.append(finding(number, name, found, f"at most {LONGEST_CELL}"))
    return findings


def _key_findings(rows: list[list[str]], names: list[str], key: list[str], finding) -> list:
    positions = [names.index(name) for name in key]
    keys = [tuple(row[i] for i in positions) for row in rows[1:]]
    findings = []
    written: dict[str, tuple] = {}
    for number, (parts, row) in enumerate(zip(keys, rows[1:], strict=True), 2):
        for i in positions:
            if re.search(r"[/\\]|^\.|\.\.", row[i]):
                found = f"a key like a path, {row[i]!r}"
                findings.append(finding(number, names[i], found, "a key without / and .."))
        first = written.setdefault("/".join(parts).casefold(), parts)
        if first != parts:
            found = f"{'/'.join(parts)!r}, which differs from {'/'.join(first)!r} by case only"
            findings.append(finding(number, key[0], found, "a key of its own"))
    for number, (one, other) in enumerate(itertools.pairwise(keys), 3):
        if other < one:
            found = f"{'/'.join(other)} after {'/'.join(one)}"
            findings.append(finding(number, key[0], found, "rows sorted by their key"))
    return findings


def schema_findings(package: Package) -> list[Finding]:
    """Find every breach of a Table Schema, keys across resources included."""
    whole = frictionless.Package.from_descriptor(
        {
            "name": package.descriptor["name"],
            "resources": [
                {
                    "name": resource["name"],
                    "path": resource["path"],
                    "encoding": "utf-8",
                    "format": "csv",
                    "dialect": {"csv": {"delimiter": ",", "lineTerminator": "\n"}},
                    "schema": _frictionless_schema(resource["schema"]),
                }
                for resource in package.resources
            ],
        },
        basepath=str(package.folder),
    )
    report = whole.validate()
    findings = [
        Finding("datasets/datapackage.yaml", 1, "1", error.message, "a valid descriptor", "schema")
        for error in report.errors
    ]
    for task in report.tasks:
        resource = package.resource(task.name)
        findings += [_readable(package, resource, error) for error in task.errors]
    rows = {
        resource["name"]: _cells(package.folder / resource["path"])
        for resource in package.resources
    }
    findings += _written_findings(package, rows)
    findings += _foreign_key_findings(package, rows)
    return sorted(set(findings), key=lambda finding: (finding.path, finding.line, finding.column))


def _frictionless_schema(schema: dict) -> dict:
    """Return the schema without what is ours, what frictionless does not read, and foreign keys.

    Frictionless reads the other table again for each key that points to it: 80 readings here.
    """
    fields = [
        {name: value for name, value in field.items() if name in ("name", "type", "constraints")}
        for field in schema["fields"]
    ]
    return {
        "fields": fields,
        "primaryKey": schema["primaryKey"],
        "missingValues": [""],
    }


def _readable(package: Package, resource: dict, error: frictionless.Error) -> Finding:
    """Return a frictionless error as a finding, with the nearest valid value for a key."""
    line = getattr(error, "row_number", 1)
    field = getattr(error, "field_name", "")
    cell = getattr(error, "cell", "")
    found, expected = f"{cell!r}", error.note
    if isinstance(error, frictionless.errors.PrimaryKeyError):
        field = ",".join(resource["schema"]["primaryKey"])
        found = f"a key that is not its own ({error.note})"
        expected = "one row a key"
    elif isinstance(error, frictionless.errors.ConstraintError):
        wanted = next(f for f in resource["schema"]["fields"] if f["name"] == field)
        constraints = wanted.get("constraints", {})
        if re.search(r"\bis \"enum\"|enum", error.note) and "enum" in constraints:
            near = difflib.get_close_matches(cell, constraints["enum"], 1)
            expected = f"one of {', '.join(map(str, constraints['enum']))}"
            expected += f"; the nearest is {near[0]!r}" if near else ""
    return Finding(
        shown(package, resource), line, field or "1", found, expected, f"schema {error.type}"
    )


def _written_findings(package: Package, rows: dict[str, list[dict]]) -> list[Finding]:
    """Find the numbers and days that are not written in the one way of their type."""
    return [
        Finding(
            *(shown(package, resource), line, field["name"], repr(row[field["name"]])),
            *(f"a {field['type']} as {WRITTEN[field['type']].pattern}", "schema type-error"),
        )
        for resource in package.resources
        for field in resource["schema"]["fields"]
        if field["type"] in WRITTEN
        for line, row in enumerate(rows[resource["name"]], 2)
        if row[field["name"]] and not WRITTEN[field["type"]].fullmatch(row[field["name"]])
    ]


def _foreign_key_findings(package: Package, rows: dict[str, list[dict]]) -> list[Finding]:
    """Find every foreign key (Table Schema, foreignKeys) that points to no row."""
    findings = []
    for resource in package.resources:
        for key in resource["schema"].get("foreignKeys", []):
            names, other = key["fields"], key["reference"]["fields"]
            target = key["reference"].get("resource") or resource["name"]
            there = {tuple(row.get(name) for name in other) for row in rows[target]}
            for line, row in enumerate(rows[resource["name"]], 2):
                cells = tuple(row.get(name) for name in names)
                if not any(cells) or cells in there:
                    continue
                near = difflib.get_close_matches(
                    str(cells[0]), sorted({str(one[0]) for one in there}), 1
                )
                expected = f"a key of {target}" + (f"; the nearest is {near[0]!r}" if near else "")
                path, field = shown(package, resource), ",".join(names)
                found = repr(",".join(map(str, cells)))
                findings.append(Finding(path, line, field, found, expected, "schema foreign-key"))
    return findings


def _cells(path: Path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def check_findings(package: Package, tables: Tables) -> list[Finding]:
    """Run every check; a check that breaks is a refusal too."""
    findings = []
    for check in CHECKS:
        try:
            breaches = check(package, tables)
        except Exception as error:  # an unforeseen value must refuse, not crash
            breaches = []
            findings.append(_unforeseen(package, check.__name__, error))
        for breach in breaches:
            resource = package.resource(breach.resource)
            findings.append(
                Finding(
                    shown(package, resource),
                    breach.row + 2,
                    breach.field,
                    breach.found,
                    breach.expected,
                    check.__name__,
                )
            )
    return findings
