"""The line of each key of a TOML file, which `tomllib` does not report.

`tomllib` has read the text already, so this only walks over valid TOML 1.0 and records where keys
and list items begin.
"""

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from rotation.limits import TOML_PARTS

__all__ = ["DeepKey", "KeyPath", "Lines", "line_of_deep_key", "read_toml"]

KeyPath = tuple[str | int, ...]
"""Keys from the top; the n-th item of a list or array of tables is the number n, from 0."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_INLINE_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_STRINGS = (
    # The longest possible closing run belongs to the string: up to two quotes may precede it.
    ('"""', re.compile(r'"""(?:[^"\\]|\\.|"(?!"")|""(?!"))*"{3,5}', re.DOTALL)),
    ("'''", re.compile(r"'''(?:[^']|'(?!'')|''(?!'))*'{3,5}", re.DOTALL)),
    ('"', re.compile(r'"(?:[^"\\\n]|\\.)*"')),
    ("'", re.compile(r"'[^'\n]*'")),
)

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\[^\n])*"|'[^'\n]*')"""
# Every token ends somewhere, strings that nobody closes at the end of their line or of the text:
# so no letter is looked at more than a few times. Possessive groups are no help: Python 3.11.2
# takes back too little where one ends in a lookahead.
_DEEP = re.compile(
    rf"""
    \#[^\n]*
    | \"{{3}} (?: [^"\\] | \\.? | "(?!"") | ""(?!") )* (?: "{{3}} | \Z )
    | '{{3}} (?: [^'] | '(?!'') | ''(?!') )* (?: '{{3}} | \Z )
    | (?P<deep> {_PART} (?: [ \t]*+ \. [ \t]*+ {_PART} ){{{TOML_PARTS.most}}} )
    | [A-Za-z0-9_-]+
    | " (?: [^"\\\n] | \\[^\n]? )* "?
    | ' [^'\n]* '?
    """,
    re.VERBOSE | re.DOTALL,
)


def line_of_deep_key(text: str) -> int:
    """Return the line of the first dotted key of too many parts, 0 when there is none.

    Asked before `tomllib` reads the text: it takes memory with the square of the number of parts.
    Comments and strings are skipped; in a text that is not TOML they may end elsewhere.
    """
    for match in _DEEP.finditer(text):
        if match["deep"]:
            return text.count("\n", 0, match.start()) + 1
    return 0


class DeepKey(ValueError):
    """A dotted key of more parts than are read.

    Attributes
    ----------
    line : int
        Where it is.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} has a key of more than {TOML_PARTS}")
        self.line = line


@lru_cache(maxsize=1)
def read_toml(text: str) -> Mapping[str, Any]:
    """Return the values of a TOML text; the same text is parsed only once.

    Raises
    ------
    DeepKey
        For keys that would need too much memory.
    RecursionError
        When lists or tables are nested too deeply.
    ValueError
        For text that is not TOML (`tomllib.TOMLDecodeError`), and for numbers of very many digits.
    """
    line = line_of_deep_key(text)
    if line:
        raise DeepKey(line)
    return tomllib.loads(text)


class _Ended(Exception):
    """The walk has reached the key path."""


class Lines:
    """Line numbers by key path.

    Parameters
    ----------
    text : str
        A file that `tomllib` reads without error.
    until : tuple, optional
        A key path at which the walk ends; everything before it has its line.
    """

    def __init__(self, text: str, until: KeyPath | None = None) -> None:
        self._text = text.replace("\r\n", "\n")
        self._at = 0
        self._line = 1
        self._counted = 0
        self._lines: dict[KeyPath, int] = {(): 1}
        self._tables: dict[KeyPath, int] = {}
        self._until = until
        with suppress(_Ended):
            self._walk()

    def of(self, path: KeyPath) -> int:
        """Return the line of a key path, or of the nearest enclosing table or key."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _walk(self) -> None:
        table: KeyPath = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text.startswith("[[", self._at):
                table = self._header(2)
            elif self._text[self._at] == "[":
                table = self._header(1)
            else:
                self._pair(table)

    def _header(self, brackets: int) -> KeyPath:
        line = self._here()
        self._at += brackets
        parts = self._key()
        self._at += brackets
        path: KeyPath = ()
        for part in parts[:-1]:
            path = self._into((*path, part), line)
        path = (*path, parts[-1])
        self._note(path, line)
        if brackets == 2:
            self._tables[path] = self._tables.get(path, -1) + 1
            path = (*path, self._tables[path])
            self._lines[path] = line
        return path

    def _note(self, path: KeyPath, line: int) -> None:
        self._lines.setdefault(path, line)
        if path == self._until:
            raise _Ended

    def _into(self, path: KeyPath, line: int) -> KeyPath:
        """Return the table of a key on the way: the last one so far of an array of tables."""
        self._lines.setdefault(path, line)
        return (*path, self._tables[path]) if path in self._tables else path

    def _pair(self, table: KeyPath) -> None:
        line = self._here()
        path = table
        for part in self._key():
            path = (*path, part)
            self._note(path, line)
        self._at += 1  # the equals sign
        self._skip(_INLINE_BLANK)
        self._value(path)

    def _key(self) -> list[str]:
        """Read a dotted key and the blanks after it."""
        parts = []
        while True:
            self._skip(_INLINE_BLANK)
            string = self._string()
            if string is None:
                start = self._at
                self._skip(_BARE)
                parts.append(self._text[start : self._at])
            else:
                parts.append(str(tomllib.loads(f"key = {string}")["key"]))
            self._skip(_INLINE_BLANK)
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _value(self, path: KeyPath) -> None:
        opening = self._text[self._at]
        if opening in "[{":
            self._at += 1
            index = 0
            while self._text[self._skip(_BLANK)] not in "]}":
                if self._text[self._at] == ",":
                    self._at += 1
                elif opening == "{":
                    self._pair(path)
                else:
                    self._lines[(*path, index)] = self._here()
                    self._value((*path, index))
                    index += 1
            self._at += 1
        elif self._string() is None:
            self._skip(_SCALAR)

    def _string(self) -> str | None:
        """Skip a string and return it with its quotes; None if no string begins here."""
        for opening, whole in _STRINGS:
            if self._text.startswith(opening, self._at):
                start = self._at
                self._skip(whole)
                return self._text[start : self._at]
        return None

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line
