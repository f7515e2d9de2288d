"""What a rotation fills follows it: a change means what the same change of the files means."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import rotation
from rotation import (
    BadInput,
    CompanyDay,
    Engineer,
    HolidayRules,
    Offer,
    Rotation,
    TimeOff,
    Track,
    TrackSettings,
    Wish,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
TEAMS = sorted(path.parent.name for path in EXAMPLES.glob("*/rotation.toml"))
TOKYO = "Asia/Tokyo"
DAY = date(2026, 12, 21)


def made(**arguments: Any) -> Rotation:
    """Return a team of Ada, who has a zone and tracks of her own, and Ben, who has not."""
    usual = {
        "tracks": [Track("A", "Mon 11:00"), Track("B", "Wed 11:00")],
        "engineers": [
            Engineer("Ada", date(2024, 3, 4), timezone="America/New_York", tracks=["A"]),
            Engineer("Ben", date(2024, 3, 4)),
        ],
    }
    return Rotation(**{"name": "Team", "timezone": "America/New_York"} | usual | arguments)


def outcome_of(make: Callable[[], Rotation]) -> object:
    """Return a rotation, or what is wrong with it."""
    try:
        return make()
    except BadInput as problem:
        return sorted({fault.what for fault in problem.faults})


@pytest.mark.parametrize("name", TEAMS)
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_zone_that_is_replaced_is_as_one_in_the_file(
    name: str, zone: str, tmp_path: Path
) -> None:
    """Every example with another zone: people's days, offers and wishes included."""
    shutil.copytree(EXAMPLES / name, tmp_path / "team")
    config = tmp_path / "team" / "rotation.toml"
    text = config.read_text(encoding="utf-8")
    head = re.compile(r'(\[rotation\][^\[]*?\ntimezone = )"[^"]+"')
    config.write_text(head.sub(rf'\1"{zone}"', text), encoding="utf-8")
    team = rotation.load(EXAMPLES / name)
    assert outcome_of(lambda: team.replace(timezone=zone)) == outcome_of(
        lambda: rotation.load(tmp_path / "team")
    )


def test_only_zones_of_their_own_stay() -> None:
    """One that equals the rotation's is still the person's own; it may be given up."""
    team = made()
    ada, ben = team.replace(timezone=TOKYO).engineers
    assert (ada.timezone, ben.timezone) == ("America/New_York", TOKYO)
    free = ada.replace(timezone=None)
    assert team.replace(engineers=[free, ben], timezone="UTC").engineers[0].timezone == "UTC"
    own = ben.replace(timezone=ben.timezone)
    assert team.replace(engineers=[ada, own], timezone="UTC").engineers[1].timezone == TOKYO
    assert team.replace(timezone=TOKYO).replace(timezone=team.timezone) == team


def test_whole_days_are_those_of_the_new_zone() -> None:
    """Instants stay what they are."""
    off = TimeOff("ben", DAY, DAY)
    hour = TimeOff("ben", datetime(2027, 1, 4, 9, tzinfo=UTC), datetime(2027, 1, 4, 10, tzinfo=UTC))
    days: dict[str, Any] = {
        "offers": [Offer("ada", DAY, DAY)],
        "wishes": [Wish("ben", DAY, DAY, want=False)],
    }
    team = made(time_off=[off, hour], **days)
    moved = team.replace(timezone=TOKYO)
    assert moved == made(time_off=[off, hour], timezone=TOKYO, **days)
    assert moved.time_off[0].start == datetime(2026, 12, 20, 15, tzinfo=UTC)
    assert (moved.time_off[1].start, moved.time_off[1].end) == (hour.start, hour.end)


def test_whoever_serves_all_tracks_serves_new_ones() -> None:
    """And only the tracks that are left, without being changed."""
    team = made()
    more = team.replace(tracks=[*team.tracks, Track("C", "Fri 11:00")])
    assert [person.tracks for person in more.engineers] == [("A",), ("A", "B", "C")]
    less = team.replace(tracks=team.tracks[:1])
    assert [person.tracks for person in less.engineers] == [("A",), ("A",)]


def test_rest_days_of_tracks_follow_the_rotation() -> None:
    """What a track does not say itself: country, subdivision, weekend, and days of the company."""
    tracks = [
        Track("A", "Mon 11:00", subdivision="NY"),
        Track("B", "Wed 11:00", weekend=["Fri"]),
        Track("C", "Thu 11:00", country="US"),
    ]
    people = [Engineer("Ben", date(2024, 3, 4))]
    before = HolidayRules("US", "CA", weekend=["Sun"])
    after = HolidayRules("US", weekend=["Sat"], extra=[CompanyDay("12-24", "Eve")])
    team = made(tracks=tracks, engineers=people, holidays=before)
    assert team.replace(holidays=after) == made(tracks=tracks, engineers=people, holidays=after)
    settings = team.replace(holidays=after).tracks[0].settings[0]
    assert settings.inherited == ("country", "weekend")
    own = settings.replace(holidays=HolidayRules("DE"))
    assert isinstance(own, TrackSettings)
    assert own.inherited == ()


@pytest.mark.parametrize("name", TEAMS)
def test_what_is_filled_is_not_written(name: str) -> None:
    """A dictionary has zones and tracks of people only where they have their own."""
    team = rotation.load(EXAMPLES / name)
    tables = {table["name"]: table for table in team.to_dict()["engineer"]}
    for person in team.engineers:
        written = tables[person.name].keys() & {"timezone", "tracks"}
        assert written == {"timezone", "tracks"} - set(person.inherited)
    again = Rotation.from_dict(team.to_dict())
    assert [p.inherited for p in again.engineers] == [p.inherited for p in team.engineers]


def test_a_remark_goes_with_its_reason(tmp_path: Path) -> None:
    """It keeps its line as long as it holds, and is given once."""
    track = '[[track]]\nname = "{}"\nhandover = "Mon 11:00"\n'
    toml = '[rotation]\nname = "Team"\ntimezone = "UTC"\n' + track.format("A") + track.format("B")
    person = '[[engineer]]\nname = "Ada"\njoined = 2024-03-04\ntracks = ["A"]\n'
    (tmp_path / "rotation.toml").write_text(toml + person, encoding="utf-8")
    team = rotation.load(tmp_path)
    (remark,) = team.remarks
    assert remark.place == "rotation.toml:8: track.name"
    assert team.replace(notice_days=3).remarks == (remark,)
    (ada,) = team.engineers
    assert team.replace(engineers=[ada.replace(tracks=None)]).remarks == ()


def test_new_tables_of_rules_replace_the_old_ones() -> None:
    """Without them, those that a rotation has stay."""
    team = made(rules={"limit": [{"shifts": 2, "days": 30}]})
    other = team.replace(rules={"limit": [{"shifts": 3, "days": 30}]})
    assert [dict(table.values)["shifts"] for table in other.settings] == [3]
    assert team.replace(rules={}).settings == ()
    assert team.replace(name="Other").settings == team.settings
