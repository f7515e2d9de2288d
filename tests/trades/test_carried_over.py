"""Published shifts carried over to tracks that have changed: the folder stays one plan."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests.teams import head, person

import rotation
from rotation import Rotation
from rotation.api import entries_of
from rotation.checks.schedules import judge
from rotation.errors import BadInput
from rotation.model.identity import TEAM_FEED, calendar_uid, person_feed
from rotation.model.shifts import Entry
from rotation.plans.replan import Replan
from rotation.plans.replanning import replan
from rotation.trades import cover, publish
from rotation.trades.edition import calendars, living_entries
from rotation.written.fits import misfits

NAMES = ("ada", "ben", "cai", "dee", "eve")
PLANNED_ON = date(2027, 3, 1)
BEGINS, ENDS = date(2027, 3, 15), date(2027, 4, 26)


@dataclass(frozen=True)
class Settings:
    """What of a configuration changes in these tests."""

    handover: str = '["Mon 09:00"]'
    more: str = ""
    name: str = "A"
    second: str = 'handover = "Wed 12:00"'
    timezone: str = "Europe/Berlin"
    on_rest_day: str = "keep"
    notice_days: int = 0
    period: str = ""
    holiday: str = ""

    def toml(self) -> str:
        """Return it as `rotation.toml`."""
        settings = (
            "min_rest_days = 0",
            f'on_rest_day = "{self.on_rest_day}"',
            f"notice_days = {self.notice_days}",
        )
        files = '[files]\nvolunteers = "volunteers.csv"\n'
        tracks = f'[[track]]\nname = "{self.name}"\nhandover = {self.handover}\n{self.more}\n'
        if self.second:
            tracks += f'[[track]]\nname = "B"\n{self.second}\n'
        if self.period:
            tracks += f'[[special_period]]\nname = "Easter"\n{self.period}\n'
        if self.holiday:
            tracks += f'[[holidays.extra]]\nname = "Closed"\ndate = {self.holiday}\n'
        tables = (head(*settings, timezone=self.timezone), files, tracks, *map(person, NAMES))
        return "".join(tables)


def configure(folder: Path, chosen: Settings) -> Rotation:
    """Write a configuration beside what is published, and load it."""
    (folder / "rotation.toml").write_text(chosen.toml(), encoding="utf-8")
    return rotation.load(folder)


def published(folder: Path, chosen: Settings = Settings()) -> Rotation:
    """Plan six weeks, publish them, and let somebody cover two days of the third."""
    offers = "engineer,start,end\n" + "".join(f"{n},2027-01-01,2027-12-31\n" for n in NAMES)
    (folder / "volunteers.csv").write_text(offers, encoding="utf-8")
    team = configure(folder, chosen)
    plan = team.plan(start=BEGINS, end=ENDS, today=PLANNED_ON)
    publish(team, entries_of(plan), PLANNED_ON).write()
    team = rotation.load(folder)
    noon = datetime(2027, 3, 31, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    line = next(e for e in team.published if e.track == "A" and e.start < noon < e.end)
    other = next(n for n in NAMES if n != line.engineer and free(team, n, line))
    start, end = (max(line.start, noon), min(line.end, noon + timedelta(days=2)))
    cover(team, line.shift, other, PLANNED_ON, start=start, end=end).edition.write()
    return rotation.load(folder)


def free(team: Rotation, person: str, line: Entry) -> bool:
    """Tell whether somebody holds nothing else at the time of a line."""
    held = (e for e in team.published if e.engineer == person)
    return not any(e.start < line.end and line.start < e.end for e in held)


class Files(dict[str, bytes]):
    """The files of a folder, by name."""

    def __repr__(self) -> str:
        return "the files"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return the files of a folder with what is published."""
    folder = tmp_path_factory.mktemp("base")
    published(folder)
    files = folder.rglob("*.*")
    return Files({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def unpacked(base: Files, folder: Path) -> Path:
    """Write the files into another folder."""
    for name, data in base.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def changed(
    base: Files, folder: Path, chosen: Settings, today: date
) -> tuple[Rotation, Rotation, Replan]:
    """Change the settings, replan and publish; return the rotation before and after."""
    before = configure(unpacked(base, folder), chosen)
    replanned = replan(before, today)
    edition = replanned.publish()
    assert edition.broken == ()
    edition.write()
    after = rotation.load(folder)
    assert after == edition.after
    assert_consistent(before, after, today)
    return before, after, replanned


def assert_consistent(before: Rotation, after: Rotation, today: date) -> None:
    """Look at everything that the files of a folder say of one plan."""
    assert misfits(after, today) == ()
    begins = datetime.combine(today, time(), ZoneInfo(after.timezone))
    # A shift that is running may lie where a special period is now: that is past.
    running = {e.shift for e in after.published if e.start < begins < e.end}
    for violation in judge(after, living_entries(after, today), None, today):
        assert set(violation.shifts) & running, violation
    old, new = ({e.shift: e for e in team.published} for team in (before, after))
    logged = {c.shift: c for c in after.changes[len(before.changes) :]}
    differing = {s for s in {**old, **new} if (s in old) != (s in new) or _reads(old, new, s)}
    # A first publication, beside what was published, is not a change.
    first = {
        s
        for s in differing - old.keys()
        if s.partition("+")[0] not in {o.partition("+")[0] for o in old}
        and not any(
            e.track == new[s].track and e.start < new[s].end and new[s].start < e.end
            for e in before.published
        )
    }
    assert logged.keys() == differing - first
    for shift, change in logged.items():
        base = shift.partition("+")[0]
        if shift in old or all(e.shift.partition("+")[0] != base for e in before.published):
            assert change.before == (old[shift].engineer if shift in old else None)
        if shift in new or all(e.shift.partition("+")[0] != base for e in after.published):
            assert change.after == (new[shift].engineer if shift in new else None)
        assert (change.start, change.end) == (old.get(shift) or new[shift]).reads[1:]
        assert change.revision == (new[shift].revision if shift in new else change.revision)
        if shift in old:
            assert change.revision > old[shift].revision
    assert all(old[s] == new[s] for s in old.keys() - differing)
    assert_calendars(before, after, today, begins)


def _reads(old: dict[str, Entry], new: dict[str, Entry], shift: str) -> bool:
    return old[shift].reads != new[shift].reads


def assert_calendars(before: Rotation, after: Rotation, today: date, begins: datetime) -> None:
    """Compare the calendars with the plan, and with those that people have."""
    public = Path(after.places.folder) / after.places.public
    whole = {e.shift.partition("+")[0] for e in after.published}
    # A part that is gone, of a shift that is not, stays in its holder's calendar alone.
    parts = {
        calendar_uid("team", TEAM_FEED, e.shift, "rotation.invalid")
        for e in before.published
        if e.shift.partition("+")[0] in whole
    }
    for name, data in calendars(after, today).items():
        assert (public / name).read_bytes() == data
        was = events(calendars(before, today)[name])
        now = events(data)
        for uid, (sequence, looks, end) in was.items():
            if end > begins and (uid in now or uid not in parts):
                # Nothing that people have vanishes before it is over.
                assert now[uid][0] >= sequence
                assert (now[uid][0] > sequence) == (now[uid][1] != looks)


def events(data: bytes) -> dict[str, tuple[int, tuple[str, ...], datetime]]:
    """Return SEQUENCE, what a person sees, and the end of each event, by UID."""
    seen = {}
    for event in Calendar.from_ical(data).walk("VEVENT"):
        times = (event.decoded("DTSTART"), event.decoded("DTEND"))
        looks = (str(event["SUMMARY"]), str(event["STATUS"]), *map(str, times))
        seen[str(event["UID"])] = (int(event["SEQUENCE"]), looks, times[1])
    return seen


TODAY = date(2027, 3, 25)


def test_another_time_of_day_keeps_people_and_names(base: Files, tmp_path: Path) -> None:
    """Holders stay, the cover too; each shift has one more revision, and again there is none."""
    chosen = Settings(handover='"Mon 10:00"')
    before, after, replanned = changed(base, tmp_path, chosen, TODAY)
    assert replanned.moved == ()
    lines = [e for e in after.published if e.track == "A" and e.end > e.start]
    assert [e.engineer for e in lines] == [e.engineer for e in before.published if e.track == "A"]
    assert {e.shift for e in after.published} == {e.shift for e in before.published}
    again = replan(after, TODAY)
    assert again.empty
    assert again.publish().empty
    back = replan(configure(tmp_path, Settings()), TODAY)
    back.publish().write()
    assert_consistent(after, rotation.load(tmp_path), TODAY)


def test_another_weekday_cancels_the_old_events(base: Files, tmp_path: Path) -> None:
    """The old ids are gone from the plan, and cancelled in every calendar until they are over."""
    before, after, _ = changed(base, tmp_path, Settings(handover='"Thu 09:00"'), TODAY)
    gone = {e.shift: e for e in before.published} | {}
    for entry in after.published:
        gone.pop(entry.shift, None)
    assert {e.shift for e in gone.values()} >= {"A-2027-03-29", "A-2027-04-05"}
    made = calendars(after, TODAY)
    for shift, entry in gone.items():
        feeds = {"schedule.ics": TEAM_FEED, f"people/{entry.engineer}.ics": ""}
        for name, feed in feeds.items():
            uid = calendar_uid(
                "team", feed or person_feed(entry.engineer), shift, "rotation.invalid"
            )
            sequence, looks, _ = events(made[name])[uid]
            assert looks[1] == "CANCELLED"
            assert sequence == entry.revision + 1


def test_what_planning_has_to_change_is_the_same_change(base: Files, tmp_path: Path) -> None:
    """Somebody away at the new bounds: carried over and planned anew, one revision each."""
    team = rotation.load(unpacked(base, tmp_path))
    line = next(e for e in team.published if e.shift == "A-2027-04-05")
    (tmp_path / "time_off.csv").write_text(
        f"engineer,start,end\n{line.engineer},2027-04-06,2027-04-07\n", encoding="utf-8"
    )
    toml = Settings(handover='"Mon 10:00"').toml()
    toml = toml.replace("[files]\n", '[files]\ntime_off = "time_off.csv"\n')
    (tmp_path / "rotation.toml").write_text(toml, encoding="utf-8")
    before = rotation.load(tmp_path)
    replanned = replan(before, TODAY)
    assert [move.shift.id for move in replanned.moved][:1] == ["A-2027-04-05"]
    replanned.publish().write()
    after = rotation.load(tmp_path)
    assert_consistent(before, after, TODAY)
    new = next(e for e in after.published if e.shift == "A-2027-04-05")
    assert new.engineer != line.engineer
    assert new.revision == line.revision + 1


def test_the_last_shift_that_is_running_is_carried_over(base: Files, tmp_path: Path) -> None:
    """With nothing published behind it there is nothing to plan, and still its end moves."""
    late = date(2027, 4, 24)
    before, after, replanned = changed(base, tmp_path, Settings(handover='"Mon 10:00"'), late)
    assert replanned.plan.problem.shifts == ()
    old, new = (
        max((e for e in team.published if e.track == "A"), key=lambda e: e.end)
        for team in (before, after)
    )
    assert new.end - old.end == timedelta(hours=1)
    with pytest.raises(BadInput, match="nothing published starts on or after"):
        replan(after, late)


def test_a_settled_shift_that_breaks_a_rule_at_its_new_bounds_is_published(
    base: Files, tmp_path: Path
) -> None:
    """Planning cannot change who is settled inside the notice: it is tolerated, and logged."""
    team = rotation.load(unpacked(base, tmp_path))
    line = next(
        e
        for e in team.published
        if e.shift == "A-2027-03-29" or e.shift.startswith("A-2027-03-29+")
    )
    away = f"engineer,start,end\n{line.engineer},2027-04-05T09:00,2027-04-05T20:00\n"
    (tmp_path / "time_off.csv").write_text(away, encoding="utf-8")
    toml = Settings(handover='"Mon 10:00"', notice_days=60).toml()
    toml = toml.replace("[files]\n", '[files]\ntime_off = "time_off.csv"\n')
    (tmp_path / "rotation.toml").write_text(toml, encoding="utf-8")
    replanned = replan(rotation.load(tmp_path), TODAY)
    last = max(
        (e for e in team.published if e.shift.startswith("A-2027-03-29")), key=lambda e: e.end
    )
    expected = ["time_off"] if last.engineer == line.engineer else []
    assert [v.rule for v in replanned.plan.tolerated] == expected
    assert replanned.publish().broken == ()


MONDAYS = st.sampled_from(('"Mon 08:00"', '"Mon 10:00"', '"Mon 23:30"', '"Sun 09:00"'))
OTHERS = st.sampled_from(
    (
        '"Wed 09:00"',
        '"Fri 16:00"',
        '["Mon 09:00", "Thu 12:00"]',
        '["Tue 08:00", "Wed 08:00", "Fri 08:00"]',
    )
)
MORE = st.sampled_from(
    (
        "",
        "weeks = 2\nanchor = 2027-03-22",
        "weeks = 3\nanchor = 2027-04-05",
        "last_day = 2027-04-08",
        "first_day = 2027-03-30",
        "first_day = 2027-04-06\nlast_day = 2027-04-20",
        'last_day = 2027-04-02\n[[track]]\nname = "A"\nhandover = "Thu 15:00"\n'
        "first_day = 2027-04-03",
    )
)
CHANGES = st.builds(
    Settings,
    handover=st.one_of(st.just('"Mon 09:00"'), MONDAYS, OTHERS),
    more=MORE,
    second=st.sampled_from(('handover = "Wed 12:00"', 'handover = "Tue 12:00"', "")),
    timezone=st.sampled_from(("Europe/Berlin", "America/New_York", "Asia/Tokyo")),
    on_rest_day=st.sampled_from(("keep", "next_workday")),
    notice_days=st.sampled_from((0, 60)),
    period=st.sampled_from(
        ("", 'first_day = "04-02"\nlast_day = "04-05"', 'first_day = "03-24"\nlast_day = "04-01"')
    ),
    holiday=st.sampled_from(("", '"04-05"')),
)


# Each example is a plan: shrinking would take minutes.
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)
@given(CHANGES, st.sampled_from((date(2027, 3, 14), date(2027, 3, 25), date(2027, 3, 29))))
def test_whatever_changes_the_folder_stays_one_plan(
    base: Files, chosen: Settings, today: date
) -> None:
    """Any mixture of changes is carried over at once, and there is nothing to do afterwards."""
    with TemporaryDirectory() as folder:
        _, after, replanned = changed(base, Path(folder), chosen, today)
        try:
            again = replan(after, today)
        except BadInput:  # nothing is left that begins later
            return
        assert again.alignment.empty
        if not replanned.plan.open_regular and not replanned.plan.open_volunteer:
            assert again.moved == ()
