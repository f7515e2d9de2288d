"""The rules: one file per rule, the defaults in one list, and a registry for others.

A package adds a rule by an entry point of the group `rotation.rules` that names an object with
`name`, `title`, `check` and `post`; a script adds one with `register`.
"""

from collections.abc import Iterable, Sequence

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.apart import Apart, ApartSettings
from rotation.rules.availability import Availability
from rotation.rules.base import Count, Literal, Rule, SoftRule, View, Violation, tolerated
from rotation.rules.common import at_most_beside, at_most_one, held, settled
from rotation.rules.coverage import Coverage, uncovered
from rotation.rules.elsewhere import ElsewhereKept
from rotation.rules.follow import Follow
from rotation.rules.follow_settings import FollowSettings
from rotation.rules.grounds import Fields, Grounds, Words, called, personal, words_of
from rotation.rules.limit import LimitSettings, ShiftLimit
from rotation.rules.locks import Locks, outdated, taken, taken_from
from rotation.rules.membership import GraceSettings, Membership
from rotation.rules.newcomers import Newcomers, NewcomerSettings
from rotation.rules.overlap import Overlap
from rotation.rules.registry import Registry
from rotation.rules.remedies import Case, ChangeKind, Eased, Remedy, Waiver
from rotation.rules.rest import Rest, RestSettings
from rotation.rules.settings import NameKind, Settings, setting, settings_of
from rotation.rules.skills import Skills
from rotation.rules.time_off import TimeOffKept
from rotation.rules.together import TogetherOnCall, TogetherSettings
from rotation.rules.tracks import Tracks
from rotation.rules.traits import Traits, traits_of
from rotation.rules.volunteers import Volunteers
from rotation.rules.weekends import Weekends, WeekendSettings

__all__ = [
    "DEFAULT_RULES",
    "ApartSettings",
    "Case",
    "ChangeKind",
    "Count",
    "Eased",
    "Fields",
    "FollowSettings",
    "GraceSettings",
    "Grounds",
    "LimitSettings",
    "Literal",
    "NameKind",
    "NewcomerSettings",
    "Remedy",
    "RestSettings",
    "Rule",
    "Settings",
    "SoftRule",
    "TogetherSettings",
    "Traits",
    "View",
    "Violation",
    "Waiver",
    "WeekendSettings",
    "Words",
    "at_most_beside",
    "at_most_one",
    "called",
    "hard",
    "held",
    "obstacle",
    "outdated",
    "personal",
    "register",
    "registered",
    "setting",
    "settings_of",
    "settled",
    "soft_rules",
    "soft_violations",
    "split",
    "taken",
    "taken_from",
    "tolerated",
    "traits_of",
    "uncovered",
    "violations",
    "words_of",
]

DEFAULT_RULES: tuple[Rule, ...] = (
    Coverage(),
    TimeOffKept(),
    Membership(),
    Tracks(),
    Skills(),
    Availability(),
    Overlap(),
    Rest(),
    ElsewhereKept(),
    Newcomers(),
    Volunteers(),
    Locks(),
    ShiftLimit(),
    Weekends(),
    TogetherOnCall(),
    Apart(),
    Follow(),
)
"""The default rules, in the order of docs/rules.md."""

_REGISTRY: Registry[Rule] = Registry(
    "rule", "rotation.rules", DEFAULT_RULES, ("name", "title", "check", "post")
)


def register(rule: Rule) -> Rule:
    """Add a rule to every plan and check of this process, and return it.

    Parameters
    ----------
    rule : Rule
        An object, not a class; adding the same object again does nothing.

    Raises
    ------
    rotation.errors.BadInput
        If another rule has this name.

    Examples
    --------
    >>> from rotation.rules import register, registered
    >>> rest = next(rule for rule in registered() if rule.name == "rest")
    >>> register(rest) is rest  # known already
    True
    """
    return _REGISTRY.add(rule)


def registered() -> tuple[Rule, ...]:
    """Return the default rules, the registered ones, and those of installed packages.

    Raises
    ------
    rotation.errors.BadInput
        If two rules have the same name, or a package's rule cannot be loaded.

    Examples
    --------
    >>> from rotation.rules import registered
    >>> [rule.name for rule in registered()][:3]
    ['coverage', 'time_off', 'membership']
    """
    return _REGISTRY.all()


def violations(
    problem: Problem, roster: Roster, rules: Sequence[Rule] | None = None
) -> tuple[Violation, ...]:
    """Return every way a roster breaks the rules, rule by rule, each in order of time.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    roster : Roster
        Any roster, complete or not.
    rules : sequence of Rule, optional
        The rules to judge by; all registered ones by default. Those that are soft in the problem
        are left to `soft_violations`.

    Returns
    -------
    tuple of Violation
        Two overlapping shifts are reported as overlap, not again as too little rest.
    """
    chosen = hard(registered() if rules is None else rules, problem)
    broken = [v for rule in chosen for v in rule.check(problem, roster)]
    doubled = {(v.people, v.shifts, v.carried) for v in broken if v.rule == Overlap.name}
    return tuple(
        v for v in broken if v.rule != Rest.name or (v.people, v.shifts, v.carried) not in doubled
    )


def soft_violations(
    problem: Problem, roster: Roster, rules: Sequence[Rule] | None = None
) -> tuple[Violation, ...]:
    """Return what a roster does not keep of the rules that are soft in a problem.

    Parameters are those of `violations`.
    """
    chosen = soft_rules(problem.soft) if rules is None else rules
    return tuple(v for r in chosen if r.name in problem.soft for v in r.check(problem, roster))


def soft_rules(names: Iterable[str]) -> tuple[SoftRule, ...]:
    """Return the registered rules with these names that may be soft, in the order given.

    Installed packages are searched only for names that are not known without them.
    """
    wanted = tuple(names)
    rules = {rule.name: rule for rule in DEFAULT_RULES}
    if any(name not in rules for name in wanted):
        rules = {rule.name: rule for rule in registered()}
    chosen = (rules[name] for name in wanted if name in rules)
    return tuple(rule for rule in chosen if isinstance(rule, SoftRule))


def hard(rules: Iterable[Rule], problem: Problem) -> tuple[Rule, ...]:
    """Return the rules that must hold in a problem."""
    return tuple(rule for rule in rules if rule.name not in problem.soft)


def obstacle(
    rules: Iterable[Rule], problem: Problem, person: str, shift: Shift
) -> tuple[Rule, Grounds] | None:
    """Return the first rule that keeps a person off a shift by itself, and why.

    Parameters
    ----------
    rules : iterable of Rule
        The rules; those with a method `keeps_off` are asked.
    problem : Problem
        The prepared problem.
    person : str
        Id.
    shift : Shift
        Of the problem.
    """
    owner = problem.person(person)
    for rule in rules:
        keeps_off = getattr(rule, "keeps_off", None)
        grounds = None if keeps_off is None else keeps_off(problem, owner, shift)
        if grounds is not None:
            return rule, grounds
    return None


def split(
    problem: Problem, given: Iterable[Violation]
) -> tuple[tuple[Violation, ...], tuple[Violation, ...]]:
    """Split violations into those that count and those settled before planning.

    Parameters
    ----------
    problem : Problem
        The problem they were found in.
    given : iterable of Violation
        What `violations` returned.

    Returns
    -------
    broken, tolerated : tuple of Violation
        Each in the order given.
    """
    everything = tuple(given)
    settled = tuple(v for v in everything if tolerated(problem, v))
    return tuple(v for v in everything if v not in settled), settled
