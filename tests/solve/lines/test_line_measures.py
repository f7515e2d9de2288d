"""The grain of a sum, and what a refuted limit shows."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from tests.solve.every_roster import keeping
from tests.solve.lines.measured import ledgers, stated, worth

from rotation.model.problem import Problem
from rotation.solve.lines.frame import frame_of
from rotation.solve.lines.measures import LoadSquares, Measure, measure_of
from rotation.statements.packing import Packing
from rotation.testing import tiny_problems


@pytest.mark.parametrize(
    ("limit", "least"), [("0", "1"), ("13/10", "2"), ("17/10", "2"), ("2", "3"), ("-1", "0")]
)
def test_above_a_limit_is_the_next_multiple(limit: str, least: str) -> None:
    """A limit between two multiples is refuted up to the upper one, and no further."""
    ledger = LoadSquares(((1,),), 1, ((0, 1),), 1, Fraction(0), 1)
    assert Measure(ledgers=(ledger,), limit=Fraction(limit)).above == Fraction(least)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(tiny_problems())
def test_what_is_refuted_is_never_a_roster_s_value(problem: Problem) -> None:
    """Above a limit, however small, no roster is below the least number that is claimed."""
    view = stated(problem)
    packing = Packing(view)
    frame = frame_of(view, packing.candidates)
    if frame is None:
        return
    for target in ledgers(problem, view):
        values = sorted({worth(target, roster) for roster in keeping(problem)})
        for limit in {Fraction(0), Fraction(1, 3), *values[:3]}:
            measure = measure_of(view, target, limit, packing.most_of(target), frame.can)
            assert measure is not None
            above = [value for value in values if value > limit]
            assert not above or measure.above <= above[0]
