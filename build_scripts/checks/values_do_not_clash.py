"""Check: two unequal values for one thing are told as a disagreement."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables, record_key, records

# (dataset, the fields that name the thing, the fields whose values must be equal)
ONE_THING = (
    ("registration_counts", ("counted_on", "counted", "counted_by_en"), ("value",)),
    ("sandbox_counts", ("regime_id", "measure", "counted_from", "counted_on"), ("value",)),
    ("incidents", ("provider_id", "occurred_on", "kind"), ("loss_krw",)),
    ("office_holders", ("authority_id", "office_en", "held_from"), ("person_en",)),
)
# kinds of counts whose words say of which part or at which hour, so that two need not be one thing
IN_WORDS = {"counted": {"other", "filed", "isms_certified", "known_businesses", "ended"}}


def values_do_not_clash(package: Package, tables: Tables) -> list[Breach]:
    """Refuse rows that give one thing two values, unless a disagreement names one of them."""
    named = {(row["resource"], row["record_key"]) for row in records(tables["conflicts"])}
    breaches = []
    for resource, what, values in ONE_THING:
        if not set(what) <= set(tables[resource].columns):
            continue
        keys = package.resource(resource)["schema"]["primaryKey"]
        first: dict[tuple, dict] = {}
        for row, record in enumerate(records(tables[resource])):
            if any(record[field] in others for field, others in IN_WORDS.items() if field in what):
                continue
            other = first.setdefault(tuple(record[field] for field in what), record)
            if all(record[field] == other[field] for field in values):
                continue
            if {(resource, record_key(one, keys)) for one in (record, other)} & named:
                continue
            found = f"{values[0]} {record[values[0]]}, but {other[values[0]]} in another row"
            expected = "one value, or a row of conflicts that names one of the two"
            breaches.append(Breach(resource, row, values[0], found, expected))
    return breaches
