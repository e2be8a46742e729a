"""Spans stand where their days are."""

from datetime import date

from build_scripts.language import Language
from build_scripts.model.licensing import provider_view
from build_scripts.model.rules import rule_view
from build_scripts.pages import STATUS
from build_scripts.strips import provider_strip, rule_strip, style_sheet
from tests.unit.model.test_model import HISTORY, RULE, a_bank

EN = Language("en", None)
AS_OF = date(2026, 11, 20)
NAMES = {state: word for state, (_, word) in STATUS.items()}


def test_a_rule_has_one_segment_a_value_side_by_side():
    values = [row | {"value_text_en": row["state"]} for row in RULE]
    strip = rule_strip(rule_view({}, values, AS_OF, set()), "Floor", AS_OF, EN)
    [lane] = strip.lanes
    assert [segment.look for segment in lane.segments] == ["s-wait", "s-on", "s-soon"]
    ends = [segment.left + segment.width for segment in lane.segments]
    assert ends[:2] == [segment.left for segment in lane.segments[1:]]
    assert ends[-1] == 200
    assert lane.segments[1].left < strip.today <= ends[1]


def test_a_provider_has_lanes_for_standing_bank_and_sanctions():
    banks = [
        a_bank("2020-06-23", "started", "K bank"),
        a_bank("2025", "extended", "K bank", "2026-10"),
    ]
    view = provider_view({}, HISTORY, banks, AS_OF, set())
    strip = provider_strip(view, NAMES, None, AS_OF, EN)
    assert [lane.label for lane in strip.lanes] == ["Standing", "Bank", "Sanctions"]
    order, stay = strip.lanes[2].segments
    assert (order.look, stay.look) == ("s-stop", "s-stay")  # what a court stays is not in force
    looks = [segment.look for segment in strip.lanes[1].segments]
    assert looks == ["s-bank", "s-doubt"]  # nothing is known after the contract on record


def test_a_suspension_is_drawn_as_far_as_it_is_known():
    view = provider_view({}, HISTORY, [], AS_OF, set())
    doubted = date(2025, 9, 1)
    known, unknown = provider_strip(view, NAMES, doubted, AS_OF, EN).lanes[-1].segments[-2:]
    assert (known.look, unknown.look) == ("s-stay", "s-doubt")
    assert known.left + known.width == unknown.left


def test_a_label_that_does_not_fit_is_marked():
    values = [row | {"value_text_en": "a label far too long for one year"} for row in RULE]
    strip = rule_strip(rule_view({}, values, AS_OF, set()), "Floor", AS_OF, EN)
    assert not strip.lanes[0].segments[0].fits


def test_the_style_sheet_places_every_half_per_cent():
    rules = style_sheet().splitlines()
    assert ".l0{left:0%}" in rules
    assert ".l199{left:99.5%}" in rules
    assert ".w200{width:100%}" in rules
