"""One ledger, one row per person: loads against fair shares, and before against after."""

from typing import TYPE_CHECKING, Any

from rotation.analysis.ledger import Ledger
from rotation.analysis.plots.canvas import (
    BLUE,
    GREY,
    dots,
    finish,
    legend,
    need,
    new_axes,
    nothing,
    rows_of_people,
    title_of,
    whole_numbers,
)
from rotation.arguments import ArgumentKind, checked, optional
from rotation.kinds import AXES, FRAME, TEXT
from rotation.letters import by_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["before_after", "load_against_share"]

_LEDGER = "Plan.ledger().to_wide()"
_LEDGER_KIND = ArgumentKind(
    "a ledger, or a frame of one (to_wide)",
    lambda value: value if isinstance(value, Ledger) else FRAME.read(value),
)
_BEFORE: dict[str, Any] = {"marker": "o", "facecolors": "white", "edgecolors": GREY, "s": 80}
_AFTER: dict[str, Any] = {"marker": "D", "color": BLUE, "s": 26}


@checked(ledger=_LEDGER_KIND, quantity=TEXT, ax=optional(AXES))
def load_against_share(
    ledger: "Ledger | pd.DataFrame", quantity: str = "shifts", ax: "Axes | None" = None
) -> "Axes":
    """Draw what each person carries as a bar, and the fair share as a mark on it.

    The person furthest above the share is at the top, people without a share are at the bottom. The
    part that a plan adds is hatched, if the ledger has it.

    Parameters
    ----------
    ledger : Ledger or pandas.DataFrame
        Of `Plan.ledger` or `Rotation.ledger`; or a frame like that of its `to_wide`, indexed by
        person, with `name`, the quantity, `..._share`, `..._difference` and perhaps `..._planned`.
    quantity : str
        Which ledger: `shifts`, `rest_days`, `holidays` or `volunteer_days`.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Raises
    ------
    BadInput
        When columns are missing.

    Examples
    --------
    >>> from rotation.analysis import plots
    >>> plots.load_against_share(plan.ledger(), "rest_days").get_title(loc="left")
    'Rest days against fair share'
    """
    share, difference = f"{quantity}_share", f"{quantity}_difference"
    frame = _frame_of(ledger)
    _need_ledger(frame, quantity, share, difference, perhaps=f"{quantity}_planned")
    title = f"{title_of(quantity)} against fair share"
    if frame.empty:
        return nothing(ax, title)
    ax = new_axes(ax, 8, 1.6 + 0.3 * len(frame))
    order = frame[difference].sort_values(ascending=False, kind="stable", na_position="last")
    rows = frame.loc[order.index]
    places = range(len(rows))
    planned = rows.get(f"{quantity}_planned")
    carried = rows[quantity] if planned is None else rows[quantity] - planned
    ax.barh(places, carried, height=0.62, color=BLUE, label="carried")
    if planned is not None and planned.any():
        ax.barh(
            *(places, planned),
            left=carried,
            height=0.62,
            label="planned",
            color="white",
            edgecolor=BLUE,
            hatch="////",
        )
    _marks(ax, rows[share].tolist(), "fair share")
    for place, load, fair, off in zip(
        places, rows[quantity], rows[share], rows[difference], strict=True
    ):
        if off == off:  # noqa: PLR0124 - False for NaN: no share, nothing to say
            ax.annotate(
                _signed(off),
                (max(load, fair), place),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                fontsize="small",
            )
    rows_of_people(ax, dict(zip(map(str, rows.index), rows["name"], strict=True)))
    whole_numbers(ax, max(rows[quantity].max(), rows[share].fillna(0).max()))
    legend(ax)
    return finish(ax, title, f"{title_of(quantity)}; at the end of a bar: more or less than fair")


@checked(before=_LEDGER_KIND, after=_LEDGER_KIND, quantity=TEXT, ax=optional(AXES))
def before_after(
    before: "Ledger | pd.DataFrame",
    after: "Ledger | pd.DataFrame",
    quantity: str = "shifts",
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw what each person carries before and after a plan, a trade or a what-if.

    The person who gains most is at the top; a person who is in only one ledger has one mark.

    Parameters
    ----------
    before, after : Ledger or pandas.DataFrame
        As for `load_against_share`; the shares drawn are those after.
    quantity : str
        Which ledger.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Raises
    ------
    BadInput
        When columns are missing.

    Examples
    --------
    >>> from rotation.analysis import plots
    >>> swapped = plan.to_frame().replace({"engineer": {"ben": "cleo", "cleo": "ben"}})
    >>> window = {"since": date(2026, 11, 1), "until": date(2027, 1, 4)}
    >>> before, after = (team.ledger(draft=draft, **window) for draft in (plan, swapped))
    >>> plots.before_after(before, after).get_title(loc="left")
    'Regular shifts before and after'
    """
    frames = first, last = _frame_of(before), _frame_of(after)
    for frame in frames:
        _need_ledger(frame, quantity, perhaps=f"{quantity}_share")
    names = {**dict(first["name"]), **dict(last["name"])}
    title = f"{title_of(quantity)} before and after"
    if not names:
        return nothing(ax, title)
    ax = new_axes(ax, 8, 1.6 + 0.3 * len(names))
    old, new = (dict(frame[quantity]) for frame in frames)
    people = sorted(names, key=lambda p: (old.get(p, 0) - new.get(p, 0), by_name(names[p], str(p))))
    for place, person in enumerate(people):
        if person in old and person in new and old[person] != new[person]:
            ax.annotate(
                "",
                (new[person], place),
                xytext=(old[person], place),
                arrowprops={"arrowstyle": "-|>", "color": GREY, "shrinkA": 5, "shrinkB": 5},
            )
    for label, loads, style in (("before", old, _BEFORE), ("after", new, _AFTER)):
        seen = [(loads[p], place) for place, p in enumerate(people) if p in loads]
        dots(ax, seen, label, **style)
    fair = dict(last.get(f"{quantity}_share", {}))
    _marks(ax, [fair.get(p, float("nan")) for p in people], "fair share after")
    rows_of_people(ax, {str(p): names[p] for p in people})
    shares = (share for share in fair.values() if share == share)  # noqa: PLR0124 - False for NaN
    whole_numbers(ax, max([*old.values(), *new.values(), *shares]))
    ax.set_xlim(left=-0.2)  # room for marks at 0
    legend(ax)
    return finish(ax, title, title_of(quantity))


def _frame_of(ledger: "Ledger | pd.DataFrame") -> "pd.DataFrame":
    return ledger.to_wide() if isinstance(ledger, Ledger) else ledger


def _need_ledger(frame: "pd.DataFrame", *numbers: str, perhaps: str) -> None:
    """Refuse a frame without names and numbers; one column of numbers may be left out."""
    if perhaps in frame.columns:
        numbers = (*numbers, perhaps)
    need(frame, ("name", *numbers), _LEDGER, numbers=numbers, texts=("name",))


def _marks(ax: "Axes", shares: list[float], label: str) -> None:
    """Mark fair shares with a vertical stroke, black on white, visible on any bar."""
    seen = [(share, place) for place, share in enumerate(shares) if share == share]  # noqa: PLR0124
    dots(ax, seen, "", marker="|", s=190, color="white", linewidth=4, zorder=4)
    dots(ax, seen, label, marker="|", s=190, color="black", linewidth=1.8, zorder=5)


def _signed(number: float) -> str:
    rounded = round(number, 1)
    return f"{rounded:+.1f}" if rounded else "0"
