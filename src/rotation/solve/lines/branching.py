"""Whether there is a roster at all, case by case: somebody holds a shift, or does not.

Where an LP over lines has a solution that is no roster, somebody holds a part of a shift. Either
they hold it or they do not: two cases, each with an LP of its own and a bound in whole numbers,
until a case shows a roster or every case is refuted (compare D. M. Ryan and B. A. Foster, An
integer programming approach to scheduling, 1981). The likely case comes first, so that mostly the
first one leads to a roster. People who are alike in a case could change places: where one of them
does not hold a shift, none of them does.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rotation.solve.lines.generation import Generation
from rotation.solve.lines.program import EVERY_BRANCH, Branch, Column
from rotation.solve.solver import End

__all__ = ["Branched", "branch"]

_CASES = 1_000

_TURNS = 20
"""LPs per case; one that is not done by then is split all the same."""

_LIKELY = 0.65
"""Whoever holds more of a shift than this likely holds it: some are settled at once."""

_WHOLE, _LITTLE = 0.999, 1e-4


@dataclass(frozen=True, slots=True)
class Branched:
    """How branching ended.

    Attributes
    ----------
    end : End
        `FEASIBLE` with a roster, `IMPOSSIBLE` where every case is refuted.
    columns : list of Column
        The lines of the roster; empty without one.
    cases : int
        How many had an LP.
    """

    end: End
    columns: list[Column]
    cases: int


def branch(generation: Generation, alike: Sequence[int]) -> Branched:
    """Decide whether there is a roster.

    Parameters
    ----------
    generation : Generation
        Of a program without an aim, in which nobody shares a class. Its lines may be used
        afterwards as before.
    alike : sequence of int
        For each person a number, which those have in common who are alike.
    """
    waiting = [EVERY_BRANCH]
    cases, unknown = 0, False
    try:
        while waiting and cases < _CASES and not generation.stopped:
            case = waiting.pop()
            cases += 1
            _enter(generation, case)
            relaxed = generation.relax(_TURNS, case)
            if relaxed.bound is None or relaxed.bound > 0:
                continue
            if generation.stopped:
                break
            used = generation.master.used()
            parts = _parts(used)
            if parts:
                waiting += _split(case, parts, alike)
            elif relaxed.missing > _LITTLE:
                unknown = True
            else:
                columns = [column for part, column in used if part > _WHOLE]
                return Branched(End.FEASIBLE, columns, cases)
    finally:
        _enter(generation, EVERY_BRANCH)
    known = not (waiting or unknown or generation.stopped)
    return Branched(End.IMPOSSIBLE if known else End.UNKNOWN, [], cases)


def _parts(used: Sequence[tuple[float, Column]]) -> dict[tuple[int, int], float]:
    """Return who holds which shift in part, and how much of it, most first."""
    parts: dict[tuple[int, int], float] = defaultdict(float)
    for part, (person, line) in used:
        for shift in line:
            parts[person, shift] += part
    most = sorted(parts.items(), key=lambda entry: (-entry[1], entry[0][1], entry[0][0]))
    return {place: part for place, part in most if part < _WHOLE}


def _split(case: Branch, parts: dict[tuple[int, int], float], alike: Sequence[int]) -> list[Branch]:
    """Return the parts of a case, the most likely one last: each roster, or one like it, is in one.

    Shifts that somebody likely holds are settled one after the other: the last part has them all,
    and the parts before it lack one each.
    """
    likely = [place for place, part in parts.items() if part > _LIKELY]
    cases = []
    for person, shift in likely or [*parts][:1]:
        like = [n for n, kind in enumerate(alike) if kind == alike[person]]
        like = [n for n in like if case.of(n) == case.of(person)]
        cases.append(case.without(like, shift))
        case = case.without([n for n in range(len(alike)) if n != person], shift).holding(shift)
    return [*cases, case]


def _enter(generation: Generation, case: Branch) -> None:
    """Leave the LP only what the case allows."""
    for column in generation.master.columns:
        person, line = column
        barred = any(case.of(person) >> shift & 1 for shift in line)
        generation.master.allow(column, not barred)
    generation.master.close(case.held)
