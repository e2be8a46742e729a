"""Escaped text is dead in Markdown and in HTML."""

import markdown
import pytest
import yaml
from markupsafe import Markup

from build_scripts import escape
from build_scripts.markdown import markdown as twin_of

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "**bold** _it_ `code` ~~x~~ ==y==",
    "# heading",
    "{: onclick=alert(1) }",
    "&lt;b&gt;",
    "<https://example.org>",
    "x\n\n# heading\n\n    code\n\n- item",
    "x\u2028<script>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_alive_in_a_page(payload: str):
    safe = escape.text(payload)
    page = f"Text {safe} end\n\n<p>{safe}</p>\n\n## H {safe}\n"
    made = markdown.markdown(page, extensions=["attr_list", "tables", "toc"])
    for alive in ("<script", "<img", "<a ", "onerror=", "onclick=", "<strong", "<code", "<em"):
        assert alive not in made
    assert made.count("<h") == 1


@pytest.mark.parametrize("payload", ["- item", "+ item", "    code", "\n- item"])
def test_nothing_begins_a_block(payload: str):
    made = markdown.markdown(f"{escape.text(payload)}\n")
    assert "<ul" not in made
    assert "<code" not in made


def test_plain_words_stay_as_they_are():
    assert escape.text("업비트, 2024-07-19 (80%)") == "업비트, 2024-07-19 (80%)"


def test_only_an_address_of_the_web_is_linked_to():
    assert escape.web_address("https://fsc.go.kr/a?b=c") == "https://fsc.go.kr/a?b&#61;c"
    for address in ("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//x.kr"):
        assert escape.web_address(address) == "&#35;"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_alive_in_the_markdown_twin(payload: str):
    [twin] = twin_of([f"<p>a {escape.text(payload)} b</p>"])
    made = markdown.markdown(twin.decode(), extensions=["tables"])
    for alive in ("<script", "<img", "<a ", "<strong", "<code"):
        assert alive not in made


def test_the_hint_of_a_link_stays_out_of_the_markdown_twin():
    [twin] = twin_of(
        ['<p><a href="x" title="a&quot;) &lt;script&gt;evil()&lt;/script&gt;">y</a></p>']
    )
    assert markdown.markdown(twin.decode()) == '<p><a href="x">y</a></p>'


def test_words_that_stand_apart_on_the_page_stand_apart_in_the_markdown_twin():
    [twin] = twin_of(["<p>a<small>b</small></p>"])
    assert twin.decode() == "a b\n"


def test_markup_of_ours_is_left_alone():
    assert escape.text(Markup("<b>x</b>")) == "<b>x</b>"


def test_front_matter_is_one_yaml_string_of_safe_html():
    made = escape.front_matter('A "quoted" <b> & 한국: #1')
    assert yaml.safe_load(str(made)) == "A &quot;quoted&quot; &lt;b&gt; &amp; 한국: #1"
