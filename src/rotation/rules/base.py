"""What a rule is: a sentence that holds for every roster, written twice.

`check` judges a finished roster in plain Python; `post` states the same to a model through a
`View`, by a different algorithm. `rotation.testing.assert_rule_agrees` shows that both accept the
same rosters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NewType, Protocol, Unpack, runtime_checkable

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.source import Source
from rotation.rules.grounds import Fields, Grounds

__all__ = ["Count", "Literal", "Rule", "SoftRule", "Terms", "View", "Violation", "tolerated"]

Literal = NewType("Literal", int)
"""A Boolean of the model, opaque to rules and goals."""


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of the model: how many of some shifts a person holds.

    Attributes
    ----------
    person : str
        Id.
    shifts : tuple of str
        Ids, each once.
    literals : tuple of Literal
        "This person holds this shift", one for each shift: the number is how many are true.

    Examples
    --------
    >>> from rotation.rules import Count
    >>> Count("ada", ("A-2026-12-07", "A-2026-12-14"), (1, 2)).times(3)
    ((3, 1), (3, 2))
    """

    person: str
    shifts: tuple[str, ...]
    literals: tuple[Literal, ...]

    def times(self, cost: int) -> tuple[tuple[int, Literal], ...]:
        """Return `cost x number` as terms of a `Few`."""
        return tuple((cost, literal) for literal in self.literals)


