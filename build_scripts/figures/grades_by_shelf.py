"""Figure: how well the rows of each shelf are evidenced."""

from collections import Counter

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import DOUBT, MAIN, OFF, REST, REST_DARK, SOON, frame
from build_scripts.language import Language
from build_scripts.model import Model

COLOURS = {
    "law": MAIN,
    "official": REST_DARK,
    "corroborated": REST,
    "reported": OFF,
    "weak": SOON,
    "disputed": DOUBT,
}


def grades_by_shelf(model: Model, language: Language) -> Figure:
    """Draw the share of each grade in the rows of each shelf."""
    say = language.say
    grades = {
        "law": say("Law"),
        "official": say("Official"),
        "corroborated": say("Corroborated"),
        "reported": say("Reported"),
        "weak": say("Weak"),
        "disputed": say("Disputed"),
    }
    shelves = {
        "rules": say("Rules"),
        "licensing": say("Licensing"),
        "zones": say("Zones and sandboxes"),
        "record": say("Events and people"),
        "evidence": say("Claims"),
    }
    counted: dict[str, Counter] = {shelf: Counter() for shelf in shelves}
    for resource in model.package.resources:
        shelf = resource["path"].split("/")[0]
        counted[shelf].update(model.grades.get(resource["name"], {}))
    counted = {shelf: counts for shelf, counts in counted.items() if counts}
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        for grade, word in grades.items():
            shares = [100 * counts[grade] / counts.total() for counts in counted.values()]
            chart.add_bar(
                x=shares,
                y=[shelves[shelf] for shelf in counted],
                orientation="h",
                name=word,
                marker={
                    "color": COLOURS[grade],
                    "pattern": {"shape": "/" if grade == "weak" else ""},
                },
                hovertemplate="%{y}, " + word + ": %{x:.0f} %<extra></extra>",
            )
        chart.update_layout(barmode="stack", bargap=0.35)
        frame(chart, narrow, height=60 * len(counted) + 90, l=8, r=8, t=8, b=72 if narrow else 52)
        chart.update_layout(
            showlegend=True,
            legend={"orientation": "h", "x": 0, "y": -0.08, "traceorder": "normal"},
        )
        chart.update_xaxes(visible=False, range=[0, 100])
        chart.update_yaxes(autorange="reversed", automargin=True)
        charts.append(chart)
    total = sum(counted.values(), Counter())
    best = total["law"] + total["official"] + total["corroborated"]
    return Figure(
        name="grades_by_shelf",
        title=say("How sure the rows are, by shelf"),
        finding=say(
            "%(share)s%% of %(all)s graded rows rest on a law, an authority or two independent "
            "publishers.",
            share=round(100 * best / total.total()),
            all=language.number(total.total()),
        ),
        unit=say("Share of rows by grade"),
        alt="; ".join(
            f"{shelves[shelf]}: "
            + ", ".join(f"{word} {counts[grade]}" for grade, word in grades.items())
            for shelf, counts in counted.items()
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Shelf"), *grades.values(), say("All")],
        rows=[
            [shelves[shelf], *(counts[grade] for grade in grades), counts.total()]
            for shelf, counts in counted.items()
        ],
        resources=("sources",),
        last_day=model.as_of.isoformat(),
    )
