# ruff: noqa: RUF001 - names have letters that look like others
import pytest
from config_cases import HEAD, PEOPLE, VALID, FaultsOf, Team
from hypothesis import given
from hypothesis import strategies as st
from tests.teams import TRACKS

from rotation.config.faults import Wrong
from rotation.config.text import clean, email_address, safe_id, slug

# `[[engineer]]` tables behind HEAD and TRACKS: the first header stands on line 10.
CASES = {
    'name = "☎"\njoined = 2024-01-01': [
        "11: engineer.name: no id can be made from '☎'; give an `id`"
    ],
    'name = "Con"\njoined = 2024-01-01': [
        "11: engineer.name: no id can be made from 'Con'; give an `id`"
    ],
    'name = "Ada"\nid = "nul.x"\njoined = 2024-01-01': [
        "12: engineer.id: 'nul.x' is a device name on Windows; choose another id"
    ],
    'name = "Ada"\nid = "ada."\njoined = 2024-01-01': [
        "12: engineer.id: 'ada.' ends in a full stop, which Windows drops; remove it"
    ],
    'name = "Ada"\nid = "../ada"\njoined = 2024-01-01': [
        "12: engineer.id: '../ada' is not a valid id: use up to 64 lower-case letters, digits, "
        "'-', '_' and '.', beginning with a letter or digit; did you mean 'ada'?"
    ],
    'name = "Ada"\njoind = 2024-01-01': ["12: engineer.joind: unknown key; did you mean `joined`?"],
    'id = "ada"': [
        "10: engineer.joined: is missing; add `joined = 2024-03-04`",
        "10: engineer.name: is missing; add `name = ...`",
    ],
    'name = "Ada"\njoined = "March"': [
        "12: engineer.joined: expects a date, got the text 'March'; write it as 2026-11-27"
    ],
    'name = "Ada"\njoined = 2024-01-01T00:00:00Z': [
        "12: engineer.joined: expects a date, got the instant 2024-01-01T00:00:00+00:00; "
        "write it as 2026-11-27"
    ],
    'name = "Ada"\njoined = "2024-02-30"': ["12: engineer.joined: there is no day 2024-02-30"],
    'name = "Ada"\njoined = 2101-01-01': [
        "12: engineer.joined: 2101-01-01 is outside the years 1970 to 2100"
    ],
    'name = "Ada"\njoined = 2024-01-01\nleaves = 2024-01-01': [
        "13: engineer.leaves: leaves on 2024-01-01, which is not after joining on 2024-01-01; "
        "give the first day without the person"
    ],
    'name = "Ada"\njoined = 2024-01-01\ntimezone = "Europe/Londn"': [
        "13: engineer.timezone: unknown time zone 'Europe/Londn'; did you mean 'Europe/London'?"
    ],
    'name = "Ada"\njoined = 2024-01-01\nmanager = "ada"': [
        "13: engineer.manager: a person cannot be their own manager; name somebody else, or "
        "leave it out"
    ],
    'name = "Ada"\njoined = 2024-01-01\nmanager = "bo"': [
        "13: engineer.manager: unknown engineer 'bo'; add an [[engineer]] table"
    ],
    'name = "Ada"\njoined = 2024-01-01\ncapacity = 0': [
        "13: engineer.capacity: the number 0 is not above 0 and at most 2; 1.0 is full time"
    ],
    'name = "Ada"\njoined = 2024-01-01\ncapacity = nan': [
        "13: engineer.capacity: the number nan is not above 0 and at most 2; 1.0 is full time"
    ],
    'name = "Ada"\njoined = 2024-01-01\ncapacity = "1"': [
        "13: engineer.capacity: expects a number, got the text '1'; 1.0 is full time"
    ],
    'name = "Ada"\njoined = 2024-01-01\ncapacity = 0.3333333': [
        "13: engineer.capacity: the number 0.3333333 has more than 2 decimals; round it"
    ],
    'name = "Ada"\njoined = 2024-01-01\ncapacity = {}': [
        "13: engineer.capacity: is an empty table; write it as { 2027-03-01 = 0.6 }, or as a number"
    ],
    'name = "Ada"\njoined = 2024-01-01\n[engineer.capacity]\n2024-2-1 = 1\n2024-02-30 = 0.5\n'
    "2024-03-01 = 3\n2024-03-02 = 0.001\n2024-03-03 = {}\n2101-01-01 = 1": [
        "14: engineer.capacity.2024-2-1: '2024-2-1' is not a date; write it as "
        "{ 2027-03-01 = 0.6 }",
        "15: engineer.capacity.2024-02-30: there is no day 2024-02-30; write it as "
        "{ 2027-03-01 = 0.6 }",
        "16: engineer.capacity.2024-03-01: the number 3 is not above 0 and at most 2; "
        "1.0 is full time",
        "17: engineer.capacity.2024-03-02: the number 0.001 has more than 2 decimals; round it",
        "18: engineer.capacity.2024-03-03: expects a number, got a table; 1.0 is full time",
        "19: engineer.capacity.2101-01-01: 2101-01-01 is outside the years 1970 to 2100; "
        "write it as { 2027-03-01 = 0.6 }",
    ],
    'name = "Ada"\njoined = 2024-01-01\nskills = []\navailable = []\noff = []': [
        "13: engineer.skills: is an empty list; leave the key out or name one",
        "14: engineer.available: is an empty list; leave the key out or name one",
        "15: engineer.off: is an empty list; leave the key out or name one",
    ],
    'name = "Ada"\njoined = 2024-01-01\nskills = ["x", "x"]\navailable = "Mon-Fry"\noff = "Fr"': [
        "13: engineer.skills: 'x' is named twice; name it once",
        "14: engineer.available: unknown weekday 'Fry'; did you mean 'Fri'?",
        "15: engineer.off: unknown weekday 'Fr'; did you mean 'Fri'?",
    ],
    'name = "Ada"\njoined = 2024-01-01\nskills = [1]\noff = ["Fri", "Thu-Sat"]\n'
    'available = ["Mon 07:00-12:00", "Mon 11:00-14:00"]': [
        "13: engineer.skills: expects a text such as 'database' or a list of such, got the number "
        "1",
        "14: engineer.off: Fri is named twice; name it once",
        "15: engineer.available: Mon 11:00-14:00 overlaps Mon 07:00-12:00; let one begin where the "
        "other ends",
    ],
    'name = "Ada"\njoined = 2024-01-01\nskill = ["x"]\noff = "Mon-Sun"': [
        "13: engineer.skill: unknown key; did you mean `skills`?",
        "14: engineer.off: names every day of the week; list only the days off",
    ],
    'name = "Ada"\njoined = 2024-01-01\ntracks = []': [
        "13: engineer.tracks: is an empty list; leave the key out for all tracks"
    ],
    'name = "Ada"\njoined = 2024-01-01\ntracks = ["A", "A", "a"]': [
        "13: engineer.tracks: 'A' is named twice; name it once",
        "13: engineer.tracks: unknown track 'a'; did you mean 'A'?",
    ],
    'name = "Ada"\njoined = 2024-01-01\nemail = "=1+1"': [
        "13: engineer.email: '=1+1' is not an e-mail address; write it as name@example.com"
    ],
    'name = "Ada\\u0007"\nid = "ada"\njoined = 2024-01-01': [
        "11: engineer.name: 'Ada\\x07' has a control character, U+0007; remove it"
    ],
    'name = "Ada\\u202e"\nid = "ada"\njoined = 2024-01-01': [
        "11: engineer.name: 'Ada\\u202e' has a formatting character, U+202E; remove it"
    ],
    'name = "Ada\\u2028"\nid = "a"\njoined = 2024-01-01': [
        "11: engineer.name: 'Ada\\u2028' begins or ends with a blank; remove them"
    ],
    'name = " Ada"\nid = "ada"\njoined = 2024-01-01': [
        "11: engineer.name: ' Ada' begins or ends with a blank; remove them"
    ],
    'name = ""\nid = "ada"\njoined = 2024-01-01': ["11: engineer.name: is empty"],
    # Doubled people; the second header stands on line 13 or 14.
    'name = "Ada"\njoined = 2024-01-01\n[[engineer]]\nname = "ADA!"\njoined = 2024-01-01': [
        "14: engineer.name: the id 'ada' is taken by line 10; "
        "give one of the two an `id` of its own"
    ],
    'name = "A"\nid = "x"\njoined = 2024-01-01\n'
    '[[engineer]]\nname = "B"\nid = "x"\njoined = 2024-01-01': [
        "16: engineer.id: the id 'x' is taken by line 10; choose another"
    ],
    'name = "Ada"\nid = "x"\njoined = 2024-01-01\n'
    '[[engineer]]\nname = "ADA"\njoined = 2024-01-01': [
        "15: engineer.name: 'ADA' is also the name on line 10; give each of them an `id`"
    ],
    'name = "A"\nemail = "a@x.org"\njoined = 2024-01-01\n'
    '[[engineer]]\nname = "B"\nemail = "A@x.org"\njoined = 2024-01-01': [
        "16: engineer.email: 'A@x.org' is also the address on line 10; give each person their own"
    ],
}


