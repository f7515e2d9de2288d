"""`-C DIR` runs a command as if it was started in DIR."""

from pathlib import Path

import pytest
from cli_cases import NOVEMBER, Run, write_team
from tests.teams import files_in

TODAY = ("--today", "2026-09-20")


@pytest.fixture
def above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, which has no rotation.toml, but `my team/emea` has one."""
    write_team(tmp_path / "my team" / "emea")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ("-C", "my team/emea", "who", *TODAY),
        ("who", "-C", "my team/emea", *TODAY),
        ("who", *TODAY, "-C", "my team/emea"),
        ("who", *TODAY, "-Cmy team/emea"),
        ("-C", "my team", "-C", "emea", "who", *TODAY),
        ("-C", "my team", "who", "-C", "emea", *TODAY),
        ("-C", "my team", "who", "emea", *TODAY),
        ("-C", "my team", "who", "emea/rotation.toml", *TODAY),
    ],
)
def test_it_is_the_folder_of_config(above: Path, run: Run, words: tuple[str, ...]) -> None:
    """It may stand in front of a command or behind it, and several add up, as with `git`."""
    ran = run(*words)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("Team, ")
    assert Path.cwd() == above


def test_paths_of_options_are_relative_to_it(above: Path, run: Run) -> None:
    """What is read and written by name is in that folder, and nothing in the working directory."""
    team = above / "my team" / "emea"
    assert run("-C", "my team/emea", "plan", *NOVEMBER, "--out", "new", "--quiet").code == 0
    assert [path.name for path in above.iterdir()] == ["my team"]
    assert (team / "new" / "schedule.csv").is_file()
    checked = run("check", "new/schedule.csv", "-C", "my team/emea", *TODAY)
    assert checked.out == (
        "new/schedule.csv: 11 shifts from 2026-10-26 to 2026-12-07, every rule holds\n"
    )
    files = ("--draft", "new/schedule.csv", "--csv", "ledger.csv")
    wrote = run("-C", "my team/emea", "fairness", *files, *TODAY)
    assert (wrote.code, (team / "ledger.csv").is_file()) == (0, True)


def test_commands_to_paste_name_it(above: Path, run: Run) -> None:
    """What is to be typed next works where it was typed before."""
    folder = "my team/emea"
    assert run("-C", folder, "plan", *NOVEMBER, "--quiet").code == 0
    assert run("-C", folder, "publish", *TODAY, "--quiet").code == 0
    shift = (above / folder / "published.csv").read_text(encoding="utf-8").splitlines()[3]
    shift = shift.partition(",")[0]
    ran = run("trade", "-C", "my team", "-C", "emea", "suggest", shift, *TODAY)
    assert "The first one: rotation -C 'my team/emea' trade " in ran.out.replace("\n  ", " ")
    begun = run("-C", "my team", "init", "apac").out.splitlines()[-1]
    assert begun == "plan the next month with: python -m rotation -C 'my team' plan apac"


@pytest.mark.parametrize(
    ("folder", "why"),
    [("nowhere", "no such file"), ("", "no such file"), ("a\0b", "not a path"), ("file", "not a")],
)
def test_a_folder_has_to_be_there(above: Path, run: Run, folder: str, why: str) -> None:
    """Otherwise it is bad usage, and nothing is written."""
    (above / "file").write_text("", encoding="utf-8")
    before = files_in(above)
    ran = run("init", "-C", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "error: -C: " in ran.err
    assert why in ran.err
    assert "give a folder" in ran.err
    assert files_in(above) == before


@pytest.mark.parametrize("words", [("who", "a", "b"), ("who", "--bogus"), ("--help",), ("bogus",)])
def test_the_working_directory_comes_back(above: Path, run: Run, words: tuple[str, ...]) -> None:
    """However the command ends, whoever called `main` is where they were."""
    run("-C", "my team", *words)
    run(words[0], "-C", "my team", *words[1:])
    assert Path.cwd() == above
