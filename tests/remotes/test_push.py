"""A push from a folder to a remote: what is sent, in which order, and what stops it."""

import contextlib
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.remotes.fake_tool import CALENDAR, PAGER, SHIFTS, FakeTool, Killed
from tests.remotes.pushed_team import CONFIG, NOW, WEEKS, pushed, remote, team, there

import rotation
from rotation.errors import BadInput, Busy
from rotation.export.lock import taken_file
from rotation.remotes.failures import Changed, Denied, Exists, Unavailable, Unsure
from rotation.remotes.pushed import Push
from rotation.remotes.pushing import push
from rotation.remotes.tool import ToolTraits

TRADED = (*WEEKS[:1], (*WEEKS[1][:3], "cleo"), *WEEKS[2:])
OPEN = (*WEEKS[:1], (*WEEKS[1][:3], ""), *WEEKS[2:])


def actions(result: object) -> list[tuple[str, str]]:
    return [(row.shift, row.action) for row in result.rows]


@pytest.mark.parametrize("traits", [PAGER, SHIFTS, CALENDAR])
def test_a_plan_is_pushed_once(traits: ToolTraits, tmp_path: Path) -> None:
    """The second push reads once and writes nothing, not even a ledger (X10)."""
    tool = remote(traits)
    first = pushed(tmp_path, tool)
    begun = "12-07 11" if traits.calendar else "12-09 13"
    assert there(tool) == [(begun, "UA"), ("12-14 11", "UB"), ("12-21 11", "UC")]
    assert (first.exit_code, first.changes) == (0, 3)
    ledger = tmp_path / "remotes" / "pager.json"
    before, requests = ledger.stat().st_mtime_ns, len(tool.requests)
    second = pushed(tmp_path, tool)
    assert (second.exit_code, second.rows) == (0, ())
    assert tool.requests[requests:] == ["read"]
    assert ledger.stat().st_mtime_ns == before
    assert [path.name for path in ledger.parent.iterdir()] == ["pager.json"]


