"""Days of nights and of turns of a day, where they are drawn and asked about (H70)."""

from datetime import date, time

import pytest
from analysis_cases import line
from matplotlib.figure import Figure
from tests.teams import handover, make_team

from rotation.analysis.carried import carried_frame, written
from rotation.analysis.plots import heat_map
from rotation.errors import BadInput
from rotation.model.settings import RotationData
from rotation.model.tracks import Track, TrackSettings, WeeklyWindow
from rotation.trades.stretches import line_named

NIGHTS = TrackSettings(
    (handover("Mon 12:00"),), windows=(WeeklyWindow((0, 1, 2, 3, 4, 5, 6), time(22), time(6), 1),)
)
TWICE = TrackSettings(
    tuple(handover(f"{day} {clock}") for day in ("Mon", "Tue") for clock in ("06:00", "18:00"))
)


def nights() -> RotationData:
    return make_team(
        "ada",
        "ben",
        tracks=(Track("N", (NIGHTS,)),),
        published=(
            line("N-2026-12-07", "2026-12-07T12:00", "2026-12-14T12:00", "ada"),
            line("N-2026-12-14", "2026-12-14T12:00", "2026-12-21T12:00", "ben"),
        ),
    )


def test_nights_are_days_of_the_week_in_which_they_begin() -> None:
    """Seven nights from Monday on, though none of them holds a noon, are seven days."""
    frame = carried_frame(nights(), written(nights()))
    assert frame["dates"][0].split() == [f"2026-12-{day:02d}" for day in range(7, 14)]
    drawn = heat_map(frame, ax=Figure().subplots())
    assert sorted(text.get_text() for text in drawn.texts if text.get_text()) == ["7", "7"]


def test_without_days_the_noons_are_drawn() -> None:
    """A frame of another tool has bounds only: Monday's noon is in the shift that begins."""
    frame = carried_frame(nights(), written(nights())).drop(columns="dates")
    drawn = heat_map(frame, ax=Figure().subplots())
    assert sorted(text.get_text() for text in drawn.texts if text.get_text()) == ["7", "7"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("N-2026-12-14T0000", "N-2026-12-14"),
        ("N-2026-12-13T0000", "N-2026-12-07"),
        ("2026-12-20", "N-2026-12-14"),
    ],
)
def test_a_day_in_an_unknown_id_means_its_night(asked: str, meant: str) -> None:
    """At noon of Monday the 14th nobody is on call yet; the night is that of Ben."""
    with pytest.raises(BadInput, match=rf"did you mean {meant}\?"):
        line_named(nights(), asked, date(2026, 12, 1))


def test_a_day_with_several_turns_means_all_of_them() -> None:
    """Both turns of Tuesday begin on it; the second holds no noon."""
    team = make_team(
        "ada",
        "ben",
        tracks=(Track("A", (TWICE,)),),
        published=(
            line("A-2026-12-07T0600", "2026-12-07T06:00", "2026-12-07T18:00", "ada"),
            line("A-2026-12-07T1800", "2026-12-07T18:00", "2026-12-08T06:00", "ben"),
        ),
    )
    with pytest.raises(BadInput, match="did you mean A-2026-12-07T0600 or A-2026-12-07T1800"):
        line_named(team, "A-2026-12-07", date(2026, 12, 1))
