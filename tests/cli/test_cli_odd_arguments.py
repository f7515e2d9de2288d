from datetime import date
from pathlib import Path

import pytest
from cli_cases import Run, write_team
from tests.teams import TEAM, files_in

import rotation
from rotation.cli.arguments import a_limit
from rotation.errors import BadInput
from rotation.limits import CHARACTERS
from rotation.trades import publish

LONG = "x" * (CHARACTERS.most + 1)


def test_a_reason_has_a_limit(team: Path, run: Run) -> None:
    """What is too long for the records is refused before anything is read, from Python as well."""
    ran = run("publish", team, "--why", LONG)
    assert (ran.code, ran.out) == (2, "")
    assert "--why: has more than 1,000 characters; shorten it" in ran.err
    with pytest.raises(BadInput, match="why: has more than 1,000 characters; shorten it"):
        publish(rotation.load(team), (), date(2026, 9, 20), why=LONG)


@pytest.mark.parametrize("key", ["name", "summary", "duty"])
def test_a_name_has_a_limit(key: str, tmp_path: Path, run: Run) -> None:
    """A name of a million letters is refused in one short line, also when it stands in a title."""
    line = f'name = "{LONG}"' if key == "name" else f'name = "Team"\n[calendar]\n{key} = "{LONG}"\n'
    toml = TEAM.replace('name = "Team"', line.partition("\n")[0], 1)
    toml += line.partition("\n")[2]
    ran = run("who", write_team(tmp_path / "team", toml))
    assert ran.code == 2
    assert f"{key}: has 1,001 characters, more than 1,000 characters; shorten it" in ran.err
    assert len(ran.err) < 300


@pytest.mark.parametrize("text", ["1e999999999", "9" * 5000, "1/0", "-1", "nan", "inf", "", "x"])
def test_a_limit_is_a_short_number(text: str, team: Path, run: Run) -> None:
    """A power of ten with a billion digits is not a number here, and takes no memory."""
    ran = run("fairness", team, f"--max-difference={text}")
    assert ran.code == 2
    assert "is not a number of 0 or more" in ran.err


@pytest.mark.parametrize(
    ("text", "wanted"), [("0", 0), ("2", 2), ("1.5", 1.5), (".5", 0.5), ("3/2", 1.5), ("1.", 1)]
)
def test_a_limit_may_be_a_decimal_or_a_fraction(text: str, wanted: float) -> None:
    """Usual ways to write a number are taken."""
    assert a_limit(text) == wanted


EMPTY = [
    ("init", ""),
    ("plan", ""),
    ("plan", ".", "--out", ""),
    ("plan", ".", "--out="),
    ("replan", ".", "--out", ""),
    ("volunteers", "open", ".", "--out", ""),
    ("publish", ".", "--schedule", ""),
    ("check", "", "out/schedule.csv"),
    ("check", ".", ""),
    ("check", ".", "--quiet", ""),
    ("fairness", ".", "--csv", ""),
    ("fairness", ".", "--xlsx", ""),
    ("fairness", ".", "--draft", ""),
    ("hours", ".", "--csv", ""),
    ("who", ""),
    ("sync", ""),
    ("sync", ".", ""),
    ("trade", "", "suggest", "A-2026-11-02"),
    ("leave", "", "2026-11-02", "."),
]


@pytest.mark.parametrize("words", EMPTY, ids=" ".join)
def test_an_empty_path_is_not_this_folder(
    words: tuple[str, ...], team: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a script left empty is bad usage: nothing is written where one happens to be."""
    monkeypatch.chdir(team)
    before = files_in(team)
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "is empty" in ran.err
    assert "Traceback" not in ran.err
    assert files_in(team) == before


def test_an_empty_path_is_refused_from_python(team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same holds for the functions that take a path."""
    monkeypatch.chdir(team)
    with pytest.raises(BadInput, match="path: is empty; give a path"):
        rotation.load("")


@pytest.mark.parametrize("word", ["\x1b[31mred", "\u202e", "a\nb", "\u200d"])
@pytest.mark.parametrize("words", [("who", "."), ("trade", "."), ()])
def test_no_argument_steers_the_terminal(word: str, words: tuple[str, ...], run: Run) -> None:
    """What is unknown is shown with its odd letters escaped, on one line."""
    ran = run(*words, word, f"--{word}")
    assert ran.code == 2
    assert all(letter.isprintable() or letter == "\n" for letter in ran.err)
    assert ran.err.splitlines()[-1].startswith("error: ")
