"""In which order teams that share people are planned: colours of a graph, scarcest first."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from rotation.model.problem import Problem
from rotation.other_teams import SharedPerson

__all__ = ["coloured", "components", "neighbours_of", "scarcity"]

Graph = Mapping[str, Collection[str]]
"""The neighbours of each team."""


def neighbours_of(people: Iterable[SharedPerson]) -> dict[str, frozenset[str]]:
    """Return the teams with which each team shares somebody, by team.

    Parameters
    ----------
    people : iterable of SharedPerson
        Who belongs to several teams.
    """
    neighbours: dict[str, set[str]] = {}
    for person in people:
        teams = {team for team, _ in person.members}
        for team in teams:
            neighbours.setdefault(team, set()).update(teams - {team})
    return {team: frozenset(neighbours[team]) for team in sorted(neighbours)}


def components(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Return the teams that share people with one another, also through others.

    Parameters
    ----------
    graph : mapping of str to collection of str
        The neighbours of each team.

    Returns
    -------
    tuple of tuple of str
        Each sorted; in the order of their first teams.
    """
    parts, seen = [], set[str]()
    for first in sorted(graph):
        if first in seen:
            continue
        part, reached = [], [first]
        seen.add(first)
        while reached:
            team = reached.pop()
            part.append(team)
            further = set(graph[team]) - seen
            seen |= further
            reached.extend(further)
        parts.append(tuple(sorted(part)))
    return tuple(parts)


def coloured(graph: Graph, scarcities: Mapping[str, Fraction]) -> dict[str, int]:
    """Return a colour of each team, so that no two neighbours have the same.

    Teams of one colour can be planned side by side. The lower a colour, the sooner its turn: in
    each component, the scarcest team has the colour 0.

    Parameters
    ----------
    graph : mapping of str to collection of str
        The neighbours of each team.
    scarcities : mapping of str to Fraction
        As `scarcity` returns them.

    Returns
    -------
    dict of str to int
        From 0 up in every component, by team.

    Notes
    -----
    DSATUR (D. Brélaz, New methods to color the vertices of a graph, Communications of the ACM 22,
    1979): the next team is the one whose neighbours have most colours already, and gets the first
    colour that none of them has. It needs two colours where two are enough. Among equals, the
    scarcest team is next, then the one with most neighbours, then the first by name.
    """
    colours: dict[str, int] = {}
    for part in components(graph):
        for colour, teams in enumerate(_by_scarcity(_classes(part, graph, scarcities), scarcities)):
            colours.update(dict.fromkeys(teams, colour))
    return dict(sorted(colours.items()))


def _classes(
    part: Collection[str], graph: Graph, scarcities: Mapping[str, Fraction]
) -> list[list[str]]:
    """Return the teams of each colour of a component."""
    left, taken = sorted(part), {team: set[int]() for team in part}
    classes: list[list[str]] = []
    while left:
        # The first one of equals is taken, and the teams are sorted by name.
        team = max(left, key=lambda t: (len(taken[t]), scarcities[t], len(graph[t])))
        left.remove(team)
        colour = next(n for n in range(len(classes) + 1) if n not in taken[team])
        classes.extend([[]] if colour == len(classes) else [])
        classes[colour].append(team)
        for neighbour in graph[team]:
            taken[neighbour].add(colour)
    return classes


def _by_scarcity(
    classes: Iterable[list[str]], scarcities: Mapping[str, Fraction]
) -> list[list[str]]:
    """Return classes in the order of their scarcest teams, then of their second ones, and so on."""

    def scarcest(teams: list[str]) -> list[Fraction]:
        return sorted((scarcities[team] for team in teams), reverse=True)

    return sorted(sorted(map(sorted, classes)), key=scarcest, reverse=True)


def scarcity(problem: Problem) -> Fraction:
    """Return how much of the horizon the shifts to decide take from the busiest of their people.

    Each shift, with the rest after it, is shared out evenly among all who could hold it as their
    only one; the busiest person is who gets most. The fewer people could hold each shift, the
    larger is the number; above 1, shifts are bound to stay open.

    Parameters
    ----------
    problem : Problem
        Of the team by itself.

    Returns
    -------
    Fraction
        In parts of the horizon; 0 if nobody could hold anything.
    """
    busy: dict[str, Fraction] = {}
    for shift in problem.regular():
        if shift.id in problem.locks:
            continue
        able = [person.id for person in problem.people if person.could_hold(shift)]
        taken = sum((window.end - window.start).total_seconds() for window in shift.with_rest)
        for who in able:
            busy[who] = busy.get(who, Fraction()) + Fraction(int(taken), len(able))
    horizon = int((problem.end - problem.start).total_seconds())
    return max(busy.values(), default=Fraction()) / horizon
