"""What a fleet remembers of the plans of its teams: a file per team in `.rotation-fleet`.

Only what can be checked counts: a plan is remembered by its key and by the digests of its files. So
what is written here may be lost, damaged or out of date; the team is planned again then.
"""

import contextlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from rotation.errors import Fault
from rotation.export import steps
from rotation.fleet.report import TeamRow
from rotation.journal import Distrusted, digest
from rotation.limits import STATE_BYTES
from rotation.reading import read_file

__all__ = ["MEMORY", "Memory", "Remembered"]

MEMORY = ".rotation-fleet"
"""Name of the folder, in that of the fleet."""

_FORMAT = 1
"""Incremented when an older or newer release could misread a file."""

_DIGITS, _NEW = 32, ".new"
_OWN = re.compile(rf"[0-9a-f]{{{_DIGITS}}}\.json({re.escape(_NEW)})?")
"""Names of our files, and of those that a killed process was writing."""

_SHA_256 = re.compile(r"[0-9a-f]{64}")

_ROW: Mapping[str, type] = {
    "exit_code": int,
    "open": int,
    "broken": int,
    "proved": bool,
    "short_notice": int,
}
"""What is remembered of a row."""

_FAULT = ("place", "what", "hint", "about", "times")
"""What is remembered of a warning."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A plan that was written.

    Attributes
    ----------
    key : str
        What it was made from, as `plan_key` returns it.
    files : mapping of str to str
        SHA-256 of each file of the output folder, in hexadecimal, by relative name.
    row : TeamRow
        Of the report.
    roster : mapping of str to str or None
        Who holds each shift of the plan, by id; None for an open one.
    component : str
        The key of all teams that were planned in several rounds with this one; empty if it is the
        key of the plan that counts.
    """

    key: str
    files: Mapping[str, str]
    row: TeamRow
    roster: Mapping[str, str | None]
    component: str = ""

    @classmethod
    def of(
        cls,
        key: str,
        files: Mapping[str, bytes],
        row: TeamRow,
        roster: Mapping[str, str | None],
    ) -> "Remembered":
        """Return what to remember of files that are about to be written."""
        digests = {name: sha256(data).hexdigest() for name, data in files.items()}
        return cls(key, digests, row, dict(roster))

    def intact_in(self, folder: Path) -> bool:
        """Return whether an output folder has exactly these files; others there do not count."""
        try:
            return all(digest(folder / name) == own for name, own in self.files.items())
        except Distrusted:
            return False


class Memory:
    """The plans that a fleet remembers.

    Parameters
    ----------
    folder : pathlib.Path
        The fleet's.

    Attributes
    ----------
    warning : Fault or None
        Why something could not be written: its team will be planned again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / MEMORY
        self.warning: Fault | None = None

    def of(self, team: str) -> Remembered | None:
        """Return what is remembered of a team; None if there is nothing that makes sense."""
        try:
            document = json.loads(read_file(self._path(team), STATE_BYTES))
            return _remembered(team, document)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def keep(self, team: str, remembered: Remembered) -> None:
        """Remember a plan, whole or not at all; whoever calls this holds the lock of the team."""
        row = {name: getattr(remembered.row, name) for name in _ROW}
        warnings = remembered.row.warnings
        document = {
            "format": _FORMAT,
            "team": team,
            "key": remembered.key,
            "row": row,
            "warnings": [[getattr(fault, name) for name in _FAULT] for fault in warnings],
            "files": dict(remembered.files),
            "roster": dict(remembered.roster),
            "component": remembered.component,
        }
        data = json.dumps(document, indent=1).encode() + b"\n"
        try:
            self._write(self._path(team), data)
        except OSError as error:
            self._warn(error)

    def join(self, teams: Iterable[str], key: str) -> None:
        """Remember that some plans were made in several rounds, each from those of all."""
        for team in teams:
            if (remembered := self.of(team)) is not None:
                self.keep(team, replace(remembered, component=key))

    def forget(self, team: str) -> None:
        """Forget the plan of a team."""
        with contextlib.suppress(OSError):
            self._path(team).unlink(missing_ok=True)

    def forget_others(self, teams: Iterable[str]) -> None:
        """Forget the plans of all but some teams; files that are not ours stay.

        What another run is writing of these teams at this moment stays, too.
        """
        kept = {self._path(team).name for team in teams}
        with contextlib.suppress(OSError):
            for path in sorted(self._folder.iterdir()):
                if path.name.removesuffix(_NEW) not in kept and _OWN.fullmatch(path.name):
                    path.unlink(missing_ok=True)

    def _path(self, team: str) -> Path:
        # Names of folders may be longer than those of files, or differ by case alone.
        name = sha256(team.encode("utf-8", "surrogateescape")).hexdigest()[:_DIGITS]
        return self._folder / f"{name}.json"

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file, whole or not at all; not synced, because a torn one does not count."""
        self._folder.mkdir(exist_ok=True)
        ignored = self._folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="ascii")
        new = path.with_name(f"{path.name}{_NEW}")
        steps.remove(new)  # of a process that was killed
        new.write_bytes(data)
        steps.put(new, path)

    def _warn(self, error: OSError) -> None:
        what = f"cannot be written: {(error.strerror or str(error)).lower()}"
        hint = "its teams will be planned again, changed or not"
        self.warning = Fault(str(error.filename or self._folder), what, hint)


def _remembered(team: str, document: Mapping[str, Any]) -> Remembered | None:
    """Return what a document says of a team; None if it says it of another, or in another way."""
    if document["format"] != _FORMAT or document["team"] != team:
        return None
    key, files, row = document["key"], document["files"], document["row"]
    if not (isinstance(key, str) and files and all(map(_is_digest, files.values()))):
        return None
    if any(type(row[name]) is not kind for name, kind in _ROW.items()):
        return None
    roster = document["roster"]
    if not all(who is None or isinstance(who, str) for who in roster.values()):
        return None
    warnings = tuple(_fault(values) for values in document["warnings"])
    kept = TeamRow(team, **{name: row[name] for name in _ROW}, warnings=warnings)
    component = document["component"]
    return Remembered(key, files, kept, roster, component) if isinstance(component, str) else None


def _fault(values: Sequence[object]) -> Fault:
    """Return a warning; a `ValueError` says that it is none."""
    *texts, times = values
    if not (isinstance(times, int) and all(isinstance(text, str) for text in texts)):
        raise ValueError("not a warning")
    place, what, hint, about = map(str, texts)
    return Fault(place, what, hint, about, times)


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and bool(_SHA_256.fullmatch(value))
