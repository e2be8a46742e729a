"""Where each bill stands: the state its steps lead to, and the rules it made or would change."""

from dataclasses import dataclass
from datetime import date

from build_scripts.model.days import last_day

LEADS_TO = {
    "introduced": "pending",
    "referred": "pending",
    "committee_passed": "pending",
    "merged": "merged",
    "passed": "passed",
    "promulgated": "enacted",
    "withdrawn": "withdrawn",
    "rejected": "rejected",
    "lapsed": "lapsed",
}
# the last day of each Assembly; a bill not passed by then lapses (Constitution, Article 51)
TERMS = {19: date(2016, 5, 29), 20: date(2020, 5, 29), 21: date(2024, 5, 29)}
STATES = ("pending", "passed", "enacted", "merged", "withdrawn", "rejected", "lapsed", "not_known")


@dataclass(frozen=True)
class BillView:
    """A bill on one day: its steps in order, its state (one of `STATES`) and when that began.

    `rules` are the rows that join it to rules. `introduced` is the first step on record.
    """

    bill: dict
    events: list[dict]
    rules: list[dict]
    state: str
    since: str
    introduced: dict

    @property
    def is_open(self) -> bool:
        """Say whether the bill can still become law by what is on record."""
        return self.state in ("pending", "passed")


def bill_view(bill: dict, events: list[dict], rules: list[dict], as_of: date) -> BillView | None:
    """Return a bill as of a day; None before its first step.

    A bill of an Assembly that is over, with no outcome on record, is `not_known`.
    """
    steps = list(LEADS_TO)
    ordered = sorted(
        (event for event in events if last_day(event["occurred_on"]) <= as_of),
        key=lambda event: (last_day(event["occurred_on"]), steps.index(event["event"])),
    )
    if not ordered:
        return None
    state, since = "", ""
    for event in ordered:
        new = LEADS_TO[event["event"]]
        if new != state:
            state, since = new, event["occurred_on"]
    over = TERMS.get(bill["assembly"])
    if state == "pending" and over and over < as_of:
        state, since = "not_known", over.isoformat()
    return BillView(bill, ordered, rules, state, since, ordered[0])
