"""People in CSV files: the same team, checks and places as with `[[engineer]]` tables."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from config_cases import HEAD, TRACKS, Team

from rotation.cli.folder_words import FolderWords
from rotation.config import load
from rotation.config.people_rows import PEOPLE
from rotation.config.schema import EngineerTable
from rotation.errors import BadInput
from rotation.model.settings import RotationData

TOML = HEAD + TRACKS + '[files]\nengineers = "people.csv"\n'
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"

TABLES = """[[engineer]]
name = "Ada Lovelace"
id = "ada"
email = "ada@example.com"
aliases = ["A. L.", "al@example.com"]
timezone = "Europe/London"
joined = 2024-03-04
leaves = 2030-01-01
manager = "grace"
capacity = { 2027-03-01 = 0.6, 2027-06-01 = 1 }
skills = ["database", "senior"]
available = ["Mon-Fri 07:00-22:00", "Sun 08:00-12:00"]
off = ["Fri", "Sat"]
tracks = ["A"]
country = "GB"
subdivision = "SCT"
[[engineer]]
name = "Grace"
joined = 2023-01-09
capacity = 0.8
"""
ROWS = """Name,id,email,aliases,timezone,joined,leaves,manager,capacity,skills,available,off,\
tracks,country,subdivision
Ada Lovelace,ada,ada@example.com,A. L.; al@example.com,Europe/London,2024-03-04,2030-01-01,grace,\
2027-03-01=0.6; 2027-06-01=1,database;senior,Mon-Fri 07:00-22:00; Sun 08:00-12:00,Fri;Sat,A,GB,SCT
Grace,,,,,2023-01-09,,,0.8,,,,,,
"""


def team_of(folder: Path, rows: str, toml: str = TOML) -> RotationData:
    """Return a team whose people are in people.csv."""
    (folder / "people.csv").write_text(rows, encoding="utf-8")
    (folder / "rotation.toml").write_text(toml, encoding="utf-8")
    return load(folder)


def faults(folder: Path, rows: str, toml: str = TOML) -> list[str]:
    """Return what is wrong with such a team, a line each."""
    with pytest.raises(BadInput) as caught:
        team_of(folder, rows, toml)
    return str(caught.value).splitlines()


def test_rows_are_tables(tmp_path: Path, team: Team) -> None:
    """The same people from rows and from tables are equal; places are lines of the CSV file."""
    (tmp_path / "rows").mkdir()
    listed = team_of(tmp_path / "rows", ROWS)
    written = team(HEAD + TRACKS + TABLES)
    assert listed.engineers == written.engineers
    assert replace(listed, places=written.places) == written
    ada, grace = listed.engineers
    assert (str(ada.source), str(grace.source)) == ("people.csv:2", "people.csv:3")
    assert [str(place) for _, place in ada.places] == ["people.csv:2"] * 4
    assert grace.capacity == Fraction(4, 5)
    assert ada.capacities == ((date(2027, 3, 1), Fraction(3, 5)), (date(2027, 6, 1), Fraction(1)))


def test_every_key_is_a_column() -> None:
    """The columns are the keys of `[[engineer]]`."""
    assert {*PEOPLE.needed, *PEOPLE.optional} == set(EngineerTable.model_fields)


@pytest.mark.parametrize("text", ["TRUE", "yes", "False", "no"])
def test_spreadsheets_export_what_is_read(text: str, tmp_path: Path) -> None:
    """A byte order mark, `sep=`, CRLF, words for true and false, and empty columns."""
    rows = f"{BOM}sep=,\r\nNAME,Joined,time_off_skips_free,\r\nAda,2024-03-04,{text},\r\n"
    assert [person.id for person in team_of(tmp_path, rows).engineers] == ["ada"]


def test_a_sheet_of_another_country_is_read(tmp_path: Path) -> None:
    """Semicolons, days before months, and commas in numbers; what is unclear has its cell."""
    rows = "name;joined;leaves;capacity\nAda;04.03.2024;31.12.2026;0,8\nLin;01.02.2025;;1,0\n"
    ada, lin = team_of(tmp_path, rows).engineers
    assert (ada.joined, ada.leaves, ada.capacity) == (
        date(2024, 3, 4),
        date(2026, 12, 31),
        Fraction(4, 5),
    )
    assert (lin.joined, lin.capacity) == (date(2025, 2, 1), 1)
    assert faults(tmp_path, "name;joined\nAda;04.03.2024\nLin;01.01.2025\n") == [
        "people.csv:2: joined: '04.03.2024' may be 2024-03-04 or 2024-04-03: no date of the file "
        "decides; write it as 2024-03-04 or 2024-04-03"
    ]


def test_tables_and_several_files_are_one_team(tmp_path: Path) -> None:
    """People may stand in tables and in files; who is meant is found among all of them."""
    (tmp_path / "more.csv").write_text("name,joined\nLin,2024-01-01\n", encoding="utf-8")
    toml = HEAD + TRACKS + '[files]\nengineers = ["people.csv", "more.csv"]\n'
    toml += '[[engineer]]\nname = "Zoe"\njoined = 2024-01-01\nmanager = "Lin"\n'
    data = team_of(tmp_path, "name,joined,manager\nAda,2024-01-01,Zoe\n", toml)
    assert [(e.id, e.manager) for e in data.engineers] == [
        ("ada", "zoe"),
        ("lin", None),
        ("zoe", "lin"),
    ]


def test_faults_name_the_cell(tmp_path: Path) -> None:
    """Every cell is checked as a key is, all at once, with file, line and column."""
    rows = (
        "name,joined,capacity,off,leaves,time_off_skips_free,email,subdivision,manager\n"
        'Ada,2024-13-01,"0,600",Fry,2020,maybe,x,,\n'
        "Lin,,2027-3-1=0.6,,,,,,\n"
        "Bo,2024-01-01,2027-3-1=0.6,,2023-01-01,,,CA,nobody\n"
        "Cy,2024-01-01,2027-03-01=1;2027-03-01=2,,,,,,\n"
    )
    assert faults(tmp_path, rows) == [
        "people.csv:2: capacity: expects a number, got the text '0,600'; 1.0 is full time",
        "people.csv:2: email: 'x' is not an e-mail address; write it as name@example.com",
        "people.csv:2: joined: there is no day 2024-13-01",
        "people.csv:2: leaves: expects a date, got the text '2020'; write it as 2026-11-27",
        "people.csv:2: off: unknown weekday 'Fry'; did you mean 'Fri'?",
        "people.csv:2: time_off_skips_free: expects true or false, got the text 'maybe'",
        "people.csv:3: joined: is empty",
        "people.csv:4: capacity.2027-3-1: '2027-3-1' is not a date; write it as 2027-03-01=0.6",
        "people.csv:4: leaves: leaves on 2023-01-01, which is not after joining on 2024-01-01; "
        "give the first day without the person",
        "people.csv:4: manager: unknown engineer 'nobody'; add a row to people.csv",
        "people.csv:4: subdivision: needs a country; fill in the column country",
        "people.csv:5: capacity: '2027-03-01' is named twice; name it once",
    ]


def test_duplicates_name_both_places(tmp_path: Path) -> None:
    """A person in a table and in a row is reported with the line of the other file."""
    toml = TOML + '[[engineer]]\nname = "Ada"\nemail = "a@x.org"\njoined = 2024-01-01\n'
    line = 1 + toml[: toml.index("[[engineer]]")].count("\n")
    assert faults(
        tmp_path, "name,joined,email\nAda,2024-01-01,\nBo,2024-01-01,A@x.org\n", toml
    ) == [
        f"people.csv:2: name: the id 'ada' is taken by line {line} of rotation.toml; "
        "give one of the two an `id` of its own",
        f"people.csv:3: email: 'A@x.org' is also the address on line {line} of rotation.toml; "
        "give each person their own",
    ]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("full name|hire date\nA|b\n", "people.csv:1: is separated by vertical bars"),
        (
            "name,hire date\nA,b\n",
            "people.csv:1: hire date: unknown column; did you mean 'joined'",
        ),
        (
            "name,joined,e-mail\nA,b,c\n",
            "people.csv:1: e-mail: unknown column; did you mean 'email'?",
        ),
        ("name\nAda\n", "people.csv:1: joined: the column is missing; add it"),
        ("name,joined\n", "people.csv: names nobody; add a row for each person"),
        ("", "people.csv: has no header row; begin with name,joined"),
    ],
)
def test_headers_are_judged(rows: str, fault: str, tmp_path: Path) -> None:
    """What a file lacks is reported once, with the nearest column, and nothing else is."""
    (line,) = faults(tmp_path, rows)
    assert line.startswith(fault)


def test_more_people_than_are_read(tmp_path: Path) -> None:
    """The limit is that of tables in rotation.toml."""
    rows = "name,joined\n" + "".join(f"P{n},2024-01-01\n" for n in range(2_001))
    (line,) = faults(tmp_path, rows)
    assert line.startswith("people.csv:2002: has more than the 2,000 items that are read")


def test_completion_knows_people_in_files(tmp_path: Path) -> None:
    """Shells complete people whether they stand in a table or in a row."""
    team_of(tmp_path, "name,joined\nAda Lovelace,2024-01-01\n")
    assert [person for person, *_ in FolderWords.of(tmp_path).people] == ["ada-lovelace"]
