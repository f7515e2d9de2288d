from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rotation.config.exported.stints import Stint
from rotation.imports.patterns import pattern_of

BERLIN = ZoneInfo("Europe/Berlin")
NAMES = "abcde"


def stints(
    hour: int, step: timedelta, number: int, length: timedelta | None = None, turn: int = 1
) -> list[Stint]:
    """Return turns on Berlin's clock from 7 September 2026; `turn` in a row have one person."""
    first = datetime(2026, 9, 7, hour)  # noqa: DTZ001 - a wall clock
    made = []
    for n in range(number):
        start = first + n * step
        end = start + (length or step)
        utc = (t.replace(tzinfo=BERLIN).astimezone(UTC) for t in (start, end))
        made.append(Stint(*utc, "", NAMES[n // turn % 5]))
    return made


def test_a_weekly_handover_is_found_over_a_clock_change() -> None:
    """The local hour is the handover, whatever the hour in UTC."""
    pattern = pattern_of(stints(11, timedelta(weeks=1), 20), BERLIN)
    assert pattern[:4] == (("Mon 11:00",), 1, None, ())
    assert pattern.regular


def test_turns_of_two_weeks_have_an_anchor() -> None:
    """The usual step is the length of a turn."""
    pattern = pattern_of(stints(11, timedelta(weeks=2), 10), BERLIN)
    assert (pattern.weeks, pattern.anchor) == (2, date(2026, 9, 7))


def test_every_day_is_a_handover_of_a_daily_rota() -> None:
    """Handovers that are as frequent as others all count."""
    pattern = pattern_of(stints(8, timedelta(days=1), 60), BERLIN)
    assert pattern.handovers == ("Mon-Sun 08:00",)


@pytest.mark.parametrize("turn", [1, 5])
def test_hours_of_workdays_are_windows(turn: int) -> None:
    """Hours that stay uncovered every week are closed, and hands change where they do."""
    days = stints(9, timedelta(days=1), 70, timedelta(hours=8))
    work = [s for s in days if s.start.weekday() < 5]
    held = [Stint(s.start, s.end, "", NAMES[n // turn % 5]) for n, s in enumerate(work)]
    pattern = pattern_of(held, BERLIN)
    assert pattern.windows == ("Mon-Fri 09:00-17:00",)
    assert pattern.handovers == (("Mon-Fri 09:00",) if turn == 1 else ("Mon 09:00",))


def test_nights_are_windows_over_midnight() -> None:
    """Hours over midnight, and over the end of the week, are one window."""
    nights = stints(19, timedelta(days=1), 42, timedelta(hours=12), turn=7)
    pattern = pattern_of(nights, BERLIN)
    assert pattern.windows == ("Mon-Sun 19:00-07:00",)
    assert pattern.handovers == ("Mon 19:00",)


def test_an_irregular_past_is_reported_with_examples() -> None:
    """Where no handovers fit, that is said, with at most three starts."""
    odd = [
        Stint(start, start + timedelta(hours=50), "", NAMES[n % 5])
        for n in range(20)
        for start in [datetime(2026, 9, 7, tzinfo=UTC) + n * timedelta(hours=50)]
    ]
    pattern = pattern_of(odd, BERLIN)
    assert not pattern.regular
    assert len(pattern.odd) == 3
