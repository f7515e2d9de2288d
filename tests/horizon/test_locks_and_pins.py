"""What published plans, history and pins settle inside the horizon."""

from dataclasses import replace
from datetime import date

import pytest
from horizon_builders import at, engineer, entry, month, rotation, track

from rotation.errors import BadInput
from rotation.model.problem import LockKind, Problem
from rotation.model.settings import Pin, RotationData
from rotation.model.shifts import Entry, Status
from rotation.model.source import Source
from rotation.problems import build_problem
from rotation.written.fits import misfits

TODAY = date(2026, 6, 9)


def one_track(published: tuple[Entry, ...] = (), **settings: object) -> RotationData:
    """Build track A on Mondays, without Juneteenth's move of anything; notice until 29 June."""
    values = {"published": published, "notice_days": 20, "special_periods": (), **settings}
    return rotation(track("A", "Mon 11:00"), **values)


def june(data: RotationData, today: date = TODAY) -> Problem:
    """Plan June 2026, whose Mondays are the 1st, 8th, 15th, 22nd and 29th."""
    return build_problem(data, *month(data, "2026-06"), today)


def week(day: str, who: str | None, **settings: object) -> Entry:
    """Write a whole week of track A from a Monday of June."""
    end = f"2026-06-{int(day) + 7:02d}" if int(day) < 24 else "2026-07-06"
    return entry(f"A-2026-06-{day}", f"2026-06-{day} 11:00", f"{end} 11:00", who, **settings)


def faults_of(data: RotationData, today: date = TODAY) -> list[tuple[str, str, str]]:
    """Return what is wrong with June."""
    with pytest.raises(BadInput) as raised:
        june(data, today)
    return [(f.place, f.what, f.hint) for f in raised.value.faults]


def test_published_shifts_lock_by_when_they_begin() -> None:
    """Past, inside the notice, locked by status, and free after it: in this order."""
    published = (
        week("01", "ada"),
        week("08", "ben"),
        week("15", "cy"),
        week("22", "ada"),
        week("29", "ben"),
    )
    locks = june(one_track(published)).locks
    assert [(lock.shift, lock.engineer, lock.kind) for lock in locks.values()] == [
        ("A-2026-06-01", "ada", LockKind.PAST),
        ("A-2026-06-08", "ben", LockKind.PAST),
        ("A-2026-06-15", "cy", LockKind.NOTICE),
        ("A-2026-06-22", "ada", LockKind.NOTICE),
    ]
    assert list(locks) == [lock.shift for lock in locks.values()]
    assert locks["A-2026-06-01"].because == "published, and begun before today"
    assert locks["A-2026-06-15"].because == "published, and begins inside the notice of 20 days"


def test_notice_and_past_end_at_a_local_midnight() -> None:
    """A shift that begins at the midnight of the notice's end is free, one before is not."""
    data = rotation(
        track("A", "Mon 00:00"),
        special_periods=(),
        notice_days=20,
        published=(entry("A-2026-06-29", "2026-06-29", "2026-07-06", "ada"),),
    )
    assert june(data, date(2026, 6, 9)).locks == {}
    assert june(data, date(2026, 6, 10)).locks["A-2026-06-29"].kind is LockKind.NOTICE
    assert june(data, date(2026, 6, 29)).locks["A-2026-06-29"].kind is LockKind.NOTICE
    assert june(data, date(2026, 6, 30)).locks["A-2026-06-29"].kind is LockKind.PAST


def test_a_published_shift_locked_by_status_stays() -> None:
    """`locked` in the published plan holds after the notice as well."""
    lock = june(one_track((week("29", "ben", status=Status.LOCKED),))).locks["A-2026-06-29"]
    assert (lock.engineer, lock.kind) == ("ben", LockKind.PUBLISHED)
    assert lock.source == Source("published.csv", 2)


def test_open_published_shifts_lock_nothing() -> None:
    """A line without engineer leaves its shift to the plan, past or not."""
    problem = june(one_track((week("01", None), week("15", None))))
    assert problem.locks == {}
    assert len(problem.regular()) == 6


def test_history_locks_as_worked_and_goes_before_published() -> None:
    """Of a shift in both files history tells who held it, whatever its status and times say."""
    history = (week("15", "ada"), entry("A-2026-06-22", "2026-06-22", "2026-06-25", "ben"))
    problem = june(one_track((week("15", "cy"), week("29", "ben")), history=history))
    assert {s: (k.engineer, k.kind, k.because) for s, k in problem.locks.items()} == {
        "A-2026-06-15": ("ada", LockKind.PAST, "already worked"),
        "A-2026-06-22": ("ben", LockKind.PAST, "already worked"),
    }
    assert problem.shift("A-2026-06-22").end == at("2026-06-29 11:00")


