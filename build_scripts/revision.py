"""Read the files of another state of the package: a folder, a zip or a revision of git."""

import io
import subprocess
import tarfile
import zipfile
from pathlib import Path

from build_scripts.errors import DataError, Finding
from build_scripts.paths import ROOT

FOLDER = "datasets"


def files_of(place: str) -> dict[str, bytes]:
    """Return the files by their path in the package; raises DataError where there is none.

    The place is a folder that holds `datapackage.yaml` or `datapackage.json`, a published zip, or
    a revision of the repository such as a release's tag.
    """
    path = Path(place)
    if path.is_dir():
        files = {
            file.relative_to(path).as_posix(): file.read_bytes()
            for file in sorted(path.rglob("*"))
            if file.is_file()
        }
    elif path.is_file() and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as zipped:
            names = [entry.filename for entry in zipped.infolist() if not entry.is_dir()]
            files = {name.partition("/")[2]: zipped.read(name) for name in names}
    else:
        files = _files_of_revision(place)
    if not files.keys() & {"datapackage.yaml", "datapackage.json"}:
        expected = "a folder or a zip with datapackage.yaml or .json, or a revision of git"
        raise DataError([Finding(place, 1, "1", "no package", expected, "revision")])
    return files


def _files_of_revision(revision: str) -> dict[str, bytes]:
    """Return the files of `datasets/` at a revision; none where git does not know it."""
    command = ["git", "archive", "--format=tar", "--end-of-options", revision, FOLDER]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if result.returncode:
        return {}
    with tarfile.open(fileobj=io.BytesIO(result.stdout)) as tar:
        return {
            member.name.removeprefix(f"{FOLDER}/"): tar.extractfile(member).read()
            for member in tar.getmembers()
            if member.isfile()
        }
