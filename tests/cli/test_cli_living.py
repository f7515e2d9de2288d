"""`rotation publish`, `replan` and `sync` on the command line."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_cases import NOVEMBER, Run
from tests.teams import files_in

from rotation.export.lock import LOCK, locked

TODAY = ("--today", "2026-09-20")
LATER = ("--today", "2026-10-05")
"""What starts before 4 November is settled then."""


@pytest.fixture
def living(team: Path, run: Run) -> Path:
    """Return a team whose November is published."""
    assert run("plan", team, *NOVEMBER).code == 0
    assert run("publish", team, *TODAY).code == 0
    return team


def test_publish_takes_the_plan_and_says_what_it_did(team: Path, run: Run) -> None:
    """The plan of the output folder becomes published.csv; calendars stand in public/."""
    run("plan", team, *NOVEMBER)
    done = run("publish", team, *TODAY)
    assert done.code == 0
    assert "11 shifts to publish: 11 new" in done.out
    lines = (team / "published.csv").read_text(encoding="utf-8")
    assert lines == (team / "out" / "schedule.csv").read_text(encoding="utf-8")
    assert (team / "public" / "schedule.ics").exists()
    assert not (team / LOCK).exists()


def test_publish_without_a_plan_says_what_to_do(team: Path, run: Run) -> None:
    """No out/schedule.csv: bad input with the fix."""
    done = run("publish", team, *TODAY)
    assert done.code == 2
    assert "there is no plan to publish; plan first" in done.err


@pytest.mark.parametrize("command", [["publish"], ["replan"], ["replan", "--publish"]])
def test_what_changes_nothing_writes_nothing(living: Path, run: Run, command: list[str]) -> None:
    """Again and again: not a byte changes, whatever the day."""
    before = files_in(living)
    done = run(command[0], living, *command[1:], *LATER)
    assert done.code == 0
    assert files_in(living) == before


def test_a_dry_run_writes_nothing(team: Path, run: Run) -> None:
    """--dry-run tells and leaves every file alone."""
    run("plan", team, *NOVEMBER)
    before = files_in(team)
    done = run("publish", team, *TODAY, "--dry-run")
    assert "Nothing was written" in done.out
    assert files_in(team) == before


def test_every_command_that_writes_has_a_dry_run(tmp_path: Path, run: Run) -> None:
    """--dry-run of init names its files and makes none; the others are tested with theirs."""
    done = run("init", tmp_path / "new", "--dry-run")
    assert done.code == 0
    assert "rotation.toml" in done.out
    assert not (tmp_path / "new").exists()
    writing = ("init", "plan", "publish", "replan", "trade", "sync", "leave", "volunteers open")
    for command in (*writing, "fairness", "hours"):
        assert "--dry-run" in run(*command.split(), "--help").out, command


def test_replan_tells_people_and_publish_makes_it_true(living: Path, run: Run) -> None:
    """A late vacation: a sentence per person, files to paste, revisions only for what moved."""
    rows = (living / "published.csv").read_text(encoding="utf-8").splitlines()
    shift, _, _, start, _, holder, *_ = rows[-1].split(",")
    with (living / "time_off.csv").open("a", encoding="utf-8") as file:
        file.write(f"{holder},{start[:10]},{start[:10]},vacation,\n")
    replanned = run("replan", living, *LATER)
    assert replanned.code == 0
    assert "the fewest possible, proved" in replanned.out
    assert "no longer" in replanned.out or "instead of" in replanned.out
    assert shift in (living / "out" / "difference.csv").read_text(encoding="utf-8")
    assert "| shift | days | was | now |" in (living / "out" / "difference.md").read_text(
        encoding="utf-8"
    )
    document = json.loads(run("replan", living, *LATER, "--dry-run", "--format", "json").out)
    assert shift in [move["shift"] for move in document["moved"]]
    done = run("publish", living, *LATER)
    assert done.code == 0
    moved = len(document["moved"])
    assert f"{moved} changed" in done.out
    changes = (living / "changes.csv").read_text(encoding="utf-8").splitlines()
    assert len(changes) == 1 + moved
    again = files_in(living)
    assert run("replan", living, *LATER).code == 0
    assert files_in(living) == again


def test_questions_can_be_about_what_is_published(living: Path, run: Run) -> None:
    """Why me, of the published plan: counted as a replan does, and never about another plan."""
    rows = (living / "published.csv").read_text(encoding="utf-8").splitlines()
    shift, track, _, start, _, holder, *_ = rows[-1].split(",")
    day = (date.fromisoformat(start[:10]) + timedelta(days=1)).isoformat()
    asked = ("why", living, holder, day, "--track", track, *LATER, "--published")
    done = run(*asked)
    assert done.code == 0
    assert shift in done.out
    assert "published shifts" in done.out
    clash = run(*asked, "--month", "2026-11")
    assert clash.code == 2
    assert "--published: cannot be combined with --month" in clash.err


def test_a_broken_rule_needs_force_and_a_reason(living: Path, run: Run) -> None:
    """A schedule that breaks a rule is not published; with --force it is, and told."""
    text = (living / "out" / "schedule.csv").read_text(encoding="utf-8")
    rows = text.splitlines()
    holder = rows[1].split(",")[5]
    cells = rows[2].split(",")
    cells[5] = holder
    rows[2] = ",".join(cells)
    (living / "out" / "schedule.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    before = files_in(living)
    done = run("publish", living, *TODAY)
    assert done.code == 1
    assert "error: breaks a rule: overlap" in done.err
    assert files_in(living) == before
    silent = run("publish", living, *TODAY, "--force")
    assert silent.code == 2
    assert "--force: needs a reason, which is logged; add --why" in silent.err
    assert files_in(living) == before
    forced = run("publish", living, *TODAY, "--force", "--why", "no other way")
    assert forced.code == 0
    assert "warning: broken by --force" in forced.err
    (change,) = (living / "changes.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert change.endswith(",no other way (forced: overlap)")


def test_a_first_publication_that_is_forced_is_recorded(team: Path, run: Run) -> None:
    """New shifts have no line in the change log, but those that break a rule do."""
    run("plan", team, *NOVEMBER)
    path = team / "out" / "schedule.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    cells = rows[2].split(",")
    cells[5] = rows[1].split(",")[5]
    path.write_text("\n".join([*rows[:2], ",".join(cells), *rows[3:]]) + "\n", encoding="utf-8")
    assert run("publish", team, *TODAY, "--force", "--why", "ill").code == 0
    first, second = (team / "changes.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert first.startswith("2026-09-20T00:00:00-04:00,A-2026-10-26,")
    assert first.endswith(f",,{cells[5]},0,ill (forced: overlap)")
    assert second.endswith(f",,{cells[5]},0,ill (forced: overlap)")
    assert run("publish", team, *TODAY).code == 0


def test_the_second_command_says_who_holds_the_lock(living: Path, run: Run) -> None:
    """Two commands at once: the second ends with who is at work, and nothing written."""
    with locked(living, "rotation trade"):
        done = run("publish", living, *TODAY)
        assert done.code == 2
        assert "rotation trade (process" in done.err
        assert run("plan", living, *NOVEMBER).code == 2
        assert run("publish", living, *TODAY, "--dry-run").code == 0


def test_sync_asks_or_accepts(
    living: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a terminal nothing is written; --accept makes the trade; a no leaves it."""
    calendar = tmp_path / "edited.ics"
    text = (living / "public" / "schedule.ics").read_text(encoding="utf-8")
    rows = (living / "published.csv").read_text(encoding="utf-8").splitlines()
    names = {"ada": "Ada Byron", "bela": "Bela Bartok", "cleo": "Cleo Laine"}
    names |= {"dora": "Dora Maar", "emil": "Emil Post", "fay": "Fay Wray"}
    last = rows[-1].split(",")[5]
    # The last shift has nothing behind it, so whoever worked longest before it can take it.
    others = [row.split(",")[5] for row in rows[1:]]
    taker = next(p for p in others if p != last and p not in others[-6:-1])
    before, rest = text.rsplit(f"SUMMARY:{names[last]}", 1)
    calendar.write_text(f"{before}SUMMARY:{names[taker]}{rest}", encoding="utf-8", newline="")
    files = files_in(living)
    refused = run("sync", living, calendar, *TODAY)
    assert refused.code == 1
    assert f"{names[taker]} in place of {names[last]}" in refused.out
    assert files_in(living) == files
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert run("sync", living, calendar, *TODAY).code == 1
    assert files_in(living) == files
    done = run("sync", living, calendar, *TODAY, "--accept")
    assert done.code == 0
    assert (living / "trades.csv").read_text(encoding="utf-8").count("\n") == 2
    same = run("sync", living, living / "public" / "schedule.ics", *TODAY)
    assert "says what is published" in same.out


