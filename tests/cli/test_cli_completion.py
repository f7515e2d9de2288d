"""What shells complete, and that nothing goes wrong aloud."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from cli_cases import Run, write_team
from tests.teams import TEAM, files_in, person

from rotation.cli import completion, folder_words
from rotation.cli.main import main

PUBLISHED = """A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,ada,planned
B-2026-11-04,B,regular,2026-11-04T11:00-05:00,2026-11-12T11:00-05:00,bela,planned
A-2026-09-07,A,regular,2026-09-07T11:00-04:00,2026-09-14T11:00-04:00,cleo,planned
"""
PEOPLE = ["ada", "bela", "cleo", "dora", "emil", "fay"]
SHIFTS = ["A-2026-11-02", "B-2026-11-04"]

Complete = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, with a team in `team` of which two shifts are ahead."""
    write_team(tmp_path / "team", published=PUBLISHED)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(folder_words, "today_in", lambda _: date(2026, 10, 30))
    return tmp_path


@pytest.fixture
def complete(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Complete:
    """Return a function that gives what bash is answered for words, the last being typed."""

    def ask(*words: str) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", " ".join(("rotation", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        monkeypatch.setenv(completion.VARIABLE, "bash_complete")
        assert main() == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        return [line.removeprefix("plain,") for line in printed.out.splitlines()]

    return ask


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("pl",), ["plan"]),
        (("trade", "s"), ["swap", "suggest"]),
        (("trade", "team", "s"), ["swap", "suggest"]),
        (("trade", "cover", "team", ""), SHIFTS),
        (("trade", "team", "cover", "B"), SHIFTS[1:]),
        (("trade", "cover", "team", "a-"), SHIFTS[:1]),
        (("trade", "cover", SHIFTS[0], "team", ""), PEOPLE),
        (("trade", "cover", "team", SHIFTS[0], "fay", ""), []),
        (("trade", "swap", SHIFTS[0], "team", "B"), SHIFTS[1:]),
        (("-C", "team", "trade", "cover", SHIFTS[0], "d"), ["dora"]),
        (("trade", "-C", "team", "suggest", ""), SHIFTS),
        (("why", "team", "Bela"), ["bela"]),
        (("leave", "team", "ada", "2026-11-0"), [f"2026-11-0{n}" for n in (1, 2, 3, 4, 5)]),
        (("who", "team", "--at", "2026-10-"), ["2026-10-30", "2026-10-31"]),
        (("plan", "team", "--month", ""), ["2026-09", "2026-10", "2026-11"]),
        (("plan", "team", "--month", "=", "2026-1"), ["2026-10", "2026-11"]),
        (("why", "--track", "B", "team", "fa"), ["fay"]),
        (("why", "team", "--track", ""), ["A", "B"]),
        (("volunteers", "open", "team", "--period", ""), ["'Christmas week'"]),
        (("volunteers", "open", "team", "--year", ""), ["2026"]),
        (("plan", "--format", ""), ["table", "json", "csv"]),
        (("who", "--format", ""), ["table", "json"]),
        (("fairness", "--by", "h"), ["hours", "holidays"]),
        (("plan", "--dry"), ["--dry-run"]),
        (("completion", ""), ["bash", "fish", "zsh"]),
        (("plan", ""), ["file,"]),
        (("plan", "--out", ""), ["dir,"]),
        (("sync", "ed"), ["file,ed"]),
        (("init", ""), ["dir,"]),
        (("-C", "te"), ["dir,te"]),
        (("plan", "-C", "te"), ["dir,te"]),
        (("-C", "team", "check", "t"), ["time_off.csv"]),
        (("-C", "team", "plan", "--out", ""), []),
        (("plan", "team", "more", "words"), []),
        (("plan", "--bogus", ""), ["file,"]),
        (("trade", "cover", "nowhere", ""), []),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_shell_is_answered(complete: Complete, words: tuple[str, ...], wanted: list[str]) -> None:
    """Commands, options, choices, people, shifts, days; files where the shell knows best."""
    assert complete(*words) == wanted


