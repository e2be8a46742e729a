"""Build: our stages and MkDocs, and the same pages in MkDocs, Zensical and Observable Framework.

The three engines build the English pages from one folder of Markdown, without search. MkDocs and
Zensical bring the same theme. Observable Framework brings a page of its own.
"""

import gc
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import build_scripts.build as flow
import build_scripts.markdown as markdown
from benchmarks.measure import Run, install_npm, keep, machine, node, run, show
from build_scripts.__main__ import today
from build_scripts.paths import DOCS, ROOT

ZENSICAL = "0.0.73"
OBSERVABLE = "1.13.4"
STAGE = re.compile(r"(\w+) +([\d.]+) s ")
# the programs of others that draw, paint, index and convert for our stages, by what calls them
TOOLS = {
    (flow, "draw"): "Chromium",
    (flow, "png"): "resvg",
    (flow, "run_pagefind"): "Pagefind",
    (markdown, "converted"): "html-to-markdown",
}
# an example of code, which Observable Framework would run
EXAMPLE = re.compile(r"^```\w+", re.MULTILINE)
# what is downloaded is made by a later stage, and Observable Framework would look for it
DOWNLOAD = re.compile(r"(<a\b[^>]*?) download\b")
CONFIG = """\
export default {root: "src", output: "dist", title: "Korea Crypto Rules", pages: [], search: false,
  sidebar: false, toc: true, pager: false, footer: "", globalStylesheets: []};
"""


def whole_build(to: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Build the site into a folder; return the seconds of each stage and of the tools in them."""
    stages, tools = {}, dict.fromkeys(TOOLS.values(), 0.0)

    def say(line: str) -> None:
        print(line, flush=True)
        name, seconds = STAGE.match(line).groups()
        stages[name] = float(seconds)

    for (module, function), tool in TOOLS.items():
        setattr(module, function, _timed(getattr(module, function), tool, tools))
    gc.disable()  # as the door does before a build
    flow.build(today(), {"SITE_URL": "", "REPO_URL": ""}, say, to)
    return stages, tools


def _timed(function: Callable, tool: str, tools: dict[str, float]) -> Callable:
    def timed(*arguments: object) -> object:
        start = perf_counter()
        result = function(*arguments)
        tools[tool] += perf_counter() - start
        return result

    return timed


def shares(stages: dict[str, float], tools: dict[str, float]) -> dict:
    """Return the seconds of a build and the share of our scripts in it, told in two ways.

    `all_but_mkdocs` counts every stage but MkDocs as ours; `ours` leaves out the waiting for the
    tools as well.
    """
    whole = sum(stages.values())
    without = whole - stages["mkdocs"]
    return {
        "seconds": round(whole, 1),
        "all_but_mkdocs": round(without / whole, 3),
        "ours": round((without - sum(tools.values())) / whole, 3),
        "stages": stages,
        "tools": {name: round(seconds, 1) for name, seconds in tools.items()},
    }


def mkdocs(pages: Path, folder: Path) -> Run:
    """Build the pages with MkDocs and our theme."""
    _project(pages, folder)
    command = [sys.executable, "-m", "mkdocs", "build", "--clean", "--strict"]
    ours = {"KCR_DOCS_EN": "docs/en", "PYTHONPATH": str(ROOT)}  # for our reading of tables
    return run(command, folder, **ours, NO_MKDOCS_2_WARNING="1")


def zensical(pages: Path, folder: Path) -> Run:
    """Build the pages with Zensical, by the configuration of MkDocs."""
    _project(pages, folder)
    command = [sys.executable, "-m", "venv", str(folder / "env")]
    subprocess.run(command, check=True)
    quiet = ("-q", "--disable-pip-version-check")
    run([f"{folder}/env/bin/pip", "install", *quiet, f"zensical=={ZENSICAL}"], folder)
    command = [f"{folder}/env/bin/zensical", "build", "--clean"]
    return run(command, folder, KCR_DOCS_EN="docs/en", PYTHONPATH=str(ROOT))


def _project(pages: Path, folder: Path) -> None:
    """Put our configuration, our theme and the pages into a folder."""
    shutil.copytree(pages, folder / "docs" / "en")
    shutil.copytree(DOCS / "theme", folder / "docs" / "theme")
    shutil.copy(ROOT / "mkdocs.yml", folder)


def observable(pages: Path, folder: Path) -> Run:
    """Build the pages with Observable Framework; what it would run or fetch is made plain."""
    folder.mkdir()
    shutil.copytree(pages, folder / "src")
    for page in (folder / "src").rglob("*.md"):
        text = page.read_text(encoding="utf-8").replace("${", "&#36;{")
        text = EXAMPLE.sub(r"\g<0> run=false", text)
        page.write_text(DOWNLOAD.sub(r"\1", text), encoding="utf-8")
    install_npm(folder, f"@observablehq/framework@{OBSERVABLE}")
    (folder / "observablehq.config.mjs").write_text(CONFIG, encoding="utf-8")
    command = node(
        "node_modules/@observablehq/framework/dist/bin/observable.js",
        *("build", "--config", "observablehq.config.mjs"),
    )
    return run(command, folder, OBSERVABLE_TELEMETRY_DISABLE="1")


# each with its name and the folder it builds into
ENGINES = (
    ("MkDocs and Material", mkdocs, "build/site"),
    ("Zensical", zensical, "build/site"),
    ("Observable Framework", observable, "dist"),
)


def engines(pages: Path, folder: Path) -> list[dict]:
    """Build the same pages with every engine that can be had here, the first for comparison."""
    told = []
    for name, build, made in ENGINES:
        place = folder / build.__name__
        try:
            taken = build(pages, place)
        except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
            said = [line for line in str(error).splitlines() if "rror" in line] or [str(error)]
            print(f"{name}: not run ({said[-1].strip()})")
            told.append({"name": name, "not_run": True})
            continue
        count = sum(1 for path in (place / made).rglob("*.html"))
        ratio = round(taken.seconds / (told[0]["seconds"] if told else taken.seconds), 2)
        told.append({"name": name, "pages": count, **vars(taken), "ratio": ratio})
    return told


def main() -> None:
    """Measure, print and keep."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        # in a process of its own, whose memory the engines' processes do not begin with
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            build = shares(*pool.submit(whole_build, folder / "build").result())
        told = engines(folder / "build" / "docs" / "en", folder)
    whole = build["seconds"]
    rows = [[name, seconds, f"{seconds / whole:.0%}"] for name, seconds in build["stages"].items()]
    rows += [[f"  of it {name}", s, f"{s / whole:.0%}"] for name, s in build["tools"].items()]
    rows += [["all but MkDocs", "", f"{build['all_but_mkdocs']:.0%}"]]
    rows += [["our scripts", "", f"{build['ours']:.0%}"], ["whole build", whole, "100%"]]
    show(["stage", "seconds", "share"], rows)
    print()
    keys = ("pages", "seconds", "cpu_seconds", "peak_mb", "ratio")
    show(["engine", *keys], [[one["name"], *(one.get(key, "-") for key in keys)] for one in told])
    packages = ("mkdocs", "mkdocs-material", "pagefind", "plotly", "kaleido", "pandas", "jinja2")
    described = machine(*packages)
    described["versions"] |= {"zensical": ZENSICAL, "@observablehq/framework": OBSERVABLE}
    keep("build", {"machine": described, "build": build, "engines": told})


if __name__ == "__main__":
    main()
