"""The output folder, replaced completely or not at all."""

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from rotation.errors import BadInput, Fault
from rotation.export.exchange import FolderChange, exchange
from rotation.export.failures import writing_fix
from rotation.export.work import at_work_on, working
from rotation.journal import Home
from rotation.limits import PLAN_BYTES
from rotation.model.public_files import without_tokens
from rotation.reading import irregular, read_file, real_path

__all__ = ["BY_HAND", "LAST", "write_files", "write_folder"]

LAST = "plan.json"
"""Written after every other file: if it is new, the others are new too."""

BY_HAND = "a Python program"
"""The name of the writer when no command is running."""

_CALENDAR_OF_PERSON = re.compile(r"people/[^/\\]+\.ics")


def write_folder(folder: Path, files: Mapping[str, bytes], home: Home | None = None) -> None:
    """Write files into a folder, all of them or none.

    Everything is written and synced in a staging directory inside the folder (the only place
    sure to be on its file system); the old files are kept there until the last new one is in
    place, and put back if anything fails in between, or the process is killed and there is a
    journal. Calendars of people (`people/ID.ics`) that the `files` list of the previous `plan.json`
    names and this run does not write are removed; other files are never touched.

    Parameters
    ----------
    folder : pathlib.Path
        Made, with its parents, when missing.
    files : mapping of str to bytes
        By name relative to the folder, with `/`; `plan.json` is moved into place last.
    home : Home, optional
        The rotation beside whose configuration the journal is kept and the lock is taken.

    Raises
    ------
    BadInput
        If the folder cannot be written; nothing in it has changed. If the lock cannot be had.
    ValueError
        If a name is absolute, empty or leads out of the folder.
    """
    names = _checked(files)
    _refuse_file(folder)
    further = "or choose another with --out"
    with working(home, BY_HAND), _reporting(folder, "the output", further):
        gone = _abandoned(folder, names) if LAST in files else []
        change = FolderChange(folder, {name: files[name] for name in names}, tuple(gone))
        exchange([change], home, at_work_on(home))


def write_files(
    files: Mapping[Path, bytes],
    home: Home | None = None,
    *,
    gone: Iterable[Path] = (),
    inside: Path | None = None,
) -> None:
    """Write files anywhere, and remove others, all of them or none.

    Each is staged in a parent folder on the same file system. Symbolic links are followed.

    Parameters
    ----------
    files : mapping of pathlib.Path to bytes
        None means no change.
    home : Home, optional
        As for `write_folder`.
    gone : iterable of pathlib.Path
        Files to remove.
    inside : pathlib.Path, optional
        A folder that holds folders of these files: they are staged there, not in each of them.

    Raises
    ------
    BadInput
        If one of them cannot be written or removed; nothing has changed. If the lock cannot be had.
    """
    paths = {_behind(path): data for path, data in files.items()}
    removed = sorted({_behind(path) for path in gone} - paths.keys())
    tops: list[Path] = []
    parents = {path.parent for path in (*paths, *removed)}
    if inside is not None:
        above = real_path(inside)
        parents |= {above} if any(p.is_relative_to(above) for p in parents) else set()
    for parent in sorted(parents, key=lambda p: (len(p.parts), p)):
        if not any(_holds(top, parent) for top in tops):
            tops.append(parent)
    folders: dict[Path, dict[str, bytes]] = {top: {} for top in tops}
    without: dict[Path, list[str]] = {top: [] for top in tops}
    for path in (*sorted(paths), *removed):
        top = next(top for top in tops if _holds(top, path.parent))
        name = path.relative_to(top).as_posix()
        if path in paths:
            folders[top][name] = paths[path]
        else:
            without[top].append(name)
    changes = [FolderChange(top, folders[top], tuple(without[top])) for top in sorted(tops)]
    if changes:
        with working(home, BY_HAND), _reporting(tops[0], "the files", "and try again"):
            exchange(changes, home, at_work_on(home))


def _behind(path: Path) -> Path:
    """Return the regular file that a path means, symbolic links followed.

    Raises
    ------
    BadInput
        When it is something else, such as a device, which would be replaced.
    """
    real = real_path(path)
    try:
        what = irregular(real.lstat())
    except (FileNotFoundError, NotADirectoryError):
        return real
    except OSError as error:
        what = f"cannot be written: {(error.strerror or str(error)).lower()}"
    if what:
        raise BadInput(Fault(without_tokens(str(path)), what, "nothing was changed"))
    return real


def _refuse_file(folder: Path) -> None:
    """Refuse a folder that is a file or lies below a file."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir():
        what = "is a file, not a folder" if there == folder else f"{there.name} is a file"
        hint = "choose another with --out, or remove it"
        raise BadInput(Fault(str(folder), what, hint))


def _holds(folder: Path, other: Path) -> bool:
    """Return whether a folder is the other one, or above it on the same file system."""
    return other.is_relative_to(folder) and _device(folder) == _device(other)


def _device(folder: Path) -> int:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.stat().st_dev


@contextlib.contextmanager
def _reporting(folder: Path, what: str, further: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        text = f"cannot write {what} here: {error.strerror or error}"
        if error.filename:
            text += f" ({Path(error.filename).name})"
        hint = f"nothing was changed; {writing_fix(error, 'fix it')}, {further}"
        raise BadInput(Fault(without_tokens(str(folder)), text, hint)) from error


def _checked(files: Mapping[str, bytes]) -> list[str]:
    """Return the names in the order of writing."""
    seen: dict[str, str] = {}
    for name in files:
        path = PurePosixPath(name)
        whole = bool(path.parts) and str(path) == name and not set("\\:\0") & set(name)
        if not whole or path.is_absolute() or ".." in path.parts:
            raise ValueError(f"{name!r} is not the name of a file inside the output folder")
        # Two names that differ by case alone are one file on many disks.
        if (other := seen.setdefault(name.casefold(), name)) != name:
            raise ValueError(f"{name!r} and {other!r} would be one file")
    return sorted(files, key=lambda name: (name == LAST, name))


def _abandoned(folder: Path, names: Sequence[str]) -> list[str]:
    """Return people's calendars that the last run wrote and this run does not."""
    try:
        document = json.loads(read_file(folder / LAST, PLAN_BYTES))
        listed = document["files"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []  # without a previous plan, no file is known to be ours
    if not isinstance(listed, list):
        return []
    return sorted(
        {
            name
            for name in listed
            if isinstance(name, str)
            and _CALENDAR_OF_PERSON.fullmatch(name)
            and name not in names
            and (folder / name).is_file()
        }
    )
