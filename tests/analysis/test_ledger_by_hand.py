from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from analysis_cases import ONE_TRACK, line, local

from rotation.analysis.ledger import Ledger
from rotation.analysis.window import ledger_of_plan
from rotation.display.frames import schedule_frame
from rotation.model.fairness import Quantity
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads
from rotation.problems import build_problem
from rotation.written.roster_lines import rows_of

TODAY = date(2027, 1, 4)
HISTORY = line("A-2027-02-01", "2027-02-01T11:00", "2027-02-08T11:00", "ada")
WORKED = replace(ONE_TRACK, history=(HISTORY,))
ROSTER = Roster(
    {
        "A-2027-02-08": "ada",  # 8 to 15 February, to Tuesday: 15 February is Washington's Birthday
        "A-2027-02-15": "bela",  # begins on Tuesday the 16th
        "A-2027-02-22": "ada",
        "A-2027-03-01": "bela",
        "A-2027-03-08": "ada",  # the clock goes forward on the 14th
        "A-2027-03-15": None,
    }
)


@pytest.fixture
def problem() -> Problem:
    """Return six weeks with a holiday on a Monday and a change of the clock."""
    return build_problem(WORKED, local("2027-02-08"), local("2027-03-22"), TODAY)


@pytest.fixture
def ledger(problem: Problem) -> Ledger:
    """Return the ledger of the roster above."""
    return ledger_of_plan(WORKED, problem, ROSTER)


def test_the_shifts_are_those_counted_below(problem: Problem) -> None:
    """The horizon holds six shifts; the week of the holiday is a day longer, the next shorter."""
    assert [shift.id for shift in problem.shifts] == list(ROSTER)
    assert [shift.loads.days for shift in problem.shifts] == [8, 6, 7, 7, 7, 7]
    assert [shift.loads.rest_days for shift in problem.shifts] == [3, 2, 2, 2, 2, 2]
    assert [shift.loads.holidays for shift in problem.shifts] == [1, 0, 0, 0, 0, 0]


def test_loads_are_what_a_hand_counts(ledger: Ledger) -> None:
    """Before, planned and load are as counted on paper, history included."""
    ada, bela = ledger.lines

    assert ada.before == Loads(shifts=1, days=7, rest_days=2)
    assert ada.planned == Loads(shifts=3, days=22, rest_days=7, holidays=1)
    assert ada.load == Loads(shifts=4, days=29, rest_days=9, holidays=1)
    assert bela.before == Loads()
    assert bela.load == Loads(shifts=2, days=13, rest_days=4)


def test_shares_go_by_capacity(ledger: Ledger) -> None:
    """Of 7 shifts, 15 rest days and 1 holiday the full-timer's share is twice the half-timer's."""
    ada, bela = ledger.lines

    assert ada.shares[Quantity.SHIFTS] == Fraction(14, 3)
    assert bela.shares[Quantity.SHIFTS] == Fraction(7, 3)
    assert (ada.shares[Quantity.REST_DAYS], bela.shares[Quantity.REST_DAYS]) == (10, 5)
    assert ada.shares[Quantity.HOLIDAYS] == Fraction(2, 3)


def test_time_is_counted_exactly(ledger: Ledger) -> None:
    """The week in which the clock goes forward has 167 hours; a share goes by capacity, too."""
    ada, bela = ledger.lines

    assert ada.amount("hours") == 7 * 24 + 8 * 24 + 7 * 24 + 7 * 24 - 1
    assert bela.amount("hours") == 6 * 24 + 7 * 24
    whole = ada.amount("hours") + bela.amount("hours") + 7 * 24  # the open week is shared out, too
    assert ada.shares["hours"] == 2 * bela.shares["hours"] == Fraction(2 * whole, 3)
    assert dict(ada.holidays) == {"Washington's Birthday": 1}


