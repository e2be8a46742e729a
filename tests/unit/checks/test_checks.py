"""Each check accepts a good row and names the bad one."""

from dataclasses import replace
from datetime import date

import pytest

from build_scripts.checks import CHECKS
from build_scripts.checks.addresses_are_web import addresses_are_web
from build_scripts.checks.banks_serve_won_markets import banks_serve_won_markets
from build_scripts.checks.bills_take_legal_steps import bills_take_legal_steps
from build_scripts.checks.both_languages import both_languages
from build_scripts.checks.claims_can_be_settled import claims_can_be_settled
from build_scripts.checks.conflicts_name_records import conflicts_name_records
from build_scripts.checks.counts_agree import counts_agree
from build_scripts.checks.dates_are_days import dates_are_days
from build_scripts.checks.everything_has_a_history import everything_has_a_history
from build_scripts.checks.history_is_a_legal_path import history_is_a_legal_path
from build_scripts.checks.law_has_a_pinpoint import law_has_a_pinpoint
from build_scripts.checks.no_stand_ins import no_stand_ins
from build_scripts.checks.nothing_stands_twice import nothing_stands_twice
from build_scripts.checks.periods_run_forward import periods_run_forward
from build_scripts.checks.pinpoints_can_be import pinpoints_can_be
from build_scripts.checks.published_rows_stay import published_rows_stay
from build_scripts.checks.questions_have_one_rule import questions_have_one_rule
from build_scripts.checks.sanctions_say_what_they_are import sanctions_say_what_they_are
from build_scripts.checks.sandboxes_keep_their_order import sandboxes_keep_their_order
from build_scripts.checks.scope_is_said import scope_is_said
from build_scripts.checks.sources_are_cited import sources_are_cited
from build_scripts.checks.terms_know_each_other import terms_know_each_other
from build_scripts.checks.text_is_plain import text_is_plain
from build_scripts.checks.two_publishers import two_publishers
from build_scripts.checks.values_do_not_clash import values_do_not_clash
from build_scripts.checks.values_follow_their_law import values_follow_their_law
from build_scripts.checks.values_have_units import values_have_units
from build_scripts.checks.words_are_right import words_are_right
from build_scripts.ledger import Entry, Ledger, Release
from build_scripts.validate import check_findings
from tests.unit.packages import a_field, checked

TEXT = [a_field("thing_id"), a_field("title_en"), a_field("title_ko"), a_field("site_url")]


def a_text(english: str = "Word", korean: str = "말", address: str | None = None):
    return checked(things=(TEXT, [["one", english, korean, address]]))


@pytest.mark.parametrize("text", ["KRW 1 million", "A & B (C)", "up to 5%", "‘quoted’", "1:1"])
def test_plain_text_is_accepted(text: str):
    assert text_is_plain(*a_text(text)) == []


PAYLOADS = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "{{ 7*7 }}",
    "{% raw %}",
    "*bold*",
    "`code`",
    "&lt;b&gt;",
    "--8<-- file",
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@SUM(1)",
    "&#60;b&#62;",
    "~~struck~~",
    "a _word_ b",
    "vbscript:x",
    "# Heading",
    "%include",
    "!!! note",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_something_would_act_on_is_refused(payload: str):
    [breach] = text_is_plain(*a_text(payload))
    assert (breach.resource, breach.row, breach.field) == ("things", 0, "title_en")


@pytest.mark.parametrize("cell", ["n/a", "unknown", "-", "9999-12-31", "미상", "TBD"])
def test_stand_ins_are_refused(cell: str):
    assert [breach.field for breach in no_stand_ins(*a_text(cell))] == ["title_en"]
    assert no_stand_ins(*a_text("Unknown to many")) == []


