"""Rules of repetition that can be walked in bounded time, or why one cannot (calendar.md 6)."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from math import prod
from typing import TYPE_CHECKING, Any

from rotation.config.calendar_never import comes
from rotation.config.calendar_screen import inside, moment
from rotation.config.faults import Wrong

if TYPE_CHECKING:
    import icalendar

__all__ = ["MAX_OCCURRENCES", "Budget", "bounded"]

MAX_OCCURRENCES = 5_000
"""Of one event, in the stretch of time that is read."""
_MAX_STEPS = 24 * 366 * 5
"""Of one rule: what an hourly one takes in five years."""
_MAX_STEPS_OF_FILE = 24 * 366 * 6
_OVERHEAD = 20
"""Steps that setting up a rule costs, about."""
_DAYS = {"HOURLY": 1 / 24, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_MOST_IN = {"HOURLY": 1, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_MEND = "let it repeat less often, or put single events in its place"


class Budget:
    """What may still be spent on a file; a bomb may be spread over many events."""

    def __init__(self) -> None:
        self.steps = _MAX_STEPS_OF_FILE

    def spend(self, steps: float) -> None:
        """Take steps off, or say that one rule or all together take too many."""
        if steps > min(_MAX_STEPS, self.steps):
            what = f"would be repeated {steps:,.0f} times, counted from its start"
            if steps <= _MAX_STEPS:
                what = "repeats often, and so do the events before it"
            raise Wrong(what, f"{_MEND}; hourly rules may be five years old")
        self.steps -= int(steps)


def bounded(
    body: "icalendar.Component", span: tuple[datetime, datetime], budget: Budget
) -> tuple["icalendar.Component", bool]:
    """Return a component whose rules end after a span, and whether that cuts something off.

    Raises
    ------
    Wrong
        For a rule that cannot be read, or would be walked for too long.
    """
    rules = body.get("RRULE")
    if rules is None:
        return body, False
    start = moment(body, "DTSTART")
    assert isinstance(start, date)
    ended, cut = [], False
    for rule in rules if isinstance(rules, list) else [rules]:
        one, beyond = _one(rule, start, span, budget)
        ended.append(one)
        cut |= beyond
    copy = body.copy()
    copy["RRULE"] = ended
    copy.subcomponents = []  # alarms repeat nothing
    return copy, cut


def _one(
    rule: Any,
    start: date,
    span: tuple[datetime, datetime],
    budget: Budget,
) -> tuple[Any, bool]:
    get = inside(rule, "get")

    def numbers(name: str) -> Sequence[Any]:
        with suppress(TypeError):
            return list(get(name) or [])
        return []

    if get is None:
        raise Wrong("has no readable RRULE", "correct its repetition")
    frequency = str(next(iter(numbers("FREQ")), "")).upper()
    if frequency in {"SECONDLY", "MINUTELY"}:
        raise Wrong(f"repeats {frequency.lower()}", _MEND)
    if frequency not in _DAYS:
        raise Wrong("has no readable RRULE", "correct its repetition")
    if not comes(numbers, frequency, _day(start)):
        what = "repeats on days that may never come"
        raise Wrong(what, "correct its repetition, or put single events in its place")
    (interval,), counts = numbers("INTERVAL") or [1], numbers("COUNT")
    if not isinstance(interval, int) or interval < 1:
        raise Wrong(f"repeats with an INTERVAL of {interval}", "correct its repetition")
    until = _until(numbers("UNTIL"))
    if counts and until is not None:
        raise Wrong("repeats with both COUNT and UNTIL", "keep one of them")
    if counts and not 0 < counts[0] <= MAX_OCCURRENCES:
        raise Wrong(f"repeats {counts[0]:,} times, {MAX_OCCURRENCES:,} are read", _MEND)
    last = min(until, span[1]) if until else span[1]
    days = max(0, (last.date() - _day(start)).days) + 1
    most = _MOST_IN[frequency]
    if frequency == "WEEKLY":
        most = max(1, len(numbers("BYDAY")))
    elif not any(name.startswith("BY") and name not in {*_CLOCK, "BYMONTH"} for name in rule):
        most = 1
    clock = prod(max(1, len(numbers(name))) for name in _CLOCK)
    most *= clock * max(1, len(numbers("BYMONTH")) if frequency == "YEARLY" else 1)
    budget.spend((days / _DAYS[frequency] / interval + 1) * most + _OVERHEAD)
    beyond = until is None or until > span[1]
    if beyond:
        whole = not isinstance(start, datetime)
        floating = isinstance(start, datetime) and start.tzinfo is None
        stop = span[1].replace(tzinfo=None) if floating else span[1]
        rule = type(rule)({**rule, "UNTIL": [span[1].date() if whole else stop]})
    return rule, beyond or _day(start) < span[0].date()


def _until(values: Sequence[object]) -> datetime | None:
    for value in values:
        if isinstance(value, datetime):
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=UTC) + timedelta(days=1)
        if inside(value, "dt") is not None:
            return _until([inside(value, "dt")])
        raise Wrong("has no readable UNTIL", "correct its repetition")
    return None


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
