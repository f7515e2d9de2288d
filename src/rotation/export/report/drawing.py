"""What a page has hundreds of, too many for macros: shapes as SVG elements, classes of cells."""

from markupsafe import Markup, escape

from rotation.export.report.shapes import Box, Shape, Stroke, TableColumn, Word
from rotation.export.text import clean

__all__ = ["cell_class", "draw", "pixels", "who"]


def draw(shape: Shape) -> Markup:
    """Return the element of a shape, a line of its own; text is cleaned and escaped."""
    person = "" if shape.person is None else f" p p{shape.person}"
    look = f' class="{_text(shape.look)}{person}"'
    if isinstance(shape, Stroke):
        ends = zip(("x1", "y1", "x2", "y2"), (shape.x1, shape.y1, shape.x2, shape.y2), strict=True)
        return _element(f"<line{_lengths(*ends)}{look}/>")
    x, y = pixels(shape.x), pixels(shape.y)
    if isinstance(shape, Word):
        turn = f' transform="rotate({shape.turn} {x} {y})"' if shape.turn else ""
        return _element(f'<text x="{x}" y="{y}"{turn}{look}>{_text(shape.text)}</text>')
    if isinstance(shape, Box):
        size = _lengths(("width", shape.width), ("height", shape.height))
        corner = f' rx="{shape.round}"' if shape.round else ""
        end = f"><title>{_text(shape.tip)}</title></rect>" if shape.tip else "/>"
        return _element(f'<rect x="{x}" y="{y}"{size}{corner}{look}{end}')
    radius = pixels(shape.radius)
    title = f"<title>{_text(shape.tip)}</title>"
    return _element(f'<circle cx="{x}" cy="{y}" r="{radius}"{look}>{title}</circle>')


def who(person: int | None) -> Markup:
    """Return the attribute by which an element is highlighted with a person."""
    return Markup("" if person is None else f' class="p p{person}"')  # noqa: S704 - a number


def cell_class(column: TableColumn, look: str = "") -> Markup:
    """Return the attribute by which a cell looks as its column, and as its own look, has it."""
    having = (
        ("n", column.number),
        ("wide", column.wide),
        ("whole", column.whole),
        ("vacant", look == "open"),
    )
    names = " ".join(name for name, has in having if has)
    return Markup(f' class="{names}"' if names else "")  # noqa: S704 - names that are ours


def pixels(value: float) -> str:
    """Return a length in tenths of a pixel, as a short text."""
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0") if value > -0.05 else f"{value:.1f}"


def _lengths(*named: tuple[str, float]) -> str:
    return "".join(f' {name}="{pixels(value)}"' for name, value in named)


def _text(text: str) -> str:
    return str(escape(clean(text)))


def _element(written: str) -> Markup:
    return Markup(f"{written}\n")  # noqa: S704 - its texts are escaped above
