"""The version of an event that counts, if a UID occurs several times (I17)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from rotation.config.calendars.components import Component, ProblemReporter
from rotation.config.faults import Wrong

__all__ = ["newest"]

_DOUBTS = 20
"""The number of cancellations of an event that are compared with its versions."""


def newest(versions: Sequence[Component], report: ProblemReporter) -> list[Component]:
    """Return the versions that count for one UID.

    For the event, and each of its instances, the highest SEQUENCE counts; of equal ones a
    cancellation, if it was not made earlier (DTSTAMP), else all. Cancelling the event cancels its
    instances. An unreadable SEQUENCE makes nothing void, so that no absence is lost.

    Parameters
    ----------
    versions : sequence of Component
        Events and instances, cancelled ones included, from all files of one owner.
    report : callable
        Takes what is read though it may be meant otherwise.

    Returns
    -------
    list of Component
        In their order. A cancelled instance stays, so that it replaces the instance in the series.
    """
    if len(versions) == 1 and not versions[0].times.cancelled:
        return list(versions)
    by_instance: dict[object, list[Component]] = {}
    for version in versions:
        by_instance.setdefault(_instance(version), []).append(version)
    series = [version for version in by_instance.get(None, ()) if version.times.cancelled]
    counting: list[Component] = []
    for instance, same in by_instance.items():
        others = same if instance is None else [*same, *series]
        live = [version for version in same if not version.times.cancelled]
        voided = _voiding(others)
        kept = [version for version in live if not voided(version)]
        _doubt(kept, others, report)
        counting += kept
        if instance is not None and not kept:
            counting += [version for version in same if version.times.cancelled][:1]
    there = {id(version) for version in counting}
    return [version for version in versions if id(version) in there]


def _instance(version: Component) -> object:
    """Return the instance, independent of the zone it is written in; None for all."""
    at = version.times.instance
    if at is None:
        return None
    return at.instant(UTC) if at.zone is not None else at.at


def _made(version: Component) -> datetime | None:
    return version.times.stamp or version.times.modified


def _voiding(others: Sequence[Component]) -> Callable[[Component], bool]:
    """Return a function that tells whether one of some versions makes another one void."""
    highest = max((o.times.sequence for o in others if o.times.sequence is not None), default=-1)
    cancelled: dict[int, datetime] = {}
    for other in others:
        number, made = other.times.sequence, _made(other)
        if other.times.cancelled and number is not None and made is not None:
            cancelled[number] = max(made, cancelled.get(number, made))

    def voided(version: Component) -> bool:
        own, made = version.times.sequence, _made(version)
        if own is None or own < highest:
            return own is not None
        return made is not None and own in cancelled and cancelled[own] >= made

    return voided


def _doubt(kept: Sequence[Component], others: Sequence[Component], report: ProblemReporter) -> None:
    """Report where it is not known which version is the newer one."""
    if any(_contents(version) != _contents(kept[0]) for version in kept):
        what = f"shares its UID with others ({_places(kept)}); all are read"
        report(kept[0], Wrong(what), kept=True)
    cancelled = [other for other in others if other.times.cancelled]
    for version in kept:
        for other in cancelled[:_DOUBTS]:
            unknown = other.times.sequence is None or _made(other) is None or _made(version) is None
            if unknown and not _newer(version, other):
                what = f"is cancelled by another version ({_places([other])}), and nothing says"
                fix = "export it again, with SEQUENCE or DTSTAMP"
                report(version, Wrong(f"{what} which is newer; it is read", fix), kept=True)


def _newer(version: Component, other: Component) -> bool:
    own, other_number = version.times.sequence, other.times.sequence
    return own is not None and other_number is not None and own > other_number


def _places(several: Sequence[Component]) -> str:
    if len({version.place for version in several}) > 1:
        return ", ".join(str(version.source) for version in several)
    lines = ", ".join(str(version.line) for version in several)
    return f"line {lines}" if len(several) == 1 else f"lines {lines}"


def _contents(version: Component) -> tuple[object, ...]:
    times = version.times
    return (version.title, times.start, times.end, times.rules, times.added, times.excepted)
