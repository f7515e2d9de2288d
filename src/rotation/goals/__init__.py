"""The goals: one file per goal, the defaults in one list, and a registry for others.

A package adds a goal by an entry point of the group `rotation.goals` that names an object with
`name`, `title`, `tiers`, `measure` and `post`; a script adds one with `register`. A goal takes part
when the team's order of goals names it.
"""

from collections.abc import Iterable, Mapping

from rotation.arguments import checked
from rotation.goals.applicable import fitting
from rotation.goals.base import Few, Goal, Level, Spread, Target, Tier, Together, Wide
from rotation.goals.changes import Changes
from rotation.goals.filled import FilledShadows
from rotation.goals.holidays import Holidays
from rotation.goals.hours import HoursOnCall, OffHours
from rotation.goals.joining import Joining
from rotation.goals.night_hours import NightHours
from rotation.goals.open import Open
from rotation.goals.rest_days import RestDays
from rotation.goals.rounds import Rounds
from rotation.goals.shifts import Shifts
from rotation.goals.short_gaps import ShortGaps
from rotation.goals.softened import Softened
from rotation.goals.spacing import Spacing
from rotation.goals.tracks import Tracks
from rotation.goals.traits import GoalTraits, traits_of
from rotation.goals.volunteers import Volunteers
from rotation.goals.wishes import Wishes
from rotation.kinds import TEXTS
from rotation.model.fairness import Quantity
from rotation.rules import soft_rules
from rotation.rules.registry import Registry

__all__ = [
    "DEFAULT_GOALS",
    "Few",
    "Goal",
    "GoalTraits",
    "Level",
    "Softened",
    "Spread",
    "Target",
    "Tier",
    "Together",
    "Wide",
    "counts_changes",
    "fitting",
    "leading",
    "levelling",
    "named",
    "register",
    "registered",
    "replanning",
    "rounds_first",
    "traits_of",
]

DEFAULT_GOALS: tuple[Goal, ...] = (
    Open(),
    ShortGaps(),
    Shifts(),
    RestDays(),
    Holidays(),
    Tracks(),
    Volunteers(),
    Spacing(),
    Changes(),
    Wishes(),
    FilledShadows(),
)
"""The default goals, most important first."""

OTHER_GOALS: tuple[Goal, ...] = (Joining(), Rounds(), HoursOnCall(), OffHours(), NightHours())
"""Goals of special plans, available by name."""

_REGISTRY: Registry[Goal] = Registry(
    "goal",
    "rotation.goals",
    (*DEFAULT_GOALS, *OTHER_GOALS),
    ("name", "title", "tiers", "measure", "post"),
)

_REPLANNING = ("open", "joining", "changes")
_BY_ROUNDS = ("open", "rounds")


def register(goal: Goal) -> Goal:
    """Register a goal under its name in this process, and return it.

    Parameters
    ----------
    goal : Goal
        An object, not a class; adding the same object again does nothing.

    Raises
    ------
    rotation.errors.BadInput
        If another goal has this name.

    Examples
    --------
    >>> from rotation.goals import named, register
    >>> (shifts,) = named(["shifts"])
    >>> register(shifts) is shifts  # known already
    True
    """
    return _REGISTRY.add(goal)


def registered() -> tuple[Goal, ...]:
    """Return the default goals, the registered ones, and those of installed packages.

    Raises
    ------
    rotation.errors.BadInput
        If two goals have the same name, or a package's goal cannot be loaded.

    Examples
    --------
    >>> from rotation.goals import registered
    >>> [goal.name for goal in registered()][:3]
    ['open', 'short_gaps', 'shifts']
    """
    return _REGISTRY.all()


@checked(names=TEXTS)
def named(names: Iterable[str]) -> tuple[Goal, ...]:
    """Return the goals with these names, in the order given.

    Parameters
    ----------
    names : iterable of str
        Names of default, registered or installed goals, and of rules that may be soft.

    Raises
    ------
    rotation.errors.BadInput
        One fault for each unknown name, with the nearest known one.

    Examples
    --------
    >>> from rotation.goals import named
    >>> [goal.name for goal in named(["open", "shifts"])]
    ['open', 'shifts']
    >>> named(["shfts"])
    Traceback (most recent call last):
        ...
    rotation.errors.BadInput: there is no goal 'shfts'; did you mean shifts?
    """
    wanted = list(names)
    goals = {goal.name for goal in (*DEFAULT_GOALS, *OTHER_GOALS)}
    soft = {rule.name: rule for rule in soft_rules(n for n in wanted if n not in goals)}
    usual = iter(_REGISTRY.named(name for name in wanted if name not in soft))
    return tuple(Softened(soft[name]) if name in soft else next(usual) for name in wanted)


def leading(goals: Iterable[Goal] = DEFAULT_GOALS) -> tuple[Goal, ...]:
    """Return the goals that always come before the others, so that filled shifts stay filled.

    Parameters
    ----------
    goals : iterable of Goal
        The default goals if not given.
    """
    return tuple(goal for goal in goals if traits_of(goal).leads)


def levelling() -> Mapping[str, Quantity]:
    """Return the ledgers that goals level, by goal name; other goals are left out."""
    levelled = ((goal.name, traits_of(goal).levels) for goal in registered())
    return {name: quantity for name, quantity in levelled if quantity is not None}


def counts_changes(name: str) -> bool:
    """Tell whether the goal of this name counts published shifts that change hands."""
    return any(goal.name == name and traits_of(goal).counts_changes for goal in registered())


def replanning(names: Iterable[str]) -> tuple[Goal, ...]:
    """Return the goals of a replan: `open`, `joining`, `changes`, then the team's in its order.

    `open` comes before `changes`. Otherwise a shift whose holder went on vacation would stay open,
    because leaving it open is one change, and giving it to somebody is one change too.

    Parameters
    ----------
    names : iterable of str
        The team's goals, most important first.

    Raises
    ------
    BadInput
        One fault for each unknown name, with the nearest known one.
    """
    return named((*_REPLANNING, *(name for name in names if name not in _REPLANNING)))


def rounds_first(names: Iterable[str]) -> tuple[Goal, ...]:
    """Return the goals of a plan by rounds: `open`, `rounds`, then the team's in its order.

    Parameters
    ----------
    names : iterable of str
        The team's goals, most important first.

    Raises
    ------
    BadInput
        One fault for each unknown name, with the nearest known one.
    """
    return named((*_BY_ROUNDS, *(name for name in names if name not in _BY_ROUNDS)))
