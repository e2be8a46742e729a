"""Figure: bills of the record by subject and state."""

from collections import Counter

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, OFF, REST, SOON, broken, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

GROUPS = {
    "law": ("enacted", "passed"),
    "merged": ("merged",),
    "open": ("pending",),
    "over": ("lapsed", "rejected", "withdrawn", "not_known"),
}


def bills_by_subject(model: Model, language: Language) -> Figure:
    """Count bills by subject and by what became of them, by their last step on record."""
    say = language.say
    labels = model.package.labels("bills", "subject", language.code)
    names = {
        "law": say("passed or law"),
        "merged": say("merged"),
        "open": say("before the Assembly"),
        "over": say("lapsed, rejected or not known"),
    }
    group = {state: name for name, states in GROUPS.items() for state in states}
    counts = Counter((view.bill["subject"], group[view.state]) for view in model.bills)
    totals = Counter(view.bill["subject"] for view in model.bills)
    subjects = sorted(totals, key=lambda subject: totals[subject])
    colours = dict(zip(GROUPS, (MAIN, REST, SOON, OFF), strict=True))
    shapes = dict(zip(GROUPS, ("", "x", "/", "."), strict=True))
    most = max(totals.values())

    def room(subject: str) -> float:
        """Return the pixels right of a bar: the margin, and what the longest bar has more."""
        return 305 + 250 * (1 - totals[subject] / most)

    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        notes = []
        for name in GROUPS:
            chart.add_bar(
                x=[counts[subject, name] for subject in subjects],
                y=[labels[subject] for subject in subjects],
                orientation="h",
                name=names[name],
                marker={"color": colours[name], "pattern": {"shape": shapes[name]}},
                hovertemplate="%{y}: %{x}<extra></extra>",
            )
        for subject in subjects:
            parts = [
                f"{counts[subject, name]} {names[name]}" for name in GROUPS if counts[subject, name]
            ]
            notes.append(
                note(
                    x=totals[subject],
                    y=labels[subject],
                    text=f"<b>{totals[subject]}</b>"
                    if narrow
                    else broken(", ".join(parts), room(subject)),
                    xanchor="left",
                    align="left",
                    xshift=4,
                )
            )
        chart.layout.annotations = notes
        chart.update_layout(barmode="stack", bargap=0.35)
        frame(chart, narrow, height=34 * len(subjects) + 24, l=8, r=40 if narrow else 310, b=8)
        chart.update_xaxes(visible=False, range=[0, most])
        chart.update_yaxes(automargin=True)
        charts.append(chart)
    law, still = (sum(counts[s, name] for s in subjects) for name in ("law", "open"))
    return Figure(
        name="bills_by_subject",
        title=say("Bills of this record, by subject and what became of them"),
        finding=say(
            "Of %(count)s bills on record %(law)s passed or became law and %(open)s were before "
            "the Assembly by their last step on record.",
            count=len(model.bills),
            law=law,
            open=still,
        ),
        unit=say("Bills"),
        alt=say(
            "Bars by subject: %(numbers)s.",
            numbers=", ".join(f"{labels[subject]} {totals[subject]}" for subject in subjects[::-1]),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Subject"), *names.values(), say("All")],
        rows=[
            [labels[subject], *(counts[subject, name] for name in GROUPS), totals[subject]]
            for subject in subjects[::-1]
        ],
        resources=("bills", "bill_events"),
        last_day=model.evidence_until("bills").isoformat(),
    )
