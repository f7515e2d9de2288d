"""Names and tables that are written twice, which is a mistake wherever they mean one thing."""

import pytest
from config_cases import HEAD, PEOPLE, TRACKS, VALID, FaultsOf, Team

TABLES = {
    "follow": ('first = "A"\nthen = "C"', 'then = "C"\nfirst = "A"'),
    "limit": ("shifts = 2\ndays = 42", 'days = 42\nshifts = 2\nengineers = ["ada"]'),
    "weekends": ("at_most = 1\nof = 3", "at_most = 1\nof = 3"),
    "apart": ('engineers = ["ada", "grace"]', 'engineers = ["Grace Hopper", "ada"]'),
    "together": ('at_least = 1\ntracks = ["A", "B"]', 'at_least = 1\ntracks = ["B", "A"]'),
    "rest": ('hours = 11\ntracks = ["A", "B"]', 'tracks = ["B", "A"]\nhours = 11'),
}
THIRD = '[[track]]\nname = "C"\nhandover = "Mon 11:00"\n'


@pytest.mark.parametrize("rule", sorted(TABLES.keys() - {"limit"}))
def test_two_tables_that_say_the_same_are_a_fault(faults_of: FaultsOf, rule: str) -> None:
    """Whatever the order of keys and names, the second one points to the first one."""
    before = HEAD + TRACKS + THIRD + PEOPLE
    first, second = (f"[[rules.{rule}]]\n{text}\n" for text in TABLES[rule])
    line = before.count("\n") + 1
    there = line + first.count("\n")
    assert faults_of(before + first + second) == [
        f"rotation.toml:{there}: rules.{rule}: says the same as the table on line {line}; "
        "remove one of the two"
    ]


def test_tables_that_differ_in_one_key_are_two(team: Team) -> None:
    """A limit for everybody, and the same one for one person."""
    tables = "".join(f"[[rules.limit]]\n{text}\n" for text in TABLES["limit"])
    assert len(team(VALID + tables).settings) == 2


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("track.was", VALID.replace('name = "A"\n', 'name = "A"\nwas = ["X", "Y", "X"]\n')),
        ("time_off.ignore", VALID + '[time_off]\nignore = ["X", "Y", "X"]\n'),
        ("track.needs", VALID.replace('name = "A"\n', 'name = "A"\nneeds = ["X", "X"]\n')),
    ],
)
def test_a_name_in_a_list_is_given_once(faults_of: FaultsOf, key: str, text: str) -> None:
    """Older names of tracks and ignored titles, too."""
    shown = [fault for fault in faults_of(text) if "nobody has" not in fault]
    assert [fault.split(": ", 1)[1] for fault in shown] == [
        f"{key}: 'X' is named twice; name it once"
    ]


def test_tables_of_one_track_may_repeat_its_older_name(team: Team) -> None:
    """Each table is written whole, and letter case may be all that has changed."""
    second = '[[track]]\nname = "A"\nhandover = "Mon 11:00"\nwas = ["X", "x"]\n'
    toml = VALID.replace('name = "A"\n', 'name = "A"\nwas = "X"\nlast_day = 2026-12-31\n', 1)
    track = team(f"{toml}{second}first_day = 2027-01-01\n").tracks[0]
    assert track.was == ("X", "x")
