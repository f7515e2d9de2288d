"""The output folder, replaced whole or not at all."""

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path, PurePosixPath

from rotation.endings import held_back, record
from rotation.errors import BadInput, Fault
from rotation.limits import PLAN_BYTES
from rotation.reading import read_file

__all__ = ["LAST", "write_files", "write_folder"]

LAST = "plan.json"
"""Written after every other file: whoever sees it new sees the others new too."""

_CALENDAR_OF_PERSON = re.compile(r"people/[^/\\]+\.ics")


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder so that either all of them are there, or nothing has changed.

    Everything is written and synced in a staging directory inside the folder (the only place
    sure to be on its file system); the old files are kept there until the last new one is in
    place, and put back if anything fails or is interrupted in between. Calendars of people
    (`people/ID.ics`) that the `files` list of the previous `plan.json` names and this run does
    not write are removed; nobody else's files are touched.

    Parameters
    ----------
    folder : pathlib.Path
        Made, with its parents, when missing.
    files : mapping of str to bytes
        By name relative to the folder, with `/`; `plan.json` is moved into place last.

    Raises
    ------
    BadInput
        If the folder cannot be written; nothing in it has changed.
    ValueError
        If a name is absolute, empty or leads out of the folder.
    """
    names = _checked(files)
    gone = _abandoned(folder, names) if LAST in files else []
    with _telling(
        folder, "the output", "nothing was changed; mend it, or choose another with --out"
    ):
        _replace({folder: {name: files[name] for name in names}}, gone)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files anywhere so that either all of them are there, or nothing has changed.

    Each is staged in a folder above it that is on its own file system; behind a symbolic link is
    what is written.

    Parameters
    ----------
    files : mapping of pathlib.Path to bytes
        None is no change.

    Raises
    ------
    BadInput
        If one of them cannot be written; nothing has changed.
    """
    paths = {path.resolve(): data for path, data in files.items()}
    homes: list[Path] = []
    for parent in sorted({path.parent for path in paths}, key=lambda p: (len(p.parts), p)):
        if not any(_holds(home, parent) for home in homes):
            homes.append(parent)
    folders: dict[Path, dict[str, bytes]] = {}
    for path in sorted(paths):
        home = next(home for home in homes if _holds(home, path.parent))
        folders.setdefault(home, {})[path.relative_to(home).as_posix()] = paths[path]
    if folders:
        with _telling(homes[0], "the files", "nothing was changed; mend it, and try again"):
            _replace(folders)


def _holds(folder: Path, other: Path) -> bool:
    """Tell whether a folder is another, or above it and on the same file system."""
    return other.is_relative_to(folder) and _device(folder) == _device(other)


def _device(folder: Path) -> int:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.stat().st_dev


