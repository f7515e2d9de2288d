from datetime import timedelta

import pytest
from clients import TOKEN
from fake_server import NOW
from fake_slack import FakeSlack
from tool_cases import CLOCK_CHANGES, KNOWN, PEOPLE

from rotation.remotes.failures import Denied, Gone, Unavailable
from rotation.remotes.items import Wanted
from rotation.remotes.membership import member_changes
from rotation.remotes.secrets import Secret
from rotation.remotes.tools.slack import SlackGroup


@pytest.fixture
def fake() -> FakeSlack:
    return FakeSlack(TOKEN, PEOPLE)


def tool_of(fake: FakeSlack, token: str = TOKEN) -> SlackGroup:
    return SlackGroup(
        Secret(token),
        url="http://127.0.0.1",
        transport=fake.transport(),
        sleep=lambda _: None,
    )


def on_call(track: str, user: str | None, hours: float = -1, until: float = 1) -> Wanted:
    return Wanted(
        start=NOW + timedelta(hours=hours),
        end=NOW + timedelta(hours=until),
        key=f"{track}-2027-01-04",
        track=track,
        place="S1",
        user=user,
    )


def test_people_are_known_by_their_address(fake: FakeSlack) -> None:
    """Over all pages; neither deactivated accounts, nor bots, nor two of one address."""
    tool = tool_of(fake)
    assert tool.users(KNOWN) == {"ada": "UADA", "bela": "UBELA", "last": "U119"}
    assert "zoe@example.com" not in tool.addresses()
    assert fake.requests == ["GET /users.list"] * 2
    assert fake.unfit == []


def test_groups_are_known(fake: FakeSlack) -> None:
    """A disabled group cannot be written to, and a handle is no id."""
    first, disabled, handle = tool_of(fake).places(["S1", "S3", "oncall"])
    assert (first.name, first.missing) == ("oncall-S1", False)
    assert (disabled.missing, disabled.read_only) == (False, True)
    assert "disabled" in disabled.remarks[0]
    assert handle.missing
    assert "handle" in handle.remarks[0]


def test_whoever_is_on_call_is_the_member(fake: FakeSlack) -> None:
    """What is there is replaced, once; the second time nothing is written."""
    tool = tool_of(fake)
    wanted = [on_call("A", "UADA"), on_call("A", "UBELA", 1, 2), on_call("B", "UBELA")]
    for writes in (1, 1):
        members = {"S1": tool.members("S1")}
        for change in member_changes(wanted, {"A": "S1", "B": "S1"}, members, NOW):
            if change.writes:
                tool.put_members(change.place, change.after)
        assert fake.groups["S1"] == ["UADA", "UBELA"]
        assert len(fake.writes) == writes
    assert fake.unfit == []


def test_a_group_is_never_emptied() -> None:
    """An open track adds nobody; with nobody at all the group stays, and the tracks are named."""
    before = frozenset({"UOLD"})
    tracks = {"A": "S1", "B": "S1"}
    (change,) = member_changes([on_call("A", None)], tracks, {"S1": before}, NOW)
    assert not change.writes
    assert change.open == ("A", "B")
    wanted = [on_call("A", None), on_call("B", "UADA")]
    (change,) = member_changes(wanted, tracks, {"S1": before}, NOW)
    assert change.writes
    assert (change.after, change.open) == (frozenset({"UADA"}), ("A",))


@pytest.mark.parametrize("start", CLOCK_CHANGES)
def test_a_handover_is_an_instant(start) -> None:  # type: ignore[no-untyped-def]
    """At the end of a shift the next person is the member, also in weeks of clock changes."""
    end = start + timedelta(days=7, hours=1)
    shifts = [
        Wanted(start, end, "A-1", "A", "S1", "UADA"),
        Wanted(end, end + timedelta(days=7), "A-2", "A", "S1", "UBELA"),
    ]
    for moment, user in ((start, "UADA"), (end - timedelta(seconds=1), "UADA"), (end, "UBELA")):
        (change,) = member_changes(shifts, {"A": "S1"}, {"S1": frozenset()}, moment)
        assert change.after == {user}


def test_groups_apart_have_members_of_their_own() -> None:
    """Each group has the tracks that are configured for it."""
    wanted = [on_call("A", "UADA"), on_call("B", "UBELA")]
    members = {"S1": frozenset({"UADA"}), "S2": frozenset({"UADA"})}
    first, second = member_changes(wanted, {"A": "S1", "B": "S2"}, members, NOW)
    assert not first.writes
    assert second.writes
    assert (second.place, second.after) == ("S2", frozenset({"UBELA"}))


def test_failures_of_slack_are_failures(fake: FakeSlack) -> None:
    """Slack answers them with 200: an unknown group or person, a scope that the token lacks."""
    tool = tool_of(fake)
    with pytest.raises(Gone, match="no_such_subteam"):
        tool.members("S9")
    with pytest.raises(Denied, match="invalid_users"):
        tool.put_members("S1", frozenset({"UZOE"}))
    fake.lacking = "usergroups:write"
    with pytest.raises(Denied, match="lacks the scope usergroups:write"):
        tool.put_members("S1", frozenset({"UADA"}))
    assert fake.groups["S1"] == ["UOLD"]


@pytest.mark.parametrize("trouble", ["slow", "before", "after"])
def test_writing_members_is_repeated(fake: FakeSlack, trouble: str) -> None:
    """Setting the same members twice does no harm."""
    fake.troubles = [("POST", trouble)]
    tool_of(fake).put_members("S1", frozenset({"UADA"}))
    assert fake.groups["S1"] == ["UADA"]
    fake.troubles = [("POST", trouble)] * 5
    with pytest.raises(Unavailable):
        tool_of(fake).put_members("S1", frozenset({"UBELA"}))


def test_a_wrong_token_is_refused_and_not_shown(fake: FakeSlack) -> None:
    """Slack says 401 or `invalid_auth`; neither shows the token."""
    wrong = "xoxb-wrong-8Zq"
    with pytest.raises(Denied, match="401") as refused:
        tool_of(fake, wrong).members("S1")
    assert wrong not in str(refused.value)
