"""`[[feed]]`: calendars for tools that take whoever a title names for the person on call."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import icalendar
import pytest
from tests.teams import TRACKS, head, make_team, person, plannable, write_team

import rotation
from rotation import (
    BadInput,
    CalendarSettings,
    Engineer,
    Entry,
    EventKind,
    Feed,
    FeedProfile,
    Rotation,
    ShiftKind,
    Track,
    WeeklyWindow,
)
from rotation.export.folder import write_folder
from rotation.trades.agreement import agreement, disagreements
from rotation.trades.edition import public_files

TODAY = date(2027, 3, 20)
OFFICE = WeeklyWindow((0, 1, 2, 3, 4), time(9), time(17))

# Of grafana/oncall, engine/apps/schedules: how it takes a level off a title, and which UIDs it
# takes for events of its own exports.
PRIORITY = re.compile(r"^\[L(\d+)\]")
OWN_EXPORT = re.compile(r"([\w\d]+)-(\d+)-([\w\d]+)")

GRAFANA, BETTER = Feed("pager", "grafana"), Feed("better", "betterstack", ["A"])


def entry(track: str, start: str, end: str, who: str | None, **more: int) -> Entry:
    begins, ends = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end))
    return Entry(f"{track}-{start[:10]}", track, ShiftKind.REGULAR, begins, ends, who, **more)


def team(*feeds: Feed, **changes: object) -> Rotation:
    """Return a team of Berlin with a shadow and office hours; clocks change on 28 March 2027."""
    people = [
        Engineer(
            name, id=name.lower(), email=f"{name.lower()}@example.com", joined=date(2020, 1, 6)
        )
        for name in ("Ada", "Ben", "Cy")
    ]
    values: dict[str, object] = {
        "tracks": (
            Track("A", "Mon 11:00"),
            Track("EU", "Mon 09:00", windows=(OFFICE,), level=2),
            Track("S", "Mon 11:00", shadow=True),
        ),
        "engineers": people,
        "published": (
            entry("A", "2027-03-15T10:00", "2027-03-22T10:00", "ben"),
            entry("A", "2027-03-22T10:00", "2027-03-29T09:00", "ada", revision=2),
            entry("A", "2027-03-29T09:00", "2027-04-05T09:00", None),
            entry("EU", "2027-03-22T08:00", "2027-03-29T07:00", "cy"),
            entry("S", "2027-03-22T10:00", "2027-03-29T09:00", "cy"),
        ),
        "feeds": feeds,
        "calendar": CalendarSettings(uid_domain="on-24-call.example", events=EventKind.SHIFT),
    }
    return Rotation("Team", "Europe/Berlin", **{**values, **changes})  # type: ignore[arg-type]


def feed_of(rotation: Rotation, name: str) -> bytes:
    return public_files(rotation, TODAY)[f"feeds/{name}.ics"]


def grafana_users(data: bytes) -> list[tuple[str, datetime, datetime]]:
    """Return user, start and end of each event as Grafana reads them, by start."""
    read = []
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        assert "DESCRIPTION" not in event
        assert "ATTENDEE" not in event
        assert event["STATUS"] == "CONFIRMED"
        assert OWN_EXPORT.search(event["UID"]) is None
        user = PRIORITY.sub("", str(event["SUMMARY"])).strip()
        read.append((user, event.decoded("DTSTART"), event.decoded("DTEND")))
    return sorted(read, key=lambda item: (item[1], item[2], item[0]))


def test_grafana_knows_every_title() -> None:
    """Addresses after a level, held shifts only, no shadow; the changed week has 167 hours."""
    read = grafana_users(feed_of(team(GRAFANA), "pager"))
    around = [(user, start, end) for user, start, end in read if user != "cy@example.com"]
    assert around == [
        (
            "ben@example.com",
            datetime(2027, 3, 15, 10, tzinfo=UTC),
            datetime(2027, 3, 22, 10, tzinfo=UTC),
        ),
        (
            "ada@example.com",
            datetime(2027, 3, 22, 10, tzinfo=UTC),
            datetime(2027, 3, 29, 9, tzinfo=UTC),
        ),
    ]
    assert (around[1][2] - around[1][1]).total_seconds() == 167 * 3600


def test_hours_are_hours_whatever_calendars_show() -> None:
    """With one event per shift in calendars, a feed still names nobody outside the hours."""
    read = grafana_users(feed_of(team(GRAFANA), "pager"))
    office = [(start, end) for user, start, end in read if user == "cy@example.com"]
    assert office == [
        (datetime(2027, 3, day, 8, tzinfo=UTC), datetime(2027, 3, day, 16, tzinfo=UTC))
        for day in range(22, 27)
    ]


def test_shadows_are_in_a_feed_that_names_them() -> None:
    """`tracks` is taken literally."""
    named = feed_of(team(Feed("shadow", FeedProfile.GRAFANA, "S")), "shadow")
    assert [user for user, *_ in grafana_users(named)] == ["cy@example.com"]


GOLDEN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rotation//rotation 1//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:Team - {feed}
X-WR-CALNAME:Team - {feed}
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
SUMMARY:{level}ben@example.com
DTSTART:20270315T100000Z
DTEND:20270322T100000Z
DTSTAMP:20270315T100000Z
UID:{uids[0]}
SEQUENCE:0
CATEGORIES:Track A
LAST-MODIFIED:20270315T100000Z
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
SUMMARY:{level}ada@example.com
DTSTART:20270322T100000Z
DTEND:20270329T090000Z
DTSTAMP:20270319T230000Z
UID:{uids[1]}
SEQUENCE:2
CATEGORIES:Track A
LAST-MODIFIED:20270319T230000Z
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
END:VCALENDAR
"""
UIDS = {
    "grafana": ("39cf91d4ec4139ba1619a4c571928257", "fe79d4ae2a892ee88afd4d89d54cd69e"),
    "betterstack": ("495c01aa6463c1d2f83680e311a56d29", "8b8b4d2a83cf76d32a9bffbdbfea759c"),
}


