"""`python -m benchmarks.killed_pushes`: pushes to a calendar that are killed at a random instant.

Radicale runs as a process of its own. Each time the published plan changes: other holders, halves
of shifts, weeks that are left out. A push runs in a child process, which is killed (SIGKILL) after
a random time; another push then runs to its end. Afterwards the calendar has exactly the plan, the
event of somebody else is untouched, and a third push writes nothing. At the instant of the kill
somebody is there for every hour that somebody has before and after the change.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from time import perf_counter

import rotation
from benchmarks.radicale import PASSWORD, USER, new_calendar, radicale, store
from rotation.remotes.items import Present
from rotation.remotes.pushing import push
from rotation.remotes.secrets import Secret
from rotation.remotes.tools.caldav import CalDav

__all__ = ["Calendar", "Trial", "main", "run_trials", "uncovered"]

NOW = datetime(2027, 1, 1, 12, tzinfo=UTC)
_FIRST = datetime(2027, 1, 4, 10, tzinfo=UTC)
_WEEK = timedelta(weeks=1)
_UNTIL = _FIRST + 51 * _WEEK
_PEOPLE = ("ada", "ben", "cleo", "dora")
_ENVIRONMENT = {"OFFICE_PASSWORD": PASSWORD}
_TEAM = """[rotation]
name = "Team"
calendar_id = "team"
timezone = "UTC"

[files]
published = "published.csv"

[[track]]
name = "A"
handover = "Mon 10:00"

[[remote]]
name = "office"
tool = "caldav"
user = "{user}"
token_env = "OFFICE_PASSWORD"
calendars = {{ A = "{address}" }}
days = 366
"""
_LUNCH = "Lunch with Ada"
_FOREIGN = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//somebody//EN
BEGIN:VEVENT
UID:lunch@example.com
DTSTAMP:20270101T000000Z
DTSTART:20270105T120000Z
DTEND:20270105T130000Z
SUMMARY:{_LUNCH}
END:VEVENT
END:VCALENDAR
"""

Line = tuple[datetime, datetime, str]
"""Start, end and holder; an empty holder is nobody."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one kill did.

    Attributes
    ----------
    after_s : float
        When it came.
    ended : bool
        Whether the push had ended before.
    wrong : tuple of str
        What did not hold, in words.
    """

    after_s: float
    ended: bool
    wrong: tuple[str, ...] = ()


class Calendar:
    """A team with a calendar, whose published plan is written anew for each trial.

    Parameters
    ----------
    folder : pathlib.Path
        Of the team; made here.
    address : str
        Of an empty calendar.
    shifts : int
        How many weeks are published.
    """

    def __init__(self, folder: Path, address: str, shifts: int) -> None:
        self.folder, self.address, self._shifts = folder, address, shifts
        folder.mkdir()
        people = "".join(
            f'\n[[engineer]]\nname = "{name.title()}"\nid = "{name}"\njoined = 2020-01-06\n'
            for name in _PEOPLE
        )
        toml = _TEAM.format(user=USER, address=address) + people
        (folder / "rotation.toml").write_text(toml, encoding="utf-8")
        self.lines: list[Line] = []
        store(f"{address}/lunch.ics", _FOREIGN)

    def change(self, random_: random.Random, revision: int) -> None:
        """Publish another plan: other holders, halves of shifts, and some weeks left out."""
        rows = ["shift,track,kind,start,end,engineer,status,revision"]
        self.lines = []
        for week in range(self._shifts):
            start = _FIRST + week * _WEEK
            if random_.random() < 0.1:
                continue
            cut = random_.random() < 0.3
            ends = [start + timedelta(days=3), start + _WEEK] if cut else [start + _WEEK]
            for part, (begins, end) in enumerate(pairwise([start, *ends]), 1):
                who = random_.choice((*_PEOPLE, ""))
                name = f"A-{start:%Y-%m-%d}" + (f"+{part}" if part > 1 else "")
                times = ",".join(f"{moment:%Y-%m-%dT%H:%M}+00:00" for moment in (begins, end))
                state = "planned" if who else "open"
                rows.append(f"{name},A,regular,{times},{who},{state},{revision}")
                self.lines.append((begins, end, who))
        text = "\n".join([*rows, ""])
        (self.folder / "published.csv").write_text(text, encoding="utf-8")

    def there(self) -> list[Present]:
        """Return what is in the calendar."""
        tool = CalDav(rotation.load(self.folder), "office", user=USER, secret=Secret(PASSWORD))
        return sorted(tool.read([self.address], NOW, _UNTIL))

    def ours(self) -> list[Line]:
        """Return the shifts in the calendar."""
        there = self.there()
        others = [item for item in there if item.text == _LUNCH]
        assert len(others) == 1, "the event of somebody else is gone, or there twice"
        return sorted((i.start, i.end, i.user or "") for i in there if i not in others)

    def pushed(self) -> int:
        """Push to the end, and return how many shifts changed."""
        team = rotation.load(self.folder)
        done = push(team, "office", NOW, environment=_ENVIRONMENT, sleep=lambda _: None)
        assert done.exit_code == 0, done.lines()
        return done.changes

    def started(self) -> "subprocess.Popen[bytes]":
        """Start a push as a process."""
        command = [sys.executable, "-m", "benchmarks.killed_pushes", "--push", str(self.folder)]
        environment = {**os.environ, **_ENVIRONMENT}
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )


