"""`rotation archive`: what is over moves to history."""

import json
from pathlib import Path

from cli_cases import Run
from tests.teams import files_in

LATER = ("--today", "2026-12-01")


def test_what_is_over_moves(copied: Path, run: Run) -> None:
    """The table names where and what; a second run has nothing to do."""
    before = files_in(copied)
    dry = run("archive", copied, *LATER, "--dry-run")
    assert (dry.code, files_in(copied)) == (0, before)
    ran = run("archive", copied, *LATER)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:2] == [
        "Team: 9 shifts that were over before 2026-12-01 move to history.csv",
        "  A: 5 shifts, Mon 26 Oct 2026 11:00 EDT to Mon 30 Nov 2026 11:00 EST",
    ]
    assert "Written: published.csv, history.csv, public/index.html" in ran.out
    again = run("archive", copied, *LATER)
    assert again.code == 0
    assert "nothing to archive: no published shift was over before 2026-12-01" in again.out
    assert "nothing was written" in again.out


def test_commands_that_read_print_the_same(copied: Path, run: Run) -> None:
    """But for the mark of shifts in history; no file contradicts another."""
    lines = (
        ("who", "--format", "json"),
        ("fairness", "--format", "json"),
        ("hours", "--month", "2026-11", "--format", "csv"),
        ("notes", "--week", "2026-11-23"),
        ("show", "--since", "2026-11-01", "--format", "csv"),
        ("report", "--month", "2026-11", "--format", "json", "--dry-run"),
        ("check",),
    )
    before = [run(name, copied, *rest, *LATER) for name, *rest in lines]
    assert run("archive", copied, *LATER, "--before", "2026-11-20", "--quiet").code == 0
    after = [run(name, copied, *rest, *LATER) for name, *rest in lines]
    assert after[:-1] == before[:-1]
    assert (after[-1].code, after[-1].err) == (before[-1].code, "")
    shown = run("show", copied, "--since", "2026-11-01", *LATER).out
    assert shown.count("(worked)") == 6


def test_json_has_every_line(copied: Path, run: Run) -> None:
    """With what was written, and whether it is done."""
    ran = run("archive", copied, *LATER, "--format", "json")
    document = json.loads(ran.out)
    assert [shift["shift"] for shift in document["shifts"]][:2] == ["A-2026-10-26", "B-2026-10-28"]
    assert (document["before"], document["file"]) == ("2026-12-01", "history.csv")
    assert document["done"] is True
    assert document["written"][:2] == ["published.csv", "history.csv"]
    assert (document["changes"], document["kept"]) == ([], [])


def test_a_later_day_and_what_is_not_published_are_explained(
    copied: Path, team: Path, run: Run
) -> None:
    """Bad input names the option; without a published plan there is nothing to move."""
    ran = run("archive", copied, *LATER, "--before", "2026-12-02")
    assert (ran.code, ran.out) == (2, "")
    assert "--before: 2026-12-02 is after today, 2026-12-01" in ran.err
    nothing = run("archive", team, *LATER)
    assert (nothing.code, nothing.err) == (0, "")
    assert "nothing to archive" in nothing.out


def test_everything_published_may_move(copied: Path, run: Run) -> None:
    """The published plan is empty then, and the next month is planned and published as before."""
    later = ("--today", "2026-12-20")
    assert run("archive", copied, *later).code == 0
    assert len((copied / "published.csv").read_text(encoding="utf-8").splitlines()) == 1
    assert run("who", copied, *later).code == 1
    planned = run("plan", copied, "--month", "2027-02", "--effort", "1", *later, "--quiet")
    assert planned.code in {0, 1}
    assert run("publish", copied, *later, "--quiet").code in {0, 1}
    assert len((copied / "published.csv").read_text(encoding="utf-8").splitlines()) > 8


def test_a_file_without_a_name_is_read_if_it_is_there(copied: Path, run: Run) -> None:
    """`history = []` says that there is none (H74)."""
    path = copied / "rotation.toml"
    text = path.read_text(encoding="utf-8")
    named = ('history = "history.csv"\n', 'published = "published.csv"\n')
    assert named[0] in text
    path.write_text(text.replace(named[0], "").replace(named[1], ""), encoding="utf-8")
    (copied / "history.csv").unlink()
    assert run("archive", copied, *LATER).code == 0
    shown = run("show", copied, "--since", "2026-11-01", *LATER).out
    assert "(worked)" in shown
    path.write_text(
        path.read_text(encoding="utf-8").replace("[files]\n", "[files]\nhistory = []\n"),
        encoding="utf-8",
    )
    assert "(worked)" not in run("show", copied, "--since", "2026-11-01", *LATER).out


def test_a_plan_with_a_name_of_its_own_needs_one_for_history(copied: Path, run: Run) -> None:
    """Two rotations may share a folder: none reads the history of the other."""
    path = copied / "rotation.toml"
    text = path.read_text(encoding="utf-8").replace('history = "history.csv"\n', "")
    path.write_text(text.replace('"published.csv"', '"emea.csv"'), encoding="utf-8")
    (copied / "published.csv").rename(copied / "emea.csv")
    before = files_in(copied)
    ran = run("archive", copied, *LATER)
    assert (ran.code, files_in(copied)) == (2, before)
    assert ran.err == (
        "error: rotation.toml: [files] history: names no file to which shifts could move; write "
        'history = "emea-history.csv" there, and make the file: '
        "`head -n 1 emea.csv > emea-history.csv`\n"
    )
    head, _, _ = (copied / "emea.csv").read_bytes().partition(b"\n")
    (copied / "emea-history.csv").write_bytes(head + b"\n")
    text = path.read_text(encoding="utf-8")
    named = text.replace("[files]\n", '[files]\nhistory = "emea-history.csv"\n')
    path.write_text(named, encoding="utf-8")
    assert run("archive", copied, *LATER).code == 0
