"""Whom a new plan moves, and the sentences about it."""

from tests.teams import TRACK_A, make_team

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.plans.difference import moved, people
from rotation.rules import DEFAULT_RULES
from rotation.testing import make_problem, make_shift

NAMES = ("ada", "ben")
SHIFTS = [make_shift(f"A-2026-12-{day}") for day in ("07", "14", "21", "28")]
TEAM = make_team(*NAMES, tracks=(TRACK_A,), timezone="UTC")


def published(*holders: str) -> Problem:
    """Return four weeks with these holders, nobody away, no rest needed."""
    held = {shift.id: holder for shift, holder in zip(SHIFTS, holders, strict=True)}
    return make_problem(list(NAMES), SHIFTS, published=held)


def roster(*holders: str) -> Roster:
    """Return who holds the four weeks."""
    return Roster({shift.id: holder for shift, holder in zip(SHIFTS, holders, strict=True)})


def test_an_exchange_for_fairness_alone_has_that_reason() -> None:
    """Two people take each other's shifts and nothing forces either: the search ends."""
    moves = moved(published("ada", "ben", "ada", "ben"), roster("ben", "ada", "ada", "ben"), ())
    assert [(move.shift.id, move.before, move.after) for move in moves] == [
        ("A-2026-12-07", "ada", "ben"),
        ("A-2026-12-14", "ben", "ada"),
    ]
    assert {move.because for move in moves} == {
        "nobody else has to move, and the shares are fairer"
    }


def test_a_sentence_lists_every_shift_of_a_person() -> None:
    """One shift, two, and three: `X`, `X and Y`, `X, Y and Z`."""
    first, second, third, _ = (f"({shift.id})" for shift in SHIFTS)
    for count, listed in (
        (1, f"7-14 December 2026 {first}"),
        (2, f"7-14 December 2026 {first} and 14-21 December 2026 {second}"),
        (
            3,
            f"7-14 December 2026 {first}, 14-21 December 2026 {second}"
            f" and 21-28 December 2026 {third}",
        ),
    ):
        taken = roster(*["ben"] * count, *["ada"] * (4 - count))
        changes = people(TEAM, moved(published(*["ada"] * 4), taken, DEFAULT_RULES))
        words = {change.person: change.text for change in changes}
        assert words["ada"].startswith(f"Ada: no longer {listed}, because "), words["ada"]
        assert words["ben"].startswith(f"Ben: takes {listed}, because "), words["ben"]


def test_a_reason_follows_who_took_what_and_not_what_is_open() -> None:
    """Ada's shift goes to Ben, whose own one was left open: that opens nothing for anybody."""
    held = published("ada", "ben", "ben", "ada")
    after = Roster(dict(zip((s.id for s in SHIFTS), ("ben", None, "ada", "ada"), strict=True)))
    reasons = {move.shift.id: move.because for move in moved(held, after, ())}
    assert set(reasons.values()) == {"nobody else has to move, and the shares are fairer"}
    shifts = {shift.id: person for shift, person in zip(SHIFTS, ("ada", "ben"), strict=False)}
    problem = make_problem(list(NAMES), SHIFTS[:3], published=shifts)
    chain = Roster(dict(zip((s.id for s in SHIFTS), ("ben", "ben", "ada"), strict=False)))
    assert {move.shift.id: move.because for move in moved(problem, chain, ())} == {
        SHIFTS[0].id: f"{SHIFTS[2].id} was open",
        SHIFTS[2].id: "it was open",
    }
