"""The descriptions of the publication are those their standards ask for, by their validators."""

import hashlib
import json
from importlib.resources import files as packaged
from pathlib import Path

import jsonschema
import pandas as pd
import pyshacl
import pytest
from csvw import CSVW
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace
from rdflib.compare import isomorphic

from build_scripts.exports.croissant import croissant
from build_scripts.exports.dcat import dcat
from build_scripts.model import Model

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SHAPES = Path(__file__).with_name("dcat_ap.shapes.ttl")
SAMPLE = ("regions", "zones")  # the second has keys to the first
ADDRESS = "https://example.org/kcr"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def published(downloads: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample's tables and the descriptions, as they stand in `data/latest/`."""
    folder = tmp_path_factory.mktemp("latest")
    for name, raw in downloads.items():
        if name.startswith(SAMPLE) or name == "csv-metadata.json":
            (folder / name).write_bytes(raw)
    return folder


@pytest.fixture(scope="module")
def catalogue(downloads: dict[str, bytes]) -> Graph:
    return Graph().parse(data=downloads["catalogue.ttl"], publicID=f"{ADDRESS}/data/latest/c.ttl")


# Data Package 2.0: the profile its descriptor names


def profile_errors(descriptor: dict) -> list[str]:
    """Return what the profile of Data Package 2.0 finds wrong."""
    path = packaged("dplib") / "profiles" / "2.0" / "datapackage.json"
    validator = jsonschema.Draft7Validator(json.loads(path.read_text(encoding="utf-8")))
    return [error.json_path for error in validator.iter_errors(descriptor)]


def test_the_descriptor_fits_the_profile_it_names(downloads: dict[str, bytes], model: Model):
    descriptor = json.loads(downloads["datapackage.json"])
    assert descriptor["$schema"].endswith("/2.0/datapackage.json")
    assert len(descriptor["resources"]) == len(model.package.resources) > 30
    assert profile_errors(descriptor) == []


@pytest.mark.parametrize(
    ("key", "value"), [("licenses", []), ("resources", []), ("contributors", []), ("name", 3)]
)
def test_the_profile_finds_a_planted_fault(downloads: dict[str, bytes], key: str, value: object):
    descriptor = {**json.loads(downloads["datapackage.json"]), key: value}
    assert profile_errors(descriptor) != []


# DCAT-AP 3


def shape_faults(graph: Graph) -> int:
    """Return how often the graph breaks a shape."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=str(SHAPES), advanced=False)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    return sum(1 for _ in report.subjects(RDF.type, sh.ValidationResult))


def test_the_catalogue_has_what_dcat_ap_makes_mandatory(catalogue: Graph, model: Model):
    datasets = set(catalogue.subjects(RDF.type, DCAT.Dataset))
    distributions = set(catalogue.subjects(RDF.type, DCAT.Distribution))
    assert len(datasets) == len(model.package.resources) + 1
    assert len(distributions) >= 3 * len(model.package.resources) + 1
    assert shape_faults(catalogue) == 0


def test_the_shapes_find_planted_faults(catalogue: Graph):
    planted = Graph() + catalogue
    some = sorted(planted.subjects(RDF.type, DCAT.Dataset))[:2]
    files = sorted(planted.subjects(RDF.type, DCAT.Distribution))[:2]
    [title] = [one for one in planted.objects(some[0], DCTERMS.title) if one.language == "ko"]
    planted.remove((some[0], DCTERMS.title, title))
    planted.remove((some[1], DCTERMS.publisher, None))
    planted.remove((files[0], DCAT.accessURL, None))
    planted.set((files[1], DCAT.byteSize, Literal("many")))
    assert shape_faults(planted) == 4


def test_both_forms_of_the_catalogue_say_the_same(downloads: dict[str, bytes], catalogue: Graph):
    other = Graph().parse(
        data=downloads["catalogue.jsonld"],
        format="json-ld",
        publicID=f"{ADDRESS}/data/latest/c.jsonld",
    )
    assert len(other) == len(catalogue) > 3000
    assert isomorphic(other, catalogue)


def test_the_catalogue_is_true_to_the_files(downloads: dict[str, bytes], model: Model):
    spdx = Namespace("http://spdx.org/rdf/terms#")
    made = dcat(model, {name: downloads[name] for name in ("rules.csv", "rules.json")}, ADDRESS)
    graph = Graph().parse(data=made["catalogue.ttl"])
    seen = {}
    for node in graph.subjects(RDF.type, DCAT.Distribution):
        checksum = graph.value(graph.value(node, spdx.checksum), spdx.checksumValue)
        size = int(graph.value(node, DCAT.byteSize))
        seen[str(graph.value(node, DCAT.downloadURL))] = (size, str(checksum).lower())
    assert seen == {
        f"{ADDRESS}/data/latest/{name}": (
            len(downloads[name]),
            hashlib.sha256(downloads[name]).hexdigest(),
        )
        for name in ("rules.csv", "rules.json")
    }


# CSV on the Web


def is_valid(path: Path) -> bool:
    """Say whether a description is valid and so is each table it describes."""
    return CSVW(str(path), validate=True).is_valid


@pytest.mark.parametrize("name", SAMPLE)
def test_a_table_is_what_its_description_says(published: Path, name: str):
    assert is_valid(published / f"{name}.csv-metadata.json")


def test_the_keys_between_two_tables_hold(published: Path):
    assert is_valid(group_of_the_sample(published))


def group_of_the_sample(folder: Path) -> Path:
    """Write the group with the tables of the sample only, and the keys between those."""
    group = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    addresses = {f"{name}.csv" for name in SAMPLE}
    group["tables"] = [table for table in group["tables"] if table["url"] in addresses]
    count = 0
    for table in group["tables"]:
        schema = table["tableSchema"]
        schema["foreignKeys"] = [
            key
            for key in schema.get("foreignKeys", [])
            if key["reference"]["resource"] in addresses
        ]
        count += len(schema["foreignKeys"])
    assert count == 1
    path = folder / "sample-metadata.json"
    path.write_text(json.dumps(group), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [("2026-11-22", "22.11.2026"), ("KR-49", "49"), ("region_id", "region")],
)
def test_csvw_finds_a_planted_fault(published: Path, tmp_path: Path, old: str, new: str):
    text = (published / "regions.csv").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "regions.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    name = "regions.csv-metadata.json"
    (tmp_path / name).write_bytes((published / name).read_bytes())
    try:
        assert not is_valid(tmp_path / name)
    except ValueError:  # raised for a column that is missing
        assert old == "region_id"


def test_csvw_finds_a_key_that_leads_nowhere(published: Path, tmp_path: Path):
    group = group_of_the_sample(published)
    zones = (published / "zones.csv").read_text(encoding="utf-8")
    (tmp_path / "zones.csv").write_text(zones, encoding="utf-8")
    regions = (published / "regions.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in regions if not line.startswith("jeju,")]
    assert len(kept) == len(regions) - 1
    (tmp_path / "regions.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    (tmp_path / group.name).write_bytes(group.read_bytes())
    try:
        assert not is_valid(tmp_path / group.name)
    except ValueError as error:
        assert "jeju" in str(error)


def test_every_table_is_in_the_group(downloads: dict[str, bytes], model: Model):
    group = json.loads(downloads["csv-metadata.json"])
    assert [table["url"] for table in group["tables"]] == [
        f"{resource['name']}.csv" for resource in model.package.resources
    ]
    keys = sum(len(table["tableSchema"].get("foreignKeys", [])) for table in group["tables"])
    assert keys > 60


# Croissant 1.1. Its own loader needs a package that has no wheel, so what it would find on loading
# is held here: every file is the one named, every field reads a column that is there, of its type.


def croissant_faults(description: dict, files: dict[str, bytes]) -> list[str]:
    """Return what a loader of the record sets would trip over."""
    found = [
        one["@id"]
        for one in description["distribution"]
        if hashlib.sha256(files[one["contentUrl"]]).hexdigest() != one["sha256"]
    ]
    headers = {}
    for records in description["recordSet"]:
        fields = {field["@id"] for field in records["field"]}
        found += [key["@id"] for key in records["key"] if key["@id"] not in fields]
        for field in records["field"]:
            source = field["source"]
            name = source["fileObject"]["@id"]
            if name not in headers:
                headers[name] = files[name].split(b"\n", 1)[0].decode().split(",")
            if source["extract"]["column"] not in headers[name]:
                found.append(field["@id"])
    return found


def test_the_croissant_loads(downloads: dict[str, bytes], model: Model):
    description = json.loads(downloads["croissant.json"])
    assert len(description["recordSet"]) == len(model.package.resources)
    assert sum(len(records["field"]) for records in description["recordSet"]) > 500
    assert croissant_faults(description, downloads) == []


def test_a_planted_fault_in_the_croissant_is_found(downloads: dict[str, bytes]):
    description = json.loads(downloads["croissant.json"])
    records = description["recordSet"][0]
    records["field"][0]["source"]["extract"]["column"] = "planted"
    records["key"][0]["@id"] = "sources/planted"
    description["distribution"][0]["sha256"] = "0" * 64
    assert len(croissant_faults(description, downloads)) == 3


@pytest.mark.parametrize("name", ["market_surveys", "rule_values"])
def test_the_types_of_a_record_set_are_those_of_its_columns(
    downloads: dict[str, bytes], tmp_path: Path, name: str
):
    [records] = [
        one for one in json.loads(downloads["croissant.json"])["recordSet"] if one["@id"] == name
    ]
    (tmp_path / "t.csv").write_bytes(downloads[f"{name}.csv"])
    table = pd.read_csv(tmp_path / "t.csv", dtype="string")
    types = {field["source"]["extract"]["column"]: field["dataType"] for field in records["field"]}
    assert list(types) == list(table.columns)
    readers = {"sc:Date": pd.to_datetime, "sc:Float": pd.to_numeric, "sc:Integer": pd.to_numeric}
    read = [readers[types[one]](table[one]) for one in types if types[one] in readers]
    assert len(read) >= 3


def test_with_an_address_everything_is_absolute(downloads: dict[str, bytes], model: Model):
    files = {name: downloads[name] for name in downloads if name.endswith(".csv")}
    description = json.loads(croissant(model, files, ADDRESS))
    assert {one["contentUrl"].rpartition("/")[0] for one in description["distribution"]} == {
        f"{ADDRESS}/data/latest"
    }
    turtle = dcat(model, {"rules.csv": files["rules.csv"]}, f"{ADDRESS}/")["catalogue.ttl"]
    assert b"<../" not in turtle
    assert f"<{ADDRESS}/data/rules/#dataset>".encode() in turtle
