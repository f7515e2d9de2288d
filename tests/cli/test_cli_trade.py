"""`rotation trade`."""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_cases import Run, write_team
from tests.teams import files_in

PUBLISHED = """A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,ada,planned
B-2026-11-04,B,regular,2026-11-04T11:00-05:00,2026-11-11T11:00-05:00,bela,planned
A-2026-11-09,A,regular,2026-11-09T11:00-05:00,2026-11-16T11:00-05:00,cleo,planned
B-2026-11-11,B,regular,2026-11-11T11:00-05:00,2026-11-18T11:00-05:00,dora,planned
"""
TODAY = ("--today", "2026-10-20")


@pytest.fixture
def living(tmp_path: Path) -> Path:
    """Return the folder of a team with four published shifts."""
    return write_team(tmp_path / "team", published=PUBLISHED)


@pytest.mark.parametrize(
    "words",
    [
        ("{}", "swap", "A-2026-11-02", "A-2026-11-09", *TODAY),
        (*TODAY, "{}", "swap", "A-2026-11-02", "A-2026-11-09"),
        ("{}", *TODAY, "swap", "A-2026-11-02", "--format", "table", "A-2026-11-09"),
        ("{}", "swap", "--why", "swap", "A-2026-11-02", "A-2026-11-09", *TODAY),
    ],
)
def test_a_swap_is_written_and_reported(living: Path, run: Run, words: Sequence[str]) -> None:
    """Wherever the options stand, both lines of the trade are written and told."""
    ran = run("trade", *(word.format(living) for word in words))
    assert (ran.code, ran.err) == (0, "")
    assert "Cleo Laine in place of Ada Byron" in ran.out
    assert "Load (fair share)" in ran.out
    lines = (living / "trades.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[5:7] for line in lines[1:]] == [["ada", "cleo"], ["cleo", "ada"]]


def test_here_is_the_configuration_left_out(
    living: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without CONFIG the rotation.toml of the working folder is meant."""
    monkeypatch.chdir(living)
    ran = run("trade", "cover", "A-2026-11-02", "fay", *TODAY, "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert "Fay Wray in place of Ada Byron" in ran.out
    assert not (living / "trades.csv").exists()


def test_a_ring_of_three(living: Path, run: Run) -> None:
    """With a third shift three people exchange."""
    shifts = ("A-2026-11-02", "A-2026-11-09", "B-2026-11-11")
    ran = run("trade", living, "swap", *shifts, *TODAY, "--format", "json")
    document = json.loads(ran.out)
    moves = {(t["shift"], t["from"], t["to"]) for t in document["trades"]}
    assert moves == {
        ("A-2026-11-02", "ada", "cleo"),
        ("A-2026-11-09", "cleo", "dora"),
        ("B-2026-11-11", "dora", "ada"),
    }
    assert document["done"] is (ran.code == 0)


def test_a_part_is_covered_in_local_time(living: Path, run: Run) -> None:
    """A day begins at midnight; an instant without offset is local to the rotation."""
    part = ("--from", "2026-11-04", "--to", "2026-11-05T09:30")
    ran = run("trade", living, "cover", "A-2026-11-02", "Fay Wray", *part, *TODAY)
    assert (ran.code, ran.err) == (0, "")
    text = (living / "trades.csv").read_text(encoding="utf-8")
    assert ",2026-11-04T00:00:00-05:00,2026-11-05T09:30:00-05:00,ada,fay," in text


def test_a_rule_stops_a_trade_until_it_is_forced_with_a_reason(living: Path, run: Run) -> None:
    """A broken rule writes nothing; --force wants --why, and then it is recorded."""
    words = ("trade", living, "cover", "A-2026-11-02", "bela", *TODAY)
    before = files_in(living)
    stopped = run(*words)
    assert stopped.code == 1
    assert "error: breaks a rule: overlap: Bela Bartok would hold" in stopped.err
    assert {k: v for k, v in files_in(living).items() if k != ".rotation.lock"} == before
    unsaid = run(*words, "--force")
    assert (unsaid.code, "add --why" in unsaid.err) == (2, True)
    forced = run(*words, "--force", "--why", "storm")
    assert forced.code == 0
    assert "warning: broken by --force: overlap" in forced.err
    assert ",storm,overlap\n" in (living / "trades.csv").read_text(encoding="utf-8")


def test_suggestions_are_printed_and_as_json(living: Path, run: Run) -> None:
    """Who could take it, what could be exchanged, who cannot and why; nothing is written."""
    before = files_in(living)
    ran = run("trade", living, "suggest", "A-2026-11-02", *TODAY)
    assert (ran.code, ran.err) == (0, "")
    assert "Take it" in ran.out
    assert "Exchange it" in ran.out
    assert (
        "Bela Bartok would hold A-2026-11-02 and B-2026-11-04 at the same time (overlap)" in ran.out
    )
    first = next(line for line in ran.out.splitlines() if line.startswith("The first one: "))
    document = json.loads(
        run("trade", living, "suggest", "A-2026-11-02", *TODAY, "--format", "json").out
    )
    assert [option["rank"] for option in document["options"]] == list(
        range(1, len(document["options"]) + 1)
    )
    assert files_in(living) == before
    _, _, command = first.partition("rotation ")
    assert run(*shlex.split(command), *TODAY).code == 0


def test_nobody_who_could_is_exit_code_1(tmp_path: Path, run: Run) -> None:
    """When no trade works, a person must act."""
    everybody = "".join(
        f"{name},2026-11-02,2026-11-12,,\n"
        for name in ("ada", "bela", "cleo", "dora", "emil", "fay")
    )
    team = write_team(tmp_path / "team", published=PUBLISHED, time_off=everybody)
    ran = run("trade", team, "suggest", "A-2026-11-02", *TODAY)
    assert ran.code == 1
    assert "Nobody can take it" in ran.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("swap", "A-2026-11-02"), "give [CONFIG] swap SHIFT OTHER [THIRD]"),
        (("give", "A-2026-11-02", "fay"), "give a command: swap, cover, suggest"),
        (("cover", "A-2026-11-02", "fay", "now"), "give [CONFIG] cover SHIFT PERSON"),
        (("cover", "A-2026-11-02", "fay", "--bogus"), "there is no option --bogus; "),
        (("cover", "A-2026-11-02", "fay", "--from", "noon"), "'noon' is not an instant"),
    ],
)
def test_wrong_words_are_reported(run: Run, words: Sequence[str], message: str) -> None:
    """Words that fit no form end with 2, and the forms that do."""
    ran = run("trade", *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_the_nearest_shift_is_named(living: Path, run: Run) -> None:
    """A day inside a shift is not a name of one, but says which is meant."""
    ran = run("trade", living, "suggest", "B-2026-11-06", *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no published shift B-2026-11-06; did you mean B-2026-11-04?" in ran.err


def test_suggestions_fit_a_narrow_terminal(
    living: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 80 columns no line is longer, and no id of a shift is cut."""
    monkeypatch.setattr("rotation.cli.terminal.WIDTH_ELSEWHERE", 80)
    ran = run("trade", living, "suggest", "A-2026-11-02", *TODAY)
    tables = ran.out.partition("Ranked by")[0].splitlines()[1:]
    assert max(map(len, tables)) <= 80
    wanted = run("trade", living, "suggest", "A-2026-11-02", *TODAY, "--format", "json").out
    (best,) = (o for o in json.loads(wanted)["options"] if o["rank"] == 1)
    assert all(move["shift"] in ran.out for move in best["moves"])
