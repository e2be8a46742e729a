"""A researcher and a developer: from the front page to the data, its meaning and its addresses."""

import csv
import io
import json
import zipfile
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, expect

from build_scripts.exports.api import address as api_address
from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.pages import PREVIEW
from tests.browser.visitor import (
    DESK,
    ENGLISH,
    Visitor,
    act,
    asks,
    follow,
    hrefs,
    save,
    visitor,
    word,
)

# a researcher


def test_a_researcher_takes_all_and_knows_what_is_missing(
    browser: Browser, address: str, model: Model
):
    with visitor(browser, f"{address}/", **DESK) as he:
        with asks(he, "where is all of it?", most=2) as page:
            rows = {name: len(rows) for name, rows in model.rows.items()}
            expect(page.locator(".doors")).to_contain_text(ENGLISH.number(sum(rows.values())))
            follow(he, ENGLISH.say("All datasets, as CSV, JSON, Excel, SQLite and Parquet"))
            assert rows_in(save(he, "korea-crypto-rules.zip")) == rows
        with asks(he, "what does a column mean?", most=2) as page:
            resource = model.package.resource("rule_values")
            follow(he, ENGLISH.say("All datasets, as CSV, JSON, Excel, SQLite and Parquet"))
            follow(he, resource["title"])
            fields = page.locator("h2#codebook ~ table tbody tr")
            assert fields.locator("td:first-child code").all_inner_texts() == [
                field["name"] for field in resource["schema"]["fields"]
            ]
            for row, field in zip(fields.all(), resource["schema"]["fields"], strict=True):
                expect(row).to_contain_text(field["description"])
        with asks(he, "what is not known?", most=2) as page:
            follow(he, ENGLISH.say("What we do not know"))
            listed = hrefs(page.locator("#states + table td:last-child a"))
            told = sorted(link.strip("./") for link in listed)
            assert told == sorted(address for address, _, _ in model.not_known)
            empty = page.locator("#fields ~ table").first.locator("tbody tr")
            told = [row.get_by_role("cell").all_inner_texts()[:4] for row in empty.all()[::10]]
            assert told == [
                [name, field, ENGLISH.number(count), ENGLISH.number(of)]
                for name, field, count, of in model.unknowns[::10]
            ]
            view = next(view for view in model.providers if view.standing == "not_known")
            follow(he, view.provider["brand_en"])
            expect(page.locator("article > p > .st").first).to_have_text(word("not_known", ENGLISH))
        with asks(he, "is it none, or not found?", most=1) as page:
            follow(he, ENGLISH.say("Is my exchange registered?"))
            assert banks_told(page) == banks_known(model, ENGLISH)
        with asks(he, "how do I cite this?", most=2) as page:
            follow(he, ENGLISH.say("What does the travel rule ask?"))
            cites(he, model, ENGLISH)


def rows_in(path: Path) -> dict[str, int]:
    """Count the rows of every dataset in the zip."""
    with zipfile.ZipFile(path) as zipped:
        tables = {
            name.rsplit("/")[-1].removesuffix(".csv"): zipped.read(name).decode("utf-8")
            for name in zipped.namelist()
            if name.endswith(".csv") and "/derived/" not in name and ".bom." not in name
        }
    return {
        name: sum(1 for _ in csv.DictReader(io.StringIO(text))) for name, text in tables.items()
    }


def banks_told(page: Page) -> dict[str, str]:
    """Return what the table of providers says of each one's bank, by the address of its page."""
    rows = page.locator("#providers tbody tr").evaluate_all(
        "rows => rows.map(({ cells }) => [cells[0].querySelector('a').pathname, cells[5]])"
        ".map(([path, cell]) => [path, cell ? cell.childNodes[0].textContent : null])"
    )
    return {path.split("/")[-2]: bank for path, bank in rows}


def banks_known(model: Model, language: Language) -> dict[str, str]:
    """Return what each provider's bank is: its name, not found, or not applicable."""
    none = {"krw": language.say("not found")}
    known = {
        view.provider["provider_id"]: view.bank["bank_en"]
        if view.bank
        else none.get(view.market, language.say("not applicable"))
        for view in model.providers
    }
    assert len(set(known.values())) > 3
    return known


