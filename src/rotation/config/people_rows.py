"""Engineers in CSV files: each row is read as an `[[engineer]]` table."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from rotation.config.csv_table import Columns, CsvRow, read_table
from rotation.config.dated_rows import dated_rows
from rotation.config.faults import Faults, Wrong
from rotation.config.text import quote
from rotation.config.times import FIRST_YEAR
from rotation.limits import TOML_ITEMS
from rotation.model.source import Source

__all__ = ["PEOPLE", "dated_people", "read_people_rows", "table_of_person"]

_NEEDED = ("name", "joined")

_DATES = ("joined", "leaves")
_ANY_DAY = f"{FIRST_YEAR}-01-01"

_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9}|,[0-9]{1,2})?")
"""With a comma, as some countries write it, up to two decimals: three may be thousands."""
_BOOLS = {"true": True, "yes": True, "false": False, "no": False}


def read_people_rows(
    path: Path, file: str, faults: Faults
) -> list[tuple[dict[str, object], Source]]:
    """Return the rows of a file as tables, each with its place.

    Cells become the values that TOML would have, and are checked as those of a table; an empty cell
    is a key that is left out.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        As messages call it.
    faults : Faults
        Collects the problems.
    """
    rows = dated_people(read_table(path, file, PEOPLE, faults))
    if len(rows) > TOML_ITEMS.most:
        what = f"has more than the {TOML_ITEMS} that are read"
        faults.add(rows[TOML_ITEMS.most].source, "", what, TOML_ITEMS.fix)
        return []
    return [(table_of_person(row), row.source) for row in rows]


def dated_people(rows: Iterable[CsvRow]) -> list[CsvRow]:
    """Return the rows of one file with dates as TOML has them (I44)."""
    return dated_rows(rows, _DATES, whole_days=True)


def table_of_person(row: CsvRow) -> dict[str, object]:
    """Return the table of a row, with the values that TOML would have."""
    table = {key: row.read_or(key, read, None) for key, read in _READERS.items()}
    # What was reported already is not missing as well.
    if "joined" in row.refused:
        table["joined"] = _ANY_DAY
    if "name" in row.refused:
        table["name"] = row.source.words
    return {key: value for key, value in table.items() if value is not None}


def _list(cell: str) -> object:
    return [item for item in map(str.strip, cell.split(";")) if item]


def _number(text: str) -> object:
    if not _NUMBER.fullmatch(text):
        return text
    plain = text.replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _capacity(cell: str) -> object:
    """Return a capacity, or those of `2027-03-01=0.6; 2027-06-01=1` by their dates."""
    if "=" not in cell:
        return _number(cell)
    changes: dict[str, object] = {}
    for item in filter(None, map(str.strip, cell.split(";"))):
        day, _, number = map(str.strip, item.partition("="))
        if day in changes:
            raise Wrong(f"{quote(day)} is named twice", "name it once")
        changes[day] = _number(number)
    return changes


def _ids(cell: str) -> object:
    """Return the ids of `pager=PXPGF42; phone=7` by the names of remotes."""
    ids: dict[str, str] = {}
    for item in filter(None, map(str.strip, cell.split(";"))):
        name, equals, number = map(str.strip, item.partition("="))
        if not equals or not number:
            raise Wrong(f"{quote(item)} names no id", "write it as pager=ID")
        if name in ids:
            raise Wrong(f"{quote(name)} is named twice", "name it once")
        ids[name] = number
    return ids


def _bool(cell: str) -> object:
    return _BOOLS.get(cell.casefold(), cell)


_READERS: Mapping[str, Callable[[str], object]] = {
    "name": str,
    "joined": str,
    "id": str,
    "email": str,
    "aliases": _list,
    "timezone": str,
    "leaves": str,
    "manager": str,
    "capacity": _capacity,
    "skills": _list,
    "available": _list,
    "off": _list,
    "tracks": _list,
    "time_off": _list,
    "time_off_skips_free": _bool,
    "country": str,
    "subdivision": str,
    "remote_ids": _ids,
}
"""What the cell of each column is, by the key of `[[engineer]]` that it holds."""

PEOPLE = Columns(_NEEDED, tuple(key for key in _READERS if key not in _NEEDED), filled_in=True)
