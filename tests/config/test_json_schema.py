"""The JSON Schema of rotation.toml: it accepts what is read, refuses what a shape can refuse."""

import json
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from config_cases import HEAD, PEOPLE, TRACKS, VALID, FaultsOf, Team
from jsonschema import Draft7Validator, FormatChecker

from rotation.cli import main
from rotation.config import schema
from rotation.config.json_schema import TABLES, schema_text
from rotation.config.template import shipped_schema, write_template
from rotation.model.settings import DEFAULT_GOALS, EventKind, OnRestDay

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads(shipped_schema())
VALIDATOR = Draft7Validator(SCHEMA, format_checker=FormatChecker())
EXAMPLES = sorted((ROOT / "examples").glob("*/rotation.toml"))


def as_json(value: object) -> object:
    """Return what validators of TOML see: dates and times are texts."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date | time | datetime) else value


def places(toml: str) -> list[str]:
    """Return the key path of everything that the schema refuses in a text."""
    errors = VALIDATOR.iter_errors(as_json(tomllib.loads(toml)))
    return sorted(".".join(map(str, error.absolute_path)) for error in errors)


def test_the_package_ships_what_the_classes_say() -> None:
    """The file in the package is generated from today's classes and docs: `nox -s schema`."""
    page = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    assert shipped_schema() == schema_text(page)
    Draft7Validator.check_schema(SCHEMA)


def test_every_key_has_its_place_and_description() -> None:
    """Each field of each class that reads a table is a key of the schema, and nothing else is."""
    classes = [kind for kind in vars(schema).values() if isinstance(kind, type)]
    tables = [kind for kind in classes if issubclass(kind, schema.StrictTable)]
    kinds = {kind for kind in tables if not kind.__subclasses__()}
    assert set(TABLES.values()) == kinds
    for header, model in TABLES.items():
        table = SCHEMA
        for name in header.strip("[]").split("."):
            table = table["properties"][name]
            table = table.get("items", table)
        beside = {"extra"} if header == "[holidays]" else set()
        assert set(table["properties"]) - beside == set(model.model_fields)
        needed = {name for name, field in model.model_fields.items() if field.is_required()}
        assert set(table.get("required", ())) == needed
        for name in model.model_fields:
            assert len(table["properties"][name]["description"]) > 5, (header, name)


