"""The examples load, plan, and show what their README says."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import rotation
from rotation.__main__ import main
from rotation.api import Rotation
from rotation.goals import named
from rotation.horizon import shifts_of
from rotation.model.people import TimeOffKind
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, Status
from rotation.plans.plan import Plan

EXAMPLES = Path(__file__).parents[2] / "examples"
ARTSY = EXAMPLES / "artsy"
TODAY = date(2026, 11, 23)
EASTERN = {"America/New_York", "America/Toronto"}


@pytest.fixture(scope="module")
def artsy() -> Rotation:
    """Load the document's rotation: too few volunteers for Christmas week."""
    return rotation.load(ARTSY)


@pytest.fixture(scope="module")
def december(artsy: Rotation) -> Plan:
    """Plan its next month, part of which is published."""
    return artsy.plan(today=TODAY)


@pytest.fixture(scope="module")
def year() -> Rotation:
    """Load a year of 24 people with part-timers, a joiner, a leaver and a parental leave."""
    return rotation.load(EXAMPLES / "year")


@pytest.fixture(scope="module")
def plan_of_year(year: Rotation) -> Plan:
    """Plan it without `spacing`, which would search on for ten seconds."""
    goals = named([goal for goal in year.goals if goal != "spacing"])
    first, after = date(2027, 1, 4), date(2028, 1, 3)
    return year.plan(start=first, end=after, today=date(2027, 1, 3), goals=goals)


def most_held(team: RotationData, shifts: Sequence[Shift]) -> int:
    """Return how many volunteer shifts the sheet can fill, by trying everything."""
    tracks = {e.id: e.tracks for e in team.engineers}
    gone = {e.id: e.leaves for e in team.engineers}

    def may(engineer: str, shift: Shift) -> bool:
        away = any(
            t.engineer == engineer and t.start < shift.end and shift.start < t.end
            for t in team.time_off
        )
        leaves = gone[engineer]
        return (
            shift.track in tracks[engineer]
            and not away
            and (not leaves or shift.first_day < leaves)
        )

    def fill(left: Sequence[Shift], held: tuple[tuple[int, Shift], ...]) -> int:
        if not left:
            return 0
        shift, later = left[0], left[1:]
        best = fill(later, held)
        for row, offer in enumerate(team.offers):
            used = [s for number, s in held if team.offers[number].engineer == offer.engineer]
            if (
                offer.start <= shift.start
                and shift.end <= offer.end
                and may(offer.engineer, shift)
                and (offer.max_shifts is None or len(used) < offer.max_shifts)
                and not any(s.overlaps(shift.start, shift.end) for s in used)
            ):
                best = max(best, 1 + fill(later, (*held, (row, shift))))
        return best

    return fill(shifts, ())


def test_artsy_is_the_team_it_promises(artsy: Rotation) -> None:
    """The example has the people that the document's special cases are about."""
    team = {e.id: e for e in artsy.engineers}
    leavers = [e for e in team.values() if e.leaves]
    newcomers = [e for e in team.values() if e.joined + timedelta(artsy.new_for_days) > TODAY]
    graced = [e for e in newcomers if e.joined + timedelta(artsy.grace_days) > TODAY]
    leaves = [t for t in artsy.time_off if t.kind is TimeOffKind.LEAVE]
    assert len(team) == 24
    assert len({e.timezone for e in team.values()}) == 8
    assert [(e.id, e.manager) for e in leavers] == [("gareth-pugh-morgan", "priya-raghunathan")]
    assert {e.id for e in newcomers} == {"kwame-boateng", "noor-el-masri", "olumide-adeyemi"}
    assert [e.id for e in graced] == ["noor-el-masri"]
    assert [e.id for e in team.values() if e.capacity < 1] == ["ivy-castellano"]
    assert len(artsy.time_off) - len(leaves) >= 24
    assert [(t.end - t.start).days for t in leaves] == [61]
    # Nobody offers twice, which `most_held` relies on.
    assert len({offer.engineer for offer in artsy.offers}) == len(artsy.offers)


def test_artsy_plans_december_whole_and_proved(artsy: Rotation, december: Plan) -> None:
    """Every regular shift is held, every rule kept, every goal proved, nothing tolerated."""
    assert december.open_regular == ()
    assert december.tolerated == ()
    assert rotation.check(artsy, december, today=TODAY) == []
    assert [o.name for o in december.objectives if not o.proved] == []


def test_artsy_keeps_what_is_published(artsy: Rotation, december: Plan) -> None:
    """The published December shifts, and only these, are locked and read as published."""
    locked = {row.shift.id: row for row in december.rows if row.status is Status.LOCKED}
    published = {e.shift: e for e in artsy.published if e.start >= december.problem.start}
    assert set(locked) == {"B-2026-12-02", "A-2026-12-07", "B-2026-12-09"}
    assert {
        shift: (row.engineer, row.shift.start, row.shift.end, row.revision)
        for shift, row in locked.items()
    } == {shift: (e.engineer, e.start, e.end, e.revision) for shift, e in published.items()}


def test_artsy_leaves_open_only_what_nobody_offers(artsy: Rotation, december: Plan) -> None:
    """Of eight volunteer shifts as many stay open as the offers make unavoidable, not one more."""
    volunteer = december.problem.volunteer()
    assert len(volunteer) == 8
    unavoidable = len(volunteer) - most_held(artsy, volunteer)
    assert len(december.open_volunteer) == unavoidable == 2


