"""Fair shares where people serve different tracks (F17 to F19)."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from rotation.model.fairness import Quantity, fair_shares, total
from rotation.model.problem import LockKind, Problem
from rotation.model.shifts import Loads
from rotation.testing import (
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

WEEKS = [make_shift(f"{track}-2026-12-{day:02d}") for track in "AB" for day in (7, 14, 21, 28)]


def _shares(problem: Problem) -> dict[str, Fraction]:
    return dict(fair_shares(problem, Quantity.SHIFTS))


def test_each_track_is_shared_by_those_who_serve_it() -> None:
    """One person alone on a track has all of it; two on the other half each."""
    people = [make_person("ada", tracks="A"), *(make_person(p, tracks="B") for p in ("ben", "chi"))]
    assert _shares(make_problem(people, WEEKS)) == {"ada": 4, "ben": 2, "chi": 2}


def test_who_serves_both_evens_out_as_far_as_that_goes() -> None:
    """Somebody on both tracks takes from the track on which there is more for each."""
    people = [make_person("ada", tracks="A"), make_person("ben"), make_person("chi", tracks="B")]
    assert set(_shares(make_problem(people, WEEKS)).values()) == {Fraction(8, 3)}
    people = [make_person("ada", tracks="A"), make_person("ben", weight=3)]
    assert _shares(make_problem(people, WEEKS)) == {"ada": 2, "ben": 6}
    people = [make_person("ada", tracks="A", weight=2), make_person("ben")]
    assert _shares(make_problem(people, WEEKS)) == {"ada": 4, "ben": 4}


def test_what_was_carried_on_another_track_stays_divisible_with_its_holder() -> None:
    """Who changed tracks may keep what they carried; others share it where that is more even."""
    before = [make_shift("A-2026-11-16"), make_shift("A-2026-11-23")]
    held = [make_held(shift, "chi") for shift in before]
    people = [
        make_person("ada", tracks="A"),
        make_person("chi", tracks="B", carried=Loads(shifts=2, days=14)),
    ]
    start = "2026-12-07"
    assert _shares(make_problem(people, WEEKS, carried=held, start=start)) == {
        "ada": Fraction(4 + 1),
        "chi": Fraction(4 + 1),
    }
    # Without the shifts behind it, nobody knows what was carried: everybody shares it.
    assert _shares(make_problem(people, WEEKS, start=start)) == {"ada": 5, "chi": 5}
    # Ben serves A beside Ada, and there is less for each: nobody needs to take it off Chi.
    ben = make_person("ben", tracks="A")
    shares = _shares(make_problem([*people, ben], WEEKS, carried=held, start=start))
    assert shares == {"ada": 3, "ben": 3, "chi": 4}


def test_who_may_hold_nothing_has_share_0() -> None:
    """Their tracks have no shift, whatever they carried before; others share that."""
    held = make_held(make_shift("A-2026-11-23"), "dee")
    people = [
        make_person("ada", tracks="AB"),
        make_person("dee", tracks="Z", carried=Loads(shifts=1, days=7)),
    ]
    problem = make_problem(people, WEEKS, carried=[held], start="2026-12-07")
    assert _shares(problem) == {"ada": 9, "dee": 0}
    assert total(problem, Quantity.SHIFTS) == 9


def test_a_locked_shift_is_divisible_with_its_holder() -> None:
    """A pin on somebody of another track is theirs to keep, or for those who serve the track."""
    people = [make_person("ada", tracks="A"), make_person("ben", tracks="B")]
    lock = make_lock("A-2026-12-07", "ben", LockKind.PIN)
    assert _shares(make_problem(people, WEEKS[:4], locks=[lock])) == {"ada": 4, "ben": 0}
    lone = [*WEEKS[:4], WEEKS[4]]
    assert _shares(make_problem(people, lone, locks=[lock])) == {"ada": 3, "ben": 2}


@settings(max_examples=60, derandomize=True, deadline=None)
@given(tiny_problems())
def test_everybody_on_every_track_has_the_share_by_weight(problem: Problem) -> None:
    """F7 to the digit, for every ledger, with history, locks, part-timers and absences."""
    tracks = frozenset(s.track for s in (*problem.shifts, *(h.shift for h in problem.carried)))
    skills = frozenset(skill for s in problem.shifts for skill in s.needs)
    everything = {"tracks": tracks, "skills": skills, "hours": None}
    people = tuple(replace(person, **everything) for person in problem.people)
    problem = replace(problem, people=people)
    present = [p for p in problem.people if p.present]
    weights = sum(p.weight for p in present)
    for quantity in (Quantity.SHIFTS, Quantity.REST_DAYS, Quantity.HOLIDAYS):
        whole = total(problem, quantity)
        expected = {p.id: Fraction(whole * p.weight, weights or 1) for p in present}
        assert fair_shares(problem, quantity) == expected
