"""Bounds over lines are bounds whatever the duals, and exact where the duals are right."""

from fractions import Fraction

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rotation.goals import Few, Level, Together, Wide, named
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, split, violations
from rotation.solve.lines.bounds import Duals, bound
from rotation.solve.lines.dive import dive
from rotation.solve.lines.frame import frame_of
from rotation.solve.lines.generation import Generation
from rotation.solve.lines.measures import Measure, measure_of
from rotation.solve.lines.program import LineProgram
from rotation.statements.gaps import thresholds
from rotation.statements.packing import Packing
from rotation.statements.view import ModelView
from rotation.testing import rosters, tiny_problems

thorough = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

wrong = st.one_of(
    st.sampled_from([0.0, 1.0, -1.0, float("nan"), float("inf"), -float("inf"), 1e300, 99999.0]),
    st.floats(-50, 50),
    st.floats(),
)
"""Duals as a broken LP might give them."""

LEDGERS = named(["shifts", "rest_days", "holidays"])
SPACING, SHORT_GAPS = named(["spacing", "short_gaps"])


def stated(problem: Problem) -> ModelView:
    view = ModelView(problem)
    for rule in DEFAULT_RULES:
        rule.post(problem, view)
    return view


def keeping(problem: Problem) -> list[Roster]:
    return [r for r in rosters(problem) if not split(problem, violations(problem, r))[0]]


def measured(
    view: ModelView, target: Few | Level | Together, value: Fraction, packing: Packing
) -> Measure:
    frame = frame_of(view, packing.candidates)
    assert frame is not None
    most = {}
    if isinstance(target, Level):
        most = {p: packing.heaviest(p, target.amounts) for p in target.base}
    measure = measure_of(view, target, value, most, frame.can)
    assert measure is not None
    return measure


def duals(data: st.DataObject, program: LineProgram) -> Duals:
    def drawn(number: int) -> tuple[float, ...]:
        return tuple(data.draw(st.lists(wrong, min_size=number, max_size=number)))

    return Duals(drawn(len(program.frame.shifts)), drawn(len(program.limits)))


def running() -> bool:
    return False


def ledgers(problem: Problem, view: ModelView) -> list[Level]:
    targets = [target for goal in LEDGERS for target in goal.post(problem, view)]
    return [target for target in targets if isinstance(target, Level) and target.base]


def worth(target: Level, roster: Roster) -> Fraction:
    held = dict(target.base)
    for shift, amount in target.amounts.items():
        if roster[shift] in held:
            held[roster[shift]] += amount
    return sum(((held[p] - share) ** 2 for p, share in target.share.items()), Fraction(0))


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
    for wanted in (target, None):
        program = LineProgram(frame, limits, wanted)
        for _ in range(3):
            claimed = bound(program, duals(data, program)).value
            assert claimed is not None
            if wanted is None:
                assert claimed <= 0
            else:
                assert claimed + wanted.constant <= min(worth(aim, r) for r in inside)


@thorough
@given(tiny_problems())
def test_a_ledger_is_bounded_and_reached(problem: Problem) -> None:
    """The LP ends with a bound that is no more than the best roster's, and a dive keeps rules."""
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
    columns = dive(generation, float("inf"))
    if columns is not None:
        assert generation.program.roster(problem, columns) in allowed


@thorough
@given(tiny_problems(), st.data())
def test_gaps_are_refuted_only_where_no_roster_has_them(
    problem: Problem, data: st.DataObject
) -> None:
    """With the LP's own duals and with wrong ones; what a dive finds has the gap."""
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
    columns = None if refuted else dive(generation, 1e-6)
    if columns is not None:
        roster = generation.program.roster(problem, columns)
        assert roster in allowed
        assert SPACING.measure(problem, roster)[0] >= gap


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
