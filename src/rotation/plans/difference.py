"""What a new plan changes for each person, and why, as sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.letters import by_name
from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift
from rotation.model.words import MONTH_NAMES
from rotation.rules import Rule, called, obstacle, violations, words_of
from rotation.trades.sentences import names_of

__all__ = ["Moved", "PersonChange", "days_of", "moved", "people"]

_FAIRER = "nobody else has to move, and the shares are fairer"


@dataclass(frozen=True, slots=True)
class Moved:
    """A shift with another holder than published.

    Attributes
    ----------
    shift : Shift
        With its times now.
    before, after : str or None
        Engineer ids; None is open.
    because : str
        The root cause, as a clause: `Ada is away 2026-04-10 to 2026-04-20`.

    Examples
    --------
    >>> ill = TimeOff("Ben", date(2026, 12, 7), date(2026, 12, 13))
    >>> replan = published.replace(time_off=[*published.time_off, ill]).replan(today, release=True)
    >>> (move,) = replan.moved
    >>> move.shift.id, move.before, move.because
    ('A-2026-12-07', 'ben', 'Ben is away 2026-12-07 to 2026-12-13')
    """

    shift: Shift
    before: str | None
    after: str | None
    because: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What changes for one person.

    Attributes
    ----------
    person, name : str
        Id, and as the person writes it.
    gives, takes : tuple of Shift
        By start.
    because : str
        As in `Moved`.
    text : str
        One sentence.

    Examples
    --------
    >>> ill = TimeOff("Ben", date(2026, 12, 7), date(2026, 12, 13))
    >>> replan = published.replace(time_off=[*published.time_off, ill]).replan(today, release=True)
    >>> [(change.name, [shift.id for shift in change.gives]) for change in replan.people]
    [('Ben', ['A-2026-12-07'])]
    """

    person: str
    name: str
    gives: tuple[Shift, ...]
    takes: tuple[Shift, ...]
    because: str
    text: str

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "person": self.person,
            "name": self.name,
            "gives": [shift.id for shift in self.gives],
            "takes": [shift.id for shift in self.takes],
            "because": self.because,
            "text": self.text,
        }


def moved(
    problem: Problem,
    roster: Roster,
    rules: Sequence[Rule],
    published: Mapping[str, str] | None = None,
) -> tuple[Moved, ...]:
    """Return the shifts with another holder than published, and why.

    A shift moves because a rule keeps its holder off it, because somebody enters, or because its
    holder takes another shift that moves; then the reason is that of the other shift.

    Parameters
    ----------
    problem : Problem
        Its `published` says who held what.
    roster : Roster
        The new plan.
    rules : sequence of Rule
        What must hold.
    published : mapping of str to str, optional
        The published holders, also where a pin differs; `problem.published` by default.
    """
    held = problem.published if published is None else {**published, **problem.published}
    previous = {s.id: held.get(s.id) for s in problem.shifts}
    settled = {s for s, lock in problem.locks.items() if lock.kind is not LockKind.PIN}
    changed = [s for s in problem.shifts if roster[s.id] != previous[s.id] and s.id not in settled]
    direct = _direct(problem, previous, rules)
    entered = {p for p in roster.values() if p} - {p for p in previous.values() if p}
    entered -= {held.engineer for held in problem.carried}
    takes: dict[str, list[str]] = {}
    for shift in changed:
        holder = roster[shift.id]
        if holder is not None:
            takes.setdefault(holder, []).append(shift.id)
    names = {person: called(problem, person) for person in entered}

    def because(shift: str) -> str:
        seen: set[str] = set()
        waiting = [shift]
        while waiting:
            current = waiting.pop(0)
            if current in direct:
                return direct[current]
            if previous[current] is None:
                return "it was open" if current == shift else f"{current} was open"
            if roster[current] in names:
                return f"{names[roster[current] or '']} enters the rotation"
            seen.add(current)
            waiting += [
                other for other in takes.get(previous[current] or "", ()) if other not in seen
            ]
        return _FAIRER

    return tuple(Moved(s, previous[s.id], roster[s.id], because(s.id)) for s in changed)


def _direct(
    problem: Problem, previous: Mapping[str, str | None], rules: Sequence[Rule]
) -> dict[str, str]:
    """Return why the holders of published shifts cannot keep them, by shift."""
    reasons: dict[str, str] = {}
    for shift in problem.shifts:
        holder = previous[shift.id]
        if holder is not None and problem.has_person(holder):
            kept = obstacle(rules, problem, holder, shift)
            if kept is not None:
                rule, grounds = kept
                reasons[shift.id] = words_of(rule, problem, grounds).sentence
    held: dict[str, str | None] = {
        s.id: problem.locks[s.id].engineer if s.id in problem.locks else previous[s.id]
        for s in problem.shifts
    }
    for shift_id, lock in problem.locks.items():
        if lock.kind is LockKind.PIN and previous.get(shift_id) != lock.engineer:
            name = called(problem, lock.engineer)
            reasons[shift_id] = f"{shift_id} is pinned to {name}"
    for violation in violations(problem, Roster(held), rules):
        for shift_id in violation.shifts:
            if previous.get(shift_id) in violation.people:
                reasons.setdefault(shift_id, violation.text)
    return reasons


def people(rotation: RotationData, moves: Sequence[Moved]) -> tuple[PersonChange, ...]:
    """Return the changes of each person, by name."""
    names = names_of(rotation)
    zone = ZoneInfo(rotation.timezone)
    ids = {p for move in moves for p in (move.before, move.after) if p is not None}
    changes = []
    for person in sorted(ids, key=lambda p: by_name(names.get(p) or p, p)):
        gives = [move for move in moves if move.before == person]
        takes = [move for move in moves if move.after == person]
        because = (*takes, *gives)[0].because
        name = rotation.names.get(person, person)
        text = f"{names.get(person, person)}: {_words(gives, takes, zone)}, because {because}"
        shifts = (tuple(o.shift for o in gives), tuple(o.shift for o in takes))
        changes.append(PersonChange(person, name, *shifts, because, text))
    return tuple(changes)


def _words(gives: Sequence[Moved], takes: Sequence[Moved], zone: ZoneInfo) -> str:
    def listed_days(moves: Sequence[Moved]) -> str:
        texts = [f"{days_of(move.shift, zone)} ({move.shift.id})" for move in moves]
        return " and ".join([", ".join(texts[:-1]), texts[-1]] if texts[1:] else texts)

    if gives and takes:
        return f"{listed_days(takes)} instead of {listed_days(gives)}"
    if takes:
        return f"takes {listed_days(takes)}"
    return f"no longer {listed_days(gives)}"


def days_of(shift: Shift, zone: ZoneInfo) -> str:
    """Return the days of a shift as text: `12-19 April 2026`."""
    first, last = (moment.astimezone(zone) for moment in (shift.start, shift.end))
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{_day(last)}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {MONTH_NAMES[first.month - 1]}{year} - {_day(last)}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {MONTH_NAMES[moment.month - 1]} {moment.year}"
