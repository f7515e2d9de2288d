"""Whom an id, an address, a name or an alias means, in every file and argument."""

from collections.abc import Callable
from pathlib import Path

import pytest
from config_cases import HEAD, FaultsOf, Team
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import TRACKS, write_team

from rotation.__main__ import main
from rotation.config import load
from rotation.config.person_argument import person_among
from rotation.config.person_names import PersonNames, plain
from rotation.errors import BadInput


def person(name: str, more: str = "") -> str:
    """Return an `[[engineer]]` table."""
    return f'[[engineer]]\nname = "{name}"\njoined = 2024-01-01\n{more}\n'


CREW = (
    HEAD
    + TRACKS
    + person("Ada Lovelace", 'id = "ada"\nemail = "Ada@Example.com"\naliases = ["Addie"]')
    + person("João Pereira", 'id = "joao"\naliases = ["j.pereira@old.example", "Pereira, Jo"]')
    + person("Łukasz Ørsted", 'id = "luk"')
    + person("Jürgen Groß", 'id = "jg"')
    + person("Seán O\u2019Brien", 'id = "sean"')
    + person("Müller, Max", 'id = "max"')
    + person("Kim Lee", 'id = "kim.a"')
    + person("Kim Lee", 'id = "kim.b"')
    + person("Jose Diaz", 'id = "jose"')
    + person("José Díaz", 'id = "jose2"')
    + person("Ben", 'id = "b2"')
    + person("Benjamin Button", 'id = "ben"')
    + person("Дарья Иванова", 'id = "darya"')
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("ada", ["ada"]),
        ("ADA", ["ada"]),
        ("ada lovelace", ["ada"]),
        ("Ada  Lovelace", ["ada"]),
        ("Lovelace, Ada", ["ada"]),
        ("lovelace,ADA", ["ada"]),
        ("ADA@example.COM", ["ada"]),
        ("addie", ["ada"]),
        ("Joao Pereira", ["joao"]),
        ("Joa\N{COMBINING TILDE}o Pereira", ["joao"]),
        ("PEREIRA, JOAO", ["joao"]),
        ("j.pereira@old.example", ["joao"]),
        ("Jo Pereira", ["joao"]),
        ("Lukasz Orsted", ["luk"]),
        ("Lukasz Oersted", ["luk"]),
        ("Jurgen Gross", ["jg"]),
        ("Juergen Groß", ["jg"]),
        ("JÜRGEN GROSS", ["jg"]),
        ("Sean O'Brien", ["sean"]),
        ("Obrien, Sean", []),
        ("Max Mueller", ["max"]),
        ("Muller, Max", ["max"]),
        ("Kim Lee", ["kim.a", "kim.b"]),
        ("jose diaz", ["jose"]),  # as it is written comes before what is left of it
        ("JOSÉ DÍAZ", ["jose2"]),
        ("José Diaz", ["jose", "jose2"]),
        ("ben", ["ben"]),  # an id as it is written
        ("Ben", ["b2", "ben"]),
        ("дарья иванова", ["darya"]),
        ("Darya Ivanova", []),
        ("Ada", ["ada"]),
        ("Lovelace", []),
        ("Ada L.", []),
        ("Ada Lovelace Byron", []),
        (",", []),
        ("", []),
    ],
)
def test_whom_a_text_means(team: Team, text: str, ids: list[str]) -> None:
    """Ids, addresses, names in both orders and aliases; what may be two people means both."""
    assert list(PersonNames(team(CREW).engineers).meant(text)) == ids


