"""Tables of the package's own rules: what they name, and what is wrong with them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import rotation
from rotation.config import write_template
from rotation.errors import BadInput
from rotation.rules import LimitSettings, registered, settings_of


@pytest.fixture
def add(tmp_path: Path) -> Callable[[str], int]:
    """Return what adds to the configuration of a team, and returns the line of its beginning."""
    write_template(tmp_path)

    def add(text: str) -> int:
        path = tmp_path / "rotation.toml"
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
        path.write_text(before + text, encoding="utf-8")
        return before.count("\n") + 1

    return add


def test_a_track_and_a_person_may_have_any_of_their_names(
    tmp_path: Path, add: Callable[[str], int]
) -> None:
    """An older name of a track is its present one, and a person's name the id."""
    path = tmp_path / "rotation.toml"
    text = path.read_text(encoding="utf-8").replace('name = "A"', 'name = "A"\nwas = "old"')
    path.write_text(text, encoding="utf-8")
    engineer = rotation.load(tmp_path).engineers[0]
    line = add(
        "[[rules.limit]]\nshifts = 2\ndays = 42\n"
        f'tracks = ["old", "B"]\nengineers = ["{engineer.name}"]\n'
    )
    (configured,) = rotation.load(tmp_path).settings
    wanted = LimitSettings(shifts=2, days=42, tracks=("A", "B"), engineers=(engineer.id,))
    assert LimitSettings(**dict(configured.values)) == wanted
    assert str(dict(configured.places)["days"]) == f"rotation.toml:{line + 2}"


WRONG = {
    "a limit below one": (
        "[[rules.limit]]\nshifts = 0\ndays = 42\n",
        1,
        "rules.limit.shifts: the number 0 is outside 1 to 366 shifts",
    ),
    "no days": (
        "[[rules.limit]]\nshifts = 2\ndays = 0\n",
        2,
        "rules.limit.days: the number 0 is outside 1 to 366 days",
    ),
    "a missing key": (
        "[[rules.limit]]\nshifts = 2\n",
        0,
        "rules.limit.days: is missing; add `days = ...`",
    ),
    "an unknown track": (
        '[[rules.limit]]\nshifts = 2\ndays = 42\ntracks = ["A", "C"]\n',
        3,
        "rules.limit.tracks: unknown track 'C'; known: A, B",
    ),
    "an unknown person": (
        '[[rules.limit]]\nshifts = 2\ndays = 42\nengineers = ["nobdy"]\n',
        3,
        "rules.limit.engineers: unknown engineer 'nobdy'; add an [[engineer]] table",
    ),
    "an empty list": (
        "[[rules.limit]]\nshifts = 2\ndays = 42\ntracks = []\n",
        3,
        "rules.limit.tracks: names no track; leave the key out if it shall hold for all",
    ),
    "a name twice": (
        '[[rules.limit]]\nshifts = 2\ndays = 42\ntracks = ["A", "A"]\n',
        3,
        "rules.limit.tracks: 'A' is named twice; name it once",
    ),
    "no weekend": (
        "[[rules.weekends]]\nat_most = 0\nof = 3\n",
        1,
        "rules.weekends.at_most: the number 0 is outside 1 to 52 weekends",
    ),
    "every weekend": (
        "[[rules.weekends]]\nat_most = 3\nof = 3\n",
        0,
        "rules.weekends: of = 3 is not more than at_most = 3; raise it",
    ),
    "nobody to keep apart": (
        "[[rules.apart]]\nengineers = []\n",
        1,
        "rules.apart.engineers: names no engineer; name some",
    ),
    "one alone": (
        '[[rules.apart]]\nengineers = ["Ada Lovelace"]\n',
        0,
        "rules.apart: keeps nobody apart: name two people or more",
    ),
    "hours below one": (
        "[[rules.rest]]\nhours = 0\n",
        1,
        "rules.rest.hours: the number 0 is outside 1 to 744 hours",
    ),
    "a track with two rests": (
        '[[rules.rest]]\nhours = 11\ntracks = ["A"]\n[[rules.rest]]\nhours = 12\ntracks = ["A"]\n',
        3,
        "rules.rest: track A has its hours of rest in a table before this one; "
        "remove one of the two",
    ),
    "all tracks behind one": (
        '[[rules.rest]]\nhours = 11\ntracks = ["A"]\n[[rules.rest]]\nhours = 12\n',
        3,
        "rules.rest: every track has its hours of rest in a table before this one; "
        "remove one of the two",
    ),
    "a skill nobody has": (
        '[[rules.together]]\nskill = "senior"\nat_least = 1\n',
        1,
        "rules.together.skill: nobody has the skill 'senior'; add it to somebody's `skills`",
    ),
    "neither number": (
        "[[rules.together]]\n",
        0,
        "rules.together: says nothing: add at_least or at_most",
    ),
    "numbers that exclude each other": (
        "[[rules.together]]\nat_least = 2\nat_most = 1\n",
        0,
        "rules.together: at_most = 1 is less than at_least = 2; raise it",
    ),
    "more people than tracks": (
        '[[rules.together]]\ntracks = ["A"]\nat_least = 2\n',
        0,
        "rules.together: at_least = 2 is more than the 1 that its tracks put on call at one time; "
        "lower it, or name more tracks",
    ),
    "fewer than one": (
        "[[rules.together]]\nat_least = 0\n",
        1,
        "rules.together.at_least: the number 0 is outside 1 to 100 people",
    ),
    "different handovers": (
        '[[rules.follow]]\nfirst = "A"\nthen = "B"\n',
        0,
        "rules.follow: tracks A (rotation.toml:33) and B (rotation.toml:37) do not have the same "
        "handovers; give both the same `handover`",
    ),
    "a track behind itself": (
        '[[rules.follow]]\nfirst = "A"\nthen = "A"\n',
        0,
        "rules.follow: track A cannot follow itself; name another in `then`",
    ),
    "no next track": (
        '[[rules.follow]]\nfirst = "A"\n',
        0,
        "rules.follow.then: is missing; add `then = ...`",
    ),
    "a text for a list": (
        '[[rules.limit]]\nshifts = 2\ndays = 42\ntracks = "A"\n',
        3,
        "rules.limit.tracks: expects a list, got the text 'A'",
    ),
}


