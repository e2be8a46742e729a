"""What pages say in JSON-LD is schema.org's, whole, and true to the record and the files."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib

from build_scripts.model import Model

# what a reader of each type must find (schema.org; for Dataset and ClaimReview, what Google's
# structured data documentation requires or recommends)
NEEDED = {
    "Dataset": {"name", "description", "url", "license"},
    "DataCatalog": {"name", "url"},
    "DataDownload": {"contentUrl", "encodingFormat", "contentSize", "sha256"},
    "Legislation": {"name", "alternateName", "identifier", "legislationType"}
    | {"legislationJurisdiction", "url"},
    "ClaimReview": {"claimReviewed", "reviewRating", "url", "author", "itemReviewed"},
}
RESOURCES = ("rules", "sources", "zones")


class _Scripts(HTMLParser):
    """Collects the JSON-LD of a page, as a program that reads pages does."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and ("type", "application/ld+json") in attributes
        if self.inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def said(page: Path) -> list[dict]:
    """Return every object a page says in JSON-LD."""
    reader = _Scripts()
    reader.feed(page.read_text(encoding="utf-8"))
    things = []
    for text in reader.found:
        content = json.loads(text)
        things += content if isinstance(content, list) else [content]
    return things


def faults(thing: object) -> list[str]:
    """Return the words schema.org does not have, and what a thing of a type is without."""
    if isinstance(thing, list):
        return [fault for one in thing for fault in faults(one)]
    if not isinstance(thing, dict):
        return []
    kind = thing.get("@type")
    words = [key for key in thing if not key.startswith("@")] + [kind] * bool(kind)
    found = [word for word in words if word not in rdflib.SDO]
    found += [f"{kind} without {key}" for key in sorted(NEEDED.get(kind, set()) - thing.keys())]
    if kind == "Dataset" and not 50 <= len(thing.get("description", "")) <= 5000:
        found.append("description too short or too long")
    return found + [fault for value in thing.values() for fault in faults(value)]


@pytest.mark.parametrize("root", ["", "ko/"])
def test_every_page_of_its_kind_says_what_it_is(site: Path, model: Model, root: str):
    laws = [law["law_id"] for law in model.rows["laws"]]
    expected = {"data": ["DataCatalog"], "claims": ["ClaimReview"] * len(model.claims)}
    expected |= {f"data/{one['name']}": ["Dataset"] for one in model.package.resources}
    expected |= {
        f"instruments/{law}": [] if law in model.not_law else ["Legislation"] for law in laws
    }
    assert len(expected) > 80
    read = {address: said(site / root / address / "index.html") for address in expected}
    assert {address: [one["@type"] for one in things] for address, things in read.items()} == (
        expected
    )
    assert {address: faults(things) for address, things in read.items() if faults(things)} == {}


def test_a_planted_fault_is_found(site: Path):
    [dataset] = said(site / "data" / "rules" / "index.html")
    assert faults({**dataset, "licence": "x"}) == ["licence"]
    assert faults({**dataset, "@type": "DataSet"}) == ["DataSet"]
    assert faults({**dataset, "description": "x" * 49}) != []
    del dataset["distribution"][0]["sha256"]
    assert faults(dataset) == ["DataDownload without sha256"]


def test_the_catalogue_lists_the_package_and_every_dataset(site: Path, model: Model):
    for root in ("", "ko/"):
        [catalogue] = said(site / root / "data" / "index.html")
        assert len(catalogue["dataset"]) == len(model.package.resources) + 1
        assert catalogue["dataset"][0]["distribution"]


def test_the_files_a_dataset_names_are_there(site: Path):
    index = json.loads((site / "data" / "latest" / "index.json").read_text(encoding="utf-8"))
    files = {one["path"]: one for one in index["files"]}
    for root in ("", "ko/"):
        for name in RESOURCES:
            page = site / root / "data" / name
            [dataset] = said(page / "index.html")
            assert len(dataset["distribution"]) >= 3
            for one in dataset["distribution"]:
                listed = files[one["name"]]
                assert (page / one["contentUrl"]).resolve().is_file()
                assert one["sha256"] == listed["sha256"]
                assert one["contentSize"] == f"{listed['bytes']} B"


def test_a_law_is_told_as_of_the_day(site: Path, model: Model):
    [law] = said(site / "instruments" / "vaupa" / "index.html")
    assert law["name"] == model.laws["vaupa"]["title_en"]
    assert model.laws["vaupa"]["title_ko"] in law["alternateName"]
    assert law["legislationLegalForce"] == "https://schema.org/InForce"
    assert law["legislationDateVersion"] == model.as_of.isoformat()
    assert law["legislationPassedBy"]["name"] == "National Assembly"
    held = [one for one in model.versions("vaupa") if one["in_force_from"] <= model.as_of]
    assert law["legislationIdentifier"] == held[0]["number"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}/\.\.", law["temporalCoverage"])
    [korean] = said(site / "ko" / "instruments" / "vaupa" / "index.html")
    assert korean["name"] == model.laws["vaupa"]["title_ko"]
    assert re.fullmatch(r"법률 제\d+호", korean["legislationIdentifier"])
    [young] = said(site / "instruments" / "electronic-securities-act" / "index.html")
    assert "legislationLegalForce" not in young  # its one listed version is to come
