"""Exit codes that are true: what was written is said, and the code tells it apart from the rest."""

import os
import pkgutil
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Never

import pytest
from cli_cases import Ran, Run
from tests.teams import files_in

from rotation.cli import main

TODAY = ("--today", "2026-09-20")


@pytest.fixture
def run_full(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command with no space left behind standard output."""

    def run_command(*arguments: object) -> Ran:
        with open("/dev/full", "w", encoding="utf-8") as stream:  # noqa: PTH123 - a device
            monkeypatch.setattr(sys, "stdout", stream)
            code = main([str(argument) for argument in arguments])
        return Ran(code, "", capfd.readouterr().err)

    return run_command


def last_shift(team: Path) -> tuple[str, str]:
    """Return the id of the last published shift, and somebody who can take it."""
    rows = [row.split(",") for row in (team / "published.csv").read_text("utf-8").splitlines()]
    holders = [row[5] for row in rows[1:]]
    return rows[-1][0], next(p for p in holders if p not in holders[-6:])


def edited(team: Path) -> Path:
    """Return the team's calendar with the last shift given to somebody else."""
    _, taker = last_shift(team)
    text = (team / "public" / "schedule.ics").read_text(encoding="utf-8")
    names = {"ada": "Ada Byron", "bela": "Bela Bartok", "cleo": "Cleo Laine", "dora": "Dora Maar"}
    names |= {"emil": "Emil Post", "fay": "Fay Wray"}
    before, after = text.rsplit("SUMMARY:", 1)
    path = team / "edited.ics"
    path.write_text(f"{before}SUMMARY:{names[taker]} (A)\r\n{after.split(chr(10), 1)[1]}", "utf-8")
    return path


def late_vacation(team: Path) -> None:
    """Send whoever has the last shift on vacation then."""
    row = (team / "published.csv").read_text(encoding="utf-8").splitlines()[-1].split(",")
    with (team / "time_off.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row[5]},{row[3][:10]},{row[3][:10]},vacation,\n")


def _plan(team: Path) -> list[str]:
    return ["plan", str(team), "--month", "2026-12", *TODAY]


def _publish(team: Path) -> list[str]:
    shutil.rmtree(team / "public")
    (team / "published.csv").write_text("shift,track,kind,start,end,engineer\n", "utf-8")
    return ["publish", str(team), *TODAY]


def _replan(team: Path) -> list[str]:
    late_vacation(team)
    return ["replan", str(team), *TODAY]


def _replan_publish(team: Path) -> list[str]:
    return [*_replan(team), "--publish"]


def _cover(team: Path) -> list[str]:
    return ["trade", str(team), "cover", *last_shift(team), *TODAY]


def _sync(team: Path) -> list[str]:
    return ["sync", str(team), str(edited(team)), "--accept", *TODAY]


def _leave(team: Path) -> list[str]:
    return ["leave", "ada", "2026-11-02", str(team), "--accept", *TODAY]


def _volunteers(team: Path) -> list[str]:
    return ["volunteers", "open", str(team), *TODAY]


def _fairness(team: Path) -> list[str]:
    return ["fairness", str(team), "--csv", str(team / "ledger.csv"), *TODAY]


def _hours(team: Path) -> list[str]:
    return ["hours", str(team), "--month", "2026-11", "--csv", str(team / "hours.csv"), *TODAY]


@pytest.mark.parametrize(
    ("arguments", "form", "named"),
    [
        (_plan, "table", "schedule.csv"),
        (_plan, "json", "schedule.csv"),
        (_plan, "csv", "schedule.csv"),
        (_publish, "table", "published.csv"),
        (_publish, "json", "published.csv"),
        (_replan, "table", "difference.csv"),
        (_replan, "json", "difference.csv"),
        (_replan_publish, "json", "changes.csv"),
        (_cover, "table", "trades.csv"),
        (_cover, "json", "trades.csv"),
        (_sync, "json", "trades.csv"),
        (_leave, "table", "trades.csv"),
        (_volunteers, "json", "volunteers-christmas-week-2026.csv"),
        (_fairness, "csv", "ledger.csv"),
        (_hours, "json", "hours.csv"),
    ],
)
def test_what_was_written_is_reported_when_the_output_fails(
    copied: Path, run_full: Run, arguments: Callable[[Path], list[str]], form: str, named: str
) -> None:
    """A full disk behind standard output ends with 74, and standard error says what was written."""
    words = arguments(copied)
    before = files_in(copied)

    ran = run_full(*words, "--format", form)

    assert ran.code == 74
    message = ran.err.splitlines()[-1]
    assert message.startswith(
        "error: standard output: no space left on device, but this was written: "
    )
    assert named in message
    after = files_in(copied)
    assert {name for name in after if after[name] != before.get(name)} >= {
        name for name in after if name.endswith(f"/{named}") or name == named
    }
    assert after != before


def test_init_says_what_was_written_when_the_output_fails(tmp_path: Path, run_full: Run) -> None:
    """The same for a folder that begins."""
    ran = run_full("init", tmp_path / "team")
    assert ran.code == 74
    assert f"time_off.csv, volunteers.csv, wishes.csv in {tmp_path / 'team'}" in ran.err


def test_a_table_that_cannot_be_shown_is_no_written_one(copied: Path, run_full: Run) -> None:
    """Where nothing was written a full disk ends with 2, and says that it is the output."""
    ran = run_full("who", copied, *TODAY)
    assert ran.code == 2
    assert ran.err == "error: standard output: no space left on device\n"


@pytest.mark.parametrize("command", [_cover, _plan])
def test_the_code_is_true_even_if_nothing_can_be_printed(
    copied: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[[Path], list[str]]
) -> None:
    """With standard output and error on a full disk the exit code alone says it."""
    words = command(copied)
    with (
        open("/dev/full", "w", encoding="utf-8") as out,  # noqa: PTH123 - a device
        open("/dev/full", "w", encoding="utf-8") as err,  # noqa: PTH123 - a device
    ):
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        assert main(words) == 74


@pytest.mark.parametrize(
    ("number", "how"),
    [
        (signal.SIGINT, "interrupted"),
        (signal.SIGTERM, "terminated"),
        (signal.SIGHUP, "hung up"),
    ],
)
def test_a_signal_while_files_are_exchanged_waits(
    copied: Path, run: Run, monkeypatch: pytest.MonkeyPatch, number: int, how: str
) -> None:
    """The exchange is finished, the exit code is the signal's, and what was written is said."""
    replace, handlers = os.replace, [signal.getsignal(n) for n in (2, 15, 1)]

    def signalled(source: object, target: object) -> None:
        replace(str(source), str(target))
        os.kill(os.getpid(), number)

    monkeypatch.setattr(os, "replace", signalled)

    ran = run(*_cover(copied))

    assert (ran.code, ran.out) == (128 + number, "")
    assert ran.err.startswith(
        f"{how}: the output was cut short, but this was written: changes.csv, "
    )
    assert "trades.csv" in ran.err
    assert (copied / "trades.csv").is_file()
    assert not list(copied.glob(".rotation*"))
    assert [signal.getsignal(n) for n in (2, 15, 1)] == handlers


def test_a_hang_up_that_is_ignored_stays_ignored(
    copied: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under `nohup` a closed terminal changes nothing, while files are exchanged either."""
    replace = os.replace

    def hung_up(source: object, target: object) -> None:
        replace(str(source), str(target))
        os.kill(os.getpid(), signal.SIGHUP)

    monkeypatch.setattr(os, "replace", hung_up)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        ran = run(*_cover(copied))
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)

    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("rotation.plans.files.report_html", signal.SIGINT),
        ("rotation.plans.files.report_html", signal.SIGTERM),
        ("rotation.cli.plan.working_on", signal.SIGINT),
        ("tempfile.mkdtemp", signal.SIGINT),
        ("os.fsync", signal.SIGINT),
        ("os.fsync", signal.SIGHUP),
        ("shutil.copy2", signal.SIGINT),
        ("rotation.endings.WaitingSignals.refuse", signal.SIGINT),
        ("rotation.endings.WaitingSignals.refuse", signal.SIGTERM),
    ],
)
def test_a_command_can_be_stopped_until_the_first_file_is_replaced(
    copied: Path, run: Run, monkeypatch: pytest.MonkeyPatch, moment: str, number: int
) -> None:
    """While the report is made, while files are staged, when signals begin to wait.

    `WaitingSignals.refuse` stands for the very last moment: signals wait already, no file is
    replaced yet.
    """
    before = files_in(copied)
    module, _, name = moment.rpartition(".")
    owner = pkgutil.resolve_name(module)
    real = getattr(owner, name)

    def signalled(*arguments: object, **named: object) -> object:
        os.kill(os.getpid(), number)
        return real(*arguments, **named)

    def leave(code: int) -> Never:
        raise SystemExit(code)

    monkeypatch.setattr(owner, name, signalled)
    monkeypatch.setattr(os, "_exit", leave)

    ran = run(*_plan(copied))

    assert (ran.code, ran.out) == (128 + number, "")
    assert ran.err.endswith(": nothing was written\n")
    assert files_in(copied) == before
    assert not list(copied.rglob(".rotation*"))
