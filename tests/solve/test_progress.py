"""What is reported while a search runs: tier, value and bound."""

from rotation.goals import named
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import make_person, make_problem, make_shift

SHIFTS = [make_shift(f"A-2027-{day}") for day in ("01-04", "01-11", "01-18", "01-25", "02-01")]


def test_a_tier_is_reported_with_its_value_and_its_bound() -> None:
    """Each message about one tier begins with its title, and the last ones are at the proof."""
    problem = make_problem([make_person(name) for name in ("ann", "ben", "cleo")], SHIFTS)
    messages: list[str] = []
    solved = solve(problem, DEFAULT_RULES, named(["shifts", "spacing"]), progress=messages.append)
    gap = solved.objectives[-1]
    about = [message for message in messages if message.startswith(f"{gap.title}: ")]
    assert about
    assert all(" so far, " in message and " at best" in message for message in about)
    assert f"{gap.value} so far" in about[-1] or f"{gap.value} days?" in about[-1]
