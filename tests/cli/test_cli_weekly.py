"""`rotation notes` on the command line."""

import json
from datetime import date
from pathlib import Path

from cli_cases import Run, write_team

import rotation

LINES = """A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada,planned
B-2026-12-02,B,regular,2026-12-02T11:00-05:00,2026-12-09T11:00-05:00,bela,planned
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,cleo,planned
A-2026-11-30,A,regular,2026-11-30T11:00-05:00,2026-12-07T11:00-05:00,dora,planned
"""


def test_the_week_of_today_or_of_a_day(tmp_path: Path, run: Run) -> None:
    """`--today` and `--week` with a day of the week print the same Markdown, and write nothing."""
    team = write_team(tmp_path, published=LINES)
    before = sorted(tmp_path.rglob("*"))
    ran = run("notes", team, "--today", "2026-12-09")
    assert ran.code == 0
    assert ran.out.startswith("## Team: Mon 7 Dec to Sun 13 Dec 2026\n")
    assert run("notes", team, "--week", "2026-12-13", "--today", "2026-01-01").out == ran.out
    assert sorted(tmp_path.rglob("*")) == before


def test_as_data(tmp_path: Path, run: Run) -> None:
    """The JSON names hand-overs by id; a week nobody published ends with 1."""
    team = write_team(tmp_path, published=LINES)
    document = json.loads(run("notes", team, "--week", "2026-12-07", "--format", "json").out)
    assert [(h["from"], h["to"], h["staying"]) for h in document["handovers"]] == [
        ("dora", "ada", ["bela"]),
        ("bela", "cleo", ["ada"]),
    ]
    assert run("notes", team, "--week", "2027-02-01", "--quiet").code == 1


def test_for_slack(tmp_path: Path, run: Run) -> None:
    """`--format slack` is data that was asked for: `--quiet` prints it as well."""
    team = write_team(tmp_path, published=LINES)
    ran = run("notes", team, "--week", "2026-12-07", "--format", "slack", "--quiet")
    assert ran.out.startswith("*Team: Mon 7 Dec to Sun 13 Dec 2026*\n\n*Hand-overs*\n\n• track A")
    notes = rotation.load(team).notes(date(2026, 12, 7))
    assert notes.slack == ran.out
    assert notes.text != ran.out