def test_publishing_with_an_open_shift_says_why_it_ends_with_1(team: Path, run: Run) -> None:
    """The exit code of a published plan with a hole has its reason, by shift."""
    plan = team / "out" / "schedule.csv"
    assert run("plan", team, *NOVEMBER).code == 0
    head, first, *rest = plan.read_text(encoding="utf-8").splitlines()
    cells = first.split(",")
    cells[5:8] = ["", "", "open"]
    plan.write_text("\n".join((head, ",".join(cells), *rest, "")), encoding="utf-8")
    done = run("publish", team, *TODAY)
    assert done.code == 1
    assert f"warning: open, with nobody on call: {cells[0]}; someone must take it" in done.err


def test_what_to_type_next_names_the_configuration(living: Path, run: Run) -> None:
    """A replan's next command works as printed, from where it was typed."""
    away = living / "time_off.csv"
    holder = (living / "published.csv").read_text(encoding="utf-8").splitlines()[-1].split(",")
    line = f"{holder[5]},{holder[3][:10]},{holder[3][:10]},,\n"
    away.write_text(away.read_text(encoding="utf-8") + line, encoding="utf-8")
    done = run("replan", living, *TODAY)
    assert done.code == 0
    assert f"To apply it: rotation publish {living}\n" in done.out


