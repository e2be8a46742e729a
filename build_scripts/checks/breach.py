"""One row that breaks one condition."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Breach:
    """A row of a resource (counted from 0) and the field in it that breaks a check."""

    resource: str
    row: int
    field: str
    found: str
    expected: str
