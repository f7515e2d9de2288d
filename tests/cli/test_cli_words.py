"""CONFIG and the words of a command may stand in any order that their looks tell apart."""

import shutil
from itertools import permutations
from pathlib import Path

import pytest
from cli_cases import NOVEMBER, Run, write_team

SWAP = ("A-2026-11-02", "B-2026-11-04")


@pytest.mark.parametrize("order", sorted(permutations(("team", "cover", "A-2026-11-02", "fay"))))
def test_the_words_of_a_cover_may_stand_in_any_order(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    """A folder, `cover`, a shift and a person cannot be mistaken for each other."""
    write_team(tmp_path / "team")
    monkeypatch.chdir(tmp_path)
    ran = run("trade", *order)
    assert "error: SHIFT: A-2026-11-02 is not published; plan, then publish" in ran.err


@pytest.mark.parametrize(
    "words",
    [("swap", "team", *SWAP), ("team", "swap", *SWAP), ("swap", *SWAP, "team")],
)
def test_a_folder_is_no_shift(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Three words behind `swap` are CONFIG and two shifts when one of them is a folder."""
    write_team(tmp_path / "team")
    monkeypatch.chdir(tmp_path)
    ran = run("trade", *words)
    assert ran.err == "error: SHIFT: A-2026-11-02 is not published; plan, then publish\n"


def test_three_shifts_are_no_config(tmp_path: Path, run: Run) -> None:
    """An exchange of three stays one, whatever is missing."""
    ran = run("trade", "swap", *SWAP, "A-2026-11-09")
    assert ran.code == 2
    assert ran.err.startswith("error: rotation.toml: no such file; ")


@pytest.mark.parametrize("order", sorted(permutations(("team", "ada", "2026-11-18"))))
def test_the_words_of_a_question_may_stand_in_any_order(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    """A folder, a person and a date cannot be mistaken for each other."""
    write_team(tmp_path / "team")
    monkeypatch.chdir(tmp_path)
    ran = run("why", *order, "--from", "2026-11-02", "--weeks", "2", "--track", "Z")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no track 'Z' in the plan" in ran.err


def test_a_person_may_be_called_like_a_folder(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where CONFIG is here, a folder's name is a person's."""
    write_team(tmp_path)
    shutil.copytree(tmp_path, tmp_path / "copy" / "ada")
    (tmp_path / "copy" / "ada").rename(tmp_path / "ada")
    monkeypatch.chdir(tmp_path)
    ran = run("why-not", "ada", "2027-11-18", *NOVEMBER)
    assert "no shift of the plan covers noon on 2027-11-18" in ran.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("trade", "team", "swap", "A-2026-11-02"),
            "'team' is read as CONFIG, so SHIFT is missing; give",
        ),
        (
            ("trade", "suggest", "team"),
            "'team' is read as CONFIG, so SHIFT is missing; give [CONFIG] s",
        ),
        (
            ("why", "team", "2026-11-18"),
            "'team' is read as CONFIG, so PERSON is missing; give [CONFIG] P",
        ),
        (("swap", "a", "b"), "there is no command 'swap'; did you mean rotation trade swap?"),
        (("team", "plan"), "there is no command 'team'; did you mean rotation plan team?"),
        (("plan", "2026-11"), "'2026-11' is not a CONFIG; did you mean --month 2026-11?"),
        (("who", "2026-11-18"), "'2026-11-18' is not a CONFIG; did you mean --at 2026-11-18?"),
        (("plan", "2026-11-18"), "'2026-11-18' is not a CONFIG; did you mean --from 2026-11-18?"),
        (("who", "tem"), "error: tem: no such file; did you mean 'team'?"),
        (("trade", "swap", "tem", *SWAP), "error: tem: no such file; did you mean 'team'?"),
        (("who", "team/rotation.tml"), "rotation.tml: no such file; did you mean 'rotation.toml'?"),
        (("who",), "error: rotation.toml: no such file; `rotation init` writes one to start from"),
        (("who",), ", or name a folder that has one: team"),
    ],
)
def test_what_is_missing_is_reported(
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    message: str,
) -> None:
    """A wrong word ends with 2 and what it would have to be."""
    write_team(tmp_path / "team")
    monkeypatch.chdir(tmp_path)
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


@pytest.mark.parametrize("order", [("team", "plan.csv"), ("plan.csv", "team")])
def test_a_schedule_is_no_folder(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    """`check` tells the two apart in either order."""
    write_team(tmp_path / "team")
    monkeypatch.chdir(tmp_path)
    ran = run("check", *order)
    assert ran.err == "error: plan.csv: no such file\n"