Terms = Sequence[Literal | Count]
"""What a statement adds up: a true literal is 1, a count its number."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule of a roster.

    Attributes
    ----------
    rule : str
        Name of the rule.
    text : str
        One sentence for people, without place.
    shifts : tuple of str
        Ids of the problem's shifts whose holders break it together, by start.
    people : tuple of str
        Ids of the people who break it: the holders of `shifts`.
    carried : tuple of str
        Ids of the carried shifts that take part, by start.
    sources : tuple of Source
        Where its facts are written.
    during : (datetime.datetime, datetime.datetime) or None
        UTC, half-open: the part of the first of `shifts` that breaks the rule; None if the whole
        shifts do.
    grounds : Grounds
        The same as data, from which the rule makes its short words; without data the violation
        counts as "kept off by" the rule.
    would : str
        The sentence for a hypothetical roster; empty if `text` fits as well.
    holders : tuple of str
        Who holds each of `shifts`, where different people do; empty if one person holds them all.

    Examples
    --------
    >>> from rotation.rules import violations
    >>> from rotation.model.roster import Roster
    >>> twice = Roster({**plan.roster, "A-2026-12-07": "ada"})
    >>> for violation in violations(plan.problem, twice):
    ...     print(violation)
    rest: Ada holds A-2026-11-30 and A-2026-12-07 but needs 7 days between shifts
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
    holders: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def supposed(self) -> "Violation":
        """The same for a hypothetical roster, in which nobody holds the shift yet."""
        return replace(self, text=self.would or self.text)

    def __str__(self) -> str:
        places = f" ({', '.join(map(str, self.sources))})" if self.sources else ""
        return f"{self.rule}: {self.text}{places}"


class View(Protocol):
    """The interface of a model for rules and goals.

    A literal is true if its statement holds. Locked shifts, and people who cannot hold a shift, are
    ordinary literals here; the model may know their value.

    Each statement carries its grounds, as the fields of `rotation.rules.Fields`: `about`, `kind`,
    `quantities`, `source` and `setting`, from which the rule makes its words, or `because`, a
    finished sentence.

    A sum adds up literals, a true one as 1, and counts, as their number; `weights` has a whole
    number for each, by default 1, and may be below 0. With `when`, a statement holds where this
    literal is true, and says nothing elsewhere.

    Examples
    --------
    >>> from rotation.rules import Violation
    >>> from rotation.testing import assert_rule_agrees, make_problem, make_shift
    >>> class Mornings:
    ...     name, title = "mornings", "Ada begins no shift before noon"
    ...
    ...     def check(self, problem, roster):
    ...         for shift in problem.shifts:
    ...             if roster[shift.id] == "ada" and shift.start.hour < 12:
    ...                 yield Violation(self.name, self.title, (shift.id,), ("ada",))
    ...
    ...     def post(self, problem, view):
    ...         for shift in problem.shifts:
    ...             if shift.start.hour < 12:
    ...                 view.forbid("ada", shift.id, because=self.title)
    >>> assert assert_rule_agrees(
    ...     Mornings(), make_problem(["ada", "ben"], [make_shift("A-2026-12-07")])
    ... )
    """

    def works(self, person: str, shift: str) -> Literal:
        """Return the literal "this person holds this shift"."""

    def is_open(self, shift: str) -> Literal:
        """Return the literal "nobody holds this shift"."""

    def negate(self, literal: Literal) -> Literal:
        """Return the opposite literal."""

    def flag(self, name: str) -> Literal:
        """Return a new auxiliary literal; `name` is for readers of the model."""

    def forbid(self, person: str, shift: str, **fields: Unpack[Fields]) -> None:
        """State that a person cannot hold a shift."""

    def require(self, person: str, shift: str, **fields: Unpack[Fields]) -> None:
        """State that a person holds a shift."""

    def count(self, person: str, shifts: Iterable[str]) -> Count:
        """Return the whole number of these shifts that a person holds."""

    def reaches(self, count: Count, number: int, **fields: Unpack[Fields]) -> Literal:
        """Return a new literal that is true where a count is `number` or more, and only there.

        The literals for 1, 2, 3, ... are the ladder of the count. The fields are the grounds of
        what defines the literal; a rule gives those of the statement in which it is used.
        """

    def at_most(
        self,
        limit: int,
        literals: Terms,
        *,
        weights: Sequence[int] | None = None,
        when: Literal | None = None,
        **fields: Unpack[Fields],
    ) -> None:
        """State that the sum of these is at most `limit`.

        Raises
        ------
        ValueError
            When there is not one weight for each of them.
        """

    def at_least(
        self,
        limit: int,
        literals: Terms,
        *,
        weights: Sequence[int] | None = None,
        when: Literal | None = None,
        **fields: Unpack[Fields],
    ) -> None:
        """State that the sum of these is at least `limit`; with 1 this is a clause.

        Raises
        ------
        ValueError
            When there is not one weight for each of them.
        """


class Rule(Protocol):
    """A hard rule.

    Attributes
    ----------
    name : str
        Unique lower-case identifier.
    title : str
        What must hold, as one clause for people.

    Notes
    -----
    A rule may also have these attributes, all optional (docs/extending.md):

    - `traits`, `Traits`: what other modules need to know about it;
    - `settings`, a class: the keys of `[rules.NAME]` in `rotation.toml` (`Declared`);
    - `words(problem, grounds)`, `Words`: the words of its statements for people;
    - `keeps_off(problem, person, shift)`, `Grounds` or None: what keeps a person off a shift
      by itself, for rules whose facts do that one by one;
    - `could_break(problem, moves)`, bool: whether shifts that change hands, as a mapping of shift
      to taker, could break it;
    - `remedies(case)`, iterable of `Remedy`: what a person could change about a fact;
    - `waived(problem, person, shift)`, `Waiver`: how a manager who covers a shift is exempted;
    - `lifted(problem)`, `Problem`: the problem to which it does not apply, for rules about who
      people are;
    - `eased(problem)`, iterable of `Eased`: milder forms;
    - `kept(problem, roster)`, int or None, and `for_days(problem, days)`, `Rule`: for a rule with a
      number of days, the most that a roster keeps, and the rule with another number.

    Examples
    --------
    >>> from rotation.rules import registered
    >>> rule = registered()[0]
    >>> rule.name, rule.title
    ('coverage', 'every shift has one known engineer or is visibly open')
    >>> list(rule.check(plan.problem, plan.roster))
    []
    """

    name: str
    title: str

    def check(self, problem: Problem, roster: Roster) -> Iterable[Violation]:
        """Yield every way the roster breaks the rule, in order of time."""

    def post(self, problem: Problem, view: View) -> None:
        """State the rule to a model.

        Whatever only locked shifts and facts outside the decision break together is not stated:
        it cannot be fixed by planning, and `tolerated` reports it.
        """


@runtime_checkable
class SoftRule(Rule, Protocol):
    """A rule that may be soft: named in `[goals] soft`, it is sought as a goal and need not hold.

    Attributes
    ----------
    counts : str
        What its number counts, for people.
    unit : str
        Unit of the number.

    Examples
    --------
    >>> from rotation.rules import SoftRule, registered
    >>> [rule.name for rule in registered() if isinstance(rule, SoftRule)]
    ['limit', 'weekends', 'together', 'apart', 'follow']
    """

    counts: str
    unit: str

    def cost(self, problem: Problem, roster: Roster) -> int:
        """Return how far a roster is from keeping the rule: 0 or more, and 0 if it is kept.

        What only settled shifts and facts outside the decision break together does not count.
        """

    def post_soft(self, problem: Problem, view: View) -> Sequence[tuple[int, Literal]]:
        """Return terms, each a cost and a literal, whose least sum is the number."""


def tolerated(problem: Problem, violation: Violation) -> bool:
    """Tell whether a violation is only about shifts that were settled before planning.

    Every shift of it is then locked to its holder, or, where the violation does not say who holds
    which, to one of its people. Pins are the user's present wish, so a violation with a pin is
    never tolerated; nor is a violation of a lock itself, whose engineer is not among the people who
    break it.

    Parameters
    ----------
    problem : Problem
        The problem in which it was found.
    violation : Violation
        Any violation.
    """
    locks = [problem.locks.get(shift) for shift in violation.shifts]
    holders: Sequence[tuple[str, ...]] = [(holder,) for holder in violation.holders]
    holders = holders or [violation.people] * len(locks)
    return bool(locks) and all(
        lock is not None and lock.kind is not LockKind.PIN and lock.engineer in who
        for lock, who in zip(locks, holders, strict=True)
    )
