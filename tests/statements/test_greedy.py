"""The roster dealt by hand, shift by shift."""

from fractions import Fraction

import pytest

from rotation.goals import Level
from rotation.statements.greedy import first_roster
from rotation.statements.view import ModelView
from rotation.testing import make_problem, make_shift

WEEKS = tuple(f"A-2026-12-{day:02}" for day in (1, 5, 9, 13))
FIRST, SECOND, THIRD, FOURTH = WEEKS
PROBLEM = make_problem(
    ["ada", "ben", "chi"], [make_shift(week, days=4, rest_days=0) for week in WEEKS]
)


def level(shares: dict[str, int], base: dict[str, int] | None = None, **amounts: int) -> Level:
    weights = {week: amounts.get(f"on_{week[-2:]}", 1) for week in WEEKS}
    already = dict.fromkeys(shares, 0) if base is None else base
    return Level(weights, already, {person: Fraction(share) for person, share in shares.items()})


def dealt(view: ModelView, *levels: Level, prefer: dict[str, str | None] | None = None) -> str:
    """Return the initials of the holders in order, `-` for an open shift."""
    roster = first_roster(view, list(levels), prefer)
    return "".join((roster[week] or "-")[0] for week in WEEKS)


def test_shifts_go_round_by_name_where_nothing_else_decides() -> None:
    """Whoever has fewest takes the next shift, of equals the first by id."""
    assert dealt(ModelView(PROBLEM)) == "abca"


@pytest.mark.parametrize(
    ("target", "holders"),
    [
        (level({"ada": 1, "ben": 2, "chi": 1}), "babc"),
        (level({"ada": 2, "ben": 2, "chi": 2}, {"ada": 2, "ben": 1, "chi": 0}), "cbca"),
        (level({"ada": 0, "ben": 0, "chi": 4}), "cccc"),
        (level({"ada": 1, "ben": 1, "chi": 1}, on_01=3), "abcb"),
        (level({"ada": 1, "ben": 1, "chi": 1}, on_01=0), "aabc"),
    ],
)
def test_whoever_is_furthest_below_the_share_is_next(target: Level, holders: str) -> None:
    """What somebody has already and what a shift counts are taken off the share."""
    assert dealt(ModelView(PROBLEM), target) == holders


def test_shifts_that_a_ledger_leaves_out_take_no_room() -> None:
    """Ben takes the second, which does not count, and has as much room for the third as before."""
    share = dict.fromkeys(("ada", "ben"), Fraction(3, 2))
    target = Level({FIRST: 1, THIRD: 1, FOURTH: 1}, dict.fromkeys(share, 0), share)
    assert dealt(ModelView(PROBLEM), target) == "abba"


def test_whoever_has_no_share_has_no_room() -> None:
    """Ada is one below her share: only then she is no further below than the others."""
    assert dealt(ModelView(PROBLEM), level({"ada": 1})) == "aabc"


def test_the_first_level_decides() -> None:
    """A later ledger is not looked at."""
    first = level({"ada": 0, "ben": 4, "chi": 0})
    second = level({"ada": 0, "ben": 0, "chi": 4}, on_01=9)
    assert dealt(ModelView(PROBLEM), first, second) == "bbbb"


def test_statements_are_kept() -> None:
    """Absences, requirements and every bound on what one may hold; else a shift stays open."""
    view = ModelView(PROBLEM)
    view.forbid("ada", FIRST, because="away")
    view.require("chi", THIRD, because="locked")
    assert dealt(view) == "baca"
    view.at_most(2, [view.works("ada", week) for week in WEEKS], because="twice is enough")
    assert dealt(view) == "baca"
    view.at_most(0, [view.works("ada", FOURTH)], because="not then")
    assert dealt(view) == "bacb"
    view.at_most(1, [view.works("ben", week) for week in WEEKS], because="once is enough")
    assert dealt(view) == "bacc"
    view.at_most(1, [view.works("chi", week) for week in WEEKS[2:]], because="one of two")
    assert dealt(view) == "bac-"


def test_preferred_holders_keep_their_shifts() -> None:
    """As far as the statements let them, before anybody else; the others are dealt around them."""
    view = ModelView(PROBLEM)
    assert dealt(view, prefer={SECOND: "ada", THIRD: None}) == "baca"
    assert dealt(view, prefer={FOURTH: "chi", "B-2026-12-01": "ada", FIRST: "dee"}) == "abac"
    view.forbid("ada", SECOND, because="away")
    view.at_most(1, [view.works("chi", week) for week in WEEKS], because="once is enough")
    assert dealt(view, prefer={SECOND: "ada", THIRD: "chi", FOURTH: "chi"}) == "abca"
    view.require("ben", THIRD, because="locked")
    assert dealt(view, prefer={THIRD: "chi"}) == "acba"


def test_weights_and_conditions_are_kept() -> None:
    """A heavy shift leaves less room (V2); where Ben holds the first one, Ada may not (V3)."""
    view = ModelView(PROBLEM)
    works = [view.works("ada", week) for week in WEEKS]
    view.at_most(3, works, weights=[3, 1, 1, 1], because="heavy")
    assert dealt(view, level({"ada": 4, "ben": 1, "chi": 0})) == "abbc"
    shares = level({"ada": 4, "ben": 5, "chi": 0})
    assert dealt(view, shares) == "baba"
    view.at_most(1, works, when=view.works("ben", FIRST), because="once where Ben begins")
    assert dealt(view, shares) == "babb"
    assert dealt(view, shares, prefer={SECOND: "ada", FOURTH: "ada"}) == "caba"
    view.at_most(0, [view.works("ada", THIRD)], when=view.works("ada", FOURTH), because="not both")
    assert dealt(view, shares, prefer={FOURTH: "ada"}) == "bbba"
