"""A repeating event, expanded on the clock of its start."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import dropwhile, islice, takewhile
from typing import TYPE_CHECKING

from rotation.config.calendars.bounded_rules import Budget, RecurrenceRule
from rotation.config.calendars.components import Component, ProblemReporter
from rotation.config.calendars.moments import DAY, Moment
from rotation.config.calendars.spans import interval, span_of
from rotation.config.calendars.times import Period
from rotation.config.faults import Wrong
from rotation.limits import OCCURRENCES
from rotation.silence import silenced

if TYPE_CHECKING:
    import icalendar

__all__ = ["Happening", "Series", "Stretches", "once"]

Stretches = Sequence[tuple[datetime, datetime]]
"""Stretches of time, UTC, in order and disjoint."""
_SETTING_UP = 3
"""The cost of setting up a rule, in occurrences."""
MARGIN = timedelta(days=400)
"""Shifts and absences at the ends of a stretch may continue beyond it."""
_UNTIL = re.compile(r";?UNTIL=(\w+)")
_ALWAYS = (datetime(1900, 1, 1), datetime(2200, 12, 31))  # noqa: DTZ001 - clocks of a series


@dataclass(frozen=True, slots=True)
class Happening:
    """One occurrence of an event.

    Attributes
    ----------
    event : Component
        The event of the occurrence.
    start, end : datetime.datetime
        UTC.
    whole : bool
        Whether it is whole days.
    """

    event: Component
    start: datetime
    end: datetime
    whole: bool


def once(component: Component, home: tzinfo) -> Happening:
    """Return an event's occurrence at its own start."""
    return Happening(component, *interval(component, home))


