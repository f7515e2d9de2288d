"""`schedule.csv`: one line per shift, in the format that is also read (docs/files.md#csv-files)."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from rotation.export.csv_text import csv_text
from rotation.export.text import holder_of
from rotation.model.identity import named_track
from rotation.model.schedule import Row
from rotation.model.settings import RotationData

__all__ = ["COLUMNS", "schedule_cells", "schedule_csv"]

COLUMNS = (
    "shift",
    "track",
    "kind",
    "start",
    "end",
    "engineer",
    "email",
    "status",
    "rest_days",
    "holidays",
    "revision",
    "revised",
)


def schedule_csv(rotation: RotationData, rows: Sequence[Row]) -> str:
    r"""Return a schedule as CSV.

    Parameters
    ----------
    rotation : RotationData
        For addresses and the time zone.
    rows : sequence of Row
        Written in the order given.

    Returns
    -------
    str
        A header and one line per row, each ended by `\n`; instants in the rotation's zone, to the
        second, with offset.
    """
    cells = schedule_cells(rotation, rows)
    return csv_text([COLUMNS, *(tuple(line.values()) for line in cells)])


def schedule_cells(rotation: RotationData, rows: Sequence[Row]) -> list[Mapping[str, object]]:
    """Return the lines of a schedule, each by column in the order of `COLUMNS`."""
    zone = ZoneInfo(rotation.timezone)
    emails = {row.engineer: "" for row in rows}
    for engineer in emails:
        if engineer is not None:
            emails[engineer] = holder_of(rotation, engineer).email
    lines: list[Mapping[str, object]] = []
    for row in rows:
        shift = row.shift
        start, end, revised = (
            instant.astimezone(zone).isoformat(timespec="seconds")
            for instant in (shift.start, shift.end, row.revised)
        )
        values = (
            shift.id,
            named_track(shift.id, shift.track),
            shift.kind.value,
            start,
            end,
            row.engineer or "",
            emails[row.engineer],
            row.status.value,
            shift.loads.rest_days,
            "; ".join(shift.holidays),
            row.revision,
            revised,
        )
        lines.append(dict(zip(COLUMNS, values, strict=True)))
    return lines
