"""The file of the last change: the lines of its shifts before and after it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.export.csv_text import csv_text
from rotation.limits import CSV_BYTES, CSV_ROWS
from rotation.model.identity import named_track
from rotation.model.last_change import LastChange
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry

__all__ = ["COLUMNS", "last_change_csv"]

COLUMNS = (
    *("state", "day", "trade", "why", "shift", "track", "kind", "start", "end", "engineer"),
    *("status", "revision", "revised"),
)


def last_change_csv(rotation: RotationData, change: LastChange) -> bytes:
    """Return the lines of a change as CSV, instants in the rotation's zone.

    A change of more lines than are read has its header only: it cannot be taken back.
    """
    zone = ZoneInfo(rotation.timezone)
    about = (change.day.isoformat(), change.trade or "", change.why)
    states = (("before", change.before), ("after", change.after))
    rows = [(state, *about, *_cells(entry, zone)) for state, entries in states for entry in entries]
    data = csv_text([COLUMNS, *rows]).encode()
    readable = len(rows) <= CSV_ROWS.most and len(data) <= CSV_BYTES.most
    return data if readable else csv_text([COLUMNS]).encode()


def _cells(entry: Entry, zone: ZoneInfo) -> tuple[object, ...]:
    def local(moment: datetime | None) -> str:
        return "" if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")

    return (
        *(entry.shift, named_track(entry.shift, entry.track), entry.kind.value),
        *(local(entry.start), local(entry.end), entry.engineer or "", entry.status.value),
        *(entry.revision, local(entry.revised)),
    )
