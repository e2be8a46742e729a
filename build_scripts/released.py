"""Keep what was released where it was: the data of every version, byte for byte, at its address."""

import zipfile
from hashlib import sha256
from pathlib import Path

from build_scripts.diff import contents, hashes
from build_scripts.errors import SiteError
from build_scripts.ledger import Ledger
from build_scripts.verify import read_sums

SUMS = "SHA256SUMS"


def released(folder: Path, ledger: Ledger) -> dict[str, bytes]:
    """Return the files of every released zip in a folder by their address, `data/v<version>/…`.

    Each zip must hold what its own checksums say and the rows the ledger says were released;
    raises SiteError with all that is not so. A folder that is not there holds no zip.
    """
    known = {f"v{release.version}": release for release in ledger.releases}
    files, faults = {}, []
    for path in sorted(folder.glob("v*.zip")):
        with zipfile.ZipFile(path) as zipped:
            raws = {name.partition("/")[2]: zipped.read(name) for name in zipped.namelist()}
        if path.stem not in known:
            faults.append(f"{path.name}: found a version the ledger does not name")
            continue
        listed = read_sums(raws[SUMS])
        digests = {name: sha256(raw).hexdigest() for name, raw in raws.items() if name != SUMS}
        if digests != listed:
            wrong = sorted(
                name for name in digests | listed if digests.get(name) != listed.get(name)
            )
            faults.append(f"{path.name}: found other bytes than {SUMS} says in {', '.join(wrong)}")
        elif hashes(contents(raws)) != known[path.stem].rows:
            faults.append(f"{path.name}: found other rows than the ledger says were released")
        files |= {f"data/{path.stem}/{name}": raw for name, raw in raws.items()}
        files[f"data/{path.stem}/{path.name}"] = path.read_bytes()
    if faults:
        raise SiteError(faults)
    return files
