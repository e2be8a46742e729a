"""Frame a drawing as a picture that can leave the site: title above, source and version below."""

import re
from xml.sax.saxutils import escape

import resvg_py

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import FONT, INK, INK_2, PAPER, WIDE_LETTER
from build_scripts.language import Language

PAD, LINE_HEIGHT = 16, 1.35
SIDES = ("width", "height")
# pixels of the picture per CSS pixel: 800 become 1,200, the width link previews ask for
ZOOM = 1.5


def source_line(figure: Figure, language: Language, version: str) -> str:
    """Return what a picture says of itself when it stands alone."""
    return language.say(
        "Korea Crypto Rules: %(datasets)s. Evidence to %(day)s; version %(version)s; CC BY 4.0",
        datasets=", ".join(figure.resources),
        day=language.day(figure.last_day),
        version=version,
    )


def framed(svg: str, title: str, finding: str, source: str) -> str:
    """Return a drawing with its title and finding above and its source line below, as SVG."""
    inner = svg[svg.index("<svg") :]
    width, height = (float(re.search(rf'\b{side}="([\d.]+)"', inner)[1]) for side in SIDES)
    blocks = ((title, 18, "bold", INK), (finding, 13, "normal", INK), (source, 11, "normal", INK_2))
    drawn, at = [], float(PAD)
    for place, (text, size, weight, colour) in enumerate(blocks):
        if place == len(blocks) - 1:
            drawn.append(f'<g transform="translate(0 {at:g})">{inner}</g>')
            at += height
        for line in _lines(text, size, width - 2 * PAD):
            at += size * LINE_HEIGHT
            drawn.append(
                f'<text x="{PAD}" y="{at - size * 0.35:g}" font-size="{size}" fill="{colour}"'
                f' font-weight="{weight}" font-family="{escape(FONT)}">{escape(line)}</text>'
            )
        at += 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{width:g}" height="{at + PAD:g}" viewBox="0 0 {width:g} {at + PAD:g}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(drawn)}</svg>'
    )


def png(svg: str) -> bytes:
    """Return a framed drawing as a PNG of 1.5 pixels a unit."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM, background=PAPER))


def _lines(text: str, size: int, width: float) -> list[str]:
    """Return a text broken into lines that fit a width, by the usual widths of letters."""
    lines, line, used = [], "", 0.0
    for word in text.split():
        length = size * sum(1.0 if WIDE_LETTER.match(letter) else 0.55 for letter in word)
        if line and used + size * 0.3 + length > width:
            lines.append(line)
            line, used = "", 0.0
        line = f"{line} {word}" if line else word
        used += length + size * 0.3
    return [*lines, line] if line else lines
