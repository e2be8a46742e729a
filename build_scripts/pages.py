"""Write the words around the facts: render prose and templates into Markdown pages."""

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial

import jinja2
from markupsafe import Markup
from markupsafe import escape as safe

from build_scripts import escape, strips
from build_scripts.errors import DataError, Finding
from build_scripts.exports.api import PAGES
from build_scripts.exports.api import ROOT as API
from build_scripts.exports.api import address as api_address
from build_scripts.exports.calendar import title as calendar_title
from build_scripts.exports.claim_reviews import claim_reviews
from build_scripts.exports.feed import FOLDER as FEEDS
from build_scripts.exports.feed import SHELVES
from build_scripts.exports.schema_org import data_catalogue, data_set, legislation
from build_scripts.facts import Facts
from build_scripts.figures.drawing import Drawing
from build_scripts.figures.figure import Figure
from build_scripts.figures.picture import source_line
from build_scripts.language import Language
from build_scripts.ledger import CAUSES, WHATS
from build_scripts.model import DERIVED, Model
from build_scripts.model.evidence import GRADES
from build_scripts.model.scope import WAITING
from build_scripts.model.timeline import SERIES, Moment
from build_scripts.paths import DOCS, RESULTS, TEMPLATES
from build_scripts.pinpoints import pinpoint_in
from build_scripts.policy import EMBED

# the look of each state: its class, and the English of its word
STATUS = {
    "in_force": ("ok", "In force"),
    "in_effect": ("ok", "In effect, not law"),
    "coming": ("soon", "Coming"),
    "promulgated": ("soon", "Promulgated, not yet applied"),
    "announced": ("soon", "Announced, not applied"),
    "deferred": ("soon", "Deferred"),
    "postponed": ("soon", "Start postponed"),
    "suspended": ("stop", "Suspended"),
    "repealed": ("off", "Ended"),
    "not_filed": ("off", "Not filed"),
    "under_review": ("soon", "Under review"),
    "registered": ("ok", "Registered"),
    "renewal_under_review": ("ok", "Registered, renewal under review"),
    "suspended_in_part": ("stop", "Part suspension ordered"),
    "suspension_stayed": ("stop", "Part suspension stayed"),
    "suspension_doubted": ("doubt", "Not known whether it still holds"),
    "withdrawn": ("off", "Withdrawn"),
    "refused": ("off", "Refused"),
    "trading_ended": ("off", "Trading ended"),
    "closed": ("off", "Closed"),
    "cancelled": ("off", "Cancelled"),
    "not_known": ("doubt", "Not known"),
    "proposed": ("soon", "Proposed"),
    "applied": ("soon", "Applied"),
    "not_designated": ("off", "Not designated"),
    "designated": ("ok", "Designated"),
    "ended": ("off", "Ended"),
    "term_over": ("doubt", "Term over, nothing later found"),
    "programme": ("off", "Programme, not a zone"),
    "none": ("doubt", "Not known"),
    "granted": ("ok", "Exemption granted"),
    "permitted": ("ok", "Temporary permit"),
    "active": ("ok", "In effect"),
    "became_permit": ("off", "Became a temporary permit"),
    "rule_changed": ("off", "Rule changed, no longer needed"),
    "licensed": ("ok", "Licensed"),
    "became_licence": ("off", "Replaced by a licence"),
    "put_off": ("soon", "Decision put off"),
    "left_out": ("off", "Not taken in"),
    "on_hold": ("stop", "Put on hold"),
    "licence_applied": ("soon", "Licence applied for"),
    "licence_preliminary": ("soon", "Preliminary licence"),
    "licence_refused": ("off", "Licence refused"),
    "inquiry": ("soon", "Under inquiry"),
    "inquiry_ended": ("off", "Inquiry ended"),
    "opened": ("stop", "Proceedings opened"),
    "notified": ("soon", "Prior notice given"),
    "on_trial": ("soon", "On trial"),
    "decided": ("stop", "Decided"),
    "convicted": ("stop", "Convicted"),
    "acquitted": ("off", "Acquitted"),
    "upheld": ("stop", "Upheld"),
    "contested": ("soon", "Contested"),
    "stayed": ("soon", "Stayed by a court"),
    "annulled": ("off", "Annulled by a court"),
    "dismissed": ("off", "Dismissed"),
    "final": ("off", "Final"),
    "pending": ("soon", "Before the Assembly"),
    "passed": ("ok", "Passed"),
    "enacted": ("ok", "Became law"),
    "merged": ("off", "Merged into a committee bill"),
    "rejected": ("off", "Rejected"),
    "lapsed": ("off", "Lapsed"),
}
# the dataset of the records whose pages stand in a folder
DATASET_OF = {folder: dataset for dataset, folder in PAGES.items()}
# the field that names such a record
TITLE_OF = {
    "rules": "title",
    "laws": "short_title",
    "bills": "title",
    "providers": "brand",
    "enforcement_cases": "target",
    "zones": "name",
    "sandbox_projects": "name",
}
# stands for the minutes a page takes to read until it is rendered
MINUTES = "␞"
WORDS_A_MINUTE = 200
FIGURE_OR_TAG = re.compile(r"<figure.*?</figure>|<[^>]*>", re.DOTALL)
MARK = re.compile(r'<a class="ev [^>]*href="#(s\d+)"[^>]*>[^<]*</a>')
# a literal beginning, which the search leaps to
MARKS = re.compile(r'<a class="ev [^>]*>[^<]*</a>(?:<a class="ev [^>]*>[^<]*</a>)+')
# source marks inside a Korean word: between a day or a number and the particle that belongs to it
MARKS_IN_WORD = re.compile(
    r'(<a class="ev [^>]*>[^<]*</a>(?:<a class="ev [^>]*>[^<]*</a>)*)([가-힣]+)'
)
# where the examples find the data of a site that has no address yet: `make serve`
PREVIEW = "http://127.0.0.1:8000"
# how high the words around a drawing stand in a frame, and below which width of the window the
# frame holds the narrow drawing (embed.css), in pixels
WORDS_WIDE, WORDS_NARROW, NARROW_BELOW = 240, 330, 560
# the field that says of which kind a dated statement is
KIND_OF = {series.resource: series.kind for series in SERIES}


