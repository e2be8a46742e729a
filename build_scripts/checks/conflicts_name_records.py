"""Check: a disagreement names a record that exists, and two sources."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables, record_key, records


def conflicts_name_records(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a conflict about nothing, or of a source with itself."""
    keys = {
        resource["name"]: {
            record_key(record, resource["schema"]["primaryKey"])
            for record in records(tables[resource["name"]])
        }
        for resource in package.resources
    }
    breaches = []
    for row, conflict in tables["conflicts"].iterrows():
        if conflict["resource"] not in keys:
            found = f"the dataset {conflict['resource']!r}"
            breaches.append(Breach("conflicts", row, "resource", found, "a resource"))
        elif conflict["record_key"] not in keys[conflict["resource"]]:
            found = f"the record {conflict['record_key']!r}"
            expected = f"a key of {conflict['resource']}"
            breaches.append(Breach("conflicts", row, "record_key", found, expected))
        if conflict["source_a_id"] == conflict["source_b_id"]:
            found = f"{conflict['source_a_id']} on both sides"
            breaches.append(Breach("conflicts", row, "source_b_id", found, "two sources"))
    return breaches
