"""Schedules that are the rotation's own files, with trades applied."""

from dataclasses import dataclass
from pathlib import Path

from rotation.config.csv_table import read_table
from rotation.config.faults import Faults, printable
from rotation.config.people import People
from rotation.config.schedules import SCHEDULE, read_entries, sorted_entries
from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.tracks import track_names
from rotation.written.traded import traded

__all__ = ["OwnFile", "own_file"]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """The lines of a published plan or history named in `[files]`, with trades applied.

    Attributes
    ----------
    entries : tuple of Entry
        Sorted by start, track and shift.
    trades : tuple of int
        The numbers of the trades that are not in the file itself, sorted.
    """

    entries: tuple[Entry, ...]
    trades: tuple[int, ...] = ()


def own_file(rotation: RotationData, path: str | Path) -> OwnFile | None:
    """Return a file of the rotation with its trades applied; None for any other file.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    path : str or Path
        The path, in any spelling; only the file it leads to counts.

    Raises
    ------
    BadInput
        With every problem of the file, by line, if it has changed since the rotation was loaded.
    """
    folder = Path(rotation.places.folder)
    for name, worked in (
        (rotation.places.published, False),
        *((name, True) for name in rotation.places.history),
    ):
        if _same(folder / name, Path(path)):
            return _read(rotation, folder / name, name, worked=worked)
    return None


def _same(known: Path, asked: Path) -> bool:
    try:
        return known.samefile(asked)
    except OSError:
        return False


def _read(rotation: RotationData, path: Path, name: str, *, worked: bool) -> OwnFile:
    faults = Faults()
    people, tracks = People.of(rotation.engineers), track_names(rotation.tracks)
    rows = read_table(path, printable(name), SCHEDULE, faults)
    lines = read_entries(rows, tracks, people, written=True)
    faults.raise_all()
    written: dict[str, int] = {}
    for entry in lines:
        base = base_id(entry.shift)
        written[base] = max(entry.revision, written.get(base, 0))
    entries, _ = traded(lines, rotation.trades, worked=worked)
    missing = {t.number for t in rotation.trades if written.get(t.shift, t.revision) < t.revision}
    return OwnFile(sorted_entries(entries), tuple(sorted(missing)))
