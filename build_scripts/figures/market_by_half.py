"""Figure: the half-yearly survey of the market: value held, trading, won on deposit, accounts."""

from plotly.subplots import make_subplots

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import MAIN, REST, frame, note
from build_scripts.language import Language
from build_scripts.model import Model

# measure → (its number in the figure's unit, decimals to show)
MEASURES = {
    "market_cap_krw": (1_000, 1),
    "daily_trading_krw": (1_000, 1),
    "krw_deposits_krw": (1_000, 1),
    "user_accounts_count": (1_000_000, 2),
}


def market_by_half(model: Model, language: Language) -> Figure:
    """Show each measure as first printed, all markets together; a missing half stays a gap."""
    say = language.say
    names = {
        "market_cap_krw": say("Value held, trillion won"),
        "daily_trading_krw": say("Daily trading, trillion won"),
        "krw_deposits_krw": say("Won on deposit, trillion won"),
        "user_accounts_count": say("Accounts able to trade, million"),
    }
    found = {
        (row["half"], row["measure"]): row
        for row in model.rows["market_surveys"]
        if row["market"] == "all"
        and row["edition"] == "first"
        and row["measure"] in MEASURES
        and not model.is_weak(row)
    }
    halves = sorted({half for half, _ in found})
    values = {
        measure: [
            round(found[half, measure]["value"] / scale, digits)
            if (half, measure) in found
            else None
            for half in halves
        ]
        for measure, (scale, digits) in MEASURES.items()
    }
    caps = dict(zip(halves, values["market_cap_krw"], strict=True))
    known = [half for half in halves if caps[half] is not None]
    top = max(known, key=lambda half: caps[half])
    finding = say(
        "At the end of %(last)s virtual assets worth %(now)s trillion won were held at Korean "
        "providers; the most was %(most)s trillion won at the end of %(top)s.",
        last=_half_name(language, known[-1]),
        now=caps[known[-1]],
        most=caps[top],
        top=_half_name(language, top),
    )
    charts = []
    for narrow in (False, True):
        notes = []
        rows, columns = (4, 1) if narrow else (2, 2)
        chart = make_subplots(rows, columns, vertical_spacing=0.09 if narrow else 0.2)
        for index, (measure, numbers) in enumerate(values.items()):
            row, column = index // columns + 1, index % columns + 1
            peak = max(number for number in numbers if number is not None)
            chart.add_bar(
                x=["<br>".join(language.half(half, True)) for half in halves],
                y=numbers,
                name=names[measure],
                text=["" if number is None else f"{number:g}" for number in numbers],
                textposition="outside",
                textangle=0,
                textfont={"size": 13},
                cliponaxis=False,
                marker={"color": [MAIN if number == peak else REST for number in numbers]},
                hovertemplate="%{x}: %{y}<extra></extra>",
                row=row,
                col=column,
            )
            chart.update_yaxes(range=[0, peak * 1.3], showticklabels=False, row=row, col=column)
            notes.append(
                note(
                    text=f"<b>{names[measure]}</b>",
                    xref=f"x{index + 1 if index else ''} domain",
                    yref=f"y{index + 1 if index else ''} domain",
                    x=0,
                    y=1.16,
                    xanchor="left",
                    yanchor="top",
                )
            )
        chart.layout.annotations = notes
        frame(chart, narrow, height=820 if narrow else 460, t=30, b=40)
        chart.update_layout(bargap=0.3)
        charts.append(chart)
    return Figure(
        name="market_by_half",
        title=say("The market in the half-yearly survey"),
        finding=finding,
        unit=say("Each panel has its own unit; figures as first printed"),
        alt=say(
            "Four rows of bars, one for each half-year from %(first)s to %(last)s.",
            first=_half_name(language, halves[0]),
            last=_half_name(language, halves[-1]),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Half-year"), *names.values()],
        rows=[
            [half, *(values[measure][index] for measure in MEASURES)]
            for index, half in enumerate(halves)
        ],
        resources=("market_surveys",),
        last_day=found[known[-1], "market_cap_krw"]["period_end_on"].isoformat(),
        cites=[("market_surveys", found[known[-1], "market_cap_krw"])],
    )


def _half_name(language: Language, half: str) -> str:
    """Return the month in which a half-year ends, in words."""
    year, number = half.split("-H")
    return language.day(f"{year}-{'06' if number == '1' else '12'}")
