"""What fits side by side, and the bounds made of it: by hand and against enumeration."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import pytest

from rotation.goals import Few, Level, Together, Wide
from rotation.model.problem import Problem
from rotation.model.shifts import ShiftKind
from rotation.rules import DEFAULT_RULES
from rotation.solve.counts import CountModel
from rotation.solve.solver import End, Solver
from rotation.solve.stop import StopByHand
from rotation.statements.packing import Packing
from rotation.statements.shift_classes import countable
from rotation.statements.view import ModelView
from rotation.testing import make_person, make_problem, make_shift

WEEKS = tuple(f"A-2026-12-{day:02}" for day in (1, 5, 9, 13, 17))
FIRST, SECOND, THIRD, FOURTH, FIFTH = WEEKS
PROBLEM = make_problem(["ada", "ben"], [make_shift(week, days=4, rest_days=0) for week in WEEKS])


def stated(*bounds: tuple[int, Sequence[str]], problem: Problem = PROBLEM) -> ModelView:
    """Return a view that bounds how many of some shifts Ada may hold."""
    view = ModelView(problem)
    for limit, shifts in bounds:
        view.at_most(limit, [view.works("ada", shift) for shift in shifts], because="of a test")
    return view


def opens(view: ModelView, shifts: Iterable[str] = WEEKS) -> Few:
    return Few(tuple((1, view.is_open(shift)) for shift in shifts))


def level(share: dict[str, Fraction | int], amounts: dict[str, int] | None = None) -> Level:
    every = dict.fromkeys(WEEKS, 1) if amounts is None else amounts
    return Level(every, dict.fromkeys(share, 0), {p: Fraction(s) for p, s in share.items()})


def by_rules(problem: Problem) -> ModelView:
    view = ModelView(problem)
    for rule in DEFAULT_RULES:
        rule.post(problem, view)
    return view


def test_what_can_be_counted() -> None:
    """Levels and open shifts, and sums that name one person for each of their shifts."""
    view = stated()
    ada, ben = (tuple(view.works(p, shift) for shift in WEEKS) for p in ("ada", "ben"))
    flag = view.flag("a flag")
    assert countable(view, level({"ada": 2, "ben": 3}))
    assert countable(view, opens(view))
    assert countable(view, Few(()))
    assert countable(view, Few(((-1, ada[0]), (-1, ben[1]))))
    assert countable(view, Few(((1, view.is_open(FIRST)), (-1, ada[0]))))
    assert not countable(view, Few(((-1, ada[0]), (-1, ben[0]))))
    assert not countable(view, Few(((-1, ada[0]), (-1, ada[0]))))
    assert not countable(view, Few(((1, view.negate(ada[0])),)))
    assert not countable(view, Few(((1, flag),)))
    assert not countable(view, Wide(((4, FIRST, SECOND),), widest=9))
    assert not countable(view, Together(((FIRST, SECOND),)))


@pytest.mark.parametrize(
    ("share", "base", "bound", "loads"),
    [
        ({"ada": 2, "ben": 3}, {"ada": 0, "ben": 0}, 0, {"ada": 2, "ben": 3}),
        ({"ada": 4, "ben": 3}, {"ada": 2, "ben": 0}, 0, {"ada": 2, "ben": 3}),
        ({"ada": 0, "ben": 5}, {"ada": 0, "ben": 2}, 1 + 1, {"ada": 1, "ben": 4}),
        ({"ada": 4, "ben": 1}, {"ada": 0, "ben": 0}, 1 + 1, {"ada": 3, "ben": 2}),
    ],
)
def test_loads_by_hand(
    share: dict[str, int], base: dict[str, int], bound: int, loads: dict[str, int]
) -> None:
    """Five shifts, of which Ada can hold three, go as near to the shares as squares want it."""
    view = stated((3, WEEKS))
    target = Level(dict.fromkeys(WEEKS, 1), base, {p: Fraction(s) for p, s in share.items()})
    counts = CountModel(view, [opens(view), target])
    assert counts.bound(Solver(), 1.0) == (0, [{}])
    assert counts.bound(Solver(), 1.0) == (bound, [{}, loads])


def test_later_tiers_are_bounded_under_those_before() -> None:
    """Few open shifts first, or fair loads first: the other one pays for it."""
    view = stated()
    for shift in WEEKS:
        view.forbid("ben", shift, because="away")
    fair, filled = level({"ada": 2, "ben": 2}), opens(view)
    counts = CountModel(view, [filled, fair])
    assert counts.bound(Solver(), 1.0) == (0, [{}])
    assert counts.bound(Solver(), 1.0) == (9 + 4, [{}, {"ada": 5, "ben": 0}])
    counts = CountModel(view, [fair, filled])
    assert counts.bound(Solver(), 1.0) == (4, [{"ada": 2, "ben": 0}])
    assert counts.bound(Solver(), 1.0) == (3, [{"ada": 2, "ben": 0}, {}])


@pytest.mark.parametrize(("value", "end"), [(1, End.IMPOSSIBLE), (2, End.OPTIMAL)])
def test_a_restriction_is_kept_or_refuted(value: int, end: End) -> None:
    """Ada can hold three of five shifts, so 3 and 2 come nearest to shares of 4 and 1."""
    view = stated((3, WEEKS))
    counts = CountModel(view, [opens(view), level({"ada": 4, "ben": 1})])
    counts.restrict([Fraction(0), Fraction(value)])
    loads = [{}, {"ada": 3, "ben": 2}] if end is End.OPTIMAL else []
    assert counts.loads(Solver(), 1.0) == (end, loads)


def test_tiers_restricted_once_are_not_restricted_again() -> None:
    """Values are those of the first tiers; the tier behind them is the next one to bound."""
    view = stated()
    counts = CountModel(view, [opens(view), level({"ada": 1, "ben": 1})])
    counts.restrict([Fraction(3)])
    counts.restrict([Fraction(3)])
    assert counts.loads(Solver(), 1.0)[1] == [{}]
    assert counts.bound(Solver(), 1.0) == (0, [{}, {"ada": 1, "ben": 1}])


def test_what_nobody_can_hold_needs_no_search() -> None:
    """A ledger without a shift that counts is at its constant, at once and without effort."""
    solver, view = Solver(), stated()
    solver.stopped = "before it began"
    counts = CountModel(view, [level({"ada": 2, "ben": 1}, {})])
    assert counts.bound(solver, 1.0) == (4 + 1, [{"ada": 0, "ben": 0}])
    assert CountModel(view, [opens(view)]).bound(solver, 1.0) is None


def test_stopped_there_is_no_bound() -> None:
    """A search that may not begin bounds nothing and refutes nothing."""
    stop = StopByHand()
    stop.set()
    view = stated()
    counts = CountModel(view, [level({"ada": 1, "ben": 1})])
    assert counts.bound(Solver(stop), 1.0) is None
    assert counts.loads(Solver(stop), 1.0) == (End.UNKNOWN, [])


def test_a_bound_known_from_elsewhere_is_used() -> None:
    """Where no roster is below 9/2 the counts say so, although loads nearer to the shares exist."""
    view = stated()
    half = Fraction(5, 2)
    target = level({"ada": half, "ben": half})
    value, loads = CountModel(view, [target]).bound(Solver(), 1.0, Fraction(9, 2)) or (None, [])
    assert value == Fraction(9, 2)
    assert sum((held - half) ** 2 for held in loads[0].values()) == value


def test_sums_that_name_people_are_bounded_with_what_they_can_hold() -> None:
    """Ada has three published shifts and can hold two, one of them for Ben: he keeps the other."""
    view = stated((2, WEEKS))
    view.forbid("ben", FOURTH, because="away")
    named = {FIRST: "ada", SECOND: "ada", THIRD: "ada", FOURTH: "ben", FIFTH: "ben"}
    changes = Few(tuple((-1, view.works(p, shift)) for shift, p in named.items()), 5)
    counts = CountModel(view, [opens(view), changes])
    assert counts.bound(Solver(), 1.0) == (0, [{}])
    assert counts.bound(Solver(), 1.0) == (3, [{}, {}])


def test_kinds_that_overlap_are_bounded_together() -> None:
    """A week and a Saturday in it are of two kinds, and one person holds one of them."""
    shifts = [
        make_shift("A-2026-12-07"),
        make_shift("A-2026-12-12", days=1, kind=ShiftKind.VOLUNTEER, rest_days=0),
    ]
    view = ModelView(make_problem(["ada"], shifts))
    view.at_most(1, [view.works("ada", shift.id) for shift in shifts], because="overlap")
    counts = CountModel(view, [opens(view, [shift.id for shift in shifts])])
    assert counts.bound(Solver(), 1.0) == (1, [{}])


def test_classes_of_one_kind_are_bounded_together() -> None:
    """Two weeks that exclude each other differ in a ledger; a Saturday elsewhere is no way out."""
    first, second = make_shift("A-2026-12-07"), make_shift("A-2026-12-14")
    other = make_shift("A-2026-12-26", days=1, kind=ShiftKind.VOLUNTEER, rest_days=0)
    view = ModelView(make_problem(["ada"], [first, second, other]))
    view.at_most(1, [view.works("ada", s.id) for s in (first, second)], because="rest")
    weights = level({"ada": 0}, {first.id: 1, second.id: 2})
    counts = CountModel(view, [opens(view, [first.id, second.id]), weights])
    assert counts.bound(Solver(), 1.0) == (1, [{}])
    assert counts.bound(Solver(), 1.0) == (1, [{}, {"ada": 1}])


def test_tracks_with_other_people_are_counted_apart() -> None:
    """Three people share two weeks of A and Dee has two of B to herself: one each cannot be."""
    people = [make_person(p, tracks=("A",)) for p in ("ada", "ben", "chi")]
    people.append(make_person("dee", tracks=("B",)))
    shifts = [make_shift(f"{t}-2026-12-{day:02}") for t in "AB" for day in (7, 21)]
    view = by_rules(make_problem(people, shifts))
    amounts = {shift.id: 1 for shift in shifts}
    fair = Level(
        amounts,
        dict.fromkeys(("ada", "ben", "chi", "dee"), 0),
        share={p: Fraction(1) for p in ("ada", "ben", "chi", "dee")},
    )
    counts = CountModel(view, [opens(view, amounts), fair])
    assert counts.bound(Solver(), 1.0) == (0, [{}])
    value, loads = counts.bound(Solver(), 1.0) or (None, [])
    assert (value, sorted(loads[1].values()), loads[1]["dee"]) == (1 + 1, [0, 1, 1, 2], 2)


def test_shifts_that_nobody_can_hold_stay_open() -> None:
    """However few open shifts are asked for, those without a candidate are among them."""
    view = stated()
    for person in ("ada", "ben"):
        for shift in (SECOND, FIFTH):
            view.forbid(person, shift, because="away")
    assert CountModel(view, [opens(view)]).bound(Solver(), 1.0) == (2, [{}])


def test_what_is_required_is_counted() -> None:
    """Two shifts locked to Ada are hers, whatever the shares; a third is against a statement."""
    view = stated((2, WEEKS))
    for shift in WEEKS[:2]:
        view.require("ada", shift, because="locked")
    unfair = level({"ada": 0, "ben": 0})
    assert CountModel(view, [unfair]).bound(Solver(), 1.0) == (4, [{"ada": 2, "ben": 0}])
    view.require("ada", THIRD, because="locked")
    assert CountModel(view, [unfair]).loads(Solver(), 1.0) == (End.IMPOSSIBLE, [])


def test_more_statements_bound_more() -> None:
    """Statements that shall hold besides count like those of the view."""
    view = stated()
    more = stated((1, WEEKS)).statements
    for known in (None, Packing(view)):
        counts = CountModel(view, [opens(view), level({"ada": 3, "ben": 2})], more, known)
        assert counts.bound(Solver(), 1.0) == (0, [{}])
        assert counts.bound(Solver(), 1.0) == (4 + 4, [{}, {"ada": 1, "ben": 4}])


def test_shifts_that_a_ledger_leaves_out_do_not_count() -> None:
    """Of five shifts that are all held, the ledger has the two it names."""
    view = stated((3, WEEKS))
    counts = CountModel(view, [opens(view), level({"ada": 2, "ben": 0}, {FIRST: 1, SECOND: 1})])
    assert counts.bound(Solver(), 1.0) == (0, [{}])
    assert counts.bound(Solver(), 1.0) == (0, [{}, {"ada": 2, "ben": 0}])


@pytest.mark.parametrize("locked", [True, False])
def test_loads_far_from_their_shares_are_weighed_exactly(locked: bool) -> None:
    """Ada has all five shifts and a share of none: 25; the next ledger is bounded under that."""
    view = stated()
    for shift in WEEKS:
        if locked:
            view.require("ada", shift, because="locked")
        else:
            view.forbid("ben", shift, because="away")
    unfair, twice = level({"ada": 0, "ben": 0}), level({"ada": 0, "ben": 0}, {FIRST: 4, SECOND: 1})
    counts = CountModel(view, [opens(view), unfair, twice])
    every: dict[str, int] = {"ada": 5, "ben": 0}
    assert counts.bound(Solver(), 1.0) == (0, [{}])
    assert counts.bound(Solver(), 1.0) == (25, [{}, every])
    assert counts.bound(Solver(), 1.0) == (25, [{}, every, every])
    assert counts.loads(Solver(), 1.0) == (End.OPTIMAL, [{}, every, every])


def test_open_shifts_that_a_sum_leaves_out_do_not_count() -> None:
    """Nobody can hold the second shift, and only the first one is asked about."""
    view = stated()
    for person in ("ada", "ben"):
        view.forbid(person, SECOND, because="away")
    assert CountModel(view, [opens(view, [FIRST])]).bound(Solver(), 1.0) == (0, [{}])
    assert CountModel(view, [opens(view, [SECOND])]).bound(Solver(), 1.0) == (1, [{}])


def test_one_person_holds_all_shifts_of_a_task() -> None:
    """Ada can hold three shifts: of two pairs she holds one, so that 2 and 3 are out of reach."""
    view = stated((3, WEEKS))
    even = level({"ada": 3, "ben": 2})
    counts = CountModel(view, [opens(view), even])
    counts.tie([(FIRST, SECOND), (THIRD, FOURTH)])
    counts.tie([(FIRST, SECOND)])
    assert counts.bound(Solver(), 1.0) == (0, [{}])
    assert counts.bound(Solver(), 1.0) == (0, [{}, {"ada": 3, "ben": 2}])
    weights = dict(zip(WEEKS, (4, 1, 4, 1, 1), strict=True))
    heavy = level({"ada": 8, "ben": 3}, weights)
    loose = CountModel(view, [opens(view), heavy])
    loose.restrict([Fraction(0)])
    assert loose.bound(Solver(), 1.0) == (0, [{}, {"ada": 8, "ben": 3}])
    tied = CountModel(view, [opens(view), heavy])
    tied.restrict([Fraction(0)])
    tied.tie([(FIRST, SECOND), (THIRD, FOURTH)])
    assert tied.bound(Solver(), 1.0) == (4 + 4, [{}, {"ada": 6, "ben": 5}])


def test_who_cannot_hold_a_shift_of_a_task_holds_none_of_it() -> None:
    """Ben is away in the second week, and leaves both to Ada."""
    view = stated()
    view.forbid("ben", SECOND, because="away")
    counts = CountModel(view, [opens(view), level({"ada": 1, "ben": 4})])
    counts.tie([(FIRST, SECOND)])
    counts.restrict([Fraction(0)])
    assert counts.bound(Solver(), 1.0) == (1 + 1, [{}, {"ada": 2, "ben": 3}])
