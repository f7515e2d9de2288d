"""The width of the output, and lines that break between words."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import TextIO

__all__ = ["columns_of", "say"]

_NARROWEST = 20
"""The smallest usable number of columns."""


def columns_of(stream: TextIO) -> int | None:
    """Return the columns of a stream: `COLUMNS`, else the terminal's, else None.

    Shells do not export `COLUMNS`. A user who does so wants output of that width, also in a pipe.
    """
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and int(wanted):
        return max(_NARROWEST, int(wanted))
    if not stream.isatty():
        return None
    return max(_NARROWEST, shutil.get_terminal_size().columns)


def say(lines: Iterable[str]) -> None:
    """Print lines, folded between words if the width is known, with a hanging indent."""
    width = columns_of(sys.stdout)
    for line in lines:
        for part in line.split("\n"):
            print(part if width is None or len(part) <= width else _folded(part, width))


def _folded(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.fill(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
