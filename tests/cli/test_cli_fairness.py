import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from cli_cases import Run, write_team
from tests.teams import TEAM, person

# Ada carries two of three weeks; the other five people share nothing out but one.
HISTORY = """A-2026-10-05,A,regular,2026-10-05T11:00-04:00,2026-10-13T11:00-04:00,ada
A-2026-10-12,A,regular,2026-10-13T11:00-04:00,2026-10-19T11:00-04:00,bela
"""
PUBLISHED = "A-2026-10-19,A,regular,2026-10-19T11:00-04:00,2026-10-26T11:00-04:00,ada,planned\n"
SPAN = ("--since", "2026-10-01", "--until", "2026-11-01", "--today", "2026-10-20")
PAY = '[pay]\noff_hours = 1.5\nholiday = "3"\nlieu_weekend = 0.5\n'
MONTH = ("--month", "2026-10", "--today", "2026-11-20")


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    """Return a team with three weeks of one track on record."""
    toml = TEAM + person('=HYPERLINK("x")').replace('id = "=hyperlink("x")"', 'id = "evil"')
    toml = toml.replace('"=HYPERLINK("x")"', "'=HYPERLINK(\"x\")'")
    return write_team(tmp_path / "team", toml + PAY, history=HISTORY, published=PUBLISHED)


def test_fairness_prints_who_is_how_far_out(run: Run, worked: Path) -> None:
    """The furthest above stands first, equal people share a row, and nothing is written."""
    ran = run("fairness", worked, *SPAN)

    assert ran.code == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "Team: shifts from 2026-10-01 to 2026-11-01"
    assert "Who Load Fair share Difference" in lines
    assert "Ada Byron 2 0.43 +1.57" in lines
    assert '=HYPERLINK("x"), Cleo Laine, Dora Maar, Emil Post, Fay Wray 0 0.43 -0.43' in lines
    assert any(line.startswith("shifts 0.") for line in lines)
    assert ran.err == ""


def test_the_gate_names_who_is_too_far_out(run: Run, worked: Path) -> None:
    """`--max-difference` is exit code 1 and a sentence each; exactly the limit is allowed."""
    ran = run("fairness", worked, *SPAN, "--max-difference", "1", "--quiet")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Ada Byron is +1.57 shifts from a fair share, more than 1\n"
    assert run("fairness", worked, *SPAN, "--max-difference", "11/7").code == 0
    by = run("fairness", worked, *SPAN, "--max-difference", "0.9", "--by", "holidays", "--quiet")
    assert (by.code, by.err) == (0, "")


def test_tracks_are_compared_one_by_one(run: Run, worked: Path) -> None:
    """A table for each track, and a limit that holds for all of them."""
    ran = run("fairness", worked, *SPAN, "--by", "tracks", "--max-difference", "1")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[:2] == ["Team: shifts of each track from 2026-10-01 to 2026-11-01", "A"]
    assert "Ada Byron 2 0.43 +1.57" in lines
    assert any(line.startswith("shifts of A 0.") for line in lines)
    assert (ran.code, ran.err) == (
        1,
        "Ada Byron is +1.57 shifts of A from a fair share, more than 1\n",
    )
    by_shifts = run("fairness", worked, *SPAN, "--by", "shifts").out
    assert "shifts of A" not in by_shifts


def test_nights_are_compared(run: Run, worked: Path) -> None:
    """Ada has 14 whole nights and two parts in New York, of 8 hours each."""
    ran = run("fairness", worked, *SPAN, "--by", "night-hours")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "Team: night hours from 2026-10-01 to 2026-11-01"
    assert "Ada Byron 120 24 +96.00" in lines
    assert "Bela Bartok 48 24 +24.00" in lines


