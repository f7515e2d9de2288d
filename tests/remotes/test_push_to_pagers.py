"""`rotation push` to the stand-in of each pager: what a new user does, and what people do there."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from clients import TOKEN
from fake_pagerduty import FakePagerDuty
from fake_server import FakeServer
from fake_slack import FakeSlack
from loopback import serving
from tests.remotes.pushed_team import CONFIG, NOW, WEEKS, Week, team
from tool_cases import CASES, PEOPLE, ToolCase

from rotation import Rotation
from rotation.cli import main
from rotation.model.remotes import TOOLS
from rotation.remotes.checked import check_remote
from rotation.remotes.ledger import RemoteLedger
from rotation.remotes.ledger_file import read_ledger
from rotation.remotes.pushed import Push
from rotation.remotes.pushing import push
from rotation.remotes.secrets import Secret
from rotation.remotes.tool import JoiningTool
from rotation.remotes.tools.pagers import PAGERS
from rotation.remotes.tools.slack import SlackGroup

ENVIRONMENT = {"PAGER_TOKEN": TOKEN}
SAME_TWICE = (WEEKS[0], WEEKS[1], (*WEEKS[2][:3], "ben"))
"""Two weeks of one person in a row, which a tool may join."""


def test_the_configuration_knows_every_pager() -> None:
    """Also whether several tracks may share a schedule."""
    for name, make in CASES.items():
        assert TOOLS[name].several == make().tool.traits.several
    assert {*PAGERS, "slack-group", "google", "caldav"} == set(TOOLS)


class Pushed:
    """A team in a folder, whose plan is pushed to the stand-in of a tool."""

    def __init__(self, name: str, folder: Path) -> None:
        self.case: ToolCase = CASES[name]()
        self.case.fake.now = NOW
        self.folder = folder
        self.config = CONFIG.replace('tool = "pagerduty"', f'tool = "{name}"')
        self.config = self.config.replace('"P1"', f'"{self.case.place}"')

    def load(self, weeks: tuple[Week, ...] = WEEKS) -> Rotation:
        return team(self.folder, weeks, self.config)

    def push(self, weeks: tuple[Week, ...] = WEEKS, **options: bool) -> Push:
        return push(
            self.load(weeks),
            "pager",
            NOW,
            environment=ENVIRONMENT,
            sleep=lambda _: None,
            tool=self.case.tool,
            **options,
        )

    def there(self) -> list[tuple[datetime, datetime, str | None]]:
        """Return what is there: from when, until when, who."""
        rotation, path = self.load(), self.folder / "remotes" / "pager.json"
        (remote,) = rotation.remotes
        empty = RemoteLedger(remote.name, remote.tool, remote.url, rotation.calendar_id)
        if isinstance(self.case.tool, JoiningTool):
            self.case.tool.recognise(read_ledger(path, empty, [self.case.place]))
        items = self.case.tool.read([self.case.place], NOW, NOW + timedelta(days=90))
        return sorted((item.start, item.end, item.user) for item in items)


@pytest.fixture(params=CASES)
def pushed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pushed]:
    made = Pushed(request.param, tmp_path)
    yield made
    assert made.case.fake.unfit == []


def test_a_plan_is_pushed_once(pushed: Pushed) -> None:
    """A dry run writes nothing, a push everything, the next one nothing and reads once."""
    dry = pushed.push(dry_run=True)
    assert pushed.case.fake.writes == []
    assert not (pushed.folder / "remotes" / "pager.json").exists()
    done = pushed.push()
    assert (done.exit_code, len(done.rows)) == (0, len(dry.rows))
    assert [user for _, _, user in pushed.there()][1:2] == [user_of(pushed, "ben@example.com")]
    pushed.case.fake.requests.clear()
    again = pushed.push()
    assert (again.exit_code, again.rows) == (0, ())
    assert pushed.case.fake.writes == []


def user_of(pushed: Pushed, email: str) -> str:
    people = pushed.case.fake.people  # type: ignore[attr-defined]
    if not pushed.case.looks_up:
        return email
    return next(str(name) for name, address in people.items() if address == email)


def test_weeks_of_one_person_in_a_row_are_pushed_once(pushed: Pushed) -> None:
    """Also where a tool joins them; then somebody takes over the second one."""
    assert pushed.push(SAME_TWICE).exit_code == 0
    writes = len(pushed.case.fake.writes)
    assert pushed.push(SAME_TWICE).rows == ()
    assert len(pushed.case.fake.writes) == writes
    traded = pushed.push(WEEKS)
    assert (traded.exit_code, [row.shift for row in traded.rows]) == (0, ["A-2026-12-21"])
    assert pushed.push(WEEKS).rows == ()


def test_a_trade_and_a_withdrawn_shift_follow(pushed: Pushed) -> None:
    """Two people exchange their weeks; then the last week is open, and is not sent where open."""
    pushed.push()
    swapped = (WEEKS[0], (*WEEKS[1][:3], "cleo"), (*WEEKS[2][:3], "ben"))
    result = pushed.push(swapped)
    assert result.exit_code == 0
    ben, cleo = (user_of(pushed, f"{name}@example.com") for name in ("ben", "cleo"))
    assert [user for _, _, user in pushed.there()][1:] == [cleo, ben]
    pushed.push(swapped[:2])
    assert [user for _, _, user in pushed.there()][1:] == [cleo]


def test_a_request_that_fails_is_finished_by_the_next_run(pushed: Pushed) -> None:
    """500 after the first write was carried out, and then for good: 75; no duplicates follow."""
    pushed.case.fake.troubles = [("POST", "after"), *[("POST", "before")] * 9]
    first = pushed.push()
    assert first.exit_code in (75, 1)
    pushed.case.fake.troubles = []
    assert pushed.push().exit_code == 0
    assert len(pushed.there()) == 3
    assert pushed.push().rows == ()


def test_what_a_person_deletes_there_is_a_conflict(pushed: Pushed) -> None:
    """It is reported, and nothing is written."""
    pushed.push()
    pushed.there()
    item = max(pushed.case.tool.read([pushed.case.place], NOW, NOW + timedelta(days=90)))
    pushed.case.tool.delete(item)
    pushed.case.fake.requests.clear()
    result = pushed.push()
    assert result.exit_code == 1
    assert pushed.case.fake.writes == []
    assert "Cleo Laine: deleted in pager" in str(result)


def test_no_file_has_the_token(pushed: Pushed) -> None:
    """Neither the ledger nor anything else in the folder."""
    result = pushed.push()
    texts = [path.read_text("utf-8") for path in pushed.folder.rglob("*") if path.is_file()]
    texts += [str(result), json.dumps(result.to_dict(), default=str)]
    assert len(texts) > 4
    assert not [text for text in texts if TOKEN in text]


def test_a_check_names_who_is_missing(pushed: Pushed) -> None:
    """The places are there; whoever is not known is named, where a tool can look people up."""
    del_email = "cleo@example.com"
    people = pushed.case.fake.people  # type: ignore[attr-defined]
    for name in [name for name, email in people.items() if email == del_email]:
        del people[name]
    checked = check_remote(
        pushed.load(), "pager", NOW, environment=ENVIRONMENT, tool=pushed.case.tool
    )
    assert checked.exit_code == int(pushed.case.looks_up)
    assert ("Cleo Laine" in str(checked)) == pushed.case.looks_up
    assert pushed.case.fake.writes == []


def test_a_slack_group_follows(tmp_path: Path) -> None:
    """Whoever is on call now is the member, and the next one after the handover; nothing twice."""
    fake = FakeSlack(TOKEN, PEOPLE)
    tool = SlackGroup(Secret(TOKEN), url="http://127.0.0.1", transport=fake.transport())
    config = CONFIG.replace('tool = "pagerduty"', 'tool = "slack-group"').replace('"P1"', '"S1"')
    own = team(tmp_path, WEEKS, config)

    def pushed_at(now: datetime, **options: bool) -> Push:
        return push(own, "pager", now, environment=ENVIRONMENT, tool=tool, **options)

    assert pushed_at(NOW, dry_run=True).exit_code == 0
    assert fake.groups["S1"] == ["UOLD"]
    assert pushed_at(NOW).exit_code == 0
    assert fake.groups["S1"] == ["UADA"]
    pushed_at(NOW + timedelta(minutes=5))
    assert len(fake.writes) == 1
    assert pushed_at(NOW + timedelta(days=7)).exit_code == 0
    assert fake.groups["S1"] == ["UBEN"]
    pushed_at(NOW + timedelta(days=365))  # nobody holds the track, and the group stays
    assert fake.groups["S1"] == ["UBEN"]
    assert fake.unfit == []


# -- at a terminal ------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[tuple[FakeServer, str]]:
    fake = FakePagerDuty(TOKEN, PEOPLE)
    fake.now = NOW
    with serving(fake) as url:
        yield fake, url
    assert fake.unfit == []


def test_the_first_day_of_a_new_user(
    server: tuple[FakePagerDuty, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Check, dry run, push, push, a trade, push, and an override of somebody in PagerDuty."""
    fake, url = server
    monkeypatch.setattr("rotation.cli.remotes.now_in", lambda _: NOW)
    monkeypatch.setattr("rotation.remotes.pushing._PAUSE_S", 0)
    monkeypatch.setenv("PAGER_TOKEN", TOKEN)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    config = CONFIG.replace('"P1"', '"PA"') + f'url = "{url}"\n'
    team(tmp_path, WEEKS, config)

    def run(*words: str) -> tuple[int, str]:
        code = main([*words])
        captured = capsys.readouterr()
        assert TOKEN not in captured.out + captured.err
        return code, captured.out + captured.err

    assert run("remote", "check", "pager")[0] == 0
    code, out = run("push", "--dry-run")
    assert (code, fake.writes) == (0, [])
    assert "Ben Bo" in out
    code, _ = run("push")
    assert (code, len(fake.items["PA"])) == (0, 3)
    written = len(fake.writes)
    assert run("push") == (0, "pager: nothing to write\n")
    assert len(fake.writes) == written

    swap = ("trade", "swap", "A-2026-12-14", "A-2026-12-21", "--why", "ill")
    code, out = run(*swap, "--today", "2026-12-09")
    assert code == 0, out
    code, out = run("push")
    assert code == 0
    assert "2 shifts changed there" in out
    assert [item["user"]["id"] for item in by_start(fake)] == ["UADA", "UCLEO", "UBEN"]
    assert run("push") == (0, "pager: nothing to write\n")

    by_hand = {
        "id": "QBYHAND",
        "start": "2026-12-22T10:00:00Z",
        "end": "2026-12-22T18:00:00Z",
        "user": {"id": "UADA", "type": "user_reference"},
    }
    fake.items["PA"]["QBYHAND"] = by_hand
    written = len(fake.writes)
    code, out = run("push")
    assert code == 1
    assert "A-2026-12-21" in out
    assert "1 shift waits for somebody to decide" in out
    assert len(fake.writes) == written
    assert fake.items["PA"]["QBYHAND"] == by_hand


def by_start(fake: FakePagerDuty) -> list[dict[str, Any]]:
    return sorted(fake.items["PA"].values(), key=lambda item: str(item["start"]))
