"""The page of measured results."""

from pathlib import Path

from build_scripts.pages import benchmarks


def test_the_page_of_results_shows_every_one_in_both_languages(site: Path):
    for folder in ("", "ko/"):
        page = (site / folder / "benchmarks" / "index.html").read_text(encoding="utf-8")
        for name, one in benchmarks().items():
            assert one["machine"]["python"] in page, name
        assert page.count("<table") >= 6
        assert "Observable" in page
