"""`python -m benchmarks.monthly`: a year of monthly plans, as a team lives with them.

Nineteen people in five time zones begin a rotation of two tracks without any history. Month after
month is planned, and what was planned becomes history. There are part-timers, three people who join
during the year, one who leaves, vacations, and a week of volunteer shifts at Christmas. The year is
planned twice: with the goals of today, and with the same without `short_gaps`.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from time import process_time
from zoneinfo import ZoneInfo

from rotation.analysis.accounts import Account, accounts_of
from rotation.goals import DEFAULT_GOALS, Goal, fitting
from rotation.goals.held_gaps import HeldGap, held_gaps
from rotation.goals.traits import watches_gaps
from rotation.model.fairness import Quantity
from rotation.model.objective import Objective
from rotation.model.people import Engineer, Offer, TimeOff
from rotation.model.problem import Problem
from rotation.model.rest_days import HolidayRules, MonthDay
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, ShiftKind
from rotation.model.tracks import Handover, SpecialPeriod, Track, TrackSettings
from rotation.problems import build_problem
from rotation.rules import DEFAULT_RULES, split, violations
from rotation.solve.tiers import solve
from rotation.statements.view import ModelView

__all__ = ["Figures", "Month", "Year", "figures", "live", "main", "picture", "team"]

FIRST = date(2026, 1, 1)
_HOME = "America/New_York"
_ZONES = (_HOME, _HOME, "America/Los_Angeles", "Europe/London", "Europe/Berlin", "Asia/Kolkata")
_PART_TIME = {2: Fraction(3, 5), 7: Fraction(4, 5), 11: Fraction(1, 2), 15: Fraction(3, 5)}
_JOINING = {16: date(2026, 2, 16), 17: date(2026, 4, 1), 18: date(2026, 7, 13)}
_LEAVING = {5: date(2026, 9, 11)}
_CHRISTMAS = SpecialPeriod("Christmas week", MonthDay(12, 25), MonthDay(1, 1))
_REGULAR, _VOLUNTEER, _SHORT = "#0072B2", "#E69F00", "#D55E00"
_AWAY_DAYS = (5, 9, 9, 16)


def team(seed: int, people: int = 19, *, home: bool = False) -> RotationData:
    """Return the team of a seed, without history.

    Parameters
    ----------
    seed : int
        Decides absences and offers.
    people : int
        The first so many of the nineteen; part-timers, joiners and the leaver are among the later
        ones as well.
    home : bool
        Whether who lives outside Eastern time serves track B only.
    """
    random = Random(f"monthly/{seed}")
    engineers = tuple(
        Engineer(
            id=f"p{number:02d}",
            name=f"Person {number}",
            joined=_JOINING.get(number, date(2024, 1, 1)),
            timezone=_ZONES[number % len(_ZONES)],
            tracks=("B",) if home and _ZONES[number % len(_ZONES)] != _HOME else ("A", "B"),
            leaves=_LEAVING.get(number),
            capacity=_PART_TIME.get(number, Fraction(1)),
        )
        for number in range(people)
    )
    tracks = tuple(
        Track(name, (TrackSettings((Handover(weekday, time(11)),)),))
        for name, weekday in (("A", 0), ("B", 2))
    )
    return RotationData(
        name="Monthly",
        calendar_id="monthly",
        timezone=_HOME,
        tracks=tracks,
        engineers=engineers,
        holidays=HolidayRules(country="US"),
        special_periods=(_CHRISTMAS,),
        time_off=tuple(sorted(_absences(engineers, random), key=_by_time)),
        offers=tuple(sorted(_offers(engineers, random), key=_by_time)),
    )


def _by_time(item: TimeOff | Offer) -> tuple[str, datetime, datetime]:
    return item.engineer, item.start, item.end


def _absences(engineers: Sequence[Engineer], random: Random) -> Iterator[TimeOff]:
    """Yield four to six vacations a person: a tenth of the year on average."""
    for engineer in engineers:
        zone = ZoneInfo(engineer.timezone)
        taken: set[int] = set()
        for _ in range(random.randrange(4, 7)):
            length = random.choice(_AWAY_DAYS)
            first = random.randrange(395 - length)
            days = set(range(first, first + length))
            if taken.isdisjoint(days):
                taken |= days
                start, end = FIRST + timedelta(first), FIRST + timedelta(first + length)
                wording = f"{start} to {end - timedelta(1)}"
                yield TimeOff(
                    engineer.id, _midnight(start, zone), _midnight(end, zone), wording=wording
                )


def _offers(engineers: Sequence[Engineer], random: Random) -> Iterator[Offer]:
    """Yield who offers days of the Christmas week, at either end of the year."""
    zone = ZoneInfo(_HOME)
    for year in (FIRST.year - 1, FIRST.year):
        for engineer in random.sample(list(engineers), max(2, len(engineers) * 2 // 5)):
            start = date(year, 12, 25) + timedelta(2 * random.randrange(3))
            end = start + timedelta(4)
            wording = f"{start} to {end - timedelta(1)}"
            yield Offer(engineer.id, _midnight(start, zone), _midnight(end, zone), wording=wording)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Month:
    """A month, planned and checked without the solver."""

    problem: Problem
    roster: Roster
    objectives: tuple[Objective, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """Months planned one after the other.

    Attributes
    ----------
    rotation : RotationData
        With everything that was planned as history.
    months : tuple of Month
        In order.
    """

    rotation: RotationData
    months: tuple[Month, ...]

    def gaps(self) -> list[tuple[Month, HeldGap]]:
        """Return the gaps that each month's planning made, and the month."""
        return [
            (month, gap) for month in self.months for gap in held_gaps(month.problem, month.roster)
        ]

    def accounts(self) -> Sequence[Account]:
        """Return what everybody carried at the end, and their fair shares."""
        last = self.months[-1]
        return accounts_of(last.problem, last.roster)


