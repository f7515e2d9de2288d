"""Shifts that are over move to history, and nothing else changes (H72 to H74)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from living_cases import BEGINS, publish_month, write
from tests.teams import NEW_YORK, files_in

import rotation
from rotation import BadInput, Rotation
from rotation.limits import Limit
from rotation.trades import archive
from rotation.trades.edition import public_files

TODAY = date(2026, 12, 27)
OVER = ["A-2026-12-07", "B-2026-12-09", "A-2026-12-14", "B-2026-12-16"]
MOVED = [
    *("A-2026-11-30", "B-2026-12-02", "A-2026-12-07"),
    *("B-2026-12-09+2", "B-2026-12-09+3", "B-2026-12-09", "A-2026-12-14", "B-2026-12-16"),
]
HEAD = "shift,track,kind,start,end,engineer"


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return the files of a team whose plan was traded, covered in part, and goes on."""
    folder = tmp_path_factory.mktemp("living")
    team = publish_month(write(folder, min_rest_days=0))
    first, second = (e for e in team.published if e.track == "A" and e.start.day in {7, 14})
    team.swap(first.shift, second.shift, date(2026, 11, 20)).edition.write()
    team = rotation.load(folder)
    giver = next(e.engineer for e in team.published if e.shift == OVER[1])
    taker = next(e.id for e in team.engineers if e.id != giver)
    start, end = (datetime(2026, 12, day, tzinfo=ZoneInfo(NEW_YORK)) for day in (11, 13))
    covered = team.cover(OVER[1], taker, date(2026, 12, 1), start=start, end=end, force=True)
    covered.edition.write()
    return files_in(folder)


