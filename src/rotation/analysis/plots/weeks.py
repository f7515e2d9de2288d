"""Shifts over time, one row per person: the heat map of weeks, and the gaps between shifts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from rotation.analysis.plots.canvas import (
    BLUE,
    GREY,
    VERMILION,
    dots,
    finish,
    legend,
    new_axes,
    nothing,
    rows_of_people,
    tiles,
)
from rotation.analysis.plots.tidy import lines_of, need_carried, people_of
from rotation.arguments import checked, optional
from rotation.horizon.clock import noons
from rotation.kinds import AXES, FRAME, whole
from rotation.model.identity import split_part
from rotation.model.shifts import ShiftKind

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["gaps", "heat_map"]

_NUMBERED_WEEKS = 32
"""With more columns, the numbers in the tiles would be unreadable."""
_DATED_WEEKS = 12
"""About this many weeks have a date below."""


@checked(carried=FRAME, ax=optional(AXES))
def heat_map(carried: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw the days each person is on call, week by week.

    A day belongs to whoever has it in the ledgers (`dates`); without that column, to the person on
    call at its noon. A week begins on Monday. A week off stays white, so that the pattern is
    visible in grey as well.

    Parameters
    ----------
    carried : pandas.DataFrame
        One row per person and shift, with `engineer`, `name`, `start` and `end`, aware and in the
        rotation's zone, and perhaps `dates`: as of `rotation.analysis.carried.carried_frame`.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Raises
    ------
    BadInput
        When columns are missing, or have no zone.

    Examples
    --------
    >>> from rotation.analysis import plots
    >>> from rotation.analysis.carried import carried_frame, written
    >>> carried = carried_frame(team, written(team, plan.rows))
    >>> plots.heat_map(carried).get_title(loc="left")
    'Days on call, week by week'
    """
    need_carried(carried)
    title = "Days on call, week by week"
    days = _days_by_week(carried)
    if not days:
        return nothing(ax, title)
    people = people_of(carried)
    weeks = _every_week([week for _, week in days])
    ax = new_axes(ax, 3.2 + 0.27 * max(12, len(weeks)), 1.6 + 0.3 * len(people))
    numbers = [[days.get((person, week), 0) for week in weeks] for person in people]
    texts = [[str(number or "") for number in line] for line in numbers]
    tiles(ax, numbers, texts if len(weeks) <= _NUMBERED_WEEKS else None, most=7)
    rows_of_people(ax, people)
    dated = range(0, len(weeks), -(-len(weeks) // _DATED_WEEKS))
    ax.set_xticks(dated, labels=[_written(weeks[n], weeks[0], n) for n in dated])
    return finish(ax, title, "week of Monday", grid=False)


@checked(carried=FRAME, ax=optional(AXES), min_rest_days=optional(whole(0)))
def gaps(
    carried: "pd.DataFrame", ax: "Axes | None" = None, *, min_rest_days: int | None = None
) -> "Axes":
    """Draw the whole days between each person's regular shifts, one dot per gap.

    A gap runs from the end of one shift to the start of the same person's next; parts of one
    shift are one. The shortest gap of each person is a diamond, the others are circles. The
    person with the shortest gap is at the top, people with one shift only are at the bottom.

    Parameters
    ----------
    carried : pandas.DataFrame
        As for `heat_map`, with `shift` and `kind` as well.
    ax : matplotlib.axes.Axes, optional
        Where to draw.
    min_rest_days : int, optional
        The required rest, drawn as a line.

    Raises
    ------
    BadInput
        When columns are missing, or have no zone.

    Examples
    --------
    >>> from rotation.analysis import plots
    >>> from rotation.analysis.carried import carried_frame, written
    >>> carried = carried_frame(team, written(team, plan.rows))
    >>> plots.gaps(carried, min_rest_days=team.min_rest_days).get_title(loc="left")
    "Days between a person's regular shifts"
    """
    need_carried(carried, "shift", "kind")
    title = "Days between a person's regular shifts"
    regular = carried[carried["kind"] == ShiftKind.REGULAR.value]
    if regular.empty:
        return nothing(ax, title)
    names, lengths = people_of(regular), _gaps_of(regular)
    order = sorted(names, key=lambda person: min(lengths[person], default=float("inf")))
    ax = new_axes(ax, 8, 1.6 + 0.3 * len(order))
    shortest = [(min(lengths[p]), row) for row, p in enumerate(order) if lengths[p]]
    others = [(gap, row) for row, p in enumerate(order) for gap in sorted(lengths[p])[1:]]
    dots(ax, others, "gap", marker="o", facecolors="none", edgecolors=BLUE, s=34)
    dots(ax, shortest, "shortest gap", marker="D", color=VERMILION, s=30)
    if min_rest_days is not None:
        ax.axvline(min_rest_days, color=GREY, linestyle="--", label=f"{min_rest_days} days of rest")
    rows_of_people(ax, {person: names[person] for person in order})
    ax.set_xlim(left=0)
    legend(ax)
    return finish(ax, title, "whole days")


def _days_by_week(carried: "pd.DataFrame") -> Mapping[tuple[str, date], int]:
    return Counter(
        (person, day - timedelta(days=day.weekday())) for person, day in _days_held(carried)
    )


def _days_held(carried: "pd.DataFrame") -> Iterator[tuple[str, date]]:
    """Yield each person and day on call."""
    if "dates" in carried.columns and all(isinstance(text, str) for text in carried["dates"]):
        for person, dates in zip(carried["engineer"], carried["dates"], strict=True):
            for text in str(dates).split():
                yield str(person), date.fromisoformat(text)
        return
    for person, _, start, end in lines_of(carried, "name"):
        day, after = noons(cast(ZoneInfo, start.tzinfo), start, end)
        while day < after:
            yield person, day
            day += timedelta(days=1)


def _every_week(days: Sequence[date]) -> list[date]:
    first, last = min(days), max(days)
    return [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]


def _written(week: date, first: date, place: int) -> str:
    year = f"\n{week.year}" if place == 0 or week.year != first.year else ""
    return f"{week.day} {week:%b}{year}"


def _gaps_of(regular: "pd.DataFrame") -> Mapping[str, list[int]]:
    lengths: dict[str, list[int]] = {}
    last: dict[str, tuple[str, datetime]] = {}
    for person, shift, start, end in lines_of(regular, "shift"):
        mine, base = lengths.setdefault(person, []), split_part(shift)[0]
        before, ended = last.get(person, (base, end))
        if before != base:
            mine.append(max(0, (start - ended) // timedelta(days=1)))
        last[person] = base, max(end, ended)
    return lengths
