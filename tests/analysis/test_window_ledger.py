"""The ledger of a window, against a month counted by hand."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from analysis_cases import ONE_TRACK, TWO_TRACKS, line, local

from rotation.analysis.carried import CarriedFrom
from rotation.analysis.ledger import Ledger
from rotation.analysis.quantities import QUANTITIES
from rotation.analysis.window import ledger_of_plan, ledger_over
from rotation.errors import BadInput
from rotation.model.fairness import Quantity
from rotation.model.people import Offer
from rotation.model.roster import Roster
from rotation.model.shifts import Entry, Loads, ShiftKind
from rotation.problems import build_problem
from rotation.written.roster_lines import rows_of

# Four weeks of 2024 in New York, one track, handover on Mondays at 11:00. The clock goes back on
# Sunday 3 November; Monday 11 November is Veterans Day, so that handover moves to Tuesday.
#
# line              from          to            who   days        rest days   hours  work off rest
# A-2024-10-28      Mon 28 11:00  Mon  4 11:00  ada   28-3    7   2 3     2   169    40   80  49
# A-2024-11-04      Mon  4 11:00  Tue 12 11:00  bela  4-11    8   9 10 11 3   192    40   80  72
# A-2024-11-11      Tue 12 11:00  Fri 15 11:00  ada   12-14   3           0    72    24   48   0
# A-2024-11-11+2    Fri 15 11:00  Mon 18 11:00  bela  15-17   3   16 17   2    72     8   16  48
# A-2024-11-18      Mon 18 11:00  Mon 25 11:00  ada   18-24   7   23 24   2   168    40   80  48
#
# Working hours are 9 to 17: a first day from 11:00 has 6, a last day to 11:00 has 2. Sunday the
# 3rd has 25 hours. Both parts of A-2024-11-11 have 3 days: the earlier one counts the shift.
TEAM = replace(
    ONE_TRACK,
    history=(
        line("A-2024-10-28", "2024-10-28T11:00", "2024-11-04T11:00", "ada"),
        line("A-2024-11-04", "2024-11-04T11:00", "2024-11-12T11:00", "bela"),
        line("A-2024-11-11", "2024-11-12T11:00", "2024-11-15T11:00", "ada"),
        line("A-2024-11-11+2", "2024-11-15T11:00", "2024-11-18T11:00", "bela"),
    ),
    published=(line("A-2024-11-18", "2024-11-18T11:00", "2024-11-25T11:00", "ada"),),
)
SINCE, UNTIL = date(2024, 10, 28), date(2024, 11, 25)


@pytest.fixture
def ledger() -> Ledger:
    """Return the ledger of the four weeks."""
    return ledger_over(TEAM, since=SINCE, until=UNTIL)


def test_the_month_is_as_counted_by_hand(ledger: Ledger) -> None:
    """Loads and hours of both people are those of the table above."""
    ada, bela = ledger.lines

    assert ada.load == Loads(shifts=3, days=17, rest_days=4)
    assert bela.load == Loads(shifts=1, days=11, rest_days=5, holidays=1)
    times = ("hours", "working_hours", "off_hours", "rest_day_hours")
    assert [ada.amount(q) for q in times] == [409, 104, 208, 97]
    assert [bela.amount(q) for q in times] == [264, 48, 96, 120]
    assert (dict(ada.holidays), dict(bela.holidays)) == ({}, {"Veterans Day": 1})


def test_shares_are_by_weight(ledger: Ledger) -> None:
    """Ada works full time and bela half: two thirds and one third of what both carried."""
    ada, bela = ledger.lines

    assert (ada.person.weight, bela.person.weight) == (2, 1)
    whole = {"shifts": 4, "days": 28, "hours": 673, "rest_days": 9, "holidays": 1}
    for quantity, total in whole.items():
        assert ada.shares[quantity] == Fraction(2 * total, 3)
        assert bela.shares[quantity] == Fraction(total, 3)
    assert ada.difference("shifts") == Fraction(1, 3)
    assert bela.difference("hours") == 264 - Fraction(673, 3)
    assert ada.difference("volunteer_days") is None


def test_differences_add_up_to_nothing(ledger: Ledger) -> None:
    """Without a draft everything shared out is carried by somebody."""
    for quantity in QUANTITIES:
        differences = [line.difference(quantity) for line in ledger.lines]
        assert sum((d for d in differences if d is not None), Fraction(0)) == 0


def test_a_shift_belongs_to_the_window_its_start_lies_in() -> None:
    """From 12 November on there are the two parts and the published week, whole."""
    ada, bela = ledger_over(TEAM, since=date(2024, 11, 12), until=date(2024, 11, 19)).lines

    assert ada.load == Loads(shifts=2, days=10, rest_days=2)
    assert bela.load == Loads(days=3, rest_days=2)
    assert ada.amount("hours") == 240


def test_by_default_the_window_ends_with_what_is_written() -> None:
    """It ends with the last day that belongs to a line and begins `history_days` before."""
    table = ledger_over(TEAM)

    assert table.dates == (UNTIL - timedelta(days=365), UNTIL)


def test_a_window_without_an_end_is_refused() -> None:
    """Where nothing is written the user has to say how far."""
    with pytest.raises(BadInput, match="nothing is worked, published or drafted"):
        ledger_over(ONE_TRACK)
    with pytest.raises(BadInput, match="ends on 2024-10-28, which is not after its start"):
        ledger_over(TEAM, since=SINCE, until=SINCE)


def test_a_draft_replaces_published_lines_of_the_same_shift() -> None:
    """Bela takes the published week in a draft: it is no longer ada's."""
    draft = (line("A-2024-11-18", "2024-11-18T11:00", "2024-11-25T11:00", "bela"),)

    ada, bela = ledger_over(TEAM, since=SINCE, until=UNTIL, draft=draft).lines

    assert (ada.load.shifts, bela.load.shifts) == (2, 2)
    assert ada.shares["shifts"] == Fraction(8, 3)


