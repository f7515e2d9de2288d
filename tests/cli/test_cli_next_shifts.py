"""`rotation who --person`: somebody's next shifts."""

import json
from pathlib import Path

import pytest
from cli_cases import Run, write_team

PUBLISHED = """A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada,planned
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,,open
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,ada,planned
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,bela,planned
"""
WORKED = """A-2026-11-30,A,regular,2026-11-30T11:00-05:00,2026-12-07T11:00-05:00,ada
"""


def test_what_is_not_over_is_shown_by_start(tmp_path: Path, run: Run) -> None:
    """The present shift is marked, later ones follow, what is over and others' shifts do not."""
    team = write_team(tmp_path, published=PUBLISHED, history=WORKED)
    ran = run("who", team, "--person", "Ada Byron", "--at", "2026-12-08")
    assert (ran.code, ran.err) == (0, "")
    head, *rows = [line for line in ran.out.splitlines() if line.strip()]
    assert head == "Ada Byron, from Tue 8 Dec 2026 12:00 EST (America/New_York)"
    assert [row.split()[0] for row in rows[2:]] == ["A-2026-12-07", "A-2026-12-21"]
    assert ["on call now" in row for row in rows[2:]] == [True, False]
    early = run("who", team, "--person", "ada", "--at", "2026-12-07T10:59").out
    assert "A-2026-11-30" in early
    assert max(map(len, ran.out.splitlines())) <= 80


def test_times_stay_on_their_line(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said beside a shift is broken into lines, its bounds are not; else it is a list."""
    team = write_team(tmp_path, published=PUBLISHED)
    for width in ("80", "60"):
        monkeypatch.setenv("COLUMNS", width)
        shown = run("who", team, "--person", "ada", "--at", "2026-12-08").out
        assert "Mon 21 Dec 11:00 EST" in shown
        assert max(map(len, shown.splitlines())) <= int(width)


def test_json_has_the_time_zone_of_the_person(tmp_path: Path, run: Run) -> None:
    """Instants are those of the person's own clock."""
    team = write_team(tmp_path, published=PUBLISHED)
    text = (team / "rotation.toml").read_text(encoding="utf-8")
    moved = text.replace('id = "bela"', 'id = "bela"\ntimezone = "Europe/Berlin"')
    (team / "rotation.toml").write_text(moved, encoding="utf-8")
    ran = run("who", team, "--person", "bela", "--at", "2026-12-08", "--format", "json")
    document = json.loads(ran.out)
    assert (document["engineer"], document["timezone"]) == ("bela", "Europe/Berlin")
    (shift,) = document["shifts"]
    assert (shift["shift"], shift["start"]) == ("A-2026-12-14", "2026-12-14T17:00:00+01:00")
    assert shift["now"] is False


def test_nothing_ahead_is_no_failure(tmp_path: Path, run: Run) -> None:
    """Somebody without a shift reads so; somebody unknown is bad input."""
    team = write_team(tmp_path, published=PUBLISHED)
    ran = run("who", team, "--person", "cleo", "--at", "2026-12-08")
    assert ran.code == 0
    assert ran.out.strip().endswith("no shift is published")
    wrong = run("who", team, "--person", "nobody", "--at", "2026-12-08")
    assert wrong.code == 2
    assert "nobody is called 'nobody'" in wrong.err
