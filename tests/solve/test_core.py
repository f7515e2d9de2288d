"""Claims that cannot hold together, by hand."""

from itertools import product

import pytest
from ortools.sat.python.cp_model import CpModel

from rotation.rules.grounds import Grounds
from rotation.solve.conflict_core import Claim, Claims
from rotation.solve.parameters import Attempt
from rotation.solve.solver import End, Solver
from rotation.statements.view import AtLeast, AtMost, ModelView
from rotation.testing import make_problem, make_shift

SHIFTS = [make_shift(f"A-2026-12-{day:02}") for day in (7, 14, 21)]
FIRST, SECOND, THIRD = (shift.id for shift in SHIFTS)
PROBLEM = make_problem(["ada", "ben"], SHIFTS)
VIEW = ModelView(PROBLEM)
GROUNDS = Grounds("")


def works(person: str, *shifts: str) -> tuple[int, ...]:
    return tuple(VIEW.works(person, shift) for shift in shifts)


def holds(*claims: Claim) -> End:
    return Claims(PROBLEM, claims, Solver(), 1.0).holds()


def test_each_part_of_a_claim_counts() -> None:
    """Who may not, who must, what is needed, and every statement, whatever stands before it."""
    needed = Claim(needs=(FIRST,))
    nobody = Claim(forbids=(("ada", FIRST), ("ben", FIRST)))
    assert holds(needed, Claim(forbids=(("ada", FIRST),))) is End.FEASIBLE
    assert holds(needed, nobody) is End.IMPOSSIBLE
    assert (
        holds(Claim(requires=(("ada", FIRST),)), Claim(requires=(("ben", FIRST),)))
        is End.IMPOSSIBLE
    )
    assert (
        holds(Claim(requires=(("ada", FIRST),)), Claim(requires=(("ben", SECOND),))) is End.FEASIBLE
    )


@pytest.mark.parametrize("turned", [False, True])
def test_all_statements_of_a_claim_hold_together(turned: bool) -> None:
    """At least two and at most one of three shifts: in any order they cannot."""
    three = works("ada", FIRST, SECOND, THIRD)
    statements: tuple[AtLeast | AtMost, ...] = (
        AtLeast(2, three, GROUNDS),
        AtMost(1, three, GROUNDS),
    )
    scope = Claim(needs=(FIRST, SECOND, THIRD))
    assert (
        holds(scope, Claim(statements=statements[::-1] if turned else statements)) is End.IMPOSSIBLE
    )
    fitting = (AtLeast(2, three, GROUNDS), AtMost(2, three, GROUNDS))
    assert holds(scope, Claim(statements=fitting[::-1] if turned else fitting)) is End.FEASIBLE


def test_a_core_is_minimal_and_names_places() -> None:
    """Of five claims three cannot hold together, and any two of these can."""
    claims = (
        Claim(needs=(SECOND,)),
        Claim(needs=(FIRST,)),
        Claim(requires=(("ada", THIRD),)),
        Claim(forbids=(("ben", FIRST),)),
        Claim(forbids=(("ada", FIRST),)),
    )
    core = Claims(PROBLEM, claims, Solver(), 1.0).core()
    assert (core.end, core.numbers, core.minimal) == (End.IMPOSSIBLE, (1, 3, 4), True)
    for left in product((True, False), repeat=3):
        kept = [n for n, there in zip(core.numbers, left, strict=True) if there]
        end = Claims(PROBLEM, claims, Solver(), 1.0).holds([0, 2, *kept])
        assert end is (End.IMPOSSIBLE if all(left) else End.FEASIBLE)
    free = Claims(PROBLEM, claims[:3], Solver(), 1.0).core()
    assert (free.end, free.numbers) == (End.FEASIBLE, ())


def test_some_claims_are_tried_rather_than_others() -> None:
    """When those named first cannot hold together already, the core is one of them."""
    needed, two, third = (
        Claim(needs=(FIRST,)),
        Claim(forbids=(("ada", FIRST), ("ben", FIRST))),
        Claim(statements=(AtMost(0, works("ada", FIRST) + works("ben", FIRST), GROUNDS),)),
    )
    for rather, core in (([(0, 1)], (0, 1)), ([(0, 2)], (0, 2)), ([(1, 2), (0, 2)], (0, 2))):
        assert Claims(PROBLEM, (needed, two, third), Solver(), 1.0).core(rather).numbers == core


FLAG = VIEW.flag("made by a rule")


