import json
import re
from pathlib import Path

import pytest
from cli_cases import HEAD, NOVEMBER, Run, write_team
from tests.teams import NAMES, PEOPLE, TEAM, TRACKS, files_in, person

from rotation.cli.terminal import console
from rotation.solve.parameters import Parameters
from rotation.solve.stop import StopByHand
from rotation.solve.tiers import Solved, solve

DECEMBER = ("--from", "2026-12-21", "--to", "2027-01-02", "--today", "2026-09-20")
WRITTEN = ["plan.json", "report.html", "schedule.csv", "schedule.ics"]


def test_the_plan_is_shown_and_written(team: Path, run: Run) -> None:
    """`plan` prints tracks, goals and fairness on standard output alone, and ends with 0."""
    ran = run("plan", team, *NOVEMBER)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Team: 2026-11-01 to 2026-12-01 (America/New_York)\n")
    for message in (
        "Track A (Mon 11:00)",
        "Track B (Wed 11:00)",
        "Wed  4 Nov - Thu 12 Nov",
        "Veterans Day",
        "Thanksgiving Day",
        "shifts: everyone within ",
        "proved best",
        "Against the fair share",
        "Every rule holds; checked without the solver.",
        f"Written to {team / 'out'}: schedule.csv, schedule.ics, people/ID.ics (6), "
        "report.html, plan.json",
    ):
        assert message in ran.out
    people = [f"people/{name}.ics" for name in ("ada", "bela", "cleo", "dora", "emil", "fay")]
    assert sorted(files_in(team / "out")) == sorted((*people, *WRITTEN))


def test_a_folder_is_as_good_as_its_file(team: Path, run: Run) -> None:
    """`plan DIR` and `plan DIR/rotation.toml` print and write the same."""
    folder = run("plan", team, *NOVEMBER)
    written = files_in(team / "out")
    file = run("plan", team / "rotation.toml", *NOVEMBER)

    assert folder == file
    assert files_in(team / "out") == written


def test_out_is_written_elsewhere(team: Path, tmp_path: Path, run: Run) -> None:
    """`--out DIR` makes that folder, with its parents, and no other."""
    out = tmp_path / "some" / "where"

    ran = run("plan", team, *NOVEMBER, "--out", out)

    assert ran.code == 0
    assert f"Written to {out}: " in ran.out
    assert (out / "plan.json").is_file()
    assert not (team / "out").exists()


def test_a_dry_run_writes_nothing(team: Path, run: Run) -> None:
    """`--dry-run` shows the same plan and changes no file, not even an old output."""
    assert run("plan", team, *NOVEMBER).code == 0
    before = files_in(team)

    ran = run("plan", team, "--month", "2026-12", "--today", "2026-09-20", "--dry-run")

    assert ran.code == 0
    assert "Team: 2026-12-01 to 2027-01-01" in ran.out
    assert ran.out.endswith("Nothing was written (--dry-run).\n")
    assert files_in(team) == before


@pytest.mark.parametrize(("form", "file"), [("json", "plan.json"), ("csv", "schedule.csv")])
def test_data_on_standard_output_is_the_file(team: Path, run: Run, form: str, file: str) -> None:
    """`--format json|csv` prints the file's very bytes, and warnings on standard error."""
    ran = run("plan", team, "--month", "2026-11", "--today", "2026-10-20", "--format", form)

    assert ran.code == 0
    assert ran.out == (team / "out" / file).read_text(encoding="utf-8")
    assert ran.err
    assert ran.err.startswith("warning: new inside the notice of 30 days (before 2026-11-19): ")
    assert all(line.startswith("warning: ") for line in ran.err.splitlines())


def test_data_has_no_path_of_the_machine(team: Path, run: Run) -> None:
    """No written file names the folder it lies in."""
    assert run("plan", team, *NOVEMBER).code == 0

    for data in files_in(team / "out").values():
        assert str(team).encode() not in data


