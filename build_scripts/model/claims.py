"""What the tables say to a claim: its tests and the verdict they lead to."""

from dataclasses import dataclass
from operator import eq, ge, le

from build_scripts.load import record_key

COMPARES = {"equals": eq, "at_least": ge, "at_most": le}


@dataclass(frozen=True)
class Test:
    """A test of a claim: its row, the record it asks, what that record holds, whether it fits."""

    row: dict
    record: dict
    found: str | None
    holds: bool


@dataclass(frozen=True)
class ClaimView:
    """A claim with its tests and its verdict; `is_computed` says that the tests gave it."""

    claim: dict
    tests: list[Test]
    verdict: str
    is_computed: bool


def claim_view(claim: dict, rows: list[dict], tables: dict, keys: dict) -> ClaimView:
    """Return a claim as the tables settle it; `keys` are the primary keys by dataset.

    It is true where every test holds, else what the claim's row says for that case. Raises
    KeyError where a test names a record that does not stand.
    """
    tests = [_test(row, tables, keys) for row in rows]
    if not tests:
        return ClaimView(claim, [], claim["verdict"], False)
    verdict = "true" if all(test.holds for test in tests) else claim["otherwise"]
    return ClaimView(claim, tests, verdict, True)


def _test(row: dict, tables: dict, keys: dict) -> Test:
    name = row["resource"]
    records = {record_key(one, keys[name]): one for one in tables[name]}
    record = records[row["record_key"]]
    found = record[row["field"]]
    compare = COMPARES[row["compares"]]
    holds = found is not None and compare(_size(str(found)), _size(row["value"]))
    return Test(row, record, None if found is None else str(found), holds)


def _size(text: str) -> tuple[int, float, str]:
    """Return a text as what it is compared by: a number, else its letters (days sort by them)."""
    try:
        return (0, float(text), "")
    except ValueError:
        return (1, 0.0, text)
