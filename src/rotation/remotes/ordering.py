"""The order of requests: the next shifts first, and nobody is uncovered in between.

A trade of half a shift shortens its item and creates another; if the item were shortened first,
nobody would be called for the other half until the next request.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from rotation.model.identity import named_track, split_part
from rotation.remotes.items import Present, Wanted
from rotation.remotes.ledger import RemoteLine
from rotation.remotes.operations import Action, ItemKey, Operation, OperationStep

__all__ = ["floor", "in_safe_order"]

_TimeSpan = tuple[datetime, datetime]
_Lane = tuple[str, str]
"""A place and a track: several tracks may share a place."""


def floor(moment: datetime, grain: timedelta) -> datetime:
    """Return an instant cut to a multiple of a grain, from the beginning of its day on, UTC."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment - (moment - midnight) % grain


def in_safe_order(
    steps: Iterable[OperationStep],
    wanted: Iterable[Wanted],
    there: Iterable[Present],
    ledger: Iterable[RemoteLine],
    now: datetime,
) -> tuple[Operation, ...]:
    """Return operations in an order in which no instant that stays covered is uncovered in between.

    What changes the ledger only comes first. Of the others the one that begins first is next,
    unless it takes somebody away from an instant that another one has to cover before. Where every
    order uncovers one, such as two items that exchange their times, the order is that of time.

    Parameters
    ----------
    steps : iterable of tuple of Operation
        Operations of one step stay together.
    wanted : iterable of Wanted
        What shall be covered.
    there : iterable of Present
        What is there.
    ledger : iterable of RemoteLine
        Which items are those of which track.
    now : datetime.datetime
        UTC; what is over does not count.
    """
    steps = list(steps)
    quiet = [operation for step in steps for operation in step if not operation.requests]
    waiting = [step for step in steps if step[0].requests]
    waiting.sort(key=lambda s: (s[0].start, s[0].action is not Action.CREATE, s[0].key))
    needed: dict[_Lane, list[_TimeSpan]] = defaultdict(list)
    for item in wanted:
        if item.user is not None:
            needed[_lane((item.place, item.key))].append((item.start, item.end))
    covers = _covers(quiet, there, ledger)
    ordered: list[Operation] = []
    while waiting:
        step = next((s for s in waiting if _safe(s, needed, covers, now)), waiting[0])
        waiting.remove(step)
        ordered.extend(step)
        for operation in step:
            _apply(operation, covers, now)
    return (*quiet, *ordered)


def _lane(key: ItemKey) -> _Lane:
    place, own = key
    shift = own.partition("#")[0]
    return place, named_track(split_part(shift)[0], shift)


def _covers(
    quiet: Iterable[Operation], there: Iterable[Present], ledger: Iterable[RemoteLine]
) -> dict[_Lane, dict[str, _TimeSpan]]:
    """Return the spans of our items that name somebody, by lane and id."""
    keys = {(line.place, line.id): (line.place, line.key) for line in ledger if line.id}
    for operation in quiet:
        if operation.action is Action.ADOPT and operation.present is not None:
            keys[operation.present.place, operation.present.id] = operation.key
    covers: dict[_Lane, dict[str, _TimeSpan]] = defaultdict(dict)
    for item in there:
        key = keys.get((item.place, item.id))
        if key is not None and item.user is not None:
            covers[_lane(key)][item.id] = (item.start, item.end)
    return covers


def _safe(
    step: OperationStep,
    needed: dict[_Lane, list[_TimeSpan]],
    covers: dict[_Lane, dict[str, _TimeSpan]],
    now: datetime,
) -> bool:
    """Return whether a step uncovers nothing that shall be covered."""
    lane = _lane(step[0].key)
    before = covers[lane]
    after = dict(before)
    taken = [before[o.present.id] for o in step if o.present and o.present.id in before]
    for operation in step:
        _apply(operation, {lane: after}, now)
    return not any(
        _holes((max(start, since, now), min(end, until)), after.values())
        for since, until in taken
        for start, end in needed[lane]
    )


def _holes(span: _TimeSpan, spans: Iterable[_TimeSpan]) -> bool:
    """Return whether spans leave an instant of a span uncovered."""
    reached, end = span
    for start, until in sorted(spans):
        if reached >= end or start > reached:
            break
        reached = max(reached, until)
    return reached < end


def _apply(operation: Operation, covers: dict[_Lane, dict[str, _TimeSpan]], now: datetime) -> None:
    own = covers.setdefault(_lane(operation.key), {})
    present, wanted = operation.present, operation.wanted
    if present is not None:
        span = own.pop(present.id, None)
        if operation.action is Action.END and span is not None:
            own[present.id] = (span[0], now)
    if wanted is not None and wanted.user is not None:
        own[present.id if present else f"new {operation.key[1]}"] = (wanted.start, wanted.end)
