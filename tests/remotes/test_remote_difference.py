"""What the difference of three sides decides, row by row of docs/remotes.md."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.remotes.fake_tool import CALENDAR, PAGER, SHIFTS

from rotation.remotes.difference import difference
from rotation.remotes.items import Present, Wanted
from rotation.remotes.ledger import Intent, RemoteLine, UserSpan
from rotation.remotes.operations import Action, ConflictKind, RemoteDifference
from rotation.remotes.tool import ToolTraits

NOW = datetime(2026, 12, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOON, LATER = (NOW + 4 * HOUR, NOW + 8 * HOUR), (NOW + 8 * HOUR, NOW + 12 * HOUR)
RUNNING = (NOW - 4 * HOUR, NOW + 4 * HOUR)
OVER = (NOW - 4 * HOUR, NOW)
KEY = "A-2026-12-07"

Span = tuple[datetime, datetime]


def want(user: str | None = "ada", span: Span = SOON, key: str = KEY) -> Wanted:
    return Wanted(*span, key=key, track="A", place="P", user=user)


def wrote(
    user: str | None = "ada", span: Span = SOON, number: str = "1", key: str = KEY
) -> RemoteLine:
    return RemoteLine(key, "P", *span, user, number)


def item(user: str | None = "ada", span: Span = SOON, number: str = "1", key: str = "") -> Present:
    return Present(*span, "P", number, user, key)


def decided(
    wanted: Iterable[Wanted],
    ledger: Iterable[RemoteLine],
    there: Iterable[Present],
    traits: ToolTraits = PAGER,
    **how: object,
) -> RemoteDifference:
    return difference(wanted, ledger, there, NOW, traits, **how)


def actions(result: RemoteDifference) -> list[str]:
    """Return every operation with the id it changes."""
    return [f"{o.action} {o.present.id}" if o.present else str(o.action) for o in result.operations]


def kinds(result: RemoteDifference) -> list[ConflictKind]:
    return [conflict.kind for conflict in result.conflicts]


def test_a_shift_that_is_not_there_is_created() -> None:
    """Only wanted: it is created."""
    (create,) = decided([want()], [], []).operations
    assert (create.action, create.wanted) == (Action.CREATE, want())


def test_what_others_wrote_as_wanted_stays_theirs() -> None:
    """An equal item that is not ours is enough, and does not become ours."""
    result = decided([want()], [], [item()])
    assert (result.operations, result.conflicts) == ((), ())
    assert result.already == ((want(), item()),)


def test_nothing_is_done_where_all_three_agree() -> None:
    """The second run has nothing to do."""
    assert decided([want()], [wrote()], [item()]) == RemoteDifference()


@pytest.mark.parametrize(
    ("traits", "steps"), [(SHIFTS, ["update 1"]), (PAGER, ["create", "delete 1"])]
)
def test_what_is_published_anew_changes_there(traits: ToolTraits, steps: list[str]) -> None:
    """It is updated; where nothing can be, the new item is created before the old one is gone."""
    assert actions(decided([want("ben")], [wrote()], [item()], traits)) == steps


def test_what_is_not_wanted_any_more_is_deleted() -> None:
    """Ours, unchanged and not begun: it is deleted."""
    assert actions(decided([], [wrote()], [item()])) == ["delete 1"]


def test_what_has_begun_is_ended() -> None:
    """A running item is ended now, where the tool can, and the rest of it gets its new holder."""
    ledger, there = [wrote(span=RUNNING)], [item(span=RUNNING)]
    assert actions(decided([], ledger, there)) == ["end now 1"]
    create, end = decided([want("ben", RUNNING)], ledger, there).operations
    assert (create.action, end.action) == (Action.CREATE, Action.END)
    assert create.wanted == want("ben", (NOW, RUNNING[1]))
    create, end = decided([want("ben", RUNNING)], ledger, there, SHIFTS).operations
    assert (create.action, end.action) == (Action.CREATE, Action.END)


def test_the_end_of_what_has_begun_is_changed() -> None:
    """The same holder with another end: only the end of the running item changes."""
    shorter = (RUNNING[0], NOW + 2 * HOUR)
    ledger, there = [wrote(span=RUNNING)], [item(span=RUNNING)]
    (update,) = decided([want(span=shorter)], ledger, there, SHIFTS).operations
    assert (update.action, update.wanted) == (Action.UPDATE, want(span=shorter))
    create, end = decided([want(span=shorter)], ledger, there, PAGER).operations
    assert (create.wanted, end.action) == (want(span=(NOW, shorter[1])), Action.END)


def test_a_running_event_of_a_calendar_is_changed_whole() -> None:
    """Calendars take other titles for what has begun, and show the shift from its start on."""
    ledger, there = [wrote(span=RUNNING)], [item(span=RUNNING)]
    (update,) = decided([want("ben", RUNNING)], ledger, there, CALENDAR).operations
    assert (update.action, update.wanted) == (Action.UPDATE, want("ben", RUNNING))
    (create,) = decided([want("ben", RUNNING)], [], [], CALENDAR).operations
    assert create.wanted == want("ben", RUNNING)


def test_what_has_begun_stays_where_it_cannot_be_ended() -> None:
    """Without a way to end it, it is reported."""
    stiff = replace(PAGER, cuts=False)
    ledger, there = [wrote(span=RUNNING)], [item(span=RUNNING)]
    for wanted in ([], [want("ben", RUNNING)]):
        result = decided(wanted, ledger, there, stiff)
        assert (actions(result), kinds(result)) == ([], [ConflictKind.BEGUN])


def test_the_past_of_a_running_shift_is_not_compared() -> None:
    """A shift that was sent when it had begun equals the one that is published (X1)."""
    sent = (NOW - HOUR, RUNNING[1])
    result = decided([want(span=RUNNING)], [wrote(span=sent)], [item(span=sent)])
    assert result == RemoteDifference()


@pytest.mark.parametrize("there", [(), (item(span=OVER),), (item("ben", OVER),)])
@pytest.mark.parametrize("how", [{}, {"ours": True}, {"adopt": True}])
def test_what_is_over_is_never_touched(there: tuple[Present, ...], how: dict[str, bool]) -> None:
    """Whatever became of it (X6)."""
    assert decided([], [wrote(span=OVER)], there, **how) == RemoteDifference()


def test_what_people_deleted_is_not_written_again() -> None:
    """It is a conflict, unless ours shall win (X5)."""
    result = decided([want()], [wrote()], [])
    assert (actions(result), kinds(result)) == ([], [ConflictKind.DELETED])
    result = decided([want()], [wrote()], [], ours=True)
    assert (actions(result), kinds(result)) == (["forget", "create"], [])
    assert actions(decided([], [wrote()], [])) == ["forget"]


@pytest.mark.parametrize(
    "edit", [item("cleo"), item(span=LATER), item(span=(SOON[0], SOON[1] + HOUR)), item(None)]
)
def test_what_people_changed_is_not_overwritten(edit: Present) -> None:
    """It is a conflict, unless ours shall win; so is what is not published any more."""
    for wanted, overwrites in (([want()], "update 1"), ([], "delete 1")):
        result = decided(wanted, [wrote()], [edit], SHIFTS)
        assert (actions(result), kinds(result)) == ([], [ConflictKind.CHANGED])
        result = decided(wanted, [wrote()], [edit], SHIFTS, ours=True)
        assert (actions(result), kinds(result)) == ([overwrites], [])


def test_the_same_change_on_both_sides_is_adopted() -> None:
    """A trade that was published and also made there."""
    result = decided([want("ben")], [wrote()], [item("ben")])
    assert (actions(result), kinds(result)) == (["adopt 1"], [])
    assert result.requests == ()


@pytest.mark.parametrize(
    ("span", "user", "covers"),
    [
        (SOON, "ben", True),
        ((SOON[0] + HOUR, LATER[1]), "ben", True),
        (LATER, "ben", False),
        ((SOON[0], SOON[0] + HOUR), "ada", False),
    ],
)
def test_items_of_others_that_hide_ours(span: Span, user: str, covers: bool) -> None:
    """Another person over ours is a conflict, where items hide each other; ours never hides it."""
    cover = item(user, span, "x")
    for ledger, there in (([], []), ([wrote()], [item()]), ([wrote("cleo")], [item("cleo")])):
        result = decided([want()], ledger, [*there, cover])
        assert kinds(result) == ([ConflictKind.COVERED] if covers else [])
        if covers:
            assert actions(result) == []
            assert result.conflicts[0].present == cover
        assert kinds(decided([want()], ledger, [*there, cover], SHIFTS)) == []


def test_a_cover_that_was_published_is_agreed_with() -> None:
    """After the cover became a trade, its item is enough and the rest of ours is shortened."""
    first, second = (SOON[0], SOON[0] + HOUR), (SOON[0] + HOUR, SOON[1])
    cover = item("ben", second, "x")
    wanted = [want(span=first), want("ben", second, f"{KEY}+2")]
    result = decided(wanted, [wrote()], [item(), cover])
    assert (actions(result), kinds(result)) == (["create", "delete 1"], [])
    assert [present for _, present in result.already] == [cover]


def test_a_request_without_an_answer_that_was_carried_out() -> None:
    """The item that it created is ours (X2); as many as were sent may be, and one of them stays."""
    line = replace(wrote(number=""), intent=Intent.CREATE, sent=1)
    assert actions(decided([want()], [line], [item()])) == ["adopt 1"]
    assert actions(decided([want()], [line], [item(), item(number="2")])) == ["adopt 1"]
    twice = replace(line, sent=2)
    result = decided([want()], [twice], [item(), item(number="2"), item(number="3")])
    assert actions(result) == ["adopt 1", "adopt 2", "delete 2"]
    assert actions(decided([], [line], [item()])) == ["adopt 1", "delete 1"]


def test_a_request_without_an_answer_that_was_not_carried_out() -> None:
    """It is sent again while it is wanted, and forgotten else."""
    line = replace(wrote(number=""), intent=Intent.CREATE, sent=1)
    (again,) = decided([want()], [line], []).operations
    assert (again.action, again.line) == (Action.CREATE, line)
    assert actions(decided([want("ben")], [line], [])) == ["forget", "create"]
    assert actions(decided([], [line], [])) == ["forget"]


def test_an_item_with_our_mark_that_was_changed_before_we_saw_it() -> None:
    """It is the one that the request without an answer created, and a person's change is kept."""
    line = replace(wrote(number=""), intent=Intent.CREATE, sent=1)
    result = decided([want()], [line], [item("ben", key=KEY)])
    assert (actions(result), kinds(result)) == (["adopt 1"], [ConflictKind.CHANGED])
    assert result.operations[0].base == UserSpan(*SOON, "ada")


