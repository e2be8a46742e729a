"""Export: the whole package as one zip with its checksums inside, and the whole site as one tar."""

import gzip
import hashlib
import io
import tarfile
import zipfile
from datetime import UTC, date, datetime


def sha256sums(files: dict[str, bytes]) -> bytes:
    """Return the lines `sha256sum --check` reads, one a file, in order of the names."""
    lines = [f"{hashlib.sha256(raw).hexdigest()}  {name}" for name, raw in sorted(files.items())]
    return "\n".join(lines).encode() + b"\n"


def archive(files: dict[str, bytes], as_of: date) -> bytes:
    """Return a zip of the files and their `SHA256SUMS`; every entry bears the day `as_of`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, raw in sorted({**files, "SHA256SUMS": sha256sums(files)}.items()):
            entry = zipfile.ZipInfo(
                f"korea-crypto-rules/{name}", (as_of.year, as_of.month, as_of.day, 0, 0, 0)
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, raw)
    return made.getvalue()


def tarball(files: dict[str, bytes], as_of: date) -> bytes:
    """Return a tar, compressed, of the files; every entry bears the day `as_of` and no owner."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, raw in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            entry.mtime = int(datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp())
            tar.addfile(entry, io.BytesIO(raw))
    return gzip.compress(packed.getvalue(), compresslevel=6, mtime=0)
