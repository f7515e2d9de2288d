"""Rotations from parts, dictionaries, frames and files: what one way accepts, all do (M21)."""

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ways_of_making import WAYS, Description, usual

from rotation import BadInput, Rotation
from rotation.model.entrances import Entrance, EntranceKind

Change = Callable[[Description, int], object]


def person(**values: Any) -> Change:
    """Return what changes one of the people, if there are any."""
    return lambda of, n: of.people and of.people[n % len(of.people)].update(values)


def people(**values: Any) -> Change:
    """Return what changes everybody."""
    return lambda of, _: [row.update(values) for row in of.people]


def track(**values: Any) -> Change:
    """Return what changes one of the tracks, if there are any."""
    return lambda of, n: of.tracks and of.tracks[n % len(of.tracks)].update(values)


def record(of_kind: str, /, **values: Any) -> Change:
    """Return what changes the first record of a kind, if there is one."""
    return lambda of, _: [row.update(values) for row in of.records[of_kind][:1]]


def again(of_kind: str, /, **values: Any) -> Change:
    """Return what repeats a record with other values."""
    return lambda of, _: of.records[of_kind].extend(
        [{**row, **values} for row in of.records[of_kind][:1]]
    )


NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
ALLOWED: dict[str, Change] = {
    "a zone": person(timezone="Asia/Tokyo"),
    "half": person(capacity=0.5),
    "an address": person(email="ada@example.org"),
    "one track": person(tracks=["A"], skills=["database"]),
    "hours of one's own": person(available=["Mon-Fri 07:00-22:00"], off=["Fri"]),
    "a track that nobody serves": people(tracks=["A"]),
    "windows": track(windows=["Mon-Fri 08:00-18:00"]),
    "holders": lambda of, _: of.tracks[1:] and of.tracks[1].update(holders=2),
    "hours": record("time_off", start=NOON, end=NOON + timedelta(hours=1), kind="leave"),
    "a name": record("history", engineer="Bela"),
    "an open shift": record("history", engineer=None),
    "a trade of somebody else's": record("trades", **{"from": "cleo", "to": "bela"}),
    "another country": lambda of, _: of.holidays.update(country="GB", subdivision="ENG"),
    "no records": lambda of, _: [rows.clear() for rows in of.records.values()],
}
REFUSED: dict[str, Change] = {
    "an unknown zone": lambda of, _: of.head.update(timezone="America/New_Yrok"),
    "an unknown zone of a person": person(timezone="Mars/Phobos"),
    "an id twice": people(id="ada"),
    "a name twice": lambda of, _: (
        of.people and of.people.append({**of.people[0], "joined": date(2025, 1, 1)})
    ),
    "an address twice": people(email="a@example.org"),
    "a capacity below 0": person(capacity=-1),
    "too large a capacity": person(capacity=100),
    "an unknown country": lambda of, _: of.holidays.update(country="XX"),
    "an unknown country of a person": person(country="XX"),
    "an unknown track of a person": person(tracks=["A", "C"]),
    "an unknown manager": person(manager="Zoe"),
    "no name": person(name=""),
    "leaving before joining": person(leaves=date(2023, 1, 1)),
    "joining too early": person(joined=date(1900, 1, 1)),
    "no tracks": lambda of, _: of.tracks.clear(),
    "nobody": lambda of, _: of.people.clear(),
    "no handover": track(handover="Mon 25:00"),
    "overlapping windows": track(windows=["Mon-Fri 08:00-18:00", "Fri 12:00-20:00"]),
    "a track twice": lambda of, _: of.tracks.extend(of.tracks[:1]),
    "too many holders": track(holders=99),
    "weeks without an anchor": track(weeks=2),
    "a stranger": record("time_off", engineer="Zoe"),
    "an end before the start": record("time_off", end=date(2026, 12, 1)),
    "a day and an instant": record("time_off", end=NOON),
    "an unknown kind": record("time_off", kind="holiday"),
    "a row twice": again("time_off"),
    "a row twice in other words": again("time_off", engineer="ada-lovelace"),
    "a stranger who offers": record("volunteers", engineer="Zoe"),
    "no shift": record("volunteers", max_shifts=0),
    "a preference of 4": record("volunteers", preference=4),
    "offered backwards": record("volunteers", end=date(2026, 12, 1)),
    "a stranger who wishes": record("wishes", engineer="Zoe"),
    "wished backwards": record("wishes", end=date(2026, 12, 1)),
    "a shift of another track": record("history", shift="B-2026-12-07"),
    "a shift that is none": record("history", shift="A"),
    "a stranger who worked": record("history", engineer="Zoe"),
    "worked backwards": record("history", end=NOON - timedelta(days=9)),
    "an unknown kind of shift": record("history", kind="usual"),
    "an unknown status": record("history", status="done"),
    "a negative revision": record("history", revision=-1),
    "a line twice": again("history", start=NOON, end=NOON + timedelta(days=1)),
    "a stranger who takes": record("trades", to="Zoe"),
    "a trade of a part": record("trades", shift="A-2026-12-14+2"),
    "a trade backwards": record("trades", end=NOON - timedelta(days=9)),
    "a negative trade": record("trades", trade=-1),
    "a stranger who changed": record("changes", **{"from": "Zoe"}),
    "a change backwards": record("changes", end=NOON - timedelta(days=9)),
    "a change of no shift": record("changes", shift="A"),
    "a change twice": again("changes"),
    "an overlap": again("history", shift="A-2026-12-08"),
}
CHANGES = {**ALLOWED, **REFUSED}
NAIVE = NOON.replace(tzinfo=None)
TYPES: dict[str, tuple[str, Change]] = {
    "a number as a name": ("name", person(name=7)),
    "a serial date": ("joined", person(joined=45355)),
    "an instant as a date": ("joined", person(joined=NOON)),
    "a number as an address": ("email", person(email=7)),
    "a truth as a zone": ("timezone", person(timezone=True)),
    "a word as a capacity": ("capacity", person(capacity="half")),
    "a truth as a capacity": ("capacity", person(capacity=True)),
    "a number as a track": ("tracks", person(tracks=[7])),
    "a number as tracks": ("tracks", person(tracks=7)),
    "a number as a manager": ("manager", person(manager=7)),
    "a number as skills": ("skills", person(skills=7)),
    "a word as a date": ("leaves", person(leaves="soon")),
    "a number as a handover": ("handover", track(handover=11)),
    "a text as weeks": ("weeks", track(weeks="2")),
    "half a holder": ("holders", track(holders=1.5)),
    "a number as a country": ("country", lambda of, _: of.holidays.update(country=7)),
    "a serial date of time off": ("start", record("time_off", start=46363)),
    "an hour without a zone": ("end", record("time_off", end=NAIVE)),
    "a number as a kind": ("kind", record("time_off", kind=7)),
    "half a shift": ("max_shifts", record("volunteers", max_shifts=0.5)),
    "a number as a wish": ("want", record("wishes", want=1)),
    "a number as a shift": ("shift", record("history", shift=7)),
    "an instant without a zone": ("start", record("history", start=NAIVE)),
    "a date as an instant": ("start", record("history", start=NOON.date())),
    "half a revision": ("revision", record("history", revision=0.5)),
    "no kind": ("kind", record("history", kind=None)),
}
"""The key of each value of another type, which parts refuse when they are made."""


