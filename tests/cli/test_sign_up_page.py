"""The commands of docs/sign-up.md, one after the other, with a sheet and answers in between."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from cli_cases import Run, write_team

PAGE = Path(__file__).parents[2] / "docs" / "sign-up.md"
COMMANDS = re.findall(r"^rotation (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
NAMED = 'volunteers = ["out/volunteers-christmas-week-2026.xlsx", "answers.ics"]'
HELD = {
    "A-2026-12-25": "Ada Byron",
    "A-2026-12-27": "Bela Bartok",
    "A-2026-12-29": "Cleo Laine",
    "A-2026-12-31": "Dora Maar",
}


def test_the_page_leads_from_the_sheet_to_the_plan(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four people sign for track A, two accept the events of track B, and every shift is held."""
    assert NAMED in PAGE.read_text(encoding="utf-8")
    team = write_team(tmp_path / "on-call")
    monkeypatch.chdir(tmp_path)
    write, look, plan = (shlex.split(command) for command in COMMANDS)
    today = ("--today", "2026-10-20")
    assert run(*write, *today).code == 0
    assert "At least 8 more offers are needed" in run(*look, *today).out

    sheet = team / "out" / "volunteers-christmas-week-2026.xlsx"
    book = openpyxl.load_workbook(sheet)
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[0].value = HELD.get(row[5].value)
    book.save(sheet)
    events = sheet.with_suffix(".ics").read_bytes().replace(b"\r\n ", b"").decode().split("\r\n")
    answers = []
    for line in events:
        answers.append(line)
        if line.startswith("SUMMARY") and "(B)" in line:
            answers += [
                f"ATTENDEE;PARTSTAT=ACCEPTED;CN={n}:mailto:{n[:4]}"
                for n in ("Emil Post", "Fay Wray")
            ]
    (team / "answers.ics").write_bytes("\r\n".join(answers).encode())
    config = team / "rotation.toml"
    config.write_text(config.read_text().replace('volunteers = "volunteers.csv"', NAMED))

    assert "No more offers seem to be needed" in run(*look, *today).out
    planned = run(*plan, *today, "--effort", "1").out
    lines = [line for line in planned.splitlines() if "(volunteer)" in line]
    holders = {name for line in lines for name in re.findall(r"(\w+ \w+) \(volunteer\)", line)}
    assert {"Ada Byron", "Emil Post"} <= holders <= {*HELD.values(), "Emil Post", "Fay Wray"}
    assert sum(line.count("(volunteer)") for line in lines) == 8
    assert "OPEN (volunteer)" not in planned
