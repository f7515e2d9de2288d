"""Time off that is nobody's: refused, skipped, ignored, or judged by whoever needs its days."""

from datetime import date
from pathlib import Path

import pytest
from tests.teams import write_files

import rotation
from rotation.__main__ import main
from rotation.errors import BadInput

CONFIG = """[rotation]
name = "Team"
timezone = "Europe/Berlin"
notice_days = 0
history_days = 400
{more}
[[track]]
name = "A"
handover = "Mon 09:00"
[files]
time_off = ["team.ics", "off.csv"]
[[engineer]]
name = "Ada Lovelace"
joined = 2020-01-01
[[engineer]]
name = "Ben Becker"
joined = 2020-01-01
"""
SKIP = '[time_off]\nunmatched = "skip"'
TODAY = date(2026, 11, 20)


def event(line: int, title: str, start: str, end: str, rule: str = "") -> str:
    """Return an event of whole days."""
    times = f"DTSTART;VALUE=DATE:{start}\nDTEND;VALUE=DATE:{end}\n{rule}"
    head = f"BEGIN:VEVENT\nUID:{line}@x\nDTSTAMP:20261101T000000Z\nSUMMARY:{title}\n"
    return f"{head}{times}END:VEVENT\n"


def folder(path: Path, *events: str, rows: str = "", more: str = "") -> Path:
    """Write a team with a calendar and a CSV file of time off."""
    calendar = "".join(("BEGIN:VCALENDAR\nVERSION:2.0\n", *events, "END:VCALENDAR\n"))
    files = {
        "rotation.toml": CONFIG.format(more=more),
        "team.ics": calendar.replace("\n", "\r\n"),
        "off.csv": f"engineer,start,end,kind\n{rows}",
    }
    return write_files(path, files)


ADA = event(1, "Ada Lovelace (Vacation)", "20261207", "20261212")
OFFICE = event(2, "Office closed", "20261224", "20261227")
ZOE = event(3, "Zoe Zimmer (Sick)", "20261214", "20261215")
ZOE_ROW = "Zoe Zimmer,2026-12-14,2026-12-15,\n"


def away(team: rotation.Rotation) -> list[str]:
    """Return who is away from when on."""
    return [f"{t.engineer} {t.start:%m-%d}" for t in team.time_off]


def test_strangers_are_refused_by_default(tmp_path: Path) -> None:
    """Each with its line and the keys that help, all at once."""
    with pytest.raises(BadInput) as caught:
        rotation.load(folder(tmp_path, ADA, OFFICE, ZOE, rows=ZOE_ROW))
    places = [fault.place for fault in caught.value.faults]
    assert places == ["off.csv:2: engineer", "team.ics:10: VEVENT", "team.ics:17: VEVENT"]
    for fault in caught.value.faults:
        assert "`aliases`" in fault.hint
        assert '[time_off] ignore`, or set `unmatched = "skip"`' in fault.hint


def test_strangers_can_be_skipped(tmp_path: Path) -> None:
    """Counted and listed once a file; who is known is read."""
    team = rotation.load(folder(tmp_path, ADA, OFFICE, ZOE, rows=ZOE_ROW, more=SKIP))
    assert away(team) == ["ada-lovelace 12-06"]
    assert [str(remark) for remark in team.remarks] == [
        "off.csv: 1 skipped, not in the rotation: 'Zoe Zimmer' (line 2)",
        "team.ics: 2 skipped, not in the rotation: 'Office closed' (line 10), "
        "'Zoe Zimmer (Sick)' (line 17)",
    ]
    assert team.unmatched == ()


def test_what_needs_a_look_is_listed_first(tmp_path: Path) -> None:
    """A name near one of ours, a namesake, two people: why it was skipped stands beside it."""
    titles = ("Yoga", "Zoe Zimmer", "Zoe Zimmer", "Ada Lovlace", "Ada Byron", "Ada and Ben")
    events = [event(n, title, "20261207", "20261208") for n, title in enumerate(titles)]
    rows = "Ada Lovlace,2026-12-07,2026-12-08,\n"
    team = rotation.load(folder(tmp_path, *events, rows=rows, more=SKIP))
    assert away(team) == []
    rows_said, events_said = (remark.what for remark in team.remarks)
    near = "did you mean 'ada-lovelace'?"
    assert rows_said == f"1 skipped, not in the rotation: 'Ada Lovlace' (line 2: {near})"
    assert events_said == (
        "6 skipped, not in the rotation: "
        "'Ada Byron' (line 31: 'Ada Byron' is somebody else), "
        "'Ada Lovlace' (line 24: did you mean 'Ada Lovelace'?), "
        "'Ada and Ben' (line 38: names more than one engineer (ada-lovelace, ben-becker)), "
        "'Yoga' (line 3), 'Zoe Zimmer' (lines 10, 17)"
    )


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    """Fifty titles are listed and the rest is counted."""
    rows = "".join(f"Stranger {n:03},2026-12-07,2026-12-08,\n" for n in range(60))
    (remark,) = rotation.load(folder(tmp_path, ADA, rows=rows, more=SKIP)).remarks
    assert remark.what.startswith("60 skipped, not in the rotation: 'Stranger 000' (line 2), ")
    assert remark.what.endswith("'Stranger 049' (line 51), ... (60 in all)")


