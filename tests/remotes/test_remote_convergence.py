"""Whatever is wanted, was written and is there: it converges, and nothing of others is touched."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.remotes.fake_tool import CALENDAR, PAGER, SHIFTS, FakeTool, Killed

from rotation.remotes.difference import difference
from rotation.remotes.items import Present, Wanted
from rotation.remotes.ledger import Intent, RemoteLedger, RemoteLine, UserSpan
from rotation.remotes.operations import RemoteDifference
from rotation.remotes.requests import Book, carry_out, note
from rotation.remotes.tool import ToolTraits

HOUR = timedelta(hours=1)
ZERO = datetime(2026, 12, 7, tzinfo=UTC)
NOW = ZERO + 3 * HOUR
END = ZERO + 40 * HOUR
KEYS = ("A-2026-12-07", "A-2026-12-07+2", "A-2026-12-08", "A-2026-12-09")

TRAITS = st.one_of(
    st.sampled_from([PAGER, SHIFTS, CALENDAR]),
    st.builds(
        ToolTraits,
        updates=st.booleans(),
        open_shifts=st.just(True),
        hides=st.booleans(),
        several=st.just(True),
        cuts=st.booleans(),
    ),
)
USERS = st.sampled_from(["ada", "ben", "cleo"])


@st.composite
def plans(draw: st.DrawFn) -> tuple[Wanted, ...]:
    """Draw shifts of one track: in order, without overlaps, some begun, perhaps with a gap."""
    keys = [key for key in KEYS if draw(st.booleans())]
    bounds = sorted(
        draw(st.sets(st.integers(0, 12), min_size=len(keys) + 1, max_size=len(keys) + 1))
    )
    items = [
        Wanted(ZERO + a * HOUR, ZERO + b * HOUR, key, "A", "P", draw(USERS))
        for key, a, b in zip(keys, bounds, bounds[1:], strict=False)
    ]
    return tuple(item for item in items if item.end > NOW)


def run(
    tool: FakeTool, wanted: Sequence[Wanted], book: Book, now: datetime = NOW, **how: bool
) -> RemoteDifference:
    """Push once."""
    tool.now = now
    there = tool.read(["P"], now, END)
    result = difference(wanted, book.ledger, there, now, tool.traits, **how)
    note(result.operations, book, now)
    for operation in result.requests:
        carry_out(operation, tool, book, now)
    return result


def empty_book() -> Book:
    return Book(RemoteLedger("pager", "fake", "", "team"), lambda _: None)


def covered(items: Sequence[Present | Wanted], moment: datetime) -> bool:
    return any(item.start <= moment < item.end for item in items)


def rest(items: Sequence[Present | Wanted]) -> list[UserSpan]:
    return sorted(UserSpan.of(item).rest(NOW) for item in items if item.end > NOW)


@given(TRAITS, plans(), plans(), st.integers(0, 16), st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_push_that_was_killed_converges(
    traits: ToolTraits,
    before: tuple[Wanted, ...],
    after: tuple[Wanted, ...],
    half: int,
    marks: bool,
) -> None:
    """Killed before or after any request reached the tool, the next run finishes it, once (X3)."""
    traits = replace(traits, cuts=True)
    tool, book = FakeTool(traits, NOW, marks=marks), empty_book()
    foreign = tool.put("P", ZERO + 20 * HOUR, ZERO + 22 * HOUR, "dora")
    run(tool, before, book, ZERO - HOUR)
    tool.snapshots.clear()
    start, tool.kill = rest(list(tool.items.values())), tool.writes + half / 2
    try:
        run(tool, after, book)
    except Killed:
        tool.kill = None
        run(tool, after, book)
    tool.kill = None
    assert rest([i for i in tool.items.values() if i != foreign]) == rest(after)
    assert tool.items["P", foreign.id] == foreign
    written = tool.writes
    assert run(tool, after, book).operations == ()
    assert tool.writes == written
    # Nobody was uncovered in between, except where two shifts exchange their times.
    if not traits.updates:
        for step in range(24):
            moment = NOW + step * HOUR / 2
            if any(s.start <= moment < s.end for s in start) and covered(after, moment):
                assert all(covered(snapshot, moment) for snapshot in tool.snapshots)


@st.composite
def sides(draw: st.DrawFn) -> tuple[list[RemoteLine], list[Present], set[str]]:
    """Draw lines of a ledger, items that may or may not be theirs, and the ids of ours."""
    spans = st.tuples(st.integers(0, 11), st.integers(1, 5)).map(
        lambda pair: (ZERO + pair[0] * HOUR, ZERO + (pair[0] + pair[1]) * HOUR)
    )
    lines, items, ours = [], [], set()
    for number in range(draw(st.integers(0, 4))):
        key, who, span = draw(st.sampled_from(KEYS)), draw(USERS), draw(spans)
        intent = draw(st.sampled_from([None, None, *Intent]))
        line = RemoteLine(key, "P", *span, who, f"o{number}", intent)
        if intent is Intent.UPDATE:
            line = replace(line, target=UserSpan(*draw(spans), draw(USERS)))
        present = Present(*span, "P", f"o{number}", who, draw(st.sampled_from(["", key])), "1")
        what = draw(st.sampled_from(["same", "same", "gone", "edited", "target"]))
        if what == "edited":
            present = replace(present, user=draw(USERS), end=present.start + HOUR)
        if what == "target" and line.target is not None:
            start, end, user = line.target
            present = replace(present, start=start, end=end, user=user)
        if intent is Intent.CREATE:
            line = replace(line, id="", sent=1)
        if what != "gone":
            items.append(present)
            ours.add(present.id)
        lines.append(line)
    for number in range(draw(st.integers(0, 3))):
        mark = draw(st.sampled_from(["", *KEYS]))
        items.append(Present(*draw(spans), "P", f"x{number}", draw(USERS), mark, "1"))
    return lines, items, ours


@given(TRAITS, plans(), sides(), st.booleans(), st.booleans())
@settings(max_examples=250, deadline=None, derandomize=True)
def test_the_second_run_has_nothing_to_do(
    traits: ToolTraits,
    wanted: tuple[Wanted, ...],
    known: tuple[list[RemoteLine], list[Present], set[str]],
    ours: bool,
    adopt: bool,
) -> None:
    """Whatever the three sides are, one run settles all that it may, and reports the rest again."""
    lines, items, written = known
    tool, book = FakeTool(traits, NOW), empty_book()
    tool.items = {(item.place, item.id): item for item in items}
    book.keep(replace(book.ledger, lines=tuple(sorted(lines, key=lambda line: line.order))))
    owned = {line.id for line in lines}
    result = run_checked(tool, wanted, book, owned, written, ours=ours, adopt=adopt)
    again = difference(
        wanted, book.ledger, tool.read(["P"], NOW, END), NOW, traits, ours=ours, adopt=adopt
    )
    assert again.requests == ()
    assert again.operations == ()
    assert [c.kind for c in again.conflicts] == [c.kind for c in result.conflicts]


def run_checked(
    tool: FakeTool,
    wanted: Sequence[Wanted],
    book: Book,
    owned: set[str],
    written: set[str],
    **how: bool,
) -> RemoteDifference:
    """Push once; every item that a request names was in the ledger, or was adopted before."""
    result = difference(wanted, book.ledger, tool.read(["P"], NOW, END), NOW, tool.traits, **how)
    adopted = {o.present.id for o in result.operations if not o.requests and o.present}
    tool.ours |= owned | written | adopted
    unanswered = [line for line in book.ledger if not line.id]
    if not how["adopt"]:
        for number in adopted - owned - written:
            strange = tool.items["P", number]
            same = [
                UserSpan.of(line).rest(NOW) == UserSpan.of(strange).rest(NOW) for line in unanswered
            ]
            assert any(same) or strange.key in {line.key for line in unanswered}
    for operation in result.requests:
        if operation.present is not None:
            assert operation.present.id in owned | adopted
    note(result.operations, book, NOW)
    for operation in result.requests:
        carry_out(operation, tool, book, NOW)
    return result
