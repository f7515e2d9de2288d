"""After a handover has moved: what is published is read as it stands, and can be carried over."""

import json
from pathlib import Path

import pytest
from cli_cases import Run
from tests.teams import files_in, head, person, write_files

SETTINGS = ("notice_days = 0", 'on_rest_day = "keep"', "min_rest_days = 0")
TOML = (
    head(*SETTINGS, timezone="Europe/Berlin")
    + """[[track]]
name = "A"
handover = "Mon 10:00"
"""
)
PEOPLE = "".join(map(person, ("ada", "ben", "cai", "dee")))
HEADER = "shift,track,kind,start,end,engineer,status,revision,revised\n"
WEEKS = (
    ("08", "2027-03-08T09:00:00+01:00", "2027-03-15T09:00:00+01:00", "ada"),
    ("15", "2027-03-15T09:00:00+01:00", "2027-03-22T09:00:00+01:00", "ben"),
    ("22", "2027-03-22T09:00:00+01:00", "2027-03-29T09:00:00+02:00", "cai"),
    ("29", "2027-03-29T09:00:00+02:00", "2027-04-05T09:00:00+02:00", "dee"),
)
LAST = "A-2027-04-05,A,regular,2027-04-05T09:00:00+02:00,2027-04-12T09:00:00+02:00,ada"
STATE = ",planned,0,2027-03-01T00:00:00+01:00\n"
TRADES = (
    "trade,when,shift,start,end,from,to,revision,why\n"
    "1,2027-03-02T00:00:00+01:00,A-2027-03-29,2027-03-31T00:00:00+02:00,"
    "2027-04-02T00:00:00+02:00,dee,ada,1,cover\n"
)
TODAY = ("--today", "2027-03-10")
"""In the first week, of Ada."""


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """Return a folder with five weeks from 09:00 on, a cover, and a handover at 10:00 since."""
    rows = "".join(
        f"A-2027-03-{day},A,regular,{start},{end},{who}{STATE}" for day, start, end, who in WEEKS
    )
    files = {
        "rotation.toml": TOML + PEOPLE,
        "published.csv": f"{HEADER}{rows}{LAST}{STATE}",
        "trades.csv": TRADES,
    }
    return write_files(tmp_path / "team", files)


def test_what_is_published_is_read_as_it_stands(moved: Path, run: Run) -> None:
    """Who is on call, notes, hours, loads and the plan itself do not ask the tracks of today."""
    who = run("who", moved, *TODAY, "--format", "json")
    assert who.code == 0
    assert json.loads(who.out)["tracks"][0]["handover"] == "2027-03-15T09:00:00+01:00"
    notes = run("notes", moved, "--today", "2027-03-31")
    assert "Mon 29 Mar 09:00 CEST: Cai hands over to Dee" in notes.out
    hours = run("hours", moved, "--month", "2027-03", *TODAY, "--format", "json")
    people = {person["engineer"]: person for person in json.loads(hours.out)["people"]}
    assert set(people) == {"ada", "ben", "cai", "dee"}
    fairness = run("fairness", moved, *TODAY, "--format", "json")
    shown = run("show", moved, *TODAY)
    assert "A-2027-03-29+3   Wed 31 Mar 00:00   Fri  2 Apr 00:00   Ada" in shown.out
    ran = (who, notes, hours, fairness, shown)
    assert {person.code for person in ran} == {0}
    assert {person.err for person in ran} == {""}


@pytest.mark.parametrize("named", [False, True])
def test_check_warns_once(moved: Path, run: Run, named: bool) -> None:
    """No rule is broken, as no instant is lost; one warning tells that the tracks have moved."""
    schedule = [moved / "published.csv"] if named else []
    ran = run("check", moved, *schedule, *TODAY)
    assert ran.code == 0
    assert "every rule holds" in ran.out
    (warning,) = ran.err.splitlines()
    assert warning.startswith(
        "warning: published.csv:2: shift: 5 published shifts do not fit the tracks as they are now"
    )
    assert "`rotation replan --publish` carries them over to the new bounds" in warning


def test_new_months_can_be_planned(moved: Path, run: Run) -> None:
    """What the horizon does not touch keeps no plan; the plan says that it does not fit."""
    for dates in (("--month", "2027-05"), ("--from", "2027-04-12", "--weeks", "3")):
        ran = run("plan", moved, *dates, *TODAY, "--dry-run")
        assert (ran.code, ran.err) == (0, "")
        assert "5 published shifts do not fit the tracks as they are now" in ran.out.replace(
            "\n  ", " "
        )
    assert "track A on 2027-04-12 from 09:00 to 10:00" in ran.out


