"""Whether there is a roster at all, case by case: somebody holds a shift, or does not.

Where an LP over lines has a solution that is no roster, somebody holds a part of a shift. Either
they hold it or they do not: two cases, each with an LP of its own and a bound in whole numbers,
until a case shows a roster or every case is refuted (compare D. M. Ryan and B. A. Foster, An
integer programming approach to scheduling, 1981). The likely case comes first, so that mostly the
first one leads to a roster. People who are alike in a case could change places: where one of them
does not hold a shift, none of them does.

Cases of shifts are many where the loads of everybody do not fit together: whoever does not hold a
shift holds another one, and an LP mixes two loads of theirs as before. There the cases are about
loads first: so much of a ledger at most, or more. A few of these refute what a thousand cases of
shifts do not.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rotation.solve.lines.generation import Generation
from rotation.solve.lines.program import EVERY_BRANCH, Branch, Column, LineProgram
from rotation.solve.solver import End

__all__ = ["Branched", "branch"]

_CASES = 1_000

_DIVE = 40
"""Cases of shifts before those of loads: mostly, a roster that can be had is there by then."""

_TURNS = 20
"""LPs per case; one that is not done by then is split all the same."""

_LIKELY = 0.65
"""Whoever holds more of a shift than this likely holds it: some are settled at once."""

_WHOLE, _LITTLE = 0.999, 1e-4

_Used = Sequence[tuple[float, Column]]
"""Lines, and how much each is used."""


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
    by_load : bool
        Whether the last of them were about loads.
    """

    end: End
    columns: list[Column]
    cases: int
    by_load: bool = False


def branch(generation: Generation, alike: Sequence[int], *, loads_first: bool = False) -> Branched:
    """Decide whether there is a roster.

    Parameters
    ----------
    generation : Generation
        Of a program without an aim, in which nobody shares a class. Its lines may be used
        afterwards as before.
    alike : sequence of int
        For each person a number, which those have in common who are alike.
    loads_first : bool
        Whether to begin with cases of loads; by default some cases of shifts come before them.
    """
    before = 0
    if not generation.program.ledgers:
        return _search(generation, alike, _CASES, by_load=False)
    if not loads_first:
        branched = _search(generation, alike, _DIVE, by_load=False)
        before = branched.cases
        if branched.end is not End.UNKNOWN or before < _DIVE:
            return branched
    branched = _search(generation, alike, _CASES - before, by_load=True)
    return Branched(branched.end, branched.columns, before + branched.cases, by_load=True)


def _search(generation: Generation, alike: Sequence[int], most: int, *, by_load: bool) -> Branched:
    """Decide it with so many cases at most: of shifts, or first of loads that an LP mixes."""
    waiting = [EVERY_BRANCH]
    cases, unknown = 0, False
    try:
        while waiting and cases < most and not generation.stopped:
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
                split = _split_loads(generation.program, case, used, alike) if by_load else []
                waiting += split or _split(case, parts, alike)
            elif relaxed.missing > _LITTLE:
                unknown = True
            else:
                columns = [column for part, column in used if part > _WHOLE]
                return Branched(End.FEASIBLE, columns, cases)
    finally:
        _enter(generation, EVERY_BRANCH)
    known = not (waiting or unknown or generation.stopped)
    return Branched(End.IMPOSSIBLE if known else End.UNKNOWN, [], cases)


def _parts(used: _Used) -> dict[tuple[int, int], float]:
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
        cases.append(case.without(_like(case, person, alike), shift))
        case = case.without([n for n in range(len(alike)) if n != person], shift).holding(shift)
    return [*cases, case]


def _split_loads(
    program: LineProgram, case: Branch, used: _Used, alike: Sequence[int]
) -> list[Branch]:
    """Return two parts of a case like `_split`: somebody has a load at most, or more than that.

    The load is the one that halves somebody's lines best. Where the LP gives everybody a single
    load of each ledger, there are no parts.
    """
    held: dict[tuple[int, int], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for part, column in used:
        for ledger, load in enumerate(program.loads(column)):
            held[ledger, column[0]][load] += part
    halves = []
    for (ledger, person), parts in held.items():
        for load in sorted(parts)[:-1]:
            below = sum(part for each, part in parts.items() if each <= load)
            above = sum(part for each, part in parts.items() if each > load)
            halves.append((-min(below, above), ledger, person, load, below > above))
    if not halves or min(halves)[0] > -_LITTLE:
        return []
    _, ledger, person, load, likely = min(halves)
    low, high = case.loads_of(person).get(ledger, (0, program.ledgers[ledger].top))
    # Either nobody like them has more, or somebody has: then it can be they.
    few = case.loaded(_like(case, person, alike), ledger, (low, load))
    many = case.loaded([person], ledger, (load + 1, high))
    return [many, few] if likely else [few, many]


def _like(case: Branch, person: int, alike: Sequence[int]) -> list[int]:
    """Return the people who could change places with somebody in a case, who is one of them."""
    like = [n for n, kind in enumerate(alike) if kind == alike[person]]
    return [n for n in like if case.alike(n, person)]


def _enter(generation: Generation, case: Branch) -> None:
    """Leave the LP only what the case allows."""
    for column in generation.master.columns:
        person, line = column
        barred = any(case.of(person) >> shift & 1 for shift in line)
        if case.loads_of(person) and not barred:
            loads = generation.program.loads(column)
            spans = case.loads_of(person).items()
            barred = any(not low <= loads[ledger] <= high for ledger, (low, high) in spans)
        generation.master.allow(column, not barred)
    generation.master.close(case.held)
