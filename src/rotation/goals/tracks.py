"""Everybody's regular shifts spread over the tracks they may hold (G20)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from rotation.goals.base import Goal, Level, Target, Tier
from rotation.goals.levelling import sum_of_squares
from rotation.model.by_value import ByValue
from rotation.model.fairness import holdable
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.sharing import SharedLoad, divided
from rotation.model.shifts import Shift
from rotation.rules.base import View

__all__ = ["Tracks", "counted_on", "held_of_tracks", "shares_of_tracks"]

_ByTrack = tuple[str, str]
"""A person's id, and the group of a track."""


def shares_of_tracks(problem: Problem) -> Mapping[_ByTrack, Fraction]:
    """Return how many regular shifts of each track each present person should have held.

    A person's share of all regular shifts, each counted once, is split over the tracks that the
    person may hold as the totals of these tracks are. Tracks with several holders count as one.

    Returns
    -------
    mapping of (str, str) to fractions.Fraction
        By person and track, or group of tracks; what a person may not hold is left out.
    """
    counted = list(_counted(problem))
    shares = divided(problem, [SharedLoad(1, shift, holder) for shift, holder in counted])
    totals = Counter(_group(problem, shift) for shift, _ in counted)
    kinds: dict[str, dict[str, Shift]] = {}
    for shift, _ in counted:
        kinds.setdefault(_group(problem, shift), {})[shift.id] = shift
    serving = {p.serving: p for p in problem.people if p.present}
    may = {
        kind: [g for g in sorted(kinds) if any(map(person.may_hold, kinds[g].values()))]
        for kind, person in serving.items()
    }
    split = {}
    for person in problem.people:
        if person.present:
            whole = sum(totals[group] for group in may[person.serving])
            for group in may[person.serving]:
                split[person.id, group] = shares[person.id] * Fraction(totals[group], whole)
    return split


def counted_on(problem: Problem, shift: Shift) -> str | None:
    """Return the track that a shift is counted on, or its group; None if it does not count."""
    return _group(problem, shift) if _is_counted(shift) else None


def _group(problem: Problem, shift: Shift) -> str:
    return problem.groups.get(shift.track, shift.track)


def _is_counted(shift: Shift) -> bool:
    """Tell whether it is a regular shift, and of a split one the part that counts (F3)."""
    return bool(shift.loads.shifts) and not shift.shadow


def _counted(problem: Problem) -> Iterator[tuple[Shift, str | None]]:
    """Yield the regular shifts of the total (F6), each with who has it by history or a lock."""
    for shift in map(problem.shift, holdable(problem)):
        if _is_counted(shift):
            lock = problem.locks.get(shift.id)
            yield shift, lock.engineer if lock else None
    yield from _worked(problem)


def _worked(problem: Problem) -> Iterator[tuple[Shift, str]]:
    """Yield the regular shifts of the window that present people carried."""
    for held in problem.carried:
        inside = problem.window_start <= held.shift.start < problem.end
        if inside and _is_counted(held.shift) and problem.person(held.engineer).present:
            yield held.shift, held.engineer


def _carried(problem: Problem) -> Mapping[_ByTrack, int]:
    """Return the regular shifts of the window that present people carried, by track."""
    return Counter((engineer, _group(problem, shift)) for shift, engineer in _worked(problem))


def held_of_tracks(problem: Problem, roster: Roster) -> Mapping[_ByTrack, int]:
    """Return the regular shifts of each track that each present person has, history included."""
    held = Counter(_carried(problem))
    present = {person.id for person in problem.people if person.present}
    for shift in problem.shifts:
        holder = roster[shift.id]
        if holder in present and _is_counted(shift):
            held[holder, _group(problem, shift)] += 1
    return held


class Tracks(ByValue):
    """Everybody's shifts spread over the tracks, so that nobody always has the same role."""

    name = "tracks"
    title = "everybody's shifts spread over the tracks"
    tiers: tuple[Tier, ...] = (
        Tier("", "shifts of each track: squared differences from the share", "squared shifts"),
    )
    levelled = "shifts of each track: everyone {} the share"

    def within(self, problem: Problem) -> Goal | None:
        """Return the goal; None where nobody may hold shifts of two tracks: `shifts` levels all."""
        groups: dict[str, list[Shift]] = {}
        for shift in problem.regular():
            if _is_counted(shift) and shift.id not in problem.locks:
                groups.setdefault(_group(problem, shift), []).append(shift)
        for person in {p.serving: p for p in problem.people if p.present}.values():
            if sum(any(map(person.may_hold, shifts)) for shifts in groups.values()) > 1:
                return self
        return None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the sum over people and tracks of squared differences."""
        return [sum_of_squares(self.differences(problem, roster).values())]

    def differences(self, problem: Problem, roster: Roster) -> Mapping[str, Fraction]:
        """Return the shifts of each person and track less the share."""
        held, shares = held_of_tracks(problem, roster), shares_of_tracks(problem)
        accounts = shares.keys() | held.keys()
        return {" ".join(a): held.get(a, 0) - shares.get(a, Fraction(0)) for a in sorted(accounts)}

    def post(
        self,
        problem: Problem,
        view: View,  # noqa: ARG002 - the protocol's; a ledger needs no literal of its own
    ) -> Sequence[Target]:
        """Describe a ledger with an account for each person and track."""
        carried, shares = _carried(problem), shares_of_tracks(problem)
        tables: dict[str, dict[str, int]] = {}
        for shift in problem.regular():
            if _is_counted(shift):
                tables.setdefault(_group(problem, shift), {})[shift.id] = 1
        locked = {
            (lock.engineer, _group(problem, problem.shift(lock.shift)))
            for lock in problem.locks.values()
            if problem.person(lock.engineer).present and _is_counted(problem.shift(lock.shift))
        }
        accounts = {f"{p} {group}": (p, group) for p, group in sorted({*shares, *carried, *locked})}
        return [
            Level(
                amounts={},
                base={key: carried.get(account, 0) for key, account in accounts.items()},
                share={key: shares.get(a, Fraction(0)) for key, a in accounts.items()},
                own={key: tables.get(group, {}) for key, (_, group) in accounts.items()},
                accounts={key: person for key, (person, _) in accounts.items()},
            )
        ]
