from collections.abc import Iterator

from rotation.checks.open_shifts import openings
from rotation.model.problem import BlockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.rules import DEFAULT_RULES, Grounds, View, Violation, Words, personal
from rotation.testing import make_block, make_offer, make_person, make_problem, make_shift

OPEN = make_shift("A-2026-11-09")
BEFORE = make_shift("A-2026-11-02")
BESIDE = make_shift("B-2026-11-11")


def away(kind: BlockKind = BlockKind.TIME_OFF) -> Person:
    """Return Ada with a block over the open shift."""
    block = make_block("2026-11-10", "2026-11-11", "away", kind=kind)
    return make_person("ada", blocks=[block])


def reasons(problem: Problem, **held: str) -> dict[str, tuple[str, ...]]:
    """Return the reasons of the only open shift; the others' holders are given by track."""
    holders = {shift.id: held.get(shift.track) for shift in problem.shifts}
    (opening,) = openings(problem, Roster(holders), DEFAULT_RULES)
    return dict(opening.reasons)


def of_ada(person: Person) -> str:
    """Return why Ada, alone, could not take the open shift."""
    (reason,) = reasons(make_problem([person], [OPEN]))
    return reason


def test_blocks_are_reasons() -> None:
    """Time off, the first days and the leaving are told apart."""
    assert of_ada(away()) == "away"
    assert of_ada(away(BlockKind.GRACE)) == "not serving yet"
    assert of_ada(away(BlockKind.GONE)) == "has left"


def test_a_track_is_a_reason() -> None:
    """Who does not serve the track is told so."""
    assert of_ada(make_person("ada", tracks=["B"])) == "not on track A"


def test_offers_are_reasons() -> None:
    """Of a volunteer shift: who did not offer, offered other days, or offered fewer."""
    first = make_shift("A-2026-12-25", days=2, kind=ShiftKind.VOLUNTEER)
    second = make_shift("B-2026-12-27", days=2, kind=ShiftKind.VOLUNTEER)
    both = ("2026-12-25", "2026-12-29")
    people = [
        make_person("ada"),
        make_person("bela", offers=[make_offer("bela", "2026-12-27", "2026-12-29")]),
        make_person("cleo", offers=[make_offer("cleo", *both, max_shifts=1)]),
    ]

    assert reasons(make_problem(people, [first, second]), B="cleo") == {
        "did not volunteer": ("ada",),
        "volunteered for other days": ("bela",),
        "volunteered for fewer shifts": ("cleo",),
    }


def test_other_shifts_are_reasons() -> None:
    """Who is on call at the time, too shortly before, or free is told so, most people first."""
    problem = make_problem(["ada", "bela", "cleo", "dora"], [OPEN, BESIDE])

    assert reasons(problem, B="bela") == {
        "free, but needed elsewhere in the plan": ("ada", "cleo", "dora"),
        "on call elsewhere at the time": ("bela",),
    }
    by_text = reasons(make_problem(["ada"], [OPEN, make_shift("B-2026-11-18")]), B="ada")
    assert by_text == {"on call less than 7 days before or after": ("ada",)}


def test_newcomers_are_a_reason() -> None:
    """A newcomer is kept off where another newcomer is on call."""
    new = [make_person(name, new_until="2027-01-01") for name in ("ada", "bela")]
    problem = make_problem(new, [OPEN, BESIDE])

    assert reasons(problem, B="bela")["would be on with another newcomer"] == ("ada",)


def test_everybody_has_one_reason() -> None:
    """Somebody with several reasons stands under the first alone; the sentence counts people."""
    people = [away(), make_person("bela", tracks=["B"], blocks=away().blocks), make_person("cleo")]
    problem = make_problem(people, [OPEN, BESIDE])
    holders = {OPEN.id: None, BESIDE.id: "cleo"}

    (opening,) = openings(problem, Roster(holders), DEFAULT_RULES)

    assert opening.reasons == (
        ("away", ("ada", "bela")),
        ("on call elsewhere at the time", ("cleo",)),
    )
    assert opening.text == "no one available: 2 away, 1 on call elsewhere at the time"


class Never:
    """A rule from outside that keeps everybody off track A."""

    name = "never"
    title = "nobody is on track A"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every held shift of track A."""
        for shift in problem.shifts:
            if shift.track == "A" and roster[shift.id] is not None:
                yield Violation("never", "held", (shift.id,), (str(roster[shift.id]),))

    def post(self, problem: Problem, view: View) -> None:
        """Say nothing: no solver is asked here."""


def test_a_rule_from_outside_is_a_reason_by_name() -> None:
    """What a rule of the user's own forbids is told with its name."""
    problem = make_problem(["ada"], [OPEN])

    (opening,) = openings(problem, Roster({OPEN.id: None}), [*DEFAULT_RULES, Never()])

    assert opening.reasons == (("kept off by never", ("ada",)),)


def test_held_shifts_have_no_opening() -> None:
    """Only open shifts are explained, by time."""
    problem = make_problem(["ada", "bela"], [OPEN, BEFORE, BESIDE])
    holders = {OPEN.id: None, BEFORE.id: None, BESIDE.id: "ada"}

    open_shifts = openings(problem, Roster(holders), DEFAULT_RULES)

    assert [opening.shift.id for opening in open_shifts] == [BEFORE.id, OPEN.id]


class NobodyAtAll:
    """A rule with words, whose violations have no grounds, as those of older rules."""

    name, title = "nobody", "nobody is on call"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Find every shift that is held."""
        for shift in problem.shifts:
            if roster[shift.id] is not None:
                yield Violation(self.name, "somebody is on call", (shift.id,))

    def post(self, problem: Problem, view: View) -> None:
        """State nothing: this plan is made by hand."""

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return words about one person."""
        return personal(problem, grounds, "is never on call", "never on call")


def test_a_violation_without_grounds_is_quoted() -> None:
    """A rule makes no words of nothing."""
    roster = Roster({OPEN.id: None})
    (opening,) = openings(make_problem(["ada"], [OPEN]), roster, [NobodyAtAll()])
    assert opening.reasons == (("kept off by nobody", ("ada",)),)
