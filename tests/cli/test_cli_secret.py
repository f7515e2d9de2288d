"""`[calendar] secret_env` and `rotation feeds`: addresses that nobody can guess."""

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_cases import Ran, Run
from tests.teams import files_in

VARIABLE = "ROTATION_SECRET"
SECRET, OTHER = "correct horse battery", "staple and some letters"
TODAY = ("--today", "2026-10-20")
FORCE = ("--force", "--why", "test")
SHIFT, NEXT = "A-2026-11-02", "A-2026-11-09"
TOKEN = re.compile(r"[a-z2-7]{40}")


@pytest.fixture
def secret(copied: Path) -> Path:
    """Return a team that asks for a secret since its plan was published without one."""
    path = copied / "rotation.toml"
    text = path.read_text(encoding="utf-8")
    named = r'(?<=\[\[engineer\]\]\n)name = "(\w+)'
    text = re.sub(named, r'email = "\1@example.com"\n\g<0>', text)
    feed = '\n[[feed]]\nname = "pager"\nprofile = "grafana"\n'
    path.write_text(f'{text}\n[calendar]\nsecret_env = "{VARIABLE}"\n{feed}', encoding="utf-8")
    return copied


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without the variable; no power is cut, so nothing is synced."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("os.fsync", id)


def public(team: Path) -> dict[str, bytes]:
    """Return the files and folders of the published folder by name; folders end in `/`."""
    folder = team / "public"
    return {
        path.relative_to(folder).as_posix() + "/" * path.is_dir(): b""
        if path.is_dir()
        else path.read_bytes()
        for path in folder.rglob("*")
    }


def listed(run: Run, team: Path, *words: str) -> list[Mapping[str, str]]:
    ran = run("feeds", team, *words, "--format", "json")
    assert ran.code == 0, ran.err
    feeds: list[Mapping[str, str]] = json.loads(ran.out)["feeds"]
    return feeds