def test_who_is_not_there_has_no_share() -> None:
    """Somebody who left before the window keeps a line, without a share."""
    gone = replace(TEAM.engineers[1], id="cleo", leaves=date(2024, 10, 1))
    table = ledger_over(replace(TEAM, engineers=(*TEAM.engineers, gone)), since=SINCE, until=UNTIL)

    assert [line.person.present for line in table.lines] == [True, True, False]
    assert table.lines[2].shares == {}
    assert table.lines[0].shares["shifts"] == Fraction(8, 3)


def test_a_window_of_a_plan_has_the_ledger_of_the_plan() -> None:
    """For a plan's own window loads and shares are exactly those of the plan, open ones too.

    The plan has a Christmas week that two people offered for, an open shift, a locked shift and
    history in parts.
    """
    zone = local("2026-12-24T00:00")
    offers = tuple(
        Offer(who, zone, local("2027-01-02T00:00"), max_shifts=2) for who in ("ada", "bela")
    )
    team = replace(
        TWO_TRACKS,
        history_days=60,
        offers=offers,
        history=(
            # A Christmas long before the window: volunteer days have one of their own.
            line(
                "A-2024-12-25",
                "2024-12-25T00:00",
                "2024-12-27T00:00",
                "ada",
                kind=ShiftKind.VOLUNTEER,
            ),
            line("A-2026-11-23", "2026-11-23T11:00", "2026-11-26T11:00", "ada"),
            line("A-2026-11-23+2", "2026-11-26T11:00", "2026-11-30T11:00", "bela"),
        ),
        published=(line("B-2026-12-02", "2026-12-02T11:00", "2026-12-09T11:00", "cleo"),),
    )
    today = date(2026, 11, 30)
    problem = build_problem(team, local("2026-12-01T00:00"), local("2027-01-08T00:00"), today)
    assert problem.locks
    holders = ("ada", "bela", "cleo", "dora")
    held = {}
    for n, shift in enumerate(problem.shifts):
        lock = problem.locks.get(shift.id)
        volunteer = shift.kind is ShiftKind.VOLUNTEER
        held[shift.id] = holders[n % 2] if volunteer else None if n == 5 else holders[n % 4]
        if lock is not None:
            held[shift.id] = lock.engineer
    roster = Roster(held)
    assert roster.open_shifts()

    table = ledger_over(
        team,
        until=date(2027, 1, 8),
        draft=rows_of(team, problem, roster, today),
        planned_from=problem.start,
    )

    expected = ledger_of_plan(team, problem, roster)
    assert table.dates == expected.dates
    assert table.start == problem.window_start
    assert table.lines == expected.lines
    assert table.carried == expected.carried
    ada = expected.lines[0]
    assert ada.before.volunteer_days == 2
    assert ada.planned.volunteer_days > 0
    assert ada.shares[Quantity.VOLUNTEER_DAYS] > 0
    assert all(line.shift.start >= table.start for line in table.carried)
    assert {c.origin for c in table.carried} == {CarriedFrom.HISTORY, CarriedFrom.DRAFT}


def test_a_past_window_needs_no_absences() -> None:
    """What a calendar repeats may be unknown there: nothing is planned, so nothing is refused."""
    known = (local("2026-01-01T00:00"), local("2027-01-01T00:00"))
    team = replace(TEAM, time_off_known=known)

    assert ledger_over(team, since=SINCE, until=UNTIL).lines[0].load.shifts == 3


def test_the_long_frame_has_a_row_a_person_and_quantity(ledger: Ledger) -> None:
    """Quantities come in their order, holidays by name behind them, without a share."""
    frame = ledger.to_frame()

    columns = ["engineer", "name", "quantity", "load", "share", "difference"]
    assert list(frame.columns) == columns
    assert list(frame["quantity"]) == [*QUANTITIES, "tracks: A", "holidays: Veterans Day"] * 2
    bela = frame[frame["engineer"] == "bela"].set_index("quantity")
    assert bela.loc["rest_days", ["load", "share", "difference"]].tolist() == [5, 3, 2]
    assert bela.loc["holidays: Veterans Day", "load"] == 1
    assert pd.isna(bela.loc["holidays: Veterans Day", "share"])


