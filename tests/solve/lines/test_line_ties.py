"""Ties and budgets of one person in lines, against all rosters of tiny ladders."""

from fractions import Fraction
from itertools import product
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems
from tests.solve.ladders import ladders
from tests.solve.lines.measured import ledgers, measured, running, stated, worth

from rotation.goals import Few, named
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import registered, violations
from rotation.solve.counts import CountModel
from rotation.solve.lines.branching import branch
from rotation.solve.lines.frame import Frame, frame_of
from rotation.solve.lines.generation import Generation
from rotation.solve.lines.program import LineProgram
from rotation.solve.solver import End, Solver
from rotation.solve.tiers import solve
from rotation.statements.packing import Packing
from rotation.statements.ties import Ties, held_for_sure, ties_of
from rotation.statements.view import ModelView
from rotation.testing import make_person, make_problem, make_settings, make_shift, rosters

(OPEN,) = named(["open"])


def opened(problem: Problem, view: ModelView) -> Few:
    (target, *_) = OPEN.post(problem, view)
    assert isinstance(target, Few)
    return target


def tied(view: ModelView, few: Few, most: Fraction) -> tuple[Ties, frozenset[str]]:
    candidates = Packing(view).candidates
    held = held_for_sure(view, [(few, most)], candidates)
    return ties_of(view, held, candidates), held


def lines_of(frame: Frame, roster: Roster) -> list[list[int]]:
    return [
        [n for n, shift in enumerate(frame.shifts) if roster[shift] == person]
        for person in frame.people
    ]


def keeps_rows(frame: Frame, roster: Roster) -> bool:
    """Return whether a roster keeps what lines do not know from inside."""
    held = list(enumerate(lines_of(frame, roster)))
    still_open = [n for n, shift in enumerate(frame.shifts) if roster[shift] is None]
    return all(
        sum(row.of_line(person, line) or 0 for person, line in held)
        + sum(row.opens.get(shift, 0) for shift in still_open)
        <= row.limit
        for row in frame.rows
    ) and not any(frame.needed >> shift & 1 for shift in still_open)


@over_problems(20)
@given(ladders(), st.data())
def test_lines_are_those_of_the_rosters_that_are_as_good(
    problem: Problem, data: st.DataObject
) -> None:
    """With ties and budgets inside and as rows: no roster more, and none less."""
    allowed = keeping(problem)
    with patch("rotation.rules.weekends._CHOICES", data.draw(st.sampled_from((0, 8)))):
        view = stated(problem)
    few = opened(problem, view)
    if not allowed:
        return
    counted = {roster: OPEN.measure(problem, roster)[0] for roster in allowed}
    most = data.draw(st.sampled_from(sorted(set(counted.values()))[:2]))
    ties, held = tied(view, few, most)
    good = {roster for roster in allowed if counted[roster] <= most}
    assert all(roster[shift] is not None for roster in good for shift in held)
    for task, roster in product(ties.tasks, good):
        assert len({roster[shift] for shift in task}) == 1
    for (person, shift), others in ties.of.items():
        for roster in good:
            assert roster[shift] != person or all(roster[other] == person for other in others)
    frame = frame_of(view, Packing(view).candidates, ties)
    plain = frame_of(view, Packing(view).candidates)
    assert frame is not None
    assert (plain is None) == bool(view.flags)
    assert plain is None or not plain.ties
    for each in (frame, frame.loose):
        kept = {
            roster
            for roster in rosters(problem)
            if OPEN.measure(problem, roster)[0] <= most
            and all(each.has(row, line) for row, line in enumerate(lines_of(each, roster)))
            and keeps_rows(each, roster)
        }
        assert kept == good


