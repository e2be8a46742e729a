"""Check: a row that was published stays, or the ledger says why it was withdrawn or renamed."""

from bisect import bisect

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables, record_key, records


def published_rows_stay(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a row of the last release that vanished, and an id that is used again.

    A file cut at the end of a row breaks nothing else. An id once withdrawn or renamed is never
    given to another row.
    """
    ledger = package.ledger
    if ledger.latest is None and not ledger.entries:
        return []
    breaches = []
    for resource in package.resources:
        name, key = resource["name"], resource["schema"]["primaryKey"]
        rows = records(tables[name][key])
        places = {record_key(row, key): place for place, row in enumerate(rows)}
        published = ledger.latest.rows.get(name, {}) if ledger.latest else {}
        gone = {k: told for (resource_, k), told in ledger.gone.items() if resource_ == name}
        wanted = {
            k: f"no row {k!r}, which v{ledger.latest.version} published"
            for k in published
            if k not in places and k not in gone
        }
        wanted |= {
            told["renamed_to"]: f"no row {told['renamed_to']!r}, the new name of {k!r}"
            for k, told in gone.items()
            if told["renamed_to"]
            and told["renamed_to"] not in places
            and told["renamed_to"] not in gone
        }
        breaches += _missing(name, key, list(places), wanted)
        for k in gone.keys() & places.keys():
            said = f"v{gone[k]['version']}" if gone[k]["version"] else "releases/next.yaml"
            found = f"{k!r}, which {said} says is {gone[k]['what']}"
            breaches.append(Breach(name, places[k], key[0], found, "a key of its own"))
    return breaches


def _missing(name: str, key: list[str], there: list[str], wanted: dict[str, str]) -> list[Breach]:
    """Return a breach where each missing row would stand; one for all that the end cut off."""
    expected = "the row, or why it was removed or renamed in releases/next.yaml"
    order = sorted(map(_parts, there))
    places = {k: bisect(order, _parts(k)) for k in sorted(wanted, key=_parts)}
    cut = [k for k, place in places.items() if place == len(order)]
    breaches = [
        Breach(name, place, key[0], wanted[k], expected)
        for k, place in places.items()
        if place < len(order)
    ]
    if cut:
        more = f" and {len(cut) - 1} more after it" if len(cut) > 1 else ""
        found = f"the end of the file and {wanted[cut[0]]}{more}"
        breaches.append(Breach(name, len(order) - 1, key[0], found, expected))
    return breaches


def _parts(key: str) -> list[str]:
    """Return the parts of a key: rows stand in the order of the parts."""
    return key.split("/")
