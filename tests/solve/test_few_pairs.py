"""Few pairs, window by window: bounds against all rosters, and rosters that keep what is stated."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems

from rotation.errors import Impossible
from rotation.goals import Goal, fitting, named
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, hard
from rotation.solve import even_rosters, window_search
from rotation.solve.incumbent import Incumbent
from rotation.solve.lines import method, successions
from rotation.solve.lines.frame import Frame
from rotation.solve.lines.measures import Measure
from rotation.solve.lines.successions import fewest
from rotation.solve.lines.windows import beside, window
from rotation.solve.parameters import Parameters
from rotation.solve.roster_search import RosterSearch
from rotation.solve.solver import Solver
from rotation.solve.tiers import solve
from rotation.solve.window_search import WindowSearch
from rotation.testing import make_problem, tiny_problems

SHIFTS, PEOPLE = 6, 3
EVERY = (1 << SHIFTS) - 1
TWO = [(a, b) for b in range(SHIFTS) for a in range(b)]


@dataclass(frozen=True)
class Turns:
    """Six shifts and three people: what lines there are, what is limited, and what is counted."""

    frame: Frame
    limits: tuple[Measure, ...]
    aim: Measure

    def rosters(self) -> list[tuple[int, ...]]:
        """Return every roster, -1 for an open shift."""
        return [h for h in product(range(-1, PEOPLE), repeat=SHIFTS) if self.keeps(h)]

    def keeps(self, holders: Sequence[int]) -> bool:
        """Return whether a roster keeps all that is stated."""
        frame = self.frame
        return (
            all(h >= 0 or not frame.needed >> n & 1 for n, h in enumerate(holders))
            and all(frame.can[h] >> n & 1 for n, h in enumerate(holders) if h >= 0)
            and not any(
                holders[a] == holders[b] >= 0 and frame.apart[holders[a]][a] >> b & 1
                for a, b in TWO
            )
            and all(_sum(each, holders) <= each.limit for each in (*frame.rows, *self.limits))
        )

    def pairs(self, holders: Sequence[int], first: int = 0, after: int = SHIFTS) -> int:
        """Return what a roster has of the aim in a window."""
        inside = [h if first <= n < after else -1 for n, h in enumerate(holders)]
        return int(_sum(self.aim, inside)) + sum(
            inside[a] == inside[b] >= 0 and (a, b) in self.aim.pairs_of(inside[a]) for a, b in TWO
        )


def _sum(measure: Measure, holders: Sequence[int]) -> int | Fraction:
    held = sum(measure.weights.get((h, n), 0) for n, h in enumerate(holders) if h >= 0)
    return held + sum(measure.opens.get(n, 0) for n, h in enumerate(holders) if h < 0)


def _turns(
    *,
    can: list[int],
    apart: list[set[tuple[int, int]]],
    pairs: set[tuple[int, int]],
    among: set[tuple[int, int]],
    weights: dict[tuple[int, int], int],
    needed: int,
    row: dict[tuple[int, int], int],
    limit: int,
    most_open: int,
) -> Turns:
    masks = tuple(
        tuple(sum(1 << b for a, b in mine if a == n) for n in range(SHIFTS)) for mine in apart
    )
    names = tuple(f"s{n}" for n in range(SHIFTS)), tuple(f"p{n}" for n in range(PEOPLE))
    rows = (Measure(row, limit=limit),) if row else ()
    frame = Frame(*names, tuple(can), masks, (0,) * PEOPLE, needed, rows)
    opens = Measure({}, dict.fromkeys(range(SHIFTS), 1), limit=most_open)
    more = tuple((a, b, frozenset({0, 1})) for a, b in sorted(among - pairs))
    aim = Measure(weights, {}, pairs=tuple(sorted(pairs)), limit=Fraction(10**6), among=more)
    return Turns(frame, (opens,), aim)


CELLS = st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, SHIFTS - 1))
TURNS = st.builds(
    _turns,
    can=st.lists(st.integers(1, EVERY), min_size=PEOPLE, max_size=PEOPLE),
    apart=st.lists(st.sets(st.sampled_from(TWO), max_size=3), min_size=PEOPLE, max_size=PEOPLE),
    pairs=st.sets(st.sampled_from(TWO), min_size=1, max_size=9),
    among=st.sets(st.sampled_from(TWO), max_size=4),
    weights=st.dictionaries(CELLS, st.integers(1, 2), max_size=3),
    needed=st.integers(0, EVERY),
    row=st.dictionaries(CELLS, st.sampled_from((-1, 1, 2)), max_size=4),
    limit=st.integers(-1, 3),
    most_open=st.integers(0, 2),
)


@pytest.fixture
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make windows of three shifts, and everything too long for lines and successions."""
    monkeypatch.setattr(window_search, "_SHIFTS", 3)
    monkeypatch.setattr(window_search, "_REACHES", 1)
    monkeypatch.setattr(successions, "_MOST", 0)
    monkeypatch.setattr(method, "_LONGEST", 0)
    monkeypatch.setattr(even_rosters, "_EXCHANGES", 300)


