"""`rotation fleet push`, to fake remotes."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from cli_cases import Run
from tests.remotes.fake_tool import PAGER, FakeTool
from tests.remotes.pushed_team import CONFIG, NOW, remote, team

from rotation import Rotation
from rotation.export.lock import taken
from rotation.model.remotes import Remote
from rotation.remotes.failures import Unavailable

TEAMS = ("a", "b/c", "d")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, FakeTool]:
    """Return a fake remote of each team; the last team has none, and the first is not reached."""
    made = {name: remote(replace(PAGER, cuts=True)) for name in TEAMS}

    def opened(rotation: Rotation, own: Remote, environment: Mapping[str, str]) -> FakeTool:
        del own
        assert environment is os.environ  # only this process has the secrets
        name = Path(rotation.places.folder).relative_to(tmp_path).as_posix()
        if name == "a":
            raise Unavailable("GET /schedules: no answer")
        return made[name]

    for name in TEAMS:
        (tmp_path / name).mkdir(parents=True)
        team(
            tmp_path / name, config=CONFIG[: CONFIG.index("[[remote]]")] if name == "d" else CONFIG
        )
    monkeypatch.setattr("rotation.remotes.pushing.open_tool", opened)
    monkeypatch.setattr("rotation.cli.fleet_push.now_in", lambda _: NOW)
    monkeypatch.setattr("rotation.remotes.pushing._PAUSE_S", 0)
    monkeypatch.setenv("COLUMNS", "80")
    return made


def test_a_remote_out_of_reach_stops_no_other(
    tools: Mapping[str, FakeTool], tmp_path: Path, run: Run
) -> None:
    """Its code is that of the fleet; a dry run shows the same; nothing is written twice (D50)."""
    dry = run("fleet", "push", tmp_path, "--dry-run")
    assert (dry.code, tools["b/c"].requests) == (75, ["read"])
    assert dry.out.endswith(
        "3 teams, 3 shifts would change there, 1 failed, 1 without a remote\n"
        "Nothing was written (--dry-run).\n"
    )
    ran = run("fleet", "push", tmp_path)
    assert ran.code == 75
    head, _, first, second, summary = ran.out.strip().splitlines()
    assert head.split() == ["Team", "Remote", "Written", "Changed", "Deleted", "Waiting"]
    assert first.split() == ["a", "pager", "failed"]
    assert second.split() == ["b/c", "pager", "3", "0", "0", "0"]
    assert summary == "3 teams, 3 shifts changed there, 1 failed, 1 without a remote"
    assert ran.err == "error: a: GET /schedules: no answer\n"
    assert (tmp_path / "b/c/remotes").is_dir()
    again = run("fleet", "push", tmp_path, "--format", "csv").out.splitlines()
    assert again[0] == "team,remote,exit_code,written,changed,deleted,waiting,problem"
    assert again[1:] == ["a,pager,75,0,0,0,0,GET /schedules: no answer", "b/c,pager,0,0,0,0,0,"]


def test_what_waits_and_who_is_busy(
    tools: Mapping[str, FakeTool], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What people deleted there is theirs to decide; a team in use is tried again later (75)."""
    run("fleet", "push", tmp_path, "--quiet")
    (item,) = (i for i in tools["b/c"].items.values() if i.user == "UB")
    del tools["b/c"].items[item.place, item.id]
    (tmp_path / "a/rotation.toml").unlink()
    ran = run("fleet", "push", tmp_path, "--format", "json")
    assert ran.code == 1
    assert ran.err == "warning: b/c: pager: 1 shift waits for somebody to decide\n"
    document = json.loads(ran.out)
    assert (document["done"], document["without"]) == (False, ["d"])
    (row,) = document["pushes"]
    assert (row["waiting"], row["exit_code"]) == (1, 1)
    monkeypatch.setenv("NO_COLOR", "1")
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    following = run("fleet", "push", tmp_path).err.splitlines()[-1]
    assert following == f"Next: rotation pull {tmp_path}/b/c pager --dry-run"
    with taken(tmp_path / "b/c", "rotation plan"):
        busy = run("fleet", "push", tmp_path)
    assert busy.code == 75
    assert "rotation plan (process" in busy.err


def test_a_fleet_without_remotes_is_an_error(tmp_path: Path, run: Run) -> None:
    """A forgotten table is not a push of nothing."""
    (tmp_path / "x").mkdir()
    team(tmp_path / "x", config=CONFIG[: CONFIG.index("[[remote]]")])
    ran = run("fleet", "push", tmp_path)
    assert ran.code == 2
    assert "no team has a remote; add a table `remote` to a rotation.toml" in ran.err