@pytest.mark.parametrize("arrived", [True, False])
def test_an_update_without_an_answer(arrived: bool) -> None:
    """It is sent again unless it was carried out; neither is a person's change."""
    line = wrote().changed(Intent.UPDATE, want("ben"))
    result = decided([want("ben")], [line], [item("ben" if arrived else "ada")], SHIFTS)
    assert (actions(result), kinds(result)) == (["adopt 1" if arrived else "update 1"], [])


def test_a_deletion_without_an_answer() -> None:
    """It is sent again, or forgotten when the item is gone, or was ended."""
    line = wrote(span=RUNNING).changed(Intent.DELETE)
    ended = item(span=(RUNNING[0], NOW))
    assert actions(decided([], [line], [item(span=RUNNING)])) == ["end now 1"]
    assert actions(decided([], [line], [])) == ["forget"]
    assert actions(decided([], [line], [ended])) == ["forget"]


def test_a_lost_ledger() -> None:
    """Without it everything is somebody else's; equal and marked items can be adopted."""
    marked = item("ben", key=KEY)
    result = decided([want()], [], [marked], CALENDAR)
    assert (actions(result), kinds(result)) == ([], [ConflictKind.MARKED])
    assert actions(decided([want()], [], [item()], adopt=True)) == ["adopt 1"]
    result = decided([want()], [], [marked], CALENDAR, adopt=True)
    assert actions(result) == ["adopt 1", "update 1"]
    copied = [marked, item("cleo", key=KEY, number="2")]
    assert kinds(decided([want()], [], copied, CALENDAR, adopt=True)) == [ConflictKind.MARKED]


