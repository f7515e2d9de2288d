"""Addresses as calendars write them, and marks that say where somebody works."""

from datetime import date
from pathlib import Path

import pytest
from calendar_cases import TEAM, calendar, event, read

from rotation.config.person_names import PersonNames
from rotation.model.people import Engineer

DAY = "DTSTART;VALUE=DATE:20261207\nDTEND;VALUE=DATE:20261208"


@pytest.mark.parametrize(
    "written",
    [
        "ada@example.com",
        "mailto:ada@example.com",
        "MAILTO: Ada@Example.com",
        "mailto:<ada@example.com>",
        'mailto:"Ada Lovelace" <ada@example.com>',
        "mailto:ada@example.com?subject=Away",
        "mailto:ada%40example.com",
        "SMTP:ada@example.com",
    ],
)
def test_an_address_is_known_however_it_is_written(written: str) -> None:
    """RFC 6068 URIs may be escaped and hold header fields; programs add names and brackets."""
    ada = Engineer("Ada", date(2020, 1, 1), id="ada", timezone="UTC", email="ada@example.com")
    names = PersonNames([ada])
    assert names.at(written) == "ada"
    assert names.at(written.replace("ada", "eve").replace("Ada", "Eve")) is None
    assert names.meant(written) == ("ada",)  # in sheets, too


def test_an_address_under_another_name_means_nobody() -> None:
    """`Bela <ada@example.com>` may be either; a name that nobody has does not matter."""
    people = [
        Engineer(name, date(2020, 1, 1), id=name.lower(), email=f"{name.lower()}@example.com")
        for name in ("Ada", "Bela")
    ]
    names = PersonNames(people)
    assert names.meant("Bela <ada@example.com>") == ()
    assert names.meant('"A. Lovelace" <ada@example.com>') == ("ada",)


@pytest.mark.parametrize(
    ("lines", "away"),
    [
        ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY\nX-MICROSOFT-CDO-INTENDEDSTATUS:WORKINGELSEWHERE", True),
        (
            "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\nX-MICROSOFT-CDO-INTENDEDSTATUS:WORKINGELSEWHERE",
            False,
        ),
        ("X-MICROSOFT-CDO-INTENDEDSTATUS:WORKINGELSEWHERE", False),
        ("X-GOOGLE-WORKING-LOCATION:Home", False),
        ("X-WORKING-LOCATION:FALSE", True),
    ],
)
def test_what_a_program_says_of_work_elsewhere(tmp_path: Path, lines: str, away: bool) -> None:
    """What an event is goes before what its organizer meant it to be."""
    rotation = read(tmp_path, calendar(event(f"{DAY}\n{lines}", "Ada Lovelace")), TEAM)
    assert bool(rotation.time_off) is away
