"""The last change of the published plan is taken back, as a change of its own (M15 to M17)."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from living_cases import NAMES, PUBLISHED_ON, draft, publish_month, write
from tests.teams import NEW_YORK, files_in

import rotation
from rotation import BadInput, Entry, Rotation
from rotation.api import entries_of
from rotation.limits import Limit
from rotation.trades import Edition, publish, undo

TODAY = date(2026, 11, 20)
FIRST, SECOND = "A-2026-12-07", "A-2026-12-14"
ZONE = ZoneInfo(NEW_YORK)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Rotation:
    """Return a team whose six weeks are published, as it was loaded; nobody writes its files."""
    folder = tmp_path_factory.mktemp("published")
    return publish_month(write(folder, min_rest_days=0))


def holds(team: Rotation) -> list[tuple[object, ...]]:
    """Return who holds what, by bounds."""
    return [(e.shift, *e.reads) for e in team.published]


def swapped(team: Rotation, today: date = TODAY) -> Edition[Rotation]:
    """Return a swap of the first two weeks of a track."""
    return team.swap(FIRST, SECOND, today, why="a wedding", force=True).edition


def refused(team: Rotation, today: date = TODAY) -> str:
    """Return why nothing can be taken back."""
    with pytest.raises(BadInput) as caught:
        undo(team, today)
    return str(caught.value)


def changes_of(team: Rotation) -> list[tuple[str, str | None, str | None, int, str]]:
    """Return the change log."""
    return [(c.shift, c.before, c.after, c.revision, c.why) for c in team.changes]


def test_a_trade_is_taken_back(published: Rotation) -> None:
    """Everybody has what they had, at the next revision, and the log says what was taken back."""
    after = swapped(published).after
    taken = after.undo(TODAY, why="typed too fast")
    back = taken.edition.after
    assert holds(back) == holds(published)
    assert {e.shift: e.revision for e in back.published if e.revision} == {FIRST: 2, SECOND: 2}
    (first, second) = changes_of(back)[2:]
    assert first[1:3] == changes_of(back)[0][2:0:-1]
    assert {first[4], second[4]} == {"undo: a wedding; typed too fast"}
    assert str(taken).splitlines()[0] == (
        "Team: takes back the change of Fri 20 Nov 2026: a wedding"
    )
    assert len(str(taken).splitlines()) == 3


def test_taken_back_twice_it_is_made_again(published: Rotation) -> None:
    """Undo is a change of its own, and the last one then."""
    after = swapped(published).after
    once = after.undo(TODAY).edition.after
    twice = once.undo(TODAY).edition.after
    assert holds(twice) == holds(after)
    assert twice.changes[-1].why == "redo: a wedding"
    thrice = twice.undo(TODAY).edition.after
    assert holds(thrice) == holds(published)
    assert thrice.changes[-1].why == "undo: a wedding"


def test_a_first_publication_is_withdrawn(tmp_path: Path) -> None:
    """Its shifts are cancelled in calendars, and come back with a higher revision."""
    team = publish_month(write(tmp_path))
    people = (tmp_path / "public" / "people").glob("*.ics")
    held = {path: path.read_bytes().count(b"BEGIN:VEVENT") for path in people}
    taken = team.undo(PUBLISHED_ON)
    assert "no longer published: " in str(taken)
    taken.edition.write()
    team = rotation.load(tmp_path)
    assert team.published == ()
    assert {change.after for change in team.changes} == {None}
    schedule = (tmp_path / "public" / "schedule.ics").read_bytes()
    assert schedule.count(b"STATUS:CANCELLED") == schedule.count(b"BEGIN:VEVENT") > 0
    assert schedule.count(b"SEQUENCE:1") == schedule.count(b"BEGIN:VEVENT")
    for path, count in held.items():
        assert path.read_bytes().count(b"STATUS:CANCELLED") == count
    again = team.undo(PUBLISHED_ON)
    assert "published again: " in str(again)
    again.edition.write()
    team = rotation.load(tmp_path)
    assert {entry.revision for entry in team.published} == {2}
    schedule = (tmp_path / "public" / "schedule.ics").read_bytes()
    assert b"STATUS:CANCELLED" not in schedule


def test_only_the_last_publication_is_withdrawn(published: Rotation) -> None:
    """Two on one day are two changes."""
    later = published.plan(start=date(2027, 1, 18), weeks=2, today=TODAY, effort=1)
    both = published.publish(later, TODAY).after
    assert len(both.published) > len(published.published)
    assert holds(both.undo(TODAY).edition.after) == holds(published)


def test_a_replan_and_a_departure_are_taken_back(published: Rotation) -> None:
    """Whatever command it was: lines read as before."""
    leaver = str(published.published[-1].engineer)
    left = published.leave(leaver, date(2026, 12, 14), TODAY, accept=True).edition.after
    assert holds(left) != holds(published)
    back = left.undo(TODAY).edition
    assert holds(back.after) == holds(published)
    assert back.broken != ()  # the configuration says that they leave
    away = published.replace(
        time_off=[rotation.TimeOff(leaver, date(2027, 1, 4), date(2027, 1, 20))]
    )
    replanned = away.replan(TODAY, effort=2).publish()
    assert holds(replanned.after) != holds(published)
    assert holds(replanned.after.undo(TODAY).edition.after) == holds(published)


def test_an_undo_that_breaks_a_rule_says_so(published: Rotation) -> None:
    """It is forced like every change, and recorded."""
    holder = next(e.engineer for e in published.published if e.shift == FIRST)
    after = swapped(published).after
    off = after.replace(
        time_off=[rotation.TimeOff(str(holder), date(2026, 12, 8), date(2026, 12, 9))]
    )
    off = off.amended(last_change=after.last_change)
    taken = undo(off, TODAY)
    assert [violation.rule for violation in taken.edition.broken] == ["time_off"]
    assert "breaks a rule" in str(taken)
    forced = undo(off, TODAY, force=True).edition
    assert forced.after.changes[-2].why == "undo: a wedding (forced: time_off)"


def test_a_cover_of_a_part_is_taken_back(published: Rotation) -> None:
    """The shift is whole again, with the id that its event has."""
    start, end = (datetime(2026, 12, day, tzinfo=ZONE) for day in (9, 10))
    taker = next(n for n in NAMES if n != next(e for e in published.published).engineer)
    cover = published.cover(FIRST, taker, TODAY, start=start, end=end, force=True).edition.after
    assert len(cover.published) > len(published.published)
    assert holds(cover.undo(TODAY).edition.after) == holds(published)


# -- time ---------------------------------------------------------------------------------------


def test_what_has_been_worked_is_not_taken_back(published: Rotation) -> None:
    """A shift that has begun, or is over, is listed with what to do; nothing else is done."""
    after = swapped(published).after
    text = refused(after, date(2026, 12, 9))
    assert f"{FIRST}: {FIRST} has begun on Mon 7 Dec 11:00 EST" in text
    assert f"`rotation trade cover {FIRST} PERSON` gives away what is left of it" in text
    assert f"{FIRST}: {FIRST} is over since Mon 14 Dec 11:00 EST" in refused(
        after, date(2026, 12, 15)
    )
    moved = after.archive(date(2026, 12, 15)).edition.after
    assert f"{FIRST} is over since" in refused(moved, date(2026, 12, 15))


def test_the_rest_of_a_shift_in_progress_is_given_back_the_same_day(published: Rotation) -> None:
    """A cover from the midnight of today on changes nothing that is over."""
    today = date(2026, 12, 9)
    holder = next(e.engineer for e in published.published if e.shift == FIRST)
    taker = next(name for name in NAMES if name != holder)
    cover = published.cover(FIRST, taker, today, force=True).edition.after
    assert holds(cover.undo(today).edition.after) == holds(published)
    assert "has begun" in refused(cover, today + timedelta(days=1))


def test_what_people_rely_on_is_not_withdrawn_later(published: Rotation) -> None:
    """A publication that is settled by the notice takes force on another day, a trade does not."""
    later = published.plan(start=date(2027, 1, 18), weeks=1, today=TODAY, effort=1)
    both = published.publish(later, TODAY).after
    inside = date(2026, 12, 30)
    rules = {violation.rule for violation in undo(both, inside).edition.broken}
    assert rules == {"locks"}
    assert undo(both, TODAY).edition.broken == ()
    assert undo(both, date(2026, 12, 1)).edition.broken == ()
    trade = both.swap("A-2027-01-04", "A-2027-01-11", inside, force=True).edition.after
    assert "locks" not in {
        violation.rule for violation in undo(trade, inside + timedelta(days=1)).edition.broken
    }


# -- files --------------------------------------------------------------------------------------


def test_what_is_taken_back_is_in_a_file(tmp_path: Path) -> None:
    """Loaded again, it is taken back as in memory; a plan that was edited since is left alone."""
    team = publish_month(write(tmp_path, min_rest_days=0))
    before = holds(team)
    swapped(team).write()
    team = rotation.load(tmp_path)
    edition = team.undo(TODAY).edition
    edition.write()
    assert rotation.load(tmp_path) == edition.after
    assert holds(rotation.load(tmp_path)) == before
    path = tmp_path / "published.csv"
    head, first, *rows = path.read_text(encoding="utf-8").splitlines()
    cells = first.split(",")
    while cells[0] != FIRST:
        rows.append(first)
        first = rows.pop(0)
        cells = first.split(",")
    cells[5] = next(name for name in NAMES if name != cells[5])
    path.write_text("\n".join((head, ",".join(cells), *rows, "")), encoding="utf-8")
    text = refused(rotation.load(tmp_path))
    assert text == (
        f"published.csv: the change of 2026-11-20 is not the last one: {FIRST} has changed since; "
        "`rotation trade` gives shifts back"
    )


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: text[:0], "has no header row"),
        (lambda text: text.replace("before,", "then,", 1), "unknown state 'then'"),
        (lambda text: text.replace("2026-11-20", "2026-11-21", 1), "is about another change"),
        (lambda text: text.replace("2026-11-20,", "soon,"), "rotation.undo.csv:2: day"),
        (lambda text: text.replace("-20,1,", "-20,one,"), "'one' is not a whole number"),
        (lambda text: text.replace(",ada,", ",zoe,"), "unknown engineer 'zoe'"),
    ],
)
def test_a_damaged_file_stops_nothing_else(
    tmp_path: Path, damage: Callable[[str], str], words: str
) -> None:
    """Other commands do not read it; `undo` lists every row at fault."""
    swapped(publish_month(write(tmp_path, min_rest_days=0))).write()
    path = tmp_path / "rotation.undo.csv"
    text = path.read_text(encoding="utf-8")
    text = text.replace(next(n for n in NAMES if f",{n}," in text), "ada")
    path.write_text(damage(text), encoding="utf-8")
    team = rotation.load(tmp_path)
    assert words in refused(team)
    team.archive(TODAY)


def test_nothing_recorded_is_nothing_to_take_back(tmp_path: Path) -> None:
    """Neither in a folder nor in Python; a change that is too long has no lines."""
    team = rotation.load(write(tmp_path))
    assert refused(team).startswith("rotation.undo.csv: no change of the published plan is")
    assert refused(Rotation.from_dict(team.to_dict())).startswith("undo: no change of the")
    publish_month(tmp_path)
    head, *_ = (tmp_path / "rotation.undo.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "rotation.undo.csv").write_text(f"{head}\n", encoding="utf-8")
    assert "no change of the published plan is recorded" in refused(rotation.load(tmp_path))


def test_a_change_that_is_too_long_to_be_read_is_made(
    published: Rotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be taken back, and nothing but the header of the file says so."""
    monkeypatch.setattr("rotation.export.last_change.CSV_ROWS", Limit("a CSV file", 3, "rows"))
    files = {path.name: data for path, data in swapped(published).files().items()}
    assert len(files["rotation.undo.csv"].splitlines()) == 1


