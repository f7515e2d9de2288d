"""A week that is running and what can be wrong with it, in files: who breaks which rule, and how.

Cai is on call on track A from Monday 22 to Monday 29 March 2027, 09:00; the clock goes forward on
the 28th. Everybody is asked about on the 23rd unless a case says otherwise.
"""

from dataclasses import dataclass, field
from pathlib import Path

from tests.teams import head, person, write_files

SETTINGS = {"on_rest_day": '"keep"', "notice_days": "0", "min_rest_days": "0"}
TRACK = '[[track]]\nname = "{}"\nhandover = "{} 09:00"\n'
COLUMNS = "shift,track,kind,start,end,engineer,email,status,rest_days,holidays,revision,revised\n"
NAMES = ("ada", "ben", "cai", "dee", "eve")


def line(shift: str, start: str, end: str, engineer: str, kind: str = "regular") -> str:
    """Return a published line; the track is the first letter of the shift."""
    state = "planned" if engineer else "open"
    return (
        f"{shift},{shift[0]},{kind},{start},{end},{engineer},,{state},,,0,2027-03-01T00:00+01:00\n"
    )


WEEKS = (
    line("A-2027-03-15", "2027-03-15T09:00+01:00", "2027-03-22T09:00+01:00", "ben"),
    line("A-2027-03-22", "2027-03-22T09:00+01:00", "2027-03-29T09:00+02:00", "cai"),
    line("A-2027-03-29", "2027-03-29T09:00+02:00", "2027-04-05T09:00+02:00", "dee"),
    line("A-2027-04-05", "2027-04-05T09:00+02:00", "2027-04-12T09:00+02:00", "ada"),
)
B_WEEKS = (
    line("B-2027-03-17", "2027-03-17T09:00+01:00", "2027-03-24T09:00+01:00", "ada"),
    line("B-2027-03-24", "2027-03-24T09:00+01:00", "2027-03-31T09:00+02:00", "eve"),
)
EASTER = (
    line("A-2027-03-15", "2027-03-15T09:00+01:00", "2027-03-22T00:00+01:00", "ben"),
    line("A-2027-03-22", "2027-03-22T00:00+01:00", "2027-03-25T00:00+01:00", "cai", "volunteer"),
    line("A-2027-03-25", "2027-03-25T00:00+01:00", "2027-03-28T00:00+01:00", "ada", "volunteer"),
)
SPECIAL = """[[special_period]]
name = "Easter"
first_day = 2027-03-22
last_day = 2027-03-27
shift_days = 3
"""
OFFERS = "engineer,start,end\nada,2027-03-22,2027-03-27\nben,2027-03-22,2027-03-27\n"


@dataclass(frozen=True)
class Case:
    """A way to be wrong.

    `parts` are the bounds that the commands name, by start; none where what is left of `shift`
    is to be given away. `over` is the first day on which nothing is said any more.
    """

    rule: str
    over: str
    parts: tuple[tuple[str, str], ...] = ()
    shift: str = "A-2027-03-22"
    settings: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    more: str = ""
    tracks: str = TRACK.format("A", "Mon")
    published: tuple[str, ...] = WEEKS
    files: dict[str, str] = field(default_factory=dict)
    today: str = "2027-03-23"


def off(*rows: str) -> dict[str, str]:
    """Return the file of time off."""
    return {"time_off.csv": "engineer,start,end\n" + "".join(f"{row}\n" for row in rows)}


def calendar(start: str, end: str) -> str:
    """Return a team's calendar with one absence of Cai, in whole days."""
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN", "BEGIN:VEVENT", "UID:1@x",
        "DTSTAMP:20270301T000000Z", f"DTSTART;VALUE=DATE:{start}", f"DTEND;VALUE=DATE:{end}",
        "SUMMARY:Cai Person: vacation", "END:VEVENT", "END:VCALENDAR", "",
    )  # fmt: skip
    return "\r\n".join(lines)


BOTH = TRACK.format("A", "Mon") + TRACK.format("B", "Wed")
REST = {"min_rest_days": "7"}

