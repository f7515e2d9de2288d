"""The person and shifts of a question, from a name and a date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.arguments import instance
from rotation.config.person_argument import person_among
from rotation.config.person_names import NamedPerson
from rotation.errors import BadInput, Fault
from rotation.horizon.clock import NOON
from rotation.horizon.shift_days import ShiftDays
from rotation.model.people import Engineer
from rotation.model.problem import Person, Problem
from rotation.model.shifts import Shift
from rotation.model.spelling import listed
from rotation.solve.outcome import Outcome

__all__ = ["ASKED", "PLAN", "person_named", "shifts_on"]

PLAN = instance(Outcome, "a plan, as Rotation.plan gives it")
"""The plan of every question."""

ASKED = {
    "PERSON": "person",
    "DATE": "day",
    "--track": "track",
    "--month": "month",
    "--from": "start",
    "--to": "end",
    "why-not": "why_not",
}
"""The arguments of questions, and of plans that hints name, by the words of commands."""

_DAY = timedelta(days=1)


def person_named(problem: Problem, engineers: Iterable[Engineer], words: str) -> Person:
    """Return the person of a problem with this id, address, name or alias (I26).

    Parameters
    ----------
    problem : Problem
        The problem of the plan.
    engineers : iterable of Engineer
        The rotation's, who know addresses and aliases.
    words : str
        What was asked.

    Raises
    ------
    BadInput
        When no person, or more than one, has this name; with the nearest.
    """
    known = {engineer.id: engineer for engineer in engineers}
    everybody: list[NamedPerson] = [known.get(p.id) or _Bare(p.id, p.name) for p in problem.people]
    return problem.person(person_among(everybody, words).id)


@dataclass(frozen=True, slots=True)
class _Bare:
    """A person of a problem that was built without a rotation."""

    id: str
    name: str
    email: str = ""
    aliases: tuple[str, ...] = ()


def shifts_on(
    plan: Outcome, day: date, track: str | None = None, person: str | None = None
) -> tuple[Shift, ...]:
    """Return the shifts of the plan that a local day belongs to, by track.

    Days belong to shifts as ledgers count them (H10, H29); a shift without a day has the one on
    which it begins. The person may hold one that was settled before the plan, for which there is
    no explanation here.

    Raises
    ------
    BadInput
        When there is none, or the track is unknown.
    """
    problem, days = plan.problem, ShiftDays(plan.rotation)
    zone = ZoneInfo(problem.zone)
    tracks = sorted({s.track for s in problem.shifts})
    if track is not None and track not in tracks:
        hint = f"give one of {listed(tracks)}"
        raise BadInput(Fault("--track", f"there is no track {track!r} in the plan", hint))

    def on_day(shifts: Iterable[Shift]) -> list[Shift]:
        noon = datetime.combine(day, NOON, UTC)
        near = (s for s in shifts if s.meets(noon - 2 * _DAY, noon + 2 * _DAY))
        return [s for s in near if track in (None, s.track) and day in days.named(s)]

    shifts = on_day(problem.shifts)
    before = on_day(h.shift for h in problem.carried if person in (None, h.engineer))
    if not shifts or (person is not None and before):
        begin, end = (m.astimezone(zone).date() for m in (problem.start, problem.end))
        if before:
            first = min(shift.start for shift in before).astimezone(zone).date()
            ids = sorted({shift.id for shift in before})
            were = "was" if len(ids) == 1 else "were"
            what = f"{' and '.join(ids)} {were} settled before this plan, which begins on {begin}"
            hint = f"ask about a plan that holds it: --from {first} --to {end}"
            raise BadInput(Fault("DATE", what, hint))
        hours = any(w != (s.start, s.end) for s in problem.shifts for w in _bounds(s))
        what = f"no shift of the plan {'has hours' if hours else 'covers noon'} on {day}"
        hint = f"the plan runs from {begin} to {end - timedelta(days=1)}; use --month for another"
        raise BadInput(Fault("DATE", what, hint))
    return tuple(sorted(shifts, key=lambda s: (s.track, s.start, s.id)))


def _bounds(shift: Shift) -> list[tuple[datetime, datetime]]:
    return [(window.start, window.end) for window in shift.windows]
