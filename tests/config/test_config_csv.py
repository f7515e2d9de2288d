from datetime import UTC, datetime
from pathlib import Path

import pytest
from config_cases import VALID, FaultsOf, Team
from tests.teams import write_team

from rotation.config import load, read_schedule
from rotation.errors import BadInput
from rotation.model.people import TimeOffKind
from rotation.model.shifts import ShiftKind, Status
from rotation.model.source import Source

WHOLE = "2026-01-05T11:00:00-05:00,2026-01-12T11:00:00-05:00"
FAULTS = {
    # time off
    ("time_off", "adda,2026-01-05,2026-01-06,,\n"): [
        "2: engineer: unknown engineer 'adda'; did you mean 'ada'?"
    ],
    ("time_off", "ada,2026-01-05,2026-01-04,,\n"): [
        "2: end: 2026-01-04 lies before start, 2026-01-05; swap them; both days are included"
    ],
    ("time_off", "ada,2026-01-05T09:00,2026-01-05T09:00,,\n"): [
        "2: end: 2026-01-05T09:00 is not after start, 2026-01-05T09:00; "
        "give an end after the start; the end itself is not included"
    ],
    ("time_off", "ada,2026-01-05,2026-01-05T09:00,,\n"): [
        "2: end: 2026-01-05 and 2026-01-05T09:00 mix a date and an instant; "
        "give two dates or two instants"
    ],
    ("time_off", "ada,2026-02-30,5/2026,,\n"): [
        "2: end: '5/2026' is neither a date nor an instant; "
        "write it as 2026-12-21, 2026-12-21T09:00 or 2026-12-21T09:00-05:00",
        "2: start: there is no day 2026-02-30",
    ],
    ("time_off", "ada,2026-01-05T25:00,2026-01-06T09:00+99:00,,\n"): [
        "2: end: there is no offset +99:00",
        "2: start: '2026-01-05T25:00' is neither a date nor an instant; "
        "write it as 2026-12-21, 2026-12-21T09:00 or 2026-12-21T09:00-05:00",
    ],
    ("time_off", "ada,1969-12-31,2101-01-01,,\n"): [
        "2: end: 2101-01-01 is outside the years 1970 to 2100",
        "2: start: 1969-12-31 is outside the years 1970 to 2100",
    ],
    ("time_off", "ada,2026-01-05,2026-01-06,vacatoin,\n"): [
        "2: kind: unknown kind 'vacatoin'; did you mean 'vacation'?"
    ],
    ("time_off", 'ada,2026-01-05,2026-01-06,,"two\nlines"\nada,x,2026-01-06,,\n'): [
        "2: note: 'two\\nlines' has a control character, U+000A; remove it",
        "4: start: 'x' is neither a date nor an instant; "
        "write it as 2026-12-21, 2026-12-21T09:00 or 2026-12-21T09:00-05:00",
    ],
    ("time_off", ",2026-01-05,,,\n"): ["2: end: is empty", "2: engineer: is empty"],
    ("time_off", "ada,2026-01-05\n"): [
        "2: has 2 cells, but the header has 5; cells are missing; an empty cell needs its comma too"
    ],
    ("time_off", "ada,2026-01-05,2026-01-06,,Home, again\n"): [
        "2: has 6 cells, but the header has 5; put text that holds a comma in double quotes"
    ],
    ("time_off", "ada,2026-01-05,2026-01-06,,\nEngineer, start,end,kind,note\n"): [
        "3: repeats the header; remove it"
    ],
    ("time_off", "ada,2026-01-05,2026-01-06,,\nstart,end,engineer\n2026-01-05,x,ada\n"): [
        "3: is a second header with other columns; put what follows under the columns of line 1"
    ],
    ("time_off", "\nada,2026-01-05,2026-01-06,,\n\n ada,2026-01-05,2026-01-06,,\n"): [
        "5: the same row as line 3; remove one"
    ],
    ("time_off", 'ada,2026-01-05,2026-01-06,,"x\n'): [
        "2: not valid CSV: unexpected end of data; check the double quotes"
    ],
    # volunteers
    ("volunteers", "ada,2026-12-25,2026-12-24,0,4\n"): [
        "2: end: 2026-12-24 lies before start, 2026-12-25; swap them; both days are included",
        "2: max_shifts: offers no shift; remove the row",
        "2: preference: '4' is not 1, 2 or 3; 1 means preferred, 3 only if needed",
    ],
    ("volunteers", "ada,2026-12-25,2026-12-26T09:00,1.5,\n"): [
        "2: end: expects a date, got the text '2026-12-26T09:00'; write it as 2026-11-27",
        "2: max_shifts: '1.5' is not a whole number; leave it empty for no bound",
    ],
    # schedules
    ("history", f"A-2026-01-05,A,regular,{WHOLE},adda,,,\n"): [
        "2: engineer: unknown engineer 'adda'; "
        "did you mean 'ada'? else add the person, with `leaves` if they left"
    ],
    ("history", f"A-2026-01-05,A,regular,{WHOLE},xyz,,,\n"): [
        "2: engineer: unknown engineer 'xyz'; add the person, with `leaves` if they left"
    ],
    ("history", f"B-2026-01-05,A,regular,{WHOLE},ada,,,\n"): [
        "2: shift: 'B-2026-01-05' is not a shift of track 'A'; its name begins with 'A-'"
    ],
    ("history", f"A-2026-01-05,\x1b,regular,{WHOLE},ada,,,\n"): [
        "2: shift: 'A-2026-01-05' is not a shift of track '\\x1b'; its name begins with '\\x1b-'",
        "2: track: '\\x1b' is not a track name: up to 32 letters, digits, '_', '-' and '.', "
        "the first a letter, digit or '_'",
    ],
    ("history", f"A-2026-01-05+1,A,regulr,{WHOLE},ada,,,\n"): [
        "2: kind: unknown kind 'regulr'; did you mean 'regular'?",
        "2: shift: 'A-2026-01-05+1' is not a shift; "
        "write it as TRACK-YYYY-MM-DD, with +2 or more for a part",
    ],
    ("history", "A-2026-01-05,A,regular,2026-01-05T11:00,2026-01-12,ada,,,\n"): [
        "2: end: '2026-01-12' is not an instant; write it as 2026-12-21T09:00:00-05:00",
        "2: start: '2026-01-05T11:00' has no offset; add one, as in 2026-12-21T09:00:00-05:00",
    ],
    (
        "history",
        "A-2026-01-05,A,regular,2026-01-05T11:00Z,2026-01-05T11:00Z,ada,,,\n",
    ): ["2: end: 2026-01-05T11:00Z is not after start, 2026-01-05T11:00Z; swap them"],
    ("history", f"A-2026-01-05,A,regular,{WHOLE},ada,open,,\n"): [
        "2: status: 'open', but 'ada' holds it; clear one of the two cells"
    ],
    ("history", f"A-2026-01-05,A,regular,{WHOLE},,planned,,\n"): [
        "2: status: 'planned', but nobody holds it; write 'open', or name the engineer"
    ],
    ("history", f"A-2026-01-05,A,regular,{WHOLE},ada,plannd,-1,yesterday\n"): [
        "2: revised: 'yesterday' is not an instant; write it as 2026-12-21T09:00:00-05:00",
        "2: revision: '-1' is not a whole number; 0 is the first publication",
        "2: status: unknown status 'plannd'; did you mean 'planned'?",
    ],
    (
        "history",
        f"A-2026-01-05,A,regular,{WHOLE},ada,,,\nA-2026-01-05,A,regular,{WHOLE},grace,,,\n",
    ): ["3: shift: 'A-2026-01-05' is also on line 2; keep one; parts of a shift are called +2, +3"],
    (
        "published",
        "A-2026-01-12,A,regular,2026-01-12T10:59-05:00,2026-01-19T11:00-05:00,grace,,,\n"
        f"A-2026-01-05,A,regular,{WHOLE},ada,,,\n"
        f"B-2026-01-05,B,regular,{WHOLE},ada,,,\n",
    ): [
        "3: start: A-2026-01-05 overlaps A-2026-01-12 of line 2; a track has one engineer at a time"
    ],
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_row_at_fault_gets_its_message(faults_of: FaultsOf, case: tuple[str, str]) -> None:
    """Each fault says file, line, column, what is wrong and the fix, and causes no other."""
    name, rows = case
    assert faults_of(**{name: rows}) == [f"{name}.csv:{text}" for text in FAULTS[case]]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", ["time_off.csv: has no header row; begin with engineer,start,end"]),
        ("\n \n", ["time_off.csv: has no header row; begin with engineer,start,end"]),
        (
            "engineer|start|end\n",
            ["time_off.csv:1: is separated by vertical bars; save it with commas"],
        ),
        (
            '\n"engineer"\t"start"\t"end"\nada\t"2026"\n',
            [
                "time_off.csv:3: has 2 cells, but the header has 3; "
                "cells are missing; an empty cell needs its tab too"
            ],
        ),
        (
            "ada,2026-01-05,2026-01-06,,\ngrace,2026-01-05,2026-01-06,,x\n",
            [
                "time_off.csv:1: the header row is missing; "
                "the first line must be engineer,start,end"
            ],
        ),
        (
            "Engineer,START,end,End\n",
            ["time_off.csv:1: end: the column appears twice; remove one"],
        ),
        (
            "Enginer,start,end\n",
            ["time_off.csv:1: Enginer: unknown column; did you mean 'engineer'?"],
        ),
        (
            "enginer,start,end\n",
            ["time_off.csv:1: enginer: unknown column; did you mean 'engineer'?"],
        ),
        (
            "engineer,start,end,end,zzz,\n",
            [
                "time_off.csv:1: column 6 has no name; name it, or remove it",
                "time_off.csv:1: end: the column appears twice; remove one",
                "time_off.csv:1: zzz: unknown column; known: kind, note, wording",
            ],
        ),
        ("engineer,start\n", ["time_off.csv:1: end: the column is missing; add it"]),
        (
            '"engineer,start\n',
            ["time_off.csv:1: not valid CSV: unexpected end of data; check the double quotes"],
        ),
    ],
)
def test_a_header_at_fault_gets_its_message(
    team: Team, tmp_path: Path, text: str, messages: list[str]
) -> None:
    """A file whose columns are not clear is told of once, not row by row."""
    team(history="")
    (tmp_path / "time_off.csv").write_text(text + "a,b,c\n" * (text.count(",") > 2))
    with pytest.raises(BadInput) as caught:
        load(tmp_path)
    assert [str(fault) for fault in caught.value.faults] == messages