@pytest.mark.parametrize("tables", CASES)
def test_a_person_at_fault_gets_a_message(faults_of: FaultsOf, tables: str) -> None:
    """Each fault of a person says line, key, what is wrong and the fix, and causes no other."""
    toml = f"{HEAD}{TRACKS}[[engineer]]\n{tables}\n"
    assert faults_of(toml) == [f"rotation.toml:{text}" for text in CASES[tables]]


def test_two_people_may_share_a_name_when_both_have_ids(team: Team) -> None:
    """Explicit ids tell people of one name apart."""
    table = '[[engineer]]\nname = "Kim Lee"\njoined = 2024-01-01\n'
    data = team(HEAD + TRACKS + table + 'id = "kim.a"\n' + table + 'id = "kim.b"\n')
    assert [e.id for e in data.engineers] == ["kim.a", "kim.b"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Zoë Ångström", "zoe-angstrom"),
        ("Tim Berners-Lee", "tim-berners-lee"),
        ("O'Brien, J. 2nd", "o-brien-j-2nd"),
        ("None", "none"),
        ("007", "007"),
        ("=HYPERLINK(1)", "hyperlink-1"),
        ("Łukasz Bąk", "lukasz-bak"),
        ("Søren Ærø", "soren-aero"),
        ("Groß, Işıl", "gross-isil"),
        ("Þórdís Đorđević", "thordis-dordevic"),
        ("Γιώργος", "giorgos"),
        ("Игорь Ильин", "igor-ilin"),
        ("李小龍", "lixiaolong"),
        ("王 Wei", "wang-wei"),
        ("김민수", "gimminsu"),
        ("दीपिका", "dipika"),
        ("O’Brien", "obrien"),  # as ever: it is not a letter that is lost
        ("☎", ""),
    ],
)
def test_an_id_is_the_plain_letters_of_a_name(name: str, made: str) -> None:
    """Accents fall away, letters that ASCII lacks become those that sound or look like them."""
    assert slug(name) == made


