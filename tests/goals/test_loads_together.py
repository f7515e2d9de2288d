"""Loads of people in several teams that count together: by hand, and in every place."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.teams import TRACK, head, person, write_files

import rotation
from rotation.api import load_alone
from rotation.goals import named
from rotation.model.fairness import Quantity, fair_shares
from rotation.model.settings import RotationData
from rotation.plans.input_digest import input_digest

TODAY = date(2026, 6, 1)
SPAN: dict[str, Any] = {"today": TODAY, "start": date(2026, 7, 6), "weeks": 9}
ADA = person("ada", 'email = "ada@a.example"')
WEEKS = TRACK.replace("11:00", "00:00")
ABLE = "min_rest_days = 0"
BEFORE = date(2026, 3, 2)


def worked(*holders: str) -> str:
    """Return a history of weeks from a Monday in March on."""
    days = [BEFORE + timedelta(weeks=number) for number in range(len(holders) + 1)]
    rows = (
        f"A-{day},A,regular,{day}T00:00Z,{after}T00:00Z,{who}\n"
        for day, after, who in zip(days, days[1:], holders, strict=False)
    )
    return "shift,track,kind,start,end,engineer\n" + "".join(rows)


HISTORY = worked(*["byron"] * 6, "dan", "dan", "eve")


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """Return one of two teams that share Ada, who has carried too much in the other one."""
    files = '[files]\nhistory = "history.csv"\n'
    web, search = (head(ABLE, name=name, timezone="UTC") for name in ("Web", "Search"))
    byron = person("byron", 'aliases = ["ADA@a.example"]')
    write_files(tmp_path, {"fleet.toml": 'loads = "together"\n'})
    write_files(
        tmp_path / "web", {"rotation.toml": web + WEEKS + ADA + person("ben") + person("cai")}
    )
    toml = search + files + WEEKS + byron + person("dan") + person("eve")
    write_files(tmp_path / "search", {"rotation.toml": toml, "history.csv": HISTORY})
    return tmp_path / "web"


def shares(folder: Path) -> dict[str, Fraction]:
    problem = rotation.load(folder, today=TODAY).problem(**SPAN)
    return dict(fair_shares(problem, Quantity.SHIFTS))


def test_the_example_of_the_docs_from_files_to_a_plan(web: Path) -> None:
    """Six of nine in a team of three are three ahead: one here, and four for the others (F30)."""
    assert shares(web) == {"ada": 0, "ben": 3, "cai": 3}
    team = rotation.load(web, today=TODAY)
    plan = team.plan(**SPAN, effort=1)
    assert plan.ledger().to_wide()["shifts"].to_dict() == {"ada": 1, "ben": 4, "cai": 4}
    (reached,) = (objective for objective in plan.objectives if objective.name == "shifts")
    assert (reached.value, reached.proved) == (3, True)
    # The ledger of a plan is that of the same window with the plan as a draft (F46).
    assert team.ledger(draft=plan).lines == plan.ledger().lines
    assert not team.check(plan, today=TODAY)
    assert "fair share 0" in plan.files()["report.html"].decode()


def test_apart_changes_nothing(web: Path) -> None:
    """Neither the shares nor the digest of the input, so bytes are as without a fleet (F33)."""
    (web.parent / "fleet.toml").write_text("", encoding="utf-8")
    assert shares(web) == {"ada": 3, "ben": 3, "cai": 3}
    apart = rotation.load(web, today=TODAY)
    assert apart.beside == ()
    assert apart.amended(elsewhere=()) == load_alone(web, today=TODAY)
    assert input_digest(apart.amended(elsewhere=())) == input_digest(load_alone(web, today=TODAY))


def test_who_is_behind_elsewhere_gets_more_here(web: Path) -> None:
    """The other way round: nothing in nine weeks is three behind."""
    history = worked(*["dan"] * 5, *["eve"] * 4)
    (web.parent / "search/history.csv").write_text(history, encoding="utf-8")
    assert shares(web) == {"ada": 6, "ben": 3, "cai": 3}


def test_the_same_window_counts_in_the_other_team(web: Path) -> None:
    """What ended before it is forgotten there, too (F31)."""
    toml = web / "rotation.toml"
    days = (date(2026, 7, 6) - BEFORE).days
    for least, ada in ((days, 0), (days - 7 * 6, Fraction(4))):
        text = toml.read_text(encoding="utf-8").replace(ABLE, f"{ABLE}\nhistory_days = {least}")
        copy = web.parent / f"web{least}"
        write_files(copy, {"rotation.toml": text})
        assert shares(copy)["ada"] == ada


def test_differences_are_hundredths(web: Path) -> None:
    """A third too much is 0.33 (F32)."""
    history = worked("byron", "byron", "dan", "eve")
    (web.parent / "search/history.csv").write_text(history, encoding="utf-8")
    assert shares(web)["ada"] == 3 - Fraction(67, 100)


def test_what_changes_in_the_other_team_changes_the_input(web: Path) -> None:
    """So a plan that is out of date is known to be so; equal inputs are equal."""
    first, second = (rotation.load(web, today=TODAY) for _ in range(2))
    assert first == second
    assert input_digest(first) == input_digest(second)
    history = worked(*["byron"] * 5, "dan", "dan", "eve", "eve")
    (web.parent / "search/history.csv").write_text(history, encoding="utf-8")
    changed = rotation.load(web, today=TODAY)
    assert changed != first
    assert input_digest(changed) != input_digest(first)
    kept = changed.replace(name="Web shop")
    assert isinstance(kept, RotationData)
    assert kept.beside == changed.beside


def test_every_goal_that_levels_them_counts_together(web: Path) -> None:
    """Rest days and holidays as well; volunteer days are shared by each team (F33)."""
    problem = rotation.load(web, today=TODAY).problem(**SPAN)
    ada = problem.person("ada").beside
    assert (ada.shifts, ada.rest_days, ada.volunteer_days) == (3, 6, 0)
    for goal in named(["shifts", "rest_days"]):
        (target,) = goal.post(problem, None)  # type: ignore[arg-type]
        assert target.share["ada"] == 0  # type: ignore[union-attr]
