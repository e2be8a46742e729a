"""The site came out whole: pages, twins, links, sources, files."""

import html
import re
from base64 import b64encode
from collections import Counter, defaultdict
from datetime import timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from build_scripts.figures import FIGURES
from build_scripts.model import Model

FOLDER_ENDINGS = {".html", ".css", ".js", ".json", ".csv", ".svg", ".txt", ".zip", ".png"}
FOLDER_ENDINGS |= {
    ".xml",
    ".gz",
    ".map",
    ".ttl",
    ".jsonld",
    ".md",
    ".parquet",
    ".sqlite",
    ".xlsx",
    ".atom",
    ".ics",
    "",
}
FOLDER_ENDINGS |= {".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"}


class _Reader(HTMLParser):
    """Collects links, ids, language marks and inline scripts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.tabs: list[str] = []
        self.drawer: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if given.get("id"):
            self.ids.append(given["id"])
        if tag in ("h1", "h2"):
            self.headings.append(tag)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
            if given.get("class") == "md-tabs__link" and given.get("aria-current"):
                self.tabs.append(given["href"])
        if given.get("class", "").startswith("md-nav__link") and given.get("aria-current"):
            self.drawer.append(given.get("href") or tag)
        for name in ("src", "data-explore", "data-library"):
            if given.get(name):
                self.loads.append(given[name])
        if tag == "link" and {"stylesheet", "icon", "alternate"} & set(given["rel"].split()):
            self.loads.append(given["href"])


def read(path: Path) -> _Reader:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, _Reader]:
    return {
        path.relative_to(site).as_posix(): read(path)
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html" and "embed" not in path.parts
    }


def broken(pages: dict[str, _Reader], site: Path) -> dict[str, list[str]]:
    """Return the links of each page that lead nowhere inside the site, anchors included."""
    found = defaultdict(list)
    for name, reader in pages.items():
        for link in reader.links + reader.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("data:"):
                continue
            folder = (site / name).parent
            target = (folder / unquote(parts.path)).resolve() if parts.path else site / name
            if target.is_dir():
                target = target / "index.html"
            if not target.is_file():
                found[name].append(link)
            elif parts.fragment and target.suffix == ".html":
                key = target.relative_to(site.resolve()).as_posix()
                ids = pages[key].ids if key in pages else []
                if parts.fragment not in ids and not parts.fragment.startswith("__"):
                    found[name].append(link)
    return dict(found)


def test_every_link_inside_the_site_leads_somewhere(pages: dict, site: Path):
    assert sum(len(reader.links) for reader in pages.values()) > 5_000
    assert broken(pages, site) == {}


def test_every_page_leads_to_the_feeds_of_its_language(pages: dict):
    feeds = ["timeline.atom", "timeline.json", "changes.atom", "changes.json"]
    assert len(pages) > 1_000
    for name, reader in pages.items():
        depth = name.removeprefix("ko/").count("/")
        wanted = {f"{'../' * depth or './'}feeds/{feed}" for feed in feeds}
        assert wanted <= {load if load[0] == "." else f"./{load}" for load in reader.loads}, name


def test_a_planted_broken_link_is_found(site: Path):
    planted = _Reader()
    planted.feed('<a href="../nowhere/">x</a><a href="#none">y</a><a href="./">z</a>')
    assert broken({"index.html": planted}, site) == {"index.html": ["../nowhere/", "#none"]}


def test_every_page_has_its_twin(pages: dict):
    korean = {name.removeprefix("ko/") for name in pages if name.startswith("ko/")}
    english = {name for name in pages if not name.startswith("ko/")}
    assert korean == english


def test_there_is_a_page_for_every_record_that_has_one(pages: dict, model: Model):
    expected = [f"rules/{row['rule_id']}" for row in model.rows["rules"]]
    expected += [f"providers/{row['provider_id']}" for row in model.rows["providers"]]
    expected += [f"zones/{row['zone_id']}" for row in model.rows["zones"]]
    expected += [f"instruments/{row['law_id']}" for row in model.rows["laws"]]
    expected += [f"bills/{row['bill_id']}" for row in model.rows["bills"]]
    expected += [f"on/{entry.day}" for entry in model.days]
    expected += [f"sanctions/{view.case['enforcement_case_id']}" for view in model.cases]
    expected += [f"data/{resource['name']}" for resource in model.package.resources]
    assert len(expected) > 100
    assert [path for path in expected if f"{path}/index.html" not in pages] == []


def test_one_tab_is_lit_on_every_page_and_leads_to_its_section(pages: dict):
    assert {name for name, reader in pages.items() if len(reader.tabs) != 1} == set()
    for name, tab in (
        ("providers/upbit", "../"),
        ("ko/rules/travel-rule", "../"),
        ("sanctions/dunamu-suspension-2025", "../../providers/"),
        ("turning-points/terra-and-after", "../../timeline/"),
        ("regions/seoul", "../../zones/"),
        ("providers", "./"),
    ):
        assert pages[f"{name}/index.html"].tabs == [tab], name


def test_the_drawer_marks_the_section_of_a_record_as_the_tabs_do(pages: dict):
    for name in ("providers/upbit", "ko/rules/travel-rule", "regions/seoul", "providers"):
        assert pages[f"{name}/index.html"].drawer == ["label"], name
    for name in ("explain/stablecoins", "ko/explain/tax", "on/2024-07-19"):
        assert pages[f"{name}/index.html"].drawer == ["../"], name
    records = [one for name, one in pages.items() if re.match(r"(ko/)?(rules|providers)/.", name)]
    assert len(records) > 400
    assert [one.drawer for one in records if one.drawer != ["label"]] == []
    assert pages["index.html"].drawer == []


def test_section_indexes_list_their_pages(pages: dict, model: Model):
    for section, rows, key in (
        ("rules", model.rows["rules"], "rule_id"),
        ("providers", model.rows["providers"], "provider_id"),
        ("zones", model.rows["zones"], "zone_id"),
        ("instruments", model.rows["laws"], "law_id"),
        ("bills", model.rows["bills"], "bill_id"),
    ):
        links = pages[f"{section}/index.html"].links
        missing = [row[key] for row in rows if f"../{section}/{row[key]}/" not in links]
        assert missing == []


def test_each_page_has_one_h1_and_no_id_twice(pages: dict):
    for name, reader in pages.items():
        assert reader.headings.count("h1") == 1, name
        twice = {key for key in reader.ids if reader.ids.count(key) > 1}
        assert not twice - {"__nav_1"}, (name, twice)


def test_record_pages_end_in_sources_limits_and_a_day(site: Path, model: Model):
    for view in model.providers:
        text = (site / "providers" / view.provider["provider_id"] / "index.html").read_text()
        assert 'class="sources"' in text
        assert "What this page cannot tell you" in text
        assert "State of 20 November 2026" in text
        assert "no endorsement" in text


NOT_LAW = ("Guidance: not law", "Self-regulation: not law", "Administrative stance: not law")


def test_no_page_of_a_rule_that_is_no_law_reads_as_if_it_were(site: Path, model: Model):
    for view in model.rules:
        text = (site / "rules" / view.rule["rule_id"] / "index.html").read_text()
        if model.law_of(view)["law_id"] in model.not_law:
            assert "no statute says it" in text, view.rule["rule_id"]
            assert any(words in text for words in NOT_LAW), view.rule["rule_id"]
        else:
            assert "no statute says it" not in text, view.rule["rule_id"]


def test_the_answer_on_a_rule_page_is_the_value_that_holds(site: Path, model: Model):
    for view in model.rules:
        text = html.unescape((site / "rules" / view.rule["rule_id"] / "index.html").read_text())
        answer = re.search(r'<p class="answer">(.*?)</p>', text, re.DOTALL)
        assert bool(answer) == bool(view.now), view.rule["rule_id"]
        if view.state == "repealed":
            last = view.now["applies_from"] - timedelta(days=1)
            assert f"Its last day was {last.day} {last:%B %Y}." in answer[1]
        elif view.now:
            assert view.now["answer_en"] in answer[1]
            assert ("Not applied on" in answer[1]) == (view.state != "in_force")
        if view.coming and (not view.now or view.coming["answer_en"] != view.now["answer_en"]):
            assert not answer or view.coming["answer_en"] not in answer[1]


def test_a_day_page_shows_what_changed_and_no_day_is_without_change(site: Path, model: Model):
    assert len(model.days) > 80
    for entry in model.days:
        assert entry.rules or entry.providers or entry.zones or entry.made
        text = html.unescape((site / "on" / str(entry.day) / "index.html").read_text())
        for before, after in entry.rules:
            assert before.now != after.now
            assert f"<mark>{after.now['value_text_en']}</mark>" in text
        for view, value in entry.made:
            assert value["promulgated_on"] == entry.day
            assert f"/rules/{view.rule['rule_id']}/" in text
        for _, after in entry.providers:
            assert f"/providers/{after.provider['provider_id']}/" in text
        if entry.day > model.as_of:
            assert "A day to come." in text
            assert not entry.providers
            assert not entry.zones


def test_the_last_day_told_says_what_the_live_pages_say(model: Model):
    last = [entry for entry in model.days if entry.day <= model.as_of][-1]
    for live in model.rules:
        told = last.state.rules[live.rule["rule_id"]]
        assert (told.state, told.now) == (live.state, live.now)
    for live in model.providers:
        told = last.state.providers[live.provider["provider_id"]]
        assert (told.standing, told.market, told.bank) == (live.standing, live.market, live.bank)
    for live in model.zones:
        told = last.state.zones[live.zone["zone_id"]]
        assert (told.state, told.until) == (live.state, live.until)


def test_every_source_mark_has_its_entry(site: Path):
    marks = 0
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        cited = set(re.findall(r'class="ev[^"]*" href="#(s\d+)"', text))
        marks += len(cited)
        assert cited == set(re.findall(r'<li id="(s\d+)">', text)), path
    assert marks > 1_000


# links, bold, lists and headings that nobody made HTML of
UNREAD = re.compile(r"\]\(|(?<!\*)\*\*(?=\w)|^(?:- |#{1,4} )", re.MULTILINE)


def unread(page: str) -> list[str]:
    """Return the Markdown an article shows as it was typed; examples of code may hold some."""
    article = page.partition("<article")[2].partition("</article>")[0]
    return UNREAD.findall(re.sub(r"<(pre|code|script)\b.*?</\1>", "", article, flags=re.DOTALL))


def test_no_page_shows_markdown_as_it_was_typed(site: Path):
    pages = sorted(site.rglob("index.html"))
    assert len(pages) > 1_000
    assert [path for path in pages if unread(path.read_text(encoding="utf-8"))] == []


def test_a_link_typed_inside_html_is_found():
    assert unread('<article><p class="answer">See [the bills](#bills).</p></article>') == ["]("]
    assert unread("<article><p>It is law.\n- <strong>Every</strong> one</p></article>") == ["- "]
    assert unread("<article><code>[a](#b)</code></article>") == []


def test_no_source_mark_stands_inside_a_korean_word(site: Path):
    after = Counter()
    for path in (site / "ko" / "explain").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        after.update(re.findall(r'<a class="ev [^>]*>[^<]*</a>(?!<a class="ev )(.)', text))
    assert after.total() > 1_000
    assert [sign for sign in after if "가" <= sign <= "힣"] == []


def test_nothing_is_loaded_from_another_host(pages: dict):
    for name, reader in pages.items():
        assert [load for load in reader.loads if urlsplit(load).netloc] == [], name


def test_no_style_stands_in_a_page_of_ours(site: Path):
    for path in (site / "rules").rglob("*.html"):
        article = path.read_text(encoding="utf-8").split("<article", 1)[1].split("</article")[0]
        assert " style=" not in article, path


def test_the_site_holds_only_files_of_known_kinds(site: Path):
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) > 400
    assert [path for path in files if path.suffix not in FOLDER_ENDINGS] == []
    assert [path for path in files if path.is_symlink()] == []
    assert [path for path in files if not path.stat().st_size] == []


def test_korean_pages_are_korean(site: Path):
    for path in (site / "ko").rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        assert '<html lang="ko"' in text, path
        assert len(re.findall("[가-힣]", text)) > (30 if "embed" in path.parts else 200), path


def test_every_figure_can_stand_in_somebody_elses_page(site: Path):
    for folder in (site / "embed", site / "ko/embed"):
        found = sorted(folder.glob("*/index.html"))
        assert len(found) == len(FIGURES)
        for path in found:
            text = html.unescape(path.read_text(encoding="utf-8"))
            assert text.count("<svg ") == 2
            assert "CC BY 4.0" in text
            link = re.search(r'<a href="([^"#]+)#([\w-]+)"', text)
            home = (path.parent / link[1] / "index.html").resolve()
            assert f'id="{link[2]}"' in html.unescape(home.read_text(encoding="utf-8"))
            for name in re.findall(r'<link rel="stylesheet" href="([^"]+)"', text):
                assert (path.parent / name).resolve().is_file()


def test_every_page_has_a_markdown_twin_with_its_title(site: Path):
    count = 0
    for path in site.rglob("index.md"):
        page = path.with_suffix(".html").read_text(encoding="utf-8")
        title = html.unescape(re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[1])
        words = re.sub(r"<[^>]+>", "", title).split()
        head = path.read_text(encoding="utf-8")[:4_000]
        assert all(word.strip("“”") in head for word in words[:3]), path
        count += 1
    assert count > 1_600


def test_the_page_of_a_record_links_to_its_json(pages: dict, site: Path):
    for folder in ("rules", "providers", "zones", "instruments", "bills", "projects", "sanctions"):
        of_folder = [name for name in pages if re.match(rf"(ko/)?{folder}/[^/]+/index", name)]
        assert len(of_folder) > 30
        for name in of_folder:
            links = [link for link in pages[name].links if "api/v1/" in link]
            assert len(links) == 1, name
            assert (site / name).parent.joinpath(links[0]).resolve().is_file(), name


def test_the_guide_for_language_models_links_to_twins_that_stand(site: Path):
    text = (site / "llms.txt").read_text(encoding="utf-8")
    links = re.findall(r"\]\(/([^)]+)\)", text)
    assert len(links) > 40
    assert [link for link in links if not (site / link).is_file()] == []


POLICY = re.compile(
    r'<head>\s*<meta charset="utf-8">\s*'
    r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
)
INLINE = re.compile(r"<(script|style)\b((?![^>]*\bsrc=)[^>]*)>(.*?)</\1>", re.DOTALL)
# what no policy without 'unsafe-inline' lets work
FORBIDDEN = re.compile(r"<[a-z][^<>]*?\s(style|on[a-z]+)=\"", re.IGNORECASE)


def unlike_their_policy(texts: dict[str, str]) -> dict[str, str]:
    """Return the pages without a strict policy in their first lines, or that break their own."""
    found = {}
    for path, text in texts.items():
        policy = POLICY.search(text[:3_000])
        if (
            not policy
            or not policy[1].startswith("default-src 'none'; ")
            or "'unsafe-" in policy[1]
        ):
            found[path] = "no strict policy first in its head"
            continue
        for element, attributes, content in INLINE.findall(text):
            digest = b64encode(sha256(content.encode()).digest()).decode()
            if "json" not in attributes and digest not in policy[1]:
                found[path] = f"a {element} that its policy stops: {content[:60]}"
        if wrong := FORBIDDEN.search(text):
            found[path] = wrong.group()[-60:]
    return found


def test_every_page_has_a_strict_policy_and_keeps_it(site: Path):
    paths = sorted(site.rglob("*.html"))
    chosen = [*paths[::4], *(path for path in paths if "embed" in path.parts), site / "404.html"]
    texts = {str(path.relative_to(site)): path.read_text(encoding="utf-8") for path in chosen}
    assert len(texts) > 400
    assert unlike_their_policy(texts) == {}
    planted = texts["404.html"].replace("</body>", "<script>evil()</script></body>")
    assert "evil()" in unlike_their_policy({"404.html": planted})["404.html"]
