"""Rules that are broken and not over are reported with the command that fixes them."""

import json
import re
import shlex
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from breach_cases import (
    CASES,
    COLUMNS,
    TRACK,
    WEEKS,
    Case,
    calendar,
    line,
    off,
    write_case,
)
from cli_cases import Ran, Run
from tests.teams import files_in

COMMAND = re.compile(r"^  fix: rotation (trade .*)$", re.MULTILINE)
ILL = CASES["days"]
TODAY = ("--today", "2027-03-23")
SAID = (
    "time_off.csv:2: time_off: Cai Person holds A-2027-03-22 but is away 2027-03-25 to 2027-03-27\n"
)
EVERY_WAY = (
    ("plan", "--month", "2027-04", "--dry-run"),
    ("plan", "--month", "2027-05", "--dry-run", "--format", "csv"),
    ("plan", "--month", "2027-04", "--dry-run", "--format", "json", "--quiet"),
    ("replan", "--dry-run"),
    ("replan", "--release", "--dry-run", "--format", "json"),
    ("notes",),
    ("notes", "--format", "json"),
    ("who",),
    ("who", "--quiet"),
)


def fixes(ran: Ran) -> list[list[str]]:
    """Return the commands that fix what is broken, as one types them."""
    return [shlex.split(command) for command in COMMAND.findall(ran.err)]


def day_before(day: str) -> str:
    """Return the day before a day."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@pytest.mark.parametrize("name", CASES)
def test_what_is_broken_is_reported_until_it_is_over(tmp_path: Path, run: Run, name: str) -> None:
    """`who` names rule, part and command and ends with 1, up to the day before it is over."""
    case = CASES[name]
    team = write_case(tmp_path / "team", case)
    bounds = [f" --from {start} --to {end}" for start, end in case.parts] or [""]
    for day in (case.today, day_before(case.over)):
        ran = run("who", team, "--today", day, "--format", "json")
        reported = json.loads(ran.out)["breaches"]
        assert ran.code == 1
        assert {v["rule"] for b in reported for v in b["broken"]} == {case.rule}
        assert f": {case.rule}: " in ran.err
        if day == case.today:
            assert [b["shift"] for b in reported] == [case.shift] * len(bounds)
            for part in bounds:
                assert f"trade {team} suggest {case.shift}{part} --today {day}\n" in ran.err
    over = run("who", team, "--today", case.over, "--format", "json")
    document = json.loads(over.out)
    assert (document["breaches"], over.err) == ([], "")
    assert over.code == int(not all(track["now"] for track in document["tracks"]))


@pytest.mark.parametrize("name", CASES)
def test_the_commands_fix_it_when_they_are_pasted(tmp_path: Path, run: Run, name: str) -> None:
    """Typed one after the other they all end with 0, and nothing is broken any more."""
    case = CASES[name]
    team = write_case(tmp_path / "team", case)
    commands = fixes(run("who", team, "--today", case.today))
    assert len(commands) == max(1, len(case.parts))
    for command in commands:
        assert run("trade", team, "suggest", case.shift, *command[5:]).code == 0
        ran = run(*command)
        assert (ran.code, command[-2:]) == (0, ["--today", case.today])
    after = run("who", team, "--today", case.today)
    assert (after.code, after.err) == (0, "")


def test_commands_can_be_pasted_in_any_order(tmp_path: Path, run: Run) -> None:
    """Parts get new ids with each trade; the dates say which one is meant."""
    files = off(
        "cai,2027-03-23,2027-03-23",
        "cai,2027-03-25,2027-03-25",
        "cai,2027-03-28T12:00,2027-03-28T13:00",
    )
    team = write_case(tmp_path / "team", replace(ILL, files=files))
    commands = fixes(run("who", team, *TODAY))
    assert [run(*command).code for command in reversed(commands)] == [0, 0, 0]
    assert run("who", team, *TODAY).err == ""


@pytest.mark.parametrize("words", EVERY_WAY, ids=" ".join)
def test_every_command_that_looks_at_the_plan_says_so(
    tmp_path: Path, run: Run, words: tuple[str, ...]
) -> None:
    """On standard error in every format, and with --quiet, with the command; exit code 1."""
    team = write_case(tmp_path / "team", ILL)
    command, *more = words
    ran = run(command, team, *TODAY, *more)
    part = "--from 2027-03-25 --to 2027-03-28 --today 2027-03-23\n"
    assert ran.code == 1
    assert f"warning: {SAID}" in ran.err
    assert re.search(rf"  fix: rotation trade {team} cover A-2027-03-22 \w+ {part}", ran.err)
    assert f"  or see who could: rotation trade {team} suggest A-2027-03-22 {part}" in ran.err
    later = run(command, team, "--today", "2027-03-28", *more)
    assert (later.code, "time_off" in later.err) == (0, False)


def test_without_today_and_in_its_folder_the_command_is_short(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not typed is not in the command: neither CONFIG nor the day."""
    write_case(tmp_path, ILL)
    monkeypatch.chdir(tmp_path)
    err = run("who", "--at", "2027-03-23").err
    short = "trade suggest A-2027-03-22 --from 2027-03-25 --to 2027-03-28"
    assert f"  or see who could: rotation {short}\n" in err
    assert run("who", "--at", "2027-03-29T12:00").err == ""


