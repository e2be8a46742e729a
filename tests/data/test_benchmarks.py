"""The committed results of the benchmarks: complete, of one kind of machine, and within the goals.

These read what was measured; no test takes the time of anything.
"""

import json
import re

import pytest

from build_scripts.paths import RESULTS

NAMES = ("build", "growth", "pages", "search")
LINEAR = 1.05  # the slope of what grows in step with its rows, with what a clock errs
STAGES = {"load", "validate", "model", "figures", "exports", "pages"}


def results(name: str) -> dict:
    return json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))


def steep(slopes: dict[str, dict]) -> dict[str, float]:
    """Return the stages whose seconds grow faster than the rows."""
    return {name: one["seconds"] for name, one in slopes.items() if one["seconds"] > LINEAR}


@pytest.mark.parametrize("name", NAMES)
def test_results_say_on_what_they_were_measured_and_not_where(name: str):
    machine = results(name)["machine"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", machine["measured_on"])
    assert machine["cores"] > 0
    assert machine["memory_gb"] > 0
    assert machine["python"].count(".") == 2
    assert len(machine["versions"]) >= 3
    assert not re.search(r'"/|/home|/tmp|\\\\', json.dumps(results(name)))


def test_every_stage_grows_at_most_as_its_rows():
    growth = results("growth")
    assert set(growth["slopes"]) == STAGES
    assert growth["sizes"][0]["times"] == 1
    assert growth["sizes"][-1]["times"] >= 100
    assert steep(growth["slopes"]) == {}


def test_a_stage_that_grows_faster_is_found():
    assert steep({"model": {"seconds": 1.0}, "pages": {"seconds": 1.3}}) == {"pages": 1.3}


def test_ours_is_the_lightest_of_the_ways_to_show_a_figure():
    ours, *others = [one for one in results("pages")["pages"] if "not_run" not in one]
    assert ours["name"] == "ours"
    assert len(others) >= 3
    assert all(one["bytes_ratio"] > 1 for one in others)


def test_the_search_finds_as_many_answers_as_the_other():
    found = {(one["language"], one["name"]): one for one in results("search")["searches"]}
    for language in ("en", "ko"):
        ours, other = found[language, "ours"], found[language, "material"]
        assert ours["asked"] == other["asked"] >= 34
        assert ours["right"] >= other["right"]
