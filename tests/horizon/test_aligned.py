"""Carrying published shifts over to the present bounds of their tracks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from horizon_builders import at, changing, engineer, entry, local, rotation, table, track
from horizon_strategies import rotations
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from rotation.horizon import shifts_of
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.horizon.timeline import Timeline
from rotation.model.rest_days import CompanyDay, HolidayRules
from rotation.model.settings import OnRestDay, RotationData
from rotation.model.shifts import Entry, ShiftKind, Status
from rotation.model.tracks import SpecialPeriod, Track
from rotation.problems import build_problem
from rotation.written.aligned import Alignment, align
from rotation.written.fits import misfits

TODAY = date(2027, 3, 25)
"""A Thursday, in the shift of Cy."""
WEEKS = (
    entry("A-2027-03-15", "2027-03-15 09:00", "2027-03-22 09:00", "ben", line=2),
    entry("A-2027-03-22", "2027-03-22 09:00", "2027-03-29 09:00", "cy", line=3),
    entry("A-2027-03-29", "2027-03-29 09:00", "2027-03-31 00:00", "dee", line=4),
    entry("A-2027-03-29+2", "2027-03-31 00:00", "2027-04-02 00:00", "ada", line=5),
    entry("A-2027-03-29+3", "2027-04-02 00:00", "2027-04-05 09:00", "dee", line=6),
    entry("A-2027-04-05", "2027-04-05 09:00", "2027-04-12 09:00", "ada", line=7),
)
"""What was published while the handover was on Mondays at 09:00; Ada covers two days for Dee."""
Written = list[tuple[str, str, str, str | None]]


def aligned(*tracks: Track, lines: Sequence[Entry] = WEEKS, **more: object) -> Alignment:
    """Carry the weeks over to other tracks."""
    values = {"holidays": HolidayRules(), "special_periods": (), **more}
    return align(rotation(*tracks, published=tuple(lines), **values), TODAY)


def written(alignment: Alignment) -> Written:
    """Return id, bounds and holder of what follows the shift that is over; all of it fits."""
    assert misfits(alignment.after, TODAY) == ()
    assert align(alignment.after, TODAY).empty
    first, *others = alignment.after.published
    assert first is alignment.before.published[0]
    return [(e.shift, local(e.start)[5:], local(e.end)[5:], e.engineer) for e in others]


def test_what_fits_is_left_alone() -> None:
    """Without a change of the tracks there is nothing to do, whatever is split."""
    alignment = aligned(track("A", "Mon 09:00"))
    assert alignment.empty
    assert (alignment.lines, alignment.gone) == ((), frozenset())
    assert alignment.after.published == WEEKS


@pytest.mark.parametrize("clock", ["10:00", "08:00"])
def test_another_time_of_day_moves_the_bounds(clock: str) -> None:
    """Each shift keeps name and people; the cover keeps its days, the running shift its start."""
    alignment = aligned(track("A", f"Mon {clock}"))
    assert written(alignment) == [
        ("A-2027-03-22", "03-22 09:00", f"03-29 {clock}", "cy"),
        ("A-2027-03-29", f"03-29 {clock}", "03-31 00:00", "dee"),
        ("A-2027-03-29+2", "03-31 00:00", "04-02 00:00", "ada"),
        ("A-2027-03-29+3", "04-02 00:00", f"04-05 {clock}", "dee"),
        ("A-2027-04-05", f"04-05 {clock}", f"04-12 {clock}", "ada"),
    ]
    assert [(e.shift, e.revision) for e in alignment.lines] == [
        ("A-2027-03-22", 1),
        ("A-2027-03-29", 1),
        ("A-2027-03-29+2", 0),
        ("A-2027-03-29+3", 1),
        ("A-2027-04-05", 1),
    ]
    assert alignment.gone == frozenset()


def test_another_weekday_gives_other_names_to_who_held_most() -> None:
    """The shifts of Wednesdays go to the holders of the weeks that they share most of."""
    alignment = aligned(track("A", "Wed 09:00"))
    assert written(alignment) == [
        ("A-2027-03-22", "03-22 09:00", "03-31 09:00", "cy"),
        ("A-2027-03-31+2", "03-31 09:00", "04-02 00:00", "ada"),
        ("A-2027-03-31", "04-02 00:00", "04-07 09:00", "dee"),
        ("A-2027-04-07", "04-07 09:00", "04-14 09:00", "ada"),
    ]
    assert {e.revision for e in alignment.lines if e.start > at("2027-03-30")} == {0}
    assert alignment.gone == {"A-2027-03-29", "A-2027-03-29+2", "A-2027-03-29+3", "A-2027-04-05"}


def test_a_weekday_just_before_ends_the_running_shift_sooner() -> None:
    """From Mondays to Fridays: tomorrow whoever has most of the new week takes over."""
    assert written(aligned(track("A", "Fri 09:00"))) == [
        ("A-2027-03-22", "03-22 09:00", "03-26 09:00", "cy"),
        ("A-2027-03-26", "03-26 09:00", "03-31 00:00", "dee"),
        ("A-2027-03-26+2", "03-31 00:00", "04-02 00:00", "ada"),
        ("A-2027-03-26+3", "04-02 00:00", "04-02 09:00", "dee"),
        ("A-2027-04-02", "04-02 09:00", "04-09 09:00", "ada"),
        # Three days of the last one were published: the others are nobody's yet.
        ("A-2027-04-09+2", "04-09 09:00", "04-12 09:00", "ada"),
        ("A-2027-04-09", "04-12 09:00", "04-16 09:00", None),
    ]


def test_more_handovers_cut_a_shift_and_leave_its_people() -> None:
    """Two turns a week: both are of whoever had the week, the cover lies in both."""
    assert written(aligned(track("A", "Mon 09:00", "Thu 12:00"))) == [
        ("A-2027-03-22", "03-22 09:00", "03-25 12:00", "cy"),
        ("A-2027-03-25", "03-25 12:00", "03-29 09:00", "cy"),
        ("A-2027-03-29", "03-29 09:00", "03-31 00:00", "dee"),
        ("A-2027-03-29+2", "03-31 00:00", "04-01 12:00", "ada"),
        ("A-2027-04-01+2", "04-01 12:00", "04-02 00:00", "ada"),
        ("A-2027-04-01", "04-02 00:00", "04-05 09:00", "dee"),
        ("A-2027-04-05", "04-05 09:00", "04-08 12:00", "ada"),
        ("A-2027-04-08", "04-08 12:00", "04-12 09:00", "ada"),
    ]


def test_fewer_handovers_make_parts_of_what_were_shifts() -> None:
    """Every second week: nobody is on call longer than before, but the last, unpublished week."""
    second = changing("A", table("Mon 09:00", weeks=2, anchor=date(2027, 3, 29)))
    alignment = aligned(second)
    # The running shift is the second week of its fortnight.
    assert written(alignment) == [
        ("A-2027-03-22", "03-22 09:00", "03-29 09:00", "cy"),
        ("A-2027-03-29", "03-29 09:00", "03-31 00:00", "dee"),
        ("A-2027-03-29+2", "03-31 00:00", "04-02 00:00", "ada"),
        ("A-2027-03-29+3", "04-02 00:00", "04-05 09:00", "dee"),
        ("A-2027-03-29+4", "04-05 09:00", "04-12 09:00", "ada"),
    ]
    assert alignment.gone == {"A-2027-04-05"}
    other = changing("A", table("Mon 09:00", weeks=2, anchor=date(2027, 3, 22)))
    lines = written(aligned(other))
    assert lines[-2:] == [
        ("A-2027-04-05", "04-05 09:00", "04-12 09:00", "ada"),
        ("A-2027-04-05+2", "04-12 09:00", "04-19 09:00", None),
    ]
    assert [line[0] for line in lines[:4]] == [
        *("A-2027-03-22", "A-2027-03-22+2", "A-2027-03-22+3", "A-2027-03-22+4")
    ]


def test_a_rest_day_moves_the_bounds_of_two_shifts() -> None:
    """A company day on the Monday: the handover waits for Tuesday."""
    closed = HolidayRules(extra=(CompanyDay(date(2027, 4, 5), "Closed"),))
    alignment = aligned(track("A", "Mon 09:00"), holidays=closed)
    assert written(alignment)[3:] == [
        ("A-2027-03-29+3", "04-02 00:00", "04-06 09:00", "dee"),
        ("A-2027-04-05", "04-06 09:00", "04-12 09:00", "ada"),
    ]
    assert [e.shift for e in alignment.lines if e.revision] == ["A-2027-03-29+3", "A-2027-04-05"]
    keep = aligned(track("A", "Mon 09:00"), holidays=closed, on_rest_day=OnRestDay.KEEP)
    assert keep.empty


def test_another_zone_moves_every_bound() -> None:
    """Nine o'clock in Berlin is three in New York, until the clocks of both have changed."""
    alignment = aligned(track("A", "Mon 09:00"), timezone="Europe/Berlin")
    assert written(alignment)[0] == ("A-2027-03-22", "03-22 09:00", "03-29 03:00", "cy")
    assert written(alignment)[-1] == ("A-2027-04-05", "04-05 03:00", "04-12 03:00", "ada")


