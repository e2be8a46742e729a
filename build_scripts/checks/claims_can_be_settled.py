"""Check: every claim is settled by tests on records that exist, or by a verdict that is argued."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables, record_key, records


def claims_can_be_settled(package: Package, tables: Tables) -> list[Breach]:
    """Hold claims and their tests together.

    A claim with tests has a verdict for the case that one fails and none of its own; a claim
    without tests has one of its own. A test names a field of a record that stands, and a number
    where it compares sizes.
    """
    breaches = []
    tested = set(tables["claim_tests"]["claim_id"])
    for row, claim in enumerate(records(tables["claims"])):
        has = claim["claim_id"] in tested
        wanted, unwanted = ("otherwise", "verdict") if has else ("verdict", "otherwise")
        if claim[wanted] is None:
            expected = f"a verdict, since the claim has {'tests' if has else 'no tests'}"
            breaches.append(Breach("claims", row, wanted, "an empty cell", expected))
        if claim[unwanted] is not None:
            expected = f"an empty cell, since the claim has {'tests' if has else 'no tests'}"
            breaches.append(Breach("claims", row, unwanted, repr(claim[unwanted]), expected))
    keys: dict[str, dict[str, dict]] = {}
    for row, test in enumerate(records(tables["claim_tests"])):
        name = test["resource"]
        if name not in tables:
            expected = "the name of a dataset"
            breaches.append(Breach("claim_tests", row, "resource", repr(name), expected))
            continue
        if name not in keys:
            primary = package.resource(name)["schema"]["primaryKey"]
            keys[name] = {record_key(one, primary): one for one in records(tables[name])}
        record = keys[name].get(test["record_key"])
        if record is None:
            found, expected = repr(test["record_key"]), f"a key of {name}"
            breaches.append(Breach("claim_tests", row, "record_key", found, expected))
        elif test["field"] not in record:
            found, expected = repr(test["field"]), f"a field of {name}"
            breaches.append(Breach("claim_tests", row, "field", found, expected))
        elif test["compares"] != "equals" and not _is_size(test["value"]):
            found, expected = repr(test["value"]), "a number or a day"
            breaches.append(Breach("claim_tests", row, "value", found, expected))
    return breaches


def _is_size(value: str) -> bool:
    return value.replace("-", "").replace(".", "").isdigit()
