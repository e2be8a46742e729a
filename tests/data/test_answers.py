"""What a stranger asks first has its answer in the model, with a source of the right kind."""

from datetime import date

from build_scripts.model import Model
from build_scripts.model.days import last_day


def test_upbit_is_registered_since_and_with_which_bank(model: Model):
    [upbit] = [view for view in model.providers if view.provider["provider_id"] == "upbit"]
    assert upbit.is_registered
    assert upbit.accepted["occurred_on"] == "2021-09-17"
    assert upbit.renewed["occurred_on"] == "2025-12-23"
    assert upbit.bank["bank_en"] == "K bank"


def test_the_travel_rule_today_and_from_19_february_2027(model: Model):
    def on(day: date) -> dict:
        [view] = [v for v in model.rules_on(day) if v.rule["rule_id"] == "travel-rule"]
        return view.now

    assert on(date(2026, 11, 20))["value"] == 1_000_000
    assert on(date(2027, 2, 18))["value"] == 1_000_000
    assert on(date(2027, 2, 19))["value"] == 0
    assert "36592" in on(date(2027, 2, 19))["instrument_number"]
    assert model.grade("rule_values", on(date(2027, 2, 19))) == "law"


def test_jeju_is_not_designated(model: Model):
    states = {view.zone["zone_id"]: view.state for view in model.zones}
    assert states["jeju-blockchain"] == "not_designated"
    assert states["busan-blockchain"] == "designated"


def test_the_ico_ban_is_no_statute(model: Model):
    [ban] = [view for view in model.rules if view.rule["rule_id"] == "ico-ban"]
    assert model.laws[ban.rule["law_id"]]["force"] == "stance"


def test_the_tax_starts_in_2027(model: Model):
    [tax] = [v for v in model.rules if v.rule["rule_id"] == "virtual-asset-income-tax"]
    assert tax.state == "postponed"
    assert tax.coming["applies_from"] == date(2027, 1, 1)
    assert (tax.coming["value"], tax.coming["unit"]) == (20, "percent")


def test_every_official_count_is_met_or_stands_among_the_disagreements(model: Model):
    named = {
        row["record_key"]
        for row in model.rows["conflicts"]
        if row["resource"] == "registration_counts"
    }
    markets = {"accepted_krw": ("krw",), "accepted_coin": ("coin",)}
    markets |= {
        "accepted_exchanges": ("krw", "coin"),
        "accepted_wallet_custody": ("not_applicable",),
    }
    met, missed = [], []
    for row in model.rows["registration_counts"]:
        if not row["counted"].startswith("accepted") or model.is_weak(row):
            continue
        views = [v for v in model.providers_on(last_day(row["counted_on"])) if v.is_registered]
        kinds = markets.get(row["counted"])
        count = sum(kinds is None or view.market in kinds for view in views)
        (met if count == row["value"] else missed).append(row["registration_count_id"])
    assert len(met) > 20
    assert [count for count in missed if count not in named] == []