EASTER = SpecialPeriod("Easter", date(2027, 4, 1), date(2027, 4, 4), min_stub_days=2)


def test_a_new_special_period_gives_its_days_to_volunteers() -> None:
    """Whoever had them keeps the rest of the week, and the remainder joins the next shift.

    The volunteer shifts are open: they take an offer.
    """
    alignment = aligned(track("A", "Mon 09:00"), special_periods=(EASTER,))
    assert written(alignment) == [
        ("A-2027-03-22", "03-22 09:00", "03-29 09:00", "cy"),
        ("A-2027-03-29", "03-29 09:00", "03-31 00:00", "dee"),
        ("A-2027-03-29+2", "03-31 00:00", "04-01 00:00", "ada"),
        ("A-2027-04-01", "04-01 00:00", "04-03 00:00", None),
        ("A-2027-04-03", "04-03 00:00", "04-05 00:00", None),
        ("A-2027-04-05", "04-05 00:00", "04-12 09:00", "ada"),
    ]


def test_without_its_special_period_a_week_is_one_shift_in_parts() -> None:
    """Volunteers keep their days; what nobody had offered goes to whoever is on before."""
    volunteer = ShiftKind.VOLUNTEER
    lines = (
        *WEEKS[:2],
        entry("A-2027-03-29", "2027-03-29 09:00", "2027-04-01", "dee"),
        entry("A-2027-04-01", "2027-04-01", "2027-04-03", None, kind=volunteer),
        entry("A-2027-04-03", "2027-04-03", "2027-04-05", "ben", kind=volunteer),
        entry("A-2027-04-05", "2027-04-05", "2027-04-12 09:00", "ada"),
    )
    alignment = aligned(track("A", "Mon 09:00"), lines=lines)
    assert written(alignment)[1:] == [
        ("A-2027-03-29", "03-29 09:00", "04-03 00:00", "dee"),
        ("A-2027-03-29+2", "04-03 00:00", "04-05 09:00", "ben"),
        ("A-2027-04-05", "04-05 09:00", "04-12 09:00", "ada"),
    ]
    assert {e.kind for e in alignment.after.published} == {ShiftKind.REGULAR}
    kept = aligned(track("A", "Mon 09:00"), lines=lines, special_periods=(EASTER,))
    assert kept.empty