@pytest.mark.parametrize(("text", "offset", "fault"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_a_fault_with_file_and_line(
    tmp_path: Path, add: Callable[[str], int], text: str, offset: int, fault: str
) -> None:
    """A number out of bounds, an unknown name and an empty list are faults of their line."""
    line = add(text) + offset
    with pytest.raises(BadInput) as caught:
        rotation.load(tmp_path)
    assert [str(f) for f in caught.value.faults] == [f"rotation.toml:{line}: {fault}"]


def test_a_key_for_one_track_takes_none_of_several_holders(
    tmp_path: Path, add: Callable[[str], int]
) -> None:
    """Its table means all of its tracks; each of them can be named."""
    path = tmp_path / "rotation.toml"
    text = path.read_text(encoding="utf-8").replace('name = "A"', 'name = "A"\nholders = 2')
    path.write_text(text, encoding="utf-8")
    line = add('[[rules.follow]]\nfirst = "A.1"\nthen = "A"\n') + 2
    with pytest.raises(BadInput) as caught:
        rotation.load(tmp_path)
    assert [str(fault) for fault in caught.value.faults] == [
        f"rotation.toml:{line}: rules.follow.then: 'A' has 2 holders, and one track is expected; "
        "name one of A.1, A.2"
    ]
    text = path.read_text(encoding="utf-8").replace('then = "A"', 'then = "A.2"')
    path.write_text(text, encoding="utf-8")
    (configured,) = rotation.load(tmp_path).settings
    assert dict(configured.values) == {"first": "A.1", "then": "A.2"}


def test_a_nearly_known_person_is_suggested(tmp_path: Path, add: Callable[[str], int]) -> None:
    """The nearest name of the team is the hint."""
    engineer = rotation.load(tmp_path).engineers[0]
    add(f'[[rules.limit]]\nshifts = 2\ndays = 42\nengineers = ["{engineer.id}x"]\n')
    with pytest.raises(BadInput, match=f"did you mean '{engineer.id}'"):
        rotation.load(tmp_path)


def test_a_rule_without_a_table_has_no_settings(tmp_path: Path, add: Callable[[str], int]) -> None:
    """Tables that may be repeated are not there by default."""
    add("")
    problem = rotation.load(tmp_path).problem(today=date(2026, 11, 1), month="2027-02")
    for rule in registered():
        settings = getattr(rule, "settings", None)
        if settings is not None and settings.repeated:
            assert settings_of(problem, rule, settings) == ()


_DATED = {
    "it begins too late": (
        "last_day = 2027-02-28",
        "first_day = 2027-03-01",
        "no shift of B comes after one of A: A ends on 2027-02-28, B begins on 2027-03-01; "
        "correct their dates, or remove the table",
    ),
    "it ends before the other": (
        "last_day = 2027-12-31",
        "last_day = 2027-02-28",
        "no shift of B comes after 2027-02-28, its last day, and A ends on 2027-12-31; "
        "give A this last day too",
    ),
    "it ends, and the other never": (
        "",
        "last_day = 2027-02-28",
        "no shift of B comes after 2027-02-28, its last day, and A ends never; "
        "give A this last day too",
    ),
    "it is a shadow": (
        "",
        "shadow = true",
        "counts no shadow turn, and B has no other turns; name other tracks, or remove the table",
    ),
    "its clock is another": (
        'timezone = "Europe/Berlin"',
        'timezone = "Asia/Tokyo"',
        "tracks A (rotation.toml:4) and B (rotation.toml:8) do not have the same handovers; "
        "give both the same `timezone`, `weeks` and `anchor`",
    ),
}


def _two_tracks(of_a: str, of_b: str) -> str:
    return (
        '[rotation]\nname = "T"\ntimezone = "Europe/Berlin"\n'
        f'[[track]]\nname = "A"\nhandover = "Mon 09:00"\n{of_a}\n'
        f'[[track]]\nname = "B"\nhandover = "Mon 09:00"\n{of_b}\n'
        '[[engineer]]\nname = "Ada"\njoined = 2024-01-01\n'
    )


@pytest.mark.parametrize(("of_a", "of_b", "fault"), _DATED.values(), ids=_DATED)
def test_a_track_that_can_have_no_next_turn_is_a_fault(
    tmp_path: Path, of_a: str, of_b: str, fault: str
) -> None:
    """Dates, shadows and clocks of two tracks decide whether one can follow the other."""
    text = _two_tracks(of_a, of_b)
    (tmp_path / "rotation.toml").write_text(
        text + '[[rules.follow]]\nfirst = "A"\nthen = "B"\n', encoding="utf-8"
    )
    with pytest.raises(BadInput) as caught:
        rotation.load(tmp_path)
    line = text.count("\n") + 1
    assert [str(f) for f in caught.value.faults] == [f"rotation.toml:{line}: rules.follow: {fault}"]


def test_other_settings_of_a_track_from_a_day_on_change_no_handover(tmp_path: Path) -> None:
    """Two tables with the same handovers are as one, beside a track with one table."""
    text = _two_tracks("last_day = 2027-02-28", "")
    text += '[[track]]\nname = "A"\nhandover = "Mon 09:00"\nfirst_day = 2027-03-01\ncounts = 0.5\n'
    (tmp_path / "rotation.toml").write_text(
        text + '[[rules.follow]]\nfirst = "A"\nthen = "B"\n', encoding="utf-8"
    )
    assert rotation.load(tmp_path).settings[0].table == "rules.follow"


@pytest.mark.parametrize(
    "table",
    [
        "[[rules.limit]]\nshifts = 1\ndays = 20\n",
        "[[rules.together]]\nat_least = 1\n",
        "[[rules.rest]]\nhours = 11\n",
    ],
)
def test_a_table_that_names_shadows_only_is_a_fault(tmp_path: Path, table: str) -> None:
    """Shadow turns count in no such table, so it would never say anything."""
    text = _two_tracks("", "shadow = true")
    (tmp_path / "rotation.toml").write_text(f'{text}{table}tracks = ["B"]\n', encoding="utf-8")
    with pytest.raises(BadInput, match="counts no shadow turn, and B has no other turns"):
        rotation.load(tmp_path)
