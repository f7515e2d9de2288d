"""`rotation undo`: the last change of the published plan is taken back."""

import json
from pathlib import Path

import pytest
from cli_cases import Run
from tests.teams import files_in

TODAY = ("--today", "2026-10-20")
FIRST, SECOND = "A-2026-11-02", "A-2026-11-09"
FORCE = ("--force", "--why", "a wedding")


def holds(folder: Path, run: Run) -> str:
    """Return who holds what, without revisions."""
    shown = run("show", folder, "--format", "json", *TODAY)
    keys = ("shift", "start", "end", "engineer", "status")
    return "\n".join(str([shift[key] for key in keys]) for shift in json.loads(shown.out)["shifts"])


@pytest.fixture
def swapped(copied: Path, run: Run) -> Path:
    """Return the team after a swap."""
    assert run("trade", copied, "swap", FIRST, SECOND, *TODAY, *FORCE).code == 0
    return copied


def test_a_swap_is_taken_back_and_made_again(copied: Path, run: Run) -> None:
    """It says which change, of which day, and who has what; the log keeps both."""
    before = holds(copied, run)
    assert run("trade", copied, "swap", FIRST, SECOND, *TODAY, *FORCE).code == 0
    after = holds(copied, run)
    ran = run("undo", copied, *TODAY)
    assert (ran.code, ran.err) == (0, "")
    first, *sentences = ran.out.splitlines()
    assert first == "Team: takes back the change of Tue 20 Oct 2026: a wedding"
    assert [line[:16] for line in sentences[:2]] == [f"  {FIRST}: ", f"  {SECOND}: "]
    assert "Written: published.csv, changes.csv, rotation.undo.csv" in ran.out
    assert holds(copied, run) == before
    assert run("check", copied, *TODAY).err == ""
    log = (copied / "changes.csv").read_text(encoding="utf-8").splitlines()
    assert [line.rpartition(",")[2] for line in log[3:]] == ["undo: a wedding"] * 2
    stopped = run("undo", copied, *TODAY)
    assert stopped.code == 1
    assert "error: breaks a rule: rest" in stopped.err
    again = run("undo", copied, *TODAY, "--force", "--why", "after all")
    assert again.out.startswith("Team: takes back the change of Tue 20 Oct 2026: undo: a wedding")
    log = (copied / "changes.csv").read_text(encoding="utf-8")
    assert log.endswith(",redo: a wedding; after all (forced: rest)\n")
    assert holds(copied, run) == after


def test_a_dry_run_writes_nothing(swapped: Path, run: Run) -> None:
    """It prints the same."""
    before = files_in(swapped)
    dry = run("undo", swapped, *TODAY, "--dry-run")
    assert dry.code == 0
    assert "Nothing was written (--dry-run)." in dry.out
    assert files_in(swapped) == before
    assert run("undo", swapped, *TODAY).out.splitlines()[:3] == dry.out.splitlines()[:3]


def test_a_publication_is_withdrawn(copied: Path, run: Run) -> None:
    """Nothing is published then, and undoing that publishes it again."""
    before = holds(copied, run)
    day = ("--today", "2026-09-20")
    ran = run("undo", copied, *day)
    assert (ran.code, ran.err) == (0, "")
    assert "no longer published: " in ran.out
    assert len((copied / "published.csv").read_text(encoding="utf-8").splitlines()) == 1
    assert run("who", copied, "--today", "2026-11-10").code == 1
    assert run("undo", copied, *day).code == 0
    assert holds(copied, run) == before


def test_json_has_what_is_undone(swapped: Path, run: Run) -> None:
    """Before what every change prints."""
    document = json.loads(run("undo", swapped, *TODAY, "--format", "json").out)
    assert document["undone"] == {"day": "2026-10-20", "trade": 1, "why": "a wedding"}
    assert [change["why"] for change in document["changes"]] == ["undo: a wedding"] * 2
    assert document["done"] is True
    assert "rotation.undo.csv" in document["written"]


def test_what_breaks_a_rule_needs_force_and_a_reason(swapped: Path, run: Run) -> None:
    """As every change does."""
    rows = (swapped / "published.csv").read_text(encoding="utf-8").splitlines()
    holder = next(row.split(",")[5] for row in rows if row.startswith(FIRST))
    path = swapped / "time_off.csv"
    head = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{head}\n{holder},2026-11-03,2026-11-04,,\n", encoding="utf-8")
    before = files_in(swapped)
    ran = run("undo", swapped, *TODAY)
    assert ran.code == 1
    assert "error: breaks a rule: time_off" in ran.err
    assert "Nothing was saved." in ran.err
    assert files_in(swapped) == before
    assert run("undo", swapped, *TODAY, "--force").code == 2
    assert run("undo", swapped, *TODAY, "--force", "--why", "agreed").code == 0
    log = (swapped / "changes.csv").read_text(encoding="utf-8")
    assert "undo: a wedding; agreed (forced: time_off)" in log


def test_a_shift_that_is_open_again_is_reported(copied: Path, run: Run) -> None:
    """Somebody has to act, so the exit code is 1."""
    path = copied / "published.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    cells = next(row for row in rows if row.startswith(FIRST)).split(",")
    opened = ",".join([*cells[:5], "", *cells[6:]]).replace(",planned,", ",open,")
    text = "\n".join(opened if row.startswith(FIRST) else row for row in rows)
    path.write_text(f"{text}\n", encoding="utf-8")
    run("repair", copied, *TODAY)
    assert run("trade", copied, "cover", FIRST, cells[5], *TODAY, *FORCE).code == 0
    ran = run("undo", copied, *TODAY)
    assert ran.code == 1
    assert f"warning: open again, with nobody on call: {FIRST}; someone must take it" in ran.err


def test_nothing_to_take_back_is_explained(team: Path, run: Run) -> None:
    """With the commands that change the plan."""
    nothing = run("undo", team, *TODAY)
    assert (nothing.code, nothing.out) == (2, "")
    assert nothing.err == (
        "error: rotation.undo.csv: no change of the published plan is recorded, so none can be "
        "taken back; `rotation trade` and `rotation publish` change it\n"
    )


def test_what_is_over_is_explained(swapped: Path, run: Run) -> None:
    """With the trade that gives away the rest."""
    ran = run("undo", swapped, "--today", "2026-11-05")
    assert ran.code == 2
    assert f"{FIRST} has begun on Mon 2 Nov 11:00 EST" in ran.err
    assert f"`rotation trade cover {FIRST} PERSON`" in ran.err
