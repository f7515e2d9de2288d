"""A disk that fails at any step: nothing is changed, and the message has place, cause and fix.

Audit events of the interpreter (PEP 578) come before every call of the system that opens, makes,
renames or removes something; a hook that raises in one makes that call fail. Writing and syncing
have none and are replaced.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from killed_cases import FIRST, FORCE, SECOND, TODAY, Ran, Workshop

from rotation.cli import main

_EVENTS = {
    "open": 0,
    "os.mkdir": 0,
    "os.rename": 1,
    "os.remove": 0,
    "os.rmdir": 0,
    "os.chmod": 0,
    "os.truncate": 0,
    "tempfile.mkdtemp": 0,
}
"""What changes a disk, and which argument says what."""


def _never(at: int, what: str) -> int:
    del at, what
    return 0


class Disk:
    """Fails below a folder at a step; the steps are kept while it is watched."""

    def __init__(self) -> None:
        self.folder = ""
        self.steps: list[str] = []
        self._fails: Callable[[int, str], int] = _never

    @contextmanager
    def failing(self, folder: Path, fails: Callable[[int, str], int] = _never) -> Iterator[None]:
        """Fail with the number of an error that a function of place and kind of a step gives."""
        self.folder, self.steps, self._fails = str(folder), [], fails
        write = os.write

        def writes(descriptor: int, data: bytes) -> int:
            self._step("write", descriptor)
            return write(descriptor, data)

        try:
            with patch("os.write", writes), patch("os.fsync", partial(self._step, "sync")):
                yield
        finally:
            self.folder = ""

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take an event of the interpreter."""
        if not self.folder or event not in _EVENTS:
            return
        if event == "open" and not _writes(arguments):
            return
        self._step(event, arguments[_EVENTS[event]])

    def _step(self, what: str, path: object) -> None:
        if isinstance(path, int):
            path = Path(f"/proc/self/fd/{path}").readlink()
        name = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        if self.folder and name.startswith(self.folder):
            self.steps.append(f"{what} {name.removeprefix(self.folder)}")
            number = self._fails(len(self.steps) - 1, what)
            if number:
                raise OSError(number, os.strerror(number), name)


def _writes(arguments: tuple[object, ...]) -> bool:
    _, mode, flags = arguments
    changing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    return bool(isinstance(flags, int) and flags & changing) or bool(set(str(mode)) & set("wax+"))


@pytest.fixture(scope="module")
def disk() -> Disk:
    """Return a disk; its hook can be had once, and stays."""
    watched_disk = Disk()
    sys.addaudithook(watched_disk.hear)
    return watched_disk


def run(words: Sequence[str]) -> Ran:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(words))
    return Ran(code, out.getvalue(), err.getvalue())


FIXES = {
    errno.EACCES: "let the folder be writable",
    errno.EMFILE: "ulimit -n",
    errno.ENOSPC: "make room on that disk",
    errno.EROFS: "mount that file system",
}
NEEDS_ROOM = ("open", "os.mkdir", "tempfile.mkdtemp", "write", "sync")
"""What fails on a full disk; what is there can still be renamed and removed."""


def swap(shop: Workshop) -> list[str]:
    """Return a command that changes the published plan."""
    return ["trade", str(shop.team), "swap", FIRST, SECOND, *TODAY, *FORCE]


def reading(shop: Workshop) -> list[str]:
    """Return a command that reads it."""
    return ["who", str(shop.team), "--today", "2026-11-03"]


def watched(shop: Workshop, disk: Disk) -> tuple[object, object, Sequence[str]]:
    """Return the files before and after the command, and its steps on the disk."""
    shop.put((shop.published, {}))
    before = shop.now()
    with disk.failing(shop.team):
        assert run(swap(shop)).code == 0
    return before, shop.now(), disk.steps


def judged(ran: Ran, shop: Workshop, before: object, after: object, number: int) -> None:
    """Assert that a command has done nothing and says why, or has done everything."""
    if ran.code == 2:
        assert shop.now() == before
        (line,) = ran.err.splitlines()
        assert line.startswith(f"error: {shop.team}")
        assert os.strerror(number) in line
        assert "nothing was changed" in line
        assert FIXES[number] in line
    else:
        assert (ran.code, ran.err) == (0, "")
        # A lock that nobody holds, and what the journal says is done, count for nothing.
        assert run(reading(shop)).code == 0
        assert shop.now() == after


@pytest.mark.parametrize("number", FIXES, ids=errno.errorcode.get)
def test_what_fails_once_changes_nothing(number: int, workshop: Workshop, disk: Disk) -> None:
    """Wherever it fails the command ends with place, cause and fix, and all files are as before.

    Only once every file has its new bytes it goes on: what cannot be cleared up, the next does.
    """
    before, after, steps = watched(workshop, disk)
    codes = []
    for at in range(list(FIXES).index(number), len(steps), len(FIXES)):
        workshop.put(before)
        with disk.failing(workshop.team, lambda step, _, at=at: number * (step == at)):
            ran = run(swap(workshop))
        judged(ran, workshop, before, after, number)
        codes.append(ran.code)
    assert set(codes) == {0, 2}


def test_a_disk_that_is_full_from_some_step_on(workshop: Workshop, disk: Disk) -> None:
    """What was there is put back, which needs no room, and nothing is left behind."""
    before, after, steps = watched(workshop, disk)
    for at in range(len(steps)):
        workshop.put(before)

        def full(step: int, what: str, at: int = at) -> int:
            return errno.ENOSPC * (step >= at and what in NEEDS_ROOM)

        with disk.failing(workshop.team, full):
            ran = run(swap(workshop))
        judged(ran, workshop, before, after, errno.ENOSPC)


def test_a_disk_that_can_no_longer_be_written_at_all(workshop: Workshop, disk: Disk) -> None:
    """What is half-way then is settled by the next command on a disk that can be written."""
    before, after, steps = watched(workshop, disk)
    for at in range(len(steps)):
        workshop.put(before)
        with disk.failing(workshop.team, lambda step, _, at=at: errno.EROFS * (step >= at)):
            ran = run(swap(workshop))
        left = "could not be undone" in ran.err
        assert not left or "the next command here settles it" in ran.err
        assert ran.code == 2 or (ran.code, ran.err) == (0, "")
        run(reading(workshop))
        assert workshop.now() in ((before, after) if left else (before,) if ran.code else (after,))