def test_quiet_prints_asked_for_data_only(team: Path, run: Run) -> None:
    """`--quiet` leaves the table and the warnings out, and writes all the same."""
    options = ("--month", "2026-11", "--today", "2026-10-20", "--quiet")

    table = run("plan", team, *options)
    data = run("plan", team, *options, "--format", "csv")

    assert (table.code, table.out, table.err) == (0, "", "")
    assert (data.code, data.err) == (0, "")
    assert data.out == (team / "out" / "schedule.csv").read_text(encoding="utf-8")


def test_short_notice_is_reported(team: Path, run: Run) -> None:
    """Who gets a shift that begins inside the notice is listed, each with all of theirs."""
    ran = run("plan", team, "--month", "2026-11", "--today", "2026-10-20", "--dry-run")

    assert ran.code == 0
    assert "New inside the notice of 30 days (before 2026-11-19)\n" in ran.out
    lists = re.findall(r"^  \w+ \w+: ((?:[AB]-\S+(?:, )?)+)$", ran.out, re.MULTILINE)
    shifts = sorted(shift for line in lists for shift in line.split(", "))
    assert shifts[0] == "A-2026-10-26"
    assert shifts[-1] == "B-2026-11-18"


def test_today_decides_the_month(team: Path, run: Run) -> None:
    """Without a horizon the month after --today is planned, also over a year's end."""
    ran = run("plan", team, "--today", "2026-12-31", "--dry-run", "--format", "json", "--quiet")

    horizon = json.loads(ran.out)["horizon"]
    assert horizon["start"] == "2027-01-01T00:00:00-05:00"
    assert horizon["end"] == "2027-02-01T00:00:00-05:00"


def test_weeks_count_from_the_first_day(team: Path, run: Run) -> None:
    """`--from DATE --weeks N` plans N weeks."""
    options = ("--from", "2026-11-02", "--weeks", "2", "--today", "2026-09-20", "--dry-run")

    ran = run("plan", team, *options, "--format", "json", "--quiet")

    horizon = json.loads(ran.out)["horizon"]
    assert (horizon["start"][:10], horizon["end"][:10]) == ("2026-11-02", "2026-11-16")


def test_open_volunteer_shifts_are_warnings(team: Path, run: Run) -> None:
    """Open volunteer shifts are told with the reason; only --strict makes them 1."""
    plain = run("plan", team, *DECEMBER, "--dry-run")
    strict = run("plan", team, *DECEMBER, "--dry-run", "--strict")
    data = run("plan", team, *DECEMBER, "--dry-run", "--format", "csv")

    assert (plain.code, strict.code, data.code) == (0, 1, 0)
    assert plain.out == strict.out
    assert "Open volunteer shifts, more volunteers needed" in plain.out
    assert "A-2026-12-25: no one available: 6 did not volunteer" in plain.out
    assert "warning: open volunteer shifts, more volunteers needed: A-2026-12-25: " in data.err
    assert ",,,open," in data.out


def test_strict_is_content_with_a_whole_plan(team: Path, run: Run) -> None:
    """`--strict` ends with 0 when every shift is held and every goal proved."""
    assert run("plan", team, *NOVEMBER, "--strict", "--dry-run").code == 0


def test_a_time_limit_says_that_it_cut_the_plan(team: Path, run: Run) -> None:
    """A plan cut by --time-limit is written, says that it is not reproducible, and ends with 0."""
    ran = run("plan", team, *NOVEMBER, "--time-limit", "0.000001")

    assert ran.code == 0
    assert "Cut short\n  time limit: the best plan so far, and not reproducible\n" in ran.out
    document = json.loads((team / "out" / "plan.json").read_text(encoding="utf-8"))
    assert (document["reproducible"], document["stopped"]) == (False, "time limit")


def test_goals_not_proved_are_warnings(tmp_path: Path, run: Run) -> None:
    """A goal that stays unproved is told with its bound; only --strict makes it 1."""
    part_timer = person("Gus Van", "capacity = 0.6")
    team = write_team(tmp_path / "team", HEAD + TRACKS + PEOPLE + part_timer)
    options = (*NOVEMBER, "--time-limit", "0.000001", "--dry-run")

    plain = run("plan", team, *options)
    strict = run("plan", team, *options, "--strict")

    assert (plain.code, strict.code) == (0, 1)
    assert plain.out == strict.out
    assert "Goals not proved\n  " in plain.out
    assert re.search(r"not proved: squared differences [\d.]+, bound [\d.]+", plain.out)


