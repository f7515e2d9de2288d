"""Frames of pandas, polars, pyarrow and others, row by row; the only importer of narwhals.

What a row has is what a row of the CSV file has: `people_rows` and `given_records` read both.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from numbers import Real
from typing import Any, TypeGuard, cast

import narwhals.stable.v2 as nw

from rotation.config.csv_header import folded, judge_columns
from rotation.config.csv_table import Columns
from rotation.config.faults import Faults
from rotation.limits import CSV_ROWS, Limit
from rotation.model.source import Argument

__all__ = ["is_frame", "names_of", "read_frame", "values_of"]

_MISSING = frozenset({"NAType", "NaTType"})
"""What pandas has in place of a value, by the name of its class."""


def is_frame(value: object) -> bool:
    """Return whether a value is a frame that narwhals knows, lazy ones included."""
    try:
        known = nw.from_native(cast("Any", value), pass_through=True)
    except nw.exceptions.DuplicateError:
        return True
    return isinstance(known, nw.DataFrame | nw.LazyFrame)


def read_frame(
    frame: object,
    name: str,
    columns: Columns,
    faults: Faults,
    *,
    days: Collection[str] = (),
    beside: Collection[str] = (),
    most: Limit = CSV_ROWS,
) -> list[dict[str, object]] | None:
    """Return the rows of a frame: values by column, without missing ones and blank texts.

    The index of a pandas frame is not read, but for levels of it that have the name of a column.

    Parameters
    ----------
    frame : object
        A frame, as `is_frame` says.
    name : str
        Of the argument.
    columns : Columns
        Their names; letter case does not matter.
    faults : Faults
        Collects the problems.
    days : collection of str
        Columns that may hold dates: naive datetimes of such a column are dates if all of them are
        at midnight, which is how pandas has dates, and shows them (M23).
    beside : collection of str
        Columns that may be there, and are not read.
    most : Limit
        Of the number of rows.

    Returns
    -------
    list of dict, or None
        In the order of the frame, blank ones included, which have no values; None when it cannot be
        read, which is reported.
    """
    place = Argument(name)
    optional = (*columns.optional, *beside)
    known = (*columns.needed, *columns.optional)
    try:
        table = nw.from_native(cast("Any", _with_index(frame, known)), pass_through=True)
    except nw.exceptions.DuplicateError:
        judge_columns(place, names_of(frame), columns.needed, optional, faults)
        return None
    if isinstance(table, nw.LazyFrame):
        what = "expects rows, got a frame that is not computed yet"
        faults.add(place, "", what, "give its rows: .collect(), or .compute()")
        return None
    if not table.columns and not len(table):
        return []  # what becomes of an empty list of records
    names = [str(column) for column in table.columns]
    if not judge_columns(place, names, columns.needed, optional, faults):
        return None
    if len(table) > most.most:
        faults.add(place, "", f"has more than the {most} that are read", most.fix)
        return None
    cells = {
        column: _values(table.get_column(own).to_list(), dates=column in days)
        for own, column in zip(table.columns, folded(names), strict=True)
        if column in known
    }
    return [
        {column: value for column, values in cells.items() if (value := values[n]) is not None}
        for n in range(len(table))
    ]


def values_of(frame: Any, columns: Sequence[str]) -> list[list[object]]:
    """Return the values of some columns as they are; of names that are twice, those are others."""
    try:
        table = nw.from_native(frame, eager_only=True)
    except nw.exceptions.DuplicateError:
        own = frame.loc[:, list(columns)] if hasattr(frame, "loc") else frame.select(list(columns))
        table = nw.from_native(own, eager_only=True)
    return [table.get_column(column).to_list() for column in columns]


def names_of(frame: Any) -> list[str]:
    """Return the names of the columns of a frame."""
    names = getattr(frame, "column_names", None)  # of pyarrow, whose `columns` are values
    return [str(name) for name in (frame.columns if names is None else names)]


def _with_index(frame: Any, known: Sequence[str]) -> object:
    """Return a pandas frame with the levels of its index that are columns of the table."""
    levels = getattr(getattr(frame, "index", None), "names", None)
    if levels is None or not hasattr(frame, "reset_index"):
        return frame
    there = folded(names_of(frame))
    meant = [
        level
        for level in levels
        if isinstance(level, str) and level in known and level not in there
    ]
    return frame.reset_index(level=meant) if meant else frame


def _values(values: Sequence[object], *, dates: bool) -> list[object]:
    """Return the values of a column with types of Python; None where one is missing."""
    plain = [_plain(value) for value in values]
    if dates and all(value.time() == time() for value in plain if _is_naive(value)):
        return [value.date() if _is_naive(value) else value for value in plain]
    return plain


def _is_naive(value: object) -> TypeGuard[datetime]:
    return isinstance(value, datetime) and value.tzinfo is None


def _plain(value: Any) -> object:
    if type(value).__module__ == "numpy":
        value = value.tolist()
    if type(value).__name__ in _MISSING or (isinstance(value, Real) and value != value):  # noqa: PLR0124 - NaN differs from itself
        return None
    if isinstance(value, str):
        return str(value).strip() or None
    if isinstance(value, Decimal):
        return None if value.is_nan() else _plain(float(value))
    if isinstance(value, float) and value.is_integer():
        return int(value)  # pandas makes numbers floats as soon as one of a column is missing
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return value
