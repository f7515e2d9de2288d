"""Reports of what a search is at."""

from collections.abc import Callable

__all__ = ["Progress", "quiet"]

Progress = Callable[[str], None]
"""Called with a few words on what is being looked at."""


def quiet(message: str) -> None:
    """Report nothing."""
    del message
