"""What solving returns: a roster that keeps the rules, how good it is, and how it was found."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from rotation.diagnostics import logger_of
from rotation.errors import BadInput, Fault, SolverDisagreement
from rotation.goals import fitting
from rotation.goals.base import Goal
from rotation.model.objective import Objective
from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.rules import hard, split, violations
from rotation.rules.base import Rule
from rotation.solve.parameters import Parameters
from rotation.solve.stop import Stop
from rotation.solve.tiers import Progress, Solved, solve

__all__ = ["Outcome", "solved_with"]

_LOG = logger_of(__name__)


@dataclass(frozen=True, repr=False)
class Outcome:
    """A solved problem of a rotation, checked without the solver.

    Attributes
    ----------
    rotation : RotationData
        What was planned for.
    problem : Problem
        What was decided.
    roster : Roster
        Who holds which shift.
    objectives : tuple of Objective
        Value, bound and proof of each tier, in order.
    today : datetime.date
        The day of planning, in the rotation's zone.
    effort : float
        Deterministic units the solver used.
    stopped : str
        Why the search was cut short from outside; when not empty the roster is not reproducible.
    rules : tuple of Rule
        What was kept.
    goals : tuple of Goal
        The goals, most important first.
    parameters : Parameters
        Effort and attempts.
    """

    rotation: RotationData
    problem: Problem
    roster: Roster
    objectives: tuple[Objective, ...]
    today: date
    effort: float
    stopped: str
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...] = ()
    parameters: Parameters = field(default_factory=Parameters)

    @classmethod
    def of(
        cls,
        rotation: RotationData,
        problem: Problem,
        today: date,
        *,
        rules: Sequence[Rule],
        goals: Sequence[Goal],
        parameters: Parameters | None = None,
        stop: Stop | None = None,
        progress: Progress | None = None,
        start: Roster | None = None,
    ) -> Self:
        """Solve a problem, and check the roster without the solver.

        Parameters
        ----------
        rotation : RotationData
            What the problem was prepared from.
        problem : Problem
            What is to be decided.
        today : datetime.date
            In the rotation's zone.
        rules, goals : sequence
            What must hold, and what is wanted, most important first.
        parameters, stop, progress, start
            As for `rotation.solve.tiers.solve`.

        Raises
        ------
        BadInput
            When a pinned shift breaks a rule.
        Impossible
            When no roster keeps the rules, even with every shift open.
        Interrupted
            If it is stopped before any roster was found.
        SolverDisagreement
            When the solver's roster fails the check: a bug of ours.
        """
        rules = hard(rules, problem)
        _refuse_bad_pins(problem, rules)
        parameters = parameters or Parameters()
        goals = fitting(goals, problem)
        solved = solved_with(
            problem, rules, goals, parameters, stop=stop, progress=progress, start=start
        )
        _report(problem, solved)
        return cls(
            rotation,
            problem,
            solved.roster,
            solved.objectives,
            today,
            solved.effort,
            solved.stopped,
            tuple(rules),
            tuple(goals),
            parameters,
        )

    def __getstate__(self) -> dict[str, object]:
        """Return the data without what was derived from it and kept, for pickles and copies."""
        return {own.name: getattr(self, own.name) for own in fields(self)}

    @property
    def proved(self) -> bool:
        """Whether every tier is proved best.

        Examples
        --------
        >>> plan.proved
        True
        """
        return all(objective.proved for objective in self.objectives)

    def __repr__(self) -> str:
        zone = ZoneInfo(self.rotation.timezone)
        first, last = (t.astimezone(zone).date() for t in (self.problem.start, self.problem.end))
        proof = "proved" if self.proved else "not all proved"
        return (
            f"<{type(self).__name__} of {self.rotation.name}, {first} to {last}:"
            f" {len(self.problem.shifts)} shifts, {len(self.roster.open_shifts())} open, {proof}>"
        )


def _report(problem: Problem, solved: Solved) -> None:
    _LOG.info(
        "horizon %s to %s: %d shifts, %d people, %d locked",
        *(problem.start.date(), problem.end.date(), len(problem.shifts), len(problem.people)),
        len(problem.locks),
    )
    for reached in solved.objectives:
        proof = "proved" if reached.proved else "not proved"
        _LOG.info("%s: %s, bound %s, %s", reached.name, reached.value, reached.bound, proof)
    _LOG.info("effort %s, stopped: %s", solved.effort, solved.stopped or "no")


def solved_with(
    problem: Problem,
    rules: Sequence[Rule],
    goals: Sequence[Goal],
    parameters: Parameters,
    *,
    stop: Stop | None = None,
    progress: Progress | None = None,
    start: Roster | None = None,
    known: Sequence[Objective] = (),
) -> Solved:
    """Solve a problem, or a changed one, and check the roster without the solver.

    Parameters are those of `rotation.solve.tiers.solve`.

    Raises
    ------
    Impossible, Interrupted, OutOfEffort
        As `rotation.solve.tiers.solve`.
    SolverDisagreement
        When the roster fails the check: a bug of ours.
    """
    solved = solve(
        problem, rules, goals, parameters, stop=stop, progress=progress, start=start, known=known
    )
    broken, _ = split(problem, violations(problem, solved.roster, rules))
    if broken:
        listed = "\n".join(map(str, broken))
        raise SolverDisagreement(
            "the solver's roster breaks rules. A rule of your own: its check and post disagree, "
            "see rotation.testing.assert_rule_agrees. One of rotation's: please report this.\n"
            f"{listed}"
        )
    return solved


def _refuse_bad_pins(problem: Problem, rules: Sequence[Rule]) -> None:
    holders: dict[str, str | None] = {shift.id: None for shift in problem.shifts}
    holders.update({lock.shift: lock.engineer for lock in problem.locks.values()})
    broken, _ = split(problem, violations(problem, Roster(holders), rules))
    faults = []
    for violation in broken:
        if not violation.shifts or not all(s in problem.locks for s in violation.shifts):
            continue  # the plan around the pin may still fix it
        pin = next(
            (
                lock
                for lock in map(problem.locks.get, violation.shifts)
                if lock is not None and lock.kind is LockKind.PIN
            ),
            None,
        )
        if pin is not None:
            place = f"{pin.source}: pin" if pin.source else "pin"
            sources = ", ".join(str(s) for s in violation.sources if s != pin.source)
            what = f"{violation.supposed.text}{f' ({sources})' if sources else ''}"
            faults.append(Fault(place, what, "remove the pin, or what conflicts with it"))
    if faults:
        raise BadInput(faults)
