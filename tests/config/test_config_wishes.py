"""`wishes.csv` and `[home_zone]`."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from config_cases import VALID, FaultsOf, Team
from tests.teams import write_team

from rotation.config import load
from rotation.errors import BadInput
from rotation.model.settings import HomeZone
from rotation.model.source import Source


def loaded(folder: Path, rows: str):
    write_team(folder, VALID, wishes=f"engineer,start,end,want\n{rows}")
    return load(folder)


def test_wishes_are_whole_days_of_the_person(tmp_path: Path) -> None:
    """Dates are days of the person's own zone, the last one included."""
    rows = "grace,2026-12-24,2026-12-24,no\nada,2026-12-07,2026-12-08,yes\n"
    ada, grace = loaded(tmp_path, rows).wishes
    assert (ada.engineer, ada.want, ada.wording) == ("ada", True, "2026-12-07 to 2026-12-08")
    # Ada lives in London, Grace where the rotation is.
    assert ada.start == datetime(2026, 12, 7, tzinfo=UTC)
    assert ada.end == datetime(2026, 12, 9, tzinfo=UTC)
    assert (grace.want, grace.wording) == (False, "on 2026-12-24")
    assert grace.start == datetime(2026, 12, 24, 5, tzinfo=UTC)
    assert grace.source == Source("wishes.csv", 2)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("adda,2026-12-07,2026-12-08,yes", "engineer: unknown engineer 'adda'"),
        ("ada,2026-12-08,2026-12-07,yes", "end: 2026-12-07 lies before start, 2026-12-08"),
        ("ada,2026-12-07,2026-12-08,maybe", "want: unknown want 'maybe'"),
        ("ada,2026-12-07,2026-12-08,", "want: is empty"),
        ("ada,2026-12-07T09:00,2026-12-08,no", "start: expects a date"),
    ],
)
def test_a_wrong_wish_is_reported_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    """Each fault names the line and the column."""
    with pytest.raises(BadInput) as raised:
        loaded(tmp_path, f"{row}\n")
    (fault,) = raised.value.faults
    assert str(fault).startswith(f"wishes.csv:2: {message}"), str(fault)


def test_a_home_zone_has_hours_from_nine_to_five(team: Team) -> None:
    """One zone may stand alone; hours have a default; without the table there is no home."""
    assert team().home_zone is None
    toml = VALID + '[home_zone]\nzones = "America/New_York"\n'
    assert team(toml).home_zone == HomeZone(("America/New_York",), (time(9), time(17)))
    toml = VALID + (
        '[home_zone]\nzones = ["America/New_York", "America/Toronto"]\n'
        'working_hours = ["08:30", "18:00"]\n'
    )
    assert team(toml).home_zone == HomeZone(
        ("America/New_York", "America/Toronto"), (time(8, 30), time(18))
    )


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("", "home_zone.zones: is missing"),
        ('zones = ["America/New_Yrok"]', "home_zone.zones: unknown time zone 'America/New_Yrok'"),
        ('zones = ["UTC", "UTC"]', "home_zone.zones: 'UTC' is named twice"),
        (
            'zones = "UTC"\nworking_hours = ["09:00"]',
            "home_zone.working_hours: expects a list of two",
        ),
        (
            'zones = "UTC"\nworking_hours = ["17:00", "09:00"]',
            "home_zone.working_hours: 09:00 is not after 17",
        ),
        (
            'zones = "UTC"\nworking_hours = ["9", "17:00"]',
            "home_zone.working_hours: there is no time '9'",
        ),
        ('zones = "UTC"\nhours = 1', "home_zone.hours: unknown key"),
    ],
)
def test_a_wrong_home_zone_is_reported(faults_of: FaultsOf, keys: str, message: str) -> None:
    """Each fault names the key."""
    messages = faults_of(VALID + f"[home_zone]\n{keys}\n")
    assert len(messages) == 1
    assert message in messages[0], messages