def test_time_off_is_read_in_the_persons_zone(team: Team) -> None:
    """Days are whole, inclusive and of the person's zone, like instants without offset."""
    data = team(
        time_off="grace,2026-03-28,2026-03-29,leave,Home\n"
        "ada,2026-03-28,2026-03-29,,\n"
        "ada,2026-04-01,2026-04-01,vacation,\n"
        "ada,2026-03-29T01:30,2026-03-29 03:00,,\n"
        "ada,2026-05-01T09:00-05:00,2026-05-01T15:00Z,,\n"
    )
    ada = [(t.start, t.end, t.wording) for t in data.time_off[:4]]
    assert ada == [
        # The clocks of London go forward in the night to 29 March.
        (
            datetime(2026, 3, 28, tzinfo=UTC),
            datetime(2026, 3, 29, 23, tzinfo=UTC),
            "2026-03-28 to 2026-03-29",
        ),
        # 01:30 does not exist that day: it is read with the offset before the jump.
        (
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 2, tzinfo=UTC),
            "2026-03-29T01:30 to 2026-03-29 03:00",
        ),
        (
            datetime(2026, 3, 31, 23, tzinfo=UTC),
            datetime(2026, 4, 1, 23, tzinfo=UTC),
            "on 2026-04-01",
        ),
        (
            datetime(2026, 5, 1, 14, tzinfo=UTC),
            datetime(2026, 5, 1, 15, tzinfo=UTC),
            "2026-05-01T09:00-05:00 to 2026-05-01T15:00Z",
        ),
    ]
    grace = data.time_off[4]
    assert (grace.start, grace.end) == (
        datetime(2026, 3, 28, 4, tzinfo=UTC),
        datetime(2026, 3, 30, 4, tzinfo=UTC),
    )
    assert (grace.kind, grace.note) == (TimeOffKind.LEAVE, "Home")
    assert grace.source == Source("time_off.csv", 2)


