"""How hints call what a user writes: in a TOML file, in rows of a CSV file, or from Python.

A hint is of use only in the language of the input that it is about, so it is worded here.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rotation.model.source import Argument, Source

__all__ = ["Entrance", "EntranceKind", "entrance_at", "entrance_of"]

_ARGUMENTS = {
    "engineer": "engineers",
    "track": "tracks",
    "special_period": "special_periods",
    "pin": "pins",
    "feed": "feeds",
    "remote": "remotes",
    "holidays.extra": "holidays.extra",
}
"""The arguments of `Rotation` for tables that may come several times."""

_PARTS = {
    "engineer": "Engineer",
    "track": "Track",
    "special_period": "SpecialPeriod",
    "pin": "Pin",
    "feed": "Feed",
    "remote": "Remote",
    "holidays.extra": "CompanyDay",
}


class EntranceKind(StrEnum):
    """The ways into a rotation."""

    FILE = "file"
    ROWS = "rows"
    ARGUMENTS = "arguments"
    DICTIONARY = "dictionary"


@dataclass(frozen=True, slots=True)
class Entrance:
    """The way in which something was given, and its words.

    Attributes
    ----------
    kind : EntranceKind
        The way.
    name : str
        Of the CSV file, or the argument, with rows.
    """

    kind: EntranceKind = EntranceKind.FILE
    name: str = ""

    def key(self, key: str, value: object = ...) -> str:
        """Return a key with a value, as it is written: `leaves = 2026-12-01`.

        Parameters
        ----------
        key : str
            Of `rotation.toml`.
        value : object
            A text, a number, a date or a list of these; without one there is `...`.
        """
        match self.kind:
            case EntranceKind.ROWS:
                return f"{'a value' if value is ... else value} into the column {key}"
            case EntranceKind.ARGUMENTS:
                return f"`{key}={_python(value)}`"
            case EntranceKind.DICTIONARY:
                return f'`"{key}": {_json(value)}`'
        return f"`{key} = {_toml(value)}`"

    def add(self, key: str, value: object = ...) -> str:
        """Return the hint to add a key."""
        if self.kind is EntranceKind.ROWS:
            return f"fill in the column {key}" if value is ... else f"write {self.key(key, value)}"
        verb = "pass" if self.kind is EntranceKind.ARGUMENTS else "add"
        return f"{verb} {self.key(key, value)}"

    def noun(self, table: str) -> str:
        """Return what one of several tables is: `an [[engineer]] table`, `an Engineer`."""
        match self.kind:
            case EntranceKind.ROWS:
                return f"a row of {self.name}"
            case EntranceKind.ARGUMENTS:
                return _with_article(_PARTS[table])
            case EntranceKind.DICTIONARY:
                return f"a table of `{table}`"
        return _with_article(f"[[{table}]] table", table)

    def another(self, table: str) -> str:
        """Return the hint to add one of several tables."""
        match self.kind:
            case EntranceKind.ROWS:
                return f"add a row to {self.name}"
            case EntranceKind.ARGUMENTS:  # of parts, or of rows of a frame
                return f"add one to `{_ARGUMENTS[table]}`"
            case EntranceKind.DICTIONARY:
                return f"add one to `{table}`"
        return f"add {self.noun(table)}"

    def first(self, table: str, keys: Sequence[str]) -> str:
        """Return the hint where there is no such table, with the keys that it needs."""
        several = table in _PARTS
        match self.kind:
            case EntranceKind.ARGUMENTS:
                return f"pass at least one {_PARTS[table]}" if several else f"pass {_and(keys)}"
            case EntranceKind.DICTIONARY:
                fields = ", ".join(f'"{key}": ...' for key in keys)
                inside = f"[{{{fields}}}]" if several else f"{{{fields}}}"
                return f'add `"{table}": {inside}`'
        header = f"[[{table}]]" if several else f"[{table}]"
        return f"add {_with_article(f'{header} table', table)} with {_and(keys)}"

    def header(self, table: str, *, several: bool) -> str:
        """Return the hint where a value is no table, or no list of tables."""
        if self.kind is EntranceKind.FILE:
            return f"write [[{table}]]" if several else f"write [{table}]"
        return "give a list of tables" if several else ""

    def elsewhere(self, keys: Sequence[str], table: str) -> str:
        """Return the hint where keys belong to another table."""
        named = _and([f"`{key}`" for key in keys])
        match self.kind:
            case EntranceKind.ARGUMENTS:
                return f"pass {named} to Rotation"
            case EntranceKind.DICTIONARY:
                return f"write {named} in `{table}`"
        return f"write {named} in [{table}]"

    def ignoring(self) -> str:
        """Return the hint for time off of people outside the rotation."""
        match self.kind:
            case EntranceKind.ARGUMENTS:
                return f"or list it in `ignore`, or pass {self.key('unmatched', 'skip')}"
            case EntranceKind.DICTIONARY:
                where = "`time_off.ignore`"
                return f"or list it under {where}, or set {self.key('unmatched', 'skip')} there"
        return 'or list it under `[time_off] ignore`, or set `unmatched = "skip"` there'


def entrance_at(place: Source | None) -> Entrance:
    """Return the way in which something at a place was given; a file where none is known."""
    if isinstance(place, Argument):
        head = place.file.partition(".")[0]
        plural = head in _ARGUMENTS.values() or head not in _PARTS
        return Entrance(EntranceKind.ARGUMENTS if plural else EntranceKind.DICTIONARY)
    if place is not None and place.file.lower().endswith(".csv"):
        return Entrance(EntranceKind.ROWS, place.file)
    return Entrance()


def entrance_of(places: Iterable[Source | None]) -> Entrance:
    """Return the way in which several things were given; a file where some are in one.

    Parameters
    ----------
    places : iterable of Source or None
        Of engineers, or of tracks. In several CSV files, the words name all of them.
    """
    ways = {entrance_at(place) for place in places}
    if ways and all(way.kind is EntranceKind.ROWS for way in ways):
        return Entrance(EntranceKind.ROWS, " or ".join(sorted(way.name for way in ways)))
    python = (EntranceKind.ARGUMENTS, EntranceKind.DICTIONARY)
    return next((way for kind in python for way in ways if way.kind is kind), Entrance())


def _with_article(noun: str, sound: str = "") -> str:
    return f"{'an' if (sound or noun)[0].lower() in 'aeiou' else 'a'} {noun}"


def _and(words: Sequence[str]) -> str:
    return " and ".join(words)


def _toml(value: object) -> str:
    return "..." if value is ... else value.isoformat() if isinstance(value, date) else _json(value)


def _json(value: object) -> str:
    return "..." if value is ... else json.dumps(value, ensure_ascii=False, default=str)


def _python(value: object) -> str:
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    return _json(value)
