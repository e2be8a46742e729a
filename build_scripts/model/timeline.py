"""The timeline: every dated row of the package, in order of the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from build_scripts.model.days import first_day, last_day
from build_scripts.model.licensing import latest
from build_scripts.pinpoints import pinpoint_in


@dataclass(frozen=True)
class Moment:
    """One dated statement, whichever dataset holds it.

    `kind` is a value of the dataset's field of kinds, None where it has none. `authority` is the
    id of the authority that took the step or whose matter it is, None where none is on record.
    """

    occurred_on: str
    resource: str
    kind: str | None
    text_en: str
    text_ko: str
    record: dict
    page: str | None
    authority: str | None

    @property
    def year(self) -> str:
        """Return the year it happened in."""
        return self.occurred_on[:4]


@dataclass(frozen=True)
class Series:
    """How the rows of one dataset become moments.

    `about` is (dataset, key) of the record a row belongs to, whose authority counts where the
    row has none. `words` gives the text of a row and of the record it belongs to.
    """

    resource: str
    day: str
    kind: str | None
    page: Callable[[dict], str | None]
    about: tuple[str, str] | None = None
    words: Callable[[dict, dict | None, str], str] = lambda row, _, code: row[f"statement_{code}"]


def _law_version(row: dict, law: dict | None, code: str) -> str:
    number = pinpoint_in(row["number"], code, ())
    return f"{law[f'short_title_{code}']}, {number}: {row[f'change_{code}']}"


def _bill_event(row: dict, bill: dict | None, code: str) -> str:
    return f"{bill[f'title_{code}']}: {row[f'detail_{code}'] or bill[f'summary_{code}']}"


def _platform(row: dict, _: dict | None, code: str) -> str:
    return f"{row[f'name_{code}']}: {row[f'list_{code}']}"


def _office_holder(row: dict, _: dict | None, code: str) -> str:
    return f"{row[f'person_{code}']}: {row[f'office_{code}']}"


def _position(row: dict, _: dict | None, code: str) -> str:
    return f"{row[f'holder_{code}']}: {row[f'statement_{code}']}"


def _to(folder: str, field: str) -> Callable[[dict], str | None]:
    return lambda row: f"{folder}/{row[field]}" if row[field] else None


SERIES = (
    Series(
        "events",
        "occurred_on",
        "event_type",
        _to("rules", "rule_id"),
        words=lambda row, _, code: row[f"headline_{code}"],
    ),
    Series(
        "law_versions",
        "promulgated_on",
        None,
        _to("instruments", "law_id"),
        ("laws", "law_id"),
        _law_version,
    ),
    Series(
        "rule_values",
        "applies_from",
        "state",
        _to("rules", "rule_id"),
        ("rules", "rule_id"),
    ),
    Series(
        "bill_events",
        "occurred_on",
        "event",
        _to("bills", "bill_id"),
        ("bills", "bill_id"),
        _bill_event,
    ),
    Series(
        "licence_events",
        "occurred_on",
        "licence_event_type",
        _to("providers", "provider_id"),
    ),
    Series(
        "bank_partnerships",
        "occurred_on",
        "bank_event_type",
        _to("providers", "provider_id"),
    ),
    Series("ownership_events", "occurred_on", "step", _to("providers", "provider_id")),
    Series(
        "enforcement_actions",
        "occurred_on",
        "step",
        _to("sanctions", "enforcement_case_id"),
        ("enforcement_cases", "enforcement_case_id"),
    ),
    Series("incidents", "occurred_on", "kind", lambda _: "incidents"),
    Series(
        "unregistered_platforms",
        "occurred_on",
        "measure",
        lambda _: "platforms",
        words=_platform,
    ),
    Series("registration_counts", "counted_on", "counted", lambda _: "counts"),
    Series("zone_events", "occurred_on", "zone_event_type", _to("zones", "zone_id")),
    Series(
        "project_events",
        "occurred_on",
        "project_event_type",
        _to("projects", "project_id"),
    ),
    Series(
        "association_events",
        "occurred_on",
        "association_event_type",
        lambda row: "associations",
    ),
    Series("positions", "stated_on", "subject", lambda _: "positions", words=_position),
    Series("office_holders", "held_from", None, lambda _: "authorities", words=_office_holder),
)


def moments(tables: dict[str, list[dict]], as_of: date) -> list[Moment]:
    """Return the union of all dated rows up to a day, newest first."""
    found = []
    for series in SERIES:
        parents: dict[str, dict] = {}
        if series.about:
            resource, key = series.about
            parents = {row[key]: row for row in tables[resource]}
        for row in tables[series.resource]:
            parent = parents[row[series.about[1]]] if series.about else None
            day = str(row[series.day])
            if first_day(day) <= as_of and latest({**row, "occurred_on": day}) <= as_of:
                found.append(
                    Moment(
                        day,
                        series.resource,
                        row[series.kind] if series.kind else None,
                        series.words(row, parent, "en"),
                        series.words(row, parent, "ko"),
                        row,
                        series.page(row),
                        row.get("authority_id") or (parent or {}).get("authority_id"),
                    )
                )
    return sorted(found, key=lambda row: (row.year, last_day(row.occurred_on)), reverse=True)
