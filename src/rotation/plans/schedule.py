"""An outcome as people look at it: lines, open shifts, what is broken, who carries what."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from rotation.analysis.accounts import Account, accounts_of
from rotation.checks.breaches import Breach, breaches_in
from rotation.checks.open_shifts import Opening, openings
from rotation.checks.unable_people import Unable, unable_in
from rotation.display.frames import SCHEDULE, schedule_records
from rotation.display.results import Result
from rotation.errors import Fault
from rotation.model.schedule import Row
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules import Violation
from rotation.solve.outcome import Outcome
from rotation.written.roster_lines import rows_of

if TYPE_CHECKING:
    from rotation.analysis.ledger import Ledger

__all__ = ["CUT_SHORT", "PlannedSchedule"]


CUT_SHORT = "the best plan so far, and not reproducible"
"""What it means for a plan that the search was stopped from outside."""


class PlannedSchedule(Result, Outcome):
    """The schedule of a horizon, and what people need to know about it; never solves."""

    columns: ClassVar[tuple[str, ...]] = SCHEDULE

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The lines of the schedule, by start and track.

        Examples
        --------
        >>> [row.engineer for row in plan.rows]
        ['ada', 'ben', 'cleo', 'ada', None]
        """
        return rows_of(self.rotation, self.problem, self.roster, self.today)

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        """The data behind `tolerated`: which part of which shift to give away."""
        return breaches_in(self.rotation, self.problem, self.roster, self.today, self.rules)

    @property
    def tolerated(self) -> tuple[Violation, ...]:
        """Rules that shifts settled before break in a part that is not over.

        Shifts outside the horizon are among them: planning could not fix them, people can.
        """
        return tuple(violation for breach in self.breaches for violation in breach.violations)

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """The open shifts, with what keeps each person off."""
        return openings(self.problem, self.roster, self.rules)

    @property
    def open_regular(self) -> tuple[Opening, ...]:
        """The open regular shifts: someone must act."""
        return tuple(o for o in self.openings if o.shift.kind is ShiftKind.REGULAR)

    @property
    def open_volunteer(self) -> tuple[Opening, ...]:
        """The open volunteer shifts: more offers are needed."""
        return tuple(o for o in self.openings if o.shift.kind is ShiftKind.VOLUNTEER)

    @cached_property
    def unable(self) -> tuple[Unable, ...]:
        """The people who serve in the horizon and cannot hold any shift of it."""
        written = {engineer.id: engineer.source for engineer in self.rotation.engineers}
        return unable_in(self.problem, self.rules, written)

    @property
    def remarks(self) -> tuple[Fault, ...]:
        """What was left out when the files were read, and who cannot hold any shift."""
        return (*self.rotation.remarks, *self.unable_faults)

    @property
    def unable_faults(self) -> tuple[Fault, ...]:
        """Who cannot hold any shift, as warnings; without what loading warns of already."""
        known = [remark.place for remark in self.rotation.remarks]
        return tuple(u.fault for u in self.unable if not any(map(u.is_at, known)))

    @property
    def short_notice(self) -> tuple[Shift, ...]:
        """The shifts that begin inside the notice and were not settled before planning."""
        return tuple(
            shift
            for shift in self.problem.shifts
            if shift.start < self.problem.notice_until and shift.id not in self.problem.locks
        )

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """What each person carries of the ledgers that goals level, by id."""
        return accounts_of(self.problem, self.roster)

    def ledger(self) -> "Ledger":
        """Return what each person carries next to a fair share, before the plan and with it.

        It is `Rotation.ledger` with the plan as its draft. `to_wide` makes a frame with one row
        per person, `to_frame` one with a row per person and quantity.

        Examples
        --------
        >>> ledger = plan.ledger()
        >>> ledger
        <Ledger of Team, 2025-12-01 to 2027-01-01: 3 people, 5 shifts>
        """
        from rotation.analysis.window import ledger_of_plan  # noqa: PLC0415 - no plan writes it

        return ledger_of_plan(self.rotation, self.problem, self.roster)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per shift, by start and track.

        Examples
        --------
        >>> plan.records()[1]["shift"]
        'A-2026-12-07'
        """
        return schedule_records(self.rotation, self.rows)

    def lines(self) -> tuple[str, ...]:
        """Return what was planned, why the search was cut short, open shifts, and the goals.

        Examples
        --------
        >>> plan.lines()[:2]
        ('Plan of Team, 2026-12-01 to 2027-01-01: 5 shifts, 1 open, proved',
        'open: A-2026-12-28: no one available: 3 away')
        """
        cut = (f"{self.stopped}: {CUT_SHORT}",) if self.stopped else ()
        open_ = (f"open: {opening.shift.id}: {opening.text}" for opening in self.openings)
        return (repr(self)[1:-1], *cut, *open_, *self.summary().splitlines())

    def _zone(self) -> tzinfo:
        return ZoneInfo(self.rotation.timezone)

    def summary(self) -> str:
        """Return the objectives in plain text, one line each.

        Examples
        --------
        >>> print(plan.summary())
        open regular shifts = 1 shifts (proved best)
        ...
        """
        return "\n".join(
            f"{o.title} = {float(o.value):g} {o.unit} "
            + ("(proved best)" if o.proved else f"(bound {float(o.bound):g})")
            for o in self.objectives
        )

    def _repr_html_(self) -> str:
        from rotation.display.notebook import schedule_html  # noqa: PLC0415 - notebooks only

        caption = repr(self)[1:-1] + (f"; {self.stopped}: {CUT_SHORT}" if self.stopped else "")
        return schedule_html(self.rotation, self.rows, self.objectives, caption)
