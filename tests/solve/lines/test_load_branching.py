"""Branching on loads of people decides what all rosters do, and what shifts alone do not."""

from fractions import Fraction
from itertools import product
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems
from tests.solve.lines.measured import ledgers, measured, running, stated, worth

from rotation.model.problem import Problem
from rotation.solve.lines.bounds import Duals, bound
from rotation.solve.lines.branching import Branched, branch
from rotation.solve.lines.frame import Frame, frame_of
from rotation.solve.lines.generation import Generation
from rotation.solve.lines.measures import LoadSquares, Measure
from rotation.solve.lines.program import EVERY_BRANCH, LineProgram
from rotation.solve.solver import End
from rotation.statements.packing import Packing
from rotation.testing import tiny_problems


def by_load(program: LineProgram) -> Branched:
    single = program.by_person()
    return branch(Generation(single, [], running, 10.0), program.classes.of, loads_first=True)


def free_frame(shifts: int, can: list[int]) -> Frame:
    """People who can hold some shifts, any of them together; none may be open."""
    return Frame(
        shifts=tuple(map(str, range(shifts))),
        people=tuple(map(str, range(len(can)))),
        can=tuple(can),
        apart=((0,) * shifts,) * len(can),
        locked=(0,) * len(can),
        needed=(1 << shifts) - 1,
        rows=(),
    )


def drawn_program(chance: Random) -> LineProgram:
    """Return a program of a few people, some alike, whose costs of loads need not be squares."""
    shifts, people = chance.choice(((4, 3), (4, 4), (5, 3), (5, 4), (6, 3)))
    every = (1 << shifts) - 1
    masks = every, every & ~(1 << chance.randrange(shifts))
    frame = free_frame(shifts, [masks[chance.random() < 0.25] for _ in range(people)])
    measures = []
    for _ in range(chance.randint(1, 2)):
        amounts = tuple(chance.randint(1, 3) for _ in range(shifts))
        top = sum(amounts)
        tables = [
            tuple(chance.choice((0, 0, 0, 1, 1, 2, None, None, None)) for _ in range(top + 1))
            for _ in range(2)
        ]
        costs = tuple(tables[chance.random() < 0.25] for _ in range(people))
        ledger = LoadSquares((amounts,) * people, top, costs, 1, Fraction(0), 1)
        measures.append(Measure(ledgers=(ledger,), limit=chance.randint(0, 3)))
    return LineProgram(frame, measures, None)


def keeps(program: LineProgram, holders: tuple[int, ...]) -> bool:
    everybody = range(len(program.frame.people))
    lines = [(n, tuple(s for s, who in enumerate(holders) if who == n)) for n in everybody]
    if not all(program.frame.has(n, line) for n, line in lines):
        return False
    for measure in program.limits:
        added = [measure.of_line(n, line) for n, line in lines]
        if None in added or sum(each for each in added if each) > measure.limit:
            return False
    return True


@pytest.mark.parametrize("seed", range(150))
def test_rosters_of_people_who_are_alike_are_found_or_refuted(seed: int) -> None:
    """With loads that an LP mixes wherever it can: a third of these programs need cases."""
    program = drawn_program(Random(seed))  # noqa: S311 - the same programs in every run
    people, shifts = len(program.frame.people), len(program.frame.shifts)
    possible = any(keeps(program, holders) for holders in product(range(people), repeat=shifts))
    branched = by_load(program)
    assert branched.end is (End.FEASIBLE if possible else End.IMPOSSIBLE)
    if possible:
        holders = {shift: n for n, line in branched.columns for shift in line}
        assert keeps(program, tuple(holders[shift] for shift in range(shifts)))


