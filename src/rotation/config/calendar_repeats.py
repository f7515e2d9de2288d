"""Events and what they repeat to, one UID at a time; what cannot be read is left out by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Protocol
from warnings import catch_warnings, simplefilter
from zoneinfo import ZoneInfo

from rotation.config.calendar_rules import MAX_OCCURRENCES, Budget, bounded
from rotation.config.calendar_screen import (
    TIMES,
    Component,
    cancelled,
    inside,
    interval,
    moment,
    utc,
)
from rotation.config.faults import Wrong

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "MAX_DAYS",
    "Happening",
    "Tell",
    "happenings",
    "judged",
    "stamps",
]

FIRST_YEAR, LAST_YEAR = 1900, 2200
MAX_DAYS = 400
ALWAYS = (datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR, 12, 31, tzinfo=UTC))
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE")


class Tell(Protocol):
    """Is told what was left out of a file, or `kept` but read otherwise than written."""

    def __call__(self, found: Component, problem: Wrong, *, kept: bool = False) -> None:
        """Take a remark about a component."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One time that an event takes place.

    Attributes
    ----------
    event : Component
        What it came from.
    lengths : frozenset of datetime.timedelta
        Lengths in hours that the event states; they are exact, whatever the clocks do.
    start, end : datetime.date or None
        Times of this occurrence; None for those of the event itself.
    """

    event: Component
    lengths: frozenset[timedelta] = frozenset()
    start: date | None = None
    end: date | None = None

    def times(self, home: ZoneInfo) -> tuple[datetime, datetime, bool]:
        """Return start and end, UTC, and whether they are whole days; `home` is the person's."""
        first, last = self.start, self.end
        floating = self.event.floating or home
        if first is None or last is None:
            whole = not isinstance(moment(self.event.body, "DTSTART"), datetime)
            return interval(self.event.body, home if whole else floating)
        if not isinstance(first, datetime):
            last = first + timedelta(days=1) if last == first else last
            return utc(first, home), utc(last, home), True
        start, end = utc(first, floating), utc(last, floating)
        if isinstance(last, datetime) and first.tzinfo == last.tzinfo:
            length = last.replace(tzinfo=None) - first.replace(tzinfo=None)
            end = start + length if length in self.lengths else end
        return start, end, False


def judged(found: Component, tell: Tell) -> Component | None:
    """Return a component that can be expanded; None after saying why it is left out."""
    if cancelled(found.body) and "RECURRENCE-ID" not in found.body:
        return None
    try:
        found = _known_zone(found, tell)
        _judge(found)
    except Wrong as problem:
        if not cancelled(found.body):
            tell(found, Wrong(problem.what, problem.mend or TIMES))
        return None
    except OverflowError:
        tell(found, Wrong("has a time that no calendar can hold", TIMES))
        return None
    for name in ("EXDATE", "RDATE"):
        values = found.body.get(name, [])
        several = values if isinstance(values, list) else [values]
        if sum(len(inside(v, "dts") or ()) for v in several) > MAX_OCCURRENCES:
            tell(found, Wrong(f"has more than {MAX_OCCURRENCES:,} dates in {name}", "split it"))
            return None
        if any(inside(v, "dts") is None for v in several):
            found.body.pop(name)
            tell(
                found,
                Wrong(f"has an {name} that cannot be read; it is read without", TIMES),
                kept=True,
            )
    if not isinstance(found.body.get("SEQUENCE", 0), int):
        found.body.pop("SEQUENCE")
    return found


def _known_zone(found: Component, tell: Tell) -> Component:
    """Return a component whose times in an unknown zone are the person's own, and say so."""
    unknown = set()
    for name in _TIMES:
        values = found.body.get(name, [])
        for value in values if isinstance(values, list) else [values]:
            at = inside(value, "dt")
            if isinstance(at, datetime) and at.tzinfo is None and "TZID" in value.params:
                unknown.add(str(value.params.pop("TZID")))
    if not unknown:
        return found
    names = ", ".join(map(repr, sorted(unknown)))
    what = f"is in the unknown time zone {names}; it is read in the person's own"
    tell(found, Wrong(what, "name an IANA zone"), kept=True)
    return replace(found, floating=None)


def _judge(found: Component) -> None:
    start, end, _ = interval(found.body, ZoneInfo("UTC"))
    moment(found.body, "RECURRENCE-ID")
    if end < start:
        raise Wrong("ends before it starts", TIMES)
    if end - start > timedelta(days=MAX_DAYS):
        raise Wrong(f"is longer than {MAX_DAYS} days", "split it")
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise Wrong(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}", TIMES)


