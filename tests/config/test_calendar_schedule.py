"""Schedules out of calendar files: ours, edited ones and foreign ones (C4, C5)."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from schedule_cases import (
    A1,
    A2,
    KNOWN,
    REVISED,
    SECOND,
    TEAM,
    brief,
    faults,
    ics,
    read,
    rows,
)

from rotation.config.calendars.schedule import calendar_span
from rotation.export import person_calendar, team_calendar
from rotation.model.schedule import Row
from rotation.model.settings import CalendarSettings
from rotation.model.shifts import Status


@pytest.mark.parametrize(
    "summary",
    [
        "{name} - on call ({track})",
        "{email}",
        "{id} {shift}",
        "{name} {email}",
        "{track}: {{{name}}}",
    ],
)
@pytest.mark.parametrize(
    "holders", [("a", "li", None), ("ann", "ann-lee", "a"), (None, "gh", "ann")]
)
def test_our_own_calendar_is_read_back(summary: str, holders: tuple[str | None, ...]) -> None:
    """What was written is what is read, whatever the form of the titles."""
    team = replace(TEAM, calendar=CalendarSettings(summary=summary))
    entries = read(team_calendar(team, rows(*holders)), team)
    assert [(e.shift, e.track, e.kind, e.start, e.end, e.engineer) for e in entries] == [
        (s.id, s.track, s.kind, s.start, s.end, h) for s, h in zip(KNOWN, holders, strict=True)
    ]
    assert [e.revision for e in entries] == [0, 1, 2]
    assert {e.revised for e in entries} == {REVISED}
    assert [e.status for e in entries] == [Status.PLANNED if h else Status.OPEN for h in holders]
    assert str(entries[0].source) == "team.ics:10"


def test_a_personal_calendar_is_read_and_its_tombstones_are_not() -> None:
    """A person's feed is recognised too; what is cancelled holds nothing."""
    mine = rows("a", "li", "a")
    data = person_calendar(TEAM, mine[:2], "a", cancelled=mine[2:])
    assert brief(read(data)) == [("A-2026-03-02", "a")]


def test_two_feeds_in_one_file_are_one_schedule() -> None:
    """One shift told by the team's file and by a person's is one; told differently, an error."""
    team = team_calendar(TEAM, rows("a", "li", "ann")).decode()

    def joined(person: str) -> bytes:
        own = [replace(row, engineer=person) for row in rows("a", "li", "ann")[:1]]
        return (team + person_calendar(TEAM, own, person).decode()).encode()

    assert len(read(joined("a"))) == 3
    (fault,) = faults(joined("gh"))
    assert "A-2026-03-02+2 overlaps A-2026-03-02 (team.ics:10)" in fault


def test_a_title_edited_by_hand_is_a_trade() -> None:
    """Our UID stays ours whoever the title names and however it is written."""
    data = team_calendar(TEAM, rows("a", "li", "ann")).decode()
    for title in (
        "Grace Hopper",
        "grace",
        "GRACE  HOPPER (swap)",
        "\uff27\uff32\uff21\uff23\uff25",
        "gh - on call (A)",
    ):
        edited = data.replace("Zoë Ångström - on call (A)", title).encode()
        assert brief(read(edited))[0] == ("A-2026-03-02", "gh")


def test_the_parts_of_a_split_shift_keep_their_names() -> None:
    """Our second part is `+2` by its UID, though only the whole shift is known."""
    noon = datetime(2026, 3, 5, 17, tzinfo=UTC)
    parts = [
        Row(replace(A1, end=noon, windows=()), "a", Status.PLANNED, 1, REVISED),
        Row(
            replace(A1, id="A-2026-03-02+2", start=noon, windows=()),
            "gh",
            Status.PLANNED,
            1,
            REVISED,
        ),
    ]
    assert brief(read(team_calendar(TEAM, parts))) == [
        ("A-2026-03-02", "a"),
        ("A-2026-03-02+2", "gh"),
    ]


