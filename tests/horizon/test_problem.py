"""The rest of a prepared problem: what is in progress, carried, who is there, how large."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest
from horizon_builders import at, engineer, entry, month, rotation, track

from rotation.errors import BadInput
from rotation.model.people import Offer, TimeOff, TimeOffKind
from rotation.model.problem import BlockKind, Person, Problem
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Loads
from rotation.model.tracks import WeeklyWindow
from rotation.problems import build_problem

TODAY = date(2026, 5, 20)
JUNE_2 = date(2026, 6, 2)


def june(data: RotationData, today: date = TODAY) -> Problem:
    """Plan June 2026."""
    return build_problem(data, *month(data, "2026-06"), today)


def one_track(**settings: object) -> RotationData:
    """Build track A on Fridays: A-2026-05-29 is in progress when June begins."""
    return rotation(track("A", "Fri 11:00"), **{"special_periods": (), **settings})


RUNNING = entry("A-2026-05-29", "2026-05-29 11:00", "2026-06-05 11:00", "ada")


def first_id(data: RotationData) -> str:
    """Return the first planned shift."""
    return june(data).shifts[0].id


def test_the_shift_in_progress_is_planned_when_nothing_holds_it() -> None:
    """Without history and published plan the shift over the horizon's start is planned."""
    assert first_id(one_track()) == "A-2026-05-29"


@pytest.mark.parametrize(("last", "first"), [(0, "2026-05-29"), (1, "2026-06-05")])
def test_a_shift_in_progress_without_hours_left_is_not_planned(last: int, first: str) -> None:
    """June begins on a Monday: with hours on Mondays some are left, with Fridays only none."""
    days = [(4, 0), (4,)][last]
    office = replace(
        track("A", "Fri 11:00"),
        settings=tuple(
            replace(own, windows=(WeeklyWindow(days, time(12), time(18)),))
            for own in track("A", "Fri 11:00").settings
        ),
    )
    assert first_id(rotation(office, special_periods=())) == f"A-{first}"


@pytest.mark.parametrize("file", ["history", "published"])
def test_the_shift_in_progress_is_carried_when_somebody_holds_it(file: str) -> None:
    """A held shift over the start belongs to the plan before."""
    problem = june(one_track(**{file: (RUNNING,)}))
    assert problem.shifts[0].id == "A-2026-06-05"
    assert [(h.shift.id, h.engineer) for h in problem.carried] == [("A-2026-05-29", "ada")]


@pytest.mark.parametrize("file", ["history", "published"])
def test_a_running_shift_that_is_known_otherwise_is_not_planned_again(file: str) -> None:
    """Its id is of before its track was renamed."""
    renamed = replace(track("EU", "Fri 11:00"), was=("A",))
    # Files are read with today's name of the track, and keep the ids.
    known = replace(RUNNING, track="EU")
    problem = june(rotation(renamed, special_periods=(), **{file: (known,)}))
    assert problem.shifts[0].start == at("2026-06-05 11:00")
    assert [(h.shift.id, h.engineer) for h in problem.carried] == [("A-2026-05-29", "ada")]


def test_a_running_shift_of_another_handover_is_not_planned_again() -> None:
    """Published before the handover moved, it has the id of another day."""
    earlier = entry("A-2026-05-28", "2026-05-28 09:00", "2026-06-05 11:00", "ada")
    moved = june(one_track(published=(earlier,)), JUNE_2)
    assert moved.shifts[0].id == "A-2026-06-05"
    assert [h.shift.id for h in moved.carried] == ["A-2026-05-28"]


def test_an_open_published_shift_in_progress_is_planned() -> None:
    """Nobody holds it, so it is still to be given."""
    problem = june(one_track(published=(replace(RUNNING, engineer=None),)))
    assert problem.shifts[0].id == "A-2026-05-29"
    assert problem.locks == {}


@pytest.mark.parametrize(("last", "first"), [(0, "2026-05-29"), (1, "2026-06-05")])
def test_an_open_published_shift_is_planned_while_hours_are_left(last: int, first: str) -> None:
    """Published as open, it is planned while a window is left, and not after the last one."""
    days = [(4, 0), (4,)][last]
    (own,) = track("A", "Fri 11:00").settings
    office = replace(own, windows=(WeeklyWindow(days, time(12), time(18)),))
    data = rotation(
        replace(track("A", "Fri 11:00"), settings=(office,)),
        special_periods=(),
        published=(replace(RUNNING, engineer=None),),
    )
    problem = june(data)
    assert (problem.shifts[0].id, dict(problem.locks)) == (f"A-{first}", {})
    assert [held.shift.id for held in problem.carried] == []


