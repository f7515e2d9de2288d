"""Why a shift is open: the smallest set of facts that together make it impossible to fill.

The held shifts stay held. The goal `open` proved that one more cannot be held; this module finds
the facts behind that. If each person is kept off by a fact of their own, these facts are the
conflict, and no solver is needed. Otherwise `rotation.solve.conflict_core` finds it, in the
shortest stretch of the schedule around the shift that shows it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from rotation.arguments import checked, optional
from rotation.explain.answers import Answer, Answers, place
from rotation.explain.facts import Fact, Facts, facts_of, keeping_off, need_of
from rotation.explain.subjects import PLAN
from rotation.explain.words import MORE_EFFORT, fact_lines, head_of, span_of
from rotation.kinds import POSITIVE, SWITCH, whole
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules import traits_of
from rotation.solve.conflict_core import Claims, Core
from rotation.solve.outcome import Outcome
from rotation.solve.parameters import Parameters
from rotation.solve.solver import End, Solver

__all__ = [
    "CORE_EFFORT",
    "Conflict",
    "Proof",
    "conflict_of",
    "conflicts",
    "core_effort",
    "together",
]

CORE_EFFORT = 1.0
"""Deterministic units per question whether some facts can hold together."""

POSSIBLE = (
    "could be filled without moving anyone; a more important goal, or the end of the search, "
    "left it open"
)
UNKNOWN = f"the effort ended before it was known why nobody takes it; {MORE_EFFORT}"
NOT_MINIMAL = "perhaps not the fewest facts: the effort ended first"

_REACHES = (timedelta(0), timedelta(days=8), timedelta(days=22), timedelta(days=64), None)
"""Stretches around an open shift that are tried in turn; None is the whole horizon."""


class Proof(StrEnum):
    """What is known of an open shift.

    Examples
    --------
    >>> from rotation.explain import Proof
    >>> plan.conflicts()[0].proof is Proof.IMPOSSIBLE
    True
    """

    IMPOSSIBLE = "impossible"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Conflict(Answer):
    """An open shift, and the facts that make it impossible to fill.

    Attributes
    ----------
    shifts : tuple of str
        Ids of the open shifts that it explains, by start; several if the same facts keep everybody
        off each of them.
    proof : Proof
        Proved impossible; possible after all (a goal before `open`, or a search cut short, left
        it open); or unknown, because the effort ended.
    facts : tuple of Fact
        Facts that cannot hold together; empty unless impossible. The needs of the shifts come
        first.
    minimal : bool
        Whether the others can hold together without any one of the facts, as far as shown.
    text : str
        One sentence: the number of people, and what keeps how many of them off.

    Examples
    --------
    >>> (conflict,) = plan.conflicts()
    >>> conflict.shifts, str(conflict.proof), conflict.minimal
    (('A-2026-12-28',), 'impossible', True)
    >>> [fact.people for fact in conflict.facts]
    [(), ('ada',), ('ben',), ('cleo',)]
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("shifts", "proof", "minimal", "rule", "fact", "people", "source"),
    )
    none: ClassVar[str] = "no shift is open: there is no conflict to explain"

    shifts: tuple[str, ...]
    proof: Proof
    facts: tuple[Fact, ...] = ()
    minimal: bool = True
    text: str = ""

    def lines(self) -> tuple[str, ...]:
        """Return the sentence, then every fact with its file and line, indented.

        Facts with the same words for several people share a line.
        """
        tail = () if self.minimal or not self.facts else (NOT_MINIMAL,)
        return (self.text, *(f"  {line}" for line in (*fact_lines(self.facts), *tail)))

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "shifts": list(self.shifts),
            "proof": self.proof.value,
            "text": self.text,
            "minimal": self.minimal,
            "facts": [
                {
                    "rule": fact.rule,
                    "text": fact.text,
                    "people": list(fact.people),
                    "source": place(fact.source),
                }
                for fact in self.facts
            ],
        }

    def records(self) -> list[dict[str, object]]:
        """Return one row per fact, with the keys `columns`.

        Unless it is impossible there is one row, without a fact.
        """
        common = {
            "shifts": "; ".join(self.shifts),
            "proof": self.proof.value,
            "minimal": self.minimal,
        }
        none = {"rule": None, "fact": self.text, "people": None, "source": None}
        return [
            {
                **common,
                "rule": fact.rule,
                "fact": fact.text,
                "people": "; ".join(fact.people),
                "source": place(fact.source),
            }
            for fact in self.facts
        ] or [{**common, **none}]


