"""Growth: the package with 1 to 100 times its rows: seconds and peak memory of each stage.

A copy of a row has ids of its own and points to the copies of what its original points to. Its
days and its words are those of the original, so there are as many days as before and 100 times as
much on each. What the checks say of that is counted; it takes its time all the same.
"""

import csv
import gc
import json
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time

import build_scripts.build as flow
import build_scripts.validate as validation
from benchmarks.measure import keep, machine, show
from build_scripts.__main__ import today
from build_scripts.descriptor import Package, read_package
from build_scripts.load import load_package
from build_scripts.pages import Download, Site, render
from build_scripts.paths import DATASETS, DOCS, LOCALE, ROOT

SIZES = (1, 3, 10, 30, 100)
STAGES = ("load", "validate", "model", "figures", "exports", "pages")
# stretches of time that show whatever falls into them: copies would show it all once more each
WINDOWS = ("turning_points",)
LONGEST = 900  # seconds; a stage that would take longer by its last size is not run


def id_fields(resource: dict) -> list[str]:
    """Return the fields of a resource whose values a copy must have for itself."""
    schema = resource["schema"]
    pointing = {name for key in schema.get("foreignKeys", []) for name in key["fields"]}
    return [
        field["name"]
        for field in schema["fields"]
        if field["name"] in pointing
        or (field["name"] in schema["primaryKey"] and field["name"].endswith("_id"))
        or field.get("constraints", {}).get("unique")
    ]


def copied(row: dict, resource: dict, package: Package, copy: int) -> dict:
    """Return the nth copy of a row; the copy 0 is the row itself."""
    if not copy:
        return row
    made = dict(row)
    for name in id_fields(resource):
        made[name] = row[name] and f"{row[name]}-x{copy}"
    if "record_key" in row:  # names a row of a resource that stands in another cell
        other = package.resource(row["resource"])
        parts = zip(other["schema"]["primaryKey"], row["record_key"].split("/"), strict=True)
        own = set(id_fields(other))
        keys = (f"{part}-x{copy}" if name in own else part for name, part in parts)
        made["record_key"] = "/".join(keys)
    if "half" in resource["schema"]["primaryKey"]:  # a half-year has no id: its copies lie ahead
        year, half = row["half"].split("-")
        made["half"] = f"{int(year) + 10 * copy}-{half}"
    return made


def make_up(package: Package, times: int, to: Path) -> None:
    """Write a package with so many times the rows of another."""
    shutil.copytree(package.folder, to)
    for resource in package.resources:
        path = to / resource["path"]
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        copies = range(1 if resource["name"] in WINDOWS else times)
        made = [copied(row, resource, package, copy) for copy in copies for row in rows]
        key = resource["schema"]["primaryKey"]
        made.sort(key=lambda row: tuple(row[name] for name in key))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(made)


@contextmanager
def watched(stage: str, told: dict) -> Iterator[None]:
    """Tell the seconds of a stage, by the wall's clock and by the processor's, and its peak memory.

    The peak is that of the whole process while the stage runs (Linux, proc(5)).
    """
    Path("/proc/self/clear_refs").write_text("5")
    start, cpu_start = perf_counter(), process_time()
    yield
    seconds, cpu_seconds = perf_counter() - start, process_time() - cpu_start
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    told[stage] = {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "peak_mb": round(peak),
    }


