"""The public interface: load a rotation, plan it, check a schedule."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from rotation.arguments import checked, having, optional
from rotation.config import load as load_data
from rotation.config.frames import draft_of, entries_of
from rotation.errors import BadInput, Fault
from rotation.goals import Goal, named, rounds_first
from rotation.goals import registered as registered_goals
from rotation.horizon import horizon_of
from rotation.horizon.ids import under_known_names
from rotation.horizon.span import refuse_hourless, refuse_trackless
from rotation.kinds import (
    CALLABLE,
    DAY,
    GOALS,
    PATH,
    POSITIVE,
    RULES,
    SCHEDULE,
    SWITCH,
    TEXT,
    WHOLE,
)
from rotation.model.problem import Problem
from rotation.model.shifts import Entry
from rotation.problems import build_problem, build_rounds
from rotation.published import Published
from rotation.rules import Rule
from rotation.rules import registered as registered_rules
from rotation.schedules import check, read_schedule, relied_on
from rotation.solve.parameters import Parameters
from rotation.solve.stop import Deadline

if TYPE_CHECKING:
    import pandas as pd

    from rotation.analysis.ledger import Ledger
    from rotation.analysis.pay import PaidLine
    from rotation.plans.plan import Plan
    from rotation.plans.replan import Replan
    from rotation.solve.stop import Stop

__all__ = ["Rotation", "check", "entries_of", "load", "read_schedule", "relied_on"]

_SEARCH = {
    "effort": optional(POSITIVE),
    "time_limit": optional(POSITIVE),
    "stop": optional(having("a stop (an object with reason())", "reason")),
    "progress": optional(CALLABLE),
}
_HORIZON = {
    "month": optional(TEXT),
    "start": optional(DAY),
    "end": optional(DAY),
    "weeks": optional(WHOLE),
    "rounds": optional(WHOLE),
}


@dataclass(frozen=True, slots=True, repr=False, init=False)
class Rotation(Published):
    """A rotation that can be planned: frozen data, made here or read by `load`.

    The arguments are the keys of `rotation.toml`, with the same defaults (docs/files.md), and what
    it checks in files it checks here. Iterables are kept as tuples, sorted as those of
    `rotation.model.settings.RotationData`.

    Parameters
    ----------
    name, timezone : str
        For people, and the IANA name of the zone.
    tracks : iterable of Track
        At least one; several of one name are one track with settings one after the other.
    engineers : iterable of Engineer
        At least one.
    calendar_id : str, optional
        Root of every calendar UID; by default made from the name.
    notice_days, min_rest_days, history_days, grace_days, new_for_days : int
        Whole local days.
    volunteer_years : int
        The years that the ledger of volunteer days looks back.
    on_rest_day : OnRestDay or str
        What happens to a handover on a rest day.
    holidays : HolidayRules, optional
        By default Saturdays and Sundays only.
    special_periods, time_off, offers, wishes, pins : iterable
        Of `SpecialPeriod`, `TimeOff`, `Offer`, `Wish` and `Pin`.
    history, published : iterable of Entry
        Worked shifts, and the published plan.
    trades, changes : iterable
        Of `Trade` and `LoggedChange`: what happened since publication.
    goals : sequence of str or mapping, optional
        Names of the goals, most important first; or the table `[goals]`, with settings.
    soft : sequence of str
        Names of the rules that are sought, as goals, and need not hold.
    rules : mapping, optional
        The tables `[rules.NAME]`: `{"limit": [{"shifts": 2, "days": 30}]}`.
    settings : iterable of Configured
        The tables of rules and goals as a rotation has them, beside `rules`.
    home_zone : HomeZone, optional
        Where somebody on call should live.
    calendar : CalendarSettings, optional
        The wording of calendars.
    pay : PaySettings, optional
        What hours on call are worth.
    bearable_hours : int
        How many hours of a shift may lie in vacation.
    holidays_of : HolidaysOf or str
        Whose public holidays the ledger of holidays counts.
    unmatched : {"error", "skip"}, optional
        What becomes of time off that belongs to nobody.
    ignore : str or sequence of str
        Names in time off that are ignored.
    places, time_off_known, remarks, key_places
        What `load` found in files; `replace` keeps it.

    Raises
    ------
    BadInput
        With every fault at once, as files have them, at the path of the argument:
        `engineers[3].timezone`.

    Examples
    --------
    >>> from datetime import date
    >>> from rotation import Engineer, Rotation, Track
    >>> Rotation(
    ...     "Team",
    ...     "America/New_York",
    ...     tracks=[Track("A", "Mon 11:00")],
    ...     engineers=[Engineer("Ada Lovelace", joined=date(2024, 3, 4))],
    ... )
    <Rotation Team: 1 engineer, track A>
    """

    @checked(today=DAY, **_HORIZON)
    def problem(
        self,
        *,
        today: date,
        month: str | None = None,
        start: date | None = None,
        end: date | None = None,
        weeks: int | None = None,
        rounds: int | None = None,
    ) -> Problem:
        """Prepare the planning problem; parameters and errors are those of `plan`.

        Examples
        --------
        >>> problem = team.problem(month="2026-12", today=today)
        >>> [shift.id for shift in problem.shifts]
        ['A-2026-11-30', 'A-2026-12-07', 'A-2026-12-14', 'A-2026-12-21', 'A-2026-12-28']
        """
        if rounds is not None:
            return build_rounds(
                self, today=today, rounds=rounds, first=start, month=month, last=end, weeks=weeks
            )
        span = horizon_of(self, today=today, month=month, first=start, last=end, weeks=weeks)
        refuse_trackless(self, *span)
        problem = build_problem(self, *span, today)
        refuse_hourless(self, {shift.track for shift in problem.shifts}, *span)
        return problem

    @checked(
        **_HORIZON,
        today=optional(DAY),
        rules=optional(RULES),
        goals=optional(GOALS),
        **_SEARCH,
    )
    def plan(
        self,
        *,
        month: str | None = None,
        start: date | None = None,
        end: date | None = None,
        weeks: int | None = None,
        rounds: int | None = None,
        today: date | None = None,
        rules: Sequence[Rule] | None = None,
        goals: Sequence[Goal] | None = None,
        effort: float | None = None,
        time_limit: float | None = None,
        stop: "Stop | None" = None,
        progress: Callable[[str], None] | None = None,
    ) -> "Plan":
        """Find and prove the fairest plan of a horizon; the plan also answers questions.

        Parameters
        ----------
        month : str, optional
            `YYYY-MM`; by default the month after `today`.
        start, end : datetime.date, optional
            First day, and the day after the last, in the rotation's zone.
        weeks : int, optional
            Weeks from `start`, or from the default month's first day.
        rounds : int, optional
            The same in rounds, in each of which everybody serves once.
        today : datetime.date, optional
            Decides what is past and what is inside the notice. By default the day before the
            horizon (only the command line reads the clock), which needs `month` or `start`.
        rules, goals : sequence, optional
            By default all registered rules, and the rotation's goals; by rounds, `rounds` second.
        effort : float, optional
            What a goal may use, above 0, in deterministic units of about 2 to 4 seconds of a slow
            core; 10 by default. Equal inputs and efforts give equal plans, on any machine.
        time_limit : float, optional
            Seconds of wall time from this call on, above 0. A plan that it cuts short says so
            (`stopped`), and is not reproducible.
        stop : object, optional
            Its method `reason()` returns why to stop, in two or three words, or an empty text; it
            is called a few times per second.
        progress : callable, optional
            Called with a few words about the present step (docs/solving.md).

        Returns
        -------
        Plan
            Checked against every rule without the solver.

        Raises
        ------
        BadInput
            For a horizon, a published plan or a pin that does not fit, with all faults at once.
        Impossible
            When no roster keeps the rules, even with every shift open.
        Interrupted
            When it is stopped, or the time is over, before any roster was found.

        Examples
        --------
        >>> team.plan(month="2026-12", today=today)
        <Plan of Team, 2026-12-01 to 2027-01-01: 5 shifts, 1 open, proved>
        >>> len(team.plan(start=date(2026, 12, 7), weeks=2, today=today).rows)
        3
        >>> team.plan(month="2026-12", today=today, effort=5, time_limit=60).stopped
        ''
        >>> steps = []
        >>> team.plan(month="2026-12", today=today, progress=steps.append) == plan
        True
        >>> steps[0]
        'rule coverage'
        """
        from rotation.plans.plan import Plan  # noqa: PLC0415 - loads OR-Tools

        parameters, until = _search(effort, time_limit, stop)
        day = today or self._day_before(month, start)
        problem = self.problem(
            today=day, month=month, start=start, end=end, weeks=weeks, rounds=rounds
        )
        usual = named if rounds is None else rounds_first
        return Plan.of(
            self,
            problem,
            day,
            rules=registered_rules() if rules is None else rules,
            goals=usual(self.goals) if goals is None else goals,
            parameters=parameters,
            stop=until,
            progress=progress,
        )

    @checked(
        today=DAY,
        release=SWITCH,
        rules=optional(RULES),
        goals=optional(GOALS),
        **_SEARCH,
    )
    def replan(
        self,
        today: date,
        *,
        release: bool = False,
        rules: Sequence[Rule] | None = None,
        goals: Sequence[Goal] | None = None,
        effort: float | None = None,
        time_limit: float | None = None,
        stop: "Stop | None" = None,
        progress: Callable[[str], None] | None = None,
    ) -> "Replan":
        """Replan the published shifts, with the fewest ones that change hands.

        Parameters
        ----------
        today : datetime.date
            In the rotation's zone; what begins inside the notice stays.
        release : bool
            Releases shifts that only the notice settles and whose holder cannot keep them any more.
        rules, goals : sequence, optional
            As for `plan`; by default the goals of the rotation, with the fewest changes among them.
        effort, time_limit : float, optional
            As for `plan`.
        stop, progress : optional
            As for `plan`.

        Returns
        -------
        Replan
            The plan, and what it changes; nothing is written.

        Raises
        ------
        BadInput
            When nothing published starts on or after today.
        Impossible
            When no roster keeps the rules, even with every shift open.
        Interrupted
            When it is stopped, or the time is over, before any roster was found.

        Examples
        --------
        >>> ill = TimeOff("Ben", date(2026, 12, 7), date(2026, 12, 13))
        >>> later = published.replace(time_off=[*published.time_off, ill])
        >>> replan = later.replan(today, release=True)
        >>> print(replan.people[0].text)
        Ben: no longer 7-14 December 2026 (A-2026-12-07), because Ben is away ...
        """
        from rotation.plans.replanning import replan  # noqa: PLC0415 - as above

        parameters, until = _search(effort, time_limit, stop)
        return replan(
            self,
            today,
            release=release,
            rules=rules,
            goals=goals,
            parameters=parameters,
            stop=until,
            progress=progress,
        )

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

    def _day_before(self, month: str | None, start: date | None) -> date:
        if month is None and start is None:
            hint = "give today=, month='YYYY-MM' or start="
            raise BadInput(Fault("plan", "does not know which day it is", hint))
        weeks = None if start is None else 1
        begin, _ = horizon_of(self, today=date.min, month=month, first=start, weeks=weeks)
        return begin.astimezone(ZoneInfo(self.timezone)).date() - timedelta(days=1)


def _search(
    effort: float | None, time_limit: float | None, stop: "Stop | None"
) -> "tuple[Parameters | None, Stop | None]":
    """Return the parameters of a search that begins now, and what ends it."""
    parameters = None if effort is None else Parameters(effort=float(effort))
    return parameters, stop if time_limit is None else Deadline(float(time_limit), stop)


@checked(path=PATH, today=optional(DAY))
def load(path: str | Path, *, today: date | None = None) -> Rotation:
    """Read a rotation from `rotation.toml`, or from the folder that holds it.

    Parameters
    ----------
    path : str or Path
        The file or the folder.
    today : datetime.date, optional
        In the rotation's zone. Unmatched time off that ended before is an error only if its days
        matter, such as for a plan of those days; what ends later is an error at once (I31). By
        default, what ended before the last worked shift did is over.

    Returns
    -------
    Rotation
        Frozen data, the same whatever the order of people and rows.

    Raises
    ------
    BadInput
        With every fault of all its files at once.

    Examples
    --------
    >>> team.save("on-call")
    >>> rotation.load("on-call") == team
    True
    >>> rotation.load("nowhere")
    Traceback (most recent call last):
        ...
    rotation.errors.BadInput: nowhere: no such file; `rotation init` writes one to start from
    """
    data = load_data(path, [goal.name for goal in registered_goals()], today)
    return Rotation.of(data)