@pytest.mark.parametrize("named", ["ada", "ADA  Lovelace", "Lovelace, Ada", "Ada@example.com"])
def test_a_manager_is_named_by_id_address_or_name(team: Team, named: str) -> None:
    """Whoever is named by full name or address is kept by id."""
    rotation = team(HEAD + TRACKS + PEOPLE + f'manager = "{named}"\n')
    assert {e.id: e.manager for e in rotation.engineers} == {"ada": None, "grace": "ada"}


def test_nobody_is_their_own_manager_by_any_name(faults_of: FaultsOf) -> None:
    """The own name is no way around it."""
    toml = VALID.replace('id = "grace"', 'id = "grace"\nmanager = "Hopper, Grace"')
    (message,) = faults_of(toml)
    assert "a person cannot be their own manager" in message


def test_a_name_near_somebody_elses_gets_the_id(faults_of: FaultsOf) -> None:
    """The nearest name counts where no id is near."""
    assert faults_of(VALID + 'manager = "Hedy Lamarr"\n')[0].endswith("[[engineer]] table")
    assert faults_of(VALID + 'manager = "Ada Lovelaze"\n')[0].endswith("did you mean 'ada'?")


SHORT = (
    HEAD
    + TRACKS
    + "".join(
        f'[[engineer]]\nname = "{name}"\njoined = 2024-01-01\n{more}\n'
        for name, more in (
            ("Jan de Boer", 'email = "boer@example.com"'),
            ("Janet Lee", ""),
            ("Ian Ray", ""),
            ("Kim Lee", ""),
            ("Kim Ode", ""),
            ("Wu Li", 'id = "q"'),
        )
    )
    + 'manager = "{}"\n'
)


