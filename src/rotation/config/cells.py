"""Values of Python as cells of records: of the type of their column, written as files have them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum

from rotation.arguments import ArgumentKind, Unlike, described
from rotation.config.faults import Wrong
from rotation.model.parts import DAY_OR_INSTANT, INSTANT, SWITCH, TEXT, WHOLE

__all__ = ["DAYS", "cell_of", "typed_cell"]


DAYS = frozenset({"time_off", "volunteers", "wishes"})
"""Kinds of records whose `start` and `end` may be dates."""

_TYPES: Mapping[str, ArgumentKind] = {
    **dict.fromkeys(("engineer", "from", "to", "shift", "track", "kind", "status"), TEXT),
    **dict.fromkeys(("note", "wording", "why", "forced"), TEXT),
    **dict.fromkeys(("max_shifts", "preference", "trade", "revision"), WHOLE),
    **dict.fromkeys(("start", "end", "when", "revised"), INSTANT),
    "want": SWITCH,
}
"""By column; others are for people to read, and not looked at."""


_ZONE_OF_A_COLUMN = "give it one: .dt.tz_localize(...), or .dt.replace_time_zone(...) of polars"


def typed_cell(kind: str, column: str, value: object, *, frame: bool = False) -> str:
    """Return a value as the cell of a column; texts are taken as files have them.

    Parameters
    ----------
    kind : str
        Of the records, by its key in `[files]`.
    column : str
        One of its columns.
    value : object
        From Python; None is an empty cell.
    frame : bool
        Whether it is from a frame, whose columns are changed as a whole.

    Raises
    ------
    Wrong
        For a value of another type than the column's: nothing is converted.
    """
    of = _TYPES.get(column)
    if of is not None and value is not None and not isinstance(value, str):
        of = DAY_OR_INSTANT if of is INSTANT and kind in DAYS else of
        try:
            value = of.read(value)
        except Unlike as problem:
            what = problem.what or f"expects {of.expected}, got {described(value)}"
            naive = frame and isinstance(value, datetime) and value.tzinfo is None
            raise Wrong(what, _ZONE_OF_A_COLUMN if naive else problem.fix) from None
    return cell_of(value)


def cell_of(value: object) -> str:
    """Return a value as a cell of a file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        # Offsets with seconds, as some zones had, are no part of the format.
        offset = value.utcoffset()
        whole = offset is None or not offset % timedelta(minutes=1)
        return (value if whole else value - (offset or timedelta())).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    return str(value).strip()
