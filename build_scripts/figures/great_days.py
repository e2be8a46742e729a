"""Figure: the days on which most rules began or changed."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import INK, MAIN, REST, SOON, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

NAMED = 5


def great_days(model: Model, language: Language) -> Figure:
    """Draw a stem for each day on which rules changed, as high as their number."""
    say = language.say
    days = [
        (entry.day, sum(not model.is_weak(after.now) for _, after in entry.rules))
        for entry in model.days
    ]
    days = [(day, count) for day, count in days if count]
    great = sorted(sorted(days, key=lambda one: -one[1])[:NAMED])
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        notes = []
        for later, colour in ((False, REST), (True, SOON)):
            some = [one for one in days if (one[0] > model.as_of) == later]
            chart.add_bar(
                x=[day.isoformat() for day, _ in some],
                y=[count for _, count in some],
                width=14 * 86_400_000 * (2 if narrow else 1),
                marker={"color": [MAIN if one in great and not later else colour for one in some]},
                hovertemplate="%{x}: %{y}<extra></extra>",
            )
        for day, count in great:
            short = language.short_day(day)
            notes.append(
                note(
                    x=day.isoformat(),
                    y=count,
                    text=f"<b>{count}</b>" if narrow else f"<b>{count}</b> {short}",
                    yanchor="bottom",
                    xanchor="center" if narrow else "right",
                    font={"color": INK},
                )
            )
        chart.layout.annotations = notes
        frame(chart, narrow, l=12, r=16, b=32, t=26)
        chart.update_yaxes(visible=False, rangemode="tozero")
        chart.update_xaxes(
            dtick="M24" if narrow else "M12",
            tickformat="’%y" if narrow else "%Y",
            range=["2017-01-01", f"{days[-1][0].year}-12-31"],
        )
        charts.append(chart)
    top = max(great, key=lambda one: one[1])
    return Figure(
        name="great_days",
        title=say("Days on which rules of this record began, changed or ended"),
        finding=say(
            "On %(day)s most rules changed at once: %(count)s. Amber days are to come, as "
            "promulgated.",
            day=language.day(top[0]),
            count=top[1],
        ),
        unit=say("Rules that changed on the day"),
        alt=say(
            "Stems over time. The highest: %(numbers)s.",
            numbers=", ".join(f"{language.day(day)} {count}" for day, count in great),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Day"), say("Rules that changed")],
        rows=[[day.isoformat(), count] for day, count in days],
        resources=("rules", "rule_values"),
        last_day=model.evidence_until("rule_values").isoformat(),
    )
