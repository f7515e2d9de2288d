"""Frames to draw: small ones by hand, in the zone of the example team."""

from zoneinfo import ZoneInfo

import pandas as pd

ZONE = ZoneInfo("America/New_York")
NAN = float("nan")


def carried(*lines: tuple[str, str, str, str, str], kind: str = "regular") -> pd.DataFrame:
    """Return carried shifts from (person, shift, start, end, holidays), named in capitals."""
    columns = ["engineer", "shift", "start", "end", "holidays"]
    frame = pd.DataFrame(lines, columns=columns, dtype=object)
    frame["name"] = [person.title() for person in frame["engineer"]]
    frame["kind"] = kind
    for column in ("start", "end"):
        frame[column] = pd.to_datetime(frame[column]).dt.tz_localize(ZONE)
    return frame


def ledger(**people: tuple[str, int, int, float]) -> pd.DataFrame:
    """Return a ledger of shifts from name, load, planned part and share."""
    columns = ["name", "shifts", "shifts_planned", "shifts_share"]
    frame = pd.DataFrame(list(people.values()), columns=columns, index=list(people))
    frame["shifts_difference"] = frame["shifts"] - frame["shifts_share"]
    return frame


LEDGER = ledger(
    ada=("Ada Lovelace", 3, 1, 2.5),
    bela=("Béla Bartók", 2, 0, 2.5),
    gone=("Grace Hopper", 1, 0, NAN),
)

CARRIED = carried(
    # Monday to Monday, and the week in which the clock goes back is one of seven days as well.
    ("ada", "A-2026-10-26", "2026-10-26 11:00", "2026-11-02 11:00", ""),
    # Wednesday to Wednesday: five noons in one week, two in the next.
    ("bela", "B-2026-10-28", "2026-10-28 11:00", "2026-11-04 11:00", ""),
    ("ada", "A-2026-11-23", "2026-11-23 11:00", "2026-11-30 11:00", "Thanksgiving Day"),
    # Two parts of one shift: no gap between them.
    ("bela", "B-2026-12-30", "2026-12-30 11:00", "2027-01-02 11:00", "New Year's Day"),
    ("bela", "B-2026-12-30+2", "2027-01-03 11:00", "2027-01-06 11:00", ""),
)

COSTS = pd.DataFrame(
    {
        "setting": "min_rest_days",
        "value": [28, 7],
        "open": [2, 0],
        "shifts": [3.5, 3.0],
        "rest_days": [9.0, 8.0],
        "holidays": [1.0, 1.0],
    }
)
