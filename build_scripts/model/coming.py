"""The days that are still to come: what starts, what takes effect, what ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from build_scripts.model.days import last_day, years_after
from build_scripts.model.enforcement import CaseView
from build_scripts.model.licensing import VALID_YEARS, ProviderView
from build_scripts.model.rules import RuleView
from build_scripts.model.sandbox import ExemptionView
from build_scripts.model.zones import ZoneView

WHOLE_DAY = len("2026-01-01")
KINDS = (
    "rule_starts",
    "rule_ends",
    "version_starts",
    "exemption_ends",
    "zone_ends",
    "registration_ends",
    "bank_ends",
    "measure_ends",
)


@dataclass(frozen=True)
class Coming:
    """One day to come that a source names, or that the law counts from such a day.

    `kind` is one of `KINDS`; `record` is the row of `resource` that says so. `thing` is the dataset
    and the key of what starts or ends: a later step may give its end another day. `name` is what
    it is called, `detail` what the row says.
    """

    day: date
    kind: str
    thing: tuple[str, str]
    resource: str
    record: dict
    page: str
    name_en: str
    name_ko: str
    detail_en: str
    detail_ko: str


def coming_rules(entries: Iterable[tuple[RuleView, dict]]) -> Iterator[Coming]:
    """Yield the values of rules that begin, an end being a value that says repealed."""
    for view, value in entries:
        rule = view.rule
        yield Coming(
            value["applies_from"],
            "rule_ends" if value["state"] == "repealed" else "rule_starts",
            ("rule_values", f"{rule['rule_id']}/{value['applies_from']}"),
            "rule_values",
            value,
            f"rules/{rule['rule_id']}",
            rule["title_en"],
            rule["title_ko"],
            value["answer_en"],
            value["answer_ko"],
        )


def coming_versions(versions: Iterable[dict], laws: dict[str, dict]) -> Iterator[Coming]:
    """Yield the versions of laws that are promulgated and take effect."""
    for row in versions:
        law = laws[row["law_id"]]
        yield Coming(
            row["in_force_from"],
            "version_starts",
            ("law_versions", f"{row['law_id']}/{row['number']}/{row['in_force_from']}"),
            "law_versions",
            row,
            f"instruments/{row['law_id']}",
            law["short_title_en"],
            law["short_title_ko"],
            row["change_en"],
            row["change_ko"],
        )


def ending_exemptions(views: Iterable[ExemptionView]) -> Iterator[Coming]:
    """Yield the last days of exemptions in effect, where a source gives one."""
    for view in views:
        if view.state == "active" and view.standing.until:
            yield Coming(
                view.standing.until,
                "exemption_ends",
                ("exemptions", view.exemption["exemption_id"]),
                "exemptions",
                view.exemption,
                f"projects/{view.project['project_id']}",
                view.project["name_en"],
                view.project["name_ko"],
                view.exemption["waives_en"],
                view.exemption["waives_ko"],
            )


def ending_zones(views: Iterable[ZoneView]) -> Iterator[Coming]:
    """Yield the last days of designations, each by the step that gave the term."""
    for view in views:
        if view.state == "designated" and view.until:
            step = next(e for e in view.events if e["holds_until"] == view.until)
            yield Coming(
                view.until,
                "zone_ends",
                ("zones", view.zone["zone_id"]),
                "zone_events",
                step,
                f"zones/{view.zone['zone_id']}",
                view.zone["name_en"],
                view.zone["name_ko"],
                step["statement_en"],
                step["statement_ko"],
            )


def ending_registrations(views: Iterable[ProviderView]) -> Iterator[Coming]:
    """Yield the last day of three years from an acceptance whose day is known.

    A filing is valid for three years from its acceptance (Reporting Act, Article 7(6); Decree,
    Article 10-15(1)), and longer while a renewal filed in time is undecided.
    """
    for view in views:
        step = view.renewed or view.accepted
        known = step and len(step["occurred_on"]) == WHOLE_DAY and not step["latest_on"]
        if view.standing == "registered" and known:
            yield Coming(
                years_after(last_day(step["occurred_on"]), VALID_YEARS),
                "registration_ends",
                ("providers", view.provider["provider_id"]),
                "licence_events",
                step,
                f"providers/{view.provider['provider_id']}",
                view.provider["brand_en"],
                view.provider["brand_ko"],
                step["statement_en"],
                step["statement_ko"],
            )


def ending_banks(views: Iterable[ProviderView]) -> Iterator[Coming]:
    """Yield the last days of contracts for real-name accounts, where a source gives the day."""
    for view in views:
        if view.bank_until and len(view.bank_until) == WHOLE_DAY:
            step = next(e for e in view.banks if e["contract_until"] == view.bank_until)
            yield Coming(
                last_day(view.bank_until),
                "bank_ends",
                ("providers", view.provider["provider_id"]),
                "bank_partnerships",
                step,
                f"providers/{view.provider['provider_id']}",
                f"{view.provider['brand_en']}, {step['bank_en']}",
                f"{view.provider['brand_ko']}, {step['bank_ko']}",
                step["statement_en"],
                step["statement_ko"],
            )


def ending_measures(cases: Iterable[CaseView]) -> Iterator[Coming]:
    """Yield the last days of ordered measures that no court stayed or undid."""
    for view in cases:
        step = next((step for step in reversed(view.steps) if step["holds_until"]), None)
        if step and view.stage in ("decided", "upheld", "final"):
            yield Coming(
                step["holds_until"],
                "measure_ends",
                ("enforcement_cases", view.case["enforcement_case_id"]),
                "enforcement_actions",
                step,
                f"sanctions/{view.case['enforcement_case_id']}",
                view.case["target_en"],
                view.case["target_ko"],
                step["statement_en"],
                step["statement_ko"],
            )