def test_volunteers_stay_volunteers_where_their_shifts_are_cut_otherwise() -> None:
    """Nobody gets a day that they did not offer: what is missing of a shift is open."""
    volunteer = ShiftKind.VOLUNTEER
    lines = (
        *WEEKS[:2],
        entry("A-2027-03-29", "2027-03-29 09:00", "2027-04-01", "dee"),
        entry("A-2027-04-01", "2027-04-01", "2027-04-03", "ben", kind=volunteer),
        entry("A-2027-04-03", "2027-04-03", "2027-04-05", None, kind=volunteer),
        entry("A-2027-04-05", "2027-04-05", "2027-04-12 09:00", "ada"),
    )
    period = replace(EASTER, shift_days=3)
    alignment = aligned(track("A", "Mon 09:00"), lines=lines, special_periods=(period,))
    assert written(alignment)[2:5] == [
        ("A-2027-04-01", "04-01 00:00", "04-03 00:00", "ben"),
        ("A-2027-04-01+2", "04-03 00:00", "04-04 00:00", None),
        ("A-2027-04-04", "04-04 00:00", "04-05 00:00", None),
    ]
    statuses = [Status.PLANNED, Status.OPEN, Status.OPEN]
    assert [e.status for e in alignment.after.published[3:6]] == statuses


def test_a_track_that_ends_takes_its_later_shifts_along() -> None:
    """The last shift ends with the track; one that is no longer in the file ends today."""
    ends = changing("A", table("Mon 09:00", last_day=date(2027, 4, 1)))
    alignment = aligned(ends)
    assert written(alignment)[-1] == ("A-2027-03-29+2", "03-31 00:00", "04-02 00:00", "ada")
    assert alignment.gone == {"A-2027-03-29+3", "A-2027-04-05"}
    gone = aligned(track("B", "Wed 09:00"))
    assert written(gone) == [("A-2027-03-22", "03-22 09:00", "03-25 00:00", "cy")]


