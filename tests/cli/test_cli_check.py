import csv
import io
import json
from pathlib import Path

import pytest
from cli_cases import NOVEMBER, Run, write_team
from tests.teams import COLUMNS, TEAM

HEADER = COLUMNS["history"]
LINES = (
    "A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,ada",
    "B-2026-11-04,B,regular,2026-11-04T11:00-05:00,2026-11-12T11:00-05:00,emil",
    "A-2026-11-09,A,regular,2026-11-09T11:00-05:00,2026-11-16T11:00-05:00,bela",
    "B-2026-11-11,B,regular,2026-11-12T11:00-05:00,2026-11-18T11:00-05:00,fay",
    "A-2026-11-16,A,regular,2026-11-16T11:00-05:00,2026-11-23T11:00-05:00,cleo",
    "B-2026-11-18,B,regular,2026-11-18T11:00-05:00,2026-11-25T11:00-05:00,ada",
    "A-2026-11-23,A,regular,2026-11-23T11:00-05:00,2026-11-30T11:00-05:00,dora",
)
"""November as a person may have written it: Veterans Day moves the handover of track B."""
CHRISTMAS = (
    "A-2026-12-25,A,volunteer,2026-12-25T00:00-05:00,2026-12-27T00:00-05:00,ada",
    "B-2026-12-25,B,volunteer,2026-12-25T00:00-05:00,2026-12-27T00:00-05:00,bela",
)
OFFERS = "ada,2026-12-25,2026-12-26,,\nbela,2026-12-25,2026-12-26,,\n"

SPAN = "from 2026-11-02 to 2026-11-30"


def schedule(folder: Path, *lines: str) -> Path:
    """Write a schedule and return its path."""
    path = folder / "schedule.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def edited(number: int, old: str, new: str) -> tuple[str, ...]:
    """Return November with one line changed."""
    lines = list(LINES)
    assert old in lines[number]
    lines[number] = lines[number].replace(old, new)
    return tuple(lines)


def test_a_schedule_that_keeps_the_rules_passes(team: Path, run: Run) -> None:
    """A schedule written by hand that keeps every rule ends with 0 and one line that says so."""
    path = schedule(team, *LINES)

    ran = run("check", team, path)

    assert (ran.code, ran.out, ran.err) == (0, f"{path}: 7 shifts {SPAN}, every rule holds\n", "")


