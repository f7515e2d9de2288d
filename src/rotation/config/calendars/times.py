"""The times of a component, value by value; unreadable properties are listed by name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rotation.config.calendars.bounded_rules import RecurrenceRule, rule_of
from rotation.config.calendars.lines import WrittenComponent
from rotation.config.calendars.moments import (
    FIRST_YEAR,
    LAST_YEAR,
    Length,
    Moment,
    length_of,
    moment_of,
)
from rotation.config.calendars.zones import Zones
from rotation.config.faults import Wrong
from rotation.limits import ALL_OCCURRENCES

__all__ = ["Period", "Times", "times_of"]

_PARAMETER = re.compile(r';\s*([^=;"]*?)\s*=((?:"[^"]*+"|[^";]++)*+)')
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_STATUS = frozenset({"TENTATIVE", "CONFIRMED", "CANCELLED"})

_NOT_AWAY = frozenset({"FREE", "WORKINGELSEWHERE", "WORKING-ELSEWHERE", "X-WORKINGELSEWHERE"})
"""Values of FBTYPE: the standard's, and Exchange's as servers write it."""

Period = tuple[Moment, Moment | Length | None]
"""Start, and end or length."""


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a component.

    Attributes
    ----------
    start : Moment or None
        DTSTART.
    end : Moment or Length or None
        DTEND, else DURATION.
    instance : Moment or None
        RECURRENCE-ID: the instance of a series that it replaces.
    future : bool
        Whether it also replaces all later instances (RANGE=THISANDFUTURE).
    rules : tuple of RecurrenceRule
        Each readable RRULE.
    added : tuple of Period
        RDATE; the end is None without a period.
    excepted : tuple of Moment
        EXDATE.
    busy : tuple of Period
        FREEBUSY, without free times and work elsewhere.
    sequence : int or None
        SEQUENCE, 0 if missing; None if it cannot be read.
    cancelled : bool
        By STATUS, or because its calendar cancels (METHOD).
    stamp, modified : datetime.datetime or None
        DTSTAMP and LAST-MODIFIED, UTC.
    unread : tuple of str
        Names of properties that cannot be read, or are never read (EXRULE).
    unknown : tuple of str
        Names of unknown time zones.
    """

    start: Moment | None = None
    end: Moment | Length | None = None
    instance: Moment | None = None
    future: bool = False
    rules: tuple[RecurrenceRule, ...] = ()
    added: tuple[Period, ...] = ()
    excepted: tuple[Moment, ...] = ()
    busy: tuple[Period, ...] = ()
    sequence: int | None = 0
    cancelled: bool = False
    stamp: datetime | None = None
    modified: datetime | None = None
    unread: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def floating(self) -> bool:
        """Whether start or end is a time without zone."""
        ends = (end for end in (self.start, self.end) if isinstance(end, Moment))
        return any(not end.whole and end.zone is None for end in ends)


def times_of(block: WrittenComponent, zones: Zones, *, cancelled: bool) -> Times:
    """Read the times of a component.

    Parameters
    ----------
    block : WrittenComponent
        Its lines.
    zones : Zones
        The zones of its calendar.
    cancelled : bool
        Whether its calendar cancels all its events.
    """
    return _TimesReader(block, zones).times(cancelled=cancelled)


