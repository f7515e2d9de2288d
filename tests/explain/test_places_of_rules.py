"""Explanations of every rule with settings point to the setting's file and line."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.teams import TRACK, head, person, write_team

import rotation
from rotation.plans.plan import Plan

B = TRACK.replace('"A"', '"B"')
BEFORE = "A-2026-11-30,A,regular,2026-11-30T11:00-05:00,2026-12-07T11:00-05:00,ada\n"
ADA = person("ada", 'tracks = ["A"]')


@dataclass(frozen=True)
class Written:
    """A table, the key that explanations point to, and a team that it leaves with an open shift."""

    table: str
    key: str
    people: str = ADA
    history: str = BEFORE
    time_off: str = ""

    def __str__(self) -> str:
        return self.table.split()[0].strip("[]")


CASES = (
    Written("[[rules.limit]]\nshifts = 1\ndays = 42\n", "shifts"),
    Written("[[rules.weekends]]\nof = 4\nat_most = 1\n", "at_most"),
    Written(
        '[[rules.together]]\ntracks = ["A"]\nskill = "senior"\nat_least = 1\n',
        "at_least",
        ADA + person("ben", 'tracks = ["B"]', 'skills = ["senior"]'),
    ),
    Written(
        '[[rules.apart]]\nengineers = ["ada", "ben"]\n',
        "engineers",
        ADA + person("ben", 'tracks = ["B"]'),
        "B-2026-12-07,B,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ben\n",
    ),
    Written(
        '[[rules.follow]]\nfirst = "A"\nthen = "B"\n',
        "then",
        person("ada"),
        time_off="ada,2026-12-15,2026-12-16,vacation,\n",
    ),
    Written(
        "[time_off]\nbearable_hours = 12\n",
        "bearable_hours",
        history="",
        time_off="ada,2026-12-08,2026-12-09,vacation,\n",
    ),
    Written('[[rules.rest]]\nhours = 11\ntracks = ["A"]\n', "hours"),
)


def planned(folder: Path, case: Written) -> tuple[Plan, int]:
    """Return a plan of one week, and the line of the key."""
    toml = head("min_rest_days = 0") + TRACK + B + case.table + case.people
    rows = {"history": case.history, "time_off": case.time_off}
    team = rotation.load(write_team(folder, toml, **rows))
    plan = team.plan(start=date(2026, 12, 7), end=date(2026, 12, 14), today=date(2026, 12, 1))
    (line,) = [n for n, text in enumerate(toml.splitlines(), 1) if text.startswith(f"{case.key} =")]
    return plan, line


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_explanation_has_the_line_of_the_setting(tmp_path: Path, case: Written) -> None:
    """In why-not, in the conflict, and in what would help."""
    plan, line = planned(tmp_path / "team", case)
    assert "A-2026-12-07" in plan.roster.open_shifts()
    place = f"rotation.toml:{line}"
    why_not = "\n".join(plan.why_not("ada", date(2026, 12, 7), track="A").lines())
    assert place in why_not
    conflicts = [str(fact) for conflict in plan.conflicts() for fact in conflict.facts]
    assert any(place in fact for fact in conflicts)
    changes = [str(fix.change) for answer in plan.fixes() for fix in answer.fixes]
    assert any(place in change for change in changes) or case.key in {"at_least", "then"}
