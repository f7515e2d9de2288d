"""Our own calendar as people edited it in Google Calendar, Outlook and Apple Calendar."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from living_cases import write

import rotation
from rotation import Rotation
from rotation.errors import BadInput
from rotation.export.calendar import person_calendar, team_calendar
from rotation.model.identity import TEAM_FEED, calendar_uid
from rotation.trades import Transfer, hand_over, sync
from rotation.trades.edition import calendars

HERE = Path(__file__).parent / "calendars"
TODAY = date(2026, 11, 25)
PUBLISHED = """shift,track,kind,start,end,engineer
A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,bela
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,cleo
B-2026-12-16,B,regular,2026-12-16T11:00-05:00,2026-12-23T11:00-05:00,dora
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,emil
"""


@pytest.fixture
def team(tmp_path: Path) -> Rotation:
    """Return a team with five published shifts."""
    return rotation.load(write(tmp_path / "team", published=PUBLISHED))


def fixture(team: Rotation, name: str) -> bytes:
    """Return a calendar of a client, with the UIDs that our events have."""
    text = (HERE / f"{name}.ics").read_text(encoding="utf-8")
    return re.sub(
        r"UID:\{(.+?)\}",
        lambda m: "UID:" + calendar_uid(team.calendar_id, TEAM_FEED, m[1], "rotation.invalid"),
        text,
    ).encode()


def ours(team: Rotation) -> str:
    """Return the team's calendar as we write it, without folding, for edits by hand."""
    return calendars(team, TODAY)["schedule.ics"].decode().replace("\r\n ", "")


def texts(team: Rotation, data: bytes | str) -> list[str]:
    """Return the differences as sentences."""
    raw = data if isinstance(data, bytes) else data.replace("\n", "\r\n").encode()
    return list(sync(team, raw.replace(b"\r\r", b"\r"), TODAY).texts())


def edited(team: Rotation, shift: str, change: Callable[[str], str]) -> str:
    """Return our calendar with the event of one shift changed."""
    uid = calendar_uid(team.calendar_id, TEAM_FEED, shift, "rotation.invalid")
    events = re.split(r"(?=BEGIN:VEVENT)", ours(team).replace("\r\n", "\n"))
    return "".join(change(event) if uid in event else event for event in events)


def test_what_we_wrote_is_what_is_published(team: Rotation) -> None:
    """Our own file, team's or person's, differs in nothing."""
    for data in calendars(team, TODAY).values():
        if b"BEGIN:VEVENT" in data:
            edits = sync(team, data, TODAY)
            assert (edits.stretches, edits.remarks) == ((), ())


def test_google(team: Rotation) -> None:
    """A title changed and a weekend given away by shrinking one event and adding another."""
    assert texts(team, fixture(team, "google")) == [
        "A-2026-12-07: Emil in place of Ada",
        "A-2026-12-14: Fay covers 2026-12-19 11:00 to 2026-12-21 11:00 for Cleo",
    ]


def test_outlook(team: Rotation) -> None:
    """Windows zone names are read; a new title and a cancelled event are trades."""
    assert texts(team, fixture(team, "outlook")) == [
        "B-2026-12-09: Fay in place of Bela",
        "B-2026-12-16: deleted in the calendar, so no one covers it now (was Dora)",
    ]


def test_apple(team: Rotation) -> None:
    """An event that is gone is an open shift; of a doubled UID the highest SEQUENCE counts."""
    people = team.engineers
    assert all(not person.email for person in people)
    with pytest.raises(BadInput, match=r"'fay@example\.com' names no engineer"):
        texts(team, fixture(team, "apple"))
    titled = fixture(team, "apple").replace(b"fay@example.com", b"FAY  - On Call")
    assert texts(team, titled) == [
        "A-2026-12-07: Fay in place of Ada",
        "B-2026-12-09: deleted in the calendar, so no one covers it now (was Bela)",
    ]


def test_stamps_are_not_compared(team: Rotation) -> None:
    """A raised SEQUENCE and a new LAST-MODIFIED alone are not a difference."""
    data = edited(team, "A-2026-12-14", lambda e: e.replace("SEQUENCE:0", "SEQUENCE:7"))
    assert texts(team, data) == []