def test_json_has_the_same_keys_whatever_happens(living: Path, run: Run, tmp_path: Path) -> None:
    """Sync and replan, with and without differences, answered or not."""
    same = living / "public" / "schedule.ics"
    edited = tmp_path / "edited.ics"
    text = same.read_text(encoding="utf-8")
    at = text.rindex("SUMMARY:")
    line = text[at : text.index("\n", at)].rstrip("\r")
    edited.write_text(text[:at] + text[at:].replace(line, "SUMMARY:No one (A)"), newline="")
    asked = [run("sync", living, file, *TODAY, "--format", "json") for file in (same, edited)]
    dry = run("sync", living, edited, *TODAY, "--format", "json", "--dry-run")
    documents = [json.loads(done.out) for done in (*asked, dry)]
    assert [len(d["differences"]) for d in documents] == [0, 1, 1]
    assert [d["done"] for d in documents] == [True, False, True]
    assert documents[0].keys() == documents[1].keys() == documents[2].keys()
    replans = [run("replan", living, *TODAY, "--format", "json", *o) for o in ([], ["--publish"])]
    plain, published = (json.loads(done.out) for done in replans)
    assert plain["written"] == published["written"] == []
    assert published["done"] is True


def test_an_answer_cut_off_is_a_no(living: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-D at the question leaves this difference and those behind it."""

    def end(_: str) -> str:
        raise EOFError

    calendar = living / "public" / "schedule.ics"
    text = calendar.read_text(encoding="utf-8")
    at = text.rindex("BEGIN:VEVENT", 0, text.rindex("BEGIN:VEVENT"))
    after = text.index("END:VEVENT", at) + len("END:VEVENT\n")
    calendar.write_text(text[:at] + text[after:], encoding="utf-8", newline="")
    before = files_in(living)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", end)
    done = run("sync", living, calendar, *TODAY)
    assert done.code == 1
    assert "deleted in the calendar" in done.out
    assert "warning: 1 difference is not recorded; the calendar still differs" in done.err
    assert files_in(living) == before


def test_a_calendar_of_what_is_over_is_published_without_it(living: Path, run: Run) -> None:
    """Shifts that history holds are not news, and are not counted."""
    rows = (living / "published.csv").read_text(encoding="utf-8").splitlines()
    head = rows[0].split(",")
    assert head[:6] == ["shift", "track", "kind", "start", "end", "engineer"]
    with (living / "history.csv").open("a", encoding="utf-8") as history:
        history.writelines(",".join(row.split(",")[:6]) + "\n" for row in rows[1:3])
    (living / "published.csv").write_text("\n".join([rows[0], *rows[3:]]) + "\n", encoding="utf-8")
    calendar = living / "public" / "schedule.ics"
    done = run("publish", living, "--schedule", calendar, "--today", "2026-11-08")
    assert f"{len(rows) - 3} shifts to publish: {len(rows) - 3} as before" in done.out


def test_sync_needs_something_published(team: Path, run: Run, tmp_path: Path) -> None:
    """One error, not one for each event."""
    (tmp_path / "some.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    done = run("sync", team, tmp_path / "some.ics", *TODAY)
    assert done.code == 2
    assert "nothing is published; plan and publish first" in done.err