LINE = "A-2024-01-08,A,regular,2024-01-08T11:00-05:00,2024-01-15T11:00-05:00,{},,,\n"
PLACES: dict[str, tuple[Callable[[str], dict[str, str]], str]] = {
    "time_off": (lambda who: {"time_off": f'"{who}",2026-12-01,2026-12-02,,\n'}, "time_off"),
    "volunteers": (lambda who: {"volunteers": f'"{who}",2026-12-25,2026-12-26,,\n'}, "offers"),
    "history": (lambda who: {"history": LINE.format(f'"{who}"')}, "history"),
    "published": (lambda who: {"published": LINE.format(f'"{who}"')}, "published"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("who", ["joao", "Joao Pereira", "Pereira, Jo", "J.Pereira@old.example"])
def test_every_csv_file_means_people_alike(team: Team, place: str, who: str) -> None:
    """A name or an address stands where an id may, and what is read holds the id."""
    rows, field = PLACES[place]
    (read,) = getattr(team(CREW, **rows(who)), field)
    assert read.engineer == "joao"


def test_pins_managers_and_wishes_mean_people_alike(tmp_path: Path) -> None:
    """So do pins, managers, wishes, trades and changes."""
    toml = CREW.replace('id = "jg"', 'id = "jg"\nmanager = "Pereira, João"')
    pin = '[[pin]]\nshift = "A-2026-12-07"\nengineer = "Sean O\'Brien"\n'
    files = {
        "wishes": "engineer,start,end,want\nJuergen Gross,2026-12-07,2026-12-08,yes\n",
        "published": "shift,track,kind,start,end,engineer\n"
        "A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,Ada Lovelace\n",
        "trades": "trade,when,shift,start,end,from,to,revision\n"
        "1,2026-11-01T00:00Z,A-2026-12-07,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,"
        "ada@example.com,Lukasz Orsted,1\n",
    }
    rotation = load(write_team(tmp_path, toml + pin, columns={}, **files))
    assert {e.id: e.manager for e in rotation.engineers}["jg"] == "joao"
    assert [pin.engineer for pin in rotation.pins] == ["sean"]
    assert [wish.engineer for wish in rotation.wishes] == ["jg"]
    (trade,) = rotation.trades
    assert (trade.giver, trade.taker) == ("ada", "luk")
    assert [entry.engineer for entry in rotation.published] == ["luk"]


def test_what_we_write_holds_ids(tmp_path: Path) -> None:
    """A schedule that names people otherwise is published by id."""
    (tmp_path / "rotation.toml").write_text(CREW, encoding="utf-8")
    (tmp_path / "mine.csv").write_text(
        "shift,track,kind,start,end,engineer\n"
        'A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,"Pereira, Joao"\n',
        encoding="utf-8",
    )
    draft = ["--schedule", str(tmp_path / "mine.csv"), "--today", "2026-11-20", "--quiet"]
    assert main(["publish", str(tmp_path), *draft]) == 0
    published = (tmp_path / "published.csv").read_text(encoding="utf-8").splitlines()
    header, row = (line.split(",") for line in published)
    assert dict(zip(header, row, strict=True))["engineer"] == "joao"
    taken = ["cover", "A-2026-12-07", "Juergen Gross", "--today", "2026-11-20", "--quiet"]
    assert main(["trade", str(tmp_path), *taken]) == 0
    assert ",joao,jg," in (tmp_path / "trades.csv").read_text(encoding="utf-8")


def test_one_row_in_two_spellings_is_one_row(faults_of: FaultsOf) -> None:
    """A row that repeats another under another name of the person is told like any other."""
    rows = "joao,2026-12-25,2026-12-26,,\nJoao Pereira,2026-12-25,2026-12-26,,\n"
    fix = "the same row as line 2: both mean 'joao'; remove one"
    assert faults_of(CREW, volunteers=rows) == [f"volunteers.csv:3: {fix}"]
    assert faults_of(CREW, time_off=rows) == [f"time_off.csv:3: {fix}"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Kim Lee", "'Kim Lee' may be kim.a or kim.b; give the id"),
        ("Jo", "unknown engineer 'Jo'"),
        ("Lovelace", "unknown engineer 'Lovelace'; did you mean 'ada'?"),
    ],
)
def test_nobody_is_assumed(faults_of: FaultsOf, who: str, expected: str) -> None:
    """Where two are called so, or a first name or surname stands alone, nobody is meant."""
    (message,) = faults_of(CREW, volunteers=f"{who},2026-12-25,2026-12-26,,\n")
    assert expected in message


def test_an_argument_means_people_alike(team: Team) -> None:
    """PERSON of a command is looked up by the same words."""
    people = team(CREW).engineers
    for words in ("luk", "Ørsted, Łukasz", " lukasz orsted "):
        assert person_among(people, words).id == "luk"
    with pytest.raises(BadInput, match=r"'Kim Lee' may be kim\.a or kim\.b; give the id"):
        person_among(people, "Kim Lee")
    with pytest.raises(BadInput, match="nobody is called 'Lukas'; did you mean luk"):
        person_among(people, "Lukas")


# -- aliases --------------------------------------------------------------------------------------

# HEAD and TRACKS end on line 9; each table below begins on line 10, 14, 18.
ALIASES = {
    'aliases = ["Al", "AL"]': ["13: engineer.aliases: 'AL' is named twice; name it once"],
    'aliases = ["Ben Becker"]': [
        "13: engineer.aliases: 'Ben Becker' means 'ben-becker' already (line 14); "
        "an alias means one person: choose another"
    ],
    'aliases = ["Becker, Bén"]': [
        "13: engineer.aliases: 'Becker, Bén' means 'ben-becker' already (line 14); "
        "an alias means one person: choose another"
    ],
    'aliases = ["ben-becker"]': [
        "13: engineer.aliases: 'ben-becker' means 'ben-becker' already (line 14); "
        "an alias means one person: choose another"
    ],
    'aliases = ["BEN@example.com"]': [
        "13: engineer.aliases: 'BEN@example.com' means 'ben-becker' already (line 14); "
        "an alias means one person: choose another"
    ],
    'aliases = ["Benno"]': [
        "17: engineer.aliases: 'Benno' means 'ada' already (line 13); "
        "an alias means one person: choose another"
    ],
    'aliases = ["a b@example.com"]': [
        "13: engineer.aliases: 'a b@example.com' is not an e-mail address; "
        "write it as name@example.com"
    ],
    'aliases = [""]': ["13: engineer.aliases: is empty"],
    "aliases = []": ["13: engineer.aliases: is an empty list; leave the key out or name one"],
    "aliases = [7]": [
        "13: engineer.aliases: expects a name or an address or a list of such, got the number 7"
    ],
    'aliases = ["Ad\\u202ea"]': [
        "13: engineer.aliases: 'Ad\\u202ea' has a formatting character, U+202E; remove it"
    ],
}


@pytest.mark.parametrize("line", ALIASES)
def test_an_alias_at_fault_gets_its_message(faults_of: FaultsOf, line: str) -> None:
    """An alias means one person, once, and is a name or an address."""
    ben = 'email = "ben@example.com"' + ('\naliases = ["Benno"]' if "Benno" in line else "")
    toml = HEAD + TRACKS + person("Ada", line) + person("Ben Becker", ben)
    toml = toml.replace('email = "ben@example.com"\naliases', "aliases")
    assert faults_of(toml) == [f"rotation.toml:{text}" for text in ALIASES[line]]


def test_an_alias_may_repeat_what_the_person_is_called(team: Team) -> None:
    """Own name, id and address among the aliases do no harm; a single alias needs no list."""
    called = 'aliases = ["Ada Lovelace", "ada", "ADA@example.com"]'
    own = f'id = "ada"\nemail = "ada@example.com"\n{called}'
    data = team(HEAD + TRACKS + person("Ada Lovelace", own) + person("Bo", 'aliases = "Bobby"'))
    assert PersonNames(data.engineers).meant("Ada Lovelace") == ("ada",)
    assert PersonNames(data.engineers).meant("bobby") == ("bo",)


def test_aliases_are_no_part_of_what_a_rotation_is(team: Team) -> None:
    """Whom files mean is decided when they are read: a plan does not change with an alias."""
    assert team(HEAD + TRACKS + person("Ada")) == team(HEAD + TRACKS + person("Ada", 'aliases="A"'))


# -- the family -----------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("abßłøéÅñçИж'-"), min_size=1, max_size=6).filter(
    lambda word: any(map(str.isalpha, word))
)


