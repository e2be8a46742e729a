"""Check: a number has a unit, and a unit a number."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables


def values_have_units(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a rule's value without its unit, and shares outside 0 to 100."""
    table = tables["rule_values"]
    breaches = [
        Breach("rule_values", row, "unit", "one of value and unit", "both or neither")
        for row in table.index[table["value"].isna() != table["unit"].isna()]
    ]
    wrong = (table["unit"] == "percent") & ~table["value"].between(0, 100).fillna(True)
    breaches += [
        Breach("rule_values", row, "value", f"{table['value'][row]} per cent", "0 to 100")
        for row in table.index[wrong.fillna(False)]
    ]
    surveys = tables["market_surveys"]
    for row, survey in surveys.iterrows():
        year, half = survey["half"].split("-H")
        end = f"{year}-06-30" if half == "1" else f"{year}-12-31"
        if str(survey["period_end_on"].date()) != end:
            found = f"{survey['period_end_on'].date()} as the end of {survey['half']}"
            breaches.append(Breach("market_surveys", row, "period_end_on", found, end))
    return breaches
