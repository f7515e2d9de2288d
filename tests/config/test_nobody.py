import pytest
from config_cases import HEAD, VALID, FaultsOf, Team
from tests.teams import TRACKS

NOBODY = [
    *("No one", "no-one", "NO_ONE", "No  one", "Nó öne", "\uff2eo one", "no\u200d one", "No one."),
    *("nobody", "Nobody", "n\u00f6body", "(open)", "Open", "OPEN!"),
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_called_what_an_open_shift_is_called(text: str, faults_of: FaultsOf) -> None:
    """Neither a name nor an alias may be read as nobody, however it is written."""
    message = f"{text!r} is how files name an open shift"
    message += "; choose another name, for example with a surname"
    person = f'[[engineer]]\nname = "{text}"\njoined = 2020-01-01\n'
    assert faults_of(HEAD + TRACKS + person) == [f"rotation.toml:11: engineer.name: {message}"]
    alias = f'[[engineer]]\nname = "Ada"\njoined = 2020-01-01\naliases = ["{text}"]\n'
    assert faults_of(HEAD + TRACKS + alias) == [f"rotation.toml:13: engineer.aliases: {message}"]


@pytest.mark.parametrize("text", ["no-one", "nobody", "open", "no.one", "no_one"])
def test_no_id_is_that_of_an_open_shift(text: str, faults_of: FaultsOf) -> None:
    """An id is refused as well."""
    given = f'[[engineer]]\nname = "Ada"\nid = "{text}"\njoined = 2020-01-01\n'
    (fault,) = faults_of(HEAD + TRACKS + given)
    assert f"engineer.id: '{text}' is how files name an open shift" in fault


@pytest.mark.parametrize("text", ["Peter Noone", "Noone", "Open Mike", "Nobody Smith", "None"])
def test_people_with_similar_names_are_taken(text: str, team: Team) -> None:
    """Only the whole name counts."""
    person = f'[[engineer]]\nname = "{text}"\njoined = 2020-01-01\n'
    assert text in [engineer.name for engineer in team(VALID + person).engineers]
