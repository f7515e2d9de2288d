"""`explain` of many open shifts: a summary first."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from cli_cases import HEAD, Ran, Run, write_team
from tests.teams import CHRISTMAS, PEOPLE, TRACKS

from rotation.cli import main
from rotation.explain.conflicts import CORE_EFFORT

SPAN = ("--from", "2026-12-21", "--to", "2027-01-02", "--today", "2026-09-20")
AWAY = "ada,2026-12-24,2026-12-26,vacation,\nbela,2026-12-27,2027-01-03,vacation,\n"


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a team of which nobody has offered anything for Christmas week."""
    toml = HEAD + TRACKS + CHRISTMAS + PEOPLE + '[goals]\norder = ["open", "shifts"]\n'
    return write_team(tmp_path_factory.mktemp("unsigned") / "team", toml, time_off=AWAY)


@pytest.fixture
def summary(unsigned: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """Return what `explain` prints at 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    return run("explain", unsigned, *SPAN)


def test_many_open_shifts_are_summarised(unsigned: Path, run: Run, summary: Ran) -> None:
    """How many, why, who could take most and what fills most: as counted in the JSON of all."""
    document = json.loads(run("explain", unsigned, *SPAN, "--format", "json").out)
    words = " ".join(summary.out.split())
    assert (summary.code, len(document["conflicts"])) == (0, 8)
    assert words.startswith(
        "8 volunteer shifts of Christmas week are open, 2026-12-25 to 2027-01-02 (tracks A, B) "
        "why: 5 did not volunteer, 1 away with one change each"
    )
    takers = Counter(
        fix["taker"]
        for shift in document["fixes"]
        for fix in shift["fixes"]
        if fix["taker"] and not fix["parts"]
    )
    named = dict(re.findall(r"(\w+) \w+ \((\d)\)", words.split("could go to: ")[1]))
    assert {name.lower(): int(n) for name, n in named.items()} == takers
    assert "Cleo Laine volunteers for any of 8 shifts (rotation.toml:" in words
    for shift in document["fixes"]:
        cheapest = shift["fixes"][0]
        assert f"{shift['shift']}: {cheapest['text']} ({cheapest['source']})" in words
    assert "details of one: --shift A-2026-12-25; of all: --all" in words


def test_a_summary_fits_two_screens(summary: Ran) -> None:
    """Eight shifts took 150 lines and more."""
    assert len(summary.out.splitlines()) < 48
    assert "needs somebody" not in summary.out


def test_one_shift_or_all_in_detail(
    unsigned: Path, run: Run, summary: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--shift` explains that one only, and `--all` everything below the summary."""
    monkeypatch.setenv("COLUMNS", "80")
    single = run("explain", unsigned, *SPAN, "--shift", "b-2026-12-29")
    assert single.out.startswith("B-2026-12-29 (track B, ")
    assert single.out.count("needs somebody") == 1
    every = run("explain", unsigned, *SPAN, "--all")
    head, _, _ = summary.out.partition("  details of one")
    assert every.out.startswith(head)
    assert every.out.count("needs somebody") == 8
    wrong = run("explain", unsigned, *SPAN, "--shift", "B-2026-12-28")
    assert (wrong.code, wrong.out) == (2, "")
    assert "--shift: B-2026-12-28 is no open shift of this plan; " in wrong.err


def test_effort_reaches_every_question(
    unsigned: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether facts can hold together is asked with a part of `--effort`, too."""
    asked = set()

    class Asked:
        def __init__(self, problem: object, claims: object, solver: object, effort: float) -> None:
            del problem, claims, solver
            asked.add(effort)
            raise RuntimeError

    away = "".join(f"{who},2026-11-09,2026-11-13,,\n" for who in ("ada", "bela", "cleo", "dora"))
    write_team(unsigned.parent / "short", HEAD + TRACKS + PEOPLE, time_off=away)
    monkeypatch.setattr(sys.modules["rotation.explain.conflicts"], "Claims", Asked)
    span = ("--from", "2026-11-02", "--to", "2026-11-24", "--today", "2026-09-20")
    for effort, share in (("10", 1.0), ("5", 0.5), ("40", 4.0)):
        asked.clear()
        with pytest.raises(RuntimeError):
            main(["explain", str(unsigned.parent / "short"), *span, "--effort", effort])
        assert asked == {CORE_EFFORT * share}
