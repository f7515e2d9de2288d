"""A Radicale of one's own, as a process on a free port of this computer."""

import base64
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["PASSWORD", "USER", "new_calendar", "radicale", "store"]

USER, PASSWORD = "ada", "none-is-checked"

_STARTS_IN_S = 20.0


@contextmanager
def radicale(folder: Path) -> Iterator[str]:
    """Run Radicale, which takes any password, with its default storage; give its address."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    options = {
        "--server-hosts": f"127.0.0.1:{port}",
        "--storage-filesystem-folder": str(folder),
        "--auth-type": "none",
        "--rights-type": "owner_only",
        "--logging-level": "critical",
    }
    command = [sys.executable, "-m", "radicale", "--config", "", *sum(options.items(), ())]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + _STARTS_IN_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError("Radicale did not start") from None
            time.sleep(0.05)
        else:
            return


def new_calendar(address: str) -> str:
    """Make an empty calendar, and return its address."""
    _send("MKCALENDAR", f"{address}/")
    return address


def store(address: str, event: str) -> None:
    """Put an event into a calendar, as the program of a person does."""
    _send("PUT", address, event.replace("\n", "\r\n").encode(), "text/calendar")


def _send(method: str, address: str, body: bytes | None = None, kind: str = "text/xml") -> None:
    login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {login}", "Content-Type": kind}
    request = urllib.request.Request(  # noqa: S310 - loopback
        address, body, headers, method=method
    )
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310 - see above
        pass
