"""Values of records from Python are of the type of their column, and nothing is converted."""

import inspect
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from rotation import BadInput, Engineer, Rotation, Track

TEAM = {
    "rotation": {"name": "Team", "timezone": "UTC"},
    "track": [{"name": "A", "handover": "Mon 11:00"}],
    "engineer": [{"name": "Ada Lovelace", "joined": date(2024, 3, 4)}],
}
DAY = date(2026, 12, 7)
AWARE = datetime(2026, 12, 7, 9, tzinfo=UTC)
NAIVE = AWARE.replace(tzinfo=None)
LINE = {"shift": "A-2026-12-07", "track": "A", "kind": "regular"}
CHANGED = {"when": AWARE, "shift": "A-2026-12-07", "start": AWARE, "end": AWARE, "revision": 1}
RECORDS: dict[str, dict[str, Any]] = {
    "time_off": {"engineer": "ada-lovelace", "start": DAY, "end": DAY},
    "volunteers": {"engineer": "ada-lovelace", "start": DAY, "end": DAY},
    "wishes": {"engineer": "ada-lovelace", "start": DAY, "end": DAY, "want": True},
    "history": {**LINE, "start": AWARE, "end": AWARE, "engineer": "ada-lovelace"},
    "trades": {**CHANGED, "trade": 1, "from": None, "to": "ada-lovelace"},
    "changes": {**CHANGED, "from": None, "to": "ada-lovelace"},
}
TEXT = "expects a text, got 7"
WHOLE = "expects a whole number, got 0.5"
DAYS = "expects a date or a datetime with a time zone, got "
INSTANT = "expects a datetime with a time zone, got "


@pytest.mark.parametrize(
    ("kind", "column", "value", "what"),
    [
        ("time_off", "engineer", 7, TEXT),
        ("time_off", "start", 46363, DAYS + "46363"),
        ("time_off", "end", NAIVE, DAYS + "one without"),
        ("time_off", "kind", 7, TEXT),
        ("time_off", "note", 7, TEXT),
        ("volunteers", "max_shifts", 0.5, WHOLE),
        ("volunteers", "max_shifts", True, "expects a whole number, got True"),
        ("volunteers", "preference", 0.5, WHOLE),
        ("volunteers", "start", AWARE, "expects a date, got"),
        ("wishes", "want", 1, "expects True or False, got 1"),
        ("history", "shift", 7, TEXT),
        ("history", "track", 7, TEXT),
        ("history", "engineer", 7, TEXT),
        ("history", "start", NAIVE, INSTANT + "one without"),
        ("history", "end", DAY, INSTANT + "datetime.date(2026, 12, 7)"),
        ("history", "revision", 0.5, WHOLE),
        ("history", "status", 7, TEXT),
        ("trades", "trade", 0.5, WHOLE),
        ("trades", "when", NAIVE, INSTANT + "one without"),
        ("trades", "to", 7, TEXT),
        ("trades", "why", 7, TEXT),
        ("changes", "from", 7, TEXT),
    ],
)
def test_another_type_is_a_fault_of_its_cell(
    kind: str, column: str, value: object, what: str
) -> None:
    """It is reported once, as a type, and no reader of texts reports it again."""
    record = {**RECORDS[kind], column: value}
    with pytest.raises(BadInput) as caught:
        Rotation.from_dict(TEAM, **{kind: [record]})
    faults = [str(fault) for fault in caught.value.faults if fault.place.endswith(f".{column}")]
    assert [fault.partition(": ")[2][: len(what)] for fault in faults] == [what]


def test_columns_for_people_are_not_looked_at() -> None:
    """A sign-up sheet and a schedule have some that say nothing new."""
    offer = {**RECORDS["volunteers"], "days": 2.5, "holidays": None, "held_by": 7}
    assert len(Rotation.from_dict(TEAM, volunteers=[offer]).offers) == 1


@pytest.mark.parametrize("value", [pd.DataFrame({"x": [1, 2]}), pd.Series([1, 2]), pd.NA])
def test_values_that_cannot_be_compared(value: object) -> None:
    """Neither an argument nor a key of a dictionary asks a frame whether it is empty."""
    usual: dict[str, Any] = {
        "name": "Team",
        "timezone": "UTC",
        "tracks": [Track("A", "Mon 11:00")],
        "engineers": [Engineer("Ada Lovelace", DAY)],
    }
    for argument in set(inspect.signature(Rotation).parameters):
        with pytest.raises(BadInput) as caught:
            Rotation(**usual | {argument: value})
        assert caught.value.faults[0].place.startswith(argument)
    keys = {*TEAM, "holidays", "goals", "time_off", "rules", "pay", "special_period", "records"}
    for key in keys:
        with pytest.raises(BadInput) as caught:
            Rotation.from_dict({**TEAM, key: value})
        assert caught.value.faults[0].place.startswith(key)
    for key in ("capacity", "skills", "aliases", "tracks", "off", "available"):
        with pytest.raises(BadInput) as caught:
            Rotation.from_dict({**TEAM, "engineer": [{**TEAM["engineer"][0], key: value}]})
        assert caught.value.faults[0].place.startswith(f"engineer[0].{key}")
