"""Where each sandbox project, and each exemption it was given, stands on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from build_scripts.model.days import last_day, months_after, surely_by, years_after

# an exemption whose scheme sets no term is not told as standing once this long is silence
SILENT_YEARS = 3

LEADS_TO = {
    "applied": "applied",
    "deferred": "put_off",
    "left_out": "left_out",
    "granted": "granted",
    "permitted": "permitted",
    "on_hold": "on_hold",
    "law_changed": "rule_changed",
    "licence_applied": "licence_applied",
    "licence_preliminary": "licence_preliminary",
    "licence_refused": "licence_refused",
    "licensed": "licensed",
    "ended": "ended",
}
HOLDS = ("granted", "permitted")
TAKEN_IN = ("granted", "permitted", "on_hold")
# the steps that end an exemption while its project goes on
ENDED_AS = {"permitted": "became_permit", "licensed": "became_licence"}
# what only an exemption that still runs can come to
RAN_ON = ("extended", "permitted")
# what a business asks for beside its exemption does not end the exemption
BESIDE = ("applied", "deferred", "licence_applied", "licence_preliminary", "licence_refused")

Terms = dict[tuple[str, str], list[dict]]


@dataclass(frozen=True)
class Standing:
    """A state on one day, the day it began, and the last day of its term.

    `state` is one of the values of `LEADS_TO`, term_over, not_known or none. `until` is the last
    day a source gives; `at_most` the last day the act allows, where no source gives one.
    """

    state: str
    since: str | None = None
    until: date | None = None
    at_most: date | None = None


@dataclass(frozen=True)
class ProjectView:
    """A project on one day with its steps, oldest first, and its exemptions.

    `spans` are (state, first day, the next state's first day or None).
    """

    project: dict
    events: list[dict]
    standing: Standing
    spans: list[tuple[str, date, date | None]]
    exemptions: list["ExemptionView"]

    @property
    def state(self) -> str:
        """Return the state on the day."""
        return self.standing.state

    @property
    def was_granted(self) -> bool:
        """Say whether it ever got an exemption, up to the day."""
        return any(state in HOLDS for state, _, _ in self.spans)

    @property
    def granted(self) -> dict | None:
        """Return the step that first gave an exemption; None where none did."""
        kinds = ("granted", "permitted")
        return next((e for e in self.events if e["project_event_type"] in kinds), None)


@dataclass(frozen=True)
class ExemptionView:
    """An exemption on one day: its row, its project, the step that gave it, where it stands.

    The state is active, became_permit, became_licence, or that of a project no longer exempted.
    """

    exemption: dict
    project: dict
    event: dict
    standing: Standing
    spans: list[tuple[str, date, date | None]]

    @property
    def state(self) -> str:
        """Return the state on the day."""
        return self.standing.state


def project_view(
    project: dict,
    events: list[dict],
    exemptions: list[dict],
    terms: Terms,
    weak: set[str],
    as_of: date,
) -> ProjectView:
    """Return a project as of a day; `terms` are the tools of the schemes by (scheme, tool).

    `weak` are the ids of steps only weak sources report: they are listed, but move no state.
    """
    ordered = sorted(events, key=lambda event: (surely_by(event), event["occurred_on"]))
    past = [event for event in ordered if surely_by(event) <= as_of]
    firm = [event for event in past if event["project_event_id"] not in weak]
    scheme = project["regime_id"]
    tools = {row["project_event_id"]: row["tool"] for row in exemptions}

    def on(day: date) -> Standing:
        return standing(firm, scheme, tools, terms, day)

    views = [
        _exemption_view(row, project, firm, tools, terms, as_of)
        for row in exemptions
        if row["project_event_id"] in {event["project_event_id"] for event in firm}
    ]
    return ProjectView(project, past, on(as_of), _spans(firm, on), views)


def _exemption_view(
    row: dict, project: dict, firm: list[dict], tools: dict, terms: Terms, as_of: date
) -> ExemptionView:
    index = [event["project_event_id"] for event in firm].index(row["project_event_id"])
    giving = firm[index]
    kind = "permitted" if giving["project_event_type"] == "permitted" else "granted"
    own = [{**giving, "project_event_type": kind}, *firm[index + 1 :]]
    ending = next((e for e in own[1:] if e["project_event_type"] in ENDED_AS), None)

    def on(day: date) -> Standing:
        if ending and surely_by(ending) <= day:
            return Standing(ENDED_AS[ending["project_event_type"]], ending["occurred_on"])
        found = standing(own, project["regime_id"], tools, terms, day)
        if found.state == kind:
            return Standing("active", giving["occurred_on"], found.until, found.at_most)
        return found

    return ExemptionView(row, project, giving, on(as_of), _spans(own, on))


def standing(
    events: list[dict], scheme: str | None, tools: dict[str, str], terms: Terms, day: date
) -> Standing:
    """Return where ordered steps lead up to a day.

    A grant holds to the last day a source gives. Where none does, it holds for the longest first
    term of its tool in the act as it then stood, and for the longest extension where a step says
    that there was one. After that nothing is known, since an act may let it go on until the law
    is changed; but what was lengthened or turned into a permit later was still running.
    """
    state, since, begins, until = "none", None, None, None
    tool, extended, before = None, False, None
    for event in events:
        if surely_by(event) > day:
            break
        kind = event["project_event_type"]
        if kind in BESIDE and state in TAKEN_IN:
            continue
        new = LEADS_TO.get(kind, state)
        if kind == "started" and state == "on_hold":
            new = before
        if kind in HOLDS or new != state:
            since = event["occurred_on"]
        if kind in HOLDS:
            until, extended = None, False
            tool = _tool(event, scheme, tools, terms)
            begins = last_day(event["occurred_on"])
        if new == "on_hold" and state in HOLDS:
            before = state
        state = new
        extended = extended or kind == "extended"
        until = event["holds_until"] or until
    if state not in HOLDS:
        return Standing(state, since)
    if until:
        return Standing("term_over" if until < day else state, since, until)
    limit = _longest_term(terms.get((scheme, tool), []), begins, extended)
    ran_on = any(e["project_event_type"] in RAN_ON and surely_by(e) > day for e in events)
    return Standing("not_known" if limit < day and not ran_on else state, since, None, limit)


def _tool(event: dict, scheme: str | None, tools: dict[str, str], terms: Terms) -> str:
    """Return the tool of a step that gives: as its exemptions say, else the scheme's usual one."""
    if event["project_event_type"] == "permitted":
        return "temporary_permit"
    usual = "designation" if (scheme, "designation") in terms else "demonstration_exemption"
    return tools.get(event["project_event_id"], usual)


def _longest_term(rows: list[dict], begins: date, extended: bool) -> date:
    """Return the last day of the longest term from a day, by the row that then applied."""
    held = [row for row in rows if row["applies_from"] <= begins]
    term = max(held, key=lambda row: row["applies_from"], default=None)
    if term is None or term["first_months"] is None:
        return years_after(begins, SILENT_YEARS)
    first = months_after(begins, term["first_months"])
    return months_after(first, term["extension_months"] or 0) if extended else first


def _spans(events: list[dict], on) -> list[tuple[str, date, date | None]]:
    """Return the states from the first step on, as (state, first day, next state's first day)."""
    if not events:
        return []
    days = {surely_by(event) for event in events}
    days |= {event["holds_until"] + timedelta(1) for event in events if event["holds_until"]}
    ends = {on(day).at_most for day in days}
    ends |= {on(end + timedelta(1)).at_most for end in ends if end and end < date.max}
    days |= {end + timedelta(1) for end in ends if end and end < date.max}
    changes: list[tuple[str, date]] = []
    for day in sorted(days):
        state = on(day).state
        if state != "none" and (not changes or changes[-1][0] != state):
            changes.append((state, day))
    ends_of = [*(day for _, day in changes), None][1:]
    return [(state, day, end) for (state, day), end in zip(changes, ends_of, strict=True)]
