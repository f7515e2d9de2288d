"""Colours of teams that share people, and how scarce their people are."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotation.fleet.colours import coloured, components, neighbours_of, scarcity
from rotation.model.problem import Block, BlockKind
from rotation.other_teams import SharedPerson
from rotation.testing import make_lock, make_person, make_problem, make_shift

Graph = Mapping[str, frozenset[str]]


def graph_of(*edges: str) -> Graph:
    """Return the graph of teams with names of one letter: `ab` is an edge."""
    return neighbours_of(
        SharedPerson(str(number), tuple((team, "ada") for team in edge))
        for number, edge in enumerate(edges)
    )


def even(graph: Graph) -> dict[str, Fraction]:
    """Return equal scarcities."""
    return dict.fromkeys(graph, Fraction(1))


def test_teams_are_neighbours_where_they_share_somebody() -> None:
    """All teams of a person are neighbours of one another; each once, sorted."""
    graph = graph_of("ba", "ab", "bcd")
    assert graph == {
        "a": {"b"},
        "b": {"a", "c", "d"},
        "c": {"b", "d"},
        "d": {"b", "c"},
    }
    assert list(graph) == ["a", "b", "c", "d"]
    assert components({**graph, **graph_of("zx", "xy")}) == (
        ("a", "b", "c", "d"),
        ("x", "y", "z"),
    )


@pytest.mark.parametrize(
    ("edges", "colours"),
    [
        ("ab bc cd da", 2),
        ("ab bc ca", 3),
        ("ab bc cd de ea", 3),
        ("ab ac ad ae", 2),
        # Two colours are enough for this crown, but not for first-fit in the order of names.
        ("ad af bc bf ec ed", 2),
    ],
)
def test_few_colours_are_needed(edges: str, colours: int) -> None:
    """As few as there can be for rings, stars and crowns."""
    graph = graph_of(*edges.split())
    assert len(set(coloured(graph, even(graph)).values())) == colours


def test_the_scarcest_team_is_first_in_its_component() -> None:
    """And where two colours have equally scarce teams, the next one decides."""
    graph = graph_of("ab", "bc", "cd", "xy")
    scarcities = even(graph) | {"b": Fraction(2), "c": Fraction(2), "d": Fraction(3, 2)}
    assert coloured(graph, scarcities) == {"a": 1, "b": 0, "c": 1, "d": 0, "x": 0, "y": 1}
    scarcities["y"] = Fraction(5)
    assert coloured(graph, scarcities)["y"] == 0


@given(
    edges=st.sets(st.sampled_from([a + b for a in "abcdefg" for b in "abcdefg" if a < b])),
    numbers=st.lists(st.integers(1, 3), min_size=7, max_size=7),
)
def test_neighbours_differ_whatever_the_order_of_the_input(
    edges: set[str], numbers: list[int]
) -> None:
    """And in each component the colours count from 0, which a scarcest team has."""
    graph = graph_of(*sorted(edges))
    scarcities = dict(zip("abcdefg", map(Fraction, numbers), strict=True))
    colours = coloured(graph, scarcities)
    assert all(colours[a] != colours[b] for a, b in edges)
    assert coloured(graph_of(*sorted(edges, reverse=True)), scarcities) == colours
    for part in components(graph):
        used = {colours[team] for team in part}
        assert used == set(range(len(used)))
        first = [scarcities[team] for team in part if colours[team] == 0]
        assert max(first) == max(scarcities[team] for team in part)


def test_scarcity_is_the_share_of_time_of_the_busiest_person() -> None:
    """Four weeks with a week of rest each, among four people: half of the time of each."""
    weeks = [make_shift(f"A-2026-12-{day:02}") for day in (7, 14, 21, 28)]
    people = [make_person(who) for who in ("ada", "ben", "cy", "dora")]
    problem = make_problem(people, weeks, start="2026-12-07", end="2027-01-04")
    assert scarcity(problem) == Fraction(1, 2)
    away = Block(problem.start, problem.end, BlockKind.TIME_OFF)
    without = replace(problem, people=(replace(people[0], blocks=(away,)), *people[1:]))
    assert scarcity(without) == Fraction(2, 3)
    settled = replace(problem, locks={weeks[0].id: make_lock(weeks[0].id, "ada")})
    assert scarcity(settled) == Fraction(3, 8)
    nobody = tuple(replace(person, tracks=frozenset({"B"})) for person in people)
    assert scarcity(replace(problem, people=nobody)) == 0
