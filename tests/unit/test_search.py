"""What the index holds of a page: names whole and in parts, words without their particles."""

import gzip

from build_scripts import search
from build_scripts.language import read_language
from build_scripts.model import Model
from build_scripts.paths import ASSETS, LOCALE

PAGE = """<html><head><title>Travel rule: names - Korea Crypto Rules</title>
<meta name="description" content="Names &amp; wallets travel."></head><body>
<ol><li class="md-path__item"><a href="../.." class="md-path__link">Home</a></li>

<li class="md-path__item"><a href="../" class="md-path__link">Rules</a></li>
</ol>
<article class="a"><h1>Travel rule</h1><p>Said <b>here</b>.</p>
<h2 id="x" data-search-exclude>List</h2><p>left out</p>
<h2 id="y">More</h2><p>also told</p><ol class="sources"><li>a source</li></ol></article>
"""


def test_korean_is_found_from_inside_a_compound_and_without_its_particle():
    assert search.inner_parts("금융정보분석원 FIU 신고") == [
        "융정보분석원",
        "정보분석원",
        "보분석원",
        "분석원",
        "석원",
    ]
    assert search.endings("개인정보 보호법") == [
        "zz인정보보호법zz",
        "zz정보보호법zz",
        "zz보보호법zz",
        "zz보호법zz",
    ]
    assert search.endings("FIU 신고") == []
    assert search.bare_words("신고의 유효기간은 신고, 회의에서") == ["신고", "유효기간", "회의"]
    assert search.bare_words("회의 주의 가이드") == ["회의", "주의", "가이드"]


def test_the_browser_drops_the_same_particles():
    assert f"({search.PARTICLES})$/" in (ASSETS / "search.js").read_text(encoding="utf-8")
    assert f'MARK = "{search.MARK}"' in (ASSETS / "search.js").read_text(encoding="utf-8")


def test_an_entry_holds_names_by_weight_and_leaves_lists_and_sources_out():
    text = search.entry("rules/travel-rule", PAGE, ["트래블룰"], ["funds travel rule"], "en")
    assert '<html lang="en">' in text
    assert 'data-pagefind-meta="title[title]" title="Travel rule: names"' in text
    assert 'data-pagefind-meta="section[title]" title="Rules"' in text
    assert "Names &amp; wallets travel." in text
    assert '<p data-pagefind-weight="9">zz트래블룰zz . 트래블룰</p>' in text
    assert '<p data-pagefind-weight="8">zzfundstravelrulezz . funds travel rule</p>' in text
    assert "Said . here . also" not in text
    assert "also . told" in text
    assert "left" not in text
    assert "source" not in text


def test_days_and_lists_by_actor_stay_out_of_the_index():
    pages = dict.fromkeys(
        ("404.html", "index.html", "on/2024-07-19/index.html", "check/won-exchange/index.html"),
        PAGE,
    )
    assert list(search.entries(pages | {"check/index.html": PAGE}, {}, {}, "en")) == [
        "index.html",
        "check/index.html",
    ]


def test_aliases_lead_to_the_rule_or_the_law_and_terms_to_themselves(model: Model):
    found = search.aliases(model)
    assert sum(map(len, found.values())) > 400
    assert "특금법" in found["instruments/reporting-act"]
    assert "실명계좌" in found["rules/real-name-account"]
    assert "FIU" in found["authorities"]
    term = search.terms(model, read_language("ko", LOCALE))["glossary/kimchi-premium/index.html"]
    assert "zz김프zz" in term.decode()
    assert 'data-pagefind-meta="about[title]" title="' in term.decode()
    assert {"Binance", "바이낸스"} <= set(found["providers/gopax"])
    told = search.names(model)
    assert {"업비트", "Upbit", "두나무", "Dunamu Inc."} <= set(told["providers/upbit"])
    for address in found:
        assert address in told, address


def test_a_file_of_the_index_that_ends_too_early_is_named():
    whole = gzip.compress(b"words" * 99)
    made = {
        "a.pf_meta": whole,
        "b.pf_index": whole[:-9],
        "c.pagefind": b"",
        "d.js": b"",
        "e.js": b"1",
    }
    assert search.cut_short(made) == ["b.pf_index", "c.pagefind", "d.js"]


def test_the_words_readers_ask_with_stand_in_the_head_of_a_page():
    head = b"---\ntitle: Tax\nasked: [when does tax start]\n---\n# Tax\n"
    pages = {
        "explain/tax.md": head,
        "coming/index.md": head,
        "a.md": b"---\ntitle: A\n---\nasked: [b]",
    }
    assert search.asked(pages | {"b.css": head}) == {
        "explain/tax": ["when does tax start"],
        "coming": ["when does tax start"],
    }
