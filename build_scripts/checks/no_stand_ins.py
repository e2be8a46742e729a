"""Check: an empty cell is empty: no stand-in such as n/a, unknown or the year 9999."""

import re

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

STAND_IN = re.compile(
    r"#?n[/.]?a\.?|unknown|not (known|available|applicable)|none|null|nil|nan|tb[acd]|todo|fixme|"
    r"[-–—]+|\?+|\.+|…|x+|lorem ipsum.*|9999(-\d\d)*|0000(-\d\d)*|1970-01-01|"
    r"미상|없음|불명|미정|해당 ?(사항 ?)?없음|알 수 없음|확인 ?(불가|중|필요)",
    re.IGNORECASE,
)


def no_stand_ins(package: Package, tables: Tables) -> list[Breach]:
    """Refuse cells that say nothing in so many letters."""
    return [
        Breach(resource["name"], row, field["name"], repr(cell), "an empty cell or a value")
        for resource in package.resources
        for field in resource["schema"]["fields"]
        if field["type"] == "string"
        for row, cell in tables[resource["name"]][field["name"]].dropna().items()
        if STAND_IN.fullmatch(cell) and cell not in field.get("constraints", {}).get("enum", ())
    ]