def test_what_is_skipped_bounds_no_horizon(tmp_path: Path) -> None:
    """A series of nobody's without end is skipped and ignored like a single event."""
    endless = event(6, "Payday", "20260105", "20260106", "RRULE:FREQ=MONTHLY\n")
    for setting in (SKIP, '[time_off]\nignore = "Payday"'):
        team = rotation.load(folder(tmp_path, ADA, endless, more=setting))
        assert (away(team), team.time_off_known) == (["ada-lovelace 12-06"], None)


def test_titles_can_be_ignored(tmp_path: Path) -> None:
    """Letter case, blanks and accents aside, whoever is invited; in own calendars, too."""
    ignore = '[time_off]\nignore = ["office  CLOSED", "Zoé Zimmer (Sick)", "Zoe Zimmer"]'
    invited = OFFICE.replace("SUMMARY", "ATTENDEE;CN=Ben Becker:x:y\nSUMMARY")
    team = rotation.load(folder(tmp_path, ADA, invited, ZOE, rows=ZOE_ROW, more=ignore))
    assert (away(team), team.remarks) == (["ada-lovelace 12-06"], ())
    toml = CONFIG.format(more=ignore).replace('["team.ics", "off.csv"]', '"off.csv"')
    toml = toml.replace('name = "Ben Becker"', 'name = "Ben Becker"\ntime_off = "team.ics"')
    (tmp_path / "rotation.toml").write_text(toml, encoding="utf-8")
    assert away(rotation.load(tmp_path)) == ["ben-becker 12-06"]


def test_a_row_of_our_own_is_not_ignored(tmp_path: Path) -> None:
    """`ignore` is of titles, and of names that nobody of the rotation has."""
    ignore = '[time_off]\nignore = ["Ada Lovelace", "Office"]'
    team = rotation.load(
        folder(tmp_path, rows="Ada Lovelace,2026-12-07,2026-12-08,\n", more=ignore)
    )
    assert away(team) == ["ada-lovelace 12-06"]
    with pytest.raises(BadInput, match="'Office closed' names no engineer"):
        rotation.load(folder(tmp_path, OFFICE, more=ignore))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('unmatched = "ignore"', "unknown choice 'ignore'; known: error, skip"),
        ('unmatched = "skipp"', "unknown choice 'skipp'; did you mean 'skip'?"),
        ("unmatched = true", 'expects a text, got true; write "error" or "skip"'),
        ("ignore = []", "is an empty list; leave the key out or name one"),
        ("ignore = [3]", "expects a title or a list of such, got the number 3"),
        ("skip = true", "unknown key"),
    ],
)
def test_a_setting_at_fault_gets_its_message(tmp_path: Path, lines: str, message: str) -> None:
    """Faults of the table stand at its keys."""
    with pytest.raises(BadInput) as caught:
        rotation.load(folder(tmp_path, ADA, more=f"[time_off]\n{lines}"))
    (fault,) = caught.value.faults
    assert fault.place.startswith("rotation.toml:7: time_off.")
    assert message in str(fault)


def test_skipping_is_for_time_off_only(tmp_path: Path) -> None:
    """Somebody unknown in any other file is bad input whatever `[time_off]` says."""
    toml = CONFIG.format(more=SKIP).replace("[files]", '[files]\nwishes = "wishes.csv"')
    (folder(tmp_path, ADA) / "rotation.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "wishes.csv").write_text(
        "engineer,start,end,want\nZoe Zimmer,2026-12-14,2026-12-15,no\n", encoding="utf-8"
    )
    with pytest.raises(BadInput, match="unknown engineer 'Zoe Zimmer'"):
        rotation.load(tmp_path)


# -- what has ended -------------------------------------------------------------------------------

PAST = event(4, "Zoe Zimmer (Sick)", "20260105", "20260110")
PAST_ROW = "Zoe Zimmer,2026-01-05,2026-01-09,{}\n"


def test_what_has_ended_stops_nobody_who_does_not_need_it(tmp_path: Path) -> None:
    """A plan of December does not ask who was away in January; one of January does."""
    team = rotation.load(folder(tmp_path, PAST, rows=PAST_ROW.format("")), today=TODAY)
    assert len(team.unmatched) == 2
    assert team.plan(month="2026-12", today=TODAY).rows
    with pytest.raises(BadInput) as caught:
        team.plan(month="2026-01", today=date(2025, 12, 1))
    assert [fault.place for fault in caught.value.faults] == [
        "off.csv:2: engineer",
        "team.ics:3: VEVENT",
    ]


