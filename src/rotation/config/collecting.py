"""Reading many records without looking for garbage among them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector of cyclic garbage rest while records are read.

    It looks through everything that lives whenever that has grown by a quarter. What is read lives
    on and is no garbage: of a large file that is a third of the whole time. The collector belongs
    to the process: of threads that read at once, the first one to end lets it work again.
    """
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()
