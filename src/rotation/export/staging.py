"""Staging folders: new files and copies of the old ones, until an exchange is done."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from errno import EEXIST
from functools import partial
from pathlib import Path, PurePosixPath

from rotation.endings import held_back
from rotation.errors import BadInput
from rotation.export import steps
from rotation.export.lock import lock_descriptor
from rotation.export.steps import sync_file, sync_folder, write_synced
from rotation.journal import STAGING, Folder, Replacement, digest
from rotation.reading import irregular

__all__ = [
    "NotPutBack",
    "Staging",
    "in_use",
    "missing_folders",
    "remove_emptied",
    "remove_empty",
    "removed",
    "staged",
]

_LOCK = "lock"
"""A file in each staging folder: its user holds the lock, and no other process touches it."""


class NotPutBack(BadInput):
    """Writing failed and could not be undone: the staging folders must stay."""


@dataclass(frozen=True, slots=True)
class Staging:
    """A folder whose files are about to change.

    Attributes
    ----------
    folder : pathlib.Path
        Where the files belong.
    path : pathlib.Path
        The staging folder inside it: `new/` has the new files, `old/` the old ones.
    names : tuple of str
        The files to write, relative to the folder, in order of writing.
    gone : tuple of str
        The files to remove before.
    """

    folder: Path
    path: Path
    names: tuple[str, ...]
    gone: tuple[str, ...]

    def record(self, known: Folder) -> Folder:
        """Return its record for the journal, which knows the place already."""
        names = (*self.gone, *self.names)
        files = tuple(
            Replacement(name, digest(self.path / "old" / name), digest(self.path / "new" / name))
            for name in names
        )
        parents = sorted({parent for name in names for parent in (self.folder / name).parents})
        made = (p.relative_to(self.folder) for p in reversed(parents) if not p.exists())
        inside = tuple(path.as_posix() for path in made)
        return Folder(known.path, self.path.lstat().st_ino, files, inside)


@contextlib.contextmanager
def staged(
    folder: Path, files: Mapping[str, bytes], gone: Sequence[str], number: str
) -> Iterator[Staging]:
    """Stage files in a folder, and clean up at the end.

    Parameters
    ----------
    folder : pathlib.Path
        That exists.
    files : mapping of str to bytes
        By name relative to the folder, in the order of writing.
    gone : sequence of str
        Files to remove.
    number : str
        Of the exchange; part of the staging folder's name.

    Raises
    ------
    OSError
        When it cannot be written, and when a folder is in the way of a file.
    """
    with contextlib.ExitStack() as stack:
        steps.reached(f"stage in {folder.name}")
        path = Path(tempfile.mkdtemp(prefix=f"{STAGING}{number}-", dir=folder))
        stack.push(partial(_remove_after, path))
        # Who can read the files can also read them here, if their writer dies.
        path.chmod(0o777 & ~_umask())
        stack.callback(os.close, _locked(path))
        for name, data in files.items():
            write_synced(path / "new" / name, data)
        _keep(folder, path / "old", (*files, *gone))
        for inner in (path, *(p for p in path.rglob("*") if p.is_dir()), folder):
            sync_folder(inner)
        yield Staging(folder, path, tuple(files), tuple(gone))


def _remove_after(path: Path, kind: type[BaseException] | None, *_: object) -> None:
    """Remove a staging folder at the end; keep old files that could not be restored."""
    if kind is None or not issubclass(kind, NotPutBack):
        with held_back():
            removed(path)


def _locked(path: Path) -> int:
    descriptor = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        lock_descriptor(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _keep(folder: Path, old: Path, names: Sequence[str]) -> None:
    """Copy the existing ones of some files."""
    for name in names:
        target, backup = folder / name, old / name
        if os.path.lexists(target):
            # A link itself is replaced, unless it leads to a folder.
            kept = target.is_symlink() and not target.is_dir()
            if not kept and (what := irregular(target.stat())):
                raise OSError(EEXIST, f"what is in the way {what}", str(target))
            backup.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, backup, follow_symlinks=False)
            if not backup.is_symlink():
                sync_file(backup)


def in_use(path: Path) -> bool:
    """Return whether a process is using a staging folder."""
    try:
        descriptor = os.open(path / _LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False  # killed before it was made, or not one of our folders
    try:
        return not lock_descriptor(descriptor)
    except OSError:
        return True  # nobody can tell
    finally:
        os.close(descriptor)


def removed(path: Path) -> bool:
    """Remove a staging folder unless a process uses it; return whether it is gone."""
    if in_use(path):
        return False
    steps.reached(f"clear up in {path.parent.name}")
    shutil.rmtree(path, ignore_errors=True)
    return not path.exists()


def missing_folders(folder: Path) -> list[Path]:
    """Return a folder and its parents that do not exist, the innermost first."""
    return [path for path in (folder, *folder.parents) if not path.exists()]


def remove_emptied(folder: Path, gone: Iterable[str]) -> None:
    """Remove the folders inside a folder that the removal of some files has left empty."""
    above = {parent for name in gone for parent in PurePosixPath(name).parents[:-1]}
    deepest = sorted(above, key=lambda parent: (-len(parent.parts), parent))
    remove_empty([folder / parent for parent in deepest])


def remove_empty(folders: Sequence[Path]) -> None:
    """Remove the empty ones of some folders, the innermost first."""
    for path in folders:
        with contextlib.suppress(OSError):
            path.rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
