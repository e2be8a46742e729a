"""Tables worked out from the others: states by period, the timeline, the ledger of exemptions."""

from pathlib import Path

import yaml

from build_scripts.model.model import Model

# the only place that says what the columns of a derived table mean
DERIVED = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


def derived_rows(model: Model) -> dict[str, list[dict]]:
    """Return the rows of each derived table, in the order of its key."""
    rows = {
        "rule_states": _rule_states(model),
        "provider_states": _provider_states(model),
        "timeline": _timeline(model),
        "exemption_ledger": _exemption_ledger(model),
    }
    keys = {resource["name"]: resource["schema"]["primaryKey"] for resource in DERIVED}
    return {
        name: sorted(found, key=lambda row, key=keys[name]: [str(row[part]) for part in key])
        for name, found in rows.items()
    }


def _rule_states(model: Model) -> list[dict]:
    return [
        {
            "rule_id": view.rule["rule_id"],
            "from_on": value["applies_from"],
            "until_on": value["until"],
            "state": value["state"],
            "force": model.law_of(view, value)["force"],
            "law_id": model.law_of(view, value)["law_id"],
            "value_text_en": value["value_text_en"],
            "value_text_ko": value["value_text_ko"],
            "source_id": value["source_id"],
        }
        for view in model.rules
        for value in view.values
    ]


def _provider_states(model: Model) -> list[dict]:
    rows = []
    for view in model.providers:
        provider = view.provider["provider_id"]
        spans = [
            ("standing", state, None, None, start, end, event["licence_event_id"])
            if state != "not_known"
            else ("standing", state, None, None, start, end, start)
            for state, start, end, _, event in view.spans
        ]
        spans += [
            ("suspension", state, None, None, start, end, start)
            for state, start, end in view.restrictions
        ]
        spans += [
            ("bank", "with_bank", bank_en, bank_ko, start, end, step["bank_partnership_id"])
            for bank_en, bank_ko, start, end, step in view.bank_spans
        ]
        names = ("kind", "state", "bank_en", "bank_ko", "from_on", "next_on", "step")
        rows += [{"provider_id": provider, **dict(zip(names, span, strict=True))} for span in spans]
    return rows


def _timeline(model: Model) -> list[dict]:
    return [
        {
            "dataset": moment.resource,
            "record_key": model.key(moment.resource, moment.record),
            "occurred_on": moment.occurred_on,
            "kind": moment.kind,
            "authority_id": moment.authority,
            "text_en": moment.text_en,
            "text_ko": moment.text_ko,
            "page": moment.page,
        }
        for moment in model.timeline
    ]


def _exemption_ledger(model: Model) -> list[dict]:
    return [
        {
            "exemption_id": view.exemption["exemption_id"],
            "project_id": view.project["project_id"],
            "regime_id": view.project["regime_id"],
            "zone_id": view.project["zone_id"],
            "tool": view.exemption["tool"],
            "state": view.standing.state,
            "since_on": view.standing.since,
            "until_on": view.standing.until,
            "at_most_until_on": view.standing.at_most,
            **{
                name: view.exemption[name]
                for name in ("law_id", "waived_article", "waives_en", "waives_ko")
            },
        }
        for view in model.exemptions
    ]
