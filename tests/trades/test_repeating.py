"""A trade typed twice: a cover is seen by its result, an exchange by being the last change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from living_cases import publish_month, write

import rotation
from rotation import Rotation
from rotation.trades import cover, exchange, publish
from rotation.trades.repeats import cover_made, exchange_made

TODAY = date(2026, 11, 10)


@pytest.fixture
def team(tmp_path: Path) -> Rotation:
    """Return a team with a published month."""
    return publish_month(write(tmp_path))


def again(team: Rotation) -> Rotation:
    """Return the team as it is loaded now."""
    return rotation.load(team.places.folder)


def three(team: Rotation) -> list[str]:
    """Return three shifts of three people."""
    held = {e.engineer: e.shift for e in reversed(team.published)}
    return list(held.values())[:3]


def swapped(team: Rotation, shifts: list[str], today: date = TODAY, **named: str) -> Rotation:
    """Return the team after an exchange, whatever rules it breaks."""
    exchange(team, shifts, today, rules=(), **named).edition.write()
    return again(team)


@pytest.mark.parametrize("count", [2, 3])
def test_the_same_exchange_again_is_known(team: Rotation, count: int) -> None:
    """In any order that means the same people; written and loaded in between."""
    shifts = three(team)[:count]
    assert exchange_made(team, shifts, TODAY) is None
    now = swapped(team, shifts)
    trade = exchange_made(now, shifts, TODAY)
    assert trade is not None
    assert trade.number == 1
    assert exchange_made(now, [*shifts[1:], shifts[0]], TODAY) is not None
    if count == 3:
        assert exchange_made(now, shifts[::-1], TODAY) is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda team, shifts: exchange_made(team, shifts, TODAY, why="another reason"),
        lambda team, shifts: exchange_made(team, shifts, TODAY + timedelta(days=1)),
        lambda team, shifts: exchange_made(team, [shifts[0], three(team)[2]], TODAY),
        lambda team, shifts: exchange_made(team, [shifts[0], "A-2030-01-07"], TODAY),
    ],
)
def test_another_exchange_is_another(team: Rotation, ask: Callable[..., object]) -> None:
    """Another reason, day or shift: people swap back, or on."""
    shifts = three(team)[:2]
    assert ask(swapped(team, shifts), shifts) is None


def test_an_exchange_with_a_change_behind_it_is_not_the_last(team: Rotation) -> None:
    """Swapped back, covered or published otherwise since: typed now, it is meant."""
    shifts = three(team)[:2]
    once = swapped(team, shifts)
    back = swapped(once, shifts, why="back")
    assert exchange_made(back, shifts, TODAY) is None
    assert exchange_made(back, shifts, TODAY, why="back") is not None
    line = next(e for e in back.published if e.shift == shifts[0])
    other = next(e.id for e in back.engineers if e.id != line.engineer)
    lines = [replace(e, engineer=other) if e is line else e for e in back.published]
    publish(back, lines, TODAY, rules=()).write()
    assert exchange_made(again(back), shifts, TODAY, why="back") is None


@pytest.mark.parametrize("bounds", ["start", "end", "both"])
def test_a_part_that_was_exchanged_is_known(team: Rotation, bounds: str) -> None:
    """With the same bounds alone; the part has an id of its own since."""
    shifts = three(team)[:2]
    line = next(e for e in team.published if e.shift == shifts[0])
    named = {"start": line.start + timedelta(days=1), "end": line.start + timedelta(days=3)}
    asked = {key: value for key, value in named.items() if bounds in (key, "both")}
    exchange(team, shifts, TODAY, rules=(), **asked).edition.write()
    now = again(team)
    assert exchange_made(now, shifts, TODAY, **asked) is not None
    moved = {key: value + timedelta(hours=1) for key, value in asked.items()}
    assert exchange_made(now, shifts, TODAY, **moved) is None


@pytest.mark.parametrize("bounds", ["none", "start", "end", "both"])
def test_a_cover_is_known_by_its_result(team: Rotation, bounds: str) -> None:
    """Whole or in part; whoever made it, and whatever the day."""
    line = team.published[-1]
    other = next(e.id for e in team.engineers if e.id != line.engineer)
    named = {"start": line.start + timedelta(days=1), "end": line.start + timedelta(days=3)}
    asked = {key: value for key, value in named.items() if bounds in (key, "both")}
    assert not cover_made(team, line.shift, other, TODAY, **asked)
    assert cover_made(team, line.shift, str(line.engineer), TODAY, **asked)
    cover(team, line.shift, other, TODAY, rules=(), **asked).edition.write()
    now = again(team)
    assert cover_made(now, line.shift, other, TODAY + timedelta(days=1), **asked)
    third = next(e.id for e in team.engineers if e.id not in (other, line.engineer))
    assert not cover_made(now, line.shift, third, TODAY, **asked)
    assert not cover_made(now, line.shift, "nobody of that name", TODAY, **asked)


def test_what_is_left_of_a_running_shift_is_known(team: Rotation) -> None:
    """Covered or exchanged from today on, the rest has another id than the part that was worked."""
    running, later = team.published[0], team.published[-1]
    today = running.start.date() + timedelta(days=2)
    other = next(e.id for e in team.engineers if e.id not in (running.engineer, later.engineer))
    cover(team, running.shift, other, today, rules=()).edition.write()
    assert cover_made(again(team), running.shift, other, today)
    now = again(team)
    rest = next(e for e in now.published if e.start < later.start and e.engineer == other)
    done = swapped(now, [rest.shift, later.shift], today)
    assert exchange_made(done, [rest.shift, later.shift], today) is not None
