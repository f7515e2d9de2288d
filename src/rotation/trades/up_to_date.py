"""Whether the published plan that a change begins with is the one in the files."""

from collections.abc import Hashable, Iterable
from datetime import date
from pathlib import Path

from rotation.config import load
from rotation.errors import BadInput, Fault
from rotation.goals import registered
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry

__all__ = ["refuse_outdated"]


def refuse_outdated(rotation: RotationData, today: date, *, history: bool = False) -> None:
    """Refuse to change files that do not hold the published plan and the trades of a rotation.

    Somebody else has written them since, or a change before was not written: then a line written
    on top of them could fit nothing that they hold.

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
    now = load(Path(places.folder, places.config), [goal.name for goal in registered()], today)
    lines = [*now.published, *(now.history if history else ())]
    before = [*rotation.published, *(rotation.history if history else ())]
    if _relied_on(now, lines) != _relied_on(rotation, before):
        names = f"{places.published} and {places.trades}"
        names = f"{places.archive}, {names}" if history else names
        what = f"{names} do not hold what this change begins with"
        hint = "write the changes before it first, or load the rotation again and repeat it"
        raise BadInput(Fault("write", what, hint))


def _relied_on(rotation: RotationData, written: Iterable[Entry]) -> Hashable:
    """Return lines, and trades without reasons, which files have without control marks."""
    trades = (
        (t.number, t.shift, t.start, t.end, t.giver, t.taker, t.revision) for t in rotation.trades
    )
    lines = ((e.track, e.shift, e.reads, e.revision) for e in written)
    return tuple(lines), tuple(trades)
