"""Rotations from frames of pandas and polars: rows are those of CSV files (M22)."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import rotation
from rotation import BadInput, Engineer, Entry, Rotation, Track
from rotation.config.csv_table import Columns
from rotation.config.given_records import RECORDS
from rotation.config.people_rows import PEOPLE as PEOPLE_COLUMNS
from rotation.model.settings import RotationData

EXAMPLES = Path(__file__).parents[2] / "examples"
TEAMS = sorted(path.parent.name for path in EXAMPLES.glob("*/rotation.toml"))
NEW_YORK = "America/New_York"
DAY = date(2026, 12, 7)
MONDAY = datetime(2026, 12, 7, 16, tzinfo=UTC)
PEOPLE = {
    "name": ["Ada Lovelace", "Bela Bartok"],
    "joined": [date(2024, 3, 4), date(2024, 3, 4)],
}
LINE = {
    "shift": ["A-2026-12-07"],
    "track": ["A"],
    "kind": ["regular"],
    "start": [MONDAY],
    "end": [MONDAY + timedelta(days=7)],
    "engineer": ["ada-lovelace"],
}
OFF = {"engineer": ["Ada Lovelace"], "start": [DAY], "end": [DAY]}
Frame = Callable[[Mapping[str, Any]], Any]
LIBRARIES = pytest.mark.parametrize(
    "frame", [pd.DataFrame, lambda data: pl.DataFrame(data, strict=False)], ids=["pandas", "polars"]
)


def made(frame: Frame = pd.DataFrame, **arguments: Any) -> Rotation:
    """Return a team of Ada and Bela with one track, or with what is given."""
    given: dict[str, Any] = {"tracks": [Track("A", "Mon 11:00")], "engineers": frame(PEOPLE)}
    return Rotation.from_frames("Team", NEW_YORK, **(given | arguments))


def faults_of(**arguments: Any) -> list[str]:
    """Return the faults of a team that is refused."""
    with pytest.raises(BadInput) as caught:
        made(**arguments)
    return [str(fault) for fault in caught.value.faults]


def with_frames(team: Rotation, frames: Mapping[str, Any]) -> Rotation:
    """Return a team made anew, some of its arguments from frames."""
    others = {
        field.name: getattr(team, field.name)
        for field in fields(RotationData)
        if field.name not in {"name", "timezone", "unmatched", *frames}
    }
    return Rotation.from_frames(team.name, team.timezone, **others, **frames)


@LIBRARIES
@pytest.mark.parametrize("name", TEAMS)
def test_every_example_comes_back_equal(name: str, frame: Frame) -> None:
    """From frames of what its dictionary has, with the values of TOML."""
    team = rotation.load(EXAMPLES / name)
    data = team.to_dict()
    tables = {"engineers": data["engineer"], **data.get("records", {})}
    tables["offers"] = tables.pop("volunteers", [])
    columns = {key: dict.fromkeys(k for row in rows for k in row) for key, rows in tables.items()}
    frames = {
        key: frame({column: [row.get(column) for row in rows] for column in columns[key]})
        for key, rows in tables.items()
    }
    assert with_frames(team, frames) == team


@pytest.mark.parametrize("read", [pd.read_csv, pl.read_csv], ids=["pandas", "polars"])
@pytest.mark.parametrize("name", TEAMS)
def test_saved_files_are_frames(name: str, read: Callable[..., Any], tmp_path: Path) -> None:
    """The CSV files of every example, as a library reads them, are what they were."""
    team = rotation.load(EXAMPLES / name)
    team.save(tmp_path)
    typed = {"try_parse_dates": True} if read is pl.read_csv else {}
    frames = {path.stem: read(path, **typed) for path in sorted(tmp_path.glob("*.csv"))}
    frames = {{"volunteers": "offers"}.get(key, key): frame for key, frame in frames.items()}
    assert frames
    assert with_frames(team, frames) == team


@pytest.mark.parametrize("read", [pd.read_csv, pl.read_csv], ids=["pandas", "polars"])
def test_people_of_a_file_are_a_frame(read: Callable[..., Any]) -> None:
    """As a library reads the file, which makes numbers of numbers."""
    folder = EXAMPLES / "business-hours"
    team = rotation.load(folder)
    assert with_frames(team, {"engineers": read(folder / "people.csv")}) == team


@LIBRARIES
def test_values_have_types(frame: Frame) -> None:
    """Texts, numbers, booleans, dates, lists and missing values mean what they are."""
    people = frame(
        {
            "Name": ["Ada Lovelace", " Bela Bartok "],
            "joined": [date(2024, 3, 4), date(2024, 3, 5)],
            "leaves": [date(2027, 3, 1), None],
            "capacity": [0.1, None],
            "skills": ["cooking; sailing", None],
            "aliases": [["Ada", "AL"], []],
            "timezone": [None, "Europe/Berlin"],
        }
    )
    offers = {"engineer": ["Ada", "Bela Bartok"], "start": [DAY, DAY], "end": [DAY, DAY]}
    team = made(
        frame,
        engineers=people,
        time_off=frame({**OFF, "start": [MONDAY], "end": [MONDAY + timedelta(hours=1)]}),
        offers=frame({**offers, "max_shifts": [1, None], "preference": [2, 3]}),
        wishes=frame({**offers, "want": [True, False]}),
        history=frame({**LINE, "engineer": [None], "revision": [2], "email": [7]}),
    )
    ada, bela = team.engineers
    assert (ada.capacity, ada.skills, ada.aliases) == (
        Fraction(1, 10),
        ("cooking", "sailing"),
        ("Ada", "AL"),
    )
    assert (ada.leaves, ada.timezone) == (date(2027, 3, 1), NEW_YORK)
    assert (bela.leaves, bela.timezone, bela.capacity) == (None, "Europe/Berlin", 1)
    assert [(offer.max_shifts, offer.preference) for offer in team.offers] == [(1, 2), (None, 3)]
    assert [wish.want for wish in team.wishes] == [True, False]
    assert team.time_off[0].start == MONDAY
    (line,) = team.history
    assert (line.engineer, line.status, line.revision) == (None, "open", 2)


def test_values_of_pandas() -> None:
    """Its dates are naive midnights; categories, nullable types and numbers of numpy are plain."""
    joined = pd.Series(["2024-03-04", "2024-03-04"], dtype="datetime64[ns]")
    people = pd.DataFrame(
        {
            "name": pd.Categorical(["Ada Lovelace", "Bela Bartok"]),
            "joined": joined,
            "leaves": [pd.NaT, pd.Timestamp("2027-01-01")],
            "capacity": pd.array([1, pd.NA], dtype="Int64"),
            "email": [np.nan, pd.NA],
            "tracks": [np.array(["A"], dtype=object), None],
        }
    )
    offers = pd.DataFrame({**OFF, "max_shifts": np.array([3], dtype=object)})
    team = made(engineers=people, offers=offers, wishes=pd.DataFrame({**OFF, "want": [np.True_]}))
    assert [engineer.leaves for engineer in team.engineers] == [None, date(2027, 1, 1)]
    assert (team.offers[0].max_shifts, team.wishes[0].want) == (3, True)
    assert (
        team.engineers
        == made(
            engineers=[
                Engineer("Ada Lovelace", date(2024, 3, 4)),
                Engineer("Bela Bartok", date(2024, 3, 4), leaves=date(2027, 1, 1)),
            ]
        ).engineers
    )


@LIBRARIES
def test_decimals_are_numbers(frame: Frame) -> None:
    """As a database returns them."""
    capacity = [Decimal("0.25"), Decimal(1)]
    team = made(frame, engineers=frame({**PEOPLE, "capacity": capacity}))
    assert [engineer.capacity for engineer in team.engineers] == [Fraction(1, 4), 1]


@LIBRARIES
def test_midnights_of_a_whole_column_are_days(frame: Frame) -> None:
    """One hour in it, and all are instants without a time zone, which are refused (M23)."""
    midnight = datetime(2026, 12, 7)  # noqa: DTZ001 - naive
    days = frame({**OFF, "start": [midnight], "end": [midnight]})
    assert made(time_off=days).time_off == made(time_off=frame(OFF)).time_off
    several = {"engineer": ["Ada Lovelace"] * 2, "end": [DAY] * 2}
    hours = frame({**several, "start": [midnight, midnight + timedelta(hours=9)]})
    fault = "expects a date or a datetime with a time zone, got one without"
    assert [text.partition(";")[0] for text in faults_of(time_off=hours)] == [
        f"time_off[0].start: {fault}",
        f"time_off[1].start: {fault}",
    ]
    naive = frame({**LINE, "start": [midnight]})
    assert faults_of(history=naive) == [
        "history[0].start: expects a datetime with a time zone, got one without; "
        "give it one: .dt.tz_localize(...), or .dt.replace_time_zone(...) of polars"
    ]


@LIBRARIES
def test_a_plan_is_a_schedule(frame: Frame) -> None:
    """Its frame is history, or the published plan; what it has besides is not read."""
    team = made(min_rest_days=0)
    plan = team.plan(start=date(2026, 12, 7), weeks=2, today=date(2026, 11, 1))
    table = plan.to_frame()
    assert len(table) > 1
    lines = frame({column: list(table[column]) for column in table})
    again = made(published=lines)
    assert [(line.shift, line.start, line.engineer) for line in again.published] == [
        (row.shift.id, row.shift.start, row.engineer) for row in plan.rows
    ]
    assert made(history=lines).history == again.published


@LIBRARIES
def test_a_schedule_may_be_a_frame_of_any_library(frame: Frame) -> None:
    """Where one is checked or counted, too."""
    team = made(min_rest_days=0)
    table = team.plan(start=date(2026, 12, 7), weeks=2, today=date(2026, 11, 1)).to_frame()
    lines = frame({column: list(table[column]) for column in table})
    assert rotation.check(team, lines) == []
    assert team.ledger(draft=lines) == team.ledger(draft=table)


@LIBRARIES
def test_every_fault_at_once(frame: Frame) -> None:
    """Of all frames and other arguments, each at its row and column.

    Zoe may be the one without a name, so she is not reported.
    """
    people = frame(
        {
            "name": ["Ada Lovelace", "Ada Lovelace", None],
            "joined": [date(2024, 3, 4), None, date(2024, 3, 4)],
            "timezone": ["Mars/Phobos", None, None],
            "capacity": [-1, 1, 1],
        }
    )
    off = {"engineer": ["Zoe"], "start": [DAY], "end": [date(2026, 12, 6)], "kind": ["holiday"]}
    faults = faults_of(
        engineers=people,
        time_off=frame(off),
        offers=frame({**OFF, "max_shifts": [0.5]}),
        history=frame({**LINE, "shift": ["B-2026-12-07"], "start": [46363], "engineer": [7]}),
        notice_days=-1,
    )
    assert {fault.partition(": ")[0] for fault in faults} == {
        "engineers[0].capacity",
        "engineers[0].timezone",
        "engineers[1].joined",
        "engineers[1].name",
        "engineers[2].name",
        "history[0].engineer",
        "history[0].shift",
        "history[0].start",
        "notice_days",
        "offers[0].max_shifts",
        "time_off[0].end",
        "time_off[0].kind",
    }


@LIBRARIES
def test_columns_are_those_of_files(frame: Frame) -> None:
    """Unknown ones are named with what may be meant, missing ones are listed."""
    people = frame({"full name": ["Ada"], "joined": [DAY], "Zone": ["UTC"], "shoe": [38]})
    faults = faults_of(engineers=people, wishes=frame({**OFF, "wants": ["yes"]}))
    assert [fault.partition("; known")[0] for fault in faults] == [
        "engineers.Zone: unknown column; did you mean 'timezone'?",
        "engineers.full name: unknown column; did you mean 'name'?",
        "engineers.shoe: unknown column",
        "wishes.wants: unknown column; did you mean 'want'?",
    ]
    assert faults_of(engineers=frame({"aliases": ["x"]})) == [
        "engineers.joined: the column is missing; add it",
        "engineers.name: the column is missing; add it",
    ]


def test_columns_of_pandas() -> None:
    """It may have one twice, numbers for names, and columns in its index."""
    twice = pd.DataFrame([["Ada", DAY, "Ada"]], columns=["name", "joined", "name"])
    assert faults_of(engineers=twice) == ["engineers.name: the column appears twice; remove one"]
    (numbered, *_) = faults_of(engineers=pd.DataFrame([["Ada", DAY]]))
    assert numbered.startswith("engineers.0: unknown column")
    ada = Engineer("Ada Lovelace", date(2024, 3, 4))
    indexed = pd.DataFrame({**PEOPLE, "id": ["ada", "bela"], "no": [1, 2]}).set_index(["id", "no"])
    assert [engineer.id for engineer in made(engineers=indexed).engineers] == ["ada", "bela"]
    unnamed = pd.DataFrame(PEOPLE, index=["x", "y"]).iloc[:1]
    assert made(engineers=unnamed).engineers == made(engineers=[ada]).engineers


@LIBRARIES
def test_no_rows(frame: Frame) -> None:
    """Are no records, and nobody to be on call."""
    assert made(time_off=frame({}), wishes=frame({**OFF, "want": ["no"]})[:0]).time_off == ()
    hint = "names nobody; add a row for each person, with name and joined"
    assert faults_of(engineers=frame(PEOPLE)[:0]) == [f"engineers: {hint}"]
    assert faults_of(engineers=frame({})) == [f"engineers: {hint}"]


@LIBRARIES
def test_blank_rows(frame: Frame) -> None:
    """Are skipped, as in files, and counted: a fault below them has its own row."""
    names = ["Ada Lovelace", None, " "]
    people = {"name": [*names, "Bela"], "joined": [DAY, None, None, DAY]}
    team = made(frame, engineers=frame(people), time_off=frame({c: [None, *OFF[c]] for c in OFF}))
    assert [str(person.source) for person in team.engineers] == ["engineers[0]", "engineers[3]"]
    assert [str(absence.source) for absence in team.time_off] == ["time_off[1]"]
    (fault,) = faults_of(engineers=frame({"name": [None], "joined": [None]}))
    assert fault.startswith("engineers: names nobody")


@LIBRARIES
def test_too_many_rows(frame: Frame) -> None:
    """As many people as `rotation.toml` may have, and as many rows as a CSV file."""
    people = frame({"name": ["x"] * 2001, "joined": [DAY] * 2001})
    (fault,) = faults_of(engineers=people)
    assert fault.startswith("engineers: has more than the 2,000 items that are read")
    off = frame({"engineer": ["x"] * 100_001, "start": [DAY] * 100_001, "end": [DAY] * 100_001})
    (fault,) = faults_of(time_off=off)
    assert fault.startswith("time_off: has more than the 100,000 rows that are read")


def test_what_is_no_frame() -> None:
    """Lazy frames are to be computed first; parts may be given, anything else is refused."""
    (fault,) = faults_of(engineers=pl.LazyFrame(PEOPLE))
    assert fault.startswith("engineers: expects rows, got a frame that is not computed yet")
    line = Entry(*(values[0] for values in LINE.values()))
    assert made(history=[line]).history == made(history=pd.DataFrame(LINE)).history
    assert faults_of(history=7) == ["history: expects a frame or a sequence of Entry, got 7"]
    with pytest.raises(TypeError, match="notice_day'"):
        made(notice_day=3)


def test_an_empty_list_of_tracks_is_a_fault() -> None:
    """It would mean every track; other empty lists are left out."""
    people = pd.DataFrame({**PEOPLE, "tracks": [["A"], []], "skills": [[], []]})
    (fault,) = faults_of(engineers=people)
    assert fault.startswith("engineers[1].tracks: ")


def test_rows_are_places() -> None:
    """What is found later names the row, too."""
    assert str(made().engineers[1].source) == "engineers[1]"


def test_calendars_that_a_column_names_are_read(tmp_path: Path) -> None:
    """Relative to a folder; without one they are refused, as in a dictionary."""
    event = ["BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:20261221", "SUMMARY:Away", "END:VEVENT"]
    text = "\n".join(["BEGIN:VCALENDAR", *event, "END:VCALENDAR"])
    (tmp_path / "ada.ics").write_text(text, encoding="utf-8")
    people = pd.DataFrame({**PEOPLE, "time_off": ["ada.ics", None]})
    (absence,) = made(engineers=people, folder=tmp_path).time_off
    assert (absence.engineer, absence.wording) == ("ada-lovelace", "on 2026-12-21")
    (fault,) = faults_of(engineers=people)
    assert fault.startswith("engineers[0].time_off: names files, but no folder is given")
    assert faults_of(folder=7, notice_days=-1)[0] == "folder: expects a path, got 7"


@LIBRARIES
def test_frames_in_place_of_parts(frame: Frame) -> None:
    """Once, with the call that takes them."""
    table = frame(PEOPLE)
    with pytest.raises(BadInput) as caught:
        Rotation("Team", NEW_YORK, tracks=[Track("A", "Mon 11:00")], engineers=table)
    (fault,) = caught.value.faults
    got, hint = "got a value of type DataFrame", "give frames to Rotation.from_frames"
    assert str(fault) == f"engineers: expects a sequence of Engineer, {got}; {hint}"
    data = {
        "rotation": {"name": "Team", "timezone": "UTC"},
        "track": [{"name": "A", "handover": "Mon 11:00"}],
        "engineer": [{"name": "Ada", "joined": DAY}],
    }
    with pytest.raises(BadInput) as caught:
        Rotation.from_dict(data, time_off=frame(OFF))
    (fault,) = caught.value.faults
    assert str(fault) == f"time_off: expects a list of tables, {got}; {hint}"


ODD: list[Any] = [
    *(None, True, 7, -1, 0.5, float("nan"), float("inf"), 10**400, 1 + 2j, Fraction(1, 3)),
    *("x", "", "a\0b", "\ud800", "x" * 2000, b"x"),
    *([], [1], ["a"], [None], {"x": 1}, {DAY: 0.5}, {}, {"a"}, range(3), object(), int, len),
    *(DAY, MONDAY, MONDAY.replace(tzinfo=None), date(1, 1, 1), MONDAY.replace(year=9999)),
    *(time(3), timedelta(1), Decimal("0.5"), Decimal("NaN"), Decimal("Infinity")),
    *(pd.NaT, pd.NA, pd.Timestamp("2026-01-01", tz="UTC"), pd.Timestamp(1), pd.Timedelta(1)),
    *(pd.Period("2026-01"), pd.Interval(1, 2), pd.Series([1]), pd.DataFrame({"x": [1]})),
    *(np.int64(3), np.float32(0.5), np.bool_(True), np.array(["a"]), np.array([[1]])),
    *(np.datetime64("2026-01-01"), np.datetime64("NaT"), np.str_("x")),
]
CHANGED = {"when": [MONDAY], **{key: LINE[key] for key in ("shift", "start", "end")}}
COLUMNS: dict[str, tuple[dict[str, list[Any]], Columns]] = {
    "engineers": ({key: values[:1] for key, values in PEOPLE.items()}, PEOPLE_COLUMNS),
    "time_off": (OFF, RECORDS["time_off"]),
    "offers": (OFF, RECORDS["volunteers"]),
    "wishes": ({**OFF, "want": [True]}, RECORDS["wishes"]),
    "history": (LINE, RECORDS["history"]),
    "trades": (
        {**CHANGED, "trade": [1], "from": [None], "to": [None], "revision": [1]},
        RECORDS["trades"],
    ),
    "changes": ({**CHANGED, "from": [None], "to": [None], "revision": [1]}, RECORDS["changes"]),
}


@pytest.mark.parametrize("argument", COLUMNS)
def test_values_of_any_type(argument: str) -> None:
    """Each is read, or refused at its cell; nothing else happens."""
    usual, columns = COLUMNS[argument]
    for column in (*columns.needed, *columns.optional):
        table = {key: values[:1] * len(ODD) for key, values in usual.items()} | {column: ODD}
        frame = pd.DataFrame(
            {key: pd.Series(values, dtype=object) for key, values in table.items()}
        )
        try:
            made(**{argument: frame})
        except BadInput as refused:
            places = [fault.place for fault in refused.faults]
            assert all(place.startswith(f"{argument}[") for place in places), (column, places)
            texts = " ".join(fault.what for fault in refused.faults)
            assert "\n" not in texts
            assert len(texts) < 200 * len(ODD), column


@LIBRARIES
def test_texts_of_frames_are_dates_of_a_country(frame: Frame) -> None:
    """People, time off and offers of a spreadsheet that was read as text."""
    people = {"name": ["Ada Lovelace", "Bela Bartok"], "joined": ["03/04/2024", "03/25/2024"]}
    off = {"engineer": ["bela bartok"] * 2, "start": ["24.12.2026", "02.01.2027"]}
    team = made(
        frame,
        engineers=frame(people),
        time_off=frame(off | {"end": ["26.12.2026", "03.01.2027"]}),
        offers=frame(
            {"engineer": ["Lovelace, Ada"], "start": ["12/07/2026"], "end": ["12/31/2026"]}
        ),
    )
    assert [person.joined for person in team.engineers] == [date(2024, 3, 4), date(2024, 3, 25)]
    assert [off.wording for off in team.time_off] == [
        "2026-12-24 to 2026-12-26",
        "2027-01-02 to 2027-01-03",
    ]
    assert [offer.wording for offer in team.offers] == ["2026-12-07 to 2026-12-31"]