@pytest.fixture
def folder(living: Mapping[str, bytes], tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    for name, data in living.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def read_of(team: Rotation, today: date) -> dict[str, object]:
    """Return what people and later plans get from a rotation."""
    noon = datetime(2026, 12, 15, 12, tzinfo=UTC)
    problem = team.problem(month="2027-03", today=today)
    return {
        "who": team.who(noon, today=today).to_dict(),
        "ledger": team.ledger(since=date(2026, 11, 1)).to_dict(),
        "hours": team.hours("2026-12").to_dict(),
        "notes": team.notes(date(2026, 12, 14), today=today).to_dict(),
        "next": team.next_shifts("ada", noon).to_dict(),
        "problem": replace(problem, carried=()),
        "carried": [(held.shift, held.engineer) for held in problem.carried],
    }


def refused(team: Rotation, **arguments: date) -> str:
    """Return why shifts cannot move."""
    with pytest.raises(BadInput) as caught:
        archive(team, TODAY, **arguments)
    return str(caught.value)


def test_only_whole_shifts_that_are_over_move(folder: Path) -> None:
    """With all parts and trades; a shift in progress stays, as does what is ahead."""
    team = rotation.load(folder)
    moved = team.archive(TODAY)
    assert [e.shift for e in moved.moved] == MOVED
    assert moved.moved == moved.edition.after.history
    assert [*moved.moved, *moved.edition.after.published] == list(team.published)
    moved.edition.write()
    assert rotation.load(folder) == moved.edition.after
    text = (folder / "history.csv").read_text(encoding="utf-8")
    published = (folder / "published.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == published.splitlines()[0]
    assert "B-2026-12-09+2" in text
    assert "B-2026-12-09" not in published


@pytest.mark.parametrize("day", [TODAY, date(2027, 1, 20)])
def test_nothing_that_is_read_changes(folder: Path, day: date) -> None:
    """Who, loads, hours, notes, the problem of the next month, page and calendars are the same."""
    team = rotation.load(folder)
    before, public = read_of(team, day), public_files(team, day)
    moved = team.archive(day)
    assert len(moved.moved) == (len(MOVED) if day == TODAY else len(team.published) - 1)
    moved.edition.write()
    after = rotation.load(folder)
    assert read_of(after, day) == before
    assert public_files(after, day) == public
    assert files_in(folder / "public") == public


def test_the_plan_of_the_next_month_is_the_same(folder: Path) -> None:
    """The same roster, revisions and proof, also of a month whose first shifts have moved."""
    team = rotation.load(folder)
    for first in (date(2027, 1, 18), date(2026, 12, 14)):
        plan = partial(Rotation.plan, start=first, end=date(2027, 2, 1), today=TODAY, effort=2)
        before, after = plan(team), plan(team.archive(TODAY).edition.after)
        assert after.rows == before.rows
        assert after.objectives == before.objectives
        assert after.files()["schedule.ics"] == before.files()["schedule.ics"]


def test_moving_again_changes_no_byte(folder: Path) -> None:
    """What has moved is no longer published, so a second run has nothing to do."""
    rotation.load(folder).archive(TODAY).edition.write()
    before = files_in(folder)
    again = rotation.load(folder).archive(TODAY)
    assert again.edition.empty
    assert again.edition.files() == {}
    assert str(again) == ("Team: nothing to archive: no published shift was over before 2026-12-27")
    again.edition.write()
    assert files_in(folder) == before


def test_trades_and_changes_stay(folder: Path) -> None:
    """Both logs only grow: not a byte of them changes, and nothing contradicts them."""
    logs = {name: (folder / name).read_bytes() for name in ("trades.csv", "changes.csv")}
    moved = rotation.load(folder).archive(TODAY).edition
    assert not set(logs) & {path.name for path in moved.files()}
    moved.write()
    assert {name: (folder / name).read_bytes() for name in logs} == logs


def test_a_day_may_be_named(folder: Path) -> None:
    """Shifts that ended at its midnight or before move; a day after today is refused."""
    team = rotation.load(folder)
    assert [e.shift for e in archive(team, TODAY, before=date(2026, 12, 15)).moved] == MOVED[:3]
    assert archive(team, TODAY, before=BEGINS).edition.empty
    assert refused(team, before=TODAY + timedelta(days=1)) == (
        "--before: 2026-12-28 is after today, 2026-12-27; shifts that are not over stay published"
    )


def test_the_result_is_a_frame_and_plain_values(folder: Path) -> None:
    """One row per line that leaves the published plan."""
    moved = rotation.load(folder).archive(TODAY)
    frame = moved.to_frame()
    assert tuple(frame) == moved.columns
    assert frame["shift"].tolist() == [e.shift for e in moved.moved]
    assert not frame["known"].any()
    facts = moved.to_dict()
    assert facts["file"] == "history.csv"
    assert json.loads(json.dumps(facts)) == facts
    assert facts["shifts"][0]["shift"] == MOVED[0]
    assert moved.edition.to_frame()["change"].unique().tolist() == ["moved to history"]
    assert str(moved.edition) == "Team, 2026-12-27, published lines: moved to history 8"


def test_a_rotation_made_in_python_moves_them_too(folder: Path, tmp_path: Path) -> None:
    """Without any folder; what is saved then is read as the same."""
    data = rotation.load(folder).to_dict()
    after = Rotation.from_dict(data).archive(TODAY).edition.after
    assert [e.shift for e in after.history] == [e.shift for e in after.archive(TODAY).moved] + [
        e.shift for e in rotation.load(folder).archive(TODAY).moved
    ]
    after.save(tmp_path / "saved")
    assert rotation.load(tmp_path / "saved") == after


# -- the file -----------------------------------------------------------------------------------


def named(folder: Path, *names: str) -> Path:
    """Name files of history."""
    path = folder / "rotation.toml"
    listed = ", ".join(f'"{name}"' for name in names)
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}[files]\nhistory = [{listed}]\n", encoding="utf-8")
    return folder


def test_lines_go_to_the_last_file_in_its_own_columns(folder: Path) -> None:
    """Earlier bytes stay, with the columns that the lines need; other files are not touched."""
    row = "A-2026-11-23,A,regular,2026-11-23T11:00-05:00,2026-11-30T11:00-05:00,ada"
    (folder / "old.csv").write_text(f"{HEAD}\n", encoding="utf-8")
    swapped = "engineer,shift,track,kind,start,end"
    cells = row.split(",")
    moved_row = ",".join([cells[-1], *cells[:-1]])
    last = f"\ufeffsep=,\r\n{swapped},,\r\n{moved_row}"
    (folder / "new.csv").write_bytes(last.encode())
    named(folder, "old.csv", "new.csv")
    moved = rotation.load(folder).archive(TODAY).edition
    moved.write()
    assert rotation.load(folder) == moved.after
    assert (folder / "old.csv").read_text(encoding="utf-8") == f"{HEAD}\n"
    lines = (folder / "new.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0] == "sep=,"
    assert lines[1] == f"{swapped},,,status,revision,revised"
    assert lines[2] == f"{moved_row},,,,,"
    assert len(lines) == 3 + len(MOVED) + 1
    assert not (folder / "history.csv").exists()


def test_a_history_that_would_be_too_long_is_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The published plan stays as it is, and the message names what to do."""
    monkeypatch.setattr("rotation.export.records.CSV_ROWS", Limit("a CSV file", 10, "rows"))
    before = files_in(folder)
    edition = rotation.load(folder).archive(date(2027, 1, 20)).edition
    with pytest.raises(BadInput, match=r"history\.csv: would have more than the 10 rows") as caught:
        edition.write()
    monkeypatch.undo()
    assert "name another file last under [files] history" in str(caught.value)
    assert files_in(folder) == before


def test_history_that_has_changed_since_is_not_overwritten(folder: Path) -> None:
    """Somebody moved the same shifts meanwhile: nothing is doubled."""
    slow, quick = rotation.load(folder), rotation.load(folder)
    quick.archive(TODAY, before=date(2026, 12, 15)).edition.write()
    before = files_in(folder)
    with pytest.raises(BadInput, match="do not hold what this change begins with"):
        slow.archive(TODAY).edition.write()
    assert files_in(folder) == before


# -- shifts that history has already ------------------------------------------------------------


def worked(folder: Path, *rows: str) -> Rotation:
    """Return the team with lines in history.csv."""
    (folder / "history.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return rotation.load(folder)


def test_a_shift_in_history_is_not_doubled(folder: Path) -> None:
    """Its published line goes as soon as calendars no longer need its revision."""
    row = "A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,fay"
    team = worked(folder, row)
    for day, kept in ((TODAY, True), (date(2027, 1, 14), False)):
        public = public_files(team, day)
        moved = team.archive(day)
        assert ([e.shift for e in moved.kept] == [OVER[0]]) is kept
        assert ([e.shift for e in moved.known] == [OVER[0]]) is not kept
        assert OVER[0] not in {e.shift for e in moved.moved}
        assert sum(e.shift == OVER[0] for e in moved.edition.after.history) == 1
        assert public_files(moved.edition.after, day) == public
        assert "In history already" in str(moved)


def test_lines_that_history_has_with_revisions_go_at_once(folder: Path) -> None:
    """An export of `rotation show` is a file of history; nothing in calendars depends on more."""
    team = rotation.load(folder)
    moved = team.archive(TODAY).edition
    moved.write()
    history = (folder / "history.csv").read_bytes()
    _, rest = (folder / "published.csv").read_bytes().split(b"\n", 1)
    (folder / "published.csv").write_bytes(history + rest)
    again = rotation.load(folder).archive(TODAY)
    assert (again.moved, again.kept) == ((), ())
    assert len(again.known) == len(MOVED)
    again.edition.write()
    assert (folder / "history.csv").read_bytes() == history
    assert rotation.load(folder) == moved.after


def test_what_history_contradicts_does_not_move(folder: Path) -> None:
    """A part of a shift, and another shift at the time, are reported together; nothing moves."""
    team = worked(
        folder,
        "B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-11T00:00-05:00,ada",
        "A-2026-12-08,A,regular,2026-12-08T11:00-05:00,2026-12-15T11:00-05:00,ada",
    )
    text = refused(team)
    assert "history.csv:2: shift: history has only a part of B-2026-12-09" in text
    assert "A-2026-12-07 overlaps A-2026-12-08 of history (history.csv:3)" in text
    assert "A-2026-12-14 overlaps A-2026-12-08 of history (history.csv:3)" in text
