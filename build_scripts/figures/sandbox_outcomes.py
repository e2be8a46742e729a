"""Figure: how many projects got from asking to an exemption, a permit, a changed law."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, REST, frame
from build_scripts.language import Language
from build_scripts.model import Model


def sandbox_outcomes(model: Model, language: Language) -> Figure:
    """Draw a bar for each stage with the number of projects that ever reached it."""
    say = language.say
    views = [view for view in model.projects if view.project["regime_id"]]
    reached = {
        say("Asked or were named"): views,
        say("Got an exemption"): [view for view in views if view.was_granted],
        say("Became a temporary permit"): [v for v in views if _ever(v, "permitted")],
        say("Rule changed or licensed"): [v for v in views if _ever(v, "law_changed", "licensed")],
    }
    stages = list(reached)
    counts = [len(found) for found in reached.values()]
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        chart.add_bar(
            x=counts,
            y=[stage.replace(" ", "<br>", 1) if narrow else stage for stage in stages],
            orientation="h",
            marker={"color": [REST, *[MAIN] * (len(counts) - 1)]},
            text=[str(count) for count in counts],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{x}<extra></extra>",
        )
        frame(chart, narrow, height=240, l=8, r=32, b=8, t=8)
        chart.update_xaxes(visible=False, range=[0, max(counts) * 1.1])
        chart.update_yaxes(autorange="reversed", automargin=True)
        charts.append(chart)
    return Figure(
        name="sandbox_outcomes",
        title=say("From an exemption to a permit to a law"),
        finding=say(
            "Of %(all)s services on record %(granted)s got an exemption; "
            "for %(law)s the rule was changed or a licence given.",
            all=counts[0],
            granted=counts[1],
            law=counts[3],
        ),
        unit=say("Projects with crypto-assets, tokens or blockchain that ever reached a stage"),
        alt=", ".join(f"{stage}: {count}" for stage, count in zip(stages, counts, strict=True)),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Stage"), say("Projects"), say("Names")],
        rows=[
            [stage, len(found), "; ".join(language.pick(v.project, "name") for v in found)]
            for stage, found in reached.items()
        ],
        resources=("sandbox_projects", "project_events"),
        last_day=model.evidence_until("project_events").isoformat(),
    )


def _ever(view, *kinds: str) -> bool:
    """Say whether a project ever took one of the steps, by more than weak sources."""
    states = {"permitted": "permitted", "law_changed": "rule_changed", "licensed": "licensed"}
    reached = {state for state, _, _ in view.spans}
    return any(states[kind] in reached for kind in kinds)
