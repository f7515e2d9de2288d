"""`rotation check` of the plan that people rely on: published, with the trades on top."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from breach_cases import CASES, COLUMNS, WEEKS, write_case
from cli_cases import Run

TODAY = ("--today", "2027-04-20")
SPAN = "4 shifts from 2027-03-15 to 2027-04-12"
PARTS = "6 shifts from 2027-03-15 to 2027-04-12"


@pytest.fixture
def covered(tmp_path: Path, run: Run) -> Path:
    """Return a folder in which Cai was covered while away, weeks ago."""
    team = write_case(tmp_path / "team", CASES["days"])
    part = ("--from", "2027-03-25", "--to", "2027-03-28", "--today", "2027-03-23")
    assert run("trade", team, "cover", "A-2027-03-22", "ben", *part).code == 0
    assert ",cai," in (team / "published.csv").read_text(encoding="utf-8")
    return team


def test_without_a_file_the_plan_that_people_rely_on_is_judged(covered: Path, run: Run) -> None:
    """Who was covered broke no rule, and what was applied is said."""
    ran = run("check", covered, *TODAY)
    message = f"published.csv with 1 trade of trades.csv applied: {PARTS}, every rule holds\n"
    assert (ran.code, ran.out, ran.err) == (0, message, "")


def test_the_published_file_is_known_however_it_is_spelled(
    covered: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Absolute, relative, roundabout or linked: the trades are applied, and the output says so."""
    monkeypatch.chdir(covered)
    link = covered / "linked.csv"
    link.symlink_to("published.csv")
    roundabout = Path("..") / covered.name / "published.csv"
    for path in (covered / "published.csv", "published.csv", "./published.csv", roundabout, link):
        ran = run("check", covered, path, *TODAY)
        message = f"{path} with 1 trade of trades.csv applied: {PARTS}, every rule holds\n"
        assert (ran.code, ran.out) == (0, message.replace("./published", "published"))


def test_a_copy_is_any_other_schedule(covered: Path, run: Run) -> None:
    """It is judged on its own lines: there Cai was on call while away."""
    copy = covered / "copy.csv"
    copy.write_bytes((covered / "published.csv").read_bytes())
    ran = run("check", covered, copy, *TODAY)
    assert ran.code == 1
    assert "time_off: Cai Person holds A-2027-03-22 but is away 2027-03-25 to 2027-03-27" in ran.out
    verdict = next(line for line in ran.out.splitlines() if line.startswith(f"{copy}: {SPAN}, "))
    assert " broken rule" in verdict


def test_trades_that_the_lines_hold_are_not_named(covered: Path, run: Run) -> None:
    """A publication folds trades into the lines: then nothing is applied."""
    publish = ("publish", covered, "--schedule", covered / "published.csv", *TODAY)
    assert run(*publish, "--format", "json").code == 0
    schedule = covered / "more.csv"
    schedule.write_text(
        COLUMNS + "A-2027-04-12,A,regular,2027-04-12T09:00+02:00,2027-04-19T09:00+02:00,cai,,,,,,\n"
    )
    assert run("publish", covered, "--schedule", schedule, "--today", "2027-03-23").code == 0
    ran = run("check", covered, *TODAY)
    assert ran.out == "published.csv: 7 shifts from 2027-03-15 to 2027-04-19, every rule holds\n"


def test_json_and_csv_say_what_was_applied(covered: Path, run: Run) -> None:
    """JSON has the file and the numbers of the trades at its end; with CSV a line says it."""
    document = json.loads(run("check", covered, *TODAY, "--format", "json").out)
    assert list(document)[-2:] == ["schedule", "trades"]
    assert (document["schedule"], document["trades"], document["shifts"]) == (
        "published.csv",
        [1],
        6,
    )
    ran = run("check", covered, *TODAY, "--format", "csv")
    assert ran.out == "rule,text,shifts,people,sources\n"
    assert ran.err == "published.csv with 1 trade of trades.csv applied\n"
    assert run("check", covered, *TODAY, "--format", "csv", "--quiet").err == ""


def test_words_are_told_apart(covered: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word alone is the schedule when it is called like one; either may be left out."""
    monkeypatch.chdir(covered)
    (covered / "draft.csv").write_text(COLUMNS + "".join(WEEKS[2:]), encoding="utf-8")
    draft = "draft.csv: 2 shifts from 2027-03-29 to 2027-04-12, every rule holds\n"
    published = run("check", covered, *TODAY).out
    for words, message in (
        (("check", *TODAY), published),
        (("check", "rotation.toml", *TODAY), published),
        (("check", *TODAY, "."), published),
        (("check", "draft.csv", *TODAY), draft),
        (("check", ".", *TODAY, "draft.csv"), draft),
        (("check", "draft.csv", ".", *TODAY), draft),
        (("check", *TODAY, ".", "draft.csv"), draft),
    ):
        assert run(*words).out == message, words
    (covered / "draft.txt").write_text("", encoding="utf-8")
    assert "draft.txt: is neither .csv nor .ics" in run("check", "draft.txt").err
    assert "nowhere: no such file" in run("check", "nowhere").err


def test_nothing_published_is_bad_input(tmp_path: Path, run: Run) -> None:
    """Without a published line there is nothing to judge, nor when history holds all of them."""
    fix = "plan and publish first, or name a schedule\n"
    none = write_case(tmp_path / "none", replace(CASES["days"], published=()))
    ran = run("check", none)
    assert (ran.code, ran.err) == (2, f"error: published.csv: nothing is published; {fix}")
    files = {**CASES["days"].files, "history.csv": COLUMNS + "".join(WEEKS)}
    worked = write_case(tmp_path / "worked", replace(CASES["days"], files=files))
    ran = run("check", worked)
    assert (ran.code, ran.err) == (
        2,
        "error: published.csv: has only shifts that are history already, which ends on "
        f"2027-04-12; {fix}",
    )
    # As after an import of which every shift is over.
    imported = write_case(tmp_path / "imported", replace(CASES["days"], files=files, published=()))
    ran = run("check", imported)
    assert (ran.code, ran.err) == (
        2,
        f"error: published.csv: nothing is published, and history ends on 2027-04-12; {fix}",
    )


def test_history_and_drafts_have_their_trades_too(covered: Path, run: Run) -> None:
    """A file of the history is judged as worked; a draft that is the published plan counts so."""
    month = ("hours", covered, "--month", "2027-03", "--format", "csv")
    with_draft = run(*month, "--draft", covered / "published.csv")
    assert with_draft.out == run(*month).out
    assert "ben,Ben Person," in with_draft.out
    (covered / "published.csv").rename(covered / "history.csv")
    toml = (covered / "rotation.toml").read_text(encoding="utf-8")
    (covered / "rotation.toml").write_text(
        toml.replace("[files]\n", '[files]\nhistory = "history.csv"\n')
    )
    ran = run("check", covered, covered / "history.csv", *TODAY)
    assert (ran.code, "with 1 trade of trades.csv applied" in ran.out) == (0, True)
