"""Who may import whom: the one way of the house, read from the imports themselves."""

import ast
from pathlib import Path

import build_scripts

ROOT = Path(build_scripts.__file__).parent
CHECKS = {"build_scripts.checks", "build_scripts.checks.breach"}
BASE = {"build_scripts.errors", "build_scripts.paths"}
MODEL = {"build_scripts.model"}
# module or folder → what of ours it may import, by prefix
MAY = {
    "paths": set(),
    "errors": set(),
    "escape": set(),
    "pinpoints": set(),
    "marked_yaml": BASE,
    "ledger": BASE | {"build_scripts.marked_yaml"},
    "descriptor": BASE | {"build_scripts.ledger", "build_scripts.marked_yaml"},
    "diff": {"build_scripts.ledger"},
    "revision": BASE,
    "load": BASE | {"build_scripts.descriptor"},
    "checks": BASE
    | CHECKS
    | {"build_scripts.descriptor", "build_scripts.load", "build_scripts.pinpoints"},
    "validate": BASE | CHECKS | {"build_scripts.descriptor", "build_scripts.load"},
    "model": MODEL | {"build_scripts.descriptor", "build_scripts.load", "build_scripts.pinpoints"},
    "language": BASE,
    "markdown": set(),
    "policy": set(),
    "prose_tables": set(),
    "figures": MODEL
    | {
        "build_scripts.figures.bars",
        "build_scripts.figures.figure",
        "build_scripts.figures.grid",
        "build_scripts.figures.theme",
        "build_scripts.language",
        "build_scripts.paths",
    },
    "exports": MODEL
    | {
        "build_scripts.exports.publication",
        "build_scripts.language",
        "build_scripts.ledger",
        "build_scripts.pinpoints",
    },
    "strips": MODEL | {"build_scripts.language"},
    "pages": MODEL
    | BASE
    | {
        "build_scripts.escape",
        "build_scripts.strips",
        "build_scripts.pinpoints",
        "build_scripts.language",
        "build_scripts.figures.figure",
        "build_scripts.figures.drawing",
        "build_scripts.figures.picture",
        "build_scripts.exports.api",
        "build_scripts.exports.calendar",
        "build_scripts.exports.feed",
        "build_scripts.ledger",
        "build_scripts.exports.claim_reviews",
        "build_scripts.exports.schema_org",
        "build_scripts.facts",
        "build_scripts.policy",
    },
    "facts": MODEL | {"build_scripts.escape", "build_scripts.language"},
    "prose": BASE | {"build_scripts.language"},
    "verify": set(),
    "released": BASE | {"build_scripts.diff", "build_scripts.ledger", "build_scripts.verify"},
    "write": BASE | {"build_scripts.verify"},
    "web": {"build_scripts.verify"},
    "upkeep": {"build_scripts.descriptor", "build_scripts.load"},
    "bundle": BASE | {"build_scripts.exports.archive"},
    "search": MODEL | {"build_scripts.language"},
}
LISTS = {"checks/__init__.py", "figures/__init__.py", "model/__init__.py", "exports/__init__.py"}
FREE = {"build.py", "release.py", "__main__.py", "__init__.py"}


def imported(path: Path) -> set[str]:
    """Return the modules of ours a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {f"build_scripts.{alias.name}" for alias in node.names}
                if node.module == "build_scripts"
                else {node.module}
            )
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("build_scripts")}


def breaches(path: Path) -> set[str]:
    """Return the imports of a file that the house does not allow."""
    relative = path.relative_to(ROOT).as_posix()
    if relative in FREE | LISTS:
        return set()
    may = MAY[relative.split("/")[0].removesuffix(".py")]
    return {
        name
        for name in imported(path)
        if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in may)
        or (relative.startswith("checks/") and name == "build_scripts.checks")
    }


def test_every_module_imports_only_what_stands_before_it():
    files = sorted(ROOT.rglob("*.py"))
    files = [path for path in files if "npm" not in path.parts]
    assert len(files) > 30
    assert {path.name: breaches(path) for path in files if breaches(path)} == {}


def test_a_module_that_looks_ahead_is_found(tmp_path: Path, monkeypatch):
    planted = tmp_path / "model" / "planted.py"
    planted.parent.mkdir()
    planted.write_text("from build_scripts.pages import render\n", encoding="utf-8")
    monkeypatch.setattr("tests.unit.test_imports.ROOT", tmp_path)
    assert breaches(planted) == {"build_scripts.pages"}


def test_every_file_of_a_list_is_listed():
    for folder in ("checks", "figures"):
        listed = {name.rsplit(".", 1)[1] for name in imported(ROOT / folder / "__init__.py")}
        files = {path.stem for path in (ROOT / folder).glob("*.py")}
        support = {"__init__", "breach", "figure", "theme", "drawing", "bars", "grid", "picture"}
        assert files - support == listed


def test_the_clock_is_read_at_the_door_only():
    reads = [
        path.name
        for path in ROOT.rglob("*.py")
        if any(
            word in path.read_text(encoding="utf-8") for word in (".now(", ".today(", "time.time(")
        )
    ]
    assert reads == ["__main__.py"]


def test_the_network_is_asked_by_one_module_only():
    words = ("urllib.request", "http.client", "import socket", "import requests", "urllib3")
    asks = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if "npm" not in path.parts and any(w in path.read_text(encoding="utf-8") for w in words)
    ]
    assert asks == ["web.py"]
