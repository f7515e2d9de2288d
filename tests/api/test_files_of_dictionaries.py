"""`[files]` of a dictionary is read relative to a folder, beside given records (M24)."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rotation
from rotation import BadInput, Rotation

EXAMPLES = Path(__file__).parents[2] / "examples"
TEAMS = sorted(path.parent.name for path in EXAMPLES.glob("*/rotation.toml"))
TEAM: dict[str, Any] = {
    "rotation": {"name": "Team", "timezone": "UTC"},
    "track": [{"name": "A", "handover": "Mon 11:00"}],
    "engineer": [{"name": "Ada Lovelace", "joined": date(2024, 3, 4)}],
}
HEADER = "shift,track,kind,start,end,engineer"
LINE = "A-2026-12-07,A,regular,2026-12-07T11:00Z,2026-12-14T11:00Z,ada-lovelace"
NEXT = dict(
    zip(HEADER.split(","), LINE.replace("-14", "-21").replace("-07", "-14").split(","), strict=True)
)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20261221
DTEND;VALUE=DATE:20261224
SUMMARY:Out of office
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("name", TEAMS)
def test_the_tables_of_a_folder_are_the_folder(name: str) -> None:
    """A file that was read as TOML, with its folder, is what `load` reads."""
    folder = EXAMPLES / name
    data = tomllib.loads((folder / "rotation.toml").read_text(encoding="utf-8"))
    team, loaded = Rotation.from_dict(data, folder=folder), rotation.load(folder)
    assert team == loaded
    assert team.places == loaded.places


def test_calendars_of_people_are_read(tmp_path: Path) -> None:
    """As are people and time off in CSV files, beside those in the dictionary."""
    (tmp_path / "ada.ics").write_text(CALENDAR, encoding="utf-8", newline="\r\n")
    (tmp_path / "people.csv").write_text("name,joined\nZoe,2025-01-07\n", encoding="utf-8")
    (tmp_path / "off.csv").write_text(
        "engineer,start,end\nZoe,2027-01-04,2027-01-05\n", encoding="utf-8"
    )
    data = {
        **TEAM,
        "engineer": [{**TEAM["engineer"][0], "time_off": "ada.ics"}],
        "files": {"engineers": "people.csv", "time_off": "off.csv"},
    }
    given = [{"engineer": "Ada Lovelace", "start": date(2027, 2, 1), "end": date(2027, 2, 1)}]
    team = Rotation.from_dict(data, time_off=given, folder=str(tmp_path))
    assert [engineer.id for engineer in team.engineers] == ["ada-lovelace", "zoe"]
    days = [(absence.engineer, absence.start.date()) for absence in team.time_off]
    assert days == [
        ("ada-lovelace", date(2026, 12, 21)),
        ("ada-lovelace", date(2027, 2, 1)),
        ("zoe", date(2027, 1, 4)),
    ]


def test_a_published_plan_with_the_usual_name_is_read(tmp_path: Path) -> None:
    """Unless lines of it are given; where it is named, both count, with the trades of both."""
    (tmp_path / "published.csv").write_text(f"{HEADER}\n{LINE}\n", encoding="utf-8")
    there = Rotation.from_dict(TEAM, folder=tmp_path)
    assert [line.shift for line in there.published] == ["A-2026-12-07"]
    assert Rotation.from_dict(TEAM).published == ()
    given = Rotation.from_dict(TEAM, published=[NEXT], folder=tmp_path)
    assert [line.shift for line in given.published] == ["A-2026-12-14"]
    trade = {
        "trade": 1,
        "when": "2026-12-01T00:00Z",
        "shift": "A-2026-12-07",
        "revision": 1,
        "start": "2026-12-07T11:00Z",
        "end": "2026-12-14T11:00Z",
        "from": "ada-lovelace",
    }
    named = {**TEAM, "files": {"published": "published.csv"}}
    both = Rotation.from_dict(named, published=[NEXT], trades=[trade], folder=tmp_path)
    assert [(line.shift, line.engineer) for line in both.published] == [
        ("A-2026-12-07", None),
        ("A-2026-12-14", "ada-lovelace"),
    ]


@pytest.mark.parametrize(
    ("folder", "place", "what"),
    [
        (None, "engineer[0].time_off", "names files, but no folder is given"),
        (None, "files", "names files, but no folder is given; give the folder"),
        ("", "files.history", "there is no file 'history.csv'"),
        ("none", "folder", "there is no folder '"),
        (7, "folder", "expects a path, got 7"),
    ],
)
def test_files_that_cannot_be_read(folder: object, place: str, what: str, tmp_path: Path) -> None:
    """Each is at its key, or at the argument."""
    path: Any = tmp_path / folder if isinstance(folder, str) else folder
    data = {
        **TEAM,
        "engineer": [{**TEAM["engineer"][0], "time_off": "ada.ics"}],
        "files": {"history": "history.csv"},
    }
    with pytest.raises(BadInput) as caught:
        Rotation.from_dict(data, folder=path)
    assert [str(f) for f in caught.value.faults if str(f).startswith(f"{place}: {what}")]
