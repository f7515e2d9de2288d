"""Where the keys of a configuration are: on lines of a file, or in arguments of Python."""

from collections.abc import Mapping
from typing import Protocol

from rotation.config.faults import printable
from rotation.config.text import shortened
from rotation.config.toml_lines import KeyPath, Lines
from rotation.model.entrances import Entrance, EntranceKind
from rotation.model.source import Argument, Source

__all__ = ["ArgumentPlaces", "KeyPlaces", "LinePlaces", "cell_key"]


class KeyPlaces(Protocol):
    """Finds the places of keys."""

    def source(self, path: KeyPath) -> Source:
        """Return where a key is."""
        ...

    def key(self, path: KeyPath) -> str:
        """Return how messages call a key at its place."""
        ...

    def missing(self, table: str) -> tuple[Source, str]:
        """Return the place and the key of a table that is not there."""
        ...

    @property
    def entrance(self) -> Entrance:
        """How hints call keys and tables."""
        ...


def cell_key(path: KeyPath) -> str:
    """Return keys without numbers of items, because the line shows the item."""
    return ".".join(printable(shortened(key)) for key in path if isinstance(key, str))


class LinePlaces:
    """The keys of a file of TOML.

    Parameters
    ----------
    lines : Lines
        Where its keys are.
    file : str
        The name that the user gave.
    """

    def __init__(self, lines: Lines, file: str) -> None:
        self._lines = lines
        self._file = file

    def source(self, path: KeyPath) -> Source:
        """Return the line of a key; the file itself for the empty path."""
        return Source(self._file, self._lines.of(path))

    def key(self, path: KeyPath) -> str:
        """Return the keys without numbers of items, because the line shows the item."""
        return cell_key(path)

    def missing(self, table: str) -> tuple[Source, str]:
        """Return the file and the table."""
        return Source(self._file), table

    @property
    def entrance(self) -> Entrance:
        """The words of TOML."""
        return Entrance()


class ArgumentPlaces:
    """The keys of a configuration that was given from Python.

    Parameters
    ----------
    arguments : mapping of KeyPath to KeyPath, optional
        The argument of a key, by the key; keys below one are below its argument. By default, the
        arguments have the shape of the configuration.
    """

    def __init__(self, arguments: Mapping[KeyPath, KeyPath] | None = None) -> None:
        self._arguments = arguments or {}

    def source(self, path: KeyPath) -> Source:
        """Return the argument of a key up to its first item, such as `engineers[3]`."""
        place = self._argument(path)
        first = _first_item(place)
        if first is None:
            return Argument(_joined(place))
        number = place[first]
        assert isinstance(number, int)
        return Argument(_joined(place[:first]), number + 1)

    def key(self, path: KeyPath) -> str:
        """Return what follows the first item: `timezone`, or `aliases[1]`."""
        place = self._argument(path)
        first = _first_item(place)
        return "" if first is None else _joined(place[first + 1 :])

    def missing(self, table: str) -> tuple[Source, str]:
        """Return the argument."""
        return self.source((table,)), ""

    @property
    def entrance(self) -> Entrance:
        """The words of arguments, or of a dictionary."""
        return Entrance(EntranceKind.ARGUMENTS if self._arguments else EntranceKind.DICTIONARY)

    def _argument(self, path: KeyPath) -> KeyPath:
        for length in range(len(path), 0, -1):
            argument = self._arguments.get(path[:length])
            if argument is not None:
                return (*argument, *path[length:])
        return path


def _first_item(path: KeyPath) -> int | None:
    return next((n for n, key in enumerate(path) if isinstance(key, int)), None)


def _joined(path: KeyPath) -> str:
    """Return a path as Python writes it: `holidays.extra[0].date`."""
    parts = [f"[{key}]" if isinstance(key, int) else f".{_written(key)}" for key in path]
    return "".join(parts).removeprefix(".")


def _written(key: str) -> str:
    return printable(shortened(key))
