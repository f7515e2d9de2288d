"""No text of rotation.toml or of a CSV file holds what no terminal, file name or calendar shows."""

import pytest
from config_cases import HEAD, PEOPLE, VALID, FaultsOf
from tests.teams import TRACKS

BAD = r"x\u0007"
"""A bell, as TOML writes it."""
PERIOD = '[[special_period]]\nname = "P"\nfirst_day = "12-25"\nlast_day = "12-26"\n'


def replaced(old: str, new: str) -> str:
    assert VALID.count(old) == 1, old
    return VALID.replace(old, new)


TEXTS = {
    "rotation.name": replaced('name = "Team"', f'name = "{BAD}"'),
    "rotation.calendar_id": replaced('name = "Team"', f'name = "Team"\ncalendar_id = "{BAD}"'),
    "rotation.timezone": HEAD.replace("America/New_York", BAD) + TRACKS + PEOPLE,
    "track.name": replaced('name = "A"', f'name = "{BAD}"'),
    "track.handover": replaced('"Mon 11:00"', f'"{BAD}"'),
    "track.was": replaced('"Mon 11:00"', f'"Mon 11:00"\nwas = ["{BAD}"]'),
    "special_period.name": VALID + PERIOD.replace('"P"', f'"{BAD}"'),
    "engineer.name": replaced('"Ada Lovelace"', f'"{BAD}"'),
    "engineer.id": replaced('id = "ada"', f'id = "{BAD}"'),
    "engineer.email": replaced("ada@example.com", f"{BAD}@example.com"),
    "engineer.aliases": replaced('id = "ada"', f'id = "ada"\naliases = ["{BAD}"]'),
    "engineer.manager": replaced('id = "ada"', f'id = "ada"\nmanager = "{BAD}"'),
    "engineer.time_off": replaced('id = "ada"', f'id = "ada"\ntime_off = "{BAD}.ics"'),
    "engineer.country": replaced('id = "ada"', f'id = "ada"\ncountry = "{BAD}"'),
    "engineer.tracks": replaced('id = "ada"', f'id = "ada"\ntracks = ["{BAD}"]'),
    "holidays.country": VALID + f'[holidays]\ncountry = "{BAD}"',
    "holidays.subdivision": VALID + f'[holidays]\ncountry = "US"\nsubdivision = "{BAD}"',
    "holidays.exclude": VALID + f'[holidays]\ncountry = "US"\nexclude = ["{BAD}"]',
    "holidays.extra": VALID + f'[[holidays.extra]]\ndate = "12-24"\nname = "{BAD}"',
    "home_zone.zones": VALID + f'[home_zone]\nzones = "{BAD}"',
    "goals.order": VALID + f'[goals]\norder = ["{BAD}"]',
    "pin.shift": VALID + f'[[pin]]\nshift = "{BAD}"\nengineer = "ada"',
    "pin.engineer": VALID + f'[[pin]]\nshift = "A-2026-11-02"\nengineer = "{BAD}"',
    "time_off.ignore": VALID + f'[time_off]\nignore = ["{BAD}"]',
    "time_off.unmatched": VALID + f'[time_off]\nunmatched = "{BAD}"',
    "pay.currency": VALID + f'[pay]\ncurrency = "{BAD}"',
    **{
        f"calendar.{key}": VALID + f'[calendar]\n{key} = "{BAD} {{name}}"'
        for key in ("summary", "category", "uid_domain", "runbook", "duty")
    },
    **{
        f"files.{key}": VALID + f'[files]\n{key} = "{BAD}.csv"'
        for key in ("time_off", "volunteers", "history", "published", "trades", "changes", "wishes")
    },
    "files.public": VALID + f'[files]\npublic = "{BAD}"',
}


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_with_a_control_character_is_refused(faults_of: FaultsOf, key: str) -> None:
    """It is refused at its line, and not written to the terminal as it is."""
    toml = TEXTS[key]
    line = next(n for n, text in enumerate(toml.split("\n"), 1) if BAD in text)
    messages = faults_of(toml)
    assert any(message.startswith(f"rotation.toml:{line}: ") for message in messages), messages
    assert "\x07" not in "".join(messages)


ROWS = {
    "time_off": "ada,2026-12-01,2026-12-02,vacation,{0}\n",
    "volunteers": "{0},2026-12-25,2026-12-26,,\n",
    "history": "A-2020-11-02,A,regular,2020-11-02T16:00Z,2020-11-09T16:00Z,{0},,,\n",
    "published": "A-{0},A,regular,2026-11-02T16:00Z,2026-11-09T16:00Z,ada,,,\n",
}


@pytest.mark.parametrize("file", ROWS)
def test_a_cell_with_a_control_character_is_refused(faults_of: FaultsOf, file: str) -> None:
    """It is refused at its line, and not written to the terminal as it is."""
    (message,) = faults_of(**{file: ROWS[file].format("x\x07")})
    assert message.startswith(f"{file}.csv:2: ")
    assert "\x07" not in message
