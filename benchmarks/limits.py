"""`python -m benchmarks.limits`: what reading takes, of files that are full or hostile.

Each folder is written by one child and read by another, so that neither processor time nor memory
of one thing counts for another. What reading an empty folder takes is taken off the seconds, not
off the memory.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.families import ROOT

__all__ = ["BAR_MB", "BAR_S", "Taken", "kinds", "main", "measure", "write"]

BAR_S, BAR_MB = 2.0, 1000.0
"""What docs/files.md promises of reading one input: seconds of processor time, and memory."""

_BASE = "nothing"
"""The kind that everything else is compared with."""

_TEAM = """[rotation]
name = "Team"
timezone = "America/New_York"
[[track]]
name = "A"
handover = "Mon 11:00"
[[track]]
name = "B"
handover = "Wed 11:00"
[[engineer]]
name = "Ada Lovelace"
id = "ada"
timezone = "Europe/London"
joined = 2024-03-04
{own}[[engineer]]
name = "Grace Hopper"
id = "grace"
joined = 2023-01-09
"""
_COLUMNS = {
    "time_off": "engineer,start,end,kind,note",
    "history": "shift,track,kind,start,end,engineer,status,revision,revised",
    "volunteers": "engineer,start,end,max_shifts,preference",
    "wishes": "engineer,start,end,want",
    "trades": "trade,when,shift,start,end,from,to,revision,why,forced",
    "changes": "when,shift,start,end,from,to,revision,why",
}

Files = dict[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Taken:
    """What reading one folder took.

    Attributes
    ----------
    seconds : float
        Processor time of the whole process, user and system.
    mb : float
        The most memory it held, in 10^6 bytes.
    """

    seconds: float
    mb: float


def kinds() -> dict[str, Callable[[float], Files]]:
    """Return what is read: by its name, the files of a folder that is full up to some share."""
    beside = str(ROOT / "tests" / "config")
    sys.path += [] if beside in sys.path else [beside]
    # The tests' own, and in the child that writes alone.
    from calendar_cases import calendar  # noqa: PLC0415
    from large_inputs import (  # noqa: PLC0415
        CALENDARS,
        EVENTS,
        ITEMS,
        RECORDS,
        ROWS,
        TABLES,
        TOML,
        people,
    )

    from benchmarks.calendars import KINDS  # noqa: PLC0415
    from benchmarks.calendars import calendar as plain_calendar  # noqa: PLC0415
    from rotation.limits import CALENDAR_BYTES, CALENDAR_EVENTS, CSV_BYTES, CSV_ROWS  # noqa: PLC0415

    kinds_: dict[str, Callable[[float], Files]] = {_BASE: lambda _: _folder({})}

    def rows(key: str, row: Callable[[int], str]) -> Callable[[float], Files]:
        def files(share: float) -> Files:
            lines = (row(n) for n in range(int(CSV_ROWS.most * share)))
            return _folder({f"{key}.csv": "\n".join([_COLUMNS[key], *lines, ""])}, key)

        return files

    def events(data: Callable[[float], bytes], *, own: bool) -> Callable[[float], Files]:
        return lambda share: _folder({"off.ics": data(share)}, "" if own else "time_off", own=own)

    for what, text in TOML.items():
        kinds_[f"rotation.toml: {what}"] = lambda _, text=text: {"rotation.toml": text()}
    kinds_["rotation.toml: people"] = lambda share: {
        "rotation.toml": _TEAM.format(own="") + people(int(ITEMS * share) - 2)
    }

    def aliases(number: int) -> str:
        listed = ", ".join(f'"P{number} \u0142{n}"' for n in range(25))
        return f"aliases = [{listed}]\n"

    kinds_["rotation.toml: people with aliases"] = lambda share: {
        "rotation.toml": _TEAM.format(own="") + people(int(ITEMS * share) - 2, aliases)
    }
    for what, (table, _) in TABLES.items():
        kinds_[f"time_off.csv: {what}"] = lambda share, table=table: _folder(
            {"time_off.csv": "engineer,start\n" + table()[: int(CSV_BYTES.most * share)]},
            "time_off",
        )
    for what, row in ROWS.items():
        kinds_[f"time_off.csv: {what}"] = rows("time_off", row)
    for key, forms in RECORDS.items():
        for what, row in forms.items():
            kinds_[f"{key}.csv: {what}"] = rows(key, row)
    for own, whose in ((True, "own"), (False, "team's")):
        for what, lines in CALENDARS.items():
            fill = CALENDAR_BYTES.most - 1_000
            kinds_[f"{whose} calendar: {what}"] = events(
                lambda share, lines=lines, fill=fill: calendar(lines(int(fill * share))), own=own
            )
        for what, event in EVENTS.items():
            kinds_[f"{whose} calendar: {what}"] = events(
                lambda share, event=event: calendar(
                    *(event(n) for n in range(int(CALENDAR_EVENTS.most * share)))
                ),
                own=own,
            )
        for kind in KINDS:
            kinds_[f"{whose} calendar: {kind.title}"] = events(
                lambda share, kind=kind: plain_calendar(kind, int(CALENDAR_EVENTS.most * share)),
                own=own,
            )
    return kinds_


def _folder(files: Files, key: str = "", *, own: bool = False) -> Files:
    """Return a small team's folder with these files, as calendar of a person or under a key."""
    text = _TEAM.format(own='time_off = "off.ics"\n' if own else "")
    if key:
        text += f'[files]\n{key} = "{next(iter(files))}"\n'
    return {"rotation.toml": text, **files}


