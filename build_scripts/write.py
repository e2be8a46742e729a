"""Write what changed, delete what is no longer made, put a finished site in place at once."""

import ctypes
import errno
import fcntl
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from build_scripts.errors import SiteError
from build_scripts.verify import SUMS, digests, faults, read_sums, sum_faults, sums

KEPT = 3  # releases in a folder: the one that is live and two to go back to
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # fcntl.h, linux/fs.h


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
    for place in {(folder / path).parent for path in files}:
        place.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        with (folder / path).open("xb") as file:
            file.write(content)


def add_sums(folder: Path) -> None:
    """Write the checksums of every file of a folder that is being made into it."""
    add_files(folder, {SUMS: sums(digests(folder))})


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder for one writer; raises BlockingIOError where another is at work in it.

    The kernel lets go of the lock when the process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = "another build or publication is at work here"
            raise BlockingIOError(errno.EWOULDBLOCK, said, str(folder)) from None
        yield


def put_in_place(made: Path, place: Path) -> None:
    """Move a finished folder to its place; raises FileNotFoundError if it was not made.

    The two change places in one step of the kernel. Where a file system cannot, there is a moment
    with no site; `restore` mends it if the process ends in that moment.
    """
    if not made.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no finished site", str(made))
    onto_disk(made)
    restore(place)
    old = old_of(place)
    if not place.exists():
        made.rename(place)
    elif exchange(made, place):
        made.rename(old)
    else:
        place.rename(old)
        made.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def restore(place: Path) -> None:
    """Bring back the site that a process which was stopped had moved away; drop a left-over."""
    old = old_of(place)
    if old.is_dir() and not place.exists():
        old.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def old_of(place: Path) -> Path:
    """Return where the former site stands while it is being replaced."""
    return place.with_name(place.name + ".old")


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at once; False where this machine cannot (renameat2(2))."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    return rename(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0


def onto_disk(folder: Path) -> None:
    """Wait until all that was written around a folder would outlast a power cut; raises OSError.

    syncfs(2) takes a second where fsync(2) of 20,000 files takes half a minute.
    """
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if call(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(handle)


def publish(
    site: Path, to: Path, say: Callable[[str], None], check: Callable[[Path], list[str]] = faults
) -> None:
    """Make `to`/current a link to a checked copy of a site; raises SiteError for a broken one.

    Copies stand in `to`/releases under the beginning of their checksums' checksum. A web server
    that serves `to`/current answers from the old copy or from the new one, at every moment.
    """
    with alone(to):
        refuse(check(site))
        live, name = to / "current", release_name(site)
        say(f"checked {site}: release {name}")
        release = to / "releases" / name
        if release_name(release) != name or check(release):
            made = release.with_name(f"{name}.new")
            shutil.rmtree(made, ignore_errors=True)
            copy_files(site, made)
            say("copied")
            refuse(check(made))  # what was built anew while it was copied is a mix
            keep_times(made, live)
            say("checked the copy")
            put_in_place(made, release)
        os.utime(release)  # the day it went live last
        link = to / "current.new"
        link.unlink(missing_ok=True)
        link.symlink_to(release.relative_to(to))
        onto_disk(to)  # else a host that is lost may keep the link and not what it leads to
        say("made ready")
        link.replace(live)
        onto_disk(to)
        say("went live")
        stand = sorted((to / "releases").iterdir(), key=lambda path: path.stat().st_mtime)
        whole = [path for path in stand if not path.suffix]
        for path in set(stand) - set(whole[-KEPT:]) - {release}:
            shutil.rmtree(path)
        say(f"keeps {', '.join(sorted(path.name for path in whole[-KEPT:]))}")


def unpack(tarball: Path, place: Path) -> None:
    """Put a packed site in place, whole; raises SiteError where a byte is not what it was."""
    made = place.with_name(f"{place.name}.new")
    shutil.rmtree(made, ignore_errors=True)
    with tarfile.open(tarball, "r:gz") as tar:
        tar.extractall(made, filter="data")  # nothing outside the folder, no devices, no owners
    refuse(sum_faults(made))
    put_in_place(made, place)


def refuse(wrong: list[str]) -> None:
    """Raise SiteError where there is something wrong."""
    if wrong:
        raise SiteError(wrong)


def release_name(site: Path) -> str:
    """Return the name of a site's state: the same for the same bytes; nothing where none stands."""
    listing = site / SUMS
    return sha256(listing.read_bytes()).hexdigest()[:12] if listing.is_file() else ""


def copy_files(site: Path, made: Path) -> None:
    """Copy every file with its time; raises OSError at the first that cannot be copied."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            target = made / path.relative_to(site)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def keep_times(made: Path, live: Path) -> None:
    """Give each file that is as it was the time it had, and each that changed another one.

    Web servers tell a file's state by its size and the second it was written (RFC 9110, 8.8.1).
    """
    if not (live / SUMS).is_file():
        return
    before, now = (read_sums((folder / SUMS).read_bytes()) for folder in (live, made))
    for name, digest in now.items():
        if name in before and (live / name).is_file():
            old, new = (live / name).stat(), (made / name).stat()
            if digest == before[name]:
                os.utime(made / name, ns=(old.st_mtime_ns, old.st_mtime_ns))
            elif int(old.st_mtime) >= int(new.st_mtime):
                os.utime(made / name, (old.st_mtime + 1, old.st_mtime + 1))
