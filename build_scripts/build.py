"""The whole flow on one page: facts and words in, one website out."""

import csv
import errno
import importlib
import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

import yaml

from build_scripts import strips
from build_scripts.checks import CHECKS
from build_scripts.checks.words_are_right import avoided
from build_scripts.descriptor import read_package
from build_scripts.errors import DataError
from build_scripts.exports.api import api
from build_scripts.exports.archive import archive, sha256sums
from build_scripts.exports.calendar import calendar
from build_scripts.exports.changes import changes
from build_scripts.exports.check_json import check_json
from build_scripts.exports.codebook import codebook
from build_scripts.exports.crawlers import llms, robots
from build_scripts.exports.croissant import croissant
from build_scripts.exports.csvw import csvw
from build_scripts.exports.database import database, datasette_metadata
from build_scripts.exports.datapackage_json import datapackage_json
from build_scripts.exports.dcat import dcat
from build_scripts.exports.derived import derived
from build_scripts.exports.feed import feeds
from build_scripts.exports.index_json import index_json
from build_scripts.exports.parquet import parquet
from build_scripts.exports.tables import tables as table_files
from build_scripts.exports.workbook import workbook
from build_scripts.figures import FIGURES
from build_scripts.figures.drawing import draw, find_browser, require_korean_font
from build_scripts.figures.figure import Figure, chart_data
from build_scripts.figures.picture import framed, png, source_line
from build_scripts.figures.theme import VARIABLES
from build_scripts.language import CODES, Language, read_language
from build_scripts.markdown import markdown_twins
from build_scripts.model import DERIVED, Model, build_model, derived_rows
from build_scripts.pages import Download, Site, embeds, figures_nowhere, render, twins_apart
from build_scripts.paths import ASSETS, BUILD, DATASETS, DOCS, LOCALE, NODE_MODULES, ROOT
from build_scripts.policy import empty_pages, page_policy
from build_scripts.prose import explainers, prose_findings
from build_scripts.released import released
from build_scripts.search import aliases, asked, cut_short, entries, names, spellings, terms
from build_scripts.validate import validate
from build_scripts.write import add_files, add_sums, leave_out, put_in_place, write_tree

PLOTLY = NODE_MODULES / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
PLOTLY_LICENCE = PLOTLY.with_name("LICENSE")
# what the theme and the search bring and no page asks for
UNUSED = (
    "assets/javascripts/lunr",
    "assets/javascripts/workers",
    "pagefind-*ui.*",
    "pagefind-highlight.js",
)

# remarks and indentation: every page loads our style sheets and scripts
REMARKS = {
    ".css": re.compile(rb"/\*.*?\*/\n?|^[ \t]+", re.DOTALL | re.MULTILINE),
    ".js": re.compile(rb"^[ \t]*//[^\n]*\n|^[ \t]+", re.MULTILINE),
}


