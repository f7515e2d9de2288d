from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings

from rotation.goals import Together, fitting, named, traits_of
from rotation.goals.own_gaps import own_even_gaps
from rotation.goals.short_gaps import ShortGaps
from rotation.model.problem import BlockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads, ShiftKind
from rotation.rules import DEFAULT_RULES
from rotation.statements.view import ModelView
from rotation.testing import (
    assert_goal_agrees,
    make_block,
    make_held,
    make_lock,
    make_offer,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

GOAL = ShortGaps()
DAYS = (7, 14, 21, 28)
WEEKS = [make_shift(f"A-2026-12-{day:02d}") for day in DAYS]
IDS = [shift.id for shift in WEEKS]
WITHOUT_REST = tuple(rule for rule in DEFAULT_RULES if rule.name != "rest")


def roster(holders: str, problem: Problem) -> Roster:
    """Return who holds the shifts of a problem, by initials; a dot is an open shift."""
    names = {person.id[0]: person.id for person in problem.people} | {".": None}
    return Roster({s.id: names[x] for s, x in zip(problem.shifts, holders, strict=True)})


def test_gaps_below_half_of_the_even_one_are_counted() -> None:
    """Two people take turns every seven days: no gap is a short one from 3.5 days on."""
    problem = make_problem(["ada", "ben"], WEEKS)
    assert own_even_gaps(problem)["ada"] == 7
    assert list(GOAL.measure(problem, roster("abab", problem))) == [0, 0]
    assert list(GOAL.measure(problem, roster("aabb", problem))) == [2, 0]


def test_short_gaps_are_those_of_all_pairs() -> None:
    """Three shifts close together are three short gaps, and an open shift makes none."""
    days = [make_shift(f"B-2026-12-{day:02d}", days=1) for day in (7, 9, 11)]
    people = [make_person(p, tracks=["B"]) for p in ("ada", "ben", "chi", "dee")]
    problem = make_problem(people, days, end="2026-12-21")
    # 14 days, 3/4 of a shift each, one day long: 53/3, of which half is more than 3 days.
    assert own_even_gaps(problem)["ada"] == Fraction(53, 3)
    assert GOAL.measure(problem, roster("aaa", problem))[0] == 3
    assert GOAL.measure(problem, roster("a.a", problem))[0] == 1


def test_a_gap_of_exactly_half_is_not_short() -> None:
    """The limit is exact: 28 days and one shift and a third, less a week, are 14; half is 7."""
    people = [make_person("ada", weight=2), make_person("ben")]
    problem = make_problem(people, WEEKS)
    assert own_even_gaps(problem)["ben"] == 14
    assert GOAL.measure(problem, roster("abab", problem))[0] == 0
    longer = make_problem(people, WEEKS, end="2027-01-05")
    assert own_even_gaps(longer)["ben"] == Fraction(29 * 3, 4) - 7
    assert GOAL.measure(longer, roster("abab", longer))[0] == 1


def test_everybody_is_measured_by_their_own_gap() -> None:
    """The same distance is short for a part-timer and not for somebody who serves full time."""
    people = [make_person("ada", weight=2), make_person("ben")]
    problem = make_problem(people, WEEKS, end="2027-01-05")
    assert GOAL.measure(problem, roster("a.a.", problem))[0] == 0
    assert GOAL.measure(problem, roster("b.b.", problem))[0] == 1


def test_a_newcomer_is_not_measured_by_days_before() -> None:
    """Who serves for a fortnight comes round as often as anybody else does in it."""
    grace = make_block("2000-01-01", "2026-12-21", kind=BlockKind.GRACE)
    people = [make_person("ada", weight=393), make_person("ben", weight=14, blocks=[grace])]
    problem = make_problem(people, WEEKS)
    assert own_even_gaps(problem)["ben"] == 7
    assert GOAL.measure(problem, roster("aabb", problem))[0] == 2


def test_history_and_what_is_published_beyond_count() -> None:
    """A regular shift before or after the horizon makes a gap with each planned one near it."""
    before = make_held(make_shift("B-2026-11-29"), "ada")  # a day before the first week
    after = make_held(make_shift("B-2027-01-06"), "ben")  # two days behind the last one
    volunteer = make_held(make_shift("B-2026-12-05", days=2, kind=ShiftKind.VOLUNTEER), "ada")
    problem = make_problem(["ada", "ben"], WEEKS, carried=[before, after, volunteer])
    assert GOAL.measure(problem, roster("abab", problem))[0] == 2
    assert GOAL.measure(problem, roster("baba", problem))[0] == 0
    assert GOAL.measure(problem, roster("a...", problem))[0] == 1


def test_what_is_settled_on_both_sides_does_not_count() -> None:
    """Two shifts that planning has no say in are no gap; one planned shift makes one with each."""
    locks = [make_lock(IDS[0], "ada"), make_lock(IDS[1], "ada")]
    problem = make_problem(["ada", "ben"], WEEKS, locks=locks)
    assert GOAL.measure(problem, roster("aabb", problem))[0] == 1
    assert GOAL.measure(problem, roster("aaa.", problem))[0] == 1
    held = [make_held(make_shift("B-2026-11-30"), "ada")]
    before = make_problem(["ada", "ben"], WEEKS, carried=held, locks=locks)
    assert GOAL.measure(before, roster("aab.", before))[0] == 0


def test_of_a_split_shift_the_part_that_counts_takes_part() -> None:
    """A day of somebody's shift that another took is no shift of theirs (F3)."""
    day = make_shift("A-2026-12-14", days=1, loads=Loads(days=1))
    rest = replace(make_shift("A-2026-12-14", days=6, start="2026-12-15"), id="A-2026-12-14+2")
    problem = make_problem(["ada", "ben"], [WEEKS[0], day, rest, *WEEKS[2:]])
    assert GOAL.measure(problem, roster("aab.b", problem))[0] == 0
    assert GOAL.measure(problem, roster("aba..", problem))[0] == 1
    held = make_held(replace(day, id="B-2026-12-06+2", start=WEEKS[0].start, end=day.end), "ada")
    carried = make_problem(["ada", "ben"], WEEKS, carried=[held])
    assert GOAL.measure(carried, roster("abab", carried))[0] == 0


def test_who_has_no_even_gap_has_no_short_one() -> None:
    """Somebody without a share holds what nobody else can: that is no gap to be widened."""
    problem = make_problem([make_person("ada", weight=0), make_person("ben")], WEEKS)
    assert own_even_gaps(problem).keys() == {"ben"}
    assert GOAL.measure(problem, roster("aaaa", problem))[0] == 0


def christmas() -> Problem:
    """Return a fortnight with two volunteer shifts in between, offered by two people."""
    week = make_shift("A-2026-12-18")
    volunteer = [
        make_shift(f"A-2026-12-{day}", days=2, kind=ShiftKind.VOLUNTEER) for day in (25, 27)
    ]
    after = make_shift("A-2026-12-29")
    offers = [make_offer(p, "2026-12-25", "2026-12-29") for p in ("ada", "ben")]
    people = [
        make_person("ada", offers=offers[:1]),
        make_person("ben", offers=offers[1:]),
        make_person("chi"),
    ]
    return make_problem(people, [week, *volunteer, after])


def test_volunteers_are_not_given_the_week_before() -> None:
    """Each pair of a volunteer and a regular shift of one person without the rest counts one."""
    problem = christmas()
    assert GOAL.measure(problem, roster("cabc", problem))[1] == 0
    assert GOAL.measure(problem, roster("abbc", problem))[1] == 0
    assert GOAL.measure(problem, roster("aabc", problem))[1] == 1
    # A week before both, and one behind both: two days between, or none.
    assert GOAL.measure(problem, roster("baab", problem))[1] == 0
    assert GOAL.measure(problem, roster("aaaa", problem))[1] == 4


def test_a_volunteer_shift_in_history_counts_like_a_planned_one() -> None:
    """Who held the last volunteer shift is not also given the week behind it."""
    held = make_held(make_shift("B-2026-12-04", days=2, kind=ShiftKind.VOLUNTEER), "ada")
    problem = make_problem(["ada", "ben"], WEEKS, carried=[held])
    assert GOAL.measure(problem, roster("abab", problem))[1] == 1
    assert GOAL.measure(problem, roster("baba", problem))[1] == 0


def test_a_tier_without_anything_to_count_is_left_out() -> None:
    """Without volunteer shifts there is one tier; where all is settled, no goal at all."""
    plain = make_problem(["ada", "ben"], WEEKS)
    (goal,) = fitting([GOAL], plain)
    assert [tier.part for tier in goal.tiers] == ["gaps"]
    (both,) = fitting([GOAL], christmas())
    assert [tier.part for tier in both.tiers] == ["gaps", "volunteers"]
    locks = [make_lock(shift, "ada") for shift in IDS]
    assert fitting([GOAL], make_problem(["ada", "ben"], WEEKS, locks=locks)) == ()


def test_only_pairs_near_enough_are_named() -> None:
    """A year of many people names the pairs below a limit, once for all for whom they are short."""
    year = [make_shift(f"A-{day}") for day in _mondays(52)]
    people = [f"p{number:02d}" for number in range(8)] + [make_person("half", weight=0)]
    problem = make_problem(people, year)
    (target, _) = GOAL.post(problem, ModelView(problem))
    assert isinstance(target, Together)
    # Eight weeks round, seven days on: half of 49 days is three and a half weeks.
    assert own_even_gaps(problem)["p00"] == 49
    assert len(target.among) == 51 + 50 + 49 + 48
    assert not target.pairs
    assert {len(people) for _, _, people in target.among} == {8}


def _mondays(count: int) -> list[str]:
    return [str(date(2026, 12, 7) + timedelta(weeks=number)) for number in range(count)]


def test_the_goal_is_known_by_name_and_trait() -> None:
    """`short_gaps` is found by its name, and declares that it watches gaps."""
    (goal,) = named(["short_gaps"])
    assert traits_of(goal).watches_gaps
    assert not any(traits_of(other).watches_gaps for other in named(["open", "spacing"]))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(tiny_problems())
def test_measure_and_model_agree(problem: Problem) -> None:
    """Both halves count the same on every roster that keeps the rules, with rest and without."""
    assert_goal_agrees(GOAL, problem)
    assert_goal_agrees(GOAL, problem, WITHOUT_REST)
    for goal in fitting([GOAL], problem):
        assert_goal_agrees(goal, problem, WITHOUT_REST)