@dataclass(frozen=True)
class Download:
    """A public file as the downloads page lists it."""

    path: str
    size: int
    sha256: str


@dataclass
class Site:
    """What every page of one language is made from."""

    model: Model
    language: Language
    figures: dict[str, Figure]
    drawings: dict[str, Drawing]
    downloads: dict[str, Download]
    checks: list[tuple[str, str]]
    repo_url: str
    site_url: str
    explainers: dict[str, dict] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    used: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    # the page a figure stands on first, by the figure's name
    homes: dict[str, str] = field(default_factory=dict)
    # what pages that stand equally deep share, by what it tells of
    made: dict[tuple, Markup] = field(default_factory=dict)


@dataclass
class Page:
    """One page while it is rendered: its address and the sources it has cited so far."""

    site: Site
    address: str
    cited: dict[tuple, int] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    figures: list[str] = field(default_factory=list)
    checked_on: date | None = None

    @property
    def depth(self) -> int:
        """Return how many folders below its language's root the page stands."""
        return len(self.address.split("/")) if self.address else 0

    def url(self, address: str, anchor: str = "") -> str:
        """Return the relative address of another page; raises KeyError where none has it."""
        if address not in self.site.addresses:
            raise KeyError(f"{self.address} links to {address}, which no page has")
        target = "../" * self.depth + (address + "/" if address else "")
        return (target or "./") + (f"#{anchor}" if anchor else "")

    @property
    def permalink(self) -> str:
        """Return the address of the page: whole where the site's is known, else within it."""
        root = self.site.site_url.rstrip("/")
        language = "" if self.site.language.code == "en" else "/ko"
        return f"{root}{language}/{self.address}/"

    def file(self, path: str) -> str:
        """Return the relative address of a file that stands once, for both languages."""
        return "../" * (self.depth + (self.site.language.code != "en")) + path

    @property
    def json(self) -> str | None:
        """Return the relative address of the page's record as JSON; None for other pages."""
        folder, _, key = self.address.partition("/")
        if folder not in DATASET_OF or not key:
            return None
        place = f"{DATASET_OF[folder]}/{api_address(key)}.json"
        return self.file(f"{API}/{self.site.language.code}/{place}")

    def own_file(self, path: str) -> str:
        """Return the relative address of a file of this language."""
        return "../" * self.depth + path

    def number(self, source_id: str, pinpoint: str | None, grade: str) -> int:
        """Return the number of a source on this page, giving it the next one at first."""
        key = (source_id, pinpoint, grade)
        return self.cited.setdefault(key, len(self.cited) + 1)

    def cite(self, resource: str, record: dict) -> Markup:
        """Return the source marks of a record: one for each of its sources."""
        grade = self.site.model.grade(resource, record)
        self.used.add((resource, self.site.model.key(resource, record)))
        read = record.get("last_checked_on")
        self.checked_on = max(filter(None, (self.checked_on, read)), default=None)
        places = [(record["source_id"], record["pinpoint"])]
        if record["second_source_id"]:
            places.append((record["second_source_id"], None))
        marks = [
            self._mark(*place, grade, says=number == len(places))
            for number, place in enumerate(places, 1)
        ]
        return Markup("").join(marks)

    def cite_source(self, source_id: str, grade: str) -> Markup:
        """Return the mark of one source, as part of a disagreement."""
        return self._mark(source_id, None, grade, says=True)

    def _mark(self, source_id: str, pinpoint: str | None, grade: str, says: bool) -> Markup:
        """Return a mark; it says the word of a weak or disputed grade where it is the last one."""
        number = self.number(source_id, pinpoint, grade)
        say = self.site.language.say
        word = f" {say(GRADES[grade])}" if says and grade in ("weak", "disputed") else ""
        label = f"{say('Source %(number)s', number=number)}, {say(GRADES[grade])}"
        return Markup(
            f'<a class="ev ev-{grade}" href="#s{number}" aria-label="{safe(label)}">'
            f"{number}{safe(word)}</a>"
        )

    def sources(self) -> list[dict]:
        """Return what the list of sources says, in the order of the numbers."""
        return [
            {
                **self.site.model.sources[source_id],
                "number": number,
                "pinpoint": pinpoint,
                "grade": grade,
            }
            for (source_id, pinpoint, grade), number in self.cited.items()
        ]

    def usual_reading(self) -> tuple[date, str] | None:
        """Return when and how most sources of the page were read; None where it cites none."""
        readings = Counter((one["read_on"], one["read_as"]) for one in self.sources())
        return readings.most_common(1)[0][0] if readings else None


