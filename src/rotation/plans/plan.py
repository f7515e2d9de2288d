"""A plan: a roster, what it reached, and what people need to know about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.analysis.ledger import Ledger, ledger_of
from rotation.arguments import checked
from rotation.checks.breaches import Breach, breaches_in
from rotation.checks.open_shifts import Opening, openings
from rotation.checks.unable_people import Unable, unable_in
from rotation.errors import BadInput, Fault, SolverDisagreement
from rotation.export import write_folder
from rotation.goals import fitting
from rotation.goals.base import Goal
from rotation.journal import home_of
from rotation.kinds import PATH
from rotation.model.objective import Objective
from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind
from rotation.plans.files import plan_files
from rotation.rules import split, violations
from rotation.rules.base import Rule, Violation
from rotation.solve.parameters import Parameters
from rotation.solve.stop import Stop
from rotation.solve.tiers import Progress, solve
from rotation.written.roster_lines import rows_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Plan", "make_plan"]


@dataclass(frozen=True, repr=False)
class Plan:
    """A schedule of a horizon, checked without the solver.

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
    tolerated : tuple of Violation
        Rules that shifts settled before break in a part that is not over, shifts outside the
        horizon among them: planning could not fix them, people can.
    effort : float
        Deterministic units the solver used.
    stopped : str
        Why the search was cut short from outside; when not empty the plan is not reproducible.
    rules : tuple of Rule
        What was kept.
    goals : tuple of Goal
        What was wanted, most important first.
    parameters : Parameters
        Effort and attempts.
    breaches : tuple of Breach
        What is behind `tolerated`: which part of which shift is to be given away.
    """

    rotation: RotationData
    problem: Problem
    roster: Roster
    objectives: tuple[Objective, ...]
    today: date
    tolerated: tuple[Violation, ...]
    effort: float
    stopped: str
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...] = ()
    parameters: Parameters = field(default_factory=Parameters)
    breaches: tuple[Breach, ...] = ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The lines of the schedule, by start and track."""
        return rows_of(self.rotation, self.problem, self.roster, self.today)

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """The open shifts, and what keeps everybody off each."""
        return openings(self.problem, self.roster, self.rules)

    @property
    def open_regular(self) -> tuple[Opening, ...]:
        """The open regular shifts: a person must act."""
        return tuple(o for o in self.openings if o.shift.kind is ShiftKind.REGULAR)

    @property
    def open_volunteer(self) -> tuple[Opening, ...]:
        """The open volunteer shifts: more people are asked to offer."""
        return tuple(o for o in self.openings if o.shift.kind is ShiftKind.VOLUNTEER)

    @cached_property
    def unable(self) -> tuple[Unable, ...]:
        """Who serves in the horizon and could hold no shift of it, whatever the plan."""
        written = {engineer.id: engineer.source for engineer in self.rotation.engineers}
        return unable_in(self.problem, self.rules, written)

    @property
    def remarks(self) -> tuple[Fault, ...]:
        """What was left out when the files were read, and who could hold no shift."""
        return (*self.rotation.remarks, *(one.fault for one in self.unable))

    @property
    def short_notice(self) -> tuple[Shift, ...]:
        """The shifts that begin inside the notice and were not settled before."""
        return tuple(
            shift
            for shift in self.problem.shifts
            if shift.start < self.problem.notice_until and shift.id not in self.problem.locks
        )

    @property
    def proved(self) -> bool:
        """Whether every tier is proved best."""
        return all(objective.proved for objective in self.objectives)

    def lines(self) -> Ledger:
        """Return the ledger as plain data, one line per person."""
        return ledger_of(self.problem, self.roster)

    def ledger(self) -> "pd.DataFrame":
        """Return the ledger, one row per person: loads, fair shares, differences.

        See `rotation.analysis.ledger.Ledger.to_frame` for the columns.
        """
        return self.lines().to_frame()

    def to_frame(self) -> "pd.DataFrame":
        """Return the schedule, one row per shift, with aware instants in the rotation's zone.

        See `rotation.display.frames.schedule_frame` for the columns.
        """
        from rotation.display.frames import schedule_frame  # noqa: PLC0415 - pandas is heavy

        return schedule_frame(self.rotation, self.rows)

    def files(self) -> Mapping[str, bytes]:
        """Return the files of the output folder, by relative name, `plan.json` last."""
        return self._files

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        return plan_files(self)

    @checked(folder=PATH)
    def write(self, folder: str | Path) -> tuple[Path, ...]:
        """Write the output folder, whole or not at all; return the files.

        Raises
        ------
        BadInput
            When the folder cannot be written, and when another command is at work on the files of
            the rotation.
        """
        files = self.files()
        write_folder(Path(folder), files, home_of(self.rotation.places))
        return tuple(Path(folder) / name for name in files)

    def summary(self) -> str:
        """Return the objectives in plain text, one line each."""
        return "\n".join(
            f"{o.title} = {float(o.value):g} {o.unit} "
            + ("(proved best)" if o.proved else f"(bound {float(o.bound):g})")
            for o in self.objectives
        )

    def _repr_html_(self) -> str:
        from rotation.display.notebook import schedule_html  # noqa: PLC0415 - notebooks only

        return schedule_html(self.rotation, self.rows, self.objectives, repr(self)[1:-1])

    def __repr__(self) -> str:
        zone = ZoneInfo(self.rotation.timezone)
        first, last = (t.astimezone(zone).date() for t in (self.problem.start, self.problem.end))
        proof = "proved" if self.proved else "not all proved"
        return (
            f"<Plan of {self.rotation.name}, {first} to {last}: {len(self.problem.shifts)} shifts,"
            f" {len(self.roster.open_shifts())} open, {proof}>"
        )


def make_plan(
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
) -> Plan:
    """Plan a problem, and check the plan without the solver.

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
        When it is stopped before there is any roster.
    SolverDisagreement
        When the solver's roster fails the check: a bug of ours.
    """
    _refuse_bad_pins(problem, rules)
    goals = fitting(goals, problem)
    solved = solve(problem, rules, goals, parameters, stop=stop, progress=progress, start=start)
    broken, _ = split(problem, violations(problem, solved.roster, rules))
    if broken:
        raise SolverDisagreement(_disagreement(broken))
    breaches = breaches_in(rotation, problem, solved.roster, today, rules)
    return Plan(
        rotation,
        problem,
        solved.roster,
        solved.objectives,
        today,
        tuple(violation for breach in breaches for violation in breach.violations),
        solved.effort,
        solved.stopped,
        tuple(rules),
        tuple(goals),
        parameters or Parameters(),
        breaches,
    )


def _disagreement(broken: Sequence[Violation]) -> str:
    found = "\n".join(map(str, broken))
    return (
        "the solver's roster breaks rules. A rule of your own: its check and post disagree, see "
        f"rotation.testing.assert_rule_agrees. One of rotation's: please report this.\n{found}"
    )


def _refuse_bad_pins(problem: Problem, rules: Sequence[Rule]) -> None:
    holders: dict[str, str | None] = {shift.id: None for shift in problem.shifts}
    holders.update({lock.shift: lock.engineer for lock in problem.locks.values()})
    broken, _ = split(problem, violations(problem, Roster(holders), rules))
    faults = []
    for violation in broken:
        if not violation.shifts or not all(s in problem.locks for s in violation.shifts):
            continue  # what is planned around the pin may still fix it
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