def core_effort(plan: Outcome) -> float:
    """Return the deterministic units per question of a plan, in proportion to its own effort."""
    return CORE_EFFORT * plan.parameters.effort / Parameters().effort


@checked(plan=PLAN, most=optional(whole(0)), effort=POSITIVE, regular=SWITCH)
def conflicts(
    plan: Outcome,
    *,
    most: int | None = None,
    effort: float | None = None,
    regular: bool = False,
) -> Answers[Conflict]:
    """Explain every open shift of a plan.

    Parameters
    ----------
    plan : Outcome
        Any plan.
    most : int, optional
        Explain only this many open shifts, the first ones.
    effort : float, optional
        Deterministic units per question whether some facts can hold together; ten times that per
        shift. By default a tenth of the plan's own effort, which is 1 for most plans.
    regular : bool
        Whether only regular shifts are explained.

    Returns
    -------
    Answers of Conflict
        Regular shifts first, each kind by start; shifts with the same facts are merged.

    Examples
    --------
    >>> from rotation import explain
    >>> print(explain.conflicts(plan).text)
    A-2026-12-28 (track A, 2026-12-28 to 2027-01-04): nobody can take it: 3 engineers, 3 away
      A-2026-12-28 needs somebody (tracks[0])
      Ada is away 2026-12-29 to 2027-01-03 (time_off[0])
      Ben is away 2026-12-29 to 2027-01-03 (time_off[1])
      Cleo is away 2026-12-29 to 2027-01-03 (time_off[2])
    """
    facts = facts_of(plan.rotation, plan.problem, plan.rules)
    units = core_effort(plan) if effort is None else effort
    shifts = sorted(
        (
            shift
            for shift in map(plan.problem.shift, plan.roster.open_shifts())
            if shift.regular or not (regular or shift.shadow)
        ),
        key=lambda s: (s.kind is not ShiftKind.REGULAR, s.start, s.id),
    )
    separate = [conflict_of(plan.rotation, facts, plan.roster, s, units) for s in shifts[:most]]
    return Answers(_merged(plan.problem, separate), Conflict)


def conflict_of(
    rotation: RotationData | None,
    facts: Facts,
    roster: Roster,
    shift: Shift,
    effort: float = CORE_EFFORT,
) -> Conflict:
    """Explain one open shift.

    Parameters
    ----------
    rotation : RotationData or None
        Says where tracks are declared.
    facts : Facts
        What the rules say.
    roster : Roster
        Held shifts stay held: regular ones, and volunteer ones if `shift` is one.
    shift : Shift
        The open one.
    effort : float
        As for `conflicts`.
    """
    problem = facts.problem
    need = need_of(rotation, problem, shift.id)
    alone = _each_kept_off(facts, shift)
    if alone:
        stated = [need, *alone]
        text = head_of(problem, (shift.id,), stated)
        return Conflict((shift.id,), Proof.IMPOSSIBLE, tuple(stated), text=text)
    kept = _kept(problem, roster, shift)
    core = Core(End.UNKNOWN)
    named: tuple[Fact, ...] = ()
    for reach in _REACHES:
        near = [s for s in kept if reach is None or _distance(s, shift) <= reach]
        stated = [
            *(need_of(rotation, problem, s.id) for s in sorted(near, key=_from(shift))),
            *sorted(facts.all, key=_firmness),
            need,
        ]
        core, named = together(problem, stated, effort)
        if core.end is not End.FEASIBLE:
            break
    where = f"{shift.id} ({span_of(problem, shift)})"
    if core.end is End.FEASIBLE:
        return Conflict((shift.id,), Proof.POSSIBLE, text=f"{where}: {POSSIBLE}")
    if core.end is End.UNKNOWN:
        return Conflict((shift.id,), Proof.UNKNOWN, minimal=False, text=f"{where}: {UNKNOWN}")
    ordered = _in_order(problem, named, shift)
    text = head_of(problem, (shift.id,), ordered)
    return Conflict((shift.id,), Proof.IMPOSSIBLE, ordered, core.minimal, text)


