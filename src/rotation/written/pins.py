"""Shifts that the user pins to a person."""

from collections.abc import Collection, Mapping, Sequence

from rotation.errors import Fault
from rotation.horizon.ids import base_id
from rotation.horizon.timeline import Timeline
from rotation.model.problem import Lock, LockKind
from rotation.model.settings import Pin
from rotation.model.shifts import Shift
from rotation.model.spelling import listed
from rotation.written.fits import unknown_shift

__all__ = ["pin_locks"]


def pin_locks(
    timeline: Timeline,
    pins: Sequence[Pin],
    shifts: Sequence[Shift],
    locks: Mapping[str, Lock],
    begun: Collection[str] = (),
) -> tuple[dict[str, Lock], list[Fault]]:
    """Return the locks of pins, and the faults of the other pins.

    A pin outside the horizon only has to name a shift that exists or existed.

    Parameters
    ----------
    timeline : Timeline
        The existing shifts.
    pins : sequence of Pin
        In the order of the file.
    shifts : sequence of Shift
        The shifts of the horizon, split ones in their parts.
    locks : mapping of str to Lock
        The locks before the pins.
    begun : collection of str
        Ids of recorded shifts that began before today, which need not fit the present tracks.
    """
    added: dict[str, Lock] = {}
    faults: list[Fault] = []
    ids = {shift.id for shift in shifts}
    for pin in pins:
        place = f"{pin.source or 'pin'}: shift"
        lock = locks.get(pin.shift) or added.get(pin.shift)
        if lock is not None:
            if lock.engineer != pin.engineer:
                what = f"{pin.shift} cannot be pinned to {pin.engineer}: {lock.engineer} holds it"
                faults.append(Fault(place, f"{what} ({lock.because})", "remove the pin"))
        elif pin.shift in ids:
            added[pin.shift] = Lock(pin.shift, pin.engineer, LockKind.PIN, "pinned", pin.source)
        else:
            whole = timeline.find(base_id(pin.shift))
            parts = sorted(i for i in ids if whole is not None and base_id(i) == whole.id)
            if whole is None and base_id(pin.shift) not in begun:
                faults.append(unknown_shift(timeline, place, base_id(pin.shift)))
            elif whole is not None and parts:
                what = f"{whole.id} has no part {pin.shift}"
                faults.append(Fault(place, what, f"pin one of {listed(parts)}"))
    return added, faults
