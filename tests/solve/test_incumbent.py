"""The best roster is the better one in the first tier that differs."""

from fractions import Fraction

from rotation.goals.base import Few, Goal, Tier, Wide
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import View
from rotation.solve.incumbent import Incumbent
from rotation.solve.posted_tiers import PostedTier, post
from rotation.statements.view import ModelView
from rotation.testing import make_problem, make_shift

FIRST, SECOND = "A-2026-12-07", "A-2026-12-14"
PROBLEM = make_problem(["ada", "ben"], [make_shift(FIRST), make_shift(SECOND)])


class HeldBy:
    """How many shifts Ada holds, the fewer the better; and then Ben, the more the better."""

    name = "held_by"
    title = "Ada holds little, Ben much"
    tiers = (Tier("ada", "of Ada", "shifts"), Tier("ben", "of Ben", "shifts", Sense.MOST))

    def __init__(self) -> None:
        self.measured = 0

    def measure(self, problem: Problem, roster: Roster) -> list[Fraction]:
        del problem
        self.measured += 1
        held = list(roster.values())
        return [Fraction(held.count(person)) for person in ("ada", "ben")]

    def post(self, problem: Problem, view: View) -> list[Few | Wide]:
        del problem, view
        return [Few(()), Wide((), widest=2)]


def roster(first: str | None, second: str | None) -> Roster:
    return Roster({FIRST: first, SECOND: second})


def posted(goal: Goal) -> tuple[PostedTier, PostedTier]:
    ada, ben = post(goal, ModelView(PROBLEM))
    return ada, ben


def test_the_first_difference_decides() -> None:
    """Less for Ada counts before more for Ben; of equal rosters the last one stays."""
    ada, ben = posted(HeldBy())
    incumbent = Incumbent(PROBLEM)
    assert not incumbent.exists
    incumbent.offer(roster("ada", "ben"), ada, ben)
    incumbent.offer(roster("ada", "ada"), ada, ben)
    assert incumbent.roster == roster("ada", "ben")
    incumbent.offer(roster("ben", "ada"), ada, ben)
    assert incumbent.roster == roster("ben", "ada")
    incumbent.offer(roster(None, "ben"), ada, ben)
    assert incumbent.roster == roster(None, "ben")
    incumbent.offer(roster("ben", "ben"), ada, ben)
    incumbent.offer(roster(None, None), ada, ben)
    assert incumbent.roster == roster("ben", "ben")


def test_what_is_decided_is_compared_first() -> None:
    """A roster that is better in the next tier only is kept out when it is worse before it."""
    ada, ben = posted(HeldBy())
    incumbent = Incumbent(PROBLEM)
    incumbent.offer(roster(None, None))
    incumbent.decide(ada)
    incumbent.offer(roster("ada", "ben"), ben)
    assert incumbent.roster == roster(None, None)
    incumbent.offer(roster("ben", None), ben)
    assert incumbent.values() == [(ada, Fraction(0))]
    assert incumbent.value(ben) == 1


def test_a_goal_measures_a_roster_once() -> None:
    """However many of its tiers are compared, and however often."""
    goal = HeldBy()
    ada, ben = posted(goal)
    incumbent = Incumbent(PROBLEM)
    incumbent.offer(roster("ada", "ben"), ada, ben)
    for _ in range(3):
        incumbent.offer(roster("ben", "ada"), ada, ben)
    assert goal.measured == 2


def test_an_objective_has_the_bound_that_is_proved() -> None:
    """Without a proof the bound is what the target alone says; with it the tier is reached."""
    ada, ben = posted(HeldBy())
    incumbent = Incumbent(PROBLEM)
    incumbent.offer(roster("ben", None))
    incumbent.decide(ada, ben)
    assert [(o.value, o.bound, o.proved) for o in incumbent.objectives()] == [
        (0, 0, True),
        (1, 2, False),
    ]
    assert not incumbent.reached(ben)
    ben.bound = Fraction(1)
    assert incumbent.reached(ben)
    assert incumbent.objectives()[1].proved
