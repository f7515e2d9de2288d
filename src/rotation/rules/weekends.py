"""Nobody works too many weekends in a row."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import prod

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import Literal, View, Violation
from rotation.rules.common import at_most_beside, held, settled
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.personal_bounds import BoundTable, PersonalBounds, held_elsewhere
from rotation.rules.remedies import ChangeKind
from rotation.rules.settings import setting
from rotation.rules.softly import Run, above, post_above
from rotation.rules.traits import Traits

__all__ = ["WeekendSettings", "Weekends"]

_WEEK = timedelta(weeks=1)

_CHOICES, _CHOICES_OF_ONE = 8, 64
"""Statements per person and run of weekends; of more, auxiliary literals take their place.

Of one weekend they are cliques, which are worth more.
"""

_ByWeek = Mapping[date, Sequence[Shift]]


@dataclass(frozen=True, kw_only=True)
class WeekendSettings(BoundTable):
    """Keys of `[[rules.weekends]]`."""

    at_most: int = setting(least=1, most=52, unit="weekends")
    of: int = setting(least=2, most=53, unit="weekends")

    def __post_init__(self) -> None:
        if self.of <= self.at_most:
            raise ValueError(f"of = {self.of} is not more than at_most = {self.at_most}; raise it")

    @property
    def most(self) -> int:
        """How many weekends somebody may work."""
        return self.at_most

    def fields(self, person: str) -> Fields:
        """Return the fields of a statement about a person."""
        quantities = {"most": self.at_most, "of": self.of}
        place = self.place("at_most")
        return {"about": person, "kind": "full", "quantities": quantities, "setting": place}

    def amount(self, most: int) -> str:
        """Return `works 2 of 3 weekends`."""
        return f"works {most} of {self.of} weekends"


class Weekends(PersonalBounds[WeekendSettings]):
    """Of any `of` weekends in a row a person works at most `at_most`.

    A weekend is worked when a day of it is the person's, whatever the shift.
    """

    name = "weekends"
    title = "nobody works too many weekends in a row"
    traits = Traits(one_person=True, firmness=15, detail=2)
    settings = WeekendSettings
    change = ChangeKind.WEEKENDS
    thing = "weekend"
    counts, unit = "weekends above a limit", "weekends"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every run of worked weekends, one more than a table allows, within its weeks."""
        for table in self.tables(problem):
            for person, planned in held(problem, roster).items():
                if not table.binds(person):
                    continue
                most = self.most(table, person)
                worked = _worked(problem, person, planned)
                weeks = sorted(worked)
                for first, last in zip(weeks, weeks[most:], strict=False):
                    if last - first < table.of * _WEEK:
                        run = [week for week in weeks if first <= week <= last]
                        shifts = {s.id: s for week in run for s in worked[week]}
                        if any(shift in planned for shift in shifts.values()):
                            yield self._broken(problem, table, person, run, shifts)

    def _broken(
        self,
        problem: Problem,
        table: WeekendSettings,
        person: str,
        run: Sequence[date],
        shifts: Mapping[str, Shift],
    ) -> Violation:
        in_time = sorted(shifts.values(), key=lambda s: (s.start, s.track, s.id))
        ours = {shift.id for shift in problem.shifts}
        elsewhere = {h.shift.id: h.source for h in held_elsewhere(problem, person)}
        what = (
            f"{len(run)} of {table.of} weekends in a row, with {in_time[0].id} to "
            f"{in_time[-1].id}, and the limit is {self.most(table, person)}"
        )
        places = (table.place("at_most"), *(elsewhere.get(s.id) for s in in_time))
        return Violation(
            rule=self.name,
            text=f"{called(problem, person)} works {what}",
            would=f"{called(problem, person)} would work {what}",
            shifts=tuple(s.id for s in in_time if s.id in ours),
            people=(person,),
            carried=tuple(s.id for s in in_time if s.id not in ours | elsewhere.keys()),
            sources=tuple(place for place in places if place is not None),
            grounds=Grounds.of(table.fields(person)),
        )

    def post(self, problem: Problem, view: View) -> None:
        """State it for each run of weeks, less the weekends that are carried."""
        for table in self.tables(problem):
            for person in _bound(problem, table):
                literals = _Literals(problem, view, person)
                for run, most in self._runs(table, person, literals.weeks, literals.carried):
                    literals.at_most(most, run, table.fields(person))

    def adds_up(self, table: WeekendSettings, shift: Shift, elsewhere: Shift) -> bool:
        """Return whether weekends of the two are in one run."""
        pairs = product(_by_week([shift]), _by_week([elsewhere]))
        return any(abs(mine - other) < table.of * _WEEK for mine, other in pairs)

    def cost(self, problem: Problem, roster: Roster) -> int:
        """Count the weekends that would have to go for every table to be kept."""
        mine = held(problem, roster)
        count = 0
        for table in self.tables(problem):
            for person in filter(table.binds, mine):
                planned = mine[person]
                worked = _worked(problem, person, planned)
                added = {
                    week: shifts
                    for week, shifts in worked.items()
                    if shifts[0] in planned and not settled(problem, person, shifts[0].id)
                }
                count += above(self._runs(table, person, added, worked.keys() - added.keys()))
        return count

    def post_soft(self, problem: Problem, view: View) -> list[tuple[int, Literal]]:
        """Say of each weekend whether it would have to go."""
        terms: list[tuple[int, Literal]] = []
        for table in self.tables(problem):
            for person in _bound(problem, table):
                fields = table.fields(person)
                literals = _Literals(problem, view, person)
                runs = [
                    literals.run(most, run, fields)
                    for run, most in self._runs(table, person, literals.weeks, literals.carried)
                    if len(run) > most
                ]
                terms += post_above(view, runs, fields, f"{person} above a number of weekends")
        return terms

    def _runs(
        self, table: WeekendSettings, person: str, free: Collection[date], fixed: Collection[date]
    ) -> Iterator[tuple[list[date], int]]:
        """Yield the weekends of each run that may be worked, and how many of them may."""
        for first in _first_weeks([*free, *fixed], table.of):
            run = [first + n * _WEEK for n in range(table.of)]
            left = self.most(table, person) - sum(week in fixed for week in run)
            yield [week for week in run if week in free], max(0, left)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: how many weekends somebody works at most."""
        most, of = grounds.quantity("most"), grounds.quantity("of")
        limit = f"at most {most} of any {of} weekends in a row"
        short = f"with {most} of {of} weekends already"
        return personal(problem, grounds, f"works {limit}", short, clause_many=f"work {limit}")


def _bound(problem: Problem, table: WeekendSettings) -> list[str]:
    """Return the people whom a table binds."""
    return [person.id for person in problem.people if table.binds(person.id)]


def _by_week(shifts: Sequence[Shift]) -> dict[date, list[Shift]]:
    by_week: dict[date, list[Shift]] = {}
    for shift in shifts:
        for week in () if shift.shadow else shift.weekends:
            by_week.setdefault(week, []).append(shift)
    return dict(sorted(by_week.items()))


def _outside(problem: Problem, person: str) -> list[Shift]:
    """Return what a person holds outside the problem, in other teams too."""
    elsewhere = (held.shift for held in held_elsewhere(problem, person))
    return [*problem.carried_by(person), *elsewhere]


def _worked(problem: Problem, person: str, planned: Sequence[Shift]) -> dict[date, list[Shift]]:
    """Return what makes each weekend a worked one: what is settled, or else what is planned."""
    before = [s for s in planned if settled(problem, person, s.id)]
    free = [s for s in planned if s not in before]
    fixed = _by_week([*before, *_outside(problem, person)])
    return {**_by_week(free), **fixed}


def _first_weeks(weeks: Sequence[date], length: int) -> list[date]:
    """Return the weeks in which a run begins, so that every run of these weeks is in one."""
    if not weeks:
        return []
    first, last = min(weeks), max(weeks) - (length - 1) * _WEEK
    count = max(0, (last - first) // _WEEK)
    return [first + n * _WEEK for n in range(count + 1)]


class _Literals:
    """The weekends that one person may work, and what is said about them.

    Of some weekends at most k are worked if at most k of any choice of one shift each are held.
    Where choices are too many, or a shift is part of two weekends, or more weekends than k may be
    settled, auxiliary literals for each weekend take their place.

    Attributes
    ----------
    carried : collection of date
        Weekends that are worked in any case.
    weeks : collection of date
        The others with a shift of the problem.
    """

    def __init__(self, problem: Problem, view: View, person: str) -> None:
        self._view, self._person = view, person
        self.carried: Collection[date] = _by_week(_outside(problem, person)).keys()
        fixed = [s for s in problem.shifts if settled(problem, person, s.id)]
        self._fixed: _ByWeek = _by_week(fixed)
        self._free: _ByWeek = _by_week([s for s in problem.shifts if s not in fixed])
        both = self._free.keys() | self._fixed.keys()
        self.weeks: Collection[date] = sorted(both - set(self.carried))
        self._flags: dict[tuple[date, bool], Literal] = {}

    def at_most(self, most: int, run: Sequence[date], fields: Fields) -> None:
        """State that at most so many weekends of a run are worked, where one is added."""
        view, person = self._view, self._person
        if len(run) <= most or not any(week in self._free for week in run):
            return
        if sum(week in self._fixed for week in run) <= most:
            ids = [
                [s.id for by_week in (self._free, self._fixed) for s in by_week.get(week, ())]
                for week in run
            ]
            every = [shift for several in ids for shift in several]
            if most == 0:
                for shift in dict.fromkeys(every):
                    view.forbid(person, shift, **fields)
                return
            choices = _CHOICES_OF_ONE if most == 1 else _CHOICES
            if len(set(every)) == len(every) and prod(map(len, ids)) <= choices:
                for choice in product(*ids):
                    view.at_most(most, [view.works(person, shift) for shift in choice], **fields)
                return
        free, fixed, _ = self.run(most, run, fields)
        at_most_beside(view, most, free, fixed, **fields)

    def run(self, most: int, run: Sequence[date], fields: Fields) -> Run:
        """Return literals for the weekends that planning adds, and for the settled ones."""
        return Run(
            [self._added(week, fields) for week in run if week in self._free],
            [self._settled(week, fields) for week in run if week in self._fixed],
            most,
        )

    def _added(self, week: date, fields: Fields) -> Literal:
        """Return a literal that is true when a weekend is worked but not settled."""
        view, person = self._view, self._person
        if (week, True) not in self._flags:
            added = view.flag(f"{person} works the weekend of {week}")
            self._flags[week, True] = added
            before = [view.works(person, shift.id) for shift in self._fixed.get(week, ())]
            for shift in self._free[week]:
                works = view.works(person, shift.id)
                view.at_least(1, [view.negate(works), *before, added], **fields)
        return self._flags[week, True]

    def _settled(self, week: date, fields: Fields) -> Literal:
        """Return a literal that is true when a settled shift has a day in a weekend."""
        view, person = self._view, self._person
        if (week, False) not in self._flags:
            before = view.flag(f"{person} works the weekend of {week} in any case")
            self._flags[week, False] = before
            for shift in self._fixed[week]:
                works = view.works(person, shift.id)
                view.at_least(1, [view.negate(works), before], **fields)
        return self._flags[week, False]