class Series:
    """A repeating event on one clock without zones.

    RFC 5545 repeats wall-clock times. So rules, exceptions and moved instances are converted to the
    clock of the start before the library expands them. Otherwise it would mix instants and clock
    times, and take 11:00 in Berlin for an exception of 10:00 in Berlin.

    Parameters
    ----------
    master : Component
        The event.
    home : datetime.tzinfo
        The zone of the person, for whole days.
    report : callable
        Takes what is read otherwise than written.
    """

    def __init__(self, master: Component, home: tzinfo, report: ProblemReporter) -> None:
        assert master.times.start is not None
        self._master = master
        self._home = home
        self._start = master.times.start
        self._clock = home if self._start.whole else self._start.zone or master.clock(home)
        self._first = self._start.clock
        self._rules: list[tuple[RecurrenceRule, datetime | None]] = []
        for rule in master.times.rules:
            last = rule.last(self._start, self._clock, master.head.local or home)
            if last is not None and last < self._first:
                what = "repeats until a time before its start; only its start is read"
                report(master, Wrong(what, "correct its repetition"), kept=True)
            else:
                self._rules.append((rule, last))

    def goes_beyond(self, stretches: Stretches) -> bool:
        """Return whether it repeats outside stretches of time."""
        walls = [self._walls(stretch) for stretch in stretches]
        return any(
            end is None or not any(a <= self._first and end <= b for a, b in walls)
            for end in (rule.end(self._first, last) for rule, last in self._rules)
        )

    def expanded(
        self, moved: Sequence[Component], stretches: Stretches, budget: Budget
    ) -> Iterator[Happening]:
        """Yield the occurrences around stretches of time."""
        budget.take(_SETTING_UP)
        added = self._added()
        spans = [self._walls(s, MARGIN) for s in stretches] if self._rules else [_ALWAYS]
        replaced: dict[datetime, Component] = {}
        for component in moved:
            # Of two versions of an instance that are both read, one replaces it.
            if replaced.setdefault(self._instance(component), component) is not component:
                yield once(component, self._home)
        # The effort is known before anything is walked.
        walks = [self._walk(span) for span in spans]
        for number, (_, _, steps) in enumerate(walks):
            budget.spend(steps, number)
        for span, (start, rules, _) in zip(spans, walks, strict=True):
            occurrences = list(self._occurrences(replaced, list(added), span, start, rules))
            budget.take(len(occurrences))
            for component, wall in occurrences:
                period = added.get(wall) if component is self._master else None
                if period is not None:
                    yield Happening(component, *span_of(component, *period, self._home))
                elif not component.times.cancelled:
                    yield self._at(component, wall)

    def _walk(self, span: tuple[datetime, datetime]) -> tuple[datetime, list[str], float]:
        """Return start, rules and number of steps for walking a stretch."""
        start = self._first
        if len(self._rules) == 1:
            start = self._rules[0][0].nearer(start, span[0])
        walked = [rule.walked(start, last, span) for rule, last in self._rules]
        return start, [rule for rule, _ in walked], sum(steps for _, steps in walked)

    def _occurrences(
        self,
        replaced: dict[datetime, Component],
        added: Sequence[datetime],
        span: tuple[datetime, datetime],
        start: datetime,
        rules: Sequence[str],
    ) -> Iterator[tuple[Component, datetime]]:
        """Yield the occurrences in a stretch: component and start."""
        if not (replaced or added):
            for wall in self._plainly(span, start, rules):
                yield self._master, wall
            return
        import icalendar  # noqa: PLC0415 - only where a calendar is read
        import recurring_ical_events as library  # noqa: PLC0415 - as above
        from recurring_ical_events.selection.name import (  # noqa: PLC0415 - as above
            ComponentsWithName,
        )

        class Adapter(library.EventAdapter):  # type: ignore[misc] # the library is not typed
            @property
            def body(self) -> object:
                return self._component

        class Occurrence(library.Occurrence):  # type: ignore[misc] # as above
            # The library's own way, a copied component per occurrence, takes most of the time.
            @property
            def body(self) -> object:
                return self._adapter.body

        master = self._plain(start)
        master["RRULE"] = [icalendar.vRecur.from_ical(rule) for rule in rules]
        master["RDATE"] = icalendar.vDDDLists(added)
        # Programs that exclude a moved instance mean the move; the library would drop both.
        excepted = [at for at in self._excepted() if at not in replaced]
        master["EXDATE"] = icalendar.vDDDLists(excepted)
        origins = {id(master): self._master}
        calendar = icalendar.Calendar()
        calendar.add_component(master)
        for wall, component in replaced.items():
            at = component.times.start
            body = self._plain(at.wall(self._clock) if at is not None else wall)
            reach = {"RANGE": "THISANDFUTURE"} if component.times.future else {}
            body["RECURRENCE-ID"] = icalendar.vDDDTypes(wall, params=reach)
            origins[id(body)] = component
            calendar.add_component(body)
        with silenced():  # COUNT with an UNTIL of ours
            events = ComponentsWithName("VEVENT", adapter=Adapter, occurrence=Occurrence)
            (series,) = library.of(calendar, components=[events]).series
            repeats = list(islice(series.between(*span), OCCURRENCES.most + 1))
        _judge_number(repeats)
        for each in repeats:
            yield origins[id(each.body)], each.start

    def _plainly(
        self, span: tuple[datetime, datetime], start: datetime, rules: Sequence[str]
    ) -> Sequence[datetime]:
        """Return the times of a series without moved or added instances, five times faster."""
        # Imported only if something repeats; the library has no types.
        from dateutil.rrule import rrulestr  # type: ignore[import-untyped] # noqa: PLC0415

        first, last = span
        times = {start} if first <= start < last else set()
        with silenced():  # COUNT with an UNTIL of ours
            for rule in rules:
                bare, stop = _apart(rule)
                walked = takewhile(stop.__ge__, rrulestr(bare, dtstart=start))
                within = dropwhile(lambda at: at < first, takewhile(lambda at: at < last, walked))
                times.update(islice(within, OCCURRENCES.most + 1))
        excepted = set(self._excepted())  # a day excludes every time on it
        kept = {at for at in times if at not in excepted and at.date() not in excepted}
        _judge_number(kept)
        return sorted(kept)

    def _plain(self, start: datetime) -> "icalendar.Event":
        import icalendar  # noqa: PLC0415 - only where a calendar is read

        body = icalendar.Event()
        body["UID"] = "series"
        body["DTSTART"] = icalendar.vDDDTypes(start)
        return body

    def _walls(
        self, span: tuple[datetime, datetime], margin: timedelta = timedelta()
    ) -> tuple[datetime, datetime]:
        first, last = (Moment(at.replace(tzinfo=None), UTC).wall(self._clock) for at in span)
        return first - margin, last + margin

    def _excepted(self) -> Iterator[date]:
        """Yield the exclusions of EXDATE: times on the clock, and whole days."""
        for at in self._master.times.excepted:
            if self._start.whole:
                yield datetime.combine(self._day(at, self._master), time())
            elif at.whole:
                yield at.at
            else:
                yield from self._same(at)

    def _added(self) -> dict[datetime, Period | None]:
        """Return the additions of RDATE by time on the clock; None for the event's own length."""
        added: dict[datetime, Period | None] = {}
        for at, end in self._master.times.added:
            if end is not None:
                added[at.wall(self._clock)] = at, end
            elif self._start.whole:
                added[datetime.combine(self._day(at, self._master), time())] = None
            else:
                # A day is a whole day, whatever hours the event has.
                added[at.wall(self._clock)] = (at, None) if at.whole else None
        return added

    def _instance(self, component: Component) -> datetime:
        """Return the original time on the clock of a moved instance."""
        at = component.times.instance
        assert at is not None
        if self._start.whole:
            return datetime.combine(self._day(at, component), time())
        if at.whole:
            return datetime.combine(at.at, self._first.time())
        same = self._same(at) or [at.wall(self._clock)]
        return next((wall for wall in same if wall.time() == self._first.time()), same[0])

    def _day(self, at: Moment, component: Component) -> date:
        return at.day(component.head.local or self._home)

    def _same(self, at: Moment) -> list[datetime]:
        """Return each time on the clock that means an instant.

        A time in a gap of the clock is the same instant as one after the gap, and of two equal
        hours the first is meant (RFC 5545 section 3.3.5).
        """
        if at.zone is None or at.zone == self._clock:
            return [at.clock]
        instant = at.instant(UTC)
        near = (Moment(at.wall(self._clock) + n * DAY, self._clock) for n in (-1, 0, 1))
        offsets = {day.clock - day.instant(UTC).replace(tzinfo=None) for day in near}
        walls = sorted(instant.replace(tzinfo=None) + offset for offset in offsets)
        return [wall for wall in walls if Moment(wall, self._clock).instant(UTC) == instant]

    def _at(self, component: Component, wall: datetime) -> Happening:
        """Return an event, or an instance for all later ones, at another time."""
        start, end = component.times.start, component.times.end
        assert start is not None
        shift = wall - start.wall(self._clock)
        if not shift:
            return once(component, self._home)
        end = self._shifted(end, shift) if isinstance(end, Moment) else end
        return Happening(
            component, *span_of(component, self._shifted(start, shift), end, self._home)
        )

    def _shifted(self, at: Moment, shift: timedelta) -> Moment:
        if at.whole:
            return Moment((at.clock + shift).date())
        return Moment(at.wall(self._clock) + shift, self._clock)


def _apart(rule: str) -> tuple[str, datetime]:
    """Return a rule that is walked without its UNTIL, and that: reading it takes long there."""
    until = _UNTIL.search(rule)
    assert until is not None  # `RecurrenceRule.walked` writes one
    return f"{rule[: until.start()]}{rule[until.end() :]}".strip(";"), datetime.fromisoformat(
        until[1]
    )


def _judge_number(occurrences: Collection[object]) -> None:
    if len(occurrences) > OCCURRENCES.most:
        raise Wrong(f"has more than the {OCCURRENCES} that are read", "make it repeat less often")
