"""Figure: the whole timeline as lanes, one a shelf of matters."""

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import LINE, MAIN, OK, OTHER, SERIES, frame
from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.model.days import first_day

LANES = {
    "rules": ("rule_values", "law_versions"),
    "bills": ("bill_events",),
    "licensing": ("licence_events", "bank_partnerships", "registration_counts"),
    "owners": ("ownership_events",),
    "enforcement": ("enforcement_actions", "unregistered_platforms"),
    "incidents": ("incidents",),
    "zones": ("zone_events", "project_events"),
    "events": ("events", "association_events"),
    "politics": ("positions", "office_holders"),
}
COLOURS = (MAIN, *SERIES, OK, OTHER, MAIN)


def timeline_lanes(model: Model, language: Language) -> Figure:
    """Draw a mark for each dated statement on the lane of its matter; the chart zooms by days."""
    say = language.say
    words = {
        "rules": say("Rules and laws"),
        "bills": say("Bills"),
        "licensing": say("Filings and banks"),
        "owners": say("Owners"),
        "enforcement": say("Sanctions"),
        "incidents": say("Hacks and failures"),
        "zones": say("Zones and sandboxes"),
        "events": say("Events"),
        "politics": say("Parties and offices"),
    }
    lane_of = {resource: lane for lane, resources in LANES.items() for resource in resources}
    moments = [moment for moment in model.timeline if moment.year >= "2017"]
    counts = {lane: 0 for lane in LANES}
    for moment in moments:
        counts[lane_of[moment.resource]] += 1
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        for (lane, word), colour in zip(words.items(), COLOURS, strict=True):
            some = [moment for moment in moments if lane_of[moment.resource] == lane]
            days = sorted({first_day(moment.occurred_on).isoformat() for moment in some})
            chart.add_scatter(
                x=days,
                y=[word] * len(days),
                mode="markers",
                marker={
                    "symbol": "line-ns",
                    "size": 16,
                    "line": {"width": 1.5, "color": colour},
                    "opacity": 0.65,
                },
                name=word,
                hovertemplate="%{y}, %{x}<extra></extra>",
            )
        frame(chart, narrow, height=34 * len(words) + 50, l=8, r=8, t=8, b=32)
        chart.update_layout(dragmode="zoom")
        chart.update_xaxes(
            type="date",
            dtick="M12",
            tickformat="’%y" if narrow else "%Y",
            showgrid=True,
            gridcolor=LINE,
            range=["2017-01-01", f"{model.as_of.year + 1}-01-01"],
        )
        chart.update_yaxes(
            type="category",
            automargin=True,
            fixedrange=True,
            categoryorder="array",
            categoryarray=list(words.values())[::-1],
        )
        charts.append(chart)
    return Figure(
        name="timeline_lanes",
        title=say("Everything dated, lane by lane"),
        finding=say(
            "%(count)s dated statements since 2017; the fullest lane is %(lane)s with %(most)s.",
            count=language.number(len(moments)),
            lane=words[max(counts, key=counts.__getitem__)],
            most=language.number(max(counts.values())),
        ),
        unit=say("A mark for each day with a statement; explore to zoom into days"),
        alt="; ".join(f"{words[lane]}: {count}" for lane, count in counts.items()),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Lane"), say("Statements"), say("First"), say("Last")],
        rows=[
            [
                words[lane],
                counts[lane],
                min(m.occurred_on for m in moments if lane_of[m.resource] == lane),
                max(m.occurred_on for m in moments if lane_of[m.resource] == lane),
            ]
            for lane in LANES
            if counts[lane]
        ],
        resources=tuple(resource for resources in LANES.values() for resource in resources),
        last_day=model.evidence_until("events").isoformat(),
    )
