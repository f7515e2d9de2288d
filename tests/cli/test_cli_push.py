"""`rotation push` and `rotation remote check` at a terminal."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cli_cases import Run
from tests.remotes.fake_tool import PAGER, FakeTool
from tests.remotes.pushed_team import CONFIG, NOW, remote, team

from rotation.errors import Busy
from rotation.export.lock import taken
from rotation.remotes.failures import Denied
from rotation.remotes.tool import PlaceReport

TODAY = "--today=2026-12-09"
TWO = CONFIG + CONFIG[CONFIG.index("[[remote]]") :].replace('"pager"', '"spare"')


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTool:
    """Return a fake remote in place of that of a folder, which is the present one."""
    made = remote(replace(PAGER, cuts=True))
    for module in ("pushing", "checked", "pulling"):
        monkeypatch.setattr(f"rotation.remotes.{module}.open_tool", lambda *_: made)
    monkeypatch.setattr("rotation.cli.remotes.now_in", lambda _: NOW)
    monkeypatch.setattr("rotation.remotes.pushing._PAUSE_S", 0)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    team(tmp_path)
    return made


def test_the_first_push(tool: FakeTool, run: Run) -> None:
    """Names, local times and reasons, in a dry run as in the push."""
    dry = run("push", "pager", "--dry-run")
    assert dry.code == 0
    assert "pager: 3 shifts would change there" in dry.out
    assert tool.requests == ["read"]
    done = run("push")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1:] == dry.out.splitlines()[1:]
    assert "Ada Byron" in done.out
    assert "Mon 14 Dec 11:00" in done.out
    assert "P1" not in done.out
    again = run("push")
    assert (again.code, again.out) == (0, "pager: nothing to write\n")


def test_a_push_as_json(tool: FakeTool, run: Run) -> None:
    """The rows as values, for scripts."""
    (document,) = json.loads(run("push", ".", "pager", "--format", "json").out)
    assert (document["remote"], document["done"]) == ("pager", True)
    assert [(row["shift"], row["after"]) for row in document["shifts"]] == [
        ("A-2026-12-07", "Ada Byron"),
        ("A-2026-12-14", "Ben Bo"),
        ("A-2026-12-21", "Cleo Laine"),
    ]


def test_what_waits_for_a_person(tool: FakeTool, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1, a warning, and the ids of the tool with --verbose."""
    run("push")
    (item,) = (i for i in tool.items.values() if i.user == "UB")
    del tool.items[item.place, item.id]
    monkeypatch.setenv("COLUMNS", "80")
    narrow = run("push").out.splitlines()
    assert narrow[-1] == "A-2026-12-14: deleted in pager; --ours creates it again"
    cells = " ".join(narrow[-2].split())
    assert cells == "A-2026-12-14 Mon 14 Dec 11:00 Mon 21 Dec 11:00 Ben Bo decide"
    monkeypatch.setenv("COLUMNS", "200")
    ran = run("push", "--verbose")
    assert ran.code == 1
    assert "deleted in pager; --ours creates it again" in ran.out
    assert item.id in ran.out
    assert ran.err == "warning: pager: 1 shift waits for somebody to decide\n"
    assert run("push", "--ours").code == 0
    assert run("push").out == "pager: nothing to write\n"


def test_what_people_changed_is_pulled(tool: FakeTool, run: Run, tmp_path: Path) -> None:
    """As a trade with the remote as its reason; afterwards both sides say the same."""
    run("push")
    (item,) = (i for i in tool.items.values() if i.user == "UB")
    tool.items[item.place, item.id] = replace(item, user="UC")
    dry = run("pull", TODAY, "--dry-run")
    assert (dry.code, (tmp_path / "trades.csv").exists()) == (0, False)
    assert "A-2026-12-14: Cleo Laine in place of Ben Bo" in dry.out
    assert run("pull", "pager", TODAY).code == 1  # nobody is asked without a terminal
    done = run("pull", "pager", TODAY, "--accept")
    assert (done.code, "Cleo Laine in place of Ben Bo" in done.out) == (0, True)
    assert "remote pager" in (tmp_path / "trades.csv").read_text("utf-8")
    assert run("push").code == 0
    assert run("push").out == "pager: nothing to write\n"
    assert run("pull", TODAY, "--accept").code == 0


