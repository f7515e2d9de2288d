"""What is not a regular file is never written, replaced or copied."""

import os
import socket
import stat
from pathlib import Path

import pytest

from rotation.errors import BadInput
from rotation.export.folder import write_files, write_folder
from rotation.journal import Distrusted, digest
from rotation.limits import JOURNALED_BYTES

KINDS = {
    "folder": "is a folder, not a file",
    "pipe": "is a pipe, not a file",
    "socket": "is a socket, not a file",
    "device": "is a device, not a file",
    "loop": "is a symbolic link that leads back to itself",
}

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the files of POSIX")


def put(kind: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put something in the way."""
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "socket":
            monkeypatch.chdir(path.parent)  # a socket's name has 100 bytes at most
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(path.name)
        case "device":
            path.symlink_to("/dev/zero")
        case _:
            path.symlink_to(path.name)


def seen(folder: Path) -> dict[str, int]:
    """Return what kind of thing is behind every name."""
    return {path.name: stat.S_IFMT(path.lstat().st_mode) for path in sorted(folder.rglob("*"))}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_not_written_over_it(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files stay as they were, all of them, and the message names what is in the way.

    Behind a link to a device the device itself would be replaced, by whoever may.
    """
    put(kind, tmp_path / "public.ics", monkeypatch)
    (tmp_path / "a.csv").write_bytes(b"old")
    before = seen(tmp_path)
    with pytest.raises(BadInput, match=f"public.ics: {KINDS[kind]}; nothing was changed"):
        write_files({tmp_path / "a.csv": b"new", tmp_path / "public.ics": b"new"})
    assert seen(tmp_path) == before
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert stat.S_ISCHR(Path("/dev/zero").stat().st_mode)


@pytest.mark.parametrize("kind", ["folder", "pipe", "socket"])
def test_an_output_folder_stays_as_it_is(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in the way of one file of the output folder is refused before any is replaced."""
    put(kind, tmp_path / "schedule.csv", monkeypatch)
    (tmp_path / "plan.json").write_bytes(b"old")
    before = seen(tmp_path)
    with pytest.raises(BadInput, match=f"{KINDS[kind]} .schedule.csv.; nothing was changed"):
        write_folder(tmp_path, {"schedule.csv": b"new", "plan.json": b"new"})
    assert seen(tmp_path) == before
    assert (tmp_path / "plan.json").read_bytes() == b"old"


@pytest.mark.parametrize("kind", ["device", "loop"])
def test_links_in_an_output_folder_are_replaced_themselves(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a link leads to is neither read nor written."""
    put(kind, tmp_path / "schedule.csv", monkeypatch)
    write_folder(tmp_path, {"schedule.csv": b"new"})
    assert not (tmp_path / "schedule.csv").is_symlink()
    assert (tmp_path / "schedule.csv").read_bytes() == b"new"
    assert stat.S_ISCHR(Path("/dev/zero").stat().st_mode)


def test_a_journal_compares_no_more_than_we_write(tmp_path: Path) -> None:
    """A file that is larger than anything of ours is not read to its end."""
    large = tmp_path / "published.csv"
    with large.open("wb") as file:
        file.truncate(JOURNALED_BYTES.most)
    assert digest(large)
    with large.open("ab") as file:
        file.truncate(JOURNALED_BYTES.most + 1)
    with pytest.raises(Distrusted, match="larger than 64 MB"):
        digest(large)
