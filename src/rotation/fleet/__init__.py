"""Many teams at once: planned and checked side by side, each by itself (docs/fleet.md)."""

from rotation.fleet.report import FleetReport, TeamRow
from rotation.fleet.runs import check_fleet, plan_fleet

__all__ = ["FleetReport", "TeamRow", "check_fleet", "plan_fleet"]
