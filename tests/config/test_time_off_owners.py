"""Whose absence an event of a calendar is: titles, attendees, organizers, and who is only told."""

from pathlib import Path

import pytest
from config_cases import HEAD
from tests.teams import TRACKS, write_files

from rotation.config import load
from rotation.errors import BadInput

CREW = "".join(
    f'[[engineer]]\nname = "{name}"\nid = "{who}"\nemail = "{who}@example.com"\n'
    f"joined = 2020-01-01\n{more}\n"
    for who, name, more in (
        ("ada", "Ada Lovelace", 'aliases = ["lovelace@old.example", "Countess"]'),
        ("ben", "Ben Becker", ""),
        ("cai", "Caí Chen", ""),
        ("kim.a", "Kim Lee", ""),
        ("kim.b", "Kim Lee", ""),
    )
)
TEAM = HEAD + TRACKS + '[files]\ntime_off = "team.ics"\n' + CREW
OWN = HEAD + TRACKS + CREW.replace('id = "ada"\n', 'id = "ada"\ntime_off = "team.ics"\n')

ADA, BEN, CAI = (f"mailto:{who}@example.com" for who in ("ada", "ben", "cai"))
NON, OPT = "ROLE=NON-PARTICIPANT", "ROLE=OPT-PARTICIPANT"


def away(folder: Path, title: str, *lines: str, toml: str = TEAM) -> list[str]:
    """Return who is away by one event."""
    event = ["BEGIN:VEVENT", "UID:1@x", "DTSTAMP:20261101T000000Z", f"SUMMARY:{title}"]
    event += ["DTSTART;VALUE=DATE:20261207", "DTEND;VALUE=DATE:20261212", *lines, "END:VEVENT"]
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *event, "END:VCALENDAR", ""])
    write_files(folder, {"team.ics": text, "rotation.toml": toml})
    return [time_off.engineer for time_off in load(folder).time_off]


def unclear(folder: Path, title: str, *lines: str) -> str:
    """Return what is said of one event that is nobody's."""
    with pytest.raises(BadInput) as caught:
        away(folder, title, *lines)
    (fault,) = caught.value.faults
    assert fault.place == "team.ics:3: VEVENT"
    return str(fault)


