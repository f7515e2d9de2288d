"""Which version of an event counts, where one UID is there several times (I17)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from rotation.config.calendars.components import Component, ProblemReporter
from rotation.config.faults import Wrong

__all__ = ["newest"]

_DOUBTS = 20
"""So many cancellations of one event are weighed against each of its versions."""


def newest(versions: Sequence[Component], tell: ProblemReporter) -> list[Component]:
    """Return what counts of all that has one UID.

    Of the event, and of each instance of it, the highest SEQUENCE counts; of equal ones a
    cancellation, if it was not made earlier (DTSTAMP), else all. What cancels the event cancels
    its instances. A SEQUENCE that cannot be read makes nothing void: what can be read is absence.

    Parameters
    ----------
    versions : sequence of Component
        Events and instances, cancelled ones included, from all files of one owner.
    tell : callable
        Takes what is read though it may be meant otherwise.

    Returns
    -------
    list of Component
        In their order. An instance that is cancelled stays, and takes its place in the series.
    """
    if len(versions) == 1 and not versions[0].times.cancelled:
        return list(versions)
    by_instance: dict[object, list[Component]] = {}
    for found in versions:
        by_instance.setdefault(_instance(found), []).append(found)
    series = [found for found in by_instance.get(None, ()) if found.times.cancelled]
    counting: list[Component] = []
    for instance, same in by_instance.items():
        others = same if instance is None else [*same, *series]
        live = [found for found in same if not found.times.cancelled]
        voided = _voiding(others)
        kept = [found for found in live if not voided(found)]
        _doubt(kept, others, tell)
        counting += kept
        if instance is not None and not kept:
            counting += [found for found in same if found.times.cancelled][:1]
    there = {id(found) for found in counting}
    return [found for found in versions if id(found) in there]


def _instance(found: Component) -> object:
    """Return which instance it is, the same in whatever zone it is written; None for all."""
    at = found.times.instance
    if at is None:
        return None
    return at.instant(UTC) if at.zone is not None else at.at


def _made(found: Component) -> datetime | None:
    return found.times.stamp or found.times.modified


def _voiding(others: Sequence[Component]) -> Callable[[Component], bool]:
    """Return a function that tells whether one of some versions makes another one void."""
    highest = max((o.times.sequence for o in others if o.times.sequence is not None), default=-1)
    cancelled: dict[int, datetime] = {}
    for other in others:
        number, made = other.times.sequence, _made(other)
        if other.times.cancelled and number is not None and made is not None:
            cancelled[number] = max(made, cancelled.get(number, made))

    def voided(found: Component) -> bool:
        own, made = found.times.sequence, _made(found)
        if own is None or own < highest:
            return own is not None
        return made is not None and own in cancelled and cancelled[own] >= made

    return voided


def _doubt(kept: Sequence[Component], others: Sequence[Component], tell: ProblemReporter) -> None:
    """Say where nothing tells which version is the newer one."""
    if any(_said(found) != _said(kept[0]) for found in kept):
        what = f"shares its UID with others ({_places(kept)}); all are read"
        tell(kept[0], Wrong(what), kept=True)
    cancelled = [other for other in others if other.times.cancelled]
    for found in kept:
        for other in cancelled[:_DOUBTS]:
            unknown = other.times.sequence is None or _made(other) is None or _made(found) is None
            if unknown and not _newer(found, other):
                what = f"is cancelled by another version ({_places([other])}), and nothing says"
                fix = "export it again, with SEQUENCE or DTSTAMP"
                tell(found, Wrong(f"{what} which is newer; it is read", fix), kept=True)


def _newer(found: Component, other: Component) -> bool:
    own, theirs = found.times.sequence, other.times.sequence
    return own is not None and theirs is not None and own > theirs


def _places(several: Sequence[Component]) -> str:
    if len({found.place for found in several}) > 1:
        return ", ".join(str(found.source) for found in several)
    lines = ", ".join(str(found.line) for found in several)
    return f"line {lines}" if len(several) == 1 else f"lines {lines}"


def _said(found: Component) -> tuple[object, ...]:
    times = found.times
    return (found.title, times.start, times.end, times.rules, times.added, times.excepted)