def test_both_languages_stand_or_none():
    assert both_languages(*a_text()) == []
    assert both_languages(*a_text("Upbit", "Upbit")) == []
    assert [b.field for b in both_languages(*a_text("Word", None))] == ["title_ko"]
    assert [b.field for b in both_languages(*a_text("말", "말"))] == ["title_en"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "ftp://fsc.go.kr/",
        "https://user@fsc.go.kr/",
        "https://fsc.go.kr:8443/",
        "https://fsс.go.kr/",  # a Cyrillic с
        "https://127.0.0.1/",
        "https://fsc.go.kr/?utm_source=x",
        "https:/fsc.go.kr/",
        "https://fsc.go.kr\\@example.com/",
        "https://[fsc.go.kr/",
        "https://fsc.go.kr/%0d%0aSet-Cookie:x",
        "https://fsc.go.kr/{x}",
        "https://fsc.local/",
        "https://xn--fs-elc.go.kr/",  # a Cyrillic с in Punycode
        "data:text/html,x",
    ],
)
def test_addresses_that_are_not_plain_are_refused(address: str):
    assert [b.field for b in addresses_are_web(*a_text(address=address))] == ["site_url"]
    for plain in ("https://www.law.go.kr/법령/민법", "https://xn--vg1b22hu4kw6n.com/"):
        assert addresses_are_web(*a_text(address=plain)) == []


DATES = [a_field("thing_id"), a_field("occurred_on"), a_field("last_checked_on", "date")]


@pytest.mark.parametrize(
    ("day", "right"),
    [("2024-02-29", True), ("2024", True), ("2023-02-29", False), ("1066", False)],
)
def test_dates_exist(day: str, right: bool):
    found = dates_are_days(*checked(things=(DATES, [["one", day, "2026-11-22"]])))
    assert (found == []) is right


def test_nothing_happened_after_it_was_read():
    [breach] = dates_are_days(*checked(things=(DATES, [["one", "2026-12", "2026-11-22"]])))
    assert breach.field == "occurred_on"


def test_nothing_is_read_a_year_after_the_package_was_made():
    package, tables = checked(things=(DATES, [["one", "2024", "2036-11-22"]]))
    package.descriptor["created"] = "2026-11-22T00:00:00Z"
    assert [breach.field for breach in dates_are_days(package, tables)] == ["last_checked_on"]


OFFICES = [a_field(name) for name in ("office_holder_id", "authority_id", "office_en")]
OFFICES += [a_field(name) for name in ("person_en", "held_from", "held_until")]


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        (("2020-01-02", "2021-05"), ("2021-05-20", None), None),
        (("2020-01-02", None), ("2021-05-20", None), None),
        (("2020-01-02", "2019"), ("2021-05-20", None), "held_until"),
        (("2020-01-02", "2021-06"), ("2021-05-20", None), "held_from"),
    ],
)
def test_periods_run_forward_and_do_not_overlap(one, other, field):
    rows = [["a", "fsc", "Chair", "A", *one], ["b", "fsc", "Chair", "B", *other]]
    found = periods_run_forward(*checked(office_holders=(OFFICES, rows)))
    assert [breach.field for breach in found] == [field] * bool(field)


SOURCES = [a_field("source_id"), a_field("kind"), a_field("publisher_group")]
ROWS = [["law-a", "law", "law"], ["news-a", "news", "a"], ["news-b", "news", "b"]]
CITING = [
    a_field("thing_id"),
    a_field("source_id"),
    a_field("pinpoint"),
    a_field("second_source_id"),
]


def citing(*row: str | None):
    return checked(sources=(SOURCES, ROWS), things=(CITING, [["one", *row]]))


def test_a_law_needs_its_article():
    assert law_has_a_pinpoint(*citing("law-a", "Article 1", None)) == []
    assert law_has_a_pinpoint(*citing("news-a", None, None)) == []
    assert [b.field for b in law_has_a_pinpoint(*citing("law-a", None, None))] == ["pinpoint"]


def test_two_sources_are_of_two_houses():
    assert two_publishers(*citing("news-a", None, "news-b")) == []
    [breach] = two_publishers(*citing("news-a", None, "news-a"))
    assert breach.field == "second_source_id"


def test_a_source_nobody_cites_is_named():
    breaches = sources_are_cited(*citing("law-a", "Article 1", "news-b"))
    assert [breach.found for breach in breaches] == ["'news-a', cited nowhere"]


ID = [a_field("rule_id")]


def test_a_rule_without_a_value_is_named():
    package, tables = checked(
        rules=(ID, [["one"], ["two"]]),
        rule_values=(ID, [["one"]]),
        providers=([a_field("provider_id")], []),
        licence_events=([a_field("provider_id")], []),
        zones=([a_field("zone_id")], []),
        zone_events=([a_field("zone_id")], []),
        sandbox_projects=([a_field("project_id")], []),
        project_events=([a_field("project_id")], []),
    )
    [breach] = everything_has_a_history(package, tables)
    assert (breach.resource, breach.row) == ("rules", 1)