def test_the_wide_frame_has_a_row_a_person(ledger: Ledger) -> None:
    """The columns are those that plots build on."""
    frame = ledger.to_wide()

    levelled = ("shifts", "rest_days", "holidays", "volunteer_days")
    assert frame.index.name == "engineer"
    assert list(frame.columns) == [
        *("name", "present", "weight"),
        *(f"{q}{end}" for q in levelled for end in ("", "_share", "_difference")),
        *("days", "hours", "working_hours", "off_hours", "rest_day_hours", "night_hours"),
        *(f"{q}_planned" for q in levelled),
        *("tracks.A", "tracks.A_share", "tracks.A_difference"),
    ]
    assert not frame["shifts_planned"].any()
    assert frame.loc["ada", ["shifts", "days", "hours"]].tolist() == [3, 17, 409]
    assert frame["present"].dtype == bool


def test_indices_are_those_of_the_ratios(ledger: Ledger) -> None:
    """Rest days: ratios 4/6 and 5/3, differences -2 and 2."""
    indices = ledger.indices()["rest_days"]

    # |2/3 - 5/3| x 2 pairs / (2 x 4 x mean 7/6) = 2 / (28/3)
    assert indices.gini == Fraction(3, 14)
    # (7/3)^2 / (2 x (4/9 + 25/9))
    assert indices.jain == Fraction(49, 58)
    assert indices.standard_deviation == 2
    assert indices.people == 2


def test_a_holiday_and_its_observed_day_are_one_by_name_too() -> None:
    """One shift has both days of New Year 2028, two shifts of Juneteenth 2027 one day each."""
    team = replace(
        ONE_TRACK,
        history=(
            line("A-2027-06-14", "2027-06-14T11:00", "2027-06-19T00:00", "ada"),
            line("A-2027-06-14+2", "2027-06-19T00:00", "2027-06-21T11:00", "bela"),
            line("A-2027-12-27", "2027-12-27T11:00", "2028-01-03T11:00", "ada"),
        ),
    )
    ada, bela = ledger_over(team, since=date(2027, 6, 1), until=date(2028, 2, 1)).lines

    juneteenth = "Juneteenth National Independence Day"
    assert dict(ada.holidays) == {juneteenth: 1, "New Year's Day": 1}
    assert dict(bela.holidays) == {juneteenth: 1}
    assert (ada.load.holidays, bela.load.holidays) == (2, 1)
    assert (ada.load.rest_days, bela.load.rest_days) == (4, 2)


def test_who_left_before_a_draft_begins_has_no_share_of_it() -> None:
    """With a draft present is who serves in its horizon; without one, in the window (F12)."""
    gone = replace(TEAM.engineers[0], id="cleo", name="Cleo", leaves=date(2024, 11, 10))
    team = replace(TEAM, engineers=(*TEAM.engineers, gone))
    draft = (line("A-2024-11-18", "2024-11-18T11:00", "2024-11-25T11:00", "bela"),)
    drafted = ledger_over(team, since=SINCE, until=UNTIL, draft=draft)
    written = ledger_over(team, since=SINCE, until=UNTIL)
    assert "cleo" not in {line.person.id for line in drafted.lines if line.shares}
    assert "cleo" in {line.person.id for line in written.lines if line.shares}


def test_volunteer_days_before_the_window_count_once() -> None:
    """Those of the last three years, and one of the draft that is running when it begins."""

    def volunteered(day: str, end: str, who: str | None) -> Entry:
        return line(f"A-{day}", f"{day}T00:00", f"{end}T00:00", who, kind=ShiftKind.VOLUNTEER)

    team = replace(
        TWO_TRACKS,
        history_days=30,
        history=(
            volunteered("2023-12-25", "2023-12-27", "ada"),  # three years and a day before
            volunteered("2024-12-25", "2024-12-27", "ada"),
            volunteered("2025-12-25", "2025-12-27", None),
            line("A-2026-01-05", "2026-01-05T11:00", "2026-01-12T11:00", "ada"),
        ),
    )
    draft = (
        volunteered("2026-12-26", "2026-12-28", "bela"),
        volunteered("2026-12-28", "2026-12-30", "bela"),
    )
    ledger = ledger_over(team, until=date(2026, 12, 31), draft=draft)
    days = {row.person.id: row.load.volunteer_days for row in ledger.lines}
    assert days == {"ada": 2, "bela": 4, "cleo": 0, "dora": 0}
    (ada,) = (row for row in ledger.lines if row.person.id == "ada")
    assert ada.load.shifts == 0
    # The first one has begun before a plan from the 27th on, whose window begins with it.
    begun = ledger_over(
        replace(team, history_days=0),
        until=date(2026, 12, 31),
        draft=draft,
        planned_from=local("2026-12-27T00:00"),
    )
    assert [row.load.volunteer_days for row in begun.lines] == [2, 4, 0, 0]
