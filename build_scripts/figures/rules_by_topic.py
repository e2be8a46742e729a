"""Figure: rules that apply on the day, by topic, law apart from what is no law."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, REST, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

LAW = ("statute", "subordinate")


def rules_by_topic(model: Model, language: Language) -> Figure:
    """Count rules in force or effect on the day by topic: law, and not law."""
    say = language.say
    labels = model.package.labels("rules", "topic", language.code)
    counts = {topic: [0, 0] for topic in labels}
    for view in model.rules:
        if model.applies_surely(view):
            is_law = model.force(view) in LAW
            counts[view.rule["topic"]][not is_law] += 1
    topics = sorted((topic for topic in labels if any(counts[topic])), key=lambda t: sum(counts[t]))
    names = (say("Law"), say("Not law"))
    largest = topics[-1]
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        notes = []
        for index, colour in enumerate((MAIN, REST)):
            chart.add_bar(
                x=[counts[topic][index] for topic in topics],
                y=[labels[topic] for topic in topics],
                orientation="h",
                name=names[index],
                marker={"color": colour, "pattern": {"shape": "/" if index else ""}},
                hovertemplate="%{y}: %{x}<extra></extra>",
            )
        for topic in topics:
            law, other = counts[topic]
            words = f"<b>{law}</b> {names[0]}" + (f" + {other} {names[1]}" if other else "")
            notes.append(
                note(
                    x=law + other,
                    y=labels[topic],
                    text=f"{law} + {other}" if narrow else words,
                    xanchor="left",
                    xshift=4,
                )
            )
        chart.layout.annotations = notes
        chart.update_layout(barmode="stack", bargap=0.35)
        height = 32 * len(topics) + 30
        frame(chart, narrow, height=height, l=8, r=60 if narrow else 150, b=12)
        chart.update_xaxes(visible=False)
        chart.update_yaxes(automargin=True)
        charts.append(chart)
    return Figure(
        name="rules_by_topic",
        title=say("Rules of this record that apply, by topic"),
        finding=say(
            "Most rules on record concern %(topic)s: %(count)s apply. Law is solid; hatched are "
            "guidance, self-regulation and announcements, which are not law.",
            topic=labels[largest].lower() if language.code == "en" else labels[largest],
            count=sum(counts[largest]),
        ),
        unit=say("Rules: law + not law"),
        alt=say(
            "Bars by topic: %(numbers)s.",
            numbers=", ".join(f"{labels[t]} {counts[t][0]} + {counts[t][1]}" for t in topics[::-1]),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Topic"), *names],
        rows=[[labels[topic], *counts[topic]] for topic in topics[::-1]],
        resources=("rules", "rule_values", "laws"),
        last_day=model.evidence_until("rule_values").isoformat(),
    )
