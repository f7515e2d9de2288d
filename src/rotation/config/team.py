"""Special periods, goals and pins of `rotation.toml`."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from itertools import pairwise

from rotation.config.document import Document
from rotation.config.faults import Wrong
from rotation.config.people import People
from rotation.config.schema import (
    GoalsTable,
    HomeZoneTable,
    PinTable,
    SpecialPeriodTable,
)
from rotation.config.text import fold, known_track, quote, suggest
from rotation.config.times import FIRST_YEAR, LAST_YEAR
from rotation.config.toml_lines import KeyPath
from rotation.config.tracks import TrackNames
from rotation.model.rest_days import Day, MonthDay
from rotation.model.settings import HomeZone, Pin
from rotation.model.source import Source
from rotation.model.spelling import listed
from rotation.model.tracks import SpecialPeriod
from rotation.rules import Rule, SoftRule

__all__ = [
    "read_goals",
    "read_home_zone",
    "read_pins",
    "read_special_periods",
    "shift_name",
]

_SHIFT = re.compile(
    r"(?P<track>.+)-(?P<day>\d{4}-\d{2}-\d{2})(T(?P<clock>\d{4}))?(\+([2-9]|[1-9]\d+))?", re.ASCII
)
_LONGEST_PERIOD_DAYS = 62


def read_special_periods(document: Document, tracks: TrackNames) -> tuple[SpecialPeriod, ...]:
    """Return the special periods, in the order of the file, with the present names of tracks."""
    periods: list[SpecialPeriod] = []
    spans: list[tuple[date, date, int, KeyPath]] = []
    yearly: set[int] = set()
    names: dict[str, Source] = {}
    alike: dict[KeyPath, tuple[str, Source]] = {}
    for n, (path, raw) in enumerate(document.tables("special_period")):
        source = document.source(path)
        name = raw.get("name")
        if isinstance(name, str) and fold(name):
            first = names.setdefault(fold(name), source)
            if first != source:
                alike[path] = name, first
        table = document.read(SpecialPeriodTable, path, raw)
        if table is None:
            continue
        try:
            occurrences = _occurrences(table.first_day, table.last_day)
        except Wrong as problem:
            document.wrong((*path, "last_day"), problem)
            continue
        spans += [(first_day, last_day, n, path) for first_day, last_day in occurrences]
        yearly |= {n} if isinstance(table.first_day, MonthDay) else set()
        period = SpecialPeriod(
            table.name,
            table.first_day,
            table.last_day,
            table.shift_days,
            table.min_stub_days,
            source,
            tracks.all_meant(document, (*path, "tracks"), table.tracks),
        )
        periods.append(period)
    _judge_overlaps(document, spans, yearly, alike)
    for path, (name, first) in alike.items():
        what = f"{quote(name)} is also the period {first.where}"
        document.fault((*path, "name"), what, "choose another name")
    return tuple(periods)


def _judge_overlaps(
    document: Document,
    spans: list[tuple[date, date, int, KeyPath]],
    yearly: Set[int],
    alike: dict[KeyPath, tuple[str, Source]],
) -> None:
    """Report periods that share a day, each pair once; without the year if both come every year.

    A name that is shared, too, is part of the same fault, and goes from `alike`.
    """
    reported: set[tuple[int, int]] = set()
    spans.sort()
    for before, after in pairwise(spans):
        (number, path), (other, other_path) = sorted([before[2:], after[2:]])
        if after[0] <= before[1] and (number, other) not in reported and number != other:
            reported.add((number, other))
            place = document.source(path)
            day = f"{after[0]:%m-%d}" if {number, other} <= yearly else after[0]
            what = f"shares {day} with the period {place.where}"
            hint = "let one end before the other begins"
            if alike.get(other_path, ("", None))[1] == place:
                del alike[other_path]
                what = f"shares {day} with the period of this name {place.where}"
                hint = "remove one of the two, or give it a name and days of its own"
            document.fault((*other_path, "first_day"), what, hint)


def _occurrences(first: Day, last: Day) -> list[tuple[date, date]]:
    """Return the first and last day of a period, for every year."""
    if isinstance(first, MonthDay) and isinstance(last, MonthDay):
        later = 1 if last < first else 0
        spans = [
            (first.in_year(year), last.in_year(year + later))
            for year in range(FIRST_YEAR, LAST_YEAR + 1)
        ]
    elif isinstance(first, date) and isinstance(last, date):
        if last < first:
            raise Wrong(f"{last} lies before first_day, {first}", "swap them")
        spans = [(first, last)]
    else:
        what = f"{last} and first_day, {first}, mix MM-DD and a full date"
        raise Wrong(what, "give both as MM-DD for every year, or both as full dates")
    days = max((end - start).days + 1 for start, end in spans)
    if days > _LONGEST_PERIOD_DAYS:
        what = f"the period is {days} days long, more than {_LONGEST_PERIOD_DAYS}"
        raise Wrong(what, "shorten or split it")
    return spans


def read_home_zone(document: Document) -> HomeZone | None:
    """Return the home zone; None without the table."""
    if "home_zone" not in document.raw:
        return None
    table = document.read(HomeZoneTable, ("home_zone",), document.table("home_zone"))
    if table is None:
        return None
    for n, name in enumerate(table.zones):
        if name in table.zones[:n]:
            document.fault(
                ("home_zone", "zones", n), f"{quote(name)} is named twice", "name it once"
            )
    return HomeZone(table.zones, table.working_hours)


def read_goals(
    document: Document,
    known: Sequence[str],
    default: Sequence[str],
    rules: Callable[[], Iterable[Rule]],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the goals, most important first, and those of the soft rules.

    Parameters
    ----------
    document : Document
        Collects the problems.
    known : sequence of str
        Names of goals.
    default : sequence of str
        The order without the key.
    rules : callable
        Returns every known rule; called only if some are soft, or for an unknown name.
    """
    raw = {k: v for k, v in document.table("goals").items() if k in GoalsTable.model_fields}
    table = document.read(GoalsTable, ("goals",), raw)
    if table is None:
        return tuple(default), ()
    unreadable = raw.keys() - table.model_fields_set
    soft = _read_soft(document, table, rules, may_miss="order" in unreadable)
    if table.order is None:
        return tuple(default), soft
    may_be = _may_be_soft(rules) if "soft" in unreadable else ()
    if not table.order:
        document.fault(("goals", "order"), "is an empty list", "leave the key out for all goals")
    for n, name in enumerate(table.order):
        path = ("goals", "order", n)
        if name in table.order[:n]:
            document.fault(path, f"{quote(name)} is named twice", "name it once")
        elif name in known or name in soft or name in may_be:
            continue
        elif any(rule.name == name for rule in rules()):
            what = f"{quote(name)} is a rule, which holds without being sought"
            add = document.entrance().add("soft", [name])
            hint = add if name in _may_be_soft(rules) else "leave it out"
            document.fault(path, what, hint)
        else:
            document.fault(path, f"unknown goal {quote(name)}", suggest(name, known))
    return tuple(table.order), soft


