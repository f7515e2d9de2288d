"""What only GoAlert does; the rest is in test_remote_tools.py."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from clients import TOKEN
from fake_goalert import GRAPHQL, SDL, FakeGoAlert
from fake_server import NOW
from graphql import build_schema, parse, validate
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tool_cases import PEOPLE, ToolCase, goalert

from rotation import BadInput
from rotation.cli import main
from rotation.remotes.failures import Denied
from rotation.remotes.secrets import Secret
from rotation.remotes.tools.goalert import DOCUMENT, GoAlert

START = NOW + timedelta(days=7)


@pytest.fixture
def case() -> Iterator[ToolCase]:
    made = goalert()
    yield made
    assert made.fake.unfit == []


def lasting(case: ToolCase) -> Any:
    return case.fake.lasting["P1"]  # type: ignore[attr-defined]


def test_the_document_fits_the_schema() -> None:
    """A field or argument that GoAlert does not have would be found."""
    assert validate(GRAPHQL, parse(DOCUMENT)) == []
    other = build_schema(SDL.replace("temporarySchedules:", "fixedSchedules:"))
    assert validate(other, parse(DOCUMENT))


def test_no_document_is_sent(case: ToolCase) -> None:
    """A key takes the stored one only; an unequal one would be refused."""
    case.tool.create(case.wanted(START))
    assert case.fake.writes == ["POST /api/graphql"]


def test_another_stored_document_is_named(case: ToolCase) -> None:
    """The sentence says where ours is."""
    case.fake.document = "query Other { schedule(id: 1) { name } }"  # type: ignore[attr-defined]
    with pytest.raises(Denied, match="rotation remote document goalert"):
        case.read()


def test_weeks_of_a_person_in_a_row_are_told_apart(case: ToolCase) -> None:
    """GoAlert joins them to a shift of two weeks; a later run takes them apart again."""
    weeks = [case.wanted(START + timedelta(days=7 * number)) for number in range(2)]
    for wanted in weeks:
        case.tool.create(wanted)
    assert len(lasting(case)[0][2]) == 1
    later = GoAlert(Secret(TOKEN), url="http://127.0.0.1", transport=case.fake.transport())
    assert len(later.read(["P1"], NOW, START + timedelta(days=99))) == 1
    later.recognise(weeks)
    items = later.read(["P1"], NOW, START + timedelta(days=99))
    assert [(item.start, item.end) for item in items] == [(w.start, w.end) for w in weeks]
    later.delete(items[0])
    assert [shift[:2] for shift in lasting(case)[0][2]] == [(weeks[1].start, weeks[1].end)]


def test_what_somebody_else_set_stays(case: ToolCase) -> None:
    """A temporary schedule of a person around ours loses nothing outside our shift, nor in it."""
    end = START + timedelta(days=14)
    case.fake.lasting["P1"] = [(START, end, [(START, end, "U001")])]  # type: ignore[attr-defined]
    created = case.tool.create(case.wanted(START + timedelta(days=3), days=2))
    assert {shift[2] for shift in lasting(case)[0][2]} == {"U001", "UADA"}
    case.tool.delete(created)
    assert lasting(case) == [(START, end, [(START, end, "U001")])]


def test_without_a_shift_the_rotations_are_in_force(case: ToolCase) -> None:
    """A hole in a temporary schedule would page nobody, so there is none."""
    first = case.tool.create(case.wanted(START))
    case.tool.create(case.wanted(START + timedelta(days=7), user=case.bela))
    third = case.tool.create(case.wanted(START + timedelta(days=14)))
    second = next(item for item in case.read() if item.user == case.bela)
    case.tool.delete(second)
    assert [span[:2] for span in lasting(case)] == [
        (first.start, first.end),
        (third.start, third.end),
    ]


@settings(max_examples=6, derandomize=True, phases=[Phase.generate])
@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 9)), min_size=1, max_size=3),
    st.data(),
)
def test_changes_leave_no_trace_elsewhere(
    spans: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Whatever is created, changed and deleted: at the end only what others set is there."""
    case = goalert()
    around = [(hour(2), hour(20), "U001"), (hour(30), hour(44), "U002")]
    case.fake.lasting["P1"] = [(s, e, [(s, e, u)]) for s, e, u in around]  # type: ignore[attr-defined]
    items = []
    at = 0
    for gap, length in spans:
        start, at = at + gap, at + gap + length
        items.append(case.tool.create(case.wanted(hour(start), days=length / 24)))
    for item in items:
        user = data.draw(st.sampled_from([case.ada, case.bela]))
        longer = item.end - item.start + timedelta(hours=data.draw(st.integers(0, 1)))
        wanted = case.wanted(item.start, days=longer / timedelta(days=1), user=user)
        changed = case.tool.update(item, wanted)
        assert covered(case, changed.user) >= hours(changed.start, changed.end)
        case.tool.delete(changed)
    assert case.fake.unfit == []
    for start, end, user in around:
        assert covered(case, user) == hours(start, end)
    assert not covered(case, case.ada) | covered(case, case.bela)


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


def hours(start: datetime, end: datetime) -> set[datetime]:
    return {start + timedelta(hours=n) for n in range((end - start) // timedelta(hours=1))}


def covered(case: ToolCase, user: str | None) -> set[datetime]:
    return {
        moment
        for _, _, shifts in lasting(case)
        for start, end, holder in shifts
        if holder == user
        for moment in hours(start, end)
    }


def test_a_shift_that_ends_in_a_moment_stays(case: ToolCase) -> None:
    """GoAlert changes nothing that ends within five minutes, and says so."""
    created = case.tool.create(case.wanted(NOW + timedelta(hours=1), days=1))
    case.fake.now = created.end - timedelta(minutes=3)
    with pytest.raises(Denied, match="5 min"):
        case.tool.delete(created)


def key(**claims: object) -> str:
    """Return a key as GoAlert signs them; the signature is none."""
    parts = [json.dumps(part).encode() for part in ({"alg": "ES224"}, claims)]
    return ".".join([*(urlsafe_b64encode(part).decode().rstrip("=") for part in parts), "c2ln"])


@pytest.mark.parametrize(
    ("token", "remark"),
    [
        (key(exp=1_830_297_600), "the API key expires on 2028-01-01"),
        (key(exp="soon"), None),
        (key(), None),
        ("a.b.c", None),
        ("no-key", "the API key is not of the form that GoAlert makes"),
    ],
)
def test_a_key_expires(token: str, remark: str | None) -> None:
    """The day is in the key, and is shown by `remote check`; a strange key breaks nothing."""
    fake = FakeGoAlert(token, PEOPLE)
    tool = GoAlert(Secret(token), url="http://127.0.0.1", transport=fake.transport())
    (report,) = tool.places(["P1"])
    assert report.remarks == ((remark,) if remark else ())


def test_the_document_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """By `rotation remote document goalert`; other tools need none."""
    assert main(["remote", "document", "goalert"]) == 0
    assert capsys.readouterr().out == DOCUMENT
    assert main(["remote", "document", "pagerduty"]) == 2
    assert "'pagerduty' needs no document; one of goalert" in capsys.readouterr().err


def test_the_server_must_be_named() -> None:
    """There is no GoAlert of everybody."""
    with pytest.raises(BadInput, match="url: is missing"):
        GoAlert(Secret(TOKEN))
