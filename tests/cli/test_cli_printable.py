import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from cli_cases import Ran, Run

from rotation.cli.commands import ROTATION
from rotation.errors import BadInput, Fault

ODD = "\u202e\x1b[31m\u2028x\x07\n"
SHIFT, OTHER = "A-2026-11-02", "A-2026-11-09"
LINES = {
    "init": "DIR --dry-run",
    "import": "rota.csv --into new --timezone UTC --time 09:00 --name n --dry-run",
    "plan": "--from 2026-12-07 --weeks 1 --effort 1 --dry-run",
    "check": "schedule.csv",
    "publish": "--schedule schedule.csv --why why --dry-run",
    "replan": "--out out --why why --dry-run",
    "trade swap": f"{SHIFT} {OTHER} --why why --dry-run",
    "trade cover": f"{SHIFT} fay --from 2026-11-03 --to 2026-11-04 --why why --dry-run",
    "trade suggest": SHIFT,
    "sync": "public/schedule.ics --why why --dry-run",
    "leave": "ada 2026-11-20 --why why --dry-run",
    "undo": "--why why --dry-run",
    "archive": "--before 2026-10-20 --dry-run",
    "push": "pager --dry-run",
    "pull": "pager --why why --dry-run",
    "remote check": "pager",
    "remote document": "goalert",
    "repair": "--why why --dry-run",
    "volunteers open": "--period Christmas --year 2026 --out out --dry-run",
    "who": "--at 2026-11-03T11:00",
    "show": "--since 2026-11-01",
    "report": "--since 2026-11-01 --out out --dry-run",
    "notes": "--week 2026-11-03",
    "feeds": "--person ada",
    "explain": "--month 2026-12 --effort 1",
    "why": "ada 2026-11-03 --published --track A",
    "why-not": "ada 2026-11-03 --published --track A",
    "compromises": "--month 2026-12 --effort 1",
    "fairness": "--by shifts --max-difference 9 --draft schedule.csv --csv f.csv --dry-run",
    "hours": "--month 2026-11 --csv f.csv --xlsx f.xlsx --dry-run",
    "fleet plan": "--from 2026-12-07 --weeks 1 --effort 1 --workers 1 --dry-run",
    "fleet check": "--workers 1",
    "fleet publish": "--why why --dry-run",
    "fleet push": "--dry-run",
    "fleet fairness": "--by shifts --max-difference 9 --all",
    "fleet who": "--at 2026-11-03T11:00",
    "completion": "bash",
    "schema": "",
}
"""A command line of each command, as short as it works."""

UNDATED = ("init", "completion", "schema", "remote document")


def commands(group: click.Group = ROTATION, above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each command by the words that call it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


def options_of(command: click.Command) -> list[str]:
    """Return the options of a command that take a value, `-C` apart."""
    return [
        max(option.opts, key=len)
        for option in command.params
        if isinstance(option, click.Option) and not option.is_flag and option.opts != ["-C"]
    ]


LEAVES = dict(commands())


def steering(ran: Ran) -> list[str]:
    """Return the letters that a command printed and a terminal may act on."""
    return [c for c in ran.out + ran.err if not c.isprintable() and c != "\n"]


def test_every_command_is_tried() -> None:
    """A command that is added has to be added here, too."""
    assert LINES.keys() == LEAVES.keys()


@pytest.mark.parametrize("name", LINES)
def test_no_value_steers_the_terminal(
    name: str, copied: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is given as a word or as the value of an option is shown with odd letters escaped.

    Also where it is usable: files and folders may be called so.
    """
    folder = copied.rename(copied.parent / ODD)
    monkeypatch.chdir(folder)
    shutil.copy("out/schedule.csv", "schedule.csv")
    whole = LINES[name].split()
    lines = [[*whole[:n], ODD, *whole[n + 1 :]] for n in range(len(whole)) if whole[n][:2] != "--"]
    lines += [[*whole, option, ODD] for option in options_of(LEAVES[name]) if option not in whole]
    lines += [[*whole, ODD], [*whole, "-C", ODD], [*whole, f"--{ODD}"], [ODD]]
    if name not in UNDATED:
        lines += [[*whole, str(folder)]]
    for line in lines:
        ran = run(*name.split(), *line, *(() if name in UNDATED else ("--today=2026-10-20",)))
        assert not steering(ran), line


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "--from", "2026-12-07", "--weeks", "1", "--effort", "1"),
        ("replan", "--today", "2026-10-20"),
        ("volunteers", "open", "--today", "2026-10-20"),
    ],
    ids=" ".join,
)
def test_no_folder_that_is_written_steers_the_terminal(
    words: tuple[str, ...], copied: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it went is said with odd letters escaped."""
    monkeypatch.chdir(copied)
    ran = run(*words, "--out", ODD)
    assert ran.code == 0
    assert not steering(ran)


def test_no_fault_steers_the_terminal() -> None:
    """From Python as well: every text of a fault is escaped."""
    refused = BadInput(Fault(ODD, ODD, ODD, ODD))
    assert str(refused).isprintable()
    assert str(refused).startswith(r"\u202e\x1b[31m\u2028x\x07\n: ")
