"""Who is listed because no shift fits the own hours (H69)."""

from datetime import date
from pathlib import Path

import pytest
from tests.teams import head, person, write_files

import rotation

EVENINGS = 'available = ["Mon-Fri 18:00-24:00"]'
DAY = '[[track]]\nname = "A"\nhandover = "09:00"\nwindows = ["09:00-17:00"]\n'
LATE = '[[track]]\nname = "B"\nhandover = "17:00"\nwindows = ["Wed 18:00-22:00"]\n'


def remarks(folder: Path, *parts: str, today: date | None = date(2026, 12, 1)) -> list[str]:
    files = {"rotation.toml": head() + "".join(parts)}
    return [
        str(remark) for remark in rotation.load(write_files(folder, files), today=today).remarks
    ]


def test_a_track_that_fits_is_enough(tmp_path: Path) -> None:
    """One Wednesday evening a week is a shift that somebody may hold."""
    assert remarks(tmp_path, DAY, LATE, person("ada", EVENINGS)) == []
    (only,) = remarks(tmp_path, DAY, LATE, person("ada", EVENINGS, 'tracks = ["A"]'), person("ben"))
    assert only == (
        "rotation.toml:16: engineer.available: Ada is available Mon-Fri 18:00-24:00 only, and no "
        "shift of A fits; give longer hours, or other `tracks`"
    )


def test_a_fitting_shift_may_come_late_in_the_year(tmp_path: Path) -> None:
    """The track begins in half a year, and has its hours from then on."""
    late = LATE + "first_day = 2027-06-01\n"
    assert remarks(tmp_path, DAY, late, person("ada", EVENINGS)) == []


def test_skills_decide_what_is_looked_at(tmp_path: Path) -> None:
    """The evenings need a skill of somebody else, so nothing is left for Ada."""
    needs = LATE + 'needs = ["x"]\n'
    (only,) = remarks(
        tmp_path, DAY, needs, person("ada", EVENINGS), person("ben", 'skills = ["x"]')
    )
    assert "no shift of A fits" in only


@pytest.mark.parametrize(("leaves", "number"), [("2026-11-01", 0), ("2027-11-01", 1)])
def test_whoever_left_is_not_listed(tmp_path: Path, leaves: str, number: int) -> None:
    """Their hours matter to nobody any more."""
    ada = person("ada", EVENINGS, f"leaves = {leaves}")
    assert len(remarks(tmp_path, DAY, ada, person("ben"))) == number


def test_without_a_day_the_end_of_history_counts(tmp_path: Path) -> None:
    """In Python nobody need say what day it is."""
    assert len(remarks(tmp_path, DAY, person("ada", EVENINGS), today=None)) == 1
