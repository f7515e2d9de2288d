"""Rounds of a finished schedule: who sits one out, who serves twice, and why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rotation.goals.rounds import could_serve, doubled_before
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.rounds import Round

__all__ = ["RoundException", "RoundTurns", "turns_of"]


@dataclass(frozen=True, slots=True)
class RoundException:
    """A person who does not serve exactly once.

    Attributes
    ----------
    person : str
        Id.
    count : int
        Shifts of the round: 0, or 2 and more.
    because : str
        Why, as a clause.
    """

    person: str
    count: int
    because: str


@dataclass(frozen=True, slots=True)
class RoundTurns:
    """A round as planned.

    Attributes
    ----------
    number : int
        From 1.
    round : Round
        Its shifts and people.
    exceptions : tuple of RoundException
        The people who sit out or serve more than once, by id.
    """

    number: int
    round: Round
    exceptions: tuple[RoundException, ...]


def turns_of(problem: Problem, roster: Roster) -> tuple[RoundTurns, ...]:
    """Return the rounds of a problem as a roster fills them; none without rounds."""
    if not problem.rounds:
        return ()
    ahead = Counter(doubled_before(problem))
    turns = []
    for number, round_ in enumerate(problem.rounds, 1):
        held = Counter(roster[shift] for shift in round_.shifts)
        turns.append(RoundTurns(number, round_, tuple(_turns(problem, round_, held, ahead))))
        for person in problem.people:
            ahead[person.id] += held[person.id] - could_serve(problem, person, round_)
    return tuple(turns)


def _turns(
    problem: Problem, round_: Round, held: Counter[str | None], ahead: Counter[str]
) -> Iterator[RoundException]:
    for person in problem.people:
        able, count = could_serve(problem, person, round_), held[person.id]
        if count == 0 and (able or person.id in round_.people):
            because = "another serves twice"
            if not able:
                because = "could hold none of its shifts"
            elif ahead[person.id] > 0:
                because = "doubled up before"
            elif person.id not in round_.people:
                because = "was not there when it began"
            yield RoundException(person.id, count, because)
        elif count > 1:
            because = "sat out before" if ahead[person.id] < 0 else "somebody sits out"
            yield RoundException(person.id, count, because)
