"""Everything wrong with a rotation is reported at once: types and values, at their arguments."""

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rotation import BadInput, Configured, Engineer, Pin, Rotation, TimeOff, Track
from rotation.config.document import REPEATED, SINGLE
from rotation.config.given_records import RECORDS

DAY = date(2026, 12, 21)
USUAL: dict[str, Any] = {
    "name": "Team",
    "timezone": "UTC",
    "tracks": [Track("A", "Mon 11:00")],
    "engineers": [Engineer("Ada", joined=date(2024, 3, 4))],
}
TEAM: dict[str, Any] = {
    "rotation": {"name": "Team", "timezone": "UTC"},
    "track": [{"name": "A", "handover": "Mon 11:00"}],
    "engineer": [{"name": "Ada", "joined": date(2024, 3, 4)}],
}
ARGUMENTS = list(inspect.signature(Rotation).parameters)


def places_of(make: Callable[[], object]) -> list[str]:
    """Return the places of all faults."""
    with pytest.raises(BadInput) as caught:
        make()
    return [fault.place for fault in caught.value.faults]


@pytest.mark.parametrize("name", ARGUMENTS)
@pytest.mark.parametrize(
    "strange", [object(), 7.5, [object()], b"x"], ids=["object", "float", "list", "bytes"]
)
def test_an_argument_of_a_wrong_type_hides_no_other_fault(name: str, strange: object) -> None:
    """It is named, and so is what is wrong with the value of another one."""
    other = "grace_days" if name == "notice_days" else "notice_days"
    places = places_of(lambda: Rotation(**USUAL | {other: -1, name: strange}))
    assert other in places
    own = [place for place in places if place == name or place.startswith((f"{name}[", f"{name}."))]
    assert own, places
    assert len(places) == 1 + len(own), places


def test_items_keep_their_numbers_beside_refused_ones() -> None:
    """Types and values of parts in one round; nobody is unknown because a part is unreadable."""
    faults = places_of(
        lambda: Rotation(
            "Team",
            "Nowhere",
            tracks=["A", Track("B", "Mon 25:00")],  # type: ignore[list-item]
            engineers=[
                {"name": "Zoe"},  # type: ignore[list-item]
                Engineer("Ada", DAY, timezone="Mars", tracks=["A"]),
            ],
            time_off=[None, TimeOff("zoe", DAY, date(2026, 12, 20))],  # type: ignore[list-item]
            pins=[Pin("A-2026-12-21", "zoe"), 7],  # type: ignore[list-item]
            rules=7,  # type: ignore[arg-type]
        )
    )
    assert sorted(faults) == [
        "engineers[0]",
        "engineers[1].timezone",
        "pins[1]",
        "rules",
        "time_off[0]",
        "time_off[1].end",
        "timezone",
        "tracks[0]",
        "tracks[1].handover",
    ]


def test_settings_of_no_rule_or_goal_are_named() -> None:
    """A table of another kind is not taken for one of the configuration."""
    tables = [Configured("rule.limit", {}), Configured("rules.limit", {"shift": 2})]
    places = places_of(lambda: Rotation(**USUAL, settings=tables, notice_days=-1))
    assert {"settings[0].table", "settings[1].shift", "notice_days"} <= set(places)


@pytest.mark.parametrize("name", [*SINGLE, *REPEATED, "records"])
@pytest.mark.parametrize(
    "strange", [object(), 7.5, [object()], b"x"], ids=["object", "float", "list", "bytes"]
)
def test_a_table_of_a_wrong_type_hides_no_other_fault(name: str, strange: object) -> None:
    """Of a dictionary, too; the fault of a record is found beside it."""
    faulty = TEAM | {name: strange, "newcomers": {"grace_days": -1}}
    if name == "newcomers":
        faulty = TEAM | {name: strange, "rotation": TEAM["rotation"] | {"notice_days": -1}}
    places = places_of(lambda: Rotation.from_dict(faulty, time_off=[{"engineer": "Ada"}]))
    assert {"time_off[0].start", "time_off[0].end"} <= set(places)
    assert {"newcomers.grace_days", "rotation.notice_days"} & set(places)
    assert any(place == name or place.startswith(f"{name}[") for place in places), places


@pytest.mark.parametrize("kind", RECORDS)
def test_records_of_a_wrong_type_hide_no_other_fault(kind: str) -> None:
    """What is no list of tables is reported with an unknown kind of records and a zone."""
    data = TEAM | {"rotation": {"name": "Team", "timezone": "Nowhere"}}
    records = {kind: 7, "holiday": []}
    expected = {f"records.{kind}", "records.holiday", "rotation.timezone", "folder"}
    given: dict[str, Any] = data | {"records": records}
    assert expected <= set(places_of(lambda: Rotation.from_dict(given, folder="no-such-folder")))
    in_list = given | {"records": {kind: [7]}}
    assert {f"records.{kind}[0]", "rotation.timezone"} == set(
        places_of(lambda: Rotation.from_dict(in_list))
    )
