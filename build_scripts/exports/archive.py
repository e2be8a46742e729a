"""Export: the whole package as one zip, with its checksums inside."""

import hashlib
import io
import zipfile
from datetime import date


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
