"""A schedule without the part of a shift that was traded last: that trade is not done again."""

from datetime import date, timedelta
from pathlib import Path

from living_cases import publish_month, write

import rotation
from rotation.model.shifts import Entry
from rotation.trades import Transfer, hand_over, publish


def shift_of(team: rotation.Rotation, name: str) -> list[Entry]:
    return [e for e in team.published if e.shift.partition("+")[0] == name]


def test_what_is_left_holds_the_trades_of_the_part_that_is_lost(tmp_path: Path) -> None:
    """Its revision goes above the last trade's, and it is stamped later; others keep theirs."""
    team = publish_month(write(tmp_path))
    last, day = team.published[-1], date(2026, 11, 4)
    second, third, *_ = (e.id for e in team.engineers if e.id != last.engineer)
    cut = last.start + timedelta(days=3)
    hand_over(team, [Transfer(last.shift, second, start=cut)], day).write()
    hand_over(rotation.load(tmp_path), [Transfer(f"{last.shift}+2", third)], day).write()
    traded = rotation.load(tmp_path)
    first, part = shift_of(traded, last.shift)
    assert (first.engineer, first.end, part.engineer) == (last.engineer, cut, third)
    assert first.revision < part.revision
    lines = [entry for entry in traded.published if entry is not part]
    edition = publish(traded, lines, date(2026, 11, 5))
    (left,) = shift_of(edition.after, last.shift)
    assert (left.engineer, left.start, left.end) == (first.engineer, first.start, first.end)
    assert left.revision == part.revision + 1
    assert left.revised is not None
    assert part.revised is not None
    assert left.revised > part.revised
    edition.write()
    again = rotation.load(tmp_path)
    assert [e.reads for e in shift_of(again, last.shift)] == [left.reads]
    assert {e.shift: e.revision for e in again.published if e.revision} == {
        left.shift: left.revision
    }
