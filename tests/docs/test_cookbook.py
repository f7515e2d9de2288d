"""Each recipe of the cookbook describes a team that can be planned."""

import re
from datetime import date
from pathlib import Path

import pytest
from doc_pages import PAGES, fenced

import rotation

BASE = """[rotation]
name = "Team"
calendar_id = "team"
timezone = "Europe/Berlin"

"""
TWO_TRACKS = """[[track]]
name = "primary"
handover = "Tue 10:00"

[[track]]
name = "secondary"
handover = "Tue 10:00"

"""
PEOPLE = ("Ada Lovelace", "Ben Okri", "Cleo Marsh", "Dora Winter", "Emil Sand", "Fay Young")
SKILLS = 'skills = ["database", "senior"]\n'


def whole(recipe: str) -> str:
    """Return a configuration around the lines of a recipe, with whom it does not name."""
    text = recipe if "[rotation]" in recipe else BASE + recipe
    if "[[track]]" not in text or 'name = "shadow"' in text:
        text += "\n" + TWO_TRACKS
    for name in PEOPLE:
        if name not in recipe:
            text += f'\n[[engineer]]\nname = "{name}"\njoined = 2020-01-01\n'
            text += SKILLS if "skill" in recipe or "needs" in recipe else ""
    return text


@pytest.mark.parametrize("number", range(len(fenced(PAGES["docs/cookbook.md"], "toml"))))
def test_a_recipe_makes_a_plan(tmp_path: Path, number: int) -> None:
    """Its lines are read without a fault, and a fortnight of it keeps every rule."""
    recipe = fenced(PAGES["docs/cookbook.md"], "toml")[number]
    (tmp_path / "rotation.toml").write_text(whole(recipe), encoding="utf-8")
    team = rotation.load(tmp_path, today=date(2027, 5, 1))
    plan = team.plan(start=date(2027, 5, 24), end=date(2027, 6, 7), today=date(2027, 5, 1))
    assert [shift for shift in plan.problem.shifts if shift.regular]
    assert rotation.check(team, plan, today=date(2027, 5, 1)) == []


def test_the_table_names_every_recipe() -> None:
    """Each heading has its line in the table at the top, in the order of the page."""
    text = PAGES["docs/cookbook.md"].read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert re.findall(r"^\| .* \| \[(.*)\]\(#.*\) \|$", text, re.MULTILINE) == headings
