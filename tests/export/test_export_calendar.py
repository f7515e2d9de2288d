"""Team and personal calendars (docs/calendars.md)."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import icalendar
import pytest
from export_builders import PLAIN, ROWS, SPRING, XMAS, engineer, row, shift, team
from hypothesis import given
from hypothesis import strategies as st

from rotation.export import person_calendar, team_calendar
from rotation.export.text import clean

NASTY = {
    "crlf": "Ada\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Eve",
    "lone_cr": "Ada\rX-EVIL:1",
    "lone_lf": "Ada\nX-EVIL:1",
    "rtl": "Ada\u202eevE",
    "nul": "Ada\0\x07Eve",
    "separators": "Ada\u2028Eve\u2029\x85x",
    "surrogate": "Ada\ud800Eve",
    "specials": 'Ada; Eve, \\ "x": {name} {email}',
    "escape_n": "C:\\Nadia\\nora",
    "formula": '=HYPERLINK("http://x")',
}


def parsed(data: bytes) -> list[icalendar.Event]:
    """Return the events as another program reads them."""
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def unfolded(data: bytes) -> list[str]:
    """Return the content lines, unfolded by hand."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_the_whole_file_is_as_documented() -> None:
    """An event's properties have the order and the words of docs/calendars.md."""
    lines = unfolded(team_calendar(team(runbook="https://wiki.example.org/a?b=1,2;c"), ROWS[2:]))
    uid = next(line for line in lines if line.startswith("UID:"))
    assert re.fullmatch(r"UID:[0-9a-f]{32}@rotation\.invalid", uid)
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//rotation//rotation 1//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        r"NAME:Engineering On-Call\, NY\; staggered",
        r"X-WR-CALNAME:Engineering On-Call\, NY\; staggered",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "SUMMARY:No one - on call (A)",
        "DTSTART:20261225T050000Z",
        "DTEND:20261227T050000Z",
        "DTSTAMP:20260201T120000Z",
        uid,
        "SEQUENCE:0",
        "CATEGORIES:On-call,Track A",
        r"DESCRIPTION:No one\nTrack A\, 2026-12-25 00:00 to 2026-12-27 00:00 America/New_York\n"
        r"Volunteer shift (Christmas week)\nHolidays: Christmas Day\nRest days: 2\n"
        r"Duty: on workdays everything\; outside working hours and on rest days\, downtime "
        r"only.\nShift A-2026-12-25.\nRunbook: https://wiki.example.org/a?b=1\,2\;c",
        "LAST-MODIFIED:20260201T120000Z",
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_our_order_is_the_librarys_canonical_one() -> None:
    """Writing unsorted gives the order that icalendar itself prefers."""
    data = team_calendar(team(), ROWS)
    assert icalendar.Calendar.from_ical(data).to_ical(sorted=True) == data


def test_the_same_rows_are_the_same_bytes() -> None:
    """Neither the order of rows, nor the hash seed, nor the machine's zone changes a byte."""
    here = team_calendar(team(), ROWS)
    assert team_calendar(team(), tuple(reversed(ROWS))) == here
    code = (
        "import sys; from export_builders import ROWS, team; from rotation.export import *;"
        "sys.stdout.buffer.write(team_calendar(team(), ROWS))"
    )
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Los_Angeles")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "LANG": "de_DE"}
        # The builders import `tests.teams`, from the root of the checkout.
        environment["PYTHONPATH"] = os.pathsep.join(sys.path)
        command = [sys.executable, "-c", code]
        there = subprocess.run(command, env=environment, capture_output=True, check=True)
        assert there.stdout == here


def test_lines_end_in_crlf_and_are_folded_between_characters() -> None:
    """No line is longer than 75 octets, none begins or ends inside a character, all end in CRLF."""
    people = (engineer("ada", "李小龍" * 40), engineer("li", "👩‍💻é" * 30))
    data = team_calendar(replace(team(), engineers=people), ROWS)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8")
    assert str(parsed(data)[0]["SUMMARY"]) == "李小龍" * 40 + " - on call (A)"


