"""Check: a history is a path the law allows: nothing is accepted before it is filed."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

# what must have come before a step (Reporting Act, Article 7); one of the set is enough
NEEDS = {
    "accepted": {"filed"},
    "deferred": {"filed", "renewal_filed", "change_filed"},
    "withdrawn": {"filed", "renewal_filed"},
    "refused": {"filed", "renewal_filed"},
    "renewal_filed": {"accepted"},
    "renewed": {"renewal_filed", "accepted"},
    "suspension_stayed": {"suspended_in_part"},
    "suspension_annulled": {"suspended_in_part"},
    "suspension_ended": {"suspended_in_part"},
    "cancelled": {"accepted", "renewed"},
}
NOTHING_AFTER = {"cancelled"}
# what a business that has closed no longer does; a later filing of its own begins anew
NOT_AFTER_CLOSING = {"renewal_filed", "renewed", "market_switched"}


def history_is_a_legal_path(package: Package, tables: Tables) -> list[Breach]:
    """Refuse steps out of order, and spans that end before they begin.

    Days are compared only as far as both are known: two steps of one month are in order. An
    acceptance without any filing on record is a gap, not a contradiction.
    """
    breaches = []
    events = tables["licence_events"]
    for _, steps in events.groupby("provider_id"):
        for row, step in steps.iterrows():
            kind, day = step["licence_event_type"], step["occurred_on"]
            earlier = {
                other["licence_event_type"]
                for _, other in steps.iterrows()
                if _not_after(other["occurred_on"], day)
            }
            gap = kind == "accepted" and not NEEDS[kind] & set(steps["licence_event_type"])
            if kind in NEEDS and not gap and not NEEDS[kind] & earlier:
                found = f"{kind} on {day}"
                expected = f"{' or '.join(sorted(NEEDS[kind]))} before it"
                breaches.append(
                    Breach("licence_events", row, "licence_event_type", found, expected)
                )
            closed = [
                other["occurred_on"]
                for _, other in steps.iterrows()
                if other["licence_event_type"] == "closed"
                and not _not_after(day, other["occurred_on"])
            ]
            if closed and kind in NOT_AFTER_CLOSING:
                found = f"{kind} on {day}, after the closing of {closed[0]}"
                expected = "no such step after it"
                breaches.append(
                    Breach("licence_events", row, "licence_event_type", found, expected)
                )
            over = [
                other
                for _, other in steps.iterrows()
                if other["licence_event_type"] in NOTHING_AFTER
                and not _not_after(day, other["occurred_on"])
            ]
            if over:
                found = f"{kind} on {day}, after the cancellation of {over[0]['occurred_on']}"
                expected = "no step after it"
                breaches.append(Breach("licence_events", row, "occurred_on", found, expected))
    zones = tables["zone_events"]
    for row, step in zones.iterrows():
        until = step["holds_until"]
        if until == until and until is not None and str(until.date()) < step["occurred_on"]:
            found = f"holds_until {until.date()} before occurred_on {step['occurred_on']}"
            breaches.append(Breach("zone_events", row, "holds_until", found, "a later day"))
    values = tables["rule_values"]
    for row, value in values.dropna(subset=["promulgated_on"]).iterrows():
        if value["promulgated_on"] > value["applies_from"]:
            found = f"promulgated_on {value['promulgated_on'].date()}"
            expected = f"no later than applies_from {value['applies_from'].date()}"
            breaches.append(Breach("rule_values", row, "promulgated_on", found, expected))
    return breaches


def _not_after(one: str, other: str) -> bool:
    """Say whether one day is not after another, as far as both are known."""
    length = min(len(one), len(other))
    return one[:length] <= other[:length]
