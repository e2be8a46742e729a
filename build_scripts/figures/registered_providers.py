"""Figure: providers whose filing stood accepted, day by day, by kind of market."""

from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import LINE, OTHER, SERIES, apart, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

MARKETS = ("krw", "coin", "not_applicable")


def registered_providers(model: Model, language: Language) -> Figure:
    """Count providers by the rows of this record, beside what was counted in public.

    The record holds fewer where it is silent: three years after an acceptance with nothing later
    it no longer says registered.
    """
    say = language.say
    names = {
        "krw": say("Won market"),
        "coin": say("Coin market"),
        "not_applicable": say("Wallet and custody"),
    }
    days = model.registered_over_time
    last, peak = days[-1], max(days, key=lambda row: sum(row[m] for m in MARKETS))
    total, most = (sum(row[market] for market in MARKETS) for row in (last, peak))
    finding = say(
        "The rows of this record reach their most, %(most)s providers, on %(peak)s; on %(day)s "
        "the record can still call %(total)s registered.",
        most=most,
        peak=language.day(peak["day"]),
        day=language.day(model.as_of),
        total=total,
    )
    counted = sorted(
        (
            row
            for row in model.rows["registration_counts"]
            if row["counted"] == "accepted"
            and len(row["counted_on"]) == 10
            and not model.is_weak(row)
        ),
        key=lambda row: row["counted_on"],
    )
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        notes = []
        ends = apart([last[market] for market in MARKETS], 0.075 * most)
        for market, colour, end in zip(MARKETS, SERIES, ends, strict=False):
            chart.add_scatter(
                x=[row["day"].isoformat() for row in days] + [model.as_of.isoformat()],
                y=[row[market] for row in days] + [last[market]],
                mode="lines",
                name=names[market],
                line={"shape": "hv", "width": 3, "color": colour},
            )
            notes.append(
                note(
                    x=model.as_of.isoformat(),
                    y=end,
                    text=f"<b>{last[market]}</b> {names[market]}",
                    xanchor="left",
                    xshift=6,
                    font={"color": colour},
                )
            )
        told = _far_enough([row["counted_on"] for row in counted], 200 if narrow else 50)
        again = _like_the_next(counted, 90)
        # a wide drawing has room beside a diamond whose neighbour takes the room above it
        beside = None if narrow else "middle left"
        chart.add_scatter(
            x=[row["counted_on"] for row in counted],
            y=[row["value"] for row in counted],
            mode="markers+text",
            text=[
                str(row["value"])
                if row["counted_on"] not in again and (beside or row["counted_on"] in told)
                else ""
                for row in counted
            ],
            hovertemplate="%{x}: %{y}<extra></extra>",
            textposition=[
                "top center" if row["counted_on"] in told else beside or "top center"
                for row in counted
            ],
            marker={"color": OTHER, "size": 9, "symbol": "diamond"},
            name=say("Counted in public, all kinds"),
        )
        notes.append(
            note(
                x=counted[0]["counted_on"],
                y=max(row["value"] for row in counted) + 7,
                text=f"◆ {say('Counted in public, all kinds')}",
                xanchor="left",
                font={"color": OTHER},
            )
        )
        chart.layout.annotations = notes
        frame(chart, narrow, r=150 if narrow else 170, l=28, b=32)
        chart.update_yaxes(showgrid=True, gridcolor=LINE, nticks=4, rangemode="tozero")
        chart.update_xaxes(
            dtick="M24" if narrow else "M12",
            tickformat="’%y" if narrow else "%Y",
            range=[days[0]["day"].isoformat(), model.as_of.isoformat()],
        )
        charts.append(chart)
    return Figure(
        name="registered_providers",
        title=say("Providers the record can call registered, by kind, and public counts"),
        finding=finding,
        unit=say("Providers in this record"),
        alt=say(
            "Stepped lines. On %(day)s: won market %(krw)s, coin market %(coin)s, wallet and "
            "custody %(other)s.",
            day=language.day(model.as_of),
            krw=last["krw"],
            coin=last["coin"],
            other=last["not_applicable"],
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("From"), *names.values(), say("Counted in public, all kinds")],
        rows=_by_day(days, {row["counted_on"]: row["value"] for row in counted}),
        resources=("providers", "licence_events", "registration_counts"),
        last_day=model.evidence_until("licence_events").isoformat(),
    )


def _like_the_next(counted: list[dict], most: int) -> set[str]:
    """Return the days whose number the next one repeats within so many days."""
    pairs = pairwise((date.fromisoformat(row["counted_on"]), row["value"]) for row in counted)
    return {
        day.isoformat()
        for (day, value), (after, same) in pairs
        if value == same and (after - day).days <= most
    }


def _by_day(days: list[dict], counted: dict[str, float]) -> list[list]:
    """Return a row for each day on which the record's counts changed or a public count stands."""
    told = {row["day"].isoformat(): [row[market] for market in MARKETS] for row in days}
    rows, state = [], [0] * len(MARKETS)
    for day in sorted(told | counted):
        state = told.get(day, state)
        rows.append([day, *state, counted.get(day, "")])
    return rows


def _far_enough(days: list[str], least: int) -> set[str]:
    """Return the days whose numbers have room: the last, and each `least` before a kept one."""
    kept = [date.fromisoformat(days[-1])]
    for day in map(date.fromisoformat, days[-2::-1]):
        if (kept[-1] - day).days >= least:
            kept.append(day)
    return {day.isoformat() for day in kept}
