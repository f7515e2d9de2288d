"""What once failed somewhere inside is refused when a rotation is made: place, cause and fix."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rotation import BadInput, Engineer, HolidayRules, Pin, Rotation, Track, TrackSettings

JOINED = date(2024, 3, 4)
USUAL: dict[str, Any] = {
    "name": "Team",
    "timezone": "America/New_York",
    "tracks": [Track("A", "Mon 11:00")],
    "engineers": [Engineer("Ada", JOINED), Engineer("Ben", JOINED)],
}
TABLES: dict[str, Any] = {
    "rotation": {"name": "Team", "timezone": "America/New_York"},
    "track": [{"name": "A", "handover": "Mon 11:00"}],
    "engineer": [{"name": "Ada", "joined": JOINED}, {"name": "Ben", "joined": JOINED}],
}

REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str, str]] = {
    "a zone that does not exist": (
        {"timezone": "America/New_Yrok"},
        {"rotation": {"name": "Team", "timezone": "America/New_Yrok"}},
        "timezone: unknown time zone 'America/New_Yrok'; did you mean 'America/New_York'?",
        "rotation.timezone: unknown time zone 'America/New_Yrok'; did you mean 'America/New_York'?",
    ),
    "a person's zone that does not exist": (
        {"engineers": [Engineer("Ada", JOINED, timezone="Tokio/Asia")]},
        {"engineer": [{"name": "Ada", "joined": JOINED, "timezone": "Tokio/Asia"}]},
        "engineers[0].timezone: unknown time zone 'Tokio/Asia'; use an IANA name such as "
        "America/New_York",
        "engineer[0].timezone: unknown time zone 'Tokio/Asia'; use an IANA name such as "
        "America/New_York",
    ),
    "two people with one id": (
        {"engineers": [Engineer("Ada", JOINED), Engineer("Ben", JOINED, id="ada")]},
        {
            "engineer": [
                {"name": "Ada", "joined": JOINED},
                {"name": "Ben", "joined": JOINED, "id": "ada"},
            ]
        },
        "engineers[1].id: the id 'ada' is taken by engineers[0]; "
        "give one of the two an `id` of its own",
        "engineer[1].id: the id 'ada' is taken by engineer[0]; "
        "give one of the two an `id` of its own",
    ),
    "a country that is none": (
        {"holidays": HolidayRules("XX")},
        {"holidays": {"country": "XX"}},
        "holidays.country: unknown country 'XX'; use an ISO 3166-1 code such as US or DE",
        "holidays.country: unknown country 'XX'; use an ISO 3166-1 code such as US or DE",
    ),
    "a track that is none": (
        {"engineers": [Engineer("Ada", JOINED, tracks=["B"])]},
        {"engineer": [{"name": "Ada", "joined": JOINED, "tracks": ["B"]}]},
        "engineers[0].tracks[0]: unknown track 'B'; known: A",
        "engineer[0].tracks[0]: unknown track 'B'; known: A",
    ),
    "no tracks": (
        {"tracks": []},
        {"track": []},
        "tracks: is missing; pass at least one Track",
        'track: is missing; add `"track": [{"name": ..., "handover": ...}]`',
    ),
    "no engineers": (
        {"engineers": []},
        {"engineer": []},
        "engineers: is missing; pass at least one Engineer",
        'engineer: is missing; add `"engineer": [{"name": ..., "joined": ...}]`',
    ),
    "a capacity below nothing": (
        {"engineers": [Engineer("Ada", JOINED, capacity=-0.5)]},
        {"engineer": [{"name": "Ada", "joined": JOINED, "capacity": -0.5}]},
        "engineers[0].capacity: the number -0.5 is not above 0 and at most 2; 1.0 is full time",
        "engineer[0].capacity: the number -0.5 is not above 0 and at most 2; 1.0 is full time",
    ),
    "settings with a gap": (
        {
            "tracks": [
                Track(
                    "A",
                    settings=[
                        TrackSettings("Mon 11:00", last_day=date(2027, 1, 3)),
                        TrackSettings("Mon 11:00", first_day=date(2027, 1, 5)),
                    ],
                )
            ]
        },
        {
            "track": [
                {"name": "A", "handover": "Mon 11:00", "last_day": "2027-01-03"},
                {"name": "A", "handover": "Mon 11:00", "first_day": "2027-01-05"},
            ]
        },
        "tracks[0].settings[1].first_day: no table covers 2027-01-04 to 2027-01-04, after the "
        "table at tracks[0]; write `first_day=date(2027, 1, 4)`, or `last_day=date(2027, 1, 4)` "
        "there",
        "track[1].first_day: no table covers 2027-01-04 to 2027-01-04, after the table at "
        'track[0]; write `"first_day": "2027-01-04"`, or `"last_day": "2027-01-04"` there',
    ),
    "a pin of nobody": (
        {"pins": [Pin("A-2026-12-07", "Bem")]},
        {"pin": [{"shift": "A-2026-12-07", "engineer": "Bem"}]},
        "pins[0].engineer: unknown engineer 'Bem'; did you mean 'ben'?",
        "pin[0].engineer: unknown engineer 'Bem'; did you mean 'ben'?",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_when_made(case: str) -> None:
    """By arguments and by a dictionary, each in its language."""
    arguments, tables, of_arguments, of_tables = REFUSED[case]
    with pytest.raises(BadInput) as made:
        Rotation(**USUAL | arguments)
    assert str(made.value) == of_arguments
    with pytest.raises(BadInput) as read:
        Rotation.from_dict(TABLES | tables)
    assert str(read.value) == of_tables


def test_all_of_it_is_refused_at_once() -> None:
    """One error has the faults of several cases."""
    cases = [
        "a zone that does not exist",
        "two people with one id",
        "a country that is none",
        "no tracks",
    ]
    arguments = {key: value for case in cases for key, value in REFUSED[case][0].items()}
    with pytest.raises(BadInput) as made:
        Rotation(**USUAL | arguments)
    assert {str(fault) for fault in made.value.faults} == {REFUSED[case][2] for case in cases}


def test_half_a_capacity_is_one_half() -> None:
    """A float is what its decimals say, as in files."""
    half = Engineer("Ada", JOINED, capacity=0.5)
    team = Rotation(**USUAL | {"engineers": [half, Engineer("Ben", JOINED, capacity=0.1)]})
    assert [person.capacity for person in team.engineers] == [Fraction(1, 2), Fraction(1, 10)]
