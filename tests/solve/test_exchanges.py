"""Exchanges: every roster on the way keeps what is stated, and the end is at the bounds."""

from datetime import date, time
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.teams import make_team

from rotation.goals import named
from rotation.horizon import horizon_of
from rotation.model.tracks import Handover, Track, TrackSettings
from rotation.problems import build_problem
from rotation.rules import DEFAULT_RULES, violations
from rotation.solve.exchanges import Cap, EvenLedger, Exchanges
from rotation.solve.tiers import solve

SHIFTS = 6
PEOPLE = 3
ALL = (1 << SHIFTS) - 1


def _near(apart: set[tuple[int, int]]) -> list[list[int]]:
    pairs = apart | {(b, a) for a, b in apart}
    return [[b for b in range(SHIFTS) if (a, b) in pairs] for a in range(SHIFTS)]


def _keeps(
    holders: tuple[int, ...],
    can: list[int],
    apart: list[set[tuple[int, int]]],
    limit: Cap,
) -> bool:
    able = all(can[holder] >> shift & 1 for shift, holder in enumerate(holders))
    free = all(
        holders[a] != holders[b] or holders[a] != person
        for person, pairs in enumerate(apart)
        for a, b in pairs
    )
    return able and free and _added(holders, limit) <= limit.most


def _added(holders: tuple[int, ...], limit: Cap) -> int:
    added = sum(limit.weights.get((holder, shift), 0) for shift, holder in enumerate(holders))
    return added + sum(
        holders[b] == person
        for person, table in enumerate(limit.close)
        for a in range(SHIFTS)
        if holders[a] == person
        for b in table[a]
        if a < b
    )


def _squares(holders: tuple[int, ...], ledger: EvenLedger) -> float:
    loads = [*ledger.base]
    for shift, holder in enumerate(holders):
        loads[holder] += ledger.amounts[holder][shift]
    return sum(load**2 for load in loads)


PAIRS = st.sets(st.sampled_from([(a, b) for b in range(SHIFTS) for a in range(b)]), max_size=5)


@given(
    can=st.lists(st.integers(0, ALL), min_size=PEOPLE, max_size=PEOPLE),
    apart=st.lists(PAIRS, min_size=PEOPLE, max_size=PEOPLE),
    close=PAIRS,
    heavy=st.sets(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, SHIFTS - 1)), max_size=4),
    most=st.integers(0, 3),
    base=st.lists(st.integers(-3, 3), min_size=PEOPLE, max_size=PEOPLE),
)
def test_exchanges_keep_what_is_stated(
    *,
    can: list[int],
    apart: list[set[tuple[int, int]]],
    close: set[tuple[int, int]],
    heavy: set[tuple[int, int]],
    most: int,
    base: list[int],
) -> None:
    """From any roster they lead to rosters that hold, and never report a bound not reached."""
    limit = Cap(dict.fromkeys(heavy, 1), most, [_near(close)] * PEOPLE)
    rosters = [
        holders
        for holders in product(range(PEOPLE), repeat=SHIFTS)
        if _keeps(holders, can, apart, limit)
    ]
    if not rosters:
        return
    ledger = EvenLedger(((1.0,) * SHIFTS,) * PEOPLE, tuple(map(float, base)), 0)
    least = min(_squares(holders, ledger) for holders in rosters)
    exchanges = Exchanges(
        can,
        [_near(pairs) for pairs in apart],
        rosters[0],
        limits=[limit],
        ledgers=[ledger],
        tiers=[(1.0, least)],
    )
    even = exchanges.search(300, lambda: False)
    end = tuple(exchanges.holders)
    assert end in rosters
    assert even == (_squares(end, ledger) == pytest.approx(least))


def test_a_limit_that_is_passed_may_shrink() -> None:
    """What begins above a limit does not stay there for that."""
    ledger = EvenLedger(((1.0,) * SHIFTS,) * PEOPLE, (-2.0,) * PEOPLE, 0)
    limit = Cap({(0, shift): 1 for shift in range(SHIFTS)}, Fraction(2))
    nothing = [_near(set())] * PEOPLE
    exchanges = Exchanges(
        [ALL] * PEOPLE, nothing, [0] * SHIFTS, limits=[limit], ledgers=[ledger], tiers=[(1.0, 0.0)]
    )
    assert exchanges.search(1_000, lambda: False)
    assert sorted(exchanges.holders) == [0, 0, 1, 1, 2, 2]


def test_pairs_shrink_to_their_bound() -> None:
    """Of six shifts in a row three people hold no two neighbours, though one began with all."""
    neighbours = {(shift, shift + 1) for shift in range(SHIFTS - 1)}
    aim = Cap({(2, 0): 1}, 0, [_near(neighbours)] * PEOPLE)
    nothing = [_near(set())] * PEOPLE
    exchanges = Exchanges([ALL] * PEOPLE, nothing, [2] * SHIFTS, aim=aim)
    assert exchanges.search(1_000, lambda: False)
    assert _added(tuple(exchanges.holders), aim) == 0


def test_who_asks_to_stop_is_obeyed() -> None:
    """The roster stays as it was."""
    ledger = EvenLedger(((1.0,) * SHIFTS,) * PEOPLE, (0.0,) * PEOPLE, 0)
    nothing = [_near(set())] * PEOPLE
    exchanges = Exchanges(
        [ALL] * PEOPLE, nothing, [0] * SHIFTS, ledgers=[ledger], tiers=[(1.0, 0.0)]
    )
    assert not exchanges.search(1_000, lambda: True)
    assert exchanges.holders == [0] * SHIFTS


def test_daily_turns_are_proved_fair() -> None:
    """Half a year of a turn a day, forty-five for each of four people: every ledger is proved."""
    handovers = tuple(Handover(day, time(9)) for day in range(7))
    team = make_team(
        "ada",
        "ben",
        "cleo",
        "dora",
        tracks=(Track("A", (TrackSettings(handovers),)),),
        min_rest_days=1,
    )
    today = date(2027, 1, 1)
    start, end = horizon_of(team, today=today, first=date(2027, 1, 4), weeks=26)
    problem = build_problem(team, start, end, today)
    solved = solve(problem, DEFAULT_RULES, named(["open", "shifts", "rest_days", "holidays"]))
    assert all(objective.proved for objective in solved.objectives)
    assert not [*violations(problem, solved.roster, DEFAULT_RULES)]
    again = solve(problem, DEFAULT_RULES, named(["open", "shifts", "rest_days", "holidays"]))
    assert again.roster == solved.roster