def test_a_split_shift_inside_the_notice_is_planned_in_its_parts() -> None:
    """The parts become shifts; those somebody holds are locked, the open one is not."""
    parts = (
        entry("A-2026-06-22", "2026-06-22 11:00", "2026-06-24 11:00", "ada"),
        entry("A-2026-06-22+2", "2026-06-24 11:00", "2026-06-28 11:00", "ben", line=3),
        entry("A-2026-06-22+3", "2026-06-28 11:00", "2026-06-29 11:00", None, line=4),
    )
    problem = june(one_track(parts))
    planned = [s for s in problem.shifts if s.id.startswith("A-2026-06-22")]
    assert [(s.id, s.start, s.end, s.loads.shifts, s.loads.days) for s in planned] == [
        ("A-2026-06-22", at("2026-06-22 11:00"), at("2026-06-24 11:00"), 0, 2),
        ("A-2026-06-22+2", at("2026-06-24 11:00"), at("2026-06-28 11:00"), 1, 4),
        ("A-2026-06-22+3", at("2026-06-28 11:00"), at("2026-06-29 11:00"), 0, 1),
    ]
    assert {s: k.engineer for s, k in problem.locks.items()} == {
        "A-2026-06-22": "ada",
        "A-2026-06-22+2": "ben",
    }


def test_one_locked_part_locks_the_others_that_are_held() -> None:
    """Only the first part begins inside the notice; the second is locked with it."""
    parts = (
        entry("A-2026-06-22", "2026-06-22 11:00", "2026-06-27 11:00", "ada"),
        entry("A-2026-06-22+2", "2026-06-27 11:00", "2026-06-29 11:00", "ben", line=3),
    )
    locks = june(one_track(parts, notice_days=15)).locks
    assert {s: k.kind for s, k in locks.items()} == {
        "A-2026-06-22": LockKind.NOTICE,
        "A-2026-06-22+2": LockKind.NOTICE,
    }


def test_a_split_shift_after_the_notice_is_planned_anew_as_a_whole() -> None:
    """Without a locked part the split is forgotten."""
    parts = (
        entry("A-2026-06-22", "2026-06-22 11:00", "2026-06-27 11:00", "ada"),
        entry("A-2026-06-22+2", "2026-06-27 11:00", "2026-06-29 11:00", "ben", line=3),
    )
    problem = june(one_track(parts, notice_days=5))
    assert problem.locks == {}
    assert [s.id for s in problem.shifts if s.id.startswith("A-2026-06-22")] == ["A-2026-06-22"]
    assert problem.carried == ()


def test_history_in_parts_that_do_not_tile_is_stretched_over_its_shift() -> None:
    """Of history who took over and when is kept; nothing stays uncovered or covered twice."""
    history = (
        entry("A-2026-06-08", "2026-06-08 12:00", "2026-06-10 12:00", "ada"),
        entry("A-2026-06-08+2", "2026-06-11 12:00", "2026-06-20 12:00", "ben"),
    )
    problem = june(one_track(history=history))
    parts = [s for s in problem.shifts if s.id.startswith("A-2026-06-08")]
    assert [(s.start, s.end) for s in parts] == [
        (at("2026-06-08 11:00"), at("2026-06-11 12:00")),
        (at("2026-06-11 12:00"), at("2026-06-15 11:00")),
    ]


def test_a_pin_locks_its_shift() -> None:
    """A pin gives a free shift to its engineer, with its place."""
    pin = Pin("A-2026-06-29", "cy", Source("rotation.toml", 70))
    lock = june(one_track(pins=(pin,))).locks["A-2026-06-29"]
    assert (lock.engineer, lock.kind, lock.because) == ("cy", LockKind.PIN, "pinned")
    assert lock.source == pin.source


def test_a_pin_that_repeats_a_lock_changes_nothing() -> None:
    """A pin on somebody's own locked shift leaves the lock as it is."""
    data = one_track((week("15", "cy"),), pins=(Pin("A-2026-06-15", "cy"),))
    assert june(data).locks["A-2026-06-15"].kind is LockKind.NOTICE


def test_a_pin_against_a_lock_is_a_fault() -> None:
    """A pin on a shift settled for somebody else says who has it and why."""
    pin = Pin("A-2026-06-15", "ada", Source("rotation.toml", 70))
    ((place, what, _),) = faults_of(one_track((week("15", "cy"),), pins=(pin,)))
    assert place == "rotation.toml:70: shift"
    assert "cy holds it (published, and begins inside the notice of 20 days)" in what


