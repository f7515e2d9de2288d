"""Who holds a shift by an event of a calendar: its title, and who is invited."""

from dataclasses import replace

import pytest
from schedule_cases import PEOPLE, TEAM, brief, engineer, faults, ics, read, rows

from rotation.export import team_calendar


@pytest.mark.parametrize(
    ("title", "person"),
    [
        ("Grace Hopper (A)", "gh"),
        ("(A) Grace", "gh"),
        ("on call: zoe@example.com (A)", "a"),
        ("ZOË ÅNGSTRÖM (A)", "a"),
        ("Zoe\u0308 A\u030angstro\u0308m (A)", "a"),
        ("Ann Lee (A)", "ann-lee"),
        ("Ann (A)", "ann"),
        ("ann.lee@example.com (A)", "ann-lee"),
        ("李小龍 (A)", "li"),
        ("No one (A)", None),
        ("No-one (A)", None),
        ("", None),
        ("Grace Hopper <gh> (A)", "gh"),
    ],
)
def test_engineers_are_found_in_titles(title: str, person: str | None) -> None:
    """An id, address, full name or the only such first name is found; the longest one counts."""
    data = ics(f"SUMMARY:{title}\nCATEGORIES:Track A")
    assert brief(read(data)) == [("A-2026-03-02", person)]


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("Grace and Zoë (A)", "names more than one engineer (a, gh)"),
        ("Grace, no one (A)", "names more than one engineer (gh, no one)"),
        ("Grce Hoper", "names no engineer; did you mean 'Grace Hopper'?"),
        ("Bob (A)", "names no engineer"),
        ("gh@other.org (A)", "names no engineer"),
        ("gh-x (A)", "names no engineer"),
        ("Gracefully (A)", "names no engineer"),
        ("Track A", "names no engineer"),
    ],
)
def test_a_title_without_exactly_one_engineer_is_reported(title: str, message: str) -> None:
    """None or two named is an error with place, title and candidates, never a guess."""
    (fault,) = faults(ics(f"SUMMARY:{title}\nCATEGORIES:Track A"))
    assert fault.startswith(f"team.ics:3: SUMMARY: '{title}' ")
    assert message in fault


def test_a_first_name_of_two_is_nobodys() -> None:
    """A first name that two people have names neither."""
    team = replace(TEAM, engineers=(*PEOPLE, engineer("g2", "Grace Kelly")))
    assert "names no engineer" in faults(ics("SUMMARY:Grace (A)"), team)[0]


@pytest.mark.parametrize(
    ("title", "person"),
    [
        ("Zoe Angstrom (A)", "a"),
        ("Ångström, Zoë (A)", "a"),
        ("Hopper, Grace - on call (A)", "gh"),
        ("Amazing Grace (A)", "gh"),
        ("Li Xiaolong (A)", "li"),
        ("On Call - Grace Hopper - Core Team", "gh"),
        ("Grace Primary (A)", "gh"),
        ("Grace H. (A)", "gh"),
    ],
)
def test_engineers_are_found_by_other_spellings(title: str, person: str) -> None:
    """Accents, the surname in front, and aliases."""
    people = [
        replace(e, aliases=("Amazing Grace",) if e.id == "gh" else ("Li Xiaolong",))
        if e.id in {"gh", "li"}
        else e
        for e in PEOPLE
    ]
    team = replace(TEAM, engineers=tuple(people))
    assert brief(read(ics(f"SUMMARY:{title}\nCATEGORIES:Track A"), team)) == [
        ("A-2026-03-02", person)
    ]


@pytest.mark.parametrize("title", ["Grace Kelly (A)", "Grace Kelly - on call (A)", "Kelly, Grace"])
def test_a_namesake_holds_no_shift(title: str) -> None:
    """A first name with somebody else's surname is not our engineer, in our own titles, too."""
    assert "names no engineer" in faults(ics(f"SUMMARY:{title}\nCATEGORIES:Track A"))[0]
    data = team_calendar(TEAM, rows("a", "li", "ann")).decode()
    (fault,) = faults(data.replace("Zoë Ångström - on call (A)", title).encode())
    assert "names no engineer" in fault


# Title, lines, who holds the shift.
INVITED: list[tuple[str, str, str | None]] = [
    ("Duty", "ATTENDEE;CN=Ann Lee:mailto:ann.lee@example.com", "ann-lee"),
    ("Duty", "ATTENDEE:ann.lee@example.com", "ann-lee"),
    ("Duty", 'ATTENDEE;CN="Hopper, Grace":invalid:nomail', "gh"),
    ("Duty", "ATTENDEE;EMAIL=zoe@example.com:/principal/", "a"),
    ("", "ATTENDEE:mailto:zoe@example.com", "a"),
    ("Duty", "ATTENDEE:mailto:zoe@example.com\nATTENDEE:mailto:x@example.org", "a"),
    ("Duty", "ATTENDEE:mailto:zoe@example.com\nATTENDEE;CN=Zoë Ångström:x:y", "a"),
    (
        "Duty",
        "ATTENDEE:mailto:zoe@example.com\nATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.com",
        "a",
    ),
    (
        "Duty",
        "ATTENDEE:mailto:zoe@example.com\nATTENDEE;ROLE=NON-PARTICIPANT:mailto:ann@example.com",
        "a",
    ),
    ("Grace Hopper", "ATTENDEE:mailto:zoe@example.com", "gh"),
    ("No one", "ATTENDEE:mailto:zoe@example.com", None),
    ("", "ATTENDEE:mailto:x@example.org", None),
]


@pytest.mark.parametrize(("title", "lines", "person"), INVITED)
def test_the_one_attendee_holds_what_the_title_leaves_open(
    title: str, lines: str, person: str | None
) -> None:
    """The title decides; where it names nobody, the one engineer who is invited and comes."""
    data = ics(f"SUMMARY:{title}\n{lines}\nCATEGORIES:Track A")
    assert brief(read(data)) == [("A-2026-03-02", person)]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("ORGANIZER:mailto:zoe@example.com", "names no engineer"),
        ("ATTENDEE:mailto:x@example.org", "names no engineer"),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:zoe@example.com", "names no engineer"),
        ("ATTENDEE;CUTYPE=ROOM;CN=Grace Hopper:mailto:room@example.org", "names no engineer"),
        (
            "ATTENDEE:mailto:zoe@example.com\nATTENDEE:mailto:ann@example.com",
            "names no engineer, and more than one is invited (a, ann); put one in the title",
        ),
    ],
)
def test_no_attendee_is_guessed(lines: str, message: str) -> None:
    """An organizer, somebody who declined, a room and one of several hold nothing."""
    (fault,) = faults(ics(f"SUMMARY:Duty\n{lines}\nCATEGORIES:Track A"))
    assert message in fault
