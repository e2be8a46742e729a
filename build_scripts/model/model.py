"""Put the parts of the model together for one day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from build_scripts.descriptor import Package
from build_scripts.load import Tables, record_key, records
from build_scripts.model.days import last_day
from build_scripts.model.evidence import grade
from build_scripts.model.licensing import (
    ProviderView,
    first_known,
    latest,
    provider_view,
    registered_by_market,
)
from build_scripts.model.rules import RuleView, rule_view
from build_scripts.model.timeline import Moment, moments
from build_scripts.model.zones import ZoneView, zone_view


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
    def conflicts_of(self) -> dict[tuple[str, str], list[dict]]:
        """Return the disagreements about each record, by resource and key."""
        found: dict[tuple[str, str], list[dict]] = {}
        for row in self.rows["conflicts"]:
            found.setdefault((row["resource"], row["record_key"]), []).append(row)
        return found

    def key(self, resource: str, record: dict) -> str:
        """Return the key of a record as one string."""
        return record_key(record, self.package.resource(resource)["schema"]["primaryKey"])

    def conflicts(self, resource: str, record: dict) -> list[dict]:
        """Return the disagreements about one record."""
        return self.conflicts_of.get((resource, self.key(resource, record)), [])

    def grade(self, resource: str, record: dict) -> str:
        """Return how well a record is evidenced."""
        disputed = any(conflict["used"] != "both" for conflict in self.conflicts(resource, record))
        return grade(record, self.sources, disputed)

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
        rows = _grouped(self.rows["rule_values"], "rule_id")
        topics = list(self.package.labels("rules", "topic", "en"))
        views = [rule_view(rule, rows[rule["rule_id"]], day) for rule in self.rows["rules"]]
        return sorted(
            views, key=lambda view: (topics.index(view.rule["topic"]), view.rule["title_en"])
        )

    @cached_property
    def changes_next(self) -> list[RuleView]:
        """Return the rules with a value to come, the nearest first."""
        coming = [view for view in self.rules if view.coming]
        return sorted(coming, key=lambda view: view.coming["applies_from"])

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
        events = _grouped(self.rows["zone_events"], "zone_id")
        regions = {row["region_id"]: row for row in self.rows["regions"]}
        views = [
            zone_view(row, regions[row["region_id"]], events.get(row["zone_id"], []), self.as_of)
            for row in self.rows["zones"]
        ]
        order = {"proposal": 1, "regulation_free_zone": 0, "programme": 2}
        blockchain = lambda view: "blockchain" not in view.zone["zone_id"]  # noqa: E731
        return sorted(
            views,
            key=lambda view: (blockchain(view), order[view.zone["kind"]], view.zone["name_en"]),
        )

    @cached_property
    def timeline(self) -> list[Moment]:
        """Return every dated statement up to the day, newest first."""
        return moments(self.rows, self.as_of)

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
