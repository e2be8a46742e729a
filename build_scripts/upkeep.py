"""Say what of the record should be looked at again: old readings, links that died."""

from collections import defaultdict
from datetime import date, timedelta

from build_scripts.descriptor import Package
from build_scripts.load import Tables, record_key, records

HALF_A_YEAR = timedelta(days=183)
SHOWN = 20  # rows of a dataset, or links, that a report names; an issue has room for so many


def stale(package: Package, tables: Tables, day: date) -> dict[str, list[str]]:
    """Return by dataset a line for each row nobody held against its source for half a year."""
    found = defaultdict(list)
    for resource in package.resources:
        key = resource["schema"]["primaryKey"]
        for line, row in enumerate(records(tables[resource["name"]]), start=2):
            checked = row.get("last_checked_on")
            if checked and day - checked > HALF_A_YEAR:
                place = f"{package.folder.name}/{resource['path']}:{line}:last_checked_on"
                found[resource["name"]].append(f"{place}: {record_key(row, key)}, {checked}")
    return dict(found)


def report(old: dict[str, list[str]], dead: dict[str, str], silent: int, day: date) -> str:
    """Return what to look at again, in Markdown; nothing where there is nothing."""
    if not old and not dead:
        return ""
    parts = [f"State of {day}. Written by the scheduled check; the next one writes it anew."]
    if dead:
        parts.append(f"## Sources whose address is gone: {len(dead)}")
        parts.append(listed([f"{url}: {answer}" for url, answer in sorted(dead.items())]))
    if silent:
        parts.append(f"{silent} more addresses refused us or did not answer in time.")
    if old:
        count = sum(map(len, old.values()))
        parts.append(f"## Rows nobody checked for half a year: {count}")
        for name, lines in old.items():
            parts += [f"### {name}: {len(lines)}", listed(lines)]
    return "\n\n".join(parts) + "\n"


def listed(lines: list[str]) -> str:
    """Return the first lines as a list of code, and how many more there are."""
    shown = [f"- `{line}`" for line in lines[:SHOWN]]
    more = len(lines) - len(shown)
    return "\n".join([*shown, f"- and {more} more"] if more else shown)
