"""Zones of which a calendar gives only the name, and names as programs spell them."""

from pathlib import Path

import pytest
from calendar_cases import ZONED, calendar, event, read, remarks, spans

from rotation.config.calendars.zones import zone_of

NAMED = "BEGIN:VTIMEZONE\nTZID:{name}\nX-LIC-LOCATION:{name}\nEND:VTIMEZONE\n"
NINE = "DTSTART;TZID={name}:20261207T090000\nDURATION:PT8H"


@pytest.mark.parametrize("name", ["Asia/Tokyo", "Tokyo Standard Time"])
def test_a_zone_without_rules_is_the_one_of_that_name(tmp_path: Path, name: str) -> None:
    """The file is read, and the name is that of its zone: UNTIL is midnight in Tokyo."""
    head = NAMED.format(name=name)
    rotation = read(tmp_path, calendar(event(NINE.format(name=name)), head=head))
    assert spans(rotation) == ["ada 12-07T00:00 12-07T08:00"]
    whole = "DTSTART;VALUE=DATE:20261207\nRRULE:FREQ=DAILY;UNTIL=20261208T150000Z"
    rotation = read(tmp_path, calendar(event(whole), head=head))
    assert [span[4:9] for span in spans(rotation)] == ["12-07", "12-08", "12-09"]


def test_an_unknown_zone_without_rules_is_reported(tmp_path: Path) -> None:
    """One odd zone does not cost the file, nor what other zones define."""
    head = NAMED.format(name="Elsewhere") + ZONED.format(name="Here", offset="-0500")
    data = calendar(
        event(NINE.format(name="Elsewhere"), uid="1"),
        event(NINE.format(name="Here"), uid="2"),
        head=head,
    )
    rotation = read(tmp_path, data)
    assert spans(rotation) == ["ada 12-07T09:00 12-07T17:00", "ada 12-07T14:00 12-07T22:00"]
    assert "unknown time zone 'Elsewhere'" in remarks(rotation)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna", "Europe/Berlin"),
        ("(GMT+09.00) Osaka / Sapporo / Tokyo", "Asia/Tokyo"),
        ("Osaka\\, Sapporo\\, Tokyo", "Asia/Tokyo"),
    ],
)
def test_names_with_slashes_and_escapes(name: str, zone: str) -> None:
    """Zimbra lists the cities of Windows with slashes; others escape commas in parameters."""
    assert str(zone_of(name)) == zone


def test_a_name_that_is_escaped_in_one_place_only(tmp_path: Path) -> None:
    """TZID is escaped as a property, by some programs as a parameter, too."""
    head = ZONED.format(name="Here\\, there", offset="-0500")
    for name in ('"Here, there"', '"Here\\, there"'):
        rotation = read(tmp_path, calendar(event(NINE.format(name=name)), head=head))
        assert spans(rotation) == ["ada 12-07T14:00 12-07T22:00"]
