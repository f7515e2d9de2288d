"""A schedule as files for people and other tools; knows the model only (docs/architecture.md)."""

from rotation.export.calendar import person_calendar, team_calendar
from rotation.export.document import plan_json
from rotation.export.folder import write_folder
from rotation.export.report import report_html
from rotation.export.table import schedule_csv

__all__ = [
    "person_calendar",
    "plan_json",
    "report_html",
    "schedule_csv",
    "team_calendar",
    "write_folder",
]
