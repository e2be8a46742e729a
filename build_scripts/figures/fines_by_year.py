"""Figure: fines and surcharges on crypto businesses, by the year and the stage of each case."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, OFF, SOON, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

UNIT = {"en": 1e9, "ko": 1e8}  # billion won, 억 원


def fines_by_year(model: Model, language: Language) -> Figure:
    """Add the amounts of administrative cases by the year of the step that names them.

    A notice is told apart from a decision, and what a court undid from both.
    """
    say, unit = language.say, UNIT[language.code]
    groups = {
        "decided": say("decided or fixed"),
        "notice": say("notified only"),
        "undone": say("undone by a court"),
    }
    colours = dict(zip(groups, (MAIN, SOON, OFF), strict=True))
    shapes = dict(zip(groups, ("", "/", "x"), strict=True))
    sums: dict[tuple[str, str], float] = {}
    cases = [
        view
        for view in model.cases
        if view.amount and not view.is_weak and view.case["kind"] != "criminal" and view.amount_year
    ]
    for view in cases:
        group = "undone" if view.undone else "notice" if view.is_notice else "decided"
        key = view.amount_year, group
        sums[key] = sums.get(key, 0) + view.amount / unit
    years = [str(year) for year in range(int(min(sums)[0]), int(max(sums)[0]) + 1)]
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        notes = []
        for group, name in groups.items():
            chart.add_bar(
                x=[sums.get((year, group), 0) for year in years],
                y=list(range(len(years))),
                orientation="h",
                name=name,
                marker={"color": colours[group], "pattern": {"shape": shapes[group]}},
                hovertemplate="%{x:.1f}<extra></extra>",
            )
        for place, year in enumerate(years):
            total = sum(sums.get((year, group), 0) for group in groups)
            parts = [
                f"{sums[year, group]:,.1f} {name}"
                for group, name in groups.items()
                if (year, group) in sums
            ]
            notes.append(
                note(
                    x=total,
                    y=place,
                    text=f"<b>{total:,.1f}</b>" if narrow else ", ".join(parts) or say("none"),
                    xanchor="left",
                    xshift=4,
                )
            )
        chart.layout.annotations = notes
        chart.update_layout(barmode="stack", bargap=0.35)
        frame(chart, narrow, height=34 * len(years) + 24, l=44, r=60 if narrow else 210, b=8)
        chart.update_xaxes(visible=False)
        chart.update_yaxes(tickvals=list(range(len(years))), ticktext=years, autorange="reversed")
        charts.append(chart)
    total = sum(sums.values())
    undone = sum(amount for (_, group), amount in sums.items() if group == "undone")
    return Figure(
        name="fines_by_year",
        title=say("Fines and surcharges on crypto businesses, by year and stage"),
        finding=say(
            "The cases on record that name an amount add up to KRW %(total)s billion; of these, "
            "KRW %(undone)s billion were undone by a court.",
            total=language.number(round(total, 1)),
            undone=language.number(round(undone, 1)),
        ),
        unit=say("Billion won; criminal fines left out"),
        alt=say(
            "Columns by year: %(numbers)s.",
            numbers=", ".join(
                f"{year} {sum(sums.get((year, g), 0) for g in groups):,.1f}" for year in years
            ),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Year"), *groups.values()],
        rows=[
            [year, *(language.number(round(sums.get((year, g), 0), 2)) for g in groups)]
            for year in years
        ],
        resources=("enforcement_cases", "enforcement_actions"),
        last_day=model.evidence_until("enforcement_actions").isoformat(),
    )
