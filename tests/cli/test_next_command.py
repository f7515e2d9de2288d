"""The last line at a terminal: the command that usually follows (O31)."""

import os
import pty
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_cases import HEAD, NOVEMBER, Ran, Run, write_team
from test_cli_printable import LINES, UNDATED
from tests.teams import CHRISTMAS, NAMES, PEOPLE, TRACKS, person

from rotation.cli.next_command import after_push, after_remote_check
from rotation.cli.options import Options

TODAY = ("--today", "2026-09-20")
NOVEMBER_9 = "2026-11-09T11:00-05:00,2026-11-16T11:00-05:00"


@pytest.fixture
def typed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command where both streams are a terminal without colours."""
    monkeypatch.setenv("NO_COLOR", "1")

    def at_terminal(*arguments: object) -> Ran:
        with monkeypatch.context() as patched:
            patched.setattr(sys.stdout, "isatty", lambda: True)
            patched.setattr(sys.stderr, "isatty", lambda: True)
            return run(*arguments)

    return at_terminal


def following(ran: Ran) -> str:
    """Return the command that the last line names."""
    *_, last = ran.err.splitlines()
    assert last.startswith("Next: "), ran.err
    return last.removeprefix("Next: ")


def plain(text: str) -> list[str]:
    """Return the words of a text, without bold type."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text).split()


def words_of(command: str) -> list[str]:
    """Return the arguments of a command line, as a shell would."""
    first, *words = shlex.split(command)
    assert first == "rotation", command
    return words


def holder(team: Path, shift: str) -> str:
    """Return who is published for a shift."""
    lines = (team / "published.csv").read_text(encoding="utf-8").splitlines()
    return next(line.split(",")[5] for line in lines if line.startswith(shift))


@pytest.fixture(scope="module")
def solved() -> set[str]:
    """Return the commands that solve and were run as the next one: once is enough."""
    return set()


REMOTE = {"push", "pull", "remote check", "remote document", "fleet push"}
"""Commands that ask a server; what follows them is looked at by itself."""


@pytest.mark.parametrize("name", [name for name in LINES if name not in REMOTE])
def test_every_command_names_one_that_runs(
    name: str, copied: Path, typed: Run, monkeypatch: pytest.MonkeyPatch, solved: set[str]
) -> None:
    """It can be pasted as it is; that a person must act is no failure."""
    monkeypatch.chdir(copied)
    shutil.copy("out/schedule.csv", "schedule.csv")
    rows = "".join(f"2026-10-{day:02},Ada Byron\n" for day in (5, 12, 19, 26))
    (copied / "rota.csv").write_text(f"Week,Primary\n{rows}", encoding="utf-8")
    line = {
        "init": "new",
        "import": LINES["import"].removesuffix(" --dry-run"),
        "volunteers open": "--out out --dry-run",
        "why": f"{holder(copied, 'A-2026-11-02')} 2026-11-03 --published --track A",
    }.get(name, LINES[name])
    ran = typed(*f"{name} {line}".split(), *(() if name in UNDATED else ("--today", "2026-10-20")))
    assert ran.code in {0, 1}
    command = following(ran)
    if name == "completion":
        assert command == 'eval "$(rotation completion bash)"'
        return
    assert ("--today 2026-10-20" in command) == (name not in UNDATED)
    act, *words = words_of(command)
    if act in solved:
        return
    if act in {"plan", "explain", "compromises", "replan"}:
        solved.add(act)
        words += ["--effort", "1"]
    after = typed(act, *words)
    assert after.code in {0, 1}, (command, after.err)


