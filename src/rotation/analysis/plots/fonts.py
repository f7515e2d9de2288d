"""Fonts for names: which installed fonts can draw a text, if any.

Matplotlib's own font has Latin, Greek, Cyrillic and more, but no Chinese, Japanese or Korean. It
draws a box for a missing letter, and warns.
"""

import unicodedata
from contextlib import suppress
from functools import cache

__all__ = ["families_for"]

# A last resort draws a box for everything: that is not a name.
_BOXES = ("Last Resort", ".LastResort", "LastResort", "Adobe Blank")

# Tried first, so that the same name looks the same on most machines; then any other, by name.
_PREFERRED = (
    *("Noto Sans CJK SC", "Noto Sans CJK TC", "Noto Sans CJK JP", "Noto Sans CJK KR"),
    *("Source Han Sans SC", "PingFang SC", "PingFang HK", "Hiragino Sans", "Apple SD Gothic Neo"),
    *("Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    *("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai"),
    *("Arial Unicode MS", "Segoe UI", "Noto Sans", "FreeSans"),
)


@cache
def families_for(text: str) -> tuple[str, ...] | None:
    """Return the font families that draw a text, the usual one first.

    Parameters
    ----------
    text : str
        One line, in any script.

    Returns
    -------
    tuple of str or None
        None when no installed font draws all of it, or when matplotlib would draw it the wrong
        way round (right to left, without libraqm: before matplotlib 3.11).
    """
    from matplotlib import font_manager, rcParams  # noqa: PLC0415 - matplotlib is heavy

    if _right_to_left(text) and not _has_layout():
        return None
    usual = tuple(rcParams["font.family"])
    missing = {ord(c) for c in text if not c.isspace()}
    missing -= _glyphs(font_manager.findfont(font_manager.FontProperties()))
    for fonts in (_known, _overlooked) if missing else ():
        families, left = list(usual), missing
        for name, path in fonts():
            drawn = left & _glyphs(path)
            if drawn:
                families.append(name)
                left = left - drawn
            if not left:
                return tuple(families)
    return None if missing else usual


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """Return name and file of each font that matplotlib knows of."""
    return _listed()


@cache
def _overlooked() -> tuple[tuple[str, str], ...]:
    """Return the same with fonts installed later: matplotlib never refreshes its own list."""
    from matplotlib import font_manager  # noqa: PLC0415 - matplotlib is heavy

    manager = font_manager.fontManager
    for path in sorted({*font_manager.findSystemFonts()} - {f.fname for f in manager.ttflist}):
        with suppress(OSError, RuntimeError):  # a font that cannot be opened draws nothing
            manager.addfont(path)
    return _listed()


def _listed() -> tuple[tuple[str, str], ...]:
    from matplotlib import font_manager  # noqa: PLC0415 - matplotlib is heavy

    order = {name: number for number, name in enumerate(_PREFERRED)}
    upright = {
        (font.name, font.fname)
        for font in font_manager.fontManager.ttflist
        if font.style == "normal" and not font.name.startswith(_BOXES)
    }
    return tuple(sorted(upright, key=lambda font: (order.get(font[0], len(order)), font)))


@cache
def _glyphs(path: str) -> frozenset[int]:
    from matplotlib import font_manager  # noqa: PLC0415 - matplotlib is heavy

    try:
        return frozenset(font_manager.get_font(path).get_charmap())
    except (OSError, RuntimeError):  # a font that cannot be opened draws nothing
        return frozenset()


def _right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)


def _has_layout() -> bool:
    from matplotlib import ft2font  # noqa: PLC0415 - matplotlib is heavy

    return hasattr(ft2font, "__libraqm_version__")