class _TimesReader:
    """Reads the lines of one component, and records what cannot be read."""

    def __init__(self, block: WrittenComponent, zones: Zones) -> None:
        self._block = block
        self._zones = zones
        self._values: dict[str, list[Any]] = {}
        self._unread = list(block.lost)
        self._unknown: list[str] = []

    def times(self, *, cancelled: bool) -> Times:
        """Return the times in the lines."""
        for name, parameters, text in self._block.times:
            given = _given(parameters) if parameters else {}
            read, values = _READ[name], self._values.setdefault(name, [])
            for value in text.split(",") if name in _LISTS else (text,):
                try:
                    values.append(read(self, given, value))
                except (Wrong, OverflowError):
                    self._unread.append(name)
                if len(values) > ALL_OCCURRENCES.most:
                    self._unread.append(name)
                    break
        end, length = self._only("DTEND"), self._only("DURATION")
        instance, future = self._only("RECURRENCE-ID") or (None, False)
        sequence = self._only("SEQUENCE") if "SEQUENCE" in self._values else 0
        return Times(
            start=self._only("DTSTART"),
            end=length if end is None else end,
            instance=instance,
            future=future,
            rules=tuple(self._values.get("RRULE", ())),
            added=tuple(self._values.get("RDATE", ())),
            excepted=tuple(self._values.get("EXDATE", ())),
            busy=tuple(value for value in self._values.get("FREEBUSY", ()) if value),
            sequence=None if "SEQUENCE" in self._unread else sequence,
            cancelled=cancelled or self._only("STATUS") == "CANCELLED",
            stamp=max(self._values.get("DTSTAMP", ()), default=None),
            modified=max(self._values.get("LAST-MODIFIED", ()), default=None),
            unread=tuple(dict.fromkeys(self._unread)),
            unknown=tuple(sorted(set(self._unknown))),
        )

    def _only(self, name: str) -> Any:  # noqa: ANN401 RUF100 - what the property's reader returns
        """Return the value of a property that may occur once; two different values are an error."""
        values = self._values.get(name, [])
        if any(value != values[0] for value in values):
            self._unread.append(name)
            return None
        return values[0] if values else None

    def _moment(self, given: Mapping[str, str], text: str) -> Moment:
        moment = moment_of(text, whole=given.get("VALUE", "").upper() == "DATE")
        # Days and times in UTC ignore TZID (RFC 5545 section 3.2.19).
        if moment.whole or moment.zone is not None or "TZID" not in given:
            return moment
        zone = self._zones.named(given["TZID"])
        self._unknown += [given["TZID"]] if zone is None else []
        return Moment(moment.at, zone)

    def _stamp(self, given: Mapping[str, str], text: str) -> datetime:
        # Stamps are in UTC; an unknown zone is not a reason to doubt the event.
        zone = self._zones.named(given["TZID"]) if "TZID" in given else None
        return moment_of(text).instant(zone or UTC)

    def _instance(self, given: Mapping[str, str], text: str) -> tuple[Moment, bool]:
        reach = given.get("RANGE", "THIS").upper()
        if reach not in {"THIS", "THISANDFUTURE"}:
            self._unread.append("RANGE")
        return self._near(given, text), reach == "THISANDFUTURE"

    def _near(self, given: Mapping[str, str], text: str) -> Moment:
        """Return a time of a series; a time outside all years cannot be read."""
        moment = self._moment(given, text)
        if not FIRST_YEAR <= moment.at.year <= LAST_YEAR:
            raise Wrong(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}")
        return moment

    def _added(self, given: Mapping[str, str], text: str) -> Period:
        start, slash, end = text.partition("/")
        first = self._near(given, start)
        if not slash:
            return first, None
        if end.strip().upper().lstrip("+-").startswith("P"):
            return first, length_of(end)
        return first, self._moment(given, end)

    def _busy(self, given: Mapping[str, str], text: str) -> Period | None:
        if given.get("FBTYPE", "BUSY").upper() in _NOT_AWAY:
            return None
        start, end = self._added(given, text)
        if end is None:
            raise Wrong("is not a period")
        return start, end

    def _length(self, _given: Mapping[str, str], text: str) -> Length:
        return length_of(text)

    def _sequence(self, _given: Mapping[str, str], text: str) -> int:
        if not _NUMBER.fullmatch(text.strip()):
            raise Wrong("is not a whole number")
        return int(text)

    def _status(self, _given: Mapping[str, str], text: str) -> str:
        if text.strip().upper() not in _STATUS:
            raise Wrong("is not a status of an event")
        return text.strip().upper()

    def _rule(self, _given: Mapping[str, str], text: str) -> RecurrenceRule:
        return rule_of(text)

    def _exceptions(self, _given: Mapping[str, str], _text: str) -> str:
        # Deprecated since RFC 5545, and seldom written: reported, so that nobody relies on it.
        raise Wrong("is not read")


_LISTS = frozenset({"RDATE", "EXDATE", "FREEBUSY"})
_READ: Mapping[str, Callable[[_TimesReader, Mapping[str, str], str], Any]] = {
    "DTSTART": _TimesReader._moment,
    "DTEND": _TimesReader._moment,
    "DURATION": _TimesReader._length,
    "RECURRENCE-ID": _TimesReader._instance,
    "RDATE": _TimesReader._added,
    "EXDATE": _TimesReader._near,
    "FREEBUSY": _TimesReader._busy,
    "RRULE": _TimesReader._rule,
    "EXRULE": _TimesReader._exceptions,
    "SEQUENCE": _TimesReader._sequence,
    "STATUS": _TimesReader._status,
    "DTSTAMP": _TimesReader._stamp,
    "LAST-MODIFIED": _TimesReader._stamp,
}


def _given(parameters: str) -> dict[str, str]:
    """Return parameters by their names in capitals, without quotes."""
    return {
        match[1].upper(): match[2].strip().replace('"', "")
        for match in _PARAMETER.finditer(parameters)
    }
