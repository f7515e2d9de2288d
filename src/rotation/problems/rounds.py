"""Horizons measured in rounds."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from rotation.errors import BadInput, Fault
from rotation.horizon.clock import midnight, wall
from rotation.horizon.span import LATEST, horizon_of
from rotation.horizon.timeline import Timeline, timeline_of
from rotation.model.problem import Problem
from rotation.model.rounds import Round
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind
from rotation.problems.from_dates import build_problem

__all__ = ["MOST_ROUNDS", "build_rounds"]

MOST_ROUNDS = 20
"""The largest number of rounds; each is a separate tier."""

_STEP = timedelta(weeks=8)
"""The step in which time is searched for enough shifts."""


def build_rounds(
    rotation: RotationData,
    *,
    today: date,
    rounds: int,
    first: date | None = None,
    month: str | None = None,
    last: date | None = None,
    weeks: int | None = None,
) -> Problem:
    """Prepare the problem of a horizon of some rounds.

    A round has as many regular shifts as there are people in the rotation when its first one
    begins. The horizon ends with the day on which the last shift of the last round begins.

    Parameters
    ----------
    rotation : RotationData
        The rotation with all its data.
    today : datetime.date
        Local date; without `first`, the first round begins with the month after it.
    rounds : int
        How many, 1 to `MOST_ROUNDS`.
    first : datetime.date, optional
        First day.
    month, last, weeks : optional
        Other horizon options, which cannot be combined with rounds.

    Raises
    ------
    BadInput
        For options that contradict each other, and if nobody is in the rotation when a round
        begins.
    """
    _refuse(rounds, {"--month": month, "--to": last, "--weeks": weeks})
    start, _ = horizon_of(rotation, today=today, first=first, weeks=1)
    timeline = timeline_of(rotation)
    begin = wall(timeline.zone, start).date()
    last = _by_then(timeline, start, rounds * len(rotation.engineers))
    _, end = horizon_of(rotation, today=today, first=begin, last=last)
    generous = build_problem(rotation, start, end, today)
    built = _cut(generous, generous.regular(), rounds)
    final_day = wall(timeline.zone, generous.shift(built[-1].shifts[-1]).start).date()
    ends = midnight(timeline.zone, final_day + timedelta(days=1))
    problem = build_problem(rotation, start, max(ends, start + timedelta(days=1)), today)
    known = {shift for round_ in built for shift in round_.shifts}
    rest = tuple(s.id for s in problem.regular() if s.id not in known)
    *before, final = built
    return replace(problem, rounds=(*before, replace(final, shifts=(*final.shifts, *rest))))


def _by_then(timeline: Timeline, start: datetime, wanted: int) -> date:
    """Return a day before which this many regular shifts begin, or the last possible day."""
    end, seen = start, 0
    last = midnight(timeline.zone, LATEST)
    while seen < wanted and end < last:
        begin, end = end, min(end + _STEP, last)
        shifts = timeline.shifts(begin, end)
        seen += sum(shift.kind is ShiftKind.REGULAR for shift in shifts)
    return min(wall(timeline.zone, end).date() + timedelta(days=1), LATEST)


def _refuse(rounds: int, others: dict[str, object]) -> None:
    given = [option for option, value in others.items() if value is not None]
    faults = []
    if given:
        what = f"cannot be combined with {' and '.join(given)}"
        faults.append(Fault("--rounds", what, "give --from alone, or another way"))
    if not 1 <= rounds <= MOST_ROUNDS:
        what = (
            f"{rounds} rounds cannot be planned" if rounds < 1 else f"{rounds} rounds are too many"
        )
        faults.append(Fault("--rounds", what, f"give 1 to {MOST_ROUNDS}"))
    if faults:
        raise BadInput(faults)


def _cut(problem: Problem, shifts: tuple[Shift, ...], rounds: int) -> list[Round]:
    cut: list[Round] = []
    left = list(shifts)
    while len(cut) < rounds:
        people = _serving(problem, left[0].start) if left else ()
        if not people or len(left) < len(people):
            number = len(cut) + 1
            what = f"nobody is in the rotation when round {number} begins"
            if people or not left:
                what = f"round {number} does not end within the years that can be planned"
            raise BadInput(Fault("--rounds", what, "give fewer rounds, or begin later"))
        cut.append(Round(tuple(s.id for s in left[: len(people)]), people))
        left = left[len(people) :]
    return cut


def _serving(problem: Problem, moment: datetime) -> tuple[str, ...]:
    """Return the people in the rotation at an instant; neither vacations nor other teams matter."""
    regular = problem.regular()
    return tuple(
        person.id
        for person in problem.people
        if any(map(person.may_hold, regular))
        and not any(
            block.kind.outside and block.start <= moment < block.end for block in person.blocks
        )
    )
