"""Check: every rule says whom it concerns, and why where it does not simply apply."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

NEED_A_REASON = ("depends", "excluded")


def scope_is_said(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a rule without a scope row, and a condition or an exception without its reason."""
    scope = tables["rule_scope"]
    said = set(scope["rule_id"])
    breaches = [
        Breach("rules", row, "rule_id", f"{rule!r} without a row in rule_scope", "at least one row")
        for row, rule in tables["rules"]["rule_id"].items()
        if rule not in said
    ]
    silent = scope["effect"].isin(NEED_A_REASON) & scope["reason_en"].isna()
    return breaches + [
        Breach("rule_scope", row, "reason_en", "an empty cell", f"why it {scope['effect'][row]}")
        for row in scope.index[silent]
    ]