@over_problems(20)
@given(tiny_problems(), st.lists(st.integers(0, 59), min_size=3, max_size=3), st.booleans())
def test_a_value_of_two_ledgers_is_decided_by_load(
    problem: Problem, places: list[int], below: bool
) -> None:
    """The first ledger at a limit, another at any of its values there, or just below it."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    levels = ledgers(problem, view)
    if not allowed or not levels or frame is None:
        return
    before, after = levels[0], levels[places[0] % len(levels)]
    limits = sorted({worth(before, r) for r in allowed})
    limit = limits[places[1] % len(limits)]
    values = sorted({worth(after, r) for r in allowed if worth(before, r) <= limit})
    value = values[places[2] % len(values)] - (Fraction(1, 10**6) if below else 0)
    first = measured(view, before, limit, packing)
    program = LineProgram(frame, [first, measured(view, after, value, packing)], None)
    branched = by_load(program)
    assert branched.end is (End.FEASIBLE if value >= values[0] else End.IMPOSSIBLE)
    if branched.end.solved:
        roster = program.by_person().roster(problem, branched.columns)
        assert roster in allowed
        assert worth(before, roster) <= limit
        assert worth(after, roster) <= value


@pytest.mark.parametrize("quick", [0, 10_000_000])
@over_problems(20)
@given(problem=tiny_problems(), data=st.data())
def test_no_roster_of_a_case_is_below_its_bound(
    quick: int, problem: Problem, data: st.DataObject
) -> None:
    """Whatever the duals are, for spans of loads of some people, lines below squares included."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    levels = ledgers(problem, view)
    if not allowed or not levels or frame is None:
        return
    most = [max(worth(level, roster) for roster in allowed) for level in levels]
    limits = [measured(view, *each, packing) for each in zip(levels, most, strict=True)]
    with patch("rotation.solve.lines.ways.QUICK", quick):
        program = LineProgram(frame, limits[:-1], limits[-1]).by_person()
    case = EVERY_BRANCH
    for number, ledger in enumerate(program.ledgers):
        if data.draw(st.booleans()):
            span = sorted(data.draw(st.integers(0, ledger.top)) for _ in range(2))
            people = data.draw(st.sets(st.integers(0, len(problem.people) - 1)))
            case = case.loaded(people, number, (span[0], span[1]))
    price = st.sampled_from((-2.0, -0.5, 0.0, 0.25, 1.0, 3.0))
    duals = Duals(
        tuple(data.draw(price) for _ in problem.shifts),
        tuple(max(data.draw(price), 0.0) for _ in program.limits),
    )
    constant = limits[-1].constant
    inside = []
    for roster in allowed:
        lines = [
            tuple(n for n, shift in enumerate(frame.shifts) if roster[shift] == person)
            for person in frame.people
        ]
        loads = [program.loads((number, line)) for number, line in enumerate(lines)]
        if all(
            low <= loads[number][ledger] <= high
            for number, spans in case.loads.items()
            for ledger, (low, high) in spans.items()
        ):
            inside.append(worth(levels[-1], roster))
    for way in program.ways:
        bounded = bound(program, duals, case, way=way)
        assert not inside or bounded.value is not None
        assert all(value >= bounded.value + constant for value in inside)  # type: ignore[operator]
        for number, priced in enumerate(bounded.priced):
            loads_of_line = program.loads((number, priced.line))
            for ledger, (low, high) in case.loads_of(number).items():
                assert priced.value is None or low <= loads_of_line[ledger] <= high


def test_loads_refute_what_shifts_do_not() -> None:
    """Nine shifts, two for each of five people or none: an LP gives somebody half of two."""
    every = (1 << 9) - 1
    ledger = LoadSquares(((1,) * 9,) * 5, 2, ((0, None, 0),) * 5, 1, Fraction(0))
    frame = free_frame(9, [every] * 5)
    program = LineProgram(frame, [Measure(ledgers=(ledger,))], None, alike=False)

    def branched(*, loads_first: bool) -> Branched:
        generation = Generation(program, [], running, 10.0)
        return branch(generation, range(5), loads_first=loads_first)

    first = branched(loads_first=True)
    assert (first.end, first.by_load) == (End.IMPOSSIBLE, True)
    after = branched(loads_first=False)
    assert (after.end, after.by_load) == (End.IMPOSSIBLE, True)
    assert after.cases - first.cases == 40
    with patch("rotation.solve.lines.branching._DIVE", 200):
        shifts = branched(loads_first=False)  # still without an end after 200 of them
    assert shifts.cases == 200 + first.cases
