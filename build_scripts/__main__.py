"""The door: arguments, the clock and exit codes.

0 done; 1 the data or the site is wrong; 2 used wrongly; 3 the machine could not.
"""

import argparse
import gc
import itertools
import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from build_scripts.build import build
from build_scripts.bundle import bundle
from build_scripts.checks import CHECKS
from build_scripts.descriptor import read_package
from build_scripts.diff import Contents, contents, diff, lines, step
from build_scripts.errors import DataError, SiteError
from build_scripts.ledger import numbers
from build_scripts.load import load_package
from build_scripts.paths import BUILD, DATASETS, ROOT
from build_scripts.release import release
from build_scripts.revision import files_of
from build_scripts.upkeep import report, stale
from build_scripts.validate import validate
from build_scripts.verify import SUMS, digests, faults
from build_scripts.web import is_gone, links, wait_for
from build_scripts.write import alone, publish, refuse, restore, unpack, write_tree

SITE = BUILD / "site"


def say(line: str) -> None:
    """Print a line at once, so that a reader of a log sees how far the work is."""
    print(line, flush=True)


def address(value: str) -> str:
    """Return an address from the environment if it is one of the web, or nothing."""
    if value and not value.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f"{value!r} is no web address")
    return value


def state(place: str) -> Contents:
    """Return the datasets of a folder, a zip or a revision of git."""
    try:
        return contents(files_of(place))
    except DataError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def version(value: str) -> str:
    """Return a version of three numbers, with or without its v; raises ValueError."""
    numbers(value.removeprefix("v"))
    return value.removeprefix("v")


def today() -> date:
    """Return the day it is in Korea."""
    return datetime.now(ZoneInfo("Asia/Seoul")).date()


def addresses() -> dict[str, str]:
    """Return the two addresses the environment may set."""
    return {name: address(os.environ.get(name, "")) for name in ("SITE_URL", "REPO_URL")}


def build_alone(as_of: date, to: Path) -> None:
    """Build into a folder nobody else writes to; first mend what a stopped build left."""
    settings = addresses()
    with alone(to):
        restore(to / "site")
        gc.disable()  # what a build makes lives to its end: to walk it all the time frees nothing
        try:
            build(as_of, settings, say, to)
        finally:
            gc.enable()


def build_again() -> None:
    """Build the same day in another folder; raises SiteError where a byte is another."""
    state = json.loads((SITE / "data" / "latest" / "index.json").read_text(encoding="utf-8"))
    again = BUILD / "again"
    build_alone(date.fromisoformat(state["as_of"]), again)
    one, other = digests(SITE), digests(again / "site")
    differ = {path for path, _ in one.items() ^ other.items()}
    refuse([f"{path}: is not the same in two builds" for path in sorted(differ)])
    say(f"{len(one)} files, the same in two builds")


def verify(site: Path, url: str) -> None:
    """Hold a site, or what is published at an address, to its checksums; raises SiteError."""
    if url:
        # the ten minutes that caches on the way may remember the former site
        refuse(wait_for(url, (site / SUMS).read_bytes(), tries=40, pause=15))
        say(f"{url} is the site of {site / SUMS}")
    else:
        refuse(faults(site))
        say(f"{len(digests(site))} files: whole")


def upkeep(ask_the_web: bool) -> None:
    """Print the stale rows; with the web's answers too, write the report for an issue."""
    package = read_package(DATASETS)
    tables = load_package(package)
    old = stale(package, tables, today())
    for line in itertools.chain.from_iterable(old.values()):
        say(line)
    say(f"{sum(map(len, old.values()))} rows nobody checked for half a year")
    if ask_the_web:
        answers = links(tables["sources"]["url"].dropna())
        for url, answer in sorted(answers.items()):
            say(f"{url}: {answer}")
        dead = {url: answer for url, answer in answers.items() if is_gone(answer)}
        text = report(old, dead, len(answers) - len(dead), today())
        write_tree(BUILD / "upkeep", {"report.md": text.encode()})


