"""What the goals that level one ledger have in common."""

from fractions import Fraction

from rotation.goals import Goal
from rotation.model.roster import Roster
from rotation.model.shifts import Loads
from rotation.testing import make_person, make_problem, make_shift


def assert_levels(goal: Goal, ledger: str) -> None:
    """Assert the number of a roster by hand: weights, history and who is absent count."""
    people = [
        make_person("ada", weight=2, carried=Loads(**{ledger: 1})),
        make_person("ben", weight=1),
        make_person("chi", weight=5, carried=Loads(**{ledger: 9}), present=False),
    ]
    shifts = [
        make_shift("A-2026-12-07", loads=Loads(**{ledger: 1})),
        make_shift("A-2026-12-14", loads=Loads(**{ledger: 2})),
        make_shift("A-2026-12-21", loads=Loads(days=7)),
    ]
    problem = make_problem(people, shifts)
    roster = Roster({"A-2026-12-07": "ada", "A-2026-12-14": "ben", "A-2026-12-21": "ben"})
    # Four in all: shares 8/3 and 4/3, both loads are 2.
    assert list(goal.measure(problem, roster)) == [Fraction(4, 9) + Fraction(4, 9)]
