"""The folder whose files are changed: of a team that has lived for a while."""

import contextlib
import io
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rotation import load
from rotation.cli import main

__all__ = ["PUBLISHED", "Folder", "folder_in", "living", "write_into"]

Folder = Mapping[str, bytes]
"""The bytes of each file by its name, with `/`."""

TODAY = "2026-10-20"
PUBLISHED = "A-2026-11-09"

_TOML = """# A team with a bit of everything.
[rotation]
name = "Team"
calendar_id = "team"
timezone = "America/New_York"
notice_days = 10
history_days = 200

[holidays]
country = "US"
exclude = ["Columbus Day"]

[[holidays.extra]]
date = 2026-11-27
name = "Day after Thanksgiving"

[[track]]
name = "A"
handover = "Mon 11:00"

[[track]]
name = "B"
handover = ["Wed 11:00", "Fri 11:00"]
weeks = 2
anchor = 2026-01-05

[[special_period]]
name = "Christmas week"
first_day = "12-25"
last_day = "01-01"

[newcomers]
grace_days = 30

[files]
time_off = ["time_off.csv", "team.ics"]
volunteers = "volunteers.csv"
history = "history.csv"
wishes = "wishes.csv"

[home_zone]
zones = ["America/New_York"]

[calendar]
summary = "{name} on call ({track})"

[pay]
currency = "EUR"
weekend = "2.50"
lieu_holiday = 0.5

[[pin]]
shift = "A-2026-12-07"
engineer = "cleo"

[[engineer]]
name = "Ada Byron"
id = "ada"
email = "ada@example.com"
joined = 2020-01-06
time_off = "ada.ics"

[[engineer]]
name = "Bela Bart\u00f3k"
id = "bela"
email = "bela@example.com"
timezone = "Europe/Budapest"
joined = 2020-01-06
manager = "ada"
country = "HU"

[[engineer]]
name = "Cleo Laine"
id = "cleo"
aliases = ["cl"]
joined = 2021-05-03
capacity = 0.5

[[engineer]]
name = "Dora Maar"
id = "dora"
joined = 2022-02-07
tracks = ["A"]

[[engineer]]
name = "Emil Post"
id = "emil"
joined = 2022-02-07

[[engineer]]
name = "\u674e\u5c0f\u9f8d"
id = "li"
joined = 2019-01-07
leaves = 2027-03-01
"""

_FILES = {
    "time_off.csv": """engineer,start,end,kind,note
ada,2026-11-23,2026-11-27,vacation,"Away, at last"
bela,2026-12-01T09:00,2026-12-01T17:00,,
dora,2026-12-21,2027-01-10,leave,
""",
    "volunteers.csv": """engineer,start,end,max_shifts,preference
cleo,2026-12-25,2027-01-01,2,1
li,2026-12-25,2026-12-31,,2
""",
    "history.csv": """shift,track,kind,start,end,engineer
A-2026-10-05,A,regular,2026-10-05T11:00-04:00,2026-10-12T11:00-04:00,dora
A-2026-10-12,A,regular,2026-10-12T11:00-04:00,2026-10-19T11:00-04:00,emil
A-2026-10-19,A,regular,2026-10-19T11:00-04:00,2026-10-26T11:00-04:00,ada
""",
    "wishes.csv": """engineer,start,end,want
emil,2026-12-05,2026-12-06,no
li,2026-11-09,2026-11-13,yes
""",
    "ada.ics": """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
X-WR-TIMEZONE:America/New_York
BEGIN:VTIMEZONE
TZID:Own
BEGIN:STANDARD
DTSTART:19701101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700308T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20261214
DTEND;VALUE=DATE:20261219
SUMMARY:Out of office
END:VEVENT
BEGIN:VEVENT
UID:2
SEQUENCE:3
DTSTAMP:20260101T000000Z
DTSTART;TZID=Own:20260302T090000
DURATION:PT2H
RRULE:FREQ=WEEKLY;INTERVAL=4;BYDAY=MO;UNTIL=20261231T235959Z
EXDATE;TZID=Own:20260330T090000
SUMMARY:Physio\\, in the morning
END:VEVENT
END:VCALENDAR
""",
    "team.ics": """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20261207
SUMMARY:Emil Post: vacation
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20261109T120000Z
DTEND:20261111T120000Z
ATTENDEE;PARTSTAT=ACCEPTED;CN=Bela:mailto:bela@example.com
SUMMARY:Conference
END:VEVENT
BEGIN:VFREEBUSY
UID:5
ORGANIZER:mailto:ada@example.com
FREEBUSY;FBTYPE=BUSY:20261201T120000Z/20261201T180000Z,20261202T120000Z/PT3H
END:VFREEBUSY
END:VCALENDAR
""",
}


@cache
def living() -> Folder:
    """Return the folder after a plan, a publication, two trades and a sign-up sheet."""
    with TemporaryDirectory() as name, contextlib.chdir(name):
        home = Path(name)
        write_into(home, {"rotation.toml": _TOML.encode()})
        write_into(home, {file: text.encode() for file, text in _FILES.items()})
        _run("plan", ".", "--month", "2026-11", "--effort", "1")
        _run("publish", ".", "--why", "first")
        for shift in (PUBLISHED, "A-2026-11-23"):
            holder = next(e.engineer for e in load(home).published if e.shift == shift)
            taker = "emil" if holder != "emil" else "dora"
            part = ("--from", shift.replace("23", "25")) if shift != PUBLISHED else ()
            words = ("cover", shift, taker, *(word.removeprefix("A-") for word in part))
            _run("trade", ".", *words, "--force", "--why", "ill")
        _run("volunteers", "open", ".")
        return folder_in(home)


def _run(*words: str) -> None:
    errors = io.StringIO()
    with contextlib.redirect_stdout(errors), contextlib.redirect_stderr(errors):
        code = main([*words, "--today", TODAY])
    assert code in (0, 1), (words, errors.getvalue())


def write_into(home: Path, folder: Folder) -> None:
    """Write files into a folder that is there."""
    for name, data in folder.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def folder_in(home: Path) -> dict[str, bytes]:
    """Return the regular files below a folder, nothing else of it."""
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and not path.is_symlink() and os.access(path, os.R_OK)
    }
