"""What the columns of an exported table are, by their headers."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rotation.config.text import quote, suggest
from rotation.errors import BadInput, Fault

__all__ = ["ROLES", "TableColumns", "cell_at", "headers_of", "table_columns"]

ROLES = ("start", "end", "person", "email", "schedule")
"""What a column may be, beside a track."""

_HEADERS: Mapping[str, Sequence[str]] = {
    "start": (
        *("start", "from", "begin", "begins", "starts", "start time", "start date", "starts at"),
        *("start at", "week", "week of", "week starting", "week commencing", "week beginning"),
        *("date", "day", "w c", "wc"),
    ),
    "end": (
        "end",
        "to",
        "until",
        "ends",
        "end time",
        "end date",
        "ends at",
        "end at",
        "week ending",
    ),
    "person": (
        *("person", "engineer", "user", "name", "on call", "oncall", "who", "assignee"),
        *("user name", "username", "full name", "responder"),
    ),
    "email": ("email", "e mail", "mail", "user email", "email address"),
    "schedule": (
        *("schedule", "track", "rotation", "calendar", "level", "escalation level", "layer"),
        *("schedule name", "rota"),
    ),
}
_BESIDE = frozenset(
    (
        *("notes", "note", "comment", "comments", "holiday", "holidays", "week number", "no"),
        *("shift", "kind", "status", "rest days", "revision", "revised", "id", "duration"),
        *("hours", "timezone", "total", "totals", "sum", "count", "week no", "wk", "kw"),
    )
)
"""Columns of neither kind that are often there."""


class TableColumns(NamedTuple):
    """The columns of a table.

    Attributes
    ----------
    names : sequence of str
        All headers.
    roles : mapping of str to int
        The position of each of `ROLES` that there is.
    tracks : mapping of str to int
        The position of each track, where rows are turns.
    """

    names: Sequence[str]
    roles: Mapping[str, int]
    tracks: Mapping[str, int]

    def header(self, role: str) -> str:
        """Return what the file calls the column of a role; the role if there is none."""
        return self.names[self.roles[role]] if role in self.roles else role


def _plain(header: str) -> str:
    return " ".join(re.findall(r"\w+", header.casefold().replace("_", " ")))


_TITLES = 5
"""Above the headers there may be so many rows less one: a title, a link, a date."""


def headers_of(rows: Sequence[Sequence[str]]) -> int:
    """Return which of the first rows has headers: the first with a start beside other cells.

    Without one it is the first row.
    """
    starts = set(_HEADERS["start"])
    for n, cells in enumerate(rows[:_TITLES]):
        if len([cell for cell in cells if cell]) > 1 and starts & {_plain(c) for c in cells}:
            return n
    return 0


def table_columns(
    header: Sequence[str], place: str, given: Mapping[str, str] | None
) -> TableColumns:
    """Return the columns of a table.

    Parameters
    ----------
    header : sequence of str
        Its first row.
    place : str
        The file, as messages call it.
    given : mapping of str to str, optional
        Headers by what they are; then no other column is read.

    Raises
    ------
    BadInput
        When a column is missing that is needed or named.
    """
    plain = [_plain(cell) for cell in header]
    if given is not None:
        return _given_columns(header, plain, given)
    roles = {
        role: plain.index(next(name for name in names if name in plain))
        for role, names in _HEADERS.items()
        if set(names) & set(plain)
    }
    if "start" not in roles:
        fix = "name the columns, for example start=Week,A=Primary"
        raise BadInput(Fault("columns", f"no column of {quote(place)} is a start", fix))
    if "person" in roles or "email" in roles:
        return TableColumns(header, roles, {})
    taken = set(roles.values())
    tracks = {
        header[n]: n
        for n, name in enumerate(plain)
        if name and n not in taken and name not in _BESIDE
    }
    if not tracks:
        fix = "name the columns, for example start=Week,A=Primary or start=From,person=Who"
        raise BadInput(Fault("columns", f"no column of {quote(place)} names people", fix))
    return TableColumns(
        header, {role: n for role, n in roles.items() if role != "schedule"}, tracks
    )


def _given_columns(
    header: Sequence[str], plain: Sequence[str], given: Mapping[str, str]
) -> TableColumns:
    unknown = [(key, name) for key, name in given.items() if _plain(name) not in plain]
    if unknown:
        raise BadInput(
            [
                Fault("columns", f"{key}: no column {quote(name)}", suggest(name, header))
                for key, name in unknown
            ]
        )
    at = {key: plain.index(_plain(name)) for key, name in given.items()}
    roles = {key: n for key, n in at.items() if key in ROLES}
    tracks = {key: n for key, n in at.items() if key not in ROLES}
    if "start" not in roles or bool(tracks) == bool({"person", "email"} & set(roles)):
        what = "give start and either the person or tracks"
        fix = "for example start=Week,A=Primary, or start=From,end=To,person=Who"
        raise BadInput(Fault("columns", what, fix))
    return TableColumns(header, roles, tracks)


def cell_at(cells: Sequence[str], column: int) -> str:
    """Return a cell of a row, which may be shorter than the header."""
    return cells[column] if column < len(cells) else ""
