"""Bounds over lines are bounds whatever the duals, and exact where the duals are right."""

from itertools import combinations, product
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems
from tests.solve.lines.measured import (
    LEDGERS,
    SHORT_GAPS,
    SPACING,
    ledgers,
    measured,
    running,
    stated,
    worth,
)

from rotation.goals import Together, Wide
from rotation.model.problem import Problem
from rotation.solve.lines.bounds import NOTHING, Duals, bound
from rotation.solve.lines.frame import frame_of
from rotation.solve.lines.generation import Generation
from rotation.solve.lines.late_ends import late_ends
from rotation.solve.lines.measures import LoadSquares, Measure
from rotation.solve.lines.program import Branch, LineProgram
from rotation.solve.lines.ways import QUICK, LineLoads
from rotation.statements.gaps import thresholds
from rotation.statements.packing import Packing
from rotation.testing import make_person, make_problem, make_shift, tiny_problems

thorough = over_problems(30)

wrong = st.one_of(
    st.sampled_from([0.0, 1.0, -1.0, float("nan"), float("inf"), -float("inf"), 1e300, 99999.0]),
    st.floats(-50, 50),
    st.floats(),
)
"""Duals as a broken LP might give them."""


def duals(data: st.DataObject, program: LineProgram) -> Duals:
    def drawn(number: int) -> tuple[float, ...]:
        return tuple(data.draw(st.lists(wrong, min_size=number, max_size=number)))

    return Duals(drawn(len(program.frame.shifts)), drawn(len(program.limits)))


class Guess(LineLoads):
    """Loads that no LP has: hints may be wrong, bounds may not."""

    def __init__(self, held: list[float]) -> None:
        self._held = held

    def __call__(self, ledger: LoadSquares) -> list[float]:
        """Return the guess, whatever the ledger."""
        del ledger
        return self._held


@thorough
@given(tiny_problems(), st.data())
def test_no_duals_give_a_false_bound(problem: Problem, data: st.DataObject) -> None:
    """Nothing is claimed to cost more than the best roster, and no roster to be impossible."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    levels = ledgers(problem, view)
    if not allowed or not levels or frame is None:
        return
    before, aim = levels[0], levels[-1]
    limit = data.draw(st.sampled_from(sorted({worth(before, r) for r in allowed})))
    inside = [r for r in allowed if worth(before, r) <= limit]
    value = max(worth(aim, r) for r in inside)
    limits = [measured(view, before, limit, packing)]
    target = measured(view, aim, value, packing)
    for wanted, quick in product((target, None), (QUICK, -1)):
        with patch("rotation.solve.lines.ways.QUICK", quick):
            program = LineProgram(frame, limits, wanted)
        for way in (*program.ways, *program.ways):
            number = len(program.classes.members)
            held = data.draw(st.lists(st.floats(-2, 9), min_size=number, max_size=number))
            loads = Guess(held)
            claimed = bound(program, duals(data, program), way=way, loads=loads).value
            assert claimed is not None
            if wanted is None:
                assert claimed <= 0
            else:
                assert claimed + wanted.constant <= min(worth(aim, r) for r in inside)


@thorough
@given(tiny_problems(), st.sampled_from((QUICK, -1)))
def test_the_least_of_accounts_is_what_enumeration_finds(problem: Problem, quick: int) -> None:
    """With an axis for each track and without, the LP ends at a bound that no roster is below."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    levels = ledgers(problem, view)
    if not allowed or len(levels) < len(LEDGERS) or frame is None:
        return
    aim, tracks = levels[0], levels[-1]
    least = min(worth(tracks, r) for r in allowed)
    inside = [r for r in allowed if worth(tracks, r) == least]
    target = measured(view, aim, max(worth(aim, r) for r in inside), packing)
    limit = measured(view, tracks, least, packing)
    with patch("rotation.solve.lines.ways.QUICK", quick):
        program = LineProgram(frame, [limit], target)
    assert len(program.ways) == 1 + (len(limit.ledgers) > 1 and quick < 0)
    relaxed = Generation(program, [], running, 10.0).relax(200)
    assert relaxed.finished
    assert relaxed.bound is not None
    assert relaxed.bound + target.constant <= min(worth(aim, r) for r in inside)
    assert abs(float(relaxed.bound) - relaxed.value) < 1e-4


@thorough
@given(tiny_problems())
def test_a_ledger_is_bounded_by_the_value_of_the_lp(problem: Problem) -> None:
    """The LP ends with a bound that is no more than the best roster's."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    levels = ledgers(problem, view)
    if not allowed or not levels or frame is None:
        return
    target = levels[0]
    best = min(worth(target, r) for r in allowed)
    aim = measured(view, target, max(worth(target, r) for r in allowed), packing)
    generation = Generation(LineProgram(frame, [], aim), [], running, 10.0)
    relaxed = generation.relax(200)
    assert relaxed.finished
    assert relaxed.bound is not None
    assert relaxed.missing < 1e-6
    assert relaxed.bound + aim.constant <= best
    assert abs(float(relaxed.bound) - relaxed.value) < 1e-4


@thorough
@given(tiny_problems(), st.data())
def test_gaps_are_refuted_only_where_no_roster_has_them(
    problem: Problem, data: st.DataObject
) -> None:
    """With the LP's own duals and with wrong ones."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    (target, *_) = SPACING.post(problem, view)
    assert isinstance(target, Wide)
    if not allowed or frame is None:
        return
    gap = data.draw(st.sampled_from(thresholds(target)))
    can = any(SPACING.measure(problem, roster)[0] >= gap for roster in allowed)
    program = LineProgram(frame.wide(target, gap), [], None)
    generation = Generation(program, [], running, 10.0)
    relaxed = generation.relax(200)
    assert relaxed.finished
    refuted = relaxed.bound is None or relaxed.bound > 0
    assert not (refuted and can)
    claimed = bound(program, duals(data, program)).value
    assert not (can and (claimed is None or claimed > 0))