def test_plan_json_and_the_report_hold_it(tmp_path: Path, run: Run) -> None:
    """`tolerated` of plan.json has the part, and report.html the sentence, without any path."""
    team = write_case(tmp_path / "team", ILL)
    assert run("plan", team, "--month", "2027-05", *TODAY).code == 1
    written = files_in(team / "out")
    (tolerated,) = json.loads(written["plan.json"])["tolerated"]
    assert tolerated == {
        "rule": "time_off",
        "text": "Cai Person holds A-2027-03-22 but is away 2027-03-25 to 2027-03-27",
        "shifts": ["A-2027-03-22"],
        "people": ["cai"],
        "shift": "A-2027-03-22",
        "start": "2027-03-25T00:00:00+01:00",
        "end": "2027-03-28T00:00:00+01:00",
    }
    report = written["report.html"].decode()
    assert "1 broken rule among shifts settled before" in report
    assert "Cai Person holds A-2027-03-22 but is away" in report
    assert "rotation trade suggest A-2027-03-22 --from 2027-03-25 --to 2027-03-28" in report
    assert str(tmp_path) not in report


def test_publishing_writes_warns_and_ends_with_0(tmp_path: Path, run: Run) -> None:
    """`publish` and `replan --publish` do their work: what they warn of was there before."""
    team = write_case(
        tmp_path / "team",
        replace(ILL, files=off("cai,2027-03-25,2027-03-27", "ada,2027-04-06,2027-04-06")),
    )
    replanned = run("replan", team, "--publish", *TODAY)
    assert (replanned.code, f"warning: {SAID}" in replanned.err) == (0, True)
    assert (
        "A-2027-04-05,A,regular,2027-04-05T09:00:00+02:00,2027-04-12T09:00:00+02:00,ada,"
        not in (team / "published.csv").read_text()
    )
    run("plan", team, "--month", "2027-04", *TODAY)
    before = files_in(team)["published.csv"]
    published = run("publish", team, *TODAY, "--format", "json")
    document = json.loads(published.out)
    assert (published.code, f"warning: {SAID}" in published.err) == (0, True)
    assert (document["done"], document["broken"], len(document["breaches"])) == (True, [], 1)
    assert files_in(team)["published.csv"] != before


def test_a_cover_of_that_part_makes_it_quiet(tmp_path: Path, run: Run) -> None:
    """Another person who took the part is not a breach; of half a part the other half is left."""
    team = write_case(tmp_path / "team", ILL)
    cover = ("trade", team, "cover", "A-2027-03-22", "eve", *TODAY)
    half = run(*cover, "--from", "2027-03-25", "--to", "2027-03-26T12:00")
    assert (
        half.code,
        "suggest A-2027-03-22 --from 2027-03-26T12:00 --to 2027-03-28 " in half.err,
    ) == (0, True)
    assert run(*cover, "--from", "2027-03-26T12:00", "--to", "2027-03-28").err == ""
    assert run("notes", team, *TODAY).code == 0


