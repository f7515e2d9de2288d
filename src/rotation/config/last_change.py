"""The last change of the published plan, read from its file when it is taken back."""

import re
from collections.abc import Sequence
from pathlib import Path

from rotation.config.csv_table import Columns, CsvRow, read_table
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.people import People
from rotation.config.schedules import SCHEDULE, read_entries, sorted_entries
from rotation.config.text import clean, one_of, quote
from rotation.config.times import full_date
from rotation.journal import home_of, view_of
from rotation.model.last_change import LastChange
from rotation.model.settings import RotationData
from rotation.model.tracks import track_names

__all__ = ["read_last_change"]

_COLUMNS = Columns(
    ("state", "day", *SCHEDULE.needed), ("trade", "why", "status", "revision", "revised")
)
_STATES = ("before", "after")
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


def read_last_change(rotation: RotationData) -> LastChange | None:
    """Return the last change that is recorded in the folder of a rotation; None without one.

    Parameters
    ----------
    rotation : RotationData
        As loaded.

    Raises
    ------
    BadInput
        With every problem of the file, by line.
    """
    home = home_of(rotation.places)
    if home is None:
        return None
    name = rotation.places.last_change
    path = view_of(home).path(Path(rotation.places.folder, name))
    if path is None or not path.exists():
        return None
    faults = Faults()
    rows = read_table(path, printable(name), _COLUMNS, faults)
    change = _change(rotation, rows, faults)
    faults.raise_all()
    return change


def _change(rotation: RotationData, rows: Sequence[CsvRow], faults: Faults) -> LastChange | None:
    people, tracks = People.of(rotation.engineers), track_names(rotation.tracks)
    about = None
    lines: dict[str | None, list[CsvRow]] = {}
    for row in rows:
        state = row.read("state", lambda text: one_of(text, "state", _STATES))
        day = row.read("day", full_date)
        facts = day, row.read_or("why", clean, ""), row.read_or("trade", _number, 0)
        about = about or facts
        if facts != about:
            row.fault("day", "is about another change than the rows before", "keep one change")
        lines.setdefault(state, []).append(row)
    before, after = (
        sorted_entries(read_entries(lines.get(state, ()), tracks, people, written=True))
        for state in _STATES
    )
    if faults or about is None:
        return None
    day, why, trade = about
    assert day is not None  # otherwise there would be a fault
    return LastChange(day, why or "", trade or 0, before, after)


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise Wrong(f"{quote(text)} is not a whole number")
    return int(text)
