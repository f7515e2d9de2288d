"""What somebody ended at a remote before it was over, which readings from now on lack."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from rotation.remotes.failures import RemoteFailure
from rotation.remotes.operations import ConflictKind, RemoteConflict
from rotation.remotes.tool import RemoteTool

__all__ = ["with_ended"]


def with_ended(
    conflicts: Iterable[RemoteConflict], tool: RemoteTool, now: datetime
) -> tuple[RemoteConflict, ...]:
    """Return conflicts, those about an item that was ended early with what is there of it.

    Others of the kind `DELETED` have nothing there. Reads the remote once per place with an item
    that had begun and is not shown any more; where that fails, nothing is known to be there.
    """
    given = tuple(conflicts)
    begun: dict[str, datetime] = {}
    for conflict in given:
        line = conflict.line
        if conflict.kind is ConflictKind.DELETED and line is not None and line.start < now:
            begun[line.place] = min(line.start, begun.get(line.place, line.start))
    there = {}
    for place, since in begun.items():
        with suppress(RemoteFailure):
            there.update({(i.place, i.id): i for i in tool.read([place], since, now)})
    return tuple(
        replace(conflict, present=there.get((conflict.line.place, conflict.line.id)))
        if conflict.kind is ConflictKind.DELETED and conflict.line is not None
        else conflict
        for conflict in given
    )
