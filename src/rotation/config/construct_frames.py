"""A rotation from frames: their rows are checked as those of CSV files are, all at once."""

from collections.abc import Mapping
from typing import Any

from rotation.config.cells import DAYS
from rotation.config.construct import ARGUMENTS, data_of
from rotation.config.csv_table import CsvRow
from rotation.config.faults import Faults
from rotation.config.frames_given import is_frame, read_frame
from rotation.config.given import plain
from rotation.config.given_records import RECORDS, GivenRows
from rotation.config.people_rows import PEOPLE, dated_people, table_of_person
from rotation.config.schedules import SCHEDULE
from rotation.limits import TOML_ITEMS
from rotation.model.settings import RotationData
from rotation.model.source import Argument, Source

__all__ = ["from_frames"]

_DAYS = ("start", "end")
_DAYS_OF_PEOPLE = ("joined", "leaves")
_BESIDE = ("name", "days")
"""What `Plan.to_frame()` has beside the columns of a schedule."""


def from_frames(given: Mapping[str, Any]) -> RotationData:
    """Return the data of a rotation from arguments of `Rotation`, some of which are frames.

    Parameters
    ----------
    given : mapping of str to object
        By name; required are `name`, `timezone`, `tracks` and `engineers`. People and records may
        be frames, each with the columns of its CSV file. `folder` may be the folder of calendars.

    Raises
    ------
    BadInput
        With every fault at once: `engineers[3].timezone` is a cell of the fourth row.
    """
    faults = Faults()
    parts = {name: value for name, value in given.items() if name != "folder"}
    people = None
    if is_frame(given["engineers"]):
        people = _people(given["engineers"], faults)
        parts["engineers"] = ()
    records: dict[str, list[dict[str, object]]] = {}
    for kind, name in ARGUMENTS.items():
        if is_frame(given.get(name)):
            columns = RECORDS[kind]
            days = _DAYS if kind in DAYS else ()
            beside = _BESIDE if columns is SCHEDULE else ()
            frame = parts.pop(name)
            rows = read_frame(frame, name, columns, faults, days=days, beside=beside)
            records[kind] = rows or []
    return data_of(parts, GivenRows(people, records, faults), given.get("folder"))


def _people(frame: object, faults: Faults) -> list[tuple[dict[str, object], Source]]:
    """Return the table of each person; a frame without people is reported."""
    name = "engineers"
    rows = read_frame(frame, name, PEOPLE, faults, days=_DAYS_OF_PEOPLE, most=TOML_ITEMS)
    if rows is not None and not any(rows):
        hint = "add a row for each person, with name and joined"
        faults.add(Argument(name), "", "names nobody", hint)
    people: list[tuple[dict[str, object], CsvRow]] = []
    seen: dict[str, Argument] = {}
    for n, row in enumerate(rows or ()):
        if not row:
            continue  # as a blank line of a file
        place = Argument(name, n + 1)
        first = seen.setdefault(repr(row), place)
        if first is place:
            people.append((_values(row), CsvRow(place, _texts(row), faults)))
        else:
            about = f"as {first.words}"
            faults.add(place, "", f"the same row {about}", "remove one", about=about)
    # Texts mean what they mean in a CSV file, others are values.
    texts = dated_people(row for _, row in people)
    return [
        (values | table_of_person(row), row.source)
        for (values, _), row in zip(people, texts, strict=True)
    ]


def _texts(row: Mapping[str, object]) -> dict[str, str]:
    return {column: value for column, value in row.items() if isinstance(value, str)}


def _values(row: Mapping[str, object]) -> dict[str, object]:
    values = {c: plain(value) for c, value in row.items() if not isinstance(value, str)}
    # Polars has [] where a row of a column of lists has none; no track at all is a fault.
    empty = {c for c, v in values.items() if isinstance(v, list) and not v and c != "tracks"}
    return {column: value for column, value in values.items() if column not in empty}
