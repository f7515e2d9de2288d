"""A team in a folder with a published plan, and a fake remote that it is pushed to."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.remotes.fake_tool import FakeTool

import rotation
from rotation import Rotation
from rotation.remotes.pushed import Push
from rotation.remotes.pushing import push

NOW = datetime(2026, 12, 9, 12, tzinfo=UTC)
KNOWN = {"ada@example.com": "UA", "ben@example.com": "UB", "cleo@example.com": "UC"}
CONFIG = """[rotation]
name = "Team"
calendar_id = "team"
timezone = "Europe/Berlin"
min_rest_days = 0

[[track]]
name = "A"
handover = "Mon 11:00"

[[engineer]]
name = "Ada Byron"
id = "ada"
email = "ada@example.com"
joined = 2020-01-06

[[engineer]]
name = "Ben Bo"
id = "ben"
email = "Ben@Example.com"
joined = 2020-01-06

[[engineer]]
name = "Cleo Laine"
id = "cleo"
email = "cleo@example.com"
joined = 2020-01-06

[[remote]]
name = "pager"
tool = "pagerduty"
token_env = "PAGER_TOKEN"
schedules = { A = "P1" }
"""
HEAD = "shift,track,kind,start,end,engineer,status,revision\n"
WEEKS = (
    ("A-2026-12-07", "2026-12-07T11:00+01:00", "2026-12-14T11:00+01:00", "ada"),
    ("A-2026-12-14", "2026-12-14T11:00+01:00", "2026-12-21T11:00+01:00", "ben"),
    ("A-2026-12-21", "2026-12-21T11:00+01:00", "2026-12-28T11:00+01:00", "cleo"),
)

Week = tuple[str, str, str, str]


def team(folder: Path, weeks: Sequence[Week] = WEEKS, config: str = CONFIG) -> Rotation:
    """Write the folder of the team, and load it."""
    (folder / "rotation.toml").write_text(config, encoding="utf-8")
    rows = "".join(
        f"{shift},A,regular,{start},{end},{who},{'planned' if who else 'open'},0\n"
        for shift, start, end, who in weeks
    )
    (folder / "published.csv").write_text(HEAD + rows, encoding="utf-8")
    return rotation.load(folder)


def remote(traits: object) -> FakeTool:
    """Return a remote that knows everybody."""
    tool = FakeTool(traits, NOW)
    tool.known = dict(KNOWN)
    return tool


def pushed(
    folder: Path,
    tool: FakeTool,
    weeks: Sequence[Week] = WEEKS,
    *,
    now: datetime = NOW,
    config: str = CONFIG,
    **how: bool,
) -> Push:
    """Push once; nobody waits."""
    tool.now = now
    own = team(folder, weeks, config)
    return push(own, "pager", now, environment={}, sleep=lambda _: None, tool=tool, **how)


def there(tool: FakeTool, now: datetime = NOW) -> list[tuple[str, str | None]]:
    """Return who is there from when on, without what is over."""
    items = sorted(item for item in tool.items.values() if item.end > now)
    return [(f"{item.start + timedelta(hours=1):%m-%d %H}", item.user) for item in items]
