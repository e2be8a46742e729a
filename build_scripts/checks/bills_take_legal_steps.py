"""Check: a bill goes the way bills go: passed before it is promulgated, nothing after its end."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

ENDS = ("merged", "withdrawn", "rejected", "lapsed")


def bills_take_legal_steps(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a bill without a step, promulgation before passage, and steps after a bill's end."""
    events, bills = tables["bill_events"], tables["bills"]
    breaches = [
        Breach("bills", row, "bill_id", f"{bill!r} without a row in bill_events", "at least one")
        for row, bill in bills["bill_id"].items()
        if bill not in set(events["bill_id"])
    ]
    for _, steps in events.groupby("bill_id"):
        for row, step in steps.iterrows():
            day = step["occurred_on"]
            before = [
                other["event"]
                for _, other in steps.iterrows()
                if other["occurred_on"][: len(day)] <= day[: len(other["occurred_on"])]
            ]
            if step["event"] == "promulgated" and "passed" not in before:
                found, expected = f"promulgated on {day}", "passed before it"
                breaches.append(Breach("bill_events", row, "event", found, expected))
            ends = steps.loc[steps["event"].isin(ENDS)]
            over = [
                end["event"]
                for _, end in ends.iterrows()
                if end["occurred_on"] < day[: len(end["occurred_on"])]
            ]
            if over:
                found = f"{step['event']} on {day}, after {over[0]}"
                breaches.append(Breach("bill_events", row, "occurred_on", found, "no later step"))
    return breaches
