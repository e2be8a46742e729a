"""Check: a sum belongs to a fine, days to a suspension, and no case is without a step."""

import pandas as pd

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

MONEY = ("fine", "surcharge", "criminal_fine")
SPANS = ("suspension_in_part", "suspension")


def sanctions_say_what_they_are(package: Package, tables: Tables) -> list[Breach]:
    """Refuse sums and days that stand beside another measure, and cases without a step."""
    steps, cases = tables["enforcement_actions"], tables["enforcement_cases"]
    told = set(steps["enforcement_case_id"])
    breaches = [
        Breach("enforcement_cases", row, "enforcement_case_id", f"{case!r} without a step", "one")
        for row, case in cases["enforcement_case_id"].items()
        if case not in told
    ]
    for row, step in steps.iterrows():
        measure = step["measure"] if pd.notna(step["measure"]) else "none"
        if pd.notna(step["amount_krw"]) and measure not in MONEY:
            found = f"{step['amount_krw']:,.0f} won beside the measure {measure}"
            breaches.append(
                Breach("enforcement_actions", row, "amount_krw", found, ", ".join(MONEY))
            )
        if pd.notna(step["holds_until"]) and measure not in SPANS:
            found = f"a last day beside the measure {measure}"
            breaches.append(
                Breach("enforcement_actions", row, "holds_until", found, ", ".join(SPANS))
            )
        if pd.notna(step["holds_until"]) and not step["holds_from"] <= step["holds_until"]:
            found = f"{step['holds_until'].date()} without an earlier holds_from"
            breaches.append(
                Breach("enforcement_actions", row, "holds_until", found, "a first day before it")
            )
    return breaches
