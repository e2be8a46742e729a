"""What prose may take from the record: words, days and numbers, each with its source mark."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from build_scripts.escape import text
from build_scripts.language import Language
from build_scripts.model import Model

# the fields a row's own sentence stands in, and those its day stands in, the first one found
SENTENCES = ("statement", "headline", "summary", "answer", "meaning", "change", "got", "role")
DAYS = (
    *("occurred_on", "applies_from", "stated_on", "counted_on", "promulgated_on"),
    *("held_from", "starts_on", "founded_on", "opened_on"),
)


class Facts:
    """The facts of one page in one language; every method returns text that is safe to stand.

    A method raises KeyError where the record has no such row, so that a page about what is not
    there cannot be built.
    """

    def __init__(
        self,
        model: Model,
        language: Language,
        cite: Callable[[str, dict], Markup],
        url: Callable[..., str],
    ) -> None:
        self._model, self._language, self._cite, self._url = model, language, cite, url

    def row(self, resource: str, key: str) -> dict:
        """Return a row by its key, the parts of a longer key joined by `/`."""
        return self._model.row(resource, key)

    def mark(self, resource: str, key: str) -> Markup:
        """Return only the source marks of a row."""
        return self._cite(resource, self.row(resource, key))

    def value(self, rule_id: str, day: str | None = None) -> Markup:
        """Return what a rule asks in a few words: today, or from the day its row applies."""
        return self._told(rule_id, day, "value_text")

    def says(self, rule_id: str, day: str | None = None) -> Markup:
        """Return what a rule says as one short sentence: today, or from the day of its row."""
        return self._told(rule_id, day, "answer")

    def since(self, rule_id: str, day: str | None = None) -> Markup:
        """Return the day from which a rule has said what it says, or the day of its row."""
        row = self._value_row(rule_id, day)
        return self._marked(self._language.day(row["applies_from"]), "rule_values", row)

    def awaits(self, resource: str, key: str) -> bool:
        """Return whether a row applies only from a day to come: prose says so in its own tense."""
        return str(self.row(resource, key)["applies_from"]) > self._model.as_of.isoformat()

    def sentence(self, resource: str, key: str) -> Markup:
        """Return the sentence of a row."""
        row = self.row(resource, key)
        stem = next(stem for stem in SENTENCES if row.get(f"{stem}_en"))
        return self._marked(self._language.pick(row, stem), resource, row)

    def field(self, resource: str, key: str, stem: str) -> Markup:
        """Return a text field of a row, in the language of the page where it has two."""
        row = self.row(resource, key)
        words = self._language.pick(row, stem) if f"{stem}_en" in row else row[stem]
        if words is None:
            raise KeyError(f"{resource} {key} has no {stem}")
        return self._marked(words, resource, row)

    def day(self, resource: str, key: str) -> Markup:
        """Return the day of a row in words."""
        row = self.row(resource, key)
        day = next(row[name] for name in DAYS if row.get(name))
        return self._marked(self._language.day(day), resource, row)

    def number(self, resource: str, key: str, field: str = "value") -> Markup:
        """Return a number of a row."""
        row = self.row(resource, key)
        return self._marked(self._language.number(row[field]), resource, row)

    def won(self, resource: str, key: str, field: str = "amount_krw") -> Markup:
        """Return an amount of a row in won: KRW 35.2 billion, 352억 원."""
        row = self.row(resource, key)
        return self._marked(self._language.won(row[field]), resource, row)

    def registered(self) -> Markup:
        """Return how many providers the record calls registered on the day, with the way there."""
        count = sum(view.is_registered for view in self._model.providers)
        return self.page("providers", self._language.number(count))

    def registered_on(self, day: str) -> Markup:
        """Return how many providers the record calls registered on another day."""
        views = self._model.providers_on(date.fromisoformat(day))
        return self.page("counts", self._language.number(sum(v.is_registered for v in views)))

    def rule(self, rule_id: str, words: str | None = None) -> Markup:
        """Return a link to a rule, by its title or by other words."""
        title = words or self._language.pick(self._model.rule(rule_id), "title")
        return self.page(f"rules/{rule_id}", title)

    def law(self, law_id: str, words: str | None = None) -> Markup:
        """Return a link to a law, by its short title or by other words."""
        title = words or self._language.pick(self._model.laws[law_id], "short_title")
        return self.page(f"instruments/{law_id}", title)

    def term(self, term_id: str, words: str | None = None) -> Markup:
        """Return a term of the glossary with its meaning as a hint."""
        row = self.row("glossary", term_id)
        return Markup('<a class="term" href="{}" title="{}">{}</a>').format(
            self._url("glossary", term_id),
            text(self._language.pick(row, "meaning")),
            text(words or self._language.pick(row, "term")),
        )

    def page(self, address: str, words: str, anchor: str = "") -> Markup:
        """Return a link to another page."""
        return Markup('<a href="{}">{}</a>').format(self._url(address, anchor), text(words))

    def _told(self, rule_id: str, day: str | None, stem: str) -> Markup:
        row = self._value_row(rule_id, day)
        return self._marked(self._language.pick(row, stem), "rule_values", row)

    def _value_row(self, rule_id: str, day: str | None) -> dict:
        if day is not None:
            return self.row("rule_values", f"{rule_id}/{day}")
        row = self._model.rule_view(rule_id).now
        if row is None:
            raise KeyError(f"{rule_id} says nothing on {self._model.as_of}")
        return row

    def _marked(self, words: str, resource: str, row: dict) -> Markup:
        return text(words) + self._cite(resource, row)
