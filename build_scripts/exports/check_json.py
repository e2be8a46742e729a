"""What the page `Which rules apply to me?` fetches: the scope of each rule and its values."""

import json

from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.pinpoints import pinpoint_in

NOT_LAW = ("guidance", "self_regulation", "stance")


def check_json(model: Model, language: Language) -> bytes:
    """Return the rows of the scope and the values in one language, as JSON.

    `scope` rows are [rule, who, what, with, effect, reason, place, source]; a rule's `values` are
    [from, state, answer, promulgated on], oldest first. `sources` are [publisher, address].
    """
    laws, pick = model.laws, language.pick
    labels = model.package.labels("laws", "force", language.code)
    scope = [
        [
            row["rule_id"],
            row["actor"],
            row["activity"],
            row["asset"],
            row["effect"],
            pick(row, "reason"),
            pinpoint_in(row["pinpoint"], language.code, model.law_names)
            if row["pinpoint"]
            else None,
            row["source_id"],
        ]
        for row in model.rows["rule_scope"]
    ]
    rules = {}
    for view in model.rules:
        law = laws[view.rule["law_id"]]
        rules[view.rule["rule_id"]] = {
            "title": pick(view.rule, "title"),
            "law": pick(law, "short_title"),
            "force": labels[law["force"]] if law["force"] in NOT_LAW else None,
            "values": [
                [
                    value["applies_from"].isoformat(),
                    value["state"],
                    pick(value, "answer"),
                    value["promulgated_on"].isoformat() if value["promulgated_on"] else None,
                ]
                for value in view.values
            ],
        }
    names = "publisher" if language.code == "en" else "publisher_ko"
    sources = {
        source_id: [model.sources[source_id][names], model.sources[source_id]["url"]]
        for source_id in sorted({row[-1] for row in scope})
    }
    made = {"rules": rules, "scope": scope, "sources": sources}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
