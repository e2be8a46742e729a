"""Check: every rule has a value, every provider, zone and sandbox project a dated step."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

HISTORIES = (
    ("rules", "rule_id", "rule_values"),
    ("providers", "provider_id", "licence_events"),
    ("zones", "zone_id", "zone_events"),
    ("sandbox_projects", "project_id", "project_events"),
)


def everything_has_a_history(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a record of which nothing can be said on any day."""
    return [
        Breach(entity, row, key, f"{value!r} without a row in {history}", "at least one row")
        for entity, key, history in HISTORIES
        for told in [set(tables[history][key])]
        for row, value in tables[entity][key].items()
        if value not in told
    ]
