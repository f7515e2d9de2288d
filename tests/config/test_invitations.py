"""Invitations to events of the sign-up calendar: whoever accepted offers (I46)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.teams import CHRISTMAS, HOLIDAYS, TRACKS, head, person, write_files

import rotation
from rotation import BadInput
from rotation.export.signup import signup_calendar
from rotation.model.people import Offer
from rotation.model.settings import RotationData
from rotation.plans.volunteering import sign_up

NAMES = ("Ada Byron", "Bela Bartok", "Cleo Laine", "Dora Maar")
PEOPLE = "".join(
    person(name, f'email = "{name.split()[0].lower()}@example.com"', *more)
    for name, more in zip(NAMES, [['aliases = ["byron@old.example"]'], [], [], []], strict=True)
)
TOML = head('calendar_id = "team"') + HOLIDAYS + TRACKS + CHRISTMAS + PEOPLE
FILES = '[files]\nvolunteers = ["sheet.csv", "signup.ics"]\n'
SHEET = "engineer,start,end,max_shifts,preference\n"
REVISED = datetime(2026, 10, 1, tzinfo=UTC)
GOOGLE = "ORGANIZER;CN=Rota:mailto:abc@group.calendar.google.com\n"
FIRST = "who takes 25-26 Dec (A)?"
LAST = "who takes 31 Dec-1 Jan (B)?"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the sign-up calendar as the command writes it."""
    folder = write_files(tmp_path_factory.mktemp("team"), {"rotation.toml": TOML})
    places = sign_up(rotation.load(folder), date(2026, 10, 1)).places
    events = [(place.shift, place.holder, 0) for place in places]
    text = signup_calendar(rotation.load(folder), events, REVISED).decode()
    return text.replace("\r\n ", "").replace("\r\n", "\n")


def guest(name: str, answer: str, *parameters: str) -> str:
    """Return the line of somebody who is invited, as Google and Outlook write it."""
    address = name if "@" in name else f"{name}@example.com"
    more = "".join(f";{parameter}" for parameter in parameters)
    return f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={answer}{more};CN={address}:mailto:{address}\n"


def invited(text: str, title: str, *lines: str) -> str:
    """Return the calendar with more lines in the event of a title."""
    head_of_event, end = text.split(title, 1)
    return head_of_event + title + "\n" + "".join(lines).rstrip("\n") + end


def loaded(folder: Path, text: str, sheet: str = "") -> RotationData:
    """Return the team with the calendar, as some program exports it."""
    data = text.replace("\n", "\r\n").encode()
    files: dict[str, str | bytes] = {"rotation.toml": TOML + FILES, "sheet.csv": SHEET + sheet}
    return rotation.load(write_files(folder, files | {"signup.ics": data}))


def refused(folder: Path, text: str) -> list[str]:
    """Return what is wrong with the calendar."""
    with pytest.raises(BadInput) as caught:
        loaded(folder, text)
    return [str(fault) for fault in caught.value.faults]


def offered(offers: tuple[Offer, ...]) -> list[tuple[str, str, int]]:
    """Return who offers which days."""
    return [(offer.engineer, offer.wording, offer.preference) for offer in offers]


def test_whoever_accepted_offers_the_days_of_the_shift(exported: str, tmp_path: Path) -> None:
    """As a signed row does; declined, tentative and unanswered invitations are no offers."""
    text = invited(
        exported,
        FIRST,
        GOOGLE,
        guest("ada", "ACCEPTED", "X-NUM-GUESTS=0"),
        guest("bela", "DECLINED"),
        guest("cleo", "TENTATIVE"),
        guest("dora", "NEEDS-ACTION", "RSVP=TRUE"),
        guest("abc@group.calendar.google.com", "ACCEPTED"),
        guest("room-7@example.com", "ACCEPTED", "CUTYPE=ROOM").replace("CUTYPE=INDIVIDUAL;", ""),
        guest("stranger@example.org", "DECLINED"),
    )
    text = invited(text, LAST, guest("byron@old.example", "ACCEPTED"), guest("BELA", "accepted"))
    team = loaded(tmp_path, text, "dora,2026-12-25,2026-12-26,,1\n")
    assert offered(team.offers) == [
        ("ada", "2026-12-25 to 2026-12-26", 2),
        ("ada", "2026-12-31 to 2027-01-01", 2),
        ("bela", "2026-12-31 to 2027-01-01", 2),
        ("dora", "2026-12-25 to 2026-12-26", 1),
    ]
    signed = loaded(tmp_path, exported, "ada,2026-12-25,2026-12-26,,\n").offers
    assert signed[0] == team.offers[0]
    (remark,) = map(str, team.remarks)
    assert ": ATTENDEE: cleo has accepted tentatively, which is no offer; ask for" in remark
    assert team.offers[0].source is not None
    assert team.offers[0].source.file == "signup.ics"


def test_nobody_has_answered_yet(exported: str, tmp_path: Path) -> None:
    """The calendar as it is written can be named at once, and offers nothing."""
    assert loaded(tmp_path, exported).offers == ()


def test_days_are_offered_once(exported: str, tmp_path: Path) -> None:
    """Both tracks of the same days, and the same row in the sheet, are one offer."""
    text = invited(exported, FIRST, guest("ada", "ACCEPTED"))
    text = invited(text, "who takes 25-26 Dec (B)?", guest("ada", "ACCEPTED"))
    team = loaded(tmp_path, text, "ada,2026-12-25,2026-12-26,,\n")
    assert offered(team.offers) == [("ada", "2026-12-25 to 2026-12-26", 2)]


