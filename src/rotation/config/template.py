"""The folder that `rotation init` writes, ready to plan."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from rotation.endings import held_back, record
from rotation.errors import BadInput, Fault
from rotation.limits import GITIGNORE_BYTES
from rotation.reading import read_file, reason

__all__ = [
    "IGNORING",
    "OWN_FILES",
    "TEMPLATE_FILES",
    "ignores_own_files",
    "shipped_schema",
    "write_template",
]

IGNORING = ".gitignore"

OWN_FILES = ".rotation*"
"""Files that git should ignore: lock, journal and staging folders of a running command."""

TEMPLATE_FILES = (
    "rotation.toml",
    "rotation.schema.json",
    "time_off.csv",
    "volunteers.csv",
    "wishes.csv",
    "history.csv",
    "published.csv",
)


def write_template(folder: Path, *, dry_run: bool = False) -> list[Path]:
    """Write a commented configuration and its files, all of them or none.

    `rotation.toml` is written last: if it exists, the others do. Only `.gitignore` may exist
    already; it gets the line `.rotation*` if that is missing.

    Parameters
    ----------
    folder : Path
        Made when it is not there.
    dry_run : bool
        Check whether it could be written, and write nothing.

    Returns
    -------
    list of Path
        What was written, or would be.

    Raises
    ------
    BadInput
        When one of the files exists already or cannot be written; then nothing is left behind.
        When `.gitignore` cannot be read.
    """
    home = files("rotation.config") / "templates"
    texts = {name: (home / name).read_bytes() for name in TEMPLATE_FILES}
    there = [folder / name for name in TEMPLATE_FILES if (folder / name).is_symlink()]
    there += [folder / name for name in TEMPLATE_FILES if (folder / name).exists()]
    if there:
        hint = "init never overwrites; choose another folder"
        raise BadInput([Fault(str(path), "exists already", hint) for path in sorted(set(there))])
    if dry_run:
        return [folder / name for name in TEMPLATE_FILES]
    made = _missing_folders(folder)
    ignored, grown = _ignored(folder)
    written: list[Path] = []
    with held_back() as held:
        held.refuse()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in reversed(TEMPLATE_FILES):
                # Mode "x": a file that another process creates at this moment is not overwritten.
                with (folder / name).open("xb") as file:
                    written.append(folder / name)
                    file.write(texts[name])
            if grown is not None:
                (folder / IGNORING).write_bytes(grown)
        except BaseException as error:
            _take_back(folder, written, made, ignored)
            if isinstance(error, OSError):
                what = f"cannot be written: {(error.strerror or 'error').lower()}"
                raise BadInput(Fault(str(folder), what)) from error
            raise
        record(written)
    return [folder / name for name in TEMPLATE_FILES]


def shipped_schema() -> str:
    """Return the JSON Schema of `rotation.toml`, as this release has it."""
    home = files("rotation.config") / "templates"
    return (home / "rotation.schema.json").read_text(encoding="utf-8")


def ignores_own_files(folder: Path) -> bool:
    """Return whether git ignores the files that commands keep in a folder while they write.

    Raises
    ------
    BadInput
        When its `.gitignore` cannot be read.
    """
    return _ignored(folder)[1] is None


def _ignored(folder: Path) -> tuple[bytes | None, bytes | None]:
    """Return the old and new content of `.gitignore`; None means no file, or no change."""
    path = folder / IGNORING
    if path.is_symlink():  # git does not follow it either
        hint = "make it a file, or choose another folder"
        raise BadInput(Fault(str(path), "is a symbolic link", hint))
    try:
        old = read_file(path, GITIGNORE_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None, f"{OWN_FILES}\n".encode()
    except OSError as error:
        hint = f"add a line {OWN_FILES} to it where git reads it"
        raise BadInput(Fault(str(path), reason(error), hint)) from error
    if OWN_FILES.encode() in old.split():
        return old, None
    end = b"" if not old or old.endswith(b"\n") else b"\n"
    return old, old + end + f"{OWN_FILES}\n".encode()


def _take_back(
    folder: Path, written: Sequence[Path], made: Sequence[Path], ignored: bytes | None
) -> None:
    """Remove the files and folders that did not exist before."""
    for path in written:
        path.unlink(missing_ok=True)
    if len(written) == len(TEMPLATE_FILES):  # otherwise it was not written yet
        if ignored is None:
            (folder / IGNORING).unlink(missing_ok=True)
        else:
            (folder / IGNORING).write_bytes(ignored)
    for path in made:
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _missing_folders(folder: Path) -> list[Path]:
    """Return the missing folders, the innermost first."""
    return [path for path in (folder, *folder.parents) if not path.exists()]