def test_a_half_held_shift_in_progress_keeps_what_is_held() -> None:
    """With its second part open it is planned in parts, and the held part is locked."""
    parts = (
        entry("A-2026-05-29", "2026-05-29 11:00", "2026-06-02 11:00", "ada"),
        entry("A-2026-05-29+2", "2026-06-02 11:00", "2026-06-05 11:00", None, line=3),
    )
    problem = june(one_track(published=parts), date(2026, 1, 1))
    assert [s.id for s in problem.shifts[:2]] == ["A-2026-05-29", "A-2026-05-29+2"]
    assert {s: k.engineer for s, k in problem.locks.items()} == {"A-2026-05-29": "ada"}


def test_history_of_other_handovers_ends_with_the_horizon() -> None:
    """History with other ids may end where the horizon begins; reaching into it is refused."""
    other = entry("A-2026-05-27", "2026-05-27 09:00", "2026-06-03 09:00", "ben")
    with pytest.raises(BadInput, match="A-2026-05-27 reaches into the horizon, but is not a shift"):
        june(one_track(history=(other,)))
    before = entry("A-2026-05-20", "2026-05-20 09:00", "2026-06-01 00:00", "ben")
    assert first_id(one_track(history=(before,))) == "A-2026-05-29"


def test_a_shift_that_begins_with_the_horizon_belongs_to_it() -> None:
    """Nothing is in progress when a handover falls on the horizon's first instant."""
    data = rotation(track("A", "Mon 00:00"), special_periods=())
    assert first_id(data) == "A-2026-06-01"


def test_history_and_later_published_shifts_are_carried() -> None:
    """Carried are held shifts outside the plan, from 400 days before the window on."""
    history = (
        entry("A-2024-04-19", "2024-04-19 11:00", "2024-04-26 11:00", "ada"),
        entry("A-2024-04-26", "2024-04-26 11:00", "2024-05-03 11:00", "ben"),
        entry("A-2026-05-22", "2026-05-22 11:00", "2026-05-29 11:00", None),
    )
    published = (
        RUNNING,
        entry("A-2026-07-03", "2026-07-06 11:00", "2026-07-10 11:00", "cy"),
    )
    problem = june(one_track(history=history, published=published, history_days=365))
    assert problem.window_start == at("2025-06-01")
    assert [h.shift.id for h in problem.carried] == [
        "A-2024-04-26",
        "A-2026-05-29",
        "A-2026-07-03",
    ]


def test_carried_loads_are_those_that_begin_in_the_window() -> None:
    """Shifts before the window and after the horizon count for nobody's ledger."""

    def week(start: str, end: str, who: str) -> Entry:
        return entry(f"A-{start}", f"{start} 11:00", f"{end} 11:00", who)

    history = (
        week("2025-05-30", "2025-06-06", "ada"),
        week("2025-06-06", "2025-06-13", "ada"),
        week("2026-05-15", "2026-05-22", "ada"),
        week("2026-05-22", "2026-05-29", "ben"),
    )
    published = (RUNNING, week("2026-07-10", "2026-07-17", "ben"))
    people = june(one_track(history=history, published=published)).people
    assert [(p.id, p.carried) for p in people] == [
        ("ada", Loads(3, 21, 6, 0)),
        ("ben", Loads(1, 7, 3, 1)),
        ("cy", Loads()),
    ]


def test_the_dates_of_a_problem_are_local_midnights() -> None:
    """Window, horizon and notice begin and end at midnight of the rotation's zone, in UTC."""
    problem = june(one_track(notice_days=30, history_days=100), date(2026, 2, 10))
    assert problem.start == datetime(2026, 6, 1, 4, tzinfo=UTC)
    assert problem.window_start == datetime(2026, 2, 21, 5, tzinfo=UTC)
    assert problem.notice_until == datetime(2026, 3, 12, 4, tzinfo=UTC)
    assert problem.zone == "America/New_York"


def person(
    name: str = "Ben Okafor", data: RotationData | None = None, **settings: object
) -> Person:
    """Return the one person of a team that plans June 2026."""
    who = replace(engineer(name), id="ben", **settings)
    return june(replace(data or one_track(), engineers=(who,))).people[0]


