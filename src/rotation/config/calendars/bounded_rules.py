"""Recurrence rules that can be walked in bounded time, or why one cannot (I18, I23)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from math import prod
from typing import Any

from rotation.config.calendars.moments import DAY, FIRST_YEAR, LAST_YEAR, Moment, moment_of
from rotation.config.calendars.recurrence import comes
from rotation.config.faults import Wrong
from rotation.limits import ALL_OCCURRENCES, OCCURRENCES

__all__ = ["Budget", "RecurrenceRule", "rule_of"]

_MAX_STEPS = 24 * 366 * 7
"""Steps of one rule in one stretch: more than an hourly rule takes in the shortest stretch."""
_MAX_STEPS_OF_FILE = 2 * _MAX_STEPS
"""Steps in one stretch of time, so that a wrong date that adds a stretch does not affect others."""
_FULL_STRETCHES = 4
"""The limit of a file, in stretches whose steps are used up."""
_OVERHEAD = 20
"""The approximate cost of setting up a rule, in steps."""
_DAYS = {"HOURLY": 1 / 24, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_LONGEST = {"HOURLY": 1, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 2 * 31, "YEARLY": 8 * 366}
"""The most days between two occurrences; a year if a part of a rule leaves occurrences out."""
_EVER = 400 * 366
_STEPS = {"HOURLY": timedelta(hours=1), "DAILY": DAY, "WEEKLY": 7 * DAY}
_MOST_IN = {"HOURLY": 1, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_RANGES = {
    "INTERVAL": (1, 99_999),
    "COUNT": (1, 10**12),
    "BYSECOND": (0, 59),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
}
_WORDS = {
    "FREQ": r"SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY",
    "UNTIL": r"\w+",
    "BYDAY": r"[-+]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)",
    "WKST": r"MO|TU|WE|TH|FR|SA|SU",
}
_USUAL = frozenset({"RSCALE=GREGORIAN", "SKIP=OMIT"})
"""Parts of RFC 7529 that change nothing."""
_SEVERAL = frozenset({*_RANGES, "BYDAY"}) - {"INTERVAL", "COUNT"}
_HINT = "make it repeat less often, or replace it by single events"


class Budget:
    """The remaining effort for a file; a bomb may be spread over many events."""

    def __init__(self) -> None:
        self._left = _MAX_STEPS_OF_FILE * _FULL_STRETCHES
        self._spent: dict[int, int] = {}
        self._occurrences = ALL_OCCURRENCES.most

    def take(self, occurrences: int) -> None:
        """Subtract an event's occurrences, or raise `Wrong` if all together are too many.

        An occurrence takes much longer than a step. After one event that is too many, all later
        ones are left out as well: nothing else limits the time for trying them.
        """
        self._occurrences -= occurrences
        self._refuse_more()

    def _refuse_more(self) -> None:
        if self._occurrences < 0:
            what = f"is repeated, and the file has more than the {ALL_OCCURRENCES} that are read"
            raise Wrong(what, _HINT)

    def spend(self, steps: float, stretch: int) -> None:
        """Subtract steps in a stretch, or raise `Wrong` if one rule or all take too many."""
        self._refuse_more()
        left = min(_MAX_STEPS_OF_FILE - self._spent.get(stretch, 0), self._left)
        if steps > min(_MAX_STEPS, left):
            what = f"would be repeated {steps:,.0f} times, counted from its start"
            if steps <= _MAX_STEPS:
                what = "repeats too often, together with the events before it"
            raise Wrong(what, f"{_HINT}; an hourly rule may go on for seven years")
        self._left -= int(steps)
        self._spent[stretch] = self._spent.get(stretch, 0) + int(steps)


@dataclass(frozen=True, slots=True)
class RecurrenceRule:
    """An RRULE (RFC 5545 section 3.3.10).

    Attributes
    ----------
    parts : mapping of str to tuple
        Its parts as written, in capitals.
    until : Moment or None
        Its last moment, inclusive.
    """

    parts: Mapping[str, tuple[str, ...]]
    until: Moment | None

    def numbers(self, name: str) -> Sequence[Any]:
        """Return the values of a part: whole numbers or words."""
        values = self.parts.get(name, ())
        return [int(value) for value in values] if name in _RANGES else list(values)

    @property
    def frequency(self) -> str:
        """From `HOURLY` to `YEARLY`; shorter ones are refused by `judge`."""
        return self.parts["FREQ"][0]

    @property
    def interval(self) -> int:
        """The interval, in hours, days and so on."""
        return int(self.parts.get("INTERVAL", ("1",))[0])

    @property
    def count(self) -> int | None:
        """The number of occurrences after which it ends."""
        return int(self.parts["COUNT"][0]) if "COUNT" in self.parts else None

    def judge(self, start: date) -> None:
        """Raise `Wrong` for a rule that would take too long."""
        if self.frequency not in _DAYS:
            raise Wrong(f"repeats {self.frequency.lower()}", _HINT)
        if not comes(self.numbers, self.frequency, start):
            what = "repeats on days that may never come"
            raise Wrong(what, "correct its repetition, or replace it by single events")
        if self.count is not None and self.count > OCCURRENCES.most:
            raise Wrong(f"repeats {self.count:,} times; only {OCCURRENCES.most:,} are read", _HINT)

    def last(self, start: Moment, clock: tzinfo, local: tzinfo) -> datetime | None:
        """Return the last moment, on the clock on which the rule is walked.

        Parameters
        ----------
        start : Moment
            DTSTART.
        clock : datetime.tzinfo
            The clock of the series.
        local : datetime.tzinfo
            The zone in which UTC times mean days.

        Returns
        -------
        datetime.datetime or None
            Without zone. For whole days it is a midnight; otherwise a day means its end.
        """
        if self.until is None or self.until.at.year > LAST_YEAR:
            return None  # some programs write 31 December 9999 for "forever"
        if self.until.at.year < FIRST_YEAR:
            return start.clock - DAY
        if start.whole:
            written = self.until.clock
            # Programs that think in days write one end of the day in UTC.
            ends = {time(), time(23, 59, 59)}
            day = written.date() if written.time() in ends else self.until.day(local)
            return datetime.combine(day, time())
        if self.until.whole:
            return self.until.clock + DAY - timedelta(seconds=1)
        return self.until.wall(clock)

    def end(self, start: datetime, last: datetime | None) -> datetime | None:
        """Return a moment after which it has certainly ended; None if it may never end."""
        if self.count is None:
            return last
        left_out = {name for name in self.parts if name.startswith("BY")} - set(_CLOCK)
        left_out -= {"BYDAY"} if self.frequency == "WEEKLY" else set()
        longest = _LONGEST["YEARLY" if left_out else self.frequency]
        end = start + min(self.count * self.interval * longest, _EVER) * DAY
        return min(end, last) if last else end

    def walked(
        self,
        start: datetime,
        last: datetime | None,
        span: tuple[datetime, datetime],
    ) -> tuple[str, float]:
        """Return the rule for walking through a stretch of time, at whose end it ends.

        Parameters
        ----------
        start : datetime.datetime
            Where the walk begins; all times here are on the clock of the series.
        last : datetime.datetime or None
            The result of `last`.
        span : tuple of datetime.datetime
            The stretch.

        Returns
        -------
        tuple
            The rule as text, and the approximate number of steps.
        """
        stop = min(last or span[1], span[1])
        surely = min(self.end(start, last) or stop, stop)
        taken = max(0, (surely.date() - start.date()).days) + 1
        most = _MOST_IN[self.frequency]
        if self.frequency == "WEEKLY":
            most = max(1, len(self.numbers("BYDAY")))
        elif not any(n.startswith("BY") and n not in {*_CLOCK, "BYMONTH"} for n in self.parts):
            most = 1
        clock = prod(max(1, len(self.numbers(name))) for name in _CLOCK)
        months = len(self.numbers("BYMONTH")) if self.frequency == "YEARLY" else 1
        most *= clock * max(1, months)
        steps = (taken / _DAYS[self.frequency] / self.interval + 1) * most + _OVERHEAD
        parts = {**self.parts, "UNTIL": (f"{stop:%Y%m%dT%H%M%S}",)}
        written = ";".join(f"{name}={','.join(values)}" for name, values in parts.items())
        return written, steps

    def nearer(self, start: datetime, first: datetime) -> datetime:
        """Return a later starting point from which the rule reaches a moment.

        A rule without COUNT that repeats by hours, days or weeks is the same from any of its steps
        on. The step is one before the moment, because the beginning of a walk counts as an
        occurrence.
        """
        if self.count is not None or self.frequency not in _STEPS:
            return start
        step = self.interval * _STEPS[self.frequency]
        return start + max(0, (first - start) // step - 1) * step


def rule_of(written: str) -> RecurrenceRule:
    """Read an RRULE in any spelling.

    Raises
    ------
    Wrong
        If a part is unknown or has an impossible value.
    """
    parts: dict[str, tuple[str, ...]] = {}
    for part in "".join(written.upper().split()).split(";"):
        name, equals, text = part.partition("=")
        if part in _USUAL or not part:
            continue
        values = tuple(text.split(",") if name in _SEVERAL else [text])
        if not equals or name in parts or not all(_possible(name, value) for value in values):
            raise Wrong(f"has an unknown part: {part}")
        parts[name] = values
    if "FREQ" not in parts:
        raise Wrong("does not say how often")
    monthly = parts["FREQ"][0] in {"MONTHLY", "YEARLY"}
    if not monthly and any(day[:1] in "+-0123456789" for day in parts.get("BYDAY", ())):
        # RFC 5545 section 3.3.10: numbers of weekdays are those of a month or a year.
        raise Wrong("has a weekday number that no month or year has")
    return RecurrenceRule(parts, moment_of(parts["UNTIL"][0]) if "UNTIL" in parts else None)


def _possible(name: str, value: str) -> bool:
    if name in _RANGES:
        low, high = _RANGES[name]
        number = int(value) if re.fullmatch(r"[-+]?\d{1,12}", value, re.ASCII) else None
        return number is not None and low <= number <= high and (low >= 0 or number != 0)
    return re.fullmatch(_WORDS.get(name, r"(?!)"), value, re.ASCII) is not None