def test_a_cover_of_a_part_is_the_next_part() -> None:
    """A foreign event that fills the gap left by a shortened one of ours is a part of the shift."""
    data = team_calendar(TEAM, rows("a", "li", "ann")).decode()
    cover = "\r\n".join(
        [
            "BEGIN:VEVENT",
            "UID:cover@example.org",
            "SUMMARY:Grace (A)",
            "DTSTART:20260302T160000Z",
            "DTEND:20260304T160000Z",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )
    data = data.replace("DTSTART:20260302T160000Z", "DTSTART:20260304T160000Z")
    data = data.replace("END:VCALENDAR", cover)
    assert brief(read(data.encode()))[:2] == [("A-2026-03-02+2", "gh"), ("A-2026-03-02", "a")]


@pytest.mark.parametrize(
    ("event", "shift_id"),
    [
        ("SUMMARY:Grace (A)", "A-2026-03-02"),
        ("SUMMARY:Grace track a", "A-2026-03-02"),
        ("SUMMARY:A: Grace", "A-2026-03-02"),
        ("SUMMARY:Grace\nCATEGORIES:On-call,Track A", "A-2026-03-02"),
        ("SUMMARY:Grace\nCATEGORIES:a", "A-2026-03-02"),
        ("SUMMARY:Grace\nDESCRIPTION:Grace\\nTrack A\\, all week", "A-2026-03-02"),
        (
            f"SUMMARY:Grace beta on call\n{SECOND}".replace("0309", "0305").replace("0316", "0306"),
            "Beta-2026-03-04",
        ),
    ],
)
def test_tracks_are_found(event: str, shift_id: str) -> None:
    """A track named in title, category or description is found, the title first."""
    assert brief(read(ics(event))) == [(shift_id, "gh")]


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("SUMMARY:Grace", "names no track; put (A) or (Beta) in the title"),
        ("SUMMARY:Grace has a week", "names no track"),
        ("SUMMARY:Grace (A) (Beta)", "names more than one track (A, Beta)"),
        ("SUMMARY:Grace (Alpha)", "names no track"),
        ("SUMMARY:Grace track A-2", "names no track"),
    ],
)
def test_an_event_without_exactly_one_track_is_reported(event: str, message: str) -> None:
    """None or two named is an error; the article "a" is not track A."""
    (fault,) = faults(ics(event))
    assert message in fault


def test_the_only_track_need_not_be_named() -> None:
    """With one track there is nothing to guess."""
    team = replace(TEAM, tracks=TEAM.tracks[:1])
    assert brief(read(ics("SUMMARY:Grace"), team)) == [("A-2026-03-02", "gh")]


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART;TZID=America/New_York:20260302T110000\nDTEND;TZID=America/New_York:20260309T110000",
        "DTSTART:20260302T110000\nDTEND:20260309T110000",
        "DTSTART:20260302T160000Z\nDURATION:PT167H",
        "DTSTART;TZID=America/New_York:20260302T110000\nDURATION:P7D",
        "DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260309",
        "DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260310",
        "DTSTART;TZID=Eastern Standard Time:20260302T110000\n"
        "DTEND;TZID=Eastern Standard Time:20260309T110000",
    ],
)
def test_times_are_read_in_every_form(times: str) -> None:
    """Zones, floating times, durations and whole days all mean the same week of 167 hours."""
    (entry,) = read(ics(f"SUMMARY:Grace (A)\n{times}"))
    assert (entry.shift, entry.start, entry.end) == (A1.id, A1.start, A1.end)


def test_floating_times_follow_the_calendars_own_zone() -> None:
    """X-WR-TIMEZONE says what times without zone are in."""
    event = "SUMMARY:Grace (A)\nDTSTART:20260302T160000\nDTEND:20260309T150000"
    (entry,) = read(ics(event, head="X-WR-TIMEZONE:UTC"))
    assert (entry.start, entry.end) == (A1.start, A1.end)


