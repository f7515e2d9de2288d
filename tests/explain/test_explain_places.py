import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import rotation
from rotation.cli.notes import explained_notes
from rotation.explain import Proof
from rotation.plans.plan import Plan

ARTSY = Path(__file__).parents[2] / "examples" / "artsy"
PLACE = re.compile(r"\(([\w./-]+):(\d+)\)")


def offsite(folder: Path, *, order: str = "") -> Plan:
    """Plan four weeks of the example team with everybody away on one Tuesday."""
    shutil.copytree(ARTSY, folder)
    team = rotation.load(folder)
    away = [f"{e.id},2027-02-16,2027-02-16,vacation,Offsite {e.id}\n" for e in team.engineers]
    times = folder / "time_off.csv"
    times.write_text(times.read_text("utf-8").rstrip("\n") + "\n" + "".join(away), "utf-8")
    if order:
        config = folder / "rotation.toml"
        config.write_text(f"{config.read_text('utf-8')}\n[goals]\norder = [{order}]\n", "utf-8")
    return rotation.load(folder).plan(
        start=date(2027, 2, 1), end=date(2027, 3, 1), today=date(2026, 11, 23)
    )


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Plan it with the team's own order of goals."""
    return offsite(tmp_path_factory.mktemp("team") / "artsy")


def test_every_fact_and_every_change_names_a_line_that_is_there(plan: Plan) -> None:
    """Facts of a conflict and changes that fix it end with a file and a line of the input."""
    open_conflicts = plan.conflicts()
    assert {shift for c in open_conflicts for shift in c.shifts} == set(plan.roster.open_shifts())
    assert all(c.proof is Proof.IMPOSSIBLE for c in open_conflicts)
    texts = [str(fact) for conflict in open_conflicts for fact in conflict.facts]
    texts += [str(fix.change) for answer in plan.fixes() for fix in answer.fixes]
    assert len(texts) > len(plan.problem.people)
    for sentence in texts:
        places = PLACE.findall(sentence)
        assert places, sentence
        for name, line in places:
            lines = (ARTSY / name).read_text("utf-8").splitlines()
            # The Tuesday's absences are written below those of the example.
            more = len(plan.rotation.engineers) if name == "time_off.csv" else 0
            assert 1 <= int(line) <= len(lines) + more, sentence


def test_the_absences_that_are_named_are_those_of_the_day(plan: Plan) -> None:
    """Whoever is told as away has the line of their own absence."""
    first = len((ARTSY / "time_off.csv").read_text("utf-8").splitlines()) + 1
    ids = [engineer.id for engineer in plan.rotation.engineers]
    for conflict in plan.conflicts():
        for fact in conflict.facts:
            if fact.rule == "time_off" and "2027-02-16" in fact.text:
                assert fact.source is not None
                assert ids[fact.source.line - first] == fact.people[0]


def test_a_plan_names_the_cheapest_change_unasked(plan: Plan) -> None:
    """Under a plan each conflict of regular shifts has one change that fills it, with its line."""
    (lines,) = [n.lines for n in explained_notes(plan) if n.title.startswith("Open regular")]
    opened = {opening.shift.id for opening in plan.open_regular}
    changes = [line for line in lines if line.startswith("to fill ")]
    assert {line.split(": ")[0].removeprefix("to fill ") for line in changes} <= opened
    assert len(changes) == len(plan.conflicts())
    for line in changes:
        assert PLACE.search(line), line
        assert f"open regular shifts {len(opened)} to {len(opened) - 1}" in line


def test_the_order_of_the_configuration_is_kept_by_every_answer(tmp_path: Path) -> None:
    """With holidays before shifts, plans, prices of changes and other orders follow that order."""
    names = ("open", "holidays", "shifts")
    plan = offsite(tmp_path / "artsy", order=", ".join(f'"{name}"' for name in names))
    assert tuple(goal.name for goal in plan.goals) == names
    tiers = [objective.name for objective in plan.objectives]
    assert tiers.index("holidays") < tiers.index("shifts")
    for answer in plan.fixes():
        prices = []
        for fix in answer.fixes:
            assert [effect.name for effect in fix.effects] == tiers
            prices.append([effect.worse for effect in fix.effects])
        assert prices == sorted(prices)
    for order in plan.orders():
        assert order.goals == ("open", "shifts", "holidays")
        assert [effect.name for effect in order.effects] == tiers