WRITING = {
    "publish": ("publish", ".", "--schedule", "out/schedule.csv"),
    "swap": ("trade", ".", "swap", SHIFT, NEXT, *FORCE),
    "cover": ("trade", ".", "cover", SHIFT, "fay", *FORCE),
    "leave": ("leave", ".", "ada", "2026-11-20", "--accept"),
    "sync": ("sync", ".", "public/schedule.ics", "--accept"),
    "replan": ("replan", ".", "--publish"),
    "repair": ("repair", "."),
}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        *((words, None) for words in WRITING.values()),
        *((WRITING["swap"], value) for value in ("", "too short", f" {SECRET}")),
    ],
    ids=[*WRITING, "empty", "short", "with a blank"],
)
def test_without_the_variable_nothing_is_written(
    secret: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    value: str | None,
) -> None:
    """Exit code 2, the variable by name, its value never, and every file as it was."""
    monkeypatch.chdir(secret)
    if value is not None:
        monkeypatch.setenv(VARIABLE, value)
    before = files_in(secret)
    ran = run(*words, *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert f"error: environment variable {VARIABLE}: " in ran.err
    assert files_in(secret) == before
    assert not value or value not in ran.err


@pytest.mark.parametrize(
    "words",
    [
        *(("who",), ("show",), ("notes",), ("check",), ("report", "--out", "out")),
        ("plan", "--month", "2027-01", "--effort", "1", "--out", "out"),
        ("trade", "suggest", SHIFT),
        ("trade", "swap", SHIFT, NEXT, *FORCE, "--dry-run"),
        *(("repair", "--dry-run"), ("volunteers", "open", "--out", "out")),
    ],
    ids=" ".join,
)
def test_what_publishes_nothing_needs_no_secret(
    secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Reading commands, dry runs and plans work without the variable."""
    monkeypatch.chdir(secret)
    ran = run(*words, *TODAY)
    assert VARIABLE not in ran.err
    assert ran.code in (0, 1)


def switched_on(secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Ran:
    monkeypatch.setenv(VARIABLE, SECRET)
    ran = run("publish", secret, "--schedule", secret / "out" / "schedule.csv", *TODAY)
    assert ran.code == 0, ran.err
    return ran


def test_everything_public_lies_under_tokens(
    secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publishing the same again moves all files; `feeds` lists each, and nothing else is there."""
    before = public(secret)
    ran = switched_on(secret, run, monkeypatch)
    after = public(secret)
    feeds = listed(run, secret)
    files = {name: data for name, data in after.items() if not name.endswith("/")}
    assert {feed["path"] for feed in feeds} == files.keys()
    assert [feed["kind"] for feed in feeds] == ["page", "team", "status", "feed"] + ["person"] * 6
    tokens = {feed["path"].partition("/")[0] for feed in feeds}
    assert all(TOKEN.fullmatch(token) for token in tokens)
    assert len(tokens) == 1 + 6
    for feed in feeds:
        token, _, name = feed["path"].partition("/")
        if name in before and name.endswith(".ics"):
            assert files[feed["path"]] == before[name]
        # No published file names an address, and no output does but that of `feeds`.
        assert not any(token.encode() in data for data in files.values())
        assert token not in ran.out + ran.err
    written = "Written: public/TOKEN/index.html, public/TOKEN/schedule.json, "
    assert written in " ".join(ran.out.split())


def test_the_secret_is_nowhere(
    secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """In no file, no output and no log of any command."""
    caplog.set_level(0)
    switched_on(secret, run, monkeypatch)
    monkeypatch.chdir(secret)
    texts = []
    for words in (*WRITING.values(), ("feeds", "."), ("who", "."), ("feeds", ".", "--person", "?")):
        ran = run(*words, *TODAY)
        texts += [ran.out, ran.err]
    data = [*files_in(secret).values(), *(text.encode() for text in texts), caplog.text.encode()]
    assert not any(SECRET.encode() in item for item in data)


def test_a_trade_stays_at_the_addresses(
    secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same secret gives the same addresses, whatever changes; a reader sees no difference."""
    switched_on(secret, run, monkeypatch)
    before = public(secret)
    assert run("trade", secret, "swap", SHIFT, NEXT, *FORCE, *TODAY).code == 0
    assert public(secret).keys() == before.keys()
    assert public(secret) != before
    monkeypatch.delenv(VARIABLE)
    assert "public/" not in run("who", secret, *TODAY).err


@pytest.mark.parametrize("command", ["swap", "publish", "repair"])
def test_a_new_secret_removes_the_old_files(
    secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Whatever command writes next; the old folders go as well, and all names are others."""
    switched_on(secret, run, monkeypatch)
    monkeypatch.chdir(secret)
    before = public(secret)
    monkeypatch.setenv(VARIABLE, OTHER)
    assert run(*WRITING[command], *TODAY).code == 0
    after = public(secret)
    assert before.keys().isdisjoint(after)
    assert len(after) == len(before)
    assert {feed["path"] for feed in listed(run, secret)} <= after.keys()


def test_without_secret_env_the_old_names_are_back(
    secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` says that files lie at old addresses; the next command moves them."""
    plain = public(secret)
    switched_on(secret, run, monkeypatch)
    path = secret / "rotation.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'secret_env = "{VARIABLE}"', ""), encoding="utf-8")
    ran = run("who", secret, *TODAY)
    assert "warning: public/TOKEN/index.html: lies at an old address" in ran.err
    assert run("repair", secret, *TODAY).code == 0
    assert public(secret).keys() == {*plain, "feeds/", "feeds/pager.ics"}
    assert run("who", secret, *TODAY).err == ""


def test_files_of_others_stay(secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever we did not write: pages and calendars of others, folders that look like ours."""
    folder = secret / "public"
    foreign = {
        "CNAME": b"on-call.example.com",
        "robots.txt": b"Disallow: /",
        "people/guest.ics": b"BEGIN:VCALENDAR\r\nNAME:Guests\r\nEND:VCALENDAR\r\n",
        "people/photo.png": b"png",
        f"{'a' * 40}/index.html": b"somebody's",
        f"{'b' * 39}/people/ada.ics": b"somebody's",
        "index.html": b"<title>Welcome</title>",
        "schedule.json": b'{"calendar_id": "another"}',
    }
    for name, data in foreign.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    for value in (SECRET, OTHER):
        monkeypatch.setenv(VARIABLE, value)
        assert run("repair", secret, *TODAY).code == 0
        now = public(secret)
        assert {name: now[name] for name in foreign} == foreign
        assert not {"schedule.ics", "people/ada.ics"} & now.keys()


def test_a_feed_that_is_gone_is_removed(
    secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pager would go on paging whoever stands in it."""
    path = secret / "rotation.toml"
    text = path.read_text(encoding="utf-8").replace(f'secret_env = "{VARIABLE}"', "")
    path.write_text(text, encoding="utf-8")
    assert "public/feeds/pager.ics: is missing" in run("who", secret, *TODAY).err
    assert run("repair", secret, *TODAY).code == 0
    assert "feeds/pager.ics" in public(secret)
    path.write_text(text.partition("[[feed]]")[0], encoding="utf-8")
    assert "public/feeds/pager.ics: is of a feed that is gone" in run("who", secret, *TODAY).err
    assert run("trade", secret, "swap", SHIFT, NEXT, *FORCE, *TODAY).code == 0
    assert not {"feeds/pager.ics", "feeds/"} & public(secret).keys()
    del monkeypatch


def test_a_folder_elsewhere_moves_as_well(
    secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`public` may be anywhere; no token is printed, and no folder stays."""
    elsewhere = tmp_path / "elsewhere" / "public"
    shutil.copytree(secret / "public", elsewhere)
    path = secret / "rotation.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[files]", f'[files]\npublic = "{elsewhere}"'), encoding="utf-8")
    for value in (SECRET, OTHER):
        monkeypatch.setenv(VARIABLE, value)
        written = json.loads(run("repair", secret, *TODAY, "--format", "json").out)["written"]
        assert f"{elsewhere.as_posix()}/TOKEN/people/ada.ics" in written
        files = {
            path.relative_to(elsewhere).as_posix()
            for path in elsewhere.rglob("*")
            if not path.is_dir()
        }
        assert files == {feed["path"] for feed in listed(run, secret)}
        assert len(list(elsewhere.iterdir())) == 1 + 6


def test_a_file_in_the_way_names_no_token(
    secret: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said of a file that cannot be written has TOKEN in its place."""
    switched_on(secret, run, monkeypatch)
    (page,) = (feed["path"] for feed in listed(run, secret) if feed["kind"] == "page")
    path = secret / "public" / page
    path.unlink()
    os.mkfifo(path)
    ran = run("trade", secret, "swap", SHIFT, NEXT, *FORCE, *TODAY)
    assert ran.code == 2
    assert "/public/TOKEN/index.html: is a pipe, not a file" in ran.err
    assert page.partition("/")[0] not in ran.err


def test_feeds_without_a_secret(copied: Path, run: Run) -> None:
    """The plain names, as a table, as CSV and for one person."""
    table = run("feeds", copied)
    assert "Ada Byron" in table.out
    assert "people/ada.ics" in table.out
    rows = list(csv.DictReader(io.StringIO(run("feeds", copied, "--format", "csv").out)))
    assert {row["path"] for row in rows} == {n for n in public(copied) if not n.endswith("/")}
    (mine,) = listed(run, copied, "--person", "Ada Byron")
    assert (mine["kind"], mine["id"]) == ("person", "ada")
    assert run("feeds", copied, "--quiet").out == ""
    nobody = run("feeds", copied, "--person", "zoe")
    assert (nobody.code, nobody.out) == (2, "")


def test_a_secret_in_place_of_a_variable_is_not_repeated(copied: Path, run: Run) -> None:
    """Who writes the secret itself into the file does not find it in a log."""
    path = copied / "rotation.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[calendar]\nsecret_env = "{SECRET}"\n', encoding="utf-8")
    ran = run("check", copied, *TODAY)
    assert ran.code == 2
    assert "calendar.secret_env: is no name of an environment variable" in ran.err
    assert SECRET not in ran.out + ran.err
