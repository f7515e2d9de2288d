import ast
import os
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest
from config_cases import VALID
from tests.teams import COLUMNS, write_team

import rotation
from rotation.errors import BadInput
from rotation.limits import Limit
from rotation.reading import Unreadable, read_file

SOURCES = Path(rotation.__file__).parent
SMALL = Limit("a file", 10, "bytes", "make it smaller")
KINDS = {
    "folder": "is a folder, not a file",
    "pipe": "is a pipe, not a file",
    "socket": "is a socket, not a file",
    "device": "is a device, not a file",
}
METHODS = {"open", "read_bytes", "read_text"}
"""Of paths, which open a file."""

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the files of POSIX")


@pytest.fixture(params=KINDS)
def irregular(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, str]:
    """Return something that is not a regular file, and what is said of it."""
    path = tmp_path / "irregular"
    if request.param == "folder":
        path.mkdir()
    elif request.param == "pipe":
        os.mkfifo(path)
    elif request.param == "device":
        path = Path("/dev/zero")
    else:
        monkeypatch.chdir(tmp_path)  # a socket's name has 100 bytes at most
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("irregular")
    return path, KINDS[request.param]


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    """What has as many bytes as are allowed is read, a byte more is refused with the fix."""
    file = tmp_path / "file"
    file.write_bytes(b"0123456789")
    assert read_file(file, SMALL) == b"0123456789"
    file.write_bytes(b"0123456789a")
    with pytest.raises(Unreadable, match="is larger than the 10 bytes that are read") as caught:
        read_file(file, SMALL)
    assert caught.value.hint == "make it smaller"


def test_a_file_that_grows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is how much is read, not how much was there when the file was opened."""
    file = tmp_path / "file"
    file.write_bytes(b"x" * 11)
    mode = file.stat().st_mode
    monkeypatch.setattr(os, "fstat", lambda _: SimpleNamespace(st_mode=mode, st_size=0))
    with pytest.raises(Unreadable, match="larger than"):
        read_file(file, SMALL)


def test_what_is_no_regular_file_is_never_read(irregular: tuple[Path, str], tmp_path: Path) -> None:
    """Folders, pipes, sockets and devices are refused, also behind a symbolic link."""
    path, message = irregular
    link = tmp_path / "link"
    link.symlink_to(path)
    for named in (path, link):
        with pytest.raises(Unreadable) as caught:
            read_file(named, SMALL)
        assert caught.value.strerror == message
        assert caught.value.filename == str(named)


def test_a_link_to_a_regular_file_is_read(tmp_path: Path) -> None:
    """A symbolic link is as good as the file; one that leads nowhere, or to itself, is not."""
    (tmp_path / "file").write_bytes(b"text")
    link, lost, loop = (tmp_path / name for name in ("link", "lost", "loop"))
    link.symlink_to("file")
    lost.symlink_to("nothing")
    loop.symlink_to("loop")
    assert read_file(link, SMALL) == b"text"
    with pytest.raises(FileNotFoundError):
        read_file(lost, SMALL)
    with pytest.raises(OSError, match="symbolic links"):
        read_file(loop, SMALL)


def test_what_takes_the_place_of_a_file_is_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe put there after the file was looked at is neither waited for nor read."""
    file, pipe = tmp_path / "file", tmp_path / "pipe"
    file.touch()
    os.mkfifo(pipe)
    before = file.stat()
    monkeypatch.setattr(Path, "stat", lambda _: before)
    with pytest.raises(Unreadable, match="is a pipe"):
        read_file(pipe, SMALL)


@pytest.mark.parametrize("name", ["time_off", "volunteers", "history", "published"])
def test_every_file_of_a_folder_has_to_be_regular(
    name: str, irregular: tuple[Path, str], tmp_path: Path
) -> None:
    """Whatever a configuration names is refused with its name when it is not a regular file."""
    path, message = irregular
    own = '[[engineer]]\nname = "Cleo"\njoined = 2020-01-01\ntime_off = "away.ics"\n'
    team = write_team(tmp_path / "team", VALID + own, **dict.fromkeys(COLUMNS, ""))
    (team / f"{name}.csv").unlink()
    (team / f"{name}.csv").symlink_to(path)
    (team / "away.ics").symlink_to(path)
    for file in ("trades.csv", "changes.csv"):
        (team / file).symlink_to(path)
    with pytest.raises(BadInput) as caught:
        rotation.load(team)
    files = ("away.ics", "changes.csv", f"{name}.csv", "trades.csv")
    assert [str(fault) for fault in caught.value.faults] == sorted(f"{f}: {message}" for f in files)


def test_nothing_else_opens_a_file() -> None:
    """Input is read by `read_file` alone: whoever opens a file otherwise is listed with its reason.

    The package's own templates, and files being written, are not input.
    """
    allowed = {
        "config/template.py": {
            "read_bytes",
            "read_text",
            "open",
        },  # templates; `init`
        "config/zone_names.py": {"read_text"},  # the list of the package tzdata
        "config/zone_tables.py": {"read_text"},  # tables of the package tzdata
        "export/html.py": {"read_text"},  # the templates of pages
        "export/lock.py": {"os.open"},  # the lock that it makes
        "export/steps.py": {"open", "os.open"},  # what it writes; folders, to sync them
        "export/staging.py": {"os.open"},  # the locks of staging folders
        "journal/state.py": {"os.open"},  # what it compares with a journal, asked for its kind
        "cli/main.py": {"open"},  # the null device, in place of closed streams
        "cli/failures.py": {"os.open"},  # the same, for a pipe that nobody reads
        "reading.py": {"os.open"},
    }
    opened: dict[str, set[str]] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            method = name.rpartition(".")[2]
            if name in {"open", "os.open"} or (method in METHODS and name != method):
                of = name if name == "os.open" else method
                opened.setdefault(path.relative_to(SOURCES).as_posix(), set()).add(of)
    assert opened == allowed