def test_a_header_may_be_written_otherwise(team: Team, tmp_path: Path) -> None:
    """Letter case and blanks do not tell columns apart."""
    team(history="")
    text = "Engineer , START,End\nada,2026-01-05,2026-01-06\n"
    (tmp_path / "time_off.csv").write_text(text)
    (absence,) = load(tmp_path).time_off
    assert (absence.engineer, absence.wording) == ("ada", "2026-01-05 to 2026-01-06")


def test_offers_are_days_of_the_rotations_zone(team: Team) -> None:
    """An offer runs from midnight to the midnight after its last day, in New York."""
    (offer,) = team(volunteers="ada,2026-12-25,2027-01-01,,\n").offers
    assert (offer.start, offer.end) == (
        datetime(2026, 12, 25, 5, tzinfo=UTC),
        datetime(2027, 1, 2, 5, tzinfo=UTC),
    )
    assert (offer.max_shifts, offer.preference) == (None, 2)
    assert offer.wording == "2026-12-25 to 2027-01-01"


def test_schedules_are_read_with_or_without_their_last_columns(team: Team, tmp_path: Path) -> None:
    """Columns come in any order, and what is left out has its default."""
    data = team()
    path = tmp_path / "any.csv"
    path.write_text(
        "\ufeffengineer,end,start,kind,track,shift,email,holidays\r\n"
        "ada,2026-01-12T11:00:00-05:00,2026-01-05T16:00:00Z,regular,A,A-2026-01-05,=1,x\r\n"
        ",2026-12-27T00:00:00-05:00,2026-12-25T00:00:00-05:00,volunteer,B,B-2026-12-25+12,,\r\n",
        encoding="utf-8",
        newline="",
    )
    first, second = read_schedule(path, data)
    assert (first.shift, first.track, first.kind) == ("A-2026-01-05", "A", ShiftKind.REGULAR)
    assert first.start == datetime(2026, 1, 5, 16, tzinfo=UTC)
    assert first.end == datetime(2026, 1, 12, 16, tzinfo=UTC)
    assert (first.engineer, first.status, first.revision, first.revised) == (
        "ada",
        Status.PLANNED,
        0,
        None,
    )
    assert first.source == Source(str(path), 2)
    assert (second.engineer, second.status, second.kind) == (None, Status.OPEN, ShiftKind.VOLUNTEER)


