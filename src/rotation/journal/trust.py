"""What to trust in a journal: it is input, and may have come with a cloned repository."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rotation.journal.record import JOURNAL, STAGING, Distrusted, Folder, Journal
from rotation.limits import JOURNAL_BYTES
from rotation.model.public_files import is_public_name
from rotation.model.settings import Places
from rotation.reading import Unreadable, read_file, reason

__all__ = [
    "OUT",
    "Given",
    "Home",
    "folder_of",
    "home_of",
    "journal_in",
    "own_parents",
    "staging_in",
]

OUT = "out"
"""The output folder that every configuration gives."""


@dataclass(frozen=True, slots=True)
class Given:
    """The files that a configuration names and commands write, relative to its folder.

    Attributes
    ----------
    files : frozenset of str
        The published plan and its last change, the trades, the change log, the files of history.
    public : str or None
        The folder of the published calendars: their names in it are given (`is_public_name`).

    Names that are absolute, lead upwards, or have a part that begins with a full stop are excluded:
    a journal must not touch the files of version control systems and shells.
    """

    files: frozenset[str]
    public: str | None

    def covers(self, name: str) -> bool:
        """Return whether a file may be named; so may everything in the output folder."""
        path = PurePosixPath(name)
        if any(part.startswith(".") for part in path.parts):
            return False
        if name in self.files or path.parts[0] == OUT:
            return name != OUT
        if self.public is None or not path.is_relative_to(self.public):
            return False
        return is_public_name(path.relative_to(self.public))


@dataclass(frozen=True, slots=True)
class Home:
    """Where the journal of a rotation is, and what it may name.

    Attributes
    ----------
    folder : pathlib.Path
        The configuration's.
    config : str
        Its file there.
    given : Given
        The files that it names.
    """

    folder: Path
    config: str
    given: Given

    @property
    def journal(self) -> Path:
        """Where the journal is when there is one."""
        return self.folder / JOURNAL


def home_of(places: Places) -> Home | None:
    """Return the home of a loaded rotation; None for one that was made in Python."""
    if not places.config:
        return None
    history = places.history or (places.archive,)
    named = (places.published, places.last_change, places.trades, places.changes, *history)
    files = (name for name in map(_inside, named) if name)
    given = Given(frozenset(files), _inside(places.public))
    return Home(Path(places.folder), places.config, given)


def _inside(name: str) -> str | None:
    """Return a name below the configuration's folder in its one spelling; None for others."""
    path = PurePosixPath(Path(os.path.normpath(name)).as_posix())
    return None if path.is_absolute() or ".." in path.parts else str(path)


def journal_in(home: Home) -> Journal | None:
    """Return the journal of a folder; None without one.

    The owner is not checked: another user's journal may be read, but is never acted on.

    Raises
    ------
    Distrusted
        When it is not a regular file, cannot be read, or names files that it may not.
    """
    path = home.journal
    try:
        if path.is_symlink():
            raise Distrusted("is a symbolic link")
        journal = Journal.from_bytes(read_file(path, JOURNAL_BYTES))
    except FileNotFoundError:
        return None
    except Unreadable as error:
        raise Distrusted(reason(error)) from error
    except OSError as error:
        raise Distrusted(f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    for folder in journal.folders:
        _judge(home, folder)
    return journal


def folder_of(home: Home, folder: Folder) -> Path:
    """Return where a folder of a journal is."""
    return home.folder / folder.path


def staging_in(home: Home, journal: Journal, folder: Folder) -> Path | None:
    """Return the staging folder inside a folder of a journal; None when it is gone.

    Symbolic links, and folders of another owner than the journal's, do not count.
    """
    try:
        owner = home.journal.lstat().st_uid
        with os.scandir(folder_of(home, folder)) as entries:
            names = sorted(e.name for e in entries if e.name.startswith(f"{STAGING}{journal.id}-"))
    except OSError:
        return None
    for name in names:
        path = folder_of(home, folder) / name
        status = path.lstat()
        same = folder.inode in (0, status.st_ino) or not folder.elsewhere
        if stat.S_ISDIR(status.st_mode) and status.st_uid == owner and same:
            return path
    return None


def _judge(home: Home, folder: Folder) -> None:
    if folder.elsewhere:
        if os.path.realpath(folder.path) != folder.path:
            raise Distrusted(f"names {folder.path!r}, which a symbolic link leads to")
        if folder.files and not folder.inode:
            raise Distrusted(f"names files in {folder.path!r}, but no staging folder")
    else:
        place = PurePosixPath(folder.path)
        if ".." in place.parts or str(place) != folder.path:
            raise Distrusted(f"names the folder {folder.path!r}, which is not below it")
        for file in folder.files:
            name = str(place / file.name)
            if not home.given.covers(name):
                raise Distrusted(f"names {name!r}, which is not a file that {home.config} gives")
    here = folder_of(home, folder)
    top = here if folder.elsewhere else home.folder
    names = (STAGING, *folder.made, *(file.name for file in folder.files))
    for path in (here / name for name in names):
        if not own_parents(top, path):
            raise Distrusted(f"names a file in {path.parent.name!r}, which a link leads out of")


def own_parents(top: Path, path: Path) -> bool:
    """Return whether every folder between a folder and a file below it is a real folder."""
    parent = path.parent
    while parent != top:
        if parent.is_symlink() or (parent.exists() and not parent.is_dir()):
            return False
        parent = parent.parent
    return True
