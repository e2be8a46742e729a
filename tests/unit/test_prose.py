"""Hand-written pages hold no typed facts, no wrong words, and stand in both languages."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from build_scripts import pages
from build_scripts.errors import DataError
from build_scripts.pages import MARKS, each_once, figures_nowhere, reading_minutes, twins_apart
from build_scripts.prose import explainers, prose_findings

HEAD = "---\ntitle: T\ndescription: D.\norder: {order}\n---\n"
NOTHING = {"en": {}, "ko": {}}


def a_page(docs: Path, language: str, body: str, name: str = "tax", order: int = 1) -> None:
    folder = docs / language / "explain"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(HEAD.format(order=order) + body, encoding="utf-8")


def found(docs: Path, wrong: dict = NOTHING) -> list[str]:
    return [str(finding) for finding in prose_findings(docs, wrong)]


CLEAN = 'From {{ fact.since("tax") }}.\n\n## Rate {: #rate-2 }\n\n1. One\n2. Two {{ f(2027) }}\n'


def test_what_is_filled_in_is_no_typed_number(tmp_path: Path):
    a_page(tmp_path, "en", CLEAN)
    a_page(tmp_path, "ko", CLEAN)
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "number"),
    [("It starts\nin 2027.\n", "2027"), ("{{ x }} above 2.5 million\n", "2.5"), ("제7조\n", "7")],
)
def test_a_typed_number_is_refused_with_its_line(tmp_path: Path, body: str, number: str):
    a_page(tmp_path, "en", body)
    a_page(tmp_path, "ko", "본문\n")
    [line] = found(tmp_path)
    place = 6 + body.split(number)[0].count("\n")
    assert line.startswith(f"{tmp_path.name}/en/explain/tax.md:{place}:text: ")
    assert f"found the number '{number}" in line


WORDS = [
    ("en", "Since then\nThree projects ran.\n", "Three"),
    ("en", "{{ x }} and a fifth to promote\n", "fifth"),
    ("en", "# In five minutes\n\n## Four ways {: #ways }\n", "Four"),
    ("en", "Every five-minute check\n", "five"),
    ("ko", "그 뒤\n사업은 세 가지입니다.\n", "세 가지입니다"),
    ("ko", "거래소 {{ x }} 다섯 곳은\n", "다섯 곳은"),
    ("ko", "법률로 네번 미뤄졌습니다.\n", "네번"),
    ("ko", "소득세법 네 법률에 있습니다.\n", "네 법률에"),
    ("ko", "셋째는 지역 단위입니다.\n", "셋째"),
    ("ko", "석 달 뒤\n", "석 달"),
    ("ko", "# 다섯 거래소\n\n방법은 열두 가지\n", "열두 가지"),
]


@pytest.mark.parametrize(("language", "body", "number"), WORDS)
def test_a_number_in_words_is_refused_with_its_line(
    tmp_path: Path, language: str, body: str, number: str
):
    for code in NOTHING:
        a_page(tmp_path, code, body if code == language else "본문\n")
    [line] = found(tmp_path)
    place = 6 + body.split(number)[0].count("\n")
    assert line.startswith(f"{tmp_path.name}/{language}/explain/tax.md:{place}:text: ")
    assert f"found the number '{number}', expected a value taken from the record" in line
    assert "words that need no number" in line


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "# Moved three times\n\nOne of these, often the second, weighs {{ f('three') }}.\n"),
        ("en", "A second-hand, threefold and often tender claim\n"),
        (
            "ko",
            "# 세 번 미뤄졌나\n\n계좌를 열 수 있고 세율은 인터넷에 있으며 {{ f('세 번') }}\n",
        ),
        ("ko", "네트워크의 모든 세부 사항, 어느 사건도 두 개의 문턱도 열기도\n"),
    ],
)
def test_words_that_only_look_like_numbers_may_stand(tmp_path: Path, language: str, body: str):
    for code in NOTHING:
        a_page(tmp_path, code, body if code == language else "본문\n")
    assert found(tmp_path) == []


def test_a_page_without_its_twin_is_refused(tmp_path: Path):
    a_page(tmp_path, "en", "Text\n")
    (tmp_path / "ko").mkdir()
    [line] = found(tmp_path)
    assert "found no twin, expected the same page in docs/ko" in line


def test_a_wrong_word_is_refused_in_its_language(tmp_path: Path):
    a_page(tmp_path, "en", "A fiu-Licensed exchange\n")
    a_page(tmp_path, "ko", "fiu-licensed\n")
    wrong = {"en": {"fiu-licensed": "registered"}, "ko": {}}
    [line] = found(tmp_path, wrong)
    assert "en/explain/tax.md:6:text: found 'fiu-licensed', expected 'registered'" in line


def test_explainers_stand_in_their_order(tmp_path: Path):
    a_page(tmp_path, "en", "Text\n", "tax", 10)
    a_page(tmp_path, "en", "Text\n", "start", 1)
    assert list(explainers(tmp_path, "en")) == ["explain/start", "explain/tax"]


def test_twins_that_cite_different_rows_are_refused():
    def a_site(code: str, *keys: str) -> SimpleNamespace:
        used = {"explain/tax": frozenset(("rule_values", key) for key in keys)}
        return SimpleNamespace(language=SimpleNamespace(code=code), used=used)

    assert twins_apart(a_site("en", "a", "b"), a_site("ko", "b", "a")) == []
    [finding] = twins_apart(a_site("en", "a", "b"), a_site("ko", "a"))
    assert finding.path == "docs/ko/explain/tax.md"
    assert "rule_values/b" in finding.expected


def test_a_page_about_what_the_record_has_not_is_named(monkeypatch):
    class Template:
        def render(self, **_: object) -> str:
            raise KeyError("virtual-asset-income-tax has no value to come")

    monkeypatch.setattr(pages, "plan", lambda site: [("explain/tax", "tax.md", {})])
    monkeypatch.setattr(pages, "gone", lambda model, addresses: [])
    monkeypatch.setattr(pages, "_globals", lambda page: {})
    jinja = SimpleNamespace(get_template=lambda name: Template())
    monkeypatch.setattr(pages, "environment", lambda: jinja)
    language = SimpleNamespace(code="ko")
    site = SimpleNamespace(model=None, language=language, addresses=set(), explainers={})
    with pytest.raises(DataError, match=r"docs/ko/explain/tax\.md:1:text: found no virtual-asset"):
        pages.render(site)


def test_only_prose_takes_time_to_read():
    words = "word " * 600
    figure = f"<figure><svg>{words}</svg></figure>"
    sources = f'<section class="limits">{words}</section>'
    assert reading_minutes(words + figure + sources) == 3
    assert reading_minutes("One.") == 1


def test_a_figure_no_page_shows_is_named():
    site = SimpleNamespace(figures={"shown": None, "hidden": None}, homes={"shown": "market"})
    [finding] = figures_nowhere(site)
    assert str(finding).startswith("build_scripts/figures/__init__.py:1:FIGURES: found the figure")
    assert '{{ m.figure("hidden") }}' in finding.expected


def test_words_of_a_row_without_its_mark_are_refused_with_their_line(tmp_path: Path):
    bare = '{{ fact.row("bills", "min")["sponsor_en"] }}’s bill'
    a_page(tmp_path, "en", f'{bare}{{{{ fact.mark("bills", "min") }}}}.\n\n{bare}.\n')
    a_page(tmp_path, "ko", "본문\n")
    [line] = found(tmp_path)
    assert line.startswith(f"{tmp_path.name}/en/explain/tax.md:8:text: ")
    assert 'found "bills", "min" without its mark' in line


def test_marks_side_by_side_name_each_source_once():
    mark = '<a class="ev ev-weak" href="#s{}" aria-label="Source">{}</a>'.format
    run = mark(1, 1) + mark(2, 2) + mark(1, "1 Weak") + mark(2, 2)
    told = MARKS.sub(each_once, f"{run} and {mark(2, 2)}")
    assert told == f"{mark(1, '1 Weak')}{mark(2, 2)} and {mark(2, 2)}"
