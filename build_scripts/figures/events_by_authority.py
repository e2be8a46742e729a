"""Figure: dated statements by year and by the authority whose matter they are."""

from collections import Counter

from build_scripts.figures.figure import Figure
from build_scripts.figures.grid import grid
from build_scripts.language import Language
from build_scripts.model import Model

MOST = 9  # authorities drawn; the others are in the table


def events_by_authority(model: Model, language: Language) -> Figure:
    """Count the statements of the timeline that name an authority, by year."""
    say = language.say
    counted = Counter(
        (moment.year, moment.authority)
        for moment in model.timeline
        if moment.authority and moment.year >= "2017"
    )
    totals = Counter()
    for (_, authority), count in counted.items():
        totals[authority] += count
    ids = [authority for authority, _ in totals.most_common()]
    years = [str(year) for year in range(2017, model.as_of.year + 1)]

    def name(authority: str) -> str:
        row = model.authorities[authority]
        short = row["abbreviation"] if language.code == "en" else None
        return short or language.pick(row, "name").split(" (")[0]

    drawn = ids[:MOST]
    cells = {(year, name(one)): count for (year, one), count in counted.items() if one in drawn}
    names = [name(one) for one in drawn]
    wide, narrow = (
        grid(names, years, cells, lambda _, row: row == names[0], width) for width in (False, True)
    )
    return Figure(
        name="events_by_authority",
        title=say("Whose matter: dated statements by year and authority"),
        finding=say(
            "Most statements that name an authority are about %(authority)s: %(count)s.",
            authority=language.pick(model.authorities[ids[0]], "name"),
            count=language.number(totals[ids[0]]),
        ),
        unit=say("Number of statements"),
        alt="; ".join(f"{name(one)}: {totals[one]}" for one in drawn),
        wide=wide,
        narrow=narrow,
        header=[say("Authority"), *years, say("All")],
        rows=[[name(one), *(counted[year, one] for year in years), totals[one]] for one in ids],
        resources=("events", "enforcement_actions", "rule_values"),
        last_day=model.evidence_until("events").isoformat(),
    )
