"""Figure: from the exchanges in business before the deadline of 2021 to those still registered."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, REST, broken, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

STEPS = (
    "known-exchanges-2021-09-24",
    "isms-exchanges-2021-09-24",
    "filed-exchanges-2021-09-24",
    "accepted-exchanges-2021-12-23",
)


def deadline_steps(model: Model, language: Language) -> Figure:
    """Show four published counts of exchanges, and a fifth from the rows of this record."""
    say = language.say
    counts = [model.published_count(count) for count in STEPS]
    still = model.deadline_filers_registered
    names = [
        say("in business"),
        say("with ISMS"),
        say("filed"),
        say("accepted by December"),
        say("registered on %(day)s", day=language.short_day(model.as_of)),
    ]
    values = [row["value"] for row in counts] + [len(still)]
    charts = []
    for narrow in (False, True):
        notes = []
        chart = go.Figure(
            go.Bar(
                x=list(range(len(values))),
                y=values,
                width=0.55,
                marker={"color": [REST] * 4 + [MAIN]},
                hovertemplate="%{y}<extra></extra>",
            )
        )
        for place, (value, name) in enumerate(zip(values, names, strict=True)):
            words = broken(name, 60) if narrow else name
            notes.append(
                note(
                    x=place,
                    y=value,
                    text=f"<b>{value}</b><br>{words}",
                    yanchor="bottom",
                )
            )
        chart.layout.annotations = notes
        frame(chart, narrow, l=8, r=8, b=12, t=24)
        chart.update_yaxes(visible=False, range=[0, 1.3 * max(values)])
        chart.update_xaxes(visible=False, range=[-0.6, len(values) - 0.4])
        charts.append(chart)
    return Figure(
        name="deadline_steps",
        title=say("Exchanges before, at and after the deadline of September 2021"),
        finding=say(
            "Of %(first)s exchanges in business %(filed)s filed by %(end)s; on %(day)s "
            "the record can call %(last)s of those filers registered.",
            first=values[0],
            filed=values[2],
            end=language.day(counts[2]["counted_on"]),
            day=language.day(model.as_of),
            last=values[-1],
        ),
        unit=say("Exchanges; four counts of the authorities, the last by this record"),
        alt=say(
            "Columns: %(numbers)s.",
            numbers=", ".join(f"{name} {v}" for name, v in zip(names, values, strict=True)),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Step"), say("Day"), say("Exchanges"), say("Counted by")],
        rows=[
            *(
                [name, row["counted_on"], row["value"], language.pick(row, "counted_by")]
                for name, row in zip(names, counts, strict=False)
            ),
            [names[-1], model.as_of.isoformat(), len(still), say("this record")],
        ],
        resources=("registration_counts", "licence_events"),
        last_day=model.evidence_until("licence_events").isoformat(),
        cites=[("registration_counts", row) for row in counts],
    )
