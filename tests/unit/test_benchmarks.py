"""The arithmetic of the benchmarks: made-up rows that hold together, slopes, shares."""

import csv
from pathlib import Path

import pytest

from benchmarks import growth
from benchmarks.build import shares
from benchmarks.growth import make_up, out_of_reach, slope, slopes
from build_scripts.descriptor import Package


def rows_of(folder: Path, resource: dict) -> list[dict]:
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def broken(package: Package, folder: Path) -> set[tuple[str, str]]:
    """Return the (resource, fields) of keys that stand twice or point to no row."""
    rows = {one["name"]: rows_of(folder, one) for one in package.resources}
    keys = {
        one["name"]: [
            tuple(row[field] for field in one["schema"]["primaryKey"]) for row in rows[one["name"]]
        ]
        for one in package.resources
    }
    whole = {name: {"/".join(key) for key in every} for name, every in keys.items()}
    found = set()
    for one in package.resources:
        name, schema = one["name"], one["schema"]
        if len(whole[name]) < len(keys[name]) or keys[name] != sorted(keys[name]):
            found.add((name, ",".join(schema["primaryKey"])))
        for key in schema.get("foreignKeys", []):
            (field,), (other,) = key["fields"], key["reference"]["fields"]
            there = {row[other] for row in rows[key["reference"]["resource"] or name]}
            if {row[field] for row in rows[name]} - there - {""}:
                found.add((name, field))
    for name in ("conflicts", "claim_tests"):
        if any(row["record_key"] not in whole[row["resource"]] for row in rows[name]):
            found.add((name, "record_key"))
    return found


def test_made_up_rows_keep_every_key_and_foreign_key_whole(package: Package, tmp_path: Path):
    make_up(package, 3, tmp_path / "made")
    assert broken(package, tmp_path / "made") == set()
    for one in package.resources:
        times = 1 if one["name"] in growth.WINDOWS else 3
        assert len(rows_of(tmp_path / "made", one)) == times * len(rows_of(package.folder, one))


def test_copies_that_share_a_key_or_point_nowhere_are_found(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    real = growth.id_fields
    only_laws = lambda one: real(one) if one["name"] == "laws" else []  # noqa: E731
    monkeypatch.setattr(growth, "id_fields", only_laws)
    make_up(package, 2, tmp_path / "made")
    found = broken(package, tmp_path / "made")
    assert {("rules", "rule_id"), ("laws", "source_id"), ("sources", "source_id")} <= found


@pytest.mark.parametrize(("power", "factor"), [(1, 0.5), (2, 3), (0, 7)])
def test_a_slope_is_the_power_of_the_growth(power: int, factor: float):
    sizes = [1, 3, 10, 100]
    assert slope(sizes, [factor * size**power for size in sizes]) == pytest.approx(power)


def told(seconds: float) -> dict:
    return {"seconds": seconds, "cpu_seconds": seconds, "peak_mb": 100}


def test_a_stage_that_took_long_or_much_is_not_run_ten_times_as_large():
    assert out_of_reach({}, 10, 1000) == set()
    stages = dict.fromkeys(growth.STAGES, told(1.0)) | {"pages": told(growth.LONGEST / 5)}
    assert out_of_reach({1: stages}, 10, 1000) == {"pages"}
    stages["exports"] = told(1.0) | {"peak_mb": 101}
    assert out_of_reach({1: stages}, 10, 1000) == {"exports", "pages"}
    del stages["pages"]
    assert out_of_reach({1: stages}, 10, 2000) == {"pages"}


def test_slopes_tell_the_end_apart():
    sizes = {size: {"load": told(size)} for size in (1, 10)} | {100: {"load": told(1000)}}
    assert slopes(sizes)["load"] == {"seconds": 1.5, "seconds_at_the_end": 2.0, "peak_mb": 0.0}


def test_the_share_of_our_scripts_leaves_out_what_they_wait_for():
    stages = {"figures": 20.0, "mkdocs": 50.0, "search": 30.0}
    told = shares(stages, {"Chromium": 15.0, "Pagefind": 10.0})
    assert (told["seconds"], told["all_but_mkdocs"], told["ours"]) == (100.0, 0.5, 0.25)
