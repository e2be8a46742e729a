"""Check: nothing stands twice: no two rows of a dataset say the same under two keys."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

BESIDE = {"last_checked_on", "note_en", "note_ko"}


def nothing_stands_twice(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a row that differs from an earlier one in its key, its notes or its day of checking.

    Datasets whose key is what they say (a half-year and a measure) have nothing left to compare.
    """
    breaches = []
    for resource in package.resources:
        key = resource["schema"]["primaryKey"]
        if len(key) > 1:
            continue
        table = tables[resource["name"]]
        said = [name for name in table.columns if name not in BESIDE and name not in key]
        if not said:
            continue
        rows = table[said].astype(object).where(table[said].notna(), None)
        seen: dict[tuple, int] = {}
        for row, cells in enumerate(rows.itertuples(index=False, name=None)):
            first = seen.setdefault(cells, row)
            if first == row:
                continue
            found = f"{table[key[0]][row]!r}, which says what {table[key[0]][first]!r} says"
            breaches.append(Breach(resource["name"], row, key[0], found, "one row"))
    return breaches
