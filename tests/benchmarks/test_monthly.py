"""Months planned one after the other, as a team lives with them: fewer than the benchmark's."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from benchmarks.monthly import Year, figures, live, picture, team

from rotation.analysis.accounts import accounts_of
from rotation.goals.own_gaps import own_even_gaps
from rotation.goals.short_gaps import ShortGaps
from rotation.model.fairness import Quantity
from rotation.testing import make_block

MONTHS = 4


@pytest.fixture(scope="module")
def year() -> Year:
    """Return the first months of the nineteen people of seed 1, with the goals of today."""
    return live(team(1), MONTHS)


def test_nobody_serves_again_too_soon_unless_a_shift_would_stay_open(year: Year) -> None:
    """No gap is below half of the person's own even gap, but those that are proved to be needed."""
    for month in year.months:
        short = ShortGaps().measure(month.problem, month.roster)[0]
        (tier,) = [o for o in month.objectives if o.name == "short_gaps.gaps"]
        assert short == tier.value == tier.bound
        assert all(o.proved for o in month.objectives)
    assert figures(year).short == figures(year).needed == 0
    assert figures(year).open_shifts == 0


def test_history_grows_from_nothing(year: Year) -> None:
    """Each month is planned with all that was planned before, and nothing else, as history."""
    assert year.months[0].problem.carried == ()
    before = {
        (shift.id, holder)
        for month in year.months[:-1]
        for shift in month.problem.shifts
        if (holder := month.roster[shift.id]) is not None
    }
    carried = {(held.shift.id, held.engineer) for held in year.months[-1].problem.carried}
    assert carried == before


def test_loads_end_within_one_shift_of_the_share(year: Year) -> None:
    """Rest comes before evenness, and still everybody is within a shift of a fair share."""
    last = year.months[-1]
    differences = [
        abs(account.difference(Quantity.SHIFTS) or Fraction(0))
        for account in accounts_of(last.problem, last.roster)
    ]
    assert max(differences) <= 1
    assert figures(year).furthest == max(differences)
    assert figures(year).forced <= figures(year).furthest


def test_whoever_could_hold_nothing_in_the_last_month_is_as_far_as_nobody_can_change(
    year: Year,
) -> None:
    """With everybody away in the last month, whoever is furthest is so whatever is planned."""
    last = year.months[-1]
    away = tuple(
        replace(person, blocks=(make_block(last.problem.start, last.problem.end),))
        for person in last.problem.people
    )
    idle = replace(last, problem=replace(last.problem, people=away))
    nothing = figures(replace(year, months=(*year.months[:-1], idle)))
    assert nothing.forced == nothing.furthest


def test_home_tracks_leave_two_tracks_to_eastern_time_alone() -> None:
    tracks = {engineer.timezone: engineer.tracks for engineer in team(1, home=True).engineers}
    assert [zone for zone, serves in tracks.items() if serves == ("A", "B")] == ["America/New_York"]
    assert set(tracks.values()) == {("A", "B"), ("B",)}


def test_even_gaps_are_steady_from_month_to_month(year: Year) -> None:
    """Nobody's own even gap jumps, whatever the number of handovers and days of a month."""
    for person in ("p00", "p02"):
        gaps = [own_even_gaps(month.problem)[person] for month in year.months]
        assert max(gaps) <= Fraction(3, 2) * min(gaps)


def test_a_year_is_drawn(year: Year, tmp_path: Path) -> None:
    """The picture has a panel per year, and is the same for the same years."""
    january = replace(year, months=year.months[:1])
    for name in ("one.png", "two.png"):
        picture({"January": january}, tmp_path / name)
    first, second = ((tmp_path / name).read_bytes() for name in ("one.png", "two.png"))
    assert first == second
    assert first.startswith(b"\x89PNG")