def test_people_without_an_id_have_theirs(complete: Complete, folder: Path) -> None:
    """An id that is made from the name is made as everywhere else."""
    name = '[[engineer]]\nname = "Łukasz Żak"\njoined = 2020-01-06\n'
    write_team(folder / "team", TEAM + name + person("Zoë Ash").replace('id = "zoë"\n', ""))
    assert complete("trade", "cover", "team", SHIFTS[0], "")[6:] == ["lukasz-zak", "zoe-ash"]
    assert complete("trade", "cover", "team", SHIFTS[0], "zoe") == ["zoe-ash"]
    assert complete("trade", "cover", "team", SHIFTS[0], "Zoë") == ["zoe-ash"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_a_script(run: Run, shell: str) -> None:
    """The script names the program, and asks with what `answer` answers to."""
    ran = run("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert f"{completion.VARIABLE}={shell}_complete" in ran.out
    assert "rotation" in ran.out
    path = shutil.which(shell)
    if path is not None:
        subprocess.run([path, "-n"], input=ran.out, text=True, check=True, timeout=60)


def test_no_other_shell_has_one(run: Run) -> None:
    """A shell that is not known is an error with the nearest."""
    ran = run("completion", "bsh")
    assert (ran.code, ran.out) == (2, "")
    assert "SHELL: 'bsh' is not known; did you mean bash?" in ran.err


BASH = """
eval "$(rotation completion bash)"
COMP_WORDS=(rotation -C team trade cover {shift} f) COMP_CWORD=6
_rotation_completion rotation
printf '%s\\n' "${{COMPREPLY[@]}}"
COMP_WORDS=(rotation volunteers open team --period "") COMP_CWORD=5
COMPREPLY=()
_rotation_completion rotation
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes(folder: Path) -> None:
    """In a real bash the words of the function are the answers, blanks quoted."""
    program = folder / "bin" / "rotation"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rotation "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    ran = subprocess.run(
        ["bash", "--norc", "-c", BASH.format(shift=SHIFTS[0])],
        env=os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert (ran.stdout, ran.stderr) == ("fay\n'Christmas week'\n", "")


@pytest.mark.parametrize(
    ("shell", "wanted"),
    [
        ("zsh", "plain\n--at=2026-11-02\nA-2026-11-02\n"),
        ("fish", "plain,--at=2026-11-02\tA-2026-11-02\n"),
    ],
)
def test_an_option_that_is_one_word_stays_one(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shell: str,
    wanted: str,
) -> None:
    """Zsh and fish replace `--at=2026-11-02` as a whole."""
    word = "--at=2026-11-02"
    monkeypatch.setenv("COMP_WORDS", f"rotation who team {word}")
    monkeypatch.setenv("COMP_CWORD", word if shell == "fish" else "3")
    monkeypatch.setenv(completion.VARIABLE, f"{shell}_complete")
    assert (main(), capsys.readouterr().out) == (0, wanted)


BROKEN = {
    "toml": ("rotation.toml", b"[[engineer\n"),
    "bytes": ("rotation.toml", b"\xff\xfe\x00"),
    "shape": ("rotation.toml", b'engineer = "x"\ntrack = [1]\nfiles = 3\nrotation = []\n'),
    "csv": ("published.csv", b'shift,start\n\x00"'),
    "no dates": ("published.csv", b"shift,start,end\nA,x,y\nB\n,,,,,,,,\n"),
    "zone": ("rotation.toml", b'[rotation]\ntimezone = "../../etc/passwd"\n'),
}


@pytest.mark.parametrize("kind", [*BROKEN, "pipe", "folder", "gone"])
def test_a_broken_folder_is_silent(complete: Complete, folder: Path, kind: str) -> None:
    """Whatever stands in the folder, the answer is shorter, and nothing is printed or written."""
    team = folder / "team"
    if kind in BROKEN:
        name, data = BROKEN[kind]
        (team / name).write_bytes(data)
    else:
        (team / "published.csv").unlink()
        (team / "rotation.toml").unlink()
    if kind == "pipe":
        os.mkfifo(team / "rotation.toml")
        os.mkfifo(team / "published.csv")
    if kind == "folder":
        (team / "rotation.toml").mkdir()
    before = [] if kind == "pipe" else files_in(folder)
    assert complete("trade", "cover", "-C", "team", "") in ([], SHIFTS)
    assert complete("trade", "cover", "-C", "team", SHIFTS[0], "") in ([], PEOPLE)
    assert complete("who", "-C", "team", "--at", "2026-10-30")[:1] in ([], ["2026-10-30"])
    assert complete("volunteers", "open", "-C", "team", "--period", "") in (
        [],
        ["'Christmas week'"],
    )
    assert kind == "pipe" or files_in(folder) == before


def test_what_a_killed_command_left_is_not_settled(complete: Complete, folder: Path) -> None:
    """A journal and a lock stay as they are: a TAB repairs nothing."""
    for name in (".rotation.journal", ".rotation.lock"):
        (folder / "team" / name).write_text("{}", encoding="utf-8")
    before = files_in(folder)
    assert complete("trade", "cover", "team", SHIFTS[0], "") == PEOPLE
    assert files_in(folder) == before


@pytest.mark.parametrize(
    "instruction", ["", "bash", "bash_bogus", "tcsh_complete", "bash_complete"]
)
def test_a_question_that_is_none_is_silent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], instruction: str
) -> None:
    """Unknown shells, and variables that are missing, are answered with nothing and 0."""
    monkeypatch.delenv("COMP_WORDS", raising=False)
    monkeypatch.setenv(completion.VARIABLE, instruction)
    assert main() == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("error", [RuntimeError("x"), KeyboardInterrupt()])
def test_whatever_happens_is_silent(
    complete: Complete, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """A bug of ours, or Ctrl-C, prints nothing amid what is typed."""

    def fail(path: Path) -> folder_words.FolderWords:
        raise error

    monkeypatch.setattr(folder_words.FolderWords, "of", fail)
    monkeypatch.setattr(completion, "close_off", lambda _: None)
    assert complete("trade", "cover", "team", "") == []


def test_the_end_of_a_long_plan_is_read(
    complete: Complete, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a plan that is longer than a shell waits for, the last lines are offered."""
    row = "A-{0},A,regular,2026-12-01T11:00-05:00,2026-12-08T11:00-05:00,ada,planned\n"
    rows = [row.format(number) for number in range(100, 200)]
    write_team(folder / "team", published="".join(rows))
    monkeypatch.setattr(folder_words, "_SCHEDULE_BYTES", len(rows[0]) * 3 + 1)
    assert complete("trade", "cover", "team", "") == ["A-197", "A-198", "A-199"]


def test_completion_loads_no_rotation(folder: Path) -> None:
    """A TAB imports neither the solver, pandas, rich nor what judges configurations."""
    script = (
        "import sys, rotation.cli.completion\nfrom rotation.cli.main import main\nmain()\n"
        "heavy = ('ortools', 'pandas', 'rich', 'icalendar', 'pydantic', 'rotation.api')\n"
        "print(*[name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    asked = {"COMP_WORDS": "rotation why team ", "COMP_CWORD": "3"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | asked | {completion.VARIABLE: "bash_complete"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "plain,ada\n" in ran.stdout
    assert ran.stderr == "\n"
