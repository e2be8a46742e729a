"""Check: a second source comes from another house than the first."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables


def two_publishers(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a second source of the first one's publisher group."""
    group = tables["sources"].set_index("source_id")["publisher_group"]
    breaches = []
    for resource in package.resources:
        table = tables[resource["name"]]
        if "second_source_id" not in table:
            continue
        pairs = table[["source_id", "second_source_id"]].dropna()
        for row, one, other in pairs.itertuples():
            if group[one] == group[other]:
                found = f"{one} and {other}, both of {group[one]}"
                expected = "two publisher groups"
                breaches.append(Breach(resource["name"], row, "second_source_id", found, expected))
    return breaches
