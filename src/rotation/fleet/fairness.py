"""What people carry in all their teams, beside their shares."""

from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.analysis.quantities import QUANTITIES
from rotation.analysis.window import last_day
from rotation.arguments import checked, optional
from rotation.config.fleet import read_fleet
from rotation.errors import BadInput, Fault
from rotation.fleet.asking import RUN, PeopleOutcome, TeamsDone, ask_teams, with_clear_people
from rotation.fleet.ledgers import FleetAccount, FleetLedger, TeamAccount
from rotation.fleet.people import everybody
from rotation.fleet.report import TeamRow
from rotation.fleet.work import Task, TeamOutcome, read_team, timed
from rotation.kinds import DAY, MOMENT

__all__ = ["fairness_fleet"]


@dataclass(frozen=True, slots=True)
class _LedgerOutcome(PeopleOutcome):
    window: tuple[date, date] | None = None
    accounts: tuple[TeamAccount, ...] = ()


@checked(**RUN, today=optional(DAY), now=optional(MOMENT), since=optional(DAY), until=optional(DAY))
def fairness_fleet(
    folder: str | Path,
    *,
    today: date | None = None,
    now: datetime | None = None,
    since: date | None = None,
    until: date | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: TeamsDone | None = None,
) -> FleetLedger:
    """Return what everybody carries in each of their teams, beside their shares; never solves.

    Parameters
    ----------
    folder : str or Path
        As for `plan_fleet`.
    today, now
        As for `plan_fleet`.
    since, until : datetime.date, optional
        First day, and the day after the last, in each team's zone. By default from the
        `history_days` of each team before today to the end of its records. Without `until`, a team
        whose records end before the first day has nothing to count.
    executor, workers, progress
        As for `who_fleet`.

    Returns
    -------
    FleetLedger
        Everybody by name, whether they belong to several teams or to one.

    Raises
    ------
    BadInput
        As for `plan_fleet`.
    """
    if today is None and now is None:
        raise BadInput(Fault("today", "is missing", "give a date, or an instant as `now`"))
    fleet = read_fleet(Path(folder))
    answers = ask_teams(
        _ledger_of,
        fleet.folder,
        fleet.teams,
        today=today,
        now=now,
        options={"since": since, "until": until},
        executor=executor,
        workers=workers,
        progress=progress,
    )
    outcomes = with_clear_people(answers, fleet.people)
    read = {o.row.team: o for o in outcomes if isinstance(o, _LedgerOutcome)}
    own = {(a.team, a.engineer): a for outcome in read.values() for a in outcome.accounts}
    people = everybody({team: outcome.people for team, outcome in read.items()}, fleet.people)
    accounts = tuple(FleetAccount(p, tuple(own[m] for m in p.members if m in own)) for p in people)
    windows = {team: outcome.window for team, outcome in read.items() if outcome.window}
    failures = tuple(outcome.row for outcome in outcomes if outcome.row.faults)
    empty = tuple(team for team, outcome in read.items() if not outcome.window)
    return FleetLedger(accounts, windows, failures, empty)


def _ledger_of(task: Task) -> TeamOutcome:
    return timed(task, _ledger)


def _ledger(task: Task) -> TeamOutcome:
    rotation = read_team(task)
    since, until = task.options["since"], task.options["until"]
    if since is None:
        today = task.day_in(ZoneInfo(rotation.timezone))
        since = today - timedelta(days=rotation.history_days)
    last = last_day(rotation)
    if until is None and (last is None or last <= since):
        return _LedgerOutcome(TeamRow(task.team, 0), people=rotation.engineers)
    ledger = rotation.ledger(since=since, until=until)
    accounts = [
        TeamAccount(
            task.team,
            line.person.id,
            {quantity: line.amount(quantity) for quantity in QUANTITIES},
            {q: line.shares[q] for q in QUANTITIES if q in line.shares},
        )
        for line in ledger.lines
    ]
    return _LedgerOutcome(
        TeamRow(task.team, 0),
        people=rotation.engineers,
        window=ledger.dates,
        accounts=tuple(accounts),
    )
