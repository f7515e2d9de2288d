"""Possible changes of a fact, proposed by the rule that stated it."""

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
    """What is changed; an external rule may use its own word instead.

    Examples
    --------
    >>> (fixes,) = plan.fixes()
    >>> {str(fix.change.kind) for fix in fixes.fixes}
    {'absence'}
    """

    REST = "rest"
    ABSENCE = "absence"
    START = "start"
    PAIRING = "pairing"
    TRACK = "track"
    MANAGER = "manager"
    OFFER = "offer"
    LOCK = "lock"
    LIMIT = "limit"
    WEEKENDS = "weekends"
    PAIR = "pair"
    SKILL = "skill"
    HOURS = "hours"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Case:
    """The question to a rule: one of its facts that leaves a shift open.

    Attributes
    ----------
    problem : Problem
        What was planned.
    grounds : Grounds
        Of the fact.
    shift : Shift
        The open one.
    needs : tuple of Shift
        Every shift of the conflict that somebody has to hold, including the open one.
    shifts : tuple of str
        Ids of the shifts that the fact is about.
    alone : bool
        Whether the fact alone keeps people off, without other facts.
    managers : frozenset of str
        Ids of the managers.
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
    """A change that somebody would have to agree to.

    Attributes
    ----------
    kind : str
        What is changed: a `ChangeKind`, or the rule's own word.
    person : str
        Id of the person it is about.
    text : str
        A clause for people, without the place.
    problem : Problem
        With the change.
    rule : Rule or None
        The replacement of the rule; None keeps it.
    keep_off : tuple of str
        Ids of shifts that the person must not get through the change.
    lifts_all : bool
        Whether the rule does not keep the person off any more.
    takes : bool
        Whether the person takes the open shift; False if they give up a settled shift.
    level : int or None
        The remaining level of a change with degrees.
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
    """An exemption from a rule for a manager who covers a shift.

    Attributes
    ----------
    problem : Problem
        With the change.
    rule : Rule or None
        The replacement of the rule.
    keep_off : tuple of str
        Ids of shifts that the person must not get through it.
    """

    problem: Problem
    rule: "Rule | None" = None
    keep_off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Eased:
    """A milder form of a rule, compared with a plan without the rule.

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
