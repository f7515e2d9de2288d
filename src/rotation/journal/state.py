"""The state of an exchange's files, and whether it can be completed or undone."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from rotation.journal.record import Distrusted, Journal, Phase
from rotation.journal.trust import Home, folder_of, own_parents, staging_in
from rotation.limits import JOURNALED_BYTES

__all__ = ["Outlook", "TargetFile", "digest", "outlook", "targets"]

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FLAGS |= getattr(os, "O_BINARY", 0)


class Outlook(StrEnum):
    """Whether an exchange can be completed or undone."""

    COMPLETE = "complete"
    UNDO = "undo"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class TargetFile:
    """A file of an exchange in its present state.

    Attributes
    ----------
    path : pathlib.Path
        Where it belongs.
    old, new : str or None
        Digests before and after; None where there is no file.
    now : str or None
        Digest of what is there.
    staged, kept : pathlib.Path or None
        The new bytes, and a copy of the old ones, if they are still in the staging folder.
    """

    path: Path
    old: str | None
    new: str | None
    now: str | None
    staged: Path | None
    kept: Path | None

    @property
    def can_be_new(self) -> bool:
        """Whether it has the new bytes, or can get them."""
        return self.now == self.new or (
            self.now == self.old and (self.new is None or self.staged is not None)
        )

    @property
    def can_be_old(self) -> bool:
        """Whether it has the old bytes, or can get them back."""
        return self.now == self.old or (
            self.now == self.new and (self.old is None or self.kept is not None)
        )


def digest(path: Path) -> str | None:
    """Return the digest of a file, or of where a symbolic link leads; None where there is nothing.

    Raises
    ------
    Distrusted
        For what is neither a regular file nor a link, is too large, or cannot be read.
    """
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            return "link:" + sha256(os.fsencode(path.readlink())).hexdigest()
        if not stat.S_ISREG(status.st_mode):
            raise Distrusted(f"names {path.name!r}, which is not a regular file")
        if status.st_size > JOURNALED_BYTES.most:
            raise Distrusted(f"names {path.name!r}, which is larger than {JOURNALED_BYTES}")
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            whole = sha256()
            while chunk := file.read(1 << 20):
                whole.update(chunk)
            return whole.hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        what = f"names {path.name!r}, which cannot be read"
        raise Distrusted(f"{what}: {(error.strerror or str(error)).lower()}") from error


def targets(home: Home, journal: Journal) -> tuple[TargetFile, ...]:
    """Return the files of an exchange in their present state, in the order of the exchange.

    Raises
    ------
    Distrusted
        For irregular or unreadable files, and for files that the configuration does not name if the
        staging folder beside them is missing.
    """
    return tuple(_targets(home, journal))


def _targets(home: Home, journal: Journal) -> Iterator[TargetFile]:
    if journal.phase is not Phase.EXCHANGING:
        return  # nothing is replaced yet, or everything is
    for folder in journal.folders:
        staging = staging_in(home, journal, folder)
        if folder.elsewhere and staging is None:
            # Without it nothing shows that the journal's writer could ever write there.
            raise Distrusted(f"names {folder.path!r}, where its staging folder is missing")
        for file in folder.files:
            path = folder_of(home, folder) / file.name
            yield TargetFile(
                path,
                file.old,
                file.new,
                digest(path),
                _with(staging, "new", file.name, file.new),
                _with(staging, "old", file.name, file.old),
            )


def _with(staging: Path | None, part: str, name: str, wanted: str | None) -> Path | None:
    """Return a file of a staging folder if it has the bytes it should."""
    if staging is None or wanted is None:
        return None
    path = staging / part / name
    return path if own_parents(staging, path) and digest(path) == wanted else None


def outlook(journal: Journal, files: Sequence[TargetFile]) -> Outlook:
    """Return whether an exchange whose writer is dead can be completed or undone."""
    if journal.phase is not Phase.EXCHANGING:
        return Outlook.COMPLETE if journal.phase is Phase.DONE else Outlook.UNDO
    if all(target.can_be_new for target in files):
        return Outlook.COMPLETE
    if all(target.can_be_old for target in files):
        return Outlook.UNDO
    return Outlook.STUCK