def test_two_pins_on_one_shift_are_a_fault() -> None:
    """One shift cannot be pinned to two people."""
    pins = (Pin("A-2026-06-29", "ada"), Pin("A-2026-06-29", "ben"))
    ((_, what, _),) = faults_of(one_track(pins=pins))
    assert what == "A-2026-06-29 cannot be pinned to ben: ada holds it (pinned)"


@pytest.mark.parametrize(
    ("shift", "hint"),
    [
        ("A-2026-06-16", "did you mean A-2026-06-15?"),
        ("a-2026-06-15", "did you mean A-2026-06-15?"),
        ("A-2031-01-01", "did you mean A-2030-12-30?"),
        ("A-2026-06-31", "name it TRACK-YYYY-MM-DD"),
        ("Monday", "name it TRACK-YYYY-MM-DD"),
        ("A-0001-01-01", "name it TRACK-YYYY-MM-DD"),
    ],
)
def test_a_pin_on_no_shift_names_the_nearest(shift: str, hint: str) -> None:
    """An unknown id is a fault wherever its date lies; the nearest of its track is offered."""
    ((_, what, offered),) = faults_of(one_track(pins=(Pin(shift, "ada"),)))
    assert what == f"the rotation has no shift {shift}"
    assert offered == hint


def test_a_pin_outside_the_horizon_is_ignored() -> None:
    """A pin on a real shift of another month says nothing about this one."""
    assert june(one_track(pins=(Pin("A-2026-07-06", "ada"),))).locks == {}


def test_a_pin_on_a_part_that_is_not_there_is_a_fault() -> None:
    """A shift planned as a whole has no second part."""
    ((_, what, hint),) = faults_of(one_track(pins=(Pin("A-2026-06-29+2", "ada"),)))
    assert what == "A-2026-06-29 has no part A-2026-06-29+2"
    assert hint == "pin one of A-2026-06-29"


def test_a_lock_on_somebody_unknown_is_a_fault() -> None:
    """A settled shift of somebody who is not in the team cannot be planned around in silence."""
    data = one_track((week("15", "cy"),), engineers=(engineer("Ada"),))
    ((place, what, _),) = faults_of(data)
    assert place == "published.csv:2: engineer"
    assert what == "A-2026-06-15 is settled for cy, who is not in the team"


MISFITS = (
    entry("A-2026-06-16", "2026-06-16 11:00", "2026-06-22 11:00", "ada", line=2),
    entry("A-2026-06-22", "2026-06-22 11:00", "2026-06-29 10:00", "ada", line=3),
    entry("A-2026-06-29", "2026-06-29 11:00", "2026-07-02 11:00", "ada", line=4),
    entry("A-2026-06-29+2", "2026-07-02 12:00", "2026-07-06 11:00", "ben", line=5),
)
CARRIES = "`rotation replan --publish` carries"


@pytest.mark.parametrize(
    ("lines", "place", "what"),
    [
        (MISFITS[:1], "published.csv:2: shift", "the rotation has no shift A-2026-06-16"),
        (
            MISFITS[1:2],
            "published.csv:3: shift",
            "A-2026-06-22 goes from 2026-06-22 11:00 to 2026-06-29 11:00, but is published as"
            " 2026-06-22 11:00 to 2026-06-29 10:00",
        ),
        (
            MISFITS[2:],
            "published.csv:4: shift",
            "A-2026-06-29 goes from 2026-06-29 11:00 to 2026-07-06 11:00, but its published"
            " parts do not cover it exactly: 2026-06-29 11:00 to 2026-07-02 11:00,"
            " 2026-07-02 12:00 to 2026-07-06 11:00",
        ),
    ],
)
def test_a_published_shift_that_does_not_fit_is_a_fault(
    lines: tuple[Entry, ...], place: str, what: str
) -> None:
    """It is told with its place, how it misses its shift and what carries it over."""
    ((at_, misses, hint),) = faults_of(one_track(lines))
    assert (at_, misses) == (place, what)
    assert f"{CARRIES} it over to the new bounds" in hint


def test_lines_that_do_not_fit_are_one_fault() -> None:
    """One change of the tracks made them so: one message, beside wrong pins."""
    faults = faults_of(one_track(MISFITS, pins=(Pin("A-2026-06-17", "ada"),)))
    assert [(place, what) for place, what, _ in faults] == [
        ("pin: shift", "the rotation has no shift A-2026-06-17"),
        (
            "published.csv:2: shift",
            "3 published shifts do not fit the tracks as they are now, "
            "the first: the rotation has no shift A-2026-06-16",
        ),
    ]
    assert f"{CARRIES} them over to the new bounds" in faults[1][2]


