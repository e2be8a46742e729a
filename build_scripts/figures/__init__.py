"""The figures, in the order of the site."""

from build_scripts.figures.events_by_year import events_by_year
from build_scripts.figures.market_by_half import market_by_half
from build_scripts.figures.registered_providers import registered_providers
from build_scripts.figures.won_exchanges import won_exchanges

FIGURES = (registered_providers, won_exchanges, market_by_half, events_by_year)
