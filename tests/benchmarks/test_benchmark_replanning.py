from collections.abc import Callable

import pytest
from benchmarks.instances import Instance
from benchmarks.replanning import TEAMS, joined, listed, measure, published, vacation


@pytest.fixture(scope="module")
def small() -> Instance:
    """Publish a plan of a small team."""
    return published(TEAMS[0].instance(1, small=True))


def test_a_vacation_moves_the_shift_it_hits_and_little_else(small: Instance) -> None:
    """The holder of the middle shift loses it; the fewest changes are proved."""
    problem = vacation(small).problem()
    assert len(problem.published) == len(small.rotation.published)
    figures = measure(problem)
    assert 1 <= figures.changed <= 3
    assert figures.unproved == ()


@pytest.mark.parametrize("change", [joined, vacation])
def test_a_change_leaves_what_is_published(
    change: Callable[[Instance], Instance], small: Instance
) -> None:
    """Only people or absences differ from the published instance."""
    assert change(small).rotation.published == small.rotation.published
    assert change(small) != small


def test_a_list_begun_anew_moves_more_than_one_going_on() -> None:
    """Appending to a list of twelve spares the next twelve shifts at most."""
    anew, on, counted = listed(joined(TEAMS[0].instance(1)).problem())
    assert on == counted - 12
    assert on < anew <= counted
