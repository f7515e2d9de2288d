"""What a person could change about a fact: brought by the rule that stated it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from rotation.model.problem import Problem
from rotation.model.shifts import Shift
from rotation.rules.grounds import Grounds

if TYPE_CHECKING:
    from rotation.rules.base import Rule

__all__ = ["Case", "ChangeKind", "Eased", "Remedy", "Waiver"]


class ChangeKind(StrEnum):
    """What is changed; a rule from outside may have words of its own instead."""

    REST = "rest"
    ABSENCE = "absence"
    START = "start"
    PAIRING = "pairing"
    TRACK = "track"
    MANAGER = "manager"
    OFFER = "offer"
    LOCK = "lock"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule is asked about: one of its facts that leaves a shift open.

    Attributes
    ----------
    problem : Problem
        What was planned.
    grounds : Grounds
        Of the fact.
    shift : Shift
        The open one.
    needs : tuple of Shift
        Every shift of the conflict that somebody has to hold, the open one among them.
    shifts : tuple of str
        Ids of the shifts that the fact is about.
    alone : bool
        Whether the fact keeps people off by itself, not only together with other facts.
    managers : frozenset of str
        Ids of those who are somebody's manager.
    """

    problem: Problem
    grounds: Grounds
    shift: Shift
    needs: tuple[Shift, ...]
    shifts: tuple[str, ...]
    alone: bool
    managers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change that somebody would have to agree to.

    Attributes
    ----------
    kind : str
        What is changed: a `ChangeKind`, or one word of the rule's own.
    person : str
        Id of the person it is about.
    text : str
        A clause for people, without place.
    problem : Problem
        With the change.
    rule : Rule or None
        What takes the place of the rule; None leaves it as it is.
    keep_off : tuple of str
        Ids of shifts that the person is not to get by the change.
    lifts_all : bool
        Whether no fact of the rule keeps the person off any more.
    takes : bool
        Whether the person takes the open shift then; not so where a settled shift is let go.
    level : int or None
        How much is left, of what can be changed by degrees.
    most : int
        The highest level that is still a change.
    at : callable or None
        Returns the remedy with another level.
    """

    kind: str
    person: str
    text: str
    problem: Problem = field(repr=False)
    rule: "Rule | None" = None
    keep_off: tuple[str, ...] = ()
    lifts_all: bool = False
    takes: bool = True
    level: int | None = None
    most: int = 0
    at: "Callable[[int], Remedy] | None" = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Waiver:
    """What lets one person take one shift whatever a rule says, for a manager who covers it.

    Attributes
    ----------
    problem : Problem
        With the change.
    rule : Rule or None
        What takes the place of the rule.
    keep_off : tuple of str
        Ids of shifts that the person is not to get by it.
    """

    problem: Problem
    rule: "Rule | None" = None
    keep_off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Eased:
    """A milder form of a rule, to be weighed beside a plan without it.

    Attributes
    ----------
    what : str
        For machines: `rest to 3 days`.
    title : str
        For people: `with 3 days of rest`.
    rule : Rule
        Takes the place of the rule.
    """

    what: str
    title: str
    rule: "Rule"
