"""Open shifts of a schedule that nobody may hold, as `check` reports them."""

from pathlib import Path

from cli_cases import Run
from tests.teams import COLUMNS, head, write_files

PEOPLE = """[[engineer]]
name = "Ada"
joined = 2024-01-01
leaves = 2027-01-11
skills = ["senior"]
[[engineer]]
name = "Ben"
joined = 2024-01-01
"""
NEEDY = '[[track]]\nname = "A"\nhandover = "Mon 11:00"\nneeds = ["senior"]\n'
WEEKS = ("2027-01-04", "2027-01-11", "2027-01-18", "2027-01-25")


def schedule(folder: Path, *holders: str) -> Path:
    """Write a team whose track needs a skill, and a schedule of consecutive weeks."""
    lines = "".join(
        f"A-{day},A,regular,{day}T11:00-05:00,{after}T11:00-05:00,{who}\n"
        for (day, after), who in zip(
            zip(WEEKS, (*WEEKS[1:], "2027-02-01"), strict=True), holders, strict=False
        )
    )
    files = {"rotation.toml": head() + NEEDY + PEOPLE, "draft.csv": COLUMNS["history"] + lines}
    return write_files(folder, files) / "draft.csv"


def test_a_skill_that_has_left_is_reported_with_everybody(tmp_path: Path, run: Run) -> None:
    """One warning per track, at the line of `needs`, and no "every rule holds" for open shifts."""
    path = schedule(tmp_path, "", "", "")
    ran = run("check", tmp_path, path, "--today", "2026-11-27")
    line = (head() + NEEDY).count("\n")
    # Ada leaves inside the first shift, so she cannot hold it either.
    assert ran.err == (
        f"warning: rotation.toml:{line}: nobody may hold A-2027-01-04 and 2 more open shifts: "
        "Ada leaves on 2027-01-11, Ben lacks the skill senior; "
        "add the track or skill to somebody who serves then, or leave it open on purpose\n"
    )
    assert ran.out.endswith("3 regular shifts open; every rule holds for the others\n")
    assert ran.code == 1


def test_who_is_only_away_is_not_missing(tmp_path: Path, run: Run) -> None:
    """A shift that somebody may hold is open for other reasons: no warning."""
    path = schedule(tmp_path, "", "ada")
    text = (tmp_path / "rotation.toml").read_text(encoding="utf-8")
    text = text.replace("leaves = 2027-01-11", "leaves = 2028-01-11")
    (tmp_path / "rotation.toml").write_text(text, encoding="utf-8")
    ran = run("check", tmp_path, path, "--today", "2026-11-27")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.endswith("1 regular shift open; every rule holds for the others\n")