@pytest.mark.parametrize(
    ("short", "meant"),
    [
        ("jan", "jan-de-boer"),  # a first name, though another begins so
        ("Jane", "janet-lee"),
        ("jan-de", "jan-de-boer"),
        ("Jan de B", "jan-de-boer"),
        ("boer", "jan-de-boer"),
        ("boer@", "jan-de-boer"),
        ("wu", "q"),
        ("kim-o", "kim-ode"),
    ],
)
def test_a_short_form_gets_the_one_person_it_means(
    faults_of: FaultsOf, short: str, meant: str
) -> None:
    """Who is named by first name, or by how id, name or address begin, is suggested."""
    (message,) = faults_of(SHORT.replace("{}", short))
    assert message.endswith(f"unknown engineer '{short}'; did you mean '{meant}'?")


@pytest.mark.parametrize(
    "name", ["क्\u200dष", "\u0646\u200c\u0645", "👩\u200d💻 Ada", "=SUM(1)", "-1", "@x"]
)
def test_names_of_any_script_and_formula_look_are_kept(name: str) -> None:
    """Joiners that scripts and emoji need, and signs a spreadsheet would take up, stay."""
    assert clean(name) == name


def test_a_name_is_kept_in_normal_form_c() -> None:
    """Two ways of typing one accent are one name."""
    assert clean("Zoe\u0308") == "Zo\u00eb"


@pytest.mark.parametrize(
    "name", ["\u200d", "\ue000", "a\u2029b", "a\u00adb", "a\nb", "\ufeffa", "\u00a0a"]
)
def test_names_that_hide_something_are_refused(name: str) -> None:
    """Invisible, private-use and separating characters are not part of a name."""
    with pytest.raises(Wrong):
        clean(name)


@given(st.text())
def test_a_safe_id_is_a_safe_file_name(text: str) -> None:
    """Whatever is accepted has no separator, no leading or trailing full stop, and is ASCII."""
    try:
        made = safe_id(slug(text))
    except Wrong:
        return
    assert made == made.lower()
    assert made.isascii()
    assert not set(made) & set('/\\:*?"<>|\0')
    assert made[0] != "."
    assert made[-1] != "."


@given(st.text(alphabet="=+-@\ta.1 ", max_size=8))
def test_an_address_never_starts_like_a_formula(text: str) -> None:
    """A spreadsheet that opens our CSV finds nothing to compute in an accepted address."""
    try:
        accepted = email_address(text)
    except Wrong:
        return
    assert not accepted.startswith(("=", "+", "-", "@", "\t"))
