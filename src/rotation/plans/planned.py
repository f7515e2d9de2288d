"""What looking at a plan needs of it, whoever made it."""

from datetime import date
from typing import Protocol

from rotation.analysis.ledger import Ledger
from rotation.checks.breaches import Breach
from rotation.checks.open_shifts import Opening
from rotation.checks.unable_people import Unable
from rotation.model.objective import Objective
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift
from rotation.rules import Violation

__all__ = ["Planned"]


class Planned(Protocol):
    """A roster of a problem with what it reached; `rotation.plans.plan.Plan` is one."""

    @property
    def rotation(self) -> RotationData:
        """What was planned for."""

    @property
    def problem(self) -> Problem:
        """What was decided."""

    @property
    def roster(self) -> Roster:
        """Who holds which shift."""

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """Value, bound and proof of each tier, in order."""

    @property
    def today(self) -> date:
        """The day of planning, in the rotation's zone."""

    @property
    def tolerated(self) -> tuple[Violation, ...]:
        """Rules that settled shifts break in a part that is not over."""

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """What is behind `tolerated`: which part of which shift is to be given away."""

    @property
    def effort(self) -> float:
        """Deterministic units the solver used."""

    @property
    def stopped(self) -> str:
        """Why the search was cut short from outside, or nothing."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The lines of the schedule, by start and track."""

    @property
    def openings(self) -> tuple[Opening, ...]:
        """The open shifts, and what keeps everybody off each."""

    @property
    def open_regular(self) -> tuple[Opening, ...]:
        """The open regular shifts."""

    @property
    def open_volunteer(self) -> tuple[Opening, ...]:
        """The open volunteer shifts."""

    @property
    def unable(self) -> tuple[Unable, ...]:
        """Who serves in the horizon and could hold no shift of it."""

    @property
    def short_notice(self) -> tuple[Shift, ...]:
        """The shifts that begin inside the notice and were not settled before."""

    def lines(self) -> Ledger:
        """Return the ledger, one line per person."""