def test_a_zone_defined_by_one_file_is_forgotten_by_the_next() -> None:
    """Two files that define the same name differently are each read by their own definition."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:{0}\nTZOFFSETTO:{0}\nEND:STANDARD\nEND:VTIMEZONE"
    )
    event = (
        "SUMMARY:Grace (A)\nDTSTART;TZID=Customized Time Zone:{0}\n"
        "DTEND;TZID=Customized Time Zone:{1}"
    )
    for offset, start, end in (
        ("-0500", "20260302T110000", "20260309T100000"),
        ("+0100", "20260302T170000", "20260309T160000"),
    ):
        data = ics(event.format(start, end), head=zone.format(offset))
        (entry,) = read(data)
        assert (entry.start, entry.end) == (A1.start, A1.end)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("RRULE:FREQ=WEEKLY", "repeating event (RRULE)"),
        ("RDATE:20260309T160000Z", "repeating event (RDATE)"),
        ("RECURRENCE-ID:20260302T160000Z", "repeating event (RECURRENCE-ID)"),
        ("DTSTART:20260302T160000Z", "has no end"),
        ("DTSTART:20260302T160000Z\nDTEND:20260301T160000Z", "ends before it starts"),
        ("DTSTART:20260302T160000Z\nDURATION:-PT5H", "ends before it starts"),
        ("DTSTART:20260230T160000Z\nDTEND:20260301T160000Z", "has no readable DTSTART"),
        ("DTSTART:2026-03-02\nDTEND:20260301T160000Z", "has no readable DTSTART"),
        ("DTSTART;VALUE=DATE:99991231", "can hold"),
        ("DTSTART:10010101T000000Z\nDTEND:20260301T160000Z", "outside the years"),
        ("DTSTART;TZID=Mars/Base:20260302T160000\nDTEND:20260309T150000Z", "'Mars/Base'"),
        ("DTSTART;TZID=../../etc/passwd:20260302T160000\nDTEND:20260309T150000Z", "unknown time"),
        (SECOND.replace("0316", "0315") + "\nDTSTART:20260302T160000Z", "readable DTSTART"),
        (SECOND.replace("20260309T15", "20260305T15"), "inside one shift of track A (there: A-"),
        (SECOND.replace("2026", "2027"), "inside one shift of track A (there: none)"),
    ],
)
def test_an_event_that_is_no_shift_is_reported(lines: str, message: str) -> None:
    """Repetition, broken or missing times and times that fit no shift are errors with a line."""
    (fault,) = faults(ics(f"SUMMARY:Grace (A)\n{lines}"))
    assert fault.startswith("team.ics:3: ")
    assert "'Grace (A)'" in fault
    assert message in fault


def test_a_broken_property_that_nobody_needs_is_forgiven() -> None:
    """An unreadable SEQUENCE or PRIORITY does not lose the event."""
    event = "SUMMARY:Grace (A)\nSEQUENCE:many\nPRIORITY:x\nX-APPLE;VALUE=DATE:x"
    assert brief(read(ics(event))) == [("A-2026-03-02", "gh")]


def test_an_event_without_start_is_reported() -> None:
    """A missing DTSTART loses no other event and is told."""
    text = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Grace (A)\nEND:VEVENT\nEND:VCALENDAR\n"
    assert faults(text) == ["team.ics:2: VEVENT: 'Grace (A)' has no start; give it one"]


def test_all_faults_are_reported_at_once() -> None:
    """One run names every event that cannot be used."""
    lines = faults(ics("SUMMARY:Bob (A)", f"SUMMARY:Eve (A)\n{SECOND}", "SUMMARY:Grace"))
    assert len(lines) == 3


def test_cancelled_events_hold_nothing() -> None:
    """STATUS:CANCELLED is skipped, even where the rest of the event is broken."""
    cancelled = ["Bob", "Grace (A)\nRRULE:FREQ=DAILY", "x\nDTSTART:nonsense"]
    data = ics(*(f"SUMMARY:{text}\nSTATUS:cancelled" for text in cancelled))
    assert read(data) == ()
    assert calendar_span(data, TEAM, "team.ics") is None


def test_of_a_doubled_uid_the_newest_counts() -> None:
    """The highest SEQUENCE wins, then the latest LAST-MODIFIED, cancelled or not."""
    first = "UID:x\nSUMMARY:Grace (A)\nSEQUENCE:2\nLAST-MODIFIED:20260101T000000Z"
    later = first.replace("Grace", "Ann").replace("20260101", "20260102")
    higher = first.replace("Grace", "Ann Lee").replace("SEQUENCE:2", "SEQUENCE:10")
    assert brief(read(ics(first, later))) == [("A-2026-03-02", "ann")]
    assert brief(read(ics(higher, later, first))) == [("A-2026-03-02", "ann-lee")]
    assert brief(read(ics(first, first))) == [("A-2026-03-02", "gh")]
    assert read(ics(first, higher + "\nSTATUS:CANCELLED")) == ()


def test_a_doubled_uid_without_a_newest_is_reported() -> None:
    """Equal in rank and different in words is an error that names both lines."""
    first = "UID:x\nSUMMARY:Grace (A)\nSEQUENCE:2"
    (fault,) = faults(ics(first, first.replace("Grace", "Ann")))
    assert "(lines 3, 10)" in fault


def test_two_people_on_one_shift_are_reported() -> None:
    """Foreign events of one track that share time are an error."""
    (fault,) = faults(ics("SUMMARY:Grace (A)", "SUMMARY:Ann (A)"))
    assert "overlaps" in fault


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a calendar (a sign-in page?)"),
        (b"<!DOCTYPE html><html>BEGIN:VCALENDAR</html>", "sign-in page"),
        (b"/etc/passwd", "sign-in page"),
        (ics("SUMMARY:Grace (A)").decode().encode("utf-16"), "UTF-16"),
        (ics("SUMMARY:Grace (A)").decode().encode("utf-16-le"), "UTF-16"),
        (ics("SUMMARY:Gra\0ce (A)"), "NUL"),
        (ics("SUMMARY:Grace (A)")[:-20], "cut off"),
        (ics("SUMMARY:Grace (A)").replace(b"END:VEVENT\r\n", b""), "cut off"),
        (ics("SUMMARY:Grace (A)").replace(b"END:VEVENT\r\nEND:VCALENDAR\r\n", b""), "cut off"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT\n", "cut off"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 20_000, "inside an event"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 20_000, "cut off"),
        (b"BEGIN:VCALENDAR\n" + b" " * 5_000_000, "larger than the 5 MB"),
        (
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 10_001 + b"END:VCALENDAR\n",
            "more than the 10,000 events",
        ),
        (b"BEGIN:VCALENDAR\nno colon here\nEND:VCALENDAR\n", "cannot be read as a calendar"),
        (
            ics(
                "SUMMARY:Grace (A)",
                head="BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
                "TZOFFSETFROM:+9999\nTZOFFSETTO:+9999\nEND:STANDARD\nEND:VTIMEZONE",
            ),
            "cannot be read as a calendar",
        ),
    ],
)
def test_what_is_no_whole_calendar_is_refused(data: bytes, message: str) -> None:
    """A page, another encoding, a cut-off, nested or huge file is refused, never read as empty."""
    (fault,) = faults(data)
    assert fault.startswith("team.ics")
    assert message in fault


def test_marks_line_ends_and_bad_folds_are_forgiven() -> None:
    """A BOM, bare LF, blank lines, lower case and a fold inside a character lose nothing."""
    data = ics("SUMMARY:Zoë Ångström (A)")
    assert brief(read(b"\xef\xbb\xbf" + data)) == [("A-2026-03-02", "a")]
    assert brief(read(data.replace(b"\r\n", b"\n"))) == [("A-2026-03-02", "a")]
    assert brief(read(b"\r\n\r\n" + data.replace(b"\r\n", b"\r\n\r\n"))) == [("A-2026-03-02", "a")]
    assert brief(read(data.replace(b"BEGIN:VEVENT", b"begin:vevent"))) == [("A-2026-03-02", "a")]
    split = data.replace("ë".encode(), b"\xc3\r\n \xab")
    assert brief(read(split)) == [("A-2026-03-02", "a")]


def test_a_title_cannot_write_to_the_terminal() -> None:
    """Control characters in a title are told escaped, on one line."""
    (fault,) = faults(ics("SUMMARY:Bob\x1b[31m\u202e\\nx (A)"))
    assert fault.isprintable()


def test_latin1_is_recognised_by_its_title() -> None:
    """A name in another encoding names nobody: an error, not a traceback."""
    data = ics("SUMMARY:Zoë Ångström (A)").decode().encode("latin-1")
    assert "names no engineer" in faults(data)[0]


def test_the_span_is_that_of_the_events() -> None:
    """From the first start to the last end, so that the shifts around can be built."""
    data = team_calendar(TEAM, rows("a", "li", "ann"))
    assert calendar_span(data, TEAM, "team.ics") == (A1.start, A2.end)


def test_reading_needs_neither_the_solver_nor_pandas() -> None:
    """`check` of a calendar stays fast."""
    code = (
        "import sys, rotation.config.calendars.schedule;"
        "sys.exit(any(m in sys.modules for m in ('ortools', 'pandas', 'icalendar')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_foreign_event_in_front_leaves_our_name_to_our_event() -> None:
    """Ours keep their ids wherever they stand in a file; a foreign part is the next free one."""
    ours = team_calendar(TEAM, rows("a", "li", "ann")).decode()
    ours = ours.replace("DTSTART:20260302T160000Z", "DTSTART:20260304T160000Z")
    cover = ics("SUMMARY:Grace (A)\nDTSTART:20260302T160000Z\nDTEND:20260304T160000Z")
    head, body = ours.split("BEGIN:VEVENT", maxsplit=1)
    event = cover.decode().split("BEGIN:VEVENT")[1].split("END:VCALENDAR")[0]
    data = f"{head}BEGIN:VEVENT{event}BEGIN:VEVENT{body}".encode()
    assert brief(read(data))[:2] == [("A-2026-03-02+2", "gh"), ("A-2026-03-02", "a")]
