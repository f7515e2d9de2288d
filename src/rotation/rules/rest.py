"""Rest between the regular shifts of one person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.horizon.clock import instant, wall
from rotation.model.by_value import ByValue
from rotation.model.identity import split_part
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, Window
from rotation.rules.base import View, Violation
from rotation.rules.clashes import Clash, clashes, keep_apart
from rotation.rules.common import plural_days, plural_hours
from rotation.rules.followed import followed
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Eased, Remedy, Waiver
from rotation.rules.rest_hours import RestHours, key_of
from rotation.rules.settings import Settings, setting, settings_of
from rotation.rules.traits import Traits

__all__ = ["MOST_REST_DAYS", "OtherRest", "Rest", "RestSettings"]

MOST_REST_DAYS = 366
"""No rest is longer."""


def _regular(shift: Shift) -> bool:
    return shift.regular


def _with_rest(shift: Shift) -> tuple[Window, ...]:
    return shift.with_rest


def _whole(shift: Shift) -> str:
    """Parts of one shift need no rest between them, also after giving a part away."""
    return split_part(shift.id)[0]


def _days(shift: Shift) -> int:
    """Return the local days of rest after a shift, without clock changes."""
    return round((shift.rested - shift.windows[-1].end) / timedelta(days=1))


def _days_of(problem: Problem) -> int:
    return max((_days(shift) for shift in problem.regular()), default=0)


@dataclass(frozen=True, kw_only=True)
class RestSettings(Settings):
    """Keys of `[rotation]`."""

    table = "rotation"

    min_rest_days: int = setting(7, least=0, most=MOST_REST_DAYS, unit="days")


class Rest(ByValue):
    """A person's next regular shift starts after the required rest.

    Between two shifts of the tracks of a `[[rules.rest]]` table, volunteer shifts included, its
    hours hold in place of whole days.

    Parameters
    ----------
    tired : iterable of str, optional
        People who go without these hours.

    Notes
    -----
    The parts of one split shift need no rest between them. Shifts that overlap leave no rest, so
    they break this rule as well as `overlap`; `rotation.rules.violations` reports them once.
    """

    name = "rest"
    title = "everybody rests between regular shifts"
    traits = Traits(one_person=True, firmness=10, detail=2)
    settings = RestSettings
    own_tables = RestHours

    def __init__(self, tired: Iterable[str] = ()) -> None:
        self.tired = frozenset(tired)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every pair of shifts of one person with too little rest: first days, then hours."""
        tables = settings_of(problem, self, RestHours)
        key, beside = key_of(tables, _whole), followed(problem)
        for clash in clashes(problem, roster, _regular, _with_rest, key, beside=beside):
            name, needed = called(problem, clash.person.id), _days(clash.first)
            quantities = (("days", needed), ("held", clash.first.id))
            both = (
                f"{clash.first.id} and {clash.second.id} "
                f"but needs {plural_days(timedelta(days=needed))} between shifts"
            )
            yield Violation(
                rule=self.name,
                text=f"{name} holds {both}",
                would=f"{name} would hold {both}",
                shifts=clash.planned,
                people=(clash.person.id,),
                carried=clash.carried,
                sources=clash.sources,
                grounds=Grounds((clash.person.id,), "too_close", quantities),
            )

        for table in tables:
            rested = self._needing_hours(problem)
            for clash in clashes(rested, roster, table.counts, table.spans, _whole, beside=beside):
                yield self._few_hours(problem, table, clash)

    def _few_hours(self, problem: Problem, table: RestHours, clash: Clash) -> Violation:
        name, place = called(problem, clash.person.id), table.place("hours")
        grounds = Grounds.of({**table.fields(), "about": clash.person.id})
        both = (
            f"{clash.first.id} and {clash.second.id} "
            f"but needs {plural_hours(table.hours)} between shifts"
        )
        return Violation(
            rule=self.name,
            text=f"{name} holds {both}",
            would=f"{name} would hold {both}",
            shifts=clash.planned,
            people=(clash.person.id,),
            carried=clash.carried,
            sources=(*clash.sources, *([place] if place else [])),
            grounds=replace(grounds, quantities=(*grounds.quantities, ("held", clash.first.id))),
        )

    def _needing_hours(self, problem: Problem) -> Problem:
        people = tuple(person for person in problem.people if person.id not in self.tired)
        return replace(problem, people=people)

    def post(self, problem: Problem, view: View) -> None:
        """State at most one of each set of shifts whose intervals with rest share an instant."""
        tables, beside = settings_of(problem, self, RestHours), followed(problem)
        for table in tables:
            rested = self._needing_hours(problem)
            keep_apart(
                rested,
                view,
                table.counts,
                table.spans,
                key=_whole,
                fields=partial(_fields_of_hours, table),
                beside=beside,
            )
        (own,) = settings_of(problem, self, RestSettings)
        place = own.place("min_rest_days")

        def fields(shift: Shift) -> Fields:
            return {"kind": "too_close", "quantities": {"days": _days(shift)}, "setting": place}

        key = key_of(tables, _whole)
        keep_apart(problem, view, _regular, _with_rest, key=key, fields=fields, beside=beside)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: the days of rest needed, and what is held already."""
        if grounds.kind == "few_hours":
            days = plural_hours(int(str(grounds.quantity("hours"))))
        else:
            days = plural_days(timedelta(days=int(str(grounds.quantity("days")))))
        held = grounds.quantity("held")
        clause = f"needs {days} between shifts"
        if held is None:
            return personal(problem, grounds, clause, f"needing {days} between shifts")
        clause, short = f"{clause} and holds {held}", f"on call less than {days} before or after"
        return personal(problem, grounds, clause, short)

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Shorten a person's rest, down to none."""
        (person,) = case.grounds.about
        if case.grounds.kind == "few_hours":
            hours = plural_hours(int(str(case.grounds.quantity("hours"))))
            text = f"{called(case.problem, person)} rests for less than {hours}"
            rest = Rest({*self.tired, person})
            yield Remedy(ChangeKind.REST, person, text, case.problem, rest, lifts_all=True)
            return
        none = _resting_for(case.problem, person, 0)
        yield replace(none, text=f"{called(case.problem, person)} rests for less")

    def waived(self, problem: Problem, person: str, shift: Shift) -> Waiver:
        """Let a manager go without rest."""
        del shift
        return Waiver(problem, OtherRest({person: 0}, {*self.tired, person}))

    def for_days(self, problem: Problem, days: int) -> "Rest":
        """Return the rule in which everybody rests for so many local days."""
        return OtherRest({person.id: days for person in problem.people})

    def kept(self, problem: Problem, roster: Roster) -> int | None:
        """Return the most local days of rest that everybody has in a roster.

        None where no two regular shifts of one person, one of them up to planning, are within
        `MOST_REST_DAYS` of each other.
        """
        zone = ZoneInfo(problem.zone)
        key = key_of(settings_of(problem, self, RestHours), _whole)
        longest = _lengthened(problem, MOST_REST_DAYS)
        days = [
            _days_between(clash.first, clash.second, zone)
            for clash in clashes(
                longest, roster, _regular, _with_rest, key, beside=followed(problem)
            )
            if any(shift not in problem.locks for shift in clash.planned)
        ]
        return min(days, default=None)

    def eased(self, problem: Problem) -> Iterator[Eased]:
        """Halve everybody's rest, which asks for less than no rest."""
        days = _days_of(problem) // 2
        if days:
            words = plural_days(timedelta(days=days))
            rest = self.for_days(problem, days)
            yield Eased(f"{self.name} to {days} days", f"with {words} of rest", rest)


