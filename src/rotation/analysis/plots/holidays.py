"""Holidays over the years: who had which one, and when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rotation.analysis.plots.canvas import finish, new_axes, nothing, rows_of_people, tiles
from rotation.analysis.plots.tidy import lines_of, need_carried, people_of
from rotation.arguments import checked, optional
from rotation.kinds import AXES, FRAME, TEXTS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["holidays"]

_NEW_YEAR = "New Year's Day"


@checked(carried=FRAME, ax=optional(AXES), names=optional(TEXTS))
def holidays(
    carried: "pd.DataFrame", ax: "Axes | None" = None, *, names: Sequence[str] | None = None
) -> "Axes":
    """Draw who had which holiday, with the years in the tile: darker means more often.

    Everybody in the frame has a row, also people without a holiday: it is their turn.

    Parameters
    ----------
    carried : pandas.DataFrame
        One row per person and shift, with `engineer`, `name`, `start`, `end` and `holidays` (names
        joined by `; `): as of `rotation.analysis.carried.carried_frame`.
    ax : matplotlib.axes.Axes, optional
        Where to draw.
    names : sequence of str, optional
        Which holidays, in this order; by default all there are, in the order of the calendar.

    Raises
    ------
    BadInput
        When columns are missing, or have no zone.

    Examples
    --------
    >>> from rotation import HolidayRules
    >>> from rotation.analysis import plots
    >>> from rotation.analysis.carried import carried_frame, written
    >>> german = team.replace(holidays=HolidayRules("DE"))
    >>> rows = german.plan(month="2026-12", today=today).rows
    >>> plots.holidays(carried_frame(german, written(german, rows))).get_title(loc="left")
    'Who had which holiday, in which year'
    """
    need_carried(carried, "holidays")
    title = "Who had which holiday, in which year"
    people, years, calendar = people_of(carried), _years(carried), _calendar(carried)
    shown = calendar if names is None else list(names)
    if not shown or not people:
        return nothing(ax, title)
    ax = new_axes(ax, 3.4 + 0.75 * max(5, len(shown)), 2.4 + 0.3 * len(people))
    had = [[years.get((person, name), []) for name in shown] for person in people]
    texts = [
        [" ".join(f"'{year % 100:02d}" for year in sorted(set(h))) for h in line] for line in had
    ]
    tiles(ax, [[len(set(h)) for h in line] for line in had], texts, most=4)
    rows_of_people(ax, people)
    ax.set_xticks(range(len(shown)), labels=shown, rotation=35, ha="right", rotation_mode="anchor")
    return finish(ax, title, "", grid=False)


def _years(carried: "pd.DataFrame") -> Mapping[tuple[str, str], list[int]]:
    years: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for person, text, start, end in lines_of(carried, "holidays"):
        for name in _names(text):
            years[person, name].append(_year(name, start, end))
    return years


def _year(name: str, start: datetime, end: datetime) -> int:
    """Return the year of a holiday in a shift; over New Year also one of the old year."""
    return end.year if name.startswith(_NEW_YEAR) else start.year


def _calendar(carried: "pd.DataFrame") -> list[str]:
    """Return the holidays in the order of the year, by the earliest date of a shift that has it."""
    first: dict[str, tuple[int, int]] = {}
    for _, text, start, _ in lines_of(carried, "holidays"):
        for place, name in enumerate(_names(text)):
            # In one shift they stand in the order of their dates.
            day = (0, 0) if name.startswith(_NEW_YEAR) else (start.timetuple().tm_yday, place)
            first[name] = min(day, first.get(name, day))
    return sorted(first, key=lambda name: (first[name], name))


def _names(text: str) -> list[str]:
    return [name for name in text.split("; ") if name]
