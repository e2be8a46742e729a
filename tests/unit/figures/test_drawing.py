"""A drawing fits into a page: own ids, colours by name, no inline style."""

from build_scripts.figures.drawing import for_page
from build_scripts.figures.theme import MAIN

SVG = (
    '<?xml version="1.0"?><svg class="main" width="10"><defs><clipPath id="a"></clipPath></defs>'
    '<g clip-path="url(#a)"><rect width="4" fill="red" '
    'style="fill: rgb(11, 90, 122); stroke-width: 2px; white-space: pre;"/></g></svg>'
)


def test_a_drawing_speaks_by_names_and_attributes():
    drawn = for_page(SVG, "en-x-wide", 'Says "two" & <more>')
    assert drawn.startswith('<svg role="img" aria-label="Says &quot;two&quot; &amp; &lt;more>" ')
    assert 'id="en-x-wide-a"' in drawn
    assert "url(#en-x-wide-a)" in drawn
    assert '<rect width="4" fill="var(--fig-main)" stroke-width="2px"/>' in drawn
    assert " style=" not in drawn
    assert MAIN == "#0B5A7A"
