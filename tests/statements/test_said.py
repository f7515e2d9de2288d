"""Rosters judged by what was stated, without a solver: by hand."""

from fractions import Fraction
from itertools import product

import pytest

from rotation.goals import Few, Level, Together, Wide
from rotation.goals.base import Target
from rotation.model.roster import Roster
from rotation.rules.base import Literal
from rotation.statements.view import ModelView
from rotation.testing import Said, make_problem, make_shift, rosters

FIRST, SECOND = "A-2026-12-01", "A-2026-12-05"
PROBLEM = make_problem(
    ["ada", "ben"], [make_shift(s, days=4, rest_days=0) for s in (FIRST, SECOND)]
)


def flagged() -> tuple[ModelView, Literal, Literal]:
    """Return a view with two flags that are true when Ada holds the first or second shift."""
    view = ModelView(PROBLEM)
    flags = view.flag("first"), view.flag("second")
    for flag, shift in zip(flags, (FIRST, SECOND), strict=True):
        view.at_least(1, [view.negate(view.works("ada", shift)), flag], because="hers")
    return view, *flags


def test_some_value_of_the_flags_is_enough() -> None:
    """Flags that no statement forces may be either; three that exclude each other may not."""
    view = ModelView(PROBLEM)
    flags = [view.flag(name) for name in "abc"]
    view.at_least(2, flags, because="two of three")
    assert all(Said(view).allows(roster) for roster in rosters(PROBLEM))
    for first, second in ((0, 1), (0, 2)):
        view.at_most(1, [flags[first], flags[second]], because="not both")
    assert Said(view).allows(Roster({FIRST: None, SECOND: None}))
    view.at_most(1, flags[1:], because="not both")
    assert not any(Said(view).allows(roster) for roster in rosters(PROBLEM))


def test_flags_are_false_unless_they_are_needed() -> None:
    """A sum over flags counts just those that a statement forces."""
    view, *flags = flagged()
    target = Few(tuple((1, flag) for flag in flags), 10)
    for roster in rosters(PROBLEM):
        hers = list(roster.values()).count("ada")
        assert Said(view).number(target, roster) == 10 + hers
        values = Said(view).values(roster)
        assert values is not None
        assert [values[flag] for flag in flags] == [roster[s] == "ada" for s in (FIRST, SECOND)]


def test_a_flag_is_bound_to_what_excludes_it() -> None:
    """With both flags at most once true Ada holds at most one of the shifts."""
    view, *flags = flagged()
    view.at_most(1, flags, because="one of two")
    for roster in rosters(PROBLEM):
        assert Said(view).allows(roster) is (list(roster.values()).count("ada") < 2)


@pytest.mark.parametrize(("low", "high"), [(0, 4), (1, 3), (2, 2), (3, 4), (4, 4)])
def test_bounds_count_their_literals(low: int, high: int) -> None:
    """At least and at most so many of four statements, two of them turned round."""
    view = ModelView(PROBLEM)
    held = [view.works(p, s) for p, s in (("ada", FIRST), ("ben", SECOND))]
    literals = [*held, view.negate(view.works("ben", FIRST)), view.is_open(SECOND)]
    view.at_least(low, literals, because="enough")
    view.at_most(high, literals, because="not too many")
    for first, second in product((None, "ada", "ben"), repeat=2):
        true = (first == "ada") + (second == "ben") + (first != "ben") + (second is None)
        roster = Roster({FIRST: first, SECOND: second})
        assert Said(view).allows(roster) is (low <= true <= high)


def test_whoever_is_forbidden_or_required() -> None:
    """A requirement leaves one holder, and who is forbidden is none."""
    view = ModelView(PROBLEM)
    view.require("ada", FIRST, because="locked")
    view.forbid("ada", SECOND, because="away")
    left = [tuple(r.values()) for r in rosters(PROBLEM) if Said(view).allows(r)]
    assert left == [("ada", None), ("ada", "ben")]
    with pytest.raises(ValueError, match="does not satisfy the statements"):
        Said(view).number(Few(()), Roster({FIRST: None, SECOND: None}))
    assert Said(view).sentences == ("away", "locked")


@pytest.mark.parametrize(
    ("target", "ada_ada", "ada_ben", "nobody"),
    [
        (Level({FIRST: 2, SECOND: 1}, {"ada": 1}, {"ada": Fraction(3)}), 1, 0, 4),
        (Level({SECOND: 1}, {"ada": 0, "ben": 0}, dict.fromkeys(("ada", "ben"), Fraction(1, 2))),
         Fraction(1, 2), Fraction(1, 2), Fraction(1, 2)),
        (Together(((FIRST, SECOND),), ((3, "ben", SECOND),)), 1, 3, 0),
        (Wide(((4, FIRST, SECOND),), ((2, "ben", SECOND),), widest=9), 4, 2, 9),
    ],
)  # fmt: skip
def test_the_number_of_a_target(
    target: Target, ada_ada: Fraction, ada_ben: Fraction, nobody: Fraction
) -> None:
    """Both shifts of one person, of two, and of nobody."""
    statements = Said(ModelView(PROBLEM))
    holders = (("ada", "ada"), ("ada", "ben"), (None, None))
    numbers = [statements.number(target, Roster({FIRST: a, SECOND: b})) for a, b in holders]
    assert numbers == [ada_ada, ada_ben, nobody]


@pytest.mark.parametrize(
    "target",
    [
        Wide(((4, FIRST, "A-2027-01-04"),), widest=9),
        Wide(((4, "A-2027-01-04", FIRST),), widest=9),
    ],
)
def test_gaps_to_unknown_shifts_are_refused(target: Wide) -> None:
    """A goal that names shifts outside the problem is wrong, whoever holds what."""
    with pytest.raises(ValueError, match="of the problem only"):
        Said(ModelView(PROBLEM)).number(target, Roster({FIRST: None, SECOND: None}))


@pytest.mark.parametrize(
    ("start", "days", "counted", "rest_days"),
    [
        ("2026-12-07", 7, 7, 2),
        ("2026-12-12", 1, 1, 1),
        ("2026-12-12", 0.5, 1, 1),
        ("2026-12-11", 2.5, 2, 1),
        ("2026-12-13", 2, 2, 1),
    ],
)
def test_shifts_built_for_tests_count_their_days(
    start: str, days: float, counted: int, rest_days: int
) -> None:
    """Whole days, at least one, with the Saturdays and Sundays among them."""
    loads = make_shift(f"A-{start}", days=days).loads
    assert (loads.shifts, loads.days, loads.rest_days) == (1, counted, rest_days)
