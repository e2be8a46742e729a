"""Put the parts of the model together for one day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import unquote

from build_scripts.descriptor import Package
from build_scripts.load import Tables, record_key, records
from build_scripts.model.bills import BillView, bill_view
from build_scripts.model.claims import ClaimView, claim_view
from build_scripts.model.coming import (
    Coming,
    coming_rules,
    coming_versions,
    ending_banks,
    ending_exemptions,
    ending_measures,
    ending_registrations,
    ending_zones,
)
from build_scripts.model.comparison import Cell, foreign_cell, korean_cell
from build_scripts.model.days import first_day, last_day, surely_by
from build_scripts.model.enforcement import CaseView, case_view
from build_scripts.model.evidence import grade
from build_scripts.model.licensing import (
    ProviderView,
    first_known,
    latest,
    provider_view,
    registered_by_market,
)
from build_scripts.model.on_day import (
    Day,
    State,
    between,
    candidates,
    days_of_change,
    provider_days,
    rule_days,
    zone_days,
)
from build_scripts.model.rules import RuleView, rule_view
from build_scripts.model.sandbox import ExemptionView, ProjectView, project_view
from build_scripts.model.scope import Answer, answers, merged
from build_scripts.model.timeline import Moment, moments
from build_scripts.model.zones import ZoneView, zone_view

FIRST_YEAR = "2017"  # the record begins here; older days are those of laws still in force
NOT_LAW = ("guidance", "self_regulation", "stance")
# the last day on which providers already in business could file (Act No. 17113, Addenda Art. 5)
DEADLINE = date(2021, 9, 24)
# the step of a case about a suspension → the step of the licence that says the same
TOLD_BY = {
    "decided": "suspended_in_part",
    "stayed": "suspension_stayed",
    "annulled": "suspension_annulled",
    "ended": "suspension_ended",
}


@dataclass(frozen=True)
class Side:
    """What was counted on a day: binding rules in force and registered providers.

    `page` is the day of the page that tells the state.
    """

    day: date
    page: date
    rules: int
    providers: int


@dataclass(frozen=True)
class Model:
    """Everything that can be worked out from the tables for one day, in Korean time."""

    package: Package
    rows: dict[str, list[dict]]
    as_of: date

    @cached_property
    def sources(self) -> dict[str, dict]:
        """Return the sources by their id."""
        return {row["source_id"]: row for row in self.rows["sources"]}

    @cached_property
    def authorities(self) -> dict[str, dict]:
        """Return the authorities by their id."""
        return {row["authority_id"]: row for row in self.rows["authorities"]}

    @cached_property
    def laws(self) -> dict[str, dict]:
        """Return the instruments by their id."""
        return {row["law_id"]: row for row in self.rows["laws"]}

    @cached_property
    def law_names(self) -> tuple[tuple[str, str], ...]:
        """Return the (English, Korean) short titles of the instruments."""
        rows = self.rows["laws"]
        return tuple((row["short_title_en"], row["short_title_ko"]) for row in rows)

    @cached_property
    def not_law(self) -> set[str]:
        """Return the ids of the instruments that are no law: guidance, self-regulation, stances."""
        return {row["law_id"] for row in self.rows["laws"] if row["force"] in NOT_LAW}

    def law_of(self, view: RuleView, value: dict | None = None) -> dict:
        """Return the instrument that set a value of a rule, by default the one that holds."""
        row = value or view.now or view.coming
        return self.laws[row["law_id"] or view.rule["law_id"]]

    @cached_property
    def _law_addresses(self) -> list[tuple[str, str]]:
        """Return (title without spaces, law id), the longest title first."""
        titles: dict[str, str] = {}
        for row in self.rows["laws"]:
            titles.setdefault(row["title_ko"].replace(" ", ""), row["law_id"])
        return sorted(titles.items(), key=lambda one: -len(one[0]))

    @cached_property
    def _law_beginnings(self) -> set[str]:
        """Return the English short titles of the instruments."""
        return {english for english, _ in self.law_names}

    def law_named(self, view: RuleView, record: dict) -> dict | None:
        """Return the law a record's place stands in; None where the place names it itself.

        It is the law whose title the source's address holds, else the one the rule rests on.
        """
        place = record["pinpoint"] or ""
        parts = place.split(",")
        if any(",".join(parts[:count]) in self._law_beginnings for count in range(1, len(parts))):
            return None
        if place.startswith("Question "):  # of an authority's answers, which are no law
            return None
        source = self.sources[record["source_id"]]
        if source["kind"] != "law":
            return self.law_of(view)
        address = unquote(source["url"]).replace(" ", "").replace("ㆍ", "·")
        for title, law_id in self._law_addresses:
            if title.replace("ㆍ", "·") in address:
                return self.laws[law_id]
        return self.law_of(view)

    @cached_property
    def conflicts_of(self) -> dict[tuple[str, str], list[dict]]:
        """Return the disagreements about each record, by resource and key."""
        found: dict[tuple[str, str], list[dict]] = {}
        for row in self.rows["conflicts"]:
            found.setdefault((row["resource"], row["record_key"]), []).append(row)
        return found

    def row(self, resource: str, key: str) -> dict:
        """Return a row of a dataset by its key; raises KeyError."""
        return self._rows_by_key(resource)[key]

    def _rows_by_key(self, resource: str) -> dict[str, dict]:
        found = self._by_key.get(resource)
        if found is None:
            found = {self.key(resource, row): row for row in self.rows[resource]}
            self._by_key[resource] = found
        return found

    @cached_property
    def _by_key(self) -> dict[str, dict[str, dict]]:
        return {}

    def key(self, resource: str, record: dict) -> str:
        """Return the key of a record as one string."""
        return record_key(record, self.package.resource(resource)["schema"]["primaryKey"])

    def conflicts(self, resource: str, record: dict) -> list[dict]:
        """Return the disagreements about one record."""
        return self.conflicts_of.get((resource, self.key(resource, record)), [])

    def grade(self, resource: str, record: dict) -> str:
        """Return how well a record is evidenced."""
        disputed = any(map(self._is_open, self.conflicts(resource, record)))
        return grade(record, self.sources, disputed)

    def _is_open(self, conflict: dict) -> bool:
        """Say whether two sources contradict each other and the text of a law does not decide."""
        if conflict["used"] not in ("a", "b"):
            return conflict["used"] == "neither"
        used, other = ("a", "b") if conflict["used"] == "a" else ("b", "a")
        kinds = [self.sources[conflict[f"source_{side}_id"]]["kind"] for side in (used, other)]
        return not (kinds[0] == "law" and kinds[1] != "law")

    def is_weak(self, record: dict) -> bool:
        """Say whether only weak sources report a record, disputed or not.

        Such a record is shown with its label, but moves no status, chart, count or summary.
        """
        return grade(record, self.sources, False) == "weak"

    @cached_property
    def rules(self) -> list[RuleView]:
        """Return every rule as of the day, in the order of topics and titles."""
        return self.rules_on(self.as_of)

    def rules_on(self, day: date) -> list[RuleView]:
        """Return every rule as of another day."""
        rows = self._value_rows
        topics = list(self.package.labels("rules", "topic", "en"))
        views = [
            rule_view(rule, rows[rule["rule_id"]], day, self.not_law) for rule in self.rows["rules"]
        ]
        return sorted(
            views, key=lambda view: (topics.index(view.rule["topic"]), view.rule["title_en"])
        )

    @cached_property
    def _value_rows(self) -> dict[str, list[dict]]:
        return _grouped(self.rows["rule_values"], "rule_id")

    def rule(self, rule_id: str) -> dict:
        """Return a rule by its id; raises KeyError."""
        return self.rule_view(rule_id).rule

    def rule_view(self, rule_id: str) -> RuleView:
        """Return a rule as of the day by its id; raises KeyError."""
        return self._rules_by_id[rule_id]

    @cached_property
    def _rules_by_id(self) -> dict[str, RuleView]:
        return {view.rule["rule_id"]: view for view in self.rules}

    def applies_surely(self, view: RuleView) -> bool:
        """Say whether a rule is in force or effect by more than weak sources."""
        return view.state == "in_force" and not self.is_weak(view.now)

    def force(self, view: RuleView) -> str:
        """Return how far a rule binds: the force of what set the value that holds, or the next."""
        return self.law_of(view)["force"]

    @cached_property
    def rules_in_force_over_time(self) -> list[dict]:
        """Return how many rules applied from each day on which one changed, by force."""
        kinds = self.package.labels("laws", "force", "en")
        counted = []
        for entry in self.days:
            if entry.rules:
                views = [v for v in entry.state.rules.values() if self.applies_surely(v)]
                forces = Counter(self.force(view) for view in views)
                counted.append({"day": entry.day, **{kind: forces[kind] for kind in kinds}})
        return counted

    def rules_of_law(self, law_id: str) -> list[tuple[RuleView, dict]]:
        """Return the rules an instrument set a value of, each with the last such value.

        That is the last one up to the day, or the first to come where none had begun.
        """
        found = []
        for view, rows in self._values_by_law.get(law_id, []):
            past = [row for row in rows if not row["is_coming"]]
            found.append((view, past[-1] if past else rows[0]))
        return found

    @cached_property
    def _values_by_law(self) -> dict[str, list[tuple[RuleView, list[dict]]]]:
        found: dict[str, list[tuple[RuleView, list[dict]]]] = {}
        for view in self.rules:
            of_law: dict[str, list[dict]] = {}
            for row in view.values:
                of_law.setdefault(row["law_id"] or view.rule["law_id"], []).append(row)
            for law_id, rows in of_law.items():
                found.setdefault(law_id, []).append((view, rows))
        return found

    def jurisdiction(self, jurisdiction_id: str) -> dict:
        """Return a jurisdiction by its id; raises KeyError."""
        return self.row("jurisdictions", jurisdiction_id)

    @cached_property
    def coming_by_day(self) -> list[tuple[date, list[tuple[RuleView, dict]]]]:
        """Return every value to come with its rule, by day, the nearest day first."""
        found: dict[date, list[tuple[RuleView, dict]]] = {}
        for view in self.rules:
            for value in view.values:
                if value["is_coming"]:
                    found.setdefault(value["applies_from"], []).append((view, value))
        return sorted(found.items())

    @cached_property
    def coming(self) -> list[Coming]:
        """Return every day to come that is known, of what more than weak sources say, in order."""
        found = [
            *coming_rules(one for _, entries in self.coming_by_day for one in entries),
            *coming_versions(self.versions_to_come, self.laws),
            *ending_exemptions(self.exemptions),
            *ending_zones(self.zones),
            *ending_registrations(self.providers),
            *ending_banks(self.providers),
            *ending_measures(self.cases),
        ]
        firm = [one for one in found if one.day >= self.as_of and not self.is_weak(one.record)]
        return sorted(firm, key=lambda one: (one.day, one.resource, one.name_en))

    @cached_property
    def ending(self) -> list[Coming]:
        """Return the days to come on which a term ends, in order."""
        return [one for one in self.coming if one.kind.endswith("_ends") and one.kind[:4] != "rule"]

    @cached_property
    def undated(self) -> list[ExemptionView]:
        """Return the exemptions in effect whose last day no source gives."""
        return [v for v in self.exemptions if v.state == "active" and not v.standing.until]

    @cached_property
    def changes_next(self) -> list[RuleView]:
        """Return the rules with a value to come, the nearest first."""
        coming = [v for v in self.rules if v.coming and not self.is_weak(v.coming)]
        return sorted(
            coming, key=lambda view: (view.coming["applies_from"], not view.rule["compares_as"])
        )

    @cached_property
    def next_days(self) -> list[tuple[RuleView, int]]:
        """Return, for each day to come, the rule to name first and how many others change."""
        days: dict[date, list[RuleView]] = {}
        for view in self.changes_next:
            days.setdefault(view.coming["applies_from"], []).append(view)
        return [(views[0], len(views) - 1) for views in days.values()]

    @cached_property
    def providers(self) -> list[ProviderView]:
        """Return every provider as of the day: won markets first, then by first acceptance."""
        return self.providers_on(self.as_of)

    def providers_on(self, day: date) -> list[ProviderView]:
        """Return every provider as of another day."""
        events = _grouped(self.rows["licence_events"], "provider_id")
        banks = _grouped(self.rows["bank_partnerships"], "provider_id")
        views = [
            provider_view(
                row,
                events.get(row["provider_id"], []),
                banks.get(row["provider_id"], []),
                day,
                self.weak_steps,
            )
            for row in self.rows["providers"]
        ]
        order = {"krw": 0, "coin": 1, "not_applicable": 2, None: 3}
        return sorted(
            views,
            key=lambda view: (
                not view.is_registered,
                order[view.market],
                str(view.accepted["occurred_on"]) if view.accepted else "9",
                view.provider["brand_en"].lower(),
            ),
        )

    @cached_property
    def weak_steps(self) -> set[str]:
        """Return the ids of licence events that only weak sources report."""
        return {row["licence_event_id"] for row in self.rows["licence_events"] if self.is_weak(row)}

    @cached_property
    def cases(self) -> list[CaseView]:
        """Return every sanction and prosecution as of the day, the latest step first."""
        steps = _grouped(self.rows["enforcement_actions"], "enforcement_case_id")
        weak = {
            row["enforcement_action_id"]
            for row in self.rows["enforcement_actions"]
            if self.is_weak(row)
        }
        views = [
            case_view(row, steps.get(row["enforcement_case_id"], []), self.as_of, weak)
            for row in self.rows["enforcement_cases"]
        ]
        return sorted(
            (view for view in views if view),
            key=lambda view: surely_by(view.steps[-1]),
            reverse=True,
        )

    def doubted_from(self, view: ProviderView) -> date | None:
        """Return the day from which it is not known whether a suspension holds; None for none.

        A decision alone does not say that the suspension began; what weak sources tell of a later
        step ends what is sure.
        """
        if not view.restriction:
            return None
        if view.restriction["licence_event_type"] == "suspended_in_part":
            return latest(view.restriction)
        return min((latest(row) for _, row in self.told_of_suspension(view)), default=None)

    def told_of_suspension(self, view: ProviderView) -> list[tuple[str, dict]]:
        """Return (dataset, row) of what weak sources tell of a suspension after its last sure step.

        Steps of licences come first, then those of cases that no step of a licence tells.
        """
        sure = latest(view.restriction) if view.restriction else date.min
        told = [
            event
            for event in view.events
            if event["licence_event_id"] in self.weak_steps
            and event["licence_event_type"] in TOLD_BY.values()
            and sure < latest(event) <= self.as_of
        ]
        kinds = {event["licence_event_type"] for event in told}
        steps = [
            step
            for case in self.cases
            if case.case["provider_id"] == view.provider["provider_id"]
            for step in case.steps
            if step["measure"] == "suspension_in_part"
            and step["step"] in TOLD_BY
            and TOLD_BY[step["step"]] not in kinds
            and self.is_weak(step)
            and surely_by(step) > sure
        ]
        return [("licence_events", row) for row in told] + [
            ("enforcement_actions", row) for row in steps
        ]

    @cached_property
    def incidents(self) -> list[dict]:
        """Return the incidents up to the day, the latest first."""
        return self._dated("incidents")

    @cached_property
    def platforms(self) -> list[dict]:
        """Return the measures on unregistered platforms up to the day, the latest first."""
        return self._dated("unregistered_platforms")

    def _dated(self, resource: str) -> list[dict]:
        rows = [row for row in self.rows[resource] if surely_by(row) <= self.as_of]
        return sorted(rows, key=surely_by, reverse=True)

    def provider(self, provider_id: str) -> dict:
        """Return a provider by its id; raises KeyError."""
        return self.row("providers", provider_id)

    def of_provider(self, resource: str, provider_id: str) -> list[dict]:
        """Return the dated rows of a dataset about a provider up to the day, the latest first."""
        found = self._of_providers.get(resource)
        if found is None:
            found = self._of_providers[resource] = _grouped(self._dated(resource), "provider_id")
        return found.get(provider_id, [])

    @cached_property
    def _of_providers(self) -> dict[str, dict[str, list[dict]]]:
        return {}

    def refiling_until(self, view: ProviderView) -> date | None:
        """Return the last day a registered provider had to file again on; None where it need not.

        Read from the rule `refiling-2026`, for providers accepted before it applied, once it is
        over (Act No. 21358, Addenda, Article 3).
        """
        rule = self.rule_view("refiling-2026")
        held = rule.last_held
        if rule.state != "repealed" or held is None or not view.is_registered or not view.accepted:
            return None
        return held["until"] if latest(view.accepted) < held["applies_from"] else None

    @cached_property
    def regimes(self) -> dict[str, dict]:
        """Return the sandbox schemes by their id, the oldest first."""
        rows = sorted(self.rows["sandbox_regimes"], key=lambda row: row["opened_on"])
        return {row["regime_id"]: row for row in rows}

    @cached_property
    def tools(self) -> dict[tuple[str, str], list[dict]]:
        """Return the terms of the schemes' tools by (scheme, tool), the oldest first."""
        found: dict[tuple[str, str], list[dict]] = {}
        for row in sorted(self.rows["sandbox_tools"], key=lambda row: row["applies_from"]):
            found.setdefault((row["regime_id"], row["tool"]), []).append(row)
        return found

    @cached_property
    def projects(self) -> list[ProjectView]:
        """Return every sandbox project with a step up to the day, the latest step first."""
        return self.projects_on(self.as_of)

    def projects_on(self, day: date) -> list[ProjectView]:
        """Return every sandbox project as of another day."""
        events = _grouped(self.rows["project_events"], "project_id")
        project_of = {
            row["project_event_id"]: row["project_id"] for row in self.rows["project_events"]
        }
        exemptions: dict[str, list[dict]] = {}
        for row in self.rows["exemptions"]:
            exemptions.setdefault(project_of[row["project_event_id"]], []).append(row)
        views = [
            project_view(
                row,
                events[row["project_id"]],
                exemptions.get(row["project_id"], []),
                self.tools,
                {e["project_event_id"] for e in events[row["project_id"]] if self.is_weak(e)},
                day,
            )
            for row in self.rows["sandbox_projects"]
        ]
        return sorted(
            (view for view in views if view.events),
            key=lambda view: (surely_by(view.events[-1]), view.project["project_id"]),
            reverse=True,
        )

    def projects_of(self, key: str, value: str) -> list[ProjectView]:
        """Return the projects whose row holds a value, the earliest first step first."""
        found = [view for view in self.projects if view.project[key] == value]
        return sorted(found, key=lambda view: surely_by(view.events[0]))

    @cached_property
    def exemptions(self) -> list[ExemptionView]:
        """Return the sandbox exemptions granted up to the day, the latest first."""
        views = [one for view in self.projects for one in view.exemptions]
        return sorted(
            views,
            key=lambda view: (surely_by(view.event), view.exemption["exemption_id"]),
            reverse=True,
        )

    def exemptions_of(self, rule_id: str) -> list[ExemptionView]:
        """Return the sandbox exemptions from a rule, the latest first."""
        return self._exemptions_by_rule.get(rule_id, [])

    @cached_property
    def _exemptions_by_rule(self) -> dict[str | None, list[ExemptionView]]:
        found: dict[str | None, list[ExemptionView]] = {}
        for view in self.exemptions:
            found.setdefault(view.exemption["rule_id"], []).append(view)
        return found

    def region_of(self, project: dict) -> dict | None:
        """Return the region of a project's zone; None outside zones."""
        return self.zone_view(project["zone_id"]).region if project["zone_id"] else None

    def zones_of(self, region_id: str) -> list[ZoneView]:
        """Return the zones and programmes of a region, those about blockchain first."""
        return self._zones_by_region.get(region_id, [])

    @cached_property
    def _zones_by_region(self) -> dict[str, list[ZoneView]]:
        found: dict[str, list[ZoneView]] = {}
        for view in self.zones:
            found.setdefault(view.zone["region_id"], []).append(view)
        return found

    def zone_view(self, zone_id: str) -> ZoneView:
        """Return a zone as of the day by its id; raises KeyError."""
        return self._zones_by_id[zone_id]

    @cached_property
    def _zones_by_id(self) -> dict[str, ZoneView]:
        return {view.zone["zone_id"]: view for view in self.zones}

    def steps_of_region(self, region_id: str) -> list[dict]:
        """Return the steps of a region's zones up to the day, the oldest first."""
        steps = [
            event
            for view in self.zones_of(region_id)
            for event in view.events
            if surely_by(event) <= self.as_of
        ]
        return sorted(steps, key=surely_by)

    def zone_rank(self, region_id: str) -> str:
        """Return what a region has come to on the day, of the states the map tells apart.

        One of blockchain_zone, asked (for a crypto or blockchain zone under the act, not
        designated), programme (a programme or plan that is no zone), other_zone and none.
        """
        views = self.zones_of(region_id)
        about = [view for view in views if view.zone["subject"] == "blockchain"]
        if any(view.zone["kind"] == "regulation_free_zone" for view in about):
            return "blockchain_zone"
        if any(view.zone["kind"] == "proposal" and view.zone["law_id"] for view in about):
            return "asked"
        if about:
            return "programme"
        if any(view.zone["kind"] == "regulation_free_zone" for view in views):
            return "other_zone"
        return "none"

    def published_count(self, count_id: str) -> dict:
        """Return a published count by its id; raises KeyError."""
        return self.row("registration_counts", count_id)

    @cached_property
    def deadline_filers(self) -> list[tuple[ProviderView, dict]]:
        """Return the exchanges that filed by 24 September 2021, each with that step."""
        found = []
        for view in self.providers:
            steps = [
                event
                for event in view.events
                if event["licence_event_type"] == "filed" and latest(event) <= DEADLINE
            ]
            if steps and view.provider["kind_at_filing"] == "exchange":
                found.append((view, steps[0]))
        return found

    @cached_property
    def deadline_filers_registered(self) -> list[ProviderView]:
        """Return those filers of September 2021 that stand registered on the day."""
        return [view for view, _ in self.deadline_filers if view.is_registered]

    @cached_property
    def registered_over_time(self) -> list[dict]:
        """Return registered providers by market on each day on which the number changed."""
        days = sorted(
            {latest(event) for event in self.rows["licence_events"]}
            | {
                date.fromisoformat(span[1])
                for view in self.providers
                for span in view.spans
                if span[0] == "not_known"
            }
        )
        days = [day for day in days if day <= self.as_of]
        counted = registered_by_market({day: self.providers_on(day) for day in days})
        changed = [
            row
            for before, row in zip([None, *counted], counted, strict=False)
            if before is None or {**row, "day": 0} != {**before, "day": 0}
        ]
        return changed

    @cached_property
    def zones(self) -> list[ZoneView]:
        """Return every zone as of the day: designated ones first."""
        return self.zones_on(self.as_of)

    def zones_on(self, day: date) -> list[ZoneView]:
        """Return every zone as of another day."""
        events = _grouped(self.rows["zone_events"], "zone_id")
        regions = {row["region_id"]: row for row in self.rows["regions"]}
        views = [
            zone_view(row, regions[row["region_id"]], events.get(row["zone_id"], []), day)
            for row in self.rows["zones"]
        ]
        order = {"proposal": 1, "regulation_free_zone": 0, "programme": 2}
        return sorted(
            views,
            key=lambda view: (
                view.zone["subject"] != "blockchain",
                order[view.zone["kind"]],
                view.zone["name_en"],
            ),
        )

    @cached_property
    def days(self) -> list[Day]:
        """Return every day since 2017 on which a rule, a provider or a zone changed, in order."""
        rules = between(
            rule_days(self.rows),
            lambda day: {view.rule["rule_id"]: view for view in self.rules_on(day)},
        )
        providers = between(
            provider_days(self.rows),
            lambda day: {view.provider["provider_id"]: view for view in self.providers_on(day)},
        )
        zones = between(
            zone_days(self.rows),
            lambda day: {view.zone["zone_id"]: view for view in self.zones_on(day)},
        )

        def on(day: date) -> State:
            told = min(day, self.as_of)
            return State(rules(day), providers(told), zones(told))

        return days_of_change(candidates(self.rows, self.as_of), on)

    @cached_property
    def latest_change(self) -> Day:
        """Return the last day up to `as_of` on which a rule changed."""
        return max((e for e in self.days if e.rules and e.day <= self.as_of), key=lambda e: e.day)

    @cached_property
    def scope_of(self) -> dict[str, list[dict]]:
        """Return the scope rows of each rule."""
        return _grouped(self.rows["rule_scope"], "rule_id")

    @cached_property
    def values_of(self) -> dict[str, list[dict]]:
        """Return the values of each rule, oldest first."""
        rows = sorted(self.rows["rule_values"], key=lambda row: row["applies_from"])
        return _grouped(rows, "rule_id")

    def applies(self, actor: str, activity: str, asset: str, day: date) -> list[Answer]:
        """Return what each rule says to one who does one thing with one asset on a day."""
        return answers(self.scope_of, self.values_of, actor, activity, asset, day)

    def scope_in_groups(self, rule_id: str) -> list[dict]:
        """Return the scope of a rule with rows put together that differ in one thing only."""
        return merged(self.scope_of[rule_id])

    def scope_of_actor(self, actor: str) -> list[tuple[RuleView, list[dict]]]:
        """Return the rules that name an actor or everybody, each with those scope rows."""
        found = []
        for view in self.rules:
            rows = [
                row for row in self.scope_of[view.rule["rule_id"]] if row["actor"] in (actor, "any")
            ]
            if rows:
                own = [row for row in rows if row["actor"] == actor]
                found.append((view, merged(own) + merged([r for r in rows if r not in own])))
        # what names the actor itself goes before what names everybody
        return sorted(found, key=lambda one: one[1][0]["actor"] != actor)

    def related(self, view: RuleView) -> list[RuleView]:
        """Return the rules nearest to one: of its topic, those of the same instrument first."""
        rule = view.rule
        of_law, others = [], []
        for other in self._rules_by_topic[rule["topic"]]:
            if other.rule["rule_id"] != rule["rule_id"]:
                near = other.rule["law_id"] == rule["law_id"]
                (of_law if near else others).append(other)
        return [*of_law, *others][:8]

    @cached_property
    def _rules_by_topic(self) -> dict[str, list[RuleView]]:
        found: dict[str, list[RuleView]] = {}
        for view in self.rules:
            found.setdefault(view.rule["topic"], []).append(view)
        return found

    @cached_property
    def bills(self) -> list[BillView]:
        """Return every bill as of the day, the latest introduced first."""
        events = _grouped(self.rows["bill_events"], "bill_id")
        joined = _grouped(self.rows["bill_rules"], "bill_id")
        views = [
            bill_view(row, events[row["bill_id"]], joined.get(row["bill_id"], []), self.as_of)
            for row in self.rows["bills"]
        ]
        return sorted(
            (view for view in views if view),
            key=lambda view: (last_day(view.introduced["occurred_on"]), view.bill["bill_id"]),
            reverse=True,
        )

    def bills_of(self, rule_id: str) -> list[tuple[BillView, dict]]:
        """Return the bills that made or would change a rule, each with the row that says so."""
        return self._bills_by_rule.get(rule_id, [])

    @cached_property
    def _bills_by_rule(self) -> dict[str, list[tuple[BillView, dict]]]:
        found: dict[str, list[tuple[BillView, dict]]] = {}
        for view in self.bills:
            for row in view.rules:
                found.setdefault(row["rule_id"], []).append((view, row))
        return found

    def versions(self, law_id: str) -> list[dict]:
        """Return the versions of an instrument, the latest in force first."""
        rows = self._versions_by_law.get(law_id, [])
        return sorted(rows, key=lambda row: (row["in_force_from"], row["number"]), reverse=True)

    @cached_property
    def _versions_by_law(self) -> dict[str, list[dict]]:
        return _grouped(self.rows["law_versions"], "law_id")

    @cached_property
    def versions_to_come(self) -> list[dict]:
        """Return the versions of laws promulgated but not in force on the day, nearest first."""
        rows = [
            row
            for row in self.rows["law_versions"]
            if row["promulgated_on"] <= self.as_of < row["in_force_from"]
        ]
        return sorted(rows, key=lambda row: (row["in_force_from"], row["law_id"]))

    @cached_property
    def comparison(self) -> dict[str, dict[str, Cell]]:
        """Return the answers by question and jurisdiction; Korea's come from its rules."""
        rows = {
            (row["jurisdiction_id"], row["question"]): [] for row in self.rows["jurisdiction_rules"]
        }
        for row in self.rows["jurisdiction_rules"]:
            rows[row["jurisdiction_id"], row["question"]].append(row)
        korean = {view.rule["compares_as"]: view for view in self.rules}
        places = sorted(self.rows["jurisdictions"], key=lambda row: row["jurisdiction_id"] != "kr")
        return {
            question: {
                place["jurisdiction_id"]: korean_cell(korean[question], self.as_of)
                if place["jurisdiction_id"] == "kr"
                else foreign_cell(rows.get((place["jurisdiction_id"], question), []), self.as_of)
                for place in places
            }
            for question in self.package.labels("jurisdiction_rules", "question", "en")
        }

    @cached_property
    def timeline(self) -> list[Moment]:
        """Return every dated statement up to the day, newest first."""
        return moments(self.rows, self.as_of)

    @cached_property
    def latest_moments(self) -> list[Moment]:
        """Return the twelve latest dated statements whose day is known."""
        return self.dated_moments[:12]

    @cached_property
    def dated_moments(self) -> list[Moment]:
        """Return the dated statements whose day is known, newest first."""
        known = [moment for moment in self.timeline if len(moment.occurred_on) == len("2026-01-01")]
        return sorted(known, key=lambda moment: moment.occurred_on, reverse=True)

    @cached_property
    def years(self) -> dict[str, list[Moment]]:
        """Return the timeline by year, the latest year first."""
        found: dict[str, list[Moment]] = {}
        for moment in self.timeline:
            found.setdefault(moment.year, []).append(moment)
        return dict(sorted(found.items(), reverse=True))

    def moments_between(self, first: date, last: date) -> list[Moment]:
        """Return the dated statements from one day to another, oldest first.

        A statement with a coarse date is there where all of its days are.
        """
        found = [
            moment
            for moment in self.timeline
            if first <= first_day(moment.occurred_on) and last_day(moment.occurred_on) <= last
        ]
        return found[::-1]

    def around(self, point: dict) -> tuple[Side, Side]:
        """Return what was counted the day before a turning point and on its last day."""
        return self._side(point["starts_on"] - timedelta(1)), self._side(point["ends_on"])

    def _side(self, day: date) -> Side:
        entry = max((e for e in self.days if e.day <= day), key=lambda e: e.day)
        binding = [
            view
            for view in self.rules_on(day)
            if self.applies_surely(view) and self.law_of(view)["law_id"] not in self.not_law
        ]
        registered = [view for view in self.providers_on(day) if view.is_registered]
        return Side(day, entry.day, len(binding), len(registered))

    def steps_of_association(self, association_id: str) -> list[dict]:
        """Return the steps of an association up to the day, the latest first."""
        rows = self._dated("association_events")
        return [row for row in rows if row["association_id"] == association_id]

    def moments_of(self, authority_id: str) -> list[Moment]:
        """Return the dated statements about an authority's matters, newest first."""
        found = [moment for moment in self.timeline if moment.authority == authority_id]
        return [moment for moment in found if moment.year >= FIRST_YEAR]

    @cached_property
    def claims(self) -> list[ClaimView]:
        """Return every claim with the verdict the tables or its row give."""
        keys = {
            resource["name"]: resource["schema"]["primaryKey"]
            for resource in self.package.resources
        }
        tests = _grouped(self.rows["claim_tests"], "claim_id")
        return [
            claim_view(row, tests.get(row["claim_id"], []), self.rows, keys)
            for row in self.rows["claims"]
        ]

    def holders_of(self, authority_id: str) -> list[dict]:
        """Return who led an authority, the latest first."""
        rows = [row for row in self.rows["office_holders"] if row["authority_id"] == authority_id]
        return sorted(rows, key=lambda row: row["held_from"], reverse=True)

    @cached_property
    def unknowns(self) -> list[tuple[str, str, int, int]]:
        """Return (dataset, field, empty cells, rows) for each field that may be empty and is.

        Fields of evidence and of remarks are left out: a missing second source lowers the grade.
        """
        found = []
        for resource in self.package.resources:
            rows = self.rows[resource["name"]]
            for field in resource["schema"]["fields"]:
                name = field["name"]
                if field.get("constraints", {}).get("required") or name.endswith("_ko"):
                    continue
                if name.startswith(("note_", "second_source", "pinpoint")):
                    continue
                empty = sum(row[name] is None for row in rows)
                if empty:
                    found.append((resource["name"], name, empty, len(rows)))
        return found

    @cached_property
    def not_known(self) -> list[tuple[str, str, dict]]:
        """Return (page, dataset, record) of each record whose state is not known on the day."""
        return [
            *(
                (f"providers/{view.provider['provider_id']}", "providers", view.provider)
                for view in self.providers
                if view.standing == "not_known"
            ),
            *(
                (f"zones/{view.zone['zone_id']}", "zones", view.zone)
                for view in self.zones
                if view.state in ("not_known", "term_over")
            ),
            *(
                (f"projects/{view.project['project_id']}", "sandbox_projects", view.project)
                for view in self.projects
                if view.state in ("not_known", "term_over")
            ),
            *(
                (f"bills/{view.bill['bill_id']}", "bills", view.bill)
                for view in self.bills
                if view.state == "not_known"
            ),
        ]

    @cached_property
    def first_mover(self) -> date:
        """Return the first day on which a provider can have taken a step."""
        return min(first_known(event) for event in self.rows["licence_events"])

    def evidence_until(self, resource: str) -> date:
        """Return the day up to which sources were read for a dataset."""
        return date.fromisoformat(self.package.resource(resource)["kcr:evidence_until"])

    def count(self, resource: str) -> int:
        """Return the number of rows of a dataset."""
        return len(self.rows[resource])

    @cached_property
    def grades(self) -> dict[str, Counter]:
        """Return how many rows of each dataset have each grade."""
        return {
            name: Counter(self.grade(name, row) for row in rows)
            for name, rows in self.rows.items()
            if rows and "source_id" in rows[0] and name != "sources"
        }

    def latest_count(self, counted: str) -> dict | None:
        """Return the last published count of a kind up to the day; None where there is none."""
        rows = [
            row
            for row in self.rows["registration_counts"]
            if row["counted"] == counted
            and last_day(row["counted_on"]) <= self.as_of
            and not self.is_weak(row)
        ]
        return max(rows, key=lambda row: last_day(row["counted_on"]), default=None)


def build_model(package: Package, tables: Tables, as_of: date) -> Model:
    """Return the model of a package for one day."""
    return Model(package, {name: records(table) for name, table in tables.items()}, as_of)


def _grouped(rows: list[dict], key: str) -> dict[str, list[dict]]:
    groups: dict[str, list[dict]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
