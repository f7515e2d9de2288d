"""The report of the published plan, with its trades, as it is on a day; never solves."""

from datetime import date, datetime

from rotation.errors import BadInput, Fault
from rotation.export import report_html
from rotation.goals import named
from rotation.model.settings import RotationData
from rotation.plans.input_digest import input_digest
from rotation.plans.report_data import report_data
from rotation.plans.schedule import PlannedSchedule
from rotation.plans.versions import versions
from rotation.problems import problem_of_entries
from rotation.rules import hard, registered
from rotation.written.published import records

__all__ = ["standing_report", "standing_schedule"]


def standing_schedule(
    rotation: RotationData,
    today: date,
    start: datetime,
    end: datetime | None,
) -> PlannedSchedule:
    """Return the worked and published lines of a window, without goals that were reached.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.
    start : datetime.datetime
        Aware.
    end : datetime.datetime or None
        Half-open; None is the end of what is published.

    Raises
    ------
    BadInput
        When nothing is published then.
    """
    # A split shift comes with all its parts: the loads of those that are over count, too.
    lines = [
        entry
        for record in records(rotation).values()
        if record.end > start and (end is None or record.start < end)
        for entry in record.entries
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
