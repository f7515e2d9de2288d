"""`python -m rotation`, and the entry point of the command `rotation`."""

import gc
import signal
import sys
from collections.abc import Sequence

from rotation.interrupts import left_quietly

__all__ = ["main", "script"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; see `rotation.cli.main`.

    Ctrl-C during the imports ends the process with 130 and no traceback.
    """
    with left_quietly():
        from zoneinfo import reset_tzpath  # noqa: PLC0415 - see above

        from rotation.cli import main as run  # noqa: PLC0415 - see above
    # Data of files stays until the end: garbage collection took a quarter of the time. Importing
    # everything and planning a month for 24 people leaves some 220,000 objects.
    gc.set_threshold(500_000, 20, 20)
    # Zones are those of the package tzdata, not of the host: equal input gives equal bytes.
    reset_tzpath(())
    return run(arguments)


def script() -> None:
    """Run the command line and end the process.

    After the work is done, its exit code counts: Ctrl-C during the shutdown of Python is too late.
    """
    code = main()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The system takes all memory back at once: looking for garbage in it took a tenth of the time.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    script()