@st.composite
def descriptions(draw: st.DrawFn) -> Description:
    """Draw a description with up to four changes, allowed or refused."""
    of = usual()
    for name in draw(st.lists(st.sampled_from(sorted(CHANGES)), max_size=4, unique=True)):
        CHANGES[name](of, draw(st.integers(0, 2)))
    return of


Outcome = Rotation | list[tuple[str, str, str]]


def outcome(way: str, of: Description) -> Outcome:
    """Return what a way makes, or where something is wrong, what, and its fix."""
    try:
        return WAYS[way](deepcopy(of))
    except BadInput as refused:
        return sorted(
            (key(f.place), bare(f.what), unworded(bare(f.hint), way)) for f in refused.faults
        )


def key(place: str) -> str:
    """Return the key or column of a place; nothing for a whole row or table."""
    column = re.fullmatch(r"\w+\.csv(?::\d+)?(?:: (.*))?", place)
    if column is not None:
        return column[1] or ""
    path = re.sub(r"^rotation\.toml(:\d+)?(: )?|\[\d+\]", "", place).removeprefix("records.")
    return "" if path in WHOLE else path.rpartition(".")[2]


WHOLE = frozenset(
    {
        *(
            "engineer",
            "engineers",
            "track",
            "tracks",
            "time_off",
            "volunteers",
            "offers",
            "wishes",
            "history",
        )
    }
    | {"published", "trades", "changes"}
)
"""Tables and arguments, which have other names in each way."""


