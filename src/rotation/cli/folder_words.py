"""The people, shifts and days in the files of a folder, for shell completion.

Files are read as they are. Nothing is judged, repaired, locked or written, and files that cannot
be read are skipped. Loading a rotation would take seconds.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from rotation.cli.today import today_in
from rotation.config.toml_lines import read_toml
from rotation.limits import CSV_BYTES, TOML_BYTES
from rotation.model.spelling import bare
from rotation.reading import read_file

__all__ = ["FolderWords"]

_CONFIG_BYTES = 200_000
"""A longer configuration takes too long to read for a completion."""

_SCHEDULE_BYTES = 256_000
"""Bytes at the end of a schedule that are read: about 3,000 shifts."""

_DAYS = 7
"""The number of days from today that are offered besides those on which shifts begin."""


@dataclass(frozen=True)
class FolderWords:
    """The names in the files of a folder.

    Attributes
    ----------
    config : mapping of str to object
        Its `rotation.toml`; empty when there is none that can be read.
    folder : pathlib.Path
        Where it stands.
    """

    config: Mapping[str, Any]
    folder: Path

    @classmethod
    def of(cls, path: Path) -> "FolderWords":
        """Return the names for a `rotation.toml` or its folder."""
        file = path / "rotation.toml" if path.is_dir() else path
        return cls(_toml(file), file.parent)

    @property
    def people(self) -> list[tuple[str, ...]]:
        """The ids of people with their names, and the spellings that may be typed."""
        held = {row.get("engineer", "") for row in self._rows}
        spellings = {}
        for table in (*_tables(self.config.get("engineer")), *self._listed):
            name = _text(table.get("name"))
            for person in [_text(table.get("id")) or _made_id(name, held)]:
                spellings[person] = (person, name, name, bare(name))
        spellings.pop("", None)
        return [spellings[person] for person in sorted(spellings)]

    @property
    def shifts(self) -> list[tuple[str, ...]]:
        """The ids of published shifts that are not over, by start, and their days."""
        ahead = [row for row in self._rows if row["end"][:10] >= self.today.isoformat()]
        return [
            (row["shift"], f"{row['start'][:10]} to {row['end'][:10]}")
            for row in sorted(ahead, key=lambda row: (row["start"], row["shift"]))
        ]

    @property
    def days(self) -> list[tuple[str, ...]]:
        """Today and the following days, and the days on which published shifts begin."""
        week = (self.today + timedelta(days=n) for n in range(_DAYS))
        notes = dict.fromkeys((day.isoformat() for day in week), "")
        notes[self.today.isoformat()] = "today"
        for row in self._rows:
            day = row["start"][:10]
            notes[day] = " and ".join(filter(None, (notes.get(day), row["shift"])))
        return sorted(notes.items())

    @property
    def months(self) -> list[str]:
        """The months of published shifts, this one and the next."""
        after = (self.today.replace(day=1) + timedelta(days=31)).isoformat()[:7]
        months = {self.today.isoformat()[:7], after, *(row["start"][:7] for row in self._rows)}
        return sorted(months)

    @property
    def tracks(self) -> list[str]:
        """The names of tracks, in the order of the file."""
        return self._names("track")

    @property
    def remotes(self) -> list[tuple[str, ...]]:
        """The names of remotes, and what they are."""
        return [
            (_text(table.get("name")), _text(table.get("tool")))
            for table in _tables(self.config.get("remote"))
            if table.get("name")
        ]

    @property
    def periods(self) -> list[str]:
        """The names of special periods, in the order of the file."""
        return self._names("special_period")

    @cached_property
    def today(self) -> date:
        """The present day where the rotation is."""
        zone = _table(self.config.get("rotation")).get("timezone")
        try:
            return today_in(_text(zone) or "UTC")
        except (OSError, ValueError, LookupError):
            return today_in("UTC")

    def _names(self, kind: str) -> list[str]:
        names = (_text(table.get("name")) for table in _tables(self.config.get(kind)))
        return [name for name in dict.fromkeys(names) if name]

    @cached_property
    def _rows(self) -> list[dict[str, str]]:
        """The rows of the published plan that can be read as shifts."""
        return [row for row in self._of_files("published", "published.csv") if _is_shift(row)]

    @property
    def _listed(self) -> list[dict[str, str]]:
        """The rows of people in CSV files."""
        return self._of_files("engineers")

    def _of_files(self, key: str, usual: str | None = None) -> list[dict[str, str]]:
        named = _table(self.config.get("files")).get(key, usual)
        paths = [named] if isinstance(named, str) else named if isinstance(named, list) else []
        rows = (_rows_of(self.folder / path) for path in paths if isinstance(path, str))
        return list(chain.from_iterable(rows))


def _toml(file: Path) -> Mapping[str, Any]:
    try:
        data = read_file(file, TOML_BYTES)
        return read_toml(data.decode("utf-8-sig")) if len(data) <= _CONFIG_BYTES else {}
    except (OSError, ValueError, RecursionError):
        return {}


def _rows_of(file: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a schedule, or of the end of a long one."""
    try:
        data = read_file(file, CSV_BYTES)
        if len(data) > _SCHEDULE_BYTES:
            head, _, _ = data.partition(b"\n")
            _, _, tail = data[-_SCHEDULE_BYTES:].partition(b"\n")
            data = head + b"\n" + tail
        text = data.decode("utf-8-sig", errors="replace")
        for row in csv.DictReader(io.StringIO(text, newline="")):
            yield {k: v for k, v in row.items() if isinstance(k, str) and isinstance(v, str)}
    except (OSError, ValueError, csv.Error):
        return


def _is_shift(row: Mapping[str, str]) -> bool:
    try:
        for bound in ("start", "end"):
            date.fromisoformat(row.get(bound, "")[:10])
    except ValueError:
        return False
    return bool(_text(row.get("shift")))


def _made_id(name: str, held: set[str]) -> str:
    """Return the id of a person who is given by name only (I5)."""
    from rotation.config.text import earlier_slug, slug  # noqa: PLC0415 - mostly ids are written

    made, earlier = slug(name), earlier_slug(name)
    return earlier if earlier in held and made not in held else made


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _tables(value: object) -> Sequence[Mapping[str, Any]]:
    return [_table(each) for each in value] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) and value.isprintable() else ""
