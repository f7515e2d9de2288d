"""What a journal says, as data and as bytes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath, PurePosixPath

__all__ = ["JOURNAL", "STAGING", "Distrusted", "Folder", "Journal", "Phase", "Replacement"]

JOURNAL = ".rotation.journal"
"""Name of the file, beside the configuration."""

STAGING = ".rotation-"
"""How the name of a staging folder begins; the id of the exchange follows."""

FORMAT = 1
"""Incremented when an older release could misread a journal."""

_ID = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"(link:)?[0-9a-f]{64}")


class Distrusted(Exception):
    """A journal, or something it names, that is not trusted; the text says why."""


class Phase(StrEnum):
    """How far an exchange has come."""

    STAGING = "staging"
    EXCHANGING = "exchanging"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Replacement:
    """One file of an exchange.

    Attributes
    ----------
    name : str
        Relative to its folder, with `/`.
    old, new : str or None
        SHA-256 of its bytes before and after, in hexadecimal; None where there is no file. `link:`
        stands before the digest of where a symbolic link leads.
    """

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder in which files are staged and replaced.

    Attributes
    ----------
    path : str
        Relative to the journal's folder if the configuration names all its files; else absolute.
    inode : int
        Of the staging folder inside it; 0 before that is made.
    files : tuple of Replacement
        In the order in which they are replaced; none before they are staged.
    made : tuple of str
        Folders below it that did not exist before, the innermost first.
    """

    path: str
    inode: int = 0
    files: tuple[Replacement, ...] = ()
    made: tuple[str, ...] = ()

    @property
    def elsewhere(self) -> bool:
        """Whether the configuration does not name its files, or names them absolutely."""
        return PurePath(self.path).is_absolute()


@dataclass(frozen=True, slots=True)
class Journal:
    """An exchange.

    Attributes
    ----------
    id : str
        32 random hexadecimal digits; part of the staging folders' names.
    who : str
        The command, and the process, for people.
    config : str
        Name of the configuration, beside the journal, that names the files.
    phase : Phase
        How far it has come.
    folders : tuple of Folder
        In the order of the exchange.
    """

    id: str
    who: str
    config: str
    phase: Phase
    folders: tuple[Folder, ...]

    def to_bytes(self) -> bytes:
        """Return it as JSON in ASCII, so that names of any bytes survive."""
        document = {
            "format": FORMAT,
            "id": self.id,
            "who": self.who,
            "config": self.config,
            "phase": self.phase,
            "folders": [
                {
                    "path": folder.path,
                    "inode": folder.inode,
                    "files": [{"name": f.name, "old": f.old, "new": f.new} for f in folder.files],
                    "made": list(folder.made),
                }
                for folder in self.folders
            ],
        }
        return json.dumps(document, indent=1).encode("ascii") + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> "Journal":
        """Return the journal in some bytes.

        Raises
        ------
        Distrusted
            When they are not a journal of this format, or a name in it is not valid.
        """
        try:
            document = json.loads(data)
        except (ValueError, RecursionError):
            raise Distrusted("is not a journal of this program") from None
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise Distrusted("is not a journal, or one of another release")
        try:
            return cls(
                id=_match(_ID, document["id"]),
                who=_text(document["who"]),
                config=_plain(document["config"]),
                phase=Phase(document["phase"]),
                folders=tuple(map(_folder, _list(document["folders"]))),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise Distrusted("is not a journal of this program") from None


def _folder(raw: Mapping[str, object]) -> Folder:
    return Folder(
        path=_text(raw["path"]),
        inode=_count(raw["inode"]),
        files=tuple(
            Replacement(_relative(f["name"]), _digest(f["old"]), _digest(f["new"]))
            for f in _list(raw["files"])
        ),
        made=tuple(map(_relative, _list(raw["made"]))),
    )


def _list(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise TypeError
    return value


def _match(pattern: re.Pattern[str], value: object) -> str:
    text = _text(value)
    if not pattern.fullmatch(text):
        raise ValueError
    return text


def _digest(value: object) -> str | None:
    return None if value is None else _match(_DIGEST, value)


def _plain(value: object) -> str:
    """Return the name of a file in this very folder."""
    name = _text(value)
    if name in (".", "..") or PurePath(name).name != name:
        raise Distrusted(f"names {name!r}, which is not a configuration beside it")
    return name


def _relative(value: object) -> str:
    """Return a name below a folder in its only valid spelling."""
    name = _text(value)
    path, native = PurePosixPath(name), PurePath(name)
    whole = bool(path.parts) and str(path) == name and ".." not in path.parts
    # Backslashes and drives have a special meaning on Windows only.
    if not whole or native.as_posix() != name or native.drive or native.root:
        raise Distrusted(f"names {name!r}, which is not a file below a folder")
    return name