@pytest.mark.parametrize(("profile", "level"), [("grafana", "[L1] "), ("betterstack", "")])
def test_every_byte_of_a_feed(profile: str, level: str) -> None:
    """UIDs are of the feed and of the shift, so they never change."""
    made = feed_of(team(Feed(f"my-{profile}", profile, "A")), f"my-{profile}").decode()
    text = GOLDEN.format(feed=f"my-{profile}", level=level, uids=UIDS[profile])
    assert made == text.replace("\n", "\r\n")


def test_feeds_share_no_uid_with_other_calendars() -> None:
    """Two feeds of one rotation, its team's calendar and people's may lie in one account."""
    files = public_files(team(GRAFANA, BETTER, Feed("other", "grafana")), TODAY)
    uids = [
        str(event["UID"])
        for name, data in files.items()
        if name.endswith(".ics")
        for event in icalendar.Calendar.from_ical(data).walk("VEVENT")
    ]
    assert len(set(uids)) == len(uids)


def test_people_and_team_calendars_are_as_without() -> None:
    """A feed changes no other file."""
    without, files = public_files(team(), TODAY), public_files(team(BETTER), TODAY)
    assert {name: data for name, data in files.items() if name != "feeds/better.ics"} == without


def test_without_an_address_there_is_a_name_and_a_warning(tmp_path: Path) -> None:
    """A tool cannot know such a person, so every command says so, with the fix."""
    made = make_team("ada", tracks=(Track("A", "Mon 11:00"),), timezone="UTC")
    lone = plannable(made).replace(
        feeds=[GRAFANA], published=[entry("A", "2027-03-22T11:00", "2027-03-29T11:00", "ada")]
    )
    assert b"SUMMARY:[L1] Ada\r\n" in feed_of(lone, "pager")
    (remark,) = lone.remarks
    assert str(remark) == (
        "feeds[0]: 'pager' cannot name Ada by an e-mail address; "
        "add their addresses: tools know people by these"
    )
    feed = '[[feed]]\nname = "pager"\nprofile = "grafana"\ntracks = "A"\n'
    (written,) = rotation.load(
        write_team(
            tmp_path, head() + TRACKS + person("ada", 'email = "a@b.de"') + person("ben") + feed
        )
    ).remarks
    assert "cannot name Ben by" in written.what


