"""Guarding text in CSV files that a spreadsheet would take for a formula (O4)."""

import re

__all__ = ["guarded", "unguarded"]

_STARTS = r"\s*[\t\r\n=+\-@\uff1d\uff0b\uff0d\uff20]"
"""First characters of a formula or command; the last four are East Asian wide forms."""
_FORMULA = re.compile(f"'*{_STARTS}")
_GUARDED = re.compile(f"'+{_STARTS}")


def guarded(text: str) -> str:
    """Return a text with a leading `'` if, after any number of `'`, it begins like a formula.

    Guarded text is guarded again, so that `unguarded` restores every text.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that was given to `guarded`; any other leading `'` belongs to the text."""
    return text[1:] if _GUARDED.match(text) else text
