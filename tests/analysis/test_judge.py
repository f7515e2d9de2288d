from dataclasses import replace
from datetime import date

from analysis_cases import TWO_TRACKS, line, local

from rotation.checks.schedules import judge
from rotation.model.settings import Pin
from rotation.model.shifts import ShiftKind

NOVEMBER = (
    line("A-2026-11-02", "2026-11-02T11:00", "2026-11-09T11:00", "ada"),
    line("B-2026-11-04", "2026-11-04T11:00", "2026-11-12T11:00", "bela"),
    line("A-2026-11-09", "2026-11-09T11:00", "2026-11-16T11:00", "cleo"),
    line("B-2026-11-11", "2026-11-12T11:00", "2026-11-18T11:00", "dora"),
    line("A-2026-11-16", "2026-11-16T11:00", "2026-11-23T11:00", "ada"),
)


def sentences(*lines: object) -> list[str]:
    """Return what is wrong with a schedule, as sentences."""
    return [str(violation) for violation in judge(TWO_TRACKS, lines)]  # type: ignore[arg-type]


def test_a_right_schedule_breaks_nothing() -> None:
    """A schedule that tiles its tracks and keeps the rules breaks nothing; nor does none."""
    assert judge(TWO_TRACKS, NOVEMBER) == ()
    assert judge(TWO_TRACKS, ()) == ()


def test_the_order_of_lines_does_not_count() -> None:
    """A schedule is judged the same in whatever order its lines come."""
    broken = (*NOVEMBER[:1], *NOVEMBER[2:])

    assert judge(TWO_TRACKS, broken[::-1]) == judge(TWO_TRACKS, broken)


def test_a_hole_names_its_shift_and_times() -> None:
    """Time that no line covers is told with track, local times and the shift it belongs to."""
    assert sentences(*NOVEMBER[:2], *NOVEMBER[3:]) == [
        "coverage: track A has no line from 2026-11-09 11:00 to 2026-11-16 11:00, which belongs to "
        "A-2026-11-09"
    ]


def test_a_hole_inside_a_shift_is_seen() -> None:
    """Two parts of a shift with an hour between them leave a hole of that hour."""
    first = replace(NOVEMBER[2], end=local("2026-11-11T12:00"))
    second = line("A-2026-11-09+2", "2026-11-11T13:00", "2026-11-16T11:00", "cleo")

    assert sentences(*NOVEMBER[:2], first, second, *NOVEMBER[3:])[0] == (
        "coverage: track A has no line from 2026-11-11 12:00 to 2026-11-11 13:00, which belongs to "
        "A-2026-11-09"
    )


def test_a_schedule_may_begin_inside_a_shift() -> None:
    """A line alone is where it begins, whatever its name; of a cut shift a part is missing."""
    late = replace(NOVEMBER[0], start=local("2026-11-03T11:00"))
    assert sentences(late, *NOVEMBER[1:]) == []
    other = replace(late, shift="A-2026-11-03")
    assert sentences(other, *NOVEMBER[1:]) == []
    cut = replace(late, shift="A-2026-11-02+2")
    hole = (
        "coverage: track A has no line from 2026-11-02 11:00 to {}, which belongs to A-2026-11-02"
    )
    assert sentences(cut, *NOVEMBER[1:]) == [hole.format("2026-11-03 11:00")]
    # What is missing before today is missing for good.
    lines = (cut, *NOVEMBER[1:])
    assert [
        v for v in judge(TWO_TRACKS, lines, None, date(2026, 11, 4)) if "no line" in v.text
    ] == []
    (left,) = [v for v in judge(TWO_TRACKS, lines, None, date(2026, 11, 3)) if "no line" in v.text]
    assert str(left) == hole.format("2026-11-03 11:00").replace(
        "2026-11-02 11:00", "2026-11-03 00:00"
    )


def test_a_track_without_any_line_is_a_hole() -> None:
    """A schedule that forgets a whole track leaves holes on it."""
    texts = sentences(*(entry for entry in NOVEMBER if entry.track == "A"))

    assert [text[:37] for text in texts] == [
        "coverage: track B has no line from 20",
        "coverage: track B has no line from 20",
    ]


def test_two_lines_at_once_are_an_overlap() -> None:
    """Two lines of one track that share time are told once, with both ids and where it begins."""
    longer = replace(NOVEMBER[0], end=local("2026-11-10T11:00"))

    texts = sentences(longer, *NOVEMBER[1:])

    assert [text for text in texts if text.startswith("coverage: ")] == [
        "coverage: A-2026-11-02 and A-2026-11-09 are both on track A from 2026-11-09 11:00"
    ]


def test_a_track_of_nobody_is_reported() -> None:
    """A line on a track that the rotation does not have is not part of its schedule."""
    stranger = line("Z-2026-11-02", "2026-11-02T11:00", "2026-11-09T11:00", "dora")

    assert sentences(*NOVEMBER, stranger)[0] == (
        "coverage: Z-2026-11-02 is on track Z, which the rotation does not have"
    )


def test_kinds_follow_the_period() -> None:
    """A regular line over volunteers' days, and the other way round, is told."""
    christmas = (
        line("A-2026-12-25", "2026-12-25T00:00", "2026-12-27T00:00", "ada"),
        line(
            "B-2026-12-25",
            "2026-12-25T00:00",
            "2026-12-27T00:00",
            None,
            kind=ShiftKind.VOLUNTEER,
        ),
    )
    week = replace(NOVEMBER[0], kind=ShiftKind.VOLUNTEER)

    assert sentences(*christmas) == [
        "coverage: A-2026-12-25 is a regular shift, but overlaps A-2026-12-25, a volunteer one"
    ]
    assert sentences(week, *NOVEMBER[1:])[0] == (
        "coverage: A-2026-11-02 is a volunteer shift, but overlaps A-2026-11-02, a regular one"
    )


def test_holes_come_in_the_order_of_time() -> None:
    """What is not covered is told by time, whatever the track; the other rules come behind."""
    tired, last = replace(NOVEMBER[3], engineer="ada"), replace(NOVEMBER[4], engineer="bela")

    texts = sentences(NOVEMBER[0], tired, last)

    assert [text.partition(",")[0] for text in texts[:2]] == [
        "coverage: track B has no line from 2026-11-04 11:00 to 2026-11-12 11:00",
        "coverage: track A has no line from 2026-11-09 11:00 to 2026-11-16 11:00",
    ]
    assert [text.partition(":")[0] for text in texts[2:]] == ["rest"]


def test_a_pin_is_a_lock() -> None:
    """A schedule that gives a pinned shift to somebody else breaks `locks`."""
    pinned = replace(TWO_TRACKS, pins=(Pin("A-2026-11-09", "dora"),))

    assert [violation.rule for violation in judge(pinned, NOVEMBER)] == ["locks"]
    assert judge(pinned, (*NOVEMBER[:2], replace(NOVEMBER[2], engineer="dora"))) == ()


def test_history_counts_for_rest() -> None:
    """A shift worked just before the schedule begins keeps its holder off its first one."""
    before = line("A-2026-10-26", "2026-10-26T11:00", "2026-11-02T11:00", "ada")
    worked = replace(TWO_TRACKS, history=(before,))

    (violation,) = judge(worked, NOVEMBER)

    assert (violation.rule, violation.shifts, violation.carried) == (
        "rest",
        ("A-2026-11-02",),
        ("A-2026-10-26",),
    )
