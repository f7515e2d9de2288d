"""What only PagerDuty does; the rest is in test_remote_tools.py."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from clients import TOKEN
from fake_pagerduty import SCHEMA
from fake_server import NOW
from tool_cases import ToolCase, pagerduty, pagerduty_shifts

from rotation.remotes.failures import Denied, Unsure
from rotation.remotes.secrets import Secret
from rotation.remotes.tools.pagerduty import PagerDuty

START = NOW + timedelta(days=7)


def answered(body: object) -> PagerDuty:
    """Return a tool whose POST is answered with a body."""
    transport = httpx2.MockTransport(lambda _: httpx2.Response(201, json=body))
    return PagerDuty(Secret(TOKEN), transport=transport)


def test_each_override_has_a_status_of_its_own() -> None:
    """An answer of 201 may hold a refusal, whose reasons are shown without the token."""
    tool = answered([{"status": 400, "errors": ["User\nnot found", TOKEN]}])
    with pytest.raises(Denied) as refused:
        tool.create(pagerduty().wanted(START))
    assert str(refused.value) == "POST /schedules/PA/overrides: 400: User not found; ***"


@pytest.mark.parametrize(
    "body", [{}, [], [{"status": 201}], [{"status": 201, "override": {"id": "Q"}}], "x", None]
)
def test_an_answer_of_another_form_is_no_success(body: object) -> None:
    """Something may have been created, so the place is read again."""
    with pytest.raises(Unsure, match="a form that is not known"):
        answered(body).create(pagerduty().wanted(START))


def test_the_region_is_configured() -> None:
    """That of the European Union has an address of its own."""
    hosts: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        hosts.append(request.url.host)
        return httpx2.Response(200, json={"users": []})

    for url in ("", "https://api.eu.pagerduty.com"):
        PagerDuty(Secret(TOKEN), url=url, transport=httpx2.MockTransport(answer)).addresses()
    assert hosts == ["api.pagerduty.com", "api.eu.pagerduty.com"]


@pytest.mark.parametrize(
    ("case", "word"), [(pagerduty(), "pagerduty-shifts"), (pagerduty_shifts(), "`pagerduty`")]
)
def test_a_schedule_of_the_other_kind_is_named(case: ToolCase, word: str) -> None:
    """Both kinds have ids of one form, and each API knows only its own."""
    (report,) = case.tool.places(["S1" if case.place == "PA" else "PA"])
    assert report.missing
    assert word in report.remarks[0]


def test_people_are_asked_for_once() -> None:
    """124 people are two pages, however often somebody is looked up."""
    case = pagerduty()
    for _ in range(3):
        case.tool.addresses()
    assert case.fake.requests == ["GET /users"] * 2


def test_shifts_come_in_pages() -> None:
    """More than a hundred in the window are all read."""
    case = pagerduty_shifts()
    case.tool.create(case.wanted(START))
    items = case.fake.items["S1"]  # type: ignore[attr-defined]
    (item,) = items.values()
    items |= {f"C9{number}": item | {"id": f"C9{number}"} for number in range(130)}
    assert len({shift.id for shift in case.read()}) == 131


def by_hand(case: ToolCase, item: Any, **change: object) -> None:
    """Override a custom shift as people do in PagerDuty."""
    override = {
        "id": "O1",
        "type": "override_shift",
        "custom_shift_id": item.id,
        "start_time": f"{item.start:%Y-%m-%dT%H:%M:%SZ}",
        "end_time": f"{item.end:%Y-%m-%dT%H:%M:%SZ}",
        "overridden_member": {"type": "user_member", "user_id": case.ada},
        "overriding_member": {"type": "user_member", "user_id": case.bela},
    }
    case.fake.by_hand.append(override | change)  # type: ignore[attr-defined]


def test_an_override_of_a_shift_is_another_holder() -> None:
    """Somebody who covers a whole shift by hand is its holder, so that it shows as changed."""
    case = pagerduty_shifts()
    item = case.tool.create(case.wanted(START))
    other = case.tool.create(case.wanted(START + timedelta(days=7)))
    by_hand(case, item)
    first, second = case.read()
    assert (first.id, first.user) == (item.id, case.bela)
    assert second == other


def test_an_override_of_a_part_is_nobody_known() -> None:
    """It equals no holder that we want, so it is reported and not overwritten."""
    case = pagerduty_shifts()
    item = case.tool.create(case.wanted(START))
    by_hand(case, item, end_time=f"{START + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}")
    (changed,) = case.read()
    assert changed.user not in (case.ada, case.bela, None)


def test_of_a_shift_that_has_begun_only_the_end_is_sent() -> None:
    """PagerDuty refuses everything else."""
    case = pagerduty_shifts()
    item = case.tool.create(case.wanted(NOW + timedelta(hours=1)))
    case.fake.now = item.start + timedelta(hours=5)
    wanted = case.wanted(item.start, days=1)
    assert case.tool.update(item, wanted).end == item.start + timedelta(days=1)


def test_the_fake_refuses_what_the_schema_does_not_have() -> None:
    """A field too many, a date without an offset, a page too large: the fake is a judge."""
    case = pagerduty()
    client = case.tool._client  # type: ignore[attr-defined]
    path = "/schedules/PA/overrides"
    good = {
        "start": "2027-01-11T12:00:00Z",
        "end": "2027-01-12T12:00:00Z",
        "user": {"id": "UADA", "type": "user_reference"},
    }
    for bad in (
        good | {"name": "x"},
        good | {"end": "2027-01-12T12:00:00"},
        {"user": good["user"]},
    ):
        with pytest.raises(Denied, match="400"):
            client.post(path, {"overrides": [bad]})
    with pytest.raises(Denied, match="400"):
        client.get("/users", {"limit": 101})
    assert len(case.fake.unfit) == 4
    client.post(path, {"overrides": [good]})
    assert SCHEMA.spec["paths"]
