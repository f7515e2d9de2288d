"""Rotations made from parts and from dictionaries."""

import datetime as dt
import json
import pickle
import re
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import rotation
from rotation import (
    BadInput,
    CompanyDay,
    Engineer,
    Entry,
    HolidayRules,
    Offer,
    PaySettings,
    Pin,
    Rotation,
    SpecialPeriod,
    TimeOff,
    Track,
    TrackSettings,
    Wish,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
TEAMS = sorted(path.parent.name for path in EXAMPLES.glob("*/rotation.toml"))
NEW_YORK = "America/New_York"
ADA = {"name": "Ada Lovelace", "joined": date(2024, 3, 4)}


def made(**arguments: Any) -> Rotation:
    """Return a team of Ada and Bela with one track, or with what is given."""
    usual = {
        "tracks": [Track("A", "Mon 11:00")],
        "engineers": [Engineer(**ADA), Engineer("Bela Bartok", date(2024, 3, 4))],
    }
    return Rotation(**{"name": "Team", "timezone": NEW_YORK} | usual | arguments)


def faults_of(make: Callable[[], object]) -> list[str]:
    """Return the faults of bad input."""
    with pytest.raises(BadInput) as caught:
        make()
    return [str(fault) for fault in caught.value.faults]


def wrongs_of(make: Callable[[], object]) -> list[str]:
    """Return what is wrong, sorted, without hints, which have the words of their input.

    Places that a text names are left out.
    """
    with pytest.raises(BadInput) as caught:
        make()
    places = r"(on )?line \d+|(at )?(track|engineer|engineers|tracks)\[\d+\]"
    return sorted(re.sub(places, "PLACE", fault.what) for fault in caught.value.faults)


def test_what_is_left_out_is_as_in_files() -> None:
    """A rotation fills ids, zones and tracks, and reads handovers."""
    ada, bela = made(tracks=[Track("A", "Mon 11:00"), Track("B", ["Wed 09:00"])]).engineers
    assert (ada.id, ada.timezone, ada.tracks) == ("ada-lovelace", NEW_YORK, ("A", "B"))
    assert (ada.capacity, bela.id) == (1, "bela-bartok")


def test_days_are_whole_local_days_of_the_person() -> None:
    """Both ends are included, as in time_off.csv; instants are half-open."""
    tokyo = Engineer(**ADA, timezone="Asia/Tokyo")
    start = datetime(2027, 1, 4, 9, tzinfo=UTC)
    days = TimeOff("Ada Lovelace", date(2026, 12, 21), date(2026, 12, 27))
    hours = TimeOff("ada-lovelace", start, start + timedelta(hours=1), "leave")
    first, second = made(engineers=[tokyo], time_off=[hours, days]).time_off
    assert first.start == datetime(2026, 12, 20, 15, tzinfo=UTC)
    assert first.end == datetime(2026, 12, 27, 15, tzinfo=UTC)
    assert first.wording == "2026-12-21 to 2026-12-27"
    assert (second.start, second.end, second.kind) == (start, hours.end, "leave")


def test_a_capacity_is_what_its_decimals_say() -> None:
    """Also where it changes on a date."""
    half = Engineer(**ADA, capacity=0.1)
    less = Engineer("Bela Bartok", date(2024, 3, 4), capacity={date(2027, 3, 1): 0.6})
    team = made(engineers=[half, less])
    assert team.engineers[0].capacity == Fraction(1, 10)
    assert team.engineers[1].capacities == ((date(2027, 3, 1), Fraction(3, 5)),)


HEAD = f'[rotation]\nname = "Team"\ntimezone = "{NEW_YORK}"\n'
TRACK_A = '[[track]]\nname = "A"\nhandover = "Mon 11:00"\n'
PEOPLE = "".join(
    f'[[engineer]]\nname = "{name}"\njoined = 2024-03-04\n'
    for name in ("Ada Lovelace", "Bela Bartok")
)
OTHER_ADA = Engineer("Ada Lovelace", date(2024, 3, 4))
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "zone of the rotation": (
        {"timezone": "Americas/New_York"},
        HEAD.replace("a/New", "as/New") + TRACK_A + PEOPLE,
    ),
    "no tracks": ({"tracks": []}, HEAD + PEOPLE),
    "no engineers": ({"engineers": []}, HEAD + TRACK_A),
    "two people with one id": (
        {"engineers": [OTHER_ADA, OTHER_ADA]},
        HEAD + TRACK_A + PEOPLE.replace("Bela Bartok", "Ada Lovelace"),
    ),
    "unknown country": (
        {"holidays": HolidayRules("XX")},
        HEAD + TRACK_A + PEOPLE + '[holidays]\ncountry = "XX"\n',
    ),
    "negative capacity and unknown zone": (
        {"engineers": [Engineer(**ADA, capacity=-1, timezone="Mars/Phobos")]},
        HEAD
        + TRACK_A
        + '[[engineer]]\nname = "Ada Lovelace"\njoined = 2024-03-04\ncapacity = -1\n'
        + 'timezone = "Mars/Phobos"\n',
    ),
    "a handover that is none": (
        {"tracks": [Track("A", "Mon 25:00", weeks=2)]},
        HEAD + TRACK_A.replace("11", "25") + "weeks = 2\n" + PEOPLE,
    ),
    "no track to serve": (
        {"engineers": [Engineer(**ADA, tracks=[])]},
        HEAD + TRACK_A + PEOPLE[: len(PEOPLE) // 2 + 1] + "tracks = []\n",
    ),
    "a pin of nobody": (
        {"pins": [Pin("A-2026-11-30", "Zoe")]},
        HEAD + TRACK_A + PEOPLE + '[[pin]]\nshift = "A-2026-11-30"\nengineer = "Zoe"\n',
    ),
    "a pay that is none": (
        {"pay": PaySettings(working=Fraction(-1))},
        HEAD + TRACK_A + PEOPLE + "[pay]\nworking = -1\n",
    ),
    "a rule that is none": (
        {"rules": {"limit": [{"shifts": 2, "dayz": 3}]}},
        HEAD + TRACK_A + PEOPLE + "[[rules.limit]]\nshifts = 2\ndayz = 3\n",
    ),
    "a goal that is none": (
        {"goals": ["open", "spacings"]},
        HEAD + TRACK_A + PEOPLE + '[goals]\norder = ["open", "spacings"]\n',
    ),
    "a period without end": (
        {"special_periods": [SpecialPeriod("New Year", "12-31", "13-01")]},
        HEAD
        + TRACK_A
        + PEOPLE
        + '[[special_period]]\nname = "New Year"\nfirst_day = "12-31"\nlast_day = "13-01"\n',
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_same_faults_as_files(name: str, tmp_path: Path) -> None:
    """From parts, from a dictionary and from a file: equal but for the place and its language."""
    arguments, toml = CASES[name]
    (tmp_path / "rotation.toml").write_text(toml, encoding="utf-8")
    in_file = wrongs_of(lambda: rotation.load(tmp_path))
    data = tomllib.loads(toml)
    assert wrongs_of(lambda: Rotation.from_dict(data)) == in_file
    assert wrongs_of(lambda: made(**arguments)) == in_file


def test_places_are_paths_of_arguments() -> None:
    """Every fault of every argument is reported at once, each at its path."""
    zoe = Engineer("Zoe", date(2024, 3, 4), aliases=["Z", "Z"], timezone="Nowhere")
    settings = [TrackSettings("Mon 9:00", last_day=date(2027, 1, 3)), TrackSettings("Mon 25:00")]
    faults = faults_of(
        lambda: made(
            tracks=[Track("A", "Mon 11:00"), Track("B", settings=settings)],
            engineers=[Engineer(**ADA), zoe],
            holidays=HolidayRules("US", extra=[CompanyDay("02-30", "Never")]),
            time_off=[TimeOff("nobody", date(2026, 1, 2), date(2026, 1, 1))],
            notice_days=-1,
            soft=["rest"],
        )
    )
    assert {fault.partition(": ")[0] for fault in faults} == {
        "engineers[1].aliases[1]",
        "engineers[1].timezone",
        "holidays.extra[0].date",
        "notice_days",
        "soft[0]",
        "time_off[0].end",
        "time_off[0].engineer",
        "tracks[1].settings[1].handover",
    }


def test_places_are_paths_of_dictionaries() -> None:
    """As the dictionary has them, records under `records` included."""
    data = {
        "rotation": {"name": "Team", "timezone": "Nowhere"},
        "track": [{"name": "A", "handover": "Mon 11:00"}],
        "engineer": [{"name": "Ada", "joined": "2024-02-30"}],
        "records": {"time_off": [{"engineer": "Ada", "start": "2026-01-01", "stop": 1}]},
    }
    faults = faults_of(lambda: Rotation.from_dict(data, wishes=[{"engineer": "Ada"}]))
    assert {fault.partition(": ")[0] for fault in faults} == {
        "engineer[0].joined",
        "records.time_off[0].end",
        "records.time_off[0].stop",
        "rotation.timezone",
        "wishes[0].end",
        "wishes[0].start",
        "wishes[0].want",
    }


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda: Engineer("Ada", "2024-03-04"), "joined"),  # type: ignore[arg-type]
        (lambda: Engineer("Ada", datetime(2024, 3, 4, tzinfo=UTC)), "joined"),
        (lambda: Engineer(7, date(2024, 3, 4)), "name"),  # type: ignore[arg-type]
        (lambda: Engineer("Ada", date(2024, 3, 4), capacity="half"), "capacity"),  # type: ignore[arg-type]
        (lambda: Engineer("Ada", date(2024, 3, 4), tracks=[1]), "tracks"),  # type: ignore[list-item]
        (lambda: Engineer("Ada", date(2024, 3, 4), capacity={1: 0.5}), "capacity"),  # type: ignore[dict-item]
        (lambda: TimeOff("ada", datetime(2026, 1, 1), date(2026, 1, 2)), "start"),  # noqa: DTZ001 - naive
        (lambda: TimeOff("ada", date(2026, 1, 1), "2026-01-02"), "end"),  # type: ignore[arg-type]
        (lambda: Offer("ada", date(2026, 1, 1), date(2026, 1, 2), max_shifts=1.5), "max_shifts"),  # type: ignore[arg-type]
        (lambda: Wish("ada", date(2026, 1, 1), date(2026, 1, 2), "no"), "want"),  # type: ignore[arg-type]
        (lambda: Track("A", 11), "handover"),  # type: ignore[arg-type]
        (lambda: Track("A", "Mon 11:00", weeks="2"), "weeks"),  # type: ignore[arg-type]
        (lambda: HolidayRules("US", extra=["12-24"]), "extra"),  # type: ignore[list-item]
        (lambda: SpecialPeriod("New Year", 12, "01-01"), "first_day"),  # type: ignore[arg-type]
    ],
)
def test_a_part_names_what_has_a_wrong_type(make: Callable[[], object], place: str) -> None:
    """When it is made, before any rotation reads it."""
    (fault,) = faults_of(make)
    assert fault.startswith(f"{place}: "), fault


