"""What is made of a journal: settled, read through, waited for, or not believed."""

import contextlib
import fcntl
import io
import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from killed_cases import (
    FIRST,
    FORCE,
    SECOND,
    SHORTER,
    TODAY,
    Tree,
    Workshop,
    kill_at,
    put_back,
    run_here,
    sending,
    tree,
)

import rotation
from rotation.api import read_schedule
from rotation.cli import main
from rotation.config.csv_table import read_table
from rotation.export.lock import LOCK, locked
from rotation.journal import JOURNAL, STAGING

MIDDLE = "replace schedule.ics"
"""A step before which some files are new and some are old."""


@pytest.fixture
def swap(workshop: Workshop) -> list[str]:
    """Return a command that changes what is published, the team being as it was published."""
    workshop.put((workshop.published, {}))
    return ["trade", str(workshop.team), "swap", FIRST, SECOND, *TODAY, *FORCE]


@pytest.fixture
def who(workshop: Workshop) -> list[str]:
    """Return a command that reads."""
    return ["who", str(workshop.team), "--today", "2026-11-03"]


@pytest.fixture
def swapped(workshop: Workshop, swap: list[str]) -> tuple[Tree, list[str]]:
    """Return the team as it is when the command is done, and the command's steps."""
    steps: list[str] = []
    assert run_here(swap, steps.append).code == 0
    after = tree(workshop.team)
    workshop.put((workshop.published, {}))
    return after, steps


@pytest.fixture
def half(workshop: Workshop, swap: list[str], swapped: tuple[Tree, list[str]]) -> Path:
    """Return the team's folder, half-way between old and new, its writer dead."""
    assert kill_at(swap, swapped[1].index(MIDDLE)) == -signal.SIGKILL
    return workshop.team


def edit(folder: Path, change: Callable[[Any], None]) -> None:
    """Change what a journal says."""
    document = json.loads((folder / JOURNAL).read_bytes())
    change(document)
    (folder / JOURNAL).write_text(json.dumps(document), encoding="utf-8")


def staging_of(folder: Path) -> Path:
    """Return the one staging folder inside a folder."""
    (path,) = folder.glob(f"{STAGING}*-*")
    return path


def without_lock(folder: Path) -> Tree:
    """Return a tree without the lock: one that was left behind is free, and goes."""
    return {name: data for name, data in tree(folder).items() if name != LOCK}


def test_a_journal_names_folders_files_and_digests(half: Path) -> None:
    """It is JSON of relative names, and holds no path of the machine."""
    document = json.loads((half / JOURNAL).read_bytes())
    assert document["phase"] == "exchanging"
    assert document["config"] == "rotation.toml"
    (folder,) = document["folders"]
    assert folder["path"] == "."
    names = {file["name"] for file in folder["files"]}
    people = {"public/people/ada.ics", "public/people/ben.ics"}
    public = {f"public/{name}" for name in ("index.html", "schedule.ics", "schedule.json")} | people
    assert names == {"trades.csv", "changes.csv", "rotation.undo.csv", *public}
    assert all(len(file["new"]) == 64 for file in folder["files"])
    assert [file["old"] is None for file in folder["files"]].count(True) == 2
    assert str(half) not in (half / JOURNAL).read_text(encoding="utf-8")


def test_the_python_api_reads_through_and_never_writes(
    half: Path, workshop: Workshop, swapped: tuple[Tree, list[str]]
) -> None:
    """`rotation.load` gives the rotation as it will be, with one remark, and touches nothing."""
    before = tree(half)
    team = rotation.load(half)
    assert tree(half) == before
    (remark,) = team.remarks
    assert remark.place == JOURNAL
    assert "was interrupted; its changes are read as done" in remark.what
    put_back(half, swapped[0])
    assert team == rotation.load(half)
    assert team != (workshop.put((workshop.published, {})), rotation.load(half))[1]


