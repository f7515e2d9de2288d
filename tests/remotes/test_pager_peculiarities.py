"""What only one tool does; what holds for all is in test_remote_tools.py."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from clients import TOKEN
from fake_grafana import FakeGrafana
from fake_server import NOW
from tool_cases import PEOPLE, betterstack, grafana, incidentio, jsm, rootly

from rotation import BadInput
from rotation.remotes.failures import Changed, Denied
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import Somebody
from rotation.remotes.tools.grafana import Grafana
from rotation.remotes.tools.jsm import JiraServiceManagement
from rotation.remotes.tools.pagerduty import PagerDuty
from rotation.remotes.tools.pagers import PAGERS, open_pager

START = NOW + timedelta(days=7)


@pytest.mark.parametrize("tool", PAGERS)
def test_pagers_are_opened_by_their_names(tool: str) -> None:
    """The names of `tool` in `[[remote]]`, each a class with what the difference needs."""
    user = {"user": "ada@example.com"} if tool == "jsm" else {}
    opened = open_pager(tool, Secret(TOKEN), url="https://example.atlassian.net", **user)
    assert opened.traits.grain == timedelta(
        minutes=1 if tool == "goalert" else 0, seconds=tool != "goalert"
    )
    assert not opened.traits.calendar


def test_a_list_ends() -> None:
    """A server that says for ever that there is more is not asked for ever."""
    pages = [{"users": [{"id": "U1", "email": ""}], "more": True}, {"users": [], "more": True}]
    sent = 0

    def answer(_: httpx2.Request) -> httpx2.Response:
        nonlocal sent
        sent += 1
        return httpx2.Response(200, json=pages[0])

    tool = PagerDuty(Secret(TOKEN), transport=httpx2.MockTransport(answer))
    with pytest.raises(Denied, match="does not end after 1000 pages"):
        tool.addresses()
    assert sent == 1000
    pages[0] = pages[1]
    assert PagerDuty(Secret(TOKEN), transport=httpx2.MockTransport(answer)).addresses() == []


# -- Jira Service Management ----------------------------------------------------------------------


def test_jira_needs_a_site_and_an_account() -> None:
    """Both at once, before any request."""
    with pytest.raises(BadInput) as refused:
        JiraServiceManagement(Secret(TOKEN))
    assert [fault.place for fault in refused.value.faults] == ["url", "user"]


def test_a_hidden_address_is_nobody() -> None:
    """An account of which nobody knows whose it is needs `remote_ids`."""
    case = jsm()
    case.fake.hidden = {"UADA"}  # type: ignore[attr-defined]
    ada = Somebody("ada", "Ada", "ada@example.com")
    assert case.tool.users([ada]) == {}
    assert case.tool.users([ada._replace(remote_id="UADA")]) == {"ada": "UADA"}


def test_an_override_may_be_of_one_rotation() -> None:
    """Then overrides of other rotations are not its own, and those of all rotations are."""
    case = jsm()
    case.tool.create(case.wanted(START))  # of all rotations
    wanted = case.wanted(START + timedelta(days=7))
    case.place = "P1/R1"
    created = case.tool.create(case.wanted(START + timedelta(days=7)))
    case.place = "P1/R2"
    case.tool.create(case.wanted(START + timedelta(days=14)))
    case.place = "P1/R1"
    both = case.read()
    assert [item.start for item in both] == [START, wanted.start]
    assert both[1] == created
    assert case.fake.unfit == []


def test_a_team_is_nobody_known() -> None:
    """An override of a team equals no person, so it is somebody else's."""
    case = jsm()
    case.tool.create(case.wanted(START))
    (item,) = case.fake.items["P1"].values()  # type: ignore[attr-defined]
    item["responder"] = {"type": "team", "id": "T1"}
    (there,) = case.read()
    assert there.user == '"team T1"'


# -- Better Stack ---------------------------------------------------------------------------------


def test_an_event_of_several_people_is_none_of_ours() -> None:
    """We write one person per event."""
    case = betterstack()
    case.tool.create(case.wanted(START))
    (event,) = case.fake.items["P1"].values()  # type: ignore[attr-defined]
    event["users"] = ["Zoe@example.com", "ada@example.com"]
    (there,) = case.read()
    assert there.user == "ada@example.com, zoe@example.com"


def test_an_address_that_nobody_has_is_refused_there() -> None:
    """There is no list of people, so Better Stack itself says that it knows nobody like that."""
    case = betterstack()
    with pytest.raises(Denied, match="unknown user"):
        case.tool.create(case.wanted(START, user="zoe@example.com"))
    assert {line.partition(" ")[0] for line in case.fake.requests} == {"POST"}


# -- incident.io ----------------------------------------------------------------------------------


