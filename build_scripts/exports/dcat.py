"""Export: the package and its datasets as a catalogue in DCAT-AP 3, as Turtle and as JSON-LD."""

import hashlib
import json

from rdflib import DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from build_scripts.exports.publication import (
    both,
    covered,
    data_files,
    file_address,
    issued,
    media_type,
    publisher,
    site_root,
)
from build_scripts.model import Model

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib knows version 2, without dcat:version
SPDX = Namespace("http://spdx.org/rdf/terms#")
IANA = Namespace("https://www.iana.org/assignments/media-types/")
# the vocabularies DCAT-AP asks for (3.0.1, section 11)
EU = Namespace("http://publications.europa.eu/resource/authority/")
PREFIXES = {
    "dcat": DCAT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "rdf": RDF,
    "skos": SKOS,
    "spdx": SPDX,
    "xsd": XSD,
}
THEMES = {"JUST": "Justice, legal system and public safety", "ECON": "Economy and finance"}
FORMS = {"bom.csv": ("CSV for spreadsheets", "스프레드시트용 CSV")}


def dcat(model: Model, files: dict[str, bytes], address: str) -> dict[str, bytes]:
    """Return `catalogue.ttl` and `catalogue.jsonld`, the same statements in the same order.

    `address` is that of the site; without one every address is relative to the two files.
    """
    graph = _catalogue(model, files, address)
    turtle = graph.serialize(format="turtle", encoding="utf-8")
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    written = graph.serialize(format="json-ld", context=context, auto_compact=False)
    content = _in_order(json.loads(written))
    return {
        "catalogue.jsonld": json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n",
        "catalogue.ttl": turtle.strip() + b"\n",
    }