def test_a_change_with_its_day_leaves_the_shifts_before_it_alone() -> None:
    """A table from 30 March on: the shift of the 29th runs to the first Wednesday."""
    both = changing(
        "A",
        table("Mon 09:00", last_day=date(2027, 3, 29)),
        table("Wed 10:00", first_day=date(2027, 3, 30)),
    )
    alignment = aligned(both)
    assert written(alignment) == [
        ("A-2027-03-22", "03-22 09:00", "03-29 09:00", "cy"),
        ("A-2027-03-29", "03-29 09:00", "03-31 00:00", "dee"),
        ("A-2027-03-29+2", "03-31 00:00", "03-31 10:00", "ada"),
        ("A-2027-03-31+2", "03-31 10:00", "04-02 00:00", "ada"),
        ("A-2027-03-31", "04-02 00:00", "04-07 10:00", "dee"),
        ("A-2027-04-07", "04-07 10:00", "04-14 10:00", "ada"),
    ]
    assert alignment.after.published[1] is WEEKS[1]


def test_a_split_track_goes_on_under_its_older_name() -> None:
    """EU was A and has its shifts, under their names; US begins with its own."""
    lines = [replace(line, track="EU") for line in WEEKS]
    eu = changing("EU", table("Mon 10:00"), was=("A",))
    us = changing("US", table("Mon 18:00", first_day=date(2027, 4, 5)))
    alignment = aligned(eu, us, lines=lines)
    assert [line[0] for line in written(alignment)] == [line.shift for line in WEEKS[1:]]


def test_history_is_left_as_it_was_worked() -> None:
    """A shift that history holds is over, whatever its published line says."""
    data = rotation(
        track("A", "Mon 10:00"),
        holidays=HolidayRules(),
        special_periods=(),
        published=WEEKS,
        history=WEEKS[:2],
    )
    alignment = align(data, TODAY)
    assert alignment.after.published[:2] == WEEKS[:2]
    assert "A-2027-03-22" not in {e.shift for e in alignment.lines}


def test_what_history_holds_until_an_instant_goes_on_as_published() -> None:
    """The running shift is history already: what is left of its time is of whoever comes next."""
    data = rotation(
        track("A", "Wed 10:00"),
        holidays=HolidayRules(),
        special_periods=(),
        published=WEEKS[2:],
        history=WEEKS[:2],
        engineers=tuple(engineer(name) for name in ("Ada", "Ben", "Cy", "Dee")),
    )
    alignment = align(data, TODAY)
    assert misfits(alignment.after, TODAY) == ()
    assert [(e.shift, local(e.start)[5:], local(e.end)[5:]) for e in alignment.after.published][
        :3
    ] == [
        ("A-2027-03-24", "03-29 09:00", "03-31 00:00"),
        ("A-2027-03-24+2", "03-31 00:00", "03-31 10:00"),
        ("A-2027-03-31+2", "03-31 10:00", "04-02 00:00"),
    ]
    begin, end = at("2027-03-29"), at("2027-04-15")
    problem = build_problem(alignment.after, begin, end, TODAY, in_parts=True)
    assert [s.id for s in problem.shifts][:2] == ["A-2027-03-31+2", "A-2027-03-31"]


def test_a_locked_line_stays_locked() -> None:
    """Who was settled by the published status is so at the new bounds."""
    lines = (*WEEKS[:-1], replace(WEEKS[-1], status=Status.LOCKED))
    alignment = aligned(track("A", "Mon 10:00"), lines=lines)
    assert [e.status for e in alignment.after.published[-2:]] == [Status.PLANNED, Status.LOCKED]


# -- properties ---------------------------------------------------------------------------------

START = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = ("ada", "ben", "cy", None)


@st.composite
def published(draw: st.DrawFn, data: RotationData) -> tuple[Entry, ...]:
    """Draw who holds the shifts of some months of a rotation, a few of them covered for a part."""
    lines = []
    begin = START + timedelta(days=draw(st.integers(0, 40)))
    shifts = shifts_of(data, begin, begin + timedelta(days=draw(st.integers(20, 70))))
    for shift in shifts:
        holder = draw(st.sampled_from(PEOPLE))
        line = Entry(shift.id, shift.track, shift.kind, shift.start, shift.end, holder)
        lines.append(line)
        hours = int((shift.end - shift.start) / timedelta(hours=1))
        if hours > 2 and draw(st.integers(0, 3)) == 0:
            first, last = sorted(draw(st.lists(st.integers(1, hours - 1), min_size=2, max_size=2)))
            cuts = [shift.start, *(shift.start + timedelta(hours=h) for h in (first, last))]
            cuts = sorted({*cuts, shift.end})
            lines.pop()
            for number, (start, two) in enumerate(pairwise(cuts), start=1):
                name = shift.id if number == 1 else f"{shift.id}+{number}"
                who = draw(st.sampled_from(PEOPLE)) if number == 2 else holder
                lines.append(replace(line, shift=name, start=start, end=two, engineer=who))
    return tuple(
        replace(e, status=Status.PLANNED if e.engineer else Status.OPEN)
        for e in sorted(lines, key=lambda e: (e.start, e.track, e.shift))
    )


