"""A rotation as the text of a `rotation.toml`, with a comment above each key."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item, Table

from rotation.config.document import REPEATED
from rotation.config.json_schema import TABLES
from rotation.config.template import shipped_schema

__all__ = ["toml_text"]

_COLUMNS = 100
_HEAD = ("A rotation, written by rotation.Rotation. Keys that are left out have their defaults.",)
_ORDER = tuple(dict.fromkeys(header.strip("[]").partition(".")[0] for header in TABLES))
_CLAUSE = re.compile(r".*?(?=\. [A-Z]|; |: )", re.DOTALL)
_ELSEWHERE = re.compile(r" Default: .*$| \([\w-]+\.md\)", re.DOTALL)
_Path = tuple[str, ...]


def toml_text(
    tables: Mapping[str, Any], remarks: Mapping[tuple[str, int, str], str] | None = None
) -> str:
    """Return tables as TOML that `tomllib` reads as equal ones.

    Parameters
    ----------
    tables : mapping of str to object
        In the shape of `rotation.toml`, with values of TOML's types.
    remarks : mapping of (str, int, str) to str, optional
        A comment behind a value, by the table, its number from 0, and the key.

    Returns
    -------
    str
        Tables in the order of docs/files.md, those of rules behind the goals. Where a key of the
        schema occurs first, its meaning is the line above.
    """
    writer = _Writer(remarks or {})
    document = tomlkit.document()
    for line in _HEAD:
        document.add(tomlkit.comment(line))
    for name in sorted(tables, key=_rank):
        writer.add(document, (name,), tables[name])
    # tomlkit adds blank lines of its own; no text spans lines, so nothing else is changed.
    return re.sub(r"\n{3,}", "\n\n", document.as_string()).rstrip("\n") + "\n"


def _rank(name: str) -> tuple[float, str]:
    after = _ORDER.index("goals") + 0.5
    return (_ORDER.index(name) if name in _ORDER else after, name)


class _Writer:
    """Writes tables; knows which keys have been explained."""

    def __init__(self, remarks: Mapping[tuple[str, int, str], str]) -> None:
        self._remarks = remarks
        self._meanings = dict(_meanings(json.loads(shipped_schema()), ()))
        self._explained: set[_Path] = set()

    def add(self, parent: Any, path: _Path, value: object) -> None:
        """Add what is a table of its own to a document, or to the table above."""
        if isinstance(value, Mapping):
            table = tomlkit.table(is_super_table=_only_tables(value))
            self._fill(table, path, value)
            parent.add(path[-1], table)
        else:
            assert isinstance(value, Sequence)
            several: AoT = tomlkit.aot()
            for number, item in enumerate(value):
                table = tomlkit.table()
                self._fill(table, path, item, number)
                several.append(table)
            parent.add(path[-1], several)

    def _fill(self, table: Table, path: _Path, values: Mapping[str, Any], number: int = 0) -> None:
        # Keys come before tables: what follows a header belongs to it.
        for key in sorted(values, key=lambda key: _is_tables(values[key], path)):
            value, own = values[key], (*path, key)
            if _is_tables(value, path):
                self.add(table, own, value)
                continue
            meaning = self._meanings.get(own)
            if meaning and own not in self._explained:
                table.add(tomlkit.comment(meaning))
            self._explained.add(own)
            item = _item(value, len(key) + 3)
            if (path[0], number, key) in self._remarks and len(path) == 1:
                item.comment(self._remarks[(path[0], number, key)])
            table.add(key, item)
        if not _only_tables(values):
            table.add(tomlkit.nl())


def _is_tables(value: object, path: _Path) -> bool:
    """Return whether a value of a table gets a header of its own; below that, all is inline."""
    if len(path) > 1 or path[0] in REPEATED:
        return False
    several = isinstance(value, list) and value and all(isinstance(v, Mapping) for v in value)
    return isinstance(value, Mapping) or bool(several)


def _only_tables(values: Mapping[str, Any]) -> bool:
    return bool(values) and all(_is_tables(value, ("",)) for value in values.values())


def _item(value: object, before: int) -> Item:
    """Return a value inside a table; a list that is wider than a page has a line per item."""
    if isinstance(value, Mapping):
        inline: InlineTable = tomlkit.inline_table()
        for key, inner in value.items():
            inline.add(key, _item(inner, 0))
        return inline
    if isinstance(value, list):
        array: Array = tomlkit.array()
        for inner in value:
            array.append(_item(inner, 0))
        return array.multiline(multiline=before + len(array.as_string()) > _COLUMNS)
    return tomlkit.item(value)


def _meanings(shape: Mapping[str, Any], path: _Path) -> Iterator[tuple[_Path, str]]:
    """Yield the meaning of each key of the JSON Schema, on one line."""
    for choice in shape.get("anyOf", ()):
        yield from _meanings(choice, path)
    if isinstance(shape.get("items"), Mapping):
        yield from _meanings(shape["items"], path)
    for key, inner in shape.get("properties", {}).items():
        own = (*path, key)
        if "description" in inner and len(own) > 1:
            yield own, _line(inner["description"])
        yield from _meanings(inner, own)


def _line(description: str) -> str:
    text = _ELSEWHERE.sub("", description).removeprefix("Optional: ").removesuffix(".")
    if len(text) > _COLUMNS - 2 and (first := _CLAUSE.match(text)) is not None:
        text = first[0]
    text = shorten(text, _COLUMNS - 2, placeholder=" ...")
    return f"{text[:1].upper()}{text[1:]}"
