"""What is on the disk when a file is replaced: a power cut loses no published plan."""

import os
from pathlib import Path
from unittest.mock import patch

import pytest

from rotation.export.exchange import FolderChange, exchange
from rotation.journal import JOURNAL, Given, Home


@pytest.fixture
def events(tmp_path: Path) -> list[str]:
    """Return every file and folder that is synced and every name that changes, in their order.

    A staging folder is called `staging` in them.
    """
    (tmp_path / "published.csv").write_bytes(b"old")
    (tmp_path / "public").mkdir()
    steps: list[str] = []
    sync = os.fsync

    def named(path: str) -> str:
        inside = os.path.relpath(path, tmp_path)
        first, _, rest = inside.partition("/")
        return f"staging/{rest}".rstrip("/") if first.startswith(".rotation-") else inside

    def synced(descriptor: int) -> None:
        steps.append(f"sync {named(str(Path(f'/proc/self/fd/{descriptor}').readlink()))}")
        sync(descriptor)

    home = Home(tmp_path, "rotation.toml", Given(frozenset({"published.csv"}), "public"))
    files = {"public/people/ada.ics": b"new", "published.csv": b"new"}
    with (
        patch("os.fsync", synced),
        patch("rotation.export.steps.reached", steps.append),
    ):
        exchange([FolderChange(tmp_path, files)], home, "rotation publish (process 1)")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["public", "published.csv"]
    return steps


def journals(events: list[str]) -> list[int]:
    """Return where each state of the journal takes its place."""
    return [n for n, event in enumerate(events) if event == f"replace {JOURNAL}"]


def test_all_is_on_the_disk_before_the_journal_says_so(events: list[str]) -> None:
    """New files, copies of old ones, the names of both; then the journal itself, then its name."""
    _, exchanging, _ = journals(events)
    staged = {event for event in events[:exchanging] if event.startswith("sync ")}
    assert staged >= {
        "sync staging/new/published.csv",
        "sync staging/new/public/people/ada.ics",
        "sync staging/old/published.csv",
        "sync staging/new",
        "sync staging/new/public/people",
        "sync staging/old",
        "sync staging",
        "sync .",
    }
    assert events[exchanging - 1] == f"sync {JOURNAL}.new"
    assert events[exchanging + 1] == "sync ."


def test_nothing_is_replaced_before_and_all_is_synced_behind(events: list[str]) -> None:
    """Between the journal's two last states files take their places, and folders are synced."""
    _, exchanging, done = journals(events)
    replaced = [n for n, event in enumerate(events) if event in ("replace ada.ics", "make people")]
    replaced.append(events.index("replace published.csv"))
    assert exchanging < min(replaced) < max(replaced) < done
    behind = events[max(replaced) : done]
    assert {"sync .", "sync public/people"} <= set(behind)
    assert "sync public" in events[exchanging:done]
    assert events[done - 1] == f"sync {JOURNAL}.new"


def test_staging_goes_before_the_journal(events: list[str]) -> None:
    """What is to be cleared up is named by something until it is gone."""
    _, _, done = journals(events)
    cleared = next(n for n, event in enumerate(events) if event.startswith("clear up in "))
    assert done < cleared < events.index(f"remove {JOURNAL}")
    assert events[-1] == "sync ."
