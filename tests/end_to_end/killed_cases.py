"""A command that ends at a step: killed in a fork of this process, or stopped in this very one.

The writer calls `rotation.export.steps.reached` before every step that changes a name. A hook is
put there that sends the process a signal at the step it is told: no timing, no new interpreter.
"""

import contextlib
import gc
import io
import os
import shutil
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Never
from unittest.mock import patch

from tests.teams import CHRISTMAS, TRACK, head, person

from rotation.cli import main

TEAM = head("min_rest_days = 0") + TRACK + CHRISTMAS + person("ada") + person("ben")
ABSENT = "engineer,start,end\n"
TODAY = ("--today", "2026-10-20")
SHORTER = ("--from", "2026-11-02", "--to", "2026-11-23")
MONTH = ("--from", "2026-11-02", "--to", "2026-11-30")
FORCE = ("--force", "--why", "test")
FIRST, SECOND = "A-2026-11-02", "A-2026-11-09"

_exit = os._exit  # which `run_here` replaces, and a fork must not

Tree = dict[str, bytes | None]
Hook = Callable[[str], None]


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, and what it printed."""

    code: int
    out: str
    err: str


def tree(folder: Path) -> Tree:
    """Return every file below a folder by name, hidden ones included, and every folder as None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def put_back(folder: Path, state: Tree) -> None:
    """Give a folder the files and folders of a tree, and no other."""
    shutil.rmtree(folder)
    folder.mkdir()
    for name, data in state.items():
        path = folder / name
        if data is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


@contextmanager
def hooked(hook: Hook) -> Iterator[None]:
    """Let the writer call a function before every step; no power is cut, so nothing is synced."""
    with patch("rotation.export.steps.reached", hook), patch("os.fsync"):
        yield


def sending(number: int, at: int) -> Hook:
    """Return a hook that sends this process a signal before a step."""
    left = at

    def reached(step: str) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            os.kill(os.getpid(), number)

    return reached


def run_here(arguments: list[str], hook: Hook = len) -> Ran:
    """Run a command in this process, whose ending without a word is one of the command alone."""

    def leave(code: int) -> Never:
        raise SystemExit(code)

    out, err = io.StringIO(), io.StringIO()
    with (
        hooked(hook),
        patch("os._exit", leave),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            code = main(arguments)
        except SystemExit as ending:
            code = int(ending.code or 0)
    return Ran(code, out.getvalue(), err.getvalue())


def kill_at(arguments: list[str], at: int) -> int:
    """Run a command in a fork that is killed before a step; return minus the signal's number."""
    with warnings.catch_warnings():
        # A fork has none of the threads that some library started; nothing here waits for one.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        gc.disable()
        try:
            run_here(arguments, sending(signal.SIGKILL, at))
        finally:
            _exit(99)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


@contextmanager
def small_forks() -> Iterator[None]:
    """Let forks leave what lives already where it is, which makes them quick."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass(frozen=True)
class Workshop:
    """A team at one place, and the states it can be put into."""

    team: Path
    elsewhere: Path
    notes: Path
    planned: Tree
    published: Tree

    def now(self) -> tuple[Tree, Tree]:
        """Return every file of the team, and every file elsewhere."""
        return tree(self.team), tree(self.elsewhere)

    def put(self, state: tuple[Tree, Tree]) -> None:
        """Put every file back."""
        put_back(self.team, state[0])
        put_back(self.elsewhere, state[1])
