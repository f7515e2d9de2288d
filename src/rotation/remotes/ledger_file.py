"""The file of a ledger: `remotes/NAME.json` beside the configuration.

It changes whole or not at all, and is on the disk before a request is sent.
"""

from collections.abc import Iterable
from pathlib import Path

from rotation.errors import BadInput, Fault
from rotation.export.failures import writing_fix
from rotation.export.steps import make_folders, put, remove, sync_folder, write_synced
from rotation.limits import LEDGER_BYTES
from rotation.reading import fix, read_file, reason
from rotation.remotes.ledger import RemoteLedger
from rotation.remotes.ledger_text import ledger_of, text_of

__all__ = ["FOLDER", "ledger_path", "read_ledger", "write_ledger"]

FOLDER = "remotes"


def ledger_path(folder: Path, remote: str) -> Path:
    """Return the path of a remote's ledger; the folder is that of the configuration."""
    return folder / FOLDER / f"{remote}.json"


def read_ledger(path: Path, empty: RemoteLedger, places: Iterable[str]) -> RemoteLedger:
    """Return the ledger of a remote; empty where there is no file.

    Parameters
    ----------
    path : pathlib.Path
        Of the file.
    empty : RemoteLedger
        Without lines, as the configuration has it: its name, tool, address and rotation.
    places : iterable of str
        The places that the configuration names.

    Raises
    ------
    BadInput
        When the file cannot be read, is broken, or is the ledger of something else.
    """
    try:
        data = read_file(path, LEDGER_BYTES)
        text = data.decode()
    except FileNotFoundError:
        return empty
    except UnicodeDecodeError as error:
        what, hint = f"is not UTF-8: {error.reason}", "restore the file from git"
        raise BadInput(Fault(str(path), what, hint)) from None
    except OSError as error:
        raise BadInput(Fault(str(path), reason(error), fix(error))) from error
    ledger = ledger_of(text, str(path))
    faults = []
    for name in ("remote", "tool", "url", "rotation"):
        has, expected = getattr(ledger, name), getattr(empty, name)
        if has != expected:
            what = f"is the ledger of {has!r}, not of {expected!r}"
            faults.append(Fault(f"{path}: {name}", what, _other(path)))
    if ledger.lines and not ledger.places & set(places):
        what = f"is about {', '.join(sorted(ledger.places))}, where nothing is pushed any more"
        faults.append(Fault(f"{path}: place", what, _other(path)))
    if faults:
        raise BadInput(faults)
    return ledger


def _other(path: Path) -> str:
    old = path.with_name(f"{path.stem}-old.json").name
    return (
        "restore what the configuration said of the remote, or the right file; to begin anew, "
        f"rename the file to {old}: what it lists stays there, and nobody touches it"
    )


def write_ledger(path: Path, ledger: RemoteLedger) -> None:
    """Write a ledger: it is on the disk when this returns.

    Whoever calls this holds the lock of the remote, so the name of the new file is free.

    Raises
    ------
    BadInput
        When it cannot be written; the old one is whole then.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        make_folders(path.parent)
        remove(new)  # of a process that was killed
        write_synced(new, text_of(ledger).encode())
        put(new, path)
        sync_folder(path.parent)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        hint = writing_fix(error, "let the folder be writable")
        raise BadInput(Fault(str(path), what, hint)) from error