STEPS = [
    a_field("licence_event_id"),
    a_field("provider_id"),
    a_field("occurred_on"),
    a_field("latest_on", "date"),
    a_field("licence_event_type"),
    a_field("market"),
]
ZONE_STEPS = [
    a_field("zone_event_id"),
    a_field("occurred_on"),
    a_field("holds_until", "date"),
]
VALUES = [
    a_field("rule_id"),
    a_field("applies_from", "date"),
    a_field("promulgated_on", "date"),
    a_field("value", "number"),
    a_field("unit"),
]


def histories(steps=(), zones=(), values=()):
    return checked(
        licence_events=(STEPS, [["x", "upbit", *step, None] for step in steps]),
        zone_events=(ZONE_STEPS, list(zones)),
        rule_values=(VALUES, list(values)),
    )


def test_a_history_is_a_legal_path():
    good = [("2021-08-20", None, "filed"), ("2021-09", None, "accepted")]
    assert history_is_a_legal_path(*histories(good)) == []
    assert history_is_a_legal_path(*histories([good[1]])) == []  # the filing is not on record
    backwards = [("2021-10-20", None, "filed"), ("2021-09-17", None, "accepted")]
    [breach] = history_is_a_legal_path(*histories(backwards))
    assert breach.found == "accepted on 2021-09-17"
    [breach] = history_is_a_legal_path(*histories([("2025", None, "suspension_stayed")]))
    assert "suspended_in_part before it" in breach.expected
    after = [*good, ("2024-01-01", None, "cancelled"), ("2024-05", None, "renewal_filed")]
    assert any(
        "after the cancellation" in b.found for b in history_is_a_legal_path(*histories(after))
    )


def test_a_term_ends_after_it_begins_and_a_value_after_its_promulgation():
    [breach] = history_is_a_legal_path(*histories(zones=[["x", "2024-07", "2023-12-31"]]))
    assert breach.field == "holds_until"
    values = [["r", "2024-07-19", "2024-07-20", None, None]]
    [breach] = history_is_a_legal_path(*histories(values=values))
    assert breach.field == "promulgated_on"


SURVEYS = [a_field("half"), a_field("period_end_on", "date")]


def test_numbers_have_units_and_halves_their_end():
    def found(value, unit, end="2025-06-30"):
        row = ["r", "2024-07-19", None, value, unit]
        package, tables = checked(
            rule_values=(VALUES, [row]), market_surveys=(SURVEYS, [["2025-H1", end]])
        )
        return [breach.field for breach in values_have_units(package, tables)]

    assert found(80, "percent") == []
    assert found(None, None) == []
    assert found(80, None) == ["unit"]
    assert found(180, "percent") == ["value"]
    assert found(None, None, "2025-12-31") == ["period_end_on"]


CONFLICTS = [
    a_field("conflict_id"),
    a_field("resource"),
    a_field("record_key"),
    a_field("source_a_id"),
    a_field("source_b_id"),
]


def test_a_conflict_names_a_record_and_two_sources():
    def found(*row: str):
        package, tables = checked(conflicts=(CONFLICTS, [["c", *row]]))
        return [breach.field for breach in conflicts_name_records(package, tables)]

    assert found("conflicts", "c", "a", "b") == []
    assert found("nothing", "c", "a", "b") == ["resource"]
    assert found("conflicts", "d", "a", "b") == ["record_key"]
    assert found("conflicts", "c", "a", "a") == ["source_b_id"]


COUNTS = [
    a_field("registration_count_id"),
    a_field("counted_on"),
    a_field("counted"),
    a_field("value", "integer"),
]


@pytest.mark.parametrize(
    ("value", "named", "right"), [(1, False, True), (0, False, False), (0, True, True)]
)
def test_rows_never_exceed_the_official_count(value: int, named: bool, right: bool):
    conflict = [["c", "registration_counts", "n", "a", "b"]] if named else []
    package, tables = checked(
        licence_events=(STEPS, [["x", "upbit", "2021", "2021-12-23", "accepted", "krw"]]),
        registration_counts=(COUNTS, [["n", "2021-12-23", "accepted_krw", value]]),
        conflicts=(CONFLICTS, conflict),
    )
    assert (counts_agree(package, tables) == []) is right


