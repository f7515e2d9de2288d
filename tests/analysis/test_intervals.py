"""Intervals that touch, windows that end where something begins, and parts put together."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from analysis_cases import ONE_TRACK, line, local

from rotation.analysis.carried import carried_between, written
from rotation.analysis.home import uncovered, uncovered_hours
from rotation.checks.breach_parts import Part, grouped, is_over, part_of
from rotation.model.problem import BlockKind
from rotation.model.report import AbsenceKind, LineOrigin, ShiftLine
from rotation.model.roster import Roster
from rotation.model.rounds import Round
from rotation.model.shifts import ShiftKind
from rotation.plans.report_record import absences_of, gaps_of, rounds_of
from rotation.rules import Violation
from rotation.testing import make_block, make_person, make_problem, make_shift
from rotation.written.standing_plan import standing

TODAY = date(2026, 12, 1)
FIRST = line("A-2026-11-02", "2026-11-02T11:00", "2026-11-09T11:00", "ada")
SECOND = line("A-2026-11-09", "2026-11-09T11:00", "2026-11-16T11:00", "bela")
FOURTH = line("A-2026-11-23", "2026-11-23T11:00", "2026-11-30T11:00", "ada")


def hour(day: int, clock: int) -> datetime:
    return datetime(2026, 12, day, clock, tzinfo=UTC)


def test_hours_at_home_that_touch_are_one() -> None:
    """Two shifts without anybody from home make one interval; a night lies between days."""
    shifts = [
        make_shift("A-2026-12-07", days=0.5),
        make_shift("A-2026-12-08", start="2026-12-07T12:00", days=1),
    ]
    problem = replace(
        make_problem(["ada", "ben"], shifts),
        home_hours=((hour(7, 9), hour(7, 17)), (hour(8, 9), hour(8, 17))),
        at_home=frozenset({"ada"}),
    )
    abroad = Roster({shift.id: "ben" for shift in shifts})
    assert uncovered_hours(problem, abroad) == [
        (hour(7, 9), hour(7, 17)),
        (hour(8, 9), hour(8, 12)),
    ]
    assert [stretch.minutes for stretch in uncovered(problem, abroad)] == [180, 480]
    mixed = Roster({"A-2026-12-07": "ada", "A-2026-12-08": "ben"})
    assert uncovered_hours(problem, mixed) == [
        (hour(7, 12), hour(7, 17)),
        (hour(8, 9), hour(8, 12)),
    ]
    home = Roster({shift.id: "ada" for shift in shifts})
    assert uncovered_hours(problem, home) == []


@pytest.mark.parametrize(
    ("start", "end", "shifts"),
    [
        ("2026-11-09T11:00", "2026-11-23T11:00", ["A-2026-11-09"]),
        ("2026-11-09T10:59", "2026-11-23T11:01", ["A-2026-11-02", "A-2026-11-09", "A-2026-11-23"]),
        ("2026-11-16T11:00", "2026-11-23T11:00", []),
    ],
)
def test_what_stands_in_a_window_shares_time_with_it(
    start: str, end: str, shifts: list[str]
) -> None:
    """What ends as it begins, or begins as it ends, does not."""
    rotation = replace(ONE_TRACK, published=(FIRST, SECOND, FOURTH))
    plan = standing(rotation, local(start), local(end), TODAY)
    assert [row.shift.id for row in plan.rows] == shifts


def test_holes_between_lines_are_named() -> None:
    """Where one line ends as the next begins nothing is missing; a week is, from end to start."""
    rotation = replace(ONE_TRACK, history=(FIRST,), published=(SECOND, FOURTH))
    plan = standing(rotation, local("2026-11-01T00:00"), None, TODAY)
    assert plan.missing == (("A", SECOND.end, FOURTH.start),)
    assert plan.worked == {"A-2026-11-02"}
    assert [row.revised for row in plan.rows] == [
        FIRST.start,
        SECOND.start,
        FOURTH.start,
    ]
    early = standing(rotation, local("2026-11-01T00:00"), None, date(2026, 11, 5))
    assert [row.revised for row in early.rows] == [FIRST.start, *[local("2026-11-05T00:00")] * 2]


def test_a_line_belongs_to_the_window_in_which_it_begins() -> None:
    """A line of a draft also to one that it goes on in, but not where it ends as that begins."""
    rotation = replace(ONE_TRACK, published=(FIRST, SECOND))

    def between(start: str, end: str, *draft: object) -> list[str]:
        lines = carried_between(rotation, local(start), local(end), draft)  # type: ignore[arg-type]
        return [f"{line.shift.id} {line.origin.value}" for line in lines]

    assert between("2026-11-02T11:00", "2026-11-09T11:00") == ["A-2026-11-02 published"]
    assert between("2026-11-02T11:01", "2026-11-09T11:01") == ["A-2026-11-09 published"]
    assert between("2026-11-09T10:59", "2026-11-10T11:00", FIRST) == [
        "A-2026-11-02 draft",
        "A-2026-11-09 published",
    ]
    assert between("2026-11-09T11:00", "2026-11-10T11:00", FIRST) == ["A-2026-11-09 published"]


def test_a_draft_takes_the_place_of_what_it_overlaps() -> None:
    """A line that begins as a published one ends leaves it; a minute of it is enough to lose it."""
    rotation = replace(ONE_TRACK, published=(FIRST, SECOND))

    def kept(start: str, end: str) -> list[str]:
        draft = line("A-2026-11-20", start, end, "bela")
        return [line.shift.id for line in written(rotation, [draft])]

    assert kept("2026-11-16T11:00", "2026-11-20T11:00") == [
        "A-2026-11-02",
        "A-2026-11-09",
        "A-2026-11-20",
    ]
    assert kept("2026-11-16T10:59", "2026-11-20T11:00") == ["A-2026-11-02", "A-2026-11-20"]
    assert kept("2026-10-30T11:00", "2026-11-02T11:00") == [
        "A-2026-11-20",
        "A-2026-11-02",
        "A-2026-11-09",
    ]
    assert kept("2026-10-30T11:00", "2026-11-02T11:01") == ["A-2026-11-20", "A-2026-11-09"]


def test_absences_are_cut_to_what_is_shown() -> None:
    """One that ends as the days begin, or begins as they end, is none of them."""
    blocks = [
        make_block("2026-12-01", "2026-12-07"),
        make_block("2026-12-05", "2026-12-08"),
        make_block("2026-12-12", "2026-12-20", kind=BlockKind.GONE),
        make_block("2026-12-14", "2026-12-20"),
    ]
    problem = make_problem([make_person("ada", blocks=blocks)], [make_shift("A-2026-12-07")])
    plan = SimpleNamespace(rotation=SimpleNamespace(timezone="UTC"), problem=problem)
    absences = list(absences_of(plan, hour(7, 0), hour(14, 0)))  # type: ignore[arg-type]
    assert [(a.person, a.start, a.end) for a in absences] == [
        ("ada", hour(7, 0), hour(8, 0)),
        ("ada", hour(12, 0), hour(14, 0)),
    ]
    assert absences[0].kind is AbsenceKind.AWAY
    assert absences[1].kind is AbsenceKind.GONE


def test_a_round_lasts_from_its_first_shift_to_the_end_of_its_last() -> None:
    """Who serves once is named by id; who serves twice or not at all is an exception."""
    shifts = [make_shift(f"A-2026-12-{day:02}") for day in (7, 14, 21)]
    people = ("ada", "ben", "cleo")
    problem = make_problem(people, shifts, rounds=[Round(tuple(s.id for s in shifts), people)])
    roster = Roster(dict(zip((s.id for s in shifts), ("ben", "ada", "ben"), strict=True)))
    plan = SimpleNamespace(rotation=SimpleNamespace(timezone="UTC"), problem=problem, roster=roster)
    (round_,) = rounds_of(plan)  # type: ignore[arg-type]
    assert (round_.number, round_.start, round_.end) == (1, hour(7, 0), hour(28, 0))
    assert (round_.once, round_.shifts) == (("ada",), tuple(s.id for s in shifts))
    assert [(person, count) for person, count, _ in round_.exceptions] == [("ben", 2), ("cleo", 0)]


def test_gaps_are_between_regular_turns_of_one_person() -> None:
    """Volunteer shifts, open ones and parts of one shift make none; people come by id."""

    def on(shift: str, person: str | None, kind: ShiftKind = ShiftKind.REGULAR) -> ShiftLine:
        made = make_shift(shift.partition("+")[0], days=3, kind=kind)
        made = replace(made, id=shift)
        return ShiftLine(made, made.start, made.end, person, LineOrigin.PLAN, False, ())

    record = [
        on("A-2026-12-21", "ben"),
        on("A-2026-12-01", "ben"),
        on("A-2026-12-04", "ada"),
        on("A-2026-12-04+2", "ada"),
        on("A-2026-12-07", None),
        on("A-2026-12-10", "ben", ShiftKind.VOLUNTEER),
        on("A-2026-12-14", "ada"),
    ]
    assert [(g.person, g.days, g.before.shift.id, g.after.shift.id) for g in gaps_of(record)] == [
        ("ada", 7, "A-2026-12-04+2", "A-2026-12-14"),
        ("ben", 17, "A-2026-12-01", "A-2026-12-21"),
    ]


def test_parts_that_touch_are_given_away_together() -> None:
    """Parts of one shift that overlap or touch are one group; an hour between makes two."""

    def part(shift: str, start: datetime, end: datetime) -> Part:
        return Part(Violation("rest", "x"), shift, start, end, left=True)

    long = part("A-1", hour(7, 0), hour(9, 0))
    inside = part("A-1", hour(7, 5), hour(8, 0))
    touching = part("A-1", hour(9, 0), hour(10, 0))
    apart = part("A-1", hour(10, 1), hour(11, 0))
    other = part("A-0", hour(7, 0), hour(7, 12))
    assert grouped([apart, touching, other, inside, long]) == [
        [other],
        [long, inside, touching],
        [apart],
    ]


NOON = hour(7, 12)
SPANS = {
    "A-1": (hour(5, 0), hour(6, 0)),
    "A-1+2": (hour(6, 0), hour(9, 0)),
    "A-2": (hour(9, 0), hour(12, 0)),
    "B-1": (hour(5, 12), hour(7, 12)),
}


@pytest.mark.parametrize(
    ("violation", "over"),
    [
        (Violation("days", "x", ("A-2",), during=(hour(6, 0), NOON)), True),
        (Violation("days", "x", ("A-1",), during=(hour(6, 0), hour(7, 13))), False),
        (Violation("rest", "x", ("B-1",)), True),
        (Violation("rest", "x", ("A-1", "A-1+2")), False),
        (Violation("rest", "x", ("A-1",), carried=("B-1",)), True),
        (Violation("rest", "x", ("A-1",), carried=("A-2",)), False),
        (Violation("rest", "x", ("unknown",)), False),
        (Violation("rest", "x"), False),
        # Two at once: the rest of A-1 was given away, that of B-1 is still to come.
        (Violation("overlap", "x", ("A-1", "C-1")), True),
        (Violation("overlap", "x", ("D-1", "C-1")), False),
    ],
)
def test_what_is_over_asks_nobody(violation: Violation, over: bool) -> None:
    """A part is over as it ends, a pair with its last shift, or where the first one's rest went."""
    spans = {**SPANS, "C-1": (hour(5, 12), hour(9, 0)), "D-1": (hour(5, 0), hour(6, 0))}
    assert is_over(violation, spans, NOON) is over


def test_of_several_shifts_the_latest_that_nobody_worked_is_given_away() -> None:
    """From now on, if it runs; a part that breaks a rule alone is given away alone."""
    shifts = [make_shift(f"{track}-2026-12-{day}") for track, day in (("A", "02"), ("B", "05"))]
    pair = Violation("rest", "x", tuple(shift.id for shift in shifts))
    later = part_of(pair, shifts, (), NOON)
    assert (later.shift, later.start, later.end, later.left) == (
        "B-2026-12-05",
        NOON,
        hour(12, 0),
        True,
    )
    assert part_of(pair, shifts, {"B-2026-12-05"}, NOON).shift == "A-2026-12-02"
    ended = part_of(pair, shifts, (), hour(9, 0))
    assert (ended.shift, ended.start) == ("B-2026-12-05", hour(9, 0))
    days = replace(pair, during=(hour(6, 0), hour(8, 0)))
    alone = part_of(days, shifts, (), NOON)
    assert (alone.shift, alone.start, alone.end, alone.left) == (
        "A-2026-12-02",
        NOON,
        hour(8, 0),
        False,
    )
    assert part_of(days, shifts, (), hour(5, 0)).start == hour(6, 0)
