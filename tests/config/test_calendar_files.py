"""Calendar files as programs write them: line ends, what is not an event, dates far away."""

from datetime import date
from pathlib import Path

import pytest
from calendar_cases import GOOD, OWN, START, calendar, event, instant, read, remarks, spans

from rotation.cli.main import main
from rotation.errors import BadInput
from rotation.model.settings import RotationData
from rotation.problems import build_problem

DATA = calendar(GOOD)
AWAY = ["ada 12-21T00:00 12-24T00:00"]
FORMS = {
    "CRLF": DATA,
    "LF": DATA.replace(b"\r\n", b"\n"),
    "CR": DATA.replace(b"\r\n", b"\r"),
    "CR CR LF": DATA.replace(b"\r\n", b"\r\r\n"),
    "CR inside, LF outside": DATA.replace(b"\r\nDTSTART", b"\rDTSTART").replace(b"\r\n", b"\n"),
    "every second one": b"".join(
        line + (b"\r" if n % 2 else b"\r\n") for n, line in enumerate(DATA.split(b"\r\n"))
    ),
    "a byte order mark and CR": b"\xef\xbb\xbf" + DATA.replace(b"\r\n", b"\r"),
    "no last one": DATA.rstrip(),
    "blanks before": b"\r\n \r\n" + DATA,
    "blanks behind": DATA.replace(b"\r\n", b"  \r\n") + b"\r\n",
    "a blank after BEGIN": DATA.replace(b"BEGIN:VEVENT", b"BEGIN: VEVENT"),
    "in small letters": DATA.replace(b"BEGIN:VEVENT", b"begin:vevent").replace(b"DT", b"dt"),
    "BEGIN folded": DATA.replace(b"BEGIN:VEVENT", b"BEGIN:VE\r\n VENT"),
    "a value folded": DATA.replace(b"20261221", b"2026\r\n\t1221"),
    "a fold behind an empty line": DATA.replace(b"20261221", b"2026\r\n\r\n 1221"),
    "folded with CR": DATA.replace(b"20261221", b"2026\r\n 1221").replace(b"\r\n", b"\r"),
    "a calendar in a calendar": b"BEGIN:VCALENDAR\r\n" + DATA + b"END:VCALENDAR\r\n",
    "two calendars": DATA + calendar(event(START + "STATUS:CANCELLED")),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_line_end_is_read(tmp_path: Path, form: str) -> None:
    """Absences do not depend on how lines end or are broken."""
    rotation = read(tmp_path, FORMS[form])
    assert spans(rotation) == AWAY
    assert remarks(rotation) == ""


@pytest.mark.parametrize(
    "body",
    [
        "",
        "BEGIN:VTODO\nUID:1@x\nDTSTART;VALUE=DATE:20261221\nEND:VTODO",
        "BEGIN:VTIMEZONE\nTZID:Asia/Tokyo\nEND:VTIMEZONE",
        "X-NOTE:BEGIN:VEVENT",
    ],
)
def test_a_file_without_events_is_reported(tmp_path: Path, body: str) -> None:
    """Nobody is away by it, which may be a mistake of the export."""
    rotation = read(tmp_path, calendar(body))
    (remark,) = rotation.remarks
    assert rotation.time_off == ()
    assert str(remark).startswith("ada.ics: contains no event, so nobody is away")


def test_what_is_reported_reaches_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A warning has file and line, comes with --quiet, too, and changes no exit code."""
    start = "DTSTART;VALUE=DATE:20261207\n"
    for quiet in ([], ["--quiet"]):
        command = ["who", str(tmp_path), "--today", "2026-12-01", *quiet]
        read(tmp_path, calendar(event(f"{start}DTEND;VALUE=DATE:20261212")))
        usual = main(command)
        assert "warning" not in capsys.readouterr().err
        read(tmp_path, calendar(event(f"{start}DTEND;X:20261212")))
        assert main(command) == usual
        (warning,) = [x for x in capsys.readouterr().err.splitlines() if x.startswith("warning")]
        assert "ada.ics:4: VEVENT: 'Away' has a DTEND that cannot be read; " in warning


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (DATA + b"DTSTART;VALUE=DATE:20261201\r\n", "a line that does not belong in a calendar"),
        (DATA + b"BEGIN:VEVENT\r\n", "cut off: its end is missing"),
        (DATA.replace(b"VERSION:2.0", b"VERSION 2.0"), "cannot be read as a calendar"),
        (DATA.replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\rBEGIN:VEVENT"), "cut off"),
    ],
)
def test_a_file_that_may_have_lost_events_is_refused(
    tmp_path: Path, data: bytes, message: str
) -> None:
    """What stands outside of a calendar, or breaks its frame, is not a file to plan by."""
    with pytest.raises(BadInput, match=message):
        read(tmp_path, data)


# -- far dates -------------------------------------------------------------------------------------

WEEKLY = "DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=WEEKLY"
NEAR = ("2021-12-05", "2029-12-03")
"""Around both joinings, the start and the usual stamp, which touch each other."""


def known(rotation: RotationData) -> list[tuple[str, str]]:
    """Return the stretches in which repetitions are known."""
    stretches = rotation.time_off_known or ()
    return [(str(first.date()), str(last.date())) for first, last in stretches]


def december(rotation: RotationData) -> int:
    """Return on how many days of December 2026 Ada is away, as a plan sees it."""
    first, last = instant("2026-12-01"), instant("2027-01-01")
    problem = build_problem(rotation, first, last, date(2026, 12, 1))
    (ada,) = (person for person in problem.people if person.id == "ada")
    return sum(first <= block.start < last for block in ada.blocks)


@pytest.mark.parametrize(
    ("stamp", "stretch"),
    [
        ("21900101T000000Z", ("2188-11-27", "2193-01-03")),
        ("20350101T000000Z", ("2033-11-27", "2038-01-03")),
        ("19500101T000000Z", ("1948-11-27", "1953-01-03")),
        ("99991231T235959Z", None),
        ("00010101T000000Z", None),
    ],
)
@pytest.mark.parametrize("name", ["DTSTAMP", "LAST-MODIFIED"])
def test_a_far_stamp_moves_nothing(
    tmp_path: Path, name: str, stamp: str, stretch: tuple[str, str] | None
) -> None:
    """A wrong stamp adds a stretch of its own, and December 2026 can be planned as before."""
    rotation = read(tmp_path, calendar(event(f"{WEEKLY}\n{name}:{stamp}", stamp="")))
    assert known(rotation) == sorted([NEAR, *([stretch] if stretch else [])])
    assert december(rotation) == 5
    assert remarks(rotation) == ""


def test_what_lies_between_stretches_is_unknown(tmp_path: Path) -> None:
    """A horizon between two stretches, or across both, is refused, and both are named."""
    rotation = read(tmp_path, calendar(event(WEEKLY, stamp="21900101T000000Z")))
    for first, last in (("2035-01-01", "2035-02-01"), ("2029-11-01", "2190-01-01")):
        with pytest.raises(BadInput, match="beyond 2021-12-04 to 2029-12-02 and 2188-11-26 to"):
            build_problem(rotation, instant(first), instant(last), date(2026, 12, 1))
    build_problem(rotation, instant("2189-01-01"), instant("2189-02-01"), date(2189, 1, 1))


def test_a_record_adds_a_stretch(tmp_path: Path) -> None:
    """An old line of the history adds what is around it, and shortens nothing."""
    (tmp_path / "old.csv").write_text(
        "shift,track,kind,start,end,engineer\n"
        "A-2009-03-02,A,regular,2009-03-02T16:00:00Z,2009-03-09T15:00:00Z,grace\n"
    )
    rotation = read(tmp_path, calendar(event(WEEKLY)), OWN + '[files]\nhistory = "old.csv"\n')
    assert known(rotation) == [("2008-01-27", "2012-03-11"), NEAR]


def test_far_starts_and_joinings_add_stretches(tmp_path: Path) -> None:
    """A series that begins far away, or somebody who joined long ago, is one more stretch."""
    far = event("DTSTART;VALUE=DATE:20600101\nRRULE:FREQ=DAILY", uid="2@x")
    toml = OWN.replace("2023-01-09", "2001-01-01")
    rotation = read(tmp_path, calendar(event(WEEKLY), far), toml)
    assert known(rotation) == [
        ("1999-11-28", "2004-01-04"),
        ("2023-01-29", "2029-12-03"),
        ("2058-11-27", "2063-01-03"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "DTSTART;VALUE=DATE:20450103\nRRULE:FREQ=WEEKLY;COUNT=3",
        "DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=WEEKLY;COUNT=3",
        "DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=MONTHLY;UNTIL=20270601",
        "DTSTART;VALUE=DATE:20261201\nRDATE;VALUE=DATE:20500101",
    ],
)
def test_what_ends_bounds_no_horizon(tmp_path: Path, rule: str) -> None:
    """A series that is over inside its stretch is known for ever."""
    rotation = read(tmp_path, calendar(event(rule, stamp="21900101T000000Z")))
    assert known(rotation) == []
    assert len(rotation.time_off) > 1


def test_many_far_stamps_leave_daily_rules_alone(tmp_path: Path) -> None:
    """What far stretches hold does not count against the near one."""
    day = "DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=DAILY"
    rules = {
        1950: day,
        2050: f"{day};COUNT=5",
        2100: f"{day};COUNT=9;BYMONTH=12",
        2150: "DTSTART:20261201T100000Z\nDURATION:PT5M\nRRULE:FREQ=HOURLY;INTERVAL=24",
        2190: "DTSTART:20261201T120000Z\nDURATION:PT5M\nRRULE:FREQ=HOURLY;BYHOUR=12;BYDAY=MO",
    }
    events = [
        event(rule, uid=f"{year}@x", stamp=f"{year}0101T000000Z") for year, rule in rules.items()
    ]
    rotation = read(tmp_path, calendar(*events))
    assert remarks(rotation) == ""
    # Equal days are one absence; the last rule has its start and four Mondays.
    assert december(rotation) == 31 + 31 + (1 + 4)