# Title, lines, who is away.
EVENTS: dict[str, tuple[str, tuple[str, ...], list[str]]] = {
    # A title that names one engineer, and an organizer who does not contradict it.
    "the boss is told": (
        "Ada Lovelace - PTO",
        (f"ORGANIZER:{ADA}", f"ATTENDEE;{NON}:{BEN}"),
        ["ada"],
    ),
    "the boss is invited": ("Ada - PTO", (f"ORGANIZER:{ADA}", f"ATTENDEE:{BEN}"), ["ada"]),
    "the team is invited": (
        "Ada - PTO",
        (f"ATTENDEE:{ADA}", f"ATTENDEE:{BEN}", f"ATTENDEE:{CAI}"),
        ["ada"],
    ),
    "no organizer": ("Ada - PTO", (f"ATTENDEE:{BEN}",), ["ada"]),
    "HR is the organizer": (
        "Ada - PTO",
        ("ORGANIZER;CN=HR:mailto:hr@example.com", f"ATTENDEE:{BEN}"),
        ["ada"],
    ),
    "the named one declined": ("Ada - PTO", (f"ATTENDEE;PARTSTAT=DECLINED:{ADA}",), []),
    "another one declined": ("Ada - PTO", (f"ATTENDEE;PARTSTAT=DECLINED:{BEN}",), ["ada"]),
    "by an alias": ("Countess off", (f"ATTENDEE:{BEN}",), ["ada"]),
    # Another engineer is the organizer.
    "entered by a colleague": ("Ada Lovelace - PTO", (f"ORGANIZER:{BEN}",), ["ada"]),
    "and both are invited": (
        "Ada's farewell",
        (f"ORGANIZER:{CAI}", f"ATTENDEE:{ADA}", f"ATTENDEE:{BEN}"),
        ["ada", "ben"],
    ),
    "and one need not come": (
        "Ada Lovelace - PTO",
        (f"ORGANIZER:{CAI}", f"ATTENDEE:{ADA}", f"ATTENDEE;{OPT}:{BEN}"),
        ["ada"],
    ),
    "and the named one need not come": (
        "Ada Lovelace - PTO",
        (f"ORGANIZER:{CAI}", f"ATTENDEE;{OPT}:{ADA}", f"ATTENDEE;{OPT}:{BEN}"),
        ["ada"],
    ),
    "a trip to the named one": (
        "Visiting Ada",
        (f"ORGANIZER:{BEN}", f"ATTENDEE:{BEN}", f"ATTENDEE:{CAI}"),
        ["ben", "cai"],
    ),
    "lunch with the named one": ("Trip with Ada", (f"ORGANIZER:{BEN}",), ["ben"]),
    # A title that names nobody.
    "attendees": ("Vacation", (f"ATTENDEE:{ADA}", f"ATTENDEE:{BEN}"), ["ada", "ben"]),
    "attendees before the organizer": ("Trip", (f"ORGANIZER:{BEN}", f"ATTENDEE:{ADA}"), ["ada"]),
    "the organizer alone": ("Vacation", (f"ORGANIZER:{ADA}",), ["ada"]),
    "the organizer beside who is told": (
        "Vacation",
        (f"ORGANIZER:{ADA}", f"ATTENDEE;{NON}:{BEN}"),
        ["ada"],
    ),
    "the organizer beside who need not come": (
        "Vacation",
        (f"ORGANIZER:{ADA}", f"ATTENDEE;{OPT}:{BEN}"),
        ["ada"],
    ),
    "optional beside a participant": (
        "Vacation",
        (f"ATTENDEE;ROLE=CHAIR:{ADA}", f"ATTENDEE;{OPT}:{BEN}"),
        ["ada"],
    ),
    "optional alone": (
        "Offsite",
        (f"ATTENDEE;{OPT}:{ADA}", f"ATTENDEE;{OPT}:{BEN}"),
        ["ada", "ben"],
    ),
    "everybody declined": ("Vacation", (f"ATTENDEE;PARTSTAT=DECLINED:{ADA}",), []),
    "somebody else goes": (
        "Fair",
        (f"ATTENDEE;PARTSTAT=DELEGATED:{ADA}", f"ATTENDEE:{BEN}"),
        ["ben"],
    ),
    "not answered yet": ("Vacation", (f"ATTENDEE;PARTSTAT=NEEDS-ACTION:{ADA}",), ["ada"]),
    "a word in lower case": (
        "Vacation",
        (f"attendee;partstat=declined:{ADA}", f"ORGANIZER:{BEN}"),
        [],
    ),
    "two in the title, both invited": (
        "Ada and Ben off",
        (f"ATTENDEE:{ADA}", f"ATTENDEE:{BEN}"),
        ["ada", "ben"],
    ),
    "two in the title, one of them optional": (
        "Ada and Ben off",
        (f"ATTENDEE:{ADA}", f"ATTENDEE;{OPT}:{BEN}", f"ATTENDEE;{OPT}:{CAI}"),
        ["ada", "ben"],
    ),
    # Where the address is.
    "mailto in capitals": ("Vacation", ("ATTENDEE:MAILTO:ADA@EXAMPLE.COM",), ["ada"]),
    "without mailto": ("Vacation", ("ATTENDEE:ada@example.com",), ["ada"]),
    "an old address": ("Vacation", ("ATTENDEE:mailto:lovelace@old.example",), ["ada"]),
    "the EMAIL parameter": (
        "Vacation",
        ('ATTENDEE;CN="Nobody Known";EMAIL="ada@example.com":/principal/17/',),
        ["ada"],
    ),
    "the parameter of CalendarServer": (
        "Vacation",
        ('ATTENDEE;X-CALENDARSERVER-EMAIL="ada@example.com":urn:uuid:1',),
        ["ada"],
    ),
    "EMAIL, declined": (
        "Vacation",
        ("ATTENDEE;PARTSTAT=DECLINED;EMAIL=ada@example.com:/principal/17/",),
        [],
    ),
    "the value before the parameter": ("Trip", (f"ATTENDEE;EMAIL=ben@example.com:{ADA}",), ["ada"]),
    "the common name": ("Vacation", ("ATTENDEE;CN=Ada Lovelace:invalid:nomail",), ["ada"]),
    "last, first": ("Vacation", ('ATTENDEE;CN="Lovelace, Ada":invalid:nomail',), ["ada"]),
    "a comma without quotes": ("Vacation", ("ATTENDEE;CN=Lovelace, Ada:invalid:nomail",), ["ada"]),
    "without accents": ("Vacation", ("ATTENDEE;CN=Cai Chen:invalid:nomail",), ["cai"]),
    "CN, declined": (
        "Vacation",
        ('ATTENDEE;CN="Lovelace, Ada";PARTSTAT=DECLINED:invalid:nomail',),
        [],
    ),
    "CN of the organizer": ("Vacation", ('ORGANIZER;CN="Lovelace, Ada":invalid:nomail',), ["ada"]),
    "CN of a stranger's address": (
        "Trip",
        ("ATTENDEE;CN=Ada Lovelace:mailto:a@home.example",),
        ["ada"],
    ),
    "the address before the name": ("Trip", (f"ATTENDEE;CN=Ben Becker:{ADA}",), ["ada"]),
    "a room of that name": (
        "Vacation",
        (f"ATTENDEE:{BEN}", "ATTENDEE;CUTYPE=ROOM;CN=Ada Lovelace:mailto:room@example.com"),
        ["ben"],
    ),
    "a group with an engineer's address": ("Trip", (f"ATTENDEE;CUTYPE=GROUP:{ADA}",), ["ada"]),
    "other parameters": (
        "Vacation",
        (f'ATTENDEE;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="a: b; c, d";PARTSTAT=ACCEPTED:{ADA}',),
        ["ada"],
    ),
    "a name, not a first name": ("Vacation", ("ATTENDEE;CN=Ada:x:y", f"ATTENDEE:{BEN}"), ["ben"]),
    # Working elsewhere.
    "Outlook": ("Ada Lovelace", ("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",), []),
    "Outlook, intended": ("Ada Lovelace", ("X-MICROSOFT-CDO-INTENDEDSTATUS:WorkingElsewhere",), []),
    "a type of event": ("Ada Lovelace", ("X-GOOGLE-EVENT-TYPE:workingLocation",), []),
    "a category": ("Ada Lovelace", ("CATEGORIES:Team,Working location",), []),
    "out of office says more": (
        "Ada WFH",
        ("X-MICROSOFT-CDO-BUSYSTATUS:OOF", "CATEGORIES:Working elsewhere"),
        ["ada"],
    ),
    "busy is away": ("Ada Lovelace", ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY",), ["ada"]),
    "by its title": ("Ada working from home", (), []),
}


@pytest.mark.parametrize("case", EVENTS)
def test_who_is_away_by_an_event_of_the_team(tmp_path: Path, case: str) -> None:
    """Whoever is on leave is away, not the boss who is told, nor the team that is invited."""
    title, lines, who = EVENTS[case]
    assert away(tmp_path, title, *lines) == who


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        ("Vacation", (), "'Vacation' names no engineer; put one name in the title"),
        ("Ada Byron - PTO", (), "names no engineer ('Ada Byron' is somebody else)"),
        ("Lunch with Ada", (), "names no engineer ('Ada' is not described as away)"),
        ("Ada Lovlace", (), "did you mean 'Ada Lovelace'?"),
        ("Ada and Ben off", (), "names more than one engineer (ada, ben); put one name in"),
        ("Ada and Ben off", (f"ORGANIZER:{ADA}",), "names more than one engineer (ada, ben)"),
        ("Vacation", (f"ATTENDEE;{NON}:{BEN}",), "names no engineer"),
        ("Vacation", ("ATTENDEE;CN=Kim Lee:invalid:nomail",), "names no engineer"),
        ("Vacation", ("ATTENDEE;CN=Ada:invalid:nomail",), "names no engineer"),
        ("Kim off", (), "names no engineer"),
        (
            "Ada Lovelace - PTO",
            (f"ORGANIZER:{CAI}", f"ATTENDEE:{BEN}"),
            "names ada, but its addresses are those of",
        ),
        ("Ada's wedding", (f"ORGANIZER:{BEN}",), "names ada, but its addresses are those of ben"),
    ],
)
def test_nobody_is_assumed(
    tmp_path: Path, title: str, lines: tuple[str, ...], expected: str
) -> None:
    """When it is unclear who is away that is said, with the engineers and the keys that help."""
    message = unclear(tmp_path, title, *lines)
    assert expected in message
    assert "(engineers: ada, ben, cai, kim.a, kim.b)" in message
    assert "`[time_off] ignore`" in message
    assert '`unmatched = "skip"`' in message


