"""The ledger: one line per item, whole or refused, never mistaken for an empty one."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.errors import BadInput
from rotation.export import steps
from rotation.remotes.ledger import Intent, RemoteLedger, RemoteLine, UserSpan
from rotation.remotes.ledger_file import ledger_path, read_ledger, write_ledger
from rotation.remotes.ledger_text import ledger_of, text_of

START = datetime(2026, 12, 14, 16, tzinfo=UTC)
WEEK = timedelta(days=7)
EMPTY = RemoteLedger("pager", "pagerduty", "", "team")
FIRST = RemoteLine("A-2026-12-14", "PI7DH85", START, START + WEEK, "PXPGF42", "Q1")
SECOND = RemoteLine("A-2026-12-21", "PI7DH85", START + WEEK, START + 2 * WEEK, None, "Q2")
LEDGER = replace(EMPTY, lines=(FIRST, SECOND))

TEXTS = st.text(max_size=8)
MOMENTS = st.integers(0, 10**6).map(lambda minutes: START + timedelta(minutes=minutes))


@st.composite
def lines(draw: st.DrawFn, number: int) -> RemoteLine:
    start, length = draw(MOMENTS), timedelta(minutes=draw(st.integers(0, 9999)))
    intent = draw(st.sampled_from([None, *Intent]))
    who = draw(st.none() | TEXTS)
    target = UserSpan(start, start + length, who) if intent is Intent.UPDATE else None
    number_there = "" if intent is Intent.CREATE else f"{draw(TEXTS)}{number}"
    key, place = draw(TEXTS.filter(bool)), draw(TEXTS.filter(bool))
    return RemoteLine(key, place, start, start + length, who, number_there, intent, target, number)


@st.composite
def ledgers(draw: st.DrawFn) -> RemoteLedger:
    own = [draw(lines(n)) for n in range(draw(st.integers(0, 3)))]
    head = [draw(TEXTS) for _ in range(4)]
    return RemoteLedger(*head, lines=tuple(sorted(own, key=lambda line: line.order)))


@given(ledgers())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_what_is_written_is_what_is_read(ledger: RemoteLedger) -> None:
    """Whatever names, ids and times a remote has."""
    assert ledger_of(text_of(ledger), "x") == ledger


def test_one_line_per_item() -> None:
    """Sorted, without a clock, so that git shows what changed."""
    assert text_of(LEDGER).splitlines() == [
        "{",
        ' "format": 1,',
        ' "remote": "pager",',
        ' "tool": "pagerduty",',
        ' "url": "",',
        ' "rotation": "team",',
        ' "items": [',
        '  {"end": "2026-12-21T16:00:00Z", "id": "Q1", "key": "A-2026-12-14", '
        '"place": "PI7DH85", "start": "2026-12-14T16:00:00Z", "user": "PXPGF42"},',
        '  {"end": "2026-12-28T16:00:00Z", "id": "Q2", "key": "A-2026-12-21", '
        '"place": "PI7DH85", "start": "2026-12-21T16:00:00Z", "user": null}',
        " ]",
        "}",
    ]


def test_a_ledger_that_is_not_there_is_empty(tmp_path: Path) -> None:
    """The first push begins with it."""
    path = ledger_path(tmp_path, "pager")
    assert read_ledger(path, EMPTY, ["PI7DH85"]) == EMPTY
    write_ledger(path, LEDGER)
    assert read_ledger(path, EMPTY, ["PI7DH85"]) == LEDGER
    assert [file.name for file in path.parent.iterdir()] == ["pager.json"]


def test_a_truncated_ledger_is_refused(tmp_path: Path) -> None:
    """Wherever it was cut off."""
    path, text = ledger_path(tmp_path, "pager"), text_of(LEDGER)
    path.parent.mkdir()
    for length in range(len(text) - 1):
        path.write_text(text[:length], encoding="utf-8")
        with pytest.raises(BadInput, match=r"pager\.json"):
            read_ledger(path, EMPTY, ["PI7DH85"])


def record(**values: object) -> dict[str, object]:
    own = json.loads(text_of(LEDGER))["items"][0] | values
    return {name: value for name, value in own.items() if value != "-"}


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        (record(start="Monday"), "start is no instant"),
        (record(start="2026-12-14T16:00:00"), "start is no instant"),
        (record(end="2026-12-14T15:00:00Z"), "ends before it starts"),
        (record(user=7), "user is neither a text nor null"),
        (record(id="-"), "has no id"),
        (record(id=""), "has no id, and no request"),
        (record(key=""), "has no key"),
        (record(idd="Q1"), "unknown key 'idd'"),
        (record(intent="paint"), "unknown intent 'paint'"),
        (record(intent="update"), "an update without one"),
        (record(sent=-1), "not a number of requests"),
        (record(intent="update", target={"start": "x"}), "a target without start"),
        ("Q1", "is not an item"),
    ],
)
def test_broken_items_are_refused_at_once(broken: object, what: str) -> None:
    """Each with its number, and what to do."""
    document = json.loads(text_of(LEDGER))
    document["items"].insert(1, broken)
    document["items"].append("x")
    with pytest.raises(BadInput, match=what) as refused:
        ledger_of(json.dumps(document), "pager.json")
    assert [fault.place for fault in refused.value.faults][:2] == [
        "pager.json: items: 2",
        "pager.json: items: 4",
    ]
    assert all("git" in fault.hint for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is no whole ledger, it may be cut off"),
        (text_of(LEDGER)[:-40], "is no whole ledger, it may be cut off"),
        ("[]", "no list `items`"),
        ('{"items": [], "items": []}', "the key 'items' twice"),
        ('{"format": 2, "items": []}', "the format 2"),
        ('{"format": 1, "items": []}', "expected are the keys"),
        (text_of(replace(LEDGER, lines=(FIRST, FIRST))), "'Q1' is listed 2 times"),
        (text_of(LEDGER).replace(' "items"', '<<<<<<< HEAD\n "items"'), "merge of git"),
        ("[" * 100_000, "is no ledger"),
    ],
)
def test_what_is_no_ledger_is_refused(text: str, what: str) -> None:
    """Nothing that cannot be understood counts as an empty one."""
    with pytest.raises(BadInput, match=what):
        ledger_of(text, "pager.json")


@pytest.mark.parametrize("name", ["remote", "tool", "url", "rotation"])
def test_the_ledger_of_something_else_is_refused(name: str, tmp_path: Path) -> None:
    """Of another remote, tool, server or team (X8)."""
    path = ledger_path(tmp_path, "pager")
    write_ledger(path, replace(LEDGER, **{name: "other"}))
    with pytest.raises(BadInput, match="is the ledger of 'other'") as refused:
        read_ledger(path, EMPTY, ["PI7DH85"])
    assert "pager-old.json" in refused.value.faults[0].hint


def test_the_ledger_of_another_calendar_is_refused(tmp_path: Path) -> None:
    """When nothing of it is where we push; a track that moved is no reason."""
    path = ledger_path(tmp_path, "pager")
    write_ledger(path, LEDGER)
    with pytest.raises(BadInput, match="is about PI7DH85"):
        read_ledger(path, EMPTY, ["PQ9K7I8"])
    assert read_ledger(path, EMPTY, ["PQ9K7I8", "PI7DH85"]) == LEDGER


def test_a_write_that_dies_leaves_the_old_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next one does not stumble over what it left."""
    path = ledger_path(tmp_path, "pager")
    write_ledger(path, LEDGER)

    def die(step: str) -> None:
        if step.startswith("replace"):
            raise KeyboardInterrupt

    monkeypatch.setattr(steps, "reached", die)
    with pytest.raises(KeyboardInterrupt):
        write_ledger(path, EMPTY)
    assert read_ledger(path, EMPTY, ["PI7DH85"]) == LEDGER
    monkeypatch.undo()
    write_ledger(path, EMPTY)
    assert read_ledger(path, EMPTY, ["PI7DH85"]) == EMPTY
