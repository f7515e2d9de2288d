"""Why a person has a shift or not: the best plan without it, or with it, is solved.

A counterfactual is planned goal after goal like any plan, with one more rule. A last goal keeps as
many shifts as possible with their holders, so that people move only if they have to.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from rotation.arguments import checked, optional, places_named
from rotation.errors import BadInput, Fault, Impossible, OutOfEffort
from rotation.explain.answers import Answer, Answers, number, place, plain
from rotation.explain.conflicts import core_effort, together
from rotation.explain.differences import (
    Difference,
    Load,
    Move,
    differences,
    in_words,
    loads_changed,
    moves,
)
from rotation.explain.facts import Fact, Facts, facts_of, implied_off, keeping_off
from rotation.explain.question_rules import Assigned, KeptOff, Stay
from rotation.explain.subjects import ASKED, PLAN, person_named, shifts_on
from rotation.explain.words import MORE_EFFORT
from rotation.goals.base import Goal
from rotation.horizon.ids import Names
from rotation.kinds import DAY, TEXT
from rotation.model.fairness import Quantity
from rotation.model.problem import Person, Problem
from rotation.model.shifts import Shift
from rotation.model.words import amount_text
from rotation.rules import called
from rotation.rules.base import Rule
from rotation.solve.conflict_core import Claim
from rotation.solve.outcome import Outcome, solved_with
from rotation.solve.solver import End

__all__ = ["Ending", "Reason", "why", "why_not"]

_NAMES = {
    Quantity.SHIFTS: "shift",
    Quantity.REST_DAYS: "rest day",
    Quantity.HOLIDAYS: "holiday",
    Quantity.VOLUNTEER_DAYS: "volunteer day",
}


class Ending(StrEnum):
    """The kind of answer.

    Examples
    --------
    >>> from rotation.explain import Ending
    >>> plan.why_not("Cleo", date(2026, 12, 30))[0].ending is Ending.FORBIDDEN
    True
    """

    SETTLED = "settled"
    FORBIDDEN = "forbidden"
    IMPOSSIBLE = "impossible"
    EQUAL = "equal"
    COSTS = "costs"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason(Answer):
    """Why one person has one shift or not.

    Attributes
    ----------
    question : str
        `why` or `why-not`.
    person, shift : str
        Ids.
    ending : Ending
        Settled before planning; forbidden by facts, each by itself; impossible by facts together;
        equal, when another plan that is as good in every goal answers otherwise; costs, when none
        is; or unknown, because the effort ended.
    facts : tuple of Fact
        What settles, forbids or makes impossible.
    effects : tuple of Difference
        Every tier, in order of the goals: the plan's value, and that of the best alternative.
    loads : tuple of Load
        The ledgers of the person that would differ.
    moves : tuple of Move
        The shifts that would have another holder; as few as possible.

    Examples
    --------
    >>> (reason,) = plan.why_not("Ada", date(2026, 12, 15))
    >>> str(reason.ending), reason.shift
    ('costs', 'A-2026-12-14')
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("shift", "engineer", "question", "ending"),
        *("goal", "before", "after", "change", "facts"),
    )
    none: ClassVar[str] = "no shift is asked about"

    question: str
    person: str
    shift: str
    ending: Ending
    facts: tuple[Fact, ...] = ()
    effects: tuple[Difference, ...] = ()
    loads: tuple[Load, ...] = ()
    moves: tuple[Move, ...] = ()
    problem: Problem | None = field(default=None, repr=False, compare=False)

    @property
    def proved(self) -> bool:
        """Whether the answer is proved: every value of both plans is proved."""
        return self.ending is not Ending.UNKNOWN and all(e.proved for e in self.effects)

    def lines(self) -> tuple[str, ...]:
        """Return the answer in sentences, the first one the answer itself."""
        name = self._name(self.person)
        has = self.question == "why"
        if self.ending in (Ending.FORBIDDEN, Ending.SETTLED):
            heads = {
                (True, Ending.SETTLED): "was settled before planning",
                (False, Ending.SETTLED): "was settled before planning for somebody else",
            }
            head = heads.get((has, self.ending), f"cannot go to {name}")
            return (f"{self.shift} {head}:", *(f"  {fact}" for fact in self.facts))
        if self.ending is Ending.IMPOSSIBLE:
            what = f"has to stay with {name}" if has else f"cannot go to {name}"
            head = f"{self.shift} {what}: these facts leave no other way"
            return (f"{head}:", *(f"  {fact}" for fact in self.facts))
        if self.ending is Ending.UNKNOWN:
            return (f"{self.shift}: {UNKNOWN}",)
        return self._counterfactual(name, has=has)

    def _counterfactual(self, name: str, *, has: bool) -> tuple[str, ...]:
        changed = [in_words(e) for e in self.effects if e.change]
        carry = ", ".join(map(self._load, self.loads))
        if self.ending is Ending.EQUAL:
            same = "without" if has else "with"
            head = f"{self.shift} {same} {name} is as good in every goal: it is a tie"
        elif has:
            head = f"{self.shift} is {name}'s because every alternative is worse"
        else:
            head = f"possible, but worse: {self.shift} with {name}"
        lines = [head]
        if changed:
            lines.append(f"  goals: {'; '.join(changed)}")
        if carry:
            lines.append(f"  {name} would carry {carry}")
        lines += [
            f"  {m.shift}: {self._name(m.after)} in place of {self._name(m.before)}"
            for m in self.moves
        ]
        if not self.proved:
            lines.append("  not proved: the effort ended first")
        return tuple(lines)

    def _load(self, load: Load) -> str:
        noun = _NAMES[load.quantity]
        share = "" if load.share is None else f" (fair share {number(load.share)}"
        tail = f"{share}{', ' if share else ' ('}now {amount_text(load.before)})"
        return f"{amount_text(load.after)} {noun}{'' if load.after == 1 else 's'}{tail}"

    def _name(self, person: str | None) -> str:
        if person is None:
            return "nobody"
        return person if self.problem is None else called(self.problem, person)

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "question": self.question,
            "person": self.person,
            "shift": self.shift,
            "ending": self.ending.value,
            "proved": self.proved,
            "text": "\n".join(self.lines()),
            "facts": [
                {"rule": f.rule, "text": f.text, "source": place(f.source)} for f in self.facts
            ],
            "goals": [effect.as_dict() for effect in self.effects],
            "loads": [
                {
                    "ledger": load.quantity.value,
                    "before": load.before,
                    "after": load.after,
                    "share": plain(load.share),
                }
                for load in self.loads
            ],
            "moves": [{"shift": m.shift, "before": m.before, "after": m.after} for m in self.moves],
        }

    def records(self) -> list[dict[str, object]]:
        """Return one row per goal, with the keys `columns`.

        Without a counterfactual there is one row, with the facts instead of a goal.
        """
        common = {
            "shift": self.shift,
            "engineer": self.person,
            "question": self.question,
            "ending": self.ending.value,
            "facts": "; ".join(map(str, self.facts)),
        }
        none: dict[str, object] = {"goal": None, "before": None, "after": None, "change": None}
        return [
            {
                **common,
                "goal": effect.name,
                "before": plain(effect.before),
                "after": plain(effect.after),
                "change": plain(effect.change),
            }
            for effect in self.effects
        ] or [{**common, **none}]