def bare(text: str) -> str:
    """Return a text without places."""
    text = text.replace("names nobody", "is missing")  # of a table with a header, and no rows
    return re.sub(r"(?:on |at )?(?:line \d+|[a-z_]+(?:\.[a-z_]+)?\[\d+\])", "PLACE", text)


TOML = Entrance()
PYTHON = Entrance(EntranceKind.ARGUMENTS)
ENTRANCES = {
    "parts": (PYTHON,),
    "dictionary": (Entrance(EntranceKind.DICTIONARY),),
    "files": (TOML,),
    "pandas": (PYTHON,),
    "polars": (PYTHON,),
    "files of rows": (Entrance(EntranceKind.ROWS, "people.csv"), TOML),
}


def unworded(hint: str, way: str) -> str:
    """Return a hint in which what each way has words of its own for has one name."""
    for entrance in ENTRANCES[way]:
        words = {
            entrance.first("engineer", ("name", "joined")): "THE FIRST PERSON",
            entrance.first("track", ("name", "handover")): "THE FIRST TRACK",
            entrance.another("engineer"): "ANOTHER PERSON",
            entrance.add("anchor", date(2026, 11, 30)): "AN ANCHOR",
            entrance.ignoring(): "OR IGNORE THE NAME",
            "add a row for each person, with name and joined": "THE FIRST PERSON",
        }
        for phrase, name in words.items():
            hint = hint.replace(phrase, name)
    return hint


def agreed(of: Description) -> Outcome:
    """Return what all ways make of a description, or how all refuse it."""
    outcomes = {way: outcome(way, of) for way in WAYS}
    for way, made in outcomes.items():
        assert made == outcomes["parts"], way
    return outcomes["parts"]


@pytest.mark.parametrize("name", CHANGES)
def test_each_change(name: str) -> None:
    """Every way accepts it, or refuses it with the same faults."""
    of = usual()
    CHANGES[name](of, 0)
    assert isinstance(agreed(of), Rotation) == (name in ALLOWED)


@pytest.mark.parametrize("name", TYPES)
def test_other_types(name: str) -> None:
    """Every way refuses it at the same key, files too, where cells are texts."""
    of, (column, change) = usual(), TYPES[name]
    change(of, 0)
    typed = WAYS.keys() - {"files of rows"}  # in which 7 is a name
    for way in sorted(typed):
        with pytest.raises(BadInput) as caught:
            WAYS[way](deepcopy(of))
        keys = [re.split(r"[.: ]+", re.sub(r"\[\d+\]", "", f.place)) for f in caught.value.faults]
        assert column in [words[-1] for words in keys], way


@given(descriptions())
@settings(max_examples=40, derandomize=True, deadline=None)
def test_several_changes_at_once(of: Description) -> None:
    """The ways agree on everything that is wrong, and all of it is reported at once."""
    agreed(of)