def build(
    as_of: date, settings: dict[str, str], say: Callable[[str], None], to: Path = BUILD
) -> None:
    """Build the whole site into `to`/site; raises DataError, and then writes nothing."""
    with stage(say, "validate") as done:
        package = read_package(DATASETS)
        tables = validate(package)
        rows = sum(map(len, tables.values()))
        done(f"{len(tables)} datasets, {rows} rows, {len(CHECKS)} checks")

    with stage(say, "model") as done:
        model = build_model(package, tables, as_of)
        done(f"{len(model.rules)} rules, {len(model.providers)} providers on {as_of}")

    with stage(say, "figures") as done:
        languages = {code: read_language(code, LOCALE) for code in CODES}
        figures = {
            code: {made.name: made for figure in FIGURES for made in [figure(model, language)]}
            for code, language in languages.items()
        }
        browser = find_browser()
        drawings = {}
        if browser:
            require_korean_font()
            pairs = [(code, made) for code in CODES for made in figures[code].values()]
            drawings = draw(pairs, PLOTLY, browser)
        instead = "" if browser else "; no Chromium here, so tables stand in their place"
        done(f"{len(FIGURES)} figures, {len(drawings)} drawings{instead}")

    with stage(say, "exports") as done:
        downloads = download_files(model, settings["SITE_URL"])
        site_root = f"{settings['SITE_URL'].rstrip('/')}/" if settings["SITE_URL"] else ""
        addresses = api(model, languages, site_root) | released(BUILD / "releases", package.ledger)
        size = sum(map(len, [*downloads.values(), *addresses.values()]))
        done(f"{len(downloads)} downloads, {len(addresses)} addresses, {size // 1_000_000} MB")

    with stage(say, "pages") as done:
        wrong = {code: avoided(tables, code) for code in CODES}
        findings = prose_findings(DOCS, wrong)
        if findings:
            raise DataError(findings)
        docs, sites = {}, []
        version = package.descriptor["version"]
        for code, language in languages.items():
            listed = {
                path: Download(path, len(raw), sha256(raw).hexdigest())
                for path, raw in downloads.items()
            }
            checks = [(check.__name__, check_sentence(check)) for check in CHECKS]
            urls = (settings["REPO_URL"], settings["SITE_URL"])
            heads = explainers(DOCS, code)
            site = Site(model, language, figures[code], drawings, listed, checks, *urls, heads)
            docs[code] = {path: text.encode() for path, text in render(site).items()}
            sites.append(site)
            docs[code] |= figure_files(figures[code], drawings, language, version)
            docs[code] |= asset_files()
            docs[code]["assets/check.json"] = check_json(model, language)
            docs[code] |= followed(model, language, settings["SITE_URL"])
            docs[code]["assets/names.json"] = spellings(names(model), aliases(model))
        findings = twins_apart(*sites) + figures_nowhere(sites[0])
        if findings:
            raise DataError(findings)
        docs["en"] |= {
            "assets/plotly-basic.min.js": PLOTLY.read_bytes(),
            "assets/plotly-basic.LICENSE.txt": PLOTLY_LICENCE.read_bytes(),
        }
        count = sum(path.endswith(".md") for files in docs.values() for path in files)
        done(f"{count} pages in {len(docs)} languages")

    with stage(say, "write") as done:
        touched = sum(write_tree(to / "docs" / code, files) for code, files in docs.items())
        done(f"{touched} files changed in {to.name}/docs")

    with stage(say, "mkdocs") as done:
        made, korean = to / "site.new", to / "site.ko.new"
        settings = settings | {"KCR_POLICY": theme_policy(to / "empty", as_of, settings)}
        shown = {
            code: {
                "KCR_VERSION": package.descriptor["version"],
                "KCR_AS_OF": languages[code].day(as_of),
                "KCR_DAY_PARTS": f"{as_of.year}, {as_of.month}, {as_of.day}",
                "KCR_OTHER_URL": site_root and site_root + ("ko/" if code == "en" else ""),
            }
            for code in CODES
        }
        with ThreadPoolExecutor() as pool:  # each waits for a process of its own
            runs = [
                pool.submit(run_mkdocs, ROOT / config, to, folder, as_of, settings | shown[code])
                for config, folder, code in (
                    ("mkdocs.yml", made, "en"),
                    ("mkdocs.ko.yml", korean, "ko"),
                )
            ]
        for run in runs:
            run.result()
        for folder in (made, korean):
            leave_out(folder, UNUSED)
        done("strict, two languages")

    with stage(say, "search") as done:
        told, also = names(model), aliases(model)
        counts = []
        for site, folder in zip(sites, (made, korean), strict=True):
            code = site.language.code
            html = {
                path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
                for path in sorted(folder.rglob("*.html"))
            }
            by_asking = asked(docs[code])
            ways = {one: also.get(one, []) + by_asking.get(one, []) for one in also | by_asking}
            indexed = entries(html, told, ways, code) | terms(model, site.language)
            write_tree(to / "search" / code, indexed)
            run_pagefind(to / "search" / code, folder / "search")
            leave_out(folder / "search", UNUSED)
            counts.append(len(indexed))
        done(f"{sum(counts)} pages in {len(counts)} indexes")

    with stage(say, "site") as done:
        korean.rename(made / "ko")
        beside = markdown_twins(made) | addresses
        beside |= {f"data/latest/{path}": raw for path, raw in downloads.items()}
        for code, site in zip(CODES, sites, strict=True):
            folder = "" if code == "en" else "ko/"
            beside |= {f"{folder}{path}": raw for path, raw in embeds(site).items()}
        beside["robots.txt"] = robots(site_root)
        heads = list(sites[0].explainers)
        beside["llms.txt"] = llms(model, partial(title_in, docs["en"]), heads, site_root)
        add_files(made, beside)
        add_sums(made)
        put_in_place(made, to / "site")
        pages = sum(1 for _ in (to / "site").rglob("*.html"))
        done(f"{pages} pages in {to.name}/site")


