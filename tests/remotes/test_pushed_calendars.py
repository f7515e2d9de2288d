"""The published plan in calendars that people edit: CalDAV servers, and Google's stand-in."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from google_fake import GoogleFake
from servers import PASSWORD, USER, CalDavServer
from tests.teams import TRACKS, head, person, write_team
from wanted_cases import HEADER, PEOPLE, PUBLISHED

import rotation
from rotation import Rotation
from rotation.remotes.pulling import pull
from rotation.remotes.pushed import Push
from rotation.remotes.pushing import push
from rotation.trades import CalendarSync

_ALL = {"Depth": "1", "Content-Type": "application/xml"}
_NAMES = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


class People(ABC):
    """A calendar as people see it and edit it."""

    environment: Mapping[str, str]
    table: str

    @abstractmethod
    def titles(self) -> dict[str, str]:
        """Return the title of each event by its id."""

    @abstractmethod
    def rename(self, event_id: str, before: str, after: str) -> None:
        """Put another name into a title."""

    @abstractmethod
    def remove(self, event_id: str) -> None:
        """Delete an event."""

    @abstractmethod
    def copy(self, event_id: str) -> None:
        """Copy an event, with all that is in it."""

    @property
    @abstractmethod
    def requests(self) -> list[str]:
        """The requests so far; tests clear them."""

    def asked(self) -> tuple[int, int]:
        """Return how many requests have read and how many have written since the last call."""
        methods = [line.split()[0] for line in self.requests]
        self.requests.clear()
        writes = sum(method in {"PUT", "POST", "DELETE"} for method in methods)
        return len(methods) - writes, writes


class DavPeople(People):
    """A calendar on a CalDAV server."""

    def __init__(self, server: CalDavServer) -> None:
        self._server, self._place = server, server.new_calendar()
        self.environment = {"SECRET": PASSWORD}
        self.table = _table("caldav", self._place, f'user = "{USER}"', 'token_env = "SECRET"')

    def titles(self) -> dict[str, str]:
        page = self._server.send("PROPFIND", f"{self._place}/", headers=_ALL, content=_NAMES).text
        names = sorted(set(re.findall(r"/([^/<>]+\.ics)<", page)))
        texts = {name: self._server.text(f"{self._place}/{name}") for name in names}
        return {name: re.findall(r"SUMMARY:(.*)", text)[0].strip() for name, text in texts.items()}

    def rename(self, event_id: str, before: str, after: str) -> None:
        self._server.edit(f"{self._place}/{event_id}", before, after)

    def remove(self, event_id: str) -> None:
        self._server.send("DELETE", f"{self._place}/{event_id}")

    def copy(self, event_id: str) -> None:
        text = self._server.text(f"{self._place}/{event_id}")
        copied = re.sub(r"UID:.*", "UID:copy@example.com", text)
        self._server.put(f"{self._place}/copy.ics", copied)

    @property
    def requests(self) -> list[str]:
        return self._server.requests


class GooglePeople(People):
    """A calendar of the stand-in for Google."""

    def __init__(self, fake: GoogleFake, key_file: Path) -> None:
        self._fake, self._place = fake, fake.calendar("Shifts")
        self.environment = {"KEY": str(key_file)}
        self.table = _table("google", self._place, f'url = "{fake.url}"', 'credentials_env = "KEY"')

    def titles(self) -> dict[str, str]:
        return {event["id"]: event["summary"] for event in self._fake.live(self._place)}

    def rename(self, event_id: str, before: str, after: str) -> None:
        title = self._fake.event(self._place, event_id)["summary"]
        self._fake.edit(self._place, event_id, summary=title.replace(before, after))

    def remove(self, event_id: str) -> None:
        self._fake.cancel(self._place, event_id)

    def copy(self, event_id: str) -> None:
        self._fake.copy(self._place, event_id)

    @property
    def requests(self) -> list[str]:
        return self._fake.requests


def _table(tool: str, place: str, *lines: str) -> str:
    calendars = f'calendars = {{ A = "{place}", B = "{place}" }}'
    return "\n".join(('[[remote]]\nname = "office"', f'tool = "{tool}"', calendars, *lines, ""))


@pytest.fixture(params=["radicale", "xandikos", "google"])
def people(request: pytest.FixtureRequest) -> People:
    if request.param == "google":
        fake = request.getfixturevalue("google")
        return GooglePeople(fake, request.getfixturevalue("key_file"))
    server = request.getfixturevalue(f"{request.param}_server")
    server.requests.clear()
    return DavPeople(server)


class Pushing:
    """A team in a folder, and its pushes."""

    def __init__(self, folder: Path, people: People) -> None:
        self.people, self.folder = people, folder
        toml = "".join((head('calendar_id = "team"'), TRACKS, *map(person, PEOPLE), people.table))
        write_team(folder, toml, columns={}, published=HEADER + PUBLISHED)

    def team(self) -> Rotation:
        return rotation.load(self.folder)

    def push(self, **options: bool) -> Push:
        environment = self.people.environment
        return push(self.team(), "office", NOW, environment=environment, sleep=_never, **options)

    def pull(self) -> CalendarSync[Rotation]:
        return pull(self.team(), "office", NOW, environment=self.people.environment)

    def event(self, title: str) -> str:
        """Return the id of the event with this title."""
        return next(name for name, text in self.people.titles().items() if text == title)


def _never(seconds: float) -> None:
    raise AssertionError(f"slept {seconds} s")


@pytest.fixture
def pushed(tmp_path: Path, people: People) -> Pushing:
    """Return a team whose plan is in its calendar."""
    pushing = Pushing(tmp_path / "team", people)
    assert pushing.push().exit_code == 0
    people.requests.clear()
    return pushing


def test_the_plan_is_there_once(pushed: Pushing) -> None:
    """A dry run and a second push read once each and write nothing, nor change the ledger."""
    assert sorted(pushed.people.titles().values()) == [
        "Ada Byron - on call (A)",
        "Bela Bartok - on call (B)",
        "Cleo Laine - on call (A)",
        "Emil Post - on call (A)",
        "No one - on call (B)",
    ]
    ledger = (pushed.folder / "remotes" / "office.json").read_bytes()
    pushed.people.requests.clear()
    for options in ({"dry_run": True}, {}):
        done = pushed.push(**options)
        assert (done.exit_code, done.changes) == (0, 0)
        assert pushed.people.asked() == (1, 0)
    assert (pushed.folder / "remotes" / "office.json").read_bytes() == ledger
    secrets = (*pushed.people.environment.values(), PASSWORD)
    assert not any(secret in ledger.decode() for secret in secrets)
    assert json.loads(ledger)


def test_a_trade_is_one_request(pushed: Pushing) -> None:
    before = pushed.event("Ada Byron - on call (A)")
    team = pushed.team()
    team.cover("A-2026-12-07", "dora", today=NOW.date()).edition.write()
    done = pushed.push()
    assert (done.exit_code, done.changes) == (0, 1)
    assert pushed.people.asked()[1] == 1
    assert pushed.people.titles()[before] == "Dora Maar - on call (A)"


def test_an_edit_is_reported_and_not_overwritten(pushed: Pushing) -> None:
    """Until somebody says that ours counts."""
    edited = pushed.event("Ada Byron - on call (A)")
    pushed.people.rename(edited, "Ada Byron", "Dora Maar")
    pushed.people.requests.clear()
    done = pushed.push()
    assert (done.exit_code, done.changes) == (1, 0)
    assert pushed.people.asked() == (1, 0)
    (row,) = (row for row in done.rows if row.decides)
    assert row.shift == "A-2026-12-07"
    assert pushed.push(ours=True).exit_code == 0
    assert pushed.people.titles()[edited] == "Ada Byron - on call (A)"


def test_the_same_change_on_both_sides_is_none(pushed: Pushing) -> None:
    pushed.people.rename(pushed.event("Ada Byron - on call (A)"), "Ada Byron", "Dora Maar")
    pushed.team().cover("A-2026-12-07", "dora", today=NOW.date()).edition.write()
    pushed.people.requests.clear()
    done = pushed.push()
    assert (done.exit_code, done.changes) == (0, 0)
    assert pushed.people.asked()[1] == 0


def test_a_deletion_is_reported(pushed: Pushing) -> None:
    """Ours, if it counts, is there again under the same id."""
    deleted = pushed.event("Ada Byron - on call (A)")
    pushed.people.remove(deleted)
    assert pushed.push().exit_code == 1
    assert deleted not in pushed.people.titles()
    assert pushed.push(ours=True).exit_code == 0
    assert pushed.people.titles()[deleted] == "Ada Byron - on call (A)"
    assert pushed.push().changes == 0


def test_a_copy_is_left_alone(pushed: Pushing) -> None:
    """It is somebody else's, whatever marks it has."""
    pushed.people.copy(pushed.event("Ada Byron - on call (A)"))
    pushed.people.requests.clear()
    done = pushed.push()
    assert (done.exit_code, done.changes) == (0, 0)
    assert pushed.people.asked() == (1, 0)
    assert len(pushed.people.titles()) == 6


