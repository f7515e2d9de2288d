"""The bar of fleets: how many teams are done, and how long the others take."""

import io
from collections.abc import Callable

import pytest

from rotation.cli.fleet import cut_short
from rotation.cli.fleet_progress import FleetProgress, fleet_bar
from rotation.interrupts import INTERRUPTED


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return what sets the clock."""
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, seconds)


def test_how_long_the_others_take_is_estimated(at: Callable[[float], None]) -> None:
    """From the last teams: neither the start of workers nor what was skipped counts for long."""
    shown: list[str] = []
    progress = FleetProgress(lambda done, _, left: shown.append(f"{done} {left}"))
    for done in range(1, 501):  # were planned before
        at(1 + done / 1000)
        progress(done, 1000)
    assert shown[0] == "1 about 17 min left"
    assert shown[-1] == "500 about 0 s left"
    for done in range(501, 1001):
        at(1.5 + (done - 500) / 4)
        progress(done, 1000)
    assert shown[524] == "525 about 2 min left"
    assert shown[899] == "900 about 25 s left"
    assert shown[-1] == "1000 about 0 s left"
    assert (progress.done, progress.all) == (1000, 1000)


@pytest.mark.parametrize(
    ("stream", "no_color", "wanted", "seen"),
    [
        (Terminal(), "", True, True),
        (Terminal(), "1", True, False),
        (Terminal(), "", False, False),
        (io.StringIO(), "", True, False),
    ],
)
def test_a_bar_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, no_color: str, wanted: bool, seen: bool
) -> None:
    """One with colours that wants it; it fits into 80 columns and is gone at the end."""
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    progress = FleetProgress()
    with fleet_bar(progress, stream, wanted=wanted, doing="checking"):
        for done in (1, 999):
            progress(done, 1000)
    text = stream.getvalue()
    assert ("checking" in text) is seen
    assert ("999 of 1000 teams, about " in text) is seen
    assert progress.done == 999
    if seen:
        assert text.endswith("\x1b[2K")  # the line is cleared


@pytest.mark.parametrize(
    ("done", "words"),
    [(0, "no team was planned; all are"), (2, "2 of 3 teams were planned; the others are")],
)
def test_a_run_that_is_stopped_counts_the_teams_that_are_done(
    capsys: pytest.CaptureFixture[str], done: int, words: str
) -> None:
    """Also where it is stopped before the first of them."""
    progress = FleetProgress(done=done, all=3 if done else 0)
    assert cut_short(progress, KeyboardInterrupt(), "planned") == INTERRUPTED
    assert capsys.readouterr().err == f"interrupted: {words} as they were\n"
