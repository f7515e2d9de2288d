"""Time off of calendars: whose it is, and where calendars are named."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest
from calendar_cases import GOOD, OWN, START, TEAM, calendar, event, read, spans
from config_cases import VALID

from rotation import api
from rotation.cli.loaded import loaded
from rotation.errors import BadInput

# -- a team's calendar ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "lines", "who"),
    [
        ("Ada Lovelace - vacation", "", ["ada"]),
        ("OOO: grace", "", ["grace"]),
        ("Vacation", "ATTENDEE:mailto:ADA@example.com\n", ["ada"]),
        ("Team trip", "ATTENDEE:mailto:ada@example.com\n", ["ada"]),
        ("Vacation", "ORGANIZER:mailto:ada@example.com\n", ["ada"]),
        ("Grace away", "ATTENDEE:mailto:room@example.com\n", ["grace"]),
        ("Grace away", "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com\n", ["grace"]),
        ("Team trip", "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com\n", []),
    ],
)
def test_whose_an_event_is(tmp_path: Path, title: str, lines: str, who: list[str]) -> None:
    """The one whom the title names, else attendees who are engineers, else such an organizer."""
    rotation = read(tmp_path, calendar(event(START + lines, title)), TEAM)
    assert [t.engineer for t in rotation.time_off] == who


def test_whole_days_are_in_each_persons_zone(tmp_path: Path) -> None:
    """One calendar for people in London and New York: each has their own midnight."""
    days = "DTSTART;VALUE=DATE:20260701"
    body = (event(days, "Ada", "1@x"), event(days, "Grace", "2@x"))
    rotation = read(tmp_path, calendar(*body), TEAM)
    assert spans(rotation) == ["ada 06-30T23:00 07-01T23:00", "grace 07-01T04:00 07-02T04:00"]


def test_events_of_nobody_are_all_reported(tmp_path: Path) -> None:
    """Events of a team calendar that name nobody, or two people, are bad input, all at once."""
    titles = ("Team dinner", "Gracy off", "Ada and Grace", "", "No one")
    body = [event(START, title, f"{n}@x") for n, title in enumerate(titles)]
    with pytest.raises(BadInput) as caught:
        read(tmp_path, calendar(*body), TEAM)
    messages = [str(fault) for fault in caught.value.faults]
    assert [line.split(":")[1] for line in messages] == ["4", "11", "18", "25", "32"]
    assert "more than one engineer (ada, grace)" in messages[2]
    assert all("engineers: ada, grace" in line for line in messages)


# -- the configuration and the command line -------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ('"ada.csv"', "'ada.csv' is not a calendar (.ics); name CSV files under [files] time_off"),
        ('["gone.ics"]', "there is no file 'gone.ics'"),
        ('["ada.ics", "ada.ics"]', "'ada.ics' is named twice"),
    ],
)
def test_a_person_has_calendars_only(tmp_path: Path, files: str, message: str) -> None:
    """What cannot be a person's calendar is told at its key."""
    (tmp_path / "ada.csv").touch()
    (tmp_path / "ada.ics").write_bytes(calendar(GOOD))
    with pytest.raises(BadInput) as caught:
        read(tmp_path, calendar(GOOD), OWN.replace('"ada.ics"', files))
    (fault,) = caught.value.faults
    assert message in str(fault)
    assert fault.place.startswith("rotation.toml:13: engineer.time_off")


def test_what_was_left_out_reaches_the_user(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command warns on stderr, and the remarks are not part of what a rotation is."""
    rotation = read(tmp_path, calendar(event(START + "RRULE:FREQ=SECONDLY", "Bad"), GOOD))
    assert loaded(Namespace(config=tmp_path, today=None)) == api.load(tmp_path)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"warning: {rotation.remarks[0]}\n"
    assert replace(rotation, remarks=()) == rotation


def test_csv_and_calendars_go_together(tmp_path: Path) -> None:
    """A list may mix CSV files and calendars; the rows are sorted together."""
    (tmp_path / "off.csv").write_text("engineer,start,end\nada,2026-12-01,2026-12-02\n")
    toml = VALID + '[files]\ntime_off = ["team.ics", "off.csv"]\n'
    rotation = read(tmp_path, calendar(GOOD.replace("Good", "Ada")), toml)
    assert spans(rotation) == ["ada 12-01T00:00 12-03T00:00", "ada 12-21T00:00 12-24T00:00"]