@pytest.mark.parametrize("traits", [PAGER, SHIFTS, CALENDAR])
def test_a_trade_follows(traits: ToolTraits, tmp_path: Path) -> None:
    """One shift changes hands there, and the others are not touched."""
    tool = remote(traits)
    pushed(tmp_path, tool)
    result = pushed(tmp_path, tool, TRADED)
    (row,) = result.rows
    assert (row.shift, row.action, row.before, row.after) == (
        *("A-2026-12-14", "change"),
        *("Ben Bo", "Cleo Laine"),
    )
    assert there(tool)[1:] == [("12-14 11", "UC"), ("12-21 11", "UC")]
    assert result.exit_code == 0


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It has the rows that the push has, and makes neither a ledger nor a folder."""
    tool = remote(PAGER)
    dry = pushed(tmp_path, tool, dry_run=True)
    assert tool.requests == ["read"]
    assert not (tmp_path / "remotes").exists()
    assert dry.rows == pushed(tmp_path, tool).rows
    assert str(dry).splitlines() == [
        "pager: 3 shifts would change there",
        "A-2026-12-07, Wed 9 Dec 13:00 CET to Mon 14 Dec 11:00 CET: create, Ada Byron: "
        "it is not there yet",
        "A-2026-12-14, Mon 14 Dec 11:00 CET to Mon 21 Dec 11:00 CET: create, Ben Bo: "
        "it is not there yet",
        "A-2026-12-21, Mon 21 Dec 11:00 CET to Mon 28 Dec 11:00 CET: create, Cleo Laine: "
        "it is not there yet",
    ]


def test_a_persons_edit_is_reported(tmp_path: Path) -> None:
    """It stays, with exit code 1, until it is published or overwritten."""
    tool = remote(SHIFTS)
    pushed(tmp_path, tool)
    (item,) = (i for i in tool.items.values() if i.user == "UB")
    tool.edit(item, user="UC", by="Dora")
    result = pushed(tmp_path, tool)
    (row,) = result.rows
    assert (result.exit_code, row.action, row.before, row.after) == (
        *(1, "decide"),
        *("Cleo Laine", "Ben Bo"),
    )
    assert "changed in pager by Dora: Cleo Laine, Mon 14 Dec 11:00 CET" in row.reason
    assert pushed(tmp_path, tool, TRADED).exit_code == 0  # adopted
    assert pushed(tmp_path, tool, TRADED).rows == ()
    tool.edit(tool.items[item.place, item.id], user="UA")
    assert pushed(tmp_path, tool, TRADED, ours=True).exit_code == 0
    assert there(tool)[1] == ("12-14 11", "UC")


def test_nobody_who_is_unknown_there_is_sent(tmp_path: Path) -> None:
    """The nearest address is named, and whoever was called before still is (X9)."""
    tool = remote(PAGER)
    pushed(tmp_path, tool, TRADED)
    del tool.known["ben@example.com"]
    tool.known["ben@exampel.com"] = "UB"
    result = pushed(tmp_path, tool)
    (row,) = result.rows
    assert (result.exit_code, row.shift, row.action) == (1, "A-2026-12-14", "not sent")
    assert "is it ben@exampel.com?" in row.reason
    assert there(tool)[1] == ("12-14 11", "UC")
    named = CONFIG.replace('email = "Ben@Example.com"', 'remote_ids = { pager = "UB" }')
    assert pushed(tmp_path, tool, config=named).exit_code == 0
    assert there(tool)[1] == ("12-14 11", "UB")


@pytest.mark.parametrize(("traits", "code"), [(PAGER, 1), (SHIFTS, 0)])
def test_an_open_shift(traits: ToolTraits, code: int, tmp_path: Path) -> None:
    """It is open there, or not sent and reported, and its holder before is not called any more."""
    tool = remote(traits)
    pushed(tmp_path, tool)
    result = pushed(tmp_path, tool, OPEN)
    assert result.exit_code == code
    users = [user for _, user in there(tool)]
    assert users == (["UA", "UC"] if code else ["UA", None, "UC"])
    if code:
        (row,) = (row for row in result.rows if row.decides)
        assert row.reason == "nobody holds it, and pager cannot show that"


def test_only_the_window_is_pushed(tmp_path: Path) -> None:
    """From now on, and as many days ahead as the remote has."""
    tool = remote(SHIFTS)
    pushed(tmp_path, tool, config=f"{CONFIG}days = 7\n")
    assert [user for _, user in there(tool)] == ["UA", "UB"]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_request_without_an_answer_is_looked_up(arrives: bool, tmp_path: Path) -> None:
    """It is not sent again before the remote was read, so nothing is there twice."""
    tool = remote(PAGER)
    tool.fail = {1: (Unsure("POST /x: no answer in time"), arrives)}
    assert pushed(tmp_path, tool).exit_code == 0
    assert there(tool) == [("12-09 13", "UA"), ("12-14 11", "UB"), ("12-21 11", "UC")]
    assert pushed(tmp_path, tool).rows == ()


def test_a_remote_that_fails_in_the_middle(tmp_path: Path) -> None:
    """Exit code 75, with what is done and what is not; the next run does the rest."""
    tool = remote(PAGER)
    tool.fail = {1: (Unavailable("POST /x: 500"), False)}
    result = pushed(tmp_path, tool)
    assert (result.exit_code, result.changes) == (75, 1)
    assert actions(result)[1:] == [("A-2026-12-14", "not yet"), ("A-2026-12-21", "not yet")]
    assert "run it again" in str(result)
    result = pushed(tmp_path, tool)
    assert (result.exit_code, result.changes) == (0, 2)
    assert pushed(tmp_path, tool).rows == ()


def test_a_remote_that_refuses_to_be_written_to(tmp_path: Path) -> None:
    """Exit code 2, and the ledger has nothing of what was refused."""
    tool = remote(PAGER)
    tool.fail = {0: (Denied("POST /x: 403"), False)}
    result = pushed(tmp_path, tool)
    assert (result.exit_code, there(tool)) == (2, [])
    assert json.loads((tmp_path / "remotes/pager.json").read_text("utf-8"))["items"] == []


def test_an_item_that_changes_while_we_write(tmp_path: Path) -> None:
    """It is read again, and is a conflict then."""
    tool = remote(SHIFTS)
    pushed(tmp_path, tool)
    (item,) = (i for i in tool.items.values() if i.user == "UB")
    writes = tool.writes
    tool.fail = {writes: (Changed("412"), False)}
    update = tool.update

    def changed(present: object, wanted: object) -> object:
        tool.edit(item, end=item.end - timedelta(hours=1))
        return update(present, wanted)

    tool.update = changed
    result = pushed(tmp_path, tool, TRADED)
    assert (result.exit_code, actions(result)) == (1, [("A-2026-12-14", "decide")])


def test_an_id_of_ours_that_is_taken_for_good(tmp_path: Path) -> None:
    """It is reported, and no request of ours is left in the ledger."""
    tool = remote(CALENDAR)
    tool.fail = {n: (Exists("409"), False) for n in range(9)}
    result = pushed(tmp_path, tool, WEEKS[:1])
    assert (result.exit_code, actions(result)) == (1, [("A-2026-12-07", "failed")])
    assert json.loads((tmp_path / "remotes/pager.json").read_text("utf-8"))["items"] == []


def test_a_remote_that_shows_something_else_after_writing(tmp_path: Path) -> None:
    """It is read once more, because readings may be behind; then it is reported."""
    tool = remote(PAGER)
    read, times = tool.read, []

    def late(*window: object) -> object:
        times.append(1)
        items = read(*window)
        return [] if len(times) == 2 else items

    tool.read = late
    assert pushed(tmp_path, tool).exit_code == 0
    assert len(times) == 3

    def shifted(*window: object) -> object:
        return [i for i in read(*window) if i.user != "UB"] if tool.writes > 3 else read(*window)

    tool.read = shifted
    result = pushed(tmp_path, tool, TRADED)
    assert result.exit_code == 0
    assert there(tool)[1] == ("12-14 11", "UC")


@pytest.mark.parametrize("half", range(1, 8))
@pytest.mark.parametrize("traits", [PAGER, SHIFTS])
def test_a_push_that_was_killed_is_finished(half: int, traits: ToolTraits, tmp_path: Path) -> None:
    """Before or after any request: the ledger on the disk is enough to go on."""
    tool = remote(traits)
    tool.kill = half / 2
    for weeks in (WEEKS, TRADED):
        with contextlib.suppress(Killed):
            pushed(tmp_path, tool, weeks)
    assert tool.writes > half / 2 or tool.writes == half // 2
    tool.kill = None
    assert pushed(tmp_path, tool, TRADED).exit_code == 0
    assert [user for _, user in there(tool)] == ["UA", "UC", "UC"]
    assert pushed(tmp_path, tool, TRADED).rows == ()


def test_two_pushes_at_once(tmp_path: Path) -> None:
    """The second one is busy, with exit code 75; a dry run is not."""
    tool = remote(PAGER)
    (tmp_path / "remotes").mkdir()
    with taken_file(tmp_path / "remotes" / "pager.lock", "rotation push pager"):
        with pytest.raises(Busy, match="rotation push pager") as busy:
            pushed(tmp_path, tool)
        assert pushed(tmp_path, tool, dry_run=True).changes == 3
    assert busy.value.exit_code == 75
    assert pushed(tmp_path, tool).exit_code == 0


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Nothing is sent where the ledger could not be kept."""
    tool = remote(PAGER)
    (tmp_path / "remotes").write_text("in the way", encoding="utf-8")
    with pytest.raises(BadInput, match=r"pager\.lock: cannot be made"):
        pushed(tmp_path, tool)
    assert tool.requests == []


