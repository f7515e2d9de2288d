"""One mistake gives one fault: what cannot be read is not judged a second time."""

import pytest
from config_cases import HEAD, VALID, FaultsOf, Team
from tests.teams import TRACKS, person

SEAM = (
    '[[track]]\nname = "A"\nhandover = "Mon 11:00"\nlast_day = {last}\n'
    '[[track]]\nname = "A"\nhandover = "Mon 11:00"\nfirst_day = {first}\n'
)
LIMIT = "[[rules.limit]]\nshifts = 2\ndays = 42\n"


def with_seam(last: str, first: str) -> str:
    """Return a team whose track A has two tables."""
    return VALID.replace('[[track]]\nname = "A"\nhandover = "Mon 11:00"\n', SEAM, 1).format(
        last=last, first=first
    )


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("is empty", VALID.replace('name = "A"\n', 'name = "A"\nneeds = [""]\n')),
        ("is empty", VALID.replace('name = "A"\n', 'name = "A"\nneeds = ""\n')),
        (
            "'x ' begins or ends with a blank",
            VALID.replace('name = "A"\n', 'name = "A"\nneeds = ["x "]\n'),
        ),
        ("there is no day 2026-12-32", with_seam('"2026-12-32"', "2027-01-01")),
        ("expects a date, got the number 3", with_seam("2026-12-31", "3")),
        (
            "expects a list, got the text 'open'",
            f'{VALID}{LIMIT}[goals]\norder = "open"\nsoft = ["limit"]\n',
        ),
        (
            "expects a list, got the text 'limit'",
            f'{VALID}{LIMIT}[goals]\norder = ["open", "limit"]\nsoft = "limit"\n',
        ),
    ],
)
def test_what_cannot_be_read_is_reported_once(faults_of: FaultsOf, what: str, text: str) -> None:
    """A skill, a date and a list that cannot be read break nothing else."""
    (fault,) = faults_of(text)
    assert what in fault


@pytest.mark.parametrize("mistake", ["", 'joined = "soon"'])
def test_a_person_with_a_mistake_still_has_the_skills(faults_of: FaultsOf, mistake: str) -> None:
    """Who cannot be read as a whole has them for tracks and rules."""
    toml = VALID.replace("joined = 2023-01-09\n", f'{mistake}\nskills = ["senior "]\n')
    toml = toml.replace('name = "A"\n', 'name = "A"\nneeds = "senior"\n')
    toml += '[[rules.together]]\nskill = "senior"\nat_least = 1\n'
    assert not [fault for fault in faults_of(toml) if "nobody has the skill" in fault]


def test_a_skill_is_the_same_in_any_form_of_its_letters(team: Team) -> None:
    """An accent may be a letter of its own, as some keyboards write it."""
    toml = VALID.replace("joined = 2023-01-09\n", 'joined = 2023-01-09\nskills = "caf\u00e9"\n')
    toml = toml.replace('name = "A"\n', 'name = "A"\nneeds = "cafe\u0301"\n')
    toml += '[[rules.together]]\nskill = "cafe\u0301"\nat_least = 1\n'
    assert dict(team(toml).settings[0].values)["skill"] == "caf\u00e9"


REFERENCES = """[[rules.limit]]
shifts = 2
days = 42
tracks = ["{track}"]
[[pin]]
shift = "{track}-2026-12-07"
engineer = "Grace Hopper"
[[special_period]]
name = "Fair"
first_day = "03-01"
last_day = "03-02"
tracks = ["{track}"]
"""


@pytest.mark.parametrize(
    ("name", "meant", "what"),
    [
        ("name = 7", "7", "expects a text, got the number 7"),
        ('name = "A "', "A", "is not a track name"),
        ('name = "A/B"', "A/B", "is not a track name"),
        ('nmae = "A"', "A", "unknown key; did you mean `name`?"),
        ("", "A", "is missing"),
        ('name = ""', "A", "'' is not a track name"),
    ],
)
def test_a_name_of_a_track_is_reported_where_it_is(
    faults_of: FaultsOf, name: str, meant: str, what: str
) -> None:
    """Rules, pins, periods and people may name the track; only its own name is at fault."""
    toml = VALID.replace('name = "A"\n', f"{name}\n", 1)
    toml = toml.replace(
        "joined = 2023-01-09\n", f'joined = 2023-01-09\ntracks = ["{meant}", "B"]\n'
    )
    (fault,) = faults_of(toml + REFERENCES.format(track=meant))
    assert what in fault


def test_a_slip_in_the_name_of_another_track_is_still_reported(faults_of: FaultsOf) -> None:
    """One table has no name, and a limit means a track that has one."""
    toml = VALID.replace('name = "A"\n', "", 1).replace('name = "B"', 'name = "Night"')
    toml += '[[rules.limit]]\nshifts = 2\ndays = 42\ntracks = ["Nigth"]\n'
    faults = faults_of(toml)
    assert len(faults) == 2
    assert any("unknown track 'Nigth'; did you mean 'Night'?" in fault for fault in faults)


@pytest.mark.parametrize(
    ("keys", "meant", "what"),
    [
        ('name = "Ada Byron"\nid = "Ada!"', "Ada!", "is not a valid id"),
        ('name = "Ada Byron"\nid = "Ada!"', "ada", "is not a valid id"),
        ('name = "Ada Byron"\nid = "Ada!"', "Ada Byron", "is not a valid id"),
        ('name = "Ada Byron"\nid = "Ada!"\naliases = ["ab"]', "ab", "is not a valid id"),
        ('name = "Ada Byron"\nid = 7', "7", "expects a text, got the number 7"),
        ('name = "Ada Byron"\nid = "grace"', "Ada Byron", "the id 'grace' is taken by"),
        ('nmae = "Ada Byron"', "ada-byron", "unknown key; did you mean `name`?"),
        ('id = "ada"', "ada", "is missing"),
        ("", "ada", "is missing"),
    ],
)
def test_a_person_is_reported_at_the_table(
    faults_of: FaultsOf, keys: str, meant: str, what: str
) -> None:
    """Managers, rules and rows may name somebody whose own id is at fault."""
    toml = HEAD + TRACKS + person("grace", f'manager = "{meant}"')
    toml += f"[[engineer]]\n{keys}\njoined = 2023-01-09\n"
    toml += f'[[rules.limit]]\nshifts = 2\ndays = 42\nengineers = ["{meant}"]\n'
    (fault,) = faults_of(toml, time_off=f"{meant},2026-12-07,2026-12-08,vacation,\n")
    assert what in fault


def test_a_period_that_is_there_twice_is_one_fault(faults_of: FaultsOf) -> None:
    """The copy has the same name and the same days."""
    period = '[[special_period]]\nname = "Fair"\nfirst_day = "03-01"\nlast_day = "03-02"\n'
    (fault,) = faults_of(VALID + period + period)
    assert "shares 03-01 with the period of this name" in fault
    assert fault.endswith("remove one of the two, or give it a name and days of its own")
    (fault,) = faults_of(VALID + period + period.replace('"03-', '"04-'))
    assert "'Fair' is also the period" in fault
