"""The sentences with which publishing refuses, whole."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from living_cases import publish_month, write

import rotation
from rotation.model.shifts import Status
from rotation.trades import Transfer, hand_over, publish


@pytest.mark.parametrize(
    ("today", "status", "why"),
    [
        (date(2026, 11, 20), Status.PLANNED, "inside the notice"),
        (date(2026, 11, 20), Status.LOCKED, "inside the notice"),
        (date(2026, 10, 25), Status.LOCKED, "locked"),
        (date(2026, 10, 25), Status.PLANNED, None),
    ],
)
def test_who_relies_on_a_shift_is_named_and_why(
    tmp_path: Path, today: date, status: Status, why: str | None
) -> None:
    """Somebody relies on what is locked or begins inside the notice: only a trade takes it away."""
    team = publish_month(write(tmp_path))
    first = replace(team.published[0], status=status)
    team = replace(team, published=(first, *team.published[1:]))
    other = next(e.id for e in team.engineers if e.id != first.engineer)
    lines = [replace(first, engineer=other), *team.published[1:]]
    texts = [v.text for v in publish(team, lines, today).broken if v.rule == "locks"]
    name = team.names[first.engineer or ""]
    text = f"{first.shift} is published for {name}, {why}: use a trade to change it"
    assert texts == ([] if why is None else [text])


def test_what_was_traded_since_is_named_with_both_revisions(tmp_path: Path) -> None:
    """A draft from before the trade has revision 0, what is published 1."""
    team = publish_month(write(tmp_path))
    last = team.published[-1]
    other = next(e.id for e in team.engineers if e.id != last.engineer)
    hand_over(team, [Transfer(last.shift, other)], date(2026, 11, 4)).write()
    edition = publish(rotation.load(tmp_path), team.published, date(2026, 11, 5))
    (stale,) = (v for v in edition.broken if v.rule == "published")
    assert stale.text == (
        f"{last.shift} has changed since this plan was made (revision 1, here 0): "
        "plan again, otherwise the change is undone"
    )
