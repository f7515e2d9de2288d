"""A rotation as a folder: `rotation.toml`, and the CSV files of its records."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rotation.config.cells import cell_of
from rotation.config.construct import to_dictionary
from rotation.config.document import CONFIG
from rotation.config.given_records import RECORDS
from rotation.config.written_toml import toml_text
from rotation.errors import BadInput, Fault
from rotation.export.csv_text import csv_text
from rotation.export.folder import BY_HAND, write_files
from rotation.export.records import readable_again
from rotation.export.work import working
from rotation.journal import home_of
from rotation.model.settings import Places, RotationData

__all__ = ["configuration_text", "save"]

_FOUND = frozenset({"published", "trades", "changes"})
"""Files that are read if they exist, without being named; `history` is, beside `published`."""


def configuration_text(rotation: RotationData) -> str:
    """Return the commented configuration of a rotation; see `Rotation.to_toml`."""
    tables = to_dictionary(rotation)
    tables.pop("records", None)
    return toml_text(tables)


def save(
    rotation: RotationData,
    folder: Path,
    *,
    overwrite: bool,
    also: Mapping[str, str] | None = None,
    empty: Sequence[str] = (),
    remarks: Mapping[tuple[str, int, str], str] | None = None,
) -> None:
    """Write a rotation into a folder; see `Rotation.save`.

    Parameters
    ----------
    rotation : RotationData
        What is written.
    folder : pathlib.Path
        Made when missing.
    overwrite : bool
        Whether files that exist may be replaced.
    also : mapping of str to str, optional
        Texts of other files, by name.
    empty : sequence of str
        Kinds of records whose file is written even if there are none, for people to fill.
    remarks : mapping of (str, int, str) to str, optional
        Comments behind values of the configuration, as of `toml_text`.
    """
    tables = to_dictionary(rotation)
    records = tables.pop("records", {})
    named = {key: f"{key}.csv" for key in RECORDS if key in records or key in empty}
    if named:
        tables["files"] = named
    with ExitStack() as stack:
        config = folder / CONFIG
        if _is_there(config):
            home = home_of(Places(str(folder), config=CONFIG))
            stack.enter_context(working(home, BY_HAND))
        # A file that would be read, though the rotation has none of its records, is emptied.
        there = {k for k in (*_FOUND, "history") if _is_there(folder / f"{k}.csv")}
        read = there if {"published"} & {*there, *named} else there & _FOUND
        kept = [key for key in RECORDS if key in named or key in read]
        data: dict[Path, bytes] = {}
        for key in kept:
            path = folder / f"{key}.csv"
            text = _csv_text(key, records.get(key, ()), rotation.timezone)
            data[path] = readable_again(path, text.encode())
        data |= {folder / name: text.encode() for name, text in (also or {}).items()}
        data[config] = toml_text(tables, remarks).encode()
        if not overwrite:
            _refuse(sorted(path for path in data if _is_there(path)))
        write_files(data)


def _is_there(path: Path) -> bool:
    try:
        return path.is_symlink() or path.exists()
    except OSError:  # a name that is too long, for example: writing it reports that
        return False


def _refuse(there: Sequence[Path]) -> None:
    hint = "choose another folder, or give overwrite=True"
    if there:
        raise BadInput([Fault(str(path), "exists already", hint) for path in there])


def _csv_text(key: str, records: Sequence[Mapping[str, Any]], zone: str) -> str:
    """Return records as CSV, instants by the clock of the rotation."""
    columns = RECORDS[key]
    used = {column for record in records for column in record}
    header = (*columns.needed, *(column for column in columns.optional if column in used))
    rows = [[_cell(record.get(column), zone) for column in header] for record in records]
    return csv_text([header, *rows], cleaned=False)


def _cell(value: object, zone: str) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(ZoneInfo(zone))
    return cell_of(value)