def _fields_of_hours(table: RestHours, first: Shift) -> Fields:
    del first
    return table.fields()


def _resting_for(problem: Problem, person: str, days: int) -> Remedy:
    name = called(problem, person)
    left = plural_days(timedelta(days=days))
    return Remedy(
        ChangeKind.REST,
        person,
        f"{name} rests for only {left}" if days else f"{name} goes without rest",
        problem,
        OtherRest({person: days}),
        lifts_all=True,
        level=days,
        most=max(0, _days_of(problem) - 1),
        at=partial(_resting_for, problem, person),
    )


class OtherRest(Rest):
    """The rule `rest` with another rest for some people.

    Parameters
    ----------
    days : mapping of str to int
        Whole local days of rest, by person id; all others have the usual rest.
    tired : iterable of str, optional
        People who go without hours of rest.
    """

    title = "some people rest for less, or longer"

    def __init__(self, days: Mapping[str, int], tired: Iterable[str] = ()) -> None:
        super().__init__(tired)
        self.days = dict(days)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every pair of regular shifts of one person that are too near for them."""
        for part in self._parts(problem):
            yield from super().check(part, roster)

    def post(self, problem: Problem, view: View) -> None:
        """State it for each group of people with equal rest."""
        for part in self._parts(problem):
            super().post(part, view)

    def _parts(self, problem: Problem) -> Iterator[Problem]:
        others = tuple(p for p in problem.people if p.id not in self.days)
        yield replace(problem, people=others)
        for days in sorted(set(self.days.values())):
            people = tuple(p for p in problem.people if self.days.get(p.id) == days)
            yield replace(_lengthened(problem, days), people=people)


def _days_between(first: Shift, second: Shift, zone: ZoneInfo) -> int:
    """Return the whole local days of rest between two shifts, by the wall clock (H13).

    Of shifts with several windows it is the shortest rest from a window of one to the next window
    of the other, in either order.
    """
    windows = sorted([*((w, 0) for w in first.windows), *((w, 1) for w in second.windows)])
    return min(
        _days_from(before.end, after.start, zone)
        for (before, whose), (after, other) in pairwise(windows)
        if whose != other
    )


def _days_from(end: datetime, start: datetime, zone: ZoneInfo) -> int:
    days = (wall(zone, start).date() - wall(zone, end).date()).days
    return days if _after(end, days, zone) <= start else days - 1


def _lengthened(problem: Problem, days: int) -> Problem:
    """Return the problem in which every shift asks for so many local days of rest."""
    zone = ZoneInfo(problem.zone)
    return replace(
        problem,
        shifts=tuple(_resting(shift, days, zone) for shift in problem.shifts),
        carried=tuple(
            replace(held, shift=_resting(held.shift, days, zone)) for held in problem.carried
        ),
    )


def _resting(shift: Shift, days: int, zone: ZoneInfo) -> Shift:
    rests = tuple(_after(window.end, days, zone) for window in shift.windows)
    return replace(shift, rested=rests[-1], rests=rests)


def _after(end: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the end of so many local days of rest."""
    local = wall(zone, end)
    return max(end, instant(zone, local.date() + timedelta(days=days), local.time()))
