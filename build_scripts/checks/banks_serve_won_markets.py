"""Check: accounts for won are given to a provider that has, or is about to have, a won market."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

GIVES = ("started", "renewed")


def banks_serve_won_markets(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a running bank for a provider that never had a won market after that day.

    Before a filing there is no market on record, and a bank may come before the switch to won.
    """
    events = tables["licence_events"]
    breaches = []
    for row, step in tables["bank_partnerships"].iterrows():
        if step["bank_event_type"] not in GIVES:
            continue
        markets = events[
            (events["provider_id"] == step["provider_id"]) & events["market"].notna()
        ].sort_values("occurred_on")
        before = markets[markets["occurred_on"] <= step["occurred_on"]]["market"]
        held = before.iloc[-1] if len(before) else None
        later = set(markets[markets["occurred_on"] > step["occurred_on"]]["market"])
        if held != "krw" and "krw" not in later:
            found = f"{step['bank_en']} for {step['provider_id']}, whose market is {held or 'none'}"
            expected = "a provider with a won market"
            breaches.append(Breach("bank_partnerships", row, "provider_id", found, expected))
    return breaches