def cites(who: Visitor, model: Model, language: Language) -> None:
    """Open the reference of a page: a sentence, BibTeX and CSL-JSON, of this version and day."""
    act(who, "Cite this page", who.page.get_by_text("Cite this page", exact=True))
    title = model.rule("travel-rule")["title_en"]
    version = model.package.descriptor["version"]
    box = who.page.locator(".kcr-cite")
    for told in (title, version, language.day(model.as_of), "CC BY 4.0", "/rules/travel-rule/"):
        expect(box.locator("p").first).to_contain_text(told)
    bibtex, csl = box.locator("code").all_inner_texts()
    assert bibtex.startswith("@misc{")
    assert bibtex.count("{") == bibtex.count("}")
    made = json.loads(csl)
    day = model.as_of
    assert (made["title"], made["version"]) == (title, version)
    assert made["issued"] == {"date-parts": [[day.year, day.month, day.day]]}


# a developer


def test_a_developer_reads_the_data_by_program(browser: Browser, address: str, model: Model):
    with visitor(browser, f"{address}/", **DESK) as she:
        with asks(she, "where does a program begin?", most=3) as page:
            goes_to_the_examples(she, ENGLISH)
            follow(she, "the index")
            index = json.loads(page.locator("body").inner_text())
            assert index["version"] == model.package.descriptor["version"]
            asked = by_program(page, index, "rules", "travel-rule")
            view = model.rule_view("travel-rule")
            assert asked["state"]["is"] == view.state
            assert asked["record"]["title"] == view.rule["title_en"]
        with asks(she, "does the example run?", most=2) as page:
            goes_to_the_examples(she, ENGLISH)
            source = model.sources[view.rule["source_id"]]
            assert (
                run_here(page, address) == f"{view.rule['title_en']} {view.state} {source['url']}"
            )
        with asks(she, "what is different since the version I have?", most=2) as page:
            follow(she, "What changed", within="footer")
            follow(she, "changes.json")
            ledger = model.package.ledger
            told = json.loads(page.locator("body").inner_text())
            assert [one["version"] for one in told["releases"]] == [
                release.version for release in ledger.releases
            ]
            assert len(told["unreleased"]) == sum(one.version is None for one in ledger.reasons)
        keeps_its_ids(page, index, urljoin(f"{address}/", "api/v1/"), model)


def goes_to_the_examples(who: Visitor, language: Language) -> None:
    follow(who, language.say("All datasets, as CSV, JSON, Excel, SQLite and Parquet"))
    follow(
        who,
        language.say(
            "How to use them: examples in Python, SQL, R and JavaScript, "
            "and one address for each record"
        ),
    )


def by_program(page: Page, index: dict, dataset: str, key: str) -> dict:
    """Follow the addresses of the index to one record, as a program does."""
    place = urljoin(page.url, index["datasets"]["en"][dataset])
    listed = page.request.get(place).json()
    [href] = [one["href"] for one in listed["records"] if one["key"] == key]
    answer = page.request.get(urljoin(place, href))
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def run_here(page: Page, address: str) -> str:
    """Run the example in JavaScript as it stands and return the line it writes."""
    text = page.locator("code.language-js").inner_text()
    assert PREVIEW in text
    script = "const said = []; const console = { log: (...words) => said.push(words.join(' ')) };"
    script += f"{text.replace(PREVIEW, address)}; return said.join('|');"
    return page.evaluate(f"async () => {{ {script} }}")


def keeps_its_ids(page: Page, index: dict, root: str, model: Model) -> None:
    """Hold the ids to the rows, to each other in both languages, and to what was released."""
    count = 0
    for dataset in index["datasets"]["en"]:
        keys = [model.key(dataset, row) for row in model.rows[dataset]]
        for language in ("en", "ko"):
            place = urljoin(root, index["datasets"][language][dataset])
            records = page.request.get(place).json()["records"]
            assert [one["key"] for one in records] == keys
            hrefs = [f"{api_address(key)}.json" for key in keys]
            assert [one["href"] for one in records] == hrefs
            assert len(set(hrefs)) == len(hrefs)
            count += len(keys)
    assert count == 2 * sum(map(len, model.rows.values()))
    ledger = model.package.ledger
    for release in ledger.releases:
        for dataset, rows in release.rows.items():
            now = {model.key(dataset, row) for row in model.rows.get(dataset, ())}
            assert [
                key for key in rows if key not in now and (dataset, key) not in ledger.gone
            ] == []


# each test can fail


def test_a_wrong_table_is_found(browser: Browser, address: str, model: Model):
    with visitor(browser, f"{address}/", **DESK) as he:
        page = he.page
        page.goto(f"{address}/providers/")
        page.evaluate("document.querySelector('#providers tr:last-child td:nth-child(6)').remove()")
        assert banks_told(page) != banks_known(model, ENGLISH)
