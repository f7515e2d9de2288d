"""Wanted and unwanted dates, somebody from home always on, newcomers late (G12)."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from rotation.goals.base import Few, Goal, Target, Tier
from rotation.goals.home import home_holders, stretches
from rotation.goals.joining import entering
from rotation.goals.rounds import could_serve
from rotation.model.by_value import ByValue
from rotation.model.people import Wish
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules import called
from rotation.rules.base import Literal, View

__all__ = ["Wishes", "missed"]

_DAY = timedelta(days=1)
_TIERS = {
    "dates": Tier("dates", "wishes about dates not met", "wishes"),
    "home": Tier(
        "home", "working hours of the home zone with nobody from there on call", "minutes"
    ),
    "late": Tier(
        "late", "days that newcomers start before their last possible day", "days", patience=0.5
    ),
}


class Wishes(ByValue):
    """Wanted and unwanted dates, then somebody from the home zone on call, then newcomers late.

    Parameters
    ----------
    parts : sequence of str
        Which of the tiers `dates`, `home` and `late` apply.
    """

    name = "wishes"
    title = "wishes about dates, somebody from home on call, newcomers late"

    def __init__(self, parts: Sequence[str] = tuple(_TIERS)) -> None:
        self.tiers: tuple[Tier, ...] = tuple(_TIERS[part] for part in parts)

    def within(self, problem: Problem) -> Goal | None:
        """Return the goal with the tiers that apply; None without any."""
        counted = {
            "dates": bool(_unwanted(problem) or _wanted(problem)),
            "home": bool(stretches(problem)),
            "late": bool(_first_shifts(problem)),
        }
        parts = [tier.part for tier in self.tiers if counted[tier.part]]
        return Wishes(parts) if parts else None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the wishes not met, the minutes uncovered, and the days newcomers are early."""
        return [Fraction(_MEASURES[tier.part](problem, roster)) for tier in self.tiers]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Describe each tier; for each wish and stretch, a literal means that it is missed."""
        return [_TARGETS[tier.part](problem, view) for tier in self.tiers]


# -- dates --------------------------------------------------------------------------------------


def _unwanted(problem: Problem) -> list[tuple[str, Shift]]:
    """Return the people and shifts they would rather not hold, each pair once."""
    pairs = {
        (wish.engineer, shift.id)
        for wish in problem.wishes
        if not wish.want
        for shift in problem.shifts
        if shift.overlaps(wish.start, wish.end)
    }
    return [(person, problem.shift(shift)) for person, shift in sorted(pairs)]


def _wanted(problem: Problem) -> list[tuple[Wish, list[Shift]]]:
    """Return the wanted intervals that planning can serve, with the possible shifts."""
    wanted = []
    for wish in problem.wishes:
        shifts = [s for s in problem.shifts if s.overlaps(wish.start, wish.end)]
        before = problem.carried_by(wish.engineer)
        served = any(s.overlaps(wish.start, wish.end) for s in before)
        if wish.want and shifts and not served:
            wanted.append((wish, shifts))
    return wanted


def _dates(problem: Problem, roster: Roster) -> int:
    held = sum(roster[shift.id] == person for person, shift in _unwanted(problem))
    missed = sum(
        all(roster[shift.id] != wish.engineer for shift in shifts)
        for wish, shifts in _wanted(problem)
    )
    return held + missed


def missed(problem: Problem, roster: Roster) -> list[tuple[Wish, Shift | None]]:
    """Return each missed wish about dates, with the unwanted shift; None for a wanted date.

    Their number is that of the tier `dates`; sorted by person and day.
    """
    held = [(p, shift) for p, shift in _unwanted(problem) if roster[shift.id] == p]
    missed_wishes: list[tuple[Wish, Shift | None]] = [
        next(
            (wish, shift)
            for wish in problem.wishes
            if wish.engineer == person and not wish.want and shift.overlaps(wish.start, wish.end)
        )
        for person, shift in held
    ]
    missed_wishes += [
        (wish, None)
        for wish, shifts in _wanted(problem)
        if all(roster[shift.id] != wish.engineer for shift in shifts)
    ]
    return sorted(
        missed_wishes, key=lambda item: (item[0].engineer, item[0].start, item[1] is None)
    )


def _few_dates(problem: Problem, view: View) -> Few:
    terms = [(1, view.works(person, shift.id)) for person, shift in _unwanted(problem)]
    for number, (wish, shifts) in enumerate(_wanted(problem)):
        missed = view.flag(f"wish {number} of {wish.engineer} is missed")
        serve = [view.works(wish.engineer, shift.id) for shift in shifts]
        because = f"{called(problem, wish.engineer)} wants to be on call {wish.wording}"
        view.at_least(1, [*serve, missed], because=because, source=wish.source)
        terms.append((1, missed))
    return Few(tuple(terms))


# -- somebody from home -------------------------------------------------------------------------


def _home(problem: Problem, roster: Roster) -> int:
    return sum(
        stretch.minutes
        for stretch in stretches(problem)
        if not any(roster[shift] in problem.at_home for shift in stretch.shifts)
    )


def _few_home(problem: Problem, view: View) -> Few:
    terms = []
    for stretch in stretches(problem):
        uncovered = view.flag(f"nobody from home with {', '.join(stretch.shifts)}")
        there = [
            view.works(person, shift)
            for shift in stretch.shifts
            for person in home_holders(problem)
        ]
        because = "somebody from the home zone is on call in its working hours"
        view.at_least(1, [*there, uncovered], because=because)
        terms.append((stretch.minutes, uncovered))
    return Few(tuple(terms))


# -- newcomers late -----------------------------------------------------------------------------


def _latecomers(problem: Problem) -> list[Person]:
    """Return new people without a regular shift who come into a round or a published plan."""
    if not problem.rounds:
        return [p for p in map(problem.person, entering(problem)) if p.new_until > problem.start]
    regular = {shift.id for shift in problem.regular()}
    taken = {h.engineer for h in problem.carried if h.shift.regular}
    taken |= {lock.engineer for lock in problem.locks.values() if lock.shift in regular}
    return [p for p in problem.people if p.new_until > problem.start and p.id not in taken]


def _first_shifts(problem: Problem) -> list[tuple[int, str, str]]:
    """Return the days before each shift that may be a person's first, with person and shift.

    By rounds these are the shifts of the first round the person can serve in.
    """
    days_until = []
    for person in _latecomers(problem):
        rounds = (round_ for round_ in problem.rounds if could_serve(problem, person, round_))
        first = next(rounds, None)
        shifts = problem.regular() if first is None else map(problem.shift, first.shifts)
        for shift in shifts:
            if shift.id not in problem.locks and person.could_hold(shift):
                days = max(0, (shift.start - problem.start) // _DAY)
                days_until.append((days, person.id, shift.id))
    return days_until


def _late(problem: Problem, roster: Roster) -> int:
    early = 0
    for person, days in _by_person(problem).items():
        held = [day for day, shift in days if roster[shift] == person]
        early += days[-1][0] - min(held, default=days[-1][0])
    return early


def _few_late(problem: Problem, view: View) -> Few:
    """State for each day that the person serves by then; each costs the days up to the next one.

    This is proved by one search; as a smallest gap to widen it would take one search per value.
    """
    terms = []
    for person, days in _by_person(problem).items():
        because = f"{called(problem, person)} is new, and starts as late as possible"
        by_then: dict[int, Literal] = {}
        steps = sorted({day for day, _ in days})
        for day, later in pairwise(steps):
            by_then[day] = view.flag(f"{person} serves by day {day}")
            terms.append((later - day, by_then[day]))
        for day, later in pairwise(list(by_then)):
            chain = [view.negate(by_then[day]), by_then[later]]
            view.at_least(1, chain, because=because)
        for day, shift in days:
            if day in by_then:
                served = [view.negate(view.works(person, shift)), by_then[day]]
                view.at_least(1, served, because=because)
    return Few(tuple(terms))


def _by_person(problem: Problem) -> dict[str, list[tuple[int, str]]]:
    """Return days and ids of the shifts that may be a person's first, by person, ascending."""
    by_person: dict[str, list[tuple[int, str]]] = {}
    for days, person, shift in _first_shifts(problem):
        by_person.setdefault(person, []).append((days, shift))
    return {person: sorted(days) for person, days in by_person.items()}


_MEASURES: dict[str, Callable[[Problem, Roster], int]] = {
    "dates": _dates,
    "home": _home,
    "late": _late,
}
_TARGETS: dict[str, Callable[[Problem, View], Target]] = {
    "dates": _few_dates,
    "home": _few_home,
    "late": _few_late,
}
