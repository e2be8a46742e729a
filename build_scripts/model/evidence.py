"""How well a row is evidenced, computed from the kinds of its sources."""

OFFICIAL = {"official", "court", "assembly"}
ORDINARY = {"news", "law_firm"}
# each grade with the English of its word
GRADES = {
    "law": "Law",
    "official": "Official",
    "corroborated": "Corroborated",
    "reported": "Reported",
    "weak": "Weak",
    "disputed": "Disputed",
}


def grade(record: dict, sources: dict[str, dict], disputed: bool) -> str:
    """Return the grade of a row: one of `GRADES`.

    `disputed` wins over all, since doubt must not hide behind a good source. Two publishers
    corroborate each other only if both are ordinary or better; an aggregator adds nothing.
    """
    if disputed:
        return "disputed"
    cited = [sources[record[name]] for name in ("source_id", "second_source_id") if record[name]]
    kinds = {source["kind"] for source in cited}
    if "law" in kinds:
        return "law"
    if kinds & OFFICIAL:
        return "official"
    groups = {source["publisher_group"] for source in cited if source["kind"] in ORDINARY}
    if len(groups) > 1:
        return "corroborated"
    return "reported" if groups else "weak"
