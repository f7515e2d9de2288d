"""Readers of frames of carried shifts, for plots."""

from datetime import datetime
from typing import TYPE_CHECKING

from rotation.analysis.plots.canvas import need
from rotation.errors import BadInput, Fault
from rotation.letters import by_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

__all__ = ["lines_of", "need_carried", "people_of"]

_SOURCE = "rotation.analysis.carried.carried_frame()"


def need_carried(carried: "pd.DataFrame", *more: str) -> None:
    """Refuse a frame without person, name, start and end, or with instants without a zone.

    Raises
    ------
    BadInput
        With every column at fault.
    """
    need(carried, ("engineer", "name", "start", "end", *more), _SOURCE)
    naive = [
        Fault("frame", f"column {column!r} has no time zone", f"give one like {_SOURCE}")
        for column in ("start", "end")
        if len(carried) and getattr(carried[column].dtype, "tz", None) is None
    ]
    if naive:
        raise BadInput(naive)


def people_of(carried: "pd.DataFrame") -> dict[str, str]:
    """Return ids and names of everybody in a frame, by name."""
    pairs = zip(carried["engineer"], carried["name"], strict=True)
    return dict(sorted({str(p): str(n) for p, n in pairs}.items(), key=_by_name))


def lines_of(
    carried: "pd.DataFrame", column: str
) -> "Iterator[tuple[str, str, datetime, datetime]]":
    """Yield person, the text of one column, start and end of each row, by start."""
    rows = carried.sort_values(["start", "end"], kind="stable")
    for person, text, start, end in zip(
        rows["engineer"], rows[column], rows["start"], rows["end"], strict=True
    ):
        yield str(person), str(text), start.to_pydatetime(), end.to_pydatetime()


def _by_name(person: tuple[str, str]) -> tuple[str, ...]:
    return by_name(person[1], person[0])
