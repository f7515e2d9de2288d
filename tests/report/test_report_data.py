"""What a report is told about a plan."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from report_cases import TODAY
from tests.teams import HOLIDAYS, TRACK, head, person, write_team

import rotation
from rotation.checks.breaches import Breach
from rotation.export import report_html
from rotation.export.report.fairness import fairness_tables
from rotation.export.report.holidays import holiday_table
from rotation.export.report.shapes import TRACK as TRACK_HEIGHT
from rotation.export.report.shapes import Box
from rotation.export.report.summary import cards_of
from rotation.export.report.timeline import timelines
from rotation.model.fairness import Quantity
from rotation.model.objective import Objective, Sense
from rotation.model.report import AbsenceKind, LineOrigin, PartlyAtRest, Report
from rotation.plans.plan import Plan
from rotation.plans.report_data import report_data
from rotation.rules import Violation


@pytest.fixture(scope="module")
def report(plan: Plan) -> Report:
    return report_data(plan, "0123", {"rotation": "1"})


def test_who_loses_a_published_shift_is_informed(plan: Plan, report: Report) -> None:
    """A published shift that changes hands is told to both people, with days and track."""
    names = {person.id: person.name for person in plan.problem.people}
    holder = names[plan.roster["A-2026-12-07"] or ""]
    span = "Mon 7 Dec 11:00 to Mon 14 Dec 11:00 on track A"
    sentences = {section.title: section.lines for section in report.changes}
    assert sentences == {
        "Person Number04": (f"no longer {span}; now {holder}",),
        holder: (f"now {span}, in place of Person Number04",),
    }
    assert report.published == 1
    (line,) = (line for line in report.lines if line.shift.id == "A-2026-12-07")
    assert "before: Person Number04" in line.notes


def test_a_published_shift_at_other_times_is_reported(plan: Plan) -> None:
    """A shift that its holder keeps at other times is told with both times."""
    (entry,) = (e for e in plan.rotation.published if e.shift == "A-2026-12-07")
    holder = plan.roster["A-2026-12-07"]
    moved = replace(entry, engineer=holder, start=entry.start.replace(hour=15))
    gone = replace(entry, shift="A-2026-12-07+2", engineer="p10")
    rotation = plan.rotation.amended(published=(moved, gone))
    sections = report_data(replace(plan, rotation=rotation), "", {}).changes
    (lost,) = (s.lines for s in sections if s.title == "Person Number10")
    (kept,) = (s.lines for s in sections if s.title != "Person Number10")
    assert kept == (
        "still A-2026-12-07, now Mon 7 Dec 11:00 to Mon 14 Dec 11:00 on track A; "
        "before Mon 7 Dec 10:00 to Mon 14 Dec 11:00 on track A",
    )
    assert "it has no such part" in lost[0]


def test_a_plan_without_anything_published_changes_nothing(plan: Plan) -> None:
    """Nothing is told as changed when nothing was published."""
    fresh = replace(plan, rotation=plan.rotation.amended(published=()))
    report = report_data(fresh, "", {})
    assert (report.published, report.changes) == (0, ())


def test_what_was_worked_differs_from_what_is_published(report: Report) -> None:
    """The record has history, the published plan and the plan, each as what it is."""
    origins = {line.shift.id: line.origin for line in report.record}
    assert origins["A-2026-01-05"] is LineOrigin.WORKED
    assert origins["B-2026-11-25"] is LineOrigin.PUBLISHED
    assert origins["A-2026-12-07"] is LineOrigin.PLAN
    # Running when December begins, so it stands in the table of shifts, too.
    assert report.lines[0].shift.id == "B-2026-11-25"


def test_gaps_are_counted_in_whole_days(report: Report) -> None:
    """From Mon 12 Jan 11:00 to Mon 26 Jan 11:00 lie 14 days."""
    (first, *_) = (gap for gap in report.gaps if gap.person == "p05")
    assert (first.before.shift.id, first.after.shift.id) == ("A-2026-01-05", "A-2026-01-26")
    assert first.days == 14


def test_holidays_name_who_is_on_call_at_noon(report: Report) -> None:
    """Christmas Day belongs to those whose shifts cover its noon, track by track."""
    (christmas,) = (h for h in report.holidays if h.day == date(2026, 12, 25))
    assert christmas.names == ("Christmas Day",)
    assert [line.shift.id for line in christmas.lines] == ["A-2026-12-25", "B-2026-12-25"]


def test_a_holiday_stands_once_with_all_its_days(tmp_path: Path) -> None:
    """New Year 2028 and its observed Friday are one column, one row and one holiday in all."""
    toml = head() + HOLIDAYS + TRACK + person("ada") + person("bela")
    team = rotation.load(write_team(tmp_path, toml))
    plan = team.plan(start=date(2027, 12, 27), weeks=1, today=date(2027, 12, 1))
    report = report_data(plan, "", {})
    assert [(h.day, h.names) for h in report.holidays[-2:]] == [
        (date(2027, 12, 31), ("New Year's Day (observed)",)),
        (date(2028, 1, 1), ("New Year's Day",)),
    ]
    assert [holiday.name for holiday in report.kept] == ["Christmas Day", "New Year's Day"]
    kept = report.kept[-1]
    assert (kept.name, kept.days) == ("New Year's Day", (date(2027, 12, 31), date(2028, 1, 1)))
    assert [line.shift.id for line in kept.lines] == ["A-2027-12-27"]
    assert sum(bar.load for bar in report.ledgers[Quantity.HOLIDAYS]) == 2
    row = holiday_table(report).rows[-1]
    assert [cell.text for cell in row.cells[:2]] == ["New Year's Day", "2027-12-31, 2028-01-01"]
    assert any(card.figure == "2 holidays" for card in cards_of(report))


def test_absences_are_whole_and_unexplained(report: Report) -> None:
    """Vacation and leave are both just `away`, within the days that the time line shows."""
    absences = {a.person: a for a in report.absences}
    assert {a.kind for a in report.absences} == {AbsenceKind.AWAY}
    assert absences["p04"].start.isoformat() == "2026-12-07T00:00:00-05:00"
    assert absences["p04"].end.isoformat() == "2026-12-14T00:00:00-05:00"
    assert set(absences) == {"p04", "p06"}


def test_bars_are_the_ledger(plan: Plan, report: Report) -> None:
    """Bars show what the ledger says, share and difference included."""
    for line in plan.accounts:
        (bar,) = (b for b in report.ledgers[Quantity.SHIFTS] if b.person == line.person.id)
        assert (bar.before, bar.planned) == (line.before.shifts, line.planned.shifts)
        assert bar.difference == line.difference(Quantity.SHIFTS)


def test_the_verdict_counts_what_is_open_broken_and_unproved(plan: Plan, report: Report) -> None:
    """Open shifts, broken rules and goals without proof each show in the verdict."""
    open_ids = {v.line.shift.id for v in report.vacancies}
    assert open_ids == {o.shift.id for o in plan.openings}
    assert report.verdict.open_volunteer == len(open_ids) > 0
    assert (report.verdict.open_regular, report.verdict.broken, report.verdict.proved) == (
        0,
        0,
        plan.proved,
    )
    unproved = Objective("open", "", "holes", Sense.LEAST, Fraction(3), Fraction(1))
    worse = replace(plan, objectives=(unproved,), stopped="stopped by hand")
    vars(worse)["breaches"] = (Breach((Violation("rest", "Ada rests too little"),)),)
    shown = report_data(worse, "", {})
    assert (shown.verdict.broken, shown.verdict.proved, shown.verdict.stopped) == (
        1,
        False,
        "stopped by hand",
    )
    lines = [line for section in shown.given_up for line in section.lines]
    assert "rest: Ada rests too little" in lines
    assert "holes: 3, bound 1" in lines


def test_the_clock_change_is_reported(plan: Plan) -> None:
    """A month with a clock change says when and to which offset; December has none."""
    assert report_data(plan, "", {}).clock == "UTC\N{MINUS SIGN}05:00 throughout"
    november = plan.rotation
    month = type(november).plan(november, month="2026-11", today=TODAY)  # type: ignore[attr-defined]
    clock = report_data(month, "", {}).clock
    assert clock == "UTC\N{MINUS SIGN}04:00 at first, from Sun 1 Nov on UTC\N{MINUS SIGN}05:00"


def test_open_shifts_concern_nobody(plan: Plan) -> None:
    """Who is told of a shift at short notice is a person; an open shift is told as open."""
    soon = plan.short_notice
    assert soon == ()
    late = type(
        plan.rotation
    ).plan(  # type: ignore[attr-defined]
        replace(
            plan.rotation,
            published=(),
            engineers=plan.rotation.engineers[:2],
            offers=(),
            time_off=(),
            history=(),
            pins=(),
            min_rest_days=14,
        ),
        month="2026-12",
        today=date(2026, 11, 30),
    )
    gone = {shift.id for shift in late.short_notice if late.roster[shift.id] is None}
    assert gone
    section = report_data(late, "", {}).short_notice
    assert section is not None
    lines = dict(line.split(": ", maxsplit=1) for line in section.lines)
    assert set(lines) == {engineer.name for engineer in late.rotation.engineers}
    assert gone.isdisjoint(", ".join(lines.values()).split(", "))


def test_rounds_are_rounds(plan: Plan) -> None:
    """A plan by rounds tells of each round who serves once, more often and not, and why."""
    assert report_data(plan, "", {}).rounds == ()
    team = plan.rotation.amended(special_periods=(), offers=(), published=(), time_off=())
    people = [engineer.id for engineer in team.engineers][:6]
    team = team.amended(engineers=team.engineers[:6], history=())
    rounds = type(team).plan(  # type: ignore[attr-defined]
        team, start=date(2026, 11, 2), rounds=2, today=date(2026, 9, 1)
    )
    shown = report_data(rounds, "", {})
    assert [round_.number for round_ in shown.rounds] == [1, 2]
    for round_ in shown.rounds:
        holders = sorted(rounds.roster[shift] or "" for shift in round_.shifts)
        assert holders == people
        assert (round_.once, round_.exceptions) == (tuple(people), ())
    begun = [line.shift.id for line in shown.lines if "begins round 2" in line.notes]
    assert begun == [shown.rounds[1].shifts[0]]
    page = report_html(shown).decode()
    # Round 1 begins with the shift in progress: before what the time line shows.
    assert shown.rounds[0].shifts[0] == "A-2026-10-26"
    assert page.count('class="round"') == 1
    assert 'id="rounds"' in page


def test_what_other_goals_level_has_a_table(plan: Plan, report: Report) -> None:
    """The shifts of each track are shown next to the share at which the plan aims."""
    ledger = plan.ledger()
    lines = {line.person.id: line for line in ledger.lines}
    assert [title for title, _ in report.standings] == ["shifts of A", "shifts of B"]
    for quantity, (_, standings) in zip(ledger.of_tracks, report.standings, strict=True):
        for standing in standings:
            line = lines[standing.person]
            assert standing.load == line.amount(quantity)
            assert standing.share == line.shares[quantity]
    captions = [table.caption for table in fairness_tables(report)]
    assert captions[-2:] == ["Shifts of A", "Shifts of B"]


def test_hours_have_a_table_where_a_goal_levels_them(plan: Plan) -> None:
    """The plan is the same, and its goals are others."""
    night = replace(plan.objectives[0], goal="night_hours")
    report = report_data(replace(plan, objectives=(night,)), "", {})
    ((title, standings),) = report.standings
    shares = {line.person.id: line.shares["night_hours"] for line in plan.ledger().lines}
    assert title == "night hours"
    assert {s.person: s.share for s in standings} == shares


def test_rest_days_of_some_tracks_are_shaded_in_their_rows(report: Report) -> None:
    """What all tracks have is as high as the chart, and the rest is in the rows of its tracks."""
    assert report.partly == ()
    part = PartlyAtRest(date(2026, 12, 8), ("Feast",), ("B",))
    (chart,) = timelines(report._replace(partly=(part,)))
    (plain,) = timelines(report)
    (box,) = set(chart.shapes) - set(plain.shapes)
    assert isinstance(box, Box)
    assert (box.look, box.tip, box.height) == ("holiday", "Tue 8 Dec: Feast", TRACK_HEIGHT)
    first = next(shape for shape in plain.shapes if isinstance(shape, Box) and shape.look == "rest")
    assert first.height > box.height