def stages(folder: Path, skipped: set[str]) -> dict:
    """Run the stages on a package, the skipped ones apart; return what each took."""
    validation.MOST_ROWS = validation.MOST_BYTES = 10**9  # the sizes the checks refuse unread
    gc.disable()  # as the door does before a build
    told: dict = {}
    package = read_package(folder)
    with watched("load", told):
        tables = load_package(package)
    if "validate" not in skipped:
        with watched("validate", told):
            findings = validation.bytes_findings(package) + validation.schema_findings(package)
            findings += validation.check_findings(package, tables)
        told["validate"]["findings"] = len(findings)
    with watched("model", told):
        model = flow.build_model(package, tables, today())
    languages = {code: flow.read_language(code, LOCALE) for code in flow.CODES}
    if "figures" not in skipped:
        with watched("figures", told):
            figures = [make(model, languages["en"]) for make in flow.FIGURES]
    if "exports" not in skipped:
        with watched("exports", told):
            files = flow.download_files(model)
            flow.api(model, languages, "")
    if not skipped & {"figures", "exports", "pages"}:
        checks = [(check.__name__, flow.check_sentence(check)) for check in flow.CHECKS]
        listed = {name: Download(name, len(raw), sha256(raw).hexdigest())
                  for name, raw in files.items()}  # fmt: skip
        del files  # or its memory would be told as that of the pages
        heads = flow.explainers(DOCS, "en")
        charts = {figure.name: figure for figure in figures}
        with watched("pages", told):
            site = Site(model, languages["en"], charts, {}, listed, checks, "", "", heads)
            count = len(render(site))
        told["pages"]["pages"] = count
    return told


def slope(sizes: list[float], values: list[float]) -> float:
    """Return the power of its size by which something grows: 1 is linear, 2 is quadratic."""
    logarithms = ([math.log(one) for one in values] for values in (sizes, values))
    return statistics.linear_regression(*logarithms).slope


def measured(size: int, skipped: set[str]) -> dict:
    """Make up a package and run the stages on it, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "datasets"
        make_up(read_package(DATASETS), size, made)
        command = [sys.executable, "-m", "benchmarks.growth", str(made), *sorted(skipped)]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def out_of_reach(told: dict[int, dict], size: int, memory_mb: float) -> set[str]:
    """Return the stages that would take too long or too much memory, if they grew as the rows.

    What they took at the last size says so; a stage that was not run there is not run here.
    """
    if not told:
        return set()
    last = max(told)
    more = size / last
    return {
        stage
        for stage in STAGES
        if stage not in told[last]
        or told[last][stage]["seconds"] * more > LONGEST
        or told[last][stage]["peak_mb"] * more > memory_mb
    }


def slopes(told: dict[int, dict]) -> dict[str, dict]:
    """Return for each stage the slope of its seconds over all sizes and between the last two.

    They are the processor's seconds: what else runs on the machine does not change them.
    """
    found = {}
    for stage in STAGES:
        sizes = [size for size in told if stage in told[size]]
        seconds = [max(0.01, told[size][stage]["cpu_seconds"]) for size in sizes]
        memory = [told[size][stage]["peak_mb"] for size in sizes]
        if len(sizes) > 1:
            found[stage] = {
                "seconds": round(slope(sizes, seconds), 2),
                "seconds_at_the_end": round(slope(sizes[-2:], seconds[-2:]), 2),
                "peak_mb": round(slope(sizes, memory), 2),
            }
    return found


def main(sizes: list[int]) -> None:
    """Measure, print and keep."""
    rows = sum(map(len, load_package(read_package(DATASETS)).values()))
    packages = ("pandas", "frictionless", "jinja2", "plotly", "duckdb")
    described = machine(*packages)
    memory_mb = described["memory_gb"] * 1024 * 3 / 4  # the machine does other things too
    told: dict[int, dict] = {}
    for size in sizes:
        told[size] = measured(size, out_of_reach(told, size, memory_mb))
        print(f"{size}x, {rows * size:,} rows")
        show(
            ["stage", "seconds", "of the processor", "peak MB"],
            [[stage, *list(one.values())[:3]] for stage, one in told[size].items()],
        )
        print(flush=True)
    found = slopes(told)
    header = ["slope of", "seconds", "at the end", "peak MB"]
    show(header, [[stage, *one.values()] for stage, one in found.items()])
    sizes_told = [{"times": size, "rows": rows * size, "stages": told[size]} for size in told]
    keep("growth", {"machine": described, "sizes": sizes_told, "slopes": found})


if __name__ == "__main__":
    if sys.argv[1:] and not sys.argv[1].isdecimal():  # the process of one size
        print(json.dumps(stages(Path(sys.argv[1]), set(sys.argv[2:]))))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
