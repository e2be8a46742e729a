"""Check: the place named in a law is written so that it can be one: article, paragraph, item."""

import re

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables
from build_scripts.pinpoints import pinpoint_in

HIGHEST_ARTICLE = 1_200  # the longest act cited, the Civil Act, has 1,118
FOREIGN = ("jurisdictions", "jurisdiction_rules")  # laws that count their parts in other ways
ARTICLE = re.compile(r"Articles? (\d+)")


def pinpoints_can_be(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a pinpoint to a Korean law that the grammar of pinpoints does not read."""
    sources, laws = tables["sources"], tables["laws"]
    of_law = set(sources.loc[sources["kind"] == "law", "source_id"])
    names = tuple(zip(laws["short_title_en"], laws["short_title_ko"], strict=True))
    breaches = []
    for resource in package.resources:
        table = tables[resource["name"]]
        if "pinpoint" not in table or resource["name"] in FOREIGN:
            continue
        for row, text in table.loc[table["source_id"].isin(of_law), "pinpoint"].dropna().items():
            numbers = [int(number) for number in ARTICLE.findall(text)]
            unread = re.search("[A-Za-z]", pinpoint_in(text, "ko", names))
            if unread or not all(0 < number <= HIGHEST_ARTICLE for number in numbers):
                expected = "such as 'Article 7(3)2; Addenda No. 17113, Article 1'"
                breaches.append(Breach(resource["name"], row, "pinpoint", repr(text), expected))
    return breaches
