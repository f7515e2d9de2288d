"""Calendars and sheets of time off that are read into a rotation which is there already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from rotation.config.absences import TIME_OFF, read_time_off
from rotation.config.assemble import in_order, over_by
from rotation.config.calendars.files import CalendarFile
from rotation.config.calendars.time_off import with_calendars
from rotation.config.collecting import uncollected
from rotation.config.csv_table import read_table
from rotation.config.faults import Faults, printable
from rotation.config.file_names import is_calendar, is_workbook
from rotation.config.known_spans import known_by_both
from rotation.config.people import People
from rotation.config.person_argument import person_among
from rotation.config.spelling import hinting
from rotation.config.text import quote
from rotation.config.unmatched import UnmatchedTimeOff
from rotation.errors import BadInput, Fault
from rotation.model.entrances import Entrance, EntranceKind
from rotation.model.people import TimeOff
from rotation.model.settings import RotationData, RotationT

__all__ = ["with_time_off"]

_UNMATCHED: Mapping[str, Literal["error", "skip"]] = {"error": "error", "skip": "skip"}


@hinting()
@uncollected()
def with_time_off(
    rotation: RotationT,
    calendars: Sequence[Path],
    *,
    engineer: str | None,
    skips_free: bool,
    unmatched: str,
    ignore: Sequence[str],
    today: date | None,
) -> RotationT:
    """Return a rotation with the time off of calendars and sheets besides its own.

    Parameters are those of `rotation.Rotation.with_time_off`.

    Raises
    ------
    BadInput
        With every fault of all files at once.
    """
    _refuse_others(calendars, engineer)
    if unmatched not in _UNMATCHED:
        what = f"expects 'error' or 'skip', got {quote(unmatched)}"
        raise BadInput(Fault("unmatched", what))
    owner = None if engineer is None else _owner(rotation, engineer)
    files = [
        CalendarFile(path, printable(str(path)), owner, skips_free)
        for path in calendars
        if is_calendar(path.name)
    ]
    sheets = [path for path in calendars if not is_calendar(path.name)]
    nobodys = UnmatchedTimeOff(_UNMATCHED[unmatched], ignore, Entrance(EntranceKind.ARGUMENTS))
    faults, remarks = Faults(), Faults()
    read = with_calendars(rotation, files, nobodys, faults)
    rows = [row for path in sheets for row in _rows(path, rotation, nobodys, faults, remarks)]
    over = tuple(nobodys.settle(over_by(today, rotation), faults, remarks))
    faults.raise_all()
    return rotation.amended(
        time_off=in_order(dict.fromkeys((*read.time_off, *rows))),
        time_off_known=known_by_both(rotation.time_off_known, read.time_off_known),
        unmatched=(*rotation.unmatched, *over),
        remarks=(*read.remarks, *remarks.listed()),
    )


def _owner(rotation: RotationData, engineer: str) -> str:
    try:
        return person_among(rotation.engineers, engineer).id
    except BadInput as refused:
        named = [replace(fault, place="engineer") for fault in refused.faults]
        raise BadInput(named) from refused


def _rows(
    path: Path,
    rotation: RotationData,
    nobodys: UnmatchedTimeOff,
    faults: Faults,
    remarks: Faults,
) -> list[TimeOff]:
    """Return the time off of a sheet."""
    rows = read_table(path, printable(str(path)), TIME_OFF, faults)
    people, home = People.of(rotation.engineers), rotation.timezone
    return read_time_off(rows, people, faults, remarks, home=home, unmatched=nobodys)


def _refuse_others(files: Sequence[Path], engineer: str | None) -> None:
    """Refuse what is neither a calendar nor a sheet, and sheets of one person."""
    sheets = [path for path in files if is_workbook(path.name) or path.suffix.lower() == ".csv"]
    others = [path for path in files if path not in sheets and not is_calendar(path.name)]
    fix = "give calendars (.ics), or sheets (.csv, .xlsx) with engineer, start and end"
    faults = [
        Fault(printable(str(path)), "is neither a calendar nor a sheet", fix) for path in others
    ]
    if sheets and engineer is not None:
        what = f"is for calendars, but {printable(str(sheets[0]))} names its people itself"
        faults.append(Fault("engineer", what, "leave it out"))
    if faults:
        raise BadInput(faults)
