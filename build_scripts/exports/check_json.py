"""What the page `Which rules apply to me?` fetches: the scope of each rule and its values."""

import json

from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.model.rules import RuleView
from build_scripts.pinpoints import pinpoint_in


def check_json(model: Model, language: Language) -> bytes:
    """Return the rows of the scope and the values in one language, as JSON.

    `scope` rows are [rule, who, what, with, effect, reason, place, source]; a rule's `values` are
    [from, state, answer, promulgated on, force where it is no law], oldest first. `sources` are
    [publisher, address].
    """
    pick = language.pick
    labels = model.package.labels("laws", "force", language.code)

    def place(view: RuleView, row: dict) -> str:
        law = model.law_named(view, row)
        where = row["pinpoint"] and pinpoint_in(row["pinpoint"], language.code, model.law_names)
        return ", ".join(filter(None, (law and pick(law, "short_title"), where)))

    def value_row(view: RuleView, value: dict) -> list:
        law = model.law_of(view, value)
        return [
            value["applies_from"].isoformat(),
            value["state"],
            pick(value, "answer"),
            value["promulgated_on"].isoformat() if value["promulgated_on"] else None,
            labels[law["force"]] if law["law_id"] in model.not_law else None,
        ]

    scope = [
        [
            row["rule_id"],
            row["actor"],
            row["activity"],
            row["asset"],
            row["effect"],
            pick(row, "reason"),
            place(model.rule_view(row["rule_id"]), row),
            row["source_id"],
        ]
        for row in model.rows["rule_scope"]
    ]
    rules = {
        view.rule["rule_id"]: {
            "title": pick(view.rule, "title"),
            "values": [value_row(view, value) for value in view.values],
        }
        for view in model.rules
    }
    names = "publisher" if language.code == "en" else "publisher_ko"
    sources = {
        source_id: [model.sources[source_id][names], model.sources[source_id]["url"]]
        for source_id in sorted({row[-1] for row in scope})
    }
    made = {"rules": rules, "scope": scope, "sources": sources}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