@pytest.mark.parametrize("command", ["plan", "explain", "compromises"])
def test_what_needs_fitting_shifts_says_so_once(moved: Path, run: Run, command: str) -> None:
    """A horizon that holds some of them is refused, in one message with the command that helps."""
    ran = run(command, moved, "--from", "2027-03-15", "--to", "2027-05-01", *TODAY)
    assert (ran.code, ran.out) == (2, "")
    (error,) = ran.err.splitlines()
    assert error.startswith(
        "error: published.csv:3: shift: 4 published shifts do not fit the tracks as they are now, "
        "the first: A-2027-03-15 goes from 2027-03-15 10:00 to 2027-03-22 10:00, but is published "
        "as 2027-03-15 09:00 to 2027-03-22 09:00; "
    )
    assert "`rotation replan --publish` carries them over to the new bounds" in error


def test_publishing_beside_them_leaves_an_hour_and_says_why(moved: Path, run: Run) -> None:
    """A plan from 10:00 on, behind shifts until 09:00, is refused with the reason."""
    run("plan", moved, "--from", "2027-04-12", "--weeks", "3", *TODAY, "--quiet")
    before = files_in(moved)
    ran = run("publish", moved, *TODAY)
    assert ran.code == 1
    assert "track A has no line from 2027-04-12 09:00 to 2027-04-12 10:00" in ran.err
    assert "`rotation replan --publish` carries them over" in ran.err.splitlines()[-1]
    assert files_in(moved) == before


def test_trades_go_on_and_are_carried_over(moved: Path, run: Run) -> None:
    """A shift is traded as it stands; replanning takes the trade along, and is one revision."""
    assert run("trade", moved, "cover", "A-2027-04-05", "ben", *TODAY).code == 0
    assert run("trade", moved, "swap", "A-2027-03-15", "A-2027-03-22", *TODAY).code == 0
    assert run("replan", moved, "--publish", *TODAY).code == 0
    lines = (moved / "published.csv").read_text(encoding="utf-8").splitlines()
    cells = {line.split(",")[0]: line.split(",") for line in lines[1:]}
    assert [(cells[s][5], cells[s][10]) for s in sorted(cells)] == [
        *(("ada", "1"), ("cai", "2"), ("ben", "2")),
        *(("dee", "2"), ("dee", "2"), ("ada", "1"), ("ben", "2")),
    ]
    assert cells["A-2027-03-29+3"][3:5] == [
        "2027-03-31T00:00:00+02:00",
        "2027-04-02T00:00:00+02:00",
    ]


def test_replan_carries_holders_over(moved: Path, run: Run) -> None:
    """It tells what moves, writes nothing before it is published, and once is enough."""
    before = files_in(moved)
    dry = run("replan", moved, *TODAY, "--dry-run")
    assert (dry.code, dry.err) == (0, "")
    assert dry.out.splitlines()[:3] == [
        "Team: the tracks have changed; 5 published shifts are carried over",
        "  A-2027-03-08: Mon 8 Mar 09:00 CET to Mon 15 Mar 10:00 CET, was 09:00 to 09:00",
        "  A-2027-03-15: Mon 15 Mar 10:00 CET to Mon 22 Mar 10:00 CET, was 09:00 to 09:00",
    ]
    assert "no one else moves" in dry.out
    assert files_in(moved) == before
    asked = run("replan", moved, *TODAY)
    assert asked.out.splitlines()[-1] == f"To apply it: rotation replan {moved} --publish"
    table = (moved / "out" / "difference.csv").read_text(encoding="utf-8").splitlines()
    assert table[2] == (
        "A-2027-03-15,2027-03-15T10:00:00+01:00,2027-03-22T10:00:00+01:00,ben,ben,"
        "the tracks have changed"
    )
    assert len(table) == 7
    assert "A-2027-03-15: Mon 15 Mar 10:00" in (moved / "out" / "difference.md").read_text(
        encoding="utf-8"
    )
    done = run("replan", moved, *TODAY, "--publish", "--format", "json")
    document = json.loads(done.out)
    assert [shift["shift"] for shift in document["carried"]] == [
        *("A-2027-03-08", "A-2027-03-15", "A-2027-03-22", "A-2027-03-29", "A-2027-04-05")
    ]
    assert document["carried"][1]["after"] == [
        {
            "shift": "A-2027-03-15",
            "start": "2027-03-15T10:00:00+01:00",
            "end": "2027-03-22T10:00:00+01:00",
            "engineer": "ben",
        }
    ]
    after = files_in(moved)
    again = run("replan", moved, *TODAY, "--publish")
    assert "nothing changes; the published plan stays as it is" in again.out
    assert files_in(moved) == after
    for command in (("plan", "--month", "2027-04", "--dry-run"), ("check",)):
        ran = run(command[0], moved, *command[1:], *TODAY)
        assert (ran.code, ran.err) == (0, "")


def test_questions_about_what_is_published_are_about_the_replan(moved: Path, run: Run) -> None:
    """`--published` asks about shifts as they are carried over, and says so."""
    ran = run("why", moved, "dee", "2027-03-30", "--published", *TODAY)
    assert ran.code == 0
    assert ran.err.startswith("warning: the tracks have changed: this is about the published plan")


