"""Loggers of the package, silent unless somebody listens to `rotation`."""

import logging

__all__ = ["logger_of"]

logging.getLogger("rotation").addHandler(logging.NullHandler())


def logger_of(module: str) -> logging.Logger:
    """Return the logger of a module: `rotation` or a child of it.

    Messages are formatted only if somebody listens, and name nobody at `INFO`.
    """
    return logging.getLogger(module)
