"""The single steps of changing files: a process may be killed after any of them."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

__all__ = [
    "make_folders",
    "put",
    "reached",
    "remove",
    "rename",
    "sync_file",
    "sync_folder",
    "write_synced",
]


def _go_on(step: str) -> None:
    del step


reached: Callable[[str], None] = _go_on
"""The fault point: called before every step that changes a name; tests replace it."""


def put(source: Path, target: Path) -> None:
    """Rename a file to a name that may exist."""
    reached(f"replace {target.name}")
    source.replace(target)


def rename(source: Path, target: Path) -> None:
    """Replace the journal by its next state."""
    reached(f"replace {target.name}")
    os.rename(source, target)  # noqa: PTH104 - not what moves files into place, told apart by tests


def remove(path: Path) -> None:
    """Remove a file if it is there."""
    reached(f"remove {path.name}")
    path.unlink(missing_ok=True)


def make_folders(folder: Path) -> None:
    """Make a folder and its missing parents, and sync their names."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        reached(f"make {path.name}")
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write a new file and its folders, and sync its bytes to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Sync the bytes of a file to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Sync the names in a folder to the disk, if the system can do that."""
    with contextlib.suppress(OSError):
        sync_file(path)