@st.composite
def changed(draw: st.DrawFn) -> tuple[RotationData, date]:
    """Draw a rotation with what was published under other settings, and a day."""
    old, new = draw(rotations()), draw(rotations())
    people = tuple(engineer(name) for name in ("Ada", "Ben", "Cy"))
    lines = draw(published(old))
    today = (START + timedelta(days=draw(st.integers(0, 90)))).date()
    return replace(new, engineers=people, published=lines), today


@settings(
    deadline=None,
    max_examples=50,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)
@given(changed())
def test_whatever_changes_what_is_published_fits_again(drawn: tuple[RotationData, date]) -> None:
    """Lines fit, tile and keep their people; a second look finds nothing to do."""
    data, today = drawn
    alignment = align(data, today)
    timeline = Timeline(data)
    begins = midnight(timeline.zone, today)
    assert misfits(alignment.after, today) == ()
    assert align(alignment.after, today).empty
    new = alignment.after.published
    assert len({e.shift for e in new}) == len(new)
    for lane in ("A", "B"):
        lines = [e for e in new if e.track == lane]
        assert all(line.end <= two.start for line, two in pairwise(lines))
        assert_people_stay(data, timeline, lines, begins)
        assert_nothing_is_lost(data, timeline, lines, begins)
    assert_revisions(alignment)


def assert_people_stay(
    data: RotationData, timeline: Timeline, lines: Sequence[Entry], begins: datetime
) -> None:
    """Compare who is on where a published shift lies in a new one, has its name, or is over."""
    for old in data.published:
        for line in lines:
            if old.track != line.track or old.end <= line.start or line.end <= old.start:
                continue
            if line.start < begins and old.start < begins and old.engineer == line.engineer:
                continue
            assert max(old.start, line.start) >= begins, "what is past has changed"
            shift = timeline.find(base_id(line.shift))
            inside = shift is not None and shift.inside(old.start, old.end)
            named = base_id(old.shift) == base_id(line.shift)
            if old.engineer and old.kind is line.kind and (inside or named):
                assert line.engineer == old.engineer, (old, line)


def assert_nothing_is_lost(
    data: RotationData, timeline: Timeline, lines: Sequence[Entry], begins: datetime
) -> None:
    """Look for shifts that are left out although half of them, or three days, were published."""
    old = [e for e in data.published if lines and e.track == lines[0].track and e.end > begins]
    running = {base_id(e.shift) for e in lines if e.start < begins}
    for shift in timeline.shifts(begins, max((e.end for e in old), default=begins)):
        near = [e for e in old if e.track == shift.track and shift.overlaps(e.start, e.end)]
        shared = sum(
            (min(e.end, shift.end) - max(e.start, shift.start) for e in near), timedelta(0)
        )
        if shared >= min(timedelta(days=3), (shift.end - shift.start) / 2) > timedelta(0):
            covering = [e for e in lines if shift.overlaps(e.start, e.end)]
            # A running shift that has its name runs on through it.
            assert covering[0].start == shift.start or base_id(covering[0].shift) in running, shift
            assert covering[-1].end == shift.end, shift
            assert all(line.end == two.start for line, two in pairwise(covering)), shift


def assert_revisions(alignment: Alignment) -> None:
    """Compare lines: one that reads otherwise has the next revision, any other is the same."""
    before = {e.shift: e for e in alignment.before.published}
    newest: dict[str, int] = {}
    for e in alignment.before.published:
        newest[base_id(e.shift)] = max(e.revision, newest.get(base_id(e.shift), -1))
    for line in alignment.after.published:
        old = before.get(line.shift)
        if old is not None and old.reads == line.reads and old.kind is line.kind:
            assert line is old
        else:
            assert line.revision == newest.get(base_id(line.shift), -1) + 1
    assert alignment.gone == before.keys() - {e.shift for e in alignment.after.published}
