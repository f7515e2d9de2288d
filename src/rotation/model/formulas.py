"""Text that a spreadsheet would take for a formula, and how a CSV file keeps it from that (O4)."""

import re

__all__ = ["guarded", "unguarded"]

_STARTS = r"\s*[\t\r\n=+\-@\uff1d\uff0b\uff0d\uff20]"
"""What makes a cell a formula, or a command; the last four are the wide forms of East Asia."""
_FORMULA = re.compile(f"'*{_STARTS}")
_GUARDED = re.compile(f"'+{_STARTS}")


def guarded(text: str) -> str:
    """Return a text with a `'` in front when it, behind any number of `'`, begins like a formula.

    Text that was guarded already is guarded again: so `unguarded` gives every text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return what was given to `guarded`; a `'` in front of anything else belongs to the text."""
    return text[1:] if _GUARDED.match(text) else text
