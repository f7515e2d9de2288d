"""One of a thing is said in the singular, none and several in the plural."""

from datetime import timedelta
from fractions import Fraction

import pytest

from rotation.checks.unable_people import Obstacle, Unable
from rotation.explain.differences import Difference
from rotation.explain.fixes import Fix
from rotation.model.objective import Sense
from rotation.rules.common import plural_days
from rotation.rules.grounds import Words


@pytest.mark.parametrize(("days", "text"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_days(days: int, text: str) -> None:
    """A day is a day."""
    assert plural_days(timedelta(days=days)) == text


@pytest.mark.parametrize(
    ("moved", "head"),
    [
        (0, "if nobody else moves, "),
        (1, "with 1 other shift moved, "),
        (2, "with 2 other shifts moved, "),
    ],
)
def test_other_shifts_that_a_fix_moves(moved: int, head: str) -> None:
    """A fix that was not planned anew says how many shifts it moves; one that was says nothing."""
    same = Difference("open", "open shifts", "", Sense.LEAST, Fraction(1), Fraction(1), True)
    fix = Fix("change", "ada", (same,), moved=moved)  # type: ignore[arg-type]
    assert fix.text == f"change: {head}no goal changes"
    anew = Fix("change", "ada", (same,), planned=True, moved=moved)  # type: ignore[arg-type]
    assert anew.text == "change: no goal changes"
    unknown = Fix("change", "ada")  # type: ignore[arg-type]
    assert unknown.text == "change: fills it; the effort ended before its cost was known"


@pytest.mark.parametrize(
    ("shifts", "tail"),
    [(1, "could not hold the only shift"), (2, "could not hold any of the 2 shifts")],
)
def test_shifts_that_somebody_could_not_hold(shifts: int, tail: str) -> None:
    """One shift is the only one."""
    away = Obstacle("is away on 2026-12-04", ("A-1",))
    assert (
        Unable("ada", "Ada", shifts, (away,), ("A",)).text
        == f"Ada is away on 2026-12-04, and {tail}"
    )


def test_tracks_without_a_shift() -> None:
    """One track is the only one; obstacles are named three at most, the rest is counted."""
    assert Unable("ada", "Ada", 0, (), ("A",)).text.startswith("Ada serves only track A, which")
    assert Unable("ada", "Ada", 0, (), ("A", "B")).text.startswith("Ada serves tracks A, B, which")
    four = tuple(Obstacle(f"is away on {n}", (f"A-{n}", "B-1", "B-2")) for n in range(4))
    assert Unable("ada", "Ada", 9, four, ("A",)).text == (
        "Ada could hold none of the 9 shifts: is away on 0 (A-0, B-1, ... (3 in all)), "
        "is away on 1 (A-1, B-1, ... (3 in all)), is away on 2 (A-2, B-1, ... (3 in all)), "
        "... (4 in all)"
    )


def test_words_for_one_and_for_many() -> None:
    """Short words have a form for several people, where it differs."""
    both = Words("", "has left", "have left")
    assert [both.behind(n) for n in (0, 1, 2)] == ["have left", "has left", "have left"]
    assert Words("", "away").behind(2) == "away"
