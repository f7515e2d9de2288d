"""What every `--format json` has in common, whatever the command."""

import json
from pathlib import Path
from unittest.mock import Mock

import pytest
from cli_cases import HEAD, Run, write_team
from tests.teams import CHRISTMAS, TRACKS, person

NAMES = ("Zoë Åström", "Bela Bartók", "李 小龍", "Dora Maar")
PUBLISHED = """A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,zoe,planned
B-2026-11-04,B,regular,2026-11-04T11:00-05:00,2026-11-12T11:00-05:00,bela,planned
A-2026-11-09,A,regular,2026-11-09T11:00-05:00,2026-11-16T11:00-05:00,dora,planned
B-2026-11-11,B,regular,2026-11-12T11:00-05:00,2026-11-18T11:00-05:00,li,planned
"""
TODAY = ("--today", "2026-10-01")
MONTH = ("--month", "2026-11")
COMMANDS: dict[str, tuple[str, ...]] = {
    "plan": ("plan", *MONTH, "--dry-run", *TODAY),
    "check": ("check", *TODAY),
    "show": ("show", *TODAY),
    "who": ("who", "--today", "2026-11-05"),
    "notes": ("notes", "--today", "2026-11-05"),
    "fairness": ("fairness", "--since", "2026-11-01", "--until", "2026-12-01", *TODAY),
    "hours": ("hours", *MONTH),
    "volunteers": ("volunteers", "open", "--dry-run", *TODAY),
    "cover": ("trade", "cover", "A-2026-11-02", "dora", "--dry-run", *TODAY),
    "could take": ("trade", "suggest", "A-2026-11-02", *TODAY),
    "replan": ("replan", "--dry-run", *TODAY),
    "leave": ("leave", "zoe", "2026-11-03", "--dry-run", *TODAY),
    "why": ("why", "zoe", "2026-11-03", *MONTH, *TODAY),
    "why-not": ("why-not", "dora", "2026-11-03", *MONTH, *TODAY),
    "compromises": ("compromises", *MONTH, *TODAY),
    "repair": ("repair", "--dry-run", *TODAY),
}


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Return a team with names in several scripts and two weeks published."""
    people = "".join(
        person(name).replace(f'id = "{name.split(maxsplit=1)[0].lower()}"', f'id = "{key}"')
        for name, key in zip(NAMES, ("zoe", "bela", "li", "dora"), strict=True)
    )
    return write_team(tmp_path / "team", HEAD + TRACKS + CHRISTMAS + people, published=PUBLISHED)


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_one_readable_document(team: Path, run: Run, command: str) -> None:
    """Two spaces a level, keys in our order, letters as they are, one line end; nothing besides."""
    words = COMMANDS[command]
    ran = run(words[0], team, *words[1:], "--format", "json")
    assert ran.code in {0, 1}, ran
    document = json.loads(ran.out)
    assert isinstance(document, dict | list), ran
    assert ran.out == json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_given_day_is_today(
    team: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """With `--today` no command reads the clock."""
    words = COMMANDS[command]
    today = () if "--today" in words else TODAY
    # As late as can be: what is planned is not planned once more.
    stopped = ("--effort", "0.01") if words[0] in {"plan", "compromises"} else ()
    monkeypatch.setattr("rotation.cli.today.now_in", Mock(side_effect=AssertionError("the clock")))
    ran = run(words[0], team, *words[1:], *today, *stopped)
    assert ran.code in {0, 1}, ran
