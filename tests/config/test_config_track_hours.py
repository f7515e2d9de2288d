"""Hours, place and holders of `[[track]]` tables."""

from datetime import time

import pytest
from config_cases import HEAD, FaultsOf, Team
from tests.teams import person

from rotation.model.settings import RotationData
from rotation.model.tracks import DayKind, OnRestDay, WeeklyWindow

WORKDAYS = (0, 1, 2, 3, 4)

# Keys of a `[[track]]` table behind HEAD; the first of them stands on line 7.
CASES = {
    'windows = ["Mon-Fri 08:00-18:00", "Fri 17:00-20:00"]': (
        "7: track.windows: 'Fri 17:00-20:00' overlaps 'Mon-Fri 08:00-18:00'; "
        "let one end before the other begins"
    ),
    'windows = ["workdays 09:00-17:00", "Mon 16:00-20:00"]': (
        "7: track.windows: 'Mon 16:00-20:00' overlaps 'workdays 09:00-17:00'; "
        "let one end before the other begins"
    ),
    'windows = ["Mon-Fri 8-18"]': (
        "7: track.windows: 'Mon-Fri 8-18' is not a window; "
        "write days and hours, as 'Mon-Fri 08:00-18:00'"
    ),
    "windows = []": "7: track.windows: is an empty list; leave the key out or name one",
    'weekend = []\nwindows = "rest_days"': (
        "8: track.windows: hold no hour of the year from 2026-01-01; "
        "name days that come, such as Mon-Fri"
    ),
    'timezone = "Europe/Lodnon"': (
        "7: track.timezone: unknown time zone 'Europe/Lodnon'; did you mean 'Europe/London'?"
    ),
    'country = "Germany"': "7: track.country: unknown country 'Germany'; did you mean 'DE'?",
    'subdivision = "BY"': '7: track.subdivision: needs a country; add `country = "US"`',
    'country = "DE"\nsubdivision = "Bavria"': (
        "8: track.subdivision: unknown subdivision 'Bavria' of DE; did you mean 'BY'?"
    ),
    'on_rest_day = "move"': (
        "7: track.on_rest_day: unknown choice 'move'; known: keep, next_workday"
    ),
    "counts = -1": (
        "7: track.counts: the number -1 is outside 0 to 10; 1 is a whole shift, 0 counts nothing"
    ),
    "counts = 0.333": "7: track.counts: the number 0.333 has more than 2 decimals; round it",
    'counts = "half"': (
        "7: track.counts: expects a number, got the text 'half'; "
        "1 is a whole shift, 0 counts nothing"
    ),
    "shadow = true\ncounts = 1": (
        "8: track.counts: belongs to a shadow, which counts nothing; remove it"
    ),
    "level = 0": "7: track.level: the number 0 is outside 1 to 99",
    'level = "primary"': "7: track.level: expects a whole number, got the text 'primary'",
    'needs = ["database", "database"]': "7: track.needs: 'database' is named twice; name it once",
    "holders = 0": "7: track.holders: the number 0 is outside 1 to 20",
    'holders = 2\n[[track]]\nname = "A.2"\nhandover = "Mon 09:00"': (
        "7: track.holders: makes the track 'A.2', which is on line 8; "
        "give one of the two another name"
    ),
    'last_day = 2027-03-31\nholders = 2\n[[track]]\nname = "A"\nhandover = "Mon 09:00"\n'
    'first_day = 2027-04-01\nlast_day = 2027-06-30\n[[track]]\nname = "A"\n'
    'handover = "Mon 09:00"\nfirst_day = 2027-07-01\nholders = 2': (
        "18: track.holders: gives 'A.2' a second time, after a table with fewer holders; "
        "leave no gap between its tables"
    ),
    'hours = "09:00-17:00"': (
        "7: track.hours: unknown key; known: anchor, country, counts, first_day, handover, "
        "holders, last_day, level, name, needs, on_rest_day, shadow, subdivision, timezone, was, "
        "weekend, weeks, windows"
    ),
}


SKILLS = 'skills = ["database", "senior"]'


def table(keys: str) -> str:
    return f'{HEAD}[[track]]\nname = "A"\nhandover = "Mon 09:00"\n{keys}\n{person("Ada", SKILLS)}'


