"""What an event says beside its times: its texts, and its properties with parameters.

icalendar reads a line letter by letter in Python: five megabytes take it five seconds. What is
needed here of RFC 5545 is little: sections 3.1 (lines), 3.2 (parameters) and 3.3.11 (texts).
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
"""What stands behind a circumflex (RFC 6868)."""


@dataclass(frozen=True, slots=True)
class Property:
    """A line of an event.

    Attributes
    ----------
    value : str
        As it is written.
    written : str
        Its parameters as they are written, each behind a `;`.
    """

    value: str
    written: str = ""

    def parameter(self, name: str) -> str:
        """Return a parameter without quotes, the last of several; empty when it is missing.

        A comma outside of quotes makes a list of it, `CN=Lovelace, Ada`, which is put together.
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
    """What an event, or a VFREEBUSY, says beside its times.

    Parameters
    ----------
    name : str
        What kind of component it is, such as `VEVENT`.
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
        """Return the lines of a name, in the order of the file."""
        return self._properties.get(name, ())

    def text(self, name: str) -> str:
        """Return the text of the first line of a name; empty when there is none."""
        lines = self._properties.get(name)
        return _text(lines[0].value).strip() if lines else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of every line of a name, those of a list of categories one by one."""
        values = [line.value for line in self.properties(name)]
        if name == "CATEGORIES":
            values = [part for value in values for part in _listed(value)]
        return tuple(map(_text, values))


def _text(value: str) -> str:
    if "\\" not in value:
        return value
    # A backslash that is escaped escapes nothing behind it.
    return "\\".join(map(_unescaped, value.split("\\\\")))


def _unescaped(part: str) -> str:
    for written, meant in _ESCAPED:
        part = part.replace(written, meant)
    return part


def _listed(value: str) -> Iterator[str]:
    at = 0
    while at <= len(value):
        part = _CATEGORY.match(value, at)
        assert part is not None  # it matches nothing, too
        yield part[0]
        at = part.end() + 1