@pytest.mark.parametrize(
    ("feed", "fault"),
    [
        ('name = "../x"\nprofile = "grafana"', "feed.name: '../x' is not a valid id"),
        ('name = "People"\nprofile = "grafana"', "feed.name: 'People' is not a valid id"),
        ('name = "con"\nprofile = "grafana"', "feed.name: 'con' is a device name on Windows"),
        ('name = "x."\nprofile = "grafana"', "feed.name: 'x.' ends in a full stop"),
        ('name = ""\nprofile = "grafana"', "feed.name: '' is not a valid id"),
        ('name = "x"\nprofile = "graphana"', "feed.profile: unknown choice 'graphana'"),
        ('name = "x"', "feed.profile: is missing"),
        ('name = "x"\nprofile = "grafana"\ntracks = "C"', "feed.tracks: unknown track 'C'"),
        ('name = "x"\nprofile = "grafana"\ntracks = ["A", "A"]', "'A' is named twice"),
        ('name = "x"\nprofile = "grafana"\ntrack = "A"', "feed.track: unknown key"),
        (
            'name = "x"\nprofile = "grafana"\n[[feed]]\nname = "x"\nprofile = "betterstack"',
            "feed.name: 'x' is the name of a feed on line",
        ),
    ],
)
def test_hostile_feeds_are_refused(tmp_path: Path, feed: str, fault: str) -> None:
    """A name is one of a file everywhere, in one spelling; tracks and tools are known."""
    folder = write_team(tmp_path, head() + TRACKS + person("ada") + f"[[feed]]\n{feed}\n")
    with pytest.raises(BadInput, match=re.escape(fault)):
        rotation.load(folder)


def test_a_feed_named_people_is_a_feed() -> None:
    """It lies beside the folder of people's calendars, not in it."""
    files = public_files(team(Feed("people", "grafana")), TODAY)
    assert {"feeds/people.ics", "people/ada.ics"} <= files.keys()


def test_all_ways_in_agree(tmp_path: Path) -> None:
    """Python, dictionary, TOML and `replace` give equal feeds, by name; `save` writes them."""
    made = team(GRAFANA, BETTER)
    assert [feed.name for feed in made.feeds] == ["better", "pager"]
    data = made.to_dict()
    assert data["feed"] == [
        {"name": "better", "profile": "betterstack", "tracks": ["A"]},
        {"name": "pager", "profile": "grafana"},
    ]
    assert Rotation.from_dict(data) == made
    made.save(tmp_path / "saved")
    assert rotation.load(tmp_path / "saved") == made
    assert team().replace(feeds=[GRAFANA, BETTER]) == made
    with pytest.raises(BadInput, match=r"feeds\[1\].name: 'x' is the name of a feed"):
        team(Feed("x", "grafana"), Feed("x", "grafana"))
    with pytest.raises(BadInput, match=r"feeds\[0\].profile: unknown choice 'page'"):
        team(Feed("x", "page"))


def test_a_feed_that_differs_is_repaired(tmp_path: Path) -> None:
    """A new feed is missing, and one by hand differs, until `repair` writes them."""
    made = team(Feed("new", "grafana"), GRAFANA)
    team(GRAFANA).save(tmp_path)
    write_folder(tmp_path / "public", public_files(rotation.load(tmp_path), TODAY))
    made.save(tmp_path, overwrite=True)
    path = tmp_path / "public" / "feeds" / "pager.ics"
    path.write_bytes(path.read_bytes().replace(b"ada@", b"ben@"))
    assert [(d.file, d.text) for d in disagreements(rotation.load(tmp_path), TODAY)] == [
        ("public/feeds/pager.ics", "differs from the published plan"),
        ("public/feeds/new.ics", "is missing"),
    ]
    agreement(rotation.load(tmp_path), TODAY).write()
    assert disagreements(rotation.load(tmp_path), TODAY) == ()
    assert b"ada@" in path.read_bytes()
