"""The two languages of the site: messages, days, numbers and money."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.pofile import read_po

from build_scripts.errors import DataError, Finding

CODES = ("en", "ko")


@dataclass(frozen=True)
class Language:
    """One language; `messages` maps English to it and is None for English itself."""

    code: str
    messages: dict[str, str] | None

    def say(self, message: str, **values: object) -> str:
        """Return a message in this language, its `%(name)s` filled in; raises DataError."""
        if self.messages is None:
            text = message
        elif message in self.messages:
            text = self.messages[message]
        else:
            found = f"no {self.code} for {message!r}"
            place = f"docs/locale/{self.code}.po"
            raise DataError([Finding(place, 1, "msgid", found, "its translation", "language")])
        return text % values if values else text

    def pick(self, record: dict, stem: str) -> str | None:
        """Return the field of a record in this language, such as `title` → `title_ko`."""
        return record[f"{stem}_{self.code}"]

    @property
    def other(self) -> str:
        """Return the code of the other language."""
        return CODES[1 - CODES.index(self.code)]

    def day(self, value: date | str) -> str:
        """Return a day, month or year in words: 19 July 2024, 2024년 7월 19일."""
        year, month, day = _parts(value)
        if self.code == "en":
            pattern = "d MMMM y" if day else "MMMM y" if month else "y"
        else:
            pattern = "y년 M월 d일" if day else "y년 M월" if month else "y년"
        return _formatted(date(year, month or 1, day or 1), pattern, self.code)

    def short_day(self, value: date | str) -> str:
        """Return a day, month or year for narrow places: 19 Jul 2024, 2024.7.19."""
        year, month, day = _parts(value)
        if self.code == "en":
            pattern = "d MMM y" if day else "MMM y" if month else "y"
        else:
            pattern = "y.M.d" if day else "y.M" if month else "y"
        return _formatted(date(year, month or 1, day or 1), pattern, self.code)

    def number(self, value: float) -> str:
        """Return a number with thousands set apart and no needless decimals."""
        return f"{value:,.10g}" if value != int(value) else f"{int(value):,}"

    def won(self, value: int) -> str:
        """Return an amount in won, exactly: KRW 35.2 billion, 352억 원."""
        if self.code == "en":
            for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
                if value >= size and value * 100 % size == 0:
                    return f"KRW {value / size:,.10g} {word}"
            return f"KRW {value:,}"
        parts = [
            f"{value // size % 10_000:,}{word}"
            for size, word in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, ""))
            if value // size % 10_000
        ]
        return f"{' '.join(parts)} 원"

    def half(self, value: str, narrow: bool = False) -> tuple[str, str]:
        """Return the two lines that name a half-year: H1 / 2025, 상반기 / 2025년."""
        year, half = value.split("-H")
        if self.code == "en":
            return f"H{half}", f"’{year[2:]}" if narrow else year
        name = {"1": "상", "2": "하"}[half]
        return (name, f"’{year[2:]}") if narrow else (f"{name}반기", f"{year}년")


@cache
def _formatted(day: date, pattern: str, code: str) -> str:
    return format_date(day, pattern, locale=code)


def _parts(value: date | str) -> tuple[int, int | None, int | None]:
    if isinstance(value, str):
        parts = [int(part) for part in value.split("-")] + [None, None]
        return parts[0], parts[1], parts[2]
    return value.year, value.month, value.day


def read_language(code: str, folder: Path) -> Language:
    """Return a language; English needs no file, its messages are the keys."""
    if code == "en":
        return Language("en", None)
    with (folder / f"{code}.po").open("rb") as file:
        catalog = read_po(file, locale=code)
    return Language(
        code, {entry.id: entry.string for entry in catalog if entry.id and entry.string}
    )
