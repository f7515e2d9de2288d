"""Ids in a team's files: an id that an earlier release made from a name stays."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Protocol

from rotation.config.csv_header import folded
from rotation.config.csv_records import csv_records
from rotation.config.document import Document
from rotation.config.faults import Faults, Wrong
from rotation.config.file_names import is_workbook
from rotation.config.text import earlier_slug, safe_id, slug
from rotation.journal import FilesView
from rotation.limits import CSV_COLUMNS
from rotation.model.public_files import is_public_name
from rotation.model.settings import Places

__all__ = ["HeldIds", "IdMaker", "NewIds"]

_WRITTEN = ("history", "published", "trades", "changes")
"""Files that commands write, which contain ids only."""

_SIGNED = ("time_off", "volunteers", "wishes")
"""Files that people write, which contain ids or names."""

_COLUMNS = frozenset({"engineer", "from", "to"})
_HEADER = ("engineer", "start", "end", "from", "to", "shift")
"""Columns by which the separator of a table is recognised."""


class IdMaker(Protocol):
    """Makes the ids of people for whom only a name is given."""

    def id_of(self, name: str) -> str:
        """Return the id, or raise `Wrong` if none can be made from the name."""
        ...


class NewIds:
    """Ids made from names alone, where no file holds ids of earlier releases."""

    @staticmethod
    def id_of(name: str) -> str:
        """Return the id, or raise `Wrong` if none can be made from the name."""
        return safe_id(slug(name))


class HeldIds:
    """The ids and names of people in `rotation.toml` and the files it names.

    Nothing is read before an id depends on it. Problems of a file are reported by its reader.

    Parameters
    ----------
    document : Document
        The configuration.
    folder : pathlib.Path
        Where it is.
    view : FilesView
        A view of files that are being replaced.
    """

    def __init__(self, document: Document, folder: Path, view: FilesView) -> None:
        self._document = document
        self._folder = folder
        self._view = view

    def id_of(self, name: str) -> str:
        """Return the id of somebody for whom only a name is given (I5).

        Earlier releases dropped letters that ASCII lacks: `Łukasz` was `ukasz`. If a file has that
        id, and no file that commands write has today's id, the person keeps it.

        Raises
        ------
        Wrong
            If no id can be made from the name.
        """
        made, earlier = slug(name), earlier_slug(name)
        held = made != earlier and _safe(earlier) and earlier in self._held
        return earlier if held and made not in self._written else safe_id(made)

    @cached_property
    def _written(self) -> frozenset[str]:
        """Ids in files that commands write, and ids of the published calendars."""
        calendars = (
            path.stem
            for name in self._named("public")
            for pattern in ("people/*.ics", "*/people/*.ics")
            for path in (self._folder / name).glob(pattern)
            if is_public_name(PurePosixPath(path.relative_to(self._folder / name).as_posix()))
        )
        return frozenset((*self._cells(_WRITTEN), *calendars))

    @cached_property
    def _held(self) -> frozenset[str]:
        """Every id and name of a person anywhere."""
        tables = [raw for _, raw in self._document.tables("pin")]
        tables += [raw for _, raw in self._document.tables("engineer")]
        named = [raw.get(key) for raw in tables for key in ("engineer", "manager")]
        texts = {text.strip() for text in named if isinstance(text, str)}
        return self._written | frozenset(self._cells(_SIGNED)) | texts

    def _cells(self, keys: tuple[str, ...]) -> Iterator[str]:
        for key in keys:
            for name in self._named(key):
                path = self._view.path(self._folder / name)
                if path is not None and not name.lower().endswith(".ics"):
                    yield from _people_of(path, name)

    def _named(self, key: str) -> list[str]:
        """Return the files of a key of `[files]`, or the one with the usual name."""
        value = self._document.table("files").get(key, getattr(Places(), key, []))
        named = value if isinstance(value, list) else [value]
        return [name for name in named if isinstance(name, str)]


def _safe(made: str) -> bool:
    try:
        return bool(safe_id(made))
    except Wrong:
        return False


def _people_of(path: Path, name: str) -> Iterator[str]:
    """Yield the cells of a table that name people; its reader reports what is wrong with it."""
    faults = Faults()
    if is_workbook(name):
        from rotation.config.workbook import workbook_records  # noqa: PLC0415 - only where used

        records: Iterable[tuple[int, list[str]]] = workbook_records(path, name, faults) or ()
    else:
        records = csv_records(path, name, _HEADER, faults) or ()
    rows = (row for _, row in records)
    header = folded(next(rows, [])[: CSV_COLUMNS.most])
    columns = [n for n, column in enumerate(header) if column in _COLUMNS]
    for row in rows:
        yield from (row[n].strip() for n in columns if n < len(row))