def test_a_dry_run_never_repairs(half: Path, swapped: tuple[Tree, list[str]]) -> None:
    """It reads through the journal, says so once, and shows what it would without a journal."""
    before = tree(half)
    words = ["publish", str(half), *TODAY, "--dry-run", *FORCE]
    ran = run_here(words)
    assert tree(half) == before
    assert ran.err.count(f"warning: {JOURNAL}: ") == 1
    put_back(half, swapped[0])
    assert (ran.code, ran.out) == (run_here(words).code, run_here(words).out)


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(30, "Read-only")]
)
def test_where_nothing_can_be_written_files_are_read_through(
    half: Path, who: list[str], swapped: tuple[Tree, list[str]], error: OSError
) -> None:
    """A folder that cannot be written: one warning, and the names of whoever is on call."""
    before = tree(half)
    with patch("rotation.export.lock._opened", side_effect=error):
        ran = run_here(who)
    assert tree(half) == before
    assert ran.err.startswith(f"warning: {JOURNAL}: rotation trade (process ")
    assert ran.err.count("\n") == 1
    put_back(half, swapped[0])
    shown = run_here(who)
    assert (ran.code, ran.out, shown.err) == (shown.code, shown.out, "")


@pytest.mark.skipif(os.geteuid() != 0, reason="giving files to others takes root")
def test_another_owner_s_journal_is_read_and_not_acted_on(
    half: Path, who: list[str], swap: list[str], swapped: tuple[Tree, list[str]]
) -> None:
    """Who reads gets one warning; who wants to write is refused with the reason."""
    staging = staging_of(half)
    for path in (half / JOURNAL, staging, *staging.rglob("*")):
        os.chown(path, 12345, -1)
    before = without_lock(half)
    read, written = run_here(who), run_here(swap)
    assert without_lock(half) == before
    assert read.err.startswith(f"warning: {JOURNAL}: ")
    assert read.err.count("\n") == 1
    assert written.code == 2
    assert (
        "its files belong to another user; any command that this user runs here completes or "
        "undoes it" in written.err
    )
    put_back(half, swapped[0])
    assert (read.code, read.out) == (run_here(who).code, run_here(who).out)


def test_killed_while_it_is_settled_it_is_settled_by_the_next(
    half: Path, who: list[str], swapped: tuple[Tree, list[str]]
) -> None:
    """Settling may be cut short at every step, too."""
    before = tree(half)
    steps: list[str] = []
    run_here(who, steps.append)
    assert tree(half) == swapped[0]
    for at, step in enumerate(steps):
        put_back(half, before)
        assert kill_at(who, at) == -signal.SIGKILL
        assert run_here(who).code == 0
        assert tree(half) == swapped[0], step
    for number in (signal.SIGTERM, signal.SIGHUP):
        put_back(half, before)
        stopped = run_here(who, sending(number, steps.index("replace trades.csv")))
        assert stopped.code == 128 + number
        assert tree(half) == swapped[0]


def test_what_cannot_be_completed_is_undone(half: Path, who: list[str], workshop: Workshop) -> None:
    """A staged file is lost: every file is as it was, and folders that were made are gone."""
    (staging_of(half) / "new" / "trades.csv").write_bytes(b"lost")
    ran = run_here(who)
    assert ran.err.startswith("note: rotation trade (process ")
    assert ran.err.endswith(
        ": its change of changes.csv, index.html, schedule.json, rotation.undo.csv, trades.csv is "
        "undone\n"
    )
    assert tree(half) == workshop.published