@pytest.mark.parametrize(
    ("statement", "forbids"),
    [
        (
            AtLeast(1, works("ada", FIRST, SECOND, THIRD), GROUNDS),
            (("ada", FIRST), ("ada", SECOND), ("ada", THIRD)),
        ),
        (
            AtLeast(2, works("ada", FIRST, SECOND) + works("ben", FIRST), GROUNDS),
            (("ada", SECOND),),
        ),
        (AtMost(0, (VIEW.negate(VIEW.works("ada", FIRST)),), GROUNDS), (("ada", FIRST),)),
        (AtMost(0, (VIEW.is_open(FIRST),), GROUNDS), (("ada", FIRST), ("ben", FIRST))),
        (AtMost(0, (VIEW.is_open(THIRD),), GROUNDS), (("ada", THIRD), ("ben", THIRD))),
    ],
)
def test_a_statement_can_force_somebody_on(
    statement: AtLeast | AtMost, forbids: tuple[tuple[str, str], ...]
) -> None:
    """No claim names a holder, and still a statement wants one, whom all but one may not be."""
    wanted = Claim(statements=(statement,))
    assert holds(wanted) is End.FEASIBLE
    assert holds(wanted, Claim(forbids=forbids[1:])) is End.FEASIBLE
    assert holds(wanted, Claim(forbids=forbids)) is End.IMPOSSIBLE


def test_flags_are_variables_of_their_own() -> None:
    """A flag that is wanted is free, and one that excludes a holder excludes them."""
    wanted = Claim(statements=(AtLeast(1, (FLAG,), GROUNDS),))
    instead = Claim(statements=(AtMost(1, (FLAG, *works("ada", FIRST)), GROUNDS),))
    held = Claim(requires=(("ada", FIRST),))
    for kept in ((wanted, instead), (wanted, held), (instead, held)):
        assert holds(*kept) is End.FEASIBLE
    assert holds(wanted, instead, held) is End.IMPOSSIBLE
    assert holds(wanted, Claim(statements=(AtMost(0, (FLAG,), GROUNDS),))) is End.IMPOSSIBLE


def test_a_shift_has_one_holder_or_none() -> None:
    """Whatever is claimed, two people on one shift, or one and nobody, cannot be."""
    ada = Claim(requires=(("ada", FIRST),))
    assert holds(ada, Claim(requires=(("ben", FIRST),))) is End.IMPOSSIBLE
    nobody = Claim(statements=(AtLeast(1, (VIEW.is_open(FIRST),), GROUNDS),))
    assert holds(ada, nobody) is End.IMPOSSIBLE
    assert holds(ada, Claim(needs=(FIRST, SECOND))) is End.FEASIBLE


class Tired(Solver):
    """A search that answers so many times."""

    def __init__(self, answers: int) -> None:
        super().__init__()
        self.left = answers

    def core(self, model: CpModel, attempt: Attempt, limit: float) -> tuple[End, tuple[int, ...]]:
        self.left -= 1
        return super().core(model, attempt, limit) if self.left >= 0 else (End.UNKNOWN, ())


@pytest.mark.parametrize(("answers", "minimal"), [(1, False), (2, False), (3, True)])
def test_a_core_that_could_not_be_made_smaller_says_so(answers: int, minimal: bool) -> None:
    """A claim that the rest was not shown to do without stays, and the core may not be minimal."""
    claims = (Claim(needs=(FIRST,)), Claim(forbids=(("ada", FIRST), ("ben", FIRST))))
    core = Claims(PROBLEM, claims, Tired(answers), 1.0).core()
    assert (core.end, core.numbers, core.minimal) == (End.IMPOSSIBLE, (0, 1), minimal)


def test_ten_times_the_limit_is_all_the_effort_there_is() -> None:
    """Runs share what all of them may take: when it is gone nothing more is shown."""
    claims = Claims(PROBLEM, (Claim(needs=(FIRST,)),), search := Solver(), 1.0)
    assert claims.holds() is End.FEASIBLE
    search.effort = 9.99
    assert claims.holds() is End.FEASIBLE
    search.effort = 10.5
    assert claims.holds() is End.UNKNOWN


def test_without_effort_nothing_is_shown() -> None:
    """A search that may not begin says neither one thing nor the other."""
    claims = (Claim(needs=(FIRST,)), Claim(forbids=(("ada", FIRST), ("ben", FIRST))))
    assert Claims(PROBLEM, claims, Solver(), 0.0).core().end is End.UNKNOWN


@pytest.mark.parametrize("opposite", [False, True])
def test_a_condition_that_open_shifts_fulfil_is_looked_at(opposite: bool) -> None:
    """Ada cannot hold the first shift where Ben does not hold the second, which nobody needs."""
    when = VIEW.works("ben", SECOND)
    kept_off = AtMost.of(
        0, works("ada", FIRST), None, GROUNDS, VIEW.negate(when) if opposite else when
    )
    never = Claim(forbids=(("ben", SECOND),))
    claims = (Claim(requires=(("ada", FIRST),)), Claim(statements=(kept_off,)), never)
    core = Claims(PROBLEM, claims, Solver(), 1.0).core()
    assert core.end is (End.IMPOSSIBLE if opposite else End.FEASIBLE)
    assert core.numbers == ((0, 1, 2) if opposite else ())