@over_problems(50)
@given(TURNS, st.integers(0, SHIFTS - 1), st.integers(1, SHIFTS))
def test_windows_have_what_rosters_have(turns: Turns, first: int, length: int) -> None:
    """What any roster has in a window is possible in the window by itself, at the same cost."""
    after = min(first + length, SHIFTS)
    part = window(turns.frame, turns.limits, turns.aim, (first, after))
    rosters = turns.rosters()
    for holders in rosters:
        inside = holders[first:after]
        assert Turns(part.frame, part.limits, part.aim).pairs([*inside] + [-1] * SHIFTS) == (
            turns.pairs(holders, first, after)
        )
        for number, holder in enumerate(inside):
            assert holder >= 0 or not part.frame.needed >> number & 1
            assert holder < 0 or part.frame.can[holder] >> number & 1
        assert all(_sum(each, inside) <= each.limit for each in part.limits)
    for kept in rosters[:2]:
        _same_beside(turns, kept, (first, after))


def _same_beside(turns: Turns, kept: tuple[int, ...], span: tuple[int, int]) -> None:
    """Compare a window beside settled shifts with all rosters that differ in it only."""
    first, after = span
    part = beside(turns.frame, turns.limits, turns.aim, span, kept)
    outside = turns.pairs([h if not first <= n < after else -1 for n, h in enumerate(kept)])
    for inside in product(range(-1, PEOPLE), repeat=after - first):
        whole = (*kept[:first], *inside, *kept[after:])
        possible = (
            all(h >= 0 or not part.frame.needed >> n & 1 for n, h in enumerate(inside))
            and all(part.frame.can[h] >> n & 1 for n, h in enumerate(inside) if h >= 0)
            and not any(
                part.frame.apart[inside[a]][a] >> b & 1
                for b in range(len(inside))
                for a in range(b)
                if inside[a] == inside[b] >= 0
            )
            and all(_sum(each, inside) <= each.limit for each in part.limits)
        )
        assert possible == turns.keeps(whole)
        if possible:
            lines = [
                tuple(n for n, h in enumerate(inside) if h == person) for person in range(PEOPLE)
            ]
            counted = sum(part.aim.of_line(n, line) or 0 for n, line in enumerate(lines))
            assert counted + outside == turns.pairs(whole)


@over_problems(80)
@given(TURNS)
def test_successions_are_the_least(turns: Turns) -> None:
    """Without rows it is the least of all rosters; with rows no more than that."""
    whole = window(turns.frame, turns.limits, turns.aim, (0, SHIFTS))
    least = fewest(whole)
    values = [turns.pairs(holders) for holders in turns.rosters()]
    if least is None:
        assert whole.limits or not values
        return
    if values:
        assert least.value <= min(values)
    if not whole.limits:
        assert turns.keeps(least.holders)
        assert turns.pairs(least.holders) == least.value == min(values)


@over_problems(60)
@given(TURNS)
@pytest.mark.usefixtures("small_windows")
def test_windows_add_up_to_a_bound(turns: Turns) -> None:
    """No roster has fewer pairs, those with as few have them in these windows, and search helps."""
    rosters = turns.rosters()
    if not rosters:
        return
    values = [turns.pairs(holders) for holders in rosters]
    search = RosterSearch(Solver(None), Parameters(), Incumbent(make_problem([], [])))
    windows = WindowSearch(turns.frame, turns.limits, turns.aim, search)
    for start in (rosters[0], rosters[-1], rosters[values.index(max(values))]):
        now = [*start]
        windows.improve(now)
        assert turns.keeps(now)
        assert turns.pairs(now) <= turns.pairs(start)
        windows.refute(now)
        assert windows.least <= min(values)
        for holders, value in zip(rosters, values, strict=True):
            inside = sum(turns.pairs(holders, *span) for span in windows.proved)
            assert inside == value or value > windows.least


GOALS = ("shifts", "rest_days", "tracks", "hours", "spacing")


def _score(problem: Problem, goals: tuple[Goal, ...], roster: Roster) -> tuple[Fraction, ...]:
    """Small is good, in every place."""
    return tuple(
        Fraction(value if tier.sense is Sense.LEAST else -value)
        for goal in goals
        for value, tier in zip(goal.measure(problem, roster), goal.tiers, strict=True)
    )


@over_problems(40)
@given(tiny_problems(soft=True), st.permutations(GOALS), st.booleans())
@pytest.mark.usefixtures("small_windows")
def test_no_false_proof_where_lines_are_too_long(
    problem: Problem, order: list[str], windows: bool
) -> None:
    """What is called proved is the best of all rosters, whoever counted the pairs."""
    names = ["open", *order[:1], "short_gaps", *order[1:3]]
    goals, rules = fitting(named(names), problem), hard(DEFAULT_RULES, problem)
    allowed = keeping(problem, rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(successions, "_MOST", 0 if windows else 1_500)
        if not allowed:
            with pytest.raises(Impossible):
                solve(problem, rules, goals)
            return
        solved = solve(problem, rules, goals)
    assert solved.roster in allowed
    scores = [_score(problem, goals, roster) for roster in allowed]
    mine = _score(problem, goals, solved.roster)
    for number, objective in enumerate(solved.objectives):
        as_good = [score for score in scores if score[:number] == mine[:number]]
        least = min(score[number] for score in as_good)
        bound = objective.bound if objective.sense is Sense.LEAST else -objective.bound
        assert bound <= least
