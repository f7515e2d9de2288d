"""Plans of a rotation, as methods: the problem, the fairest plan, a replan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from rotation.arguments import checked, having, optional, places_named
from rotation.constructed import Constructed
from rotation.errors import BadInput, Fault
from rotation.goals import Goal, named, rounds_first
from rotation.horizon import horizon_of
from rotation.horizon.span import refuse_hourless, refuse_trackless
from rotation.kinds import CALLABLE, DAY, GOALS, POSITIVE, RULES, SWITCH, TEXT, WHOLE
from rotation.model.problem import Problem
from rotation.problems import build_problem, build_rounds
from rotation.rules import Rule
from rotation.rules import registered as registered_rules
from rotation.solve.parameters import Parameters
from rotation.solve.stop import Deadline

if TYPE_CHECKING:
    from rotation.explain import Answers, Reason
    from rotation.plans.plan import Plan
    from rotation.plans.replan import Replan
    from rotation.solve.stop import Stop

__all__ = ["Planned", "search_limits"]

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


_WORDS = {
    "--month": "month",
    "--from": "start",
    "--to": "end",
    "--weeks": "weeks",
    "--rounds": "rounds",
}
"""The arguments of a horizon by the options of commands."""

_QUESTION = {
    "person": TEXT,
    "day": DAY,
    "track": optional(TEXT),
    "plan": optional(having("a plan, as Rotation.plan gives it", "roster", "why")),
    "today": optional(DAY),
}


@dataclass(frozen=True, slots=True, repr=False, init=False)
class Planned(Constructed):
    """A rotation whose shifts are planned, and planned again."""

    @places_named(_WORDS)
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
        """Prepare the planning problem of a horizon.

        Parameters
        ----------
        today : datetime.date
            In the rotation's zone.
        month, start, end, weeks, rounds
            The horizon, as for `plan`.

        Raises
        ------
        BadInput
            As for `plan`.

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

    @places_named(_WORDS)
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

        parameters, until = search_limits(effort, time_limit, stop)
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
    ) -> "Replan[Self]":
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

        parameters, until = search_limits(effort, time_limit, stop)
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

    @checked(**_QUESTION)
    def why(
        self,
        person: str,
        day: date,
        *,
        track: str | None = None,
        plan: "Plan | None" = None,
        today: date | None = None,
    ) -> "Answers[Reason]":
        """Explain why somebody is on call on a day, in the published plan or another one.

        The published plan is asked as `replan` leaves it, as by `rotation why --published`; where
        it has to change, the `remarks` of the answers say so. For several questions, or with limits
        of effort, ask `team.replan(today).plan`, which is made once.

        Parameters
        ----------
        person : str
            Id, address, name or alias.
        day : datetime.date
            By the clock of each track; it belongs to the shifts that have it in the ledgers.
        track : str, optional
            Only this track.
        plan : Plan, optional
            By default the published plan, which needs `today`.
        today : datetime.date, optional
            In the rotation's zone: what begins inside the notice from it is settled. Only the
            published plan needs it.

        Returns
        -------
        Answers of Reason
            One per shift that the person has then.

        Raises
        ------
        BadInput
            When the person or shift does not exist, or the person has none of the shifts; without
            `plan` and `today`, and when nothing published starts on or after today.

        Examples
        --------
        >>> answers = team.why("Ben", date(2026, 12, 9), plan=plan)
        >>> answers[0].ending
        <Ending.COSTS: 'costs'>
        >>> published.why("Ben", date(2026, 12, 9), today=today)[0].shift
        'A-2026-12-07'
        """
        from rotation.explain import Answers, Reason  # noqa: PLC0415 - loads OR-Tools

        asked, remarks = self._in_question(plan, today)
        return Answers(asked.why(person, day, track=track), Reason, remarks)

    @checked(**_QUESTION)
    def why_not(
        self,
        person: str,
        day: date,
        *,
        track: str | None = None,
        plan: "Plan | None" = None,
        today: date | None = None,
    ) -> "Answers[Reason]":
        """Explain why somebody is not on call on a day, and what it would cost.

        Parameters
        ----------
        person : str
            Id, address, name or alias.
        day : datetime.date
            By the clock of each track.
        track : str, optional
            Only this track.
        plan : Plan, optional
            By default the published plan, as for `why`.
        today : datetime.date, optional
            As for `why`.

        Returns
        -------
        Answers of Reason
            One per shift of that day.

        Raises
        ------
        BadInput
            As `why`; and when the person has one of the shifts, and the day is no other turn of its
            track.

        Examples
        --------
        >>> print(team.why_not("Cleo", date(2026, 12, 9), plan=plan))
        possible, but worse: A-2026-12-07 with Cleo
        ...
        """
        from rotation.explain import Answers, Reason  # noqa: PLC0415 - loads OR-Tools

        asked, remarks = self._in_question(plan, today)
        return Answers(asked.why_not(person, day, track=track), Reason, remarks)

    def _in_question(
        self, plan: "Plan | None", today: date | None
    ) -> "tuple[Plan, tuple[str, ...]]":
        """Return a plan, by default the published one, and where it differs from that."""
        if plan is not None:
            return plan, ()
        if today is None:
            what = "is needed to ask about the published plan"
            raise BadInput(Fault("today", what, "give today=, or another plan="))
        replanned = self.replan(today)
        return replanned.plan, replanned.remarks

    def _day_before(self, month: str | None, start: date | None) -> date:
        if month is None and start is None:
            hint = "give today=, month='YYYY-MM' or start="
            raise BadInput(Fault("plan", "does not know which day it is", hint))
        weeks = None if start is None else 1
        begin, _ = horizon_of(self, today=date.min, month=month, first=start, weeks=weeks)
        return begin.astimezone(ZoneInfo(self.timezone)).date() - timedelta(days=1)


def search_limits(
    effort: float | None, time_limit: float | None, stop: "Stop | None"
) -> "tuple[Parameters | None, Stop | None]":
    """Return the parameters of a search that begins now, and what ends it."""
    parameters = None if effort is None else Parameters(effort=float(effort))
    return parameters, stop if time_limit is None else Deadline(float(time_limit), stop)
