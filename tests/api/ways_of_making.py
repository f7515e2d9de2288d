"""Descriptions of rotations, and the ways to make a rotation of one."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import polars as pl

import rotation
from rotation import (
    Engineer,
    Entry,
    HolidayRules,
    LoggedChange,
    Offer,
    Rotation,
    TimeOff,
    Track,
    Trade,
    Wish,
)
from rotation.config.written_toml import toml_text

__all__ = ["WAYS", "Description", "usual"]

Row = dict[str, Any]
MONDAY = datetime(2026, 12, 7, 16, tzinfo=UTC)
WEEK = timedelta(days=7)


@dataclass
class Description:
    """What a rotation is made of: its tables and records, as Python has their values."""

    head: Row
    tracks: list[Row]
    people: list[Row]
    holidays: Row = field(default_factory=dict)
    records: dict[str, list[Row]] = field(default_factory=dict)


def usual() -> Description:
    """Return a description that every way accepts."""
    people = [
        {"name": name, "joined": date(2024, 3, 4)} for name in ("Ada Lovelace", "Bela", "Cleo")
    ]
    line = {"shift": "A-2026-12-07", "track": "A", "kind": "regular", "engineer": "bela"}
    traded = {
        "when": MONDAY,
        "shift": "A-2026-12-14",
        "from": "bela",
        "to": "Cleo",
        "start": MONDAY + WEEK,
        "end": MONDAY + 2 * WEEK,
    }
    return Description(
        {"name": "Team", "timezone": "America/New_York"},
        [{"name": "A", "handover": "Mon 11:00"}, {"name": "B", "handover": "Wed 11:00"}],
        people,
        {"country": "US"},
        {
            "time_off": [
                {"engineer": "Ada Lovelace", "start": date(2026, 12, 21), "end": date(2026, 12, 27)}
            ],
            "volunteers": [
                {"engineer": "cleo", "start": date(2026, 12, 24), "end": date(2026, 12, 26)}
            ],
            "wishes": [
                {
                    "engineer": "bela",
                    "start": date(2027, 1, 4),
                    "end": date(2027, 1, 4),
                    "want": True,
                }
            ],
            "history": [{**line, "start": MONDAY, "end": MONDAY + WEEK}],
            "published": [
                {**line, "shift": "A-2026-12-14", "start": MONDAY + WEEK, "end": MONDAY + 2 * WEEK}
            ],
            "trades": [{"trade": 1, **traded, "revision": 1, "why": "a trip"}],
            "changes": [{**traded, "revision": 1}],
        },
    )


def in_parts(of: Description) -> Rotation:
    """Make a rotation of parts."""
    return Rotation(
        **of.head,
        tracks=[_track(row) for row in of.tracks],
        engineers=[Engineer(**row) for row in of.people],
        holidays=HolidayRules(**of.holidays),
        **_records(of),
    )


def _track(row: Row) -> Track:
    others = {key: value for key, value in row.items() if key not in {"name", "handover"}}
    return Track(row["name"], row["handover"], **others)


def _records(of: Description) -> dict[str, Any]:
    records = of.records
    return {
        "time_off": [TimeOff(**row) for row in records["time_off"]],
        "offers": [Offer(**row) for row in records["volunteers"]],
        "wishes": [Wish(**row) for row in records["wishes"]],
        "history": [Entry(**row) for row in records["history"]],
        "published": [Entry(**row) for row in records["published"]],
        "trades": [Trade(**_named(row, giver="from", taker="to")) for row in records["trades"]],
        "changes": [
            LoggedChange(**_named(row, before="from", after="to")) for row in records["changes"]
        ],
    }


def _named(row: Row, **columns: str) -> Row:
    """Return a row by the names of attributes."""
    names = {column: name for name, column in columns.items()} | {"trade": "number"}
    return {names.get(column, column): value for column, value in row.items()}


def _tables(of: Description) -> dict[str, Any]:
    holidays = {"holidays": of.holidays} if of.holidays else {}
    return {"rotation": of.head, "track": of.tracks, "engineer": of.people, **holidays}


def in_a_dictionary(of: Description) -> Rotation:
    """Make a rotation of a dictionary in the shape of `rotation.toml`."""
    return Rotation.from_dict({**_tables(of), "records": of.records})


def in_frames(frame: Callable[[Mapping[str, list[Any]]], Any]) -> Callable[[Description], Rotation]:
    """Return how to make a rotation with frames of people and records."""

    def make(of: Description) -> Rotation:
        frames = {{"volunteers": "offers"}.get(key, key): rows for key, rows in of.records.items()}
        frames["engineers"] = of.people
        return Rotation.from_frames(
            **of.head,
            tracks=[_track(row) for row in of.tracks],
            holidays=HolidayRules(**of.holidays),
            **{
                key: frame({c: [row.get(c) for row in rows] for row in rows for c in row})
                for key, rows in frames.items()
            },
        )

    return make


def of_polars(data: Mapping[str, list[Any]]) -> pl.DataFrame:
    """Return a frame of polars, whose columns have one type each unless they are of objects."""
    mixed = {c: len({type(v) for v in values if v is not None}) > 1 for c, values in data.items()}
    return pl.DataFrame(
        {c: pl.Series(c, v, dtype=pl.Object) if mixed[c] else v for c, v in data.items()}
    )


def in_files(of: Description, *, people: str = "") -> Rotation:
    """Load a rotation from a folder, its people in tables or in a CSV file."""
    tables = _tables(of)
    files = {key: f"{key}.csv" for key, rows in of.records.items() if rows}
    texts = {name: _csv(of.records[key]) for key, name in files.items()}
    if people:
        texts[people] = _csv(tables.pop("engineer") or [dict.fromkeys(("name", "joined"))])
        files["engineers"] = people
    texts["rotation.toml"] = toml_text({**tables, "files": files})
    with TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return rotation.load(folder)


def in_files_of_rows(of: Description) -> Rotation:
    """Load a rotation from a folder in which people are rows of a CSV file, too."""
    return in_files(of, people="people.csv")


def _csv(rows: list[Row]) -> str:
    header = list(dict.fromkeys(column for row in rows for column in row))
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([_cell(row.get(column)) for column in header] for row in rows)
    return file.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value


WAYS: dict[str, Callable[[Description], Rotation]] = {
    "parts": in_parts,
    "dictionary": in_a_dictionary,
    "files": in_files,
    "pandas": in_frames(pd.DataFrame),
    "polars": in_frames(of_polars),
    "files of rows": in_files_of_rows,
}