def test_the_ledger_is_exported(run: Run, worked: Path, tmp_path: Path) -> None:
    """The CSV file is what `--format csv` prints; the workbook has the ledger and the indices."""
    files = (tmp_path / "l.csv", tmp_path / "l.xlsx")
    ran = run("fairness", worked, *SPAN, "--csv", files[0], "--xlsx", files[1], "--format", "csv")

    assert ran.code == 0
    assert files[0].read_text(encoding="utf-8") == ran.out
    rows = {(r["engineer"], r["quantity"]): r for r in csv.DictReader(io.StringIO(ran.out))}
    assert rows["ada", "holidays"]["load"] == "1"
    assert float(rows["ada", "shifts"]["share"]) == pytest.approx(3 / 7, abs=1e-6)
    assert rows["evil", "shifts"]["name"] == '\'=HYPERLINK("x")'
    book = openpyxl.load_workbook(files[1])
    assert book.sheetnames == ["Ledger", "Indices"]
    evil = next(row for row in book["Ledger"].iter_rows() if row[0].value == "evil")
    assert (evil[1].value, evil[1].data_type) == ('=HYPERLINK("x")', "s")
    first = files[1].read_bytes()
    run("fairness", worked, *SPAN, "--xlsx", files[1])
    assert files[1].read_bytes() == first


def test_a_dry_run_writes_nothing(run: Run, worked: Path, tmp_path: Path) -> None:
    """`--dry-run` says what would be written."""
    ran = run("hours", worked, *MONTH, "--csv", tmp_path / "h.csv", "--dry-run")

    assert ran.code == 0
    assert "not written (--dry-run)" in ran.err
    assert not (tmp_path / "h.csv").exists()


def test_a_file_that_cannot_be_written_is_reported(run: Run, worked: Path, tmp_path: Path) -> None:
    """The other file is not written either, and nothing is left behind."""
    before = sorted(tmp_path.iterdir())
    names = ("--csv", tmp_path / "l.csv", "--xlsx", tmp_path / "none" / "l.xlsx")
    ran = run("fairness", worked, *SPAN, *names)

    assert ran.code == 2
    assert "cannot be written: no such file or directory; name files in a folder" in ran.err
    assert sorted(tmp_path.iterdir()) == before


