"""The timeline: every dated row of the package, in order of the day."""

from dataclasses import dataclass
from datetime import date

from build_scripts.model.days import last_day
from build_scripts.model.licensing import latest


@dataclass(frozen=True)
class Moment:
    """One dated statement, whichever dataset holds it."""

    occurred_on: str
    resource: str
    kind: str
    text_en: str
    text_ko: str
    record: dict
    page: str | None

    @property
    def year(self) -> str:
        """Return the year it happened in."""
        return self.occurred_on[:4]


def moments(tables: dict[str, list[dict]], as_of: date) -> list[Moment]:
    """Return the union of all dated rows up to a day, newest first."""
    rows = [
        Moment(
            event["occurred_on"],
            "events",
            event["event_type"],
            event["headline_en"],
            event["headline_ko"],
            event,
            f"rules/{event['rule_id']}" if event["rule_id"] else None,
        )
        for event in tables["events"]
    ]
    for resource, kind, folder, key in (
        ("licence_events", "licence_event_type", "providers", "provider_id"),
        ("bank_partnerships", "bank_event_type", "providers", "provider_id"),
        ("zone_events", "zone_event_type", "zones", "zone_id"),
    ):
        rows += [
            Moment(
                row["occurred_on"],
                resource,
                row[kind],
                row["statement_en"],
                row["statement_ko"],
                row,
                f"{folder}/{row[key]}",
            )
            for row in tables[resource]
        ]
    rows += [
        Moment(
            row["applies_from"].isoformat(),
            "rule_values",
            row["state"],
            row["statement_en"],
            row["statement_ko"],
            row,
            f"rules/{row['rule_id']}",
        )
        for row in tables["rule_values"]
    ]
    past = [row for row in rows if latest({**row.record, "occurred_on": row.occurred_on}) <= as_of]
    return sorted(past, key=lambda row: (row.year, last_day(row.occurred_on)), reverse=True)
