"""Instants as texts: `2026-12-07` or `2026-12-07T11:00` is read as UTC."""

from datetime import UTC, datetime

__all__ = ["LONG_AGO", "Instant", "instant"]

Instant = datetime | str

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def instant(text: Instant) -> datetime:
    """Return an aware instant: text without offset is UTC.

    Parameters
    ----------
    text : datetime or str
        An instant, or an ISO 8601 date or time.

    Raises
    ------
    ValueError
        When the text is not an ISO 8601 date or time.

    Examples
    --------
    >>> from rotation.testing import instant
    >>> instant("2026-12-07T11:00").isoformat()
    '2026-12-07T11:00:00+00:00'
    """
    moment = datetime.fromisoformat(text) if isinstance(text, str) else text
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
