"""Warnings of libraries that mean nothing to our users."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from warnings import catch_warnings, simplefilter

__all__ = ["silenced"]

_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def silenced(category: type[Warning] = Warning) -> Iterator[None]:
    """Ignore warnings of a category.

    Filters belong to the whole process. Threads take turns, because each puts back the filters that
    it met: otherwise one could put back those of another, and warnings would stay ignored.
    """
    with _ONE_AT_A_TIME, catch_warnings():
        simplefilter("ignore", category)
        yield
