import os
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.commands import READING, SOLVING, words_of
from tests.fuzz.folders import living
from tests.fuzz.mutations import changed
from tests.fuzz.trial import tried

SEED = 2026
TRIALS = range(80)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs children of POSIX")


@pytest.mark.parametrize("number", TRIALS)
def test_every_command_keeps_its_promise_in_any_folder(number: int, tmp_path: Path) -> None:
    """Exit code 0, 1 or 2 with a place, no traceback, nothing left behind, two seconds and 1 GB.

    More of them: `python -m tests.fuzz --runs 5000 --seed 7`.
    """
    home = tmp_path / "folder"
    home.mkdir()
    trial = tried(home, SEED, number, solving=0.05, slack=2)
    assert trial.wrong == (), (trial.words, trial.err[-2000:])


def test_trials_are_the_same_again_and_differ() -> None:
    """Seed and number make the folder and the command; most folders differ from each other."""
    folders = [changed(living(), Random(f"{SEED} {number}")) for number in TRIALS]
    again = [changed(living(), Random(f"{SEED} {number}")) for number in TRIALS]
    assert folders == again
    assert len({tuple(sorted(folder.items())) for folder in folders}) > len(TRIALS) * 0.9
    named = {name for folder in folders for name in folder if folder[name] != living().get(name)}
    assert named >= {"rotation.toml", "published.csv", "trades.csv", "ada.ics", "time_off.csv"}


def test_every_command_is_tried() -> None:
    """The table of commands has those that read a folder and those that plan."""
    words = [words_of(Random(number), solving=0.2)[0] for number in range(400)]
    assert {command[0] for command in (*READING, *SOLVING)} == {word[0] for word in words}


def test_the_folder_that_is_changed_is_whole() -> None:
    """Unchanged it is read without fault, and has every kind of file that commands read."""
    assert living().keys() >= {
        *("rotation.toml", "time_off.csv", "volunteers.csv", "history.csv", "wishes.csv"),
        *("published.csv", "trades.csv", "changes.csv", "ada.ics", "team.ics"),
        *("out/schedule.csv", "out/schedule.ics", "out/plan.json", "public/schedule.ics"),
    }
