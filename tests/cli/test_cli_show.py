"""`rotation show`: the plan that people rely on, trades applied."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from breach_cases import B_WEEKS, BOTH, CASES, COLUMNS, TRACK, WEEKS, Case, line, write_case
from cli_cases import Run
from tests.teams import files_in

TODAY = ("--today", "2027-03-23")
PLAIN = Case("", "")
OPEN = line("B-2027-03-31", "2027-03-31T09:00+02:00", "2027-04-07T09:00+02:00", "")
SHOWN = [
    "B-2027-03-17 Wed 17 Mar 09:00 Wed 24 Mar 09:00 Ada Person",
    "A-2027-03-22 Mon 22 Mar 09:00 Thu 25 Mar 00:00 Cai Person",
    "B-2027-03-24 Wed 24 Mar 09:00 Wed 31 Mar 09:00 Eve Person",
    "A-2027-03-22+2 Thu 25 Mar 00:00 Sun 28 Mar 12:30 Ben Person",
    "A-2027-03-22+3 Sun 28 Mar 12:30 Mon 29 Mar 09:00 Cai Person",
    "A-2027-03-29 Mon 29 Mar 09:00 Mon 5 Apr 09:00 Dee Person",
    "B-2027-03-31 Wed 31 Mar 09:00 Wed 7 Apr 09:00 OPEN",
    "A-2027-04-05 Mon 5 Apr 09:00 Mon 12 Apr 09:00 Ada Person",
]
IDS = [row.split()[0] for row in SHOWN]


@pytest.fixture
def traded(tmp_path: Path, run: Run) -> Path:
    """Return a folder with history, an open shift and a running shift in three parts."""
    files = {"history.csv": COLUMNS + WEEKS[0]}
    case = replace(PLAIN, tracks=BOTH, published=(*WEEKS[1:], *B_WEEKS, OPEN), files=files)
    team = write_case(tmp_path / "team", case)
    part = ("--from", "2027-03-25", "--to", "2027-03-28T12:30", *TODAY)
    assert run("trade", team, "cover", "A-2027-03-22", "ben", *part).code == 0
    return team


def ids(run: Run, team: Path, *options: str) -> list[str]:
    """Return the ids that are shown."""
    document = json.loads(run("show", team, *TODAY, *options, "--format", "json").out)
    return [row["shift"] for row in document["shifts"]]


def test_all_that_is_not_over_is_shown_with_its_trades(traded: Path, run: Run) -> None:
    """A line for each shift and part, by start, with open shifts and who took what."""
    ran = run("show", traded, *TODAY)
    assert (ran.code, ran.err) == (0, "")
    head, *table = ran.out.splitlines()
    assert head == "Team: published plan, from 2027-03-23 on (Europe/Berlin)"
    assert [" ".join(row.split()) for row in table[3:]] == SHOWN
    assert max(map(len, ran.out.splitlines())) <= 80


def test_a_window_holds_what_runs_in_it(traded: Path, run: Run) -> None:
    """Days are half-open, a month is whole, and a split shift comes with all its parts."""
    split = [shift for shift in IDS if shift.startswith("A-2027-03-22")]
    assert ids(run, traded) == IDS
    assert ids(run, traded, "--since", "2027-03-31", "--until", "2027-04-01") == [
        *("B-2027-03-24", "A-2027-03-29", "B-2027-03-31"),
    ]
    assert set(split) <= set(ids(run, traded, "--since", "2027-03-28", "--until", "2027-03-29"))
    assert ids(run, traded, "--month", "2027-03") == ["A-2027-03-15", *IDS[:-1]]
    assert ids(run, traded, "--month", "2027-04") == [*IDS[-3:]]
    assert ids(run, traded, "--month", "2027-05") == []
    assert "Nothing is published then." in run("show", traded, "--month", "2027-05", *TODAY).out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--month", "2027-03", "--since", "2027-03-01"),
            "--month: cannot be combined with --since",
        ),
        (("--until", "2027-03-23"), "--until: 2027-03-23 is not after 2027-03-23"),
        (("--month", "March"), "--month: "),
        (("--since", "1999"), "error: --since: "),
    ],
)
def test_windows_that_are_none_are_refused(
    traded: Path, run: Run, words: tuple[str, ...], message: str
) -> None:
    """Each names its option, and ends with 2."""
    ran = run("show", traded, *TODAY, *words)
    assert (ran.code, ran.out, message in ran.err) == (2, "", True)


def test_the_csv_is_a_schedule(traded: Path, run: Run) -> None:
    """It can be checked, publishing it changes nothing, and it is the plan as it is published."""
    shown = run("show", traded, *TODAY, "--format", "csv").out
    assert shown.startswith("shift,track,kind,start,end,engineer,email,status,rest_days,holidays,")
    copy = traded / "show.csv"
    copy.write_text(shown, encoding="utf-8")
    checked = run("check", traded, copy, *TODAY)
    assert (checked.code, "every rule holds" in checked.out) == (1, True)  # one shift is open
    before = files_in(traded)
    published = run("publish", traded, "--schedule", copy, *TODAY)
    assert "8 shifts to publish: 8 as before" in published.out
    assert files_in(traded) == before
    (traded / "published.csv").write_text(shown, encoding="utf-8")
    (traded / "trades.csv").unlink()
    assert run("show", traded, *TODAY, "--format", "csv").out == shown


def test_json_says_where_each_line_comes_from(traded: Path, run: Run) -> None:
    """With names, days and holidays; what history holds is worked, and holes are missing."""
    lines = (traded / "published.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [text for text in lines if not text.startswith("A-2027-03-29")]
    (traded / "published.csv").write_text("".join(kept), encoding="utf-8")
    options = ("--since", "2027-03-15", *TODAY)
    document = json.loads(run("show", traded, *options, "--format", "json").out)
    assert [row["shift"] for row in document["shifts"] if row["worked"]] == ["A-2027-03-15"]
    cover = next(row for row in document["shifts"] if row["shift"] == "A-2027-03-22+2")
    assert cover == {
        "shift": "A-2027-03-22+2",
        "track": "A",
        "kind": "regular",
        "start": "2027-03-25T00:00:00+01:00",
        "end": "2027-03-28T12:30:00+02:00",
        "engineer": "ben",
        "name": "Ben Person",
        "email": "",
        "status": "planned",
        "days": 4,
        "rest_days": 2,
        "holidays": [],
        "revision": 1,
        "revised": "2027-03-23T00:00:00+01:00",
        "worked": False,
    }
    hole = ("2027-03-29T09:00:00+02:00", "2027-04-05T09:00:00+02:00")
    assert document["missing"] == [{"track": "A", "start": hole[0], "end": hole[1]}]
    assert (document["start"], document["end"]) == ("2027-03-15T00:00:00+01:00", None)
    message = "Track A: nothing published Mon 29 Mar 2027 09:00 CEST to Mon 5 Apr 2027 09:00 CEST\n"
    assert message in run("show", traded, *options).out


def test_what_breaks_a_rule_is_marked_and_reported(tmp_path: Path, run: Run) -> None:
    """The line says which, standard error what to do; showing it is done with 0."""
    team = write_case(tmp_path / "team", CASES["days"])
    ran = run("show", team, *TODAY)
    assert ran.code == 0
    assert "Cai Person (breaks time_off)" in ran.out
    assert "  fix: rotation trade " in ran.err
    document = json.loads(run("show", team, *TODAY, "--format", "json", "--quiet").out)
    assert [breach["shift"] for breach in document["breaches"]] == ["A-2027-03-22"]


def test_lines_are_shown_as_they_stand(tmp_path: Path, run: Run) -> None:
    """Also those of a track that the configuration has no more, or hands over at another time."""
    gone = write_case(tmp_path / "gone", replace(PLAIN, tracks=TRACK.format("B", "Tue")))
    moved = replace(PLAIN, tracks=TRACK.format("A", "Mon").replace("09:00", "10:00"))
    for team in (gone, write_case(tmp_path / "moved", moved)):
        assert ids(run, team) == ["A-2027-03-22", "A-2027-03-29", "A-2027-04-05"]
        assert "Mon 22 Mar 09:00" in run("show", team, *TODAY).out


def test_nothing_published_yet_is_reported(tmp_path: Path, run: Run) -> None:
    """A new team has nothing to show, and that is not an error."""
    ran = run("show", write_case(tmp_path, replace(PLAIN, published=())), *TODAY)
    assert (ran.code, "Nothing is published yet." in ran.out) == (0, True)


def test_it_needs_neither_solver_nor_frames(tmp_path: Path) -> None:
    """Neither OR-Tools nor pandas is imported to look at what is published."""
    team = write_case(tmp_path, CASES["days"])
    script = (
        "import sys; from rotation.cli import main\n"
        f"main(['show', {str(team)!r}, '--today', '2027-03-23'])\n"
        f"main(['who', {str(team)!r}, '--today', '2027-03-23'])\n"
        "print(sorted({'ortools', 'pandas', 'icalendar'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
    assert "  fix: rotation trade " in ran.stderr
