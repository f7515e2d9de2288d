"""Where all people have one name, tables and sentences add the id."""

import re
from pathlib import Path

import pytest
from cli_cases import Run, write_team
from tests.teams import NAMES, TEAM

WORKED = "A-2026-10-05,A,regular,2026-10-05T11:00-04:00,2026-10-13T11:00-04:00,ada\n"
PUBLISHED = """A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,bela,planned
A-2026-11-09,A,regular,2026-11-09T11:00-05:00,2026-11-16T11:00-05:00,cleo,planned
"""
AWAY = "cleo,2026-11-09,2026-11-15,vacation,\nfay,2026-11-01,2026-12-31,leave,\n"


@pytest.fixture
def namesakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose people are all called Sam Doe."""
    monkeypatch.setenv("COLUMNS", "250")
    toml, count = re.subn("|".join(NAMES), "Sam Doe", TEAM)
    assert count == 6
    return write_team(tmp_path / "team", toml, history=WORKED, published=PUBLISHED, time_off=AWAY)


@pytest.mark.parametrize(
    "words",
    [
        ("who", "--at", "2026-11-04"),
        ("show",),
        ("fairness", "--since", "2026-10-01", "--until", "2026-12-01"),
        ("hours", "--month", "2026-10"),
        ("trade", "cover", "A-2026-11-02", "dora", "--dry-run"),
        ("trade", "swap", "A-2026-11-02", "A-2026-11-09", "--dry-run"),
        ("trade", "suggest", "A-2026-11-02"),
        ("check",),
        ("replan", "--dry-run"),
        ("plan", "--month", "2026-12", "--dry-run"),
        ("why", "bela", "2026-11-04", "--published"),
        ("why-not", "dora", "2026-11-04", "--published"),
        ("why", "dora", "2026-11-04", "--published"),
        ("why-not", "bela", "2026-11-04", "--published"),
        ("trade", "cover", "A-2026-11-02", "bela", "--dry-run"),
    ],
    ids=" ".join,
)
def test_an_id_follows_every_name(run: Run, namesakes: Path, words: tuple[str, ...]) -> None:
    """Whoever has the name of somebody else is told apart wherever they are named."""
    ran = run("-C", str(namesakes), *words, "--today", "2026-10-20")
    text = " ".join(f"{ran.out} {ran.err}".split())
    named = re.findall(r"Sam Doe(?: \((?:ada|bela|cleo|dora|emil|fay)\))?", text)
    assert named
    assert "Sam Doe" not in named