def live(rotation: RotationData, months: int, goals: Sequence[Goal] = DEFAULT_GOALS) -> Year:
    """Plan month after month, each with what was planned before as history.

    The ledgers look back to the first day, as the plan itself advises where records begin later
    than the window.

    Parameters
    ----------
    rotation : RotationData
        The team, without history.
    months : int
        From January on; 12 is the year.
    goals : sequence of Goal
        Most important first.
    """
    zone, lived = ZoneInfo(_HOME), []
    for number in range(months):
        first = date(FIRST.year, 1 + number, 1)
        after = date(FIRST.year + (number + 1) // 12, 1 + (number + 1) % 12, 1)
        rotation = replace(rotation, history_days=(first - FIRST).days)
        problem = build_problem(
            rotation, _midnight(first, zone), _midnight(after, zone), first - timedelta(days=1)
        )
        solved = solve(problem, DEFAULT_RULES, fitting(goals, problem))
        broken, _ = split(problem, violations(problem, solved.roster))
        assert not broken, broken
        lived.append(Month(problem, solved.roster, solved.objectives))
        planned = tuple(
            Entry(s.id, s.track, s.kind, s.start, s.end, solved.roster[s.id])
            for s in problem.shifts
        )
        rotation = replace(rotation, history=(*rotation.history, *planned))
    return Year(rotation, tuple(lived))


def without_short_gaps() -> tuple[Goal, ...]:
    """Return the default goals but the one that watches gaps."""
    return tuple(goal for goal in DEFAULT_GOALS if not watches_gaps([goal]))


@dataclass(frozen=True, slots=True)
class Figures:
    """What a year comes to.

    Attributes
    ----------
    open_shifts : int
        Regular shifts that nobody holds.
    shortest : int
        Days of the shortest gap of anybody.
    short : int
        Gaps below half of the person's own even gap, as each month has it.
    needed : int
        Those that are proved to be needed: with fewer, a shift would stay open.
    furthest : fractions.Fraction
        Shifts by which anybody is away from a fair share at the end, above or below.
    forced : fractions.Fraction
        The furthest of those who could hold no shift of the last month: nobody could do better.
    unproved : int
        Tiers of all months without a proof.
    """

    open_shifts: int
    shortest: int
    short: int
    needed: int
    furthest: Fraction
    forced: Fraction
    unproved: int


def figures(year: Year) -> Figures:
    """Return what a year of plans comes to."""
    gaps = [gap for _, gap in year.gaps()]
    differences = {
        account.person.id: abs(difference)
        for account in year.accounts()
        if (difference := account.difference(Quantity.SHIFTS)) is not None
    }
    last = year.months[-1].problem
    view = ModelView(last)
    for rule in DEFAULT_RULES:
        rule.post(last, view)
    free = {person for shift in last.regular() for person in view.candidates()[shift.id]}
    tiers = [tier for month in year.months for tier in month.objectives]
    return Figures(
        open_shifts=sum(
            month.roster[shift.id] is None
            for month in year.months
            for shift in month.problem.regular()
        ),
        shortest=min((gap.days for gap in gaps), default=0),
        short=sum(gap.short for gap in gaps),
        needed=sum(int(tier.bound) for tier in tiers if tier.name == "short_gaps.gaps"),
        furthest=max(differences.values(), default=Fraction(0)),
        forced=max((d for p, d in differences.items() if p not in free), default=Fraction(0)),
        unproved=sum(not tier.proved for tier in tiers),
    )


def picture(years: Mapping[str, Year], file: Path) -> None:
    """Draw who is on call when, one panel per year of plans, short gaps in red.

    Parameters
    ----------
    years : mapping of str to Year
        By title.
    file : Path
        A `.png`; the same years give the same picture.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 - figures alone need no picture

    figure = Figure(figsize=(11, 4.2 * len(years)), layout="constrained")
    panels = figure.subplots(len(years), squeeze=False)[:, 0]
    for axes, (title, year) in zip(panels, years.items(), strict=True):
        people = [person.id for person in year.months[-1].problem.people]
        row = {person: number for number, person in enumerate(people)}
        for month in year.months:
            for shift in month.problem.shifts:
                holder = month.roster[shift.id]
                if holder is not None:
                    colour = _REGULAR if shift.kind is ShiftKind.REGULAR else _VOLUNTEER
                    length = shift.end - shift.start
                    axes.barh(row[holder], length, left=shift.start, height=0.7, color=colour)
        for _, gap in year.gaps():
            if gap.short:
                ends = gap.first.end, gap.second.start
                axes.plot(ends, (row[gap.person],) * 2, color=_SHORT, linewidth=2.5)
        result = figures(year)
        axes.set_title(
            f"{title}: {result.short} short gaps, the shortest {result.shortest} days; "
            f"everybody within {float(result.furthest):.2f} of a fair share of shifts",
            loc="left",
            fontsize=10,
        )
        axes.set_yticks(range(len(people)), people, fontsize=7)
        axes.invert_yaxis()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=90, metadata={"Software": None})


def main(words: Sequence[str] | None = None) -> int:
    """Plan years, print a table, draw the first one, and return 1 when the bar is missed."""
    parser = argparse.ArgumentParser("python -m benchmarks.monthly", description=__doc__)
    add = parser.add_argument
    add("--seeds", metavar="N", type=int, default=3, help="seeds 1 to N (default 3)")
    add("--months", metavar="N", type=int, default=12, help="from January on (default 12)")
    add("--picture", metavar="FILE", type=Path, help="of seed 1: results/2026-11-26-monthly.png")
    add("--home", action="store_true", help="track B only for who is outside Eastern time")
    options = parser.parse_args(words)
    missed = 0
    heads = ["seed", "goals", "open", "shortest gap", "short gaps", "needed", "furthest"]
    heads += ["forced", "unproved", "s"]
    print(f"| {' | '.join(heads)} |")
    print(f"|---:|---|{'---:|' * (len(heads) - 2)}")
    for seed in range(1, options.seeds + 1):
        years = {}
        for title, goals in (
            ("with short_gaps", DEFAULT_GOALS),
            ("without short_gaps", without_short_gaps()),
        ):
            begun = process_time()
            year = years[title] = live(team(seed, home=options.home), options.months, goals)
            seconds = process_time() - begun
            f = figures(year)
            print(
                f"| {seed} | {title} | {f.open_shifts} | {f.shortest} | {f.short} | {f.needed} | "
                f"{float(f.furthest):.2f} | {float(f.forced):.2f} | {f.unproved} | {seconds:.1f} |",
                flush=True,
            )
            if goals is DEFAULT_GOALS:
                missed += f.short > f.needed or f.furthest > max(f.forced, 1)
        if seed == 1 and options.picture is not None:
            picture(years, options.picture)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