def test_a_week_over_a_clock_change_has_its_true_hours() -> None:
    """The shift over the change to summer time is 167 hours, the other one 169."""
    autumn = shift("A-2026-10-26", "2026-10-26T11:00", "2026-11-02T11:00")
    events = parsed(team_calendar(team(), [row(SPRING, "ada"), row(autumn, "ada")]))
    hours = [(event.end - event.start) / timedelta(hours=1) for event in events]
    assert hours == [167, 169]


def test_reading_back_gives_the_intervals_and_titles() -> None:
    """Another program reads the instants, titles and stamps that the rows have."""
    events = parsed(team_calendar(team(), ROWS))
    assert [(e.start, e.end) for e in events] == [(r.shift.start, r.shift.end) for r in ROWS]
    assert [str(e["SUMMARY"]) for e in events] == [
        "Zoë Ångström - on call (A)",
        "李小龍 - on call (B)",
        "No one - on call (A)",
    ]
    assert [e["SEQUENCE"] for e in events] == [0, 2, 0]
    assert [str(e["STATUS"]) for e in events] == ["CONFIRMED", "CONFIRMED", "TENTATIVE"]
    assert not any(e.errors for e in events)


def test_stamps_are_the_revisions_instant_in_utc() -> None:
    """DTSTAMP and LAST-MODIFIED are both `revised`, in UTC and whole seconds."""
    late = datetime(2026, 5, 1, 1, 2, 3, 999, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    text = team_calendar(team(), [row(SPRING, "ada", 3, late)]).decode()
    assert "\r\nDTSTAMP:20260430T193203Z\r\n" in text
    assert "\r\nLAST-MODIFIED:20260430T193203Z\r\n" in text
    assert "\r\nSEQUENCE:3\r\n" in text


def test_a_trade_keeps_the_uid_in_the_team_calendar() -> None:
    """Holder, times, holidays and revision are not part of a UID."""
    before = parsed(team_calendar(team(), [row(SPRING, "ada")]))[0]
    moved = replace(SPRING, start=SPRING.start + timedelta(days=1), holidays=("Presidents' Day",))
    for other in (row(SPRING, "li", 1), row(SPRING, None, 1), row(moved, "ada", 1)):
        assert parsed(team_calendar(team(), [other]))[0]["UID"] == before["UID"]


def test_no_two_files_share_a_uid() -> None:
    """A shift has another UID in the team's file and in each person's, and each shift its own."""
    both = [row(SPRING, "ada"), row(replace(SPRING, id="A-2026-03-02+2"), "ada"), row(PLAIN, "ada")]
    swapped = [replace(r, engineer="li") for r in both]
    files = [
        team_calendar(team(), both),
        person_calendar(team(), both, "ada"),
        person_calendar(team(), swapped, "li"),
        team_calendar(replace(team(), calendar_id="other"), both),
    ]
    uids = [str(e["UID"]) for data in files for e in parsed(data)]
    assert len(uids) == 12
    assert len(set(uids)) == 12


def test_busy_is_a_choice() -> None:
    """An event is transparent and free, or opaque and busy where the settings say so."""
    free, busy = team_calendar(team(), ROWS[:1]), team_calendar(team(busy=True), ROWS[:1])
    assert b"TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n" in free
    assert b"TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n" in busy


def test_a_persons_file_holds_that_persons_shifts() -> None:
    """Nobody else's shift and no open one is in a personal calendar, and its name says whose."""
    data = person_calendar(team(), ROWS, "li")
    assert [str(e["SUMMARY"]) for e in parsed(data)] == ["李小龍 - on call (B)"]
    assert r"X-WR-CALNAME:Engineering On-Call\, NY\; staggered - 李小龍" in unfolded(data)


def test_a_tombstone_is_cancelled_in_status_and_title() -> None:
    """A shift given away stays once more under its UID, cancelled; one held again is alive."""
    was = parsed(person_calendar(team(), ROWS, "ada"))[0]
    given = row(SPRING, "li", 1)
    gone = parsed(person_calendar(team(), [given, ROWS[1]], "ada", cancelled=[given]))
    assert [str(e["SUMMARY"]) for e in gone] == ["Cancelled: Zoë Ångström - on call (A)"]
    assert [str(e["STATUS"]) for e in gone] == ["CANCELLED"]
    assert gone[0]["UID"] == was["UID"]
    assert gone[0]["SEQUENCE"] == 1
    again = parsed(person_calendar(team(), ROWS, "ada", cancelled=[given]))
    assert [str(e["STATUS"]) for e in again] == ["CONFIRMED"]


def test_an_empty_calendar_is_a_calendar() -> None:
    """Somebody without shifts gets a file without events that parses."""
    assert parsed(person_calendar(team(), ROWS, "nobody")) == []


@pytest.mark.parametrize(
    ("summary", "titles"),
    [
        ("{email}", ["ada@example.com", "李小龍", "No one"]),
        (
            "{id}|{track}|{shift}",
            ["ada|A|A-2026-03-02", "li|B|B-2026-03-04", "No one|A|A-2026-12-25"],
        ),
        ("{{{name}}}", ["{Zoë Ångström}", "{李小龍}", "{No one}"]),
    ],
)
def test_the_title_is_a_setting(summary: str, titles: list[str]) -> None:
    """Fields are filled in; who has no address is named, and an open shift says No one."""
    events = parsed(team_calendar(team(summary=summary), ROWS))
    assert [str(e["SUMMARY"]) for e in events] == titles


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY.keys())
def test_a_nasty_text_stays_one_text(name: str) -> None:
    """No name adds an event, a property or a line to a title."""
    people = (engineer("ada", name), engineer("li", "Li"))
    holiday = replace(SPRING, holidays=(name,))
    nasty = replace(team(runbook=name, duty=name, category=name), engineers=people, name=name)
    data = team_calendar(nasty, [row(holiday, "ada")])
    events = parsed(data)
    assert len(events) == 1
    assert str(events[0]["SUMMARY"]) == f"{clean(name)} - on call (A)"
    assert str(events[0]["DESCRIPTION"]).split("\n")[0] == clean(name)
    assert [str(c) for c in events[0]["CATEGORIES"].cats] == [clean(name), "Track A"]
    plain = team_calendar(team(runbook="x"), [row(replace(SPRING, holidays=("x",)), "ada")])
    properties = [re.split("[:;]", line)[0] for line in unfolded(data)]
    assert properties == [re.split("[:;]", line)[0] for line in unfolded(plain)]
    assert not set(data.decode()) & set("\0\x07\u202e\u2028\u2029\x85")
    assert b"\r" not in data.replace(b"\r\n", b"")


@given(name=st.text(min_size=1, max_size=80))
def test_any_name_is_read_back_as_it_was_cleaned(name: str) -> None:
    """Escaping and folding lose nothing, whatever characters a name is made of."""
    people = (engineer("ada", name),)
    data = team_calendar(replace(team(), engineers=people), ROWS[:1])
    assert str(parsed(data)[0]["SUMMARY"]) == f"{clean(name) or 'ada'} - on call (A)"
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@given(text=st.text(alphabet=st.characters(), max_size=40))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is clean stays as it is."""
    assert clean(clean(text)) == clean(text)


def test_importing_export_imports_no_icalendar() -> None:
    """The library is loaded only when a calendar is written."""
    code = "import sys, rotation.export; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_descriptions_give_local_times_with_the_zone() -> None:
    """Handovers stay at 11:00 local on both sides of a clock change."""
    text = str(parsed(team_calendar(team(), ROWS[:1]))[0]["DESCRIPTION"])
    assert "Track A, 2026-03-02 11:00 to 2026-03-09 11:00 America/New_York\n" in text
    assert XMAS.period not in text