@cache
def environment() -> jinja2.Environment:
    """Return the templates' environment: undefined names are errors, all text is escaped."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([TEMPLATES, DOCS]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=escape.text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def benchmarks() -> dict[str, dict]:
    """Return the last measured results of each benchmark, by its name."""
    files = sorted(RESULTS.glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


def prose(language: str) -> list[str]:
    """Return the addresses of the hand-written pages of a language, in order."""
    folder = DOCS / language
    return sorted(
        path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md")
    )


def plan(site: Site) -> Iterator[tuple[str, str, dict]]:
    """Yield (address, template, what it is given) for every page, hand-written ones included."""
    model = site.model
    yield "", "home.md.jinja", {}
    yield "rules", "rules.md.jinja", {}
    for view in model.rules:
        yield f"rules/{view.rule['rule_id']}", "rule.md.jinja", {"view": view}
    yield "instruments", "instruments.md.jinja", {}
    for law in model.rows["laws"]:
        yield f"instruments/{law['law_id']}", "law.md.jinja", {"law": law}
    yield "bills", "bills.md.jinja", {}
    for view in model.bills:
        yield f"bills/{view.bill['bill_id']}", "bill.md.jinja", {"view": view}
    yield "compare", "compare.md.jinja", {}
    yield "coming", "coming.md.jinja", {}
    yield "check", "check.md.jinja", {}
    for actor in model.package.labels("rule_scope", "actor", "en"):
        if actor != "any":
            address = f"check/{actor.replace('_', '-')}"
            yield address, "check_actor.md.jinja", {"actor": actor}
    yield "on", "days.md.jinja", {}
    for entry in model.days:
        yield f"on/{entry.day}", "day.md.jinja", {"entry": entry}
    yield "providers", "providers.md.jinja", {}
    for view in model.providers:
        yield f"providers/{view.provider['provider_id']}", "provider.md.jinja", {"view": view}
    yield "registration", "registration.md.jinja", {}
    yield "deadline-2021", "deadline.md.jinja", {}
    yield "counts", "counts.md.jinja", {}
    yield "market", "market.md.jinja", {}
    yield "sanctions", "sanctions.md.jinja", {}
    for view in model.cases:
        case_id = view.case["enforcement_case_id"]
        yield f"sanctions/{case_id}", "case.md.jinja", {"view": view}
    yield "incidents", "incidents.md.jinja", {}
    yield "platforms", "platforms.md.jinja", {}
    yield "zones", "zones.md.jinja", {}
    for view in model.zones:
        yield f"zones/{view.zone['zone_id']}", "zone.md.jinja", {"view": view}
    for region in model.rows["regions"]:
        yield f"regions/{region['region_id']}", "region.md.jinja", {"region": region}
    yield "sandbox", "sandbox.md.jinja", {}
    yield "projects", "projects.md.jinja", {}
    for view in model.projects:
        yield f"projects/{view.project['project_id']}", "project.md.jinja", {"view": view}
    yield "exemptions", "exemptions.md.jinja", {}
    yield "timeline", "timeline.md.jinja", {}
    for year, moments in model.years.items():
        yield f"timeline/{year}", "timeline_year.md.jinja", {"year": year, "moments": moments}
    yield "turning-points", "turning_points.md.jinja", {}
    for point in model.rows["turning_points"]:
        address = f"turning-points/{point['turning_point_id']}"
        before, after = model.around(point)
        given = {"point": point, "before": before, "after": after}
        yield address, "turning_point.md.jinja", given
    yield "claims", "claims.md.jinja", {}
    yield "glossary", "glossary.md.jinja", {}
    yield "authorities", "authorities.md.jinja", {}
    yield "positions", "positions.md.jinja", {}
    yield "unknowns", "unknowns.md.jinja", {}
    yield "associations", "associations.md.jinja", {}
    yield "disagreements", "disagreements.md.jinja", {}
    yield "changes", "changes.md.jinja", {"shelves": SHELVES, "causes": CAUSES, "whats": WHATS}
    yield "data", "data.md.jinja", {}
    for resource in model.package.resources:
        yield f"data/{resource['name']}", "resource.md.jinja", {"resource": resource}
    if site.explainers:
        yield "explain", "explain.md.jinja", {}
    for address in prose(site.language.code):
        yield address, f"{site.language.code}/{address}.md", {}


def addresses(site: Site) -> list[str]:
    """Return the address of every page that tells something: what a release promises to keep."""
    return [address for address, _, _ in plan(site)]


def gone(model: Model, addresses: set[str]) -> Iterator[tuple[str, str, dict]]:
    """Yield a page for each address of a release that no page has now, as `plan` does.

    It says what became of the record: its new name, why it was withdrawn, or that the state of
    the day has nothing to show there.
    """
    ledger = model.package.ledger
    last = {address: release for release in ledger.releases for address in release.addresses}
    for address in sorted(last.keys() - addresses):
        folder, _, key = address.partition("/")
        told = ledger.gone.get((DATASET_OF.get(folder, ""), key))
        now = ledger.last_key(DATASET_OF[folder], key) if told else None
        moved_to = f"{folder}/{now}" if now else None
        given = {"told": told, "release": last[address], "causes": CAUSES}
        yield (
            address,
            "gone.md.jinja",
            given
            | {"name": key or folder, "moved_to": moved_to if moved_to in addresses else None},
        )


def render(site: Site) -> dict[str, str]:
    """Return the Markdown of every page of a language, by its path in the language's folder."""
    jinja = environment()
    planned = list(plan(site))
    planned += gone(site.model, {address for address, _, _ in planned})
    site.addresses.update(address for address, _, _ in planned)
    sections = {address.split("/")[0] for address, _, _ in planned if "/" in address}
    pages = {}
    for address, template, given in planned:
        page = Page(site, address)
        try:
            text = jinja.get_template(template).render(**given, **_globals(page))
        except KeyError as error:  # a fact a page takes from the record is not in it (any more)
            place = f"docs/{site.language.code}/{address}.md"
            found, expected = f"no {error.args[0]}", "rows that the record has on this day"
            raise DataError([Finding(place, 1, "text", found, expected, "prose")]) from error
        if site.language.code == "ko":
            text = MARKS_IN_WORD.sub(r"\2\1", text)
        text = MARKS.sub(each_once, text)
        if address in site.explainers:
            text = text.replace(MINUTES, str(reading_minutes(text)))
            site.used[address] = frozenset(page.used)
        for name in page.figures:
            site.homes.setdefault(name, address)
        if page.figures and site.drawings:
            image = f"assets/figures/{page.figures[0]}.png"
            text = text.replace("\n---\n", f"\nimage: {image}\n---\n", 1)
        is_index = address in sections or not address
        path = "/".join(filter(None, (address, "index" if is_index else ""))) + ".md"
        pages[path] = text
    return pages


