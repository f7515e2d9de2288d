"""Tables with a number that one person may not exceed: the common part of such rules.

Shifts in other teams count as those carried outside the problem do (R31).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Generic, Self, TypeVar

from rotation.model.by_value import ByValue
from rotation.model.configured import Configured
from rotation.model.elsewhere import team_called
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Held, Shift
from rotation.model.spelling import counted
from rotation.rules.base import View, Violation
from rotation.rules.elsewhere_words import given_up
from rotation.rules.grounds import Fields, Grounds, called
from rotation.rules.remedies import Case, ChangeKind, Eased, Remedy, Waiver
from rotation.rules.settings import Settings, settings_of

__all__ = ["BoundTable", "PersonalBounds", "days_in_words", "held_elsewhere", "shifts_in_words"]


@dataclass(frozen=True, kw_only=True)
class BoundTable(Settings):
    """A table that says how much of something one person may have.

    Attributes
    ----------
    whom : tuple of str
        The only people that it binds, where it is one of another team of theirs (D33); no key of a
        file.
    """

    repeated = True

    whom: tuple[str, ...] = field(default=(), metadata={"written": False})

    @property
    def across_teams(self) -> bool:
        """Whether shifts in other teams count."""
        return True

    def binds(self, person: str) -> bool:
        """Return whether the table is about a person."""
        return not self.whom or person in self.whom

    @property
    def most(self) -> int:
        """How much a person may have."""
        raise NotImplementedError

    def fields(self, person: str) -> Fields:
        """Return the fields of a statement about a person."""
        raise NotImplementedError

    def amount(self, most: int) -> str:
        """Return what a person has with another number, for people."""
        raise NotImplementedError


T = TypeVar("T", bound=BoundTable)


class PersonalBounds(ByValue, Generic[T]):
    """What people could change about such a rule: somebody may have more than a table allows.

    Parameters
    ----------
    more : mapping of (str, table) to int, optional
        How much more than the bound of a table a person may have.
    """

    name: str
    title: str
    settings: type[T]
    change: ClassVar[ChangeKind]
    thing: ClassVar[str]
    """What is counted, for people."""

    def __init__(self, more: Mapping[tuple[str, T], int] | None = None) -> None:
        self._more = dict(more or {})

    def check(self, problem: Problem, roster: Roster) -> Iterable[Violation]:
        """As in `Rule`."""
        raise NotImplementedError

    def post(self, problem: Problem, view: View) -> None:
        """As in `Rule`."""
        raise NotImplementedError

    def tables(self, problem: Problem) -> tuple[T, ...]:
        """Return the tables of the rule."""
        return settings_of(problem, self, self.settings)

    def most(self, table: T, person: str) -> int:
        """Return how much a person may have by a table."""
        return table.most + self._more.get((person, table), 0)

    def across_teams(self, problem: Problem) -> Problem:
        """Return the problem without those tables of the rule that count no shifts elsewhere."""
        settings = (table for table in problem.settings if self._counts_elsewhere(table))
        return replace(problem, settings=tuple(settings))

    def _counts_elsewhere(self, table: Configured) -> bool:
        return table.table != f"rules.{self.name}" or self._read(table).across_teams

    def of_member(
        self, settings: Iterable[Configured], there: str, here: str
    ) -> Iterator[Configured]:
        """Yield the tables of another team that count what one of its people does here, as here.

        Parameters
        ----------
        settings : iterable of Configured
            Those of the other team.
        there, here : str
            The id of the person in that team, and in this one.
        """
        for table in settings:
            if table.table == f"rules.{self.name}":
                own = self._read(table)
                if own.across_teams and own.binds(there):
                    yield replace(table, values=(*table.values, ("whom", (here,))))

    def _read(self, table: Configured) -> T:
        values: dict[str, Any] = dict(table.values)
        return self.settings(**values)

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Let a person have one more than the table in the way, or give up a shift elsewhere."""
        (person,) = case.grounds.about
        owner = case.problem.person(person)
        for table in self.tables(case.problem):
            if table.binds(person) and Grounds.of(table.fields(person)) == case.grounds:
                most = self.most(table, person) + 1
                text = f"{called(case.problem, person)} {table.amount(most)}"
                yield Remedy(self.change, person, text, case.problem, self._with({person}, [table]))
                for block in owner.elsewhere():
                    other = block.held
                    if other and any(self.adds_up(table, need, other) for need in case.needs):
                        yield given_up(case.problem, owner, (block,))

    def adds_up(self, table: T, shift: Shift, elsewhere: Shift) -> bool:
        """Return whether a shift and one elsewhere may be too much together."""
        raise NotImplementedError

    def waived(self, problem: Problem, person: str, shift: Shift) -> Waiver:
        """Let a manager have one more than every table says."""
        del shift
        return Waiver(problem, self._with({person}, self.tables(problem)))

    def eased(self, problem: Problem) -> Iterator[Eased]:
        """Let everybody have one more than every table says."""
        everybody = {person.id for person in problem.people}
        milder = self._with(everybody, self.tables(problem))
        title = f"with one {self.thing} more than every {self.name} table says"
        yield Eased(f"{self.name} with 1 more", title, milder)

    def _with(self, people: Iterable[str], tables: Iterable[T]) -> Self:
        keys = [(person, table) for table in tables for person in sorted(people)]
        return type(self)({**self._more, **{key: self._more.get(key, 0) + 1 for key in keys}})


def held_elsewhere(problem: Problem, person: str) -> tuple[Held, ...]:
    """Return what a person holds in other teams, by start: `C-2026-12-14 of search`.

    The ids are those of no shift here, because two teams may have tracks of one name.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    person : str
        Id.
    """
    return tuple(
        Held(replace(b.held, id=f"{b.held.id} of {team_called(b.team)}"), person, b.source)
        for b in problem.person(person).elsewhere()
        if b.held is not None
    )


def shifts_in_words(count: int) -> str:
    """Return `1 shift`, or `2 shifts`."""
    return counted(count, "shift")


def days_in_words(count: int) -> str:
    """Return `1 day`, or `2 days`."""
    return counted(count, "day")
