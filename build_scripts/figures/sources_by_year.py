"""Figure: the sources by the year they were published and their kind."""

from collections import Counter

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, OFF, REST, REST_DARK, SOON, frame
from build_scripts.language import Language
from build_scripts.model import Model

FIRST = 2017
GROUPS = {
    "law": ("law", "court", "assembly"),
    "official": ("official",),
    "news": ("news",),
    "law_firm": ("law_firm",),
    "other": ("other",),
}
COLOURS = {"law": MAIN, "official": REST_DARK, "news": REST, "law_firm": OFF, "other": SOON}


def sources_by_year(model: Model, language: Language) -> Figure:
    """Count the sources that give a day of publication, by its year and by kind."""
    say = language.say
    words = {
        "law": say("Laws, courts, Assembly"),
        "official": say("Authorities"),
        "news": say("Press"),
        "law_firm": say("Law firms"),
        "other": say("Other"),
    }
    group_of = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
    dated = [
        (int(row["published_on"][:4]), group_of[row["kind"]])
        for row in model.rows["sources"]
        if row["published_on"] and int(row["published_on"][:4]) >= FIRST
    ]
    counts = Counter(dated)
    years = list(range(FIRST, model.as_of.year + 1))
    undated = sum(row["published_on"] is None for row in model.rows["sources"])
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        for group, word in words.items():
            chart.add_bar(
                x=[str(year) for year in years],
                y=[counts[year, group] for year in years],
                name=word,
                marker={
                    "color": COLOURS[group],
                    "pattern": {"shape": "/" if group == "other" else ""},
                },
                hovertemplate="%{x}, " + word + ": %{y}<extra></extra>",
            )
        chart.update_layout(barmode="stack", bargap=0.25)
        frame(chart, narrow, height=360, l=8, r=8, t=8, b=90 if narrow else 64)
        chart.update_layout(
            showlegend=True, legend={"orientation": "h", "x": 0, "y": -0.12, "traceorder": "normal"}
        )
        chart.update_xaxes(
            type="category",
            tickvals=[str(year) for year in years],
            ticktext=[f"’{year % 100}" for year in years] if narrow else years,
        )
        chart.update_yaxes(automargin=True, nticks=5)
        charts.append(chart)
    return Figure(
        name="sources_by_year",
        title=say("The sources, by year and kind"),
        finding=say(
            "The record cites %(all)s sources; %(undated)s of them give no day of publication.",
            all=language.number(model.count("sources")),
            undated=language.number(undated),
        ),
        unit=say("Number of sources published in a year"),
        alt="; ".join(
            f"{year}: " + ", ".join(f"{words[group]} {counts[year, group]}" for group in words)
            for year in years
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Year"), *words.values()],
        rows=[[year, *(counts[year, group] for group in words)] for year in years],
        resources=("sources",),
        last_day=model.as_of.isoformat(),
    )
