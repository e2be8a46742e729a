"""A finished site is whole, or every fault of it has a line."""

from pathlib import Path

import pytest

from build_scripts.verify import SUMS, form_faults, read_sums, sum_faults
from build_scripts.write import add_files, add_sums


@pytest.fixture
def small(tmp_path: Path) -> Path:
    add_files(tmp_path, {"index.html": b"1", "ko/index.html": b"2", "data/a.csv": b"3"})
    add_sums(tmp_path)
    return tmp_path


def test_a_whole_site_has_no_fault(small: Path):
    assert sum_faults(small) + form_faults(small, fewest=2) == []
    listed = read_sums((small / SUMS).read_bytes())
    assert list(listed) == ["data/a.csv", "index.html", "ko/index.html"]


def add(path: Path, raw: bytes = b"x") -> None:
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda site: add(site / "index.html", b"0"), "index.html: its bytes are not those"),
        (lambda site: add(site / "more.txt"), "more.txt: is not in SHA256SUMS"),
        (lambda site: (site / "data/a.csv").unlink(), "data/a.csv: is in SHA256SUMS and not there"),
        (lambda site: (site / SUMS).unlink(), "SHA256SUMS: is not there"),
        (lambda site: add(site / SUMS, b"nonsense\n"), "a line that is no checksum"),
        (lambda site: add(site / "none.txt", b""), "none.txt: is empty"),
        (lambda site: add(site / "run.exe"), "run.exe: ends in .exe"),
        (lambda site: add(site / "noname"), "noname: ends in nothing"),
        (lambda site: (site / "l.txt").symlink_to(site / "index.html"), "l.txt: is a symbolic"),
        (lambda site: (site / "ko/index.html").unlink(), "index.html: has no twin"),
        (lambda site: (site / "ko/index.html").unlink(), "1 pages, expected 2 or more"),
    ],
)
def test_each_fault_has_its_line(small: Path, fault, said: str):
    fault(small)
    assert any(said in line for line in sum_faults(small) + form_faults(small, fewest=2))