RULES = [a_field("rule_id"), a_field("law_id"), a_field("compares_as")]
SCOPE = [
    a_field("rule_id"),
    a_field("effect"),
    a_field("reason_en"),
]


def test_a_rule_says_whom_it_concerns_and_why_where_it_depends():
    def found(*scope: list):
        package, tables = checked(
            rules=(RULES, [["one", "act", None]]), rule_scope=(SCOPE, list(scope))
        )
        return [(b.resource, b.field) for b in scope_is_said(package, tables)]

    assert found(["one", "binds", None]) == []
    assert found(["one", "depends", "On the amount."]) == []
    assert found(["one", "depends", None]) == [("rule_scope", "reason_en")]
    assert found(["one", "excluded", None]) == [("rule_scope", "reason_en")]
    assert found(["two", "binds", None]) == [("rules", "rule_id")]


VERSIONS = [
    a_field("law_id"),
    a_field("number"),
    a_field("in_force_from", "date"),
    a_field("promulgated_on", "date"),
]
SET_BY = [
    a_field("rule_id"),
    a_field("applies_from", "date"),
    a_field("state"),
    a_field("law_id"),
    a_field("instrument_number"),
]


@pytest.mark.parametrize(
    ("day", "state", "law", "number", "right"),
    [
        ("2021-03-25", "in_force", None, None, True),
        ("2021-03-24", "in_force", None, None, False),  # before the act is in force
        ("2020-03-24", "promulgated", None, None, True),
        ("2020-03-23", "promulgated", None, None, False),
        ("2021-03-25", "in_force", None, "Act No. 2", False),  # before the version it names
        ("2026-08-20", "in_force", None, "Act No. 2", True),
        ("2017-09-29", "in_force", "guideline", None, True),  # no versions on record
    ],
)
def test_a_value_follows_its_law(day: str, state: str, law: str, number: str, right: bool):
    package, tables = checked(
        rules=(RULES, [["one", "act", None]]),
        rule_values=(SET_BY, [["one", day, state, law, number]]),
        law_versions=(
            VERSIONS,
            [
                ["act", "Act No. 1", "2021-03-25", "2020-03-24"],
                ["act", "Act No. 2", "2026-08-20", "2026-02-19"],
            ],
        ),
    )
    assert [b.field for b in values_follow_their_law(package, tables)] == (
        [] if right else ["applies_from"]
    )


def test_a_version_is_not_in_force_before_it_is_promulgated():
    package, tables = checked(
        rules=(RULES, [["one", "act", None]]),
        rule_values=(SET_BY, []),
        law_versions=(VERSIONS, [["act", "Act No. 1", "2020-03-23", "2020-03-24"]]),
    )
    assert [b.field for b in values_follow_their_law(package, tables)] == ["in_force_from"]


KINDS = [a_field("source_id"), a_field("kind")]
LAWS = [a_field("law_id"), a_field("short_title_en"), a_field("short_title_ko")]
PLACES = [a_field("thing_id"), a_field("source_id"), a_field("pinpoint")]


@pytest.mark.parametrize(
    ("source", "text", "right"),
    [
        ("law", "Article 7(3)2; Addenda No. 17113, Article 1", True),
        ("law", "Reporting Act, Article 7", True),
        ("law", "Article 0", False),
        ("law", "Article 7001", False),
        ("law", "Atricle 7", False),
        ("law", "page seven", False),
        ("news", "page seven", True),
    ],
)
def test_an_article_that_cannot_be_is_refused(source: str, text: str, right: bool):
    package, tables = checked(
        sources=(KINDS, [["law", "law"], ["news", "news"]]),
        laws=(LAWS, [["act", "Reporting Act", "특정금융정보법"]]),
        things=(PLACES, [["one", source, text]]),
    )
    assert (pinpoints_can_be(package, tables) == []) is right


BILLS = [a_field("bill_id")]
BILL_STEPS = [a_field("bill_id"), a_field("occurred_on"), a_field("event")]