@contextlib.contextmanager
def _telling(folder: Path, what: str, mend: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        text = f"cannot write {what} here: {error.strerror or error}"
        if error.filename:
            text += f" ({Path(error.filename).name})"
        raise BadInput(Fault(str(folder), text, mend)) from error


def _replace(folders: Mapping[Path, Mapping[str, bytes]], gone: Sequence[str] = ()) -> None:
    """Replace files in some folders, in the order given, and remove those that are `gone`."""
    with contextlib.ExitStack() as stack:
        stagings = {folder: stack.enter_context(_staging(folder)) for folder in folders}
        for folder, staging in stagings.items():
            for name, data in folders[folder].items():
                _write(staging / "new" / name, data)
            _back_up(folder, staging / "old", [*folders[folder], *gone])
        with held_back() as held:
            held.refuse()
            _exchange(folders, stagings, gone)
            record(folder / name for folder, files in folders.items() for name in files)


def _exchange(
    folders: Mapping[Path, Mapping[str, bytes]],
    stagings: Mapping[Path, Path],
    gone: Sequence[str],
) -> None:
    """Move what is staged into place, in all folders or in none."""
    done: list[Path] = []
    try:
        for folder, staging in stagings.items():
            names = list(folders[folder])
            _swap(folder, staging / "new", staging / "old", gone, names)
            done.append(folder)
    except BaseException as error:
        for folder in reversed(done):
            old = stagings[folder] / "old"
            names = list(folders[folder])
            had = {name for name in names if os.path.lexists(old / name)}
            if lost := _put_back(folder, old, names, had):
                raise _not_put_back(folder, old, lost, error) from error
        raise


class _NotPutBack(BadInput):
    """Writing failed, and so did undoing it: the staging directory must stay."""


def _not_put_back(folder: Path, old: Path, lost: str, error: BaseException) -> _NotPutBack:
    what = f"writing failed half-way ({error}) and could not be undone for {lost}"
    return _NotPutBack(Fault(str(folder), what, f"the old files are in {old}"))


def _checked(files: Mapping[str, bytes]) -> list[str]:
    """Return the names in the order of writing."""
    seen: dict[str, str] = {}
    for name in files:
        path = PurePosixPath(name)
        whole = bool(path.parts) and str(path) == name and not set("\\:\0") & set(name)
        if not whole or path.is_absolute() or ".." in path.parts:
            raise ValueError(f"{name!r} is no name of a file inside the output folder")
        # Two names that differ by case alone are one file on many disks.
        if (other := seen.setdefault(name.casefold(), name)) != name:
            raise ValueError(f"{name!r} and {other!r} would be one file")
    return sorted(files, key=lambda name: (name == LAST, name))


@contextlib.contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Give a directory inside the folder; leave neither it nor an empty new folder behind."""
    if folder.exists() and not folder.is_dir():
        raise BadInput(
            Fault(str(folder), "is a file, not a folder", "choose another with --out, or remove it")
        )
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    staging = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".rotation-", dir=folder))
        yield staging
    except _NotPutBack:
        staging = None
        raise
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
        _remove_empty(made)


def _remove_empty(folders: Sequence[Path]) -> None:
    """Remove those of the folders that are empty, the innermost first."""
    for path in folders:
        with contextlib.suppress(OSError):
            path.rmdir()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _abandoned(folder: Path, names: Sequence[str]) -> list[str]:
    """Return the people's calendars that the last run wrote and this one does not."""
    try:
        document = json.loads(read_file(folder / LAST, PLAN_BYTES))
        listed = document["files"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []  # no plan of ours to speak for any file
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


def _back_up(folder: Path, old: Path, names: Sequence[str]) -> None:
    for name in names:
        target, backup = folder / name, old / name
        if target.is_dir():
            raise IsADirectoryError(0, "a folder is in the way", str(target))
        if os.path.lexists(target):
            backup.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, backup, follow_symlinks=False)


def _swap(folder: Path, new: Path, old: Path, gone: Sequence[str], names: Sequence[str]) -> None:
    touched: list[str] = []
    had = {name for name in (*gone, *names) if os.path.lexists(old / name)}
    made: list[Path] = []
    try:
        for name in (*gone, *names):
            target = folder / name
            # Noted before it is done: an interrupt may come between any two steps.
            made += [path for path in target.parents if not path.exists()]
            target.parent.mkdir(parents=True, exist_ok=True)
            touched.append(name)
            if name in gone:
                target.unlink()
            else:
                (new / name).replace(target)
    except BaseException as error:
        lost = _put_back(folder, old, touched, had)
        if lost:
            raise _not_put_back(folder, old, lost, error) from error
        _remove_empty(made)
        raise
    for path in sorted({(folder / name).parent for name in (*gone, *names)}):
        _sync(path)


def _put_back(folder: Path, old: Path, touched: list[str], had: Set[str]) -> str:
    """Undo the last step first; return the names that could not be put back, joined.

    A second interrupt only makes the step it hit start again, so each step may run twice.
    """
    lost = []
    while touched:
        target, backup = folder / touched[-1], old / touched[-1]
        try:
            if touched[-1] not in had:
                target.unlink(missing_ok=True)
            elif os.path.lexists(backup):
                backup.replace(target)
            touched.pop()
        except KeyboardInterrupt:
            continue
        except OSError:
            lost.append(touched.pop())
    return ", ".join(lost)


def _sync(path: Path) -> None:
    """Make the names in a directory durable, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
