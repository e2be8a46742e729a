"""What is wrong with the data or with a site, said so that somebody can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One breach of one condition, at one place.

    `column` is the name of the field; for a fault of bytes, the number of the character, and in a
    header the number of the column.
    """

    path: str
    line: int
    column: str
    found: str
    expected: str
    check: str

    def __str__(self) -> str:
        """Return the finding as one line that editors can jump to."""
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: found {self.found}, expected {self.expected} [{self.check}]"


class DataError(Exception):
    """The data is wrong; carries all findings."""

    def __init__(self, findings: list[Finding]):
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class SiteError(Exception):
    """A finished site is not whole; carries a line for each fault."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults
