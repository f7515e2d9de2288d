"""What generated problems are made of: nothing that a team may write is left out."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction

from hypothesis import given, settings

from rotation.model.problem import Problem
from rotation.model.shifts import Shift
from rotation.testing import tiny_problems

_DAY = timedelta(days=1)


def _of_shift(shift: Shift) -> dict[str, bool]:
    around = shift.windows[0].start == shift.start and shift.windows[-1].end == shift.end
    rests = {rested - window.end for rested, window in zip(shift.rests, shift.windows, strict=True)}
    return {
        "hours": not around or len(shift.windows) > 1,
        "several windows": len(shift.windows) > 1,
        "several turns a day": shift.end - shift.start < _DAY,
        "a window of days": any(w.end - w.start > _DAY for w in shift.windows) and not around,
        "counts less": shift.counts == Fraction(1, 2),
        "counts nothing": not shift.counts and not shift.shadow,
        "a level": shift.level > 1,
        "needs": bool(shift.needs),
        "shadow": shift.shadow,
        "a clock that changes": len(rests) > 1,
        "days with a longer night": shift.offered is not None,
        "no day": not shift.loads.days and not shift.shadow,
    }


def _of_problem(problem: Problem) -> dict[str, bool]:
    people = problem.people
    return {
        "skills": any(person.skills for person in people),
        "own hours": any(p.hours and p.hours.available for p in people),
        "days off": any(p.hours and p.hours.days_off for p in people),
        "nights": any(person.nights for person in people),
        "capacity by date": any(person.capacities for person in people),
        "bearable": any(p.bears and any(b.bearable for b in p.blocks) for p in people),
        "grace of shadows": any(block.shadows_from for p in people for block in p.blocks),
        "holders": bool(problem.groups),
        "shifts ahead": bool(problem.ahead),
        "off hours": bool(problem.off_hours),
        "wishes": bool(problem.wishes),
        "home": bool(problem.home_hours and problem.at_home),
        "soft": bool(problem.soft),
        "carried shadow": any(held.shift.shadow for held in problem.carried),
        "carried hours": any(len(held.shift.windows) > 1 for held in problem.carried),
    } | {f"table {table.table}": True for table in problem.settings}


def test_everything_that_turns_may_have_occurs() -> None:
    """Each kind of shift, person and table is in some of a hundred problems."""
    seen: Counter[str] = Counter()

    @settings(max_examples=200, deadline=None, derandomize=True, database=None)
    @given(tiny_problems(soft=True))
    def collect(problem: Problem) -> None:
        for marks in (_of_problem(problem), *map(_of_shift, problem.shifts)):
            seen.update({name: int(present) for name, present in marks.items()})

    collect()
    assert [name for name, times in sorted(seen.items()) if not times] == []
    tables = ("limit", "weekends", "apart", "rest", "together", "follow")
    assert {f"table rules.{name}" for name in tables} <= seen.keys()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(tiny_problems())
def test_generated_problems_are_valid(problem: Problem) -> None:
    """Windows lie in order inside their shifts, and shifts of one track do not overlap."""
    assert not problem.soft
    ids = [shift.id for shift in (*problem.shifts, *(held.shift for held in problem.carried))]
    assert len(set(ids)) == len(ids)
    for shift in problem.shifts:
        edges = [edge for w in shift.windows for edge in (w.start, w.end)]
        assert edges == sorted(set(edges))
        assert shift.start <= edges[0]
        assert edges[-1] <= shift.end
        for other in problem.shifts:
            assert (
                other == shift
                or other.track != shift.track
                or not shift.meets(other.start, other.end)
            )