def release_files() -> None:
    """Write what a release offers into build/release."""
    tag = os.environ.get("TAG", "")
    offered = bundle(SITE, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    if tag and f"-{tag.removeprefix('v')}.zip" not in " ".join(offered):
        raise SiteError([f"tag {tag}: is not the version of the site"])
    write_tree(BUILD / "release", offered)
    for name, raw in offered.items():
        say(f"{name}: {len(raw)} bytes")


def main(arguments: list[str]) -> int:
    """Run one command; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m build_scripts")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="are the datasets right?")
    check.add_argument("datasets", nargs="?", type=Path, default=DATASETS)
    builder = commands.add_parser("build", help="build the whole site into build/site")
    builder.add_argument("--as-of", type=date.fromisoformat, help="YYYY-MM-DD; default: today")
    commands.add_parser("again", help="build it once more: are the bytes the same?")
    verifier = commands.add_parser("verify", help="is a built site whole?")
    verifier.add_argument("site", nargs="?", type=Path, default=SITE)
    verifier.add_argument("--url", type=address, help="ask the published site instead")
    publisher = commands.add_parser("publish", help="put a built site into a folder, at once")
    publisher.add_argument("to", type=Path)
    publisher.add_argument("--site", type=Path, default=SITE)
    commands.add_parser("stale", help="which rows were not checked for half a year?")
    commands.add_parser("upkeep", help="the same, and which sources are gone; uses the network")
    commands.add_parser("bundle", help="write what a release offers into build/release")
    unpacker = commands.add_parser("unpack", help="put a packed site in build/site")
    unpacker.add_argument("tarball", type=Path)
    differ = commands.add_parser("diff", help="what differs from another state, cell by cell?")
    differ.add_argument("old", type=state, help="a revision of git, a folder or a zip")
    releaser = commands.add_parser("release", help="write a version into the ledger, or refuse it")
    releaser.add_argument("version", type=version, help="vX.Y.Z")
    releaser.add_argument("--old", type=state, help="the last release, where its tag is not here")
    releaser.add_argument("--as-of", type=date.fromisoformat, help="YYYY-MM-DD; default: today")
    given = parser.parse_args(arguments)
    try:
        if given.command == "check":
            tables = validate(read_package(given.datasets))
            rows = sum(map(len, tables.values()))
            say(f"{len(tables)} datasets, {rows} rows, {len(CHECKS)} checks: right")
        elif given.command == "build":
            build_alone(given.as_of or today(), BUILD)
        elif given.command == "again":
            build_again()
        elif given.command == "verify":
            verify(given.site, given.url)
        elif given.command == "publish":
            publish(given.site, given.to, say)
        elif given.command == "bundle":
            release_files()
        elif given.command == "unpack":
            with alone(BUILD):
                unpack(given.tarball, SITE)
            say(f"{given.tarball.name} stands in {SITE}")
        elif given.command == "diff":
            ledger = read_package(DATASETS).ledger
            changes = diff(given.old, state(str(DATASETS)), ledger.renamed)
            for line in lines(changes, ledger.entries):
                say(line)
            say(f"{len(changes)} rows or structures differ: {step(changes) or 'no'} step")
        elif given.command == "release":
            release(given.version, given.old, given.as_of or today(), say)
        else:
            upkeep(ask_the_web=given.command == "upkeep")
    except DataError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        print(f"{len(error.findings)} findings; nothing was written", file=sys.stderr)
        return 1
    except SiteError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        print(f"{len(error.faults)} faults; what stood before stands", file=sys.stderr)
        return 1
    except argparse.ArgumentTypeError as error:
        print(f"usage: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        what = error.strerror or str(error)
        where = f": {error.filename}" if error.filename else ""
        print(f"stopped: {what}{where}; what stood before stands", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    if code == 3:  # a browser that stopped may leave a thread that waits for it for ever
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
