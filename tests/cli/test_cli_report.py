"""`rotation report`: the report of the published plan, at any time."""

import json
from pathlib import Path

import pytest
from cli_cases import Run, write_team

PUBLISHED = """A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada,planned
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,cleo,planned
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,bela,planned
"""
TODAY = ("--today", "2026-12-08")


def page_of(team: Path) -> str:
    """Return the report in the output folder."""
    return (team / "out" / "report.html").read_text(encoding="utf-8")


def shifts_in(page: str) -> str:
    """Return the section with all shifts."""
    return page.split('<section id="shifts"')[1].split("</section>", maxsplit=1)[0]


def test_a_trade_is_in_the_report(tmp_path: Path, run: Run) -> None:
    """After a trade the report has the new holder, and says that trades are in it."""
    team = write_team(tmp_path, published=PUBLISHED)
    assert run("report", team, *TODAY).code == 0
    before = page_of(team)
    assert "This page shows the published plan of that day, with all trades." in before
    assert "Dora" not in shifts_in(before)
    assert run("trade", team, "cover", "A-2026-12-14", "dora", "--why", "away", *TODAY).code == 0
    ran = run("report", team, *TODAY)
    assert (ran.code, ran.err) == (0, "")
    assert "3 of 3 shifts held" in ran.out
    assert "Dora" in shifts_in(page_of(team))


def test_it_claims_no_proof(tmp_path: Path, run: Run) -> None:
    """Nothing was planned, so there are no goals, no proof and no list of changes."""
    team = write_team(tmp_path, published=PUBLISHED)
    run("report", team, *TODAY)
    page = page_of(team)
    assert "prove" not in page.lower()
    assert 'id="changes"' not in page
    assert "as of Tue 8 Dec 2026" in page


def test_equal_files_and_days_give_equal_bytes(tmp_path: Path, run: Run) -> None:
    """The report depends on the files and on the day alone."""
    team = write_team(tmp_path, published=PUBLISHED)
    run("report", team, *TODAY)
    first = page_of(team)
    run("report", team, *TODAY)
    assert page_of(team) == first


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ((), "2026-12-07", "2026-12-21"),
        (("--since", "2026-12-15"), "2026-12-09", "2026-12-21"),
        (("--until", "2026-12-09"), "2026-12-07", "2026-12-14"),
        (("--month", "2026-12"), "2026-12-07", "2026-12-21"),
    ],
)
def test_a_window_can_be_chosen(
    tmp_path: Path, run: Run, words: tuple[str, ...], first: str, last: str
) -> None:
    """Shifts that overlap the window are shown whole."""
    team = write_team(tmp_path, published=PUBLISHED)
    document = json.loads(run("report", team, *TODAY, *words, "--format", "json").out)
    assert (document["from"], document["to"]) == (first, last)
    assert document["written"] == ["report.html"]


def test_an_open_shift_ends_with_one(tmp_path: Path, run: Run) -> None:
    """Somebody must act; the shift is listed."""
    opened = PUBLISHED.replace("cleo,planned", ",open")
    ran = run("report", write_team(tmp_path, published=opened), *TODAY, "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out)["open"] == ["B-2026-12-09"]


def test_nothing_published_is_bad_input(tmp_path: Path, run: Run) -> None:
    """There is nothing to report, and nothing is written; nor is it by a dry run."""
    team = write_team(tmp_path / "empty")
    ran = run("report", team, *TODAY)
    assert ran.code == 2
    assert "nothing is published then; plan and publish first" in ran.err
    dry = write_team(tmp_path / "dry", published=PUBLISHED)
    assert run("report", dry, *TODAY, "--dry-run").code == 0
    assert not (dry / "out").exists()
    assert not (team / "out").exists()


def test_parts_that_are_over_count(tmp_path: Path, run: Run) -> None:
    """Of a split shift all parts are in the report: loads are those of the ledger."""
    team = write_team(tmp_path, published=PUBLISHED)
    part = ("--from", "2026-12-09", "--why", "away")
    early = ("--today", "2026-12-07")
    assert run("trade", team, "cover", "A-2026-12-07", "dora", *part, *early).code == 0
    assert run("report", team, "--today", "2026-12-10").code == 0
    shifts = shifts_in(page_of(team))
    assert "A-2026-12-07+2" in shifts
    assert "Ada" in shifts


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--month", "2026-12", "--since", "2026-12-08"), "--month: cannot be combined"),
        (("--until", "2026-12-08"), "--until: 2026-12-08 is not after 2026-12-08"),
    ],
)
def test_windows_are_those_of_show(
    tmp_path: Path, run: Run, words: tuple[str, ...], message: str
) -> None:
    """A month with days, and a window that ends before it begins, are bad input in both."""
    team = write_team(tmp_path, published=PUBLISHED)
    for command in ("show", "report"):
        ran = run(command, team, *TODAY, *words)
        assert ran.code == 2
        assert message in ran.err
