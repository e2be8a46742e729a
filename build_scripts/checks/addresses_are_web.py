"""Check: an address leads to the public web, by its own plain name."""

import re
from urllib.parse import parse_qsl, urlsplit

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
TRACKING = {"fbclid", "gclid", "jsessionid", "phpsessid"}


def addresses_are_web(package: Package, tables: Tables) -> list[Breach]:
    """Refuse other schemes, user names, ports, look-alike hosts and tracking parameters."""
    return [
        Breach(resource["name"], row, name, f"{fault} in {cell[:80]!r}", "a plain web address")
        for resource in package.resources
        for name in (field["name"] for field in resource["schema"]["fields"])
        if name == "url" or name.endswith("_url")
        for row, cell in tables[resource["name"]][name].dropna().items()
        if (fault := _fault(cell))
    ]


def _fault(address: str) -> str | None:
    """Return what is wrong with an address, or None."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        return f"the scheme {parts.scheme!r}"
    if not HOST.fullmatch(parts.netloc):
        return f"the host {parts.netloc!r}"
    for name, _ in parse_qsl(parts.query):
        if name.lower().startswith("utm_") or name.lower() in TRACKING:
            return f"the tracking parameter {name!r}"
    if re.search(r"[\s\"'<>\\]", address):
        return "a character no address has"
    return None
