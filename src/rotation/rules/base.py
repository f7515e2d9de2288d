"""What a rule is: a sentence that holds for every roster, written twice.

`check` judges a finished roster in plain Python; `post` says the same to a model through a `View`,
by a different algorithm. `rotation.testing.assert_rule_agrees` shows that both accept the same
rosters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NewType, Protocol, Unpack

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.source import Source
from rotation.rules.grounds import Fields, Grounds

__all__ = ["Literal", "Rule", "View", "Violation", "tolerated"]

Literal = NewType("Literal", int)
"""A Boolean of the model; opaque to rules and goals."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken by a roster.

    Attributes
    ----------
    rule : str
        Name of the rule.
    text : str
        One sentence for people, without place.
    shifts : tuple of str
        Ids of the shifts of the problem whose holders break it together, by start.
    people : tuple of str
        Ids of the people of the problem who break it: the holders of `shifts`.
    carried : tuple of str
        Ids of the shifts outside the decision that take part, by start.
    sources : tuple of Source
        Where the facts behind it are written.
    during : (datetime.datetime, datetime.datetime) or None
        UTC, half-open: the part of the first of `shifts` that breaks the rule, where it is a part;
        None when it is the shifts as they are.
    grounds : Grounds
        The same as data, from which the rule makes its short words; empty when the rule has none.
    would : str
        The sentence for a roster that is only thought of; empty when `text` fits it as well.
    """

    rule: str
    text: str
    shifts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    sources: tuple[Source, ...] = field(default=(), compare=False)
    during: tuple[datetime, datetime] | None = field(default=None, compare=False)
    grounds: Grounds = field(default=Grounds(), repr=False, compare=False)
    would: str = field(default="", repr=False, compare=False)

    @property
    def supposed(self) -> "Violation":
        """The same of a roster that is only thought of: nobody holds the shift yet."""
        return replace(self, text=self.would or self.text)

    def __str__(self) -> str:
        places = f" ({', '.join(map(str, self.sources))})" if self.sources else ""
        return f"{self.rule}: {self.text}{places}"


class View(Protocol):
    """What a rule or a goal may ask of a model.

    A literal is true when the statement it stands for holds. Locked shifts, and people who cannot
    hold a shift, are ordinary literals here: the model may know their value.

    Each statement says what it rests on, by the fields of `rotation.rules.Fields`: `about`, `kind`,
    `quantities`, `source` and `setting`, from which the rule makes its words, or `because`, a
    finished sentence.
    """

    def works(self, person: str, shift: str) -> Literal:
        """Return the literal "this person holds this shift"."""

    def is_open(self, shift: str) -> Literal:
        """Return the literal "nobody holds this shift"."""

    def negate(self, literal: Literal) -> Literal:
        """Return the opposite literal."""

    def flag(self, name: str) -> Literal:
        """Return a new auxiliary literal; `name` is for people who read the model."""

    def forbid(self, person: str, shift: str, **fields: Unpack[Fields]) -> None:
        """Say that a person cannot hold a shift."""

    def require(self, person: str, shift: str, **fields: Unpack[Fields]) -> None:
        """Say that a person holds a shift."""

    def at_most(self, limit: int, literals: Sequence[Literal], **fields: Unpack[Fields]) -> None:
        """Say that at most `limit` (0 or more) of the literals are true."""

    def at_least(self, limit: int, literals: Sequence[Literal], **fields: Unpack[Fields]) -> None:
        """Say that at least `limit` of the literals are true; with 1 this is a clause."""


class Rule(Protocol):
    """A hard rule.

    Attributes
    ----------
    name : str
        Lower-case identifier, unique.
    title : str
        What must hold, as one clause for people.

    Notes
    -----
    A rule may have more, each used where it is there (docs/extending.md):

    - `traits`, `Traits`: what others need to know about it;
    - `settings`, a class: what `[rules.NAME]` of `rotation.toml` may say (`Declared`);
    - `words(problem, grounds)`, `Words`: how people say its statements;
    - `keeps_off(problem, person, shift)`, `Grounds` or None: what keeps a person off a shift
      whatever else they hold, for rules whose facts do that one by one;
    - `could_break(problem, moves)`, bool: whether shifts that change hands, as a mapping of shift
      to taker, could break it at all;
    - `remedies(case)`, iterable of `Remedy`: what a person could change about a fact;
    - `waived(problem, person, shift)`, `Waiver`: how a manager who covers a shift is excused;
    - `lifted(problem)`, `Problem`: the problem to which it does not apply, for rules about who
      people are;
    - `eased(problem)`, iterable of `Eased`: milder forms.
    """

    name: str
    title: str

    def check(self, problem: Problem, roster: Roster) -> Iterable[Violation]:
        """Yield every way the roster breaks the rule, in order of time."""

    def post(self, problem: Problem, view: View) -> None:
        """Say the rule to a model.

        Whatever only locked shifts and facts outside the decision break together is not stated:
        it cannot be fixed by planning, and `tolerated` reports it.
        """


def tolerated(problem: Problem, violation: Violation) -> bool:
    """Tell whether a violation lies wholly among shifts that were settled before planning.

    Every shift of it is then locked to one of its people. Pins are the user's own words of today,
    so a violation with a pin is never tolerated; nor is one of a lock itself, whose engineer is
    not among the people who break it.
    """
    locks = [problem.locks.get(shift) for shift in violation.shifts]
    return bool(locks) and all(
        lock is not None and lock.kind is not LockKind.PIN and lock.engineer in violation.people
        for lock in locks
    )
