"""A team in files, and the command line in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests import teams
from tests.teams import CHRISTMAS, HOLIDAYS, TRACKS, head, person

HEAD = head('calendar_id = "team"') + HOLIDAYS + TRACKS + CHRISTMAS
PEOPLE = tuple(
    person(name, f'email = "{name.split(maxsplit=1)[0].lower()}@example.com"')
    for name in ("Ada Byron", "Bela Bartók", "Cleo Laine", "Dora Maar", "Emil Post", "Fay Wray")
)
TIME_OFF = (
    "ada,2026-12-07,2026-12-13,,\n",
    "bela,2026-12-14,2026-12-20,,\n",
    "cleo,2027-01-04,2027-01-08,,Ski\n",
)
OFFERS = (
    "ada,2026-12-25,2027-01-01,,1\n",
    "bela,2026-12-25,2026-12-30,2,2\n",
    "emil,2026-12-27,2027-01-01,1,3\n",
)
PERIOD = ("--from", "2026-12-01", "--to", "2027-01-11", "--today", "2026-09-20")


def write_team(folder: Path, *, backwards: bool = False, extra: str = "") -> Path:
    """Write a folder to plan; `backwards` turns round people and rows, and adds a BOM."""
    step = -1 if backwards else 1
    return teams.write_team(
        folder,
        HEAD + extra + "".join(PEOPLE[::step]),
        encoding="utf-8-sig" if backwards else "utf-8",
        time_off="".join(TIME_OFF[::step]),
        volunteers="".join(OFFERS[::step]),
    )


def environment(**changed: str) -> dict[str, str]:
    """Return this process's environment without what steers colours and width, and with changes."""
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    return kept | {"PYTHONWARNINGS": "error"} | changed


def rotation(
    *arguments: object, cwd: Path | None = None, **changed: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m rotation` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "rotation", *map(str, arguments)],
        cwd=cwd,
        env=environment(**changed),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
