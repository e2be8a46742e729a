"""What all descriptions of the publication say alike: its addresses, its files, its days."""

from collections.abc import Iterable

from build_scripts.model import Model
from build_scripts.model.model import FIRST_YEAR

# the forms data is published in and their media types (IANA)
MEDIA_TYPES = {
    "csv": "text/csv",
    "bom.csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def site_root(address: str) -> str:
    """Return the address of the site with its last slash, seen from a file in `data/latest/`.

    Without an address it is relative, which JSON-LD and Turtle resolve against the file's own.
    """
    return f"{address.rstrip('/')}/" if address else "../../"


def file_address(address: str, name: str) -> str:
    """Return the address of a download, seen from a file beside it."""
    return f"{site_root(address)}data/latest/{name}" if address else name


def media_type(name: str) -> str | None:
    """Return the media type of a download; None for one that describes data and holds none."""
    return MEDIA_TYPES.get(name.partition(".")[2])


def data_files(names: Iterable[str], stem: str) -> list[str]:
    """Return the downloads that hold a dataset, or the package where `stem` is its name."""
    return sorted(name for name in names if name.partition(".")[0] == stem and media_type(name))


def covered(model: Model, resource: dict | None = None) -> tuple[str, str]:
    """Return the first and the last day a dataset, or the package, speaks of."""
    chosen = [resource] if resource else model.package.resources
    return f"{FIRST_YEAR}-01-01", max(one["kcr:evidence_until"] for one in chosen)


def issued(model: Model) -> str:
    """Return the day the package was first published."""
    return model.package.descriptor["created"][:10]


def both(record: dict, key: str) -> dict[str, str]:
    """Return a text of the descriptor by language."""
    return {"en": record[key], "ko": record[f"kcr:{key}_ko"]}


def publisher(model: Model) -> str:
    """Return who publishes the package; raises StopIteration where nobody does."""
    contributors = model.package.descriptor["contributors"]
    return next(one["title"] for one in contributors if "publisher" in one["roles"])