def test_status_and_revision_are_kept(team: Team) -> None:
    """What a published file says of a line arrives as written."""
    rows = f"A-2026-01-05,A,regular,{WHOLE},ada,locked,3,2025-12-01T00:00:00+01:00\n"
    (entry,) = team(published=rows).published
    assert (entry.status, entry.revision) == (Status.LOCKED, 3)
    assert entry.revised == datetime(2025, 11, 30, 23, tzinfo=UTC)


def test_a_schedule_that_is_not_there_is_reported(team: Team, tmp_path: Path) -> None:
    """The path is named as the user gave it."""
    data = team()
    with pytest.raises(BadInput, match="no such file"):
        read_schedule(tmp_path / "none.csv", data)


def test_a_sign_up_row_with_only_a_name_is_an_offer(tmp_path: Path) -> None:
    """A shift and a name, no `max_shifts` and no `preference`: who writes no more still offers."""
    sheet = (
        "shift,engineer,start,end,max_shifts,preference\n"
        "A-2026-12-25,ada,2026-12-25,2026-12-26,,\n"
        "A-2026-12-27,,2026-12-27,2026-12-28,,\n"
    )
    (offer,) = load(write_team(tmp_path, VALID, columns={}, volunteers=sheet)).offers
    assert (offer.engineer, offer.max_shifts, offer.preference) == ("ada", None, 2)
