"""Single changes that could fill an open shift: each alters one fact of its conflict.

Only a change of a fact in a minimal conflict can make the conflict go away, so no other is looked
at. A manager may take over whatever track and rest they have; that is one change of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rotation.explain.conflicts import Conflict
from rotation.explain.facts import Fact
from rotation.explain.relaxed import KeptOff, RestOf
from rotation.model.people import Offer
from rotation.model.problem import BlockKind, LockKind, Person, Problem
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules.base import Rule
from rotation.rules.rest import Rest

__all__ = ["Change", "ChangeKind", "changes_for", "pair_of", "pairs_for", "rest_change"]


class ChangeKind(StrEnum):
    """What is changed."""

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
class Change:
    """One change of the input, and the problem it makes.

    Attributes
    ----------
    kind : ChangeKind
        What is changed.
    text : str
        A clause for people, without place: what somebody would have to agree to.
    person : str
        Id of whom it is about.
    shift : str
        Id of the open shift it is meant for.
    fact : Fact
        What is changed.
    problem : Problem
        With the change.
    rules : tuple of Rule
        With the change.
    days : int or None
        Days of rest left, when rest is changed.
    parts : tuple of Change
        The two changes of a pair, the second made on top of the first; else none.
    """

    kind: ChangeKind
    text: str
    person: str
    shift: str
    fact: Fact
    problem: Problem
    rules: tuple[Rule, ...]
    days: int | None = None
    parts: "tuple[Change, ...]" = ()

    def __str__(self) -> str:
        if self.parts:
            return ", and ".join(map(str, self.parts))
        return f"{self.text} ({self.fact.source})" if self.fact.source else self.text


def changes_for(
    rotation: RotationData, problem: Problem, rules: Sequence[Rule], conflict: Conflict
) -> Iterator[Change]:
    """Yield what could be changed for the first shift of a conflict, in the order of its facts.

    Parameters
    ----------
    rotation : RotationData
        Tells who is a manager.
    problem, rules
        What was planned.
    conflict : Conflict
        Proved impossible.

    Yields
    ------
    Change
        Not tried yet. A shorter rest comes with none at all: `rest_change` gives the other days.
    """
    shift = problem.shift(conflict.shifts[0])
    maker = _Maker(rotation, problem, tuple(rules), shift)
    needs = [s for fact in conflict.facts for s in fact.claim.needs]
    for fact in conflict.facts:
        yield from maker.changes(fact, needs)


def rest_change(change: Change, rules: Sequence[Rule], days: int, name: str) -> Change:
    """Return a change of rest with so many days left.

    Parameters
    ----------
    change : Change
        As `changes_for` gave it.
    rules : sequence of Rule
        What was planned with.
    days : int
        Whole local days.
    name : str
        The person's.
    """
    if change.parts:
        first, rest = change.parts
        return pair_of(first, rest_change(rest, rules, days, name))
    left = "1 day" if days == 1 else f"{days} days"
    return replace(
        change,
        text=f"{name} rests for {left} only" if days else f"{name} goes without rest",
        days=days,
        rules=_with_rest(rules, change.person, days),
    )


def pair_of(first: Change, second: Change) -> Change:
    """Return two changes as one, the second of them made on top of the first."""
    parts = (first, second)
    text = f"{first.text}, and {second.text}"
    return replace(second, kind=ChangeKind.PAIR, text=text, parts=parts)


def pairs_for(rotation: RotationData, first: Change, conflict: Conflict) -> Iterator[Change]:
    """Yield what could be changed on top of a change, each as a pair.

    Parameters
    ----------
    rotation : RotationData
        Tells who is a manager.
    first : Change
        What is changed already; not a rest, which comes second.
    conflict : Conflict
        Whose facts could be changed besides.
    """
    for second in changes_for(rotation, first.problem, first.rules, conflict):
        yield pair_of(first, second)


def _with_rest(rules: Sequence[Rule], person: str, days: int) -> tuple[Rule, ...]:
    return tuple(RestOf({person: days}) if rule.name == Rest.name else rule for rule in rules)


@dataclass(slots=True)
class _Maker:
    rotation: RotationData
    problem: Problem
    rules: tuple[Rule, ...]
    shift: Shift

    def changes(self, fact: Fact, needs: Sequence[str]) -> Iterator[Change]:
        makers: dict[str, Callable[[Fact, Person, Sequence[str]], Iterator[Change]]] = {
            "time_off": self._absence,
            "membership": self._start,
            "rest": self._rest,
            "newcomers": self._pairing,
            "tracks": self._track,
            "volunteers": self._offer,
        }
        if fact.rule == "locks":
            yield from self._lock(fact)
            return
        if len(fact.people) != 1:
            return
        person = self.problem.person(fact.people[0])
        maker = makers.get(fact.rule)
        if maker is not None:
            yield from maker(fact, person, needs)
        if fact.rule in ("tracks", "rest", "newcomers"):
            yield from self._manager(fact, person)

    def _change(
        self,
        kind: ChangeKind,
        text: str,
        fact: Fact,
        person: Person,
        *,
        problem: Problem | None = None,
        rules: Sequence[Rule] | None = None,
    ) -> Change:
        return Change(
            kind,
            text,
            person.id,
            self.shift.id,
            fact,
            self.problem if problem is None else problem,
            self.rules if rules is None else tuple(rules),
        )

    def _with(self, person: Person) -> Problem:
        people = (person if p.id == person.id else p for p in self.problem.people)
        return replace(self.problem, people=tuple(people))

    def _absence(self, fact: Fact, person: Person, needs: Sequence[str]) -> Iterator[Change]:
        del needs
        gone = [b for b in person.blocks if b.because == fact.text]
        if gone:
            left = tuple(b for b in person.blocks if b not in gone)
            away = fact.text.removeprefix(f"{person.name} is away ")
            of = "" if away.startswith("on ") else "of "
            text = f"{person.name} moves the time off {of}{away}"
            yield self._change(
                ChangeKind.ABSENCE,
                text,
                fact,
                person,
                problem=self._with(replace(person, blocks=left)),
            )

    def _start(self, fact: Fact, person: Person, needs: Sequence[str]) -> Iterator[Change]:
        """Let somebody serve before the grace is over; whoever left is gone."""
        first = min(self.problem.shift(s).start for s in needs)
        blocks = tuple(
            replace(b, end=min(b.end, first))
            if b.kind is BlockKind.GRACE and b.because == fact.text
            else b
            for b in person.blocks
        )
        if blocks != person.blocks:
            day = min(self.problem.shift(s).first_day for s in needs)
            text = f"{person.name} serves from {day} already"
            yield self._change(
                ChangeKind.START,
                text,
                fact,
                person,
                problem=self._with(replace(person, blocks=blocks)),
            )

    def _rest(self, fact: Fact, person: Person, needs: Sequence[str]) -> Iterator[Change]:
        del needs
        none = rest_change(
            self._change(ChangeKind.REST, "", fact, person), self.rules, 0, person.name
        )
        yield replace(none, text=f"{person.name} rests for less")

    def _pairing(self, fact: Fact, person: Person, needs: Sequence[str]) -> Iterator[Change]:
        first = min(self.problem.shift(s).start for s in needs)
        day = min(self.problem.shift(s).first_day for s in needs)
        text = f"{person.name} counts as a newcomer no longer from {day}"
        if first < person.new_until:
            changed = replace(person, new_until=first)
            yield self._change(ChangeKind.PAIRING, text, fact, person, problem=self._with(changed))

    def _track(self, fact: Fact, person: Person, needs: Sequence[str]) -> Iterator[Change]:
        if person.id in self._managers():
            return
        yield self._on_track(ChangeKind.TRACK, fact, person, needs, self.rules)

    def _on_track(
        self,
        kind: ChangeKind,
        fact: Fact,
        person: Person,
        needs: Sequence[str],
        rules: Sequence[Rule],
    ) -> Change:
        """Let somebody serve another track, but only in the shifts it is about."""
        known = [self.problem.shift(s) for s in needs]
        theirs = [s for s in known if s.id in fact.shifts] or [self.shift]
        tracks = {s.track for s in theirs}
        named = " and ".join(s.id for s in theirs)
        others = [
            s.id
            for s in self.problem.shifts
            if s.track in tracks - person.tracks and s not in theirs
        ]
        text = f"{person.name} takes {named}, of another track"
        return self._change(
            kind,
            text,
            fact,
            person,
            problem=self._with(replace(person, tracks=person.tracks | tracks)),
            rules=(
                *rules,
                KeptOff(person.id, others, f"{person.name} takes no more of that track"),
            ),
        )

    def _managers(self) -> set[str]:
        return {e.manager for e in self.rotation.engineers if e.manager is not None}

    def _manager(self, fact: Fact, person: Person) -> Iterator[Change]:
        """Let a manager cover the open shift, whatever their track, rest and time on the team."""
        if person.id not in self._managers() or self.shift.kind is not ShiftKind.REGULAR:
            return
        rules = _with_rest(self.rules, person.id, 0)
        changed = replace(person, new_until=min(person.new_until, self.shift.start))
        maker = _Maker(self.rotation, self._with(changed), self.rules, self.shift)
        change = maker._on_track(ChangeKind.MANAGER, fact, changed, [self.shift.id], rules)
        text = f"{person.name}, a manager, covers {self.shift.id}"
        yield replace(change, text=text)

    def _offer(self, fact: Fact, person: Person, needs: Sequence[str]) -> Iterator[Change]:
        """Ask for one more volunteer shift."""
        del needs
        # "Did not offer" is about one shift, which may be one next to the open one.
        shift = self.problem.shift(fact.shifts[0]) if fact.claim.forbids else self.shift
        if shift.kind is not ShiftKind.VOLUNTEER:
            return
        limited = [o for o in person.offers if o.max_shifts is not None and o.source == fact.source]
        limited = [] if fact.claim.forbids else limited
        if limited:
            offers = tuple(
                replace(o, max_shifts=o.max_shifts + 1)
                if o in limited and o.max_shifts is not None
                else o
                for o in person.offers
            )
            text = f"{person.name} offers one volunteer shift more"
        elif not person.offers_of(shift):
            offers = (*person.offers, Offer(person.id, shift.start, shift.end))
            text = f"{person.name} offers {shift.id}"
        else:
            return
        changed = replace(person, offers=tuple(sorted(offers, key=lambda o: (o.start, o.end))))
        yield self._change(ChangeKind.OFFER, text, fact, person, problem=self._with(changed))

    def _lock(self, fact: Fact) -> Iterator[Change]:
        """Let a published or pinned shift go to somebody else; what was worked was worked."""
        (shift,) = fact.shifts
        lock = self.problem.locks[shift]
        if lock.kind is LockKind.PAST or not self.problem.has_person(lock.engineer):
            return
        person = self.problem.person(lock.engineer)
        locks = {name: one for name, one in self.problem.locks.items() if name != shift}
        text = f"{person.name} lets {shift} go to somebody else, though it is {lock.because}"
        problem = replace(self.problem, locks=locks)
        yield self._change(ChangeKind.LOCK, text, fact, person, problem=problem)