@pytest.mark.parametrize("title", ["No one - on call (A)", "No one", ""])
def test_a_title_without_a_name_is_an_open_shift(team: Rotation, title: str) -> None:
    """Nobody named, nobody on call."""
    data = edited(team, "A-2026-12-14", lambda e: re.sub("SUMMARY:.*", f"SUMMARY:{title}", e))
    (text,) = texts(team, data)
    assert text == "A-2026-12-14: the title names no one, so no one covers it now (was Cleo)"


def test_a_title_with_two_names_is_an_error_with_both(team: Rotation) -> None:
    """None or two engineers in a title is an error that names it and the candidates."""
    data = edited(team, "A-2026-12-14", lambda e: re.sub("SUMMARY:.*", "SUMMARY:Ada/Bela (A)", e))
    with pytest.raises(BadInput, match=r"'Ada/Bela \(A\)' names more than one .*ada, bela"):
        texts(team, data)


def test_a_gap_that_nobody_fills_is_open(team: Rotation) -> None:
    """An event that ends early without another one leaves the rest of its shift open."""
    data = edited(team, "A-2026-12-14", lambda e: e.replace("20261221T160000Z", "20261220T160000Z"))
    assert texts(team, data) == [
        "A-2026-12-14: no one covers 2026-12-20 11:00 to 2026-12-21 11:00 now (was Cleo)"
    ]


def test_an_event_outside_its_shift_is_an_error(team: Rotation) -> None:
    """A week moved by a week is not a cover of anything."""
    data = edited(
        team,
        "A-2026-12-14",
        lambda e: e.replace("20261214T16", "20261215T16").replace("20261221T16", "20261222T16"),
    )
    with pytest.raises(BadInput, match="moved outside its shift A-2026-12-14"):
        texts(team, data)


def test_a_foreign_event_without_a_track_is_an_error_never_a_guess(team: Rotation) -> None:
    """An event of other people has to name its track."""
    foreign = (
        "BEGIN:VEVENT\nUID:x@example.com\nDTSTAMP:20261124T000000Z\nDTSTART:20261218T160000Z\n"
        "DTEND:20261219T160000Z\nSUMMARY:Fay fills in\nEND:VEVENT\nEND:VCALENDAR"
    )
    data = ours(team).replace("\r\n", "\n").replace("END:VCALENDAR", foreign)
    with pytest.raises(BadInput, match="'Fay fills in' names no track"):
        texts(team, data)
    both = data.replace("Fay fills in", "Fay (A)")
    with pytest.raises(BadInput, match=r"both cover A-2026-12-14 from 2026-12-18 11:00"):
        texts(team, both)


def test_doubled_and_different_is_an_error(team: Rotation) -> None:
    """Equal SEQUENCE and stamps, and other words, cannot be told apart."""
    data = edited(team, "A-2026-12-14", lambda e: e + e.replace("SUMMARY:Cleo", "SUMMARY:Fay"))
    data = re.sub(r"END:VCALENDAR\n(?=.)", "", data)
    with pytest.raises(BadInput, match="versions that differ"):
        texts(team, data)


def test_an_all_day_event_on_the_same_days_is_understood(team: Rotation) -> None:
    """A month view's all-day event on the shift's own days is the shift; on others, an error."""

    def all_day(last: str) -> Callable[[str], str]:
        return lambda e: e.replace(
            "DTSTART:20261214T160000Z", "DTSTART;VALUE=DATE:20261214"
        ).replace("DTEND:20261221T160000Z", f"DTEND;VALUE=DATE:{last}")

    assert texts(team, edited(team, "A-2026-12-14", all_day("20261221"))) == []
    with pytest.raises(BadInput, match="all-day event on other days"):
        texts(team, edited(team, "A-2026-12-14", all_day("20261219")))


def test_what_is_over_is_reported_and_not_changed(team: Rotation) -> None:
    """A title changed after the shift is history: it is told, and no trade."""
    data = edited(team, "A-2026-12-07", lambda e: e.replace("SUMMARY:Ada", "SUMMARY:Fay"))
    edits = sync(team, data.replace("\n", "\r\n").encode(), date(2026, 12, 20))
    assert edits.stretches == ()
    assert any("A-2026-12-07: over" in remark for remark in edits.remarks)