def test_artsy_has_somebody_in_eastern_time_on_track_a(artsy: Rotation, december: Plan) -> None:
    """Whoever was, is published or is planned on track A lives in Eastern time."""
    zones = {e.id: e.timezone for e in artsy.engineers}
    holders = [(e.track, e.engineer) for e in (*artsy.history, *artsy.published)]
    holders += [(row.shift.track, row.engineer) for row in december.rows]
    on_a = {engineer for track, engineer in holders if track == "A" and engineer}
    assert len(on_a) > 10
    assert {zones[engineer] for engineer in on_a} <= EASTERN


def test_artsy_past_has_the_shifts_of_the_rotation(artsy: Rotation) -> None:
    """History and published plan hold each shift of half a year, to the minute, without a hole."""
    zone = ZoneInfo(artsy.timezone)
    entries = (*artsy.history, *artsy.published)
    for track in ("A", "B"):
        mine = sorted((e for e in entries if e.track == track), key=lambda e: e.start)
        assert all(shift.end == next_one.start for shift, next_one in pairwise(mine))
        real = [
            s
            for s in shifts_of(artsy, mine[0].start, mine[-1].end)
            if s.track == track and s.start < mine[-1].end
        ]
        assert [(s.id, s.start) for s in real] == [
            (e.shift, e.start) for e in mine if "+" not in e.shift
        ]
        assert {e.start.astimezone(zone).hour for e in mine} == {11}
    assert [e.shift for e in entries if "+" in e.shift] == ["B-2026-08-12+2"]
    begun = {e.start.astimezone(zone).date() < TODAY for e in artsy.history}
    ahead = {e.start.astimezone(zone).date() >= TODAY for e in artsy.published}
    assert begun == ahead == {True}


def test_artsy_past_keeps_the_rules(artsy: Rotation) -> None:
    """What was worked and published breaks no rule."""
    assert rotation.check(artsy, [*artsy.history, *artsy.published]) == []


@pytest.mark.parametrize("today", [date(2026, 12, 5), date(2027, 3, 15), date(2028, 6, 1)])
def test_artsy_plans_the_next_month_on_later_days(artsy: Rotation, today: date) -> None:
    """The command of the README works on any later day, with all regular shifts held."""
    plan = artsy.plan(today=today)
    assert plan.open_regular == ()
    assert plan.tolerated == ()
    assert len(plan.problem.regular()) >= 8
    assert rotation.check(artsy, plan, today=today) == []


def test_artsy_runs_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The documented command writes a schedule that `check` accepts, and shows an open shift."""
    today = ["--today", str(TODAY)]
    assert main(["plan", str(ARTSY), *today, "--out", str(tmp_path)]) == 0
    assert "OPEN" in capsys.readouterr().out
    assert (tmp_path / "people" / "chan-ka-yan.ics").exists()
    assert main(["check", str(ARTSY), str(tmp_path / "schedule.csv"), *today]) == 0


def test_year_is_planned_whole_with_fairness_proved(year: Rotation, plan_of_year: Plan) -> None:
    """No shift of the year is open, no rule broken, and each fairness tier is proved best."""
    assert plan_of_year.openings == ()
    assert plan_of_year.tolerated == ()
    assert rotation.check(year, plan_of_year, today=date(2027, 1, 3)) == []
    assert {o.goal: o.proved for o in plan_of_year.objectives} == dict.fromkeys(
        ("open", "short_gaps", "shifts", "rest_days", "holidays", "tracks", "volunteers"), True
    )


def test_year_leaves_nobody_a_whole_shift_from_the_share(plan_of_year: Plan) -> None:
    """Joiner, leaver, part-timers and the parent on leave all end within a shift of their share."""
    ledger = plan_of_year.ledger().to_wide()
    assert ledger["present"].all()
    assert ledger["shifts_difference"].abs().max() < 1
    share = ledger["shifts_share"]
    fewer = ["ines-baumgartner", "sophie-achleitner", "ulrike", "lukas-steinbach"]
    fewer += ["olga-petrenko", "xaver-lechner", "zainab-oyelaran"]
    full = share.drop(fewer)
    assert len(full) == 17
    assert full.nunique() == 1
    assert share[fewer].max() < full.min()


def test_year_knows_when_people_come_and_go(plan_of_year: Plan) -> None:
    """The joiner, the leaver and the parent on leave hold shifts, and none while not there."""
    zone = ZoneInfo(plan_of_year.rotation.timezone)
    days: dict[str, list[tuple[date, date]]] = {}
    for row in plan_of_year.rows:
        span = row.shift.first_day, row.shift.end.astimezone(zone).date()
        days.setdefault(row.engineer or "", []).append(span)
    assert min(days["zainab-oyelaran"])[0] >= date(2027, 4, 30)
    assert max(days["lukas-steinbach"])[1] < date(2027, 10, 1)
    assert all(
        last < date(2027, 4, 12) or first > date(2027, 9, 30)
        for first, last in days["olga-petrenko"]
    )


def test_year_moves_handovers_by_its_own_holidays(year: Rotation, plan_of_year: Plan) -> None:
    """Bavaria's holidays move handovers, the excluded one does not, the company day counts."""
    zone = ZoneInfo(year.timezone)
    shifts = {shift.id: shift for shift in plan_of_year.problem.shifts}
    starts = {
        shift: shifts[shift].start.astimezone(zone).strftime("%m-%d %H:%M")
        for shift in ("edge-2027-05-06", "edge-2027-05-27", "core-2027-11-01")
    }
    assert starts == {
        "edge-2027-05-06": "05-07 10:00",  # Ascension Day
        "edge-2027-05-27": "05-27 10:00",  # Corpus Christi, on which the team works
        "core-2027-11-01": "11-02 10:00",  # All Saints' Day
    }
    assert shifts["core-2027-02-08"].holidays == ("Shrove Tuesday",)
    assert shifts["core-2027-02-08"].loads.rest_days == 3
