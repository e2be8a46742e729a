"""Figure: the provinces and what each has come to, on a map."""

from functools import cache
from xml.etree import ElementTree

import plotly.graph_objects as go
from shapely import Polygon, affinity
from svg.path import Move, parse_path

from build_scripts.figures.figure import Figure
from build_scripts.figures.theme import INK, LINE, OK, OTHER, PAPER, SOON, STOP, frame, note
from build_scripts.language import Language
from build_scripts.model import Model
from build_scripts.paths import NODE_MODULES

OUTLINES = NODE_MODULES / "@svg-maps" / "south-korea" / "south-korea.svg"
# its ids, where they are not those of the dataset of regions
IDS = {
    "north-chungcheong": "chungbuk",
    "south-chungcheong": "chungnam",
    "north-gyeongsang": "gyeongbuk",
    "south-gyeongsang": "gyeongnam",
    "north-jeolla": "jeonbuk",
    "south-jeolla": "jeonnam",
}
TOLERANCE = 0.8  # units of the map, which is 524 wide: finer bends cannot be seen
SMALLEST = 16.0  # square units: smaller islands are left out
SVG = "{http://www.w3.org/2000/svg}"
# ground, hatching and its colour, and mark of each rank; the mark says it without colour
LOOKS = {
    "blockchain_zone": (OK, "", PAPER, "●"),
    "asked": (LINE, "/", STOP, "✕"),
    "programme": (LINE, ".", SOON, "▲"),
    "other_zone": (LINE, "-", OTHER, "○"),
    "none": (LINE, "", PAPER, ""),
}
# where a name stands, in units of the map, and the side of the place it stands on; elsewhere at
# the middle of the province
PLACES = {
    "seoul": (152, -122, "center"),
    "incheon": (106, -140, "right"),
    "gyeonggi": (190, -166, "center"),
    "gangwon": (285, -108, "center"),
    "chungbuk": (242, -208, "center"),
    "sejong": (150, -258, "center"),
    "gyeongbuk": (322, -262, "center"),
    "jeonbuk": (165, -346, "center"),
    "busan": (366, -408, "left"),
}


@cache
def outlines() -> dict[str, list[Polygon]]:
    """Return the simplified outlines of the provinces by region id, north up."""
    shapes = {}
    for element in ElementTree.parse(OUTLINES).iter(f"{SVG}path"):
        rings: list[list[tuple[float, float]]] = []
        for segment in parse_path(element.get("d")):
            if isinstance(segment, Move):
                rings.append([])
            rings[-1].append((segment.end.real, segment.end.imag))
        polygons = [Polygon(ring).buffer(0) for ring in rings if len(ring) > 3]
        kept = [shape for shape in polygons if shape.area >= SMALLEST] or [max(polygons, key=area)]
        flipped = [affinity.scale(shape, 1, -1, origin=(0, 0)) for shape in kept]
        name = element.get("id")
        shapes[IDS.get(name, name)] = [shape.simplify(TOLERANCE) for shape in flipped]
    return shapes


def area(shape: Polygon) -> float:
    """Return the area of a shape in square units of the map."""
    return shape.area


def zone_map(model: Model, language: Language) -> Figure:
    """Draw each province in the look of its rank, with its mark and its name."""
    say = language.say
    words = {
        "blockchain_zone": say("Blockchain zone, without crypto"),
        "asked": say("Asked for a zone, not designated"),
        "programme": say("Programmes or plans, no blockchain zone"),
        "other_zone": say("Only a zone on another subject, running or ended"),
        "none": say("Nothing found"),
    }
    regions = model.rows["regions"]
    ranks = {row["region_id"]: model.zone_rank(row["region_id"]) for row in regions}
    names = {row["region_id"]: language.pick(row, "short_name") for row in regions}
    charts = []
    for narrow in (False, True):
        chart = go.Figure()
        notes = []
        for region_id, polygons in outlines().items():
            ground, hatching, ink, _ = LOOKS[ranks[region_id]]
            xs, ys = [], []
            for polygon in polygons:
                x, y = polygon.exterior.xy
                xs += [*map(float, x), None]
                ys += [*map(float, y), None]
            chart.add_scatter(
                x=[None if x is None else round(x, 1) for x in xs],
                y=[None if y is None else round(y, 1) for y in ys],
                mode="lines",
                fill="toself",
                fillcolor=ground,
                fillpattern={
                    "shape": hatching,
                    "bgcolor": ground,
                    "fgcolor": ink,
                    "size": 6,
                    "solidity": 0.25,
                },
                line={"color": PAPER, "width": 1},
                name=names[region_id],
                text=f"{names[region_id]}: {words[ranks[region_id]]}",
                hoverinfo="text",
                hoveron="fills",
            )
        for region_id, polygons in outlines().items():
            mark = LOOKS[ranks[region_id]][3]
            if not mark:
                continue
            centre = max(polygons, key=area).representative_point()
            x, y, side = PLACES.get(region_id, (centre.x, centre.y, "center"))
            name = "" if ranks[region_id] == "other_zone" else names[region_id]
            notes.append(
                note(
                    x=x,
                    y=y,
                    text=f"{mark} {name}".strip(),
                    xanchor=side,
                    font={"size": 13, "color": INK},
                    bgcolor=PAPER,
                    borderpad=1,
                )
            )
        chart.layout.annotations = notes
        frame(chart, narrow, height=440 if narrow else 620, l=4, r=4, t=4, b=4)
        chart.update_xaxes(visible=False, range=[20, 420])
        chart.update_yaxes(visible=False, scaleanchor="x", range=[-620, 0])
        charts.append(chart)
    having = [names[key] for key, rank in ranks.items() if rank == "blockchain_zone"]
    asked = [names[key] for key, rank in ranks.items() if rank == "asked"]
    legend = [f"{look[3]} {words[rank]}" for rank, look in LOOKS.items() if look[3]]
    return Figure(
        name="zone_map",
        title=say("Who has a zone, who asked, who has programmes"),
        finding=say(
            "Only %(having)s has a blockchain zone; %(asked)s asked for one and got none.",
            having=say(" and ").join(having),
            asked=", ".join(asked),
        ),
        unit="; ".join(legend) + ". " + say("Map: MapSVG and @svg-maps/south-korea, CC BY 4.0."),
        alt=say("A map of the provinces of South Korea.")
        + " "
        + " ".join(f"{names[key]}: {words[rank]}." for key, rank in ranks.items()),
        wide=charts[0],
        narrow=charts[1],
        header=[say("Region"), say("State")],
        rows=[[language.pick(row, "name"), words[ranks[row["region_id"]]]] for row in regions],
        resources=("regions", "zones", "zone_events"),
        last_day=model.evidence_until("zones").isoformat(),
    )
