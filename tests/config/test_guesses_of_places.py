"""Guesses of places that are worse than none, and names that need no guess."""

import pytest

from rotation.config.country_names import country_meant, part_meant
from rotation.config.faults import Wrong
from rotation.config.places import holiday_name, known_holidays
from rotation.config.zone_names import ANY_ZONE, zone_fix


@pytest.mark.parametrize("text", ["Foo/Bar", "Asia", "asia", "Africa", "Arctic"])
def test_a_region_alone_and_a_code_behind_none_are_no_zone(text: str) -> None:
    """`Asia` is spelled nearly as Apia is, and BAR is what the Olympics call Barbados."""
    assert zone_fix(text) == ANY_ZONE


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Central", "America/Chicago"),
        ("Mountain", "America/Denver"),
        ("Mountain Standard Time", "America/Denver"),
        ("Europe/UK", "Europe/London"),
        ("Europe/Germany", "Europe/Berlin"),
        ("asia/india", "Asia/Kolkata"),
    ],
)
def test_common_names_of_zones_go_before_close_ones(text: str, zone: str) -> None:
    """Mountain is a zone, and not the beginning of Mountain View in another one."""
    assert zone_fix(text) == f"did you mean '{zone}'?"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("US-NY", ("US", "NY")),
        ("us-ny", ("US", "NY")),
        ("DE-BY", ("DE", "BY")),
        ("de-at", ("AT", None)),
        ("en_US", ("US", None)),
        ("fr-ca", ("CA", None)),
        ("us-ca", None),
        ("de-by", None),
        ("Tschechien", ("CZ", None)),
        ("Spanien", ("ES", None)),
        ("PRC", ("CN", None)),
        ("Irland", ("IE", None)),
        ("Island", ("IS", None)),
        ("\u0420\u043e\u0441\u0441\u0438\u044f", ("RU", None)),
        ("\u65e5\u672c", ("JP", None)),
    ],
)
def test_a_country_by_code_pair_or_in_another_language(
    text: str, meant: tuple[str, str | None] | None
) -> None:
    """In small letters `de-by` may be Bavaria, or a language of Belarus: nothing is guessed."""
    assert country_meant(text) == meant


@pytest.mark.parametrize(
    ("text", "code"),
    [("Washington DC", "DC"), ("Washington D.C.", "DC"), ("N.Y.", "NY"), ("Washington", "WA")],
)
def test_a_state_by_its_abbreviation(text: str, code: str) -> None:
    """The capital is not the state of the same name."""
    assert part_meant("US", text) == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Christmas", "Christmas Day"),
        ("Juneteenth", "Juneteenth National Independence Day"),
        ("Thanksgiving", "Thanksgiving Day"),
    ],
)
def test_a_holiday_is_suggested_by_its_plain_name(text: str, name: str) -> None:
    """Its observed day does not make it one of two."""
    with pytest.raises(Wrong) as caught:
        holiday_name(text, known_holidays("US", None, ()))
    assert caught.value.hint == f"did you mean {name!r}?"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("London, UK", "Europe/London"),
        ("Berln, Germany", "Europe/Berlin"),
        ("San Jose, CA", "America/Los_Angeles"),
        ("Washington, DC", "America/New_York"),
        ("Sydney, NSW", "Australia/Sydney"),
        ("Birmingham, AL", None),
        ("Paris, TX", None),
        ("Vienna, VA", None),
        ("London, Ontario", None),
        ("Hyderabad, PK", None),
    ],
)
def test_a_town_is_not_sought_in_another_country(text: str, zone: str | None) -> None:
    """What stands behind the comma is believed: a state or a country."""
    assert zone_fix(text) == (f"did you mean '{zone}'?" if zone else ANY_ZONE)