@over_problems(15)
@given(ladders(), st.data())
def test_ledgers_of_ladders_are_bounded_and_reached(problem: Problem, data: st.DataObject) -> None:
    """By counts and lines: no bound is above the best roster, and just below it there is none."""
    allowed = keeping(problem)
    with patch("rotation.rules.weekends._CHOICES", data.draw(st.sampled_from((0, 8)))):
        view = stated(problem)
    packing = Packing(view)
    levels = ledgers(problem, view)
    if not allowed or not levels:
        return
    few, target = opened(problem, view), data.draw(st.sampled_from(levels))
    most = min(OPEN.measure(problem, roster)[0] for roster in allowed)
    good = [roster for roster in allowed if OPEN.measure(problem, roster)[0] == most]
    ties, _ = tied(view, few, most)
    frame = frame_of(view, packing.candidates, ties)
    assert frame is not None
    best = min(worth(target, roster) for roster in good)
    aim = measured(view, target, max(worth(target, roster) for roster in good), packing)
    counts = CountModel(view, [few, target], packing=packing)
    counts.tie(ties.tasks)
    counts.restrict([most])
    counted, _ = counts.bound(Solver(), 5.0) or (None, [])
    assert counted is not None
    assert counted <= best
    limit = measured(view, few, most, packing)
    relaxed = Generation(LineProgram(frame, [limit], aim), [], running, 10.0).relax(200)
    assert relaxed.finished
    assert relaxed.bound is not None
    assert relaxed.bound + aim.constant <= best
    for value, end in ((best, End.FEASIBLE), (best - Fraction(1, 1000), End.IMPOSSIBLE)):
        program = LineProgram(frame, [limit, measured(view, target, value, packing)], None)
        branched = branch(Generation(program.by_person(), [], running, 10.0), program.classes.of)
        assert branched.end is end
        if end is End.FEASIBLE:
            roster = program.by_person().roster(problem, branched.columns)
            assert roster in good
            assert worth(target, roster) == best


def test_a_ladder_is_one_task_of_two_shifts() -> None:
    """Two of three people hold a turn each where one could hold half of every shift."""
    weeks = ("2026-12-07", "2026-12-14", "2026-12-21")
    problem = make_problem(
        [make_person(name) for name in ("ann", "ben", "cem")],
        [make_shift(f"{track}-{week}", rest_days=0) for week in weeks for track in "AB"],
        settings=[make_settings("rules.follow", first="B", then="A")],
    )
    view = stated(problem)
    few = opened(problem, view)
    ties, held = tied(view, few, Fraction(0))
    assert held == {shift.id for shift in problem.shifts}
    assert ties.tasks == (
        ("B-2026-12-07", "A-2026-12-14"),
        ("B-2026-12-14", "A-2026-12-21"),
    )
    open_one, _ = tied(view, few, Fraction(1))
    assert open_one.tasks == ()
    assert open_one.of == {}
    frame = frame_of(view, Packing(view).candidates, ties)
    assert frame is not None
    assert not frame.rows
    assert frame.has(0, [0, 4]) is False  # A of the third week without B of the second
    assert frame.has(0, [3, 4])


def test_pairs_of_tied_shifts_count_once_in_the_proof() -> None:
    """Of two turns of a day and the shift after both, one person holds all: that pair must be."""
    problem = make_problem(
        [make_person("ada"), make_person("ben")],
        [
            make_shift("A-2026-12-07T0000", days=1 / 3, rest_days=0),
            make_shift("A-2026-12-07T0800", days=1 / 3, rest_days=0),
            make_shift("B-2026-12-10", days=3, rest_days=0),
            make_shift("B-2026-12-13", days=1 / 3, rest_days=0),
        ],
        settings=[make_settings("rules.follow", first="A", then="B")],
    )
    rules = [rule for rule in registered() if rule.name in {"coverage", "follow"}]
    goals = named(["open", "short_gaps"])
    best = min(
        [value for goal in goals for value in goal.measure(problem, roster)]
        for roster in rosters(problem)
        if not any(violations(problem, roster, rules))
    )
    solved = solve(problem, rules, goals)
    assert [objective.value for objective in solved.objectives] == best
    assert all(objective.proved for objective in solved.objectives)
    assert {each.name: each.value for each in solved.objectives}["short_gaps.gaps"] == 1
