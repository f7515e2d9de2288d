from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.killed_pushes import Calendar, run_trials, uncovered
from benchmarks.radicale import USER, new_calendar, radicale
from benchmarks.remotes import measure


def test_every_kind_of_request_is_timed(tmp_path: Path) -> None:
    """Two shifts are written, read, changed and deleted on a server that runs for it."""
    with radicale(tmp_path) as url:
        seconds = measure(new_calendar(f"{url}/{USER}/shifts"), 2)
    assert list(seconds) == ["create", "read", "change", "delete"]
    assert all(value > 0 for value in seconds.values())


def test_killed_pushes_are_finished_by_the_next(tmp_path: Path) -> None:
    """Nothing is twice, nothing is missing, and nobody is uncovered in between."""
    with radicale(tmp_path / "server") as url:
        calendar = Calendar(tmp_path / "team", new_calendar(f"{url}/{USER}/shifts"), 6)
        trials = list(run_trials(calendar, 1, seed=7))
    assert sum(not trial.ended for trial in trials) == 1
    assert [text for trial in trials for text in trial.wrong] == []


def test_a_calendar_that_is_not_the_plan_is_noticed(tmp_path: Path) -> None:
    """An event that nobody published, and one that is missing."""
    with radicale(tmp_path / "server") as url:
        calendar = Calendar(tmp_path / "team", new_calendar(f"{url}/{USER}/shifts"), 3)
        calendar.change(Random(1), 0)  # noqa: S311 - the same again
        calendar.pushed()
        assert calendar.ours() == sorted(calendar.lines)
        lost = next(line for line in calendar.lines if line[2])
        calendar.lines.remove(lost)
        assert calendar.ours() != sorted(calendar.lines)
        hours = int((lost[1] - lost[0]) / timedelta(hours=1))
        missing = uncovered([*calendar.lines, lost], calendar.lines)
        assert missing == {lost[0] + timedelta(hours=hour) for hour in range(hours)}