def test_what_concerns_many_events_is_reported_once(team: Rotation) -> None:
    """A long export has foreign events of the past by the dozen: they are one remark."""
    old = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}@example.com\r\nDTSTAMP:20261124T000000Z\r\n"
        f"DTSTART:20260907T160000Z\r\nDTEND:20260908T160000Z\r\nSUMMARY:Lunch {n}\r\nEND:VEVENT\r\n"
        for n in range(20)
    )
    data = ours(team).replace("END:VCALENDAR", f"{old}END:VCALENDAR")
    (remark,) = sync(team, data.encode(), TODAY).remarks
    assert remark.startswith("'Lunch 0' (line ")
    assert remark.endswith(", ... (20 in all): over: ignored")


def test_shifts_beyond_the_file_are_reported_and_not_opened(team: Rotation) -> None:
    """A file that ends before what is published says nothing of what lies behind."""
    data = edited(team, "A-2026-12-21", lambda _: "END:VCALENDAR\n")
    edits = sync(team, data.replace("\n", "\r\n").encode(), TODAY)
    assert edits.stretches == ()
    assert any(remark.startswith("A-2026-12-21: outside") for remark in edits.remarks)


def test_a_persons_calendar_speaks_of_that_person_alone(team: Rotation) -> None:
    """Shifts of others are missing in it by nature; a new title in it is a trade."""
    data = calendars(team, TODAY)["people/cleo.ics"]
    assert texts(team, data.replace(b"SUMMARY:Cleo", b"SUMMARY:Fay")) == [
        "A-2026-12-14: Fay in place of Cleo"
    ]


def test_accepted_differences_become_one_exchange(team: Rotation) -> None:
    """What is accepted is written as trades, and the calendar then says what is published."""
    data = fixture(team, "google")
    edits = sync(team, data, TODAY)
    edits.edition(edits.stretches[1:], why="calendar").write()
    after = rotation.load(team.places.folder)
    assert {trade.number for trade in after.trades} == {1}
    assert [stretch.shift for stretch in sync(after, data, TODAY).stretches] == ["A-2026-12-07"]


def test_an_export_from_before_a_trade_is_reported(team: Rotation) -> None:
    """A lower SEQUENCE than the shift's revision warns that making it so undoes the last trade."""
    before = calendars(team, TODAY)["schedule.ics"]
    hand_over(team, [Transfer("A-2026-12-14", "fay")], TODAY).write()
    after = rotation.load(team.places.folder)
    edits = sync(after, before, TODAY)
    assert [stretch.shift for stretch in edits.stretches] == ["A-2026-12-14"]
    (remark,) = edits.remarks
    assert remark.startswith("A-2026-12-14: its event is older than the last change")
    now = calendars(after, TODAY)["schedule.ics"]
    assert sync(after, now.replace(b"SUMMARY:Fay", b"SUMMARY:Bela"), TODAY).remarks == ()


def test_nothing_of_ours_is_reported(team: Rotation) -> None:
    """A calendar without one event of ours is refused: it is the wrong file."""
    empty = team_calendar(team, ())
    assert person_calendar(team, (), "ada") != empty
    with pytest.raises(BadInput, match="no event of this rotation"):
        sync(team, empty, TODAY)


def test_an_event_of_a_later_part_is_read_inside_its_shift(team: Rotation) -> None:
    """The bounds of an event are those of the whole shift, whichever part it was made for."""
    begins = datetime(2026, 12, 17, 16, tzinfo=UTC)
    hand_over(team, [Transfer("A-2026-12-14", "fay", begins)], TODAY).write()
    after = rotation.load(team.places.folder)
    data = calendars(after, TODAY)["schedule.ics"]
    assert data.count(b"SUMMARY:Fay") == 1
    assert texts(after, data.replace(b"SUMMARY:Fay", b"SUMMARY:Bela")) == [
        "A-2026-12-14: Bela in place of Fay"
    ]