UNKNOWN = f"the effort ended before any plan was found that answers; {MORE_EFFORT}"


@places_named(ASKED)
@checked(plan=PLAN, person=TEXT, day=DAY, track=optional(TEXT))
def why(plan: Outcome, person: str, day: date, *, track: str | None = None) -> Answers[Reason]:
    """Explain why somebody is on call on a day.

    Parameters
    ----------
    plan : Outcome
        Any plan.
    person : str
        Id, address, name or alias (I26).
    day : datetime.date
        By the clock of each track; it belongs to the shifts that have it in the ledgers (H10, H29).
    track : str, optional
        Only this track.

    Returns
    -------
    Answers of Reason
        One per shift that the person has then.

    Raises
    ------
    BadInput
        When the person or shift does not exist, or the person has none of the shifts.

    Examples
    --------
    >>> from rotation import explain
    >>> print(explain.why(plan, "Ben", date(2026, 12, 8)).text)
    A-2026-12-07 is Ben's because every alternative is worse
      goals: wishes about dates not met 0 to 1
      A-2026-12-07: Cleo in place of Ben
      A-2026-12-14: Ben in place of Cleo
    """
    someone = person_named(plan.problem, plan.rotation.engineers, person)
    shifts = shifts_on(plan, day, _today(plan, track), someone.id)
    mine = [s for s in shifts if plan.roster[s.id] == someone.id]
    if not mine:
        what = f"{called(plan.problem, someone.id)} is not on call on {day}"
        raise BadInput(Fault("PERSON", what, f"{_holders(plan, shifts)}; why-not asks why"))
    return Answers((_why(plan, someone, shift) for shift in mine), Reason)


def _today(plan: Outcome, track: str | None) -> str | None:
    """Return the present name of a track."""
    return track and Names(plan.rotation).track(track)