@pytest.mark.parametrize(
    ("steps", "fields"),
    [
        ([["b", "2023-06-30", "passed"], ["b", "2023-07-18", "promulgated"]], []),
        ([["b", "2023-07", "passed"], ["b", "2023-07-18", "promulgated"]], []),
        ([["b", "2023-07-18", "promulgated"]], ["event"]),
        ([["b", "2024-05-29", "lapsed"], ["b", "2024-06-30", "passed"]], ["occurred_on"]),
        ([["other", "2024-05-29", "introduced"]], ["bill_id"]),
    ],
)
def test_a_bill_goes_the_way_bills_go(steps: list, fields: list):
    package, tables = checked(bills=(BILLS, [["b"]]), bill_events=(BILL_STEPS, steps))
    assert [breach.field for breach in bills_take_legal_steps(package, tables)] == fields


def test_each_question_has_one_korean_rule():
    question = a_field("question")
    question["categories"] = [{"value": "tax", "label": "T", "kcr:label_ko": "세금"}]
    answers = [a_field("jurisdiction_id"), question]

    def found(rules: list, rows: list):
        package, tables = checked(rules=(RULES, rules), jurisdiction_rules=(answers, rows))
        return [(b.resource, b.row) for b in questions_have_one_rule(package, tables)]

    assert found([["one", "act", "tax"]], [["jp", "tax"]]) == []
    assert found([["one", "act", None]], [["jp", "tax"]]) == [("rules", 0)]
    assert found([["one", "act", "tax"], ["two", "act", "tax"]], []) == [("rules", 1)]
    assert found([["one", "act", "tax"]], [["kr", "tax"]]) == [("jurisdiction_rules", 0)]


BANKS = [
    a_field("bank_partnership_id"),
    a_field("provider_id"),
    a_field("occurred_on"),
    a_field("bank_event_type"),
    a_field("bank_en"),
]


@pytest.mark.parametrize(
    ("steps", "day", "kind", "right"),
    [
        ([["a", "x", "2021-09-24", None, "filed", "coin"]], "2022-01-01", "started", False),
        ([["a", "x", "2021-09-24", None, "filed", "coin"]], "2022-01-01", "announced", True),
        ([["a", "x", "2021-09-10", None, "filed", "krw"]], "2022-01-01", "started", True),
        ([["a", "x", "2022-04-15", None, "market_switched", "krw"]], "2022-02-01", "started", True),
        ([], "2018-01-30", "started", False),
    ],
)
def test_a_bank_serves_a_won_market(steps: list, day: str, kind: str, right: bool):
    package, tables = checked(
        licence_events=(STEPS, steps),
        bank_partnerships=(BANKS, [["b", "x", day, kind, "Bank"]]),
    )
    assert (banks_serve_won_markets(package, tables) == []) is right


CASES = [a_field("enforcement_case_id")]
CASE_STEPS = [
    a_field("enforcement_action_id"),
    a_field("enforcement_case_id"),
    a_field("measure"),
    a_field("amount_krw", "number"),
    a_field("holds_from", "date"),
    a_field("holds_until", "date"),
]


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        (["a", "c", "fine", 1e9, None, None], []),
        (["a", "c", "warning", 1e9, None, None], ["amount_krw"]),
        (["a", "c", None, 1e9, None, None], ["amount_krw"]),
        (["a", "c", "suspension", None, "2025-03-07", "2025-06-06"], []),
        (["a", "c", "suspension", None, "2025-06-07", "2025-06-06"], ["holds_until"]),
        (["a", "c", "fine", 1e9, "2025-03-07", "2025-06-06"], ["holds_until"]),
        (["a", "other", "fine", 1e9, None, None], ["enforcement_case_id"]),
    ],
)
def test_a_sum_belongs_to_a_fine_and_days_to_a_suspension(step: list, fields: list):
    package, tables = checked(
        enforcement_cases=(CASES, [["c"]]), enforcement_actions=(CASE_STEPS, [step])
    )
    found = sanctions_say_what_they_are(package, tables)
    assert [breach.field for breach in found] == fields


def test_a_check_that_breaks_is_a_refusal(monkeypatch: pytest.MonkeyPatch):
    def broken(package, tables):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("build_scripts.validate.CHECKS", (broken,))
    [finding] = check_findings(*a_text())
    assert "did not foresee (ZeroDivisionError" in str(finding)
    assert finding.check == "broken"


