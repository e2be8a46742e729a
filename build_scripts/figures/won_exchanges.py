"""Figure: the exchanges with a won market: standing and bank, as bars over time."""

from datetime import date, timedelta

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import DOUBT, INK, LINE, OFF, OK, PAPER, SOON, frame, note
from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.model.days import first_day
from build_scripts.model.licensing import ProviderView

COLOURS = {
    "under_review": SOON,
    "registered": OK,
    "renewal_under_review": SOON,
    "not_known": DOUBT,
}


def won_exchanges(model: Model, language: Language) -> Figure:
    """Show, for each exchange that ever had a won market, its standing above its bank."""
    say = language.say
    standings = {
        "under_review": say("Under review"),
        "registered": say("Registered"),
        "renewal_under_review": say("Renewal under review"),
        "not_known": say("Not known"),
    }
    views = [view for view in model.providers if _ever_won(view)]
    rows = []
    for view in views:
        name = language.pick(view.provider, "brand")
        for state, start, end, _, _ in view.spans:
            if start != end:  # two steps of one day: the first held at no time
                word = standings.get(state, say("Ended"))
                rows.append([name, say("Standing"), word, start, end or ""])
        for english, korean, start, end, _ in view.bank_spans:
            bank = english if language.code == "en" else korean
            rows.append([name, say("Bank"), bank, start, end or ""])
    now = [view for view in views if view.is_registered and view.bank]
    finding = say(
        "%(count)s exchanges had a won market and a bank for real-name accounts on %(day)s, by "
        "sources that reach to %(until)s.",
        count=len(now),
        day=language.day(model.as_of),
        until=language.day(model.evidence_until("bank_partnerships")),
    )
    starts = [first_day(row[3]) for row in rows]
    charts = []
    for narrow in (False, True):
        spans = []
        order = []
        for view in views:
            name = language.pick(view.provider, "brand")
            top, low = f"<b>{name}</b>", f"{name} · {say('Bank')}"
            order += [top, low]
            for state, start, end, _, _ in view.spans:
                colour = COLOURS.get(state, OFF)
                words = standings.get(state, say("Ended"))
                spans.append(_bar(top, start, end, words, colour, model, narrow))
            for english, korean, start, end, _ in view.bank_spans:
                bank = english if language.code == "en" else korean
                spans.append(_bar(low, start, end, bank, LINE, model, narrow))
        chart = go.Figure(spans)
        frame(
            chart,
            narrow,
            height=(44 if narrow else 34) * len(order) + 60,
            b=32,
            l=8 if narrow else 130,
        )
        chart.update_layout(barmode="overlay", bargap=0.42 if narrow else 0.28)
        chart.update_xaxes(
            type="date",
            dtick="M24" if narrow else "M12",
            tickformat="’%y" if narrow else "%Y",
            range=[min(starts).replace(month=1, day=1).isoformat(), model.as_of.isoformat()],
        )
        chart.update_yaxes(
            categoryorder="array", categoryarray=order[::-1], showticklabels=not narrow
        )
        if narrow:
            chart.layout.annotations = [
                note(
                    x=0, xref="paper", y=label, text=label, xanchor="left", yshift=22, align="left"
                )
                for label in order
            ]
        charts.append(chart)
    return Figure(
        name="won_exchanges",
        title=say("Exchanges with a won market, their standing and their bank"),
        finding=finding,
        unit=say("Upper bar: standing. Lower bar: bank"),
        alt="; ".join(f"{row[0]}, {row[1]}: {row[2]}, {row[3]}–{row[4]}" for row in rows),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Provider"), say("What"), say("State or bank"), say("From"), say("Until")],
        rows=rows,
        resources=("licence_events", "bank_partnerships"),
        last_day=model.evidence_until("licence_events").isoformat(),
    )


def _ever_won(view: ProviderView) -> bool:
    return any(market == "krw" for _, _, _, market, _ in view.spans)


def _bar(
    lane: str,
    start: str,
    end: str | None,
    label: str,
    colour: str,
    model: Model,
    narrow: bool,
) -> go.Bar:
    """Return one span; its label stands inside where it has room."""
    first = first_day(start)
    last = first_day(end) if end else model.as_of
    days = max((last - first) / timedelta(days=1), 1)
    pixels = days / 3300 * (340 if narrow else 650)
    room = len(label) * (7.5 if label.isascii() else 12) + 8
    inside = label if room < pixels else ""
    return go.Bar(
        x=[days * 86_400_000],
        base=[first.isoformat()],
        y=[lane],
        orientation="h",
        text=[inside],
        textposition="inside",
        insidetextanchor="start",
        constraintext="none",
        textfont={"color": PAPER if colour != LINE else INK},
        marker={"color": colour, "line": {"color": PAPER, "width": 1.5}},
        hovertemplate=f"{label}: {start} – {end or date.isoformat(model.as_of)}<extra></extra>",
    )
