"""Published lines and trades put together."""

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rotation.model.shifts import Entry, ShiftKind, Status
from rotation.model.trades import Trade
from rotation.written.traded import handed, traded


def at(day: int, hour: int = 11) -> datetime:
    """Return an instant of December 2026."""
    return datetime(2026, 12, day, hour, tzinfo=UTC)


def line(
    name: str = "A-2026-12-07", who: str | None = "ada", first: int = 7, last: int = 14
) -> Entry:
    """Return a published line."""
    return Entry(name, "A", ShiftKind.REGULAR, at(first), at(last), who, Status.PLANNED, 0, at(1))


def trade(first: int, last: int, giver: str | None, taker: str | None, revision: int = 1) -> Trade:
    """Return a trade of a stretch of the shift."""
    return Trade(1, at(2), "A-2026-12-07", at(first), at(last), giver, taker, revision)


def brief(entries: tuple[Entry, ...]) -> list[tuple[str, int, int, str | None, int]]:
    """Return what people see of lines."""
    return [(e.shift, e.start.day, e.end.day, e.engineer, e.revision) for e in entries]


def test_a_whole_shift_keeps_its_name() -> None:
    """A shift that goes to somebody else is the same event with another title."""
    entries, faults = traded([line()], [trade(7, 14, "ada", "ben")], worked=False)
    assert brief(entries) == [("A-2026-12-07", 7, 14, "ben", 1)]
    assert not faults


def test_who_keeps_a_part_keeps_its_name() -> None:
    """The first days go to Ben: Ada's event shrinks, Ben's is the new part."""
    entries, _ = traded([line()], [trade(7, 9, "ada", "ben")], worked=False)
    assert brief(entries) == [
        ("A-2026-12-07+2", 7, 9, "ben", 1),
        ("A-2026-12-07", 9, 14, "ada", 1),
    ]


def test_the_middle_makes_three_parts_and_goes_back_to_one() -> None:
    """A part in the middle splits a shift in three; given back, the shift is whole again."""
    cover, back = trade(9, 11, "ada", "ben"), trade(9, 11, "ben", "ada", 2)
    entries, _ = traded([line()], [cover], worked=False)
    assert [entry[3] for entry in brief(entries)] == ["ada", "ben", "ada"]
    assert len({entry[0] for entry in brief(entries)}) == 3
    entries, _ = traded([line()], [cover, back], worked=False)
    assert brief(entries) == [("A-2026-12-07", 7, 14, "ada", 2)]


def test_a_line_with_the_trades_revision_holds_it_already() -> None:
    """After a publication that took the trade in, it is not done again."""
    held = Entry(*("A-2026-12-07", "A", ShiftKind.REGULAR, at(7), at(14), "cleo"), revision=1)
    entries, faults = traded([held], [trade(7, 14, "ada", "ben")], worked=False)
    assert entries == (held,)
    assert not faults


def test_a_trade_that_does_not_fit_is_reported() -> None:
    """Somebody who edits the published line under a trade is told, with both names."""
    _, (fault,) = traded([line(who="cleo")], [trade(7, 14, "ada", "ben")], worked=False)
    assert "ada to ben, but cleo holds it" in fault.what


def test_history_knows_better() -> None:
    """What was written of a third person as worked stays; a trade that fits is credited."""
    entries, faults = traded([line(who="cleo")], [trade(7, 14, "ada", "ben")], worked=True)
    assert brief(entries) == [("A-2026-12-07", 7, 14, "cleo", 0)]
    assert not faults
    entries, _ = traded([line()], [trade(7, 14, "ada", "ben")], worked=True)
    assert brief(entries) == [("A-2026-12-07", 7, 14, "ben", 1)]


def test_an_open_part_can_be_filled_and_a_held_one_opened() -> None:
    """Nobody is a giver and a taker like others; the status follows."""
    (opened,), _ = traded([line()], [trade(7, 14, "ada", None)], worked=False)
    assert (opened.engineer, opened.status) == (None, Status.OPEN)
    both = [trade(7, 14, "ada", None), trade(7, 14, None, "ben", 2)]
    (filled,), _ = traded([line()], both, worked=False)
    assert (filled.engineer, filled.status) == ("ben", Status.PLANNED)


@given(
    st.lists(
        st.tuples(
            st.integers(7, 13), st.integers(1, 7), st.sampled_from(["ada", "ben", "cleo", None])
        ),
        max_size=5,
    )
)
def test_the_shift_is_tiled_whatever_is_traded(
    moves: list[tuple[int, int, str | None]],
) -> None:
    """After any trades every hour has exactly one holder, the last who took it, under one name."""
    parts: tuple[Entry, ...] = (line(),)
    wanted: dict[int, str | None] = dict.fromkeys(range(7, 14), "ada")
    for number, (first, days, taker) in enumerate(moves, 1):
        last = min(first + days, 14)
        parts = handed(parts, at(first), at(last), taker, trade(first, last, "", taker, number))
        wanted |= dict.fromkeys(range(first, last), taker)
    assert parts[0].start == at(7)
    assert parts[-1].end == at(14)
    assert all(a.end == b.start and a.engineer != b.engineer for a, b in pairwise(parts))
    held = {day: e.engineer for e in parts for day in range(e.start.day, e.end.day)}
    assert held == wanted
    names = [entry.shift for entry in parts]
    assert len(set(names)) == len(names)
    assert "A-2026-12-07" in names