def test_what_history_holds_is_corrected_there(tmp_path: Path, run: Run) -> None:
    """No trade moves a running shift of the history: the line and what to write are named."""
    files = {**ILL.files, "history.csv": COLUMNS + WEEKS[0] + WEEKS[1]}
    team = write_case(tmp_path / "team", replace(ILL, published=WEEKS[2:], files=files))
    ran = run("who", team, *TODAY)
    assert ran.code == 1
    assert (
        "  trades cannot change history: correct history.csv:3; add a line "
        "(A-2027-03-22+2, or the next free number) from 2027-03-25 to 2027-03-28 for the new "
        "holder\n"
    ) in ran.err
    assert "rotation trade" not in ran.err
    moments = (
        "2027-03-22T09:00+01:00",
        "2027-03-25T00:00+01:00",
        "2027-03-28T00:00+01:00",
        "2027-03-29T09:00+02:00",
    )
    holders = (("A-2027-03-22", "cai"), ("A-2027-03-22+2", "eve"), ("A-2027-03-22+3", "cai"))
    parts = [line(shift, *moments[n : n + 2], who) for n, (shift, who) in enumerate(holders)]
    (team / "history.csv").write_text(COLUMNS + WEEKS[0] + "".join(parts), encoding="utf-8")
    assert run("who", team, *TODAY).err == ""


def test_when_nobody_can_take_it_the_reasons_are_named(tmp_path: Path, run: Run) -> None:
    """Rest keeps everybody off: there is no fix, and `trade suggest` says why."""
    case = replace(
        ILL,
        settings={"min_rest_days": "30"},
        published=WEEKS[:3],
        files=off(
            "cai,2027-03-25,2027-03-27", "ada,2027-03-01,2027-04-30", "eve,2027-03-27,2027-03-27"
        ),
    )
    team = write_case(tmp_path / "team", case)
    ran = run("who", team, *TODAY)
    assert (ran.code, fixes(ran)) == (1, [])
    part = "--from 2027-03-25 --to 2027-03-28 --today 2027-03-23"
    command = f"rotation trade {team} suggest A-2027-03-22 {part}"
    assert f"  nobody can take it as things are\n  see why: {command}\n" in ran.err
    asked = run(*shlex.split(command)[1:])
    assert (
        asked.code,
        "Eve Person would be away during A-2027-03-22+2: on 2027-03-27" in asked.out,
    ) == (1, True)


def test_an_exchange_is_named_where_nobody_can_simply_take_it(tmp_path: Path, run: Run) -> None:
    """With a week of rest the holder of the next shift takes the rest of this one for it."""
    published = (WEEKS[1], WEEKS[2].replace(",dee,", ",ada,"))
    files = off(
        "cai,2027-03-27T00:00,2027-03-29T09:00",
        *(f"{who},2027-03-01,2027-04-30" for who in ("ben", "dee", "eve")),
    )
    case = Case("time_off", "", settings={"min_rest_days": "2"}, published=published, files=files)
    team = write_case(tmp_path / "team", case)
    (command,) = fixes(run("who", team, *TODAY))
    assert command[2:5] == ["swap", "A-2027-03-22", "A-2027-03-29"]
    assert run(*command).code == 0
    assert run("who", team, *TODAY).code == 0


def test_a_replan_with_nothing_ahead_still_reports_what_runs(tmp_path: Path, run: Run) -> None:
    """In the last published shift there is nothing to plan: a breach is 1, else it is bad input."""
    team = write_case(tmp_path / "team", replace(ILL, published=WEEKS[:2]))
    ran = run("replan", team, *TODAY)
    assert (ran.code, f"warning: {SAID}" in ran.err) == (1, True)
    assert "nothing published starts on or after 2027-03-23" in ran.out
    document = json.loads(run("replan", team, *TODAY, "--format", "json", "--publish").out)
    assert (document["empty"], len(document["breaches"])) == (True, 1)
    over = run("replan", team, "--today", "2027-03-28")
    assert (over.code, "plan and publish first" in over.err) == (2, True)


