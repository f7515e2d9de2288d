"""A plan in each tool: pushed, traded, pushed again, and never twice."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from clients import TOKEN
from fake_server import NOW
from tests.remotes.pushed_team import CONFIG, HEAD
from tool_cases import CASES, ToolCase

import rotation
from rotation import Rotation
from rotation.remotes.difference import UserSpan
from rotation.remotes.pushed import Push
from rotation.remotes.pushing import push

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = timedelta(days=7)


def published(folder: Path, case: ToolCase, first: datetime, people: str) -> Rotation:
    """Publish a week for each letter: Ada, Bela, or `-` for an open one."""
    local = first.astimezone(BERLIN).replace(hour=11, minute=0)
    names = {"a": "ada", "b": "ben", "-": ""}
    rows = []
    for letter in people:
        end = local + WEEK  # by the clock on the wall
        state = "planned" if names[letter] else "open"
        rows.append(
            f"A-{local:%Y-%m-%d},A,regular,{local.isoformat()},{end.isoformat()},"
            f"{names[letter]},{state},0\n"
        )
        local = end
    config = CONFIG.replace('"P1"', f'"{case.place}"').replace(
        "Ben@Example.com", "Bela@Example.com"
    )
    if not case.looks_up:
        config = config.replace('email = "cleo@example.com"\n', "")
    config = f"{config}days = 366\n"
    (folder / "rotation.toml").write_text(config, encoding="utf-8")
    (folder / "published.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    return rotation.load(folder)


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> ToolCase:
    make: Callable[[], ToolCase] = CASES[request.param]
    return make()


def pushed(own: Rotation, case: ToolCase, **how: bool) -> Push:
    return push(own, "pager", NOW, environment={}, sleep=lambda _: None, tool=case.tool, **how)


def there(case: ToolCase) -> list[tuple[datetime, datetime, str | None]]:
    """Return what is there from now on, without texts."""
    read = (UserSpan.of(item).rest(NOW) for item in case.read() if item.end > NOW)
    return sorted((s.start, s.end, s.user) for s in read)


def test_a_plan_in_every_tool(case: ToolCase, tmp_path: Path) -> None:
    """The running week, a traded one, and nothing to do the second time (X3, X10)."""
    first = NOW - timedelta(days=3)
    own = published(tmp_path, case, first, "aba")
    result = pushed(own, case)
    assert (result.exit_code, result.changes) == (0, 3), str(result)
    before = there(case)
    assert [user for *_, user in before] == [case.ada, case.bela, case.ada]
    assert pushed(own, case).rows == ()
    assert there(case) == before
    own = published(tmp_path, case, first, "aab")
    result = pushed(own, case)
    assert (result.exit_code, result.changes) == (0, 2), str(result)
    assert [user for *_, user in there(case)] == [case.ada, case.ada, case.bela]
    assert pushed(own, case).rows == ()
    assert case.fake.unfit == []


@pytest.mark.parametrize(
    "month", [datetime(2027, 3, 22, tzinfo=UTC), datetime(2027, 10, 25, tzinfo=UTC)]
)
def test_weeks_with_a_clock_change(month: datetime, case: ToolCase, tmp_path: Path) -> None:
    """They are an hour shorter or longer, and meet their neighbours without a hole."""
    own = published(tmp_path, case, month + timedelta(hours=9), "aba")
    case.fake.now = month - timedelta(days=1)
    now = case.fake.now
    result = push(own, "pager", now, environment={}, sleep=lambda _: None, tool=case.tool)
    assert (result.exit_code, result.changes) == (0, 3), str(result)
    items = sorted(case.tool.read([case.place], now, now + timedelta(days=60)))
    assert len(items) == 3
    assert [a.end for a in items[:2]] == [b.start for b in items[1:]]
    hours = {(item.end - item.start) / timedelta(hours=1) for item in items}
    assert hours == {168, 167 if month.month == 3 else 169}


def test_no_secret_is_shown(case: ToolCase, tmp_path: Path) -> None:
    """Neither in what is printed, nor in the ledger, nor in an error."""
    own = published(tmp_path, case, NOW - timedelta(days=3), "ab")
    result = pushed(own, case)
    ledger = (tmp_path / "remotes" / "pager.json").read_text("utf-8")
    texts = [str(result), json.dumps(result.to_dict()), repr(result), ledger]
    assert not [text for text in texts if TOKEN in text]
