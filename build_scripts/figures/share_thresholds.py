"""Figure: the shares the rules ask for, side by side, with their legal basis."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, REST, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

LAW = ("statute", "subordinate")
TOPIC = "user_protection"


def share_thresholds(model: Model, language: Language) -> Figure:
    """Show the rules on protecting users whose value on the day is a share, largest last."""
    say = language.say
    views = [
        view
        for view in model.rules
        if model.applies_surely(view)
        and view.now["unit"] == "percent"
        and view.rule["topic"] == TOPIC
    ]
    views.sort(key=lambda view: view.now["value"])
    rows = []
    for view in views:
        law = model.laws[view.now["law_id"] or view.rule["law_id"]]
        rows.append((language.pick(view.rule, "title"), view.now["value"], law))
    charts = []
    for narrow in (False, True):
        notes = []
        chart = go.Figure(
            go.Bar(
                x=[value for _, value, _ in rows],
                y=[str(index) for index in range(len(rows))],
                orientation="h",
                marker={"color": [MAIN if law["force"] in LAW else REST for _, _, law in rows]},
                width=0.3,
                hovertemplate="%{x}%<extra></extra>",
            )
        )
        for index, (title, value, law) in enumerate(rows):
            basis = language.pick(law, "short_title")
            notes.append(
                note(
                    x=0,
                    y=index + 0.36,
                    text=title if narrow else f"{title} · {basis}",
                    xanchor="left",
                )
            )
            notes.append(
                note(
                    x=value,
                    y=index,
                    text=f"<b>{language.number(value)}%</b>",
                    xanchor="left",
                    xshift=4,
                )
            )
        chart.layout.annotations = notes
        frame(chart, narrow, height=54 * len(rows) + 24, l=8, r=52, b=8)
        chart.update_xaxes(visible=False, range=[0, 100])
        chart.update_yaxes(visible=False, type="linear", range=[-0.5, len(rows) - 0.2])
        charts.append(chart)
    top = rows[-1]
    return Figure(
        name="share_thresholds",
        title=say("Shares that protect users, with what they rest on"),
        finding=say(
            "On %(day)s the highest share asked for was %(value)s%% (%(title)s).",
            day=language.day(model.as_of),
            value=language.number(top[1]),
            title=top[0],
        ),
        unit=say("Per cent; bars of rules that are no law are paler"),
        alt=say(
            "Bars: %(numbers)s.",
            numbers=", ".join(f"{title} {language.number(value)}%" for title, value, _ in rows),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Rule"), say("Per cent"), say("Rests on"), say("Force")],
        rows=[
            [
                title,
                language.number(value),
                language.pick(law, "short_title"),
                model.package.labels("laws", "force", language.code)[law["force"]],
            ]
            for title, value, law in rows[::-1]
        ],
        resources=("rules", "rule_values"),
        last_day=model.evidence_until("rule_values").isoformat(),
        cites=[("rule_values", view.now) for view in views],
    )
