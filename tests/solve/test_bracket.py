"""A bracket claims what was shown to it and no more, and comes to its end quickly."""

from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.errors import SolverDisagreement
from rotation.solve.bracket import Bracket

MOST = 200

thorough = settings(deadline=None, derandomize=True, max_examples=150)
places = st.integers(-5, MOST + 5)
answers = st.lists(st.sampled_from(["show", "wider", "refute", "skip"]), max_size=40)


@st.composite
def brackets(draw: st.DrawFn) -> Bracket:
    low = draw(st.integers(0, MOST))
    bound = draw(st.integers(low, MOST))
    first = draw(st.none() | places)
    return Bracket(low, bound, first, galloping=draw(st.booleans()))


def tried_until_closed(bracket: Bracket, widest: int) -> list[tuple[int, int]]:
    """Answer truly as long as the bracket is open; return the places tried, and their climbs."""
    tries = []
    while bracket.open:
        tries.append((bracket.place, bracket.climb))
        if bracket.place <= widest:
            bracket.show(bracket.place)
        else:
            bracket.refute(bracket.place)
    return tries


@thorough
@given(brackets(), answers, st.data())
def test_a_bracket_claims_only_what_was_shown(
    bracket: Bracket, given_answers: list[str], data: st.DataObject
) -> None:
    """Whatever is answered, what is shown and what is refuted are the answers' own extremes."""
    low, bound = bracket.low, bracket.bound
    for answer in given_answers:
        if not bracket.open:
            break
        place = bracket.place
        assert low < place <= bound
        if answer == "refute":
            bracket.refute(place)
            bound = place - 1
        elif answer == "skip":
            bracket.skip(place)
        else:
            reached = data.draw(st.integers(place, bound)) if answer == "wider" else place
            bracket.show(reached)
            low = max(low, reached)
        assert (bracket.low, bracket.bound) == (low, bound)
        assert bracket.proved is (low == bound)


@thorough
@given(brackets(), answers)
def test_a_bracket_never_tries_what_was_answered(
    bracket: Bracket, given_answers: list[str]
) -> None:
    """No place is tried twice, none below what is shown, none above what was given up."""
    tried: set[int] = set()
    given_up = bracket.bound + 1
    for answer in given_answers:
        if not bracket.open:
            break
        place = bracket.place
        assert place not in tried
        assert bracket.low < place < given_up
        tried.add(place)
        if answer in ("show", "wider"):
            bracket.show(place)
        else:
            (bracket.refute if answer == "refute" else bracket.skip)(place)
            given_up = place


@thorough
@given(brackets(), st.data())
def test_a_bracket_finds_the_widest(bracket: Bracket, data: st.DataObject) -> None:
    """Answered truly each time, it ends at the widest there is, in few tries."""
    widest = data.draw(st.integers(bracket.low, bracket.bound))
    width = bracket.bound - bracket.low
    tries = len(tried_until_closed(bracket, widest))
    assert bracket.proved
    assert bracket.low == widest
    assert tries <= 2 * log2(width + 1) + 2


@thorough
@given(st.integers(0, MOST), st.integers(0, MOST))
def test_galloping_takes_as_long_as_the_guess_is_wrong(first: int, widest: int) -> None:
    """The tries grow with the distance from the guess, whatever the number of values."""
    bracket = Bracket(0, 10**9, first, galloping=True)
    tries = len(tried_until_closed(bracket, widest))
    assert bracket.low == widest
    assert tries <= 2 * log2(abs(first - widest) + 1) + 4


def test_galloping_goes_up_in_growing_steps_and_halves_after_the_turn() -> None:
    """From 10: 10, 11, 13 and 17 are shown, 25 is refuted, and then 21 is tried."""
    bracket = Bracket(0, 100, 10, galloping=True)
    tries = tried_until_closed(bracket, 24)
    assert tries[:6] == [(10, 0), (11, 1), (13, 2), (17, 4), (25, 8), (21, 0)]


def test_galloping_goes_down_in_growing_steps_too() -> None:
    """From 50: 50, 49, 47 and 43 are refuted, 35 is shown, and then 39 is tried; never a climb."""
    bracket = Bracket(0, 100, 50, galloping=True)
    tries = tried_until_closed(bracket, 40)
    assert tries[:6] == [(50, 0), (49, 0), (47, 0), (43, 0), (35, 0), (39, 0)]


@pytest.mark.parametrize("shown_first", [True, False])
def test_a_place_both_shown_and_refuted_is_a_disagreement(shown_first: bool) -> None:
    """Two answers that cannot both be true are an error, never a claim."""
    bracket = Bracket(0, 10)
    if shown_first:
        bracket.show(7)
    else:
        bracket.refute(7)
    with pytest.raises(SolverDisagreement, match="place 7 is shown to be possible, and 7"):
        (bracket.refute if shown_first else bracket.show)(7)