def test_misfits_beside_the_horizon_keep_no_plan() -> None:
    """What lies between today and the horizon, or behind it, is told by `misfits`, and no fault."""
    later = entry("A-2027-03-01", "2027-03-01 11:00", "2027-03-08 12:00", "ada", line=10)
    data = one_track((*MISFITS, later))
    august = build_problem(data, *month(data, "2026-08"), TODAY)
    assert len(august.regular()) == 6
    assert [fault.place for fault in misfits(data, TODAY)] == [
        f"published.csv:{line}: shift" for line in (2, 3, 4, 10)
    ]
    assert misfits(data, date(2027, 3, 9)) == ()


def test_a_running_shift_keeps_name_and_start() -> None:
    """When today begins in it, it must only end where a shift of its track does."""
    running = entry("A-2026-06-07", "2026-06-07 09:00", "2026-06-15 11:00", "ada")
    data = one_track((running, week("15", "ben")))
    assert misfits(data, TODAY) == ()
    assert [place for place, _, _ in faults_of(data)] == ["published.csv:2: shift"]
    problem = build_problem(data, at("2026-06-09"), at("2026-07-01"), TODAY)
    assert [s.id for s in problem.shifts] == ["A-2026-06-15", "A-2026-06-22", "A-2026-06-29"]
    early = replace(running, end=at("2026-06-15 10:00"))
    assert len(misfits(one_track((early,)), TODAY)) == 1


def test_a_horizon_in_the_past_wants_the_tracks_of_then() -> None:
    """What is over is not carried over: older handovers stand in a table of their own, or not."""
    past = (
        entry("A-2026-05-31", "2026-05-31 11:00", "2026-06-07 11:00", "ada", line=2),
        week("08", "ben"),
    )
    ((place, what, hint),) = faults_of(one_track(past), date(2026, 6, 16))
    assert place == "published.csv:2: shift"
    assert what.startswith("A-2026-05-31 reaches into the horizon, but is not a shift of track A")
    assert hint.startswith("begin on 2026-06-16 or later, or keep the older handovers")


def test_kind_and_track_must_fit_too() -> None:
    """A regular line for a volunteer shift, and a shift under another track, are faults."""
    kind = entry("A-2026-12-25", "2026-12-25", "2026-12-27", "ada", line=2)
    other = replace(
        entry("B-2026-06-17", "2026-06-17 11:00", "2026-06-24 11:00", "ada"), track="A", source=None
    )
    assert [(f.place, f.what) for f in misfits(rotation(published=(kind, other)), TODAY)] == [
        ("published: shift", "B-2026-06-17 is a shift of track B, not of A"),
        ("published.csv:2: kind", "A-2026-12-25 is a volunteer shift"),
    ]


def test_the_same_id_twice_is_a_fault() -> None:
    """Two lines of one id are told, in history as well."""
    history = (week("15", "ada"), week("15", "ben", line=3))
    ((place, what, hint),) = faults_of(one_track(history=history))
    assert place == "published.csv:3: shift"
    assert what == "A-2026-06-15 is listed twice, first in published.csv:2"
    assert hint.endswith("A-2026-06-15+2")


def test_old_published_lines_need_no_fit() -> None:
    """A line that ended before the horizon and began before today is taken as it is."""
    odd = entry("A-2026-05-05", "2026-05-05 10:00", "2026-05-09 10:00", "ada")
    assert [h.shift.id for h in june(one_track((odd,))).carried] == ["A-2026-05-05"]


def test_what_is_published_and_free_is_listed_by_shift() -> None:
    """`published` names the whole held shifts of the horizon without lock, and nobody unknown."""
    parts = [
        entry("A-2026-06-29", "2026-06-29 11:00", "2026-07-02 11:00", "ada"),
        entry("A-2026-06-29+2", "2026-07-02 11:00", "2026-07-06 11:00", "ben"),
    ]
    free = (week("01", "ada"), week("08", "ben"), week("15", "cy"), week("22", None))
    data = one_track((*free, *parts), notice_days=0)
    assert june(data, date(2026, 6, 2)).published == {"A-2026-06-08": "ben", "A-2026-06-15": "cy"}
    pinned = one_track(free, notice_days=0, pins=(Pin("A-2026-06-15", "ada"),))
    assert june(pinned, date(2026, 6, 2)).published == {"A-2026-06-08": "ben"}
    gone = one_track((week("15", "somebody"),), notice_days=0)
    assert june(gone, date(2026, 6, 2)).published == {}
