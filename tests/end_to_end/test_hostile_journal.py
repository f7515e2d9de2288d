"""A journal is input: a cloned repository overwrites nothing through a command that reads."""

import json
import os
import shutil
import signal
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from killed_cases import (
    FIRST,
    FORCE,
    SECOND,
    SHORTER,
    TODAY,
    Tree,
    Workshop,
    kill_at,
    run_here,
    tree,
)

from rotation.export.lock import LOCK
from rotation.journal import JOURNAL, STAGING

VICTIM = b"precious"


@pytest.fixture
def clone(workshop: Workshop) -> Path:
    """Return a team whose swap was killed half-way, with somebody's files beside it."""
    workshop.put((workshop.published, {}))
    words = ["trade", str(workshop.team), "swap", FIRST, SECOND, *TODAY, *FORCE]
    steps: list[str] = []
    run_here(words, steps.append)
    workshop.put((workshop.published, {"home": None}))
    assert kill_at(words, steps.index("replace schedule.ics")) == -signal.SIGKILL
    home = workshop.elsewhere / "home"
    for name in ("schedule.ics", "plan.json", "victim"):
        (home / name).write_bytes(VICTIM)
    (home / "trades.csv").write_text("trade,when,shift,start,end,from,to,revision\n", "utf-8")
    for name in ("notes.txt", ".envrc"):
        (workshop.team / name).write_bytes(VICTIM)
    return workshop.team


def first(document: Any) -> Any:
    """Return what a journal says of its first file that has not been replaced."""
    return next(f for f in document["folders"][0]["files"] if f["name"].endswith("schedule.ics"))


def renamed(name: str) -> Callable[[Any, Path], None]:
    """Return a change of the name of the file that is still staged."""

    def change(document: Any, home: Path) -> None:
        staged = first(document)
        staged["name"] = name.replace("HOME", str(home))

    return change


def moved(path: str) -> Callable[[Any, Path], None]:
    """Return a change of the folder that a journal is about."""

    def change(document: Any, home: Path) -> None:
        document["folders"][0]["path"] = path.replace("HOME", str(home))

    return change


def other(**named: object) -> Callable[[Any, Path], None]:
    """Return a change of what a journal says of itself."""

    def change(document: Any, home: Path) -> None:
        del home
        document.update(named)

    return change


WRITINGS = {
    "a name that climbs": renamed("../elsewhere/victim"),
    "a name that climbs inside": renamed("public/../../victim"),
    "an absolute name": renamed("HOME/victim"),
    "the configuration": renamed("rotation.toml"),
    "any file": renamed("notes.txt"),
    "a hidden file": renamed(".envrc"),
    "what git keeps": renamed(".git/config"),
    "a hidden file of the output": renamed("out/.git/hooks/pre-commit"),
    "a calendar that is none of ours": renamed("public/people/x/y.ics"),
    "a folder that is no token": renamed(f"public/{'a' * 39}/people/x.ics"),
    "a token that is a file": renamed(f"public/{'a' * 40}"),
    "a page among the calendars": renamed("public/index.html"),
    "the output folder itself": renamed("out"),
    "no name": renamed(""),
    "a full stop": renamed("."),
    "two slashes": renamed("public//schedule.ics"),
    "a NUL": renamed("public/\0.ics"),
    "a folder above": moved(".."),
    "a folder that climbs": moved("public/../.."),
    "somebody's folder": moved("HOME"),
    "the root": moved("/"),
    "no folder": moved(""),
    "a lower phase with files": other(phase="unheard of"),
    "another format": other(format=2),
    "an id that is a path": other(id="../../../home"),
    "a configuration elsewhere": other(config="../elsewhere/rotation.toml"),
    "no folders": other(folders=7),
    "who is not text": other(who=["rm"]),
}


@pytest.mark.parametrize("change", WRITINGS.values(), ids=WRITINGS)
def test_what_the_configuration_does_not_give_is_not_touched(
    clone: Path, workshop: Workshop, change: Callable[[Any, Path], None]
) -> None:
    """Whatever a journal names: one warning, the exit code of always, and nothing is touched."""
    home = workshop.elsewhere / "home"
    document = json.loads((clone / JOURNAL).read_bytes())
    change(document, home)
    (clone / JOURNAL).write_text(json.dumps(document), encoding="utf-8")
    untouched(clone, workshop)


def untouched(clone: Path, workshop: Workshop) -> None:
    """Let commands of every kind run: those that read say so once, one that writes is refused."""
    (clone / LOCK).unlink(missing_ok=True)
    before = workshop.now()
    for words in (["who", "--today", "2026-11-03"], ["publish", *TODAY, "--dry-run"]):
        ran = run_here([*words, str(clone)])
        assert ran.code == 0, ran.err
        assert ran.err.startswith(f"warning: {JOURNAL}: "), ran.err
        assert ran.err.count("\n") == 1
        assert workshop.now() == before
    ran = run_here(["trade", str(clone), "swap", FIRST, SECOND, *TODAY, *FORCE])
    assert ran.code == 2
    assert "nothing was changed" in ran.err
    assert workshop.now() == before


def _linked_public(clone: Path, home: Path) -> None:
    shutil.move(clone / "public", home / "public")
    (clone / "public").symlink_to(home / "public")


def _linked_file(clone: Path, home: Path) -> None:
    (clone / "trades.csv").symlink_to(home / "trades.csv")