def each_once(run: re.Match) -> str:
    """Return the marks that stand side by side, each source once, with the word of its grade."""
    marks: dict[str, str] = {}
    for mark in MARK.finditer(run[0]):
        marks[mark[1]] = max(marks.get(mark[1], ""), mark[0], key=len)
    return "".join(marks.values())


def reading_minutes(text: str) -> int:
    """Return about how long the prose of a page takes: without figures, tags and sources."""
    words = FIGURE_OR_TAG.sub(" ", text.split('<section class="limits"')[0]).split()
    return max(1, round(len(words) / WORDS_A_MINUTE))


def twins_apart(one: Site, other: Site) -> list[Finding]:
    """Find the explainers whose two languages rest on different rows."""
    findings = []
    for address, rows in one.used.items():
        for site, mine, theirs in (
            (one, rows, other.used[address]),
            (other, other.used[address], rows),
        ):
            missing = sorted("/".join(row) for row in theirs - mine)
            if missing:
                place = f"docs/{site.language.code}/{address}.md"
                found, expected = "no mark of its own", f"the rows its twin cites: {missing}"
                findings.append(Finding(place, 1, "text", found, expected, "prose"))
    return findings


def figures_nowhere(site: Site) -> list[Finding]:
    """Find the figures that no rendered page shows."""
    place = "build_scripts/figures/__init__.py"
    return [
        Finding(
            *(place, 1, "FIGURES", f"the figure {name!r} on no page"),
            *(f'{{{{ m.figure("{name}") }}}} in a template', "figures"),
        )
        for name in site.figures.keys() - site.homes.keys()
    ]