def test_a_layer_is_chosen_where_there_are_several() -> None:
    """A schedule of one layer needs its id only; else all ways to write one are named."""
    case = incidentio()
    single, many, chosen = case.tool.places(["P1", "P2", "P2/R2/L1"])
    assert (single.good, many.good, chosen.good) == (True, False, True)
    assert "P2/R1/L1, P2/R2/L1" in many.remarks[0]
    case.place = "P2"
    with pytest.raises(BadInput, match="several layers"):
        case.read()
    case.place = "P2/R2/L1"
    created = case.tool.create(case.wanted(START))
    assert case.read() == [created]
    case.place = "P2/R1/L1"
    assert case.read() == []
    assert case.fake.unfit == []


# -- Grafana --------------------------------------------------------------------------------------


def test_an_event_that_was_not_attached_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that was stopped between the two requests leaves no second event."""
    case = grafana()
    monkeypatch.setattr(case.tool, "_attach", lambda *_: None)
    lost = case.tool.create(case.wanted(START))
    assert case.read() == []
    monkeypatch.undo()
    later = case.tool.create(case.wanted(START, user=case.bela))
    assert (later.id, later.user) == (lost.id, case.bela)
    assert case.read() == [later]


def test_events_of_others_stay_attached_and_have_their_zone() -> None:
    """Times without an offset are those of the event's zone, else of the schedule's."""
    case = grafana()
    events = case.fake.events_by_id  # type: ignore[attr-defined]
    for name, zone in (("OA", None), ("OB", "America/New_York")):
        events[name] = {
            "id": name,
            "name": name,
            "type": "single_event",
            "team_id": "T1",
            "time_zone": zone,
            "level": 0,
            "start": "2027-01-11T09:00:00",
            "duration": 3600,
            "users": ["U001"],
        }
    events["OC"] = events["OA"] | {"id": "OC", "name": "OC", "type": "recurrent_event"}
    case.fake.schedules["P1"]["shifts"] = ["OA", "OB", "OC"]  # type: ignore[attr-defined]
    created = case.tool.create(case.wanted(START))
    assert [(item.id, item.start.hour) for item in case.read()] == [
        ("OA", 8),
        (created.id, START.hour),
        ("OB", 14),
    ]
    attached = case.fake.schedules["P1"]["shifts"]  # type: ignore[attr-defined]
    assert attached == ["OA", "OB", "OC", created.id]
    assert case.fake.unfit == []


def test_a_schedule_of_the_browser_is_not_written() -> None:
    """Its events are rotations, which others keep."""
    (report,) = grafana().tool.places(["P3"])
    assert (report.missing, report.read_only) == (False, True)
    assert "another type than `calendar`" in report.remarks[0]


def test_a_service_account_needs_its_grafana() -> None:
    """Its token goes with the address, and another header."""
    token = "glsa_" + TOKEN
    with pytest.raises(BadInput, match="user: is missing"):
        Grafana(Secret(token), url="https://example.com")
    fake = FakeGrafana(token, PEOPLE)
    tool = Grafana(
        Secret(token),
        url="http://127.0.0.1",
        user="https://example.grafana.net",
        transport=fake.transport(),
    )
    (report,) = tool.places(["P1"])
    assert report.name == "Team P1"


# -- Rootly ---------------------------------------------------------------------------------------


def by_hand(case: Any, **changes: Any) -> None:
    """Put an override of somebody else in the way."""
    attributes = {
        "schedule_id": "P1",
        "rotation_id": None,
        "is_override": True,
        "starts_at": "2027-01-12T00:00:00Z",
        "ends_at": "2027-01-12T08:00:00Z",
        "user_id": int(case.bela),
    }
    case.fake.items["P1"]["by-hand"] = {
        "id": "by-hand",
        "type": "shifts",
        "attributes": attributes | changes,
    }


def test_an_override_of_somebody_is_not_deleted() -> None:
    """Rootly would delete what overlaps a new override, so none is created there."""
    case = rootly()
    by_hand(case)
    with pytest.raises(Changed, match="2027-01-12T00:00:00Z on would be deleted"):
        case.tool.create(case.wanted(START))
    assert [item.id for item in case.read()] == ["by-hand"]
    assert case.fake.writes == []


def test_other_times_replace_one_override_only() -> None:
    """Ours goes and comes in one request; one of somebody else in the way stops it."""
    case = rootly()
    created = case.tool.create(case.wanted(START))
    moved = case.tool.update(created, case.wanted(START + timedelta(hours=2)))
    assert case.read() == [moved]
    assert [line.partition(" ")[0] for line in case.fake.writes] == ["POST", "POST"]
    by_hand(case, starts_at="2027-01-20T00:00:00Z", ends_at="2027-01-21T00:00:00Z")
    with pytest.raises(Changed):
        case.tool.update(moved, case.wanted(START + timedelta(days=5)))
    assert len(case.read()) == 2
    far = case.tool.update(moved, case.wanted(START + timedelta(days=60)))
    assert [item.id for item in case.read()] == ["by-hand", far.id]


def test_the_same_override_is_not_created_twice() -> None:
    """So a creation that failed is sent again."""
    case = rootly()
    case.fake.troubles = [("POST", "after")]
    created = case.tool.create(case.wanted(START))
    assert case.read() == [created]
    assert case.tool.create(case.wanted(START)) == created