def test_grace_and_leaving_are_blocks() -> None:
    """A joiner is blocked until the grace is over, a leaver from the first day gone."""
    ben = person(joined=date(2026, 4, 13), leaves=date(2026, 6, 26))
    grace, gone = ben.blocks
    assert (grace.kind, grace.end) == (BlockKind.GRACE, at("2026-06-12"))
    assert grace.joined == date(2026, 4, 13)
    assert (gone.kind, gone.start) == (BlockKind.GONE, at("2026-06-26"))
    assert grace.start < at("1950-01-01")
    assert gone.end > at("2150-01-01")
    assert ben.new_until == at("2026-10-10")


def test_time_off_is_a_block_in_the_users_words() -> None:
    """An absence carries the interval as written."""
    away = TimeOff("ben", at("2026-06-08"), at("2026-06-15"), wording="2026-06-08 to 2026-06-14")
    blocks = person(data=one_track(time_off=(away,))).blocks
    (block,) = (b for b in blocks if b.kind is BlockKind.TIME_OFF)
    assert (block.start, block.end) == (away.start, away.end)
    assert block.wording == "2026-06-08 to 2026-06-14"


def test_offers_come_with_their_person() -> None:
    """Each person has their own offers, by start."""
    offers = tuple(
        Offer(who, at(f"2026-12-{day}"), at("2027-01-02"))
        for who, day in (("ben", 29), ("ada", 25), ("ben", 25))
    )
    people = june(one_track(offers=offers)).people
    assert [p.offers for p in people] == [(offers[1],), (offers[2], offers[0]), ()]


def test_weights_are_capacity_times_days_less_leave() -> None:
    """Weights share one whole-number scale; vacation lowers none, leave and joining do."""
    team = (
        engineer("Ada"),
        engineer("Ben", capacity=Fraction(1, 2)),
        engineer("Cy", joined="2026-04-12"),
        engineer("Dee"),
        engineer("Eve", leaves=date(2026, 6, 11)),
        engineer("Fay"),
    )
    time_off = (
        TimeOff("dee", at("2026-06-01"), at("2026-06-11"), TimeOffKind.LEAVE),
        TimeOff("dee", at("2026-06-06"), at("2026-06-16"), TimeOffKind.LEAVE),
        TimeOff("fay", at("2026-06-01"), at("2026-07-01")),
    )
    data = one_track(engineers=team, time_off=time_off, history_days=10)
    # The window is 22 May to 30 June, 40 days: 40, 20, 20 (from 11 June), 25, 20, 40.
    assert [p.weight for p in june(data).people] == [8, 4, 4, 5, 4, 8]


def test_weights_are_the_capacities_of_the_days_less_leave() -> None:
    """A capacity that changes counts on its days; leave takes the days at their capacity."""
    half, fifth = Fraction(1, 2), Fraction(1, 5)
    team = (
        engineer("Ada"),
        engineer("Ben", capacities=((date(2026, 6, 11), half),)),
        engineer("Cy", capacities=((date(2026, 6, 1), half), (date(2026, 6, 21), fifth))),
        engineer("Dee", capacities=((date(2020, 1, 1), half),)),
        engineer("Eve", capacities=((date(2026, 7, 1), half),)),
        engineer("Fay", capacities=((date(2026, 6, 11), half),), leaves=date(2026, 6, 21)),
    )
    leave = (TimeOff("dee", at("2026-06-01"), at("2026-06-11"), TimeOffKind.LEAVE),)
    data = one_track(engineers=team, time_off=leave, history_days=10)
    # The window is 22 May to 30 June: 40, 20 + 20/2, 10 + 20/2 + 10/5, (40 - 10)/2, 40, 20 + 10/2.
    assert [p.weight for p in june(data).people] == [40, 30, 22, 15, 40, 25]


def test_leave_counts_by_noon() -> None:
    """Leave from 12:00 takes the day, leave from 12:01 does not; a team without days has none."""
    team = (engineer("Ada"), engineer("Ben"), engineer("Cy", joined="2027-01-01"))
    leave = tuple(
        TimeOff(who, at(f"2026-06-01 {clock}"), at("2026-06-12"), TimeOffKind.LEAVE)
        for who, clock in (("ada", "12:00"), ("ben", "12:01"))
    )
    data = one_track(engineers=team, time_off=leave, history_days=0)
    assert [p.weight for p in june(data).people] == [19, 20, 0]
    assert [p.weight for p in june(replace(data, engineers=team[2:])).people] == [0]


