"""The cost of a setting: fairness and open shifts over its values."""

from typing import TYPE_CHECKING, Any

from rotation.analysis.plots.canvas import (
    BLUE,
    GREY,
    ORANGE,
    VERMILION,
    finish,
    legend,
    need,
    new_axes,
    nothing,
    title_of,
)
from rotation.arguments import checked, optional
from rotation.kinds import AXES, FRAME

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["trade_off"]

_CURVES = (
    ("shifts", BLUE, "o", "-"),
    ("rest_days", ORANGE, "s", "--"),
    ("holidays", VERMILION, "^", ":"),
)


@checked(frame=FRAME, ax=optional(AXES))
def trade_off(frame: "pd.DataFrame", ax: "Axes | None" = None) -> "Axes":
    """Draw unevenness as curves and open shifts as bars, over the values of a setting.

    Unevenness is the sum of squared differences from fair shares; lower is fairer. Open regular
    shifts have their number written on, and a scale of their own.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per value, with `setting, value, open, shifts, rest_days, holidays`: as of
        `rotation.explain.trade_off_frame`.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Raises
    ------
    BadInput
        When columns are missing.

    Examples
    --------
    >>> from rotation import explain
    >>> from rotation.analysis import plots
    >>> frame = explain.trade_off_frame(plan, "min_rest_days", [7, 21])
    >>> plots.trade_off(frame).get_title(loc="left")
    'What min rest days costs'
    """
    columns = ("setting", "value", "open", *(curve[0] for curve in _CURVES))
    need(frame, columns, "rotation.explain.trade_off_frame()", numbers=columns[1:])
    if frame.empty:
        return nothing(ax, "What a setting costs")
    rows = frame.sort_values("value", kind="stable")
    setting = str(rows["setting"].iloc[0]).replace("_", " ")
    ax = new_axes(ax, 8, 4.5)
    places = range(len(rows))
    behind = ax.twinx()
    bars = behind.bar(places, rows["open"], 0.5, color="#EEEEEE", edgecolor=GREY, hatch="..")
    behind.bar_label(bars, [f"{number:g} open" for number in rows["open"]], color=GREY, padding=2)
    behind.set_ylim(0, max(4, 2 * rows["open"].max()))
    behind.set_axis_off()
    for column, colour, marker, line in _CURVES:
        style: dict[str, Any] = {"color": colour, "marker": marker, "linestyle": line}
        ax.plot(places, rows[column], label=title_of(column), **style)
    ax.set_zorder(behind.get_zorder() + 1)
    ax.patch.set_visible(False)
    ax.set_xticks(places, labels=[f"{value:g}" for value in rows["value"]])
    ax.set_ylim(bottom=0)
    ax.set_ylabel("unevenness: lower is fairer")
    ax.set_xlim(-0.6, len(rows) - 0.4)
    legend(ax)
    return finish(ax, f"What {setting} costs", setting, grid=False)
