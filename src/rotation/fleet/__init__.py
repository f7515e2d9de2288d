"""Many teams at once: planned, checked and looked at side by side (docs/fleet.md)."""

from rotation.fleet.on_call import FleetOnCall, who_fleet
from rotation.fleet.report import FleetReport, TeamRow
from rotation.fleet.runs import check_fleet, plan_fleet
from rotation.fleet.upcoming import FleetShifts, next_shifts_fleet

__all__ = [
    "FleetOnCall",
    "FleetReport",
    "FleetShifts",
    "TeamRow",
    "check_fleet",
    "next_shifts_fleet",
    "plan_fleet",
    "who_fleet",
]