def test_leave_that_has_ended_counts_in_shares(tmp_path: Path) -> None:
    """Leave lowers a share as far back as fairness looks; vacation does not."""
    with_leave = rotation.load(folder(tmp_path, rows=PAST_ROW.format("leave")), today=TODAY)
    with pytest.raises(BadInput, match="unknown engineer 'Zoe Zimmer'"):
        with_leave.plan(month="2026-12", today=TODAY)
    with pytest.raises(BadInput, match="unknown engineer 'Zoe Zimmer'"):
        with_leave.ledger(since=date(2026, 1, 1), until=date(2026, 2, 1))
    assert with_leave.ledger(since=date(2026, 2, 1), until=date(2026, 3, 1)) is not None
    vacation = rotation.load(folder(tmp_path, PAST, rows=PAST_ROW.format("vacation")), today=TODAY)
    assert vacation.ledger(since=date(2026, 1, 1), until=date(2026, 2, 1)) is not None


@pytest.mark.parametrize(
    ("today", "code"),
    [("2026-01-10", 0), ("2026-01-09", 2), ("2026-01-04", 2)],
)
def test_what_has_not_ended_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], today: str, code: int
) -> None:
    """Until its last day is over every command refuses it, whatever its own window."""
    folder(tmp_path, PAST)
    arguments = ["plan", str(tmp_path), "--month", "2026-12", "--today", today, "--dry-run"]
    assert main([*arguments, "--quiet"]) == code
    assert ("'Zoe Zimmer (Sick)' names no engineer" in capsys.readouterr().err) is bool(code)


def test_without_a_clock_what_was_worked_is_over(tmp_path: Path) -> None:
    """From Python, `today` left out, time is over as far as the history goes."""
    folder(tmp_path, PAST)
    with pytest.raises(BadInput, match="names no engineer"):
        rotation.load(tmp_path)
    toml = CONFIG.format(more="").replace("[files]", '[files]\nhistory = "history.csv"')
    (tmp_path / "rotation.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "history.csv").write_text(
        "shift,track,kind,start,end,engineer\n"
        "A-2026-02-02,A,regular,2026-02-02T09:00+01:00,2026-02-09T09:00+01:00,Ada Lovelace\n"
    )
    assert len(rotation.load(tmp_path).unmatched) == 1


def test_an_event_that_repeats_is_refused_for_what_is_to_come(tmp_path: Path) -> None:
    """Of a series that is nobody's the past is judged by its days, the rest at once."""
    weekly = event(5, "Yoga", "20260105", "20260106", "RRULE:FREQ=WEEKLY;COUNT=4\n")
    team = rotation.load(folder(tmp_path, weekly), today=date(2026, 2, 1))
    assert len(team.unmatched) == 4
    with pytest.raises(BadInput) as caught:
        rotation.load(tmp_path, today=date(2026, 1, 20))
    assert len(caught.value.faults) == 1


def test_notes_of_a_week_need_to_know_who_was_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A past week with time off that is nobody's is refused, another week is not."""
    folder(tmp_path, PAST)
    (tmp_path / "published.csv").write_text(
        "shift,track,kind,start,end,engineer\n"
        "A-2026-01-05,A,regular,2026-01-05T09:00+01:00,2026-01-12T09:00+01:00,ben-becker\n"
    )
    week = ["notes", str(tmp_path), "--today", "2026-11-20", "--week"]
    assert main([*week, "2026-01-07"]) == 2
    assert "'Zoe Zimmer (Sick)' names no engineer" in capsys.readouterr().err
    assert main([*week, "2026-01-14"]) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "command",
    [
        ["plan", "--month", "2026-12", "--dry-run"],
        ["who", "--at", "2026-12-01T12:00"],
        ["hours", "--month", "2026-12"],
        ["fairness", "--since", "2026-11-01", "--until", "2026-12-01"],
        ["trade", "suggest", "A-2026-12-07"],
    ],
)
def test_every_command_lists_what_was_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    """Once, on standard error, with --quiet as well."""
    folder(tmp_path, ADA, OFFICE, more=SKIP)
    (tmp_path / "published.csv").write_text(
        "shift,track,kind,start,end,engineer\n"
        "A-2026-12-07,A,regular,2026-12-07T09:00+01:00,2026-12-14T09:00+01:00,ben-becker\n"
    )
    name, *options = command
    main([name, str(tmp_path), *options, "--today", "2026-11-20", "--quiet"])
    message = capsys.readouterr().err
    assert message.count("warning: team.ics: 1 skipped, not in the rotation: 'Office closed'") == 1
