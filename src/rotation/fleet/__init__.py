"""Many teams at once: planned, checked, published and looked at side by side (docs/fleet.md).

Modules are imported when their names are first used, because commands that only look need few.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rotation.fleet.dask_cluster import ClusterExecutor, ClusterUnavailable, cluster
    from rotation.fleet.fairness import fairness_fleet
    from rotation.fleet.ledgers import FleetAccount, FleetLedger, TeamAccount
    from rotation.fleet.on_call import who_fleet
    from rotation.fleet.on_call_report import FleetOnCall
    from rotation.fleet.publication import FleetPublication, TeamPublication
    from rotation.fleet.publishing import publish_fleet
    from rotation.fleet.pushes import FleetPush, TeamPush
    from rotation.fleet.pushing import push_fleet
    from rotation.fleet.report import FleetReport, TeamRow
    from rotation.fleet.runs import check_fleet, plan_fleet
    from rotation.fleet.upcoming import FleetShifts, next_shifts_fleet

__all__ = [
    "ClusterExecutor",
    "ClusterUnavailable",
    "FleetAccount",
    "FleetLedger",
    "FleetOnCall",
    "FleetPublication",
    "FleetPush",
    "FleetReport",
    "FleetShifts",
    "TeamAccount",
    "TeamPublication",
    "TeamPush",
    "TeamRow",
    "check_fleet",
    "cluster",
    "fairness_fleet",
    "next_shifts_fleet",
    "plan_fleet",
    "publish_fleet",
    "push_fleet",
    "who_fleet",
]

_HOMES = {
    "ClusterExecutor": "rotation.fleet.dask_cluster",
    "ClusterUnavailable": "rotation.fleet.dask_cluster",
    "FleetAccount": "rotation.fleet.ledgers",
    "FleetLedger": "rotation.fleet.ledgers",
    "FleetOnCall": "rotation.fleet.on_call_report",
    "FleetPublication": "rotation.fleet.publication",
    "FleetPush": "rotation.fleet.pushes",
    "FleetReport": "rotation.fleet.report",
    "FleetShifts": "rotation.fleet.upcoming",
    "TeamAccount": "rotation.fleet.ledgers",
    "TeamPublication": "rotation.fleet.publication",
    "TeamPush": "rotation.fleet.pushes",
    "TeamRow": "rotation.fleet.report",
    "check_fleet": "rotation.fleet.runs",
    "cluster": "rotation.fleet.dask_cluster",
    "fairness_fleet": "rotation.fleet.fairness",
    "next_shifts_fleet": "rotation.fleet.upcoming",
    "plan_fleet": "rotation.fleet.runs",
    "publish_fleet": "rotation.fleet.publishing",
    "push_fleet": "rotation.fleet.pushing",
    "who_fleet": "rotation.fleet.on_call",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 RUF100 - a module's attributes have no one type
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
