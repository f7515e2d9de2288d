import io
import signal
import sys
from collections.abc import Iterator

import pytest

from rotation.cli.lines import say
from rotation.cli.terminal import console, progress_on, stopping_by_hand
from rotation.solve.stop import StopByHand

COLOUR = "\x1b[1;31m"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def old_handler() -> Iterator[object]:
    """Put the handler of Ctrl-C back, whatever a test does."""
    before = signal.getsignal(signal.SIGINT)
    yield before
    signal.signal(signal.SIGINT, before)


def shown(stream: io.StringIO) -> str:
    """Return what a red text looks like on a stream."""
    console(stream).print("red", style="bold red")
    return stream.getvalue()


def test_colours_are_for_terminals() -> None:
    """A terminal gets colours, a pipe plain text."""
    assert shown(Terminal()).startswith(COLOUR)
    assert shown(io.StringIO()) == "red\n"


def test_no_color_takes_colours_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """`NO_COLOR` switches colours off on a terminal; an empty value counts as unset."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31" not in shown(Terminal())
    monkeypatch.setenv("NO_COLOR", "")
    assert shown(Terminal()).startswith(COLOUR)


def test_names_are_no_markup() -> None:
    """Square brackets and colons in names are shown as they are."""
    stream = Terminal()
    console(stream).print("[red]x[/red] :smile:")

    assert stream.getvalue() == "[red]x[/red] :smile:\n"


@pytest.mark.parametrize(
    ("stream", "no_color", "wanted", "seen"),
    [
        (Terminal(), "", True, True),
        (Terminal(), "1", True, False),
        (Terminal(), "", False, False),
        (io.StringIO(), "", True, False),
    ],
)
def test_progress_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, no_color: str, wanted: bool, seen: bool
) -> None:
    """Progress shows on a terminal with colours that wants it, and nowhere else."""
    monkeypatch.setenv("NO_COLOR", no_color)
    with progress_on(stream, wanted=wanted) as progress:
        progress("fair shifts")

    assert bool(stream.getvalue()) is seen


def test_the_first_ctrl_c_stops_and_the_second_ends(
    old_handler: object, capfd: pytest.CaptureFixture[str]
) -> None:
    """The first SIGINT asks the search to stop and says so, a second one raises.

    Afterwards the handler is the old one again.
    """
    stop = StopByHand()
    with stopping_by_hand(stop):
        assert not stop.reason()
        signal.raise_signal(signal.SIGINT)
        assert stop.reason() == "stopped by hand"
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) is old_handler
    message = capfd.readouterr().err
    assert message == "\nstopping with the best plan so far; Ctrl-C again to write nothing\n"


def test_ctrl_c_that_is_ignored_stays_ignored(old_handler: object) -> None:
    """In the background of a shell without job control a SIGINT is meant for somebody else."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = StopByHand()
    with stopping_by_hand(stop):
        signal.raise_signal(signal.SIGINT)
    assert not stop.reason()


FOLDED = [
    "head",
    "  Ada Lovelace holds",
    "    A-2026-12-14 and",
    "    B-2026-12-16",
    "",
    "A  table  stays",
]


@pytest.mark.parametrize(
    ("stream", "columns", "folded"),
    [
        (Terminal(), "30", True),
        (io.StringIO(), "30", True),
        (io.StringIO(), "", False),
        (io.StringIO(), "0", False),
        (io.StringIO(), "wide", False),
        (io.StringIO(), "300", False),
    ],
)
def test_sentences_fold_between_words_where_there_are_columns(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, columns: str, folded: bool
) -> None:
    """Lines end between words and hang; a pipe without `COLUMNS` gets them as they are."""
    lines = ("head\n  Ada Lovelace holds A-2026-12-14 and B-2026-12-16", "", "A  table  stays")
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stdout", stream)
    say(lines)
    whole = "\n".join((*lines, "")).splitlines()
    assert stream.getvalue().splitlines() == (FOLDED if folded else whole)