@thorough
@given(tiny_problems(), st.data())
def test_pairs_that_count_for_some_people_are_no_false_bound(
    problem: Problem, data: st.DataObject
) -> None:
    """Lines count what a roster has, person by person, and no duals claim more than the least."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    if not allowed or frame is None:
        return
    for tier, target in enumerate(SHORT_GAPS.post(problem, view)):
        assert isinstance(target, Together)
        values = {roster: SHORT_GAPS.measure(problem, roster)[tier] for roster in allowed}
        aim = measured(view, target, max(values.values()), packing)
        place = {shift.id: number for number, shift in enumerate(problem.shifts)}
        for roster, value in values.items():
            lines = [
                [place[shift] for shift, holder in roster.items() if holder == person.id]
                for person in problem.people
            ]
            amounts = [aim.of_line(number, line) for number, line in enumerate(lines)]
            assert sum(amount for amount in amounts if amount is not None) == value
        program = LineProgram(frame, [], aim)
        least = min(values.values())
        relaxed = Generation(program, [], running, 10.0).relax(200)
        assert relaxed.bound is not None
        assert relaxed.bound <= least
        claimed = bound(program, duals(data, program)).value
        assert claimed is not None
        assert claimed <= least


@thorough
@given(tiny_problems(), st.data())
def test_no_duals_give_a_false_bound_of_a_case(problem: Problem, data: st.DataObject) -> None:
    """Of the rosters in which some do not hold some shifts, and some shifts are not open."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    levels = ledgers(problem, view)
    if not allowed or not levels or frame is None:
        return
    aim = measured(view, levels[0], max(worth(levels[0], r) for r in allowed), packing)
    program = LineProgram(frame, [], aim).by_person()
    places = st.tuples(st.integers(0, len(frame.people) - 1), st.integers(0, len(frame.shifts) - 1))
    case = Branch()
    for person, shift in data.draw(st.lists(places, max_size=4)):
        case = case.without([person], shift)
    for shift in data.draw(st.lists(st.integers(0, len(frame.shifts) - 1), max_size=2)):
        case = case.holding(shift)
    row = {person.id: number for number, person in enumerate(problem.people)}
    inside = [
        roster
        for roster in allowed
        for held in [[(shift, roster[id_]) for shift, id_ in enumerate(frame.shifts)]]
        if not any(p is not None and case.of(row[p]) >> shift & 1 for shift, p in held)
        and not any(p is None and case.held >> shift & 1 for shift, p in held)
    ]
    for _ in range(3):
        claimed = bound(program, duals(data, program), case).value
        if inside:
            assert claimed is not None
            assert claimed + aim.constant <= min(worth(levels[0], r) for r in inside)


def test_large_duals_are_rounded_to_less_small_parts_and_bound_all_the_same() -> None:
    """The last bit of a ledger may be worth a million of the next: those bounds are needed."""
    problem = make_problem(
        [make_person("ann"), make_person("ben")],
        [make_shift(f"A-2026-12-{day:02}") for day in (7, 14, 21)],
    )
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    assert frame is not None
    level = ledgers(problem, view)[0]
    best = min(worth(level, roster) for roster in keeping(problem))
    limit = measured(view, level, best, packing)
    program = LineProgram(frame, [limit], None)
    claimed = [
        bound(program, Duals((dual,) * 3, (dual / 100,))).value
        for dual in (1e3, 1e6, 1e8, 1e12, 1e30, float("inf"))
    ]
    assert all(value is not None and NOTHING < value <= 0 for value in claimed[:3])
    assert claimed[-2:] == [NOTHING, NOTHING]


@thorough
@given(tiny_problems(), st.integers(0, 3), st.data())
def test_pairs_are_where_late_ends_can_be(problem: Problem, most: int, data: st.DataObject) -> None:
    """No duals, right or wrong, leave out a shift that is the later one of a pair of a roster."""
    allowed = keeping(problem)
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    (target, *_) = SHORT_GAPS.post(problem, view)
    if not allowed or frame is None:
        return
    assert isinstance(target, Together)
    few = [r for r in allowed if SHORT_GAPS.measure(problem, r)[0] <= most]
    program = LineProgram(frame.apart_in(target), [], Measure())
    generation = Generation(program, [], running, 10.0)
    generation.relax(100)
    for wanted in (generation.master.duals, duals(data, program), duals(data, program)):
        late = late_ends(bound(program, wanted), most)
        fewer = frame.apart_in(target, late)
        for roster in few:
            for row, person in enumerate(frame.people):
                line = [n for n, shift in enumerate(frame.shifts) if roster[shift] == person]
                assert all(fewer.can[row] >> shift & 1 for shift in line)
                assert not any(fewer.apart[row][a] >> b & 1 for a, b in combinations(line, 2))