def together(
    problem: Problem, stated: Sequence[Fact], effort: float = CORE_EFFORT
) -> tuple[Core, tuple[Fact, ...]]:
    """Look for a minimal set of facts that cannot hold together.

    Parameters
    ----------
    problem : Problem
        What the facts are about.
    stated : sequence of Fact
        In the order in which dropping them is tried.
    effort : float
        As for `conflicts`.
    """
    claims = Claims(problem, [fact.claim for fact in stated], Solver(), effort)
    # Overlapping shifts are also too close for rest: name the plainer fact.
    details = [traits_of(fact.speaker).detail for fact in stated]
    plainer = [
        [number for number, detail in enumerate(details) if detail < most]
        for most in sorted(set(details) - {0})
    ]
    core = claims.core(plainer)
    return core, tuple(stated[number] for number in core.numbers)


def _each_kept_off(facts: Facts, shift: Shift) -> tuple[Fact, ...]:
    """Return a minimal set of facts that keep everybody off; empty if somebody is free."""
    people = facts.problem.people
    off: dict[str, tuple[Fact, ...]] = {}
    for person in people:
        off[person.id] = keeping_off(facts, person.id, shift.id)
        if not off[person.id]:
            return ()
    chosen = list(dict.fromkeys(max(reasons, key=_firmness) for reasons in off.values()))
    # An external rule may keep several people off with one sentence.
    for fact in tuple(chosen):
        rest = [other for other in chosen if other is not fact]
        if all(any(other in reasons for other in rest) for reasons in off.values()):
            chosen = rest
    return tuple(chosen)


def _kept(problem: Problem, roster: Roster, shift: Shift) -> list[Shift]:
    """Return the shifts that must stay held; a lock is a separate fact."""
    return [
        s
        for s in problem.shifts
        if roster[s.id] is not None
        and s.id not in problem.locks
        and (s.kind is ShiftKind.REGULAR or shift.kind is s.kind)
    ]


def _distance(shift: Shift, other: Shift) -> timedelta:
    apart = max(shift.start - other.end, other.start - shift.end)
    return max(apart, timedelta(0))


def _from(shift: Shift) -> Callable[[Shift], tuple[timedelta, datetime, str]]:
    """Return a sort key with the facts furthest from a shift first."""
    return lambda s: (-_distance(s, shift), s.start, s.id)


def _firmness(fact: Fact) -> int:
    """Return how hard a fact is to change: the firmest is dropped last."""
    return traits_of(fact.speaker).firmness


def _in_order(problem: Problem, facts: Sequence[Fact], shift: Shift) -> tuple[Fact, ...]:
    """Sort: the open shift, the other needs by start, then the facts person by person."""
    place = {s.id: number for number, s in enumerate(problem.shifts)}
    names = {person.id: number for number, person in enumerate(problem.people)}

    def order(fact: Fact) -> tuple[int, int, int]:
        if fact.claim.needs:
            return (0 if shift.id in fact.shifts else 1, place[fact.shifts[0]], 0)
        first = min((names[p] for p in fact.people), default=len(names))
        return (2, first, -_firmness(fact))

    return tuple(sorted(facts, key=order))


def _merged(problem: Problem, separate: Sequence[Conflict]) -> Iterator[Conflict]:
    """Merge open shifts that the same facts keep everybody off."""
    groups: dict[object, list[Conflict]] = {}
    for number, conflict in enumerate(separate):
        # Needs of other shifts tie a conflict to its place: only plain conflicts are merged.
        key: object = number
        if conflict.facts and sum(bool(fact.claim.needs) for fact in conflict.facts) == 1:
            key = frozenset(fact for fact in conflict.facts if not fact.claim.needs)
        groups.setdefault(key, []).append(conflict)
    for group in groups.values():
        if len(group) == 1:
            yield group[0]
            continue
        shifts = tuple(shift for conflict in group for shift in conflict.shifts)
        needs = tuple(f for conflict in group for f in conflict.facts if f.claim.needs)
        others = tuple(f for f in group[0].facts if not f.claim.needs)
        every = (*needs, *others)
        yield Conflict(shifts, group[0].proof, every, text=head_of(problem, shifts, every))
