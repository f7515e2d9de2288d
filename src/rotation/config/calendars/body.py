"""The texts of an event, and its properties with parameters.

icalendar reads lines letter by letter in Python: five megabytes take it five seconds. Little of
RFC 5545 is needed here: sections 3.1 (lines), 3.2 (parameters) and 3.3.11 (texts).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Body", "Property"]

_ESCAPED = ((r"\n", "\n"), (r"\N", "\n"), (r"\;", ";"), (r"\:", ":"), (r"\,", ","))
_CATEGORY = re.compile(r"(?:[^\\,]++|\\.|\\$)*+", re.DOTALL)
_PARAMETER = re.compile(r';([^=:;"]*)=((?:"[^"]*+"|[^":;]++)*+)')
_PART = re.compile(r'(?:"[^"]*+"|[^",]++)++')
_CIRCUMFLEX = re.compile(r"\^([n'^])")
_MEANT = {"n": "\n", "'": '"', "^": "^"}
"""Escapes after a circumflex (RFC 6868)."""


@dataclass(frozen=True, slots=True)
class Property:
    """A line of an event.

    Attributes
    ----------
    value : str
        As it is written.
    written : str
        Its parameters as written, each after a `;`.
    """

    value: str
    written: str = ""

    def parameter(self, name: str) -> str:
        """Return a parameter without quotes, the last of several; empty if it is missing.

        A comma outside of quotes makes it a list, as in `CN=Lovelace, Ada`, which is joined again.
        """
        given = _given(self.written).get(name)
        if given is None:
            return ""
        parts = (part.strip().strip('"').strip() for part in _PART.findall(given))
        return _CIRCUMFLEX.sub(lambda mark: _MEANT[mark[1]], ", ".join(parts))


@lru_cache(maxsize=64)
def _given(written: str) -> dict[str, str]:
    """Return parameters as they are written by their names; a line is asked for several."""
    return {"".join(key.split()).upper(): value for key, value in _PARAMETER.findall(written)}


class Body:
    """The content of an event or VFREEBUSY, except its times.

    Parameters
    ----------
    name : str
        The kind of component, such as `VEVENT`.
    lines : sequence of tuple of str
        Name in capitals, parameters as written, and value of each line.
    """

    __slots__ = ("_properties", "name")

    def __init__(self, name: str, lines: Sequence[tuple[str, str, str]]) -> None:
        self.name = name
        self._properties: dict[str, list[Property]] = {}
        for key, written, value in lines:
            self._properties.setdefault(key, []).append(Property(value, written))

    def __iter__(self) -> Iterator[str]:
        return iter(self._properties)

    def properties(self, name: str) -> Sequence[Property]:
        """Return the lines with a name, in the order of the file."""
        return self._properties.get(name, ())

    def text(self, name: str) -> str:
        """Return the text of the first line with a name; empty if there is none."""
        lines = self._properties.get(name)
        return _text(lines[0].value).strip() if lines else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of every line with a name, items of a list of categories one by one."""
        values = [line.value for line in self.properties(name)]
        if name == "CATEGORIES":
            values = [part for value in values for part in _listed(value)]
        return tuple(map(_text, values))


def _text(value: str) -> str:
    if "\\" not in value:
        return value
    # An escaped backslash escapes nothing after it.
    parts = value.split("\\\\")
    return "\\".join([_unescaped(part) if "\\" in part else part for part in parts])


def _unescaped(part: str) -> str:
    for written, meant in _ESCAPED:
        part = part.replace(written, meant)
    return part


def _listed(value: str) -> Iterator[str]:
    at = 0
    while at <= len(value):
        part = _CATEGORY.match(value, at)
        assert part is not None  # it also matches nothing
        yield part[0]
        at = part.end() + 1
