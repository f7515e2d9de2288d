"""A push that is killed at any instant, against a real server: the next one finishes it."""

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from servers import PASSWORD, USER, CalDavServer
from tests.remotes.pushed_team import CONFIG, NOW, WEEKS, Week, team

from rotation.remotes.items import Present
from rotation.remotes.tools.caldav import CalDav

KILLS = 50
HALVES = (
    ("A-2026-12-14", "2026-12-14T11:00+01:00", "2026-12-17T11:00+01:00", "cleo"),
    ("A-2026-12-14+2", "2026-12-17T11:00+01:00", "2026-12-21T11:00+01:00", "ada"),
)
PLANS: tuple[tuple[Week, ...], ...] = (
    WEEKS,
    (WEEKS[0], *HALVES, (*WEEKS[2][:3], "ben")),
    (WEEKS[0], (*WEEKS[1][:3], "ada"), WEEKS[2]),
)
TABLE = """[[remote]]
name = "pager"
tool = "caldav"
url = "{url}"
calendars = {{ A = "{place}" }}
"""


class Pusher:
    """The process that pushes."""

    def __init__(self, folder: Path) -> None:
        script = Path(__file__).with_name("pusher.py")
        self.process = subprocess.Popen(
            [sys.executable, str(script), NOW.isoformat(), USER, PASSWORD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.folder = folder
        self._say(folder)
        assert self._answer() == "ready"

    def push(self, kill_after_s: float | None = None) -> int:
        """Push once, and return how that ended; kill it after some time if it still runs."""
        self._say(self.folder)
        child = int(self._answer())
        assert self.process.stdout is not None
        if kill_after_s is not None:
            done, *_ = select.select([self.process.stdout], [], [], kill_after_s)
            if not done:
                with suppress(ProcessLookupError):  # it ended in this instant
                    os.kill(child, signal.SIGKILL)
        return int(self._answer())

    def _say(self, folder: Path) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{folder}\n")
        self.process.stdin.flush()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def pusher(tmp_path: Path, radicale_server: CalDavServer) -> Iterator[Pusher]:
    """Return a process that pushes a folder with a calendar of its own."""
    place = radicale_server.new_calendar()
    table = TABLE.format(url=radicale_server.url, place=place)
    config = CONFIG[: CONFIG.index("[[remote]]")] + table
    (tmp_path / "config").write_text(config, encoding="utf-8")
    team(tmp_path, config=config)
    made = Pusher(tmp_path)
    yield made
    made.process.communicate(timeout=20)
    assert made.process.returncode == 0


def spans(items: list[Present]) -> list[tuple[object, ...]]:
    return sorted((item.start, item.end, item.user) for item in items)


def covered(items: list[Present], plan: tuple[Week, ...]) -> bool:
    """Return whether somebody is there at every instant from now to the end of a plan."""
    reached = NOW
    for item in sorted(items):
        if item.start <= reached and item.user is not None:
            reached = max(reached, item.end)
    return reached.isoformat() >= "2026-12-28T10:00"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_push_that_is_killed_at_any_instant(
    pusher: Pusher, radicale_server: CalDavServer, tmp_path: Path
) -> None:
    """One more push converges: nothing is there twice, and nobody was uncovered (X3, X4)."""
    config = (tmp_path / "config").read_text("utf-8")
    own = team(tmp_path, config=config)
    place = own.remotes[0].calendars[0][1]
    foreign = "meeting.ics"
    tool = CalDav(
        own,
        "pager",
        url=radicale_server.url,
        user=USER,
        secret=radicale_server.secret,
        transport=radicale_server.transport,
    )

    def there() -> list[Present]:
        items = tool.read([place], NOW, NOW + timedelta(days=60))
        return [item for item in items if item.id != foreign]

    began = time.perf_counter()
    assert pusher.push() == 0
    usual_s = time.perf_counter() - began
    folders = {plan: tmp_path / str(n) for n, plan in enumerate(PLANS)}
    for plan, folder in folders.items():
        folder.mkdir()
        team(folder, plan, config)
    draw = random.Random(16)  # noqa: S311 - when it is killed
    wanted = {}
    killed = 0
    for number in range(KILLS):
        plan = PLANS[(number + 1) % len(PLANS)]
        shutil.copy(folders[plan] / "published.csv", tmp_path)
        killed += pusher.push(draw.uniform(0, usual_s)) == -signal.SIGKILL
        assert covered(there(), plan), number
        assert pusher.push() == 0, number
        items = spans(there())
        assert len(items) == len(plan), number
        assert wanted.setdefault(plan, items) == items, number
    radicale_server.requests.clear()
    assert pusher.push() == 0
    assert radicale_server.writes == []
    assert killed > KILLS / 4
