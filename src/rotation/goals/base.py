"""The protocol of goals: numbers to minimise or maximise, after the goals before.

`measure` counts them on a finished roster in plain Python; `post` describes them to a model, one
`Target` per tier. `rotation.testing.assert_goal_agrees` shows that both mean the same number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import Literal, View

__all__ = ["Few", "Goal", "Level", "Spread", "Target", "Tier", "Together", "Wide"]


@dataclass(frozen=True, slots=True)
class Tier:
    """One number of a goal.

    Attributes
    ----------
    part : str
        Name within the goal; empty when the goal has only one tier.
    title : str
        What the number counts, for people.
    unit : str
        Unit of the number.
    sense : Sense
        Whether less or more is better.
    patience : float
        The part of the effort for this tier, in (0, 1]; less for numbers that are not worth a
        long wait. If it is not proved by then, its bound is reported.

    Examples
    --------
    >>> from rotation.goals import Tier
    >>> str(Tier("", "tracks in use, counted person by person", "tracks").sense)
    'least'
    """

    part: str
    title: str
    unit: str
    sense: Sense = Sense.LEAST
    patience: float = 1.0


@dataclass(frozen=True, slots=True)
class Few:
    """Minimise `constant + sum(cost x literal)`.

    Attributes
    ----------
    terms : tuple of (int, Literal)
        Cost and literal; costs may be negative.
    constant : int
        Added to the sum.

    Examples
    --------
    >>> from rotation.goals import Few
    >>> Few(((2, 7),), constant=1).constant
    1
    """

    terms: tuple[tuple[int, Literal], ...]
    constant: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """Minimise `sum over people of (base + amounts held - share)^2`, or over their accounts.

    Attributes
    ----------
    amounts : mapping of str to int
        The amount of each shift, 0 or more, by shift id; shifts without an amount may be left out.
    base : mapping of str to int
        The present amount of each person in the sum, by person id.
    share : mapping of str to fractions.Fraction
        The fair share of each person; same keys as `base`.
    own : mapping of str to mapping of str to int
        Where the amount of a shift depends on its holder: by person id, amounts by shift id that
        stand in place of `amounts` for this person, all of them.
    unit : int
        Everything is counted in parts of so many to one; the sum is one of whole ones.
    accounts : mapping of str to str
        Where a person has several squares in the sum: whose account each key of `base`, `share` and
        `own` is, by person id. Without it each key is the id of a person.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from rotation.goals import Level
    >>> half = Fraction(1, 2)
    >>> level = Level({"A-2026-12-07": 1}, {"ada": 0, "ben": 0}, {"ada": half, "ben": half})
    >>> level.amounts_of("ada")
    {'A-2026-12-07': 1}
    """

    amounts: Mapping[str, int]
    base: Mapping[str, int]
    share: Mapping[str, Fraction]
    own: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unit: int = 1
    accounts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_ledger(self)
        if self.base.keys() != self.share.keys():
            raise ValueError("base and share of a Level name the same people")
        if self.accounts and self.accounts.keys() != self.base.keys():
            raise ValueError("accounts of a Level name whose each key of its base is")

    def amounts_of(self, person: str) -> Mapping[str, int]:
        """Return the amount of each shift if this person holds it, by shift id."""
        return self.own.get(person, self.amounts)

    def holder(self, account: str) -> str:
        """Return whose account a key of `base` is."""
        return self.accounts.get(account, account)

    def pools(self) -> Iterable[tuple[Mapping[str, int], Sequence[str]]]:
        """Return what is divided, each with the keys of `base` among which it is.

        One pool where everybody has one account, even if amounts depend on the holder; else one
        for each table of amounts, so that nobody has two accounts in it.
        """
        if not self.accounts:
            return [(self.amounts, list(self.base))]
        pools: dict[tuple[int, int], tuple[Mapping[str, int], list[str]]] = {}
        holders: dict[tuple[int, int], set[str]] = {}
        tables: dict[frozenset[tuple[str, int]], int] = {}
        for account in self.base:
            table, whose = self.amounts_of(account), self.holder(account)
            number, again = tables.setdefault(frozenset(table.items()), len(tables)), 0
            while whose in holders.setdefault((number, again), set()):
                again += 1
            holders[number, again].add(whose)
            pools.setdefault((number, again), (table, []))[1].append(account)
        return list(pools.values())


@dataclass(frozen=True, slots=True)
class Spread:
    """Minimise the largest minus the smallest of `factor x (base + amounts held)` over people.

    Attributes
    ----------
    amounts : mapping of str to int
        The amount of each shift, 0 or more, by shift id; shifts without an amount may be left out.
    base : mapping of str to int
        The present amount of each person who is compared, by person id.
    factor : mapping of str to fractions.Fraction
        What each person's amounts are multiplied by, above 0: such as 2 for somebody who works half
        of the time. Same keys as `base`.
    own : mapping of str to mapping of str to int
        As in `Level`.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from rotation.goals import Spread
    >>> once, twice = Fraction(1), Fraction(2)
    >>> spread = Spread({"A-2026-12-07": 1}, {"ada": 0, "ben": 0}, {"ada": once, "ben": twice})
    >>> spread.amounts_of("ben")
    {'A-2026-12-07': 1}
    """

    amounts: Mapping[str, int]
    base: Mapping[str, int]
    factor: Mapping[str, Fraction]
    own: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_ledger(self)
        if self.base.keys() != self.factor.keys():
            raise ValueError("base and factor of a Spread name the same people")
        if any(factor <= 0 for factor in self.factor.values()):
            raise ValueError("factors of a Spread are above 0")

    def amounts_of(self, person: str) -> Mapping[str, int]:
        """Return the amount of each shift if this person holds it, by shift id."""
        return self.own.get(person, self.amounts)

    def holder(self, person: str) -> str:
        """Return whose each key of `base` is: as in `Level`, without accounts."""
        return person

    def of(self, held: Mapping[str, int]) -> Fraction:
        """Return the number for what each person holds besides the base."""
        each = [self.factor[p] * (base + held[p]) for p, base in self.base.items()]
        return Fraction(max(each) - min(each)) if each else Fraction(0)


def _check_ledger(target: Level | Spread) -> None:
    name, tables = type(target).__name__, (target.amounts, *target.own.values())
    if any(amount < 0 for table in tables for amount in table.values()):
        raise ValueError(f"amounts of a {name} are 0 or more")
    if not target.own.keys() <= target.base.keys():
        raise ValueError(f"own amounts of a {name} are those of people in its base")


@dataclass(frozen=True, slots=True)
class Wide:
    """Maximise the smallest gap held; `widest` when no gap is held.

    Attributes
    ----------
    pairs : tuple of (int, str, str)
        Gap and two shift ids: a person who holds both has this gap.
    singles : tuple of (int, str, str)
        Gap, person id and shift id: this person, holding the shift, has this gap to a carried
        shift.
    widest : int
        The value without any gap; at least as large as every gap.
    likely : int
        A value to try first; it need not be possible.

    Examples
    --------
    >>> from rotation.goals import Wide
    >>> Wide(((0, "A-2026-12-07", "A-2026-12-14"),), widest=7).widest
    7
    """

    pairs: tuple[tuple[int, str, str], ...]
    singles: tuple[tuple[int, str, str], ...] = field(default=())
    widest: int = 0
    likely: int = 0

    def __post_init__(self) -> None:
        if any(gap > self.widest for gap, *_ in (*self.pairs, *self.singles)):
            raise ValueError("no gap of a Wide is above its widest")


@dataclass(frozen=True, slots=True)
class Together:
    """Minimise the number of pairs of shifts with one holder.

    Given as pairs, and not as `Few` over flags, because a model needs the flags only where pairs
    cannot all be avoided.

    Attributes
    ----------
    pairs : tuple of (str, str)
        Two shift ids.
    singles : tuple of (int, str, str)
        Cost, person id and shift id: this person, holding the shift, adds the cost.
    among : tuple of (str, str, frozenset of str)
        Two shift ids, and the ids of the people for whom holding both counts.

    Examples
    --------
    >>> from rotation.goals import Together
    >>> Together((("A-2026-12-07", "A-2026-12-14"),)).pairs
    (('A-2026-12-07', 'A-2026-12-14'),)
    """

    pairs: tuple[tuple[str, str], ...]
    singles: tuple[tuple[int, str, str], ...] = field(default=())
    among: tuple[tuple[str, str, frozenset[str]], ...] = field(default=())


Target = Few | Level | Spread | Together | Wide
"""How a tier is given to a model."""


class Goal(Protocol):
    """A goal.

    With an optional method `within` it adapts to a problem (`fitting`); with an optional attribute
    `traits`, a `GoalTraits`, it declares what other modules need to know.

    Attributes
    ----------
    name : str
        Unique lower-case identifier, used in `[goals] order`.
    title : str
        The aim, as one clause for people.
    tiers : tuple of Tier
        The goal's numbers, most important first.

    Examples
    --------
    >>> from rotation.goals import registered
    >>> fair, *others = (goal for goal in registered() if goal.name == "shifts")
    >>> fair.title, fair.measure(plan.problem, plan.roster)
    ('fair shifts', [Fraction(2, 3)])
    """

    name: str
    title: str
    tiers: tuple[Tier, ...]

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the exact number of each tier."""

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Describe each tier to a model; this may create auxiliary literals."""
