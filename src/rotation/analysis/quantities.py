"""The quantities of ledgers, and how they are called; reports name them without a ledger."""

__all__ = [
    "CLOCKED",
    "QUANTITIES",
    "TIMES",
    "TRACKS",
    "ledger_title",
    "of_track",
    "track_of",
]

CLOCKED = ("hours", "working_hours", "off_hours", "rest_day_hours")
"""The quantities measured in time by the clock of each track."""

TIMES = (*CLOCKED, "night_hours")
"""The quantities measured in time."""

QUANTITIES = (
    *("shifts", "days", "hours", "rest_days", "holidays", "volunteer_days"),
    *("working_hours", "off_hours", "rest_day_hours", "night_hours"),
)
"""The quantities of every ledger, in the order of its columns; those of tracks follow."""

TRACKS = "tracks"
"""The ledgers of tracks; that of each track has its name behind a colon."""

_TRACK = f"{TRACKS}: "


def of_track(track: str) -> str:
    """Return the quantity of the shifts of a track, or of all tracks of one table."""
    return f"{_TRACK}{track}"


def track_of(quantity: str) -> str | None:
    """Return the track whose shifts a quantity counts; None for any other quantity."""
    return quantity.removeprefix(_TRACK) if quantity.startswith(_TRACK) else None


def ledger_title(quantity: str) -> str:
    """Return a quantity in words: `night hours`, `shifts of primary`."""
    track = track_of(quantity)
    if track is not None:
        return f"shifts of {track}"
    return quantity.replace("rest_day_hours", "rest-day hours").replace("_", " ")
