"""Problems of others, through the public interface: instances of their kind, made here."""

from datetime import date
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest
from benchmarks.published import on_call, second_line
from benchmarks.published.drawn import drawn
from benchmarks.published.on_call import OnCall
from benchmarks.published.on_call_rules import Balance, NoRuns
from benchmarks.published.planned import planned_file, planned_on_call, planned_second_line
from benchmarks.published.second_line import SHADOW, Member, MostUsed, SecondLine, TeamsApart

from rotation.model.problem import LockKind
from rotation.testing import (
    assert_goal_agrees,
    assert_rule_agrees,
    make_lock,
    make_person,
    make_problem,
    make_shift,
)

DATA = """
num_staff = 3; work_load = [100, 50, 100];
num_days = 7;\t% was 9
unavailable = [ {1, 7}, {2, 2}, {} ];
fixed = [ {}, {}, {1, 2} ];
weekend_offset = 2; adj_days_str = 1; wed_before_weekend_str = 2;
"""


def least(instance: OnCall) -> int | None:
    """Return the least objective of all rosters, by the words of the published model."""
    turns = range(instance.turns)
    weekends = [t for t in turns if t % 5 == instance.first_weekend]
    fixed = {t - 1 for held in instance.fixed for t in held}
    best: int | None = None
    for row in product(range(len(instance.loads)), repeat=instance.turns):
        if any(row[t - 1] == p for p, away in enumerate(instance.away) for t in away):
            continue
        if any(row[t - 1] != p for p, held in enumerate(instance.fixed) for t in held):
            continue
        groups = [(t, t + 1, t + 2) for t in turns[:-2]]
        groups += list(pairwise(weekends))
        if any(len({row[t] for t in g}) == 1 and not fixed.issuperset(g) for g in groups):
            continue
        near = [[t for t in (w - 1, w, w + 1) if t in turns] for w in weekends]
        if any(
            [row[t] for t in g].count(row[w]) > 1 and not fixed.issuperset(g)
            for w, g in zip(weekends, near, strict=True)
        ):
            continue
        cost = instance.adjacent * sum(row[t] == row[t + 1] for t in turns[:-2])
        cost += instance.wednesday * sum(row[w] == row[w - 2] for w in weekends if w >= 2)
        for days in (weekends, [t for t in turns if t not in weekends]):
            held = [sum(row[t] == p for t in days) for p in range(len(instance.loads))]
            pairs = combinations(range(len(held)), 2)
            load = instance.loads
            cost += max(-(-abs(load[a] * held[b] - load[b] * held[a]) // 100) for a, b in pairs)
        best = cost if best is None else min(best, cost)
    return best


@pytest.mark.parametrize("seed", range(8))
def test_on_call_rosters_are_the_best_of_all(seed: int) -> None:
    """Three people and seven turns: the proved plan has the least objective of 2187 rosters."""
    instance = drawn(seed)
    best = least(instance)
    done = planned_on_call(instance)
    complete = not done.plan.roster.open_shifts()
    assert complete is (best is not None)
    assert done.plan.proved
    assert best is None or done.objective == best


def test_a_data_file_is_read(tmp_path: Path) -> None:
    """Comments, doubled days and sets without a day; the plan of a file is that of its instance."""
    (tmp_path / "3s-7d.dzn").write_text(DATA, encoding="utf-8")
    instance = on_call.read(tmp_path / "3s-7d.dzn")
    away, fixed = ((1, 7), (2,), ()), ((), (), (1, 2))
    assert instance == OnCall((100, 50, 100), 7, 2, away, fixed, 1, 2)
    assert [instance.day(turn).strftime("%a") for turn in (1, 2, 3, 4)] == [
        *("Wed", "Thu", "Fri", "Mon")
    ]
    assert planned_file(tmp_path / "3s-7d.dzn").name == "3s-7d.dzn"
    (tmp_path / "short.dzn").write_text("num_days = 3;", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks work_load"):
        on_call.read(tmp_path / "short.dzn")


@pytest.mark.parametrize("pinned", [(), (1, 2), (1, 2, 3)])
def test_rules_and_goal_of_the_rostering_agree(pinned: tuple[int, ...]) -> None:
    """Both halves of each mean the same, around a weekend, whatever is fixed."""
    instance = OnCall((100, 50), 5, 2, ((), ()), ((), ()), 1, 2)
    days = [instance.day(turn) for turn in range(1, 6)]
    shifts = [make_shift(f"call-{day}", days=1, rest_days=0) for day in days]
    locks = [make_lock(shifts[turn].id, "p01", LockKind.PIN) for turn in pinned]
    people = [make_person(person, tracks=("call",)) for person in instance.people]
    problem = make_problem(people, shifts, locks=locks)
    assert_rule_agrees(NoRuns(), problem)
    assert assert_goal_agrees(Balance(instance), problem, [NoRuns()])


def a_rota() -> SecondLine:
    """Return two weeks of eight teams, each with two people and a shadow, and somebody idle."""
    every = tuple(role for role in second_line.ROLES if role != SHADOW)
    members = [
        Member(team, every if number < 2 else (SHADOW,), (number + 1,))
        for team in "abcdefgh"
        for number in range(3)
    ]
    return SecondLine((*members, Member("i", ())), 2)


def test_a_rota_uses_as_many_people_as_there_are_turns() -> None:
    """Seven roles for two weeks are fourteen people, since nobody serves in weeks that touch."""
    done = planned_second_line(a_rota())
    held = list(done.plan.roster.values())
    assert done.plan.proved
    assert done.objective == 1402
    assert len(set(held)) == 14
    assert not {None, "p25"}.intersection(held)


def test_rules_and_goal_of_the_rota_agree() -> None:
    """Both halves of each mean the same, in one week and in two that touch."""
    instance = SecondLine((Member("a", ()), Member("a", ()), Member("b", ())))
    names = ("primary-2027-01-04", "shadow-2027-01-04", "secondary-2027-01-11")
    people = [make_person(p, tracks=("primary", "secondary", SHADOW)) for p in instance.people]
    problem = make_problem(people, [make_shift(name, rest_days=0) for name in names])
    assert assert_rule_agrees(TeamsApart(instance), problem) < 4**3
    assert assert_goal_agrees(MostUsed(), problem, [])


def test_people_of_a_rota_are_read(tmp_path: Path) -> None:
    """Teams in any letter case, yes in several words, and weeks in one cell."""
    columns = ["name", "team", *second_line.COLUMNS.values(), "forbidden_weeks"]
    rows = [columns, ["Jo", " Search", *["yes", "1", "no", "0", "yes", "no", "no"], '"1,12"']]
    text = "\n".join(",".join(row) for row in rows)
    (tmp_path / "people.csv").write_text(text + "\n", encoding="utf-8")
    instance = second_line.read(tmp_path / "people.csv")
    assert instance.members == (
        Member("search", ("primary", "secondary", "secondary_standby"), (1, 12)),
    )
    assert instance.last == date(2027, 3, 29)
