"""What people changed at a remote becomes trades, and the next push has nothing to do."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from servers import CalDavServer
from tests.remotes.fake_tool import PAGER, SHIFTS, FakeTool
from tests.remotes.pushed_team import CONFIG, HEAD, NOW, WEEKS, pushed, remote, team, there

import rotation
from rotation import Rotation
from rotation.errors import BadInput, Busy
from rotation.remotes.pulling import pull
from rotation.remotes.pushed import Push
from rotation.remotes.pushing import push
from rotation.remotes.tools.caldav import CalDav

TODAY = date(2026, 12, 9)


def accept(own: Rotation, tool: object) -> Rotation:
    """Record all differences of a remote, and load the folder again."""
    edits = pull(own, "pager", NOW, environment={}, tool=tool)
    edits.edition().write()
    return rotation.load(own.places.folder)


def push_again(own: Rotation, tool: object) -> Push:
    return push(own, "pager", NOW, environment={}, sleep=lambda _: None, tool=tool)


def test_another_person_in_a_pager_becomes_a_trade(tmp_path: Path) -> None:
    """Both sides say the same then."""
    tool = remote(SHIFTS)
    pushed(tmp_path, tool)
    (item,) = (i for i in tool.items.values() if i.user == "UB")
    tool.edit(item, user="UC")
    own = team(tmp_path)
    edits = pull(own, "pager", NOW, environment={}, tool=tool)
    assert edits.texts() == ("A-2026-12-14: Cleo Laine in place of Ben Bo",)
    own = accept(own, tool)
    assert [e.engineer for e in own.published] == ["ada", "cleo", "cleo"]
    result = push_again(own, tool)
    assert (result.exit_code, result.changes) == (0, 0)
    assert push_again(own, tool).rows == ()
    assert pull(own, "pager", NOW, environment={}, tool=tool).stretches == ()


def test_a_cover_that_hides_ours_becomes_a_trade(tmp_path: Path) -> None:
    """A part of the shift changes hands, and the entry of the person stays theirs (X11)."""
    tool = remote(PAGER)
    pushed(tmp_path, tool)
    start = max(item.start for item in tool.items.values() if item.user == "UB")
    cover = tool.put("P1", start, start + timedelta(days=2), "UA")
    own = team(tmp_path)
    edits = pull(own, "pager", NOW, environment={}, tool=tool)
    assert edits.texts() == (
        "A-2026-12-14: Ada Byron covers 2026-12-14 11:00 to 2026-12-16 11:00 for Ben Bo",
    )
    own = accept(own, tool)
    assert push_again(own, tool).exit_code == 0
    assert there(tool)[1:3] == [("12-14 11", "UA"), ("12-16 11", "UB")]
    assert tool.items["P1", cover.id] == cover
    assert push_again(own, tool).rows == ()


def test_what_cannot_become_a_trade_stays_a_conflict(tmp_path: Path) -> None:
    """Deleted in a pager, given to a stranger, or at other times."""
    tool = remote(SHIFTS)
    pushed(tmp_path, tool)
    ada, ben, cleo = sorted(tool.items.values())
    del tool.items[ben.place, ben.id]
    tool.edit(cleo, user="UX")
    tool.edit(ada, end=ada.end - timedelta(hours=1), user="UC")
    edits = pull(team(tmp_path), "pager", NOW, environment={}, tool=tool)
    assert edits.stretches == ()
    assert [remark.split(":")[0] for remark in edits.remarks] == [
        f"{shift} cannot become a trade" for shift, *_ in WEEKS
    ]
    assert "deleted in pager" in edits.remarks[1]


def test_what_was_ended_early_is_not_deleted(tmp_path: Path) -> None:
    """A shift in progress that somebody ended is reported with its end, by pull and push (X13)."""
    tool = remote(SHIFTS)
    pushed(tmp_path, tool)
    ada, ben, _ = sorted(tool.items.values())
    tool.edit(ada, end=NOW + timedelta(days=1))
    del tool.items[ben.place, ben.id]
    own, later = team(tmp_path), NOW + timedelta(days=2)
    tool.now = later
    edits = pull(own, "pager", later, environment={}, tool=tool)
    ended = "ended early in pager, at Thu 10 Dec 13:00 CET; --ours creates it again"
    assert edits.remarks[0] == f"A-2026-12-07 cannot become a trade: {ended}"
    assert "A-2026-12-14 cannot become a trade: deleted in pager" in edits.remarks[1]
    again = push(own, "pager", later, environment={}, sleep=lambda _: None, tool=tool)
    row = again.rows[0]
    assert (row.shift, row.before, row.reason) == ("A-2026-12-07", "Ada Byron", ended)


def test_a_group_has_nothing_to_pull(tmp_path: Path) -> None:
    """Its members are those of now."""
    config = CONFIG.replace('"pagerduty"', '"slack-group"')
    own = team(tmp_path, config=config)
    with pytest.raises(BadInput, match="no shifts that somebody could change"):
        pull(own, "pager", NOW, environment={"PAGER_TOKEN": "xoxb-1234"})


CALENDAR = (
    CONFIG[: CONFIG.index("[[remote]]")]
    + """[[remote]]