def test_parts_are_short_and_can_be_written_back() -> None:
    """Only what differs from the defaults is shown, and means the same part."""
    part = Engineer("Ada", joined=date(2024, 3, 4), capacity=0.5, tracks=["A"])
    names = {**vars(rotation), "datetime": dt, "Fraction": Fraction}
    names |= {"Engineer": Engineer, "TimeOff": TimeOff}
    assert eval(repr(part), names) == part  # noqa: S307 - of our own text
    leave = TimeOff("ada", date(2026, 1, 1), date(2026, 1, 2), "leave")
    assert eval(repr(leave), names) == leave  # noqa: S307 - of our own text
    assert "timezone" not in repr(part)
    assert part.replace(capacity=1).capacity == 1


@pytest.mark.parametrize("name", TEAMS)
def test_every_example_comes_back_equal(name: str) -> None:
    """From its dictionary, also as JSON; from its own parts; and from a pickle."""
    team = rotation.load(EXAMPLES / name)
    data = team.to_dict()
    assert Rotation.from_dict(data) == team
    assert Rotation.from_dict(json.loads(json.dumps(data, default=str))) == team
    assert team.replace() == team
    assert pickle.loads(pickle.dumps(team)) == team  # noqa: S301 - our own


def test_a_wish_to_be_spared_comes_back_equal() -> None:
    """What is false is not left out of the dictionary."""
    team = made(wishes=[Wish("ada-lovelace", date(2027, 2, 1), date(2027, 2, 2), want=False)])
    assert team.to_dict()["records"]["wishes"][0]["want"] is False
    assert Rotation.from_dict(team.to_dict()) == team


