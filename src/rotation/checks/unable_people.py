"""People in the rotation who cannot hold any shift of the horizon, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rotation.errors import Fault
from rotation.model.problem import BlockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.model.source import Source
from rotation.model.spelling import listed
from rotation.rules import Rule, called, obstacle, violations, words_of

__all__ = ["Obstacle", "Unable", "unable_in"]

_NAMED = 3
"""The number of obstacles listed per person; the rest is counted."""

_PIECEMEAL = "shorter shifts, or trades for single days, would help"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a person off shifts.

    Attributes
    ----------
    because : str
        A clause after the person's name: `is away on 2026-12-04`.
    shifts : tuple of str
        Ids of the shifts, by start.
    kind : str
        The rule's kind of statement; empty for shifts that are settled nearby.
    source : Source or None
        Where it is written.
    again : str
        A short form after other obstacles; empty if only the full form exists.
    """

    because: str
    shifts: tuple[str, ...]
    kind: str = ""
    source: Source | None = None
    again: str = ""


@dataclass(frozen=True, slots=True)
class Unable:
    """A person who cannot hold any shift that is still to be assigned.

    Attributes
    ----------
    person : str
        Engineer id.
    name : str
        Of the person, with the id if somebody else has the same name.
    shifts : int
        The number of shifts of the person's tracks to assign.
    obstacles : tuple of Obstacle
        By the first shift that each blocks; none if no shift is on the person's tracks.
    tracks : tuple of str
        Names of the person's tracks, sorted.
    source : Source or None
        Where the person is written.
    """

    person: str
    name: str
    shifts: int
    obstacles: tuple[Obstacle, ...]
    tracks: tuple[str, ...]
    source: Source | None = None

    @property
    def text(self) -> str:
        """One sentence, without the place."""
        if not self.obstacles:
            serves = f"serves {'only track' if len(self.tracks) == 1 else 'tracks'} "
            return f"{self.name} {serves}{listed(self.tracks)}, which has no shift to assign here"
        if len(self.obstacles) == 1:
            every = "the only shift" if self.shifts == 1 else f"any of the {self.shifts} shifts"
            return f"{self.name} {self.obstacles[0].because}, and could not hold {every}"
        kinds = ("", *(obstacle.kind for obstacle in self.obstacles))
        named = [
            f"{(o.again if o.kind == before else '') or o.because} ({listed(o.shifts, 2)})"
            for before, o in zip(kinds, self.obstacles, strict=False)
        ]
        return f"{self.name} could hold none of the {self.shifts} shifts: {listed(named, _NAMED)}"

    @property
    def fault(self) -> Fault:
        """The same as a warning, at the place of the first obstacle."""
        first = next((o.source for o in self.obstacles if o.source), None)
        source = first or self.source
        days = sum(obstacle.kind == BlockKind.TIME_OFF for obstacle in self.obstacles)
        return Fault(str(source or ""), self.text, _PIECEMEAL if days > 1 else "")

    def is_at(self, place: str) -> bool:
        """Return whether the only obstacle is written at the place of another warning."""
        own = self.fault.place
        same = bool(own) and (place == own or place.startswith(f"{own}:"))
        return same and len(self.obstacles) == 1


def unable_in(
    problem: Problem, rules: Sequence[Rule], written: Mapping[str, Source | None]
) -> tuple[Unable, ...]:
    """Return the people who serve in the horizon and cannot hold any shift of it, by id.

    Shifts that are not settled count, shadow turns too, and volunteer shifts that the person
    offered. Each is judged alone, together with what is settled for the person. Holders of settled
    shifts of the horizon are on call in it, and people who do not serve in it (F4) need not be.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    rules : sequence of Rule
        What must hold.
    written : mapping of str to Source or None
        Where people are, by id.
    """
    free = [shift for shift in problem.shifts if shift.id not in problem.locks]
    if not any(shift.regular for shift in free):
        return ()
    settled = {lock.engineer for lock in problem.locks.values()}
    people = []
    for person in problem.people:
        if person.present and person.id not in settled:
            shifts = [
                shift
                for shift in free
                if shift.track in person.tracks
                and (shift.regular or shift.shadow or person.offers_of(shift))
            ]
            obstacles = _obstacles(problem, rules, person, shifts)
            if obstacles is not None:
                tracks = tuple(sorted(person.tracks))
                source = written.get(person.id)
                name = called(problem, person.id)
                unable = Unable(person.id, name, len(shifts), obstacles, tracks, source)
                people.append(unable)
    return tuple(people)


def _obstacles(
    problem: Problem, rules: Sequence[Rule], person: Person, shifts: Sequence[Shift]
) -> tuple[Obstacle, ...] | None:
    """Return what keeps a person off each shift; None if they could hold one."""
    shifts_by_reason: dict[Obstacle, list[str]] = {}
    for shift in _likeliest_first(person, shifts):
        kept = obstacle(rules, problem, person.id, shift)
        if kept is not None:
            rule, grounds = kept
            words = words_of(rule, problem, grounds)
            reason = Obstacle(
                words.clause or words.sentence, (), grounds.kind, grounds.source, words.again
            )
        else:
            beside = _settled_nearby(problem, rules, person, shift)
            if beside is None:
                return None
            reason = Obstacle(beside, ())
        shifts_by_reason.setdefault(reason, []).append(shift.id)
    order = {shift.id: n for n, shift in enumerate(shifts)}
    return tuple(
        replace(reason, shifts=tuple(sorted(ids, key=order.__getitem__)))
        for reason, ids in sorted(
            shifts_by_reason.items(), key=lambda item: min(order[i] for i in item[1])
        )
    )


def _likeliest_first(person: Person, shifts: Sequence[Shift]) -> Iterator[Shift]:
    """Yield shifts that nothing of the person rules out first: one of them usually decides."""

    def unlikely(shift: Shift) -> bool:
        return not person.may_hold(shift) or person.block_of(shift) is not None

    yield from sorted(shifts, key=unlikely)


def _settled_nearby(
    problem: Problem, rules: Sequence[Rule], person: Person, shift: Shift
) -> str | None:
    """Return the rule that a shift would break together with settled ones; None for none."""
    holders: dict[str, str | None] = {other.id: None for other in problem.shifts}
    holders |= {lock.shift: lock.engineer for lock in problem.locks.values()}
    holders[shift.id] = person.id
    for violation in violations(problem, Roster(holders), rules):
        if shift.id in violation.shifts:
            others = [i for i in (*violation.carried, *violation.shifts) if i != shift.id]
            beside = f" beside {listed(others, 2)}" if others else ""
            return f"would break the rule {violation.rule}{beside}"
    return None
