"""Check: every source is cited by at least one record."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

CITING = ("source_id", "second_source_id", "source_a_id", "source_b_id", "seen_source_id")


def sources_are_cited(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a source that supports nothing."""
    cited = {
        source
        for name, table in tables.items()
        if name != "sources"
        for field in CITING
        if field in table
        for source in table[field].dropna()
    }
    return [
        Breach("sources", row, "source_id", f"{source!r}, cited nowhere", "a record that cites it")
        for row, source in tables["sources"]["source_id"].items()
        if source not in cited
    ]