def test_a_track_that_is_gone_is_read_until_it_is_replanned(moved: Path, run: Run) -> None:
    """Its lines stand until then; then they are gone, and the running one ends today."""
    toml = (TOML + PEOPLE).replace('name = "A"', 'name = "B"')
    (moved / "rotation.toml").write_text(toml, encoding="utf-8")
    who = json.loads(run("who", moved, *TODAY, "--format", "json").out)["tracks"]
    assert [(track["track"], track["now"] and track["now"]["name"]) for track in who] == [
        ("B", None),
        ("A", "Ada"),
    ]
    assert "track A, from Mon 15 Mar 09:00 CET: Ben" in run("notes", moved, *TODAY).out
    refused = run("plan", moved, "--month", "2027-04", *TODAY)
    assert refused.code == 2
    assert "the rotation has no shift A-2027-03-29" in refused.err
    done = run("replan", moved, "--publish", *TODAY)
    assert done.code == 0
    assert "A-2027-03-15: gone, Mon 15 Mar 09:00 CET to Mon 22 Mar 09:00 CET: Ben" in done.out
    lines = (moved / "published.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[4] for line in lines[1:]] == ["2027-03-10T00:00:00+01:00"]
    calendar = (moved / "public" / "people" / "ben.ics").read_text(encoding="utf-8")
    assert "STATUS:CANCELLED" in calendar


def test_a_horizon_without_a_track_is_refused(moved: Path, run: Run) -> None:
    """A plan of nothing would be empty, and every rule would hold."""
    (moved / "rotation.toml").write_text(BOUNDED + PEOPLE, encoding="utf-8")
    ran = run("plan", moved, "--from", "2027-04-05", "--to", "2027-04-10", *TODAY)
    assert ran.code == 2
    assert ran.err == (
        "error: rotation.toml:7: track: no track has a shift from 2027-04-05 to 2027-04-10: "
        "A ends on 2027-04-02, B begins on 2027-04-14; plan other dates, or correct first_day and "
        "last_day\n"
    )


def test_a_calendar_from_before_is_no_trade(moved: Path, run: Run) -> None:
    """Events of shifts that no longer exist are told as such, when people give them back."""
    run("trade", moved, "swap", "A-2027-03-15", "A-2027-03-22", *TODAY)
    (moved / "old.ics").write_bytes((moved / "public" / "schedule.ics").read_bytes())
    toml = (TOML + PEOPLE).replace("Mon 10:00", "Wed 09:00")
    (moved / "rotation.toml").write_text(toml, encoding="utf-8")
    assert run("replan", moved, "--publish", *TODAY).code == 0
    for command in ("sync", "check"):
        same = run(command, moved, moved / "public" / "schedule.ics", *TODAY)
        assert (same.code, same.err) == (0, "")
    old = run("sync", moved, moved / "old.ics", *TODAY)
    assert old.code == 2
    assert "is an old event: A-2027-03-15 no longer exists" in old.err


def test_our_calendar_is_known_by_its_names_of_then(moved: Path, run: Run) -> None:
    """The running shift reaches over two of today's: its event is known by its UID."""
    toml = (TOML + PEOPLE).replace("Mon 10:00", "Sat 09:00")
    (moved / "rotation.toml").write_text(toml, encoding="utf-8")
    assert run("replan", moved, "--publish", *TODAY).code == 0
    ran = run("check", moved, moved / "public" / "schedule.ics", *TODAY)
    assert (ran.code, ran.err) == (0, "")
    assert "every rule holds" in ran.out


BOUNDED = TOML.replace('"Mon 10:00"', '"Mon 09:00"\nlast_day = 2027-04-01') + (
    '[[track]]\nname = "B"\nhandover = "Wed 12:00"\nfirst_day = 2027-04-10\n'
)


def test_tracks_that_begin_and_end_are_no_gaps(moved: Path, run: Run) -> None:
    """Nobody is missing on a track that is over, or that begins later."""
    (moved / "rotation.toml").write_text(BOUNDED + PEOPLE, encoding="utf-8")
    assert run("replan", moved, "--publish", *TODAY).code == 0
    last = run("who", moved, "--today", "2027-04-01")
    assert last.code == 0
    assert last.out.splitlines()[-2].split() == [
        *("A", "Ada", "Fri", "2", "Apr", "00:00", "CEST", "the", "track", "ends")
    ]
    assert last.out.splitlines()[-1].startswith(" B       begins later   Wed 14 Apr 12:00 CEST")
    gone = json.loads(run("who", moved, "--today", "2027-04-03", "--format", "json").out)
    assert [track["track"] for track in gone["tracks"]] == ["B"]
    assert gone["tracks"][0]["begins"] == "2027-04-14T12:00:00+02:00"
    notes = run("notes", moved, "--today", "2027-03-30")
    assert "track A, Fri 2 Apr 00:00 CEST: Ada goes off, and the track ends" in notes.out
    assert "not published" not in notes.out
    later = run("who", moved, "--today", "2027-04-20")
    assert later.code == 1
    assert "nothing published" in later.out
