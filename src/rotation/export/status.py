"""`schedule.json`: the published plan for status pages and bots (docs/status-pages.md)."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from rotation.export.text import clean, holder_of
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import joined

__all__ = ["STATUS_VERSION", "status_json"]

STATUS_VERSION = 1
"""Incremented when a reader of earlier documents could misread a new one."""


def status_json(rotation: RotationData, rows: Sequence[Row], today: date) -> bytes:
    """Return the lines of a schedule as JSON: names, no addresses, no reasons.

    Parameters
    ----------
    rotation : RotationData
        For names, tracks and the time zone.
    rows : sequence of Row
        In any order; written by start, track and id. Shadow turns that nobody holds are left out.
    today : datetime.date
        In the rotation's zone.

    Returns
    -------
    bytes
        UTF-8 with a line end at its end; the same for the same arguments.
    """
    zone = ZoneInfo(rotation.timezone)
    shown = [row for row in rows if row.engineer is not None or not row.shift.shadow]
    shown.sort(key=lambda row: (row.shift.start, row.shift.track, row.shift.id))
    tracks = [track.name for track in rotation.tracks]
    document = {
        "version": STATUS_VERSION,
        "name": clean(rotation.name),
        "calendar_id": rotation.calendar_id,
        "timezone": rotation.timezone,
        "date": today.isoformat(),
        "published_until": max((_utc(row.shift.end) for row in shown), default=None),
        "tracks": [*tracks, *sorted({row.shift.track for row in shown} - set(tracks))],
        "shifts": [_shift(rotation, row, zone) for row in shown],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _shift(rotation: RotationData, row: Row, zone: ZoneInfo) -> Mapping[str, object]:
    shift = row.shift
    holder = None if row.engineer is None else holder_of(rotation, row.engineer)
    return {
        "id": shift.id,
        "track": shift.track,
        "level": shift.level,
        "kind": str(shift.kind),
        "shadow": shift.shadow,
        **_times(shift.start, shift.end, zone),
        "holder": holder and {"id": holder.id, "name": holder.name},
        "on_call": [_times(span.start, span.end, zone) for span in joined(shift.windows)],
    }


def _times(start: datetime, end: datetime, zone: ZoneInfo) -> dict[str, str]:
    return {
        "start": _utc(start),
        "end": _utc(end),
        "start_local": start.astimezone(zone).isoformat(timespec="seconds"),
        "end_local": end.astimezone(zone).isoformat(timespec="seconds"),
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