def test_the_result_is_a_frame_and_plain_values(published: Rotation) -> None:
    """The rows of its edition, and what is taken back."""
    taken = swapped(published).after.undo(TODAY)
    assert taken.to_frame().equals(taken.edition.to_frame())
    facts = taken.to_dict()
    assert facts["undone"] == {"day": "2026-11-20", "trade": 1, "why": "a wedding"}
    assert json.loads(json.dumps(facts)) == facts


# -- any sequence -------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["swap", "cover", "publish", "withdraw", "leave", "exchange", "undo"]),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=4,
)


def step(team: Rotation, act: str, first: int, second: int, today: date) -> Edition[Rotation]:
    """Return a change of some kind."""
    lines = [
        e for e in team.published if e.start >= datetime.combine(today, datetime.min.time(), ZONE)
    ]
    if act == "undo" or not lines:
        return undo(team, today, rules=()).edition
    line, other = lines[first % len(lines)], lines[second % len(lines)]
    who = NAMES[second % len(NAMES)]
    if act == "swap":
        return team.swap(line.shift, other.shift, today, rules=()).edition
    if act == "exchange":
        third = lines[(first + second) % len(lines)]
        ids = [line.shift, other.shift, third.shift]
        return team.exchange(ids, today, rules=()).edition
    if act == "cover":
        start = line.start + timedelta(hours=second % 40)
        end = start + timedelta(hours=1 + first % 100)
        return team.cover(line.shift, who, today, start=start, end=end, rules=()).edition
    if act == "leave":
        return team.leave(who, today + timedelta(days=30), today, accept=True, rules=()).edition
    base = line.shift.partition("+")[0]
    parts = [e for e in team.published if e.shift.partition("+")[0] == base]
    newest = max(e.revision for e in parts)
    holder = None if act == "withdraw" else who
    span = (parts[0].start, max(e.end for e in parts))
    whole = Entry(base, line.track, line.kind, *span, holder, revision=newest)
    return publish(team, [whole], today, rules=())