@pytest.mark.parametrize("keys", list(CASES))
def test_a_faulty_key_names_its_line_and_the_fix(faults_of: FaultsOf, keys: str) -> None:
    """Each has exactly one fault."""
    assert faults_of(table(keys)) == [f"rotation.toml:{CASES[keys]}"]


def read(team: Team, keys: str, people: str = "") -> RotationData:
    return team(table(keys) + people)


def test_hours_and_place_are_read(team: Team) -> None:
    """Every key of a track is in its settings; company days and excluded holidays stay."""
    data = read(
        team,
        'windows = ["Mon-Fri 08:00-18:00", "rest_days 10:00-12:00"]\ntimezone = "Europe/London"\n'
        'country = "GB"\nsubdivision = "Scotland"\non_rest_day = "next_workday"\nlevel = 2\n'
        'needs = ["senior", "database"]\n[holidays]\ncountry = "US"\nexclude = ["Columbus Day"]',
    )
    (settings,) = data.tracks[0].settings
    assert settings.windows == (
        WeeklyWindow(WORKDAYS, time(8), time(18)),
        WeeklyWindow(DayKind.REST_DAYS, time(10), time(12)),
    )
    assert settings.timezone == "Europe/London"
    assert settings.on_rest_day is OnRestDay.NEXT_WORKDAY
    assert (settings.level, settings.needs) == (2, ("database", "senior"))
    assert settings.holidays is not None
    assert (settings.holidays.country, settings.holidays.subdivision) == ("GB", "SCT")
    assert settings.holidays.exclude == ("Columbus Day",)


def test_without_keys_a_track_has_the_rotations(team: Team) -> None:
    """No hours, no place, no role: as before."""
    (settings,) = read(team, "").tracks[0].settings
    assert (settings.windows, settings.timezone, settings.holidays) == ((), None, None)
    assert settings.on_rest_day is None


def test_a_weekend_alone_changes_the_rotations_rest_days(team: Team) -> None:
    """The country stays."""
    data = read(team, 'weekend = ["Fri", "Sat"]\n[holidays]\ncountry = "US"')
    rules = data.tracks[0].settings[0].holidays
    assert rules is not None
    assert (rules.country, rules.weekend) == ("US", (4, 5))


def test_several_holders_are_tracks_of_one_group(team: Team) -> None:
    """`holders = 2` makes A.1 and A.2; the first goes on with what was written for A (H36)."""
    data = read(
        team,
        'holders = 2\nwas = "Old"',
        person("Ben", 'tracks = ["A"]') + person("Cy", 'tracks = ["A.2"]'),
    )
    assert [(t.name, t.group, t.was) for t in data.tracks] == [
        ("A.1", "A", ("A", "Old", "Old.1")),
        ("A.2", "A", ("Old.2",)),
    ]
    assert {e.id: e.tracks for e in data.engineers} == {
        "ada": ("A.1", "A.2"),
        "ben": ("A.1", "A.2"),
        "cy": ("A.2",),
    }


def test_more_holders_from_a_day_on_are_a_track_that_begins(team: Team) -> None:
    """The second holder's track has only the tables with two."""
    data = read(
        team,
        'last_day = 2027-03-31\n[[track]]\nname = "A"\nhandover = "Mon 09:00"\n'
        "first_day = 2027-04-01\nholders = 2",
    )
    assert [len(t.settings) for t in data.tracks] == [2, 1]


def test_a_special_period_names_tracks(team: Team) -> None:
    """All holders of a table are meant by its name; an unknown name is a fault."""
    period = '[[special_period]]\nname = "P"\nfirst_day = "12-25"\nlast_day = "01-01"\n'
    data = read(team, "holders = 2", f'{period}tracks = ["A"]\n')
    assert data.special_periods[0].tracks == ("A.1", "A.2")


def test_a_special_period_of_an_unknown_track(faults_of: FaultsOf) -> None:
    """The nearest name is offered."""
    period = '[[special_period]]\nname = "P"\nfirst_day = "12-25"\nlast_day = "01-01"\n'
    toml = table("") + f'{period}tracks = ["Primry"]\n'
    toml = toml.replace('name = "A"', 'name = "Primary"')
    (fault,) = faults_of(toml)
    assert fault.endswith("tracks: unknown track 'Primry'; did you mean 'Primary'?")