class Called:
    """Somebody who is called something."""

    def __init__(self, number: int, name: str, alias: str) -> None:
        self.id = f"p{number}"
        self.name = name
        self.email = f"{self.id}@example.com"
        self.aliases = (alias,)


@st.composite
def crews(draw: st.DrawFn) -> list[Called]:
    """Return up to four people whose names share words."""
    words = draw(st.lists(WORDS, min_size=2, max_size=4, unique=True))
    names = st.lists(st.sampled_from(words), min_size=2, max_size=3).map(" ".join)
    return [Called(n, draw(names), draw(names)) for n in range(draw(st.integers(1, 4)))]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(crews(), st.data())
def test_every_spelling_of_a_name_means_its_bearers(
    crew: list[Called], data: st.DataObject
) -> None:
    """Whatever is meant is called so, and whoever is called so is meant or written more closely."""
    names = PersonNames(crew)
    someone = data.draw(st.sampled_from(crew))
    name = data.draw(st.sampled_from([someone.name, someone.aliases[0]]))
    first, _, last = name.partition(" ")
    text = data.draw(
        st.sampled_from([name, name.upper(), plain(name), f"{last}, {first}", f" {name} "])
    )
    meant = names.meant(text.strip())
    alike = {p.id for p in crew for own in (p.name, *p.aliases) if plain(own) == plain(name)}
    assert meant
    assert set(meant) <= alike
    if len(alike) == 1:
        assert meant == (someone.id,)
    assert names.meant(someone.id) == (someone.id,)
    assert names.at(f"MAILTO:{someone.email.upper()}") == someone.id