def test_a_copied_event_is_not_ours() -> None:
    """People copy events with their marks; the copy stays while ours goes."""
    copy = item(span=LATER, number="2", key=KEY)
    assert actions(decided([], [wrote()], [item(key=KEY), copy], CALENDAR)) == ["delete 1"]


def test_a_track_with_another_place() -> None:
    """Keys are those of a place: the shift is created there, and deleted where it was."""
    moved = replace(want(), place="Q")
    result = decided([moved], [wrote()], [item()])
    assert actions(result) == ["create", "delete 1"]
    assert [operation.key[0] for operation in result.operations] == ["Q", "P"]


def test_what_begins_after_the_window_is_left_alone() -> None:
    """A shorter window deletes nothing (X7); what moved behind its end is gone at its old place."""
    end = SOON[0]
    assert decided([], [wrote()], [item()], until=end) == RemoteDifference()
    assert decided([], [wrote()], [], until=end) == RemoteDifference()
    assert actions(decided([], [wrote()], [item()], until=end + HOUR)) == ["delete 1"]
    assert decided([want()], [wrote()], [item()], until=end) == RemoteDifference()


def test_a_shift_of_somebody_unknown_there_leaves_its_item() -> None:
    """The holder before is still called (X1)."""
    result = decided([], [wrote()], [item()], unknown={("P", KEY)})
    assert result == RemoteDifference()


