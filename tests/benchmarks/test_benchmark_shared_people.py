from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.shared_people import Figures

from benchmarks import shared_people

APART = Figures(64, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 3.0)
TURNS = Figures(64, 5, 0, 0, 7, 2, 3, 2, 1, 5, 0, 4.0)


def test_a_fleet_is_judged_apart_and_in_turns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clash, or a shift that is open in vain where all is proved, ends the program with 1."""
    given = {True: APART, False: TURNS}

    def measured(*fleet: object, apart: bool) -> Figures:
        return given[apart]

    monkeypatch.setattr(shared_people, "measure", measured)
    words = ["--ring", "2", "--own", "--weeks", "2", "--markdown", str(tmp_path / "figures")]
    assert shared_people.main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "| ring of 2 teams | apart | in turns |"
    assert "| on call in two teams at once | 8 | 0 |" in lines
    assert "| joint models of a whole group, proved | | 2, 1 |" in lines
    assert "## Ring of 2 teams" in (tmp_path / "figures").read_text(encoding="utf-8")
    given[False] = replace(TURNS, rests=1)
    assert shared_people.main(words) == 1
    given[False] = replace(TURNS, vain=1)
    assert shared_people.main(words) == 1


def test_what_is_measured_is_what_was_written() -> None:
    """Of one process: two teams of three people, one of whom is in both."""
    fleet = shared_people.random_fleet(
        2, 1, seed=1, first=shared_people._FIRST, weeks=1, own=2, tracks=1
    )
    figures = shared_people.measure(fleet, 1, 1, 0.1)
    assert (figures.overlaps, figures.rests, figures.components) == (0, 0, 1)
    assert figures.shifts >= 2
