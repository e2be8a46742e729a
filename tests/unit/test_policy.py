"""The policy lets the theme's own scripts run, and nothing that came in with the data."""

from base64 import b64encode
from hashlib import sha256

import pytest

from build_scripts.policy import EMBED, empty_pages, page_policy

THEME = (
    '<script>a()</script><script src="x.js"></script><script type="application/json">{}</script>'
)


def hashed(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def test_the_scripts_of_the_theme_are_known_by_their_hash():
    [scripts] = [one for one in page_policy([THEME]).split("; ") if one.startswith("script-src")]
    assert scripts == f"script-src 'self' 'wasm-unsafe-eval' {hashed('a()')}"


def test_a_script_of_the_data_is_not():
    policy = page_policy([THEME])
    assert hashed("evil()") not in policy
    assert hashed("evil()") in page_policy([f"{THEME}<script>evil()</script>"])  # the test can fail


def test_nothing_is_allowed_that_a_strict_policy_forbids():
    for policy in (page_policy([THEME]), EMBED):
        assert policy.startswith("default-src 'none'; ")
        assert "'unsafe-" not in policy
        assert "*" not in policy
        assert "http" not in policy
        assert "base-uri 'none'" in policy
        assert "form-action 'none'" in policy


def test_pages_without_a_script_are_not_those_of_the_theme():
    with pytest.raises(ValueError, match="no inline script"):
        page_policy(["<p>x</p>", '<script src="x.js"></script>'])


def test_the_empty_pages_are_of_every_depth_and_hold_no_data():
    assert [path.count("/") for path in empty_pages()] == [0, 1, 2, 3]
    assert set(empty_pages().values()) == {b"# x\n\n## x\n"}
