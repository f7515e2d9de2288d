from pathlib import Path

import pytest
from cli_cases import NOVEMBER, Run, write_team
from tests.teams import files_in

import rotation


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "error: give a command; see rotation --help"),
        (("plam",), "there is no command 'plam'; did you mean plan?"),
        (
            ("plan", "--bogus"),
            "there is no option --bogus; rotation plan --help lists",
        ),
        (("swpa", "a", "b"), "no command 'swpa'; did you mean rotation trade swap?"),
        (("plan", "--out-dir", "x"), "there is no option --out-dir; did you mean --out?"),
        (("plan", "--output", "x"), "there is no option --output; did you mean --out?"),
        (("plan", "--tomorrow"), "there is no option --tomorrow; rotation plan --help lists"),
        (("plan", "--dry"), "there is no option --dry; did you mean --dry-run?"),
        (("plan", "a", "b"), "cannot read 'a b'; give [CONFIG]"),
        (("check", "a", "b", "c"), "cannot read 'a b c'; give [CONFIG] [SCHEDULE]"),
        (("check", "a", "--quiet", "b", "--quiet", "c"), "cannot read 'a b c'; give [CONFIG] ["),
        (("check", "--effort", "3", "a.csv"), "there is no option --effort; "),
        (("init", "--force"), "there is no option --force; "),
        (("plan", "--format", "yaml"), "--format: 'yaml' is not known; give table, json, csv"),
        (("plan", "--today", "yesterday"), "'yesterday' is not a date; write YYYY-MM-DD"),
        (("plan", "--today", "9999-12-31"), "9999-12-31 is outside the years 1980 to 2100"),
        (("check", "--today", "0001-01-01", "a.csv"), "is outside the years 1980 to 2100"),
        (("plan", "--from", "2026-02-30"), "'2026-02-30' is not a date"),
        (("plan", "--toady", "2026-11-01"), "--toady; did you mean --today?"),
        (("why", "ada", "2026-11-01", "--trak=A"), "--trak; did you mean --track?"),
        (("notes", "--week", "9999-12-31"), "9999-12-31 is outside the years 1980 to 2100"),
        (("who", "--at", "9999-12-31T23:59-11:00"), "is outside the years 1980 to 2100"),
        (("volunteers", "open", "--year", "99999"), "'99999' is not a year from 1980 to 2100"),
        (("plan", "--weeks", "many"), "--weeks: 'many' is not a whole number; write digits"),
        (("--quiet", "plan"), "no option --quiet before the command; write --quiet after it"),
        (("--todya", "x", "plan"), "before the command; write --today after it"),
        (("trade", "--bogus", "swap", "a", "b"), "usage: rotation trade swap [OPTIONS] [CONFIG]"),
        (
            ("trade", "team", "swpa", "a"),
            "command: swap, cover, suggest; did you mean swap?",
        ),
        (("trade",), "give a command: swap, cover, suggest"),
        (("volunteers",), "give a command: open"),
        (("plan", "--quiet=yes"), "--quiet: takes no value"),
        (("plan", "--today"), "--today: needs a value, DATE"),
        (("publish", "--why", "--force"), "--why: needs a value; if it is --force, write --why="),
        (("plan", "--format", "jsn"), "--format: 'jsn' is not known; did you mean json?"),
        (("plan", "--effort", "0"), "'0' is not a number above 0"),
        (("plan", "--effort", "nan"), "'nan' is not a number above 0"),
        (("plan", "--time-limit", "-3"), "'-3' is not a number above 0"),
        (("plan", "--time-limit", "inf"), "'inf' is not a number above 0"),
    ],
)
def test_wrong_usage_is_reported(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """An unknown command, option or value ends with 2, and usage on standard error only."""
    ran = run(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("usage: rotation")
    assert message in ran.err


def test_a_value_may_begin_like_an_option(team: Path, run: Run) -> None:
    """Behind `=` everything is a value, and behind `--` everything is a word."""
    assert run("publish", team, "--why=--force", "--dry-run").err.startswith("error: ")
    assert "--no" in run("trade", "cover", "A-2026-11-02", "--", "--no", str(team)).err


@pytest.mark.parametrize(
    "words",
    [
        ("--why", "swap", "swap", "{}", "A-2026-11-02", "B-2026-11-04"),
        ("--today", "2026-09-20", "{}", "swap", "A-2026-11-02", "--quiet", "B-2026-11-04"),
        ("A-2026-11-02", "B-2026-11-04", "--", "swap", "{}"),
    ],
)
def test_options_may_stand_between_the_words_of_a_trade(
    team: Path, run: Run, words: tuple[str, ...]
) -> None:
    """Wherever `swap` stands, it is the command, unless it is the value of an option."""
    ran = run("trade", *(word.format(team) for word in words))
    assert ran.err == "error: SHIFT: A-2026-11-02 is not published; plan, then publish\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--month", "2026-13"), "--month: 2026-13 is not a month; write YYYY-MM"),
        (("--month", "2026-11", "--weeks", "3"), "--month: cannot be combined with --weeks"),
        (("--month", "2026-11", "--to", "2026-12-01"), "--month: cannot be combined with --to"),
        (("--from", "2026-11-01"), "--from: needs an end"),
        (("--to", "2026-11-01"), "--to: needs a start"),
        (("--from", "2026-11-10", "--to", "2026-11-10"), "--to: the horizon ends on 2026-11-10"),
        (("--weeks", "0"), "--weeks: 0 weeks cannot be planned; give 1 or more"),
        (
            ("--from", "2026-11-01", "--to", "2026-12-01", "--weeks", "2"),
            "--weeks: cannot be combined with --to",
        ),
    ],
)
def test_options_of_the_horizon_that_clash(
    team: Path, run: Run, options: tuple[str, ...], message: str
) -> None:
    """Options that name no horizon end with 2 and the option, and write nothing."""
    ran = run("plan", team, *options)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {message}")
    assert not (team / "out").exists()


