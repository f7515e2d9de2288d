"""Publishing a plan."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from living_cases import BEGINS, ENDS, PUBLISHED_ON, draft, publish_month, write

import rotation
from rotation.api import entries_of
from rotation.errors import BadInput
from rotation.export.lock import locked
from rotation.model.shifts import Status
from rotation.trades import Transfer, hand_over, publish
from rotation.trades.edition import forced
from rotation.trades.publications import sooner
from rotation.trades.sentences import sentences
from rotation.written.roster_lines import settled_rows


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".rotation.lock"
    }


def test_what_is_published_is_what_was_planned(tmp_path: Path) -> None:
    """The published file reads back as the plan, at revision 0, with an empty change log."""
    planned = draft(rotation.load(write(tmp_path)))
    team = publish_month(tmp_path)
    assert [(e.shift, e.engineer, e.revision) for e in team.published] == [
        (e.shift, e.engineer, 0) for e in planned
    ]
    assert team.changes == ()
    assert (tmp_path / "public" / "people" / "ada.ics").exists()


def test_publishing_again_changes_no_byte(tmp_path: Path) -> None:
    """The same plan on another day leaves every file as it is."""
    planned = draft(rotation.load(write(tmp_path)))
    team = publish_month(tmp_path)
    before = files_in(tmp_path)
    edition = publish(team, planned, date(2026, 11, 3))
    assert edition.empty
    edition.write()
    assert files_in(tmp_path) == before


def test_a_change_raises_the_revision_of_its_shift_alone(tmp_path: Path) -> None:
    """One shift with another holder has revision 1, a later instant and a line in the log."""
    team = publish_month(write(tmp_path))
    last = team.published[-1]
    other = next(e.id for e in team.engineers if e.id != last.engineer)
    lines = [replace(e, engineer=other) if e is last else e for e in team.published]
    edition = publish(team, lines, date(2026, 11, 5))
    edition.write()
    after = rotation.load(tmp_path)
    assert after.published == edition.after.published
    assert {e.shift: e.revision for e in after.published if e.revision} == {last.shift: 1}
    (change,) = after.changes
    assert (change.shift, change.before, change.after) == (last.shift, last.engineer, other)
    gone = (tmp_path / "public" / "people" / f"{last.engineer}.ics").read_text(encoding="utf-8")
    assert gone.count("STATUS:CANCELLED") == 1


def test_a_lock_is_not_taken_away_in_silence(tmp_path: Path) -> None:
    """A schedule that gives away a shift inside the notice breaks `locks`."""
    team = publish_month(write(tmp_path))
    first = team.published[0]
    other = next(e.id for e in team.engineers if e.id != first.engineer)
    lines = [replace(e, engineer=other) if e is first else e for e in team.published]
    assert "locks" in {v.rule for v in publish(team, lines, date(2026, 11, 20)).broken}
    assert "locks" not in {v.rule for v in publish(team, lines, date(2026, 10, 25)).broken}


def test_a_plan_from_before_a_trade_is_refused(tmp_path: Path) -> None:
    """A draft does not know what was traded after it was made: publishing it would undo that."""
    team = publish_month(write(tmp_path))
    planned = team.published
    first = planned[-1]
    other = next(e.id for e in team.engineers if e.id != first.engineer)
    hand_over(team, [Transfer(first.shift, other)], date(2026, 11, 4)).write()
    edition = publish(rotation.load(tmp_path), planned, date(2026, 11, 5))
    (stale,) = (v for v in edition.broken if v.rule == "published")
    assert first.shift in stale.text


def test_what_is_sooner_than_the_notice_is_reported_by_person(tmp_path: Path) -> None:
    """Publishing ten days before the first shift names whoever gets one within the notice."""
    team = rotation.load(write(tmp_path))
    today = date(2026, 11, 27)
    plan = team.plan(start=BEGINS, end=ENDS, today=today)
    soon = sooner(publish(team, entries_of(plan), today))
    shifts = {e.shift for entries in soon.values() for e in entries}
    assert shifts == {row.shift.id for row in plan.rows if row.shift.first_day < date(2026, 12, 27)}
    assert all(e.engineer == person for person, entries in soon.items() for e in entries)


def test_what_is_over_is_not_rewritten(tmp_path: Path) -> None:
    """A schedule that says otherwise of a shift which is over is bad input."""
    team = publish_month(write(tmp_path))
    lines = [replace(e, engineer=None) if n == 0 else e for n, e in enumerate(team.published)]
    with pytest.raises(BadInput, match="is over"):
        publish(team, lines, date(2027, 1, 10))


def test_the_second_command_names_who_is_at_work(tmp_path: Path) -> None:
    """While one holds the lock another one is refused with the first one's name."""
    message = r"rotation publish \(process \d+\) is at work"
    with locked(tmp_path, "rotation publish"), pytest.raises(BadInput, match=message):  # noqa: SIM117 - one within the other
        with locked(tmp_path, "rotation trade"):
            pass
    with locked(tmp_path, "rotation trade"):
        pass


