"""What public calls return can be looked at in four ways: a frame, plain values, text, HTML."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from enum import Enum
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, ClassVar

from rotation.display.documents import plain_document
from rotation.display.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Displayed", "Result", "number"]

LINES = 20
"""The most lines of `str(result)`."""

ROWS = 60
"""The most rows of a result in a notebook, as many as pandas shows."""


class Displayed:
    """A frame, plain values, a text, and a table in a notebook of what is defined below it.

    Attributes
    ----------
    columns : tuple of str
        The columns of its frame, in order (docs/frames.md).
    """

    # A class defines `columns` and `_rows()`, which are its frame, and `_sentences()`; its
    # `_document()` if its plain values are more than both; and its `_zone()`, that of instants.

    __slots__ = ()

    columns: ClassVar[tuple[str, ...]] = ()

    def _rows(self) -> Iterable[Mapping[str, object]]:
        raise NotImplementedError

    def _sentences(self) -> Sequence[str]:
        raise NotImplementedError

    def _document(self) -> Mapping[str, object]:
        """Return what `to_dict` makes plain: by default the lines and the rows."""
        return {"lines": tuple(self._sentences()), "rows": tuple(self._rows())}

    def _zone(self) -> tzinfo:
        """Return the zone that instants are shown in."""
        return UTC

    def _head(self) -> Sequence[str]:
        """Return the columns of the frame: by default those of the class."""
        return self.columns

    def _nothing(self) -> str:
        """Return what is printed if there are no lines."""
        return "nothing to report"

    def to_frame(self) -> "pd.DataFrame":
        """Return the rows as a frame (docs/frames.md).

        Returns
        -------
        pandas.DataFrame
            Columns `columns`, even without rows; instants are aware, in the rotation's zone.

        Examples
        --------
        >>> plan.to_frame()[["track", "start", "engineer"]].head(2)
          track                  start engineer
        0     A 2026-11-30 11:00+01:00      ada
        1     A 2026-12-07 11:00+01:00      ben
        """
        return frame_of(self._rows(), self._head(), self._zone())

    def to_dict(self) -> dict[str, object]:
        """Return plain values, which `json.dumps` writes; equal results give equal ones.

        Returns
        -------
        dict
            Instants and dates are ISO 8601 texts, in the rotation's zone; numbers are exact where
            they are whole, else decimal to six digits.

        Examples
        --------
        >>> values = plan.to_dict()
        >>> values["horizon"]
        {'start': '2026-12-01T00:00:00+01:00', 'end': '2027-01-01T00:00:00+01:00'}
        >>> [shift["engineer"] for shift in values["shifts"]]
        ['ada', 'ben', 'cleo', 'ada', None]
        """
        return plain_document(self._document(), self._zone())

    def __str__(self) -> str:
        """Return at most 20 lines, the last one with the number of lines left out."""
        return "\n".join(self._few_lines())

    def _caption(self) -> Sequence[str]:
        """Return the lines above the table in a notebook: by default those of `str`."""
        return self._few_lines()

    def _few_lines(self) -> Sequence[str]:
        lines = tuple(self._sentences()) or (self._nothing(),)
        if len(lines) <= LINES:
            return lines
        return (*lines[: LINES - 1], f"and {len(lines) - LINES + 1} more")

    def _repr_html_(self) -> str:
        from rotation.display.notebook import table_html  # noqa: PLC0415 - notebooks only

        caption = "<br>\n".join(map(_line_html, self._caption()))
        rows, zone = tuple(self._rows()), self._zone()
        if not rows:
            return f"<p>{caption}</p>"
        # As in the frame, rows may have columns of their own.
        columns = tuple(dict.fromkeys((*self._head(), *(name for row in rows for name in row))))
        numbers = [
            place
            for place, column in enumerate(columns)
            if any(_is_number(row.get(column)) for row in rows)
        ]
        cells = [[cell(row.get(name), zone) for name in columns] for row in rows[:ROWS]]
        more = f"\n<p>and {len(rows) - ROWS} more rows</p>" if len(rows) > ROWS else ""
        table = table_html([name.replace("_", " ") for name in columns], cells, numbers)
        return f"<p>{caption}</p>\n{table}{more}"


class Result(Displayed):
    """What a public call returns: a frame, plain values, sentences, and a table in a notebook.

    `str(result)` has its first 20 lines. Results are compared, pickled and copied by value.

    Attributes
    ----------
    columns : tuple of str
        The columns of its frame, in order (docs/frames.md).

    Examples
    --------
    >>> str(plan.conflicts()).splitlines()[0]
    'A-2026-12-28 (track A, 2026-12-28 to 2027-01-04): nobody can take it: 3 engineers, 3 away'
    >>> results = plan, published.check(), team.hours("2026-12", draft=plan)
    >>> [len(result.to_frame()) for result in results]
    [5, 0, 3]
    """

    # A result defines `columns`, `records()` and `lines()`; see `Displayed` for the rest.

    __slots__ = ()

    def records(self) -> Iterable[Mapping[str, object]]:
        """Return the rows of the frame as exact values, by column."""
        raise NotImplementedError

    def lines(self) -> Sequence[str]:
        """Return the result as sentences, one per line."""
        raise NotImplementedError

    def _rows(self) -> Iterable[Mapping[str, object]]:
        return self.records()

    def _sentences(self) -> Sequence[str]:
        return self.lines()


def cell(value: object, zone: tzinfo) -> str:
    """Return a value as the text of a cell: instants to the minute, missing values empty."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case Fraction() | float():
            return number(value)
        case datetime():
            return f"{value.astimezone(zone):%a %Y-%m-%d %H:%M}"
        case _:
            return str(value)


def number(value: Fraction | float) -> str:
    """Return a number as people read it: whole, or with two digits."""
    exact = Fraction(value)
    return str(exact) if exact.denominator == 1 else f"{float(exact):.2f}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Fraction) and not isinstance(value, bool | Enum)


def _line_html(line: str) -> str:
    """Return a line escaped, with the spaces that it begins with."""
    text = line.lstrip(" ")
    return "&nbsp;" * (len(line) - len(text)) + escape(text)