def write(kind: str, folder: Path, share: float = 1.0) -> None:
    """Write the folder of a kind."""
    for name, data in kinds()[kind](share).items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


def read(folder: Path) -> None:
    """Read a folder, and show what is wrong with it as a command does."""
    from rotation.config import load  # noqa: PLC0415 - in the child that reads alone
    from rotation.errors import BadInput  # noqa: PLC0415 - as above

    try:
        load(folder)
    except BadInput as refused:
        str(refused)


def measure(kind: str, share: float = 1.0) -> Taken:
    """Write the folder of a kind, and read it, in processes of their own.

    Parameters
    ----------
    kind : str
        A name of `kinds`.
    share : float
        How much of what the limits allow it holds, as far as that can be less.

    Raises
    ------
    RuntimeError
        When a child fails.
    """
    with TemporaryDirectory() as folder:
        _child("--write", kind, folder, f"--share={share}")
        return _child("--read", folder)


def _child(*words: str) -> Taken:
    with subprocess.Popen([sys.executable, "-m", "benchmarks.limits", *words], cwd=ROOT) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {child.returncode}")
    # Linux counts in KiB.
    return Taken(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def rows(chosen: Iterable[str], times: int, share: float) -> Iterable[tuple[str, Taken]]:
    """Yield what each kind took, the median of several runs and without what nothing takes."""
    base = median(measure(_BASE).seconds for _ in range(max(3, times)))
    for kind in chosen:
        runs = [measure(kind, share) for _ in range(times)]
        seconds = max(0.0, median(run.seconds for run in runs) - base)
        yield kind, Taken(seconds, max(run.mb for run in runs))


def main(words: Sequence[str] | None = None) -> int:
    """Print a table of every kind, and return 1 when one is above a bar."""
    parser = argparse.ArgumentParser("python -m benchmarks.limits", description=__doc__)
    add = parser.add_argument
    add("--kind", metavar="PATTERN", action="append", help="such as '*.csv: wrong*'; repeatable")
    add("--times", metavar="N", type=int, default=3, help="median of N runs (default 3)")
    add("--share", metavar="X", type=float, default=1.0, help="of what limits allow (default 1)")
    add("--list", action="store_true", help="name the kinds and stop")
    add("--write", nargs=2, metavar=("KIND", "DIR"), help="write the folder of one kind and stop")
    add("--read", metavar="DIR", type=Path, help="read a folder and stop")
    options = parser.parse_args(words)
    if options.write:
        write(options.write[0], Path(options.write[1]), options.share)
        return 0
    if options.read:
        read(options.read)
        return 0
    patterns = options.kind or ["*"]
    chosen = [kind for kind in kinds() if any(fnmatch(kind, pattern) for pattern in patterns)]
    if options.list:
        print("\n".join(chosen))
        return 0
    print("| input | s | of 2 s | MB | of 1 GB |")
    print("|---|---:|---:|---:|---:|")
    above = 0
    for kind, taken in rows(chosen, options.times, options.share):
        shares = taken.seconds / BAR_S, taken.mb / BAR_MB
        above += max(shares) > 1
        mark = "**" if max(shares) > 1 else ""
        print(
            f"| {mark}{kind}{mark} | {taken.seconds:.2f} | {shares[0]:.2f} "
            f"| {taken.mb:.0f} | {shares[1]:.2f} |",
            flush=True,
        )
    return int(above > 0)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