def test_every_check_is_tested_here():
    text = open(__file__, encoding="utf-8").read()  # noqa: PTH123, SIM115
    assert [check.__name__ for check in CHECKS if f"{check.__name__}(" not in text] == []


def test_the_same_thing_under_a_new_key_is_named():
    fields = [a_field("thing_id"), a_field("title_en"), a_field("count", "integer")]
    rows = [["one", "Word", 1], ["two", "Word", 2], ["three", "Word", 1]]
    [breach] = nothing_stands_twice(*checked(things=(fields, rows)))
    assert (breach.row, breach.found) == (2, "'three', which says what 'one' says")


PROJECTS = [a_field("project_id"), a_field("regime_id"), a_field("zone_id")]
PROJECT_STEPS = [
    a_field("project_event_id"),
    a_field("project_id"),
    a_field("occurred_on"),
    a_field("project_event_type"),
    a_field("holds_until", "date"),
]
EXEMPTIONS = [
    a_field("exemption_id"),
    a_field("project_event_id"),
    a_field("tool"),
    a_field("law_id"),
    a_field("waived_article"),
]


def sandboxes(steps: list[list], exemption: list | None = None, scheme: str = "regional"):
    return checked(
        sandbox_regimes=(
            [a_field("regime_id"), a_field("law_id")],
            [["regional", "zones-act"], ["financial", "finance-act"]],
        ),
        zones=([a_field("zone_id"), a_field("law_id")], [["busan", "zones-act"]]),
        zone_events=(
            [a_field("zone_id"), a_field("occurred_on"), a_field("zone_event_type")],
            [["busan", "2019-07-24", "designated"]],
        ),
        sandbox_projects=(PROJECTS, [["tour", scheme, "busan"]]),
        project_events=(PROJECT_STEPS, [[f"s{i}", "tour", *s] for i, s in enumerate(steps)]),
        exemptions=(EXEMPTIONS, [["x", *exemption]] if exemption else []),
    )


def test_a_project_follows_its_zone_and_an_exemption_its_step():
    def found(*given, **named):
        breaches = sandboxes_keep_their_order(*sandboxes(*given, **named))
        return [(breach.resource, breach.field) for breach in breaches]

    granted = ["2019-07", "granted", None]  # the month of the designation may be after it
    waives = ["s0", "demonstration_exemption", "act", "Article 21"]
    assert found([granted], waives) == []
    assert found([["2019-06", "applied", None]]) == []
    assert found([["2019-06", "granted", None]]) == [("project_events", "occurred_on")]
    assert found([["2020", "granted", "2019-12-31"]]) == [("project_events", "holds_until")]
    assert found([["2021", "extended", None]]) == [("project_events", "project_event_type")]
    assert found([granted], scheme="financial") == [("sandbox_projects", "regime_id")]
    applied = ["2019-06", "applied", None]
    assert found([applied], waives) == [("exemptions", "project_event_id")]
    permit = ["2021-07-01", "permitted", None]
    assert found([permit], waives) == [("exemptions", "tool")]
    assert found([granted], [*waives[:2], None, "Article 21"]) == [("exemptions", "waived_article")]


CLAIMS = [a_field("claim_id"), a_field("verdict"), a_field("otherwise")]
TESTS = [
    a_field("claim_test_id"),
    a_field("claim_id"),
    a_field("resource"),
    a_field("record_key"),
    a_field("field"),
    a_field("compares"),
    a_field("value"),
]


def test_a_claim_is_settled_by_tests_or_by_argument():
    def found(claim: list, *tests: list):
        package, tables = checked(
            claims=(CLAIMS, [["c", *claim]]),
            claim_tests=(TESTS, [[f"t{i}", "c", *test] for i, test in enumerate(tests)]),
        )
        return [breach.field for breach in claims_can_be_settled(package, tables)]

    good = ["claims", "c", "verdict", "equals", "true"]
    assert found(["true", None]) == []
    assert found([None, "false"], good) == []
    assert found([None, None]) == ["verdict"]
    assert found(["true", None], good) == ["otherwise", "verdict"]
    assert found([None, "false"], ["nothing", *good[1:]]) == ["resource"]
    assert found([None, "false"], ["claims", "d", *good[2:]]) == ["record_key"]
    assert found([None, "false"], ["claims", "c", "answer", "equals", "x"]) == ["field"]
    assert found([None, "false"], ["claims", "c", "verdict", "at_most", "many"]) == ["value"]


