"""Branching decides every question, as all rosters do."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems
from tests.solve.lines.measured import (
    SPACING,
    ledgers,
    measured,
    running,
    stated,
    worth,
)

from rotation.goals import Wide
from rotation.model.problem import Problem
from rotation.solve.lines.branching import Branched, branch
from rotation.solve.lines.frame import Frame, frame_of
from rotation.solve.lines.generation import Generation
from rotation.solve.lines.measures import LoadSquares, Measure
from rotation.solve.lines.program import LineProgram
from rotation.solve.solver import End
from rotation.statements.gaps import thresholds
from rotation.statements.packing import Packing
from rotation.testing import tiny_problems

thorough = over_problems(30)


def decided(program: LineProgram) -> Branched:
    """Branch with everybody a class of their own, and people who are alike known to be."""
    alike = program.classes.of
    return branch(Generation(program.by_person(), [], running, 10.0), alike)


@thorough
@given(tiny_problems(), st.data())
def test_a_gap_is_shown_or_refuted(problem: Problem, data: st.DataObject) -> None:
    """There is a roster with the gap exactly where branching ends with one."""
    allowed = keeping(problem)
    view = stated(problem)
    frame = frame_of(view, Packing(view).candidates)
    (target, *_) = SPACING.post(problem, view)
    assert isinstance(target, Wide)
    if not allowed or frame is None:
        return
    gap = data.draw(st.sampled_from(thresholds(target)))
    program = LineProgram(frame.wide(target, gap), [], None)
    branched = decided(program)
    if any(SPACING.measure(problem, roster)[0] >= gap for roster in allowed):
        assert branched.end is End.FEASIBLE
        roster = program.by_person().roster(problem, branched.columns)
        assert roster in allowed
        assert SPACING.measure(problem, roster)[0] >= gap
    else:
        assert branched.end is End.IMPOSSIBLE


@thorough
@given(tiny_problems(), st.data())
def test_a_value_of_two_ledgers_is_shown_or_refuted(problem: Problem, data: st.DataObject) -> None:
    """The first ledger at a limit, the second at its least value there, or just below it."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    levels = ledgers(problem, view)
    if not allowed or not levels or frame is None:
        return
    before, after = levels[0], levels[-1]
    limit = data.draw(st.sampled_from(sorted({worth(before, r) for r in allowed})))
    best = min(worth(after, r) for r in allowed if worth(before, r) <= limit)
    first = measured(view, before, limit, packing)
    for value, possible in ((best, True), (best - Fraction(1, 1000), False)):
        program = LineProgram(frame, [first, measured(view, after, value, packing)], None)
        branched = decided(program)
        assert branched.end is (End.FEASIBLE if possible else End.IMPOSSIBLE)
        if possible:
            roster = program.by_person().roster(problem, branched.columns)
            assert roster in allowed
            assert worth(before, roster) <= limit
            assert worth(after, roster) == best


def in_pairs(shifts: int, people: int) -> LineProgram:
    """Everybody can hold two of some shifts, or none; none may be open."""
    every = (1 << shifts) - 1
    frame = Frame(
        shifts=tuple(map(str, range(shifts))),
        people=tuple(map(str, range(people))),
        can=(every,) * people,
        apart=((0,) * shifts,) * people,
        locked=(0,) * people,
        needed=every,
        rows=(),
    )
    ledger = LoadSquares(((1,) * shifts,) * people, 2, ((0, None, 0),) * people, 1, Fraction(0))
    return LineProgram(frame, [Measure(ledgers=(ledger,))], None)


@pytest.mark.parametrize("people", [2, 3, 4])
@pytest.mark.parametrize("shifts", [3, 4, 5, 6])
def test_what_only_halves_of_lines_can_is_refuted(shifts: int, people: int) -> None:
    """Each pair of three shifts by half a person: an LP has that, and no roster."""
    program = in_pairs(shifts, people)
    assert len(program.classes.members) == 1
    generation = Generation(program, [], running, 10.0)
    relaxed = generation.relax(100)
    halves = 2 * people >= shifts
    assert (relaxed.bound is not None and relaxed.bound <= 0) == halves
    branched = decided(program)
    unlike = branch(Generation(program.by_person(), [], running, 10.0), range(people))
    assert branched.end is unlike.end
    if not halves or shifts % 2:
        assert branched.end is End.IMPOSSIBLE
        assert branched.cases <= unlike.cases
    else:
        assert branched.end is End.FEASIBLE
        held = sorted(shift for _, line in branched.columns for shift in line)
        assert held == list(range(shifts))
        assert {len(line) for _, line in branched.columns} <= {0, 2}


def test_what_is_stopped_is_neither_shown_nor_refuted() -> None:
    generation = Generation(in_pairs(3, 3).by_person(), [], running, 0.0)
    generation.relax(1)
    assert branch(generation, range(3)).end is End.UNKNOWN


def test_lines_of_a_class_are_shared_out_among_its_people() -> None:
    """What an LP uses of a class, one after the other: nobody has more than a whole line."""
    program = in_pairs(4, 3)
    used = [(1.5, (0, (0, 1))), (1.0, (0, (2, 3))), (0.5, (0, ()))]
    assert program.shared_out(used) == [
        (0, (0, 1)),
        (1, (0, 1)),
        (1, (2, 3)),
        (2, (2, 3)),
        (2, ()),
    ]