@pytest.mark.parametrize("name", ["schedule.csv", "schedule.ics"])
def test_our_own_output_passes(tmp_path: Path, run: Run, name: str) -> None:
    """What `plan` writes over Christmas, as CSV or calendar, is judged to keep every rule."""
    offers = "ada,2026-12-25,2027-01-01,,1\nbela,2026-12-25,2027-01-01,2,\n"
    team = write_team(tmp_path / "team", volunteers=offers)
    period = ("--from", "2026-12-14", "--to", "2027-01-11", "--today", "2026-09-20")
    planned = run("plan", team, *period)
    path = team / "out" / name

    ran = run("check", team, path, "--today", "2026-09-20")

    assert planned.code == 0
    rules = [line for line in ran.out.splitlines() if not line.startswith("open: nobody holds ")]
    shifts = len((team / "out" / "schedule.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert rules == [f"{path}: {shifts} shifts from 2026-12-07 to 2027-01-13, every rule holds"]
    assert ran.code == 0
    assert "(volunteer)" in planned.out


BROKEN = {
    "hole": (
        (*LINES[:2], *LINES[3:]),
        {},
        TEAM,
        "coverage: track A has no line from 2026-11-09 11:00 to 2026-11-16 11:00, which belongs "
        "to A-2026-11-09",
    ),
    "late start": (
        edited(2, "2026-11-09T11:00", "2026-11-09T15:00"),
        {},
        TEAM,
        "coverage: track A has no line from 2026-11-09 11:00 to 2026-11-09 15:00, which belongs "
        "to A-2026-11-09",
    ),
    "time off": (
        LINES,
        {"time_off": "ada,2026-11-04,2026-11-05,,\n"},
        TEAM,
        "time_off: Ada Byron holds A-2026-11-02 but is away 2026-11-04 to 2026-11-05",
    ),
    "rest": (
        edited(4, ",cleo", ",bela"),
        {},
        TEAM,
        "rest: Bela Bartok holds A-2026-11-09 and A-2026-11-16 but needs 7 days between shifts",
    ),
    "two tracks at once": (
        edited(1, ",emil", ",ada"),
        {},
        TEAM,
        "overlap: Ada Byron holds A-2026-11-02 and B-2026-11-04",
    ),
    "newcomers": (
        LINES,
        {},
        TEAM.replace("2020-01-06", "2026-08-01", 1).replace(
            'id = "emil"\njoined = 2020-01-06', 'id = "emil"\njoined = 2026-08-03'
        ),
        "newcomers: Ada Byron and Emil Post are both new and on call together in A-2026-11-02",
    ),
    "too early": (
        LINES,
        {},
        TEAM.replace("2020-01-06", "2026-10-01", 1),
        "membership: Ada Byron holds A-2026-11-02",
    ),
    "not on the track": (
        LINES,
        {},
        TEAM.replace('id = "ada"\n', 'id = "ada"\ntracks = ["B"]\n'),
        "tracks: Ada Byron holds A-2026-11-02",
    ),
    "not offered": (
        CHRISTMAS,
        {"volunteers": OFFERS.splitlines(keepends=True)[0]},
        TEAM,
        "volunteers: Bela Bartok holds B-2026-12-25 but did not volunteer for it",
    ),
    "a regular line for volunteers' days": (
        (CHRISTMAS[0].replace("volunteer", "regular"), CHRISTMAS[1]),
        {"volunteers": OFFERS},
        TEAM,
        "coverage: A-2026-12-25 is a regular shift, but overlaps A-2026-12-25, a volunteer one",
    ),
    "a volunteers' line for a regular week": (
        edited(0, "regular", "volunteer"),
        {"volunteers": "ada,2026-11-01,2026-11-30,,\n"},
        TEAM,
        "coverage: A-2026-11-02 is a volunteer shift, but overlaps A-2026-11-02, a regular one",
    ),
    "pin": (
        LINES,
        {},
        TEAM + '[[pin]]\nshift = "A-2026-11-02"\nengineer = "dora"\n',
        "locks: ",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_rule_is_reported_in_a_sentence(tmp_path: Path, run: Run, what: str) -> None:
    """A schedule that breaks one rule ends with 1 and the sentence that names shifts and people."""
    lines, rows, toml, message = BROKEN[what]
    team = write_team(tmp_path / "team", toml, **rows)
    path = schedule(team, *lines)

    ran = run("check", team, path)

    assert ran.code == 1
    assert ran.err == ""
    assert [line for line in ran.out.splitlines() if line.startswith(message)]
    assert f"{path}: {len(lines)} shifts from " in ran.out
    assert " broken rule" in ran.out


def test_a_changed_lock_counts_only_inside_the_notice(tmp_path: Path, run: Run) -> None:
    """A published shift given to another breaks `locks` when it begins inside the notice."""
    published = "".join(f"{line},planned\n" for line in LINES)
    team = write_team(tmp_path / "team", published=published)
    path = schedule(team, *edited(6, ",dora", ",bela"))

    inside = run("check", team, path, "--today", "2026-11-01")
    outside = run("check", team, path, "--today", "2026-09-20")

    assert (inside.code, outside.code) == (1, 0)
    assert inside.out.startswith("locks: ")
    assert "A-2026-11-23" in inside.out
    assert "Dora Maar" in inside.out


def test_lines_of_one_track_that_overlap_break_coverage(team: Path, run: Run) -> None:
    """Two lines of one track that share time are a broken rule: 1, with both shifts."""
    path = schedule(team, *edited(0, "2026-11-09", "2026-11-10"))

    ran = run("check", team, path)

    assert (ran.code, ran.err) == (1, "")
    assert "coverage: A-2026-11-02 and A-2026-11-09 are both on track A from 2026-11-09" in ran.out


def test_an_open_regular_shift_is_for_somebody_to_fix(team: Path, run: Run) -> None:
    """An open regular shift breaks no rule, and ends with 1."""
    ran = run("check", team, path := schedule(team, *edited(2, ",bela", ",")))

    assert ran.code == 1
    assert ran.out.splitlines() == [
        f"open: nobody holds A-2026-11-09 ({path}:4)",
        f"{path}: 7 shifts {SPAN}, 1 regular shift open; every rule holds for the others",
    ]


def test_an_open_volunteer_shift_is_a_remark(tmp_path: Path, run: Run) -> None:
    """An open volunteer shift is told, and ends with 0."""
    team = write_team(tmp_path / "team", volunteers=OFFERS)

    ran = run("check", team, schedule(team, CHRISTMAS[0], CHRISTMAS[1].replace(",bela", ",")))

    assert ran.code == 0
    assert "open: nobody holds B-2026-12-25" in ran.out


def test_json_says_the_same(team: Path, run: Run) -> None:
    """`--format json` gives each broken rule with its shifts, people and places, and nothing else.

    Open shifts are listed by id.
    """
    lines = edited(4, ",cleo", ",bela")
    path = schedule(team, *lines[:5], lines[5].replace(",ada", ","), lines[6])

    ran = run("check", team, path, "--format", "json")

    assert ran.code == 1
    document = json.loads(ran.out)
    assert document["holds"] is False
    assert document["open"] == ["B-2026-11-18"]
    (broken,) = document["broken"]
    assert broken["rule"] == "rest"
    assert broken["shifts"] == ["A-2026-11-09", "A-2026-11-16"]
    assert broken["people"] == ["bela"]


def test_csv_says_the_same(team: Path, run: Run) -> None:
    """`--format csv` gives a header and one row a broken rule."""
    path = schedule(team, *edited(4, ",cleo", ",bela"))

    ran = run("check", team, path, "--format", "csv", "--quiet")

    assert ran.code == 1
    (row,) = csv.DictReader(io.StringIO(ran.out))
    assert (row["rule"], row["people"]) == ("rest", "bela")
    assert row["shifts"] == "A-2026-11-09; A-2026-11-16"


def test_quiet_leaves_the_exit_code(team: Path, run: Run) -> None:
    """`--quiet` prints nothing of a judgement; the exit code tells it."""
    broken = run("check", team, schedule(team, *edited(4, ",cleo", ",bela")), "--quiet")
    right = run("check", team, schedule(team, *LINES), "--quiet")

    assert [(r.code, r.out, r.err) for r in (broken, right)] == [(1, "", ""), (0, "", "")]


def calendar(*events: tuple[str, str, str]) -> str:
    """Return a calendar that another tool may have written: title, start and end."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN"]
    for number, (summary, start, end) in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@elsewhere", "DTSTAMP:20260901T000000Z"]
        lines += [f"DTSTART:{start}", f"DTEND:{end}", f"SUMMARY:{summary}", "END:VEVENT"]
    return "\r\n".join((*lines, "END:VCALENDAR", ""))


def test_a_foreign_calendar_is_judged(team: Path, run: Run) -> None:
    """Events that another tool wrote are matched to shifts by person, track and time."""
    path = team / "foreign.ics"
    events = (
        ("Ada Byron on call (A)", "20261102T160000Z", "20261109T160000Z"),
        ("Emil Post on call (B)", "20261104T160000Z", "20261112T160000Z"),
        ("Ada Byron on call (A)", "20261109T160000Z", "20261116T160000Z"),
    )
    path.write_text(calendar(*events), encoding="utf-8")

    ran = run("check", team, path)

    assert ran.code == 1
    assert ran.out.startswith("rest: Ada Byron holds A-2026-11-02 and A-2026-11-09 but needs 7 ")
    assert f"{path}: 3 shifts from 2026-11-02 to 2026-11-16, 1 broken rule\n" in ran.out


def test_an_event_of_nobody_known_is_refused(team: Path, run: Run) -> None:
    """A foreign event that names no engineer of the team ends with 2, its line and its title."""
    path = team / "foreign.ics"
    path.write_text(
        calendar(("Zed Shaw on call (A)", "20261102T160000Z", "20261109T160000Z")), encoding="utf-8"
    )

    ran = run("check", team, path)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {path}:4: SUMMARY: 'Zed Shaw on call (A)' ")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing.csv", "no such file"),
        ("nothing.ics", "no such file"),
        ("schedule.txt", "is neither .csv nor .ics; give a schedule"),
        ("", "is neither .csv nor .ics; give a schedule"),
    ],
)
def test_what_is_no_schedule_is_refused(team: Path, run: Run, name: str, message: str) -> None:
    """A schedule that is missing, a folder or another kind of file ends with 2 and its name."""
    (team / "schedule.txt").write_text("x", encoding="utf-8")

    ran = run("check", team, team / name)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {team / name}: {message}")


def test_a_file_name_cannot_steer_the_terminal(team: Path, run: Run) -> None:
    """Control characters in the name of a schedule are shown escaped."""
    path = team / "\x1b[31mred.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in LINES), encoding="utf-8")

    good, bad = run("check", team, path), run("check", team, team / "\x1b[0m.txt")

    assert (good.code, bad.code) == (0, 2)
    assert "\x1b" not in good.out + bad.err


def test_the_plan_of_another_month_passes_too(team: Path, run: Run) -> None:
    """The plan of one month does not have to cover another that lies around it."""
    assert run("plan", team, *NOVEMBER).code == 0

    assert run("check", team, team / "out" / "schedule.csv").code == 0