@pytest.mark.parametrize("command", [(), ("init",), ("plan",), ("check",)])
def test_help_and_version_end_with_0(run: Run, command: tuple[str, ...]) -> None:
    """Help of the program and of each command goes to standard output."""
    ran = run(*command, "--help")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("usage: rotation")


def test_version_is_the_package_s(run: Run) -> None:
    """`--version` prints the name and a version."""
    ran = run("--version")

    assert ran.code == 0
    assert ran.out.startswith("rotation 0.")


def test_versions_are_those_of_a_bug_report(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """`--versions` prints exactly what `rotation.show_versions()` prints."""
    ran = run("--versions")
    rotation.show_versions()

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == capsys.readouterr().out


def test_help_of_plan_names_every_option_of_the_contract(run: Run) -> None:
    """Each option that the contract of the command line promises for `plan` is in its help."""
    out = run("plan", "--help").out

    for option in ("--month", "--from", "--to", "--weeks", "--today", "--out", "--dry-run"):
        assert option in out
    for option in ("--format", "--effort", "--time-limit", "--quiet", "--strict"):
        assert option in out


def test_options_may_stand_anywhere(team: Path, run: Run) -> None:
    """`check` takes its options before, between and behind the two files."""
    assert run("plan", team, *NOVEMBER).code == 0
    path = team / "out" / "schedule.csv"
    today = ("--today", "2026-09-20")

    outputs = [
        run("check", *today, team, path),
        run("check", team, *today, path),
        run("check", team, path, *today),
    ]

    assert {ran.out for ran in outputs} == {
        f"{path}: 11 shifts from 2026-10-26 to 2026-12-07, every rule holds\n"
    }


def test_commands_work_in_the_folder_itself(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without CONFIG the rotation.toml of the working directory is planned and checked."""
    write_team(tmp_path)
    monkeypatch.chdir(tmp_path)

    planned = run("plan", *NOVEMBER)
    checked = run("check", "out/schedule.csv")

    assert (planned.code, checked.code) == (0, 0)
    assert (tmp_path / "out" / "plan.json").is_file()


def test_init_writes_a_folder_that_plans(tmp_path: Path, run: Run) -> None:
    """`init DIR` names what it writes and the next command; that command ends with 0."""
    folder = tmp_path / "my team"

    ran = run("init", folder)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:-2] == [
        str(folder / name)
        for name in (
            "rotation.toml",
            "rotation.schema.json",
            "time_off.csv",
            "volunteers.csv",
            "wishes.csv",
            "history.csv",
            "published.csv",
        )
    ]
    assert ran.out.endswith(f"python -m rotation plan '{folder}'\n")
    assert run("plan", folder, *NOVEMBER, "--dry-run").code == 0


def test_init_in_the_working_directory(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`init` without DIR writes here."""
    monkeypatch.chdir(tmp_path)

    ran = run("init")

    assert ran.code == 0
    assert (tmp_path / "rotation.toml").is_file()
    assert ran.out.endswith("plan the next month with: python -m rotation plan\n")


def test_init_never_overwrites(tmp_path: Path, run: Run) -> None:
    """Where one of its files stands already, `init` ends with 2 and writes none."""
    (tmp_path / "time_off.csv").write_text("mine", encoding="utf-8")
    before = files_in(tmp_path)

    ran = run("init", tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {tmp_path / 'time_off.csv'}: exists already; ")
    assert files_in(tmp_path) == before


def test_rounds_go_with_no_other_horizon(team: Path, run: Run) -> None:
    """`--rounds` beside another way to say the horizon is refused, and so are none."""
    ran = run("plan", team, "--rounds", "0", "--weeks", "2")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: --rounds: cannot be combined with --weeks; give --from alone, or another way\n"
        "error: --rounds: 0 rounds cannot be planned; give 1 to 20\n"
    )