def test_half_a_shift_is_created_before_the_other_half_is_cut_off() -> None:
    """A trade of a part shortens the item only when the new one is there (X4)."""
    first, second = (SOON[0], SOON[0] + HOUR), (SOON[0] + HOUR, SOON[1])
    wanted = [want(span=first), want("ben", second, f"{KEY}+2")]
    assert actions(decided(wanted, [wrote()], [item()], SHIFTS)) == ["create", "update 1"]


@pytest.mark.parametrize("shift", [HOUR, -HOUR])
def test_handovers_that_move_by_an_hour(shift: timedelta) -> None:
    """A shift grows before its neighbour shrinks, whether handovers become earlier or later."""
    spans = [(NOW + n * HOUR, NOW + (n + 4) * HOUR) for n in (4, 8, 12)]
    keys = [f"A-2026-12-{n:02}" for n in (7, 8, 9)]
    ledger = [wrote("ada", s, k, k) for s, k in zip(spans, keys, strict=True)]
    there = [item("ada", s, k) for s, k in zip(spans, keys, strict=True)]
    moved = [(start + shift, end + shift) for start, end in spans]
    wanted = [want("ada", s, k) for s, k in zip(moved, keys, strict=True)]
    changed = [o.key[1] for o in decided(wanted, ledger, there, SHIFTS).operations]
    assert changed == (keys if shift > timedelta() else keys[::-1])


def test_an_equal_item_of_somebody_else_may_be_covered() -> None:
    """What others wrote as it is wanted counts only while no other entry hides it."""
    result = decided([want()], [], [item(), item("ben", number="2")])
    assert (actions(result), len(result.already)) == ([], 1)
    assert kinds(result) == [ConflictKind.COVERED]
    (conflict,) = result.conflicts
    assert conflict.present is not None
    assert conflict.present.user == "ben"
