"""Commands typed twice: what was done is done once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_cases import Run
from tests.teams import files_in

TODAY = ("--today", "2026-09-20")
FORCE = ("--force", "--why", "a wedding")


def rows(team: Path) -> list[list[str]]:
    """Return the lines of the published plan."""
    text = (team / "published.csv").read_text(encoding="utf-8")
    return [row.split(",") for row in text.splitlines()[1:]]


def two(team: Path) -> tuple[str, str]:
    """Return the last shift, and another one of somebody else."""
    last = rows(team)[-1]
    return last[0], next(row[0] for row in reversed(rows(team)) if row[5] != last[5])


def _swap(team: Path) -> list[str]:
    return ["trade", str(team), "swap", *two(team), *TODAY, *FORCE]


def _cover(team: Path) -> list[str]:
    holders = [row[5] for row in rows(team)]
    other = next(person for person in holders if person != holders[-1])
    return ["trade", str(team), "cover", rows(team)[-1][0], other, *TODAY, *FORCE]


def _sync(team: Path) -> list[str]:
    text = (team / "public" / "schedule.ics").read_text(encoding="utf-8")
    before, after = text.rsplit("SUMMARY:", 1)
    path = team.parent / "edited.ics"
    path.write_text(f"{before}SUMMARY:No one (A)\r\n{after.split(chr(10), 1)[1]}", "utf-8")
    return ["sync", str(team), str(path), "--accept", *TODAY]


def _replan(team: Path) -> list[str]:
    last = rows(team)[-1]
    with (team / "time_off.csv").open("a", encoding="utf-8") as file:
        file.write(f"{last[5]},{last[3][:10]},{last[3][:10]},vacation,\n")
    return ["replan", str(team), "--publish", *TODAY]


def _publish(team: Path) -> list[str]:
    path = team / "out" / "schedule.csv"
    text = path.read_text(encoding="utf-8").splitlines()
    cells = text[-1].split(",")
    cells[5] = next(row[5] for row in rows(team) if row[5] != cells[5])
    path.write_text("\n".join([*text[:-1], ",".join(cells), ""]), encoding="utf-8")
    return ["publish", str(team), *TODAY, *FORCE]


@pytest.mark.parametrize(
    "words",
    [
        _swap,
        _cover,
        _sync,
        _replan,
        _publish,
        lambda team: ["leave", "ada", "2026-11-02", str(team), "--accept", *TODAY],
        lambda team: ["leave", "ada", "2026-11-02", str(team), "--replan", *TODAY],
        lambda team: ["plan", str(team), "--month", "2026-12", *TODAY],
        lambda team: ["volunteers", "open", str(team), *TODAY],
        lambda team: ["repair", str(team), *TODAY],
    ],
)
def test_the_second_time_nothing_changes(
    copied: Path, run: Run, words: Callable[[Path], list[str]]
) -> None:
    """It is done, says the exit code, and not a byte of any file is another."""
    typed = words(copied)
    first = run(*typed)
    done = files_in(copied)
    second = run(*typed)
    assert files_in(copied) == done
    assert first.code in (0, 1)
    assert second.code == 0


def test_a_swap_typed_twice_says_how_to_swap_back(copied: Path, run: Run) -> None:
    """Once is once, and `--again` is once more: everybody has what they had."""
    before = rows(copied)
    first, second = two(copied)
    typed = _swap(copied)
    assert run(*typed).code == 0
    again = run(*typed)
    assert again.out.splitlines()[0] == (
        f"{first} and {second} were exchanged on 2026-09-20 already (trade 1); "
        "--again exchanges them again"
    )
    assert again.out.endswith("Nothing changes: nothing was written.\n")
    document = run(*typed, "--format", "json")
    assert json.loads(document.out)["repeated"] is True
    assert json.loads(document.out)["written"] == []
    assert document.err.startswith("note: ")
    assert "--again" in document.err
    back = run(*typed, "--again", "--format", "json")
    assert json.loads(back.out)["repeated"] is False
    assert json.loads(back.out).keys() == json.loads(document.out).keys()
    assert run("publish", copied, *TODAY, *FORCE).code == 0
    assert [row[5] for row in rows(copied)] == [row[5] for row in before]


@pytest.mark.parametrize(
    "other",
    [("--today", "2026-09-21"), ("--why", "back again"), ("--again",)],
)
def test_a_swap_typed_otherwise_swaps_back(copied: Path, run: Run, other: tuple[str, ...]) -> None:
    """Another day or reason is another exchange, as typing it is how people swap back."""
    typed = _swap(copied)
    assert run(*typed).code == 0
    assert run(*typed, *other).code == 0
    assert (copied / "trades.csv").read_text(encoding="utf-8").count("\n") == 5


def test_a_cover_that_is_there_is_done(copied: Path, run: Run) -> None:
    """Whoever made it; with `--again` it is the error that a person is named who has it."""
    last = rows(copied)[-1]
    before = files_in(copied)
    typed = ("trade", copied, "cover", last[0], last[5], *TODAY)
    ran = run(*typed)
    assert (ran.code, files_in(copied)) == (0, before)
    assert f"already holds {last[0]}; --again makes that an error" in ran.out
    refused = run(*typed, "--again")
    assert (refused.code, files_in(copied)) == (2, before)
    assert f"already holds {last[0]}" in refused.err
