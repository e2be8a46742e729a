"""Hold a finished site to its own checksums: every file, nothing else, nothing that is no page."""

import os
from hashlib import sha256
from pathlib import Path

SUMS = "SHA256SUMS"
FEWEST_PAGES = 1_000  # the record has more in two languages; a site with fewer came out broken
ENDINGS = {
    *(".html", ".md", ".txt", ".css", ".js", ".map", ".svg", ".png"),
    *(".json", ".jsonld", ".ttl", ".xml", ".gz", ".ics"),
    *(".csv", ".parquet", ".sqlite", ".xlsx", ".zip", ".atom"),
    *(".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"),  # the search
}


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a folder by its path, the checksums' own left out."""
    found = {}
    for place, _, names in os.walk(folder):  # Path.rglob takes as long as all the reading
        within = Path(place).relative_to(folder)
        for name in names:
            path = folder / within / name
            if path.is_file():
                found[(within / name).as_posix()] = sha256(path.read_bytes()).hexdigest()
    found.pop(SUMS, None)
    return found


def sums(of: dict[str, str]) -> bytes:
    """Return the lines `sha256sum --check` reads, one a file, in order of the paths."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(of.items())).encode()


def read_sums(raw: bytes) -> dict[str, str]:
    """Return the SHA-256 by path as `sums` wrote them; raises ValueError for another form."""
    pairs = [line.split("  ", 1) for line in raw.decode().splitlines()]
    if any(len(pair) != 2 or len(pair[0]) != 64 for pair in pairs):
        raise ValueError(f"{SUMS} has a line that is no checksum and path")
    return {name: digest for digest, name in pairs}


def sum_faults(folder: Path) -> list[str]:
    """Return one line for each file that is not what the folder's checksums say."""
    listing = folder / SUMS
    if not listing.is_file():
        return [f"{SUMS}: is not there; a finished site has one"]
    try:
        listed = read_sums(listing.read_bytes())
    except ValueError as error:
        return [str(error)]
    found = digests(folder)
    wrong = [f"{name}: is not in {SUMS}" for name in found.keys() - listed.keys()]
    wrong += [f"{name}: is in {SUMS} and not there" for name in listed.keys() - found.keys()]
    wrong += [
        f"{name}: its bytes are not those {SUMS} names"
        for name in listed.keys() & found.keys()
        if listed[name] != found[name]
    ]
    return sorted(wrong)


def form_faults(folder: Path, fewest: int = FEWEST_PAGES) -> list[str]:
    """Return one line for each link, empty file, strange ending or page without its twin."""
    wrong, pages = [], set()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            wrong.append(f"{name}: is a symbolic link")
        elif path.is_file():
            if not path.stat().st_size:
                wrong.append(f"{name}: is empty")
            if path.suffix not in ENDINGS and path.name != SUMS:
                wrong.append(f"{name}: ends in {path.suffix or 'nothing'}, which no page needs")
            if path.suffix == ".html":
                pages.add(name)
    korean = {name.removeprefix("ko/") for name in pages if name.startswith("ko/")}
    english = {name for name in pages if not name.startswith("ko/")}
    wrong += [f"{name}: has no twin in the other language" for name in sorted(english ^ korean)]
    if len(pages) < fewest:
        wrong.append(f"{len(pages)} pages, expected {fewest} or more")
    return wrong


def faults(folder: Path) -> list[str]:
    """Return one line for each thing that is wrong with a finished site; none: it is whole."""
    return form_faults(folder) + sum_faults(folder)
