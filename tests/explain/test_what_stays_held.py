"""A shift is open because others are held: which of them count, by kind."""

import pytest
from explain_cases import plan_of

from rotation.explain import conflicts
from rotation.model.problem import LockKind, Person
from rotation.model.shifts import Shift, ShiftKind
from rotation.testing import make_lock, make_offer, make_person, make_problem, make_shift

WEEK = make_shift("A-2026-12-07")
SATURDAY, SUNDAY = (
    make_shift(f"A-2026-12-{day}", days=1, kind=ShiftKind.VOLUNTEER, rest_days=0)
    for day in (12, 13)
)


def volunteer(max_shifts: int | None = None) -> Person:
    offer = make_offer("ada", "2026-12-01", "2026-12-31", max_shifts=max_shifts)
    return make_person("ada", offers=[offer])


@pytest.mark.parametrize(
    ("person", "shifts", "missing", "rule"),
    [
        (volunteer(), (WEEK, SATURDAY), SATURDAY, "overlap"),
        (volunteer(1), (SATURDAY, SUNDAY), SUNDAY, "volunteers"),
    ],
)
def test_an_open_volunteer_shift_leaves_the_others_held(
    person: Person, shifts: tuple[Shift, Shift], missing: Shift, rule: str
) -> None:
    """The week that has to be held, and the other volunteer shift, are part of the reason."""
    plan = plan_of(make_problem([person], shifts))
    (kept,) = (shift for shift in shifts if shift is not missing)
    assert dict(plan.roster) == {kept.id: "ada", missing.id: None}
    (conflict,) = conflicts(plan)
    assert conflict.shifts == (missing.id,)
    assert conflict.minimal
    assert [(fact.rule, fact.shifts) for fact in conflict.facts] == [
        ("need", (missing.id,)),
        ("need", (kept.id,)),
        (rule, tuple(shift.id for shift in shifts)),
    ]


def test_a_locked_shift_is_a_reason_of_its_own() -> None:
    """Beside a lock nobody has to say that the locked shift needs somebody."""
    beside = make_shift("B-2026-12-07")
    lock = make_lock(WEEK.id, "ada", LockKind.NOTICE)
    plan = plan_of(make_problem(["ada"], [WEEK, beside], locks=[lock]))
    (conflict,) = conflicts(plan)
    assert [(fact.rule, fact.shifts) for fact in conflict.facts] == [
        ("need", (beside.id,)),
        ("locks", (WEEK.id,)),
        ("overlap", (WEEK.id, beside.id)),
    ]


def test_facts_of_several_people_are_in_order_of_names() -> None:
    """Whatever their ids and lines: who is looked up is looked up by name."""
    people = [
        make_person(person, name=name, tracks=["B"])
        for person, name in (("p1", "Zoe"), ("p2", "Ada"), ("p3", "Mia"))
    ]
    (conflict,) = conflicts(plan_of(make_problem(people, [WEEK])))
    assert conflict.lines()[-1].strip() == (
        "3 do not serve track A: Ada (rotation.toml:101), Mia (rotation.toml:102), "
        "Zoe (rotation.toml:100)"
    )