def test_a_ledger_that_was_lost(pushed: Pushing) -> None:
    """Nothing is written twice; with adopt all is ours again."""
    (pushed.folder / "remotes" / "office.json").unlink()
    before = pushed.people.titles()
    pushed.people.requests.clear()
    pushed.push()
    assert pushed.people.asked()[1] == 0
    assert pushed.push(adopt=True).exit_code == 0
    pushed.team().cover("A-2026-12-07", "dora", today=NOW.date()).edition.write()
    assert pushed.push().exit_code == 0
    assert pushed.people.titles().keys() == before.keys()


def test_an_edit_becomes_a_trade(pushed: Pushing) -> None:
    """Afterwards both sides say the same, and nothing is left to push or to pull."""
    pushed.people.rename(pushed.event("Ada Byron - on call (A)"), "Ada Byron", "Dora Maar")
    edits = pushed.pull()
    assert edits.texts() == ("A-2026-12-07: Dora Maar in place of Ada Byron",)
    edits.edition().write()
    pushed.people.requests.clear()
    done = pushed.push()
    assert (done.exit_code, done.changes) == (0, 0)
    assert pushed.people.asked()[1] == 0
    assert pushed.pull().texts() == ()


def test_a_deletion_becomes_an_open_shift(pushed: Pushing) -> None:
    """The next push puts an event without a holder in its place."""
    deleted = pushed.event("Ada Byron - on call (A)")
    pushed.people.remove(deleted)
    edits = pushed.pull()
    assert [(s.shift, s.after, s.deleted) for s in edits.stretches] == [
        ("A-2026-12-07", None, True)
    ]
    edits.edition(forced="nobody else can").write()
    assert pushed.push().exit_code == 0
    assert sorted(pushed.people.titles().values()).count("No one - on call (A)") == 1


def test_a_trade_that_is_not_pushed_yet_is_not_undone(pushed: Pushing) -> None:
    """The calendar is behind: nobody changed anything there."""
    pushed.team().cover("A-2026-12-07", "dora", today=NOW.date()).edition.write()
    pushed.people.rename(pushed.event("Cleo Laine - on call (A)"), "Cleo Laine", "Emil Post")
    edits = pushed.pull()
    assert edits.texts() == ("A-2026-12-14: Emil Post in place of Cleo Laine",)
    assert "A-2026-12-07: changed here since the last push; push first" in edits.remarks
