"""What a rotation holds, as methods: who is on call, who carried what; never solves."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from rotation.arguments import checked, optional, places_named
from rotation.checks.schedules import judge
from rotation.config.frames import draft_of
from rotation.constructed import Constructed
from rotation.kinds import DAY, RULES, SCHEDULE, SECRET, SWITCH, TEXT
from rotation.model.argument_names import called_by_name
from rotation.model.shifts import Entry
from rotation.rules import Rule
from rotation.schedules import lines_of, relied_on

if TYPE_CHECKING:
    import pandas as pd

    from rotation.analysis.ledger import Ledger
    from rotation.analysis.paid_month import PaidMonth
    from rotation.checks.judgement import Judgement
    from rotation.plans.plan import Plan
    from rotation.trades.address_list import Addresses
    from rotation.trades.announcements import HandoverNotes
    from rotation.trades.on_call import OnCall
    from rotation.trades.upcoming import NextShifts

__all__ = ["Inspected"]


@dataclass(frozen=True, slots=True, repr=False, init=False)
class Inspected(Constructed):
    """A rotation whose schedules are looked at."""

    @checked(schedule=optional(SCHEDULE), today=optional(DAY), rules=optional(RULES), soft=SWITCH)
    def check(
        self,
        schedule: "str | Path | Sequence[Entry] | pd.DataFrame | Plan | None" = None,
        *,
        today: date | None = None,
        rules: Sequence[Rule] | None = None,
        soft: bool = False,
    ) -> "Judgement":
        """Judge a schedule against every rule, without the solver.

        Parameters
        ----------
        schedule : str, Path, sequence of Entry, pandas.DataFrame or Plan, optional
            By default the published plan, with all trades and without what is history; read as by
            the function `check`.
        today : datetime.date, optional
            Locks published shifts that begin before the end of the notice from this day, in the
            rotation's zone.
        rules : sequence of Rule, optional
            All registered ones by default.
        soft : bool
            Whether to judge by the soft rules (`[goals] soft`) instead.

        Returns
        -------
        Judgement
            A sequence of violations, each with its rule, text, shifts and people. It is empty, and
            so false, when every rule `holds`.

        Raises
        ------
        BadInput
            When nothing is published, or a schedule cannot be read.

        Examples
        --------
        >>> print(published.check(today=today))
        open: nobody holds A-2026-12-28
        Team: 5 shifts from 2026-11-30 to 2027-01-04, 1 regular shift open; every rule holds for ...
        >>> twice = plan.to_frame().assign(engineer="ada")
        >>> [(broken.rule, broken.people) for broken in team.check(twice)][:1]
        [('time_off', ('ada',))]
        """
        from rotation.checks.judgement import Judgement  # noqa: PLC0415 - needed here only

        entries = lines_of(self, relied_on(self) if schedule is None else schedule)
        return Judgement(self, judge(self, entries, rules, today, soft=soft), entries, soft)

    @places_named({"--since": "since", "--until": "until"})
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

    @places_named({"--month": "month"})
    @checked(month=TEXT, draft=optional(SCHEDULE))
    def hours(
        self,
        month: str,
        *,
        draft: "str | Path | Sequence[Entry] | pd.DataFrame | Plan | None" = None,
    ) -> "PaidMonth":
        """Return hours, pay and time in lieu of a month per person, by id (docs/hours.md).

        Parameters
        ----------
        month : str
            `YYYY-MM`, from midnight to midnight in each person's own zone.
        draft : Plan, str, Path, sequence of Entry or pandas.DataFrame, optional
            As for `ledger`.

        Returns
        -------
        PaidMonth
            A tuple of `PaidLine`, also of people without hours; frame and plain values are those of
            `rotation hours`.

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
        from rotation.analysis.paid_month import PaidMonth  # noqa: PLC0415 - see below
        from rotation.analysis.pay import pay_of_month  # noqa: PLC0415 - `check` has no use for it

        return PaidMonth(pay_of_month(self, month, self._draft(draft)), self, month)

    @checked(week=DAY, today=optional(DAY))
    def notes(self, week: date, *, today: date | None = None) -> "HandoverNotes":
        """Return the hand-over notes of a week of the published plan, as `rotation notes`.

        Parameters
        ----------
        week : datetime.date
            Any day of the week, which is from Monday to Sunday, in the rotation's zone.
        today : datetime.date, optional
            Broken rules of shifts that were over before it are not reported; `week` by default.

        Returns
        -------
        HandoverNotes
            Who hands over to whom, who stays, what is open, special or changed; printed as
            Markdown.

        Raises
        ------
        BadInput
            When time off of the week belongs to nobody.

        Examples
        --------
        >>> print(published.notes(date(2026, 12, 9)))
        ## Team: Mon 7 Dec to Sun 13 Dec 2026
        ...
        """
        from rotation.trades.announcements import HandoverNotes  # noqa: PLC0415 - see above
        from rotation.trades.weekly import week_of  # noqa: PLC0415 - see above

        return HandoverNotes(week_of(self, week, today))

    @places_named({"PERSON": "person"})
    @checked(secret=optional(SECRET), person=optional(TEXT))
    def addresses(self, secret: str | None = None, *, person: str | None = None) -> "Addresses":
        """Return where the published page, calendars and data lie, as `rotation feeds`.

        Parameters
        ----------
        secret : str, optional
            Required if and only if `calendar.secret_env` names a variable: the value that
            `Edition.write` gets, too.
        person : str, optional
            Id, name, address or alias: only that person's calendar.

        Returns
        -------
        Addresses
            Paths relative to the published folder.

        Raises
        ------
        BadInput
            When the secret is missing, too short or not wanted, and when nobody, or several people,
            are called so.

        Examples
        --------
        >>> print(team.addresses(person="Ada"))
        Team: addresses below public
        Ada: people/ada.ics
        """
        from rotation.trades.address_list import addresses  # noqa: PLC0415 - see above

        return addresses(self, secret, person=person)

    def _draft(
        self, draft: "str | Path | Sequence[Entry] | pd.DataFrame | Plan | None"
    ) -> tuple[Entry, ...]:
        if draft is None:
            return ()
        lines = lines_of(self, draft, "draft")
        return lines if isinstance(draft, str | os.PathLike) else draft_of(self, lines)

    @called_by_name()
    def who(self, at: datetime, *, today: date | None = None) -> "OnCall":
        """Return who is on call at an instant, until when, and who comes next.

        From history, then from the published plan, with all trades.

        Parameters
        ----------
        at : datetime.datetime
            Aware.
        today : datetime.date, optional
            Broken rules of shifts that were over before it are not reported; in the rotation's
            zone, by default the day of `at`.

        Returns
        -------
        OnCall
            Each track with its shift of now. An open shift, a time that is not published and a
            time outside the hours of the track are different states.

        Raises
        ------
        BadInput
            For an instant without a time zone.

        Examples
        --------
        >>> from datetime import datetime
        >>> from zoneinfo import ZoneInfo
        >>> berlin = ZoneInfo("Europe/Berlin")
        >>> now = published.who(at=datetime(2026, 12, 9, 12, tzinfo=berlin))
        >>> print(now)
        Team, Wed 9 Dec 2026 12:00 CET (Europe/Berlin)
        A: Ben; handover Mon 14 Dec 11:00 CET; next: Cleo, until Mon 21 Dec 11:00 CET
        >>> now.tracks[0].now.engineer
        'ben'
        >>> published.who(at=datetime(2026, 12, 30, 12, tzinfo=berlin)).missing
        ('A',)
        """
        from rotation.trades.on_call import who  # noqa: PLC0415 - needed here only

        return who(self, at, today=today)

    @places_named({"PERSON": "person"})
    @called_by_name()
    def next_shifts(self, person: str, at: datetime) -> "NextShifts":
        """Return the shifts of a person that are not over at an instant.

        From history and the published plan, with all trades.

        Parameters
        ----------
        person : str
            Id, name, address or alias.
        at : datetime.datetime
            Aware.

        Returns
        -------
        NextShifts
            By start, shown in the person's own time zone.

        Raises
        ------
        BadInput
            For an instant without a time zone, and when nobody, or several people, are called so.

        Examples
        --------
        >>> from datetime import UTC, datetime
        >>> print(published.next_shifts("Ben", at=datetime(2026, 12, 3, tzinfo=UTC)))
        Ben, from Thu 3 Dec 2026 01:00 CET (Europe/Berlin)
        A-2026-12-07: Mon 7 Dec 11:00 CET to Mon 14 Dec 11:00 CET
        """
        from rotation.trades.upcoming import next_shifts  # noqa: PLC0415 - needed here only

        return next_shifts(self, person, at)
