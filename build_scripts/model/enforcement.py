"""At which stage each sanction or prosecution stands, and what it amounts to."""

from dataclasses import dataclass
from datetime import date

from build_scripts.model.days import surely_by

# the stage a step leads to; every stage but `final` and `inquiry_ended` may still change
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
    "ended": "inquiry_ended",
}
# what a court or an authority said; an appeal contests it and does not undo it
OUTCOMES = ("decided", "convicted", "acquitted", "upheld", "annulled")
MONEY = ("fine", "surcharge", "criminal_fine")


@dataclass(frozen=True)
class CaseView:
    """A case on one day: its steps in order, its stage with the step that led to it, the money.

    `contested` says that an objection, a suit or an appeal followed the outcome; `is_final`, that
    it became final. `amount` is the last sum in won a decision or a notice names, all kinds of
    money of that day together; None where no source gives one. `is_notice` says that it was only
    announced to the party; `is_weak`, that only weak sources tell the case.
    """

    case: dict
    steps: list[dict]
    stage: str
    stage_step: dict
    contested: bool
    is_final: bool
    amount: float | None
    is_notice: bool
    is_weak: bool

    @property
    def since(self) -> str:
        """Return when the stage began, as precise as the source."""
        return self.stage_step["occurred_on"]

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
        (step for step in steps if surely_by(step) <= as_of),
        key=lambda step: (surely_by(step), order.index(step["step"])),
    )
    if not past:
        return None
    sure = [step for step in past if step["enforcement_action_id"] not in weak]
    stage, led, contested, final = "", past[0], False, False
    for step in sure or past:
        new = LEADS_TO[step["step"]]
        other = step["measure"] != led["measure"]
        if new == "contested" and stage in OUTCOMES:
            contested = True
        elif new == "final" and stage in OUTCOMES:
            contested, final = False, True
        elif new == stage and stage in OUTCOMES:
            contested = False
        elif new != stage and not (new == "dismissed" and stage == "opened" and other):
            stage, led, contested = new, step, False
    money = [step for step in sure or past if step["amount_krw"] and step["measure"] in MONEY]
    last = [step for step in money if step["occurred_on"] == money[-1]["occurred_on"]]
    amount = sum({step["measure"]: step["amount_krw"] for step in last}.values()) if last else None
    notice = bool(last) and all(step["step"] == "prior_notice" for step in last)
    return CaseView(case, past, stage, led, contested, final, amount, notice, not sure)
