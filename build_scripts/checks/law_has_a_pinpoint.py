"""Check: a row that rests on the text of a law says in which article."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables


def law_has_a_pinpoint(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a law as a source without a pinpoint."""
    sources = tables["sources"]
    laws = set(sources.loc[sources["kind"] == "law", "source_id"])
    return [
        Breach(resource["name"], row, "pinpoint", "an empty cell", "the article and paragraph")
        for resource in package.resources
        if "pinpoint" in (table := tables[resource["name"]])
        for row in table.index[table["source_id"].isin(laws) & table["pinpoint"].isna()]
    ]
