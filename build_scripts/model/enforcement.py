"""At which stage each sanction or prosecution stands, and what it amounts to."""

from dataclasses import dataclass
from datetime import date

from build_scripts.model.days import last_day

# the stage a step leads to; every stage but `final` and `ended` may still change
LEADS_TO = {
    "inspected": "inquiry",
    "referred": "inquiry",
    "opened": "opened",
    "prior_notice": "notified",
    "indicted": "on_trial",
    "decided": "decided",
    "amount_fixed": "decided",
    "convicted": "convicted",
    "acquitted": "acquitted",
    "upheld": "upheld",
    "objected": "contested",
    "sued": "contested",
    "appealed": "contested",
    "stay_refused": "contested",
    "stayed": "stayed",
    "annulled": "annulled",
    "dismissed": "dismissed",
    "final": "final",
    "ended": "ended",
}
# of several steps of one day, the one that stands later in this order tells the stage
STAGES = tuple(dict.fromkeys(LEADS_TO.values()))
MONEY = ("fine", "surcharge", "criminal_fine")


@dataclass(frozen=True)
class CaseView:
    """A case on one day: its steps in order, the stage of the last one, and the money.

    `amount` is the last sum in won a decision or a notice names, all kinds of money of that day
    together; None where no source gives one. `is_notice` says that it was only announced to the
    party; `undone`, that a court annulled the case's measure or acquitted.
    """

    case: dict
    steps: list[dict]
    stage: str
    since: str
    amount: float | None
    is_notice: bool

    @property
    def amount_year(self) -> str | None:
        """Return the year of the step that names the amount; None where no step does."""
        years = [step["occurred_on"][:4] for step in self.steps if step["amount_krw"]]
        return years[-1] if years else None

    @property
    def undone(self) -> bool:
        """Say whether the last word on the case undid it."""
        return self.stage in ("annulled", "acquitted", "dismissed")


def case_view(case: dict, steps: list[dict], as_of: date, weak: set[str]) -> CaseView | None:
    """Return a case as of a day; steps named in `weak` are listed but move nothing.

    None where no step had happened by the day.
    """
    order = list(LEADS_TO)
    past = sorted(
        (step for step in steps if last_day(step["occurred_on"]) <= as_of),
        key=lambda step: (last_day(step["occurred_on"]), order.index(step["step"])),
    )
    if not past:
        return None
    sure = [step for step in past if step["enforcement_action_id"] not in weak] or past
    stage, since = "", ""
    for step in sure:
        new = LEADS_TO[step["step"]]
        if new != stage:
            stage, since = new, step["occurred_on"]
    money = [step for step in sure if step["amount_krw"] and step["measure"] in MONEY]
    last = [step for step in money if step["occurred_on"] == money[-1]["occurred_on"]]
    amount = sum({step["measure"]: step["amount_krw"] for step in last}.values()) if last else None
    notice = bool(last) and all(step["step"] == "prior_notice" for step in last)
    return CaseView(case, past, stage, since, amount, notice)
