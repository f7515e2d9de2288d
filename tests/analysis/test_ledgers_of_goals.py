"""A ledger has what every goal levels, with the shares that the goal aims at (F46)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest
from analysis_cases import TWO_TRACKS, engineer, line, local
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import TRACK_A, TRACK_B, handover, make_team

from rotation.analysis.ledger import Ledger
from rotation.analysis.plots import load_against_share
from rotation.analysis.window import ledger_of_plan, ledger_over
from rotation.goals import levelling, named, registered
from rotation.model.roster import Roster
from rotation.model.tracks import Track, TrackSettings, WeeklyWindow
from rotation.problems import build_problem

TODAY = date(2026, 10, 1)
WEEK = (0, 1, 2, 3, 4, 5, 6)
DAYS, NIGHTS = (
    TrackSettings(
        (handover("Mon 08:00"),),
        windows=(WeeklyWindow(WEEK, time(8), time(20)),),
        counts=Fraction(1, 2),
    ),
    TrackSettings((handover("Mon 20:00"),), windows=(WeeklyWindow(WEEK, time(20), time(8), 1),)),
)
TURNS = make_team(
    engineer("ada", tracks=("D", "N")),
    engineer("bela", tracks=("D",), capacity=Fraction("0.5")),
    engineer("cleo", tracks=("D", "N"), timezone="Asia/Tokyo"),
    engineer("dora", tracks=("N",)),
    tracks=(Track("D", (DAYS,)), Track("N", (NIGHTS,))),
    min_rest_days=0,
    history=(
        line("D-2026-09-07", "2026-09-07T08:00", "2026-09-14T08:00", "ada"),
        line("N-2026-09-07", "2026-09-07T20:00", "2026-09-14T20:00", "bela"),
    ),
)
"""Days count half; a night of New York is a day in Tokyo, and Bela left the nights."""

LEVELLED = {
    "shifts": ("shifts",),
    "rest_days": ("rest_days",),
    "holidays": ("holidays",),
    "hours": ("hours",),
    "off_hours": ("off_hours",),
    "night_hours": ("night_hours",),
    "tracks": ("tracks: D", "tracks: N"),
}


def rows(ledger: Ledger, quantities: Sequence[str]) -> list[Fraction]:
    every = (line.difference(quantity) for quantity in quantities for line in ledger.lines)
    return [difference for difference in every if difference is not None]


@settings(deadline=None, max_examples=25, derandomize=True)
@given(st.lists(st.sampled_from(["ada", "bela", "cleo", "dora", None]), min_size=12, max_size=12))
def test_the_differences_of_a_ledger_are_those_of_the_goals(holders: list[str | None]) -> None:
    """Whatever is held: the squares of each goal are those of the ledger, to the digit."""
    problem = build_problem(TURNS, local("2026-10-05T00:00"), local("2026-11-09T00:00"), TODAY)
    roster = Roster({s.id: who for s, who in zip(problem.shifts, holders, strict=False)})
    ledger = ledger_of_plan(TURNS, problem, roster)
    for goal in named(list(LEVELLED)):
        squares = sum(difference**2 for difference in rows(ledger, LEVELLED[goal.name]))
        assert goal.measure(problem, roster)[-1] == squares, goal.name


def test_every_goal_that_levels_is_in_a_ledger() -> None:
    """A goal that aims at shares has a ledger of the same name, or of its unit."""
    by_shares = {goal.name for goal in registered() if hasattr(goal, "differences")}
    assert {*by_shares, *levelling()} == {*LEVELLED, "volunteers"}
    ledger = ledger_over(TURNS, since=date(2026, 9, 1), until=date(2026, 10, 1))
    assert {quantity for each in LEVELLED.values() for quantity in each} <= set(ledger.quantities)


@pytest.fixture
def ledger() -> Ledger:
    """Return the ledger of two worked weeks."""
    return ledger_over(TURNS, since=date(2026, 9, 7), until=date(2026, 9, 14))


def test_nights_are_those_of_the_holders_own_clock(ledger: Ledger) -> None:
    """Seven nights of eight hours are Bela's; Ada's days have none, and in Tokyo they would.

    Of the days, 8 to 20 in New York, Cleo in Tokyo would have 22:00 to 06:00 as well: 7 x 8 hours,
    at half the weight.
    """
    nights = {line.person.id: line.amount("night_hours") for line in ledger.lines}
    assert nights == {"ada": 0, "bela": 56, "cleo": 0, "dora": 0}
    weights = {line.person.id: line.person.weight for line in ledger.lines}
    shares = {line.person.id: line.shares["night_hours"] for line in ledger.lines}
    on_days = weights["ada"] + weights["bela"] + weights["cleo"]
    by_night = sum(weights.values())
    assert shares == {
        "ada": Fraction(56 * weights["ada"], by_night),
        "bela": Fraction(56 * weights["bela"], by_night),
        "cleo": Fraction(28 * weights["cleo"], on_days),
        "dora": Fraction(56 * weights["dora"], by_night),
    }


def test_tracks_show_who_held_what_how_often(ledger: Ledger) -> None:
    """Bela may hold nights no more: the one she held is above a share of nothing."""
    ada, bela, cleo, dora = ledger.lines
    assert (dict(ada.tracks), dict(bela.tracks), dict(cleo.tracks)) == (
        {"D": 1},
        {"N": 1},
        {},
    )
    assert ledger.of_tracks == ("tracks: D", "tracks: N")
    assert bela.difference("tracks: N") == 1
    assert "tracks: D" not in dora.shares
    assert sum(line.shares.get("tracks: D", 0) for line in (ada, bela, cleo)) <= 2
    assert ledger.indices()["tracks: D"].people == 3


def test_somebody_who_left_keeps_tracks_without_a_share() -> None:
    """What they held is shown, and no share of it."""
    people = [replace(e, leaves=date(2026, 9, 20)) if e.id == "ada" else e for e in TURNS.engineers]
    gone = TURNS.amended(engineers=tuple(people))
    table = ledger_over(
        gone,
        since=date(2026, 9, 1),
        until=date(2026, 10, 1),
        draft=(line("D-2026-09-28", "2026-09-28T08:00", "2026-10-05T08:00", "cleo"),),
    )
    ada = table.lines[0]
    assert (dict(ada.tracks), ada.difference("tracks: D")) == ({"D": 1}, None)


def test_tracks_of_one_table_are_one_ledger() -> None:
    """Both holders of a track of two are counted together, as the goal does."""
    twins = tuple(Track(f"A.{n}", TRACK_A.settings, group="A") for n in (1, 2))
    team = TWO_TRACKS.amended(
        tracks=(*twins, TRACK_B),
        history=(
            replace(
                line("A.1-2026-09-07", "2026-09-07T11:00", "2026-09-14T11:00", "ada"), track="A.1"
            ),
            replace(
                line("A.2-2026-09-14", "2026-09-14T11:00", "2026-09-21T11:00", "ada"), track="A.2"
            ),
        ),
    )
    table = ledger_over(team, since=date(2026, 9, 1), until=date(2026, 10, 1))
    assert table.of_tracks == ("tracks: A",)
    assert table.lines[0].amount("tracks: A") == 2


def test_frames_and_plots_have_the_ledgers(ledger: Ledger) -> None:
    """The wide frame has columns for each track, which plots take by name."""
    frame = ledger.to_wide()
    assert frame.loc["bela", ["tracks.N", "tracks.N_share"]].tolist() == [1, 0]
    assert frame["night_hours"].to_dict() == {"ada": 0, "bela": 56, "cleo": 0, "dora": 0}
    long = ledger.to_frame()
    nights = long[long["quantity"] == "tracks: N"].set_index("engineer")
    assert nights.loc["bela", "difference"] == 1
    drawn = load_against_share(ledger, "tracks.N")
    assert next(bar.get_width() for bar in drawn.patches) == 1
