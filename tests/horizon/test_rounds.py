"""Horizons that are so many rounds long."""

from datetime import date

import pytest
from horizon_builders import engineer, local, rotation, track

from rotation.errors import BadInput
from rotation.problems import build_rounds

TODAY = date(2026, 5, 20)


def test_a_round_has_a_shift_for_everybody_in_the_rotation() -> None:
    """Each round has as many shifts as people are there when it begins; joiners count later."""
    team = (
        engineer("Ada", leaves=date(2026, 7, 1)),
        engineer("Ben"),
        engineer("Cy"),
        engineer("Dee", joined="2026-06-10"),
    )
    data = rotation(track("A", "Mon 11:00"), engineers=team, special_periods=(), grace_days=10)
    problem = build_rounds(data, today=TODAY, rounds=3, first=date(2026, 6, 1))
    assert [(round_.people, round_.shifts[0]) for round_ in problem.rounds] == [
        # Nothing says who is on call on 1 June, so the shift in progress is planned too.
        (("ada", "ben", "cy"), "A-2026-05-25"),
        (("ada", "ben", "cy"), "A-2026-06-15"),
        (("ben", "cy", "dee"), "A-2026-07-06"),
    ]
    assert [s for round_ in problem.rounds for s in round_.shifts] == [
        s.id for s in problem.regular()
    ]
    assert local(problem.end) == "2026-07-21 00:00"


def test_shifts_that_begin_together_stay_together() -> None:
    """A horizon cannot end between two handovers of one day: the last round takes both."""
    data = rotation(track("A", "Mon 11:00"), track("B", "Mon 11:00"), special_periods=())
    problem = build_rounds(data, today=TODAY, rounds=1, first=date(2026, 6, 1))
    assert len(problem.rounds[0].people) == 3
    assert len(problem.rounds[0].shifts) == 4


@pytest.mark.parametrize(
    ("options", "place", "what"),
    [
        ({"rounds": 0}, "--rounds", "0 rounds cannot be planned"),
        ({"rounds": 21}, "--rounds", "21 rounds are too many"),
        ({"rounds": 1, "weeks": 2}, "--rounds", "cannot be combined with --weeks"),
        ({"rounds": 1, "month": "2026-06"}, "--rounds", "cannot be combined with --month"),
        ({"rounds": 1, "last": date(2026, 7, 1)}, "--rounds", "cannot be combined with --to"),
    ],
)
def test_other_ways_to_say_a_horizon_are_refused(options: dict, place: str, what: str) -> None:
    """Rounds say the horizon alone, and 1 to 20 of them."""
    with pytest.raises(BadInput) as raised:
        build_rounds(rotation(), today=TODAY, **options)
    assert [(f.place, f.what) for f in raised.value.faults] == [(place, what)]


def test_a_round_without_anybody_is_refused() -> None:
    """When everybody has left before a round begins there is none."""
    team = (engineer("Ada", leaves=date(2026, 6, 12)),)
    with pytest.raises(BadInput, match="nobody is in the rotation when round 4 begins"):
        build_rounds(
            rotation(track("A", "Mon 11:00"), engineers=team),
            today=TODAY,
            rounds=9,
            first=date(2026, 6, 1),
        )