@pytest.mark.parametrize(
    ("title", "lines", "who"),
    [
        ("Dentist", (), ["ada"]),
        ("Ben off", (), ["ada"]),  # it is in her calendar
        ("Ben off", (f"ATTENDEE;{NON}:{ADA}",), []),
        ("Ada and Ben off", (f"ATTENDEE;{NON}:{ADA}",), ["ada"]),
        ("Vacation", (f"ATTENDEE;{NON}:{ADA}",), ["ada"]),
        ("Ben Zimmer (Sick)", (f"ATTENDEE;{NON}:{ADA}",), ["ada"]),  # no other engineer
        ("Trip", (f"ATTENDEE;PARTSTAT=DECLINED:{ADA}",), []),
        ("Trip", ("ATTENDEE;PARTSTAT=DECLINED:mailto:lovelace@old.example",), []),
        ("Trip", ('ATTENDEE;PARTSTAT=DECLINED;CN="Lovelace, Ada":invalid:nomail',), []),
        ("Trip", (f"ATTENDEE;PARTSTAT=DELEGATED:{ADA}",), []),
        ("Trip", (f"ATTENDEE;PARTSTAT=DECLINED:{BEN}",), ["ada"]),
        ("Other office", ("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",), []),
        ("Working location: home", (), []),
    ],
)
def test_who_is_away_by_an_event_of_a_persons_own(
    tmp_path: Path, title: str, lines: tuple[str, ...], who: list[str]
) -> None:
    """Everything is the owner's but what they declined, and a colleague's absence they are told."""
    assert away(tmp_path, title, *lines, toml=OWN) == who
