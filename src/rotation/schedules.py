"""Schedules: read from files, judged by every rule."""

import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.arguments import checked, optional
from rotation.checks.schedules import judge
from rotation.config import read_schedule as read_csv
from rotation.config.faults import Wrong, printable
from rotation.config.file_names import schedule_name
from rotation.config.frames import entries_of
from rotation.config.nearest_files import reading_fix
from rotation.config.own_files import own_file
from rotation.errors import BadInput, Fault
from rotation.horizon import shifts_in_progress, shifts_of
from rotation.horizon.ids import base_id, under_known_names
from rotation.journal import home_of, view_of
from rotation.kinds import (
    DAY,
    ROTATION,
    RULES,
    SCHEDULE,
    SWITCH,
)
from rotation.limits import CALENDAR_BYTES
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.reading import read_file, reason
from rotation.rules import Rule, Violation
from rotation.written import shifts_from_entries
from rotation.written.published import not_worked

if TYPE_CHECKING:
    import pandas as pd

    from rotation.plans.plan import Plan

__all__ = ["check", "lines_of", "read_schedule", "relied_on"]

_NEARBY = timedelta(days=45)
"""Shifts within this time around a calendar's events are known by name."""


def read_schedule(rotation: RotationData, path: str | Path) -> tuple[Entry, ...]:
    """Read a schedule (ours, edited or foreign) from a `.csv` or `.ics` file.

    For the rotation's own files, published or history, later trades are applied.

    Parameters
    ----------
    rotation : RotationData
        For people and tracks.
    path : str or Path
        The file; its extension decides how it is read.

    Returns
    -------
    tuple of Entry
        By start, track and shift.

    Raises
    ------
    BadInput
        With every fault of the file at once, and for a file without shifts.
    """
    file = Path(path)
    place = printable(str(path))
    try:
        calendar = schedule_name(str(path))
    except Wrong as problem:
        raise BadInput(Fault(place, problem.what, problem.hint)) from problem
    own = None if calendar else own_file(rotation, file)
    if own is not None:
        entries = own.entries
    else:
        # It may be one of the files that a command is replacing, or did not finish.
        at = view_of(home_of(rotation.places)).path(file) or file
        entries = (
            _read_calendar(rotation, at, place) if calendar else read_csv(file, rotation, at=at)
        )
    if not entries:
        raise BadInput(Fault(place, "holds no shift", "give a schedule with lines, or events"))
    return entries


def relied_on(rotation: RotationData) -> tuple[Entry, ...]:
    """Return the published lines with trades applied, without shifts in history.

    Parameters
    ----------
    rotation : RotationData
        As loaded.

    Returns
    -------
    tuple of Entry
        By start, track and shift.

    Raises
    ------
    BadInput
        When there is none; it says when history ends, if there is one.
    """
    lines = not_worked(rotation, rotation.published)
    if not lines:
        fix = "plan and publish first, or name a schedule"
        raise BadInput(Fault(printable(rotation.places.published), _what_there_is(rotation), fix))
    return lines


def _what_there_is(rotation: RotationData) -> str:
    """Return why no published shift can be judged, and up to when shifts were worked."""
    ends = [entry.end for entry in rotation.history]
    last = f"{max(ends).astimezone(ZoneInfo(rotation.timezone)):%Y-%m-%d}" if ends else ""
    if rotation.published:
        return f"has only shifts that are history already, which ends on {last}"
    return f"nothing is published, and history ends on {last}" if ends else "nothing is published"


def _read_calendar(rotation: RotationData, file: Path, place: str) -> tuple[Entry, ...]:
    from rotation.config.calendars import schedule  # noqa: PLC0415 - only calendars need icalendar

    try:
        data = read_file(file, CALENDAR_BYTES)
    except OSError as error:
        raise BadInput(Fault(place, reason(error), reading_fix(error, file))) from error
    span = schedule.calendar_span(data, rotation, place)
    if span is None:
        return ()
    start, end = span[0] - _NEARBY, span[1] + _NEARBY
    known = (*shifts_in_progress(rotation, start), *shifts_of(rotation, start, end))
    names = {shift.id for shift in known}
    written = [
        entry
        for entry in (*rotation.history, *rotation.published)
        if base_id(entry.shift) not in names and start < entry.end and entry.start < end
    ]
    former = shifts_from_entries(rotation, written)
    return schedule.entries_from_ics(data, rotation, known, place, former)


@checked(
    rotation=ROTATION, schedule=SCHEDULE, rules=optional(RULES), today=optional(DAY), soft=SWITCH
)
def check(
    rotation: RotationData,
    schedule: "str | Path | Sequence[Entry] | pd.DataFrame | Plan",
    *,
    rules: Sequence[Rule] | None = None,
    today: date | None = None,
    soft: bool = False,
) -> list[Violation]:
    """Judge a schedule against every rule, without the solver.

    Parameters
    ----------
    rotation : RotationData
        The team.
    schedule : str, Path, sequence of Entry, pandas.DataFrame or Plan
        A path is read by `read_schedule`. A frame has at least the columns `shift, track, kind,
        start, end, engineer` of `Plan.to_frame`. `relied_on` returns the published plan.
    rules : sequence of Rule, optional
        All registered rules by default.
    today : datetime.date, optional
        Locks published shifts that begin before the end of the notice from this day.
    soft : bool
        Whether to judge by the soft rules (`[goals] soft`) instead.

    Returns
    -------
    list of Violation
        Empty when every rule holds.

    Raises
    ------
    BadInput
        If a frame lacks a column, or has a shift twice.

    Examples
    --------
    >>> rotation.check(team, plan)
    []
    >>> frame = plan.to_frame()
    >>> frame.loc[1, "engineer"] = "ada"  # twice in a row
    >>> [violation.rule for violation in rotation.check(team, frame)]
    ['rest']
    """
    return list(judge(rotation, lines_of(rotation, schedule), rules, today, soft=soft))


def lines_of(
    rotation: RotationData,
    schedule: "str | Path | Sequence[Entry] | pd.DataFrame | Plan",
    argument: str = "schedule",
) -> tuple[Entry, ...]:
    """Return the lines of a schedule, read or given, with the present names of tracks and shifts.

    Parameters
    ----------
    rotation : RotationData
        The team.
    schedule : str, Path, sequence of Entry, pandas.DataFrame or Plan
        A path is read by `read_schedule`.
    argument : str
        What it is called in messages.

    Raises
    ------
    BadInput
        As `read_schedule`; and if a frame lacks a column, or has a shift twice.
    """
    read = (
        read_schedule(rotation, schedule)
        if isinstance(schedule, str | os.PathLike)
        else entries_of(schedule, argument)
    )
    return under_known_names(rotation, read)