@pytest.mark.parametrize(
    ("joined", "leaves", "present"),
    [
        ("2026-01-01", None, True),
        ("2026-05-01", None, True),
        ("2026-05-02", None, False),
        ("2020-01-01", "2026-06-01", False),
        ("2020-01-01", "2026-06-02", True),
        ("2026-04-20", "2026-06-10", False),
    ],
)
def test_present_is_who_is_in_the_rotation_at_some_instant(
    joined: str, leaves: str | None, present: bool
) -> None:
    """Whose grace ends before the horizon does and who leaves after it begins, is present."""
    gone = date.fromisoformat(leaves) if leaves else None
    ada = person(joined=date.fromisoformat(joined), leaves=gone)
    assert ada.present is present


def test_people_come_by_id_and_absent_ones_too() -> None:
    """The order of the file does not matter; who is not there yet stays in the list."""
    team = (engineer("Cy"), engineer("Ada", joined="2027-01-01"), engineer("Ben"))
    people = june(one_track(engineers=team)).people
    assert [(p.id, p.present) for p in people] == [("ada", False), ("ben", True), ("cy", True)]
    assert people[1].tracks == frozenset("AB")


def test_an_empty_team_is_refused() -> None:
    """Nobody to plan is bad input, with the place to add somebody."""
    with pytest.raises(BadInput) as raised:
        june(one_track(engineers=()))
    (fault,) = raised.value.faults
    assert (fault.place, fault.what) == ("rotation.toml: engineer", "the team is empty")


def test_too_many_decisions_are_refused_with_how_to_split() -> None:
    """A thousand people on two tracks can plan 125 weeks at a time, and not more."""
    team = tuple(replace(engineer("P"), id=f"p{n:04d}") for n in range(1000))
    data = rotation(engineers=team)
    with pytest.raises(BadInput) as raised:
        build_problem(data, at("2026-01-01"), at("2030-12-31"), TODAY)
    (fault,) = raised.value.faults
    assert fault.place == "--to"
    assert "1000 people and about 521 shifts make more than 250 000 decisions" in fault.what
    assert "at most 125 weeks at a time" in fault.hint
    small = replace(data, engineers=team[:2])
    assert len(build_problem(small, at("2026-01-01"), at("2030-12-31"), TODAY).shifts) > 500


def test_exactly_as_many_decisions_as_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five people and two shifts a week are ten decisions a week, or twenty in two."""
    data = rotation(engineers=tuple(engineer(name) for name in ("Ada", "Ben", "Cy", "Di", "Ed")))
    monkeypatch.setattr("rotation.problems.from_dates.MOST_DECISIONS", 20)
    assert len(build_problem(data, at("2026-06-01"), at("2026-06-15"), TODAY).people) == 5
    with pytest.raises(BadInput, match="at most 2 weeks at a time"):
        build_problem(data, at("2026-06-01"), at("2026-06-16"), TODAY)
    monkeypatch.setattr("rotation.problems.from_dates.MOST_DECISIONS", 19)
    with pytest.raises(BadInput, match="at most 1 week at a time"):
        build_problem(data, at("2026-06-01"), at("2026-06-15"), TODAY)
    monkeypatch.setattr("rotation.problems.from_dates.MOST_DECISIONS", 9)
    with pytest.raises(BadInput, match="split the rotation into smaller ones"):
        build_problem(data, at("2026-06-01"), at("2026-06-08"), TODAY)


def test_the_order_of_the_input_does_not_matter() -> None:
    """Files in another order make an equal problem."""
    history = (
        entry("A-2026-05-15", "2026-05-15 11:00", "2026-05-22 11:00", "ada"),
        entry("A-2026-05-22", "2026-05-22 11:00", "2026-05-29 11:00", "ben"),
    )
    away = tuple(TimeOff(who, at("2026-06-08"), at("2026-06-15")) for who in ("ada", "ben"))
    data = one_track(history=history, time_off=away, published=(RUNNING,))
    turned = replace(
        data, history=history[::-1], time_off=away[::-1], engineers=data.engineers[::-1]
    )
    assert june(data) == june(turned)
