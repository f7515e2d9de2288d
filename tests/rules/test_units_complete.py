import re
from pathlib import Path

import pytest

from rotation.goals import DEFAULT_GOALS
from rotation.model.settings import DEFAULT_GOALS as DEFAULT_ORDER
from rotation.rules import DEFAULT_RULES

ROOT = Path(__file__).parents[2]
UNITS: list[tuple[str, str, type]] = [("rule", r.name, type(r)) for r in DEFAULT_RULES]
UNITS += [("goal", g.name, type(g)) for g in DEFAULT_GOALS]


@pytest.mark.parametrize(
    ("kind", "name", "unit"), UNITS, ids=lambda value: getattr(value, "__name__", value)
)
def test_each_unit_has_file_tests_and_an_entry(kind: str, name: str, unit: type) -> None:
    """Each rule and goal has a file of its own, a test file, and an entry in docs/rules.md."""
    assert unit.__module__ == f"rotation.{kind}s.{name}"
    lacking = [
        str(path.relative_to(ROOT))
        for path in (
            ROOT / "src" / "rotation" / f"{kind}s" / f"{name}.py",
            ROOT / "tests" / f"{kind}s" / f"test_{kind}_{name}.py",
            ROOT / "docs" / "rules.md",
        )
        if not path.is_file()
    ]
    assert not lacking, f"{kind} {name} lacks {', '.join(lacking)}"
    number = kind[0].upper() + r"\d+"
    entry = rf"^- \*\*{number} `{name}`\*\* "
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    entries = re.findall(entry, text, flags=re.MULTILINE)
    assert len(entries) == 1, f"docs/rules.md has {len(entries)} entries for the {kind} {name}"


def test_the_goals_are_the_default_order() -> None:
    """The objects of the default list are those the default settings name, in that order."""
    assert tuple(goal.name for goal in DEFAULT_GOALS) == DEFAULT_ORDER