CASES = {
    "days": Case(
        "time_off",
        "2027-03-28",
        (("2027-03-25", "2027-03-28"),),
        files=off("cai,2027-03-25,2027-03-27"),
    ),
    "an hour": Case(
        "time_off",
        "2027-03-26",
        (("2027-03-25T10:00", "2027-03-25T11:00"),),
        files=off("cai,2027-03-25T10:00,2027-03-25T11:00"),
    ),
    "begun before": Case(
        "time_off",
        "2027-03-27",
        (("2027-03-23", "2027-03-27"),),
        files=off("cai,2027-03-20,2027-03-26"),
    ),
    "beyond its end": Case(
        "time_off",
        "2027-03-30",
        (("2027-03-27", "2027-03-29T09:00"),),
        files=off("cai,2027-03-27,2027-04-09"),
    ),
    "several": Case(
        "time_off",
        "2027-03-29",
        (
            ("2027-03-24", "2027-03-25"),
            ("2027-03-26", "2027-03-26T06:30"),
            ("2027-03-28", "2027-03-29"),
        ),
        files=off(
            "cai,2027-03-24,2027-03-24",
            "cai,2027-03-26T00:00,2027-03-26T06:30",
            "cai,2027-03-28,2027-03-28",
        ),
    ),
    "two that overlap": Case(
        "time_off",
        "2027-03-28",
        (("2027-03-24", "2027-03-28"),),
        files=off("cai,2027-03-24,2027-03-26", "cai,2027-03-26,2027-03-27"),
    ),
    "by calendar": Case(
        "time_off",
        "2027-03-28",
        (("2027-03-25", "2027-03-28"),),
        files={"cai.ics": calendar("20270325", "20270328")},
    ),
    "another zone": Case(
        "time_off",
        "2027-03-27",
        (("2027-03-25T05:00", "2027-03-26T05:00"),),
        people={"cai": 'timezone = "America/New_York"\n'},
        files=off("cai,2027-03-25,2027-03-25"),
    ),
    "over the clock change": Case(
        "time_off",
        "2027-03-29",
        (("2027-03-28T01:30", "2027-03-28T03:30"),),
        files=off("cai,2027-03-28T01:30,2027-03-28T03:30"),
    ),
    "the last day": Case(
        "time_off",
        "2027-03-29",
        (("2027-03-28", "2027-03-29"),),
        today="2027-03-28",
        files=off("cai,2027-03-25,2027-03-28"),
    ),
    "somebody leaves": Case(
        "membership",
        "2027-03-30",
        (("2027-03-26", "2027-03-29T09:00"),),
        people={"cai": "leaves = 2027-03-26\n"},
    ),
    "somebody joins": Case(
        "membership",
        "2027-03-26",
        (("2027-03-23", "2027-03-26"),),
        people={"cai": "joined = 2027-01-25\n"},
    ),
    "too little rest": Case(
        "rest",
        "2027-03-30",
        settings=REST,
        published=(WEEKS[0].replace(",ben,", ",cai,"), *WEEKS[1:]),
    ),
    "too little rest to come": Case(
        "rest",
        "2027-04-06",
        shift="A-2027-03-29",
        settings=REST,
        published=(*WEEKS[:2], WEEKS[2].replace(",dee,", ",cai,")),
    ),
    "newcomers together": Case(
        "newcomers",
        "2027-04-01",
        shift="B-2027-03-24",
        tracks=BOTH,
        published=(*WEEKS, *B_WEEKS),
        people={"cai": "joined = 2026-12-01\n", "eve": "joined = 2026-12-01\n"},
        today="2027-03-25",
    ),
    "two tracks at once": Case(
        "overlap",
        "2027-04-01",
        shift="B-2027-03-24",
        tracks=BOTH,
        published=(*WEEKS, B_WEEKS[0], B_WEEKS[1].replace(",eve,", ",cai,")),
        today="2027-03-25",
    ),
    "away on two tracks": Case(
        "time_off",
        "2027-03-27",
        (("2027-03-25", "2027-03-27"),),
        tracks=BOTH,
        published=(*WEEKS, *B_WEEKS),
        files=off("cai,2027-03-25,2027-03-26"),
        today="2027-03-25",
    ),
    "another track": Case(
        "tracks",
        "2027-03-30",
        tracks=BOTH,
        published=(*WEEKS, *B_WEEKS),
        people={"cai": 'tracks = ["B"]\n'},
    ),
    "not offered": Case(
        "volunteers",
        "2027-03-25",
        more=SPECIAL,
        published=EASTER,
        files={"volunteers.csv": OFFERS},
    ),
    "a volunteer is away": Case(
        "time_off",
        "2027-03-25",
        (("2027-03-24", "2027-03-24T12:00"),),
        more=SPECIAL,
        published=EASTER,
        files={
            "volunteers.csv": OFFERS + "cai,2027-03-22,2027-03-24\n",
            **off("cai,2027-03-24T00:00,2027-03-24T12:00"),
        },
    ),
    "inside the notice": Case(
        "time_off",
        "2027-04-03",
        (("2027-03-31", "2027-04-03"),),
        shift="A-2027-03-29",
        settings={"notice_days": "30"},
        files=off("dee,2027-03-31,2027-04-02"),
    ),
    "far ahead": Case(
        "time_off",
        "2027-04-11",
        (("2027-04-10", "2027-04-11"),),
        shift="A-2027-04-05",
        files=off("ada,2027-04-10,2027-04-10"),
    ),
    "pinned to somebody else": Case(
        "locks", "2027-03-30", more='[[pin]]\nshift = "A-2027-03-22"\nengineer = "ben"\n'
    ),
}
"""By what is wrong."""


def write_case(folder: Path, case: Case) -> Path:
    """Write a case's folder."""
    settings = (f"{key} = {value}" for key, value in {**SETTINGS, **case.settings}.items())
    named = [name for name in case.files if name.startswith("time_off") or name.endswith(".ics")]
    listed = f"time_off = {named!r}\n".replace("'", '"') if named else ""
    listed += 'volunteers = "volunteers.csv"\n' if "volunteers.csv" in case.files else ""
    listed += 'history = "history.csv"\n' if "history.csv" in case.files else ""
    people = (
        person(f"{name.title()} Person", *case.people.get(name, "").splitlines()) for name in NAMES
    )
    tables = (head(*settings, timezone="Europe/Berlin"), case.tracks, case.more)
    files = {
        "rotation.toml": "".join((*tables, f"[files]\n{listed}", *people)),
        "published.csv": COLUMNS + "".join(case.published),
    }
    return write_files(folder, {**files, **case.files})
