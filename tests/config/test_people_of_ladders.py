"""Who a table of `[[rules.follow]]` shuts out, and tables that nobody can keep."""

from pathlib import Path

import pytest
from tests.teams import write_files

import rotation
from rotation.errors import BadInput, Fault

HEAD = '[rotation]\nname = "T"\ntimezone = "Europe/Berlin"\n'
TRACK = '[[track]]\nname = "{0}"\nhandover = "Mon 09:00"\n'
FIRST = "".join(TRACK.format(name) for name in "AB") + 'needs = ["x"]\n'


def person(name: str, tracks: str, skills: str = "x") -> str:
    named = ", ".join(f'"{track}"' for track in tracks)
    keys = f'joined = 2024-01-01\ntracks = [{named}]\nskills = ["{skills}"]\n'
    return f'[[engineer]]\nname = "{name}"\n{keys}'


def table(first: str, then: str) -> str:
    return f'[[rules.follow]]\nfirst = "{first}"\nthen = "{then}"\n'


def remarks(folder: Path, *parts: str) -> list[Fault]:
    text = HEAD + FIRST + "".join(parts)
    return list(rotation.load(write_files(folder, {"rotation.toml": text})).remarks)


def test_nobody_for_both_tracks_is_a_warning_with_everybody(tmp_path: Path) -> None:
    """Its place is the table, and each person has a reason."""
    people = person("Ada", "A"), person("Ben", "B"), person("Cy", "AB", "y")
    (remark,) = remarks(tmp_path, *people, table("A", "B"))
    assert remark.place == "rotation.toml:26: rules.follow"
    assert remark.what == (
        "nobody may hold both A and B, so both stay open: "
        "Ada does not serve B, Ben does not serve A, Cy lacks x for B"
    )


def test_who_may_hold_only_one_of_both_is_named(tmp_path: Path) -> None:
    """Dan serves both, and Eve neither: neither is shut out of anything."""
    people = person("Ada", "A"), person("Dan", "AB"), person("Eve", "C")
    (remark,) = remarks(tmp_path, TRACK.format("C"), *people, table("A", "B"))
    assert remark.what == (
        "only who may hold both A and B gets a shift of them: Ada does not serve B"
    )
    assert remark.hint == "let them serve A and B, or neither"


def test_nobody_is_shut_out_by_a_soft_rule(tmp_path: Path) -> None:
    """It says what is better, and not what may be."""
    goals = '[goals]\norder = ["open", "follow"]\nsoft = ["follow"]\n'
    assert remarks(tmp_path, person("Ada", "A"), person("Ben", "B"), goals, table("A", "B")) == []


@pytest.mark.parametrize(
    ("tables", "what"),
    [
        ("AB AC", "nobody can hold B and C at once, and both come after A"),
        ("AC BC", "nobody can hold A and B at once, and both come before C"),
        ("AB BA", "whoever holds B would never stop: B, then A, then B"),
        ("AB BC CA", "whoever holds C would never stop: C, then A, then B, then C"),
    ],
)
def test_tables_that_nobody_can_keep_are_a_fault(tmp_path: Path, tables: str, what: str) -> None:
    """The fault is at the last of them."""
    parts = [TRACK.format("C"), person("Ada", "ABC"), *(table(*pair) for pair in tables.split())]
    with pytest.raises(BadInput) as caught:
        remarks(tmp_path, *parts)
    (fault,) = caught.value.faults
    assert fault.what.startswith(what)
    line = 19 + 3 * tables.count(" ")
    assert fault.place == f"rotation.toml:{line}: rules.follow"


def test_a_ladder_of_three_is_kept(tmp_path: Path) -> None:
    """Secondary, primary, then the lead: one after the other, and then it is over."""
    people = [TRACK.format("C"), person("Ada", "ABC")]
    assert remarks(tmp_path, *people, table("A", "B"), table("B", "C")) == []