@pytest.mark.parametrize(("options", "effort"), [((), 10.0), (("--effort", "2.5"), 2.5)])
def test_effort_reaches_the_search(
    team: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    effort: float,
) -> None:
    """`--effort N` is what a tier may take, and without it the default is."""
    seen = []

    def noted(*arguments: object, **named: object) -> Solved:
        parameters = arguments[3]
        assert isinstance(parameters, Parameters)
        seen.append(parameters.effort)
        return solve(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("rotation.solve.outcome.solve", noted)

    assert run("plan", team, *NOVEMBER, "--dry-run", *options).code == 0
    assert seen == [effort]


def test_a_plan_stopped_by_hand_needs_a_person(
    team: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search stopped by hand ends with 1, says so, and writes a whole plan."""
    monkeypatch.setattr(StopByHand, "reason", lambda self: self.why)

    ran = run("plan", team, *NOVEMBER)

    assert ran.code == 1
    assert "stopped by hand: the best plan so far, and not reproducible" in ran.out
    assert sorted(n for n in files_in(team / "out") if "/" not in n) == WRITTEN


def test_settled_shifts_that_break_a_rule_need_a_person(tmp_path: Path, run: Run) -> None:
    """What published shifts break among themselves is told, and ends with 1."""
    published = (
        "A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,ada,locked\n"
        "A-2026-11-09,A,regular,2026-11-09T11:00-05:00,2026-11-16T11:00-05:00,ada,locked\n"
    )
    team = write_team(tmp_path / "team", published=published)

    ran = run("plan", team, *NOVEMBER)

    assert ran.code == 1
    assert "Settled shifts that break a rule\n  rest: Ada Byron holds A-2026-11-02 and " in ran.out
    assert "Ada Byron (locked)" in ran.out
    assert "Every rule that could be kept is kept; checked without the solver." in ran.out


def test_goals_follow_the_order_of_the_team(tmp_path: Path, run: Run) -> None:
    """`[goals] order` decides which goals are sought, and in which order they are shown."""
    order = '[goals]\norder = ["open", "rest_days", "shifts"]\n'
    team = write_team(tmp_path / "team", TEAM + order)

    ran = run("plan", team, *NOVEMBER, "--dry-run", "--format", "json", "--quiet")

    goals = [objective["goal"] for objective in json.loads(ran.out)["objectives"]]
    assert list(dict.fromkeys(goals)) == ["open", "rest_days", "shifts"]


def test_an_unknown_goal_names_the_nearest(tmp_path: Path, run: Run) -> None:
    """A misspelt goal ends with 2 and the nearest known one."""
    team = write_team(tmp_path / "team", TEAM + '[goals]\norder = ["open", "shift"]\n')

    ran = run("plan", team, *NOVEMBER)

    assert ran.code == 2
    assert "'shift'; did you mean 'shifts'?" in ran.err


def test_no_name_is_lost_on_a_narrow_terminal(
    team: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where tracks do not fit side by side, one line per shift shows track, times and holder."""

    def narrow(stream: object) -> object:
        out = console(stream)  # type: ignore[arg-type]
        out.width = 80
        return out

    wide = run("plan", team, *NOVEMBER, "--dry-run")
    monkeypatch.setattr("rotation.cli.plan.console", narrow)
    ran = run("plan", team, *NOVEMBER, "--dry-run")

    shown = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert [line for line in shown if line.startswith("B-2026-11-04 Wed 4 Nov 1")]
    for name in NAMES:
        assert not wide.out.count(name) or name in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_an_interrupt_after_writing_does_not_deny_it(
    team: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while the plan is shown ends with 130 and says that the plan was written."""

    def interrupted(*ignored: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rotation.cli.plan.show_plan", interrupted)

    ran = run("plan", team, *NOVEMBER)

    assert (ran.code, ran.out) == (130, "")
    assert ran.err == "interrupted: the plan was written, but the output was cut short\n"
    assert (team / "out" / "plan.json").is_file()
