"""Figure: zones and the projects in them as bars over time."""

from datetime import date

from build_scripts.figures.bars import Bar, bars
from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import DOUBT, MAIN, OFF, OK, SOON, broken
from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.model.days import surely_by
from build_scripts.model.sandbox import HOLDS

COLOURS = {"designated": MAIN, "granted": OK, "permitted": SOON, "not_known": DOUBT}


def zone_bars(model: Model, language: Language) -> Figure:
    """Draw a bar for the time each zone stood and each of its projects was exempted."""
    say = language.say
    words = {
        "designated": say("Zone designated"),
        "granted": say("Demonstration exemption"),
        "permitted": say("Temporary permit"),
        "not_known": say("Not known"),
        "ended": say("Ended or on hold"),
    }
    rows: list[tuple[str, str, date, date | None]] = []
    for view in model.zones:
        if view.zone["kind"] != "regulation_free_zone":
            continue
        name = say("%(region)s zone", region=_plain(language.pick(view.zone, "name")))
        rows += _zone_spans(name, view, model.as_of)
        for project in model.projects_of("zone_id", view.zone["zone_id"]):
            rows += [
                (f"– {language.pick(project.project, 'name')}", _look(state), start, end)
                for state, start, end in project.spans
                if project.was_granted
            ]
    names = list(dict.fromkeys(name for name, *_ in rows))
    spans = [Bar(name, look, start, end or model.as_of) for name, look, start, end in rows]
    looks = {look: (COLOURS.get(look, OFF), said) for look, said in words.items()}
    first = date(min(start for _, _, start, _ in rows).year, 1, 1)
    last = date(max(end or model.as_of for *_, end in rows).year + 1, 1, 1)
    short = [Bar(_short(bar.row), bar.look, bar.start, bar.end) for bar in spans]
    wide = bars(names, spans, looks, {"ended"}, first, last, False)
    lines = [_short(name) for name in names]
    height = 18 * max(line.count("<br>") + 1 for line in lines)
    narrow = bars(lines, short, looks, {"ended"}, first, last, True, height)
    standing = [view for view in model.zones if view.state == "designated"]
    exempted = sum(view.state in HOLDS for view in model.projects if view.project["zone_id"])
    return Figure(
        name="zone_bars",
        title=say("Zones and their projects, day by day"),
        finding=say(
            "On %(day)s the record can call %(zones)s of these zones designated "
            "and %(projects)s of their projects exempted.",
            day=language.day(model.as_of),
            zones=len(standing),
            projects=exempted,
        ),
        unit=say(
            "Blue: zone. Green: trial. Hatched: temporary permit. Violet: not known. "
            "Thin: ended or on hold."
        ),
        alt=say(
            "Bars for %(names)s zones and projects; "
            "%(zones)s zones and %(projects)s projects reach %(day)s.",
            names=len(names),
            zones=len(standing),
            projects=exempted,
            day=language.day(model.as_of),
        ),
        wide=wide,
        narrow=narrow,
        header=[say("Zone or project"), say("State"), say("From"), say("Until")],
        rows=[[name, words[look], start, end or say("open")] for name, look, start, end in rows],
        resources=("zones", "zone_events", "sandbox_projects", "project_events"),
        last_day=model.evidence_until("project_events").isoformat(),
    )


def _look(state: str) -> str:
    return state if state in COLOURS else "not_known" if state == "term_over" else "ended"


def _zone_spans(name: str, view, as_of: date) -> list[tuple[str, str, date, date | None]]:
    """Return the spans of a zone from its designation on."""
    steps = {event["zone_event_type"]: surely_by(event) for event in view.events}
    if "designated" not in steps:
        return []
    start, end = steps["designated"], steps.get("ended")
    if end:
        return [(name, "designated", start, end), (name, "ended", end, None)]
    if view.state == "designated":
        return [(name, "designated", start, view.until)]
    known = view.until or surely_by(view.last)
    return [(name, "designated", start, known), (name, "not_known", known, None)]


def _plain(name: str) -> str:
    """Return the name of a zone without the words for its kind, which all of them share."""
    return name.removesuffix(" regulation-free zone").removesuffix(" 규제자유특구")


def _short(name: str) -> str:
    """Return a name in lines that leave room for bars on a phone."""
    return broken(name, 165)