@pytest.mark.parametrize("broken", ["", '{"format": 1', "[]"])
def test_a_broken_ledger_stops_a_push(broken: str, tmp_path: Path) -> None:
    """Before anything is sent."""
    tool = remote(PAGER)
    pushed(tmp_path, tool)
    (tmp_path / "remotes" / "pager.json").write_text(broken, encoding="utf-8")
    writes = tool.writes
    with pytest.raises(BadInput, match=r"pager\.json"):
        pushed(tmp_path, tool, TRADED)
    assert tool.writes == writes


def test_a_lost_ledger(tmp_path: Path) -> None:
    """What is there stays somebody else's until it is adopted."""
    tool = remote(SHIFTS)
    pushed(tmp_path, tool)
    (tmp_path / "remotes" / "pager.json").unlink()
    lost = pushed(tmp_path, tool)
    assert (lost.rows, lost.already, lost.exit_code) == ((), 3, 0)
    assert lost.lines()[1:] == (
        "pager: 3 shifts are there already, by somebody else; if the ledger was lost, --adopt "
        "makes them ours",
    )
    result = pushed(tmp_path, tool, adopt=True)
    assert result.already == 0
    assert str(result).splitlines()[1] == (
        "A-2026-12-07, Mon 7 Dec 11:00 CET to Mon 14 Dec 11:00 CET: adopt, Ada Byron: "
        "it is there already, and ours from now on"
    )
    assert {action for _, action in actions(result)} == {"adopt"}
    assert pushed(tmp_path, tool, TRADED).exit_code == 0
    assert there(tool)[1] == ("12-14 11", "UC")


