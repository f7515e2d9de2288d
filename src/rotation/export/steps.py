"""The steps by which files change: each may be the last of a process that is killed."""

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
"""The fault point: called before every step that changes a name; a test puts its own here."""


def put(source: Path, target: Path) -> None:
    """Rename a file into the place of another one, or of none."""
    reached(f"replace {target.name}")
    source.replace(target)


def rename(source: Path, target: Path) -> None:
    """Rename the journal's next state into its place."""
    reached(f"replace {target.name}")
    os.rename(source, target)  # noqa: PTH104 - not what moves files into place, told apart by tests


def remove(path: Path) -> None:
    """Remove a file if it is there."""
    reached(f"remove {path.name}")
    path.unlink(missing_ok=True)


def make_folders(folder: Path) -> None:
    """Make a folder with its parents where they are missing, and make their names durable."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        reached(f"make {path.name}")
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write a new file, with the folders above it, and see its bytes on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """See the bytes of a file on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """See the names in a folder on the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        sync_file(path)
