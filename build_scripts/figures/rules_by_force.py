"""Figure: rules that applied, day by day, by what they rest on."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import LINE, SERIES, apart, frame, note
from build_scripts.language import Language
from build_scripts.model import Model


def rules_by_force(model: Model, language: Language) -> Figure:
    """Count the rules in force or effect on each day of a change up to the day, by force."""
    say = language.say
    labels = model.package.labels("laws", "force", language.code)
    counted = [row for row in model.rules_in_force_over_time if row["day"] <= model.as_of]
    kinds = [kind for kind in labels if any(row[kind] for row in counted)]
    last = counted[-1]
    binding = last["statute"] + last["subordinate"]
    total = sum(last[kind] for kind in kinds)
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        notes = []
        most = max(row[kind] for row in counted for kind in kinds)
        ends = apart([last[kind] for kind in kinds], (0.12 if narrow else 0.09) * most)
        for kind, colour, end in zip(kinds, SERIES, ends, strict=False):
            chart.add_scatter(
                x=[row["day"].isoformat() for row in counted] + [model.as_of.isoformat()],
                y=[row[kind] for row in counted] + [last[kind]],
                mode="lines",
                name=labels[kind],
                line={"shape": "hv", "width": 3, "color": colour},
            )
            name = labels[kind].split(":")[0] if narrow else labels[kind]
            notes.append(
                note(
                    x=model.as_of.isoformat(),
                    y=end,
                    text=f"<b>{last[kind]}</b> {_short(kind, language) if narrow else name}",
                    xanchor="left",
                    xshift=6,
                    font={"color": colour},
                )
            )
        chart.layout.annotations = notes
        frame(chart, narrow, r=118 if narrow else 250, l=28, b=32)
        chart.update_yaxes(showgrid=True, gridcolor=LINE, nticks=4, rangemode="tozero")
        chart.update_xaxes(
            dtick="M24" if narrow else "M12",
            tickformat="’%y" if narrow else "%Y",
            range=["2017-01-01", model.as_of.isoformat()],
        )
        charts.append(chart)
    return Figure(
        name="rules_by_force",
        title=say("Rules of this record that applied, by what they rest on"),
        finding=say(
            "On %(day)s the record holds %(total)s rules that applied; %(binding)s rested on a "
            "statute, decree, regulation or notice, the others on no law.",
            day=language.day(model.as_of),
            total=total,
            binding=binding,
        ),
        unit=say("Rules in force or in effect"),
        alt=say(
            "Stepped lines by force. On %(day)s: %(numbers)s.",
            day=language.day(model.as_of),
            numbers=", ".join(f"{labels[kind]} {last[kind]}" for kind in kinds),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("From"), *(labels[kind] for kind in kinds)],
        rows=[[row["day"].isoformat(), *(row[kind] for kind in kinds)] for row in counted],
        resources=("rules", "rule_values", "laws"),
        last_day=model.evidence_until("rule_values").isoformat(),
    )


def _short(kind: str, language: Language) -> str:
    """Return a force in a word that fits beside a narrow drawing."""
    say = language.say
    return {
        "statute": say("statute"),
        "subordinate": say("decree, notice"),
        "guidance": say("guidance"),
        "self_regulation": say("self-regulation"),
        "stance": say("stance"),
    }[kind]
