"""One mistake gives one fault: what cannot be read is not judged a second time."""

import pytest
from config_cases import VALID, FaultsOf, Team

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
