"""Export: the days to come as a calendar to subscribe to (iCalendar, RFC 5545)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from icalendar import Calendar, Event

from build_scripts.language import Language
from build_scripts.ledger import Ledger
from build_scripts.model import Model
from build_scripts.model.coming import Coming
from build_scripts.model.evidence import GRADES
from build_scripts.pinpoints import pinpoint_in

TITLES = {
    "rule_starts": "Starts to apply: %(what)s",
    "rule_ends": "No longer applies: %(what)s",
    "version_starts": "In force: %(what)s",
    "exemption_ends": "Last day of a sandbox exemption: %(what)s",
    "zone_ends": "Last day of a designation: %(what)s",
    "registration_ends": "Three years since acceptance: %(what)s",
    "bank_ends": "Last day of a bank contract: %(what)s",
    "measure_ends": "Last day of a measure: %(what)s",
}


def title(one: Coming, model: Model, language: Language) -> str:
    """Return what happens on a day to come, in one line."""
    what = one.name_en if language.code == "en" else one.name_ko
    if one.kind == "version_starts":
        number = pinpoint_in(one.record["number"], language.code, model.law_names)
        what = f"{what}, {number}"
    return language.say(TITLES[one.kind], what=what)


def calendar(model: Model, language: Language, root: str) -> bytes:
    """Return the days to come as whole days; what has no known day is not in it.

    `root` is the address of the language's pages, empty where the site has none yet.

    An event keeps its id while its row lasts, renamed or not; each release in which its day
    had moved raises its sequence (RFC 5545, 3.8.7.4).
    """
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//{model.package.descriptor['name']}//{language.code}//")
    made.add("x-wr-calname", f"{_name(model, language)}: {language.say('What is coming')}")
    for one in model.coming:
        made.add_component(_event(one, model, language, root))
    return made.to_ical()


def days(model: Model) -> dict[str, str]:
    """Return the day of each event by its id, as the manifest of a release keeps it."""
    return {event_id(one, model): one.day.isoformat() for one in model.coming}


def event_id(one: Coming, model: Model) -> str:
    """Return the id of an event: its kind and its row's first published key."""
    resource, key = one.thing
    first = model.package.ledger.first_key(resource, key).replace(" ", "_")
    return f"{one.kind}/{resource}/{first}@{model.package.descriptor['name']}"


def sequence(ledger: Ledger, uid: str, day: date) -> int:
    """Return how often the day of an event moved from one release to the next, and to now."""
    told = [dict(release.calendar).get(uid) for release in ledger.releases]
    known = [*(value for value in told if value), day.isoformat()]
    return sum(one != other for one, other in pairwise(known))


def _event(one: Coming, model: Model, language: Language, root: str) -> Event:
    event = Event()
    uid = event_id(one, model)
    stamp = datetime(model.as_of.year, model.as_of.month, model.as_of.day, tzinfo=UTC)
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("sequence", sequence(model.package.ledger, uid, one.day))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(1))
    event.add("summary", title(one, model, language))
    page = root and f"{root}{one.page}/"
    detail = one.detail_en if language.code == "en" else one.detail_ko
    source = model.sources[one.record["source_id"]]
    told = language.say(
        "Source: %(publisher)s. Grade: %(grade)s.",
        publisher=source["publisher" if language.code == "en" else "publisher_ko"],
        grade=language.say(GRADES[model.grade(one.resource, one.record)]),
    )
    lines = [detail, told, source["url"], page]
    event.add("description", "\n".join(filter(None, lines)))
    if page:
        event.add("url", page)
    event.add("transp", "TRANSPARENT")
    return event


def _name(model: Model, language: Language) -> str:
    descriptor = model.package.descriptor
    return descriptor["title" if language.code == "en" else "kcr:title_ko"]
