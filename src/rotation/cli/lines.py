"""How wide output may be, and lines that end between words."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import TextIO

__all__ = ["columns_of", "say"]

_NARROWEST = 20
"""Columns below which nothing could be read."""


def columns_of(stream: TextIO) -> int | None:
    """Return how many columns a stream has: `COLUMNS`, else those of the terminal, else None.

    Shells keep `COLUMNS` to themselves. Who exports it wants output of that width, from a pipe as
    well.
    """
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and int(wanted):
        return max(_NARROWEST, int(wanted))
    if not stream.isatty():
        return None
    return max(_NARROWEST, shutil.get_terminal_size().columns)


def say(lines: Iterable[str]) -> None:
    """Print lines, folded between words where there are columns; the rest hangs under its line."""
    width = columns_of(sys.stdout)
    for line in lines:
        for part in line.split("\n"):
            print(part if width is None or len(part) <= width else _folded(part, width))


def _folded(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.fill(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
