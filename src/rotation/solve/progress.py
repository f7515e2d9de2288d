"""Progress messages of a search."""

from collections.abc import Callable

__all__ = ["Progress", "quiet"]

Progress = Callable[[str], None]
"""Called with a few words about the present step."""


def quiet(message: str) -> None:
    """Report nothing."""
    del message
