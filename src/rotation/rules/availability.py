"""Nobody is on call outside their own hours or on their days off."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from rotation.model.by_value import ByValue
from rotation.model.own_hours import OwnHours
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, Window
from rotation.rules.base import View, Violation
from rotation.rules.common import held, local_span, settled, with_person
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Remedy, Waiver
from rotation.rules.traits import Traits

__all__ = ["Availability"]

_OUTSIDE, _DAY_OFF = "outside_hours", "day_off"


def _fields(person: Person, kind: str) -> Fields:
    hours = person.hours
    assert hours is not None, "only hours keep a person off"
    outside = kind == _OUTSIDE
    return {
        "about": person.id,
        "kind": kind,
        "quantities": {"when": hours.hours if outside else hours.days},
        "source": hours.hours_source if outside else hours.days_source,
    }


class Availability(ByValue):
    """Every window of a person's shifts lies in their hours and begins on no day off of theirs."""

    name = "availability"
    title = "nobody is on call outside their own hours or on their days off"
    traits = Traits(lasting=True, one_person=True, firmness=55)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every shift with windows outside its holder's hours, or on days off, by person."""
        for person_id, shifts in held(problem, roster).items():
            person = problem.person(person_id)
            for shift in shifts:
                for kind, windows in _breaches(person, shift).items():
                    yield self._violation(problem, person, shift, windows, kind)

    def _violation(
        self, problem: Problem, person: Person, shift: Shift, windows: list[Window], kind: str
    ) -> Violation:
        grounds = Grounds.of(_fields(person, kind))
        name, clause = called(problem, person.id), self.words(problem, grounds).clause
        during = (windows[0].start, windows[-1].end)
        part = len(windows) < len(shift.windows)
        held_part = f"{shift.id} {local_span(problem, *during)}" if part else shift.id
        return Violation(
            rule=self.name,
            text=f"{name} holds {held_part} but {clause}",
            would=f"{name} would hold {held_part} but {clause}",
            shifts=(shift.id,),
            people=(person.id,),
            sources=(grounds.source,) if grounds.source else (),
            during=during,
            grounds=grounds,
        )

    def post(self, problem: Problem, view: View) -> None:
        """Forbid each person the shifts that do not fit, by a walk along windows and hours."""
        windows = sorted((window, shift.id) for shift in problem.shifts for window in shift.windows)
        starts = [window.start for window, _ in windows]
        for person in problem.people:
            hours = person.hours
            if hours is None:
                continue
            kept_off = {_OUTSIDE: _outside(hours, windows), _DAY_OFF: _off(hours, windows, starts)}
            for kind, shifts in kept_off.items():
                for shift in sorted(shifts - hours.exempt):
                    if not settled(problem, person.id, shift):
                        view.forbid(person.id, shift, **_fields(person, kind))

    def keeps_off(self, problem: Problem, person: Person, shift: Shift) -> Grounds | None:
        """Return the grounds if a window of a shift is not in a person's hours."""
        del problem
        kind = next(iter(_breaches(person, shift)), None)
        return None if kind is None else Grounds.of(_fields(person, kind))

    def lifted(self, problem: Problem) -> Problem:
        """Return the problem in which everybody can be on call at any time."""
        return replace(problem, people=tuple(replace(p, hours=None) for p in problem.people))

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: when somebody can be on call, or which days are off."""
        when = grounds.quantity("when")
        if grounds.kind == _DAY_OFF:
            return personal(problem, grounds, f"has {when} off", "with a day off")
        return personal(problem, grounds, f"is available {when} only", "outside their hours")

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Let a person take the shifts of the conflict, whatever their hours."""
        (person,) = case.grounds.about
        taken = [s for s in case.needs if s.id in case.shifts] or [case.shift]
        when = case.grounds.quantity("when")
        where = f"on a day off, {when}" if case.grounds.kind == _DAY_OFF else f"outside {when}"
        names = " and ".join(shift.id for shift in taken)
        text = f"{called(case.problem, person)} takes {names} {where}"
        problem = _exempting(case.problem, person, taken)
        yield Remedy(ChangeKind.HOURS, person, text, problem)

    def waived(self, problem: Problem, person: str, shift: Shift) -> Waiver:
        """Let a manager take one shift, whatever their hours."""
        return Waiver(_exempting(problem, person, [shift]))


def _breaches(person: Person, shift: Shift) -> dict[str, list[Window]]:
    """Return the windows of a shift that do not fit a person, by the reason."""
    breaches: dict[str, list[Window]] = {}
    hours = person.hours
    if hours is None:
        return breaches
    for window in shift.windows:
        if hours.outside(shift, window):
            breaches.setdefault(_OUTSIDE, []).append(window)
        elif hours.off(shift, window):
            breaches.setdefault(_DAY_OFF, []).append(window)
    return breaches


def _outside(hours: OwnHours, windows: Sequence[tuple[Window, str]]) -> set[str]:
    """Return the shifts with a window that is not inside one stretch of the hours."""
    if hours.available is None:
        return set()
    outside, n = set[str](), 0
    for window, shift in windows:
        while n < len(hours.available) and hours.available[n].end <= window.start:
            n += 1
        stretch = hours.available[n] if n < len(hours.available) else None
        if stretch is None or window.start < stretch.start or stretch.end < window.end:
            outside.add(shift)
    return outside


def _off(
    hours: OwnHours, windows: Sequence[tuple[Window, str]], starts: Sequence[datetime]
) -> set[str]:
    """Return the shifts with a window that begins on a day off."""
    return {
        shift
        for day in hours.days_off
        for _, shift in windows[bisect_left(starts, day.start) : bisect_left(starts, day.end)]
    }


def _exempting(problem: Problem, person: str, taken: list[Shift]) -> Problem:
    owner = problem.person(person)
    if owner.hours is None:
        return problem
    exempt = owner.hours.exempt.union(shift.id for shift in taken)
    return with_person(problem, replace(owner, hours=replace(owner.hours, exempt=exempt)))
