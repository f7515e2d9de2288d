"""Shifts in other teams count in limits of shifts and of weekends (R31)."""

from elsewhere_cases import problems_elsewhere
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.settings import Configured
from rotation.model.shifts import Shift, ShiftKind
from rotation.model.source import Source
from rotation.rules.limit import ShiftLimit
from rotation.rules.weekends import Weekends
from rotation.testing import (
    assert_rule_agrees,
    make_elsewhere,
    make_person,
    make_problem,
    make_settings,
    make_shift,
)

HERE = make_shift("A-2026-12-21")
THERE = make_shift("A-2026-12-07")
"""In the other team, on a track of the same name."""

PLACE, THEIR_PLACE = Source("rotation.toml", 12), Source("../search/published.csv", 7)


def broken(rule: ShiftLimit | Weekends, table: Configured, *elsewhere: Shift) -> list[str]:
    """Return what a rule says when Ada holds these in another team, and a week here."""
    blocks = [make_elsewhere(shift, source=THEIR_PLACE) for shift in elsewhere]
    problem = make_problem([make_person("ada", blocks=blocks)], [HERE], settings=[table])
    assert_rule_agrees(rule, problem, solver=False)
    violations = list(rule.check(problem, Roster({HERE.id: "ada"})))
    assert all(v.carried == () for v in violations)
    assert rule.cost(problem, Roster({HERE.id: "ada"})) == len(violations)
    return [str(v) for v in violations]


def test_a_limit_without_tracks_counts_them() -> None:
    """The sentence names the shift with its team, and its line beside that of the table."""
    table = make_settings("rules.limit", PLACE, shifts=1, days=21)
    assert broken(ShiftLimit(), table, THERE) == [
        "limit: Ada begins 2 shifts within 21 days, A-2026-12-07 of search to A-2026-12-21, "
        "and the limit is 1 (rotation.toml:12, ../search/published.csv:7)"
    ]
    assert not broken(ShiftLimit(), table, make_shift("A-2026-11-30"))
    assert not broken(ShiftLimit(), table, make_shift("A-2026-12-07", kind=ShiftKind.VOLUNTEER))


def test_a_shift_of_the_same_id_is_another_one() -> None:
    """Two teams may have a track of one name: a shift there is no shift here."""
    table = make_settings("rules.limit", PLACE, shifts=1, days=21)
    assert len(broken(ShiftLimit(), table, HERE)) == 1


def test_a_limit_of_tracks_is_about_those_of_this_team() -> None:
    """Whatever the tracks of the other team are called."""
    table = make_settings("rules.limit", PLACE, shifts=1, days=21, tracks=("A",))
    assert not broken(ShiftLimit(), table, THERE)


def test_weekends_elsewhere_are_worked() -> None:
    """As the other team counts them, volunteer shifts included."""
    table = make_settings("rules.weekends", PLACE, at_most=1, of=3)
    assert broken(Weekends(), table, THERE) == [
        "weekends: Ada works 2 of 3 weekends in a row, with A-2026-12-07 of search to "
        "A-2026-12-21, and the limit is 1 (rotation.toml:12, ../search/published.csv:7)"
    ]
    assert broken(Weekends(), table, make_shift("A-2026-12-07", kind=ShiftKind.VOLUNTEER))
    assert not broken(Weekends(), table, make_shift("A-2026-12-07", weekends=()))


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(problems_elsewhere(), st.data())
def test_both_halves_agree_on_every_roster(problem: Problem, data: st.DataObject) -> None:
    """With limits of every size beside shifts elsewhere, and in their soft forms."""
    tracks = data.draw(st.sampled_from(((), (), ("A",))))
    days = data.draw(st.sampled_from((1, 7, 14, 30)))
    most = data.draw(st.integers(1, 2))
    tables = [
        make_settings("rules.limit", shifts=most, days=days, tracks=tracks),
        make_settings("rules.weekends", at_most=1, of=data.draw(st.integers(2, 4))),
    ]
    limited = make_problem(
        problem.people, problem.shifts, carried=problem.carried, locks=problem.locks.values(),
        settings=tables,
    )  # fmt: skip
    for rule in (ShiftLimit(), Weekends()):
        assert_rule_agrees(rule, limited, solver=False)