def happenings(
    twins: Sequence[Component], span: tuple[datetime, datetime], budget: Budget, tell: Tell
) -> tuple[list[Happening], bool]:
    """Expand the components of one UID.

    Parameters
    ----------
    twins : sequence of Component
        Judged ones, masters and moved instances.
    span : tuple of datetime.datetime
        Repetitions are read inside, UTC; single events whatever their date.
    budget : Budget
        What the file may still take.
    tell : callable
        Is told what is left out, and why.

    Returns
    -------
    tuple
        What happens, and whether something repeats beyond the span.
    """
    moved = [found for found in twins if "RECURRENCE-ID" in found.body]
    masters = [found for found in twins if "RECURRENCE-ID" not in found.body]
    newest = max((_sequence(found) for found in masters), default=0)
    kept = [found for found in masters if _sequence(found) == newest]
    if len({_said(found) for found in kept}) > 1:
        lines = ", ".join(str(found.line) for found in kept)
        tell(
            kept[0],
            Wrong(f"shares its UID with others (lines {lines}); all are read", ""),
            kept=True,
        )
    lengths = frozenset(
        length
        for found in twins
        if "DTEND" not in found.body
        and isinstance(length := moment(found.body, "DURATION"), timedelta)
        and length % timedelta(days=1)
    )
    found_all: list[Happening] = []
    cut = False
    limited = []
    for found in [*moved, *kept]:
        try:
            body, beyond = bounded(found.body, span, budget)
        except Wrong as problem:
            if not cancelled(found.body):
                tell(found, problem)
            continue
        except (TypeError, ValueError, OverflowError):  # parts that are no numbers
            tell(found, Wrong("has no readable RRULE", "correct its repetition"))
            continue
        cut |= beyond
        limited.append(replace(found, body=body))
    others = [found for found in limited if "RECURRENCE-ID" in found.body]
    cores = [found for found in limited if "RECURRENCE-ID" not in found.body]
    alone: list[Component | None] = [None] if others else []
    for core in cores or alone:
        if core is not None and not others and not {"RRULE", "RDATE"} & set(core.body):
            found_all.append(Happening(core, lengths))
            continue
        series = [*others, *([core] if core else [])]
        try:
            found_all += _expanded(series, span, lengths)
        except Wrong as problem:
            tell(core or others[0], problem)
        except Exception as error:  # noqa: BLE001 RUF100 - other people's files, another's library
            what = f"cannot be repeated ({type(error).__name__})"
            tell(core or others[0], Wrong(what, "correct its repetition"))
    return [one for one in found_all if not cancelled(one.event.body)], cut


def _expanded(
    series: Sequence[Component], span: tuple[datetime, datetime], lengths: frozenset[timedelta]
) -> Iterator[Happening]:
    import icalendar  # noqa: PLC0415 - only where a calendar is read
    import recurring_ical_events as library  # noqa: PLC0415 - as above
    from recurring_ical_events.selection.name import ComponentsWithName  # noqa: PLC0415 - as above

    class Adapter(library.EventAdapter):  # type: ignore[misc] # the library is not typed
        @property
        def body(self) -> object:
            return self._component

    class Occurrence(library.Occurrence):  # type: ignore[misc] # as above
        # Its own way, a copied component for each, takes most of the time.
        @property
        def body(self) -> object:
            return self._adapter.body

    calendar = icalendar.Calendar()
    for found in series:
        calendar.add_component(found.body)
    rules = any("RRULE" in found.body for found in series)
    with catch_warnings():
        simplefilter("ignore")  # COUNT with an UNTIL of ours
        events = ComponentsWithName("VEVENT", adapter=Adapter, occurrence=Occurrence)
        (one,) = library.of(calendar, components=[events]).series
        repeats = list(islice(one.between(*(span if rules else ALWAYS)), MAX_OCCURRENCES + 1))
    if len(repeats) > MAX_OCCURRENCES:
        mend = "let it repeat less often"
        raise Wrong(f"has more than the {MAX_OCCURRENCES:,} occurrences that are read", mend)
    origins = {id(found.body): found for found in series}
    for each in repeats:
        yield Happening(origins[id(each.body)], lengths, each.start, each.end)


def _sequence(found: Component) -> int:
    number = found.body.get("SEQUENCE", 0)
    return number if isinstance(number, int) else 0


def _said(found: Component) -> tuple[object, ...]:
    body = found.body
    names = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE")
    return (
        found.title,
        *(body[n].to_ical() if hasattr(body.get(n), "to_ical") else n in body for n in names),
    )


def stamps(found: Component) -> Iterator[datetime]:
    """Yield when an event was last touched, and when it repeats first, as far as it says."""
    names = ("DTSTAMP", "LAST-MODIFIED", *(["DTSTART"] if "RRULE" in found.body else []))
    for name in names:
        at = inside(found.body.get(name), "dt")
        if isinstance(at, date) and FIRST_YEAR < at.year < LAST_YEAR:
            yield utc(at, ZoneInfo("UTC"))
