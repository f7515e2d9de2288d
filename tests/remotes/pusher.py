"""Pushes a folder to a CalDAV server in a process of its own, as often as it is asked.

Each push is a child that was forked after all imports, so that it can be killed in the middle and
begins at once. A line of standard input is a folder; the answers are the child's number, then how
it ended.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

import httpx2

import rotation
from rotation import Rotation
from rotation.remotes.http import Client
from rotation.remotes.pushing import push
from rotation.remotes.secrets import Secret
from rotation.remotes.tools.caldav import CalDav
from rotation.remotes.tools.dav import Calendars


def pushed(own: Rotation, now: datetime, user: str, password: str) -> int:
    """Push once, and return the exit code."""
    tool = CalDav(
        own,
        "pager",
        url=own.remotes[0].url,
        user=user,
        secret=Secret(password),
        transport=httpx2.HTTPTransport(verify=False),
    )
    return push(own, "pager", now, environment={}, sleep=lambda _: None, tool=tool).exit_code


def answer(value: object) -> None:
    """Send a line."""
    sys.stdout.write(f"{value}\n")
    sys.stdout.flush()


def main() -> None:
    """Push whenever a line comes."""
    moment, user, password = sys.argv[1:]
    now = datetime.fromisoformat(moment)
    # What is imported where it is used is imported now, and not by each child.
    rotation.load(sys.stdin.readline().strip())
    Calendars(Client("http://127.0.0.1:1", transport=httpx2.HTTPTransport(verify=False)))
    answer("ready")
    known: dict[bytes, Rotation] = {}
    for line in sys.stdin:
        folder = Path(line.strip())
        plan = (folder / "published.csv").read_bytes()
        own = known.setdefault(plan, known.get(plan) or rotation.load(folder))
        child = os.fork()
        if child == 0:
            code = 99
            try:
                code = pushed(own, now, user, password)
            finally:
                os._exit(code)
        answer(child)
        _, status = os.waitpid(child, 0)
        answer(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
