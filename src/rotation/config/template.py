"""The folder that `rotation init` writes: it plans as it is."""

from importlib.resources import files
from pathlib import Path

from rotation.errors import BadInput, Fault

__all__ = ["TEMPLATE_FILES", "write_template"]

TEMPLATE_FILES = (
    "rotation.toml",
    "time_off.csv",
    "volunteers.csv",
    "wishes.csv",
    "history.csv",
    "published.csv",
)


def write_template(folder: Path, *, dry_run: bool = False) -> list[Path]:
    """Write a commented configuration and the files it names; whole or not at all.

    Parameters
    ----------
    folder : Path
        Made when it is not there.
    dry_run : bool
        Looks whether it could be written, and writes nothing.

    Returns
    -------
    list of Path
        What was written, or would be.

    Raises
    ------
    BadInput
        When one of the files is there already, or cannot be written; nothing is then left behind.
    """
    home = files("rotation.config") / "templates"
    texts = {name: (home / name).read_bytes() for name in TEMPLATE_FILES}
    there = [folder / name for name in TEMPLATE_FILES if (folder / name).is_symlink()]
    there += [folder / name for name in TEMPLATE_FILES if (folder / name).exists()]
    if there:
        mend = "init never overwrites; choose another folder"
        raise BadInput([Fault(str(path), "exists already", mend) for path in sorted(set(there))])
    if dry_run:
        return [folder / name for name in TEMPLATE_FILES]
    made = _missing_folders(folder)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            # Mode "x": a file that somebody else makes in this very moment is not overwritten.
            with (folder / name).open("xb") as file:
                written.append(folder / name)
                file.write(text)
    except BaseException as error:
        for path in written:
            path.unlink(missing_ok=True)
        for path in made:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        if isinstance(error, OSError):
            reason = (error.strerror or "error").lower()
            raise BadInput(Fault(str(folder), f"cannot be written: {reason}")) from error
        raise
    return written


def _missing_folders(folder: Path) -> list[Path]:
    """Return the folders that have to be made, the innermost first."""
    return [path for path in (folder, *folder.parents) if not path.exists()]