def test_a_change_is_checked_again() -> None:
    """`replace` refuses what would not be accepted when made."""
    team = made(time_off=[TimeOff("ada-lovelace", date(2026, 1, 1), date(2026, 1, 2))])
    assert team.replace(notice_days=3).time_off == team.time_off
    (fault,) = faults_of(lambda: team.replace(engineers=team.engineers[1:]))
    assert fault.startswith("time_off[0].engineer: unknown engineer 'ada-lovelace'")


def test_a_team_made_in_python_can_be_planned() -> None:
    """It is like one from files: here the published line stays, and the weeks alternate."""
    start = datetime(2026, 11, 30, 16, tzinfo=UTC)
    line = Entry(
        "A-2026-11-30", "A", rotation.ShiftKind.REGULAR, start, start + timedelta(7), "bela-bartok"
    )
    team = made(min_rest_days=0, published=[line])
    today = date(2026, 11, 20)
    plan = team.plan(start=date(2026, 11, 30), weeks=2, today=today)
    held = {row.shift: row.engineer for row in plan.to_frame().itertuples()}
    assert held["A-2026-11-30"] == "bela-bartok"
    assert held["A-2026-12-07"] == "ada-lovelace"


def test_a_track_that_nobody_serves_is_a_remark_at_its_argument() -> None:
    """As the command line warns of it with file and line; `replace` finds it once more."""
    ada = Engineer("Ada", joined=date(2024, 3, 4), tracks=["A"])
    tracks = [Track("A", "Mon 11:00"), Track("B", "Tue 11:00")]
    team = Rotation("Team", "UTC", tracks=tracks, engineers=[ada])
    (remark,) = team.remarks
    assert str(remark) == (
        "tracks[1].name: nobody may hold track 'B': Ada does not serve it; "
        "add it to somebody's `tracks`"
    )
    assert team.replace(min_rest_days=3).remarks == team.remarks
    (remark,) = Rotation.from_dict(team.to_dict()).remarks
    assert remark.place == "track[1].name"
