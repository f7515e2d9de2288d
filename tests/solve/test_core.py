"""Claims that cannot hold together, by hand."""

from itertools import product

import pytest

from rotation.rules.grounds import Grounds
from rotation.solve.conflict_core import Claim, Claims
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
    needed, two, one = (
        Claim(needs=(FIRST,)),
        Claim(forbids=(("ada", FIRST), ("ben", FIRST))),
        Claim(statements=(AtMost(0, works("ada", FIRST) + works("ben", FIRST), GROUNDS),)),
    )
    for rather, core in (([(0, 1)], (0, 1)), ([(0, 2)], (0, 2)), ([(1, 2), (0, 2)], (0, 2))):
        assert Claims(PROBLEM, (needed, two, one), Solver(), 1.0).core(rather).numbers == core


def test_without_effort_nothing_is_shown() -> None:
    """A search that may not begin says neither one thing nor the other."""
    claims = (Claim(needs=(FIRST,)), Claim(forbids=(("ada", FIRST), ("ben", FIRST))))
    assert Claims(PROBLEM, claims, Solver(), 0.0).core().end is End.UNKNOWN
