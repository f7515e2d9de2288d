"""The published plan in the tools that people already use: calendars, pagers, user groups.

A *remote* is one destination of `rotation.toml`. What is wanted there follows from the published
plan, what we wrote is in a ledger, and what is there is read; the difference of the three decides
every request (docs/remotes.md). Modules are imported when their names are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rotation.remotes.checked import RemoteCheck, check_remote
    from rotation.remotes.pulling import pull
    from rotation.remotes.pushed import Push
    from rotation.remotes.pushing import push

__all__ = ["Push", "RemoteCheck", "check_remote", "pull", "push"]

_HOMES = {
    "Push": "rotation.remotes.pushed",
    "RemoteCheck": "rotation.remotes.checked",
    "check_remote": "rotation.remotes.checked",
    "pull": "rotation.remotes.pulling",
    "push": "rotation.remotes.pushing",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 RUF100 - a module's attributes have no one type
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
