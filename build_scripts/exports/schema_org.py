"""The data and the laws in schema.org's words, for search engines that read pages."""

from build_scripts.exports.publication import (
    both,
    covered,
    data_files,
    issued,
    media_type,
    publisher,
)
from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.pinpoints import pinpoint_in

CONTEXT = "https://schema.org"
KOREA = {"en": "South Korea", "ko": "대한민국"}


def data_set(
    model: Model, language: Language, resource: dict, files: dict[str, tuple[int, str]], at: dict
) -> dict:
    """Return a Dataset for the page of one dataset.

    `files` are (bytes, SHA-256) by name; `at` holds the addresses of this page (`page`), of the
    English page of all the data (`data`) and of the folder of the downloads (`files`).
    """
    return {
        "@context": CONTEXT,
        **_dataset(model, language, resource, files, at),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": f"{at['data']}#catalogue",
            "name": both(model.package.descriptor, "title")[language.code],
            "url": at["data"],
        },
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": field["name"],
                "description": both(field, "description")[language.code],
            }
            for field in resource["schema"]["fields"]
        ],
    }


def data_catalogue(
    model: Model, language: Language, files: dict[str, tuple[int, str]], at: dict
) -> dict:
    """Return a DataCatalog for the page of all the data, with the whole package and its parts."""
    package = model.package.descriptor
    parts = [
        {
            "@type": "Dataset",
            "@id": f"{at['data']}{one['name']}/#dataset",
            "url": f"{at['page']}{one['name']}/",
            "name": both(one, "title")[language.code],
            "description": both(one, "description")[language.code],
            "license": package["licenses"][0]["path"],
        }
        for one in model.package.resources
    ]
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": f"{at['data']}#catalogue",
        **_about(model, language, package, at["page"]),
        "dataset": [_dataset(model, language, package, files, at), *parts],
    }


def legislation(model: Model, language: Language, law: dict, page: str) -> dict:
    """Return a Legislation for the page of a law; guidance and stances are none.

    What is told is the version in force last on the day. Where the record holds none, it says
    nothing of the force: the versions listed are those that touched virtual assets.
    """
    kinds = model.package.labels("laws", "kind", language.code)
    made = {
        "@context": CONTEXT,
        "@type": "Legislation",
        "@id": f"{page}#law",
        "url": page,
        "identifier": law["law_id"],
        "name": language.pick(law, "title"),
        "alternateName": sorted(
            {law[f"title_{language.other}"], law["short_title_en"], law["short_title_ko"]}
        ),
        "description": language.pick(law, "summary"),
        "legislationType": kinds[law["kind"]],
        "legislationJurisdiction": _korea(language),
        "inLanguage": "ko",
    }
    if law["kind"] == "act":
        assembly = model.authorities["national-assembly"]
        made["legislationPassedBy"] = _organization(language.pick(assembly, "name"))
    if law["authority_id"]:
        authority = model.authorities[law["authority_id"]]
        made["legislationResponsible"] = _organization(language.pick(authority, "name"))
    held = [one for one in model.versions(law["law_id"]) if one["in_force_from"] <= model.as_of]
    if held:
        made |= {
            "legislationIdentifier": pinpoint_in(held[0]["number"], language.code, model.law_names),
            "legislationDate": held[0]["promulgated_on"].isoformat(),
            "temporalCoverage": f"{held[0]['in_force_from'].isoformat()}/..",
            "legislationDateVersion": model.as_of.isoformat(),
            "legislationLegalForce": "https://schema.org/InForce",
        }
    return made


def _dataset(
    model: Model, language: Language, record: dict, files: dict[str, tuple[int, str]], at: dict
) -> dict:
    """Return a Dataset for a resource, or for the package where the record is its descriptor."""
    package = model.package.descriptor
    whole = record is package
    first, last = covered(model, None if whole else record)
    return {
        "@type": "Dataset",
        "@id": f"{at['data']}#dataset" if whole else f"{at['data']}{record['name']}/#dataset",
        **_about(model, language, record, at["page"]),
        "identifier": record["name"],
        "keywords": package["keywords"],
        "temporalCoverage": f"{first}/{last}",
        "spatialCoverage": {"@type": "Place", "name": KOREA[language.code]},
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": f"{at['files']}{name}",
                "encodingFormat": media_type(name),
                "contentSize": f"{files[name][0]} B",
                "sha256": files[name][1],
            }
            for name in data_files(files, record["name"])
        ],
    }


def _about(model: Model, language: Language, record: dict, page: str) -> dict:
    """Return what a catalogue and a dataset have in common."""
    package = model.package.descriptor
    title = both(record, "title")
    return {
        "url": page,
        "name": title[language.code],
        "alternateName": title[language.other],
        "description": both(record, "description")[language.code],
        "license": package["licenses"][0]["path"],
        "creator": _organization(publisher(model)),
        "publisher": _organization(publisher(model)),
        "version": package["version"],
        "datePublished": issued(model),
        "dateModified": model.as_of.isoformat(),
        "inLanguage": ["en", "ko"],
    }


def _organization(name: str) -> dict:
    return {"@type": "Organization", "name": name}


def _korea(language: Language) -> dict:
    return {
        "@type": "Country",
        "name": KOREA[language.code],
        "identifier": "KR",
    }