def _catalogue(model: Model, files: dict[str, bytes], address: str) -> Graph:
    package, root = model.package.descriptor, site_root(address)
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    catalogue, maker = URIRef(f"{root}data/#catalogue"), URIRef(f"{root}#publisher")
    licence = URIRef(package["licenses"][0]["path"])
    _vocabulary(graph, licence)
    graph.add((maker, RDF.type, FOAF.Agent))
    graph.add((maker, FOAF.name, Literal(publisher(model), "en")))

    def describe(node: URIRef, record: dict) -> None:
        """State what a catalogue and a dataset have in common."""
        for key, predicate in (("title", DCTERMS.title), ("description", DCTERMS.description)):
            for language, words in both(record, key).items():
                graph.add((node, predicate, Literal(words, language)))
        for language in ("ENG", "KOR"):
            graph.add((node, DCTERMS.language, EU[f"language/{language}"]))
        graph.add((node, DCTERMS.publisher, maker))
        graph.add((node, DCTERMS.license, licence))
        graph.add((node, DCTERMS.spatial, EU["country/KOR"]))
        graph.add((node, DCTERMS.issued, Literal(issued(model), datatype=XSD.date)))
        graph.add((node, DCTERMS.modified, Literal(model.as_of.isoformat(), datatype=XSD.date)))

    def dataset(record: dict, path: str) -> URIRef:
        """State one dataset and the files that hold it."""
        page = f"{root}{path}/"
        node = URIRef(f"{page}#dataset")
        describe(node, record)
        _typed(graph, node, DCAT.landingPage, page)
        graph.add((catalogue, DCAT.dataset, node))
        graph.add((node, RDF.type, DCAT.Dataset))
        graph.add((node, DCTERMS.identifier, Literal(record["name"])))
        graph.add((node, DCAT.version, Literal(package["version"])))
        graph.add((node, DCTERMS.accessRights, EU["access-right/PUBLIC"]))
        for theme in THEMES:
            graph.add((node, DCAT.theme, EU[f"data-theme/{theme}"]))
        for keyword in package["keywords"]:
            graph.add((node, DCAT.keyword, Literal(keyword, _language_of(keyword))))
        first, last = covered(model, None if record is package else record)
        period = URIRef(f"{page}#period")
        graph.add((node, DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        graph.add((period, DCAT.startDate, Literal(first, datatype=XSD.date)))
        graph.add((period, DCAT.endDate, Literal(last, datatype=XSD.date)))
        for name in data_files(files, record["name"]):
            made = _distribution(graph, page, name, files[name], file_address(address, name))
            graph.add((node, DCAT.distribution, made))
            graph.add((made, DCTERMS.license, licence))
            graph.add((made, DCTERMS.modified, Literal(model.as_of, datatype=XSD.date)))
            ending = name.partition(".")[2]
            english, korean = FORMS.get(ending, (ending.upper(), ending.upper()))
            titles = both(record, "title")
            graph.add((made, DCTERMS.title, Literal(f"{titles['en']} ({english})", "en")))
            graph.add((made, DCTERMS.title, Literal(f"{titles['ko']} ({korean})", "ko")))
        return node

    describe(catalogue, package)
    _typed(graph, catalogue, FOAF.homepage, root)
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    graph.add((catalogue, DCAT.themeTaxonomy, EU["data-theme"]))
    whole = dataset(package, "data")
    _typed(graph, whole, FOAF.page, file_address(address, "codebook.txt"))
    for resource in model.package.resources:
        part = dataset(resource, f"data/{resource['name']}")
        graph.add((whole, DCTERMS.hasPart, part))
    return graph


def _distribution(graph: Graph, page: str, name: str, raw: bytes, address: str) -> URIRef:
    """State one file: where it is, what it is, its size and its checksum."""
    node, at = URIRef(f"{page}#{name}"), URIRef(address)
    checksum = URIRef(f"{page}#{name}-sha256")
    form = IANA[media_type(name)]
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCAT.accessURL, at))
    graph.add((node, DCAT.downloadURL, at))
    graph.add((node, DCAT.mediaType, form))
    graph.add((form, RDF.type, DCTERMS.MediaType))
    graph.add((node, DCAT.byteSize, Literal(len(raw), datatype=XSD.nonNegativeInteger)))
    graph.add((node, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    digest = Literal(hashlib.sha256(raw).hexdigest(), datatype=XSD.hexBinary)
    graph.add((checksum, SPDX.checksumValue, digest))
    return node


def _vocabulary(graph: Graph, licence: URIRef) -> None:
    """Say of which class the outside terms are, so that the graph can be checked by itself."""
    graph.add((licence, RDF.type, DCTERMS.LicenseDocument))
    graph.add((EU["country/KOR"], RDF.type, DCTERMS.Location))
    graph.add((EU["access-right/PUBLIC"], RDF.type, DCTERMS.RightsStatement))
    graph.add((SPDX.checksumAlgorithm_sha256, RDF.type, SPDX.ChecksumAlgorithm))
    for language in ("ENG", "KOR"):
        graph.add((EU[f"language/{language}"], RDF.type, DCTERMS.LinguisticSystem))
    graph.add((EU["data-theme"], RDF.type, SKOS.ConceptScheme))
    graph.add((EU["data-theme"], DCTERMS.title, Literal("Data theme", "en")))
    for theme, words in THEMES.items():
        node = EU[f"data-theme/{theme}"]
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, SKOS.inScheme, EU["data-theme"]))
        graph.add((node, SKOS.prefLabel, Literal(words, "en")))


def _typed(graph: Graph, node: URIRef, predicate: URIRef, page: str) -> None:
    graph.add((node, predicate, URIRef(page)))
    graph.add((URIRef(page), RDF.type, FOAF.Document))


def _language_of(words: str) -> str:
    return "ko" if any("가" <= letter <= "힣" for letter in words) else "en"


def _in_order(value: object) -> object:
    """Return JSON with every object's keys and every list of it in one order."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_in_order, value), key=lambda one: json.dumps(one, sort_keys=True))
    return value