def check_sentence(check: Callable) -> str:
    """Return the sentence a check's module opens with, without its `Check:`."""
    return importlib.import_module(check.__module__).__doc__.removeprefix("Check: ").strip()


def download_files(model: Model, site_url: str = "") -> dict[str, bytes]:
    """Return every download by its name in `data/latest/`."""
    name = model.package.descriptor["name"]
    worked_out = derived_rows(model)
    files = table_files(model) | derived(model, worked_out)
    csvs = {path: raw for path, raw in files.items() if path.count(".") == 1 and ".csv" in path}
    schemas = {one["name"]: one["schema"] for one in model.package.resources}
    schemas |= {f"derived/{one['name']}": one["schema"] for one in DERIVED}
    files |= parquet({path.removesuffix(".csv"): raw for path, raw in csvs.items()}, schemas)
    files["datapackage.json"] = datapackage_json(model, files)
    files["codebook.txt"] = codebook(model)
    files["LICENSE-DATA.txt"] = (ROOT / "LICENSE-DATA").read_bytes()
    files["CHANGELOG.md"] = (ROOT / "CHANGELOG.md").read_bytes()
    texts = ("datapackage.json", "derived/datapackage.json", "codebook.txt", "LICENSE-DATA.txt")
    in_archive = csvs | {path: files[path] for path in (*texts, "CHANGELOG.md")}
    files[f"{name}.zip"] = archive(in_archive, model.as_of)
    files[f"{name}.xlsx"] = workbook(model)
    files[f"{name}.sqlite"] = database(model, worked_out)
    files["datasette-metadata.json"] = datasette_metadata(model)
    files |= changes(model)
    described = dict(files)  # what holds the data; what follows describes it
    files |= csvw(model) | dcat(model, described, site_url)
    files["croissant.json"] = croissant(model, described, site_url)
    files["index.json"] = index_json(model, files)
    files["SHA256SUMS"] = sha256sums(files)
    return files


def title_in(docs: dict[str, bytes], address: str) -> str:
    """Return the title in the head of a page; raises KeyError where none has the address."""
    raw = docs.get(f"{address}.md") or docs[f"{address}/index.md"]
    return yaml.safe_load(raw.decode().split("---\n")[1])["title"]


def followed(model: Model, language: Language, site_url: str) -> dict[str, bytes]:
    """Return the feeds and the calendar of a language; without the site's address, links within."""
    root = site_url.rstrip("/")
    root = f"{root}/{'' if language.code == 'en' else 'ko/'}" if root else ""
    return feeds(model, language, root) | {"calendar.ics": calendar(model, language, root)}


def figure_files(
    figures: dict[str, Figure], drawings: dict, language: Language, version: str
) -> dict[str, bytes]:
    """Return, for each figure, its numbers, its chart and, where it was drawn, its pictures."""
    files = {}
    for name, figure in figures.items():
        source = source_line(figure, language, version)
        # in a column, not a line of its own: every reader takes the file as it is (RFC 4180 knows
        # no comments), and a row that is copied away still says where it is from
        rows = [[*figure.header, language.say("Source")], *([*row, source] for row in figure.rows)]
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\n").writerows(rows)
        files[f"assets/figures/{name}.csv"] = b"\xef\xbb\xbf" + written.getvalue().encode()
        chart = {
            "wide": chart_data(figure.wide),
            "narrow": chart_data(figure.narrow),
            "colours": VARIABLES,
        }
        for width in ("wide", "narrow"):
            del chart[width]["layout"]["template"]  # an empty one says nothing
        files[f"assets/figures/{name}.json"] = json.dumps(chart, ensure_ascii=False).encode()
        drawing = drawings.get(f"{language.code}-{name}-wide")
        if drawing:
            picture = framed(drawing.file, figure.title, figure.finding, source)
            files[f"assets/figures/{name}.svg"] = picture.encode()
            files[f"assets/figures/{name}.png"] = png(picture)
    return files


