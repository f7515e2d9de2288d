"""`rotation repair`, and what every command says of files that contradict each other."""

import json
from pathlib import Path

import pytest
from cli_cases import NOVEMBER, Run
from tests.teams import files_in

from rotation.journal import JOURNAL

TODAY = ("--today", "2026-09-20")


@pytest.fixture
def torn(team: Path, run: Run) -> Path:
    """Return a team whose trades.csv was brought back as it was before a cover."""
    assert run("plan", team, *NOVEMBER).code == 0
    assert run("publish", team, *TODAY).code == 0
    rows = [r.split(",") for r in (team / "published.csv").read_text("utf-8").splitlines()[1:]]
    holders = [row[5] for row in rows]
    taker = next(person for person in holders if person not in holders[-6:])
    assert run("trade", team, "cover", rows[-1][0], taker, *TODAY).code == 0
    (team / "trades.csv").unlink()
    return team


def covered(torn: Path) -> set[str]:
    """Return who had the shift and who took it, by the log of changes."""
    last = (torn / "changes.csv").read_text("utf-8").splitlines()[-1].split(",")
    return {person for person in last if (torn / "public" / "people" / f"{person}.ics").exists()}


def test_commands_say_which_file_disagrees_and_go_on(torn: Path, run: Run) -> None:
    """One line per file with the command that helps; exit code and output are those of always."""
    ran = run("who", torn, "--today", "2026-11-30")
    warnings = ran.err.splitlines()
    assert [line.split(": ")[1] for line in warnings] == [
        "changes.csv:2",
        "public/schedule.ics",
        f"public/people/{min(covered(torn))}.ics",
    ]
    truth = "published.csv and trades.csv are the truth"
    tail = f"{truth}; rotation repair {torn} makes the other files agree"
    assert all(line.endswith(f"; {tail}") for line in warnings)
    assert "; the same holds for 1 more of people's calendars; " in warnings[2]
    assert run("repair", torn, *TODAY, "--quiet").out == ""
    again = run("who", torn, "--today", "2026-11-30")
    assert (again.code, again.out, again.err) == (ran.code, ran.out, "")


def test_repair_says_what_it_makes_agree(torn: Path, run: Run) -> None:
    """Each thing on a line; the log grows, nobody's shift changes, a second run finds nothing."""
    before = files_in(torn)
    dry = run("repair", torn, *TODAY, "--dry-run")
    assert (dry.code, dry.err) == (0, "")
    assert dry.out.endswith("Nothing was written (--dry-run).\n")
    assert files_in(torn) == before
    done = run("repair", torn, *TODAY)
    assert done.out.splitlines()[:-1] == dry.out.splitlines()[:-1]
    assert done.out.splitlines()[0] == ("Team: 4 things differed from published.csv and trades.csv")
    files = (
        "changes.csv, public/index.html, public/schedule.ics, public/schedule.json, published.csv"
    )
    assert f"Written: {files} and 6 calendars" in " ".join(done.out.split())
    assert files_in(torn)["changes.csv"].startswith(before["changes.csv"])
    same = run("repair", torn, *TODAY)
    assert same.out == "Team: changes.csv and public agree with published.csv and trades.csv\n"


def test_repair_as_json(torn: Path, run: Run) -> None:
    """What disagreed, what the log gained, and the files, with the same keys when all agrees."""
    first = json.loads(run("repair", torn, *TODAY, "--format", "json", "--why", "merge").out)
    assert [item["file"] for item in first["disagreements"]][:2] == [
        "changes.csv",
        "public/schedule.ics",
    ]
    assert [change["why"] for change in first["changes"]] == ["merge"]
    assert "published.csv" in first["written"]
    second = json.loads(run("repair", torn, *TODAY, "--format", "json").out)
    assert second == {"disagreements": [], "changes": [], "written": []}


def test_a_journal_nobody_can_settle_can_be_forgotten(torn: Path, run: Run) -> None:
    """`--discard` removes it and leaves every file as it is; without it nothing is written."""
    run("repair", torn, *TODAY)
    (torn / JOURNAL).write_text("no journal", encoding="utf-8")
    before = files_in(torn)
    refused = run("repair", torn, *TODAY)
    assert refused.code == 2
    assert "is not a journal of this program; nothing was changed" in refused.err
    assert "`rotation repair --discard`" in refused.err
    assert files_in(torn) == before
    done = run("repair", torn, *TODAY, "--discard")
    assert done.code == 0
    assert done.err == f"note: {JOURNAL} was discarded; every file is left as it is\n"
    del before[JOURNAL]
    assert files_in(torn) == before