@settings(
    max_examples=8,
    phases=[Phase.generate],
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_after_any_sequence_the_last_change_is_taken_back(
    published: Rotation, steps: list[tuple[str, int, int, int]]
) -> None:
    """Who holds what is as before the last change; revisions and stamps only rise."""
    team, today = published.amended(last_change=None), TODAY
    for act, first, second, days in steps:
        today += timedelta(days=days)
        try:
            edition = step(team, act, first, second, today)
        except BadInput:  # one shift or person twice, nobody, nothing recorded
            continue
        if edition.empty:
            continue
        back = undo(edition.after, today, rules=()).edition
        assert holds(back.after) == holds(edition.before)
        assert back.after.trades == edition.after.trades
        was = {e.shift: (e.revision, e.revised) for e in edition.after.published}
        for entry in back.after.published:
            before = was.get(entry.shift, (-1, None))
            same = (entry.revision, entry.revised) == before
            assert same or entry.revision > before[0]
        again = undo(back.after, today, rules=()).edition
        assert holds(again.after) == holds(edition.after)
        team = edition.after


def test_written_and_read_at_every_step(tmp_path: Path) -> None:
    """Files reload as what was made of them; no file contradicts another."""
    team = publish_month(write(tmp_path, min_rest_days=0))
    acts = [("swap", 3, 6), ("undo", 0, 0), ("cover", 4, 5), ("publish", 2, 1), ("undo", 0, 0)]
    for number, (act, first, second) in enumerate(acts):
        today = TODAY + timedelta(days=number // 2)
        edition = step(team, act, first, second, today)
        edition.write()
        team = rotation.load(tmp_path)
        assert replace(team, engineers=edition.after.engineers) == edition.after
        assert holds(team.undo(today, force=True).edition.after) == holds(edition.before)


def test_nothing_is_written_before_it_is_asked_for(tmp_path: Path) -> None:
    """Neither by what is taken back nor by what cannot be."""
    team = publish_month(write(tmp_path))
    before = files_in(tmp_path)
    team.undo(PUBLISHED_ON)
    with pytest.raises(BadInput):
        team.undo(date(2027, 2, 1))
    assert files_in(tmp_path) == before
    assert entries_of(draft(team)) == draft(team)