def asset_files() -> dict[str, bytes]:
    """Return the style sheets, scripts and icons every language's pages load."""
    files = {
        f"assets/{path.relative_to(ASSETS).as_posix()}": lean(path)
        for path in sorted(ASSETS.rglob("*"))
        if path.is_file()
    }
    return files | {"assets/strips.css": strips.style_sheet().encode()}


def lean(path: Path) -> bytes:
    """Return a file, a style sheet or script of ours without remarks and the room before lines."""
    remarks = REMARKS.get(path.suffix)
    return remarks.sub(b"", path.read_bytes()) if remarks else path.read_bytes()


def theme_policy(to: Path, as_of: date, settings: dict[str, str]) -> str:
    """Return the Content-Security-Policy of the pages, from both languages' theme without data."""
    for code in CODES:
        write_tree(to / "docs" / code, empty_pages())
    with ThreadPoolExecutor() as pool:
        runs = [
            pool.submit(run_mkdocs, ROOT / config, to, to / "site" / code, as_of, settings, False)
            for config, code in (("mkdocs.yml", "en"), ("mkdocs.ko.yml", "ko"))
        ]
    for run in runs:
        run.result()
    pages = sorted((to / "site").rglob("*.html"))
    return page_policy(page.read_text(encoding="utf-8") for page in pages)


def run_mkdocs(
    config: Path, to: Path, site: Path, as_of: date, settings: dict[str, str], strict: bool = True
) -> None:
    """Build one language's pages; raises RuntimeError with MkDocs' words, or OSError.

    Strictly, a link that leads nowhere is an error; the navigation of an empty site leads nowhere.
    """
    noon = datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=UTC)
    site_url = settings["SITE_URL"].rstrip("/")
    environment = {
        **os.environ,
        **settings,
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
        "KCR_DOCS_EN": str(to / "docs" / "en"),
        "KCR_DOCS_KO": str(to / "docs" / "ko"),
        "SITE_URL": f"{site_url}/" if site_url else "",
        "SITE_URL_KO": f"{site_url}/ko/" if site_url else "",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--clean", *["--strict"] * strict]
    result = subprocess.run(
        [*command, "--config-file", str(config), "--site-dir", str(site)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        stopped = re.search(r"^\w+Error: \[Errno (\d+)\] (.+)\Z", result.stderr.rstrip(), re.M)
        if stopped:  # the machine, not the words: a full disk, an unreadable file
            raise OSError(int(stopped[1]), stopped[2])
        raise RuntimeError(f"mkdocs refused {config.name}:\n{result.stdout}{result.stderr}")


def run_pagefind(entries: Path, index: Path) -> None:
    """Index a folder of pages; raises RuntimeError with what Pagefind said, or OSError.

    On a full disk Pagefind ends with 0 and leaves empty files.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(entries)]
    result = subprocess.run(
        [*command, "--output-path", str(index)], capture_output=True, text=True, check=False
    )
    if result.returncode:
        stopped = re.search(r"\bOs \{ code: (\d+)|\(os error (\d+)\)", result.stderr)
        if stopped:
            number = int(stopped[1] or stopped[2])
            raise OSError(number, os.strerror(number), str(index))
        raise RuntimeError(f"pagefind refused {entries.name}:\n{result.stdout}{result.stderr}")
    made = {
        path.relative_to(index).as_posix(): path.read_bytes()
        for path in index.rglob("*")
        if path.is_file()
    }
    if cut := cut_short(made):
        said = f"{len(cut)} files of the search index are cut short; is the disk full?"
        raise OSError(errno.ENOSPC, said, str(index))


@contextmanager
def stage(say: Callable[[str], None], name: str) -> Iterator[Callable[[str], None]]:
    """Say one line when a stage is done: its name, its seconds, its counts."""
    counts: list[str] = []
    start = time.perf_counter()
    yield counts.append
    say(f"{name:<9}{time.perf_counter() - start:6.1f} s  {', '.join(counts)}")
