from fractions import Fraction

from hypothesis import given, settings

from rotation.goals import fitting
from rotation.goals.gaps import even_gap_days, gap_days
from rotation.goals.spacing import Spacing
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.rules import DEFAULT_RULES
from rotation.testing import (
    assert_goal_agrees,
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

GOAL = Spacing()
WEEKS = [make_shift(f"A-2026-12-{day:02d}") for day in (7, 14, 21, 28)]
IDS = [shift.id for shift in WEEKS]
WITHOUT_REST = tuple(rule for rule in DEFAULT_RULES if rule.name != "rest")


def roster(holders: str) -> Roster:
    """Return who holds the four weeks, by initials; a dot is an open shift."""
    names = {"a": "ada", "b": "ben", ".": None}
    return Roster({shift: names[x] for shift, x in zip(IDS, holders, strict=True)})


def test_the_shortest_gap_and_the_short_ones() -> None:
    """The shortest gap of one person decides, and gaps below half an even one are counted."""
    problem = make_problem(["ada", "ben"], WEEKS)
    # Two people, 28 days, four shifts of a week: an even gap is 2 x 28 / 4 - 7 = 7 days.
    assert even_gap_days(problem) == 7
    assert list(GOAL.measure(problem, roster("abab"))) == [7, 0]
    assert list(GOAL.measure(problem, roster("aabb"))) == [0, 2]


def test_short_gaps_are_those_of_all_pairs() -> None:
    """Three shifts close together are three short gaps, though only two are between neighbours."""
    close = [make_shift(f"B-2026-12-{day:02d}", days=1) for day in (1, 3, 5)]
    people = ["ada", "ben", "cleo", "dora"]
    problem = make_problem(people, [*close, *WEEKS])
    assert even_gap_days(problem) / 2 > 3
    held = Roster({s.id: "ada" for s in close} | dict.fromkeys(IDS))
    assert list(GOAL.measure(problem, held)) == [1, 3]


def test_without_any_gap_the_widest_possible_counts() -> None:
    """A roster in which nobody holds two shifts is as good as the widest gap there is."""
    problem = make_problem(["ada", "ben"], WEEKS)
    assert list(GOAL.measure(problem, roster("a.b."))) == [14, 0]


def test_carried_shifts_on_both_sides_count() -> None:
    """A regular shift before or after the horizon makes a gap, a volunteer shift does not."""
    before = make_held(make_shift("B-2026-11-27"), "ada")
    after = make_held(make_shift("B-2027-01-06"), "ben")
    exempt = make_held(make_shift("B-2026-12-05", days=2, kind=ShiftKind.VOLUNTEER), "ada")
    problem = make_problem(["ada", "ben"], WEEKS, carried=[before, after, exempt])
    assert GOAL.measure(problem, roster("a..."))[0] == 3
    assert GOAL.measure(problem, roster("...b"))[0] == 2


def test_what_planning_cannot_change_does_not_count() -> None:
    """Two locked shifts, or a locked and a carried one, make no gap; one free shift does."""
    locks = [make_lock(IDS[0], "ada"), make_lock(IDS[1], "ada")]
    before = make_held(make_shift("B-2026-11-27"), "ada")
    problem = make_problem(["ada", "ben"], WEEKS, locks=locks, carried=[before])
    # Ada's locked weeks touch and do not count; the widest is from history to the last week.
    assert list(GOAL.measure(problem, roster("aa.."))) == [24, 0]
    assert GOAL.measure(problem, roster("aa.a"))[0] == 7


def test_without_a_gap_to_make_there_is_no_goal() -> None:
    """Where every shift is settled, or one is and nobody carries any, 0 days would be no gap."""
    locks = [make_lock(shift, "ada") for shift in IDS]
    before = make_held(make_shift("B-2026-11-27"), "ada")
    settled = make_problem(["ada", "ben"], WEEKS, locks=locks, carried=[before])
    assert fitting([GOAL], settled) == ()
    assert fitting([GOAL], make_problem(["ada", "ben"], WEEKS[:1])) == ()
    # One shift that is not settled has a gap to the settled ones, or to the carried one.
    assert fitting([GOAL], make_problem(["ada", "ben"], WEEKS, locks=locks[1:])) == (GOAL,)
    assert fitting([GOAL], make_problem(["ada", "ben"], WEEKS[:1], carried=[before])) == (GOAL,)


def test_whole_days_are_counted() -> None:
    """A gap is cut to whole days, whichever shift comes first; overlapping shifts have none."""
    later = make_shift("B-2026-12-16", start="2026-12-16T23:00")
    assert gap_days(WEEKS[0], later) == gap_days(later, WEEKS[0]) == 2
    assert gap_days(WEEKS[0], make_shift("B-2026-12-09")) == 0


def test_the_even_gap_is_among_people_who_could_serve() -> None:
    """People who are not there or can hold nothing make no room."""
    people = [
        make_person("ada"),
        make_person("ben", present=False),
        make_person("chi", tracks=["B"]),
    ]
    assert even_gap_days(make_problem(people, WEEKS[:3])) == Fraction(21, 3) - 7
    assert even_gap_days(make_problem(people, [])) == 0


def test_short_gaps_agree_when_rest_is_relaxed() -> None:
    """Without the rule of rest the flags of short gaps still count what `measure` counts."""
    carried = [make_held(make_shift("B-2026-11-30"), "ada")]
    locks = [make_lock(IDS[2], "ben")]
    problem = make_problem(["ada", "ben"], WEEKS, carried=carried, locks=locks)
    assert assert_goal_agrees(GOAL, problem, WITHOUT_REST) == 27


@settings(max_examples=100, deadline=None, derandomize=True)
@given(tiny_problems())
def test_measure_and_model_agree(problem: Problem) -> None:
    """Both halves count the same on every roster that keeps the rules, with rest and without."""
    assert_goal_agrees(GOAL, problem)
    assert_goal_agrees(GOAL, problem, WITHOUT_REST)
