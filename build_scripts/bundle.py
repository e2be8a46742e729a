"""Make what a release offers: the site in one file, the data in one file, sums, notes."""

import json
import re
from datetime import date
from pathlib import Path

from build_scripts.errors import SiteError
from build_scripts.exports.archive import sha256sums, tarball


def bundle(site: Path, changelog: str) -> dict[str, bytes]:
    """Return the files of a release by name; raises SiteError where the changelog is silent."""
    state = json.loads((site / "data" / "latest" / "index.json").read_text(encoding="utf-8"))
    name, version = state["name"], state["version"]
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    offered = {
        f"{name}-site-{version}.tar.gz": tarball(files, date.fromisoformat(state["as_of"])),
        f"{name}-{version}.zip": files[f"data/latest/{name}.zip"],
    }
    offered["SHA256SUMS"] = sha256sums(offered)
    return offered | {"notes.md": notes(changelog, version).encode()}


def notes(changelog: str, version: str) -> str:
    """Return what the changelog says of a version."""
    section = re.search(rf"^## {re.escape(version)}\n(.*?)(?=^## |\Z)", changelog, re.M | re.S)
    if not section or not section[1].strip():
        raise SiteError([f"CHANGELOG.md: says nothing of {version}"])
    return section[1].strip() + "\n"
