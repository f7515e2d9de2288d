"""Hints speak the language of what they are about: a file, its rows, arguments or a dictionary."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import rotation
from rotation import BadInput, Engineer, Entry, HolidayRules, Pin, Rotation, TimeOff, Track
from rotation.model.entrances import Entrance, EntranceKind, entrance_at, entrance_of
from rotation.model.source import Argument, Source

SRC = Path(rotation.__file__).parent
HEADERS = {
    "config/fleet_people.py",  # fleet.toml is a file in any case
    "config/json_schema.py",  # titles of docs/files.md
    "config/toml_lines.py",  # finds headers
    "config/toml_syntax.py",  # is about the syntax of TOML
    "model/entrances.py",
}
"""Where text may have a header of TOML."""

DAY = date(2026, 11, 30)
ADA = Engineer("Ada", joined=date(2024, 3, 4))
A = Track("A", "Mon 11:00")


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the constants of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


def test_one_module_decides_how_hints_call_tables_and_keys() -> None:
    """No other text has a header such as [[engineer]], or a key with a value of TOML."""
    header, value = re.compile(r"(?<!\w)\[\[([a-z]|$)"), re.compile(r"`\w+ = ")
    several = [
        f"{module}:{line}: {text}"
        for path in sorted(SRC.rglob("*.py"))
        if (module := path.relative_to(SRC).as_posix()) not in HEADERS
        for line, text in texts(path)
        if header.search(text) or value.search(text)
    ]
    assert several == []


def hints_of(make: Callable[[], object]) -> dict[str, str]:
    """Return the hints of bad input by place."""
    with pytest.raises(BadInput) as caught:
        make()
    return {fault.place: fault.hint for fault in caught.value.faults}


def test_hints_about_arguments_say_what_to_pass() -> None:
    """A rotation made in Python has no file to write into."""
    assert hints_of(lambda: Rotation("Team", "UTC", tracks=[], engineers=[])) == {
        "engineers": "pass at least one Engineer",
        "tracks": "pass at least one Track",
    }
    hints = hints_of(
        lambda: Rotation(
            "Team",
            None,  # type: ignore[arg-type]
            tracks=[A.replace(weeks=2, subdivision="NY")],
            engineers=[ADA.replace(subdivision="BY")],
            pins=[Pin("A-2026-11-30", "zoe")],
            time_off=[TimeOff("zoe", DAY, DAY)],
            holidays=HolidayRules(exclude=["Thanksgiving Day"]),
            goals=["open", "limit"],
            rules={"limit": 7, "newcomers": {"grace_days": 3}},
        )
    )
    anchor = "pass `anchor=date(2026, 11, 30)`, the first day of one of its cycles"
    assert hints == {
        "engineers[0].subdivision": 'pass `country="GB"`',
        "goals[1]": 'pass `soft=["limit"]`',
        "holidays.exclude": 'pass `country="US"`',
        "pins[0].engineer": "add one to `engineers`",
        "rules.limit": "give a list of tables",
        "rules.newcomers": "pass `new_for_days` to Rotation",
        "time_off[0].engineer": "add one to `engineers`, or the name to the `aliases` of one; or "
        'list it in `ignore`, or pass `unmatched="skip"`',
        "timezone": 'pass `timezone="America/New_York"`',
        "tracks[0].anchor": anchor,
        "tracks[0].subdivision": 'pass `country="US"`',
    }


def test_hints_about_dictionaries_have_their_keys() -> None:
    """Also where JSON was read: dates are texts."""
    assert hints_of(lambda: Rotation.from_dict({})) == {
        "engineer": 'add `"engineer": [{"name": ..., "joined": ...}]`',
        "rotation": 'add `"rotation": {"name": ..., "timezone": ...}`',
        "track": 'add `"track": [{"name": ..., "handover": ...}]`',
    }
    table = {"name": "A", "handover": "Mon 11:00"}
    data: dict[str, Any] = {
        "rotation": {"name": "Team"},
        "track": [{**table, "last_day": "2027-01-03"}, {**table, "first_day": "2027-01-08"}],
        "engineer": [{"name": "Ada", "joined": "2024-03-04"}],
        "pin": [{"shift": "A-2026-11-30", "engineer": "zoe"}],
    }
    assert hints_of(lambda: Rotation.from_dict(data)) == {
        "pin[0].engineer": "add one to `engineer`",
        "rotation.timezone": 'add `"timezone": "America/New_York"`',
        "track[1].first_day": 'write `"first_day": "2027-01-04"`, or `"last_day": "2027-01-07"` '
        "there",
    }


PEOPLE = "name,joined,subdivision\nAda,2024-03-04,\n"
TOML = (
    '[rotation]\nname = "Team"\ntimezone = "UTC"\n[[track]]\nname = "A"\nhandover = "Mon 11:00"\n'
)


def test_hints_about_people_in_csv_files_name_the_file(tmp_path: Path) -> None:
    """Of pins, and of what is published for somebody who is in no file."""
    (tmp_path / "people.csv").write_text(PEOPLE + "Ben,2024-03-04,BY\n", encoding="utf-8")
    files = '[files]\nengineers = "people.csv"\n'
    pin = '[[pin]]\nshift = "A-2026-11-30"\nengineer = "zoe"\n'
    (tmp_path / "rotation.toml").write_text(TOML + pin + files, encoding="utf-8")
    assert hints_of(lambda: rotation.load(tmp_path)) == {
        "rotation.toml:9: pin.engineer": "add a row to people.csv",
        "people.csv:3: subdivision": "fill in the column country",
    }


def test_later_hints_remember_where_people_and_tracks_are(tmp_path: Path) -> None:
    """Long after reading: somebody who is not in the team holds a published shift."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    files = TOML + '[files]\nengineers = "people.csv"\n'
    (tmp_path / "rotation.toml").write_text(files, encoding="utf-8")
    made = Rotation("Team", "UTC", tracks=[A], engineers=[ADA])
    start = datetime(2026, 11, 30, 11, tzinfo=UTC)
    line = Entry("A-2026-11-30", "A", "regular", start, start + timedelta(days=7), "zoe")
    for team, words in ((rotation.load(tmp_path), "a row of people.csv"), (made, "an Engineer")):
        gone = team.amended(published=(line,))
        hints = hints_of(partial(gone.plan, start=DAY, weeks=2, today=DAY))
        assert list(hints.values()) == [f"keep them as {words} with `leaves`, or correct the line"]


