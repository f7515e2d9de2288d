"""From a team's folder to `RotationData`, and from a schedule file to its lines."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from rotation.config.assemble import assemble
from rotation.config.collecting import uncollected
from rotation.config.csv_table import read_table
from rotation.config.document import read_document
from rotation.config.faults import Faults, printable
from rotation.config.journal_places import config_file
from rotation.config.people import People
from rotation.config.schedules import SCHEDULE, read_entries, sorted_entries
from rotation.config.spelling import hinting
from rotation.config.team_files import TeamFiles, exists
from rotation.horizon.ids import under_known_names
from rotation.model.settings import DEFAULT_GOALS, RotationData
from rotation.model.shifts import Entry
from rotation.model.tracks import track_names

__all__ = ["load", "read_schedule", "read_until_current"]

_AGAIN = 50
"""How often files are read again because some were replaced meanwhile."""


@hinting()
@uncollected()
def load(
    path: str | Path, known_goals: Sequence[str] = DEFAULT_GOALS, today: date | None = None
) -> RotationData:
    """Read a rotation and its files.

    Parameters
    ----------
    path : str or Path
        A `rotation.toml`, or the folder that holds one.
    known_goals : sequence of str
        Names that `[goals] order` may use.
    today : datetime.date, optional
        Unmatched time off that ended before this day is not an error at once (I31); by default,
        what ended before the end of the last worked shift.

    Returns
    -------
    RotationData
        The same whatever the order of people and rows.

    Raises
    ------
    BadInput
        With every problem of every file, by file and line.

    Notes
    -----
    Nothing is written. The unfinished change of a killed command is read as the next command will
    complete or undo it, with a remark.
    """
    config = config_file(Path(path))
    # Paths in messages are relative to the configuration; a missing one is shown in full.
    file = printable(config.name if exists(config) else str(config))
    file = file if file.strip() else repr(file)

    def attempt(faults: Faults) -> tuple[TeamFiles | None, RotationData | None]:
        document = read_document(config, file, faults)
        if document is None:
            return None, None
        files = TeamFiles(document, config)
        return files, assemble(document, files, known_goals, today)

    return read_until_current(attempt)


def read_until_current(
    attempt: Callable[[Faults], tuple[TeamFiles | None, RotationData | None]],
) -> RotationData:
    """Return what an attempt reads while no file is replaced.

    Parameters
    ----------
    attempt : callable
        Reads everything with the faults that it is given; returns the files and the rotation, None
        where they cannot be read.

    Raises
    ------
    BadInput
        With every problem of the last attempt.
    """
    for again in range(_AGAIN, -1, -1):
        faults = Faults()
        files, rotation = attempt(faults)
        if files is None or files.view.current or not again:
            break
    faults.raise_all()
    assert rotation is not None
    if files is None or files.view.remark is None:
        return rotation
    return replace(rotation, remarks=(files.view.remark, *rotation.remarks))


@hinting()
@uncollected()
def read_schedule(
    path: str | Path, rotation: RotationData, *, at: Path | None = None
) -> tuple[Entry, ...]:
    """Read a schedule in the format of `schedule.csv`; calendars go to `entries_from_ics`.

    Parameters
    ----------
    path : str or Path
        The file.
    rotation : RotationData
        The rotation, for tracks and people.
    at : Path, optional
        Where its bytes are while it is being replaced; by default at its path.

    Returns
    -------
    tuple of Entry
        Sorted by start, track and shift.

    Raises
    ------
    BadInput
        With every problem of the file, by line.
    """
    faults = Faults()
    people = People.of(rotation.engineers)
    names = track_names(rotation.tracks)
    rows = read_table(at or Path(path), printable(str(path)), SCHEDULE, faults)
    entries = read_entries(rows, names, people)
    faults.raise_all()
    return sorted_entries(under_known_names(rotation, entries))
