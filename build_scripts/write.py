"""Write what changed, delete what is no longer made, put a finished site in place at once."""

import shutil
from pathlib import Path


def write_tree(folder: Path, files: dict[str, bytes]) -> int:
    """Make a folder hold just these files; return how many were written or removed."""
    touched = 0
    for path, content in files.items():
        target = folder / path
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        touched += 1
    for target in sorted(folder.rglob("*"), reverse=True):
        if target.is_file() and target.relative_to(folder).as_posix() not in files:
            target.unlink()
            touched += 1
        elif target.is_dir() and not any(target.iterdir()):
            target.rmdir()
    return touched


def leave_out(folder: Path, patterns: tuple[str, ...]) -> None:
    """Delete from a folder what fits one of the patterns."""
    for target in [found for pattern in patterns for found in folder.glob(pattern)]:
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink()


def add_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder that is being made; raises FileExistsError where one stands."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)


def put_in_place(made: Path, place: Path) -> None:
    """Move a finished folder to its place; raises FileNotFoundError if it was not made.

    The place holds the old one or the new one, whole.
    """
    if not made.is_dir():
        raise FileNotFoundError(made)
    old = place.with_name(place.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    made.rename(place)
    shutil.rmtree(old, ignore_errors=True)
