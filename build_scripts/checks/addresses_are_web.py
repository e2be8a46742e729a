"""Check: an address leads to the public web, by its own plain name."""

import re
from urllib.parse import parse_qsl, urlsplit

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
# names that lead to no public host (RFC 2606, RFC 6761, RFC 6762)
RESERVED = {"example", "invalid", "internal", "local", "localhost", "onion", "test", "arpa"}
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
    try:
        parts = urlsplit(address)
    except ValueError as error:
        return f"no address ({error})"
    if parts.scheme not in ("http", "https"):
        return f"the scheme {parts.scheme!r}"
    if not HOST.fullmatch(parts.netloc) or parts.netloc.rsplit(".", 1)[-1] in RESERVED:
        return f"the host {parts.netloc!r}"
    if any(map(_deceives, parts.netloc.split("."))):
        return f"the host {parts.netloc!r}, whose letters are not all Korean,"
    for name, _ in parse_qsl(parts.query):
        if name.lower().startswith("utm_") or name.lower() in TRACKING:
            return f"the tracking parameter {name!r}"
    if re.search(r"[\s\"'<>\\{}|^`\[\]]|%[01][0-9a-f]|%7f|\.\./", address, re.IGNORECASE):
        return "a character no address has"
    return None


def _deceives(label: str) -> bool:
    """Say whether a name in Punycode (RFC 3492) holds anything but Hangul, figures and hyphens."""
    if not label.startswith("xn--"):
        return False
    try:
        return not re.fullmatch("[가-힣0-9-]+", label[4:].encode().decode("punycode"))
    except UnicodeError:
        return True
