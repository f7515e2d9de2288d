"""`progress` takes what bars have: a method of one text, called in the thread that plans."""

import io
import threading
from datetime import date

import pytest
from rich.console import Console

from rotation import Rotation
from rotation.plans.plan import Plan


class Bar:
    """What tqdm has: `set_description(desc=None, refresh=True)`."""

    def __init__(self) -> None:
        self.texts: list[str | None] = []
        self.threads: set[int] = set()

    def set_description(self, desc: str | None = None, refresh: bool = True) -> None:
        self.texts.append(desc)
        self.threads.add(threading.get_ident())


def test_a_bar_of_tqdm_gets_texts(team: Rotation) -> None:
    """Every step is one text for the description, from this thread; the plan stays the same."""
    bar = Bar()
    asked = {"start": date(2027, 1, 18), "weeks": 1, "today": date(2026, 9, 20)}

    plan: Plan = team.plan(**asked, progress=bar.set_description)  # type: ignore[arg-type]

    assert "a first roster" in bar.texts
    assert all(isinstance(text, str) and text for text in bar.texts)
    assert bar.threads == {threading.get_ident()}
    assert plan == team.plan(**asked)  # type: ignore[arg-type]


def test_a_status_of_rich_gets_texts(team: Rotation) -> None:
    """The method `update` of a status of rich is a progress."""
    with Console(file=io.StringIO()).status("planning") as status:
        team.plan(start=date(2027, 1, 18), weeks=1, progress=status.update)

    assert str(status.status) != "planning"


def test_what_the_function_raises_ends_the_plan(team: Rotation) -> None:
    """A progress that raises ends the plan with its own error."""

    def full(text: str) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        team.plan(start=date(2027, 1, 18), weeks=1, progress=full)
