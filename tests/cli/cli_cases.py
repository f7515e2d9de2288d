"""A small team in text, and the command line in this very process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEAD = """[rotation]
name = "Team"
calendar_id = "team"
timezone = "America/New_York"
[holidays]
country = "US"
"""
TRACKS = """[[track]]
name = "A"
handover = "Mon 11:00"
[[track]]
name = "B"
handover = "Wed 11:00"
"""
CHRISTMAS = """[[special_period]]
name = "Christmas week"
first_day = "12-25"
last_day = "01-01"
"""
NAMES = ("Ada Byron", "Bela Bartok", "Cleo Laine", "Dora Maar", "Emil Post", "Fay Wray")
FILES = """[files]
time_off = "time_off.csv"
volunteers = "volunteers.csv"
history = "history.csv"
published = "published.csv"
"""
COLUMNS = {
    "time_off": "engineer,start,end,kind,note\n",
    "volunteers": "engineer,start,end,max_shifts,preference\n",
    "history": "shift,track,kind,start,end,engineer\n",
    "published": "shift,track,kind,start,end,engineer,status\n",
}
NOVEMBER = ("--month", "2026-11", "--today", "2026-09-20")
"""A month far enough away for nothing to be at short notice."""


def engineer(name: str, *lines: str) -> str:
    """Return the table of somebody who joined long ago; the id is the first name."""
    head = f'[[engineer]]\nname = "{name}"\nid = "{name.split(maxsplit=1)[0].lower()}"\n'
    return "\n".join((head + "joined = 2020-01-06", *lines, ""))


PEOPLE = "".join(engineer(name) for name in NAMES)
TEAM = HEAD + TRACKS + CHRISTMAS + PEOPLE


def write_team(folder: Path, toml: str = TEAM, **rows: str) -> Path:
    """Write a folder to plan; a CSV file is given by its rows and gets its header here."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rotation.toml").write_text(toml + FILES, encoding="utf-8")
    for name, header in COLUMNS.items():
        (folder / f"{name}.csv").write_text(header + rows.get(name, ""), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by relative name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
