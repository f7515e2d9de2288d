"""Nobody begins too many regular shifts within some days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import View, Violation
from rotation.rules.common import held, settled
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Eased, Remedy, Waiver
from rotation.rules.settings import NameKind, Settings, setting, settings_of
from rotation.rules.traits import Traits

__all__ = ["LimitSettings", "ShiftLimit"]


@dataclass(frozen=True, kw_only=True)
class LimitSettings(Settings):
    """Keys of `[[rules.limit]]`."""

    repeated = True

    shifts: int = setting(least=1, most=366, unit="shifts")
    days: int = setting(least=1, most=366, unit="days")
    tracks: tuple[str, ...] = setting((), names=NameKind.TRACKS)
    engineers: tuple[str, ...] = setting((), names=NameKind.PEOPLE)

    def binds(self, person: str) -> bool:
        """Return whether the table is about a person."""
        return not self.engineers or person in self.engineers

    def counts(self, shift: Shift) -> bool:
        """Return whether a shift counts: a regular one, of a split shift one part (F3)."""
        return bool(shift.loads.shifts) and (not self.tracks or shift.track in self.tracks)


class ShiftLimit:
    """A person begins at most `shifts` regular shifts in any `days` local days.

    Parameters
    ----------
    more : mapping of (str, LimitSettings) to int, optional
        How many shifts more than the limit of a table somebody may begin.
    """

    name = "limit"
    title = "nobody begins too many regular shifts within some days"
    traits = Traits(one_person=True, firmness=15, detail=2)
    settings = LimitSettings

    def __init__(self, more: Mapping[tuple[str, LimitSettings], int] | None = None) -> None:
        self._more = dict(more or {})

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every run of shifts, one more than a limit, that begin within its days."""
        for table in settings_of(problem, self, LimitSettings):
            for person, planned in held(problem, roster).items():
                if table.binds(person):
                    yield from self._too_many(problem, table, person, planned)

    def _too_many(
        self, problem: Problem, table: LimitSettings, person: str, planned: Sequence[Shift]
    ) -> Iterator[Violation]:
        most = self._most(table, person)
        begun = _begun(problem, table, [*planned, *problem.carried_by(person)])
        ours = {shift.id for shift in planned}
        for first in range(len(begun) - most):
            days, shifts = zip(*begun[first : first + most + 1], strict=True)
            if days[-1] - days[0] < timedelta(table.days) and any(s.id in ours for s in shifts):
                place = table.place("shifts")
                what = (
                    f"{_shifts(len(shifts))}{_of_tracks(table.tracks)} within {_days(table.days)}, "
                    f"{shifts[0].id} to {shifts[-1].id}, and the limit is {most}"
                )
                yield Violation(
                    rule=self.name,
                    text=f"{called(problem, person)} begins {what}",
                    would=f"{called(problem, person)} would begin {what}",
                    shifts=tuple(s.id for s in shifts if s.id in ours),
                    people=(person,),
                    carried=tuple(s.id for s in shifts if s.id not in ours),
                    sources=(place,) if place else (),
                    grounds=Grounds.of(_fields(table, person)),
                )

    def post(self, problem: Problem, view: View) -> None:
        """Count what begins within the days of a limit, less what is settled."""
        for table in settings_of(problem, self, LimitSettings):
            for person in problem.people:
                if not table.binds(person.id):
                    continue
                line = [*problem.shifts, *problem.carried_by(person.id)]
                begun = _begun(problem, table, line)
                free = {s.id for s in problem.shifts if not settled(problem, person.id, s.id)}
                for inside in _windows(begun, timedelta(table.days)):
                    open_to = [shift.id for shift in inside if shift.id in free]
                    taken = len(inside) - len(open_to)
                    left = max(0, self._most(table, person.id) - taken)
                    if len(open_to) > left:
                        literals = [view.works(person.id, shift) for shift in open_to]
                        view.at_most(left, literals, **_fields(table, person.id))

    def _most(self, table: LimitSettings, person: str) -> int:
        return table.shifts + self._more.get((person, table), 0)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: how many shifts somebody begins at most."""
        most, days = (int(str(grounds.quantity(key))) for key in ("most", "days"))
        tracks = grounds.quantity("tracks")
        assert isinstance(tracks, tuple)
        amount = f"{_shifts(most)}{_of_tracks(tracks)}"
        limit = f"at most {amount} in any {_days(days)}"
        return personal(
            problem,
            grounds,
            f"begins {limit}",
            f"with {amount} in {_days(days)} already",
            clause_many=f"begin {limit}",
        )

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Let a person begin one shift more."""
        (person,) = case.grounds.about
        for table in settings_of(case.problem, self, LimitSettings):
            if Grounds.of(_fields(table, person)) == case.grounds:
                most = self._most(table, person) + 1
                amount = f"{_shifts(most)}{_of_tracks(table.tracks)} in {_days(table.days)}"
                text = f"{called(case.problem, person)} begins {amount}"
                more = ShiftLimit({**self._more, (person, table): most - table.shifts})
                yield Remedy(ChangeKind.LIMIT, person, text, case.problem, more)

    def waived(self, problem: Problem, person: str, shift: Shift) -> Waiver:
        """Let a manager begin one shift more than every limit."""
        del shift
        return Waiver(problem, self._with_one_more(problem, [person]))

    def eased(self, problem: Problem) -> Iterator[Eased]:
        """Let everybody begin one shift more than every limit."""
        more = self._with_one_more(problem, [person.id for person in problem.people])
        yield Eased(f"{self.name} with 1 more", "with one shift more than every limit", more)

    def _with_one_more(self, problem: Problem, people: Sequence[str]) -> "ShiftLimit":
        tables = settings_of(problem, self, LimitSettings)
        keys = [(person, table) for person in people for table in tables]
        return ShiftLimit({**self._more, **{key: self._more.get(key, 0) + 1 for key in keys}})


_Begun = list[tuple[date, Shift]]
"""Shifts that count, with the local day on which each begins, in order of time."""


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


def _fields(table: LimitSettings, person: str) -> Fields:
    quantities = {"most": table.shifts, "days": table.days, "tracks": table.tracks}
    place = table.place("shifts")
    return {"about": person, "kind": "full", "quantities": quantities, "setting": place}


def _shifts(count: int) -> str:
    return "1 shift" if count == 1 else f"{count} shifts"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _of_tracks(tracks: Sequence[str]) -> str:
    return f" of {' and '.join(tracks)}" if tracks else ""
