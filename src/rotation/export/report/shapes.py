"""The parts of a page: charts made of a few shapes, and tables.

Named tuples, as in `rotation.model.report`: a page has thousands of them.
"""

from typing import NamedTuple

__all__ = [
    "HEAD",
    "LANE",
    "PAPER",
    "TRACK",
    "WIDTH",
    "Box",
    "Chart",
    "ChartLane",
    "Dot",
    "LegendEntry",
    "ReportTable",
    "Shape",
    "Stroke",
    "TableCell",
    "TableColumn",
    "TableRow",
    "Word",
]

WIDTH = 860
"""Pixels: with the names it fills a landscape A4 page without scaling."""

HEAD = 54
"""Pixels above the first lane; as `.names` in report.css."""

PAPER = (86, 70, 58, 48, 40)
"""Percents of a chart's size on paper, largest first."""

_SHEET = 600
"""Pixels of A4 across, below a heading and a legend."""

LANE = 22
"""Pixels of a person's lane; as `.names li` in report.css."""

TRACK = 36
"""Pixels of a track's row; as `.names .t` in report.css."""


class Box(NamedTuple):
    """A rectangle; `tip` is what a pointer shows, `person` an index for highlighting."""

    x: float
    y: float
    width: float
    height: float
    look: str
    tip: str = ""
    person: int | None = None
    round: float = 2


class Word(NamedTuple):
    """Text, anchored by `look`; `turn` is in degrees around its anchor."""

    x: float
    y: float
    text: str
    look: str
    person: int | None = None
    turn: int = 0


class Stroke(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    look: str
    person: int | None = None


class Dot(NamedTuple):
    """A circle."""

    x: float
    y: float
    radius: float
    look: str
    tip: str = ""
    person: int | None = None


Shape = Box | Word | Stroke | Dot


class ChartLane(NamedTuple):
    """A name beside a chart: a person's, or with `under` a track's."""

    text: str
    under: str = ""
    person: int | None = None


class LegendEntry(NamedTuple):
    """A line of a legend: how something looks, and what that means."""

    look: str
    text: str
    inside: str = ""


class TableColumn(NamedTuple):
    """Heading of a column; `wide` ones are left out on a phone, `whole` ones are never broken."""

    text: str
    number: bool = False
    wide: bool = False
    whole: bool = False


class TableCell(NamedTuple):
    """Content of a cell; `look` is empty, `open` or `code`."""

    text: str
    look: str = ""


class TableRow(NamedTuple):
    """Cells of a row, the one at `head` its heading; `person` an index for highlighting."""

    cells: tuple[TableCell, ...]
    person: int | None = None


class ReportTable(NamedTuple):
    """A table; the column at `head` names its rows."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    head: int = 0


class Chart(NamedTuple):
    """Lanes with shapes beside them.

    Attributes
    ----------
    id : str
        Of the page's elements.
    title, about : str
        For people who cannot see it: what it is and shows, in short.
    height : float
        Pixels; the width is `WIDTH`.
    lanes : tuple of ChartLane
        Names beside it, from `head` pixels down.
    shapes : tuple of Shape
        From the back to the front.
    head : int
        Pixels above the first lane: `HEAD`, or one that report.css knows.
    """

    id: str
    title: str
    about: str
    height: float
    lanes: tuple[ChartLane, ...]
    shapes: tuple[Shape, ...]
    head: int = HEAD

    @property
    def paper(self) -> int:
        """Percent of its size at which it fits a printed page; as `.zN` in report.css."""
        fitting = (zoom for zoom in PAPER if self.height * zoom <= 100 * _SHEET)
        return next(fitting, PAPER[-1])