def _linked_staging(clone: Path, home: Path) -> None:
    (staging,) = clone.glob(f"{STAGING}*")
    shutil.move(staging, home / staging.name)
    staging.symlink_to(home / staging.name)


def _linked_inside(clone: Path, home: Path) -> None:
    (staging,) = clone.glob(f"{STAGING}*")
    for part in ("new", "old"):
        shutil.move(staging / part / "public", home / part)
        (staging / part / "public").symlink_to(home / part)


def _linked_journal(clone: Path, home: Path) -> None:
    shutil.move(clone / JOURNAL, home / "journal")
    (clone / JOURNAL).symlink_to(home / "journal")


def _piped_journal(clone: Path, home: Path) -> None:
    del home
    (clone / JOURNAL).unlink()
    os.mkfifo(clone / JOURNAL)


def _large_journal(clone: Path, home: Path) -> None:
    del home
    (clone / JOURNAL).write_bytes(b" " * 5_000_000)


def _nested_journal(clone: Path, home: Path) -> None:
    del home
    (clone / JOURNAL).write_bytes(b"[" * 100_000)


def _folder_for_a_file(clone: Path, home: Path) -> None:
    del home
    (clone / "public" / "schedule.ics").unlink()
    (clone / "public" / "schedule.ics").mkdir()


ARRANGEMENTS = {
    "calendars behind a link": _linked_public,
    "a file that is a link": _linked_file,
    "a staging folder that is a link": _linked_staging,
    "links inside the staging folder": _linked_inside,
    "a journal that is a link": _linked_journal,
    "a journal that is a pipe": _piped_journal,
    "a journal that is large": _large_journal,
    "a journal that is deep": _nested_journal,
    "a folder in the place of a file": _folder_for_a_file,
}


@pytest.mark.parametrize("arrange", ARRANGEMENTS.values(), ids=ARRANGEMENTS)
def test_links_and_what_is_no_file_are_not_followed(
    clone: Path, workshop: Workshop, arrange: Callable[[Path, Path], None]
) -> None:
    """Nothing is read or written through a link, and only regular files are."""
    arrange(clone, workshop.elsewhere / "home")
    untouched(clone, workshop)


@pytest.mark.parametrize("name", [LOCK, f"{JOURNAL}.new"])
def test_a_link_in_the_place_of_our_files_is_not_written_through(
    workshop: Workshop, name: str
) -> None:
    """A clone brings `.rotation.lock` as a link to somebody's file: that stays as it is."""
    workshop.put((workshop.published, {"home": None}))
    victim = workshop.elsewhere / "home" / "victim"
    victim.write_bytes(VICTIM)
    (workshop.team / name).symlink_to(victim)
    assert run_here(["who", str(workshop.team), "--today", "2026-11-03"]).code == 0
    run_here(["trade", str(workshop.team), "swap", FIRST, SECOND, *TODAY, *FORCE])
    assert victim.read_bytes() == VICTIM


@pytest.mark.parametrize("copied", [False, True])
def test_a_folder_the_configuration_does_not_give_is_believed_by_its_staging(
    workshop: Workshop, copied: bool
) -> None:
    """`--out ELSEWHERE`: settled by the staging folder that was made there, not by a copy of it."""
    workshop.put((workshop.published, {"out": None}))
    out = workshop.elsewhere / "out"
    words = ["plan", str(workshop.team), *SHORTER, *TODAY, "--out", str(out)]
    steps: list[str] = []
    run_here(words, steps.append)
    after: Tree = tree(out)
    workshop.put((workshop.published, {"out": None}))
    assert kill_at(words, steps.index("replace plan.json")) == -signal.SIGKILL
    before = tree(out)
    if copied:
        (staging,) = out.glob(f"{STAGING}*")
        shutil.copytree(staging, out / "aside")
        shutil.rmtree(staging)
        (out / "aside").rename(staging)
    ran = run_here(["who", str(workshop.team), "--today", "2026-11-03"])
    assert ran.code == 0
    assert tree(out) == (before if copied else after)
    assert ran.err.startswith(f"warning: {JOURNAL}: " if copied else "note: rotation plan ")


def test_a_clone_with_somebody_s_folder_in_its_configuration_changes_nothing_there(
    clone: Path, workshop: Workshop
) -> None:
    """A configuration may give a folder outside: without a staging folder in it nothing happens."""
    home = workshop.elsewhere / "home"
    text = (clone / "rotation.toml").read_text(encoding="utf-8")
    named = f'[files]\npublic = "{home}"\ntrades = "{home}/trades.csv"\n'
    (clone / "rotation.toml").write_text(text.replace("[files]\n", named), encoding="utf-8")
    document = json.loads((clone / JOURNAL).read_bytes())
    folder = document["folders"][0]
    folder["path"] = str(home)
    known = sha256(VICTIM).hexdigest()  # nothing would be lost by undoing it, the journal says
    folder["files"] = [{**first(document), "name": "schedule.ics", "old": None, "new": known}]
    folder["files"].append({**folder["files"][0], "name": "people/ada.ics", "new": "0" * 64})
    (clone / JOURNAL).write_text(json.dumps(document), encoding="utf-8")
    before = workshop.now()
    (clone / LOCK).unlink()
    with patch("rotation.config.team_files.read_trades", return_value=[]):
        run_here(["who", str(clone), "--today", "2026-11-03"])
    assert workshop.now()[1] == before[1]