name = "pager"
tool = "caldav"
calendars = { A = "PLACE" }
"""
)


def caldav(server: CalDavServer, folder: Path) -> tuple[Rotation, CalDav, str]:
    """Return a team that is pushed to a new calendar of a real server."""
    place = server.new_calendar()
    own = team(folder, config=CALENDAR.replace("PLACE", place))
    tool = CalDav(
        own,
        "pager",
        url=server.url,
        user="ada",
        secret=server.secret,
        transport=server.transport,
        sleep=lambda _: None,
    )
    return own, tool, place


def test_a_calendar_both_ways(caldav_server: CalDavServer, tmp_path: Path) -> None:
    """Pushed once; a trade follows; a title and a deletion of people become trades."""
    own, tool, place = caldav(caldav_server, tmp_path)
    assert push_again(own, tool).changes == 3
    caldav_server.requests.clear()
    assert push_again(own, tool).rows == ()
    assert caldav_server.writes == []
    # A trade here is an update there.
    own.cover("A-2026-12-14", "cleo", TODAY, why="a trade").edition.write()
    own = rotation.load(tmp_path)
    assert push_again(own, tool).changes == 1
    # A title there is a trade here.
    items = {i.text: i for i in tool.read([place], NOW, NOW + timedelta(days=60))}
    ada = next(item for text, item in items.items() if "Ada" in text)
    caldav_server.edit(f"{place}/{ada.id}", "Ada Byron - on call (A)", "Ben Bo - on call (A)")
    result = push_again(own, tool)
    assert (result.exit_code, result.changes) == (1, 0)
    assert "changed in pager: Ben Bo" in str(result)
    own = accept(own, tool)
    assert [e.engineer for e in own.published] == ["ben", "cleo", "cleo"]
    assert push_again(own, tool).exit_code == 0
    assert push_again(own, tool).rows == ()
    # A deletion there is an open shift here.
    last = max(tool.read([place], NOW, NOW + timedelta(days=60)))
    caldav_server.send("DELETE", f"{place}/{last.id}")
    assert push_again(own, tool).exit_code == 1
    own = accept(own, tool)
    assert [e.engineer for e in own.published] == ["ben", "cleo", None]
    result = push_again(own, tool)
    assert pull(own, "pager", NOW, environment={}, tool=tool).stretches == ()
    assert push_again(own, tool).changes == 0


def test_each_shift_is_one_request(radicale_server: CalDavServer, tmp_path: Path) -> None:
    """A year of them, and two readings are all that is beside them."""
    _, tool, _ = caldav(radicale_server, tmp_path)
    start = NOW - timedelta(days=2, hours=2)
    rows = []
    for n in range(60):
        day = start + timedelta(days=7 * n)
        end = day + timedelta(days=7)
        who = ("ada", "ben", "cleo")[n % 3]
        rows.append(
            f"A-{day:%Y-%m-%d},A,regular,{day.isoformat()},{end.isoformat()},{who},planned,0\n"
        )
    config = (tmp_path / "rotation.toml").read_text("utf-8") + "days = 366\n"
    (tmp_path / "rotation.toml").write_text(config, encoding="utf-8")
    (tmp_path / "published.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    radicale_server.requests.clear()
    result = push_again(rotation.load(tmp_path), tool)
    assert result.changes == len(radicale_server.writes) == 53
    assert len(radicale_server.requests) - len(radicale_server.writes) == 2


def test_a_push_meanwhile_is_no_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another push writes while the remote is read was not changed by people."""
    tool = remote(PAGER)
    pushed(tmp_path, tool)
    own, read = team(tmp_path), tool.read
    rows = [(*week[:3], "ada") for week in WEEKS]
    changed = team(tmp_path, rows)

    def read_beside_a_push(*arguments: object) -> object:
        monkeypatch.setattr(tool, "read", read)
        assert push_again(changed, tool).changes > 0
        return read(*arguments)

    monkeypatch.setattr(tool, "read", read_beside_a_push)
    with pytest.raises(Busy, match=r"remotes/pager.json: a push to pager was at work meanwhile"):
        pull(own, "pager", NOW, environment={}, tool=tool)


def test_a_failing_reading_writes_nothing(tmp_path: Path) -> None:
    """A pull never writes, whatever is there."""
    tool: FakeTool = remote(PAGER)
    tool.missing.add("P1")
    with pytest.raises(Exception, match="does not exist"):
        pull(team(tmp_path), "pager", NOW, environment={}, tool=tool)
    assert tool.writes == 0