def test_a_track_that_moved_to_another_schedule(tmp_path: Path) -> None:
    """Its shifts move, and a schedule that is gone there keeps nothing from being pushed."""
    track = '[[track]]\nname = "B"\nhandover = "Wed 11:00"\n\n[[engineer]]'
    two = CONFIG.replace("[[engineer]]", track, 1)
    before = two.replace('A = "P1"', 'A = "P1", B = "P2"')
    after = two.replace('A = "P1"', 'A = "P3", B = "P2"')
    line = "B-2026-12-16,B,regular,2026-12-16T11:00+01:00,2026-12-23T11:00+01:00,ada,planned,0\n"

    def run(tool: FakeTool, config: str) -> Push:
        team(tmp_path, config=config)
        with (tmp_path / "published.csv").open("a", encoding="utf-8") as file:
            file.write(line)
        own = rotation.load(tmp_path)
        return push(own, "pager", NOW, environment={}, sleep=lambda _: None, tool=tool)

    for gone in (False, True):
        tool = remote(PAGER)
        assert run(tool, before).changes == 4
        tool.missing |= {"P1"} if gone else set()
        tool.items = {k: i for k, i in tool.items.items() if not gone or i.place != "P1"}
        assert run(tool, after).exit_code == 0
        living = [item.place for item in tool.items.values() if item.end > NOW]
        assert sorted(living) == ["P2", "P3", "P3", "P3"]
        assert run(tool, after).rows == ()
        (tmp_path / "remotes" / "pager.json").unlink()


def test_what_cannot_be_pushed(tmp_path: Path) -> None:
    """An unknown remote has the nearest name, and a rotation without a folder no ledger."""
    own = team(tmp_path)
    with pytest.raises(BadInput, match="did you mean 'pager'"):
        push(own, "pagr", NOW, environment={})
    with pytest.raises(BadInput, match="PAGER_TOKEN is not set"):
        push(own, "pager", NOW, environment={})
    made = type(own).from_dict(own.to_dict())
    with pytest.raises(BadInput, match="time zone"):
        push(own, "pager", NOW.replace(tzinfo=None), environment={})
    with pytest.raises(BadInput, match="no folder for the ledger"):
        push(made, "pager", NOW, environment={})


def test_pushing_never_solves() -> None:
    """The modules of remotes load no solver, no frames, and no HTTP before it is used."""
    code = (
        "import sys, rotation.remotes.pushing; "
        "print(sorted({'ortools', 'pandas', 'httpx2', 'caldav', 'google'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("dry_run", [True, False])
def test_two_people_who_are_one_there(tmp_path: Path, dry_run: bool) -> None:
    """Shifts of one would call the other: nothing is written, and both are named."""
    tool = remote(PAGER)
    both = CONFIG.replace('"cleo@example.com"', '"cleo@example.com"\nremote_ids = { pager = "UB" }')
    with pytest.raises(BadInput, match="Ben Bo, Cleo Laine are one person there, UB") as caught:
        pushed(tmp_path, tool, config=both, dry_run=dry_run)
    assert "remote_ids = { pager = ... }" in str(caught.value)
    assert tool.items == {}


def test_texts_of_a_remote_are_printable(tmp_path: Path) -> None:
    """What people or servers write cannot command the terminal of whoever pushes."""
    tool = remote(SHIFTS)
    pushed(tmp_path, tool)
    item = next(item for item in tool.items.values() if item.user == "UB")
    tool.edit(item, user='"\x1b[31mEve\u202e"', by="Mal\x1b[2Jlory")
    (row,) = pushed(tmp_path, tool).rows
    assert row.before == 'somebody else ("\\x1b[31mEve\\u202e")'
    assert "by Mal\\x1b[2Jlory: somebody else" in row.reason
    assert all(line.isprintable() for line in pushed(tmp_path, tool).lines())
