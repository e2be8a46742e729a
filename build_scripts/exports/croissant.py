"""Export: the package as one Croissant 1.1 description, for programs that load it by its fields."""

import hashlib
import json

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

VERSION = "http://mlcommons.org/croissant/1.1"
# the context of the standard (its appendix), with texts by language
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}


def croissant(model: Model, files: dict[str, bytes], address: str) -> bytes:
    """Return `croissant.json`: every CSV with its checksum, one record set a dataset.

    `address` is that of the site; without one the files are named relative to this one.
    """
    package = model.package.descriptor
    maker = {"@type": "Organization", "name": publisher(model)}
    names = data_files(files, package["name"])
    names += [f"{resource['name']}.csv" for resource in model.package.resources]
    content = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": both(package, "title"),
        "description": both(package, "description"),
        "url": f"{site_root(address)}data/",
        "version": package["version"],
        "license": package["licenses"][0]["path"],
        "keywords": package["keywords"],
        "inLanguage": ["en", "ko"],
        "creator": maker,
        "publisher": maker,
        "datePublished": issued(model),
        "dateModified": model.as_of.isoformat(),
        "temporalCoverage": "/".join(covered(model)),
        "citeAs": f"{package['title']}, version {package['version']}, {model.as_of.isoformat()}",
        "distribution": [_file(name, files[name], address) for name in names],
        "recordSet": [_record_set(resource) for resource in model.package.resources],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _file(name: str, raw: bytes, address: str) -> dict:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": file_address(address, name),
        "contentSize": f"{len(raw)} B",
        "encodingFormat": media_type(name),
        "sha256": hashlib.sha256(raw).hexdigest(),
    }


def _record_set(resource: dict) -> dict:
    """Return a record set; without the keys to others, which the standard's own loader joins by.

    It fails on a dataset with two keys or one to itself; `csv-metadata.json` has them.
    """
    name, schema = resource["name"], resource["schema"]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": both(resource, "title"),
        "description": both(resource, "description"),
        "key": [{"@id": f"{name}/{field}"} for field in schema["primaryKey"]],
        "field": [_field(name, field) for field in schema["fields"]],
    }


def _field(resource: str, field: dict) -> dict:
    """Return a field; the column it is read from has its name."""
    return {
        "@type": "cr:Field",
        "@id": f"{resource}/{field['name']}",
        "name": both(field, "title"),
        "description": both(field, "description"),
        "dataType": TYPES[field["type"]],
        "source": {
            "fileObject": {"@id": f"{resource}.csv"},
            "extract": {"column": field["name"]},
        },
    }
