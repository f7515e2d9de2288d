"""Helpers of all plots: axes, columns, colours, names, bytes."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from numbers import Real
from textwrap import fill
from typing import TYPE_CHECKING, Any

from rotation.analysis.plots.fonts import families_for
from rotation.arguments import checked
from rotation.errors import BadInput, Fault
from rotation.kinds import AXES, whole
from rotation.model.spelling import nearest

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = [
    "BLUE",
    "GREY",
    "ORANGE",
    "VERMILION",
    "dots",
    "finish",
    "legend",
    "need",
    "new_axes",
    "nothing",
    "png",
    "rows_of_people",
    "tiles",
    "title_of",
    "whole_numbers",
]

# Of Okabe and Ito, "Color Universal Design" (2008): told apart by every kind of colour vision.
BLUE, ORANGE, VERMILION, GREY = "#0072B2", "#E69F00", "#D55E00", "#666666"

_TITLES = {"shifts": "Regular shifts"}
_WIDEST = 26
"""Characters of a line; a longer name takes more lines and is never cut."""


def new_axes(ax: "Axes | None", width: float, height: float) -> "Axes":
    """Return the given axes, or new pyplot axes, which a notebook shows.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, optional
        Where to draw; pyplot is left alone then.
    width, height : float
        Of the new figure, in inches.
    """
    if ax is not None:
        return ax
    from matplotlib import pyplot as plt  # noqa: PLC0415 - matplotlib is heavy

    _, axes = plt.subplots(figsize=(width, height), layout="constrained")
    return axes


def need(
    frame: "pd.DataFrame",
    columns: Sequence[str],
    where: str,
    *,
    numbers: Sequence[str] = (),
    texts: Sequence[str] = (),
) -> None:
    """Refuse a frame without some columns, or with values of another type in them.

    Parameters
    ----------
    frame : pandas.DataFrame
        What is to be drawn.
    columns : sequence of str
        What a plot reads.
    where : str
        The function that returns such a frame, for the message.
    numbers, texts : sequence of str
        Which of the columns hold numbers, missing ones included, or texts.

    Raises
    ------
    BadInput
        With every column that is missing (and the nearest one), that is there twice, or that has
        other values.
    """
    there = [str(column) for column in frame.columns]
    faults = []
    for column in columns:
        kind, what = (str, "texts") if column in texts else (Real, "numbers")
        if column not in there:
            near = nearest(column, there)
            hint = f"it has {near!r}; " if near else ""
            faults.append(
                Fault("frame", f"has no column {column!r}", f"{hint}give one like {where}")
            )
        elif there.count(column) > 1:
            faults.append(Fault("frame", f"has {column!r} twice", "give each column once"))
        elif column in (*numbers, *texts) and not all(isinstance(x, kind) for x in frame[column]):
            what = f"column {column!r} has values other than {what}"
            faults.append(Fault("frame", what, f"give one like {where}"))
    if faults:
        raise BadInput(faults)


def title_of(quantity: str) -> str:
    """Return the name of a ledger for people."""
    return _TITLES.get(quantity, quantity.replace("_", " ").capitalize())


def rows_of_people(ax: "Axes", people: Mapping[str, str]) -> None:
    """Make one row per person, the first at the top, with fonts that can draw the names.

    A name that no installed font can draw is replaced by the id instead of boxes.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where.
    people : mapping of str to str
        Ids and names, in order.
    """
    families = [families_for(name) for name in people.values()]
    texts = [
        person
        if family is None
        else fill(name, _WIDEST, break_long_words=False, break_on_hyphens=False)
        for (person, name), family in zip(people.items(), families, strict=True)
    ]
    # A dollar sign in a name is a dollar sign, not the beginning of a formula.
    ax.set_yticks(range(len(people)), labels=texts, parse_math=False)
    for label, family in zip(ax.get_yticklabels(), families, strict=True):
        if family is not None:
            label.set_fontfamily(list(family))
    ax.set_ylim(len(people) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)


def finish(ax: "Axes", title: str, x_label: str, *, grid: bool = True) -> "Axes":
    """Set title and a light frame of the axes, and return them."""
    ax.set_title(title, loc="left")
    ax.set_xlabel(x_label)
    ax.spines[["top", "right"]].set_visible(False)
    if grid:
        ax.grid(axis="x", color="#DDDDDD", linewidth=0.6)
        ax.set_axisbelow(True)
    return ax


def dots(ax: "Axes", places: Sequence[tuple[float, float]], label: str, **style: Any) -> None:
    """Scatter markers over places (x, row), if any, above bars and grid."""
    if places:
        x, y = zip(*places, strict=True)
        ax.scatter(x, y, label=label, **{"zorder": 3, **style})


def whole_numbers(ax: "Axes", right: float) -> None:
    """Let x run from 0 to a little more than `right`, with ticks at whole numbers."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - matplotlib is heavy

    ax.set_xlim(0, 1.1 * max(1, right))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))


def legend(ax: "Axes") -> None:
    """Put the legend beside the axes, so that it hides nothing."""
    if ax.get_legend_handles_labels()[1]:
        ax.legend(loc="upper left", bbox_to_anchor=(1.02, 1.0), borderaxespad=0, frameon=False)


def tiles(
    ax: "Axes", numbers: Sequence[Sequence[int]], texts: Sequence[Sequence[str]] | None, most: int
) -> None:
    """Draw a table of numbers as tiles: darker means more, and 0 stays white.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where; rows and columns have their middles at whole numbers.
    numbers : sequence of sequence of int
        Line by line, at least one number.
    texts : sequence of sequence of str or None
        What is written on each.
    most : int
        The darkest, unless a number is larger.
    """
    top = max(most, *(number for line in numbers for number in line))
    shown = [[number or float("nan") for number in line] for line in numbers]
    x, y = ([n - 0.5 for n in range(count + 1)] for count in (len(shown[0]), len(shown)))
    ax.pcolormesh(x, y, shown, cmap="cividis_r", vmin=0, vmax=top, edgecolors="white", lw=1.0)
    for row, line in enumerate(texts or ()):
        for column, text in enumerate(line):
            if text:
                colour = "white" if numbers[row][column] > 0.55 * top else "black"
                style: dict[str, Any] = {
                    "color": colour,
                    "fontsize": 7,
                    "ha": "center",
                    "va": "center",
                }
                ax.text(column, row, text, **style)


def nothing(ax: "Axes | None", title: str) -> "Axes":
    """Write on the axes, or on new ones, that there is nothing to draw."""
    ax = new_axes(ax, 6, 1.5)
    ax.set_title(title, loc="left")
    ax.set_axis_off()
    ax.text(0.5, 0.5, "Nothing to show", ha="center", va="center", transform=ax.transAxes)
    return ax


@checked(ax=AXES, dpi=whole(1))
def png(ax: "Axes", dpi: int = 150) -> bytes:
    """Return the figure of some axes as a PNG file, without the version that made it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        As a plot returned them.
    dpi : int
        Pixels per inch.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rotation.analysis import plots
    >>> ax = plots.load_against_share(plan.ledger(), ax=Figure().subplots())
    >>> plots.png(ax)[1:4]
    b'PNG'
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 - matplotlib is heavy

    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    file = BytesIO()
    figure.savefig(file, format="png", dpi=dpi, metadata={"Software": None})
    return file.getvalue()
