"""Days, numbers and messages in two languages."""

from datetime import date

import pytest

from build_scripts.errors import DataError
from build_scripts.language import Language

EN = Language("en", None)
KO = Language("ko", {"Since %(day)s": "%(day)s부터"})


@pytest.mark.parametrize(
    ("value", "english", "korean", "short"),
    [
        (date(2024, 7, 19), "19 July 2024", "2024년 7월 19일", "2024.7.19"),
        ("2024-07", "July 2024", "2024년 7월", "2024.7"),
        ("2024", "2024", "2024년", "2024"),
    ],
)
def test_days_are_as_precise_as_given(value, english: str, korean: str, short: str):
    assert EN.day(value) == english
    assert KO.day(value) == korean
    assert KO.short_day(value) == short


def test_messages_are_filled_in():
    assert EN.say("Since %(day)s", day="2024") == "Since 2024"
    assert KO.say("Since %(day)s", day="2024") == "2024부터"


def test_a_message_without_its_korean_stops_the_build():
    with pytest.raises(DataError, match="no ko for 'Until'"):
        KO.say("Until")


def test_numbers_and_halves():
    assert EN.number(1234567.0) == "1,234,567"
    assert EN.number(10.5) == "10.5"
    assert EN.half("2024-H1") == ("H1", "2024")
    assert KO.half("2024-H2", narrow=True) == ("하", "’24")
    assert KO.half("2024-H2") == ("하반기", "2024년")
