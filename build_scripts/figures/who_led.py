"""Figure: who led which authority when."""

from datetime import date
from textwrap import wrap

from build_scripts.figures.bars import Bar, bars
from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, PAPER, REST_DARK, note
from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.model.days import first_day, last_day

FIRST = date(2017, 1, 1)
NAMED = 550  # days a term must last for its name to fit on the bar


def who_led(model: Model, language: Language) -> Figure:
    """Draw the terms of the heads of each authority; terms that follow each other alternate."""
    say = language.say
    rows = []
    for authority in model.rows["authorities"]:
        name = authority["abbreviation"] if language.code == "en" else None
        name = name or language.pick(authority, "name").split(" (")[0]
        holders = model.holders_of(authority["authority_id"])[::-1]
        for index, holder in enumerate(holders):
            end = holder["held_until"]
            rows.append(
                (
                    name,
                    ("one", "other")[index % 2],
                    max(first_day(holder["held_from"]), FIRST),
                    last_day(end) if end else model.as_of,
                    holder,
                )
            )
    rows = [row for row in rows if row[3] > FIRST]
    names = list(dict.fromkeys(row[0] for row in rows))
    spans = [Bar(name, look, start, end) for name, look, start, end, _ in rows]
    looks = {"one": (MAIN, say("Term")), "other": (REST_DARK, say("Term"))}
    last = date(model.as_of.year + 1, 1, 1)
    wide = bars(names, spans, looks, set(), FIRST, last, False, 28)
    wide.layout.annotations = [
        note(
            x=(start + (end - start) / 2).isoformat(),
            y=name,
            text=language.pick(holder, "person").split(" (")[0],
            font={"size": 11, "color": PAPER},
        )
        for name, _, start, end, holder in rows
        if (end - start).days > NAMED
    ]
    wrapped = {name: "<br>".join(wrap(name, 22)) for name in names}
    short = [Bar(wrapped[bar.row], bar.look, bar.start, bar.end) for bar in spans]
    narrow = bars(list(wrapped.values()), short, looks, set(), FIRST, last, True, 40)
    now = [row for row in rows if row[4]["held_until"] is None]
    return Figure(
        name="who_led",
        title=say("Who led which authority"),
        finding=say(
            "%(terms)s terms at %(bodies)s bodies are on record; for %(now)s no end was found.",
            terms=len(rows),
            bodies=len(names),
            now=len(now),
        ),
        unit=say("Terms of office since 2017; terms that follow each other change shade"),
        alt="; ".join(
            f"{name}: {language.pick(holder, 'person')}, {holder['held_from']}"
            for name, _, _, _, holder in rows
        ),
        wide=wide,
        narrow=narrow,
        header=[say("Authority"), say("Office"), say("Name"), say("From"), say("Until")],
        rows=[
            [
                name,
                language.pick(holder, "office"),
                language.pick(holder, "person"),
                holder["held_from"],
                holder["held_until"] or say("no end found"),
            ]
            for name, _, _, _, holder in rows
        ],
        resources=("office_holders", "authorities"),
        last_day=model.evidence_until("office_holders").isoformat(),
    )