def test_terms_are_confused_with_terms_of_the_glossary():
    def found(other: str | None):
        fields = [a_field("term_id"), a_field("confused_with")]
        package, tables = checked(glossary=(fields, [["fine", other], ["surcharge", None]]))
        return [breach.found for breach in terms_know_each_other(package, tables)]

    assert found(None) == found("surcharge") == []
    assert found("surcharge; penalty") == ["'penalty'"]
    assert found("fine") == ["'fine'"]


def test_one_thing_has_one_value_or_a_disagreement():
    fields = [
        a_field("sandbox_count_id"),
        a_field("regime_id"),
        a_field("measure"),
        a_field("counted_from"),
        a_field("counted_on"),
        a_field("value", "integer"),
    ]

    def found(value: int, named: bool = False, day: str = "2024-06"):
        rows = [["a", None, "approvals", None, "2024-06", 1266]]
        rows.append(["b", None, "approvals", None, day, value])
        package, tables = checked(
            sandbox_counts=(fields, rows),
            registration_counts=([a_field("registration_count_id")], []),
            incidents=([a_field("incident_id")], []),
            office_holders=([a_field("office_holder_id")], []),
            conflicts=(CONFLICTS, [["c", "sandbox_counts", "a", "x", "y"]] if named else []),
        )
        return [(b.resource, b.row) for b in values_do_not_clash(package, tables)]

    assert found(1266) == found(1300, day="2024-07") == found(1300, named=True) == []
    assert found(1300) == [("sandbox_counts", 1)]


def test_a_word_the_glossary_calls_wrong_is_refused_in_its_language():
    terms = [
        a_field("term_id"),
        a_field("term_en"),
        a_field("term_ko"),
        a_field("avoid_en"),
        a_field("avoid_ko"),
    ]

    def found(english: str, korean: str):
        package, tables = checked(
            things=(TEXT, [["one", english, korean, None]]),
            glossary=(
                terms,
                [["reg", "Registration", "신고", "FIU-licensed; FIU licence", "인가받은"]],
            ),
        )
        return [(b.resource, b.field) for b in words_are_right(package, tables)]

    assert found("A registered exchange", "신고된 거래소") == []
    assert found("An fiu-Licensed exchange", "신고된 거래소") == [("things", "title_en")]
    assert found("A registered exchange", "인가받은 거래소") == [("things", "title_ko")]


def a_ledger(*published: str, entries: tuple[Entry, ...] = ()) -> Ledger:
    rows = dict.fromkeys(published, "0123456789ab")
    return Ledger((Release("1.0.0", date(2026, 12, 1), {"things": rows}),), entries)


def gone(what: str, key: str, renamed_to: str | None = None) -> Entry:
    day = date(2026, 12, 2)
    return Entry("things", what, "our_error", "R.", "이유", day, (key,), None, renamed_to)


@pytest.mark.parametrize(
    ("there", "ledger", "expected"),
    [
        ("abd", Ledger(), []),
        ("abd", a_ledger("a", "b"), []),
        ("abd", a_ledger("a", "b", "c"), [(2, "no row 'c', which v1.0.0 published")]),
        (
            "ab",
            a_ledger("a", "b", "c", "d"),
            [(1, "the end of the file and no row 'c', which v1.0.0 published and 1 more after it")],
        ),
        ("ab", a_ledger("a", "b", "c", entries=(gone("removed", "c"),)), []),
        ("abd", a_ledger("a", "b", "c", entries=(gone("renamed", "c", "d"),)), []),
        (
            "bd",
            a_ledger("b", "c", "d", entries=(gone("renamed", "c", "a"),)),
            [(0, "no row 'a', the new name of 'c'")],
        ),
        (
            "abc",
            a_ledger("a", "b", "c", entries=(gone("removed", "c"),)),
            [(2, "'c', which releases/next.yaml says is removed")],
        ),
    ],
)
def test_a_published_row_stays_or_has_a_word(there: str, ledger: Ledger, expected: list):
    package, tables = checked(things=(TEXT, [[key, "Word", "말", None] for key in there]))
    found = published_rows_stay(replace(package, ledger=ledger), tables)
    assert [(breach.row, breach.found) for breach in found] == expected