def test_what_can_be_neither_is_left_alone(half: Path, who: list[str], swap: list[str]) -> None:
    """Edited by hand before any command came by: said, with both sides; nothing is touched."""
    with (half / "changes.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    before = without_lock(half)
    read, written = run_here(who), run_here(swap)
    assert without_lock(half) == before
    assert "can neither be completed (changes.csv) nor undone (changes.csv)" in read.err
    assert read.err.count("\n") == 1
    assert written.code == 2


def test_a_command_that_writes_goes_on_from_what_it_settled(
    half: Path, swap: list[str], swapped: tuple[Tree, list[str]]
) -> None:
    """Typed again after it was killed, a swap is seen to be made; `--again` swaps back."""
    ran = run_here(swap)
    assert ran.code == 0
    assert "is complete now" in ran.err
    assert "--again exchanges them again" in ran.out
    assert tree(half) == swapped[0]
    assert run_here([*swap, "--again"]).code == 0
    trades = tree(half)["trades.csv"]
    once = swapped[0]["trades.csv"]
    assert trades is not None
    assert once is not None
    assert trades.startswith(once)
    assert trades.count(b"\n") == 2 * once.count(b"\n") - 1


@pytest.mark.parametrize("step", ["replace changes.csv", "replace published.csv"])
def test_a_publication_typed_again_after_it_was_killed_is_logged_once(
    workshop: Workshop, step: str
) -> None:
    """The change log has no line twice, and no revision is given twice."""
    workshop.put((workshop.published, {}))
    schedule = workshop.team / "out" / "schedule.csv"
    text = schedule.read_text(encoding="utf-8")
    schedule.write_text(
        text.replace(",ada,", ",?,").replace(",ben,", ",ada,").replace(",?,", ",ben,")
    )
    words = ["publish", str(workshop.team), *TODAY, *FORCE]
    before, steps = workshop.now(), []
    assert run_here(words, steps.append).code == 0
    after = tree(workshop.team)
    workshop.put(before)
    assert kill_at(words, steps.index(step)) == -signal.SIGKILL
    assert run_here(words).code == 0
    assert tree(workshop.team) == after


def test_files_that_are_replaced_for_too_long_are_not_read(
    half: Path, who: list[str], swapped: tuple[Tree, list[str]]
) -> None:
    """While a process that lives holds the lock, who reads waits, and then ends with 75."""
    before = without_lock(half)
    with patch("rotation.export.work.WAIT_S", 0.05), locked(half, "rotation trade"):
        for words in (who, ["publish", str(half), "--dry-run", *TODAY]):
            ran = run_here(words)
            assert (ran.code, ran.out) == (75, "")
            assert ran.err.endswith("is replacing files; try again\n")
        assert without_lock(half) == before
    assert run_here(who).code == 0
    assert tree(half) == swapped[0]


def test_a_command_at_work_that_replaces_nothing_yet_is_not_waited_for(
    workshop: Workshop, swap: list[str], who: list[str]
) -> None:
    """A search may take minutes; whoever reads meanwhile reads what is published."""
    with locked(workshop.team, "rotation replan"):
        assert run_here(who).code == 0
        assert run_here(swap).code == 2


@pytest.mark.parametrize("step", [MIDDLE, "the end"])
@pytest.mark.parametrize("command", ["who", "load"])
def test_who_reads_while_files_are_replaced_begins_again(
    workshop: Workshop, swap: list[str], swapped: tuple[Tree, list[str]], step: str, command: str
) -> None:
    """Files are replaced between the reading of two of them: all are read again.

    The writer is done, or was killed on its way; what is read is what it made of them.
    """
    after, steps = swapped
    words = ["notes", str(workshop.team), "--week", "2026-11-02", *TODAY]
    reads = {"who": lambda: run_here(words).out, "load": lambda: rotation.load(workshop.team)}
    put_back(workshop.team, after)
    shown = reads[command]()
    workshop.put((workshop.published, {}))
    assert reads[command]() != shown
    at = [*steps, "the end"].index(step)
    begun: list[int] = []

    def replaced_meanwhile(*arguments: Any, **named: Any) -> Any:
        if not begun:
            begun.append(0)  # the fork reads, too
            begun[0] = kill_at(swap, at)
        return read_table(*arguments, **named)

    with patch("rotation.config.team_files.read_table", replaced_meanwhile):
        assert reads[command]() == shown
    assert begun == [-signal.SIGKILL if step == MIDDLE else 99]


def test_a_staging_folder_in_use_is_left_alone(half: Path, who: list[str]) -> None:
    """Somebody removed the lock of a command that lives: its staging folder has one of its own."""
    before = without_lock(half)
    with (staging_of(half) / "lock").open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        ran = run_here(who)
        assert without_lock(half) == before
    assert ran.code == 0
    assert ran.err.count("\n") == 1
    assert run_here(who).code == 0
    assert not list(half.glob(f"{STAGING}*"))


def test_without_locks_nothing_is_written(
    workshop: Workshop, swap: list[str], who: list[str]
) -> None:
    """Where the file system has no locks a command is refused with that reason; reading works."""
    before = tree(workshop.team)
    with patch("fcntl.flock", side_effect=OSError(37, "No locks available")):
        ran, planned = run_here(swap), run_here(["plan", str(workshop.team), *TODAY])
        assert run_here(who).code == 0
    for refused in (ran, planned):
        assert refused.code == 2
        assert "file locks are not available here (no locks available)" in refused.err
    assert tree(workshop.team) == before


def test_a_system_without_locks_writes_nothing(workshop: Workshop, swap: list[str]) -> None:
    """As Windows, where there is no `flock`: refused with that reason."""
    before = tree(workshop.team)
    with patch("rotation.export.lock.fcntl", None):
        ran = run_here(swap)
    assert ran.code == 2
    assert "this system has no file locks (flock)" in ran.err
    assert tree(workshop.team) == before


def test_a_full_disk_at_the_lock_names_the_place(workshop: Workshop, swap: list[str]) -> None:
    """The lock is the first file a command writes; what it leaves behind is nothing."""
    before = tree(workshop.team)
    with patch("os.write", side_effect=OSError(28, "No space left on device")):
        ran = run_here(swap)
    assert ran.code == 2
    assert ran.err.startswith(f"error: {workshop.team / LOCK}: cannot be made: No space left")
    assert tree(workshop.team) == before


def test_two_configurations_may_share_a_folder(
    half: Path, swapped: tuple[Tree, list[str]], workshop: Workshop
) -> None:
    """A journal names the configuration it is about; a command of the other one settles it, too."""
    other = (half / "rotation.toml").read_text(encoding="utf-8")
    named = '[files]\npublished = "b.csv"\ntrades = "bt.csv"\nchanges = "bc.csv"\npublic = "b"\n'
    (half / "other.toml").write_text(other.replace("[files]\n", named), encoding="utf-8")
    shutil.copy(half / "published.csv", half / "b.csv")
    assert run_here(["who", str(half / "other.toml"), *TODAY]).err.startswith("note: ")
    (half / "other.toml").unlink()
    (half / "b.csv").unlink()
    assert tree(half) == swapped[0]


def test_a_schedule_that_is_being_replaced_is_read_through(workshop: Workshop) -> None:
    """`check out/schedule.csv` in a dry mood: the draft as it will be, under its own name."""
    workshop.put((workshop.published, {}))
    words = ["plan", str(workshop.team), *SHORTER, *TODAY]
    steps: list[str] = []
    run_here(words, steps.append)
    schedule = workshop.team / "out" / "schedule.csv"
    team = rotation.load(workshop.team)
    after = read_schedule(team, schedule)
    workshop.put((workshop.published, {}))
    assert kill_at(words, steps.index("replace schedule.csv")) == -signal.SIGKILL
    before = tree(workshop.team)
    assert read_schedule(rotation.load(workshop.team), schedule) == after
    assert tree(workshop.team) == before
    assert after[0].source is not None
    assert after[0].source.file == str(schedule)


def test_a_shell_that_completes_never_repairs(half: Path) -> None:
    """TAB reads what is there and touches nothing."""
    before = tree(half)
    words = f"rotation trade {half} cover {FIRST} a"
    asked = {"_ROTATION_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "5"}
    out = io.StringIO()
    with patch.dict(os.environ, asked), contextlib.redirect_stdout(out):
        assert main() == 0
    assert out.getvalue() == "plain,ada\n"
    assert tree(half) == before