def _globals(page: Page) -> dict:
    """Return what every template may use besides what its page is given."""
    site, model, language = page.site, page.site.model, page.site.language
    labels = partial(_labels, model, language)
    names = {state: language.say(word) for state, (_, word) in STATUS.items()}
    root = site.site_url.rstrip("/") or PREVIEW
    return {
        "model": model,
        "as_of": model.as_of,
        "lang": language.code,
        "other": language.other,
        "page": page,
        "_": language.say,
        "f": language.pick,
        "other_name": lambda record, stem: record[f"{stem}_{language.other}"],
        "day": language.day,
        "short_day": language.short_day,
        "number": language.number,
        "won": language.won,
        "pinpoint": lambda text: pinpoint_in(text, language.code, model.law_names),
        "labels": labels,
        "resource_title": partial(_resource_title, model, language),
        "title_of_page": partial(_title_of_page, model, language),
        "kind_word": lambda moment: _kind_word(labels, moment),
        "field_words": partial(_field_words, model, language),
        "claim_reviews": lambda: escape.json_ld(claim_reviews(model, language, page.permalink)),
        "data_catalogue": lambda: escape.json_ld(
            data_catalogue(model, language, _sizes(site), _places(page))
        ),
        "data_set": lambda resource: escape.json_ld(
            data_set(model, language, resource, _sizes(site), _places(page))
        ),
        "legislation": lambda law: escape.json_ld(
            legislation(model, language, law, page.permalink)
        ),
        "anchor": lambda resource, record: model.key(resource, record).replace("/", "-"),
        "status": lambda state: {"look": STATUS[state][0], "word": names[state]},
        "grade_of": model.grade,
        "grade_word": lambda grade: language.say(GRADES[grade]),
        "grades": GRADES,
        "once": partial(_once, page),
        "fact": Facts(model, language, page.cite, page.url),
        "minutes": MINUTES,
        "explainers": site.explainers,
        "cite": page.cite,
        "cite_source": page.cite_source,
        "url": page.url,
        "web": escape.web_address,
        "file": page.file,
        "own_file": page.own_file,
        "meta": escape.front_matter,
        "marked": _marked,
        "figures": site.figures,
        "drawing": lambda name, width: _drawing(page, name, width),
        "source_line": lambda figure: source_line(
            figure, language, model.package.descriptor["version"]
        ),
        "downloads": site.downloads,
        "checks": site.checks,
        "derived": DERIVED,
        "embed_line": partial(_embed_line, language, root),
        "data_address": f"{root}/data/latest",
        "api_address": f"{root}/api/v1",
        "benchmarks": benchmarks(),
        "repo_url": site.repo_url,
        "feeds": FEEDS,
        "coming_title": lambda one: calendar_title(one, model, language),
        "waits": WAITING,
        "permalink": page.permalink,
        "rule_strip": lambda view: strips.rule_strip(
            view, language.pick(view.rule, "measure"), model.as_of, language
        ),
        "provider_strip": lambda view: strips.provider_strip(
            view, names, model.doubted_from(view), model.as_of, language
        ),
        "zone_strip": lambda view: strips.zone_strip(view, names, model.as_of, language),
        "project_strip": lambda view: strips.project_strip(view, names, model.as_of, language),
    }