def test_notes_announce_it_in_markdown(tmp_path: Path, run: Run) -> None:
    """The announcement has a line with the command as code, and no place of a file."""
    team = write_case(tmp_path / "team", ILL)
    out = run("notes", team, *TODAY).out
    reported = re.search(r"\*\*Breaks a rule\*\*\n\n- (.*)\n", out)
    assert reported
    assert re.fullmatch(
        r"Cai Person holds A-2027-03-22 but is away 2027-03-25 to 2027-03-27: "
        rf"`rotation trade {team} "
        r"cover A-2027-03-22 \w+ --from 2027-03-25 --to 2027-03-28 --today 2027-03-23`",
        reported[1],
    )
    assert "time_off.csv" not in out


def test_other_commands_warn_and_keep_their_exit_code(tmp_path: Path, run: Run) -> None:
    """Questions, the sign-up sheet, `sync` and `leave` are about something else, and say it too."""
    team = write_case(
        tmp_path / "team", replace(ILL, more=CASES["not offered"].more.replace("-03-", "-06-"))
    )
    april = ("--month", "2027-04", *TODAY)
    assert run("trade", team, "cover", "A-2027-04-05", "ben", *TODAY).code == 0
    for words in (
        ("explain", team, *april, "--effort", "0.1"),
        ("volunteers", "open", team, *TODAY, "--dry-run"),
        ("sync", team, team / "public" / "schedule.ics", *TODAY),
        ("leave", team, "eve", "2027-06-01", *TODAY),
    ):
        ran = run(*words)
        assert (ran.code, f"warning: {SAID}" in ran.err) == (0, True), words


def test_leave_says_of_a_running_shift_what_is_left(tmp_path: Path, run: Run) -> None:
    """A replan cannot hand over a shift that is running: what is left of it is named, and 1."""
    team = write_case(tmp_path / "team", replace(ILL, files={}))
    ran = run("leave", team, "cai", "2027-03-26", "--replan", *TODAY)
    assert ran.code == 1
    (command,) = fixes(ran)
    assert command[3:] == [
        "A-2027-03-22",
        command[4],
        "--from",
        "2027-03-26",
        "--to",
        "2027-03-29T09:00",
        *TODAY,
    ]
    asked = run("leave", team, "cai", "2027-03-26", *TODAY)
    assert "`rotation trade " in asked.err
    assert (
        "cover A-2027-03-22 PERSON --from 2027-03-26 --to 2027-03-29T09:00 --today 2027-03-23`"
        in asked.err
    )
    assert fixes(asked) == []
    assert run(*command).code == 0
    assert run("leave", team, "cai", "2027-03-26", *TODAY).code == 0


def test_a_track_that_is_gone_breaks_no_rule_by_itself(tmp_path: Path, run: Run) -> None:
    """Who serves it is written nowhere any more; who is away while on call there is reported."""
    team = write_case(tmp_path / "team", replace(ILL, tracks=TRACK.format("B", "Mon")))
    (command,) = fixes(run("who", team, *TODAY))
    assert command[3:] == [
        "A-2027-03-22",
        command[4],
        *("--from", "2027-03-25", "--to", "2027-03-28"),
        *TODAY,
    ]
    assert run(*command).code == 0
    assert run("who", team, *TODAY).err == ""


def test_nobodys_time_off_that_is_over_hides_nothing_to_come(tmp_path: Path, run: Run) -> None:
    """An ended absence of somebody unknown, in the days of a running shift, stops no question."""
    text = calendar("20270320", "20270323").replace("Cai Person: vacation", "Zoe: vacation")
    case = replace(ILL, files={**ILL.files, "team.ics": text})
    team = write_case(tmp_path / "team", case)
    for words in (("who",), ("show",), ("plan", "--month", "2027-05", "--dry-run")):
        ran = run(words[0], team, *words[1:], *TODAY)
        assert (ran.code, f"warning: {SAID}" in ran.err) == (int(words != ("show",)), True), words
