"""What a power cut could lose is on the disk before the next step builds on it."""

import os
from pathlib import Path

import pytest
from cli_cases import NOVEMBER, Run, write_team

from rotation.export import steps

PUBLISHED = """A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,ada,planned
A-2026-11-09,A,regular,2026-11-09T11:00-05:00,2026-11-16T11:00-05:00,bela,planned
"""
JOURNAL = ".rotation.journal"
COVER = ("trade", "cover", "A-2026-11-02", "cleo")


@pytest.fixture
def steps_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Return a list that takes each step, and each file or folder that is synced, in order."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("only /proc says which file a descriptor is of")
    taken: list[str] = []
    original = os.fsync

    def sync(descriptor: int) -> None:
        original(descriptor)
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        name = path.relative_to(tmp_path).as_posix() if path.is_relative_to(tmp_path) else "?"
        staging = next((p for p in Path(name).parts if p.startswith(".rotation-")), "")
        taken.append(f"sync {name.replace(staging, 'staging') if staging else name}")

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(steps, "reached", taken.append)
    return taken


def test_everything_is_on_the_disk_before_the_first_file_is_replaced(
    tmp_path: Path, run: Run, steps_of: list[str]
) -> None:
    """New files, copies of the old ones, the folders with their names, and the journal of it."""
    team = write_team(tmp_path / "team", published=PUBLISHED)
    assert run(COVER[0], team, *COVER[1:], *NOVEMBER[2:]).code == 0
    assert run(COVER[0], team, *COVER[1:-1], "dora", *NOVEMBER[2:]).code == 0
    second = steps_of[len(steps_of) - 1 - steps_of[::-1].index("stage in team") :]
    first = next(n for n, s in enumerate(second) if s.startswith("replace ") and JOURNAL not in s)
    before, after = second[:first], second[first:]
    for name in (
        "team/staging/new/trades.csv",
        "team/staging/old/trades.csv",
        "team/staging/new",
        "team/staging/old",
        "team/staging",
        "team/.rotation.journal.new",
    ):
        assert f"sync {name}" in before, name
    assert before[-3:] == [
        "sync team/.rotation.journal.new",
        "replace .rotation.journal",
        "sync team",
    ]
    replaced = [step.removeprefix("replace ") for step in after if step.startswith("replace ")]
    done = after.index("replace .rotation.journal")
    assert set(replaced) >= {"trades.csv", "changes.csv", "schedule.ics", "ada.ics", "dora.ics"}
    for folder in ("team", "team/public", "team/public/people"):
        last = max(n for n, step in enumerate(after[:done]) if step == f"sync {folder}")
        assert all(step.startswith("sync ") for step in after[last:done]), folder


def test_a_new_folder_is_on_the_disk_before_a_file_is_put_into_it(
    tmp_path: Path, run: Run, steps_of: list[str]
) -> None:
    """Its name stands in the folder above."""
    team = write_team(tmp_path / "team", published=PUBLISHED)
    assert run(COVER[0], team, *COVER[1:], *NOVEMBER[2:]).code == 0
    made = steps_of.index("make public")
    assert steps_of[made + 1] == "sync team"
    assert steps_of[steps_of.index("make people") + 1] == "sync team/public"
    assert made < next(n for n, step in enumerate(steps_of) if step == "replace schedule.ics")


def test_nothing_is_left_once_all_is_done(tmp_path: Path, run: Run, steps_of: list[str]) -> None:
    """The journal goes last, and that it is gone is on the disk."""
    team = write_team(tmp_path / "team", published=PUBLISHED)
    assert run(COVER[0], team, *COVER[1:], *NOVEMBER[2:]).code == 0
    gone = steps_of.index("remove .rotation.journal")
    assert steps_of[gone + 1] == "sync team"
    assert not [path.name for path in team.iterdir() if path.name.startswith(".rotation")]
