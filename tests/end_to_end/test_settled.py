"""What is left where a change is undone, and what is nobody's to discard."""

import os
import signal
from pathlib import Path

import pytest
from killed_cases import FIRST, FORCE, SECOND, TODAY, Workshop, kill_at, run_here, tree

from rotation.export.lock import LOCK
from rotation.journal import JOURNAL, STAGING


def half_way(shop: Workshop, words: list[str]) -> Path:
    """Kill a command before it replaces the team's calendar; return its staging folder."""
    before = shop.now()
    steps: list[str] = []
    assert run_here(words, steps.append).code == 0
    shop.put(before)
    assert kill_at(words, steps.index("replace schedule.ics")) == -signal.SIGKILL
    (staging,) = shop.team.glob(f"{STAGING}*-*")
    return staging


def test_folders_of_a_change_that_is_undone_are_gone(workshop: Workshop) -> None:
    """A first publication that is undone leaves no empty `public`."""
    workshop.put((workshop.planned, {}))
    staging = half_way(workshop, ["publish", str(workshop.team), *TODAY])
    assert (workshop.team / "public").is_dir()
    (staging / "new" / "published.csv").write_bytes(b"lost")
    ran = run_here(["show", str(workshop.team), *TODAY])
    assert "is undone\n" in ran.err
    assert tree(workshop.team) == workshop.planned


@pytest.mark.skipif(os.geteuid() != 0, reason="giving files to others takes root")
def test_what_another_user_left_is_not_discarded(workshop: Workshop) -> None:
    """No command offers to, and the one that discards refuses and touches nothing."""
    workshop.put((workshop.published, {}))
    half_way(workshop, ["trade", str(workshop.team), "swap", FIRST, SECOND, *TODAY, *FORCE])
    os.chown(workshop.team / JOURNAL, 12345, -1)
    before = tree(workshop.team)
    written = run_here(["publish", str(workshop.team), *TODAY])
    assert (written.code, "--discard" in written.err) == (2, False)
    assert (
        "any command that this user runs here completes or undoes it; nothing is written here"
        in written.err
    )
    discarded = run_here(["repair", str(workshop.team), "--discard", *TODAY])
    assert discarded.code == 2
    assert "belong to another user" in discarded.err
    before.pop(LOCK)  # of the killed command: who takes it next clears it up
    assert tree(workshop.team) == before


def test_a_journal_that_never_became_one_is_cleared_away(workshop: Workshop) -> None:
    """Its writer died before anything was staged: the next command that may write removes it."""
    workshop.put((workshop.published, {}))
    (workshop.team / f"{JOURNAL}.new").write_bytes(b"half a jour")
    assert run_here(["repair", str(workshop.team), *TODAY]).code == 0
    assert tree(workshop.team) == workshop.published
