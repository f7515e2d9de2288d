"""Making a problem from a rotation and two instants."""

import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from rotation.errors import BadInput, Fault
from rotation.horizon.dates import dates_of
from rotation.horizon.timeline import timeline_of
from rotation.model.entrances import entrance_of
from rotation.model.problem import Problem
from rotation.model.settings import RotationData
from rotation.model.spelling import counted
from rotation.model.tracks import Track
from rotation.problems.assemble import assemble
from rotation.problems.beside import loads_beside
from rotation.written.locks import settle

__all__ = ["MOST_DECISIONS", "build_problem"]

MOST_DECISIONS = 250_000
"""People times shifts; a larger horizon is refused (docs/solving.md, "What is refused")."""


def build_problem(
    rotation: RotationData,
    start: datetime,
    end: datetime,
    today: date,
    *,
    in_parts: bool = False,
) -> Problem:
    """Prepare the problem of a horizon.

    Parameters
    ----------
    rotation : RotationData
        The rotation with all its data.
    start, end : datetime.datetime
        The horizon, aware, half-open.
    today : datetime.date
        Local date; shifts that began earlier are past, and the notice counts from it.
    in_parts : bool
        Whether an unsettled split shift of the published plan is planned in its parts, as in a
        replan; otherwise it is planned as a whole.

    Returns
    -------
    Problem
        The shifts that begin in the horizon, and those in progress at its start that neither
        history nor the published plan settles; all instants in UTC.

    Raises
    ------
    BadInput
        For an empty team, more than `MOST_DECISIONS` decisions, overlapping special periods, a
        published plan that does not fit the tracks, and pins that cannot be kept: each with its
        faults all at once.
    """
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    _refuse_empty(rotation)
    _refuse_large(rotation, start, end, replanned=in_parts)
    dates = dates_of(rotation, start, end, today)
    settled = settle(timeline_of(rotation), rotation, dates, in_parts=in_parts)
    if settled.faults:
        raise BadInput(sorted(settled.faults, key=_file_order))
    return assemble(
        rotation,
        dates,
        shifts=settled.shifts,
        carried=settled.carried,
        locks=settled.locks,
        published=settled.published,
        beside=loads_beside(rotation, dates.window_start, dates.start, dates.end),
    )


def _refuse_empty(rotation: RotationData) -> None:
    if not rotation.engineers:
        tables = entrance_of([track.source for track in rotation.tracks])
        raise BadInput(Fault(_config(rotation), "the team is empty", tables.another("engineer")))


def _refuse_large(
    rotation: RotationData, start: datetime, end: datetime, *, replanned: bool
) -> None:
    weekly = sum((_weekly(track) for track in rotation.tracks), Fraction(0))
    people = len(rotation.engineers)
    days = -((start - end) // timedelta(days=1))
    shifts = weekly * days / 7
    if people * shifts <= MOST_DECISIONS:
        return
    what = f"{people} people and about {int(shifts)} shifts make more than"
    what += f" {MOST_DECISIONS:,} decisions".replace(",", " ")
    what += ", which take too much time and memory"
    weeks = int(MOST_DECISIONS / (people * weekly))
    hint = "split the rotation into smaller ones"
    if weeks:
        most = counted(weeks, "week")
        hint = f"plan at most {most} at a time with --from and --to, and publish between"
        if replanned:  # what is published decides the horizon
            hint = f"publish at most {most} ahead"
    raise BadInput(Fault("replan" if replanned else "--to", what, hint))


def _weekly(track: Track) -> Fraction:
    """Return how many shifts a track begins per week, over all settings."""
    return max(Fraction(len(settings.handover), settings.weeks) for settings in track.settings)


def _file_order(fault: Fault) -> tuple[list[tuple[int, str]], Fault]:
    """Sort line 10 after line 2."""
    chunks = re.findall(r"\d+|\D+", fault.place)
    return [(int(c), "") if c.isdecimal() else (0, c) for c in chunks], fault


def _config(rotation: RotationData) -> str:
    file = next((track.source.file for track in rotation.tracks if track.source), "")
    return f"{file}: engineer" if file else "engineer"
