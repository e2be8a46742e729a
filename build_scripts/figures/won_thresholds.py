"""Figure: the amounts in won from which rules apply, on a scale of tens."""

from math import log10

import plotly.graph_objects as go

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import LINE, MAIN, SOON, broken, frame, note
from build_scripts.language import Language
from build_scripts.model import Model


def won_thresholds(model: Model, language: Language) -> Figure:
    """Show every rule whose value on the day, or the next one, is an amount in won above zero."""
    say = language.say
    found = []
    for view in model.rules:
        row = view.now if view.state == "in_force" else view.coming
        if row and row["unit"] == "KRW" and row["value"] and not model.is_weak(row):
            applies = view.state == "in_force" and row is view.now
            found.append((language.pick(view.rule, "title"), row, applies))
    found.sort(key=lambda one: one[1]["value"])
    texts = [language.pick(row, "value_text") for _, row, _ in found]
    charts = []
    for narrow in (False, True):
        notes = []
        chart = go.Figure(
            go.Scatter(
                x=[row["value"] for _, row, _ in found],
                y=list(range(len(found))),
                mode="markers",
                marker={
                    "size": 12,
                    "symbol": ["circle" if applies else "diamond-open" for _, _, applies in found],
                    "color": [MAIN if applies else SOON for _, _, applies in found],
                },
                hovertemplate="%{x:,.0f}<extra></extra>",
            )
        )
        low, high = found[0][1]["value"], found[-1][1]["value"]
        for level, ((title, row, _), text) in enumerate(zip(found, texts, strict=True)):
            right = row["value"] > (low * high) ** 0.5
            if narrow:  # the title over the whole width, its amount beside the dot
                notes.append(
                    note(
                        x=0,
                        xref="paper",
                        y=level,
                        text=broken(title, 330),
                        align="left",
                        xanchor="left",
                        yanchor="bottom",
                        yshift=6,
                    )
                )
            notes.append(
                note(
                    x=log10(row["value"]),
                    y=level,
                    text=f"<b>{text}</b>" if narrow else f"<b>{title}</b> · {text}",
                    align="right" if right else "left",
                    xanchor="right" if right else "left",
                    xshift=-12 if right else 12,
                )
            )
        chart.layout.annotations = notes
        frame(chart, narrow, height=(58 if narrow else 34) * len(found) + 44, l=12, r=12, b=32)
        chart.update_yaxes(visible=False, range=[-0.6, len(found) - 0.4])
        chart.update_xaxes(
            type="log",
            showgrid=True,
            gridcolor=LINE,
            tickvals=[10**power for power in range(5, 12, 2 if narrow else 1)],
            ticktext=_ticks(language, 2 if narrow else 1),
            range=[log10(low) - 0.4, log10(high) + 0.4],
        )
        charts.append(chart)
    return Figure(
        name="won_thresholds",
        title=say("Amounts in won the rules name, on a scale of tens"),
        finding=say(
            "The amounts run from KRW %(low)s to KRW %(high)s; open diamonds do not apply yet.",
            low=language.number(found[0][1]["value"]),
            high=language.number(found[-1][1]["value"]),
        ),
        unit=say("Korean won, each step of the scale ten times the one before"),
        alt=say(
            "Dots: %(numbers)s.",
            numbers="; ".join(
                f"{title} {language.number(row['value'])}" for title, row, _ in found
            ),
        ),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Rule"), say("Korean won"), say("From"), say("Value in words")],
        rows=[
            [title, language.number(row["value"]), row["applies_from"].isoformat(), text]
            for (title, row, _), text in zip(found, texts, strict=True)
        ],
        resources=("rules", "rule_values"),
        last_day=model.evidence_until("rule_values").isoformat(),
        cites=[("rule_values", row) for _, row, _ in found],
    )


def _ticks(language: Language, step: int) -> list[str]:
    """Return the words at the powers of ten from 100,000 to 100 billion."""
    english = ["100,000", "1 m", "10 m", "100 m", "1 bn", "10 bn", "100 bn"]
    korean = ["10만", "100만", "1천만", "1억", "10억", "100억", "1천억"]
    return (english if language.code == "en" else korean)[::step]
