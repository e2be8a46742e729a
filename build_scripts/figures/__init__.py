"""The figures, in the order of the site."""

from build_scripts.figures.approvals_by_regime import approvals_by_regime
from build_scripts.figures.bills_by_subject import bills_by_subject
from build_scripts.figures.cold_storage_compared import cold_storage_compared
from build_scripts.figures.deadline_steps import deadline_steps
from build_scripts.figures.events_by_authority import events_by_authority
from build_scripts.figures.events_by_year import events_by_year
from build_scripts.figures.fines_by_year import fines_by_year
from build_scripts.figures.grades_by_shelf import grades_by_shelf
from build_scripts.figures.great_days import great_days
from build_scripts.figures.losses_by_year import losses_by_year
from build_scripts.figures.market_by_half import market_by_half
from build_scripts.figures.provider_bars import provider_bars
from build_scripts.figures.registered_providers import registered_providers
from build_scripts.figures.rules_by_force import rules_by_force
from build_scripts.figures.rules_by_topic import rules_by_topic
from build_scripts.figures.sandbox_outcomes import sandbox_outcomes
from build_scripts.figures.share_thresholds import share_thresholds
from build_scripts.figures.sources_by_year import sources_by_year
from build_scripts.figures.tax_start import tax_start
from build_scripts.figures.timeline_lanes import timeline_lanes
from build_scripts.figures.who_led import who_led
from build_scripts.figures.won_exchanges import won_exchanges
from build_scripts.figures.won_thresholds import won_thresholds
from build_scripts.figures.zone_bars import zone_bars
from build_scripts.figures.zone_map import zone_map

FIGURES = (
    registered_providers,
    won_exchanges,
    market_by_half,
    events_by_year,
    rules_by_force,
    rules_by_topic,
    great_days,
    share_thresholds,
    won_thresholds,
    tax_start,
    bills_by_subject,
    cold_storage_compared,
    provider_bars,
    deadline_steps,
    fines_by_year,
    losses_by_year,
    zone_map,
    zone_bars,
    sandbox_outcomes,
    approvals_by_regime,
    timeline_lanes,
    events_by_authority,
    who_led,
    grades_by_shelf,
    sources_by_year,
)
