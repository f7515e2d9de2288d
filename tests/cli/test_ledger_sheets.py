"""The workbook of a ledger, cell by cell, and who a lock says is at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from cli_cases import Run, write_team
from tests.teams import TEAM, person

from rotation.export import lock

HISTORY = """A-2026-10-05,A,regular,2026-10-05T11:00-04:00,2026-10-13T11:00-04:00,ada
A-2026-10-12,A,regular,2026-10-13T11:00-04:00,2026-10-19T11:00-04:00,zoe
"""
GONE = person("Zoe Late") + "leaves = 2026-09-20\n"
SPAN = ("--since", "2026-10-01", "--until", "2026-11-01", "--today", "2026-10-25")


def test_a_ledger_in_a_workbook(run: Run, tmp_path: Path) -> None:
    """A row per person: who is there, the weight of the share, load, share and difference."""
    toml = TEAM + GONE.replace('id = "zoe late"', 'id = "zoe"')
    team = write_team(tmp_path / "team", toml, history=HISTORY)
    file = tmp_path / "ledger.xlsx"
    assert run("fairness", team, *SPAN, "--xlsx", file).code == 0
    head, *rows = openpyxl.load_workbook(file)["Ledger"].iter_rows(values_only=True)
    assert head[:7] == (
        "engineer", "name", "present", "weight", "shifts", "shifts_share", "shifts_difference"
    )  # fmt: skip
    people = {row[0]: row for row in rows}
    assert people["ada"][1:5] == ("Ada Byron", "yes", 1, 1)
    assert people["cleo"][1:5] == ("Cleo Laine", "yes", 1, 0)
    assert people["zoe"][1:5] == ("Zoe Late", "no", 0, 1)
    assert people["ada"][5] + people["ada"][6] == pytest.approx(people["ada"][4])
    indices = openpyxl.load_workbook(file)["Indices"]
    assert [cell.value for cell in indices[1]] == [
        "quantity",
        "people",
        "gini",
        "jain",
        "deviation",
    ]
    assert indices["A2"].value == "shifts"
    assert indices.max_row > 2


@pytest.mark.parametrize(
    ("words", "who"),
    [
        (("trade", "cover", "A-2026-12-07", "bela"), "rotation trade"),
        (("trade", "swap", "A-2026-12-07", "A-2026-12-14"), "rotation trade"),
        (("leave", "ada", "2026-12-10"), "rotation leave"),
    ],
)
def test_a_lock_names_the_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], who: str
) -> None:
    """Whoever finds it reads which command is at work, by its first word."""
    published = "".join(
        f"A-2026-12-{day:02},A,regular,2026-12-{day:02}T11:00-05:00,"
        f"2026-12-{day + 7:02}T11:00-05:00,{name},\n"
        for day, name in ((7, "ada"), (14, "cleo"))
    )
    team = write_team(tmp_path / "team", published=published)
    names: list[str] = []
    taken = lock.taken

    @contextmanager
    def recorded(folder: Path, command: str) -> Iterator[None]:
        names.append(command)
        with taken(folder, command):
            yield

    monkeypatch.setattr(lock, "taken", recorded)
    first, *others = words
    start = (first, others[0]) if first == "trade" else (first,)
    ran = run(*start, team, *words[len(start) :], "--today", "2026-12-01", "--quiet")
    assert ran.code in {0, 1}, ran.err
    assert set(names) == {who}