@places_named(ASKED)
@checked(plan=PLAN, person=TEXT, day=DAY, track=optional(TEXT))
def why_not(plan: Outcome, person: str, day: date, *, track: str | None = None) -> Answers[Reason]:
    """Explain why somebody is not on call on a day, and what it would cost.

    Parameters
    ----------
    plan : Outcome
        Any plan.
    person, day, track
        As for `why`.

    Returns
    -------
    Answers of Reason
        One per shift of that day.

    Raises
    ------
    BadInput
        When the person or shift does not exist, or the person has one of the shifts, and the day
        is no other turn of its track.

    Examples
    --------
    >>> from rotation import explain
    >>> print(explain.why_not(plan, "Cleo", date(2026, 12, 30)).text)
    A-2026-12-28 cannot go to Cleo:
      Cleo is away 2026-12-29 to 2027-01-03 (time_off[2])
    """
    someone = person_named(plan.problem, plan.rotation.engineers, person)
    shifts = shifts_on(plan, day, _today(plan, track))
    mine = [s for s in shifts if plan.roster[s.id] == someone.id]
    if mine:
        # On a track with several turns a day the question is about the others.
        tracks = {shift.track for shift in mine}
        shifts = tuple(s for s in shifts if s not in mine and s.track in tracks)
    if not shifts:
        held = ", ".join(shift.id for shift in mine)
        what = f"{called(plan.problem, someone.id)} is on call on {day}, in {held}"
        raise BadInput(Fault("PERSON", what, "ask with why, or about another --track"))
    return Answers((_why_not(plan, someone, shift) for shift in shifts), Reason)


def _holders(plan: Outcome, shifts: tuple[Shift, ...]) -> str:
    holders = []
    for shift in shifts:
        holder = plan.roster[shift.id]
        name = "open" if holder is None else called(plan.problem, holder)
        holders.append(f"{shift.id} is {name if holder is None else f'held by {name}'}")
    return ", ".join(holders)


def _locked(plan: Outcome, shift: Shift) -> tuple[Fact, ...]:
    facts = facts_of(plan.rotation, plan.problem, plan.rules)
    return tuple(f for f in facts.all if any(s == shift.id for _, s in f.claim.requires))


def _why(plan: Outcome, person: Person, shift: Shift) -> Reason:
    settled = _locked(plan, shift)
    base = Reason("why", person.id, shift.id, Ending.SETTLED, settled, problem=plan.problem)
    if settled:
        return base
    facts = facts_of(plan.rotation, plan.problem, plan.rules)
    tied = _tied(plan, facts, Claim(forbids=((person.id, shift.id),)))
    if tied:
        return _ended(base, Ending.IMPOSSIBLE, tied)
    because = f"{called(plan.problem, person.id)} does without {shift.id}"
    return _otherwise(plan, base, KeptOff(person.id, [shift.id], because))


def _why_not(plan: Outcome, person: Person, shift: Shift) -> Reason:
    facts = facts_of(plan.rotation, plan.problem, plan.rules)
    settled = _locked(plan, shift)
    off = keeping_off(facts, person.id, shift.id)
    base = Reason("why-not", person.id, shift.id, Ending.SETTLED, problem=plan.problem)
    if settled:
        return _ended(base, Ending.SETTLED, settled)
    if off:
        return _ended(base, Ending.FORBIDDEN, off)
    text = f"{called(plan.problem, person.id)} holds {shift.id}"
    tied = _tied(plan, facts, Claim(requires=((person.id, shift.id),)))
    if tied:
        return _ended(base, Ending.IMPOSSIBLE, tied)
    implied = implied_off(facts, person.id, shift.id)
    return _otherwise(plan, base, Assigned(person.id, shift.id, text, implied))


def _tied(plan: Outcome, facts: Facts, claim: Claim) -> tuple[Fact, ...]:
    """Return facts that together exclude a claim; empty if it is possible, or none were found."""
    asked = Fact("asked", (), (), claim=claim)
    core, tied = together(plan.problem, [*facts.all, asked], core_effort(plan))
    return tuple(f for f in tied if f is not asked) if core.end is End.IMPOSSIBLE else ()


def _ended(base: Reason, ending: Ending, facts: tuple[Fact, ...]) -> Reason:
    return Reason(base.question, base.person, base.shift, ending, facts, problem=base.problem)


def _otherwise(plan: Outcome, base: Reason, rule: Rule) -> Reason:
    """Solve the counterfactual and compare it with the plan."""
    goals: tuple[Goal, ...] = (*plan.goals, Stay(plan.roster))
    try:
        solved = solved_with(
            plan.problem,
            (*plan.rules, rule),
            goals,
            plan.parameters,
            start=plan.roster,
            known=plan.objectives,
        )
    except Impossible:
        # Proved, but a minimal set of facts takes more than its effort.
        return _ended(base, Ending.IMPOSSIBLE, ())
    except OutOfEffort:
        return _ended(base, Ending.UNKNOWN, ())
    effects = differences(plan.objectives, solved.objectives)
    loads = tuple(x for x in loads_changed(plan, solved.roster) if x.person == base.person)
    return Reason(
        base.question,
        base.person,
        base.shift,
        Ending.COSTS if _worse(effects) else Ending.EQUAL,
        (),
        effects,
        loads,
        moves(plan, solved.roster),
        plan.problem,
    )


def _worse(effects: tuple[Difference, ...]) -> bool:
    return any(effect.worse != Fraction(0) for effect in effects)
