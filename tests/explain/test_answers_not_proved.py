"""What answers say where the effort ended before they were proved."""

from fractions import Fraction

from rotation.explain.compromises import Compromise, Without
from rotation.explain.differences import Difference, Load, in_words
from rotation.explain.why import Ending, Reason
from rotation.model.fairness import Quantity
from rotation.model.objective import Objective, Sense

GOAL = Objective("spacing", "gap", "shortest gap", Sense.MOST, Fraction(7), Fraction(7), "days")


def difference(after: int, *, proved: bool) -> Difference:
    return Difference(
        "spacing.gap", "shortest gap", "days", Sense.MOST, Fraction(7), Fraction(after), proved
    )


def test_a_compromise_tells_what_is_proved_from_what_is_not_known() -> None:
    """Better ways are lines, worse ones are none, and one without a plan says that."""
    costs = (
        Without("rest", "without rest", difference(14, proved=True)),
        Without("locks", "without locks", difference(9, proved=False)),
        Without("tracks", "without tracks", difference(7, proved=True)),
        Without("overlap", "without overlap", None),
    )
    compromise = Compromise(GOAL, Fraction(21), costs)
    assert compromise.as_dict()["without"] == [
        {"what": "rest", "value": 14, "improvement": 7, "proved": True},
        {"what": "locks", "value": 9, "improvement": 2, "proved": False},
        {"what": "tracks", "value": 7, "improvement": 0, "proved": True},
        {"what": "overlap", "value": None, "improvement": None, "proved": False},
    ]
    head, *lines = compromise.lines()
    assert head.startswith("shortest gap 7, ideally 21")
    assert [line.split(":")[0] for line in lines] == [
        "  without rest",
        "  without locks",
        "  without overlap",
    ]
    assert lines[-1] == "  without overlap: the effort ended before any plan was found"


def test_a_compromise_without_a_way_says_so() -> None:
    """Nothing helps, or nobody knows: these are two sentences."""
    same = (Without("rest", "without rest", difference(7, proved=True)),)
    assert Compromise(GOAL, Fraction(21), same).lines()[1:] == (
        "  no single rule and no goal before it holds it back",
    )
    assert Compromise(GOAL, Fraction(21), (), known=False).lines()[1:] == (
        "  what holds it back is not known: not every goal up to it is proved",
    )


def test_a_reason_says_that_it_is_not_proved() -> None:
    """The line stands last, and only then; one of a load is said in the singular."""

    def lines(proved: bool, after: int = 1) -> tuple[str, ...]:
        effects = (difference(6, proved=proved),)
        loads = (Load("ada", Quantity.SHIFTS, 2, after, Fraction(3, 2)),)
        return Reason("why", "ada", "A-1", Ending.COSTS, effects=effects, loads=loads).lines()

    head, goals, load, *rest = lines(proved=False)
    assert head == "A-1 is ada's because every alternative is worse"
    assert goals == "  goals: shortest gap 7 to 6 days (not proved)"
    assert load.startswith("  ada would carry 1 shift ")
    assert rest == ["  not proved: the effort ended first"]
    assert lines(proved=True) == (head, goals.removesuffix(" (not proved)"), load)
    assert lines(proved=True, after=2)[2].startswith("  ada would carry 2 shifts ")


def test_a_difference_says_that_it_is_not_proved_where_that_matters() -> None:
    """Unless it is asked for without proof."""
    unproved = difference(9, proved=False)
    assert "not proved" in in_words(unproved)
    assert "not proved" not in in_words(unproved, proof=False)
    assert "not proved" not in in_words(difference(9, proved=True))
