"""What a question adds to a problem, as rules and a goal: each written twice, like all others."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from rotation.goals.base import Few, Target, Tier
from rotation.model.by_value import ByValue
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import View, Violation

__all__ = ["Assigned", "Filled", "KeptOff", "Stay"]


class Assigned(ByValue):
    """One person holds one shift.

    Parameters
    ----------
    person, shift : str
        Ids.
    because : str
        The sentence behind it.
    implied : collection of (str, str), optional
        Person and shift ids that other rules exclude then; known in advance, they tighten the
        bounds of a plan. `check` leaves them to those rules.
    """

    name = "asked"
    title = "a person holds the shift in question"

    def __init__(
        self, person: str, shift: str, because: str, implied: Collection[tuple[str, str]] = ()
    ) -> None:
        self.person, self.shift, self.because = person, shift, because
        self.implied = tuple(implied)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield the shift when somebody else holds it, or nobody."""
        del problem
        if roster.get(self.shift) != self.person:
            yield Violation(self.name, f"not kept: {self.because}", (self.shift,))

    def post(self, problem: Problem, view: View) -> None:
        """Require it."""
        del problem
        view.require(self.person, self.shift, because=self.because)
        for person, shift in self.implied:
            view.forbid(person, shift, because=self.because)


class Filled(ByValue):
    """Somebody holds one shift.

    Parameters
    ----------
    shift : str
        Id.
    """

    name = "filled"
    title = "somebody holds the shift in question"

    def __init__(self, shift: str) -> None:
        self.shift = shift

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield the shift when it is open."""
        del problem
        if roster.get(self.shift) is None:
            yield Violation(self.name, f"{self.shift} is open", (self.shift,))

    def post(self, problem: Problem, view: View) -> None:
        """Say that it is not open."""
        del problem
        view.at_most(0, [view.is_open(self.shift)], because=f"{self.shift} needs somebody")


class KeptOff(ByValue):
    """One person holds none of some shifts.

    Parameters
    ----------
    person : str
        Id.
    shifts : collection of str
        Ids.
    because : str
        The sentence behind it.
    """

    name = "kept_off"
    title = "a person does not hold the shifts in question"

    def __init__(self, person: str, shifts: Collection[str], because: str) -> None:
        self.person, self.shifts, self.because = person, tuple(shifts), because

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every such shift that the person holds."""
        del problem
        for shift in self.shifts:
            if roster.get(shift) == self.person:
                text = f"not kept: {self.because}"
                yield Violation(self.name, text, (shift,), (self.person,))

    def post(self, problem: Problem, view: View) -> None:
        """Forbid them."""
        del problem
        for shift in self.shifts:
            view.forbid(self.person, shift, because=self.because)


class Stay(ByValue):
    """As few shifts as possible with another holder than in a roster.

    Parameters
    ----------
    roster : Roster
        The roster to stay close to.
    """

    name = "moves"
    title = "few shifts with another holder"
    tiers: tuple[Tier, ...] = (Tier("", "shifts with another holder", "shifts", patience=0.1),)

    def __init__(self, roster: Roster) -> None:
        self.roster = roster

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the shifts with another holder."""
        return [Fraction(sum(roster[s.id] != self.roster[s.id] for s in problem.shifts))]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Subtract one for every shift that keeps its holder."""
        terms = []
        for shift in problem.shifts:
            holder = self.roster[shift.id]
            stays = view.is_open(shift.id) if holder is None else view.works(holder, shift.id)
            terms.append((-1, stays))
        return [Few(tuple(terms), len(terms))]
