"""Generated problems whose people hold shifts of every kind in other teams."""

from dataclasses import replace

from hypothesis import strategies as st

from rotation.model.problem import Person, Problem
from rotation.rules.rest_hours import asking, rest_tables
from rotation.testing import make_elsewhere, make_settings, tiny_problems
from rotation.testing.generated_shifts import FIRST, HOUR, draw_shift


def problems_elsewhere() -> st.SearchStrategy[Problem]:
    """Return tiny problems whose people hold up to two shifts elsewhere, in two teams."""
    return st.composite(_beside)()


def _few(problem: Problem) -> bool:
    """Tell whether all rosters are looked at soon."""
    return (len(problem.people) + 1) ** len(problem.shifts) <= 81


def _beside(draw: st.DrawFn) -> Problem:
    """Return a tiny problem whose people hold shifts elsewhere, of every kind, in two teams."""
    problem = draw(tiny_problems().filter(_few))
    bounds = [moment for shift in problem.shifts for moment in (shift.start, shift.end)]
    people: list[Person] = []
    for person in problem.people:
        blocks = [block for block in person.blocks if block.held is None]
        for _ in range(draw(st.integers(0, 2))):
            start = draw(st.sampled_from([FIRST, *bounds])) + draw(st.integers(-60, 30)) * HOUR
            shift = draw_shift(draw, "C", start, draw(st.sampled_from((0, 1, 2, 7))))
            tables = draw(st.sampled_from(((), (make_settings("rules.rest", hours=11),))))
            team = draw(st.sampled_from(("search", "web/api")))
            blocks.append(make_elsewhere(asking(rest_tables(tables), shift), team=team))
        people.append(replace(person, blocks=tuple(blocks)))
    return replace(problem, people=tuple(people))
