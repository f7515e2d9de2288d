"""What is recorded, and what becomes of it in a model."""

from hypothesis import given, settings

from rotation.model.problem import Problem
from rotation.rules import DEFAULT_RULES
from rotation.rules.base import Literal
from rotation.solve.model import Model
from rotation.statements.view import ModelView
from rotation.testing import make_problem, make_shift, tiny_problems


def week() -> Problem:
    return make_problem(["ada", "ben"], [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")])


def test_literals_are_told_apart_and_read_back() -> None:
    """Every statement has its own literal, and a works literal names its person and shift."""
    problem = week()
    view = ModelView(problem)
    works = [view.works(p.id, s.id) for p in problem.people for s in problem.shifts]
    opens = [view.is_open(s.id) for s in problem.shifts]
    flags = [view.flag("one"), view.flag("two")]
    assert len({*works, *opens, *flags}) == len(works) + len(opens) + len(flags)
    assert view.pair(works[0]) == ("ada", "A-2026-12-07")
    assert view.pair(works[-1]) == ("ben", "A-2026-12-14")
    assert {view.pair(x) for x in (*opens, *flags, view.negate(works[0]))} == {None}


def test_owned_wants_one_person_and_nothing_else() -> None:
    """Only literals about one person's shifts have an owner."""
    view = ModelView(week())
    first, second = view.works("ada", "A-2026-12-07"), view.works("ada", "A-2026-12-14")
    other = view.works("ben", "A-2026-12-07")
    assert view.owned([first, second]) == ("ada", {"A-2026-12-07", "A-2026-12-14"})
    last = view.works("ben", "A-2026-12-14")
    assert view.owned([last, other]) == ("ben", {"A-2026-12-07", "A-2026-12-14"})
    mixed = [[first, other], [view.is_open("A-2026-12-07")], [view.negate(first)], []]
    assert [view.owned(literals) for literals in mixed] == [None] * 4
    assert view.owned([first, Literal(-first)]) is None


@settings(deadline=None, derandomize=True, max_examples=40)
@given(tiny_problems())
def test_a_forbidden_person_is_no_variable(problem: Problem) -> None:
    """Whoever is kept off a shift is not a candidate, whatever order the rules came in."""
    for rules in (DEFAULT_RULES, DEFAULT_RULES[::-1]):
        view = ModelView(problem)
        for rule in rules:
            rule.post(problem, view)
        model = Model(view)
        for person, shift in view.forbidden:
            assert model.known_false(view.works(person, shift))
            assert person not in view.candidates()[shift]


def test_flags_come_back_in_the_order_of_their_making() -> None:
    """Each with its literal and its name; what is about people and open shifts is none."""
    view = ModelView(week())
    assert list(view.named_flags()) == []
    flags = [view.flag("one"), view.flag("two")]
    assert list(view.named_flags()) == list(zip(flags, ("one", "two"), strict=True))
    others = [view.works("ada", "A-2026-12-07"), view.is_open("A-2026-12-14")]
    assert [view.is_flag(literal) for literal in (*others, *flags)] == [False, False, True, True]
    assert view.is_flag(view.negate(flags[0]))
