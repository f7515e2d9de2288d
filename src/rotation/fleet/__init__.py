"""Many teams at once: planned, checked and looked at side by side (docs/fleet.md)."""

from rotation.fleet.dask_cluster import ClusterExecutor, ClusterUnavailable, cluster
from rotation.fleet.on_call import FleetOnCall, who_fleet
from rotation.fleet.report import FleetReport, TeamRow
from rotation.fleet.runs import check_fleet, plan_fleet
from rotation.fleet.upcoming import FleetShifts, next_shifts_fleet

__all__ = [
    "ClusterExecutor",
    "ClusterUnavailable",
    "FleetOnCall",
    "FleetReport",
    "FleetShifts",
    "TeamRow",
    "check_fleet",
    "cluster",
    "next_shifts_fleet",
    "plan_fleet",
    "who_fleet",
]