def test_nothing_else_changes_at_a_terminal(
    copied: Path, typed: Run, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs get no line: neither in a pipe nor with --quiet, json or csv."""
    monkeypatch.setenv("COLUMNS", "100")
    line = ("show", copied, "--since", "2026-11-02", *TODAY)
    shown = typed(*line)
    assert following(shown) == f"rotation report {copied} --today 2026-09-20"
    for words in (("--quiet",), ("--format", "json"), ("--format", "csv")):
        assert "Next: " not in typed(*line, *words).err
    for stream in (sys.stdout, sys.stderr):
        with monkeypatch.context() as patched:
            patched.setattr(stream, "isatty", lambda: True)
            piped = run(*line)
        assert (plain(piped.out), piped.err) == (plain(shown.out), "")


def test_it_stands_last_at_a_real_terminal(tmp_path: Path) -> None:
    """Below all that is printed, warnings included."""
    got = bytearray()

    def reading(terminal: int) -> bytes:
        data = os.read(terminal, 4096)
        got.extend(data)
        return data

    folder = tmp_path / "on call"
    words = [sys.executable, "-m", "rotation", "init", str(folder)]
    assert os.waitstatus_to_exitcode(pty.spawn(words, reading)) == 0
    *_, last = got.decode().split("\r\n")[:-1]
    assert last == f"Next: rotation plan '{folder}'"


# -- the folder and the day ---------------------------------------------------------------------


def test_it_names_the_folder_as_it_was_given(
    copied: Path, typed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By `-C`, as CONFIG or not at all, quoted for a shell; a day only where one was given."""
    folder = copied.rename(copied.parent / "my team")
    monkeypatch.chdir(folder.parent)
    for words, expected in (
        (("-C", "my team", "show"), "rotation -C 'my team' report"),
        (("show", "my team"), "rotation report 'my team'"),
        (("show", "my team/rotation.toml"), "rotation report 'my team/rotation.toml'"),
    ):
        assert following(typed(*words, *TODAY)) == f"{expected} --today 2026-09-20"
    monkeypatch.chdir(folder)
    assert following(typed("show", *TODAY)) == "rotation report --today 2026-09-20"
    assert "--today" not in following(typed("repair"))


def test_a_dry_run_is_repeated_as_it_was_typed(copied: Path, typed: Run) -> None:
    """Without --dry-run, and otherwise word by word."""
    line = ["trade", "swap", "B-2026-11-11", "A-2026-11-16", str(copied), "--why", "it's Ada's"]
    ran = typed(*line, "--dry-run", *TODAY, "--force")
    again = following(ran)
    assert words_of(again) == [*line, *TODAY, "--force"]
    assert "'\"'\"'" in again


# -- what it depends on -------------------------------------------------------------------------


def test_a_plan_is_published_unless_a_shift_is_open(tmp_path: Path, typed: Run) -> None:
    """Then it is explained first, for the same horizon."""
    away = "".join(f"{who},2026-11-03,2026-11-04,,\n" for who in ("ada", "bela", "cleo"))
    toml = HEAD + TRACKS + "".join(map(person, ("Ada Byron", "Bela Bartok", "Cleo Laine")))
    team = write_team(tmp_path / "team", toml, time_off=away)
    span = ("--from", "2026-11-02", "--weeks", "1", *TODAY, "--effort", "1")
    short = following(typed("plan", team, *span))
    assert short == (
        f"rotation explain {team} --from 2026-11-02 --weeks 1 --effort 1 --today 2026-09-20"
    )
    write_team(team, HEAD + TRACKS + PEOPLE)
    assert following(typed("plan", team, *span)) == f"rotation publish {team} --today 2026-09-20"
    elsewhere = following(typed("plan", team, *span, "--out", tmp_path / "a b"))
    assert elsewhere == (
        f"rotation publish {team} --schedule '{tmp_path}/a b/schedule.csv' --today 2026-09-20"
    )


def test_published_shifts_that_change_hands_are_replanned(copied: Path, typed: Run) -> None:
    """`plan` counts what it takes from people, and names the command that keeps it."""
    who = holder(copied, "A-2026-11-16")
    (copied / "time_off.csv").write_text(
        f"engineer,start,end,kind,note\n{who},2026-11-18,2026-11-19,,\n", encoding="utf-8"
    )
    ran = typed("plan", copied, *NOVEMBER)
    replan = f"rotation replan {copied} --today 2026-09-20"
    assert following(ran) == replan
    listed = len(re.findall(r" in place of (?!open)", ran.out))
    noun = "1 published shift changes" if listed == 1 else f"{listed} published shifts change"
    assert listed
    assert f"{noun} hands; to keep all that can be kept: {replan}" in " ".join(ran.out.split())
    data = typed("plan", copied, *NOVEMBER, "--format", "json")
    assert f"{noun} hands; to keep all that can be kept: {replan}\n" in data.err
    assert ran.code == data.code


def test_volunteers_sign_up_before_a_plan_is_published(tmp_path: Path, typed: Run) -> None:
    """Where nobody offered anything the sheet comes first, once; then the plan."""
    team = write_team(tmp_path / "team", HEAD + TRACKS + CHRISTMAS + PEOPLE)
    span = ("--month", "2026-12", *TODAY)
    sheet = following(typed("plan", team, *span))
    assert sheet == (
        f"rotation volunteers {team} open --period 'Christmas week' --year 2026 --today 2026-09-20"
    )
    plan = following(typed(*words_of(sheet)))
    assert plan == f"rotation plan {team} --month 2026-12 --today 2026-09-20"
    assert following(typed(*words_of(plan))) == f"rotation publish {team} --today 2026-09-20"


def test_a_trade_that_is_refused_asks_who_could(copied: Path, typed: Run) -> None:
    """The question is about the same part of the shift, and the answer names the best trade."""
    lines = (copied / "published.csv").read_text(encoding="utf-8").splitlines()[1:]
    first, second = (line.split(",") for line in lines[2:4])
    ran = typed("trade", "cover", first[0], second[5], copied, *TODAY)
    assert ran.code == 1
    suggest = following(ran)
    assert suggest == f"rotation trade {copied} suggest {first[0]} --today 2026-09-20"
    best = following(typed(*words_of(suggest)))
    assert re.match(rf"rotation trade {re.escape(str(copied))} (cover|swap) {first[0]} ", best)
    done = typed(*words_of(best))
    assert done.code == 0
    assert following(done).startswith("rotation ")


def test_an_open_shift_comes_before_another_look(copied: Path, typed: Run) -> None:
    """Whatever was looked at: somebody has to take it."""
    path = copied / "published.csv"
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[3].split(",")
    fields = dict(zip(header.split(","), cells, strict=True))
    fields |= {"engineer": "", "name": "", "email": "", "status": "open"}
    lines[3] = ",".join(fields.values())
    path.write_text("\n".join((header, *lines, "")), encoding="utf-8")
    for command in ("show", "who", "notes"):
        assert following(typed(command, copied, *TODAY)) == (
            f"rotation trade {copied} suggest {cells[0]} --today 2026-09-20"
        )


def test_somebody_who_leaves_gives_away_what_is_left(tmp_path: Path, typed: Run) -> None:
    """Who takes it has to be accepted; then the plan is levelled again."""
    line = "A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,ada,\n"
    later = "A-2026-11-09,A,regular,2026-11-09T11:00-05:00,2026-11-16T11:00-05:00,bela,\n"
    team = write_team(tmp_path / "team", HEAD + TRACKS + PEOPLE, published=line + later)
    leaving = ("leave", "ada", "2026-11-01", team, *TODAY)
    ran = typed(*leaving)
    assert ran.code == 1
    accepted = following(ran)
    assert words_of(accepted) == [*map(str, leaving), "--accept"]
    done = typed(*words_of(accepted))
    assert (done.code, following(done)) == (0, f"rotation replan {team} --today 2026-09-20")


def test_a_month_is_due_before_its_notice(copied: Path, typed: Run) -> None:
    """Looking at the published plan names the next month two weeks before it is too late."""
    early = following(typed("who", copied, "--today", "2026-10-01"))
    assert early == f"rotation notes {copied} --today 2026-10-01"
    soon = following(typed("who", copied, "--today", "2026-10-21"))
    assert soon == f"rotation plan {copied} --month 2026-12 --today 2026-10-21"


@pytest.mark.parametrize(
    ("after", "code", "dry_run", "line"),
    [
        (after_push, 0, False, "rotation notes team"),
        (after_push, 0, True, "rotation push team pager"),
        (after_push, 1, True, "rotation pull team pager --dry-run"),
        (after_remote_check, 0, False, "rotation push team pager --dry-run"),
        (after_remote_check, 1, False, "rotation push team pager --dry-run"),
    ],
)
def test_what_a_remote_answers_decides(
    after: Callable[[Options, int], str], code: int, dry_run: bool, line: str
) -> None:
    """What people changed there is pulled; a check that failed is repeated."""
    words = ("push", "team", "pager", "--dry-run")
    options = Options(
        config=Path("team"), remote="pager", dry_run=dry_run, line=words, directory="", today=None
    )
    assert after(options, code) == line
    assert words_of(line)


def test_a_document_for_a_tool_is_followed_by_the_check(copied: Path, typed: Run) -> None:
    """Once the tool has it, whether it can be pushed to."""
    ran = typed("-C", copied, "remote", "document", "goalert")
    assert (ran.code, following(ran)) == (0, f"rotation -C {copied} remote check")


def test_the_year_goes_on(tmp_path: Path, typed: Run) -> None:
    """Whoever types what is named, from `init` on, plans and publishes month after month."""
    folder = tmp_path / "team"
    command = following(typed("init", folder))
    assert command == f"rotation plan {folder}"
    write_team(folder, HEAD + TRACKS + PEOPLE + '[goals]\norder = ["open", "shifts"]\n')
    today, commands = date(2026, 10, 25), []
    command += f" --month 2026-12 --today {today}"
    while len(commands) < 15:
        ran = typed(*words_of(command))
        assert ran.code in {0, 1}, (command, ran.err)
        commands.append(command)
        command = following(ran)
        if command in commands:  # nothing more to do on this day
            later = today + timedelta(days=31)
            command, today = command.replace(str(today), str(later)), later
    months = [re.findall(r" --month (\S+)", c)[0] for c in commands if " plan " in c]
    assert months == sorted(set(months))
    assert months[:3] == ["2026-12", "2027-01", "2027-02"]
    assert sum(words_of(c)[0] == "publish" for c in commands) >= 3


def test_where_nobody_can_take_it_more_than_a_trade_is_asked(tmp_path: Path, typed: Run) -> None:
    """Of a held shift a replan may move others; of an open one it is explained."""
    away = "".join(f"{name.split()[0].lower()},2026-11-09,2026-11-13,,\n" for name in NAMES)
    for who, status, usual in (
        ("ada", "", "replan --release --dry-run"),
        ("", "open", "explain --published"),
    ):
        line = (
            f"A-2026-11-09,A,regular,2026-11-09T11:00-05:00,2026-11-16T11:00-05:00,{who},{status}"
        )
        team = write_team(
            tmp_path / usual[:4], HEAD + TRACKS + PEOPLE, published=f"{line}\n", time_off=away
        )
        ran = typed("trade", "suggest", "A-2026-11-09", team, *TODAY)
        act, _, options = usual.partition(" ")
        assert (ran.code, following(ran)) == (
            1,
            f"rotation {act} {team} {options} {' '.join(TODAY)}",
        )
        assert typed(*words_of(following(ran))).code in {0, 1}
