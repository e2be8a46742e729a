"""Check: no value comes before the law that sets it."""

import pandas as pd

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

APPLIED = ("in_force", "repealed")


def values_follow_their_law(package: Package, tables: Tables) -> list[Breach]:
    """Refuse values before the first version of their law, or before the version they name.

    A value that applies is held against the day in force, any other against the promulgation.
    Laws without versions on record, such as guidelines, are not asked.
    """
    laws = tables["rules"].set_index("rule_id")["law_id"]
    versions = tables["law_versions"]
    by_law = dict(list(versions.groupby("law_id")))
    breaches = []
    for row, value in tables["rule_values"].iterrows():
        law = value["law_id"] if pd.notna(value["law_id"]) else laws.get(value["rule_id"])
        of_law = by_law.get(law)
        if of_law is None:
            continue
        named = of_law[of_law["number"] == value["instrument_number"]]
        known = named if len(named) else of_law
        field = "in_force_from" if value["state"] in APPLIED else "promulgated_on"
        first = known[field].min()
        if value["applies_from"] < first:
            found = f"{value['applies_from'].date()} for {law}"
            expected = f"no day before {first.date()} ({known['number'].iloc[0]}, {field})"
            breaches.append(Breach("rule_values", row, "applies_from", found, expected))
    for row, version in versions.iterrows():
        if version["in_force_from"] < version["promulgated_on"]:
            found = f"{version['in_force_from'].date()}"
            expected = f"no day before its promulgation on {version['promulgated_on'].date()}"
            breaches.append(Breach("law_versions", row, "in_force_from", found, expected))
    return breaches