def test_nothing_is_written_when_one_file_cannot_be(tmp_path: Path) -> None:
    """A folder in the way of one file leaves all others as they were."""
    team = publish_month(write(tmp_path))
    (tmp_path / "trades.csv").mkdir()
    before = files_in(tmp_path)
    other = next(e.id for e in team.engineers if e.id != team.published[-1].engineer)
    edition = hand_over(team, [Transfer(team.published[-1].shift, other)], date(2026, 11, 4))
    with pytest.raises(BadInput):
        edition.write()
    assert files_in(tmp_path) == before


def test_a_shift_is_replaced_with_all_its_parts(tmp_path: Path) -> None:
    """A plan that has a split shift whole again, or splits one, leaves no old part behind."""
    team = publish_month(write(tmp_path))
    cut, whole = team.published[-1], team.published[-3]
    other = next(e.id for e in team.engineers if e.id not in {cut.engineer, whole.engineer})
    middle = cut.start + (cut.end - cut.start) / 2
    parts = [
        replace(cut, end=middle, revision=1),
        replace(cut, shift=f"{cut.shift}+2", start=middle, engineer=other, revision=1),
    ]
    split = publish(team, parts, date(2026, 10, 25)).after
    assert [e.shift for e in split.published if e.shift.startswith(cut.shift)] == [
        cut.shift,
        f"{cut.shift}+2",
    ]
    assert len(split.published) == len(team.published) + 1
    again = publish(split, [replace(cut, revision=2)], date(2026, 10, 26)).after
    assert [(e.shift, e.end) for e in again.published if e.shift.startswith(cut.shift)] == [
        (cut.shift, cut.end)
    ]
    assert len(again.published) == len(team.published)


def test_a_cover_inside_the_notice_is_not_taken_away_in_silence(tmp_path: Path) -> None:
    """A schedule that has a split shift whole again takes the part of whoever covers."""
    team = publish_month(write(tmp_path))
    first = team.published[0]
    other = next(e.id for e in team.engineers if e.id != first.engineer)
    middle = first.start + (first.end - first.start) / 2
    edition = hand_over(team, [Transfer(first.shift, other, middle)], date(2026, 11, 20), rules=())
    whole = [replace(first, revision=2)]
    broken = publish(edition.after, whole, date(2026, 11, 20), rules=()).broken
    assert [v.shifts for v in broken if v.rule == "locks"] == [(f"{first.shift}+2",)]


def test_a_line_corrected_by_hand_keeps_the_revision_of_its_trade(tmp_path: Path) -> None:
    """Written into published.csv as traded, without a revision: calendars do not go back."""
    team = publish_month(write(tmp_path))
    last = team.published[-1]
    other = next(e.id for e in team.engineers if e.id != last.engineer)
    edition = hand_over(team, [Transfer(last.shift, other)], date(2026, 11, 4), rules=())
    edition.write()
    path = tmp_path / "published.csv"
    text = path.read_text(encoding="utf-8").splitlines()
    text[-1] = text[-1].replace(f",{last.engineer},", f",{other},")
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    assert rotation.load(tmp_path).published == edition.after.published