def test_fairness_and_hours_load_no_solver(worked: Path) -> None:
    """Neither OR-Tools nor pandas is loaded, whatever is printed and written."""
    script = f"""
import sys
from rotation.cli import main
main(["fairness", {str(worked)!r}, "--today", "2026-10-20", "--until", "2026-11-01"])
main(["hours", {str(worked)!r}, "--month", "2026-10"])
print([name for name in ("ortools", "pandas") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_fairness_as_json(run: Run, worked: Path) -> None:
    """The document has the window, the people, the indices and who is above the limit."""
    ran = run("fairness", worked, *SPAN, "--format", "json", "--max-difference", "1")
    document = json.loads(ran.out)

    assert document["window"] == {"since": "2026-10-01", "until": "2026-11-01"}
    assert document["above"] == ["ada"]
    assert document["people"][0]["load"]["hours"] == 192 + 168
    assert document["people"][0]["holidays"] == {"Columbus Day": 1}
    assert document["people"][0]["load"]["tracks: A"] == 2
    assert document["people"][0]["load"]["night_hours"] == 15 * 8
    assert document["indices"]["shifts"]["people"] == 7


def test_a_draft_counts_in_place_of_the_published_plan(
    run: Run, worked: Path, tmp_path: Path
) -> None:
    """Cleo takes the published week in a draft."""
    draft = tmp_path / "draft.csv"
    head = "shift,track,kind,start,end,engineer,status\n"
    draft.write_text(head + PUBLISHED.replace(",ada,", ",cleo,"), encoding="utf-8")
    ran = run("fairness", worked, *SPAN, "--format", "json", "--draft", draft)

    loads = {p["engineer"]: p["load"]["shifts"] for p in json.loads(ran.out)["people"]}
    assert (loads["ada"], loads["bela"], loads["cleo"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--by", "shift"), "--by: there is no ledger 'shift'; did you mean 'shifts'?"),
        (("--max-difference", "-1"), "is not a number of 0 or more"),
        (("--since", "2026-11-01"), "--until: the window ends on 2026-11-01"),
    ],
)
def test_wrong_usage_is_reported(
    run: Run, worked: Path, arguments: tuple[str, ...], message: str
) -> None:
    """Each mistake is exit code 2, with the fix."""
    ran = run("fairness", worked, *SPAN, *arguments)

    assert ran.code == 2
    assert message in ran.err


def test_hours_prints_kinds_pay_and_time_in_lieu(run: Run, worked: Path) -> None:
    """Ada: two weeks with Columbus Day; each column's sum is that of the printed numbers.

    5 to 13 October: working 6 + 32 + 2, off-hours 7 + 64 + 9, weekend 48, holiday 24. 19 to 26:
    40, 80 and 48. Off-hours 160 x 1.5 and 24 x 3 are 312; 96 x 0.5 are 48 hours in lieu.
    """
    ran = run("hours", worked, *MONTH)

    assert ran.code == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "Who Working Off-hours Weekend Holiday Hours Pay (USD) In lieu (h)" in lines
    assert "Ada Byron 80.00 160.00 96.00 24.00 360.00 312.00 48.00" in lines
    assert "Bela Bartok 32.00 64.00 48.00 0.00 144.00 96.00 24.00" in lines
    assert "Sum 112.00 224.00 144.00 24.00 504.00 408.00 72.00" in lines


@pytest.mark.parametrize("width", [50, 80, 100])
def test_hours_keep_the_names_whole_on_a_narrow_screen(
    run: Run, worked: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """Columns that do not fit beside the names stand in a table of their own, with its sums."""
    wide = run("hours", worked, *MONTH).out
    monkeypatch.setattr("rotation.cli.terminal.WIDTH_ELSEWHERE", width)
    lines = run("hours", worked, *MONTH).out.splitlines()

    assert max(map(len, lines)) <= width
    tables = sum(line.startswith(" Who") for line in lines)
    assert tables == {50: 3, 80: 2, 100: 1}[width]
    for name in ("Ada Byron", "Bela Bartok"):
        whole = next(line for line in wide.splitlines() if name in line).split()
        shown = [cell for line in lines if name in line for cell in line.split()]
        assert [cell for cell in shown if cell not in name.split()] == whole[2:]
    assert sum(line.startswith(" Sum") for line in lines) == tables


def test_hours_are_of_the_month_before_today(run: Run, worked: Path) -> None:
    """Without `--month` it is the last whole month."""
    assert run("hours", worked, "--today", "2026-11-20").out == run("hours", worked, *MONTH).out


def test_hours_are_exported(run: Run, worked: Path, tmp_path: Path) -> None:
    """The workbook has a sheet of people and one of shifts, and is the same bytes twice."""
    file = tmp_path / "h.xlsx"
    ran = run("hours", worked, *MONTH, "--xlsx", file, "--format", "json")
    first = file.read_bytes()
    book = openpyxl.load_workbook(file)
    people = list(book["Hours"].iter_rows(values_only=True))
    shifts = list(book["Shifts"].iter_rows(values_only=True))

    assert [row[0] for row in people] == ["engineer", "ada", "bela"]
    assert [row[2] for row in shifts[1:]] == ["A-2026-10-05", "A-2026-10-19", "A-2026-10-12"]
    assert sum(row[-1] for row in shifts[1:]) == 504
    document = json.loads(ran.out)
    assert document["people"][0]["shifts"][0]["seconds"]["holiday"] == 24 * 3600
    run("hours", worked, *MONTH, "--xlsx", file)
    assert file.read_bytes() == first


def test_without_rates_it_says_where_they_go(run: Run, tmp_path: Path) -> None:
    """Hours are counted all the same."""
    team = write_team(tmp_path / "team", history=HISTORY)
    ran = run("hours", team, *MONTH)

    assert ran.code == 0
    assert "Pay" not in ran.out
    assert "add a [pay] table" in ran.out
