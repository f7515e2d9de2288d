"""Rules of repetition, at the bounds of each of their parts."""

from datetime import date

import pytest

from rotation.config.calendars.bounded_rules import rule_of
from rotation.config.faults import Wrong


@pytest.mark.parametrize(
    ("part", "least", "most"),
    [
        ("INTERVAL", 1, 99_999),
        ("COUNT", 1, 10**12 - 1),
        ("BYSECOND", 0, 59),
        ("BYMINUTE", 0, 59),
        ("BYHOUR", 0, 23),
        ("BYMONTH", 1, 12),
        ("BYMONTHDAY", -31, 31),
        ("BYYEARDAY", -366, 366),
        ("BYWEEKNO", -53, 53),
        ("BYSETPOS", -366, 366),
    ],
)
def test_a_number_of_a_rule_has_its_bounds(part: str, least: int, most: int) -> None:
    """What RFC 5545 allows is read as written, and a number beyond it is not part of a rule."""
    for value in (least, most):
        assert rule_of(f"FREQ=DAILY;{part}={value}").numbers(part) == [value]
    zero = [0] if least < 0 else []
    for value in (least - 1, most + 1, *zero):
        with pytest.raises(Wrong, match=f"has an unknown part: {part}={value}$"):
            rule_of(f"FREQ=DAILY;{part}={value}")


def test_a_rule_is_counted_up_to_the_most() -> None:
    """Five thousand times are read, one more is refused with both numbers; once is a rule, too."""
    for count in (1, 5_000):
        rule_of(f"FREQ=DAILY;COUNT={count}").judge(date(2026, 1, 1))
    with pytest.raises(Wrong, match="repeats 5,001 times; only 5,000 are read"):
        rule_of("FREQ=DAILY;COUNT=5001").judge(date(2026, 1, 1))


@pytest.mark.parametrize("often", ["MINUTELY", "SECONDLY"])
def test_what_repeats_within_the_hour_is_refused(often: str) -> None:
    """No absence comes every minute."""
    with pytest.raises(Wrong, match=f"repeats {often.lower()}"):
        rule_of(f"FREQ={often}").judge(date(2026, 1, 1))