def test_differences_are_load_less_share(ledger: Ledger) -> None:
    """A difference is exact, and missing where nobody offered a volunteer shift."""
    ada, bela = ledger.lines

    assert ada.difference(Quantity.SHIFTS) == Fraction(-2, 3)
    assert bela.difference(Quantity.SHIFTS) == Fraction(-1, 3)
    assert bela.difference(Quantity.REST_DAYS) == -1
    assert ada.difference(Quantity.VOLUNTEER_DAYS) is None


def test_the_ledger_as_a_frame(ledger: Ledger) -> None:
    """The frame has one row per person by id, whole numbers of loads, and floats of shares."""
    frame = ledger.to_wide()

    assert frame.index.name == "engineer"
    assert list(frame.index) == ["ada", "bela"]
    quantities = ("shifts", "rest_days", "holidays", "volunteer_days")
    assert list(frame.columns) == [
        *("name", "present", "weight"),
        *(f"{q}{end}" for q in quantities for end in ("", "_share", "_difference")),
        *("days", "hours", "working_hours", "off_hours", "rest_day_hours", "night_hours"),
        *(f"{q}_planned" for q in quantities),
        *("tracks.A", "tracks.A_share", "tracks.A_difference"),
    ]
    assert frame["present"].dtype == bool
    for quantity in quantities:
        assert pd.api.types.is_integer_dtype(frame[quantity])
        assert pd.api.types.is_integer_dtype(frame[f"{quantity}_planned"])
        assert pd.api.types.is_float_dtype(frame[f"{quantity}_share"])
    assert list(frame["shifts"]) == [4, 2]
    assert list(frame["shifts_planned"]) == [3, 2]
    assert frame.loc["bela", "rest_days_difference"] == -1
    assert frame["volunteer_days_share"].isna().all()


def test_somebody_who_is_not_there_has_no_share(ledger: Ledger) -> None:
    """Who is not present keeps a line without shares, NaN in the frame."""
    ada = ledger.lines[0]
    gone = replace(ada, person=replace(ada.person, present=False), shares={})

    frame = replace(ledger, lines=(gone,)).to_wide()

    assert frame.loc["ada", "shifts"] == 4
    assert pd.isna(frame.loc["ada", "shifts_difference"])


def test_the_schedule_as_a_frame(problem: Problem) -> None:
    """The frame has one row per shift with aware local instants and no holder where it is open.

    The week in which the clock goes forward is 167 hours long, and its handover stays at 11:00.
    """
    frame = schedule_frame(WORKED, rows_of(WORKED, problem, ROSTER, TODAY))

    assert list(frame.columns) == [
        *("track", "start", "end", "engineer", "shift", "kind", "name", "email", "status"),
        *("days", "rest_days", "holidays", "revision", "revised"),
    ]
    for column in ("start", "end", "revised"):
        assert str(frame[column].dt.tz) == "America/New_York"
    for column in ("days", "rest_days", "revision"):
        assert pd.api.types.is_integer_dtype(frame[column])
    frame = frame.set_index("shift")
    spring = frame.loc["A-2027-03-08"]
    assert spring["end"] - spring["start"] == timedelta(hours=167)
    assert (spring["start"].hour, spring["end"].hour) == (11, 11)
    assert str(frame.loc["A-2027-02-15", "start"]) == "2027-02-16 11:00:00-05:00"
    assert frame.loc["A-2027-02-08", "holidays"] == "Washington's Birthday"
    assert list(frame["status"]) == ["planned"] * 5 + ["open"]
    assert frame.loc["A-2027-02-15", "name"] == "Bela"
    assert frame.loc["A-2027-02-15", "email"] == "bela@example.com"
    assert frame.loc["A-2027-03-15", ["engineer", "name", "email"]].isna().all()


def test_a_frame_of_no_shift_has_its_columns() -> None:
    """A schedule without any shift is a frame with the same columns and aware instants."""
    frame = schedule_frame(WORKED, ())

    assert len(frame) == 0
    assert list(frame.columns)[:4] == ["track", "start", "end", "engineer"]
    assert str(frame["start"].dt.tz) == "America/New_York"