def _once(page: Page, of: tuple, macro: Callable[..., Markup], *given: object) -> Markup:
    """Return what a macro makes, made once for all pages as deep as this one; it cites nothing."""
    of = (page.depth, *of)
    if of not in page.site.made:
        page.site.made[of] = macro(*given)
    return page.site.made[of]


def _sizes(site: Site) -> dict[str, tuple[int, str]]:
    """Return the bytes and the SHA-256 of every download by its name."""
    return {name: (one.size, one.sha256) for name, one in site.downloads.items()}


def _places(page: Page) -> dict[str, str]:
    """Return the addresses that what a page says of the data is made of."""
    root = page.site.site_url.rstrip("/")
    return {
        "page": page.permalink,
        "files": f"{root}/data/latest/" if root else page.file("data/latest/"),
        "data": f"{root}/data/",
    }


def _labels(model: Model, language: Language, resource: str, name: str) -> dict[str, str]:
    return model.package.labels(resource, name, language.code)


def _resource_title(model: Model, language: Language, name: str) -> str:
    resource = model.package.resource(name)
    return resource["title"] if language.code == "en" else resource["kcr:title_ko"]


def _title_of_page(model: Model, language: Language, address: str) -> str | None:
    """Return the title of a record's page in a language; None for the page of a whole dataset."""
    folder, _, key = address.partition("/")
    if not key:
        return None
    dataset = DATASET_OF[folder]
    return language.pick(model.row(dataset, key), TITLE_OF[dataset])


def _kind_word(labels: Callable[[str, str], dict[str, str]], moment: Moment) -> str:
    """Return what people read for the kind of a dated statement."""
    return labels(moment.resource, KIND_OF[moment.resource])[moment.kind]


def _field_words(model: Model, language: Language, name: str, field: str) -> str:
    """Return the description of a field in a language."""
    fields = model.package.resource(name)["schema"]["fields"]
    found = next(one for one in fields if one["name"] == field)
    return found["description"] if language.code == "en" else found["kcr:description_ko"]


def _drawing(page: Page, name: str, width: str) -> Markup | None:
    """Return a drawing for the page; None where the site is built without a browser."""
    if name not in page.figures:
        page.figures.append(name)
    drawing = page.site.drawings.get(f"{page.site.language.code}-{name}-{width}")
    return Markup(drawing.page) if drawing else None  # made by plotly from escaped text


def embeds(site: Site) -> dict[str, bytes]:
    """Return a bare page for each drawn figure, to stand in a frame of somebody else's page."""
    template = environment().get_template("embed.html.jinja")
    pages = {}
    for name, figure in site.figures.items():
        if f"{site.language.code}-{name}-wide" in site.drawings:
            given = _globals(Page(site, f"embed/{name}"))
            home = f"{site.homes[name]}/" if site.homes[name] else ""
            policy = Markup(EMBED)
            text = template.render(fig=figure, home=home, embed_policy=policy, **given)
            pages[f"embed/{name}/index.html"] = text.encode()
    return pages


def _embed_line(language: Language, root: str, figure: Figure) -> str:
    """Return the HTML that puts a figure into somebody else's page, as high as it needs to be."""
    folder = "" if language.code == "en" else f"{language.code}/"
    wide = figure.wide.layout.height + WORDS_WIDE
    narrow = figure.narrow.layout.height + WORDS_NARROW
    # the one height or the other, by the width of the window
    height = f"clamp({wide}px, ({NARROW_BELOW}px - 100vw) * 9999, {narrow}px)"
    return (
        f'<iframe src="{root}/{folder}embed/{figure.name}/" title="{html.escape(figure.title)}"'
        f' width="100%" height="{narrow}" style="border: 0; height: {height}" loading="lazy">'
        "</iframe>"
    )


def _marked(sentence: str, words: str) -> Markup:
    """Return a sentence with the words that answer marked, where it holds them."""
    before, found, after = sentence.partition(words)
    if not found:
        return escape.text(sentence)
    return Markup("{}<mark>{}</mark>{}").format(
        escape.text(before), escape.text(found), escape.text(after)
    )
