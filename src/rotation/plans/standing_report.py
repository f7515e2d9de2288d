"""The report of the published plan, with its trades, as it is on a day; never solves."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.export import report_html
from rotation.goals import named
from rotation.horizon.clock import midnight
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.plans.files import versions
from rotation.plans.input_digest import input_digest
from rotation.plans.report_data import report_data
from rotation.plans.schedule import PlannedSchedule
from rotation.problems import problem_of_entries
from rotation.rules import hard, registered
from rotation.written.published import not_worked

__all__ = ["standing_report", "standing_schedule"]


def standing_schedule(
    rotation: RotationData,
    today: date,
    start: datetime | None = None,
    end: datetime | None = None,
) -> PlannedSchedule:
    """Return the published lines of a window as a schedule without goals that were reached.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.
    start, end : datetime.datetime, optional
        Aware, half-open; by default from the midnight of today to the end of what is published.

    Raises
    ------
    BadInput
        When nothing is published then.
    """
    begins = start or midnight(ZoneInfo(rotation.timezone), today)
    lines: Sequence[Entry] = [
        entry
        for entry in not_worked(rotation, rotation.published)
        if entry.end > begins and (end is None or entry.start < end)
    ]
    if not lines:
        raise BadInput(Fault("report", "nothing is published then", "plan and publish first"))
    problem, roster = problem_of_entries(rotation, lines, today)
    rules = tuple(hard(registered(), problem))
    goals = tuple(named(rotation.goals))
    return PlannedSchedule(rotation, problem, roster, (), today, 0.0, "", rules, goals)


def standing_report(schedule: PlannedSchedule) -> bytes:
    """Return the page of a standing schedule; the same bytes for equal files and days."""
    digest = input_digest(schedule.rotation)
    return report_html(report_data(schedule, digest, versions(), standing=True))