def test_files_may_be_anywhere(tmp_path: Path) -> None:
    """The published plan beside the configuration's folder, and calendars under any name."""
    folder, shared = tmp_path / "team", tmp_path / "shared"
    write(folder)
    shared.mkdir()
    (shared / "plan.csv").write_text("shift,track,kind,start,end,engineer\n", encoding="utf-8")
    toml = (folder / "rotation.toml").read_text(encoding="utf-8")
    named = f'[files]\npublished = "{shared / "plan.csv"}"\npublic = "pub:lic"\n'
    (folder / "rotation.toml").write_text(toml + named, encoding="utf-8")
    team = publish_month(folder)
    assert len(team.published) == 14
    assert (folder / "pub:lic" / "people" / "ada.ics").exists()
    assert sorted(path.name for path in shared.iterdir()) == ["plan.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A published plan that is kept elsewhere and linked here is written where it is kept."""
    folder, kept = tmp_path / "team", tmp_path / "kept.csv"
    write(folder)
    kept.write_text("shift,track,kind,start,end,engineer\n", encoding="utf-8")
    (folder / "published.csv").symlink_to(kept)
    team = publish_month(folder)
    assert team.published
    assert (folder / "published.csv").is_symlink()
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 1 + len(team.published)


def test_a_schedule_without_revisions_that_changes_nothing_is_fine(tmp_path: Path) -> None:
    """A calendar, or a file with the first columns only, has no revisions, and undoes nothing."""
    team = publish_month(write(tmp_path))
    last = team.published[-1]
    other = next(e.id for e in team.engineers if e.id != last.engineer)
    hand_over(team, [Transfer(last.shift, other)], date(2026, 11, 4), rules=()).write()
    team = rotation.load(tmp_path)
    bare = [replace(e, revision=0, revised=None) for e in team.published]
    edition = publish(team, bare, date(2026, 11, 5))
    assert edition.broken == ()
    assert edition.empty


@pytest.mark.parametrize("worked", [False, True])
def test_history_goes_on_where_published_was(tmp_path: Path, worked: bool) -> None:
    """A shift that moves to history keeps its revision; one worked otherwise gets the next."""
    team = publish_month(write(tmp_path))
    first = team.published[0]
    other = next(e.id for e in team.engineers if e.id != first.engineer)
    revised = replace(first, revision=2, revised=first.start)
    bare = replace(first, engineer=other if worked else first.engineer, revised=None)
    team = replace(team, history=(bare,), published=(revised, *team.published[1:]))
    row = settled_rows(team, (), first.start.date())[0]
    assert row.engineer == bare.engineer
    assert (row.revision, row.revised - first.start) == (
        2 + worked,
        timedelta(seconds=int(worked)),
    )


def test_a_command_that_was_killed_can_be_run_again(tmp_path: Path) -> None:
    """Power fails between the change log and the trades: the same trade again adds no line."""
    team = publish_month(write(tmp_path))
    last = team.published[-1]
    other = next(e.id for e in team.engineers if e.id != last.engineer)
    trade = [Transfer(last.shift, other)]
    hand_over(team, trade, date(2026, 11, 4), rules=()).write()
    done = files_in(tmp_path)
    (tmp_path / "trades.csv").unlink()
    half = rotation.load(tmp_path)
    assert half.published == team.published
    hand_over(half, trade, date(2026, 11, 4), rules=()).write()
    assert files_in(tmp_path) == done
    assert rotation.load(tmp_path).published[-1].engineer == other


def test_people_outside_the_rotation_are_refused(tmp_path: Path) -> None:
    """No rule chosen and no force makes files that name somebody unknown, and cannot be read."""
    team = publish_month(write(tmp_path))
    last = team.published[-1]
    with pytest.raises(BadInput, match="nobody in the rotation has the id 'zoe'"):
        hand_over(team, [Transfer(last.shift, "zoe")], PUBLISHED_ON, rules=())
    with pytest.raises(BadInput, match="nobody in the rotation has the id 'zoe'"):
        publish(team, [replace(last, engineer="zoe")], PUBLISHED_ON, rules=())


def test_a_pin_does_not_outlive_itself(tmp_path: Path) -> None:
    """A pinned shift is published as planned: taking the pin out frees it."""
    pin = '[[pin]]\nshift = "A-2026-12-14"\nengineer = "fay"\n'
    team = publish_month(write(tmp_path, pin))
    (pinned,) = (e for e in team.published if e.shift == "A-2026-12-14")
    assert (pinned.engineer, pinned.status) == ("fay", Status.PLANNED)
    free = replace(team, pins=())
    assert "A-2026-12-14" not in free.problem(start=BEGINS, end=ENDS, today=PUBLISHED_ON).locks


def test_a_line_locked_by_hand_is_published_as_locked(tmp_path: Path) -> None:
    """A pin on one shift does not free another one that the schedule locks."""
    pin = '[[pin]]\nshift = "A-2026-12-14"\nengineer = "fay"\n'
    team = rotation.load(write(tmp_path, pin))
    lines = [
        replace(e, status=Status.LOCKED) if e.shift == "B-2026-12-30" else e for e in draft(team)
    ]
    published = {e.shift: e.status for e in publish(team, lines, PUBLISHED_ON).after.published}
    assert published["B-2026-12-30"] is Status.LOCKED
    assert published["A-2026-12-14"] is Status.PLANNED


def test_what_is_forced_twice_on_a_day_has_two_instants(tmp_path: Path) -> None:
    """The log carries the instant of each revision, of a line that is published anew as well."""
    team = publish_month(write(tmp_path))
    today, second = date(2026, 11, 20), team.published[1]
    lines = (replace(team.published[0], engineer=second.engineer), *team.published[1:])
    for _ in range(2):
        after = forced(publish(team, lines, today), "agreed").after
        team = replace(after, published=after.published[1:])
    team = after
    first = team.published[0]
    whens = [change.when for change in team.changes if change.shift == first.shift]
    assert len(whens) == 2
    assert whens[1] - whens[0] == timedelta(seconds=1)
    assert first.revised == whens[1]


def test_a_split_part_comes_from_whoever_had_its_time(tmp_path: Path) -> None:
    """The log names the giver of a new part, and who has the time of one that is gone."""
    team = publish_month(write(tmp_path))
    line = team.published[0]
    taker = next(e.id for e in team.engineers if e.id != line.engineer)
    days = [line.start + timedelta(days=n) for n in (2, 4)]
    edition = hand_over(team, [Transfer(line.shift, taker, *days)], PUBLISHED_ON, rules=())
    edition.write()
    parts = {c.shift.partition("+")[2]: (c.before, c.after) for c in edition.changes}
    holder = line.engineer
    assert parts == {"": (holder, holder), "2": (holder, holder), "3": (holder, taker)}
    names = {e.id: e.name for e in team.engineers}
    assert sentences(edition.after, edition.changes) == (
        f"{line.shift}: {names[holder or '']}, at other times",
        f"{line.shift}+2: {names[holder or '']} keeps this part",
        f"{line.shift}+3: {names[taker]} in place of {names[holder or '']}",
    )
    assert b"CANCELLED" not in (tmp_path / "public" / "people" / f"{holder}.ics").read_bytes()

    team = rotation.load(tmp_path)
    back = hand_over(team, [Transfer(line.shift, holder, *days)], PUBLISHED_ON, rules=())
    gone = {c.shift.partition("+")[2]: (c.before, c.after) for c in back.changes}
    assert gone == {"": (holder, holder), "2": (holder, holder), "3": (taker, holder)}