def _may_be_soft(rules: Callable[[], Iterable[Rule]]) -> tuple[str, ...]:
    return tuple(rule.name for rule in rules() if isinstance(rule, SoftRule))


def _read_soft(
    document: Document,
    table: GoalsTable,
    rules: Callable[[], Iterable[Rule]],
    *,
    may_miss: bool,
) -> tuple[str, ...]:
    """Return the names of the soft rules, in the order of the file.

    With `may_miss`, the order could not be read, which is reported already.
    """
    if not table.soft:
        return ()
    may_be, order = _may_be_soft(rules), table.order or ()
    for n, name in enumerate(table.soft):
        path = ("goals", "soft", n)
        if name in table.soft[:n]:
            document.fault(path, f"{quote(name)} is named twice", "name it once")
        elif name in may_be and name not in order and not may_miss:
            what = f"{quote(name)} is missing in `order`"
            document.fault(path, what, "write it there, where it counts among the goals")
        elif any(rule.name == name for rule in rules()) and name not in may_be:
            what = f"the rule {name} always holds"
            document.fault(path, what, f"soft may be: {listed(sorted(may_be))}")
        elif name not in may_be:
            document.fault(path, f"unknown rule {quote(name)}", suggest(name, may_be))
    return tuple(name for name in table.soft if name in may_be)


def shift_name(text: str) -> tuple[str, str]:
    """Return track and `YYYY-MM-DD` of a shift's id, or raise `Wrong` with the reason."""
    match = _SHIFT.fullmatch(text)
    if match is None:
        hint = "write it as TRACK-YYYY-MM-DD, with +2 or more for a part"
        raise Wrong(f"{quote(text)} is not a shift", hint)
    try:
        date.fromisoformat(match["day"])
    except ValueError:
        raise Wrong(f"{quote(text)} is not a shift: there is no day {match['day']}") from None
    clock = match["clock"]
    if clock and not (clock[:2] < "24" and clock[2:] < "60"):
        raise Wrong(f"{quote(text)} is not a shift: there is no time {clock[:2]}:{clock[2:]}")
    return match["track"], match["day"]


def read_pins(document: Document, tracks: Mapping[str, str], people: People) -> tuple[Pin, ...]:
    """Return the pins, sorted by shift; `tracks` maps each name of a track to its present one."""
    pins: dict[str, Pin] = {}
    for path, raw in document.tables("pin"):
        table = document.read(PinTable, path, raw)
        if table is None:
            continue
        engineer = table.engineer
        try:
            engineer = people.known(engineer)
        except Wrong as problem:
            document.wrong((*path, "engineer"), problem)
        pin = Pin(table.shift, engineer, document.source(path))
        try:
            track, _ = shift_name(table.shift)
            known_track(track, tracks)
            first = pins.setdefault(table.shift, pin)
            if first is not pin and first.source is not None:
                what = f"{quote(table.shift)} is pinned {first.source.where} already"
                raise Wrong(what, "remove one")
        except Wrong as problem:
            document.wrong((*path, "shift"), problem)
    return tuple(pin for _, pin in sorted(pins.items()))
