"""Stretches of time in which the repetitions of calendars are known."""

from datetime import datetime

__all__ = ["KnownSpans", "known_by_both"]

KnownSpans = tuple[tuple[datetime, datetime], ...]


def known_by_both(known: KnownSpans | None, also: KnownSpans | None) -> KnownSpans | None:
    """Return the stretches in which the repetitions of both are known; None is always."""
    if known is None or also is None:
        return also if known is None else known
    shared = [(max(a[0], b[0]), min(a[1], b[1])) for a in known for b in also]
    return tuple(sorted(span for span in shared if span[0] < span[1]))