def test_whoever_invites_has_not_accepted(exported: str, tmp_path: Path) -> None:
    """Calendars write the organizer as a guest who accepts."""
    for line in ("ORGANIZER:mailto:ADA@example.com\n", ""):
        chair = () if line else ("ROLE=CHAIR",)
        guests = guest("ada", "ACCEPTED", *chair), guest("bela", "ACCEPTED")
        text = invited(exported, FIRST, line, *guests)
        assert [o.engineer for o in loaded(tmp_path, text).offers] == ["bela"]


def reply(text: str, who: str, answer: str, minute: int) -> str:
    """Return an answer as a calendar of its own, as it is sent by mail (RFC 5546)."""
    event = text[text.index("BEGIN:VEVENT") : text.index("END:VEVENT")]
    stamps = ("DTSTAMP", "LAST-MODIFIED")
    kept = [line for line in event.splitlines() if not line.startswith(stamps)]
    stamp = f"DTSTAMP:20261101T10{minute:02}00Z\n"
    body = "\n".join(kept) + "\n" + stamp + guest(who, answer)
    return (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REPLY\nPRODID:x\n{body}END:VEVENT\nEND:VCALENDAR\n"
    )


def test_answers_that_were_mailed_are_read_in_their_order(exported: str, tmp_path: Path) -> None:
    """A calendar with replies behind it: for each person the latest counts, wherever it is."""
    text = (
        invited(exported, FIRST, guest("ada", "NEEDS-ACTION"), guest("cleo", "ACCEPTED"))
        + reply(exported, "bela", "DECLINED", 30)
        + reply(exported, "ada", "ACCEPTED", 10)
        + reply(exported, "bela", "ACCEPTED", 20)
        + reply(exported, "dora", "ACCEPTED", 20)
    )
    engineers = [offer.engineer for offer in loaded(tmp_path, text).offers]
    assert engineers == ["ada", "cleo", "dora"]


def test_outlook_wraps_the_uid(exported: str, tmp_path: Path) -> None:
    """An event that Outlook imported has a UID of its own, which holds the one it had."""
    uid = exported.split("UID:")[1].split("\n", maxsplit=1)[0]
    inside = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\0"
    size = len(inside).to_bytes(4, "little")
    wrapped = "040000008200E00074C5B7101A82E008" + (bytes(16) + size + inside).hex().upper()
    text = invited(exported.replace(uid, wrapped), FIRST, guest("ada", "ACCEPTED"))
    assert [offer.engineer for offer in loaded(tmp_path, text).offers] == ["ada"]


def test_a_cancelled_event_offers_nothing(exported: str, tmp_path: Path) -> None:
    """Nor does an older version of an event."""
    text = invited(exported, FIRST, guest("ada", "ACCEPTED"))
    gone = text.replace("STATUS:TENTATIVE", "STATUS:CANCELLED", 1)
    assert loaded(tmp_path, gone).offers == ()
    newer = reply(exported, "bela", "ACCEPTED", 1).replace("SEQUENCE:0", "SEQUENCE:3")
    assert [offer.engineer for offer in loaded(tmp_path, text + newer).offers] == ["bela"]


def moved(text: str) -> str:
    """Return the calendar with its first event a day later."""
    return text.replace("DTSTART:20261225", "DTSTART:20261226", 1)


def unknown(text: str) -> str:
    """Return the calendar with an event that it did not have."""
    uid = text.split("UID:")[1].split("\n", maxsplit=1)[0]
    return text.replace(uid, "dentist@example.com", 1)


TITLE = f"'Christmas week: {FIRST}'"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda text: invited(text, FIRST, guest("adda@example.com", "ACCEPTED")),
            f"ATTENDEE: {TITLE} was accepted by 'adda@example.com', whom nobody knows; did you "
            "mean 'ada@example.com'? else add the address to the `aliases` of the person, or take "
            "them off the event",
        ),
        (
            lambda text: invited(text, FIRST, guest("x@elsewhere.org", "ACCEPTED")),
            f"ATTENDEE: {TITLE} was accepted by 'x@elsewhere.org', whom nobody knows; add the "
            "address to the `aliases` of the person, or take them off the event",
        ),
        (
            moved,
            f"VEVENT: {TITLE} was moved to 2026-12-26 05:00 to 2026-12-27 05:00 UTC; move it back: "
            "A-2026-12-25 is from 2026-12-25 05:00 to 2026-12-27 05:00 UTC",
        ),
        (
            unknown,
            f"VEVENT: {TITLE} is no event of the sign-up calendar; export the sign-up calendar "
            "alone, as `rotation volunteers open` wrote it",
        ),
    ],
)
def test_what_does_not_fit_names_the_event(
    exported: str, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    """An unknown guest, a moved event, and one that is not of this calendar."""
    (fault,) = refused(tmp_path, change(exported))
    file, line, rest = fault.split(":", 2)
    assert (file, rest.strip()) == ("signup.ics", message)
    assert exported.splitlines()[int(line) - 1] == "BEGIN:VEVENT"


def test_other_faults_are_reported_as_of_every_calendar(tmp_path: Path) -> None:
    """A file that is no calendar, and one whose name is not that of a calendar."""
    assert refused(tmp_path, "engineer,start,end") == [
        "signup.ics: not a calendar, but a table?; rename it so that it ends in .csv"
    ]
    write_files(tmp_path, {"rotation.toml": TOML + '[files]\nvolunteers = "x.csv"\n'})
    write_files(tmp_path, {"x.csv": "BEGIN:VCALENDAR\n"})
    with pytest.raises(BadInput, match="calendars are read for time_off and volunteers"):
        rotation.load(tmp_path)