@pytest.mark.parametrize(
    ("place", "another", "noun", "key"),
    [
        (None, "add a [[track]] table", "a [[track]] table", "`first_day = 2026-11-30`"),
        (
            Source("rotation.toml", 3),
            "add a [[track]] table",
            "a [[track]] table",
            "`first_day = 2026-11-30`",
        ),
        (
            Source("t.CSV", 3),
            "add a row to t.CSV",
            "a row of t.CSV",
            "2026-11-30 into the column first_day",
        ),
        (Argument("tracks", 1), "add one to `tracks`", "a Track", "`first_day=date(2026, 11, 30)`"),
        (
            Argument("track", 1),
            "add one to `track`",
            "a table of `track`",
            '`"first_day": "2026-11-30"`',
        ),
    ],
)
def test_places_decide_the_words(place: Source | None, another: str, noun: str, key: str) -> None:
    """A file where no place is known."""
    entrance = entrance_at(place)
    assert entrance.another("track") == another
    assert entrance.noun("track") == noun
    assert entrance.key("first_day", DAY) == key


def test_several_files_of_people_are_all_named() -> None:
    """A person may be added to either; where some are in TOML, there."""
    rows = [Source("b.csv", 2), Source("a.csv", 2)]
    assert entrance_of(rows) == Entrance(EntranceKind.ROWS, "a.csv or b.csv")
    assert entrance_of([*rows, Source("rotation.toml", 9)]) == Entrance()
    assert entrance_of([]) == Entrance()
