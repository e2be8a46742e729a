"""The checks, in the order in which they run and stand on the site."""

from build_scripts.checks.addresses_are_web import addresses_are_web
from build_scripts.checks.banks_serve_won_markets import banks_serve_won_markets
from build_scripts.checks.bills_take_legal_steps import bills_take_legal_steps
from build_scripts.checks.both_languages import both_languages
from build_scripts.checks.claims_can_be_settled import claims_can_be_settled
from build_scripts.checks.conflicts_name_records import conflicts_name_records
from build_scripts.checks.counts_agree import counts_agree
from build_scripts.checks.dates_are_days import dates_are_days
from build_scripts.checks.everything_has_a_history import everything_has_a_history
from build_scripts.checks.history_is_a_legal_path import history_is_a_legal_path
from build_scripts.checks.law_has_a_pinpoint import law_has_a_pinpoint
from build_scripts.checks.no_stand_ins import no_stand_ins
from build_scripts.checks.nothing_stands_twice import nothing_stands_twice
from build_scripts.checks.periods_run_forward import periods_run_forward
from build_scripts.checks.pinpoints_can_be import pinpoints_can_be
from build_scripts.checks.published_rows_stay import published_rows_stay
from build_scripts.checks.questions_have_one_rule import questions_have_one_rule
from build_scripts.checks.sanctions_say_what_they_are import sanctions_say_what_they_are
from build_scripts.checks.sandboxes_keep_their_order import sandboxes_keep_their_order
from build_scripts.checks.scope_is_said import scope_is_said
from build_scripts.checks.sources_are_cited import sources_are_cited
from build_scripts.checks.terms_know_each_other import terms_know_each_other
from build_scripts.checks.text_is_plain import text_is_plain
from build_scripts.checks.two_publishers import two_publishers
from build_scripts.checks.values_do_not_clash import values_do_not_clash
from build_scripts.checks.values_follow_their_law import values_follow_their_law
from build_scripts.checks.values_have_units import values_have_units
from build_scripts.checks.words_are_right import words_are_right

CHECKS = (
    text_is_plain,
    no_stand_ins,
    both_languages,
    addresses_are_web,
    dates_are_days,
    periods_run_forward,
    law_has_a_pinpoint,
    pinpoints_can_be,
    two_publishers,
    nothing_stands_twice,
    published_rows_stay,
    sources_are_cited,
    everything_has_a_history,
    scope_is_said,
    history_is_a_legal_path,
    banks_serve_won_markets,
    sanctions_say_what_they_are,
    sandboxes_keep_their_order,
    values_follow_their_law,
    bills_take_legal_steps,
    values_have_units,
    conflicts_name_records,
    values_do_not_clash,
    counts_agree,
    questions_have_one_rule,
    claims_can_be_settled,
    terms_know_each_other,
    words_are_right,
)