def run_trials(calendar: Calendar, kills: int, seed: int) -> Iterable[Trial]:
    """Yield what became of pushes until so many of them were killed."""
    random_ = random.Random(seed)
    calendar.change(random_, 0)
    calendar.pushed()
    longest = 0.0
    killed = 0
    for number in count(1):
        if killed == kills:
            return
        before = calendar.lines
        calendar.change(random_, number)
        child = calendar.started()
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        begun = perf_counter()
        after_s = random_.uniform(0, longest) if longest else None
        try:
            child.wait(after_s)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        took = perf_counter() - begun
        child.stdout.close()
        wrong = tuple(_judged(calendar, before))
        if after_s is None:
            longest = 0.8 * took  # the first shows how long a whole one takes
            continue
        killed += child.returncode == -signal.SIGKILL
        yield Trial(after_s, child.returncode == 0, wrong)


def _judged(calendar: Calendar, before: Sequence[Line]) -> Iterable[str]:
    """Yield what does not hold after a kill, and after the push that follows it."""
    missing = _covered(before) & uncovered(calendar.lines, calendar.ours())
    if missing:
        yield f"uncovered when it was killed: {min(missing)} and {len(missing) - 1} more hours"
    calendar.pushed()
    if calendar.ours() != sorted(calendar.lines):
        yield "the calendar is not the plan"
    changes = calendar.pushed()
    if changes:
        yield f"another push wrote {changes} shifts"


def uncovered(lines: Iterable[Line], there: Iterable[Line]) -> set[datetime]:
    """Return the hours that somebody is listed for, and for which nobody is there."""
    return _covered(lines) - _covered(there)


def _covered(lines: Iterable[Line]) -> set[datetime]:
    """Return the hours that somebody is listed for."""
    return {
        start + timedelta(hours=hour)
        for start, end, who in lines
        if who
        for hour in range(int((end - start) / timedelta(hours=1)))
    }


def _push(folder: str, environment: Mapping[str, str]) -> int:
    """Push as a child process."""
    team = rotation.load(folder)
    print("ready", flush=True)
    return push(team, "office", NOW, environment=environment, sleep=lambda _: None).exit_code


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill pushes, and print what did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--shifts", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--push", metavar="FOLDER", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.push:
        return _push(given.push, os.environ)
    with tempfile.TemporaryDirectory() as folder, radicale(Path(folder) / "server") as url:
        calendar = Calendar(Path(folder) / "team", new_calendar(f"{url}/{USER}/a"), given.shifts)
        trials = list(run_trials(calendar, given.kills, given.seed))
    killed = [trial for trial in trials if not trial.ended]
    print(f"{len(trials)} pushes, {len(killed)} killed, {len(trials) - len(killed)} ended before")
    for trial in trials:
        for text in trial.wrong:
            print(f"after {trial.after_s:.3f} s: {text}")
    return int(any(trial.wrong for trial in trials))


if __name__ == "__main__":
    sys.exit(main())