def test_choices_are_those_that_are_read() -> None:
    """Words with a fixed set of choices are enumerated; goals of other packages may follow."""
    keys = SCHEMA["properties"]
    assert keys["rotation"]["properties"]["on_rest_day"]["enum"] == [str(k) for k in OnRestDay]
    assert keys["calendar"]["properties"]["events"]["enum"] == [str(k) for k in EventKind]
    known, other = keys["goals"]["properties"]["order"]["items"]["anyOf"]
    assert set(DEFAULT_GOALS) <= set(known["enum"])
    assert other == {"type": "string"}
    assert keys["rotation"]["properties"]["notice_days"]["default"] == 30
    assert "Default: `30`." in keys["rotation"]["properties"]["notice_days"]["description"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_examples_are_accepted(path: Path) -> None:
    """Every example keeps to the schema."""
    assert places(path.read_text(encoding="utf-8")) == []


def test_the_template_names_its_schema(tmp_path: Path) -> None:
    """`init` writes the schema beside the file, which names it in its first line."""
    write_template(tmp_path)
    first, _, _ = (tmp_path / "rotation.toml").read_text(encoding="utf-8").partition("\n")
    assert first == "#:schema ./rotation.schema.json"
    assert (tmp_path / "rotation.schema.json").read_text(encoding="utf-8") == shipped_schema()
    assert places((tmp_path / "rotation.toml").read_text(encoding="utf-8")) == []


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    """`rotation schema > rotation.schema.json` is the shipped file."""
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == shipped_schema()


RIGHT = (
    '[holidays]\nweekend = ["Fri", "SATURDAY"]\n[[holidays.extra]]\ndate = "12-24"\nname = "Eve"\n',
    '[[holidays.extra]]\ndate = 2026-12-24\nname = "Eve"\n',
    '[holidays]\ncategories = "public"\ncountry = "US"\n',
    '[pay]\nworking = "12.50"\nholiday = 3\nworking_hours = ["08:30", "16:00"]\n',
    '[home_zone]\nzones = ["Europe/Paris", "UTC"]\n',
    '[[special_period]]\nname = "P"\nfirst_day = "12-25"\nlast_day = "01-02"\ntracks = "A"\n',
    '[[pin]]\nshift = "A-2026-12-07"\nengineer = "ada"\n',
    "[[rules.limit]]\nshifts = 2\ndays = 30\n[rules.weekends]\nat_most = 1\nof = 3\n",
    '[goals]\norder = ["open", "shifts", "limit"]\nsoft = ["limit"]\n[rules.limit]\n'
    "shifts = 1\ndays = 30\n",
    '[time_off]\nunmatched = "skip"\nignore = ["Standup"]\nbearable_hours = 4\n',
    '[calendar]\nevents = "shift"\nrunbook = ""\nbusy = true\n',
)


@pytest.mark.parametrize("toml", RIGHT)
def test_what_is_read_is_accepted(toml: str, team: Team) -> None:
    """Each way to write a value that loads keeps to the schema."""
    assert team(VALID + toml)
    assert places(VALID + toml) == []


HANDOVERS = (
    "mon 9:00",
    "Mon-Fri 09:00",
    "Monday, WED 07:30",
    "sat - mon 11:00",
    "09:00",
    "mOn 11:00",
)
WINDOWS = (
    *("Mon-Fri 08:00-18:00", "22:00-06:00", "00:00-24:00", "workdays 09:00-17:00", "rest_days"),
    *("Sat-Sun", "Fri 17:00-Mon 09:00", "Mon,Wed 9:00 - 10:00", " Workdays  8:00-9:00 "),
)
CAPACITIES = ("1", "0.6", "2", "{ 2027-03-01 = 0.6, 2027-05-01 = 1 }")
PERSON_KEYS = (
    *('off = "Fri"', 'off = ["Mon-Tue", "sun"]', 'available = "Mon-Fri 07:00-22:00"'),
    *("leaves = 2030-01-01", 'leaves = "2030-01-01"', 'aliases = ["A. L.", "al@example.com"]'),
    *('country = "GB"', 'skills = "database"', 'tracks = ["A"]', "time_off_skips_free = true"),
    *(f"capacity = {capacity}" for capacity in CAPACITIES),
)


@pytest.mark.parametrize("text", HANDOVERS)
def test_handovers_that_are_read_are_accepted(text: str, team: Team) -> None:
    """Names of weekdays in any letters, ranges, lists and clocks."""
    toml = HEAD + f'[[track]]\nname = "A"\nhandover = "{text}"\non_rest_day = "keep"\n' + PEOPLE
    assert team(toml)
    assert places(toml) == []


@pytest.mark.parametrize("text", WINDOWS)
def test_windows_that_are_read_are_accepted(text: str, team: Team) -> None:
    """Days and hours, one of the two, kinds of days, and spans of days."""
    toml = HEAD + f'[[track]]\nname = "A"\nhandover = "Mon 09:00"\nwindows = "{text}"\n' + PEOPLE
    assert team(toml)
    assert places(toml) == []


@pytest.mark.parametrize("key", PERSON_KEYS)
def test_keys_of_people_that_are_read_are_accepted(key: str, team: Team) -> None:
    """One value or a list, dates as dates or texts, capacities as numbers or from dates on."""
    assert team(VALID + key + "\n")
    assert places(VALID + key + "\n") == []


WRONG = (
    ('[rotation]\nname = "T"\ntimezone = 3\n', "rotation.timezone"),
    ('[rotation]\nname = "T"\ntimezone = "UTC"\nnotice_day = 3\n', "rotation"),
    ('[rotation]\nname = "T"\ntimezone = "UTC"\nnotice_days = 400\n', "rotation.notice_days"),
    ('[rotation]\nname = "T"\ntimezone = "UTC"\nnotice_days = "30"\n', "rotation.notice_days"),
    ('[rotation]\nname = "T"\ntimezone = "UTC"\non_rest_day = "skip"\n', "rotation.on_rest_day"),
    ('[rotation]\ntimezone = "UTC"\n', "rotation"),
)


@pytest.mark.parametrize(("head", "place"), WRONG)
def test_a_wrong_head_is_refused(head: str, place: str, faults_of: FaultsOf) -> None:
    """Wrong types, bounds, choices and keys are refused where reading refuses them."""
    toml = head + TRACKS + PEOPLE
    assert faults_of(toml)
    assert places(toml) == [place]


MORE = (
    ("[pages]\n", ""),
    ('[files]\ntime_offs = "time_off.csv"\n', "files"),
    ("[files]\npublic = 3\n", "files.public"),
    (
        '[[special_period]]\nname = "P"\nfirst_day = "25.12."\nlast_day = "12-26"\n',
        "special_period.0.first_day",
    ),
    ("[[rules.limit]]\nshifts = 0\ndays = 3\n", "rules.limit"),
    ("[[rules.limit]]\nshifts = 1\n", "rules.limit"),
    ('[calendar]\nevents = "day"\n', "calendar.events"),
    ('[pay]\ncurrency = "euro"\n', "pay.currency"),
    ('[pay]\nworking = "12,50"\n', "pay.working"),
    ('[pay]\nworking_hours = "09:00-17:00"\n', "pay.working_hours"),
    ('[time_off]\nunmatched = "ignore"\n', "time_off.unmatched"),
    ("[goals]\norder = []\n", "goals.order"),
    ('[goals]\norder = ["open", "open"]\n', "goals.order"),
    ("[[pin]]\nshift = 3\nengineer = 4\n", "pin.0.engineer"),
)


@pytest.mark.parametrize(("toml", "place"), MORE)
def test_wrong_tables_are_refused(toml: str, place: str, faults_of: FaultsOf) -> None:
    """The same of the other tables."""
    assert faults_of(VALID + toml)
    assert place in places(VALID + toml)


OF_PEOPLE = (
    *('off = "Fri 09:00"', "off = []", "joined2 = 2024-01-01", "leaves = 2024", "capacity = 3"),
    *(
        "capacity = { 2027-3-1 = 0.6 }",
        'email = "ada"',
        'available = "Mon 25:00-26:00"',
        'id = "A B"',
    ),
    *('leaves = "01.02.2027"', "skills = []", 'time_off_skips_free = "no"', 'tracks = "A"'),
)


@pytest.mark.parametrize("key", OF_PEOPLE)
def test_wrong_keys_of_people_are_refused(key: str, faults_of: FaultsOf) -> None:
    """The same of people."""
    last = '[[engineer]]\nname = "Zoe"\njoined = 2024-01-01\n'
    assert faults_of(VALID + last + key + "\n")
    assert any(place.startswith("engineer.2") for place in places(VALID + last + key + "\n"))


@pytest.mark.parametrize(
    "text", ["Mon 25:00", "Mo 9:00", "Mon 9", "Mon", "Mon 09:60", "9 o'clock", "Someday 09:00", ""]
)
def test_wrong_handovers_are_refused(text: str, faults_of: FaultsOf) -> None:
    """The same of handovers."""
    toml = HEAD + f'[[track]]\nname = "A"\nhandover = "{text}"\n' + PEOPLE
    assert faults_of(toml)
    assert places(toml) == ["track.0.handover"]


def test_tables_of_other_packages_are_accepted() -> None:
    """Settings of rules and goals that the schema does not know are tables, one or several."""
    toml = "[rules.calls]\nmost = 3\n[[goals.calm]]\nnights = 2\n[[goals.calm]]\nnights = 3\n"
    assert places(VALID + toml) == []
    assert places(VALID + "[rules]\ncalls = 3\n") == ["rules.calls"]
