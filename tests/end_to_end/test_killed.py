"""Killed at every step of every command that changes files, the folder is as before or as after."""

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from unittest.mock import Mock, patch

import pytest
from killed_cases import (
    ABSENT,
    FIRST,
    FORCE,
    SECOND,
    SHORTER,
    TODAY,
    Workshop,
    kill_at,
    run_here,
    sending,
    small_forks,
)

import rotation
from rotation.plans.replanning import replan

VARIABLE = "ROTATION_SECRET"
TERMINATING = (signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Case:
    """A command, and what makes its state out of a published one."""

    words: Callable[[Workshop], list[str]]
    prepare: Callable[[Workshop], object] = repr
    drafted: bool = False


def _publish_again(shop: Workshop) -> None:
    """Let the draft say otherwise than the published plan."""
    path = shop.team / "out" / "schedule.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    holders = [row.split(",")[5] for row in rows]
    rows[1], rows[2] = (
        rows[1].replace(f",{holders[1]},", f",{holders[2]},"),
        rows[2].replace(f",{holders[2]},", f",{holders[1]},"),
    )
    path.write_text("\n".join((*rows, "")), encoding="utf-8")


def _away(shop: Workshop) -> None:
    """Send whoever has the second shift away."""
    row = (shop.team / "published.csv").read_text(encoding="utf-8").splitlines()[2].split(",")
    absent = f"{ABSENT}{row[5]},{row[3][:10]},{row[3][:10]}\n"
    (shop.team / "time_off.csv").write_text(absent, encoding="utf-8")


def _edit_calendar(shop: Workshop) -> None:
    """Give the first shift to somebody else in an export of the team's calendar."""
    text = (shop.team / "public" / "schedule.ics").read_text(encoding="utf-8")
    name = text.split("SUMMARY:")[1].split(" ")[0]
    other = next(n for n in ("Ada", "Ben") if n != name)
    edited = text.replace(f"SUMMARY:{name}", f"SUMMARY:{other}", 1)
    (shop.notes / "edited.ics").write_text(edited, encoding="utf-8", newline="")


def _public_elsewhere(shop: Workshop) -> None:
    """Keep the published calendars on another disk."""
    path = shop.team / "rotation.toml"
    text = path.read_text(encoding="utf-8")
    named = f'[files]\npublic = "{shop.elsewhere / "public"}"\n'
    path.write_text(text.replace("[files]\n", named), encoding="utf-8")
    shutil.move(shop.team / "public", shop.elsewhere)


def _secret_before(shop: Workshop) -> None:
    """Let all published files lie at the addresses of another secret than today's."""
    path = shop.team / "rotation.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[calendar]\nsecret_env = "{VARIABLE}"\n', encoding="utf-8")
    with patch.dict(os.environ, {VARIABLE: "the secret of last year"}):
        assert run_here(["repair", str(shop.team), *TODAY]).code == 0
    assert not (shop.team / "public" / "schedule.ics").exists()


def _raise_revisions(shop: Workshop) -> None:
    """Let a published calendar know more than the plan."""
    path = shop.team / "public" / "schedule.ics"
    path.write_bytes(path.read_bytes().replace(b"SEQUENCE:0", b"SEQUENCE:4"))


def _taker(shop: Workshop) -> str:
    rows = (shop.team / "published.csv").read_text(encoding="utf-8").splitlines()
    holder = next(row.split(",")[5] for row in rows if row.startswith(FIRST))
    return "ben" if holder == "ada" else "ada"


def _swap(shop: Workshop) -> list[str]:
    return ["trade", str(shop.team), "swap", FIRST, SECOND, *TODAY, *FORCE]


CASES = {
    "plan": Case(lambda s: ["plan", str(s.team), *SHORTER, *TODAY]),
    "plan --out": Case(
        lambda s: ["plan", str(s.team), *SHORTER, *TODAY, "--out", str(s.elsewhere / "a" / "out")]
    ),
    "first publish": Case(lambda s: ["publish", str(s.team), *TODAY], drafted=True),
    "publish": Case(lambda s: ["publish", str(s.team), *TODAY, *FORCE], _publish_again),
    "replan": Case(lambda s: ["replan", str(s.team), *TODAY, "--release"], _away),
    "replan --publish": Case(
        lambda s: ["replan", str(s.team), *TODAY, "--release", "--publish"], _away
    ),
    "swap": Case(_swap),
    "swap, calendars elsewhere": Case(_swap, _public_elsewhere),
    "swap, new secret": Case(_swap, _secret_before),
    "cover": Case(lambda s: ["trade", str(s.team), "cover", FIRST, _taker(s), *TODAY, *FORCE]),
    "sync": Case(
        lambda s: ["sync", str(s.team), str(s.notes / "edited.ics"), "--accept", *TODAY],
        _edit_calendar,
    ),
    "leave": Case(lambda s: ["leave", "ada", "2026-11-02", str(s.team), "--accept", *TODAY]),
    "undo": Case(lambda s: ["undo", str(s.team), *TODAY], lambda s: run_here(_swap(s))),
    "archive": Case(lambda s: ["archive", str(s.team), "--today", "2026-11-17"]),
    "repair": Case(lambda s: ["repair", str(s.team), *TODAY], _raise_revisions),
    "volunteers open": Case(lambda s: ["volunteers", "open", str(s.team), *TODAY]),
}


@pytest.fixture(params=CASES)
def case(
    request: pytest.FixtureRequest, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Return the words of a command, the team being ready for it.

    What a search finds is searched once, and given to every fork.
    """
    chosen: Case = CASES[request.param]
    monkeypatch.setenv(VARIABLE, "the secret of this year")
    workshop.put((workshop.planned if chosen.drafted else workshop.published, {}))
    chosen.prepare(workshop)
    words = chosen.words(workshop)
    team, today = rotation.load(workshop.team), date(2026, 10, 20)
    if words[0] == "plan":
        plan = team.plan(start=date(2026, 11, 2), end=date(2026, 11, 23), today=today)
        plan.files()
        monkeypatch.setattr("rotation.cli.plan.planned", Mock(return_value=plan))
    if words[0] == "replan":
        replanned = replan(team, today, release=True)
        replanned.plan.files()
        monkeypatch.setattr("rotation.plans.replanning.replan", Mock(return_value=replanned))
    return words


def test_killed_at_any_step_files_are_as_before_or_as_after(
    workshop: Workshop, case: list[str]
) -> None:
    """Whatever kills a command at whatever step: one command that reads, and nothing is mixed.

    A process that is killed at once leaves what has to be settled, which is said in one line and
    changes neither exit code nor standard output. One that is terminated, or hung up, settles it
    itself; its exit code is the signal's, and it says whether files have changed.
    """
    before = workshop.now()
    reading = ["who", str(workshop.team), "--today", "2026-11-03"]
    steps: list[str] = []
    whole = run_here(case, steps.append)
    assert whole.code in (0, 1), whole.err
    after = workshop.now()
    shown = run_here(reading)
    ends = []
    with small_forks():
        for at, step in enumerate(steps):
            workshop.put(before)
            assert kill_at(case, at) == -signal.SIGKILL, step
            left = workshop.now()
            through = rotation.load(workshop.team)
            assert workshop.now() == left
            assert len(through.remarks) <= 1
            read = run_here(reading)
            assert through == rotation.load(workshop.team)
            left = workshop.now()
            assert left in (before, after), f"killed before step {at}, {step}"
            if left == after:
                assert (read.code, read.out) == (shown.code, shown.out)
            notes = [line for line in read.err.splitlines() if not line.startswith("warning: ")]
            assert notes == [] or (len(notes) == 1 and notes[0].startswith("note: rotation "))
            ends.append(left == after)
    assert ends == sorted(ends)
    assert set(ends) == {True, False}
    # Both are one code path, and that of a kill follows each step: so every third, in turns.
    for at, number in zip(range(len(steps) % 3, len(steps), 3), cycle(TERMINATING)):
        step = steps[at]
        workshop.put(before)
        stopped = run_here(case, sending(number, at))
        assert stopped.code == 128 + number, step
        written = "this was written" in stopped.err
        assert written or "nothing was written" in stopped.err
        assert workshop.now() == (after if written else before), f"{number} before {at}, {step}"
