"""Figure: dated public events by year and kind."""

from collections import Counter

from build_scripts.figures.figure import Figure
from build_scripts.figures.grid import grid
from build_scripts.language import Language
from build_scripts.model import Model


def events_by_year(model: Model, language: Language) -> Figure:
    """Count events of the record by the year they happened; the year of `as_of` is not over."""
    say = language.say
    labels = model.package.labels("events", "event_type", language.code)
    events = [
        (row["occurred_on"][:4], row["event_type"])
        for row in model.rows["events"]
        if row["occurred_on"] <= model.as_of.isoformat()
    ]
    counts = Counter(events)
    years = [str(year) for year in range(int(min(events)[0]), model.as_of.year + 1)]
    kinds = [kind for kind in labels if any(event[1] == kind for event in events)]
    totals = Counter(year for year, _ in events)
    busiest = max(years, key=lambda year: totals[year])
    cells = {(year, labels[kind]): count for (year, kind), count in counts.items()}
    rows = [labels[kind] for kind in kinds]
    wide, narrow = (
        grid(rows, years, cells, lambda year, _: year == busiest, width) for width in (False, True)
    )
    return Figure(
        name="events_by_year",
        title=say("Public events in this record, by year and kind"),
        finding=say(
            "The record holds %(count)s public events; %(year)s has the most, %(most)s. What was "
            "recorded is a choice, so this counts the record, not the country.",
            count=len(events),
            year=language.day(busiest),
            most=totals[busiest],
        ),
        unit=say("Number of events"),
        alt=say(
            "A grid of counts, kinds by year. Most: %(year)s with %(most)s events.",
            year=language.day(busiest),
            most=totals[busiest],
        ),
        wide=wide,
        narrow=narrow,
        header=[say("Year"), *(labels[kind] for kind in kinds), say("All")],
        rows=[[year, *(counts[year, kind] for kind in kinds), totals[year]] for year in years],
        resources=("events",),
        last_day=model.evidence_until("events").isoformat(),
    )
