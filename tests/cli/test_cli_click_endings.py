"""Whatever ends a command, its exit code is ours: click would make 1 of most of them."""

import errno
import os
import signal
from collections.abc import Callable
from typing import Never

import click
import pytest
from cli_cases import Run

from rotation.cli.options import Options
from rotation.endings import Terminated
from rotation.errors import BadInput, Busy, Fault, Interrupted

ENDINGS = [
    (KeyboardInterrupt(), 130, "interrupted: nothing was written\n"),
    (Terminated(signal.SIGTERM), 143, "terminated: nothing was written\n"),
    (Terminated(signal.SIGHUP), 129, "hung up: nothing was written\n"),
    (BrokenPipeError(errno.EPIPE, "Broken pipe"), 0, ""),
    (OSError(errno.ENOSPC, "No space left on device"), 2, "error: standard output: no space"),
    (BadInput(Fault("x", "is wrong", "fix it")), 2, "error: x: is wrong; fix it\n"),
    (Busy("try again"), 75, "error: try again\n"),
    (Interrupted("stopped"), Interrupted.exit_code, "error: stopped\n"),
    (click.UsageError("no"), 2, "error: no\n"),
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: repr(ending[0]))
@pytest.mark.parametrize("words", [("who",), ("trade", "suggest", "A-2026-11-02")], ids=" ".join)
def test_an_ending_has_its_code(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    ending: tuple[BaseException, int, str],
) -> None:
    """In a command and in one of a group, with the line that belongs to it and no other."""
    error, code, message = ending

    def end(options: Options) -> int:
        raise error

    class Module:
        def __getattr__(self, name: str) -> Callable[[Options], int]:
            return end

    def leave(number: int) -> Never:
        raise SystemExit(number)

    monkeypatch.setattr("rotation.cli.command.import_module", lambda _: Module())
    monkeypatch.setattr(os, "_exit", leave)
    ran = run(*words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(message)
    assert ran.err.count("\n") <= 1


@pytest.mark.parametrize("words", [("--help",), ("plan", "--help"), ("--version",)])
def test_help_that_nobody_reads_is_no_failure(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """`rotation --help | head -1` ends with 0 and without a complaint."""

    class Gone:
        def write(self, text: str) -> Never:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")

        def fileno(self) -> Never:
            raise OSError(errno.EBADF, "no descriptor")

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr("sys.stdout", Gone())
    assert (run(*words).code, run(*words).err) == (0, "")
