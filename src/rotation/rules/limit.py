"""Nobody begins too many regular shifts within some days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.model.tracks import Track
from rotation.rules.base import Literal, View, Violation
from rotation.rules.common import at_most_beside, held, settled
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.personal_bounds import (
    BoundTable,
    PersonalBounds,
    days_in_words,
    held_elsewhere,
    shifts_in_words,
)
from rotation.rules.remedies import ChangeKind
from rotation.rules.settings import NameKind, judge_shadows, setting
from rotation.rules.softly import Run, above, post_above
from rotation.rules.traits import Traits

__all__ = ["LimitSettings", "ShiftLimit"]

_Begun = list[tuple[date, Shift]]
"""Shifts that count, with the local day on which each begins, in order of time."""

_Begins = tuple[list[str], list[str], int]
"""The ids of those that planning decides and of the settled ones, and how many there may be."""


@dataclass(frozen=True, kw_only=True)
class LimitSettings(BoundTable):
    """Keys of `[[rules.limit]]`."""

    shifts: int = setting(least=1, most=366, unit="shifts")
    days: int = setting(least=1, most=366, unit="days")
    tracks: tuple[str, ...] = setting((), names=NameKind.TRACKS)
    engineers: tuple[str, ...] = setting((), names=NameKind.PEOPLE)

    def judge_tracks(self, tracks: Mapping[str, Track]) -> None:
        """Refuse tracks that are shadows only."""
        judge_shadows(tracks, self.tracks)

    @property
    def most(self) -> int:
        """How many shifts somebody may begin."""
        return self.shifts

    def binds(self, person: str) -> bool:
        """Return whether the table is about a person."""
        named = self.whom or self.engineers
        return not named or person in named

    @property
    def across_teams(self) -> bool:
        """Whether shifts in other teams count: tracks are those of the team."""
        return not self.tracks

    def counts(self, shift: Shift) -> bool:
        """Return whether a shift counts: a regular one, of a split shift one part (F3)."""
        counted = bool(shift.loads.shifts) and not shift.shadow
        return counted and (not self.tracks or shift.track in self.tracks)

    def fields(self, person: str) -> Fields:
        """Return the fields of a statement about a person."""
        quantities = {"most": self.shifts, "days": self.days, "tracks": self.tracks}
        place = self.place("shifts")
        return {"about": person, "kind": "full", "quantities": quantities, "setting": place}

    def amount(self, most: int) -> str:
        """Return `begins 3 shifts of A in 42 days`."""
        amount = f"{shifts_in_words(most)}{_of_tracks(self.tracks)}"
        return f"begins {amount} in {days_in_words(self.days)}"


class ShiftLimit(PersonalBounds[LimitSettings]):
    """A person begins at most `shifts` regular shifts in any `days` local days."""

    name = "limit"
    title = "nobody begins too many regular shifts within some days"
    traits = Traits(one_person=True, firmness=15, detail=2)
    settings = LimitSettings
    change = ChangeKind.LIMIT
    thing = "shift"
    counts, unit = "shifts above a limit", "shifts"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every run of shifts, one more than a limit, that begin within its days."""
        for table in self.tables(problem):
            for person, planned in held(problem, roster).items():
                if table.binds(person):
                    yield from self._too_many(problem, table, person, planned)

    def _too_many(
        self, problem: Problem, table: LimitSettings, person: str, planned: Sequence[Shift]
    ) -> Iterator[Violation]:
        most = self.most(table, person)
        begun = _begun(problem, table, [*planned, *_outside(problem, table, person)])
        ours = {shift.id for shift in planned}
        elsewhere = {h.shift.id: h.source for h in held_elsewhere(problem, person)}
        for first in range(len(begun) - most):
            days, shifts = zip(*begun[first : first + most + 1], strict=True)
            if days[-1] - days[0] < timedelta(table.days) and any(s.id in ours for s in shifts):
                places = (table.place("shifts"), *(elsewhere.get(s.id) for s in shifts))
                amount = f"{shifts_in_words(len(shifts))}{_of_tracks(table.tracks)}"
                what = (
                    f"{amount} within {days_in_words(table.days)}, "
                    f"{shifts[0].id} to {shifts[-1].id}, and the limit is {most}"
                )
                yield Violation(
                    rule=self.name,
                    text=f"{called(problem, person)} begins {what}",
                    would=f"{called(problem, person)} would begin {what}",
                    shifts=tuple(s.id for s in shifts if s.id in ours),
                    people=(person,),
                    carried=tuple(s.id for s in shifts if s.id not in ours | elsewhere.keys()),
                    sources=tuple(place for place in places if place is not None),
                    grounds=Grounds.of(table.fields(person)),
                )

    def post(self, problem: Problem, view: View) -> None:
        """Count what begins within the days of a limit."""
        for table, person in self._bound(problem):
            for run in self._runs(problem, table, person, problem.shifts):
                free, fixed, most = _literals(view, person, run)
                at_most_beside(view, most, free, fixed, **table.fields(person))

    def adds_up(self, table: LimitSettings, shift: Shift, elsewhere: Shift) -> bool:
        """Return whether the two begin within the days of a limit in which both count."""
        if table.tracks or not (table.counts(shift) and table.counts(elsewhere)):
            return False
        apart = abs(shift.start - elsewhere.start)
        return apart < timedelta(table.days + 1)  # a clock may change between them

    def cost(self, problem: Problem, roster: Roster) -> int:
        """Count the shifts that would have to go for every limit to hold."""
        mine = held(problem, roster)
        count = 0
        for table, person in self._bound(problem):
            runs = self._runs(problem, table, person, mine.get(person, ()))
            count += above((free, max(0, most - len(fixed))) for free, fixed, most in runs)
        return count

    def post_soft(self, problem: Problem, view: View) -> list[tuple[int, Literal]]:
        """Say of each shift whether it would have to go."""
        terms: list[tuple[int, Literal]] = []
        for table, person in self._bound(problem):
            runs = [
                _literals(view, person, run)
                for run in self._runs(problem, table, person, problem.shifts)
            ]
            terms += post_above(view, runs, table.fields(person), f"{person} above a limit")
        return terms

    def _bound(self, problem: Problem) -> Iterator[tuple[LimitSettings, str]]:
        for table in self.tables(problem):
            for person in problem.people:
                if table.binds(person.id):
                    yield table, person.id

    def _runs(
        self, problem: Problem, table: LimitSettings, person: str, shifts: Sequence[Shift]
    ) -> Iterator[_Begins]:
        """Yield which of some shifts begin within the days of a limit, and how many may.

        What is carried is left out, and takes its place away.
        """
        fixed = {shift.id for shift in shifts if settled(problem, person, shift.id)}
        free = {shift.id for shift in shifts} - fixed
        begun = _begun(problem, table, [*shifts, *_outside(problem, table, person)])
        for inside in _windows(begun, timedelta(table.days)):
            run = [[s.id for s in inside if s.id in ids] for ids in (free, fixed)]
            left = self.most(table, person) - (len(inside) - len(run[0]) - len(run[1]))
            yield run[0], run[1], max(0, left)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: how many shifts somebody begins at most."""
        most, days = (int(str(grounds.quantity(key))) for key in ("most", "days"))
        tracks = grounds.quantity("tracks")
        assert isinstance(tracks, tuple)
        amount = f"{shifts_in_words(most)}{_of_tracks(tracks)}"
        limit = f"at most {amount} in any {days_in_words(days)}"
        return personal(
            problem,
            grounds,
            f"begins {limit}",
            f"with {amount} in {days_in_words(days)} already",
            clause_many=f"begin {limit}",
        )


def _literals(view: View, person: str, run: _Begins) -> Run:
    free, fixed = ([view.works(person, shift) for shift in shifts] for shifts in run[:2])
    return Run(free, fixed, run[2])


def _outside(problem: Problem, table: LimitSettings, person: str) -> list[Shift]:
    """Return what a person holds outside the problem: tracks of a table are those of this team."""
    elsewhere = () if table.tracks else held_elsewhere(problem, person)
    return [*problem.carried_by(person), *(held.shift for held in elsewhere)]


def _begun(problem: Problem, table: LimitSettings, shifts: Sequence[Shift]) -> _Begun:
    zone = ZoneInfo(problem.zone)
    counted = sorted(filter(table.counts, shifts), key=lambda s: (s.start, s.track, s.id))
    return [(shift.start.astimezone(zone).date(), shift) for shift in counted]


def _windows(begun: _Begun, span: timedelta) -> Iterator[tuple[Shift, ...]]:
    """Yield the shifts that begin within a span, as often as one more of them comes in."""
    after = 0
    for first, (day, _) in enumerate(begun):
        before = after
        while after < len(begun) and begun[after][0] - day < span:
            after += 1
        if after > before:
            yield tuple(shift for _, shift in begun[first:after])


def _of_tracks(tracks: Sequence[str]) -> str:
    return f" of {' and '.join(tracks)}" if tracks else ""
