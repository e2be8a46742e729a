"""The door: arguments, the clock and exit codes (0 done, 1 the data is wrong, 2 used wrongly)."""

import argparse
import os
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from build_scripts.build import build
from build_scripts.checks import CHECKS
from build_scripts.descriptor import read_package
from build_scripts.diff import Contents, contents, diff, lines, step
from build_scripts.errors import DataError
from build_scripts.ledger import numbers
from build_scripts.paths import DATASETS
from build_scripts.release import release
from build_scripts.revision import files_of
from build_scripts.validate import validate


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


def main(arguments: list[str]) -> int:
    """Run one command; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m build_scripts")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="are the datasets right?")
    check.add_argument("datasets", nargs="?", type=Path, default=DATASETS)
    builder = commands.add_parser("build", help="build the whole site into build/site")
    builder.add_argument("--as-of", type=date.fromisoformat, help="YYYY-MM-DD; default: today")
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
        elif given.command == "diff":
            ledger = read_package(DATASETS).ledger
            changes = diff(given.old, state(str(DATASETS)), ledger.renamed)
            for line in lines(changes, ledger.entries):
                say(line)
            say(f"{len(changes)} rows or structures differ: {step(changes) or 'no'} step")
        elif given.command == "release":
            release(given.version, given.old, given.as_of or today(), say)
        else:
            settings = {
                name: address(os.environ.get(name, "")) for name in ("SITE_URL", "REPO_URL")
            }
            build(given.as_of or today(), settings, say)
    except DataError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        print(f"{len(error.findings)} findings; nothing was written", file=sys.stderr)
        return 1
    except argparse.ArgumentTypeError as error:
        print(f"usage: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
