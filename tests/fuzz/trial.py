"""One command in one changed folder, in a child of its own, and what is wrong with how it ended."""

import contextlib
import os
import re
import resource
import shutil
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rotation.__main__ import main
from tests.fuzz.commands import words_of
from tests.fuzz.folders import Folder, folder_in, living, write_into
from tests.fuzz.mutations import changed, irregular

__all__ = ["Trial", "tried"]

CPU_SECONDS = 2.0
MEMORY_BYTES = 1_000_000_000
"""The promise: so much to read or to refuse a folder."""

_HANGS_SECONDS = 60
_CRASHED = 99
_MOST_SAID = 100_000
_LOCATED = re.compile(
    r"error: \S.*?: \S|error: ('.*' is not a CONFIG; |cannot read |there is no |an argument |give )"
)


@dataclass(frozen=True, slots=True)
class Trial:
    """How a command ended.

    Attributes
    ----------
    words : tuple of str
        The command.
    code : int
        Its exit code; the negative number of a signal that ended it.
    out, err : str
        What it said.
    cpu_s : float
        Seconds of processor time, the start of Python not included.
    memory : int
        Bytes, at most at one time; the interpreter and its modules included.
    wrong : tuple of str
        Which promises it broke.
    """

    words: tuple[str, ...]
    code: int
    out: str
    err: str
    cpu_s: float
    memory: int
    wrong: tuple[str, ...]


def tried(home: Path, seed: int, number: int, *, solving: float = 0.1, slack: float = 1.0) -> Trial:
    """Make a folder, run a command in it, and judge how it ended.

    Parameters
    ----------
    home : pathlib.Path
        An empty folder; what is there afterwards is what the command left.
    seed, number : int
        Equal ones make the same trial.
    solving : float
        The share of trials that plan.
    slack : float
        By how much more time a busy machine may take.
    """
    random = Random(f"{seed} {number}")
    folder: Folder = changed(living(), random)
    write_into(home, folder)
    if random.random() < 0.05:
        irregular(home, folder, random)
    words, plans = words_of(random, solving=solving)
    before = folder_in(home)
    code, cpu_s, memory = _run(words, home)
    out, err = ((home.parent / name).read_text("utf-8", "replace") for name in ("out", "err"))
    wrong = tuple(_wrong(code, out, err))
    if not plans:
        wrong += tuple(_costly(cpu_s / slack, memory))
    if code == 2:
        wrong += tuple(_left(before, folder_in(home)))
    wrong += tuple(f"left {path.name}" for path in home.rglob(".rotation*"))
    return Trial(tuple(words), code, out, err, cpu_s, memory, wrong)


def _run(words: Sequence[str], home: Path) -> tuple[int, float, int]:
    """Return exit code, processor time and memory of a command that runs in a child."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _in_child(words, home)
    _, status, used = os.wait4(child, 0)
    scale = 1 if sys.platform == "darwin" else 1024
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * scale


def _in_child(words: Sequence[str], home: Path) -> None:
    code = _CRASHED
    try:
        signal.alarm(_HANGS_SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (_HANGS_SECONDS, _HANGS_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (1 << 33, 1 << 33))
        for name, number in (("out", 1), ("err", 2)):
            file = os.open(home.parent / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(file, number)
        sys.stdout, sys.stderr = (
            open(number, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
            for number in (1, 2)
        )
        os.chdir(home)
        try:
            code = main(list(words))
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else _CRASHED
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _wrong(code: int, out: str, err: str) -> list[str]:
    faults = []
    if code not in (0, 1, 2):
        faults.append(f"exit code {code}")
    if "Traceback" in err:
        faults.append("traceback")
    errors = [line for line in err.splitlines() if "error:" in line[:40]]
    if code == 2 and not errors:
        faults.append("no error for exit code 2")
    if code == 2:
        faults += [f"no place: {line[:200]}" for line in errors if not _LOCATED.match(line)]
    if len(err) > _MOST_SAID:
        faults.append(f"{len(err)} letters on standard error")
    bad = [letter for letter in out + err if not letter.isprintable() and letter not in "\n\r"]
    if bad:
        faults.append(f"prints {bad[0]!r}")
    return faults


def _costly(cpu_s: float, memory: int) -> list[str]:
    costs = [f"{cpu_s:.1f} s of CPU"] if cpu_s > CPU_SECONDS else []
    return costs + ([f"{memory >> 20} MB"] if memory > MEMORY_BYTES else [])


def _left(before: Folder, after: Folder) -> list[str]:
    """Say which files exit code 2, "nothing written", has written."""
    names = sorted({*before, *after})
    return [f"wrote {name}" for name in names if before.get(name) != after.get(name)]


def cleared(home: Path) -> Path:
    """Return an empty folder in the place of one that may hold anything."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    return home
