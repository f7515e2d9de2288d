"""What a rotation holds, as methods: who carried what, and what that is worth; never solves."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from rotation.arguments import checked, optional
from rotation.config.frames import draft_of, entries_of
from rotation.constructed import Constructed
from rotation.horizon.ids import under_known_names
from rotation.kinds import DAY, SCHEDULE, TEXT
from rotation.model.shifts import Entry
from rotation.schedules import read_schedule

if TYPE_CHECKING:
    import pandas as pd

    from rotation.analysis.ledger import Ledger
    from rotation.analysis.pay import PaidLine
    from rotation.plans.plan import Plan

__all__ = ["Inspected"]


@dataclass(frozen=True, slots=True, repr=False, init=False)
class Inspected(Constructed):
    """A rotation whose schedules are looked at."""

    @checked(since=optional(DAY), until=optional(DAY), draft=optional(SCHEDULE))
    def ledger(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        draft: "str | Path | Sequence[Entry] | pd.DataFrame | Plan | None" = None,
    ) -> "Ledger":
        """Return what each person carried in a window, with fair shares; never solves.

        Parameters
        ----------
        since, until : datetime.date, optional
            First day, and the day after the last, in the rotation's zone. By default those of a
            draft plan's own window; else up to the end of the records, and from `history_days`
            before the draft, or before that end.
        draft : Plan, str, Path, sequence of Entry or pandas.DataFrame, optional
            Counted with history and the published plan, and instead of the lines of its shifts;
            read as by `check`.

        Returns
        -------
        Ledger
            One line per person, by id: loads, exact hours and fair shares.

        Raises
        ------
        BadInput
            When the window ends before it begins, or the draft cannot be read.

        Examples
        --------
        >>> ledger = team.ledger(draft=plan)
        >>> ledger.to_wide()[["shifts", "shifts_share"]]
                  shifts  shifts_share
        engineer
        ada            2      1.333333
        ben            1      1.333333
        cleo           1      1.333333
        """
        from rotation.analysis.window import ledger_over  # noqa: PLC0415 - as above

        start = None
        if hasattr(draft, "problem"):
            problem = cast("Plan", draft).problem
            start = problem.start
            until = until or problem.end.astimezone(ZoneInfo(self.timezone)).date()
        lines = self._draft(draft)
        return ledger_over(self, since=since, until=until, draft=lines, planned_from=start)

    @checked(month=TEXT, draft=optional(SCHEDULE))
    def hours(
        self,
        month: str,
        *,
        draft: "str | Path | Sequence[Entry] | pd.DataFrame | Plan | None" = None,
    ) -> "tuple[PaidLine, ...]":
        """Return hours, pay and time in lieu of a month per person, by id (docs/hours.md).

        Parameters
        ----------
        month : str
            `YYYY-MM`, from midnight to midnight in each person's own zone.
        draft : Plan, str, Path, sequence of Entry or pandas.DataFrame, optional
            As for `ledger`.

        Raises
        ------
        BadInput
            For a text that is not a month, and a draft that cannot be read.

        Examples
        --------
        >>> from datetime import timedelta
        >>> line, *others = team.hours("2026-12", draft=plan)
        >>> line.engineer.name, line.hours.total / timedelta(hours=1), line.pay
        ('Ada', 323.0, Fraction(0, 1))
        """
        from rotation.analysis.pay import pay_of_month  # noqa: PLC0415 - `check` has no use for it

        return pay_of_month(self, month, self._draft(draft))

    def _draft(
        self, draft: "str | Path | Sequence[Entry] | pd.DataFrame | Plan | None"
    ) -> tuple[Entry, ...]:
        if draft is None:
            return ()
        if isinstance(draft, str | os.PathLike):
            return read_schedule(self, draft)
        return draft_of(self, under_known_names(self, entries_of(draft, "draft")))
