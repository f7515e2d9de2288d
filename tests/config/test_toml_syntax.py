"""A text that is not TOML is answered with what to write instead."""

import pytest
from config_cases import VALID, FaultsOf

ZONE, TURN = 'timezone = "America/New_York"', 'handover = "Mon 11:00"'


@pytest.mark.parametrize(
    ("written", "instead", "expected"),
    [
        (ZONE, "timezone = America/New_York", "3: not valid TOML: invalid value; put texts in"),
        (ZONE, "timezone = \u201cUTC\u201d", "3: not valid TOML: invalid value; use straight quo"),
        (ZONE, 'timezone: "UTC"', "in a key/value pair; write `key = value`, and tables as [name]"),
        (ZONE, 'time zone = "UTC"', "in a key/value pair; join the words of a key with `_`"),
        (ZONE, 'timezone = "C:\\Users"', "invalid hex value; write / or \\\\ for a backslash"),
        (ZONE, f"{ZONE}\nnotice_days = 030", "write whole numbers without a leading 0"),
        (ZONE, f"{ZONE}\nnotice_days = 30 days", "a key has one value; put texts in double quot"),
        ("2024-03-04", "4.3.2024", "write dates as 2026-11-27"),
        ("2024-03-04", "03/04/2024", "write dates as 2026-11-27"),
        (TURN, 'handover = "Mon 11:00", "Thu 11:00"', "put several values in [ ]"),
        (
            TURN,
            'handover = ["Mon 11:00" "Thu 11:00"]',
            "put commas between the items, and ] after",
        ),
        ("[rotation]", "[rotation", "close the table name as it was opened: [name], [[name]]"),
        ("[rotation]", "rotation:", "write `key = value`, and tables as [name]"),
        (
            "[[track]]",
            "[track]",
            "rotation.toml:7: the table [[track]] is not a list of tables above; "
            "write [[ ]] for every table of a list",
        ),
        ("joined = 2024-03-04", "joined = yes", "write true or false"),
    ],
)
def test_a_slip_gets_what_to_write(
    faults_of: FaultsOf, written: str, instead: str, expected: str
) -> None:
    """What the parser says stays, and the line decides the fix."""
    assert written in VALID
    (message,) = faults_of(VALID.replace(written, instead, 1))
    assert expected in message


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (ZONE, "`timezone` is given twice; keep one of them"),
        ("'time zone' = 1\n'time zone' = 2", "a key is given twice; keep one of them"),
        ("a.b = 1\na.b.c = 2", "`a.b.c` is given twice; keep one of them"),
        ("a = 1\n[rotation.a]", "the table [rotation.a] is not a list of tables above"),
        ("  a = 1\n  [[rotation.a]]", "the table [[rotation.a]] is not a list of tables above"),
    ],
)
def test_what_is_given_twice_is_named(faults_of: FaultsOf, line: str, expected: str) -> None:
    """A plain key by its name, any other as a key, and a table by its line."""
    (message,) = faults_of(VALID.replace(ZONE, f"{ZONE}\n{line}", 1))
    assert expected in message
