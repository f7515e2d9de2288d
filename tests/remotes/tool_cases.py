"""Each tool with its fake, for the tests that hold for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from clients import TOKEN
from fake_betterstack import FakeBetterStack
from fake_goalert import FakeGoAlert
from fake_grafana import FakeGrafana
from fake_incidentio import FakeIncidentIo
from fake_jsm import FakeJsm
from fake_pagerduty import FakePagerDuty
from fake_rootly import FakeRootly
from fake_server import NOW, FakeServer

from rotation.remotes.items import Wanted
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import RemoteTool, Somebody
from rotation.remotes.tools.betterstack import BetterStack
from rotation.remotes.tools.goalert import GoAlert
from rotation.remotes.tools.grafana import Grafana
from rotation.remotes.tools.incidentio import IncidentIo
from rotation.remotes.tools.jsm import JiraServiceManagement
from rotation.remotes.tools.pagerduty import PagerDuty
from rotation.remotes.tools.pagerduty_shifts import PagerDutyShifts
from rotation.remotes.tools.rootly import Rootly

ADA, BELA = "Ada@Example.com", "bela@example.com"
PEOPLE = {
    **{f"U{number:03}": f"person{number}@example.com" for number in range(120)},
    "UADA": "ADA@example.COM",
    "UBELA": BELA,
    "UBEN": "ben@example.com",
    "UCLEO": "cleo@example.com",
    "UTWIN1": "twin@example.com",
    "UTWIN2": "Twin@example.com",
}
"""More than one page of a list; ids to addresses."""


@dataclass
class ToolCase:
    """A tool that talks to a fake of its remote.

    Attributes
    ----------
    fake : FakeServer
        Its state can be looked at and changed as people would.
    tool : RemoteTool
        Through a client whose pauses are in `pauses`.
    place, other : str
        A place that exists, and one that does not.
    ada, bela : str
        What the tool calls Ada and Bela.
    lists_people, looks_up : bool
        Whether the tool lists all addresses there, and whether it asks for them at all.
    creates_again : bool
        Whether a creation is sent again after a failure, because that does no harm.
    """

    fake: FakeServer
    tool: RemoteTool
    place: str
    ada: str
    bela: str
    pauses: list[float]
    other: str = "NOWHERE"
    lists_people: bool = True
    looks_up: bool = True
    creates_again: bool = False

    def wanted(self, start: datetime, days: float = 7, user: str | None = "") -> Wanted:
        """Return what is wanted of somebody, by default Ada."""
        holder = self.ada if user == "" else user
        return Wanted(
            *(start, start + timedelta(days=days)),
            key=f"A-{start:%Y-%m-%d}",
            track="A",
            place=self.place,
            user=holder,
            person="ada" if holder else None,
            title='A: Ádá "the <b>one</b>" O\'Neil\n; DROP TABLE; \x1b[31m',
            note="line\r\nDESCRIPTION:of somebody else",
        )

    def read(self) -> list[Any]:
        """Return what is there from now on."""
        return sorted(self.tool.read([self.place], self.fake.now, NOW + timedelta(days=400)))


def opened(kind: Callable[..., RemoteTool], fake: FakeServer, token: str, **more: str) -> Any:
    """Return a tool that talks to a fake, and the pauses that it makes."""
    pauses: list[float] = []
    given = {"url": "http://127.0.0.1", **more}
    return kind(Secret(token), transport=fake.transport(), sleep=pauses.append, **given), pauses


def pagerduty(token: str = TOKEN) -> ToolCase:
    fake = FakePagerDuty(TOKEN, PEOPLE)
    tool, pauses = opened(PagerDuty, fake, token)
    return ToolCase(fake, tool, "PA", "UADA", "UBELA", pauses)


def pagerduty_shifts(token: str = TOKEN) -> ToolCase:
    fake = FakePagerDuty(TOKEN, PEOPLE)
    tool, pauses = opened(PagerDutyShifts, fake, token)
    return ToolCase(fake, tool, "S1", "UADA", "UBELA", pauses)


def jsm(token: str = TOKEN) -> ToolCase:
    fake = FakeJsm(TOKEN, PEOPLE)
    tool, pauses = opened(
        JiraServiceManagement, fake, token, user=fake.user, operations="http://127.0.0.1"
    )
    return ToolCase(fake, tool, "P1", "UADA", "UBELA", pauses, lists_people=False)


def betterstack(token: str = TOKEN) -> ToolCase:
    fake = FakeBetterStack(TOKEN, PEOPLE)
    tool, pauses = opened(BetterStack, fake, token)
    return ToolCase(
        fake, tool, "P1", ADA.casefold(), BELA, pauses, lists_people=False, looks_up=False
    )


def incidentio(token: str = TOKEN) -> ToolCase:
    fake = FakeIncidentIo(TOKEN, PEOPLE)
    tool, pauses = opened(IncidentIo, fake, token)
    return ToolCase(fake, tool, "P1", "UADA", "UBELA", pauses)


def goalert(token: str = TOKEN) -> ToolCase:
    fake = FakeGoAlert(TOKEN, PEOPLE)
    tool, pauses = opened(GoAlert, fake, token)
    return ToolCase(fake, tool, "P1", "UADA", "UBELA", pauses, creates_again=True)


def grafana(token: str = TOKEN) -> ToolCase:
    fake = FakeGrafana(TOKEN, PEOPLE)
    tool, pauses = opened(Grafana, fake, token)
    return ToolCase(fake, tool, "P1", "UADA", "UBELA", pauses, creates_again=True)


def rootly(token: str = TOKEN) -> ToolCase:
    numbers = {str(1000 + n): email for n, email in enumerate(PEOPLE.values())}
    by_address = {email.casefold(): number for number, email in numbers.items()}
    fake = FakeRootly(TOKEN, numbers)
    tool, pauses = opened(Rootly, fake, token)
    ada, bela = by_address[ADA.casefold()], by_address[BELA]
    return ToolCase(fake, tool, "P1", ada, bela, pauses, creates_again=True)


CASES: dict[str, Callable[..., ToolCase]] = {
    "pagerduty": pagerduty,
    "pagerduty-shifts": pagerduty_shifts,
    "jsm": jsm,
    "betterstack": betterstack,
    "goalert": goalert,
    "grafana": grafana,
    "incidentio": incidentio,
    "rootly": rootly,
}
CLOCK_CHANGES = (datetime(2027, 3, 22, 9, tzinfo=UTC), datetime(2027, 10, 25, 8, tzinfo=UTC))
"""Starts of the weeks in which clocks change in Europe."""
KNOWN = (
    Somebody("ada", "Ada", ADA),
    Somebody("bela", "Béla", BELA.upper()),
    Somebody("zoe", "Zoë", "zoe@example.com"),
    Somebody("none", "Nobody", ""),
    Somebody("twin", "Twin", "twin@example.com"),
    Somebody("last", "Last", "person119@example.com"),
)