def test_the_folder_is_free_while_a_remote_is_read(
    tool: FakeTool, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others may work there then; what they change ends the pull (X12), which writes nothing."""
    run("push")
    (item,) = (i for i in tool.items.values() if i.user == "UB")
    tool.items[item.place, item.id] = replace(item, user="UC")
    plan, read = tmp_path / "published.csv", tool.read

    def read_beside_another(*arguments: object) -> object:
        with taken(tmp_path, "rotation trade"):
            text = plan.read_text(encoding="utf-8")
            plan.write_text(text.replace(",cleo,", ",ada,"), encoding="utf-8")
        return read(*arguments)

    monkeypatch.setattr(tool, "read", read_beside_another)
    ran = run("pull", TODAY, "--accept")
    assert ran.code == Busy.exit_code
    assert "its files were changed meanwhile, and nothing was written; try again" in ran.err
    assert not (tmp_path / "trades.csv").exists()
    assert run("pull", TODAY, "--accept").code == 0


def test_one_remote_is_pulled(tool: FakeTool, run: Run) -> None:
    """Of several, one has to be named."""
    Path("rotation.toml").write_text(TWO, encoding="utf-8")
    ran = run("pull", TODAY)
    assert ran.code == 2
    assert "there are several remotes: pager, spare; name one of them" in ran.err


def test_several_remotes(tool: FakeTool, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """All without a name; one that fails keeps no other from being pushed to."""
    Path("rotation.toml").write_text(TWO.replace('A = "P1"', 'A = "P2"'), encoding="utf-8")

    def opened(_: object, own: object, __: object) -> FakeTool:
        if own.name == "pager":
            raise Denied("GET /users: 401 Unauthorized")
        return tool

    monkeypatch.setattr("rotation.remotes.pushing.open_tool", opened)
    ran = run("push")
    assert ran.code == 2
    assert "error: pager: GET /users: 401 Unauthorized" in ran.err
    assert "spare: 3 shifts changed there" in ran.out
    assert run("push", "spare").code == 0
    alone = run("push", "pager")
    assert (alone.code, alone.err) == (2, "error: pager: GET /users: 401 Unauthorized\n")
    monkeypatch.setattr("rotation.remotes.checked.open_tool", opened)
    check = run("remote", "check")
    assert (check.code, check.err) == (2, alone.err)
    assert "spare: works" in check.out


def test_a_schedule_that_does_not_exist(tool: FakeTool, run: Run) -> None:
    """The push names the remote, and the command that shows what is missing."""
    tool.missing.add("P1")
    ran = run("push")
    assert ran.code == 2
    assert ran.err == (
        "error: pager: schedule P1 does not exist; `rotation remote check` shows what is missing\n"
    )


def test_a_folder_in_use_is_busy(tool: FakeTool, run: Run, tmp_path: Path) -> None:
    """Another command is at work in it: run the push again."""
    with taken(tmp_path, "rotation publish"):
        ran = run("push")
    assert ran.code == Busy.exit_code
    assert "rotation publish" in ran.err
    assert tool.requests == []


def test_no_remote(tool: FakeTool, run: Run, tmp_path: Path) -> None:
    """The fix is named, and so is the nearest remote."""
    assert "did you mean 'pager'" in run("push", "pagr").err
    team(tmp_path, config=CONFIG[: CONFIG.index("[[remote]]")])
    ran = run("push")
    assert ran.code == 2
    assert "there is no remote; add a [[remote]] table" in ran.err


def test_a_remote_is_checked(tool: FakeTool, run: Run) -> None:
    """Places, people and the window; nothing is written."""
    ran = run("remote", "check")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "pager: works; pushed is what is published until Sun 7 Feb 2027 13:00 CET",
        "track A: 'Schedule P1'; UTC",
        "3 of 3 people are known there",
    ]
    del tool.known["ben@example.com"]
    tool.known["ben@exampel.com"] = "UB"
    ran = run("remote", "check", "pager")
    assert ran.code == 1
    assert "Ben Bo: pager has nobody, or several people, with Ben@Example.com" in ran.out
    assert "is it ben@exampel.com?" in ran.out
    tool.missing.add("P1")
    ran = run("remote", ".", "check")
    assert ran.code == 2
    assert "'P1' does not exist" in ran.out
    (document,) = json.loads(run("remote", "check", "--format", "json").out)
    assert [check["good"] for check in document["checks"]] == [False, True, False, True]
    assert tool.requests == []


def test_a_place_with_remarks(tool: FakeTool, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person should know of it is printed."""
    report = PlaceReport("P1", "On call", "Europe/Berlin", ("the token expires",), read_only=True)
    monkeypatch.setattr(tool, "places", lambda _: [report])
    out = run("remote", "check").out
    assert "'On call' cannot be written; Europe/Berlin; the token expires" in out
