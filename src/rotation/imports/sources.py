"""The file of an export, read by its extension."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.config.exported.stints import Export
from rotation.config.exported.table import csv_rows, read_exported_table
from rotation.config.faults import Faults, Wrong
from rotation.config.nearest_files import reading_fix
from rotation.config.text import read_text
from rotation.config.zone_names import zones
from rotation.errors import BadInput, Fault, printable
from rotation.imports.imported import Imported, import_export
from rotation.imports.roster_of_people import read_people
from rotation.limits import CALENDAR_BYTES, CSV_BYTES
from rotation.model.source import Source
from rotation.model.spelling import nearest
from rotation.reading import read_file, reason

_SourcedRows = Sequence[tuple[Source, list[str]]]
_RefusedCells = Mapping[tuple[int, int], Wrong]

__all__ = ["import_schedule", "read_export"]


def import_schedule(
    source: str | Path,
    today: date,
    *,
    name: str | None = None,
    timezone: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_format: str | None = None,
    clock: time | None = None,
    titles: str | None = None,
    people: str | Path | None = None,
) -> Imported:
    """Return a rotation from a schedule that another tool exported; nothing is written.

    Parameters
    ----------
    source : str or Path
        A `.ics` file, or a `.csv` or `.xlsx` file: a row per time on call, or a row per week and
        a column per track.
    today : datetime.date
        What is over by its midnight becomes history; the rest is published.
    name : str, optional
        Of the rotation; by default that of the calendar.
    timezone : str, optional
        IANA name of the zone of the team's clock; needed for tables, and for calendars that do not
        name exactly one.
    columns : mapping of str to str, optional
        The header of a column by what it is: `start`, `end`, `person`, `email`, `schedule`, or the
        name of a track; by default usual headers are known.
    date_format : str, optional
        Of a table's dates, as of `datetime.strptime`; by default the one that fits all.
    clock : datetime.time, optional
        When turns begin of which a table has only the day; midnight by default.
    titles : str, optional
        What titles of a calendar look like, such as `{track}: {person}`.
    people : str or Path, optional
        A list of the team, `.csv` or `.xlsx`, with the columns of `people.csv`, of which only
        `name` is needed.

    Returns
    -------
    Imported
        The rotation, and what was guessed.

    Raises
    ------
    BadInput
        With every fault of the file at once, and when something needed is not stated.
    """
    export = read_export(
        Path(source),
        timezone=timezone,
        columns=columns,
        date_format=date_format,
        clock=clock,
        titles=titles,
    )
    return import_export(export, today, name, () if people is None else read_people(Path(people)))


def read_export(
    path: Path,
    *,
    timezone: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_format: str | None = None,
    clock: time | None = None,
    titles: str | None = None,
) -> Export:
    """Return who is on call in a file that another tool exported.

    Parameters
    ----------
    path : Path
        A `.ics`, `.csv` or `.xlsx` file.
    timezone, columns, date_format, clock, titles
        As for `import_schedule`.

    Returns
    -------
    Export
        Each time on call with its person and track, and how the file was read.

    Raises
    ------
    BadInput
        With every fault of the file at once, and when something needed is not stated.
    """
    place = printable(str(path))
    if timezone is not None:
        _judge_zone(timezone)
    extension = path.suffix.casefold()
    if extension == ".ics":
        _refuse(place, columns=columns, date_format=date_format, clock=clock)
        return _calendar(path, place, timezone, titles)
    if extension in {".csv", ".xlsx"}:
        _refuse(place, titles=titles)
        rows, refused = (_sheet if extension == ".xlsx" else _table)(path, place)
        return read_exported_table(
            rows,
            place,
            refused=refused,
            timezone=timezone,
            columns=columns,
            date_format=date_format,
            clock=clock,
        )
    what = "is neither .ics, .csv nor .xlsx"
    raise BadInput(Fault(place, what, "export the schedule as one of them"))


def _table(path: Path, place: str) -> tuple[_SourcedRows, _RefusedCells]:
    faults = Faults()
    text = read_text(path, CSV_BYTES, Source(place), faults)
    faults.raise_all()
    assert text is not None
    return csv_rows(text, place), {}


def _sheet(path: Path, place: str) -> tuple[_SourcedRows, _RefusedCells]:
    from rotation.config.workbook import (  # noqa: PLC0415 - only workbooks need it
        workbook_records,
    )

    faults = Faults()
    records = workbook_records(path, place, faults)
    faults.raise_all()
    assert records is not None
    rows = [(line, [" ".join(cell.split()) for cell in cells]) for line, cells in records]
    if rows:
        records.name_columns(rows[0][1])
    return [(records.place(line), cells) for line, cells in rows], records.refused


def _calendar(path: Path, place: str, timezone: str | None, titles: str | None) -> Export:
    from rotation.config.exported.calendar import (  # noqa: PLC0415 - only calendars need it
        read_exported_calendar,
    )

    try:
        data = read_file(path, CALENDAR_BYTES)
    except OSError as error:
        raise BadInput(Fault(place, reason(error), reading_fix(error, path))) from error
    return read_exported_calendar(data, place, timezone, titles)


def _refuse(place: str, **given: object) -> None:
    """Refuse what is for files of the other kind."""
    kind = "a calendar" if place.casefold().endswith(".ics") else "a table"
    faults = [
        Fault(name, f"is not for {kind}", "leave it out")
        for name, value in given.items()
        if value is not None
    ]
    if faults:
        raise BadInput(faults)


def _judge_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = nearest(name, zones())
        fix = f"did you mean {near!r}?" if near else "give an IANA name such as Europe/Berlin"
        raise BadInput(Fault("timezone", f"unknown time zone {name!r}", fix)) from None
