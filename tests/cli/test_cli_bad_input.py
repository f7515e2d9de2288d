import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cli_cases import HEAD, NOVEMBER, Run, write_team
from tests.teams import COLUMNS, NAMES, PEOPLE, TEAM, TRACKS, files_in, person

FIRST = "joined = 2020-01-06\n"
"""Behind Ada's own line of this a test puts another key of hers."""
DECEMBER = ("--month", "2026-12", "--today", "2026-09-20")
CROWD = HEAD + TRACKS + "".join(person(f"P{number} X") for number in range(300))


def pin(shift: str, person: str) -> str:
    """Return the table of a pin."""
    return f'[[pin]]\nshift = "{shift}"\nengineer = "{person}"\n'


def ada(line: str) -> str:
    """Return the team with one more line in Ada's table."""
    return TEAM.replace(FIRST, f"{FIRST}{line}\n", 1)


@dataclass(frozen=True)
class Case:
    """Input that is wrong in one way, and all that is reported."""

    what: str
    messages: tuple[str, ...]
    toml: str = TEAM
    rows: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = NOVEMBER


CASES = [
    Case(
        "misspelt key",
        ("rotation.toml:4: rotation.notise_days: unknown key; did you mean `notice_days`?",),
        TEAM.replace("timezone =", "notise_days = 3\ntimezone ="),
    ),
    Case(
        "unknown table",
        ("rotation.toml:41: rotaton: unknown key; did you mean `rotation`?",),
        TEAM + "[rotaton]\nx = 1\n",
    ),
    Case(
        "missing keys",
        (
            "rotation.toml:1: rotation.name: is missing; add `name = ...`",
            'rotation.toml:1: rotation.timezone: is missing; add `timezone = "America/New_York"`',
        ),
        TEAM.replace('name = "Team"\n', "").replace('timezone = "America/New_York"\n', ""),
    ),
    Case(
        "missing date of joining",
        ("rotation.toml:17: engineer.joined: is missing; add `joined = 2024-03-04`",),
        TEAM.replace(FIRST, "", 1),
    ),
    Case(
        "doubled key",
        ("rotation.toml:3: `name` is given twice; keep one of them",),
        TEAM.replace('name = "Team"\n', 'name = "Team"\nname = "Other"\n'),
    ),
    Case(
        "doubled person",
        ("rotation.toml:43: engineer.id: the id 'ada' is taken by line 17; choose another",),
        TEAM + person("Ada Other"),
    ),
    Case(
        "doubled track",
        ("rotation.toml:42: track.name: 'B' is also the track on line 10",),
        TEAM + '[[track]]\nname = "B"\nhandover = "Fri 11:00"\n',
    ),
    Case(
        "broken TOML",
        ("rotation.toml:41: not valid TOML: expected ']'",),
        TEAM + "[oops\n",
    ),
    Case(
        "unknown zone",
        ("unknown time zone 'America/New_Yrok'; did you mean 'America/New_York'?",),
        TEAM.replace("New_York", "New_Yrok"),
    ),
    Case(
        "unknown country",
        ("rotation.toml:6: holidays.country: unknown country 'Germany'; did you mean 'DE'?",),
        TEAM.replace('"US"', '"Germany"'),
    ),
    Case(
        "unknown weekday",
        ("rotation.toml:9: track.handover: unknown weekday 'Mo'; did you mean 'Mon'?",),
        TEAM.replace("Mon 11:00", "Mo 11:00"),
    ),
    Case(
        "unknown track of a person",
        ("rotation.toml:21: engineer.tracks: unknown track 'C'; known: A, B",),
        ada('tracks = ["C"]'),
    ),
    Case(
        "unknown manager",
        ("rotation.toml:21: engineer.manager: unknown engineer 'fai'; did you mean 'fay'?",),
        ada('manager = "fai"'),
    ),
    Case(
        "unknown person in a file",
        ("time_off.csv:2: engineer: unknown engineer 'aba'; did you mean 'ada'?",),
        rows={"time_off": "aba,2026-11-02,2026-11-03,,\n"},
    ),
    Case(
        "unknown track in a file",
        ("published.csv:2: shift: the rotation has no shift Z-2026-11-02; its tracks are A, B",),
        rows={
            "published": "Z-2026-11-02,Z,regular,2026-11-02T11:00-05:00,"
            "2026-11-09T11:00-05:00,ada,planned\n"
        },
    ),
    Case(
        "impossible days, and an end before its start",
        (
            "time_off.csv:2: start: there is no day 2026-13-01",
            "time_off.csv:3: end: there is no day 2026-02-30",
            "time_off.csv:4: end: 2026-11-03 lies before start, 2026-11-05; swap them",
        ),
        rows={
            "time_off": "ada,2026-13-01,2027-01-03,,\nbela,2026-02-20,2026-02-30,,\n"
            "cleo,2026-11-05,2026-11-03,,\n"
        },
    ),
    Case(
        "no date",
        ("rotation.toml:20: engineer.joined: expects a date, got the text 'soon'; write it as",),
        TEAM.replace(FIRST, 'joined = "soon"\n', 1),
    ),
    Case(
        "gone before there",
        ("rotation.toml:21: engineer.leaves: leaves on 2019-01-01, which is not after joining",),
        ada("leaves = 2019-01-01"),
    ),
    Case(
        "pin on a vacation",
        (
            "rotation.toml:41: pin: Ada Byron would be away during A-2026-11-02: 2026-11-04 "
            "to 2026-11-05 (time_off.csv:2); remove the pin, or what conflicts with it",
        ),
        TEAM + pin("A-2026-11-02", "ada"),
        {"time_off": "ada,2026-11-04,2026-11-05,,\n"},
    ),
    Case(
        "pins without rest",
        (
            "rotation.toml:41: pin: Ada Byron would hold A-2026-11-02 and A-2026-11-09 but needs 7 "
            "days between shifts",
        ),
        TEAM + pin("A-2026-11-02", "ada") + pin("A-2026-11-09", "ada"),
    ),
    Case(
        "pin on a volunteer shift that was not offered",
        ("rotation.toml:41: pin: Ada Byron did not volunteer for A-2026-12-25",),
        TEAM + pin("A-2026-12-25", "ada"),
        options=DECEMBER,
    ),
    Case(
        "pin on no shift",
        ("the rotation has no shift A-2026-11-03; did you mean A-2026-11-02?",),
        TEAM + pin("A-2026-11-03", "ada"),
    ),
    Case(
        "pin of nobody",
        ("rotation.toml:43: pin.engineer: unknown engineer 'zed'; add an [[engineer]] table",),
        TEAM + pin("A-2026-11-02", "zed"),
    ),
    Case(
        "published at other times",
        (
            "published.csv:2: shift: A-2026-11-02 goes from 2026-11-02 11:00 to 2026-11-09 "
            "11:00, but is published as 2026-11-02 10:00 to 2026-11-09 11:00; correct the times",
        ),
        rows={
            "published": "A-2026-11-02,A,regular,2026-11-02T10:00-05:00,"
            "2026-11-09T11:00-05:00,ada,planned\n"
        },
    ),
    Case(
        "published on another day",
        ("published.csv:2: shift: the rotation has no shift A-2026-11-03; did you mean A-2026",),
        rows={
            "published": "A-2026-11-03,A,regular,2026-11-03T11:00-05:00,"
            "2026-11-09T11:00-05:00,ada,planned\n"
        },
    ),
    Case(
        "empty team",
        ("rotation.toml: engineer: is missing; add an [[engineer]] table",),
        HEAD + TRACKS,
    ),
    Case(
        "no track",
        ("rotation.toml: track: is missing; add a [[track]] table",),
        HEAD + PEOPLE,
    ),
    Case(
        "beyond 2100",
        ("--to: the horizon ends after 2100-01-01; plan less at a time",),
        options=("--from", "2099-01-01", "--to", "2100-01-02"),
    ),
    Case(
        "too many decisions",
        (
            "--to: 300 people and about 2400 shifts make more than 250 000 decisions, "
            "which take too much time and memory; plan at most 416 weeks at a time with --from "
            "and --to, and publish between",
        ),
        CROWD,
        options=("--from", "2027-01-01", "--to", "2050-01-01"),
    ),
    Case(
        "control character in a name",
        ("rotation.toml:18: engineer.name: 'Ada\\x07Byron' has a control character, U+0007",),
        TEAM.replace("Ada Byron", "Ada\\u0007Byron"),
    ),
    Case(
        "formatting character in a name",
        ("'Ada\\u202eByron' has a formatting character, U+202E; remove it",),
        TEAM.replace("Ada Byron", "Ada\\u202eByron"),
    ),
    Case(
        "faults of several files",
        (
            "rotation.toml:4: rotation.timezone: unknown time zone",
            "rotation.toml:9: track.handover: unknown weekday 'Mo'",
            "time_off.csv:2: engineer: unknown engineer 'aba'",
            "volunteers.csv:2: end: 2026-12-20 lies before start",
        ),
        TEAM.replace("New_York", "New_Yrok").replace("Mon 11:00", "Mo 11:00"),
        {
            "time_off": "aba,2026-11-02,2026-11-03,,\n",
            "volunteers": "ada,2026-12-25,2026-12-20,,\n",
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_wrong_input_is_reported_with_place_and_fix(tmp_path: Path, run: Run, case: Case) -> None:
    """Wrong input ends with 2, one error line a fault and nothing else, and writes nothing."""
    team = write_team(tmp_path / "team", case.toml, **case.rows)
    before = files_in(tmp_path)

    ran = run("plan", team, *case.options)

    lines = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert len(lines) == len(case.messages)
    for line, message in zip(lines, case.messages, strict=True):
        assert line.startswith("error: ")
        assert message in line
    assert files_in(tmp_path) == before


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("engineer,start,end,kind,notes", "notes: unknown column; did you mean 'note'?"),
        ("engineer,start,kind,note", "end: the column is missing; add it"),
        ("engineer,start,end,end,note", "end: the column appears twice; remove one"),
        ("engineer;start;end;kind;notes", "notes: unknown column; did you mean 'note'?"),
    ],
)
def test_a_wrong_column_is_named(team: Path, run: Run, header: str, message: str) -> None:
    """A misspelt, missing or doubled column ends with 2 on line 1, whatever separates them."""
    (team / "time_off.csv").write_text(f"{header}\n", encoding="utf-8")

    ran = run("plan", team, *NOVEMBER)

    assert ran.code == 2
    assert ran.err.startswith("error: time_off.csv:1: ")
    assert message in ran.err
    assert not (team / "out").exists()


def test_what_a_command_refuses_check_refuses_too(team: Path, run: Run) -> None:
    """`check` tells the same faults of the team's files as `plan`."""
    (team / "time_off.csv").write_text("engineer,start\n", encoding="utf-8")

    ran = run("check", team, team / "schedule.csv")

    assert (ran.code, ran.out) == (2, "")
    assert "error: time_off.csv:1: end: the column is missing" in ran.err


def test_one_person_leaves_shifts_open(tmp_path: Path, run: Run) -> None:
    """A team of one is planned; what the rest forbids stays open, is explained, and ends with 1."""
    team = write_team(tmp_path / "team", HEAD + TRACKS + person("Ada Byron"))

    ran = run("plan", team, *NOVEMBER)

    assert ran.code == 1
    assert ran.err == ""
    assert "OPEN" in ran.out
    assert "Ada Byron" in ran.out
    assert "no one available: 1 on call " in ran.out
    assert (team / "out" / "plan.json").is_file()


def test_everybody_away_opens_every_regular_shift(tmp_path: Path, run: Run) -> None:
    """When all are on vacation each regular shift is open, with the reason, and the end is 1."""
    away = "".join(f"{name.split()[0].lower()},2026-10-01,2027-01-31,,\n" for name in NAMES)
    team = write_team(tmp_path / "team", time_off=away)

    ran = run("plan", team, *NOVEMBER)

    assert ran.code == 1
    assert "Open regular shifts, to be filled by hand" in ran.out
    assert "A-2026-11-02: no one available: 6 away" in ran.out
    lines = (team / "out" / "schedule.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 11
    assert all(",,,open," in line for line in lines)


def test_names_like_formulas_cannot_become_one(tmp_path: Path, run: Run) -> None:
    """A name that starts like a formula is planned, and no cell of a CSV starts with it."""
    names = ("=1+1", "+2", "-3", "@four", "=five", "=six")
    people = "".join(
        f'[[engineer]]\nname = "{name}"\nid = "p{number}"\njoined = 2020-01-06\n'
        for number, name in enumerate(names)
    )
    team = write_team(tmp_path / "team", HEAD + TRACKS + people)
    planned = run("plan", team, *NOVEMBER, "--format", "csv")
    away = "".join(f"p{number},2026-11-01,2026-11-30,,\n" for number in range(6))
    (team / "time_off.csv").write_text(COLUMNS["time_off"] + away, encoding="utf-8")

    checked = run("check", team, team / "out" / "schedule.csv", "--format", "csv")

    assert (planned.code, checked.code) == (0, 1)
    for name in names:
        assert f",'{name} holds " in checked.out
    for text in (planned.out, checked.out):
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("out", ["a-file", "a-file/below"])
def test_an_output_folder_that_cannot_be_one_is_refused(team: Path, run: Run, out: str) -> None:
    """An --out that is a file, or lies below one, ends with 2 and a fix; the file stays."""
    (team / "a-file").write_text("mine", encoding="utf-8")

    ran = run("plan", team, *NOVEMBER, "--out", team / out)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {team / out}: ")
    assert "--out" in ran.err
    assert (team / "a-file").read_text(encoding="utf-8") == "mine"
    assert not (team / "out").exists()


def test_a_folder_in_the_way_of_a_file_leaves_the_rest_alone(team: Path, run: Run) -> None:
    """When one file cannot be replaced, every other file of the last plan stays as it was."""
    assert run("plan", team, *NOVEMBER).code == 0
    (team / "out" / "schedule.ics").unlink()
    (team / "out" / "schedule.ics").mkdir()
    before = files_in(team)

    ran = run("plan", team, "--month", "2026-12", "--today", "2026-09-20")

    assert (ran.code, ran.out) == (2, "")
    assert "cannot write the output here" in ran.err
    assert files_in(team) == before


@pytest.mark.parametrize("config", ["nowhere", "nowhere/rotation.toml", "."])
def test_a_missing_configuration_names_init(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, config: str
) -> None:
    """A configuration that is not there ends with 2 and tells of `init`."""
    monkeypatch.chdir(tmp_path)

    ran = run("plan", config)

    assert (ran.code, ran.out) == (2, "")
    assert "no such file; `rotation init` writes one to start from" in ran.err
    assert list(tmp_path.iterdir()) == []
