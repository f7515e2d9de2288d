"""`rotation undo`: take back the last change of the published plan."""

import sys

from rotation.cli.options import Options
from rotation.cli.published_plan import at_work, finish
from rotation.model.settings import RotationData
from rotation.model.shadows import is_shadow
from rotation.model.shifts import Entry, ShiftKind
from rotation.model.spelling import listed
from rotation.trades.edition import Edition
from rotation.trades.undoing import undo

__all__ = ["run_undo"]


def run_undo(options: Options) -> int:
    """Take back the last change; return 1 if a rule forbids it or a regular shift becomes open."""
    with at_work(options) as rotation:
        taken = undo(rotation, options.today, why=options.why)
        opened = _opened(taken.edition)
        lines = (*taken.effects(), "")
        code = finish(taken.edition, options, lines, taken.to_dict(), code=int(bool(opened)))
        if opened and (options.force or not taken.edition.broken):
            ids = listed(entry.shift for entry in opened)
            hint = f"someone must take {'it' if len(opened) == 1 else 'them'}"
            print(f"warning: open again, with nobody on call: {ids}; {hint}", file=sys.stderr)
        return code


def _opened(edition: Edition[RotationData]) -> list[Entry]:
    """Return the regular shifts that somebody held and nobody holds after the edition."""
    had = {entry.shift for entry in edition.before.published if entry.engineer is None}
    return [
        entry
        for entry in edition.after.published
        if entry.engineer is None
        and entry.shift not in had
        and entry.kind is ShiftKind.REGULAR
        and not is_shadow(edition.after, entry)
    ]
