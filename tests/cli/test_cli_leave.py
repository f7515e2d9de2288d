"""`rotation leave` on the command line."""

import json
from pathlib import Path

import pytest
from cli_cases import HEAD, Run, write_team
from tests.teams import TRACKS, files_in, person

PEOPLE = person("Ada Byron", 'manager = "bela"') + "".join(
    person(name) for name in ("Bela Bartok", "Cleo Laine", "Dora Maar", "Emil Post", "Fay Wray")
)
LINES = """A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada,planned
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,cleo,planned
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,ada,planned
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,dora,planned
B-2026-12-16,B,regular,2026-12-16T11:00-05:00,2026-12-23T11:00-05:00,emil,planned
"""
ARGUMENTS = ("leave", "ada", "2026-12-12")
TODAY = ("--today", "2026-11-20")


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Return a folder in which Ada's manager is away over the later of her two shifts."""
    toml = HEAD + TRACKS + PEOPLE
    away = "bela,2026-12-24,2026-12-26,vacation,\n"
    return write_team(tmp_path / "team", toml, published=LINES, time_off=away)


def test_what_the_manager_takes_is_written_and_the_rest_is_reported(team: Path, run: Run) -> None:
    """One shift changes hands; the other is an error that says how to go on."""
    ran = run(*ARGUMENTS, team, *TODAY)
    assert ran.code == 1
    assert "the manager takes it: Bela Bartok" in ran.out
    assert (
        "the manager, cannot: time_off: Bela Bartok would be away during A-2026-12-21: " in ran.out
    )
    assert "error: A-2026-12-21 is still Ada Byron's: use --accept to give it to" in ran.err
    (trade,) = (team / "trades.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert "2026-12-12T00:00:00-05:00,2026-12-14T11:00:00-05:00,ada,bela,1," in trade
    again = run(*ARGUMENTS, team, "--accept", *TODAY)
    assert (again.code, "A-2026-12-07" in again.out) == (0, False)
    assert run(*ARGUMENTS, team, *TODAY).code == 0


def test_the_missing_line_of_the_configuration_is_reported_not_written(
    team: Path, run: Run
) -> None:
    """With file and line until it is there; the file stays as it is."""
    config = team / "rotation.toml"
    before = config.read_bytes()
    err = run(*ARGUMENTS, team, *TODAY).err
    assert "rotation.toml:13: ada has no `leaves`; write `leaves = 2026-12-12` there" in err
    assert config.read_bytes() == before
    text = config.read_text().replace('manager = "bela"', 'manager = "bela"\nleaves = 2026-12-12')
    config.write_text(text)
    assert "`leaves" not in run(*ARGUMENTS, team, *TODAY).err


def test_a_dry_run_writes_nothing_and_json_tells_everything(team: Path, run: Run) -> None:
    """The document names shifts, the manager's refusal and the ranked options."""
    before = files_in(team)
    ran = run(*ARGUMENTS, team, "--dry-run", "--format", "json", *TODAY)
    assert files_in(team) == before
    document = json.loads(ran.out)
    assert (document["person"], document["manager"]) == ("ada", "bela")
    first, second = document["shifts"]
    assert (first["by"], first["done"], first["proposed"]) == ("manager", True, "bela")
    assert (second["by"], second["done"]) == ("replacement", False)
    assert [r["rule"] for r in second["refused"]] == ["time_off"]
    assert second["options"][0]["moves"][0]["to"] == second["proposed"]
    assert [change["to"] for change in document["changes"]] == ["ada", "bela"]


def test_config_stands_in_front_or_behind(team: Path, run: Run) -> None:
    """`leave CONFIG PERSON DATE` and `leave PERSON DATE CONFIG` are the same."""
    options = ("--dry-run", *TODAY)
    behind = run(*ARGUMENTS, team, *options)
    assert run("leave", team, *ARGUMENTS[1:], *options) == behind


def test_one_way_at_a_time(team: Path, run: Run) -> None:
    """Replacements and a replan exclude each other."""
    ran = run(*ARGUMENTS, team, "--replan", "--accept", *TODAY)
    assert (
        ran.code,
        "--accept: cannot be combined with --replan; give one of the two" in ran.err,
    ) == (
        2,
        True,
    )


def test_replan_moves_the_fewest(team: Path, run: Run) -> None:
    """Both shifts go, nobody else's moves, and the published plan holds it at once."""
    ran = run(*ARGUMENTS, team, "--replan", *TODAY)
    assert (ran.code, "2 of the 2 published shifts" in ran.out) == (0, True)
    published = (team / "published.csv").read_text(encoding="utf-8")
    assert ",ada," not in published
    for shift, holder in (("A-2026-12-14", "cleo"), ("B-2026-12-09", "dora")):
        (line,) = (row for row in published.splitlines() if row.startswith(shift))
        assert f",{holder}," in line
