"""Whether the published plan that a change begins with is the one in the files."""

from collections.abc import Hashable, Iterable
from datetime import date
from pathlib import Path

from rotation.config import load_in_fleet
from rotation.config.fleet_place import fleets_above
from rotation.errors import BadInput, Fault
from rotation.goals import registered
from rotation.model.elsewhere import team_called
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.spelling import listed

__all__ = ["refuse_outdated", "refuse_unseen"]


def refuse_outdated(rotation: RotationData, today: date, *, history: bool = False) -> None:
    """Refuse to change files that do not hold the published plan and the trades of a rotation.

    Somebody else has written them since, or a change before was not written: then a line written
    on top of them could fit nothing that they hold. Or other teams have published shifts of its
    people since, which the change does not know.

    Parameters
    ----------
    rotation : RotationData
        Has files, whose folder is locked.
    today : datetime.date
        In the rotation's zone.
    history : bool
        Whether the change is about history, too.

    Raises
    ------
    BadInput
        When they differ, and when the files cannot be read.
    """
    places = rotation.places
    now = _now(rotation, today)
    lines = [*now.published, *(now.history if history else ())]
    before = [*rotation.published, *(rotation.history if history else ())]
    if _relied_on(now, lines) != _relied_on(rotation, before):
        names = f"{places.published} and {places.trades}"
        names = f"{places.archive}, {names}" if history else names
        what = f"{names} do not hold what this change begins with"
        hint = "write the changes before it first, or load the rotation again and repeat it"
        raise BadInput(Fault("write", what, hint))
    _refuse_new(rotation, now)


def refuse_unseen(rotation: RotationData, today: date) -> None:
    """Refuse a change that does not know what other teams of the fleet have published meanwhile.

    For a command that has held the lock since it loaded the rotation, just before it writes: it may
    have searched for minutes, and other teams have locks of their own.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.

    Raises
    ------
    BadInput
        When its people hold shifts there that it does not have, and when files cannot be read.
    """
    if next(fleets_above(Path(rotation.places.folder)), None) is not None:
        _refuse_new(rotation, _now(rotation, today))


def _now(rotation: RotationData, today: date) -> RotationData:
    config = Path(rotation.places.folder, rotation.places.config)
    return load_in_fleet(config, [goal.name for goal in registered()], today)


def _refuse_new(rotation: RotationData, now: RotationData) -> None:
    new = [held for held in now.elsewhere if held not in rotation.elsewhere]
    if new:
        shifts = listed(f"{h.shift.id} of {team_called(h.team)} for {h.engineer}" for h in new)
        what = f"other teams have changed since the rotation was loaded: {shifts}"
        raise BadInput(Fault("write", what, "load the rotation again, and repeat the change"))


def _relied_on(rotation: RotationData, written: Iterable[Entry]) -> Hashable:
    """Return lines, and trades without reasons, which files have without control marks."""
    trades = (
        (t.number, t.shift, t.start, t.end, t.giver, t.taker, t.revision) for t in rotation.trades
    )
    lines = ((e.track, e.shift, e.reads, e.revision) for e in written)
    return tuple(lines), tuple(trades)
