"""What every test needs, wherever the suite is started from."""

import os
import signal

from hypothesis import settings

# A busy machine is no failure: times are measured in benchmarks/.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def _checked_only(descriptor: int) -> None:
    """Do without `os.fsync`, which takes milliseconds each time: no test cuts the power."""
    os.fstat(descriptor)  # one that is not open is still an error


def pytest_configure() -> None:
    """Leave out what only a power failure asks for, and hear signals that the starter ignores.

    A job in the background of a shell ignores Ctrl-C, one under `nohup` a closed terminal, and so
    would every command that a test starts.
    """
    for number, handler in (
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGTERM, signal.SIG_DFL),
        (signal.SIGHUP, signal.SIG_DFL),
    ):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)
    os.fsync = _checked_only
