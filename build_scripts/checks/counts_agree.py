"""Check: our histories never hold more accepted providers than were officially counted that day."""

from functools import cache, partial

import pandas as pd

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

MARKETS = {
    "accepted": {"krw", "coin", "not_applicable"},
    "accepted_exchanges": {"krw", "coin"},
    "accepted_krw": {"krw"},
    "accepted_coin": {"coin"},
    "accepted_wallet_custody": {"not_applicable"},
}


def counts_agree(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a count our own rows exceed, unless `conflicts` names it.

    Fewer rows than counted are a gap, which the page of counts shows; more are a contradiction.
    """
    conflicts = tables["conflicts"]
    named = set(conflicts.loc[conflicts["resource"] == "registration_counts", "record_key"])
    events = tables["licence_events"]
    latest = (
        events["latest_on"]
        .dt.strftime("%Y-%m-%d")
        .fillna(events["occurred_on"].map(lambda value: value + "-99-99"[len(value) - 4 :]))
    )
    steps = events.assign(latest=latest).sort_values("latest", kind="stable")
    markets_on = cache(partial(accepted_on, steps))
    breaches = []
    for row, count in tables["registration_counts"].iterrows():
        markets = MARKETS.get(count["counted"])
        if not markets or len(count["counted_on"]) < 10:
            continue
        on_the_day = markets_on(count["counted_on"])
        ours = [provider for provider, market in on_the_day.items() if market in markets]
        if len(ours) > count["value"] and count["registration_count_id"] not in named:
            found = f"{count['value']} where our rows hold {len(ours)} ({', '.join(sorted(ours))})"
            expected = "at least as many, or a row in conflicts"
            breaches.append(Breach("registration_counts", row, "value", found, expected))
    return breaches


def accepted_on(steps: pd.DataFrame, day: str) -> dict[str, str]:
    """Return the market of each provider accepted by a day and still running, where it is known.

    `steps` are the events of licences with the `latest` day each can have been on, in that order.
    """
    found = {}
    for provider, taken in steps[steps["latest"] <= day].groupby("provider_id"):
        kinds = set(taken["licence_event_type"])
        market = taken["market"].dropna()
        over = kinds & {"closed", "cancelled", "trading_ended"}
        if "accepted" in kinds and not over and len(market):
            found[provider] = market.iloc[-1]
    return found
